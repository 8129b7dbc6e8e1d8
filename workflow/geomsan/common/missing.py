"""What is missing from the results, and why: stored where the thing itself would be.

One document that cannot be read, or one pack that cannot be set, stops nothing else: whoever reads its
place finds there what is wrong with it, goes on with the others and says so.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from geomsan.common.errors import Bilingual, GeomsanError
from geomsan.common.files import write_whole
from geomsan.common.stored import restore, store

_MARK = b'{"missing":'
COLUMNS = ("document", "place", "message_ko", "message_en")


@dataclass(frozen=True)
class Missing:
    """A document or a pack that is not there.

    Attributes
    ----------
    name
        The document, or the pack.
    place, ko, en
        Where it is wrong, and what is to be done, in both languages.
    may_pass
        Whether the same input may do another time: the machine was at fault, or the program.
    described
        The text of a document's descriptor: packs of a topic that stands in it need the document.
    """

    name: str
    place: str
    ko: str
    en: str
    may_pass: bool = False
    described: str = ""

    @property
    def error(self) -> GeomsanError:
        """The error that it comes from."""
        return GeomsanError(self.place, self.ko, self.en)

    @property
    def message(self) -> Bilingual:
        """The whole line: place and what is wrong there."""
        return Bilingual(self.error.in_language("ko"), self.error.in_language("en"))


@dataclass(frozen=True)
class _Stored:
    missing: Missing


def store_made(path: Path, made: object) -> None:
    """Store a value, or in its place what says why it is missing.

    Raises
    ------
    GeomsanError
        When the file cannot be written; what stood there before stays.
    """
    store(path, _Stored(made) if isinstance(made, Missing) else made)


def missing_in(path: Path) -> Missing | None:
    """Return what says why the value of a stored file is missing; None where it is there.

    Only the first bytes of the file are read where nothing is missing.

    Raises
    ------
    GeomsanError
        When the file is not there.
    """
    try:
        with path.open("rb") as file:
            if file.read(len(_MARK)) != _MARK:
                return None
    except OSError:
        pass  # the next line says what is wrong
    return restore(path, _Stored).missing


def all_missing(paths: Sequence[str | Path]) -> list[Missing]:
    """Return what is missing among stored files, in their order."""
    return [missing for path in paths if (missing := missing_in(Path(path))) is not None]


def forget_passing(paths: Sequence[str | Path]) -> None:
    """Remove the stored files of what may be there another time, so that the next run tries again."""
    for path in paths:
        missing = missing_in(Path(path))
        if missing is not None and missing.may_pass:
            Path(path).unlink()


def write_missing(missing: Sequence[Missing], path: Path) -> None:
    """Write the documents that are missing as CSV (UTF-8 with BOM, for Excel); its head always stands."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows((each.name, each.place, each.ko, each.en) for each in missing)
    write_whole(path, "\ufeff" + text.getvalue())


def read_missing(path: Path) -> list[Missing]:
    """Read what :func:`write_missing` wrote: what is missing, and why."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        _, *rows = csv.reader(file)
    return [Missing(name, place, ko, en) for name, place, ko, en in rows]

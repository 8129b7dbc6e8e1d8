"""Reports that were dropped on the desk: as received, and the answer on them, in a folder of ``results/``.

A folder appears whole, when all of its files have arrived. The names that files came with are kept as words
and never used as paths.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from re import compile as pattern
from secrets import token_hex

import msgspec

from geomsan.common.errors import Bilingual, GeomsanError, safe
from geomsan.common.files import write_whole
from geomsan.common.stored import restore, store
from geomsan.publish.handout.content import Handout

FORMATS = (".tsv", ".csv", ".xlsx", ".xlsm", ".xls", ".ods", ".xlsb", ".hwpx", ".hwp", ".pdf", ".txt", ".md")
"""Endings by which readers know a format; a file keeps its own, if it is one of these."""
MOST_FILES = 20
"""Files of one drop."""
MOST_KEPT = 200
"""Drops that are kept; then somebody has to remove some."""
UNFINISHED = ".unfinished-"
"""How names begin of folders that are being written."""
_LONGEST_NAME = 200
_ABOUT, _ANSWER, _VERSION = "about.json", "answer.msgpack", "version.msgpack"
_KEY = pattern(r"[0-9]{14}-[0-9a-f]{8}")


@dataclass(frozen=True)
class ReceivedFile:
    """A file as it came: the name that it had, and the name under which it lies in the folder."""

    name: str
    stored: str
    size: int


@dataclass(frozen=True)
class About:
    """What is known of a drop: its files, and who dropped them when.

    ``document`` is the one of which it is a new version; empty for a report.
    """

    files: Sequence[ReceivedFile]
    user: str
    time: str
    document: str = ""


@dataclass(frozen=True)
class Drop:
    """Files that were dropped together."""

    folder: Path
    about: About

    @property
    def key(self) -> str:
        """What names it in addresses."""
        return self.folder.name

    @property
    def title(self) -> str:
        """The names of its files."""
        return ", ".join(file.name for file in self.about.files)

    @property
    def answer(self) -> Path:
        """Where the answer lies, once there is one."""
        return self.folder / (_VERSION if self.about.document else _ANSWER)

    @property
    def is_answered(self) -> bool:
        """True when the examination has ended."""
        return self.answer.is_file()

    def path(self, file: ReceivedFile) -> Path:
        """Return where a file lies."""
        return self.folder / file.stored


def tidy(folder: Path) -> None:
    """Remove what a desk has left in its folder that was killed while it wrote."""
    for left in folder.glob(f"{UNFINISHED}*"):
        shutil.rmtree(left, ignore_errors=True)


class Drops:
    """All drops of a desk, in one folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def tidy(self) -> None:
        """Remove what uploads have left that broke off."""
        for left in self._folder.glob(".*"):
            shutil.rmtree(left, ignore_errors=True)

    def __iter__(self) -> Iterator[Drop]:
        """Yield the drops, the latest first."""
        keys = (path.name for path in self._folder.glob("*") if _KEY.fullmatch(path.name))
        for key in sorted(keys, reverse=True):
            drop = self.get(key)
            if drop is not None:
                yield drop

    def get(self, key: str) -> Drop | None:
        """Return a drop; None when there is none of that key."""
        folder = self._folder / key
        if not _KEY.fullmatch(key) or not (folder / _ABOUT).is_file():
            return None
        return Drop(folder, restore(folder / _ABOUT, About))

    def begin(self, user: str, document: str = "") -> Arrival:
        """Return where files can arrive.

        Raises
        ------
        GeomsanError
            When there are too many drops already.
        """
        if sum(1 for _ in self._folder.glob("*")) >= MOST_KEPT:
            raise GeomsanError(
                str(self._folder),
                f"넣은 보고서가 {MOST_KEPT}건입니다. 목록에서 지난 것을 지우십시오.",
                f"{MOST_KEPT} drops are kept; remove old ones from the list.",
            )
        now = datetime.now().astimezone()
        key = f"{now:%Y%m%d%H%M%S}-{token_hex(4)}"
        folder = self._folder / f".{key}"
        folder.mkdir(parents=True)
        about = About((), user, now.isoformat(timespec="seconds"), document)
        return Arrival(folder, self._folder / key, about)

    def remove(self, drop: Drop) -> None:
        """Remove a drop: it is gone from the list at once, whatever happens."""
        hidden = drop.folder.with_name(f".{drop.key}")
        drop.folder.rename(hidden)
        shutil.rmtree(hidden, ignore_errors=True)


class Arrival:
    """A drop whose files are arriving."""

    def __init__(self, folder: Path, final: Path, about: About) -> None:
        self._folder = folder
        self._final = final
        self._about = about
        self._files: list[ReceivedFile] = []

    def place(self, name: str, size: int) -> Path:
        """Return the path to write the next file to, whatever its name."""
        shown = safe(name.replace("\\", "/").rpartition("/")[2]).strip()[-_LONGEST_NAME:] or "?"
        ending = Path(shown).suffix.lower()
        stored = f"{len(self._files) + 1}{ending if ending in FORMATS else ''}"
        self._files.append(ReceivedFile(shown, stored, size))
        return self._folder / stored

    def end(self) -> Drop:
        """Make the drop appear, whole."""
        about = replace(self._about, files=tuple(self._files))
        store(self._folder / _ABOUT, about)
        self._folder.rename(self._final)
        return Drop(self._final, about)

    def give_up(self) -> None:
        """Remove what has arrived."""
        shutil.rmtree(self._folder, ignore_errors=True)


@dataclass(frozen=True)
class Answer:
    """What came of an examination: a hand-out, or why there is none."""

    handout: Handout | None = None
    failed: Bilingual | None = None


def read_answer(drop: Drop) -> Answer:
    """Return the answer on a drop.

    Raises
    ------
    GeomsanError
        When it was not written by this version of the program.
    """
    try:
        return msgspec.msgpack.decode(drop.answer.read_bytes(), type=Answer)
    except msgspec.DecodeError as error:
        raise GeomsanError(
            str(drop.answer),
            "다른 판의 데스크에서 검산한 것입니다. 보고서를 다시 넣으십시오.",
            "was checked by another version of the desk; drop the report again.",
        ) from error


def write_answer(drop: Drop, handed: Handout) -> None:
    """Write the hand-out of a drop."""
    write_whole(drop.answer, msgspec.msgpack.encode(Answer(handed)))


def write_failure(drop: Drop, sentence: Bilingual) -> None:
    """Write why there is no hand-out of a drop."""
    write_whole(drop.answer, msgspec.msgpack.encode(Answer(failed=sentence)))

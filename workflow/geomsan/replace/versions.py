"""The versions of a document on disk: the new one in its place, the earlier ones under ``versions/``.

``raw/<document>/versions/<n>/<document>/`` is the folder of the n-th version as it was when it was replaced,
decisions too, and can be checked like any other. ``version.yaml`` beside it says what replaced it when, and
which decisions were settled by that.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Collection
from contextlib import suppress
from datetime import date
from pathlib import Path
from tempfile import mkdtemp

import yaml

from geomsan.common.errors import GeomsanError
from geomsan.common.files import exchange, unwritable, write_whole
from geomsan.decide.file import DECISIONS
from geomsan.read.documents.descriptor import VERSIONS
from geomsan.read.documents.project import Project
from geomsan.replace.replacing import Replacement

RECORD = "version.yaml"


def write_version(project: Project, found: Replacement, day: date) -> Path:
    """Put a new version in the place of the present one, which is kept; all or nothing is written.

    The caller holds the lock of the project (:func:`geomsan.common.lock.held`).

    Parameters
    ----------
    project, found
        The project, and the version as :func:`geomsan.replace.replacing.compared_version` returned it.
    day
        The day that is noted.

    Returns
    -------
    Path
        Where the earlier version lies now.

    Raises
    ------
    GeomsanError
        When something is needed first, or the folder cannot be written: then all is as it was.
    """
    folder = project.raw / found.document
    if found.needs or not found.files:
        raise GeomsanError(str(folder), "먼저 정할 것이 있습니다.", "something is to be settled first.")
    number = 1 + max((int(each.name) for each in _numbered(folder)), default=0)
    aside = None
    try:
        aside = Path(mkdtemp(dir=project.raw, prefix=f".{found.document}."))
        made = aside / found.document
        kept = made / VERSIONS / str(number) / found.document
        shutil.copytree(folder, made, ignore=_at_top(folder, found.former))
        shutil.copytree(folder, kept, ignore=_at_top(folder, [VERSIONS]))
        for name, content in found.files.items():
            write_whole(made / name, content)
        write_whole(kept.parent / RECORD, _record(found, day))
        exchange(made, folder)
        # Should this be cut short, what they decided about the former version is moot, and nothing is lost.
        for document, content in found.others.items():
            write_whole(project.raw / document / DECISIONS, content)
    except OSError as error:
        raise unwritable(folder, error) from error
    finally:
        if aside is not None:
            with suppress(OSError):
                shutil.rmtree(aside)
    return folder / VERSIONS / str(number) / found.document


def earlier_versions(folder: Path) -> list[Path]:
    """Return the folders of the earlier versions of a document, the first one first."""
    return [each / folder.name for each in sorted(_numbered(folder), key=lambda each: int(each.name))]


def _numbered(folder: Path) -> list[Path]:
    return [each for each in (folder / VERSIONS).glob("*") if each.name.isdecimal()]


def _at_top(folder: Path, names: Collection[str]) -> Callable[[str, list[str]], list[str]]:
    """Return what tells :func:`shutil.copytree` to leave files out, at the top of the folder alone."""
    return lambda at, there: [name for name in there if Path(at) == folder and name in names]


def _record(found: Replacement, day: date) -> str:
    settled = found.decisions.settled if found.decisions else ()
    told = {
        "replaced-by": found.source,
        "date": day.isoformat(),
        "settled": [
            {"check": fate.decision.check, "decision": fate.decision.kind, "because": fate.because.ko}
            for fate in settled
        ],
    }
    return yaml.safe_dump(told, allow_unicode=True, sort_keys=False, width=110)

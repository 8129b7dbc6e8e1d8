"""Has anything in a released folder been altered? Needs the folder only."""

from __future__ import annotations

import json
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from geomsan.common.errors import Bilingual, GeomsanError
from geomsan.common.files import digest
from geomsan.publish.release.checksums import SUMS, fingerprint, read_sums

MANIFEST = "manifest.json"

MOST_BYTES = 1 << 26
"""Size of a list that is read: that of half a million files."""


@dataclass(frozen=True)
class Verified:
    """What became of a release.

    Attributes
    ----------
    files
        Number of files that are as they were.
    altered
        One sentence for each that is not.
    fingerprint
        What the release says of itself now, to be held against the published value.
    """

    files: int
    altered: tuple[Bilingual, ...]
    fingerprint: str


def verify(folder: Path) -> Verified:
    """Hold every file of a release against ``SHA256SUMS`` and ``manifest.json``.

    Someone who alters a file and both lists cannot be found out from the folder alone; the
    fingerprint then differs from the one that was published.

    Raises
    ------
    GeomsanError
        When the folder is no release.
    """
    sums = _text(folder, SUMS)
    told = read_sums(sums)
    manifest = _manifest(folder)
    present = {
        path.relative_to(folder).as_posix(): path
        for path in sorted(folder.rglob("*"))
        if path.is_symlink() or not path.is_dir()  # A link to a folder is a thing of its own.
    }
    altered: list[Bilingual] = []
    good = 0
    for name, expected in sorted(told.items()):
        path = present.pop(name, None)
        if path is None:
            altered.append(Bilingual(f"{name}: 파일이 없습니다", f"{name}: missing"))
        elif _digest(path) != expected:
            altered.append(Bilingual(f"{name}: 내용이 바뀌었습니다", f"{name}: altered"))
        else:
            good += 1
    present.pop(SUMS, None)
    altered += [
        Bilingual(f"{name}: 배포한 파일이 아닙니다", f"{name}: not part of the release") for name in present
    ]
    recorded = {name: item.get("sha256") for name, item in manifest.items()}
    listed = {name: value for name, value in told.items() if name != MANIFEST}
    altered += [
        Bilingual(f"{name}: {SUMS}와 {MANIFEST}이 서로 다릅니다", f"{name}: {SUMS} and {MANIFEST} disagree")
        for name in sorted(recorded.keys() | listed.keys())
        if recorded.get(name) != listed.get(name)
    ]
    return Verified(good, tuple(altered), fingerprint(sums))


def _manifest(folder: Path) -> dict[str, dict[str, Any]]:
    try:
        files = json.loads(_text(folder, MANIFEST))["files"]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise GeomsanError(
            str(folder / MANIFEST), "읽을 수 없게 바뀌었습니다.", "was altered and cannot be read."
        ) from error
    if not isinstance(files, dict) or not all(isinstance(item, dict) for item in files.values()):
        raise GeomsanError(
            str(folder / MANIFEST), "읽을 수 없게 바뀌었습니다.", "was altered and cannot be read."
        )
    return files


def _digest(path: Path) -> str | None:
    """Return the hash of a file; None for anything else (a link, a pipe) and for what cannot be read."""
    try:
        return digest(path) if _is_own_file(path) else None
    except OSError:
        return None


def _is_own_file(path: Path) -> bool:
    """Tell whether a plain file stands here: a link leads elsewhere, and a pipe never ends."""
    return stat.S_ISREG(path.lstat().st_mode)


def _text(folder: Path, name: str) -> str:
    """Return the text of one of the two lists, line ends as they are."""
    path = folder / name
    unusable = GeomsanError(
        str(folder),
        f"배포 폴더가 아닙니다: {name}을(를) 읽을 수 없습니다.",
        f"is no release: cannot read its {name}.",
    )
    try:
        if _is_own_file(path) and path.stat().st_size <= MOST_BYTES:
            return path.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise unusable from error
    raise unusable

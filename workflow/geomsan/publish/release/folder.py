"""The folder of a release, written whole or not at all."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from geomsan.common.files import digest, unwritable
from geomsan.publish.release.checksums import SUMS, sums_text
from geomsan.publish.release.verify import MANIFEST

Files = Mapping[str, bytes | Path]
"""``path in the folder -> content``, or the file to copy."""


def write_folder(folder: Path, files: Files, manifest: Mapping[str, Any]) -> str:
    """Write the files, ``manifest.json`` with their hashes, and ``SHA256SUMS``; return the latter.

    Parameters
    ----------
    folder
        What stands there is replaced when everything is ready, and stays when something fails.
    files
        Everything but the two lists.
    manifest
        What the manifest says beside the hashes.

    Raises
    ------
    GeomsanError
        When something cannot be written.
    """
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        put_back(folder)
        with tempfile.TemporaryDirectory(dir=folder.parent, prefix=f".{folder.name}.") as temporary:
            made = Path(temporary) / "new"
            made.mkdir()
            sums = _fill(made, files, manifest)
            _replace(folder, made)
            return sums
    except OSError as error:
        raise unwritable(folder, error) from error


def put_back(folder: Path) -> None:
    """Bring back the earlier release when a run ended between taking it away and putting the new one."""
    old = _old(folder)
    if old.exists():
        if folder.exists():
            shutil.rmtree(old)
        else:
            old.rename(folder)


def _fill(folder: Path, files: Files, manifest: Mapping[str, Any]) -> str:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, Path):
            shutil.copyfile(content, path)
        else:
            path.write_bytes(content)
    hashes = {name: digest(folder / name) for name in files}
    listed = {name: {"sha256": hashes[name], "bytes": (folder / name).stat().st_size} for name in hashes}
    text = json.dumps({**manifest, "files": listed}, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
    (folder / MANIFEST).write_text(text, encoding="utf-8")
    sums = sums_text(hashes | {MANIFEST: digest(folder / MANIFEST)})
    (folder / SUMS).write_text(sums, encoding="utf-8")
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)
        if path.is_file():
            _to_disk(path)
    return sums


def _replace(folder: Path, made: Path) -> None:
    old = _old(folder)
    if folder.exists():
        folder.rename(old)
    made.rename(folder)
    shutil.rmtree(old, ignore_errors=True)


def _old(folder: Path) -> Path:
    return folder.with_name(f".{folder.name}.old")


def _to_disk(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())

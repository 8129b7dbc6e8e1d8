"""What proves what was handed out: checksums of packs and inputs, versions, counts of verdicts."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from importlib.metadata import PackageNotFoundError, version
from os.path import relpath
from pathlib import Path
from typing import Any

from geomsan.common.errors import GeomsanError
from geomsan.common.files import digest, write_whole

SOFTWARE = ("geomsan", "weasyprint", "great-tables", "pandas", "pandera", "snakemake")


def write_manifest(
    packs: Sequence[Path],
    inputs: Mapping[str, Sequence[Path]],
    verdicts: Mapping[str, Mapping[str, int]],
    out: Path,
    root: Path | None = None,
) -> None:
    """Write ``manifest.json`` and, beside it, ``SHA256SUMS``.

    Parameters
    ----------
    packs
        The PDFs, in the folder of ``out``; the stem of the file is the name of the pack.
    inputs
        The input files of each pack, by name of the pack.
    verdicts
        Number of checks by verdict, by name of the pack.
    out
        ``manifest.json``. ``SHA256SUMS`` can be checked by ``sha256sum -c`` in its folder.
    root
        Folder that the paths of the inputs are given from; by default the working folder.

    Raises
    ------
    GeomsanError
        When a file is missing or cannot be written.
    """
    base = root or Path.cwd()
    checksums = {path: _sha256(path) for path in sorted(set(packs))}
    entries: dict[str, Any] = {}
    for path, checksum in checksums.items():
        found = inputs.get(path.stem, ())
        entries[path.stem] = {
            "file": path.name,
            "sha256": checksum,
            "inputs": {_relative(item, base): _sha256(item) for item in sorted(set(found))},
            "verdicts": dict(sorted(verdicts.get(path.stem, {}).items())),
        }
    manifest = {"packs": entries, "software": {name: _version(name) for name in SOFTWARE}}
    text = json.dumps(manifest, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
    sums = "".join(f"{checksum}  {path.name}\n" for path, checksum in checksums.items())
    write_whole(out.with_name("SHA256SUMS"), sums.encode())
    write_whole(out, text.encode())


def _relative(path: Path, base: Path) -> str:
    return Path(relpath(path.resolve(), base.resolve())).as_posix()


def _sha256(path: Path) -> str:
    try:
        return digest(path)
    except OSError as error:
        raise GeomsanError(
            str(path),
            f"읽을 수 없습니다 ({error.strerror}).",
            f"cannot be read ({error.strerror}).",
        ) from error


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None

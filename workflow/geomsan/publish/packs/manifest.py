"""What proves what was handed out: checksums of packs and inputs, versions, counts of verdicts."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from geomsan.common.files import digest, unreadable, write_whole
from geomsan.common.missing import Missing

SOFTWARE = ("geomsan", "weasyprint", "great-tables", "pandas", "pandera", "snakemake")


@dataclass(frozen=True)
class MadeFrom:
    """What a pack was made from, noted when it was set.

    Attributes
    ----------
    inputs
        ``path -> SHA-256`` of the bytes that were read.
    verdicts
        Number of checks by verdict.
    """

    inputs: dict[str, str]
    verdicts: dict[str, int]


def write_manifest(
    packs: Sequence[Path], made_from: Mapping[str, MadeFrom], out: Path, missing: Sequence[Missing] = ()
) -> None:
    """Write ``manifest.json`` and, beside it, ``SHA256SUMS``.

    Parameters
    ----------
    packs
        The PDFs, as they are or will be in the folder of ``out``; the stem of the file is the name of
        the pack.
    made_from
        What each was made from, by name of the pack.
    out
        ``manifest.json``. ``SHA256SUMS`` can be checked by ``sha256sum -c`` in its folder.
    missing
        The packs that could not be made; the manifest says why.

    Raises
    ------
    GeomsanError
        When a file is missing or cannot be written.
    """
    checksums = {path: _sha256(path) for path in sorted(set(packs))}
    entries = {
        path.stem: {"file": path.name, "sha256": checksum, **asdict(made_from[path.stem])}
        for path, checksum in checksums.items()
    }
    manifest = {
        "packs": entries,
        "missing": {each.name: {"ko": each.message.ko, "en": each.message.en} for each in missing},
        "software": {name: _version(name) for name in SOFTWARE},
    }
    text = json.dumps(manifest, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
    sums = "".join(f"{checksum}  {path.name}\n" for path, checksum in checksums.items())
    write_whole(out.with_name("SHA256SUMS"), sums.encode())
    write_whole(out, text.encode())


def remove_others(folder: Path, packs: Collection[str]) -> None:
    """Remove the PDFs of a folder that are none of ``packs``: the configuration has them no more."""
    for path in sorted(folder.glob("*.pdf")):
        if path.stem not in packs:
            path.unlink()


def set_aside(pack: Path, aside: Path) -> None:
    """Move a pack, where there is one, out of the packs to be handed out, and lose it not.

    It was made from something else than what lies in ``raw/`` now, and its successor cannot be made.
    """
    if pack.exists():
        aside.parent.mkdir(parents=True, exist_ok=True)
        pack.replace(aside)


def _sha256(path: Path) -> str:
    try:
        return digest(path)
    except OSError as error:
        raise unreadable(path, error) from error


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None

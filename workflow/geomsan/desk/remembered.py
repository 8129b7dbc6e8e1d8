"""Checked documents kept from one start of the desk to the next: proofs take seconds, reading them none."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import geomsan
from geomsan.check.checked import CheckedDocument
from geomsan.common.errors import GeomsanError
from geomsan.common.files import digest
from geomsan.common.stored import restore, store

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


@dataclass(frozen=True)
class _Remembered:
    """A checked document with a digest of all that it was made of."""

    made_of: str
    checked: CheckedDocument


def remembered(
    path: Path, inputs: Mapping[str, str], rules: str, check: Callable[[], CheckedDocument]
) -> CheckedDocument:
    """Return a checked document: as it is remembered, where nothing that it is made of has changed.

    Parameters
    ----------
    path
        Where it is remembered.
    inputs
        ``document/file -> SHA-256`` of what was read.
    rules
        What :func:`rules_digest` says of the families.
    check
        Checks it, where it is not remembered.
    """
    made_of = sha256(repr((rules, sorted(inputs.items()))).encode()).hexdigest()
    with suppress(GeomsanError):  # there is none yet, or it was written by another version
        known = restore(path, _Remembered)
        if known.made_of == made_of:
            return known.checked
    checked = check()
    with suppress(GeomsanError):  # on a full disk it is checked again next time
        store(path, _Remembered(made_of, checked))
    return checked


def rules_digest(schemas: Path, lock: Path) -> str:
    """Return what changes with whatever decides a verdict: families, the library, versions of packages."""
    files = sorted(path for path in (*schemas.iterdir(), lock) if path.is_file())
    return sha256(repr((_library(), [(path.name, digest(path)) for path in files])).encode()).hexdigest()


@cache
def _library() -> str:
    """Return a digest of the library's own files, as they were when the desk began."""
    root = Path(geomsan.__file__).parent
    own = [(path.relative_to(root).as_posix(), digest(path)) for path in sorted(root.rglob("*.py"))]
    return sha256(repr(own).encode()).hexdigest()

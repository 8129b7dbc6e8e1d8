"""The stored form of results: dataclasses as JSON, the same value always as the same bytes."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

import msgspec

from geomsan.common.errors import GeomsanError
from geomsan.common.files import write_whole

T = TypeVar("T")


def store(path: Path, value: object) -> None:
    """Write a value of dataclasses, lists, mappings and plain values; exact numbers as text.

    Raises
    ------
    GeomsanError
        When the file cannot be written; what stood there before stays.
    """
    write_whole(path, msgspec.json.encode(value, order="deterministic") + b"\n")


def restore(path: Path, kind: type[T]) -> T:
    """Read what :func:`store` wrote; fields that ``kind`` does not have are passed over.

    Raises
    ------
    GeomsanError
        When the file is missing or was not written by this version of the program.
    """
    try:
        content = path.read_bytes()
    except FileNotFoundError as error:
        raise GeomsanError(
            str(path), "없습니다. make briefs를 먼저 하십시오.", "is missing; run make briefs first."
        ) from error
    try:
        return msgspec.json.decode(content, type=kind)
    except msgspec.DecodeError as error:
        raise GeomsanError(
            str(path),
            f"읽을 수 없습니다({error}). 이 파일을 지우고 make briefs를 다시 하십시오.",
            f"cannot be read ({error}); delete it and run make briefs again.",
        ) from error

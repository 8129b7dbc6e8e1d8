"""Taking a dropped report apart, in a child process, into what a person then confirms."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec

from geomsan.check.families.registry import load_families
from geomsan.common.errors import Bilingual, GeomsanError
from geomsan.common.files import write_whole
from geomsan.desk.children import ended, on_drop, start
from geomsan.desk.received import Drop
from geomsan.infer.drafting.extract import draft

_SECONDS = 600
_BROKEN = Bilingual(
    "표를 꺼내지 못했습니다(시간이나 메모리가 모자람). 보고서를 나누어 다시 넣으십시오.",
    "could not be taken apart (for want of time or memory); split it and drop it again.",
)


@dataclass(frozen=True)
class Drafted:
    """A report taken apart: its descriptor as drafted and its table files; or why it was not."""

    descriptor: dict[str, Any] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    failed: Bilingual | None = None


def drafted(drop: Drop, number: int, schemas: Path) -> Drafted:
    """Return a file of a drop as drafted; made if it is not there yet.

    Raises
    ------
    GeomsanError
        When it cannot be taken apart.
    """
    out = _place(drop, number)
    if not out.is_file():
        ended(start("drafting", str(drop.folder), str(number), str(schemas)), _SECONDS)
    found = (
        msgspec.msgpack.decode(out.read_bytes(), type=Drafted) if out.is_file() else Drafted(failed=_BROKEN)
    )
    if found.failed is not None:
        raise GeomsanError(drop.about.files[number].name, found.failed.ko, found.failed.en)
    return found


def _place(drop: Drop, number: int) -> Path:
    return drop.folder / f"draft-{number}.msgpack"


def write_draft(drop: Drop, number: int, schemas: Path) -> None:
    """Take a file of a drop apart, in this process, and write the draft beside it."""
    file = drop.about.files[number]
    try:
        made = draft(drop.path(file), "document", load_families(schemas), received=file.name)
        found = Drafted(made.descriptor, made.files)
    except GeomsanError as error:
        found = Drafted(failed=error.message)
    write_whole(_place(drop, number), msgspec.msgpack.encode(found))


if __name__ == "__main__":
    on_drop(lambda drop, number, schemas: write_draft(drop, int(number), Path(schemas)))

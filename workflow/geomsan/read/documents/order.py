"""Which documents came before another."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from geomsan.read.documents.descriptor import DESCRIPTOR

_HEAD_LINE = re.compile(r"^(council|date):[ \t]*[\"']?([^\"'#\n]*)", re.MULTILINE)


def earlier_documents(raw: Path, name: str, documents: Sequence[str]) -> list[str]:
    """Return those of the documents that were reported to the same council before ``name``.

    Only the two lines of each descriptor's head are looked at, so that a run starts without reading
    every descriptor; in full it is read, and held against its schema, when its document is.
    """
    council, date = _council_and_date(raw / name)
    others = [(other, *_council_and_date(raw / other)) for other in documents if other != name]
    return [other for other, to, when in others if to == council and "" < when < date]


def _council_and_date(folder: Path) -> tuple[str, str]:
    found = dict(_HEAD_LINE.findall((folder / DESCRIPTOR).read_text(encoding="utf-8")))
    return found.get("council", "").strip(), found.get("date", "").strip()

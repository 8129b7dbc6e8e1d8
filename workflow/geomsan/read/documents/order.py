"""Which documents came before another."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from geomsan.read.documents.descriptor import DESCRIPTOR

_HEAD_LINE = re.compile(r"^(council|date):[ \t]*[\"']?([^\"'#\n]*)", re.MULTILINE)


def earlier_documents(raw: Path, documents: Sequence[str]) -> dict[str, list[str]]:
    """Return, for each document, those that were reported to the same council before it.

    Only the two lines of each descriptor's head are looked at, so that a run starts without reading
    every descriptor; in full it is read, and held against its schema, when its document is.
    """
    known = {name: _council_and_date(raw / name) for name in documents}
    return {
        name: [other for other in documents if known[other][0] == council and "" < known[other][1] < date]
        for name, (council, date) in known.items()
    }


def _council_and_date(folder: Path) -> tuple[str, str]:
    found = dict(_HEAD_LINE.findall((folder / DESCRIPTOR).read_text(encoding="utf-8")))
    return found.get("council", "").strip(), found.get("date", "").strip()

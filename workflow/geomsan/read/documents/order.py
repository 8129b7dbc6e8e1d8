"""Which documents came before another."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from geomsan.common.errors import GeomsanError
from geomsan.common.files import within
from geomsan.read.documents.descriptor import DESCRIPTOR

MOST_EARLIER = 8
"""Earlier documents of its office that a document is held against, and as many of the council's others.

A series of more sessions does not fit on a page, and the work of a run grows with the number of
documents only where each has a fixed number of others to look at.
"""

_HEAD_LINE = re.compile(r"^(council|office|date):[ \t]*[\"']?([^\"'#\n]*)", re.MULTILINE)


@dataclass(frozen=True, order=True)
class _Head:
    """What the head of a descriptor says of the document; in order of time, then of name."""

    date: str
    name: str
    council: str
    office: str


def earlier_documents(raw: Path, documents: Sequence[str]) -> dict[str, list[str]]:
    """Return, for each document, those that were reported to the same council before it.

    Of its own office these are the latest :data:`MOST_EARLIER`, and of all other offices together, which
    it may have been renamed from, as many. They stand in the order of ``documents``.

    Only three lines of each descriptor's head are looked at, so that a run starts without reading
    every descriptor; in full it is read, and held against its schema, when its document is.
    """
    heads = [_head(raw / name) for name in documents]
    places = {name: place for place, name in enumerate(documents)}
    of_council: dict[str, list[_Head]] = {}
    of_office: dict[tuple[str, str], list[_Head]] = {}
    for head in sorted(head for head in heads if head.date):
        of_council.setdefault(head.council, []).append(head)
        of_office.setdefault((head.council, head.office), []).append(head)
    found = {}
    for head in heads:
        own = _before(head, of_office.get((head.council, head.office), []))
        others = (
            other for other in _before(head, of_council.get(head.council, [])) if other.office != head.office
        )
        earlier = [*islice(own, MOST_EARLIER), *islice(others, MOST_EARLIER)]
        found[head.name] = sorted((other.name for other in earlier), key=places.__getitem__)
    return found


def _before(head: _Head, listed: Sequence[_Head]) -> Iterator[_Head]:
    """Yield the heads of earlier days, the latest first."""
    for place in range(bisect_left(listed, head.date, key=lambda other: other.date) - 1, -1, -1):
        yield listed[place]


def _head(folder: Path) -> _Head:
    try:
        text = within(folder, DESCRIPTOR).read_text(encoding="utf-8", errors="replace")
    except (OSError, GeomsanError):
        text = ""  # what is wrong with it is said where the document is read
    found = {key: value.strip() for key, value in _HEAD_LINE.findall(text)}
    return _Head(found.get("date", ""), folder.name, found.get("council", ""), found.get("office", ""))

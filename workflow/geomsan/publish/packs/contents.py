"""The contents of a pack: one list, or two columns a page where there are many tables.

The columns are worked out here from estimated lines: WeasyPrint lays a multi-column box out many times over
to find where to break it, which took a tenth of the time of a long pack.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil

from geomsan.publish.packs.parts import DocumentPart
from geomsan.publish.packs.text import width

_FEW_TABLES = 6
"""Tables that need no contents."""

_MANY_TABLES = 30
"""Tables that one list on a page has room for."""

PART, CHAPTER, ENTRY = "part", "chapter", "entry"

_SIZES = {PART: (20.0, 17.6, 11.4), CHAPTER: (22.0, 13.4, 11.4), ENTRY: (20.0, 10.0, 10.0)}
"""Room of a line in em, height of the first line and of each further one in points (pack.css)."""

_COLUMN = 640.0
"""Height of a column in points."""


@dataclass(frozen=True)
class Line:
    """A line of the contents: what kind of heading it names, the id of that, and how many violations."""

    kind: str
    target: str
    title: str
    number: str = ""
    violated: int = 0


@dataclass(frozen=True)
class Contents:
    """The contents as they are set: pages of columns of lines."""

    pages: list[list[list[Line]]]

    @property
    def is_long(self) -> bool:
        """True when it is set in two columns on pages of its own."""
        return any(len(page) > 1 for page in self.pages)


def contents(documents: Sequence[DocumentPart], *, has_series: bool) -> Contents:
    """Return the contents of a pack, without a page where it has few tables."""
    lines = list(_lines(documents, has_series=has_series))
    tables = sum(line.kind == ENTRY for line in lines)
    if tables <= _FEW_TABLES:
        return Contents([])
    if tables <= _MANY_TABLES:
        return Contents([[lines]])
    return Contents(list(_pages(lines)))


def _lines(documents: Sequence[DocumentPart], *, has_series: bool) -> Iterator[Line]:
    for document in documents:
        yield Line(PART, document.id, document.title)
        for section in document.sections:
            if section.title:
                yield Line(CHAPTER, section.id, section.title)
            for table in section.tables:
                yield Line(ENTRY, table.id, table.title, table.number, table.violated)
    if has_series:
        yield Line(PART, "comparisons", "회기별 비교")
    yield Line(PART, "findings", "부록: 검산의 방법과 결과")


def _pages(lines: Sequence[Line]) -> Iterator[list[list[Line]]]:
    """Yield pages of two columns: full ones, and a last one whose columns are about as high."""
    while lines:
        left = sum(map(_height, lines))
        first = _count(lines, min(_COLUMN, left / 2))
        second = _count(lines[first:], _COLUMN)
        yield [list(lines[:first]), list(lines[first : first + second])]
        lines = lines[first + second :]


def _count(lines: Sequence[Line], room: float) -> int:
    """Return how many lines a column takes; it does not end with a heading."""
    taken, height = 0, 0.0
    while taken < len(lines) and (not taken or height < room):
        height += _height(lines[taken])
        taken += 1
    while 1 < taken < len(lines) and lines[taken - 1].kind != ENTRY:
        taken -= 1
    return taken


def _height(line: Line) -> float:
    room, first, further = _SIZES[line.kind]
    flag = width(f"불일치 {line.violated}") if line.violated else 0.0
    return first + further * (ceil((width(line.title) + flag) / room) - 1)

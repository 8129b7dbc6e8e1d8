"""One page of a PDF: its ruled tables, and the lines of text around them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from geomsan.read.readers.pdf_lines import Char, Line, lines_of, text_of
from geomsan.read.readers.pdf_rules import SNAP, Box, ruled_cells

_NEAR = 1.5
_SLIVER = 5.0
"""A row or column narrower than this holds no text; it stands between the lines of a double rule."""


@dataclass
class PageTable:
    """A table, or the part of one that stands on a page.

    Attributes
    ----------
    page, number
        The page, and the order of the table on it, from 1.
    box
        Where it stands.
    edges
        The left edges of its columns and the right edge of the last.
    rows, spans
        Text of the cells and merged cells, as in a grid.
    above, below
        The lines between it and the table above it, and between it and the table below it.
    is_followed
        Whether there is a table below it on its page.
    """

    page: int
    number: int
    box: Box
    edges: list[float]
    rows: list[list[str]]
    spans: dict[tuple[int, int], tuple[int, int]]
    above: list[Line] = field(default_factory=list)
    below: list[Line] = field(default_factory=list)
    is_followed: bool = False


@dataclass
class Page:
    """What is read of a page.

    Attributes
    ----------
    lines
        The lines outside of tables.
    characters, unmapped
        How many characters there are, and how many whose font does not tell what they are.
    drawn
        How much of the page the largest picture covers; 1.0 for outlines and no character.
    """

    number: int
    height: float
    tables: list[PageTable]
    lines: list[Line]
    characters: int
    unmapped: int
    drawn: float


def read_page(page: Any, number: int) -> Page:
    """Read a page of pdfplumber."""
    chars = [char for char in page.chars if char["size"] > 0]
    printed = sum(bool(char["text"].strip()) for char in chars)
    frames = [_Frame(cells) for cells in ruled_cells(page) if len(cells) > 1]
    frames.sort(key=lambda frame: (round(frame.box[1]), frame.box[0]))
    outside = [char for char in chars if not _put(char, frames)]
    lines = lines_of(char for char in outside if char["upright"])
    tables = [frame.table(number, order) for order, frame in enumerate(frames, 1)]
    for table in tables:
        table.above = _above(table, tables, lines)
        table.below, table.is_followed = _below(table, tables, lines)
    return Page(
        number=number,
        height=float(page.height),
        tables=tables,
        lines=lines,
        characters=printed,
        unmapped=sum(char["text"].startswith("(cid:") for char in chars),
        drawn=_drawn(page, is_blank=not printed),
    )


def _drawn(page: Any, *, is_blank: bool) -> float:
    if is_blank and len(page.curves) > 50:
        return 1.0
    whole = float(page.width * page.height) or 1.0
    return max(
        (abs((image["x1"] - image["x0"]) * image["height"]) / whole for image in page.images), default=0.0
    )


def _above(table: PageTable, tables: Sequence[PageTable], lines: Sequence[Line]) -> list[Line]:
    """Return the lines over the table that no other table stands between."""
    left, top, right, _ = table.box
    over = [
        other.box[3]
        for other in tables
        if other is not table and other.box[3] <= top + SNAP and other.box[0] < right and other.box[2] > left
    ]
    ceiling = max(over, default=0.0)
    return [line for line in lines if ceiling - SNAP <= line.top and line.bottom <= top + SNAP]


def _below(table: PageTable, tables: Sequence[PageTable], lines: Sequence[Line]) -> tuple[list[Line], bool]:
    """Return the lines under the table that no other table stands between, and whether one follows."""
    left, _, right, bottom = table.box
    under = [
        other.box[1]
        for other in tables
        if other is not table
        and other.box[1] >= bottom - SNAP
        and other.box[0] < right
        and other.box[2] > left
    ]
    floor = min(under, default=float("inf"))
    return [line for line in lines if bottom - SNAP <= line.top and line.bottom <= floor + SNAP], bool(under)


def _put(char: Char, frames: Iterable[_Frame]) -> bool:
    """Give the character to the smallest table that it stands in; False when in none."""
    x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
    around = [frame for frame in frames if frame.holds(x, y)]
    if not around:
        return False
    return min(around, key=lambda frame: frame.area).put(char, x, y)


class _Frame:
    """The cells of one table by their boxes, and the characters in them."""

    def __init__(self, cells: Sequence[Box]) -> None:
        self.xs = _distinct(x for cell in cells for x in (cell[0], cell[2]))
        self.ys = _distinct(y for cell in cells for y in (cell[1], cell[3]))
        self.box: Box = (self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])
        self.area = (self.xs[-1] - self.xs[0]) * (self.ys[-1] - self.ys[0])
        self._owner: dict[tuple[int, int], tuple[int, int]] = {}
        self._spans: dict[tuple[int, int], tuple[int, int]] = {}
        self._chars: dict[tuple[int, int], list[Char]] = {}
        for cell in cells:
            left, right = _index(self.xs, cell[0]), _index(self.xs, cell[2])
            top, bottom = _index(self.ys, cell[1]), _index(self.ys, cell[3])
            self._spans[top, left] = (bottom - top, right - left)
            for row in range(top, bottom):
                for column in range(left, right):
                    self._owner.setdefault((row, column), (top, left))

    def holds(self, x: float, y: float) -> bool:
        """Tell whether the point lies in a cell."""
        left, top, right, bottom = self.box
        return left <= x < right and top <= y < bottom and self._at(x, y) in self._owner

    def _at(self, x: float, y: float) -> tuple[int, int]:
        return bisect_right(self.ys, y) - 1, bisect_right(self.xs, x) - 1

    def put(self, char: Char, x: float, y: float) -> bool:
        """Keep the character in its cell."""
        self._chars.setdefault(self._owner[self._at(x, y)], []).append(char)
        return True

    def table(self, page: int, number: int) -> PageTable:
        """Return the table, without the slivers between double rules."""
        kept_rows = self._kept(self.ys, {row for row, _ in self._chars})
        kept_columns = self._kept(self.xs, {column for _, column in self._chars})
        rows = [[""] * len(kept_columns) for _ in kept_rows]
        spans: dict[tuple[int, int], tuple[int, int]] = {}
        for (top, left), (down, right) in sorted(self._spans.items()):
            own_rows = [at for at, row in enumerate(kept_rows) if top <= row < top + down]
            own_columns = [at for at, column in enumerate(kept_columns) if left <= column < left + right]
            if not own_rows or not own_columns:
                continue
            place = (own_rows[0], own_columns[0])
            rows[place[0]][place[1]] = text_of(self._chars.get((top, left), []))
            if len(own_rows) * len(own_columns) > 1:
                spans[place] = (len(own_rows), len(own_columns))
        edges = [*(self.xs[column] for column in kept_columns), self.xs[-1]]
        return PageTable(page, number, self.box, edges, rows, spans)

    @staticmethod
    def _kept(edges: Sequence[float], with_text: set[int]) -> list[int]:
        widths = [after - before for before, after in pairwise(edges)]
        return [index for index, width in enumerate(widths) if width >= _SLIVER or index in with_text]


def _distinct(values: Iterable[float]) -> list[float]:
    distinct: list[float] = []
    for value in sorted(values):
        if not distinct or value - distinct[-1] > _NEAR:
            distinct.append(value)
    return distinct


def _index(edges: Sequence[float], value: float) -> int:
    return bisect_right(edges, value + 0.001) - 1

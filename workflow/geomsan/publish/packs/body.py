"""The body of a printed table as the pack sets it: its rows, its columns, what each column needs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from geomsan.check.report import TableReport
from geomsan.publish.packs import text
from geomsan.publish.packs.corrected import corrected_rows
from geomsan.publish.packs.figure import Alignment, aligned_width, alignment, is_figure, shown
from geomsan.publish.packs.groups import Group, by_row, groups, named
from geomsan.publish.packs.head import Head, over_stub, read_head
from geomsan.publish.packs.marks import Mark, marks
from geomsan.publish.packs.sheet import ColumnNeed
from geomsan.publish.packs.signs import PLAIN, Signs
from geomsan.read.tables.labels import is_total_label

MARK_SIZE = 0.76
"""Size of a sign beside its figure (``.mark`` in pack.css); a tick stands in the padding."""

_NARROW = 4.5
_BREATH = 0.3
_UNBROKEN_FIGURE = 9.0
_LONGEST_FIGURE = 14.0
_LONGEST_LABEL = 20
_SHORT_LABEL = 4.0
_APART = 0.9
_MOST = 0.85


@dataclass(frozen=True)
class Column:
    """One column of the body.

    Attributes
    ----------
    align
        ``left``, ``center`` or ``right``; figures are right.
    alignment
        Room that keeps the digits of a column of figures in line.
    """

    align: str
    alignment: Alignment
    need: ColumnNeed


@dataclass(frozen=True)
class Body:
    """A table without its repeated heads, and without rows and columns in which nothing stands.

    Attributes
    ----------
    rows, places
        Rows of the table's grid, and columns of it, in the order in which they are set.
    moved
        Rows that a reader put one column too far right: an empty cell in front, then all labels.
    marks
        Marks of the verdicts by row and column of the grid.
    groups
        The group of every row that stands under a subtotal.
    """

    table: TableReport
    head: Head
    rows: list[int]
    places: list[int]
    moved: frozenset[int]
    marks: dict[tuple[int, int], Mark]
    groups: Mapping[int, Group]

    @property
    def stub(self) -> int:
        """Number of columns that label the rows."""
        return self.head.stub

    def cell(self, row: int, column: int) -> str:
        """Return the text at a row of the grid and a column as set; short rows end empty."""
        cells, place = self.table.rows[row], self.place(row, column)
        return cells[place] if place < len(cells) else ""

    def place(self, row: int, column: int) -> int:
        """Return the column of the grid that a cell as set was printed in."""
        return self.places[column] + (row in self.moved)

    def mark(self, row: int, column: int) -> Mark | None:
        """Return the marks of a cell."""
        return self.marks.get((row, self.place(row, column)))

    def lines(self, row: int, column: int) -> list[str]:
        """Return the lines of a cell that is no figure of a column of figures."""
        raw = self.cell(row, column)
        if self.is_figure(row, column):
            return [shown(raw)]
        found = text.lines(raw)
        is_label = len(found) == 1 and (column < self.stub or len(raw) < _LONGEST_LABEL)
        return [text.label(raw)] if is_label else found

    def is_figure(self, row: int, column: int) -> bool:
        """Tell whether a cell right of the stub holds a figure."""
        if column < self.stub:
            return False
        raw = self.cell(row, column)
        is_known = (row, self.place(row, column)) in self.known and text.width(shown(raw)) < _LONGEST_FIGURE
        return is_known or is_figure(raw)

    @cached_property
    def known(self) -> frozenset[tuple[int, int]]:
        """Positions in the grid at which figures were read."""
        return frozenset(self.table.figure_cells)


def read_body(table: TableReport, signs: Signs = PLAIN) -> Body:
    """Return the body of a table, fragments joined, corrected figures in their places."""
    table = replace(table, rows=corrected_rows(table))
    found = groups(table)
    table = named(table, found)
    repeated = {start + row for start in table.part_starts if start for row in range(table.head)}
    rows = [
        row
        for row in range(table.head, len(table.rows))
        if row not in repeated and any(cell.strip() for cell in table.rows[row])
    ]
    printed = [[text.label(cell) for cell in row] for row in table.rows[: table.head]]
    if len(printed) == 1:
        printed = [over_stub(printed[0], table.stub)]
    grid = [*printed, *(table.rows[row] for row in rows)]
    places = [
        column
        for column in range(max(map(len, grid), default=0))
        if any(column < len(row) and row[column].strip() for row in grid)
    ]
    kept = [[row[column] if column < len(row) else "" for column in places] for row in printed]
    stub = sum(column < table.stub for column in places)
    moved = frozenset(row for row in rows if _is_moved(table, row))
    return Body(
        table, read_head(kept, len(places), stub), rows, places, moved, marks(table, signs), by_row(found)
    )


def _is_moved(table: TableReport, row: int) -> bool:
    cells, stub = table.rows[row], table.stub
    if stub < 1 or len(cells) <= stub or cells[0].strip() or not is_total_label(cells[stub]):
        return False
    return any(at == row for at, _ in table.figure_cells) and (row, stub) not in set(table.figure_cells)


def read_columns(body: Body) -> list[Column]:
    """Return what each column is and needs, its label included."""
    columns: list[Column] = []
    for number, label in enumerate(body.head.labels):
        column = _column(body, number, label)
        if column.align == "left" and columns and columns[-1].align == "right":
            # Text right of figures stands a little apart (``.gt_right + .gt_left`` in pack.css).
            need = column.need
            need = replace(
                need, least=need.least + _APART, typical=need.typical + _APART, natural=need.natural + _APART
            )
            column = replace(column, need=need)
        columns.append(column)
    return columns


def _column(body: Body, column: int, label: str) -> Column:
    filled = [row for row in body.rows if body.cell(row, column).strip()]
    figures = [row for row in filled if body.is_figure(row, column)]
    heading = max(_widest_word([label]), min(text.width(label), _SHORT_LABEL), text.width(label) / 3)
    if len(figures) * 2 > len(filled) or (not filled and column >= body.stub):
        texts = [shown(body.cell(row, column)) for row in figures]
        line = alignment(texts)
        words = [item for row in filled if row not in figures for item in body.lines(row, column)]
        marked = max((sign_width(mark) for row in filled if (mark := body.mark(row, column))), default=0.0)
        natural = max((aligned_width(item, line) for item in texts), default=1.0) + marked
        unbroken = natural if natural < _UNBROKEN_FIGURE else _widest_word(texts)
        least = max(unbroken, _widest_word(words), heading) + _BREATH
        natural = max(natural + _BREATH, least)
        word = max(_widest_word([*texts, *words]), heading) + _BREATH + marked
        return Column("right", line, ColumnNeed(word, least, natural, natural, is_figure=True))
    texts = [item for row in filled for item in body.lines(row, column)]
    widths = sorted(text.width(item) for item in texts) or [1.0]
    least = max(_widest_word(texts), heading) + _BREATH
    natural = max(widths[-1], heading) + _BREATH
    typical = max(widths[int(len(widths) * _MOST)], heading) + _BREATH
    align = "center" if column >= body.stub and natural < _NARROW else "left"
    return Column(
        align, Alignment(is_used=False), ColumnNeed(least, least, typical, natural, is_figure=False)
    )


def sign_width(mark: Mark) -> float:
    """Return the room that the signs of a cell take, in em."""
    return MARK_SIZE * text.width(mark.text) + 0.15 if mark.signs else 0.0


def _widest_word(texts: Sequence[str]) -> float:
    return max((text.width(word) for item in texts for word in item.split()), default=0.0)

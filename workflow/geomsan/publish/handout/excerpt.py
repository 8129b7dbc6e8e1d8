"""A table as it is shown in a hand-out: its cells marked, and what is far from them left out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from geomsan.publish.handout.content import HandedTable, Suspects, Told
from geomsan.read.figures.grammar import CURRENCY, MINUS
from geomsan.read.readers.sheet import column_name

MOST_ROWS, MOST_COLUMNS = 40, 14
"""A table that is not larger is shown whole; of others only what is close to a marked cell."""
MOST_REPAIRS = 3
_CLOSE_BY = 1
FIGURE = re.compile(rf"\[?[{MINUS}(]?\s?{CURRENCY}?\s?\d[\d,.\s]*.{{0,6}}|[-–—]")

Place = tuple[int, int]


@dataclass
class Marks:
    """What is to be seen of the cells of one table.

    Attributes
    ----------
    numbers
        Cell -> the numbers of the checks whose result it is.
    parts
        The other cells of these checks.
    changes
        Cell -> ``(figure, value that it would have to have)`` -> letters of the repairs that say so.
    """

    numbers: dict[Place, list[int]] = field(default_factory=dict)
    parts: set[Place] = field(default_factory=set)
    changes: dict[Place, dict[tuple[str, str], str]] = field(default_factory=dict)

    @property
    def focus(self) -> list[Place]:
        """Every marked cell, the most telling first."""
        return list(dict.fromkeys([*self.changes, *self.numbers, *sorted(self.parts)]))


def marks(table: int, checks: Iterable[tuple[int, Told]], repairs: Sequence[Suspects] = ()) -> Marks:
    """Return the marks of a table.

    Parameters
    ----------
    table
        Its index in the hand-out.
    checks
        The checks to be seen, each with its number.
    repairs
        The repairs of the table, likeliest first; the first few are marked.
    """
    made = Marks()
    for number, check in checks:
        results = {cell.place for cell in check.results if cell.table == table}
        for place in results:
            made.numbers.setdefault(place, []).append(number)
        made.parts |= {cell.place for cell in check.cells if cell.table == table} - results
    made.parts -= made.numbers.keys()
    for at, repair in enumerate(repairs[:MOST_REPAIRS]):
        for change in repair.changes:
            here = made.changes.setdefault(change.cell.place, {})
            told = (change.cell.text, change.value)
            here[told] = here.get(told, "") + letter(at)
    return made


def letter(position: int) -> str:
    """Return the letter of a repair; the same in both languages."""
    return "ABCDEFGHIJ"[position]


@dataclass(frozen=True)
class ShownCell:
    """A cell with its marks; ``kind`` is that of the strongest one.

    Attributes
    ----------
    changes
        ``(letters of the repairs, what they make of it)``.
    rows, columns
        How many shown rows and columns it takes.
    scope
        ``col`` or ``row`` for a cell of head or stub, else empty.
    """

    text: str
    kind: str = ""
    numbers: tuple[int, ...] = ()
    changes: tuple[tuple[str, str], ...] = ()
    rows: int = 1
    columns: int = 1
    scope: str = ""
    is_figure: bool = False


@dataclass(frozen=True)
class ShownRow:
    """A row with its number as people count; None for the sign that rows are left out."""

    number: int | None
    cells: tuple[ShownCell, ...] = ()


@dataclass(frozen=True)
class Excerpt:
    """What is shown of a table: rows of head and body, and the columns by their positions.

    ``letters`` are those that a workbook calls the columns by.
    """

    head: tuple[ShownRow, ...]
    body: tuple[ShownRow, ...]
    columns: tuple[int | None, ...]
    is_whole: bool
    letters: tuple[str, ...] = ()

    @property
    def is_wide(self) -> bool:
        """True when it wants a page on its side."""
        return len(self.columns) > 9


def excerpt(table: HandedTable, marked: Marks) -> Excerpt:
    """Return what is shown of a table: all of a small one, else what is close to its marked cells."""
    height, width = len(table.rows), max(map(len, table.rows), default=0)
    rows = _chosen(
        range(table.first_row, height),
        range(table.first_row, min(table.head, height)),
        [row for row, _ in marked.focus],
        MOST_ROWS,
    )
    columns = _chosen(
        range(table.first_column, width),
        range(table.first_column, min(max(table.stub, table.first_column + 1), width)),
        [column for _, column in marked.focus],
        MOST_COLUMNS,
    )
    made = _Maker(table, marked, rows, columns)
    head = tuple(made.row(row) for row in rows if row is not None and row < table.head)
    body = tuple(made.row(row) for row in rows if row is None or row >= table.head)
    letters = ["⋯" if column is None else column_name(column) for column in columns] if table.sheet else []
    return Excerpt(head, body, tuple(columns), len(rows) == height - table.first_row, tuple(letters))


def _chosen(every: range, fixed: Iterable[int], focus: Iterable[int], most: int) -> list[int | None]:
    """Return the lines to show in their order, None where some are left out."""
    if len(every) <= most:
        return list(every)
    chosen = dict.fromkeys(list(fixed)[:most])
    for line in dict.fromkeys(focus):
        near = [at for at in range(line - _CLOSE_BY, line + _CLOSE_BY + 1) if at in every]
        room = most - len(chosen)
        chosen |= dict.fromkeys(near if len(set(near) - chosen.keys()) <= room else [line][:room])
    if not set(focus):
        chosen |= dict.fromkeys(every[:most])
    kept = sorted(chosen)
    found: list[int | None] = [*kept[:1]]
    for before, line in pairwise(kept):
        found += [None, line] if line != before + 1 else [line]
    return [*found, *([None] if kept and kept[-1] != every[-1] else [])]


class _Maker:
    """Makes the rows; a merged cell takes the shown rows and columns next to each other that it covers."""

    def __init__(
        self, table: HandedTable, marked: Marks, rows: Sequence[int | None], columns: Sequence[int | None]
    ) -> None:
        self._table, self._marked = table, marked
        self._rows, self._columns = rows, columns
        self._covered: set[Place] = set()

    def row(self, row: int | None) -> ShownRow:
        """Return a row, or the sign that rows are left out."""
        if row is None:
            return ShownRow(None)
        at = self._rows.index(row)
        cells = []
        for place, column in enumerate(self._columns):
            if column is None:
                cells.append(ShownCell("⋯"))
            elif (row, column) not in self._covered:
                cells.append(self._cell(row, column, at, place))
        return ShownRow(row + 1, tuple(cells))

    def _cell(self, row: int, column: int, at: int, place: int) -> ShownCell:
        height, width = self._table.spans.get((row, column), (1, 1))
        limit = self._table.head if row < self._table.head else len(self._table.rows)
        rows = _run(self._rows[at:], min(row + height, limit))
        columns = _run(self._columns[place:], column + width)
        self._covered |= {(r, c) for r in rows for c in columns} - {(row, column)}
        text = self._table.text(row, column)
        here = (row, column)
        numbers = tuple(self._marked.numbers.get(here, ()))
        changes = tuple(
            (letters, f"→ {value}" if old == text.strip() else f"{old} → {value}")
            for (old, value), letters in self._marked.changes.get(here, {}).items()
        )
        kind = "suspect" if changes else "result" if numbers else "part" if here in self._marked.parts else ""
        in_head = row < self._table.head
        scope = "col" if in_head else "row" if column == self._table.first_column else ""
        return ShownCell(
            text,
            kind,
            numbers,
            changes,
            len(rows),
            len(columns),
            scope if text.strip() else "",
            not in_head and bool(FIGURE.fullmatch(text.strip())),
        )


def _run(lines: Sequence[int | None], end: int) -> list[int]:
    """Return the lines from the first on that follow each other and lie before ``end``."""
    found: list[int] = []
    for line in lines:
        if line is None or line >= end:
            break
        found.append(line)
    return found

"""What every reader yields."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from geomsan.common.errors import Bilingual
from geomsan.read.tables.grid import Grid


@dataclass(frozen=True)
class FoundTable:
    """A table found in a file.

    Rows and columns of ``grid`` are always those that people are told, counted from 0. In formats
    that are a grid themselves (tsv, csv, xlsx) they are the file's or the sheet's own: title rows
    above the table and what stands left of it count, and ``start_row`` and ``start_column`` say where
    the table proper begins. Other formats have the table alone, beginning at 0, 0.

    Attributes
    ----------
    grid
        The cells as printed; its places are ``file:line`` or the like.
    locator
        Where the table stands in the file, for people (``lines 68-78``, ``예산!A3:H12``).
    first, last
        First and last line in the file (text) or row of the sheet (xlsx), from 1.
    heading
        The nearest heading above the table.
    caption
        The line above the table that states its unit or date, if any.
    start_row, start_column
        The grid position of the table's first cell; rows above and columns left of it are no part
        of the table.
    brackets
        ``"negative"`` where the file itself says that a figure in brackets is below zero.
    notes
        What a person must know of how the table was read, for instance cells without a value.
    stored
        The number that the file holds in a cell of the grid, where the text is not that number in
        plain digits: rounded by its format (21,465 for 21464.667), with its sign or itself hidden, or
        with signs of currency or spaces. It is on the scale of the text, percent and thousands too, to
        fifteen digits, so that the noise of binary numbers is no difference. Workbooks only.
    hidden_rows, hidden_columns
        Rows and columns of the grid that the file hides; their cells are in the grid.
    before, after
        The lines that stand over and under the table, as written and in their order, six of each at
        most: titles, units, notes such as ``※ 10명 단위로 반올림``. ``before`` holds what heading and
        caption were taken from; ``after`` begins with the rows of the table itself that are one text
        and close it, and leaves out what titles the next table. Paragraphs of prose are in neither.
    """

    grid: Grid
    locator: str
    first: int
    last: int
    heading: str = ""
    caption: str = ""
    start_row: int = 0
    start_column: int = 0
    brackets: str = "unknown"
    notes: tuple[Bilingual, ...] = ()
    stored: Mapping[tuple[int, int], Decimal] = field(default_factory=dict)
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()

    @property
    def where(self) -> Bilingual:
        """The locator in both languages: ``lines 68-78`` is 68-78줄, ``page 1 table 2`` 1쪽 표 2."""
        ko = self.locator
        for words, korean in _IN_KOREAN:
            ko = words.sub(korean, ko)
        return Bilingual(ko, self.locator)


_IN_KOREAN = (
    (re.compile(r"^lines ([\d, -]+)$"), r"\1줄"),
    (re.compile(r"^page (\d+) table (\d+)$"), r"\1쪽 표 \2"),
    (re.compile(r"^table (\d+)$"), r"표 \1"),
)


@dataclass(frozen=True)
class ProseLine:
    """A line (text), paragraph (HWPX, PDF) or row (workbooks) of what stands in no table, from 1."""

    number: int
    text: str


LONG_CELL = 60
"""Characters from which what stands between tabs is a paragraph, where there is no table."""


@dataclass(frozen=True)
class FoundFile:
    """The tables of a file, and what a person must know of the file itself.

    Attributes
    ----------
    notes
        For instance pages that are pictures, so that tables on them are not among ``tables``.
    prose
        What stands in no table, in the order of the file.
    """

    tables: Sequence[FoundTable]
    notes: tuple[Bilingual, ...] = ()
    prose: tuple[ProseLine, ...] = ()

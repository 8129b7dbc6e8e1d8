"""One sheet of an xlsx file: its cells as a spreadsheet shows them, and its merged cells."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from sys import intern

from geomsan.read.readers.limits import LONGEST_CELL, MOST_CELLS, MOST_COLUMNS, MOST_ROWS
from geomsan.read.readers.numberformat import GENERAL, Shown, show_text, shown_number
from geomsan.read.readers.workbook import (
    Sheet,
    TextGatherer,
    Workbook,
    unescaped,
)
from geomsan.read.readers.xmlpart import PartError, parse_part
from geomsan.read.readers.zipped import ZipSource

_REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
MOST_MERGED = 100_000
MOST_SCATTERED = 100_000
"""Cells or blocks of a sheet with empty rows and columns around them, as far as they are seen while it is
read: merged cells may join some of them later."""
MOST_TEXT = 64 * 2**20
"""Characters of all cells of a file."""


@dataclass
class Cells:
    """The cells of a sheet; rows and columns count from 0.

    Attributes
    ----------
    rows
        ``row -> column -> text`` of every cell that shows something.
    merged
        ``(top, left, bottom, right)`` of every merged cell.
    without_value
        Cells whose formula was saved without its result; they show the formula.
    bracketed
        Rows in which a number below zero is shown in brackets.
    unsigned
        Cells in which a number below zero is shown without a sign.
    stored
        ``row -> column -> number`` where the text of a cell is not its number in plain digits.
    hidden_rows, hidden_columns
        Rows and columns that are hidden.
    """

    rows: dict[int, dict[int, str]] = field(default_factory=dict)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    without_value: list[tuple[int, int]] = field(default_factory=list)
    bracketed: set[int] = field(default_factory=set)
    unsigned: list[tuple[int, int]] = field(default_factory=list)
    stored: dict[int, dict[int, Decimal]] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)

    def put(self, row: int, column: int, shown: Shown) -> None:
        """Note what is known of a number beside its text."""
        if shown.stored is not None:
            self.stored.setdefault(row, {})[column] = shown.stored
        if shown.hides_sign:
            self.unsigned.append((row, column))
        elif shown.text.startswith("(") and shown.text.endswith(")") and shown.stored and shown.stored < 0:
            self.bracketed.add(row)


@dataclass
class Budget:
    """How many cells and characters the sheets of a file may still hold."""

    cells: int = MOST_CELLS
    characters: int = MOST_TEXT


def read_cells(source: ZipSource, sheet: Sheet, workbook: Workbook, budget: Budget) -> Cells:
    """Read the cells of a sheet.

    Raises
    ------
    GeomsanError
        When the sheet is damaged or larger than the limits.
    """
    reader = _SheetReader(workbook, budget)
    parse_part(source, sheet.member, reader.start, reader.end, reader.text)
    return reader.cells


def position(reference: str) -> tuple[int, int]:
    """Return row and column, from 0, of ``B3``.

    Raises
    ------
    PartError
        When there is no such cell in a sheet.
    """
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        raise _no_cell(reference)
    column = 0
    for letter in match[1].upper():
        column = column * 26 + ord(letter) - 64
    row = int(match[2])
    if not (1 <= row <= MOST_ROWS and column <= MOST_COLUMNS):
        raise _no_cell(reference)
    return row - 1, column - 1


def _no_cell(reference: str) -> PartError:
    called = repr(reference[:20])
    return PartError(f"{called}라는 칸은 없습니다", f"no cell is called {called}")


def column_name(column: int) -> str:
    """Return ``AB`` for 27."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def _is_hidden(attributes: dict[str, str], size: str) -> bool:
    """Tell whether a row or column is hidden, or has no height or width."""
    return attributes.get("hidden", "0") in ("1", "true") or attributes.get(size) in ("0", "0.0")


class _Scattered:
    """Counts the blocks that lie apart: between two empty rows, the runs of columns with a cell."""

    def __init__(self) -> None:
        self._last = 0
        self._columns: set[int] = set()
        self._count = 0

    def see(self, row: int, column: int) -> None:
        """See a cell, row by row.

        Raises
        ------
        PartError
            When too many blocks lie apart.
        """
        if row > self._last + 1:
            self._count += sum(at - 1 not in self._columns for at in self._columns)
            self._columns.clear()
            if self._count > MOST_SCATTERED:
                raise PartError("칸이 너무 흩어져 있습니다", "cells are scattered too much")
        self._last = row
        self._columns.add(column)


class _SheetReader:
    """Takes the events of a sheet's part."""

    def __init__(self, workbook: Workbook, budget: Budget) -> None:
        self.cells = Cells()
        self._workbook = workbook
        self._budget = budget
        self._row = self._column = -1
        self._cell: dict[str, str] | None = None
        self._value: list[str] | None = None
        self._formula: list[str] | None = None
        self._taken: list[str] | None = None
        self._length = 0
        self._columns_told = 0
        self._scattered = _Scattered()
        self._inline = TextGatherer()
        self._is_inline = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """See an element begin."""
        if name == "c":
            self._begin_cell(attributes)
        elif name == "row":
            self._row = int(attributes["r"]) - 1 if "r" in attributes else self._row + 1
            self._column = -1
            if _is_hidden(attributes, "ht") and 0 <= self._row < MOST_ROWS:
                self.cells.hidden_rows.add(self._row)
        elif name == "col":
            self._hide_columns(attributes)
        elif name == "mergeCell":
            self._merge(attributes.get("ref", ""))
        elif self._cell is None:
            return
        elif name == "v":
            self._taken = self._value = []
        elif name == "f":
            self._taken = self._formula = []
        elif name == "is":
            self._is_inline = True
        elif self._is_inline:
            self._inline.start(name, attributes)

    def end(self, name: str) -> None:
        """See an element end."""
        if name == "c" and self._cell is not None:
            self._end_cell(self._cell)
            self._cell = None
        elif name in ("v", "f"):
            self._taken = None
        elif name == "is":
            self._is_inline = False
        elif self._is_inline:
            self._inline.end(name)

    def text(self, text: str) -> None:
        """Take characters."""
        if self._taken is not None:
            self._taken.append(text)
            self._length += len(text)
            if self._length > LONGEST_CELL:
                raise PartError("칸 하나가 너무 깁니다", "a cell is too long")
        elif self._is_inline:
            self._inline.text(text)

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        if "r" in attributes:
            self._row, self._column = position(attributes["r"])
        else:
            self._column += 1
            if not (0 <= self._row < MOST_ROWS and self._column < MOST_COLUMNS):
                raise PartError("시트 밖에 칸이 있습니다", "a cell lies outside of the sheet")
        self._cell = attributes
        self._value = self._formula = None
        self._length = 0

    def _hide_columns(self, attributes: dict[str, str]) -> None:
        if _is_hidden(attributes, "width"):
            first, last = int(attributes.get("min", "0")), int(attributes.get("max", "0"))
            # No column is told twice: many that hide all of them are no sheet.
            self._columns_told += max(0, min(last, MOST_COLUMNS) - max(first, 1) + 1)
            if self._columns_told > MOST_COLUMNS:
                raise PartError("열을 두 번 적었습니다", "a column is told twice")
            self.cells.hidden_columns.update(range(max(first, 1) - 1, min(last, MOST_COLUMNS)))

    def _merge(self, reference: str) -> None:
        first, _, last = reference.partition(":")
        (top, left), (bottom, right) = position(first), position(last or first)
        if (top, left) < (bottom, right) and top <= bottom and left <= right:
            self.cells.merged.append((top, left, bottom, right))
        if len(self.cells.merged) > MOST_MERGED:
            raise PartError("병합한 칸이 너무 많습니다", "too many merged cells")

    def _end_cell(self, attributes: dict[str, str]) -> None:
        kind = attributes.get("t", "n")
        value = "".join(self._value) if self._value is not None else None
        if self._formula is not None and not value and (value is None or kind != "str"):
            # Saved by a program that does not calculate: not empty and not zero, but unknown.
            self.cells.without_value.append((self._row, self._column))
            self._store("=" + ("".join(self._formula).strip() or "?"))
            return
        if kind == "inlineStr":
            shown = self._shown_text(self._inline.taken(), attributes)
        elif not value:
            return
        elif kind == "s":
            shown = self._shown_text(self._shared(value), attributes)
        elif kind == "str":
            shown = self._shown_text(unescaped(value), attributes)
        elif kind == "b":
            shown = "TRUE" if value.strip() in ("1", "true") else "FALSE"
        elif kind == "d":
            shown = value.strip().removesuffix("T00:00:00")
        elif kind == "e":
            shown = value
        else:
            shown = self._shown_number(value, attributes)
        self._store(shown)

    def _shared(self, value: str) -> str:
        index = int(value)
        if not 0 <= index < len(self._workbook.texts):
            raise PartError(f"{index}번 글이 없습니다", f"no shared text has the number {index}")
        return self._workbook.texts[index]

    def _format(self, attributes: dict[str, str]) -> str:
        style = int(attributes.get("s", "0"))
        formats = self._workbook.formats
        return formats[style] if 0 <= style < len(formats) else GENERAL

    def _shown_text(self, text: str, attributes: dict[str, str]) -> str:
        code = self._format(attributes)
        return text if code == GENERAL else show_text(text, code)

    def _shown_number(self, value: str, attributes: dict[str, str]) -> str:
        shown = shown_number(value, self._format(attributes), from_1904=self._workbook.from_1904)
        self.cells.put(self._row, self._column, shown)
        return shown.text

    def _store(self, shown: str) -> None:
        if not shown.strip():
            return
        self._budget.cells -= 1
        self._budget.characters -= len(shown)
        if self._budget.cells < 0 or self._budget.characters < 0:
            raise PartError("칸이 너무 많습니다", "too many cells")
        self._scattered.see(self._row, self._column)
        self.cells.rows.setdefault(self._row, {})[self._column] = intern(shown)

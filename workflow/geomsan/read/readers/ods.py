"""ODS, the open format of spreadsheets: cells with the text that was shown when the file was saved."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import closing, suppress
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation, Overflow
from pathlib import Path

from geomsan.common.errors import GeomsanError
from geomsan.read.readers.found import FoundTable
from geomsan.read.readers.limits import LONGEST_CELL, MOST_CELLS, MOST_COLUMNS, MOST_ROWS
from geomsan.read.readers.numberformat import Shown, compared
from geomsan.read.readers.sheet import MOST_TEXT, Cells
from geomsan.read.readers.sheettables import Places, tables_of
from geomsan.read.readers.workbook import Sheet
from geomsan.read.readers.xmlpart import PartError, parse_part, reading_part, refuse_encrypted
from geomsan.read.readers.zipped import ZipSource

MAX_XML = 384 << 20
"""Bytes of XML that are unpacked in all."""
_CONTENT = "content.xml"
_HIDDEN = ("collapse", "filter")
_NUMBERS = ("float", "percentage", "currency")
_MOST_SPACES = 100
_MOST_SHEETS = 5_000
_BLANK = re.compile(r"\s+")
_SCALES = (0, -3, -6, -9)
"""Powers of ten by which a number format may show less: 원, 천원, 백만원, 십억원."""


def read_ods(path: Path, name: str | None = None) -> list[FoundTable]:
    """Find the tables of a spreadsheet, those on hidden sheets too.

    Parameters
    ----------
    path
        The file.
    name
        How places name the file; its own name by default.

    Raises
    ------
    GeomsanError
        When the file cannot be read, is damaged, encrypted, or larger than the limits.
    """
    places = Places()
    found: list[FoundTable] = []
    with closing(ZipSource(path, MAX_XML, "ods")) as source:
        refuse_encrypted(source)
        if _CONTENT not in source.names:
            raise GeomsanError(
                str(path),
                "ODS 파일에 content.xml이 없습니다. LibreOffice에서 열어 다시 저장해 주십시오.",
                "is ODS without its content.xml; open it in LibreOffice and save it again.",
            )
        reader = _Reader()
        parse_part(source, _CONTENT, reader.start, reader.end, reader.text)
        for sheet, cells in reader.sheets:
            with reading_part(source, sheet.name):
                found += tables_of(path, name or path.name, sheet, cells, places)
    return found


@dataclass
class _Cell:
    """A cell as it is read: what it repeats, spans and holds."""

    attributes: Mapping[str, str]
    is_covered: bool
    lines: list[str] = field(default_factory=list)

    def count(self, name: str, most: int) -> int:
        """Return an attribute that counts rows or columns, from 1."""
        return max(1, min(int(self.attributes.get(name, "1")), most))


class _Reader:
    """Takes the events of the content; names of elements and attributes come without their prefix."""

    def __init__(self) -> None:
        self.sheets: list[tuple[Sheet, Cells]] = []
        self._cells = Cells()
        self._row = self._column = 0
        self._row_attributes: Mapping[str, str] = {}
        self._line: list[tuple[int, _Cell]] = []
        self._cell: _Cell | None = None
        self._parts: list[str] = []
        self._length = 0
        self._muted = 0
        self._depth = 0
        self._left = MOST_CELLS
        self._characters_left = MOST_TEXT
        self._hidden_columns: list[tuple[int, int]] = []
        self._style = ""
        self._invisible: set[str] = set()
        self._raised: set[str] = set()
        self._spans: list[bool] = []

    def start(self, name: str, given: dict[str, str]) -> None:
        """See an element begin."""
        attributes = {key.rpartition(":")[2]: value for key, value in given.items()}
        if self._muted or name in ("annotation", "shapes", "tracked-changes", "ruby-text"):
            self._muted += 1
        elif name == "style":
            self._style = attributes.get("name", "")
        elif name == "table-properties" and attributes.get("display") == "false":
            self._invisible.add(self._style)
        elif name == "text-properties" and attributes.get("text-position", "").startswith("super"):
            self._raised.add(self._style)
        elif name == "table":
            self._begin_sheet(attributes)
        elif self._depth == 1:
            self._start_in_sheet(name, attributes)

    def _start_in_sheet(self, name: str, attributes: dict[str, str]) -> None:
        if name == "table-column":
            count = max(1, min(int(attributes.get("number-columns-repeated", "1")), MOST_COLUMNS))
            if attributes.get("visibility") in _HIDDEN and self._column < MOST_COLUMNS:
                self._hidden_columns.append((self._column, self._column + count))
            self._column += count
        elif name == "table-row":
            self._row_attributes, self._column, self._line = attributes, 0, []
        elif name in ("table-cell", "covered-table-cell"):
            self._cell = _Cell(attributes, is_covered=name != "table-cell")
            self._parts, self._spans, self._length = [], [], 0
        elif self._cell is not None:
            self._start_in_cell(name, attributes)

    def _start_in_cell(self, name: str, attributes: dict[str, str]) -> None:
        if name == "p":
            self._parts = []
        elif name == "s":
            self._put_text(" " * min(int(attributes.get("c", "1")), _MOST_SPACES))
        elif name in ("tab", "line-break"):
            self._parts.append(" ")
        elif name == "span":
            self._spans.append(attributes.get("style-name") in self._raised)
            self._parts.append("^{" if self._spans[-1] else "")

    def end(self, name: str) -> None:
        """See an element end."""
        if self._muted:
            self._muted -= 1
        elif name == "table":
            self._depth -= 1
            if not self._depth:
                self._end_sheet()
        elif self._depth != 1:
            return
        elif name == "table-row":
            self._end_row()
        elif name in ("table-cell", "covered-table-cell") and self._cell is not None:
            self._end_cell(self._cell)
            self._cell = None
        elif name == "span" and self._spans:
            self._parts.append("}" if self._spans.pop() else "")
        elif name == "p" and self._cell is not None:
            self._cell.lines.append("".join(self._parts).replace("^{}", "").rstrip())
            self._parts = []

    def text(self, text: str) -> None:
        """Take characters.

        Raises
        ------
        PartError
            When they are more than a cell can hold.
        """
        if self._cell is not None and not self._muted and self._depth == 1:
            self._put_text(_BLANK.sub(" ", text))

    def _put_text(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)
        if self._length > LONGEST_CELL:
            raise PartError("칸 하나가 너무 깁니다", "a cell is too long")

    def _begin_sheet(self, attributes: dict[str, str]) -> None:
        self._depth += 1
        # A table in a cell is a sheet of its own in no program: what it holds is left out.
        if self._depth == 1:
            state = "hidden" if attributes.get("style-name") in self._invisible else "visible"
            if len(self.sheets) == _MOST_SHEETS:
                raise PartError("시트가 너무 많습니다", "too many sheets")
            sheet = Sheet(len(self.sheets) + 1, attributes.get("name", ""), state=state)
            self._cells = Cells()
            self._hidden_columns = []
            self.sheets.append((sheet, self._cells))
            self._row = self._column = 0

    def _end_sheet(self) -> None:
        """Keep which columns are hidden, up to the last that holds something: people hide all the rest."""
        if self._hidden_columns:
            width = 1 + max((column for row in self._cells.rows.values() for column in row), default=-1)
            for first, end in self._hidden_columns:
                self._cells.hidden_columns.update(range(first, min(end, width)))

    def _end_cell(self, cell: _Cell) -> None:
        count = cell.count("number-columns-repeated", MOST_COLUMNS)
        is_spanned = cell.count("number-columns-spanned", 2) * cell.count("number-rows-spanned", 2) > 1
        is_filled = (
            any(cell.lines) or is_spanned or not cell.attributes.keys().isdisjoint(("value", "formula"))
        )
        if is_filled and not cell.is_covered:
            if self._column + count > MOST_COLUMNS:
                raise PartError("열이 너무 많습니다", "too many columns")
            self._line += ((column, cell) for column in range(self._column, self._column + count))
        self._column += count

    def _end_row(self) -> None:
        """Put the row, as often as it is repeated."""
        count = max(1, min(int(self._row_attributes.get("number-rows-repeated", "1")), MOST_ROWS))
        if self._line:
            self._left -= len(self._line) * count
            self._characters_left -= count * sum(len(line) for _, cell in self._line for line in cell.lines)
            if self._left < 0 or self._characters_left < 0 or self._row + count > MOST_ROWS:
                raise PartError("칸이 너무 많습니다", "too many cells")
            if self._row_attributes.get("visibility") in _HIDDEN:
                self._cells.hidden_rows.update(range(self._row, self._row + count))
            for row in range(self._row, self._row + count):
                for column, cell in self._line:
                    self._put(row, column, cell)
        self._row += count

    def _put(self, row: int, column: int, cell: _Cell) -> None:
        down = cell.count("number-rows-spanned", MOST_ROWS)
        right = cell.count("number-columns-spanned", MOST_COLUMNS)
        if down * right > 1:
            self._cells.merged.append((row, column, row + down - 1, column + right - 1))
        text = "\n".join(cell.lines).rstrip()
        if not text and "formula" in cell.attributes and "value-type" not in cell.attributes:
            self._cells.without_value.append((row, column))
            text = "=" + cell.attributes["formula"].rpartition("=")[2]
        if cell.attributes.get("value-type") in _NUMBERS:
            shown = _compared(text, cell.attributes.get("value", ""))
            if shown is not None:
                self._cells.put(row, column, shown)
        if text.strip():
            self._cells.rows.setdefault(row, {})[column] = text


def _compared(text: str, value: str) -> Shown | None:
    """Return the text beside the number that it shows, whatever thousands its format leaves out."""
    try:
        number = Decimal(value)
        figure = Decimal("".join(char for char in text if char.isdecimal() or char == "."))
    except InvalidOperation:
        return compared(text, value) if not any(map(str.isdecimal, text)) else None
    places = sum(map(str.isdecimal, text.partition(".")[2]))
    with suppress(Overflow):  # of numbers that nothing counts
        for scale in [2] if text.endswith("%") else _SCALES:
            if abs(abs(number).scaleb(scale) - figure) <= Decimal((0, (5,), -places - 1)):
                return compared(text, value, scale)
    return None

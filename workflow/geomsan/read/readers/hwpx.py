"""HWPX, the open format of Hangul: a zip file of XML sections."""

from __future__ import annotations

import re
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from geomsan.common.errors import GeomsanError
from geomsan.read.readers.around import lines_after, lines_before
from geomsan.read.readers.found import FoundFile, FoundTable, ProseLine
from geomsan.read.readers.hwpx_section import Cell, RawTable, SectionReader
from geomsan.read.readers.surroundings import heading_and_caption
from geomsan.read.readers.xmlpart import PartError, parse_part, reading_part, refuse_encrypted
from geomsan.read.readers.zipped import ZipSource
from geomsan.read.tables.grid import Grid

MAX_XML = 512 << 20
"""Bytes of XML in all; read as a stream, so that memory goes with the cells and not with it."""
MAX_AREA = 5_000_000
"""Places of cells in all tables of a document, covered and missing ones too."""
MAX_AREA_BY_ORDER = 500_000
"""The same for tables that give no addresses."""
_SECTION = re.compile(r"Contents/section(\d{1,6})\.xml", re.IGNORECASE)
_OTHERS = {
    "xl/workbook.xml": "XLSX",
    "word/document.xml": "DOCX",
    "ppt/presentation.xml": "PPTX",
    "content.xml": "ODF",
}


def read_hwpx(path: Path, name: str | None = None) -> list[FoundTable]:
    """Find the tables of an HWPX document; see :func:`read_hwpx_file`."""
    return list(read_hwpx_file(path, name).tables)


def read_hwpx_file(path: Path, name: str | None = None) -> FoundFile:
    """Find the tables of an HWPX document, those in cells, boxes and notes too, and its prose.

    Cells stand where their address says. A table in a cell is a table of its own, and its text is no
    text of the cell; neither are notes, hidden comments and what tracked changes deleted.

    Parameters
    ----------
    path
        The file.
    name
        How places name the file; its own name by default.

    Raises
    ------
    GeomsanError
        When the file cannot be read, is damaged, encrypted, no HWPX, or larger than the limits.
    """
    with closing(ZipSource(path, MAX_XML, "hwpx")) as source:
        sections = _sections(source)
        refuse_encrypted(source)
        reader = SectionReader(_raised(source))
        for section in sections:
            with reading_part(source, section):
                reader.read(source.pieces(section))
        room = _Room()
        found: list[FoundTable] = []
        for table in reader.tables:
            with reading_part(source, f"table {table.number}"):
                grid = _grid(table, name or path.name, room)
            if grid.rows:
                found.append(_found(table, grid))
    prose = tuple(ProseLine(number, text) for number, text in reader.prose)
    return FoundFile(found, prose=prose)


def _sections(source: ZipSource) -> list[str]:
    """Return the names of the sections by their numbers.

    Raises
    ------
    GeomsanError
        When there are none.
    """
    found = {name: int(match[1]) for name in source.names if (match := _SECTION.fullmatch(name))}
    if found:
        return sorted(found, key=lambda name: (found[name], name))
    other = next((kind for member, kind in _OTHERS.items() if member in source.names), "")
    ko, en = (f" {other} 파일로 보입니다.", f" It looks like {other}.") if other else ("", "")
    raise GeomsanError(
        str(source.path),
        f"HWPX 파일이 아닙니다: Contents/section0.xml이 없습니다.{ko}",
        f"is no HWPX: it has no Contents/section0.xml.{en}",
    )


def _raised(source: ZipSource) -> frozenset[str]:
    """Return the ids of the character shapes that are superscript."""
    header = next((name for name in source.names if name.lower() == "contents/header.xml"), None)
    if header is None:
        return frozenset()
    raised: set[str] = set()
    shapes = [""]

    def start(name: str, attributes: dict[str, str]) -> None:
        if name == "charPr":
            shapes[0] = attributes.get("id", "")
        elif name == "supscript":
            raised.add(shapes[0])

    parse_part(source, header, start)
    return frozenset(raised)


def _found(table: RawTable, grid: Grid) -> FoundTable:
    heading, caption = heading_and_caption(table.above)
    if table.caption:
        own_heading, own_caption = heading_and_caption([" ".join(table.caption)])
        heading, caption = own_heading or heading, own_caption or caption
    return FoundTable(
        grid=grid,
        locator=f"table {table.number}",
        first=1,
        last=len(grid.rows),
        heading=heading,
        caption=caption,
        before=lines_before([*table.above, *table.caption]),
        after=lines_after(grid.rows, table.below, is_followed=table.is_followed),
    )


@dataclass
class _Room:
    """How many places the tables of a document may still take, and how many their cells may cover."""

    area: int = MAX_AREA
    by_order: int = MAX_AREA_BY_ORDER
    covered: int = 2 * MAX_AREA

    def cover(self, cell: Cell, down: int, right: int) -> None:
        """Take the places that a cell covers, empty ones that others cover too."""
        self.covered -= down * right
        if self.covered < 0:
            raise _spans_too_far(cell)


def _grid(table: RawTable, name: str, room: _Room) -> Grid:
    """Place the cells.

    Raises
    ------
    PartError
        When two cells with text stand in one place, or the table is larger than the limits.
    """
    if any(cell.row < 0 or cell.column < 0 for cell in table.cells):
        _place_by_order(table.cells, room)
    height, width = _size(table)
    room.area -= height * width
    if room.area < 0:
        raise PartError(
            f"{height:,}행 {width:,}열은 너무 큽니다",
            f"{height:,} rows and {width:,} columns are more than the limit",
        )
    rows = [[""] * width for _ in range(height)]
    taken = [bytearray(width) for _ in range(height)]
    spans: dict[tuple[int, int], tuple[int, int]] = {}
    for cell in sorted(table.cells, key=lambda cell: (not cell.text, cell.row, cell.column)):
        down, right = min(height - cell.row, cell.rows), min(width - cell.column, cell.columns)
        room.cover(cell, down, right)
        covered = slice(cell.column, cell.column + right)
        if any(1 in taken[row][covered] for row in range(cell.row, cell.row + down)):
            if cell.text:
                raise PartError(
                    f"{cell.row + 1}행 {cell.column + 1}열에 칸이 둘 있습니다",
                    f"two cells stand in row {cell.row + 1}, column {cell.column + 1}",
                )
            continue  # Some writers leave the empty cells that a merged one covers.
        for row in range(cell.row, cell.row + down):
            taken[row][covered] = b"\1" * right
        if down * right > 1:
            spans[cell.row, cell.column] = (down, right)
        rows[cell.row][cell.column] = cell.text
    places = tuple(f"{name}#table {table.number} row {row + 1}" for row in range(height))
    return Grid(tuple(map(tuple, rows)), places, dict(sorted(spans.items())))


def _size(table: RawTable) -> tuple[int, int]:
    """Return height and width: every cell fits, and no span goes beyond the table's own size."""
    height = max((cell.row + 1 for cell in table.cells), default=0)
    width = max((cell.column + 1 for cell in table.cells), default=0)
    most_rows = max(height, table.rows, table.trs) if table.rows else MAX_AREA
    most_columns = max(width, table.columns) if table.columns else MAX_AREA
    spanned_rows = max((cell.row + cell.rows for cell in table.cells), default=0)
    spanned_columns = max((cell.column + cell.columns for cell in table.cells), default=0)
    return max(height, min(spanned_rows, most_rows)), max(width, min(spanned_columns, most_columns))


def _place_by_order(cells: list[Cell], room: _Room) -> None:
    """Give addresses to the cells of a writer that leaves them out: the next free place of the row."""
    taken: set[tuple[int, int]] = set()
    row, column = -1, 0
    for cell in cells:
        if cell.tr != row:
            row, column = cell.tr, 0
        while (row, column) in taken:
            column += 1
        cell.row, cell.column = row, column
        room.by_order -= cell.rows * cell.columns
        if room.by_order < 0:
            raise _spans_too_far(cell)
        taken.update(
            (row + down, column + right) for down in range(cell.rows) for right in range(cell.columns)
        )


def _spans_too_far(cell: Cell) -> PartError:
    return PartError(
        f"한 칸이 {cell.rows:,}행 {cell.columns:,}열에 걸칩니다",
        f"a cell spans {cell.rows:,} rows and {cell.columns:,} columns",
    )

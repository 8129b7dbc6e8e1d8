"""XLSX: every table of every sheet, its cells as a spreadsheet shows them."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from geomsan.read.readers.found import FoundFile, FoundTable, ProseLine
from geomsan.read.readers.sheet import Budget, read_cells
from geomsan.read.readers.sheettables import Places, tables_of
from geomsan.read.readers.workbook import read_workbook
from geomsan.read.readers.xmlpart import reading_part
from geomsan.read.readers.zipped import ZipSource

MAX_XML = 384 * 2**20
"""Bytes of XML that are unpacked in all."""


def read_xlsx(path: Path, name: str | None = None) -> list[FoundTable]:
    """Find the tables of a workbook; see :func:`read_xlsx_file`."""
    return list(read_xlsx_file(path, name).tables)


def read_xlsx_file(path: Path, name: str | None = None) -> FoundFile:
    """Find the tables of a workbook, those on hidden sheets too, and the text around them.

    A cell's text is what a spreadsheet shows: number formats apply, formulas give the result that was
    saved with them. A formula without one shows itself and is no figure; a note tells which.

    Parameters
    ----------
    path
        The file.
    name
        How places name the file; its own name by default.

    Raises
    ------
    GeomsanError
        When the file cannot be read, is damaged, no XLSX, or larger than the limits.
    """
    budget, places = Budget(), Places()
    found: list[FoundTable] = []
    prose: list[ProseLine] = []
    with closing(ZipSource(path, MAX_XML)) as source:
        workbook = read_workbook(source)
        for sheet in workbook.sheets:
            cells = read_cells(source, sheet, workbook, budget)
            with reading_part(source, sheet.member):
                found += tables_of(path, name or path.name, sheet, cells, places, prose)
    return FoundFile(found, prose=tuple(prose))

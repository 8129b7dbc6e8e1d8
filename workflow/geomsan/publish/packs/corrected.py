"""Tables as they read with their corrections in place; the report itself keeps what was printed."""

from __future__ import annotations

import re

from geomsan.check.report import CorrectedCell, TableReport


def corrected_rows(table: TableReport) -> list[list[str]]:
    """Return the grid of a table with every corrected figure in its place; examples correct none."""
    rows = [list(row) for row in table.rows]
    for cell, _ in table.corrected:
        if cell.row < len(rows):
            row = rows[cell.row]
            row += [""] * (cell.column + 1 - len(row))
            row[cell.column] = _replaced(row[cell.column], cell)
    return rows


def _replaced(printed: str, cell: CorrectedCell) -> str:
    """Return the text of a cell with one of its figures replaced."""
    if cell.part is None or not cell.text.strip():
        return cell.value
    found = [match.span() for match in re.finditer(re.escape(cell.text), printed)]
    if not found:
        return cell.value
    # A compound cell may print the same figure twice: 269/269.
    start, stop = found[min(cell.part, len(found) - 1)]
    return printed[:start] + cell.value + printed[stop:]

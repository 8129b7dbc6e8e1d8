"""Tables as they read with their corrections in place; the report itself keeps what was printed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from geomsan.report import CorrectedCell, Decision, TableReport


def corrections(table: TableReport) -> Iterator[tuple[CorrectedCell, Decision]]:
    """Yield the corrected figures that stand in the table itself, each once.

    A finding may be settled by the correction of a figure in another table.
    """
    seen = set()
    for cell, decision in table.corrections:
        position = (cell.row, cell.column, cell.part)
        if (decision.document, decision.table) == (table.document, table.name) and position not in seen:
            seen.add(position)
            yield cell, decision


def corrected_rows(table: TableReport) -> list[list[str]]:
    """Return the grid of a table with every corrected figure in its place."""
    rows = [list(row) for row in table.rows]
    for cell, _ in corrections(table):
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

"""A table drawn for a terminal: the cells of violations marked, what is far from them left out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence, Set
from itertools import pairwise

from rich.cells import cell_len, set_cell_size
from rich.text import Text

from geomsan.common.errors import safe
from geomsan.infer.inspection import violations
from geomsan.infer.understand import UnderstoodTable
from geomsan.read.figures.grammar import CURRENCY, MINUS

_CLOSE_BY = 2
"""Rows without a marked cell are drawn up to this far from one."""
_MOST_ROWS = 40
_WIDEST = 28
"""Columns of the terminal that a cell may take; the rest of a long text is left out."""
_GAP = "  "
_FIGURE = re.compile(rf"\[?[{MINUS}(]?\s?{CURRENCY}?\s?\d[\d,.\s]*.{{0,6}}")

Place = tuple[int, int]


def drawn(table: UnderstoodTable, width: int) -> list[Text]:
    """Return the lines of a violated table, no wider than ``width``.

    Results of violated rules and suspects come first when not everything has room.
    """
    marked, focus = _marked(table), _focus(table)
    grid = table.found.grid.rows
    rows = _chosen_rows(table, marked, focus)
    texts = {
        (row, column): _shown(grid[row][column], (row, column) in marked)
        for row in rows
        for column in range(len(grid[row]))
    }
    numbers = {row: f"{row + 1}" for row in rows}
    margin = max((len(number) for number in numbers.values()), default=0) + len(_GAP)
    columns = _chosen_columns(table, texts, marked, focus, width - margin)
    lines: list[Text] = []
    for position, row in enumerate(rows):
        if row != (rows[position - 1] + 1 if position else 0):
            lines.append(Text(f"{'':{margin}}⋮", style="dim"))
        line = Text(numbers[row].rjust(margin - len(_GAP)) + _GAP, style="dim", end="")
        line = Text.assemble(line, *_cells(row, columns, texts, marked))
        line.rstrip()
        lines.append(line)
    return lines


def _marked(table: UnderstoodTable) -> dict[Place, str]:
    """Return the style of every cell of a violated rule: results stand out."""
    marked: dict[Place, str] = {}
    for check in violations(table):
        for term in check.edit.terms:
            if term.entry.row is not None and term.entry.column is not None:
                place = (term.entry.row, term.entry.column)
                is_result = term.entry is check.edit.result.entry
                marked[place] = "bold red" if is_result else marked.get(place, "red")
    return marked


def _focus(table: UnderstoodTable) -> list[Place]:
    """Return what must be seen: the cells of the likeliest repairs, and the results of violated rules."""
    entries = [cell.entry for repair in table.proof.repairs[:3] for cell in repair.cells]
    entries += [check.edit.result.entry for check in violations(table)]
    places = ((entry.row, entry.column) for entry in entries)
    return list(
        dict.fromkeys((row, column) for row, column in places if row is not None and column is not None)
    )


def _chosen_rows(table: UnderstoodTable, marked: Iterable[Place], focus: Iterable[Place]) -> list[int]:
    height, start = len(table.found.grid.rows), table.found.start_row
    chosen = dict.fromkeys(range(min(start + _CLOSE_BY, height)))
    for row in dict.fromkeys(row for row, _ in (*focus, *sorted(marked))):
        near = range(max(0, row - _CLOSE_BY), min(height, row + _CLOSE_BY + 1))
        if len(chosen) + len(near) <= _MOST_ROWS or not chosen.keys() >= {row}:
            chosen |= dict.fromkeys(near if len(chosen) + len(near) <= _MOST_ROWS else [row])
        if len(chosen) >= _MOST_ROWS:
            break
    return sorted(chosen)


def _chosen_columns(
    table: UnderstoodTable,
    texts: dict[Place, str],
    marked: Iterable[Place],
    focus: Sequence[Place],
    width: int,
) -> list[tuple[int, int]]:
    """Return the columns that have room, with their widths; the labels come first, then the focus."""
    widths: dict[int, int] = {}
    for (_, column), text in texts.items():
        widths[column] = max(widths.get(column, 0), cell_len(text))
    last = max(widths, default=0)
    wanted = [table.found.start_column, *(column for _, column in (*focus, *sorted(marked))), *sorted(widths)]
    chosen: dict[int, int] = {}
    for column in dict.fromkeys(column for column in wanted if column in widths):
        more = {**chosen, column: widths[column]}
        if not chosen or _width(more, last) <= width:
            chosen = more
    return sorted(chosen.items())


def _width(columns: Mapping[int, int], last: int) -> int:
    """Return what columns take by their widths, with the sign of what is left out between and after them."""
    order = sorted(columns)
    signs = sum(after != before + 1 for before, after in pairwise(order)) + (order[-1] < last)
    return sum(columns.values()) + len(_GAP) * (len(order) - 1 + signs) + signs


def _cells(
    row: int, columns: Sequence[tuple[int, int]], texts: dict[Place, str], marked: dict[Place, str]
) -> Iterable[Text]:
    gaps: Set[int] = {after for (before, _), (after, _) in pairwise(columns) if after != before + 1}
    for column, size in columns:
        if column in gaps:
            yield Text(f"⋯{_GAP}", style="dim")
        text = texts.get((row, column), "")
        padding = " " * (size - cell_len(text))
        shown = padding + text if _FIGURE.fullmatch(text) else text + padding
        yield Text(shown + _GAP, style=marked.get((row, column), ""))
    last = max((column for _, column in texts), default=0)
    if columns and columns[-1][0] < last:
        yield Text("⋯", style="dim")


def _shown(cell: str, is_marked: bool) -> str:
    text = safe(cell).strip()
    if cell_len(text) > _WIDEST:
        text = set_cell_size(text, _WIDEST - 1).rstrip() + "…"
    return f"[{text}]" if is_marked else text

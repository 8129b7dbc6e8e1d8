"""Groups of rows under their subtotals, as the checks read them: which row belongs to which name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from geomsan.check.report import TableReport
from geomsan.read.tables.labels import SUBTOTAL, is_total_label

_STUB = 2
"""Columns of a stub with groups: the group, and the record."""


@dataclass(frozen=True)
class Group:
    """A subtotal row that stands before its items, with their rows and the name of all of them."""

    name: str
    head: int
    items: tuple[int, ...]


def groups(table: TableReport) -> list[Group]:
    """Return the groups of a table whose subtotals stand before their items, none in other tables.

    What belongs to a subtotal is what its check adds up. The name stands in its own row, or in that of the
    first item.
    """
    if table.stub != _STUB:
        return []
    found: dict[int, Group] = {}
    for finding in table.findings:
        cells = finding.own_cells
        heads = [cell["row"] for cell in cells if cell["role"] == "total"]
        items = sorted(cell["row"] for cell in cells if cell["role"] == "part")
        if len(heads) != 1 or not items or heads[0] in found:
            continue
        (head,) = heads
        columns = {cell["column"] - _shift(table, cell["row"]) for cell in cells}
        if table.levels[head] == SUBTOTAL and head < items[0] and len(columns) == 1:
            name = _name(table, head, items[0])
            if name:
                found[head] = Group(name, head, tuple(items))
    return list(found.values())


def named(table: TableReport, found: list[Group]) -> TableReport:
    """Return the table with each name beside its subtotal, and every item in the column of items."""
    rows = [list(row) for row in table.rows]
    for group in found:
        if not _shift(table, group.head):
            rows[group.head][0] = group.name
        for item in group.items:
            first, second = rows[item][0], rows[item][1]
            rows[item][:_STUB] = ["", second if second.strip() else first]
    return replace(table, rows=rows)


def by_row(found: list[Group]) -> Mapping[int, Group]:
    """Return its group for every row of an item."""
    return {item: group for group in found for item in group.items}


def _name(table: TableReport, head: int, first: int) -> str:
    own = table.rows[head][_shift(table, head)].strip()
    if own and not is_total_label(own):
        return own
    beside = table.rows[first]
    return beside[0].strip() if beside[1].strip() else ""


def _shift(table: TableReport, row: int) -> int:
    """Return 1 for a row that a reader put one column too far right."""
    cells = table.rows[row]
    is_moved = len(cells) > _STUB and not cells[0].strip() and is_total_label(cells[_STUB])
    return int(is_moved and (row, _STUB) not in set(table.figure_cells))

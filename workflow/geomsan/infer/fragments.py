"""Tables that go on over several blocks or pages under a repeated head."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import TypedDict

from geomsan.infer.words import GRAND, OVER, rank_of
from geomsan.read.readers.found import FoundTable
from geomsan.read.tables.grid import Grid


def join_fragments(tables: Sequence[FoundTable]) -> list[FoundTable]:
    """Join tables that go on under a repeated head: no heading of their own, the same first row.

    A table that ended with its total does not go on, and a whole has one total.
    """
    return [whole for whole, _ in fragments(tables)]


def fragments(tables: Sequence[FoundTable]) -> list[tuple[FoundTable, list[FoundTable]]]:
    """Return each whole table with the blocks that it was joined from."""
    joined: list[FoundTable] = []
    blocks: list[list[FoundTable]] = []
    for table in tables:
        before = joined[-1] if joined else None
        goes_on = (
            before is not None
            and not table.heading
            and table.caption == before.caption
            and bool(table.grid.rows)
            and bool(before.grid.rows)
            and table.grid.rows[0] == before.grid.rows[0]
            and not table.grid.spans
            and not (table.start_row or table.start_column)
            and not _is_closed(before, table)
        )
        if before is not None and goes_on:
            grid = Grid(before.grid.rows + table.grid.rows, before.grid.places + table.grid.places)
            locator = f"{before.locator}, {table.locator.removeprefix('lines ')}"
            joined[-1] = replace(
                before,
                grid=grid,
                locator=locator,
                last=table.last,
                after=table.after,
                **_moved(before, table),
            )
            blocks[-1].append(table)
        else:
            joined.append(table)
            blocks.append([table])
    return list(zip(joined, blocks, strict=True))


class _OfCells(TypedDict):
    """What a table says of single rows and cells."""

    stored: Mapping[tuple[int, int], Decimal]
    hidden_rows: frozenset[int]


def _moved(before: FoundTable, table: FoundTable) -> _OfCells:
    """Return what two blocks say of their rows and cells, those of the second under the first."""
    height = len(before.grid.rows)
    below = {(row + height, column): number for (row, column), number in table.stored.items()}
    return {
        "stored": {**before.stored, **below},
        "hidden_rows": before.hidden_rows | {row + height for row in table.hidden_rows},
    }


def _is_closed(before: FoundTable, table: FoundTable) -> bool:
    """Tell whether a table had come to its end, by its total."""
    totals = [_has_total(row) for row in before.grid.rows[1:]]
    return bool(totals and totals[-1]) or (any(totals) and any(map(_has_total, table.grid.rows[1:])))


def _has_total(row: Sequence[str]) -> bool:
    """Tell whether a row is the total of a table, not of a group."""
    label = next((cell for cell in row if cell.strip()), "")
    return rank_of(label) in (GRAND, OVER)

"""Tables that go on over several blocks or pages under a repeated head."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from geomsan.readers.found import FoundTable
from geomsan.tables.grid import Grid


def join_fragments(tables: Sequence[FoundTable]) -> list[FoundTable]:
    """Join tables that go on under a repeated head: no heading of their own, the same first row."""
    joined: list[FoundTable] = []
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
        )
        if before is not None and goes_on:
            grid = Grid(before.grid.rows + table.grid.rows, before.grid.places + table.grid.places)
            locator = f"{before.locator}, {table.locator.removeprefix('lines ')}"
            joined[-1] = replace(before, grid=grid, locator=locator, last=table.last)
        else:
            joined.append(table)
    return joined

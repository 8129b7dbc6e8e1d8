"""Which record is part of which total: parents by level and placement, groups of subtotals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from geomsan.read.tables.labels import SUBTOTAL, TOTAL
from geomsan.read.tables.layout import Layout
from geomsan.read.tables.table import Record


def with_parents(records: tuple[Record, ...], layout: Layout) -> tuple[Record, ...]:
    """Give every record the total it belongs to.

    A total stands above what it adds up unless ``placement`` says ``below``; the single total of
    a table may stand anywhere.
    """
    totals = [record.index for record in records if record.level == TOTAL]
    above = _nearest_lower(records, layout, "above")
    below = _nearest_lower(records[::-1], layout, "below")
    placed = []
    for record in records:
        candidates = [found for side in (above, below) if (found := side.get(record.index)) is not None]
        grouped = [other for other in candidates if other.level > TOTAL]
        parent: int | None = None
        if record.level == TOTAL:
            parent = None
        elif grouped:
            parent = max(grouped, key=lambda other: other.level).index
        elif len(totals) == 1:
            parent = totals[0]
        elif candidates:
            parent = candidates[0].index
        placed.append(replace(record, parent=parent))
    return tuple(placed)


def _nearest_lower(records: Sequence[Record], layout: Layout, direction: str) -> dict[int, Record]:
    """Return for each record the last one passed whose level is lower and that owns in ``direction``."""
    found: dict[int, Record] = {}
    # Levels rise along the stack: what stands deeper or level with a later owner is out of reach.
    stack: list[Record] = []
    for record in records:
        owner = next((other for other in reversed(stack) if other.level < record.level), None)
        if owner is not None:
            found[record.index] = owner
        if layout.placement.get(record.level, "above") == direction:
            while stack and stack[-1].level >= record.level:
                stack.pop()
            stack.append(record)
    return found


def with_groups(records: tuple[Record, ...]) -> tuple[Record, ...]:
    """Give a subtotal whose group stands in the row below it that group."""
    groups: dict[int | None, str] = {}
    for record in records:
        if record.group:
            groups.setdefault(record.parent, record.group)
    return tuple(
        replace(record, group=groups.get(record.index, ""))
        if record.level == SUBTOTAL and not record.group
        else record
        for record in records
    )

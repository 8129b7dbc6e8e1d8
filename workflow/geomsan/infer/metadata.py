"""The unit that a sheet of keys and values (메타정보) states for the other sheets of its workbook."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from geomsan.read.figures.units import read_unit
from geomsan.read.readers.found import FoundTable, ProseLine

_UNIT = re.compile(r"[\s○●□■◦·※*-]*(?:단위명?|units?)\s*(?:[:：]\s*(?P<unit>\S.*))?", re.IGNORECASE)
_SHEET = "!"
"""What the place of a table in a workbook has behind the name of its sheet."""


def with_metadata(tables: Sequence[FoundTable], prose: Sequence[ProseLine]) -> list[FoundTable]:
    """Return the tables of a workbook with the unit that a sheet of keys and values states for all.

    Only where one unit is stated, and for tables on other sheets that state none themselves.

    Parameters
    ----------
    tables, prose
        What was found in a file, in its order.
    """
    if not any(_SHEET in table.locator for table in tables):
        return list(tables)
    cards = [table for table in tables if _is_card(table)]
    sheets = {_sheet(card) for card in cards}
    units = {unit for card in cards for row in card.grid.rows for unit in _stated(row)}
    units |= {unit for line in prose for unit in _stated([line.text])}
    others = [table for table in tables if _sheet(table) not in sheets]
    if len(units) != 1 or not others:
        return list(tables)
    (unit,) = units
    return [
        replace(table, caption=f"{table.caption} (단위: {unit})".strip())
        if table in others and not _states_a_unit(table)
        else table
        for table in tables
    ]


def _sheet(table: FoundTable) -> str:
    return table.locator.partition(_SHEET)[0]


def _is_card(table: FoundTable) -> bool:
    """Tell whether a table is a list of keys and values, a unit among them."""
    filled = [sum(bool(cell.strip()) for cell in row) for row in table.grid.rows]
    return max(filled, default=0) == 2 and any(any(_stated(row)) for row in table.grid.rows)


def _stated(cells: Sequence[str]) -> Iterator[str]:
    """Yield the unit that a row of a card states: 단위 beside 백만원, or both in one cell."""
    filled = [cell.strip() for cell in cells if cell.strip()]
    match = _UNIT.fullmatch(filled[0]) if filled else None
    if match is None:
        return
    unit = match["unit"] or (filled[1] if len(filled) == 2 else "")
    if unit and read_unit(unit) is not None:
        yield unit


def _states_a_unit(table: FoundTable) -> bool:
    return "단위" in table.caption or any("단위" in cell for row in table.grid.rows for cell in row)

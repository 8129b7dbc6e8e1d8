"""The tables of a sheet of cells, whatever kind of workbook it is from."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from geomsan.common.errors import GeomsanError
from geomsan.read.readers.around import is_caption
from geomsan.read.readers.found import FoundTable, ProseLine
from geomsan.read.readers.islands import Island, Sheetmap, Surroundings, surroundings
from geomsan.read.readers.limits import check_tables
from geomsan.read.readers.sheet import Cells, column_name
from geomsan.read.readers.sheetnotes import notes_of
from geomsan.read.readers.workbook import Sheet
from geomsan.read.readers.xmlpart import PartError
from geomsan.read.tables.grid import Grid

MOST_PLACES = 10_000_000
"""Places in the grids of all tables: rows and columns before a table count in it."""
MOST_TABLES = 2_000
"""Tables of a sheet."""
_EVERYDAY_NAME = re.compile(r"(?:sheet|시트)\s*\d*(?:\s*\(\d+\))?", re.IGNORECASE)


@dataclass
class Places:
    """How many places the grids of a file may still take, and how many tables it has so far."""

    left: int = MOST_PLACES
    tables: int = 0


def tables_of(
    path: Path,
    name: str,
    sheet: Sheet,
    cells: Cells,
    places: Places,
    prose: list[ProseLine] | None = None,
) -> list[FoundTable]:
    """Find the tables of a sheet, in its own rows and columns.

    Parameters
    ----------
    path, name
        The file, and how places name it.
    sheet, cells
        The sheet; ``cells`` is changed.
    places
        How many places are left in the file.
    prose
        Given what stands outside of tables, by the sheet's rows from 1.

    Raises
    ------
    PartError, GeomsanError
        When there are more tables, or larger ones, than the limits allow.
    """
    cells.without_value.sort()
    cells.unsigned.sort()
    cells.merged.sort()
    sheetmap = Sheetmap(cells)
    islands = sheetmap.islands()
    tables = [island for island in islands if island.is_table]
    texts = _texts(sheetmap, islands)
    if prose is not None:
        prose += [ProseLine(row + 1, text) for row, found in sorted(texts.items()) for text in found]
    if len(tables) > MOST_TABLES:
        raise PartError("표가 너무 많습니다", "too many tables")
    places.tables += len(tables)
    check_tables(path, places.tables)
    found: list[FoundTable] = []
    for island in tables:
        places.left -= (island.bottom + 1) + (island.bottom - island.top + 1) * (island.right + 1)
        if places.left < 0:
            raise GeomsanError(
                f"{path}#{sheet.name}",
                "표가 너무 많거나 너무 큽니다. 시트를 나누어 주십시오.",
                "holds too many tables, or too large ones; split the sheet.",
            )
        rows = sheetmap.dense(range(island.top, island.bottom + 1), island.left, island.right)
        around = surroundings(island, tables, texts, rows)
        if not around.heading and not _EVERYDAY_NAME.fullmatch(sheet.name.strip()):
            around = replace(around, heading=sheet.name.strip())
        found.append(_found(name, sheet, cells, rows, island, around))
    return found


def _texts(sheetmap: Sheetmap, islands: Sequence[Island]) -> dict[int, list[str]]:
    """Return the texts that stand outside of tables by their rows, statements of unit or date first."""
    texts: dict[int, list[str]] = {}
    for island in islands:
        if not island.is_table:
            rows = range(island.top, island.bottom + 1)
            for row, cells in zip(rows, sheetmap.dense(rows, island.left, island.right), strict=True):
                texts.setdefault(row, []).extend(filter(None, cells))
    return {row: sorted(found, key=lambda text: not is_caption(text)) for row, found in texts.items()}


def _found(
    name: str,
    sheet: Sheet,
    cells: Cells,
    texts: Sequence[tuple[str, ...]],
    island: Island,
    around: Surroundings,
) -> FoundTable:
    called = sheet.name or f"sheet {sheet.number}"
    rows = range(island.top, island.bottom + 1)
    columns = range(island.left, island.right + 1)
    margin = ("",) * island.left
    body = [margin + row for row in texts]
    letter = column_name(island.left)
    grid = Grid(
        ((),) * island.top + tuple(body),
        ("",) * island.top + tuple(f"{name}#{called}!{letter}{row + 1}" for row in rows),
        _spans(cells, island),
    )
    start = island.top + island.lead.rows
    return FoundTable(
        grid,
        f"{called}!{letter}{start + 1}:{column_name(island.right)}{island.bottom + 1}",
        start + 1,
        island.bottom + 1,
        around.heading,
        around.caption,
        start_row=start,
        start_column=island.left,
        brackets="negative" if any(row in cells.bracketed for row in rows) else "unknown",
        notes=notes_of(sheet, cells, rows, columns),
        stored={
            (row, column): number
            for row in rows
            for column, number in cells.stored.get(row, {}).items()
            if column in columns
        },
        hidden_rows=frozenset(cells.hidden_rows.intersection(rows)),
        hidden_columns=frozenset(cells.hidden_columns.intersection(columns)),
        before=around.before,
        after=around.after,
    )


def _spans(cells: Cells, island: Island) -> dict[tuple[int, int], tuple[int, int]]:
    """Return the merged cells that begin in the island, no larger than it."""
    spans: dict[tuple[int, int], tuple[int, int]] = {}
    first = bisect_left(cells.merged, (island.top, 0, 0, 0))
    for top, left, bottom, right in islice(cells.merged, first, None):
        if top > island.bottom:
            break
        if island.left <= left <= island.right:
            size = (min(bottom, island.bottom) - top + 1, min(right, island.right) - left + 1)
            if size != (1, 1):
                spans[top, left] = size
    return spans

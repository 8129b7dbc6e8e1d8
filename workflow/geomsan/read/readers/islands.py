"""Where the tables of a sheet lie: islands of cells between empty rows and empty columns."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from geomsan.read.figures.figure import plain
from geomsan.read.figures.grammar import MINUS, NUMBER
from geomsan.read.readers.around import LINES_BELOW, Lead, lead_among, lines_after, lines_before, nearest
from geomsan.read.readers.sheet import Cells
from geomsan.read.readers.xmlpart import PartError

_MOST_COVERED = 5_000_000
_LEAD_ROWS = 12
_DEEPEST = 40
_MOST_ISLANDS = 20_000
_SIDE_BY_SIDE = 8
"""How many tables may stand between a table and the rows that go on."""
_FIGURE = re.compile(rf"[{MINUS}(]?\s?{NUMBER}\s?[%)]*")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")


@dataclass(frozen=True)
class Island:
    """A table in a sheet: its rectangle, with how many rows of titles it begins."""

    top: int
    left: int
    bottom: int
    right: int
    lead: Lead

    @property
    def is_table(self) -> bool:
        """True when it has two rows and two columns at least under its titles."""
        return self.bottom - self.top - self.lead.rows >= 1 and self.right > self.left


def covered(cells: Cells) -> dict[int, set[int]]:
    """Return ``row -> columns`` that merged cells with a text cover, and blank what they hide.

    Merged cells are cut off where the sheet's own cells end; of two that overlap the first counts.

    Raises
    ------
    PartError
        When they cover more than a table can hold.
    """
    last_row = max(cells.rows, default=-1)
    last_column = max((max(row) for row in cells.rows.values() if row), default=-1)
    area = 0
    found: dict[int, set[int]] = {}
    kept: list[tuple[int, int, int, int]] = []
    for top, left, bottom, right in cells.merged:
        low, far = min(bottom, last_row), min(right, last_column)
        area += max(0, low - top + 1) * max(0, far - left + 1)
        if area > _MOST_COVERED:
            raise PartError("병합한 칸이 너무 넓습니다", "merged cells cover too much")
        if low < top or far < left or any(left in found.get(row, ()) for row in (top, low)):
            continue
        kept.append((top, left, low, far))
        is_filled = left in cells.rows.get(top, {})
        for row in range(top, low + 1):
            columns = set(range(left, far + 1))
            shown = cells.rows.get(row)
            for column in columns & shown.keys() if shown else ():
                if shown is not None and (row, column) != (top, left):
                    del shown[column]
            if is_filled:
                found.setdefault(row, set()).update(columns)
    cells.merged[:] = kept
    return found


class Sheetmap:
    """Finds the islands of a sheet."""

    def __init__(self, cells: Cells) -> None:
        self._rows = cells.rows
        joint = covered(cells)
        empty: set[int] = set()
        every = {*self._rows, *joint}
        self._columns = {row: sorted(self._rows.get(row, {}).keys() | joint.get(row, empty)) for row in every}
        self._count = 0

    def islands(self) -> list[Island]:
        """Return the islands from the top, those that only hold texts too."""
        rows = sorted(row for row, columns in self._columns.items() if columns)
        last = max((self._columns[row][-1] for row in rows), default=0)
        found = list(self._cut(rows, 0, last, 0, Lead(0)))
        found.sort(key=lambda island: (island.top, island.left))
        return self._joined(found)

    def dense(self, rows: Sequence[int], left: int, right: int) -> list[tuple[str, ...]]:
        """Return the texts of some rows between two columns."""
        empty: dict[int, str] = {}
        return [
            tuple(self._rows.get(row, empty).get(column, "") for column in range(left, right + 1))
            for row in rows
        ]

    def _filled(self, rows: Sequence[int], left: int, right: int) -> list[list[tuple[int, str]]]:
        """Return the cells of some rows that hold a text, columns counted from ``left``."""
        empty: dict[int, str] = {}
        return [
            [
                (column - left, text)
                for column in self._occupied(row, left, right)
                if (text := self._rows.get(row, empty).get(column, "")).strip()
            ]
            for row in rows
        ]

    def _occupied(self, row: int, left: int, right: int) -> list[int]:
        columns = self._columns[row]
        return columns[bisect_left(columns, left) : bisect_right(columns, right)]

    def _cut(self, rows: list[int], left: int, right: int, depth: int, above: Lead) -> Iterator[Island]:
        """Yield the islands among ``rows``, cut at empty rows, then at empty columns, and so on."""
        taken = [row for row in rows if self._occupied(row, left, right)]
        for band in _runs(taken):
            lead = lead_among(self._filled(band[:_LEAD_ROWS], left, right))
            core = band[lead.rows :] or band
            columns = sorted(set().union(*(self._occupied(row, left, right) for row in core)))
            parts = list(_runs(columns))
            if len(parts) == 1 or depth > _DEEPEST:
                yield self._island(band, columns[0], columns[-1], above)
                continue
            whole = self._over_all(band[: lead.rows], core, parts) if lead.rows else above
            for part in parts:
                yield from self._cut(band, part[0], part[-1], depth + 1, whole)

    def _over_all(self, titles: list[int], core: list[int], parts: Sequence[list[int]]) -> Lead:
        """Return what the title rows say that reach over the gaps between several tables."""
        gaps = set(range(parts[0][0], parts[-1][-1] + 1)).difference(*parts)
        wide = [row for row in titles if gaps.intersection(self._columns[row])]
        lead = lead_among(self._filled([*wide, *core[:_LEAD_ROWS]], parts[0][0], parts[-1][-1]))
        return replace(lead, rows=0) if wide else Lead(0)

    def _island(self, band: list[int], left: int, right: int, above: Lead) -> Island:
        self._count += 1
        if self._count > _MOST_ISLANDS:
            raise PartError("표가 너무 많습니다", "too many tables")
        lead = lead_among(self._filled(band[:_LEAD_ROWS], left, right))
        lead = replace(lead, heading=lead.heading or above.heading, caption=lead.caption or above.caption)
        if lead.rows >= len(band):
            lead = replace(lead, rows=0)
        return Island(band[0], left, band[-1], right, lead)

    def _joined(self, islands: Sequence[Island]) -> list[Island]:
        """Join what an empty row or column inside of a table parted."""
        joined: list[Island] = []
        for island in islands:
            for index in range(len(joined) - 1, max(-1, len(joined) - 1 - _SIDE_BY_SIDE), -1):
                before = joined[index]
                if self._goes_down(before, island) or self._goes_right(before, island):
                    right = max(before.right, island.right)
                    joined[index] = replace(before, bottom=island.bottom, right=right)
                    break
            else:
                joined.append(island)
        return joined

    def _goes_down(self, before: Island, island: Island) -> bool:
        """Tell whether rows go on under an empty one: no wider, and beginning with figures."""
        if (before.left, before.bottom + 2) != (island.left, island.top) or before.right < island.right:
            return False
        first = self.dense([island.top], island.left + 1, island.right)[0]
        return before.right > before.left and not island.lead.rows and any(map(_is_amount, first))

    def _goes_right(self, before: Island, island: Island) -> bool:
        """Tell whether columns go on behind an empty one: as high, and without labels of their own."""
        if (before.top, before.bottom, before.right + 2) != (island.top, island.bottom, island.left):
            return False
        rows = range(island.top, island.bottom + 1)
        column = [cells[0] for cells in self.dense(rows, island.left, island.left)]
        amounts = [text for text in column if _is_amount(text)]
        is_sequence = all(text.isdecimal() and int(text) <= len(rows) for text in amounts)
        return before.is_table and len(amounts) * 2 >= len(column) and not is_sequence


@dataclass(frozen=True)
class Surroundings:
    """What stands around a table of a sheet; see :class:`~geomsan.read.readers.found.FoundTable`."""

    heading: str
    caption: str
    before: tuple[str, ...]
    after: tuple[str, ...]


def surroundings(
    island: Island, tables: Sequence[Island], texts: dict[int, list[str]], rows: Sequence[Sequence[str]]
) -> Surroundings:
    """Return what stands around a table: its own title rows, then texts above it, texts below it.

    Parameters
    ----------
    island, tables
        The table, and all of its sheet.
    texts
        The texts outside of tables by their rows.
    rows
        The table's own rows, title rows first.
    """
    beside = [other for other in tables if other.left <= island.right and island.left <= other.right]
    ceiling = max((other.bottom for other in beside if other.bottom < island.top), default=-1)
    floor = min((other.top for other in beside if other.top > island.bottom), default=None)
    over = range(max(ceiling + 1, island.top - _LEAD_ROWS), island.top)
    last = island.bottom + LINES_BELOW
    under = range(island.bottom + 1, last + 1 if floor is None else min(floor, last + 1))
    above = [texts.get(row, []) for row in over]
    heading, caption = island.lead.heading, island.lead.caption
    if not heading:
        heading, other_caption = nearest(text for row in reversed(above) for text in row)
        caption = caption or other_caption
    titles = [[cell for cell in row if cell] for row in rows[: island.lead.rows]]
    return Surroundings(
        heading,
        caption,
        lines_before(text for row in [*above, *titles] for text in row),
        lines_after(
            rows[island.lead.rows :],
            (text for row in under for text in texts.get(row, ())),
            is_followed=floor is not None and floor <= last,
        ),
    )


def _is_amount(text: str) -> bool:
    text = plain(text)
    return bool(_FIGURE.fullmatch(text)) and not _YEAR.fullmatch(text)


def _runs(numbers: Sequence[int]) -> Iterator[list[int]]:
    """Part sorted numbers at their gaps."""
    run: list[int] = []
    for number in numbers:
        if run and number != run[-1] + 1:
            yield run
            run = []
        run.append(number)
    if run:
        yield run

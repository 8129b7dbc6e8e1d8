"""Which check of the new version is which of the earlier one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from geomsan.check.report import Finding
from geomsan.replace.alignment import Alignment

_RESULTS = ("total", "result", "rate")

Key = tuple[str, frozenset[tuple[object, ...]]]
"""What is checked (document, table, identity), and where its result stands."""


@dataclass(frozen=True)
class Counterparts:
    """Finds checks of the new version, by where the cells of the replaced document have gone.

    Attributes
    ----------
    document
        The replaced document.
    moved
        By its tables, how their rows and columns have moved.
    """

    document: str
    moved: Mapping[str, Alignment]
    after: Mapping[Key, Finding]

    def of(self, before: Finding) -> Finding | None:
        """Return the same check of the new version; None where it is no more."""
        return self.after.get(_key(before, self))

    def place(self, table: str, row: int | None, column: int | None) -> tuple[int | None, int | None]:
        """Return where a cell of a table of the document has gone."""
        moved = self.moved.get(table)
        if moved is None:
            return row, column
        return _gone_to(moved.rows, row), _gone_to(moved.columns, column)

    def place_of(self, cell: Mapping[str, Any], document: str, table: str) -> tuple[int | None, int | None]:
        """Return where a cell of a check has gone; one of another document stands where it did."""
        place = cell.get("row"), cell.get("column")
        if cell.get("document", document) != self.document:
            return place
        return self.place(cell.get("table", table), *place)


def _gone_to(moved: Mapping[int, int], given: int | None) -> int | None:
    return None if given is None else moved.get(given)


def counterparts(document: str, moved: Mapping[str, Alignment], after: Iterable[Finding]) -> Counterparts:
    """Return the checks of the new version, to be found from the earlier one."""
    return Counterparts(document, moved, {_key(finding, None): finding for finding in after})


def _key(finding: Finding, moved: Counterparts | None) -> Key:
    """Return the key of a check; ``moved`` where it is one of the earlier version."""
    cells = [cell for cell in finding.cells if cell["role"] in _RESULTS]
    if finding.is_comparison or not cells:
        cells = finding.cells
    return finding.check_id.split("@")[0], frozenset(_place(cell, finding, moved) for cell in cells)


def _place(cell: Mapping[str, Any], finding: Finding, moved: Counterparts | None) -> tuple[object, ...]:
    document, table = cell.get("document", finding.document), cell.get("table", finding.table)
    place = (cell["row"], cell["column"])
    if moved is not None:
        place = moved.place_of(cell, finding.document, finding.table)
    return document, table, *place, cell.get("part"), cell["role"]

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
    """Finds checks of the new version, by where the rows of the replaced document have gone.

    Attributes
    ----------
    document
        The replaced document.
    rows
        By its tables, how their rows have moved.
    """

    document: str
    rows: Mapping[str, Alignment]
    after: Mapping[Key, Finding]

    def of(self, before: Finding) -> Finding | None:
        """Return the same check of the new version; None where it is no more."""
        return self.after.get(_key(before, self))

    def place(self, table: str, row: int | None) -> int | None:
        """Return where a row of a table of the document has gone."""
        moved = self.rows.get(table)
        return row if moved is None or row is None else moved.rows.get(row)


def counterparts(document: str, rows: Mapping[str, Alignment], after: Iterable[Finding]) -> Counterparts:
    """Return the checks of the new version, to be found from the earlier one."""
    return Counterparts(document, rows, {_key(finding, None): finding for finding in after})


def _key(finding: Finding, moved: Counterparts | None) -> Key:
    """Return the key of a check; ``moved`` where it is one of the earlier version."""
    cells = [cell for cell in finding.cells if cell["role"] in _RESULTS]
    if finding.is_comparison or not cells:
        cells = finding.cells
    return finding.check_id.split("@")[0], frozenset(_place(cell, finding, moved) for cell in cells)


def _place(cell: Mapping[str, Any], finding: Finding, moved: Counterparts | None) -> tuple[object, ...]:
    document, table = cell.get("document", finding.document), cell.get("table", finding.table)
    row = cell["row"]
    if moved is not None and document == moved.document and row is not None:
        row = moved.place(table, row)
    return document, table, row, cell["column"], cell.get("part"), cell["role"]

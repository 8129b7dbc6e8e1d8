"""A table as printed: rows of cells, merged cells, and the place of every row in its file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property


@dataclass(frozen=True)
class Grid:
    """A table as read, nothing cleaned, nothing moved.

    Attributes
    ----------
    rows
        Text of the cells; rows may differ in length, covered cells are empty.
    places
        One string a row: where it stands in the source (``file:line``).
    spans
        ``(row, column) -> (rows, columns)`` of merged cells, where the format knows them.
    """

    rows: tuple[tuple[str, ...], ...]
    places: tuple[str, ...]
    spans: Mapping[tuple[int, int], tuple[int, int]] = field(default_factory=dict)

    @cached_property
    def width(self) -> int:
        """Number of cells of the longest row."""
        return max((len(row) for row in self.rows), default=0)

    def text(self, row: int, column: int) -> str:
        """Return the cell's text; empty where the row is too short to have it."""
        cells = self.rows[row]
        return cells[column] if column < len(cells) else ""

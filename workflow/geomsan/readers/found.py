"""What every reader yields."""

from __future__ import annotations

from dataclasses import dataclass

from geomsan.tables.grid import Grid


@dataclass(frozen=True)
class FoundTable:
    """A table found in a file.

    Attributes
    ----------
    grid
        The cells as printed; its places are ``file:line`` or the like.
    locator
        Where the table stands in the file, for people (``lines 68-78``).
    first, last
        First and last line in the file (text), from 1.
    heading
        The nearest heading above the table.
    caption
        The line above the table that states its unit or date, if any.
    """

    grid: Grid
    locator: str
    first: int
    last: int
    heading: str = ""
    caption: str = ""

"""Figures of a table by row and column line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from geomsan.infer.lines import Line
from geomsan.infer.words import says_partial
from geomsan.read.figures.figure import State
from geomsan.read.figures.units import Unit
from geomsan.read.tables.table import Entry


@dataclass(frozen=True)
class Matrix:
    """Figures of a table by row and column line.

    Attributes
    ----------
    rows, columns
        Body rows and figure columns (one line a part of a compound column).
    entries
        ``(position in rows, position in columns) -> entry``.
    stub
        How many columns the stub takes.
    may_shift
        Whether the head may stand too far to the left: a column of figures has none, or a column of
        labels has that of a total or a year.
    context
        Heading and caption.
    notes
        These, and what stands over, under and between the figures as a note.
    is_ranked
        Whether a column ranks the rows: they may be the first few of many.
    heights
        Over how many rows of the grid a merged cell lies, by where it begins.
    """

    rows: tuple[Line, ...]
    columns: tuple[Line, ...]
    entries: dict[tuple[int, int], Entry]
    stub: int
    unit: Unit | None
    may_shift: bool = False
    context: str = ""
    notes: str = ""
    is_turned: bool = False
    is_ranked: bool = False
    heights: Mapping[tuple[int, int], int] = field(default_factory=dict)

    @property
    def has_blanks(self) -> bool:
        """True when a cell among the figures is empty."""
        return any(entry.figure.state is State.BLANK for entry in self.entries.values())

    @cached_property
    def is_partial(self) -> bool:
        """True when title, caption or notes say that the list is not whole."""
        return says_partial(self.notes)

    @cached_property
    def values(self) -> dict[tuple[int, int], float]:
        """The known figures in floating point, for a quick look."""
        return {place: float(entry.value) for place, entry in self.entries.items() if entry.is_known}

    def with_blanks_as_zero(self) -> Matrix:
        """Return the matrix in which empty cells count as nil."""
        filled = {place: replace(entry, blank_is_zero=True) for place, entry in self.entries.items()}
        return replace(self, entries=filled)

    def transposed(self) -> Matrix:
        """Return the matrix with rows and columns exchanged."""
        turned = {(column, row): entry for (row, column), entry in self.entries.items()}
        return replace(
            self, rows=self.columns, columns=self.rows, entries=turned, is_turned=not self.is_turned
        )

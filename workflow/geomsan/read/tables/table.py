"""A report table as facts: every figure with its record, measure and member, and its place.

Three axes are enough for the tables of council reports. A *record* is what a row of a plain table
stands for (a department, a programme), a *measure* what is measured (정원, 예산현액, 집행률), a
*member* a division of the measure (a year, a source of funds, a class of staff).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from geomsan.read.figures.figure import Figure, State
from geomsan.read.figures.interval import Interval, RoundingMode, printed_interval
from geomsan.read.figures.units import Kind, Unit
from geomsan.read.tables.grid import Grid


@dataclass(frozen=True)
class Entry:
    """One figure in its place.

    Attributes
    ----------
    row, column, part
        Position in the grid as read, from 0; ``part`` tells the figures of a compound cell apart
        and is None for a single figure. ``row`` is None for a figure stated outside the grid.
    place
        ``file:line`` in the source.
    unit, kind
        Unit of the figure and how it stands for the true quantity.
    blank_is_zero
        Whether an empty cell counts as nil here.
    is_rounded_up
        Whether a note says that figures were rounded up: the truth may lie a whole step below, too.
    """

    figure: Figure
    record: int
    measure: str
    member: str | None
    row: int | None
    column: int | None
    part: int | None
    place: str
    unit: Unit | None
    kind: Kind
    blank_is_zero: bool = False
    is_rounded_up: bool = False

    @cached_property
    def scale(self) -> Fraction:
        """Size of one printed unit in the base unit of its dimension."""
        return Fraction(self.unit.scale) if self.unit else Fraction(1)

    @property
    def is_known(self) -> bool:
        """True when the figure has a value, is nil, or is a blank that counts as nil."""
        return self.figure.is_known or self.is_nil

    @property
    def is_nil(self) -> bool:
        """True when the figure is exactly zero without being printed as a number."""
        state = self.figure.state
        return state is State.NIL or (state is State.BLANK and self.blank_is_zero)

    @property
    def printed(self) -> Decimal:
        """The value in its printed unit; zero for nil."""
        return self.figure.value if self.figure.value is not None else Decimal(0)

    @cached_property
    def value(self) -> Fraction:
        """The printed value in the base unit."""
        value = Fraction(self.printed)
        return value if self.scale == 1 else value * self.scale

    def interval(self, mode: RoundingMode = RoundingMode.EITHER) -> Interval:
        """Return the true quantities, in the base unit, that print as this figure."""
        if self.is_nil or self.kind is Kind.COUNT or self.figure.step is None:
            return Interval.exactly(self.value)
        if self.is_rounded_up:
            step = Fraction(self.figure.step) * self.scale
            return Interval(self.value - step, self.value + step, True, True)
        return printed_interval(self.value, Fraction(self.figure.step) * self.scale, mode)


@dataclass(frozen=True)
class Record:
    """What a row stands for.

    Attributes
    ----------
    level
        0 for the table's total, 1 for a subtotal, 2 and more for items (deeper by markers).
    parent
        Index of the record whose total this one is part of, if any.
    """

    index: int
    label: str
    group: str
    level: int
    parent: int | None = None


@dataclass(frozen=True)
class Restated:
    """A figure of the table that its caption, a heading or the prose prints once more."""

    stated: Entry
    printed: Entry


@dataclass(frozen=True, eq=False)
class ReportTable:
    """A table of a document: the grid as printed and the facts read from it.

    Attributes
    ----------
    as_of, period
        The day as of which its figures hold, or the period that they are about (``2026``).
    about
        What the table as a whole is about, where its records are years.
    restated
        Figures that are printed a second time outside the grid; they are no entries.
    """

    document: str
    name: str
    title: str
    grid: Grid
    head: int
    stub: int
    records: tuple[Record, ...]
    members: tuple[str, ...]
    entries: tuple[Entry, ...]
    family: str
    unit: Unit | None = None
    as_of: date | None = None
    period: str = ""
    about: str = ""
    restated: tuple[Restated, ...] = ()
    total_member: str | None = None
    rules: Mapping[str, object] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)
    topics: tuple[str, ...] = ()

    @cached_property
    def _index(self) -> Mapping[tuple[int, str, str | None], Entry]:
        return {(entry.record, entry.measure, entry.member): entry for entry in self.entries}

    @cached_property
    def _children(self) -> Mapping[int | None, tuple[Record, ...]]:
        children: dict[int | None, list[Record]] = {}
        for record in self.records:
            children.setdefault(record.parent, []).append(record)
        return {owner: tuple(found) for owner, found in children.items()}

    def get(self, record: int, measure: str, member: str | None = None) -> Entry | None:
        """Return the entry at these coordinates, or None."""
        return self._index.get((record, measure, member))

    @cached_property
    def measures(self) -> tuple[str, ...]:
        """Names of the measures in the order in which they first stand."""
        return tuple(dict.fromkeys(entry.measure for entry in self.entries))

    @cached_property
    def divisions(self) -> tuple[str, ...]:
        """The members that are not the total of the others."""
        return tuple(member for member in self.members if member != self.total_member)

    def children(self, record: int | None) -> tuple[Record, ...]:
        """Return the records that stand directly under ``record``, or under none."""
        return self._children.get(record, ())

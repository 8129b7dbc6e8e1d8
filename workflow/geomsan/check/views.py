"""What of a table is worth a look, as plain data: the bars of a chart and the figures at a glance.

Families declare it (:mod:`geomsan.check.families.bars`); it is stored with the table's report, so that
packs can draw it and sessions can be compared without knowing any family.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

SHARE, TARGET, CHANGE, AMOUNT = "share", "target", "change", "amount"
"""What a bar says of the lighter bar behind it: a part of it, what it should reach, what was before;
``AMOUNT`` has none behind it."""


@dataclass(frozen=True)
class ViewFigure:
    """One printed figure of a view.

    Attributes
    ----------
    text
        As printed.
    value
        The exact number in ``unit``, as text; empty when nothing is known.
    unit
        Its unit, empty when the table states none.
    row, column, part
        Where it stands in the table's grid; ``row`` is None for a figure stated outside of it.
    """

    text: str
    value: str
    unit: str
    row: int | None
    column: int | None
    part: int | None = None

    @property
    def number(self) -> Decimal | None:
        """The exact number, or None."""
        return Decimal(self.value) if self.value else None


@dataclass(frozen=True)
class ViewItem:
    """What one bar is about: its label, and its figures by measure; an absent one is left out."""

    label: str
    figures: Mapping[str, ViewFigure] = field(default_factory=dict)


@dataclass(frozen=True)
class View:
    """Bars of one table in the order of print.

    Attributes
    ----------
    title
        What is shown (``부서별 예산현액과 지출액``).
    reading
        :data:`SHARE`, :data:`TARGET`, :data:`CHANGE` or :data:`AMOUNT`.
    measure, against, rate
        The measure of the bars, of the lighter bars behind them, and the printed rate beside them;
        the last two are empty where there are none.
    unit
        The unit that the figures of the bars share.
    within_year
        Measures that grow in the course of a year, so that only the same day of two years compares.
    by_record
        True when the bars are records (departments), false when they are members (years).
    total
        The table's own total of the bars, if it prints one.
    """

    title: str
    reading: str
    measure: str
    against: str
    rate: str
    unit: str
    within_year: tuple[str, ...]
    by_record: bool
    total: ViewItem | None
    items: tuple[ViewItem, ...]

    @property
    def measures(self) -> list[str]:
        """The measures of the view: what is behind the bars first, then the bars, then the rate."""
        return [name for name in (self.against, self.measure, self.rate) if name]

"""One side of a table in arrays: its lines (rows, or columns) against the places across them.

The arrays are for choosing among readings, in floating point and all places at once; what is chosen is
decided in exact arithmetic.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from geomsan.infer.matrix import Matrix
from geomsan.read.figures.figure import State
from geomsan.read.figures.units import Kind
from geomsan.read.tables.table import Entry

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

MOST_DIGITS = 6.0
_EVEN = 1e-9
"""Of what floating point may be off."""


@dataclass(frozen=True)
class Fit:
    """How a rule fares in each place.

    Attributes
    ----------
    decided, held
        Where every figure is known, and where the rule then holds.
    gap
        The result less what it should be, in the base unit (a rate in its printed unit).
    digits
        What a place that holds is worth: in how many decimal digits it could have failed.
    expected
        What the result should be.
    """

    decided: Flags
    held: Flags
    gap: Floats
    digits: Floats
    expected: Floats

    @property
    def failed(self) -> Flags:
        """Where it does not hold."""
        return self.decided & ~self.held

    @property
    def holds(self) -> int:
        """Places in which it holds and that says something."""
        return int((self.digits > 0).sum())

    @property
    def fails(self) -> int:
        """Places in which it fails."""
        return int(self.failed.sum())

    @property
    def exact(self) -> int:
        """Places in which it holds to the last digit and says something."""
        return int((self.held & (self.digits > 0) & ~self._is_off).sum())

    @property
    def loose(self) -> int:
        """Places in which it holds only within rounding."""
        return int((self.held & self._is_off).sum())

    @property
    def is_exact(self) -> bool:
        """Whether it holds to the last digit wherever it is decided."""
        return not self.fails and not self.loose

    @cached_property
    def _is_off(self) -> Flags:
        off: Flags = np.abs(np.nan_to_num(self.gap)) > _EVEN * np.maximum(1.0, np.abs(self.expected))
        return off

    @property
    def worth(self) -> float:
        """The digits of all places."""
        return float(self.digits.sum())


def is_score(entry: Entry) -> bool:
    """Tell whether a figure counts 점, which are pieces where they are added up and scores in a mean."""
    return entry.kind is Kind.COUNT and entry.unit is not None and entry.unit.name == "점"


class Side:
    """Lines with their figures; ``value`` and the others have a row a line, a column a place.

    Attributes
    ----------
    value
        In the base unit; not a number where unknown.
    step, slack
        One in the last printed place (0 for nil), and how far a figure may lie from its print.
    present, rate, blank, nil, empty
        Whether there is a cell, a rate, an empty one that is unknown, a nil, one that prints nothing.
    """

    def __init__(self, matrix: Matrix) -> None:
        self.matrix = matrix
        self.lines, self.across = matrix.rows, matrix.columns
        self.deducted: list[int] | None = None
        self._quantities: dict[int, str] = {}
        shape = (len(self.lines), len(self.across))
        self.value: Floats = np.full(shape, np.nan)
        self.step, self.slack = np.zeros(shape), np.zeros(shape)
        self.present, self.rate = np.zeros(shape, bool), np.zeros(shape, bool)
        self.blank, self.nil = np.zeros(shape, bool), np.zeros(shape, bool)
        self.empty = np.zeros(shape, bool)
        for place, entry in matrix.entries.items():
            self.present[place] = True
            self.rate[place] = entry.kind is Kind.RATE
            self.empty[place] = entry.figure.state is State.BLANK
            if not entry.is_known:
                self.blank[place] = entry.figure.state is State.BLANK
                continue
            self.value[place] = float(entry.value)
            self.nil[place] = entry.is_nil
            if entry.figure.step and not entry.is_nil:
                step = float(entry.figure.step * entry.unit.scale if entry.unit else entry.figure.step)
                self.step[place] = step if entry.printed else 0.0
                self.slack[place] = 0.0 if entry.kind is Kind.COUNT else step

    def turned(self) -> Side:
        """Return the other side: rows for columns."""
        other = Side.__new__(Side)
        other.matrix = self.matrix.transposed()
        other.lines, other.across = self.across, self.lines
        other.deducted = None
        other._quantities = {}
        for name in ("value", "step", "slack", "present", "rate", "blank", "nil", "empty"):
            setattr(other, name, getattr(self, name).T)
        return other

    @cached_property
    def _places(self) -> dict[tuple[int | None, int | None, int | None], tuple[int, int]]:
        return {(entry.row, entry.column, entry.part): place for place, entry in self.matrix.entries.items()}

    def place_of(self, entry: Entry) -> int:
        """Return the place of a figure across the lines."""
        return self._places[entry.row, entry.column, entry.part][1]

    def line_of(self, entry: Entry) -> int:
        """Return the line of a figure."""
        return self._places[entry.row, entry.column, entry.part][0]

    def entry(self, line: int, place: int) -> Entry | None:
        """Return a figure, if there is a cell."""
        return self.matrix.entries.get((line, place))

    @cached_property
    def empty_lines(self) -> frozenset[int]:
        """The lines that print nothing, whatever an empty cell counts as: headings, mostly."""
        printed = {at[0] for at, e in self.matrix.entries.items() if e.figure.state is not State.BLANK}
        return frozenset(range(len(self.lines))) - printed

    @cached_property
    def slack_in_means(self) -> Floats:
        """How far parts of a mean may lie from their prints: scores in whole points were rounded."""
        slack = self.slack.copy()
        for place, entry in self.matrix.entries.items():
            if is_score(entry):
                slack[place] = self.step[place]
        return slack

    @cached_property
    def empty_across(self) -> frozenset[int]:
        """The places across that print nothing in any line."""
        prints = (self.present & ~self.blank).any(axis=0)
        return frozenset(map(int, np.flatnonzero(~prints)))

    @cached_property
    def added(self) -> Floats:
        """The figures that sums add: nought where there is no cell, or a rate."""
        return np.where(self.present & ~self.rate, self.value, 0.0)

    @cached_property
    def rate_lines(self) -> frozenset[int]:
        """The lines of which most figures are rates, those aside that the lines across make so."""
        others = np.array([not line.is_rate for line in self.across], bool)
        known = self.present & ~np.isnan(self.value) & ~self.nil & others
        rates = (known & self.rate).sum(axis=1)
        count = known.sum(axis=1)
        return frozenset(
            number
            for number, line in enumerate(self.lines)
            if (2 * rates[number] > count[number] if count[number] else line.is_rate)
        )

    def quantity(self, line: int) -> str:
        """Return what the figures of a line measure, where all that say it say the same; else nothing."""
        if line not in self._quantities:
            entries = (self.matrix.entries.get((line, place)) for place in range(len(self.across)))
            units = {e.unit.quantity for e in entries if e is not None and e.unit is not None and e.is_known}
            self._quantities[line] = units.pop() if len(units) == 1 else ""
        return self._quantities[line]

    def holds_rates(self, line: int) -> bool:
        """Tell whether most figures of a line are rates, whatever makes them so."""
        known = self.present[line] & ~self.nil[line]
        return 2 * int((known & self.rate[line]).sum()) > int(known.sum())

    def balance(
        self, result: int, parts: Sequence[int], signs: Sequence[int] | None = None, *, rates: bool = False
    ) -> Fit:
        """Fit ``result = signed sum of parts`` in every place (``rates``: among rates, too)."""
        chosen = list(parts)
        mask = self.present if rates else self.present & ~self.rate
        values = (np.where(self.present, self.value, 0.0) if rates else self.added)[chosen]
        weights = np.ones(len(chosen)) if signs is None else np.asarray(signs, float)
        expected = weights @ values
        gap = self.value[result] - expected
        there = mask[chosen]
        decided = ~np.isnan(gap) & mask[result] & (there.sum(axis=0) >= min(2, len(chosen)))
        slack = self.slack[chosen].sum(axis=0) + self.slack[result]
        steps = self.step[chosen].sum(axis=0) + self.step[result]
        sizes = np.maximum(np.abs(values).max(axis=0, initial=0.0), np.abs(self.value[result]))
        with np.errstate(invalid="ignore", divide="ignore"):
            held = decided & (np.abs(gap) <= slack * (1 + _EVEN) + _EVEN * sizes)
            # A small difference of large figures says little: other rules may make it nought.
            if signs is not None and min(signs) < 0:
                sizes = np.maximum(np.abs(self.value[result]), 0.0)
            digits = np.log10(np.maximum(1.0, 2 * sizes / np.where(steps > 0, steps, np.inf)))
        telling = (np.abs(np.nan_to_num(values)) > 0).sum(axis=0) >= min(2, len(chosen))
        return Fit(
            decided, held, gap, np.where(held & telling, np.minimum(digits, MOST_DIGITS), 0.0), expected
        )

    def ratio(
        self,
        result: int,
        above: Sequence[tuple[int, int]],
        below: Sequence[tuple[int, int]],
        factor: float = 100.0,
    ) -> Fit:
        """Fit ``result = factor * above / below``, each a signed sum of lines."""
        top, top_slack = self._signed(above)
        base, base_slack = self._signed(below)
        return self.quotient(result, top, top_slack, base, base_slack, factor)

    def _signed(self, terms: Sequence[tuple[int, int]]) -> tuple[Floats, Floats]:
        lines = [line for line, _ in terms]
        signs = np.asarray([sign for _, sign in terms], float)
        return signs @ self.value[lines], self.slack[lines].sum(axis=0)

    def quotient(
        self, result: int, top: Floats, top_slack: Floats, base: Floats, base_slack: Floats, factor: float
    ) -> Fit:
        """Fit a quotient of given figures with what their prints leave open."""
        rate, step = self.value[result], self.step[result]
        with np.errstate(invalid="ignore", divide="ignore"):
            expected = factor * top / base
            off = factor * top_slack / np.abs(base) + np.abs(expected) * base_slack / np.abs(base)
            gap = rate - expected
            decided = ~np.isnan(gap) & np.isfinite(expected)
            held = decided & (np.abs(gap) <= (self.slack[result] + off) * (1 + _EVEN) + _EVEN)
            room = np.where(step > 0, step, np.inf) + off
            digits = np.log10(np.maximum(1.0, np.abs(rate) / room))
        worth = np.where(held & (np.nan_to_num(top) != 0), np.minimum(digits, MOST_DIGITS), 0.0)
        return Fit(decided, held, gap, worth, expected)

"""Intervals of true quantities, with exact rational ends that may be open.

A figure printed as ``v`` with last place ``s`` stands for [v - s/2, v + s/2) when it was rounded
half up, for [v, v + s) when it was truncated (both by magnitude, so mirrored for negatives).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from fractions import Fraction


class RoundingMode(Enum):
    """How a document's authors shorten amounts and rates."""

    HALF_UP = "half-up"
    TRUNCATION = "truncation"
    EITHER = "either"


@dataclass(frozen=True)
class Interval:
    """A set of rational numbers between two ends; ``*_open`` excludes the end itself."""

    low: Fraction
    high: Fraction
    low_open: bool = False
    high_open: bool = False

    @classmethod
    def exactly(cls, value: Fraction) -> Interval:
        """Return the interval that holds one number."""
        return cls(value, value)

    def __add__(self, other: Interval) -> Interval:
        return Interval(
            self.low + other.low,
            self.high + other.high,
            self.low_open or other.low_open,
            self.high_open or other.high_open,
        )

    def scaled(self, factor: Fraction) -> Interval:
        """Return the interval of ``factor * x``."""
        if factor == 0:
            return Interval.exactly(Fraction(0))
        ends = (factor * self.low, factor * self.high)
        if factor > 0:
            return Interval(*ends, self.low_open, self.high_open)
        return Interval(ends[1], ends[0], self.high_open, self.low_open)

    def times(self, other: Interval) -> Interval:
        """Return the interval of the products of two numbers, one of each."""
        ends = [
            _product(mine, theirs)
            for mine in ((self.low, self.low_open), (self.high, self.high_open))
            for theirs in ((other.low, other.low_open), (other.high, other.high_open))
        ]
        # Of two equal ends the one that is reached counts.
        low, high = min(ends), max(ends, key=lambda end: (end[0], not end[1]))
        return Interval(low[0], high[0], low[1], high[1])

    def holds(self, value: Fraction) -> bool:
        """Tell whether ``value`` lies in the interval."""
        above = value > self.low or (value == self.low and not self.low_open)
        below = value < self.high or (value == self.high and not self.high_open)
        return above and below


def _product(first: tuple[Fraction, bool], second: tuple[Fraction, bool]) -> tuple[Fraction, bool]:
    """Return the product of two ends, and whether it is open: nought times anything is nought."""
    is_nought = (Fraction(0), False) in (first, second)
    return first[0] * second[0], not is_nought and (first[1] or second[1])


def printed_interval(value: Fraction, step: Fraction, mode: RoundingMode) -> Interval:
    """Return the quantities that print as ``value`` with last place ``step`` under ``mode``.

    ``RoundingMode.EITHER`` is the union of the two modes. Zero stands for both signs.
    """
    half = step / 2
    if value == 0:
        reach = half if mode is RoundingMode.HALF_UP else step
        return Interval(-reach, reach, True, True)
    size = abs(value)
    if mode is RoundingMode.HALF_UP:
        outward = Interval(size - half, size + half, False, True)
    elif mode is RoundingMode.TRUNCATION:
        outward = Interval(size, size + step, False, True)
    else:
        outward = Interval(size - half, size + step, False, True)
    return outward if value > 0 else outward.scaled(Fraction(-1))

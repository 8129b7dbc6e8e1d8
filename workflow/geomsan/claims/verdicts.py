"""Verdicts of claims, by the intervals of the printed figures.

The same argument as for the tables (:mod:`geomsan.check.identities.verdicts`): what is asserted is
*violated* when the interval of what the other figures give has no point in common with the interval of
what is printed, whichever way each was rounded; *exact* when it prints as it should; else *rounding*.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal, localcontext
from fractions import Fraction

from geomsan.check.identities.verdicts import Verdict, rounded
from geomsan.claims.quantity import UNBOUNDED, Quantity
from geomsan.read.figures.interval import Interval

Computed = tuple[Fraction, Interval]
"""What other figures give: taken as printed, and everything that their intervals allow."""


def total(parts: Iterable[Computed]) -> Computed:
    """Return the sum of parts."""
    value, around = Fraction(0), Interval.exactly(Fraction(0))
    for part, interval in parts:
        value, around = value + part, around + interval
    return value, around


def given(quantity: Quantity) -> Computed:
    """Return a figure as printed, with its interval."""
    return quantity.value, quantity.interval()


def minus(first: Computed, second: Computed) -> Computed:
    """Return a difference."""
    return first[0] - second[0], first[1] + second[1].scaled(Fraction(-1))


def times(first: Computed, second: Computed) -> Computed:
    """Return a product of what is not negative."""
    one, other = first[1], second[1]
    ends = [
        (one.low * other.low, one.low_open or other.low_open),
        (one.high * other.high, one.high_open or other.high_open),
        (one.low * other.high, one.low_open or other.high_open),
        (one.high * other.low, one.high_open or other.low_open),
    ]
    return first[0] * second[0], _hull(ends)


def over(first: Computed, second: Computed) -> Computed | None:
    """Return a quotient; None where the divisor may be zero."""
    low, high = second[1].low, second[1].high
    if low <= 0 <= high or not second[0]:
        return None
    inverse = Interval(1 / high, 1 / low, second[1].high_open, second[1].low_open)
    return times(first, (1 / second[0], inverse))


def scaled(computed: Computed, factor: int | Fraction) -> Computed:
    """Return a multiple."""
    return computed[0] * factor, computed[1].scaled(Fraction(factor))


def at_least(computed: Computed) -> Computed:
    """Return what is at least so much: the sum of parts that are not all named."""
    return computed[0], Interval(computed[1].low, UNBOUNDED, computed[1].low_open)


def decide(printed: Quantity, computed: Computed) -> Verdict:
    """Return the verdict of a figure against what others give."""
    value, around = computed
    if prints_as(printed, value) and around.holds(value):
        return Verdict.EXACT
    return Verdict.ROUNDING if meet(printed.interval(), around) else Verdict.VIOLATED


def prints_as(printed: Quantity, value: Fraction) -> bool:
    """Tell whether a value, rounded half up to the printed place, is what is printed."""
    if printed.value == value:
        return True
    if printed.qualifier or printed.is_count or not printed.step:
        return False
    return rounded(value / printed.scale, _step(printed)) == printed.printed


def as_printed(printed: Quantity, value: Fraction) -> Decimal:
    """Return what the figure should be, in its own unit and to its own place where it is a quotient."""
    in_unit = value / printed.scale
    if in_unit.denominator == 1:
        return Decimal(in_unit.numerator)
    step = _step(printed)
    with localcontext() as context:
        context.prec = 60
        exact = Decimal(in_unit.numerator) / Decimal(in_unit.denominator)
        return exact if -exact.as_tuple().exponent <= 3 else rounded(in_unit, min(step, Decimal("0.01")))  # type: ignore[operator]


def meet(one: Interval, other: Interval) -> bool:
    """Tell whether two intervals have a point in common."""
    low, low_open = max((one.low, one.low_open), (other.low, other.low_open))
    high, high_closed = min((one.high, not one.high_open), (other.high, not other.high_open))
    return low < high or (low == high and not low_open and high_closed)


def _step(printed: Quantity) -> Decimal:
    step = printed.step / printed.scale
    with localcontext() as context:
        context.prec = 40
        return Decimal(step.numerator) / Decimal(step.denominator)


def _hull(ends: Iterable[tuple[Fraction, bool]]) -> Interval:
    found = list(ends)
    low, high = min(found), max(found, key=lambda end: (end[0], not end[1]))
    return Interval(low[0], high[0], low[1], high[1])

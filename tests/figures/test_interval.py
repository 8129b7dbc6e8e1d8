"""Intervals: what prints as a figure lies in its interval, and nothing else does."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomsan.check.identities.verdicts import rounded
from geomsan.read.figures.interval import Interval, RoundingMode, printed_interval

F = Fraction
truths = st.fractions(min_value=-(10**9), max_value=10**9, max_denominator=10**6)
steps = st.sampled_from([Decimal("0.001"), Decimal("0.1"), Decimal(1), Decimal(1_000), Decimal(10) ** 8])
modes = st.sampled_from([RoundingMode.HALF_UP, RoundingMode.TRUNCATION])


@st.composite
def intervals(draw):
    low, high = sorted([draw(truths), draw(truths)])
    if low == high:
        return Interval(low, high)
    return Interval(low, high, draw(st.booleans()), draw(st.booleans()))


@given(truths, steps, modes)
def test_the_truth_lies_in_the_interval_of_its_print(truth, step, mode):
    printed = F(rounded(truth, step, mode))
    assert printed_interval(printed, F(step), mode).holds(truth)
    assert printed_interval(printed, F(step), RoundingMode.EITHER).holds(truth)


@given(truths, st.integers(-1_000, 1_000), steps, modes)
def test_what_lies_in_an_interval_prints_as_its_figure(truth, digits, step, mode):
    printed = digits * F(step)
    truth = printed + F(step) * (truth % 4 - 2)
    lies = printed_interval(printed, F(step), mode).holds(truth)
    assert lies == (F(rounded(truth, step, mode)) == printed)


@given(truths, st.integers(-1_000, 1_000), steps)
def test_either_mode_is_the_union_of_both(truth, digits, step):
    printed = digits * F(step)
    truth = printed + F(step) * (truth % 4 - 2)
    lies = [
        printed_interval(printed, F(step), mode).holds(truth)
        for mode in (RoundingMode.HALF_UP, RoundingMode.TRUNCATION)
    ]
    assert printed_interval(printed, F(step), RoundingMode.EITHER).holds(truth) == any(lies)


@pytest.mark.parametrize(
    ("value", "mode", "interval"),
    [
        ("8.6", RoundingMode.HALF_UP, Interval(F("8.55"), F("8.65"), False, True)),
        ("8.6", RoundingMode.TRUNCATION, Interval(F("8.6"), F("8.7"), False, True)),
        ("8.6", RoundingMode.EITHER, Interval(F("8.55"), F("8.7"), False, True)),
        ("-8.6", RoundingMode.HALF_UP, Interval(F("-8.65"), F("-8.55"), True, False)),
        ("-8.6", RoundingMode.TRUNCATION, Interval(F("-8.7"), F("-8.6"), True, False)),
        ("-8.6", RoundingMode.EITHER, Interval(F("-8.7"), F("-8.55"), True, False)),
        ("0", RoundingMode.HALF_UP, Interval(F("-0.05"), F("0.05"), True, True)),
        ("0", RoundingMode.TRUNCATION, Interval(F("-0.1"), F("0.1"), True, True)),
        ("0", RoundingMode.EITHER, Interval(F("-0.1"), F("0.1"), True, True)),
    ],
)
def test_ends(value, mode, interval):
    assert printed_interval(F(value), F("0.1"), mode) == interval


@given(intervals(), intervals(), st.data())
def test_sums_lie_in_the_sum(one, other, data):
    values = [data.draw(st.fractions(i.low, i.high).filter(i.holds)) for i in (one, other)]
    assert (one + other).holds(sum(values))
    assert not (one + other).holds(one.high + other.high + F(1, 7))
    assert not (one + other).holds(one.low + other.low - F(1, 7))


@given(intervals(), st.fractions(-10, 10, max_denominator=100), st.data())
def test_multiples_lie_in_the_scaled_interval(interval, factor, data):
    value = data.draw(st.fractions(interval.low, interval.high).filter(interval.holds))
    scaled = interval.scaled(factor)
    assert scaled.low <= scaled.high
    assert scaled.holds(factor * value)
    if factor:
        assert scaled.scaled(1 / factor) == interval


def test_an_open_end_stays_open():
    open_above = Interval(F(0), F(1), False, True)
    closed = Interval(F(2), F(3))
    assert not (open_above + closed).holds(F(4))
    assert (open_above + closed).holds(F(2))
    assert open_above.scaled(F(-1)) == Interval(F(-1), F(0), True, False)
    assert open_above.scaled(F(0)) == Interval.exactly(F(0))
    assert Interval.exactly(F(5)).holds(F(5))
    assert not Interval.exactly(F(5)).holds(F(5) + F(1, 10**30))


@pytest.mark.parametrize(
    ("value", "step", "mode", "printed"),
    [
        ("2.5", "1", RoundingMode.HALF_UP, "3"),
        ("-2.5", "1", RoundingMode.HALF_UP, "-3"),
        ("2.5", "1", RoundingMode.TRUNCATION, "2"),
        ("-2.9", "1", RoundingMode.TRUNCATION, "-2"),
        ("0.125", "0.01", RoundingMode.HALF_UP, "0.13"),
        ("-0.04", "0.1", RoundingMode.HALF_UP, "0.0"),
        ("1234567", "1000", RoundingMode.HALF_UP, "1235000"),
        ("9007199254740993", "1", RoundingMode.TRUNCATION, "9007199254740993"),
        (f"{'9' * 60}.5", "1", RoundingMode.HALF_UP, "1" + "0" * 60),
    ],
)
def test_rounding_is_exact(value, step, mode, printed):
    assert str(rounded(F(value), Decimal(step), mode)) == printed

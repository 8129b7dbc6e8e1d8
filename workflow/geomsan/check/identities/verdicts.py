"""Verdicts of single edit rules by interval arithmetic.

A rule is *violated* when no true quantities exist that print as its figures do, whichever of the
two rounding modes (half up, truncation) each amount or rate was printed by. The argument is a proof: a
balance edit is feasible when the interval of its signed sum holds zero; a ratio edit
``rate = 100 * n / d`` with ``d > 0`` is feasible when ``100 n - low(rate) d`` can be at least zero
and ``100 n - high(rate) d`` at most zero, since the quotient is continuous between the two points.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, localcontext
from enum import Enum
from fractions import Fraction
from math import prod

from geomsan.check.identities.edits import PERCENTAGE, Edit, Role, Rule, Term
from geomsan.common.errors import Bilingual
from geomsan.read.figures.figure import State
from geomsan.read.figures.interval import Interval, RoundingMode
from geomsan.read.figures.units import Kind
from geomsan.read.tables.table import Entry


class Verdict(Enum):
    """What is known of a rule."""

    EXACT = "exact"
    ROUNDING = "rounding"
    VIOLATED = "violated"
    UNDECIDED = "undecided"


@dataclass(frozen=True)
class Check:
    """An edit rule with its verdict.

    Attributes
    ----------
    expected
        What the result would have to be from the other printed figures, in the result's unit.
    difference
        ``reported - expected``; both None when undecided.
    rounding_mode
        Which mode of printing explains a *rounding* verdict.
    """

    edit: Edit
    verdict: Verdict
    reported: Decimal | None = None
    expected: Decimal | None = None
    difference: Decimal | None = None
    rounding_mode: RoundingMode | None = None
    because: Bilingual | None = None


def evaluate(edit: Edit) -> Check:
    """Return the verdict of one edit rule."""
    because = edit.because or _undecidable(edit)
    if because is not None:
        reported = edit.result.entry.printed if edit.result.entry.is_known else None
        return Check(edit, Verdict.UNDECIDED, reported=reported, because=because)
    expected = _expected(edit)
    reported = edit.result.entry.printed
    if expected is None:
        return Check(edit, Verdict.UNDECIDED, reported=reported, because=_ZERO_BASE)
    verdict, mode = _verdict(edit, expected)
    shown, difference = _at_print(expected, edit.result.entry, is_ratio=edit.is_quotient)
    return Check(edit, verdict, reported, shown, difference, mode)


def mode_of(check: Check) -> RoundingMode | None:
    """Return the mode that a check gives evidence of, or None when both would print the same.

    A rate shows it when rounding and truncation its quotient print differently; a sum only when
    it needs one of them to be explained.
    """
    if check.verdict is Verdict.ROUNDING:
        return check.rounding_mode
    entry = check.edit.result.entry
    if check.verdict is not Verdict.EXACT or check.edit.rule is not Rule.RATE or not entry.figure.step:
        return None
    quotient = _expected(check.edit)
    if quotient is None:
        return None
    half_up, truncated = (
        rounded(quotient, entry.figure.step, mode) for mode in (RoundingMode.HALF_UP, RoundingMode.TRUNCATION)
    )
    return RoundingMode.HALF_UP if half_up != truncated else None


def is_feasible(edit: Edit, mode: RoundingMode) -> bool:
    """Tell whether true quantities exist that satisfy the rule and print as its figures do."""
    if edit.rule is Rule.RATE:
        rate = edit.result.entry.interval(mode)
        numerator, denominator = edit.with_role(Role.NUMERATOR), edit.with_role(Role.DENOMINATOR)
        base = _range(denominator, mode)
        if base.low <= 0 <= base.high:
            return True
        sign = 1 if base.low > 0 else -1
        upper = _combined(numerator, denominator, edit.factor * sign, -rate.low * sign, mode)
        lower = _combined(numerator, denominator, edit.factor * sign, -rate.high * sign, mode)
        return _can_reach(upper, strict=rate.low_open) and _can_reach(
            lower.scaled(Fraction(-1)), strict=rate.high_open
        )
    others = _products(edit, mode) if edit.rule is Rule.PRODUCT else _range(edit.others, mode)
    return (others + edit.result.entry.interval(mode).scaled(Fraction(-edit.times))).holds(Fraction(0))


def _verdict(edit: Edit, expected: Fraction) -> tuple[Verdict, RoundingMode | None]:
    if _prints_exactly(edit, expected):
        return Verdict.EXACT, None
    if not is_feasible(edit, RoundingMode.EITHER):
        return Verdict.VIOLATED, None
    mode = next(
        (mode for mode in (RoundingMode.HALF_UP, RoundingMode.TRUNCATION) if is_feasible(edit, mode)),
        RoundingMode.EITHER,
    )
    return Verdict.ROUNDING, mode


def _prints_exactly(edit: Edit, expected: Fraction) -> bool:
    entry = edit.result.entry
    if edit.is_quotient and entry.figure.step:
        return rounded(expected, entry.figure.step) == entry.printed
    return expected == Fraction(entry.printed)


def _expected(edit: Edit) -> Fraction | None:
    """Return what the result's print should be worth, in its own unit; None over a zero base."""
    if edit.rule is Rule.RATE:
        numerator = _sum(edit.with_role(Role.NUMERATOR))
        denominator = _sum(edit.with_role(Role.DENOMINATOR))
        return None if denominator == 0 else edit.factor * numerator / denominator / edit.result.entry.scale
    if edit.rule is Rule.PRODUCT:
        whole = edit.factor * prod(term.entry.value for term in edit.with_role(Role.FACTOR))
        return (whole + _sum(_added(edit))) / edit.result.entry.scale
    return _sum(edit.others) / edit.times / edit.result.entry.scale


def _at_print(value: Fraction, entry: Entry, *, is_ratio: bool) -> tuple[Decimal, Decimal]:
    """Return ``value`` as ``entry`` would print it, and what ``entry`` prints less that.

    Rates are rounded half up to their printed place (a nil one to hundredths); amounts stay exact,
    since every unit is a power of ten of every other.
    """
    with localcontext() as context:
        digits = len(entry.printed.as_tuple().digits) + abs(entry.printed.adjusted())
        context.prec = 60 + digits + (value.numerator.bit_length() + value.denominator.bit_length()) // 3
        if is_ratio or entry.kind is Kind.RATE:
            shown = rounded(value, entry.figure.step or _RATE_STEP)
        else:
            shown = Decimal(value.numerator) / Decimal(value.denominator)
        return shown, entry.printed - shown


def rounded(value: Fraction, step: Decimal, mode: RoundingMode = RoundingMode.HALF_UP) -> Decimal:
    """Return ``value`` printed to ``step`` half up (by magnitude) or truncated."""
    quotient = value / Fraction(step)
    whole = abs(quotient)
    digits = whole.numerator // whole.denominator
    if mode is RoundingMode.HALF_UP and whole - digits >= Fraction(1, 2):
        digits += 1
    with localcontext() as context:
        context.prec = 60 + digits.bit_length()
        return Decimal(-digits if quotient < 0 else digits) * step


_RATE_STEP = Decimal("0.01")
_ZERO_BASE = Bilingual("분모가 0이라 비율이 정해지지 않습니다", "the base is zero, so no rate follows")


def _undecidable(edit: Edit) -> Bilingual | None:
    """Say which figure is missing or unreadable, or which units do not go together."""
    for term in edit.terms:
        entry = term.entry
        if entry.is_known:
            continue
        where = f"{entry.place} {entry.measure}"
        if entry.figure.state is State.UNREADABLE:
            text = entry.figure.text
            return Bilingual(f"숫자로 읽을 수 없음: ‘{text}’ ({where})", f"cannot read {text!r} ({where})")
        return Bilingual(f"값이 비어 있습니다 ({where})", f"a figure is missing ({where})")
    if edit.factor != PERCENTAGE or edit.rule is Rule.PRODUCT:
        return None  # 백만원 per 명: a quotient of two dimensions
    return _different_units([term.entry for term in edit.terms if term.role not in (Role.RATE, Role.WEIGHT)])


def _different_units(entries: Iterable[Entry]) -> Bilingual | None:
    """Say which units do not go together; nil is nil in any unit."""
    measured = [entry for entry in entries if not entry.is_nil]
    units = [entry.unit for entry in measured if entry.unit is not None]
    dimensions = sorted({unit.quantity for unit in units if unit.dimension})
    if len(dimensions) > 1:
        names = ", ".join(dimensions)
        return Bilingual(f"단위가 서로 다릅니다 ({names})", f"the units differ ({names})")
    sized = next((unit for unit in units if unit.scale != 1 or unit.kind is Kind.RATE), None)
    bare = next((entry for entry in measured if entry.unit is None and entry.kind is not Kind.COUNT), None)
    if sized is not None and bare is not None:
        where = f"{bare.place} {bare.measure}"
        return Bilingual(
            f"{sized.name} 단위의 값과 단위가 없는 값이 섞여 있습니다 ({where})",
            f"a figure without unit stands beside one in {sized.name} ({where})",
        )
    return None


def _sum(terms: Iterable[Term]) -> Fraction:
    whole, rest = 0, Fraction(0)
    for term in terms:
        value = term.entry.value
        # Most values are whole, and adding fractions is slow.
        if value.denominator == 1:
            whole += term.coefficient * value.numerator
        else:
            rest += term.coefficient * value
    return rest + whole if rest else Fraction(whole)


def _range(terms: Iterable[Term], mode: RoundingMode) -> Interval:
    total = Interval.exactly(Fraction(0))
    for term in terms:
        around = term.entry.interval(mode)
        total = total + (around if term.coefficient == 1 else around.scaled(Fraction(term.coefficient)))
    return total


def _combined(
    numerator: Iterable[Term],
    denominator: Iterable[Term],
    of_numerator: Fraction,
    of_denominator: Fraction,
    mode: RoundingMode,
) -> Interval:
    """Return the range of a combination in which one figure may stand on both sides."""
    coefficients: dict[Entry, Fraction] = {}
    for terms, factor in ((numerator, of_numerator), (denominator, Fraction(of_denominator))):
        for term in terms:
            coefficients[term.entry] = coefficients.get(term.entry, Fraction(0)) + factor * term.coefficient
    total = Interval.exactly(Fraction(0))
    for entry, coefficient in coefficients.items():
        total = total + entry.interval(mode).scaled(coefficient)
    return total


def _products(edit: Edit, mode: RoundingMode) -> Interval:
    """Return the range of a product with what is added to it."""
    whole = Interval.exactly(edit.factor)
    for term in edit.with_role(Role.FACTOR):
        whole = whole.times(term.entry.interval(mode))
    return whole + _range(_added(edit), mode)


def _added(edit: Edit) -> list[Term]:
    """Return what is added to a product, or deducted from it."""
    return [term for term in edit.others if term.role is not Role.FACTOR]


def _can_reach(interval: Interval, *, strict: bool) -> bool:
    """Tell whether the interval holds a number that is at least (or, strict, more than) zero."""
    return interval.high > 0 or (interval.high == 0 and not interval.high_open and not strict)

"""Readings: what lines of figures could assert, what speaks for it, and what is said of each place.

Evidence is counted in decimal digits: a rule that holds between figures of six digits is one chance in
a million. A word has a fixed worth, a failure a fixed cost, what explains a failure (a plain slip, a
line left out) gives back what it would be by chance, and every alternative tried costs the logarithm
of their number. So readings of all kinds can be compared.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, Inexact, localcontext
from fractions import Fraction
from math import log10

from geomsan.check.identities.edits import PERCENTAGE, Basis, Edit, Role, Rule, Term
from geomsan.check.identities.verdicts import Check, Verdict, evaluate
from geomsan.check.localization.ranking import Repair
from geomsan.check.localization.typing_errors import OTHER, slip
from geomsan.common.errors import Bilingual
from geomsan.read.figures.figure import State
from geomsan.read.figures.units import PERCENT, Kind
from geomsan.read.tables.table import Entry

WORDED = 3.0
"""What words are worth that name a rule: a total among its likes, both sides of a rate."""
FAILURE = 2.0
"""What a failure costs: about one figure in a hundred is wrong."""
BELIEVED = 1.5
"""From here on a reading is believed where it fails."""
REACH = 2.0
"""A rival that is less than this behind may be the right one."""
_MOST_ROUNDINGS = 5
_SLIP, _SLIPS = 3.0, 1.5
"""What a plain slip is worth at most, and the digits that the number of possible slips takes away."""
_MOST_NEAR, _NEAR_BY_CHANCE = 2.0, 0.3
_PRECISION = 700
"""Digits of a difference between figures of 300, in units that lie as far apart."""


FIGURES_ONLY = Bilingual(
    "낱말이 아니라 다른 칸의 숫자만 보고 읽은 식입니다",
    "only the figures of other places speak for this rule",
)
"""Why a rule that no word proposes is undecided where it fails."""


@dataclass(frozen=True)
class Reading:
    """One way to read lines of a table: the same rule in every place, with what is said there.

    Attributes
    ----------
    checks
        The rule in each place with its verdict.
    sentence
        What it says, for a clerk to contradict.
    slide
        The repair that moves figures back that slid by one place, where that is why it fails.
    """

    checks: tuple[Check, ...]
    sentence: Bilingual
    slide: Repair | None = None

    @property
    def edits(self) -> tuple[Edit, ...]:
        """The rule bound to each place."""
        return tuple(check.edit for check in self.checks)


def is_held(check: Check) -> bool:
    """Tell whether a check holds."""
    return check.verdict in (Verdict.EXACT, Verdict.ROUNDING)


def undecided(check: Check, because: Bilingual) -> Check:
    """Return a check as one that cannot be decided, for a reason that lies in the reading."""
    edit = replace(check.edit, because=because)
    return Check(edit, Verdict.UNDECIDED, reported=check.reported, because=because)


def read_another_way(text: str) -> Bilingual:
    """Return the reason why a rule is undecided where another one holds."""
    return Bilingual(f"달리 읽으면 맞습니다: {text}", f"read another way it holds: {text}")


def decided(edits: Iterable[Edit], basis: Basis) -> tuple[Check, ...]:
    """Evaluate a rule in every place."""
    return tuple(evaluate(replace(edit, basis=basis)) for edit in edits)


def claims_nothing(result: Entry) -> bool:
    """Tell whether a total or a rate is not printed; one that cannot be read must not pass for checked."""
    return not result.is_known and result.figure.state is State.BLANK


def explained(check: Check) -> float:
    """Return how many digits speak for a rule that fails: a plain slip, or a result that is near."""
    return max(slip_worth(check), nearness(check.expected, check.difference))


def nearness(expected: Decimal | None, difference: Decimal | None) -> float:
    """Return how near a result is to what it should be, in digits."""
    if not expected or not difference:
        return 0.0
    near = log10(abs(float(expected)) / abs(float(difference))) - _NEAR_BY_CHANCE
    return min(_MOST_NEAR, max(0.0, near))


def slip_worth(check: Check) -> float:
    """Return what it is worth that one mistyped figure explains a violated rule; short ones say little."""
    if check.expected is None or check.difference is None:
        return 0.0
    result = check.edit.result.entry
    if check.edit.is_quotient:
        is_plain = slip(result.printed, check.expected) is not OTHER
        is_plain = is_plain or (check.edit.rule is Rule.RATE and _is_rate_slip(check))
        return min(_SLIP, _length(result) - _SLIPS) if is_plain else 0.0
    many = log10(len(check.edit.terms))
    # Of so many figures one as short may be mistyped for anything.
    long = [t for t in check.edit.others if _length(t.entry) - _SLIPS > many]
    return max((_balance_slip(check, off, long, many) for off in _roundings(check)), default=0.0)


def _length(entry: Entry) -> float:
    """Return the number of digits that a figure prints."""
    step = entry.figure.step or Decimal(1)
    return float(len(str(int(abs(entry.printed) / step))))


def _roundings(check: Check) -> Iterable[Fraction]:
    """Yield how far rounding may have moved what a result should be, in its base unit."""
    result = check.edit.result.entry
    exact = all(term.entry.kind is Kind.COUNT or term.entry.is_nil for term in check.edit.terms)
    reach = 0 if exact else min(_MOST_ROUNDINGS, (len(check.edit.terms) + 1) // 2)
    step = Fraction(result.figure.step or 1) * result.scale
    return (number * step for number in range(-reach, reach + 1))


def _balance_slip(check: Check, rounding: Fraction, parts: Sequence[Term], many: float) -> float:
    """Return what the likeliest slip is worth by which a balance fails: in its result, or in these parts."""
    result = check.edit.result.entry
    meant = Fraction(check.expected or 0) + rounding / result.scale
    shown = _decimal(meant)
    if shown is not None and _is_typed_for(result, shown):
        return min(_SLIP, _length(result) - _SLIPS)
    off = result.value - meant * result.scale
    shifts: dict[tuple[int, int], Decimal | None] = {}
    with localcontext() as context:
        context.prec = _PRECISION
        for term in parts:
            unit = (term.coefficient, id(term.entry.unit))
            if unit not in shifts:
                shifts[unit] = _decimal(term.coefficient * off / term.entry.scale)
            shift = shifts[unit]
            if shift is None or (wanted := term.entry.printed + shift) < 0:
                continue
            if _is_typed_for(term.entry, wanted):
                return min(_SLIP, _length(term.entry) - _SLIPS - many)
    return 0.0


def _decimal(number: Fraction) -> Decimal | None:
    """Return a number that has an end in decimals as such, None for another."""
    with localcontext() as context:
        context.prec = _PRECISION
        context.traps[Inexact] = True
        try:
            return Decimal(number.numerator) / Decimal(number.denominator)
        except Inexact:
            return None


def _is_typed_for(entry: Entry, meant: Decimal) -> bool:
    place = int(entry.figure.step.as_tuple().exponent) if entry.figure.step else 0
    with localcontext() as context:
        context.prec = _PRECISION
        wanted = meant.quantize(Decimal(1).scaleb(place))
        return wanted == meant and slip(entry.printed, wanted) is not OTHER


def _is_rate_slip(check: Check) -> bool:
    """Tell whether a slip in the rate, to its place, or in one of its operands explains it."""
    rate = check.edit.result.entry
    expected, step = check.expected or Decimal(0), rate.figure.step or Decimal(1)
    if any(slip(rate.printed, expected + off * step) is not OTHER for off in (-1, 1)):
        return True
    if not expected:
        return False
    # A digit too many or too few in an operand moves the rate by about ten, a unit by a thousand.
    quotient = abs(float(rate.printed / expected))
    return any(size * 0.85 <= quotient <= size * 1.15 for size in (0.001, 0.1, 10, 1000))


def balance(
    identifier: str,
    result: Entry,
    parts: Sequence[tuple[Entry, int]],
    statement: str,
    *,
    rule: Rule = Rule.SUM,
) -> Edit:
    """Return a sum (``rule`` SUM) or a difference bound to its cells."""
    if result.kind is Kind.RATE:
        result, parts = _percent(result), [(_percent(entry), sign) for entry, sign in parts]
    if rule is Rule.SUM:
        terms = [Term(result, Role.TOTAL), *(Term(entry, Role.PART, sign) for entry, sign in parts)]
    else:
        roles = {1: Role.MINUEND, -1: Role.SUBTRAHEND}
        terms = [Term(result, Role.RESULT), *(Term(entry, roles[sign], sign) for entry, sign in parts)]
    return Edit(identifier, identifier, rule, statement, tuple(terms))


def _percent(entry: Entry) -> Entry:
    """Return a rate with the unit that it may leave unsaid, so that it can stand in a difference."""
    return replace(entry, unit=PERCENT) if entry.kind is Kind.RATE else entry


def ratio(
    identifier: str,
    rate: Entry,
    numerator: Sequence[tuple[Entry, int]],
    denominator: Sequence[tuple[Entry, int]],
    statement: str,
    factor: Fraction = PERCENTAGE,
) -> Edit:
    """Return a percentage, or with another ``factor`` a figure per head, bound to its cells."""
    terms = [Term(rate, Role.RATE)]
    terms += [Term(entry, Role.NUMERATOR, sign) for entry, sign in numerator]
    terms += [Term(entry, Role.DENOMINATOR, sign) for entry, sign in denominator]
    return Edit(identifier, identifier, Rule.RATE, statement, tuple(terms), factor=factor)


def key(kind: str, entry: Entry) -> str:
    """Return the name of the rule for a result."""
    return f"{kind}@{entry.row},{entry.column},{entry.part}"

"""Readings: what a line of figures could assert, and whether the table's figures bear it out.

Evidence is counted in decimal digits: a rule that holds between figures of six digits is one chance
in a million, one between single digits says little. From it is taken the logarithm of the number of
readings that were tried, since among many one holds by chance.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import log10

from geomsan.check.identities.edits import Edit, Role, Rule, Term
from geomsan.check.identities.verdicts import Check, Verdict, evaluate
from geomsan.check.localization.typing_errors import OTHER, slip
from geomsan.common.errors import Bilingual
from geomsan.infer.culprits import has_one_shift, is_one_mistake
from geomsan.read.figures.figure import State
from geomsan.read.figures.units import Kind
from geomsan.read.tables.table import Entry

WORDED = 3
"""Preference from which on the words of a table name both sides of a rule."""
_MOST_DIGITS = 6.0
_MOST_ROUNDINGS = 5
_NEAR = Fraction(3, 2)
"""A result that is off by less than this factor can be an old figure that nobody brought up to date."""


@dataclass(frozen=True)
class Reading:
    """One way to read a table: the same rule in every place where it would hold.

    Attributes
    ----------
    edits
        The rule bound to each place.
    is_named
        Whether the words of the table name the rule (계, 집행률 (C/B)); an unnamed one needs more
        evidence.
    sentence
        What it says, for a clerk to contradict.
    preference
        How far the words speak for these very operands, from 0 (or less) to 4.
    """

    edits: tuple[Edit, ...]
    is_named: bool
    sentence: Bilingual
    preference: float = 0


@dataclass(frozen=True)
class Evidence:
    """How a reading fares: places where it holds and says something, where it fails, the checks.

    Attributes
    ----------
    digits
        What the places where it holds are worth.
    """

    holds: int
    fails: int
    checks: tuple[Check, ...]
    digits: float = 0.0

    @property
    def weight(self) -> float:
        """Order of readings: what the places that hold are worth, less those that fail."""
        return self.digits - 2 * self.fails

    @property
    def violated(self) -> tuple[Check, ...]:
        """The checks that fail."""
        return tuple(check for check in self.checks if check.verdict is Verdict.VIOLATED)


Accepted = tuple[Reading, Evidence]


def weigh(reading: Reading) -> Evidence:
    """Evaluate a reading in every place."""
    return weigh_checks(tuple(evaluate(edit) for edit in reading.edits))


def weigh_checks(checks: tuple[Check, ...]) -> Evidence:
    """Count what checks say."""
    holds = [check for check in checks if is_held(check) and says_something(check)]
    fails = sum(check.verdict is Verdict.VIOLATED for check in checks)
    return Evidence(len(holds), fails, checks, sum(map(_surprise, holds)))


def is_held(check: Check) -> bool:
    """Tell whether a check holds."""
    return check.verdict in (Verdict.EXACT, Verdict.ROUNDING)


def is_accepted(reading: Reading, evidence: Evidence, tried: int = 1) -> bool:
    """Tell whether the evidence is strong enough.

    A reading that holds wherever it can be decided needs more digits the less its words say. One that
    fails somewhere must hold in many more places, or in few where each failure is a plain slip.
    """
    net = evidence.digits - log10(max(1, tried))
    if not evidence.fails:
        if reading.preference >= WORDED:
            return any(map(is_held, evidence.checks))
        if reading.is_named:
            return evidence.holds > 0 and net >= 1
        return evidence.holds >= 2 and net >= 4
    if not reading.is_named:
        return evidence.holds >= 4 * evidence.fails and net >= 6
    if evidence.holds >= 2 * evidence.fails and net >= 3:
        return True
    mostly = evidence.holds >= 3 * evidence.fails or (evidence.holds > evidence.fails and net >= 5)
    if reading.preference >= WORDED and mostly:
        return True
    if reading.preference >= WORDED and has_one_shift(evidence.violated):
        return True
    explained = all(is_slip(check) or is_near(check) for check in evidence.violated)
    shared = is_one_mistake(evidence.violated)
    if evidence.holds >= evidence.fails and net >= 3 and (explained or shared):
        return True
    if reading.preference >= WORDED and shared and evidence.holds + 1 >= evidence.fails:
        return True
    few = evidence.holds <= 1 or evidence.holds >= evidence.fails
    return reading.preference >= WORDED and evidence.fails <= 2 and few and explained


def best(readings: Iterable[Reading], tried: int = 1) -> Accepted | None:
    """Return the reading with the best evidence that is accepted.

    Parameters
    ----------
    readings
        Those that may hold.
    tried
        How many were thought of.
    """
    weighed = [(reading, weigh(reading)) for reading in readings if reading.edits]
    weighed.sort(key=lambda pair: pair[1].weight + 0.5 * pair[0].preference, reverse=True)
    tried = max(tried, len(weighed))
    return next((pair for pair in weighed if is_accepted(*pair, tried)), None)


def says_something(check: Check) -> bool:
    """Tell whether a check is more than zero equals zero, or one figure equal to itself."""
    if check.verdict is Verdict.UNDECIDED:
        return False
    others = [term.entry for term in check.edit.others]
    least = 2 if check.edit.rule in (Rule.SUM, Rule.DIFFERENCE) else 1
    return check.verdict is Verdict.VIOLATED or sum(entry.printed != 0 for entry in others) >= least


def _surprise(check: Check) -> float:
    """Return in how many digits a check that holds could have failed."""
    entries = [term.entry for term in check.edit.terms]
    if check.edit.rule is Rule.RATE:
        rate = check.edit.result.entry
        size, step = abs(float(rate.printed)), float(rate.figure.step or 1)
        return min(_MOST_DIGITS, log10(max(1.0, size / step)))
    # A small difference of large figures says little: other rules among them may make it nought.
    sized = [check.edit.result.entry] if check.edit.rule is Rule.DIFFERENCE else entries
    largest = max(abs(float(entry.value)) for entry in sized)
    slack = sum(float(entry.figure.step or 0) * float(entry.scale) for entry in entries if entry.printed)
    return min(_MOST_DIGITS, log10(max(1.0, 2 * largest / slack))) if slack else 0.0


def claims_nothing(result: Entry) -> bool:
    """Tell whether a total or a rate is not printed; one that cannot be read must not pass for checked."""
    return not result.is_known and result.figure.state is State.BLANK


def is_near(check: Check, factor: Fraction = _NEAR) -> bool:
    """Tell whether a result is at least of the size that it should be."""
    if not check.expected or not check.reported:
        return False
    quotient = Fraction(check.reported) / Fraction(check.expected)
    return 1 / factor <= quotient <= factor


def is_slip(check: Check) -> bool:
    """Tell whether one mistyped figure explains a violated rule."""
    if check.expected is None or check.difference is None:
        return False
    result = check.edit.result.entry
    if check.edit.rule is Rule.RATE:
        return slip(result.printed, check.expected) is not OTHER or _is_rate_slip(check)
    return any(_is_balance_slip(check, off) for off in _roundings(check))


def _roundings(check: Check) -> Iterable[Fraction]:
    """Yield how far rounding may have moved what a result should be, in its base unit."""
    result = check.edit.result.entry
    exact = all(term.entry.kind is Kind.COUNT or term.entry.is_nil for term in check.edit.terms)
    reach = 0 if exact else min(_MOST_ROUNDINGS, (len(check.edit.terms) + 1) // 2)
    step = Fraction(result.figure.step or 1) * result.scale
    return (number * step for number in range(-reach, reach + 1))


def _is_balance_slip(check: Check, rounding: Fraction) -> bool:
    result = check.edit.result.entry
    meant = Fraction(check.expected or 0) + rounding / result.scale
    if _is_typed_for(result, meant):
        return True
    off = result.value - meant * result.scale
    for term in check.edit.others:
        wanted = Fraction(term.entry.printed) + term.coefficient * off / term.entry.scale
        if wanted >= 0 and _is_typed_for(term.entry, wanted):
            return True
    return False


def _is_typed_for(entry: Entry, meant: Fraction) -> bool:
    places = -int(entry.figure.step.as_tuple().exponent) if entry.figure.step else 0
    wanted = round(meant * 10**places)
    if Fraction(wanted, 10**places) != meant:
        return False
    return slip(entry.printed, Decimal(wanted).scaleb(-places)) is not OTHER


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
    return 0.5 <= quotient <= 2 or any(
        size * 0.85 <= quotient <= size * 1.15 for size in (0.001, 0.1, 10, 1000)
    )


def balance(
    identifier: str,
    result: Entry,
    parts: Sequence[tuple[Entry, int]],
    statement: str,
    *,
    rule: Rule = Rule.SUM,
) -> Edit:
    """Return a sum (``rule`` SUM) or a difference bound to its cells."""
    if rule is Rule.SUM:
        terms = [Term(result, Role.TOTAL), *(Term(entry, Role.PART, sign) for entry, sign in parts)]
    else:
        roles = {1: Role.MINUEND, -1: Role.SUBTRAHEND}
        terms = [Term(result, Role.RESULT), *(Term(entry, roles[sign], sign) for entry, sign in parts)]
    return Edit(identifier, identifier, rule, statement, tuple(terms))


def ratio(
    identifier: str,
    rate: Entry,
    numerator: Sequence[tuple[Entry, int]],
    denominator: Sequence[Entry],
    statement: str,
) -> Edit:
    """Return a percentage bound to its cells."""
    terms = [Term(rate, Role.RATE)]
    terms += [Term(entry, Role.NUMERATOR, sign) for entry, sign in numerator]
    terms += [Term(entry, Role.DENOMINATOR) for entry in denominator]
    return Edit(identifier, identifier, Rule.RATE, statement, tuple(terms))


def key(kind: str, entry: Entry) -> str:
    """Return the name of the rule for a result."""
    return f"{kind}@{entry.row},{entry.column},{entry.part}"

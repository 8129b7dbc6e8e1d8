"""Readings: what a line of figures could assert, and whether the table's figures bear it out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from geomsan.errors import Bilingual
from geomsan.identities.edits import Edit, Role, Rule, Term
from geomsan.identities.verdicts import Check, Verdict, evaluate
from geomsan.localization.typing_errors import OTHER, slip
from geomsan.tables.table import Entry


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
        Which of two readings with the same evidence the words speak for; higher is better.
    """

    edits: tuple[Edit, ...]
    is_named: bool
    sentence: Bilingual
    preference: int = 0


@dataclass(frozen=True)
class Evidence:
    """How a reading fares: places where it holds and says something, where it fails, the checks."""

    holds: int
    fails: int
    checks: tuple[Check, ...]

    @property
    def weight(self) -> tuple[int, int]:
        """Order of readings: more places that hold, fewer that fail."""
        return (self.holds - 2 * self.fails, self.holds)


def weigh(reading: Reading) -> Evidence:
    """Evaluate a reading in every place."""
    checks = tuple(evaluate(edit) for edit in reading.edits)
    telling = [check for check in checks if _says_something(check)]
    fails = sum(check.verdict is Verdict.VIOLATED for check in telling)
    holds = sum(check.verdict in (Verdict.EXACT, Verdict.ROUNDING) for check in telling)
    return Evidence(holds, fails, checks)


def is_accepted(reading: Reading, evidence: Evidence) -> bool:
    """Tell whether the evidence is strong enough.

    A named reading needs a place where it holds and fewer where it fails, or, where it can nowhere
    be confirmed, failures that a simple typing error explains. An unnamed one needs two places and
    almost no failure.
    """
    if reading.is_named:
        if evidence.holds:
            return evidence.holds >= evidence.fails
        return 0 < evidence.fails <= 2 and all(
            _is_slip(check) for check in evidence.checks if check.verdict is Verdict.VIOLATED
        )
    return evidence.holds >= 2 and evidence.holds >= 3 * evidence.fails


def best(readings: Iterable[Reading]) -> tuple[Reading, Evidence] | None:
    """Return the reading with the best evidence, if it is accepted."""
    weighed = [(reading, weigh(reading)) for reading in readings if reading.edits]
    if not weighed:
        return None
    reading, evidence = max(weighed, key=lambda pair: (pair[1].weight, pair[0].preference))
    return (reading, evidence) if is_accepted(reading, evidence) else None


def _says_something(check: Check) -> bool:
    """Tell whether a check is more than zero equals zero."""
    if check.verdict is Verdict.UNDECIDED:
        return False
    others = [term.entry for term in check.edit.others]
    least = 2 if check.edit.rule in (Rule.SUM, Rule.DIFFERENCE) else 1
    return check.verdict is Verdict.VIOLATED or sum(entry.value != 0 for entry in others) >= least


def _is_slip(check: Check) -> bool:
    """Tell whether one mistyped figure explains a violated rule."""
    if check.expected is None or check.difference is None:
        return False
    result = check.edit.result.entry
    if slip(result.printed, check.expected) is not OTHER:
        return True
    if check.edit.rule is Rule.RATE:
        return abs(check.difference) * 10 <= abs(check.expected)
    off = check.difference * (result.unit.scale if result.unit else 1)
    for term in check.edit.others:
        scale = term.entry.unit.scale if term.entry.unit else 1
        meant = term.entry.printed + term.coefficient * off / scale
        if meant >= 0 and slip(term.entry.printed, meant) is not OTHER:
            return True
    return False


def balance(
    identifier: str, result: Entry, parts: Sequence[tuple[Entry, int]], statement: str, *, rule: Rule = Rule.SUM
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

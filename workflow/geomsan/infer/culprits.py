"""Whether one mistake explains all that fails: one figure, or two neighbours that changed places."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from geomsan.check.identities.edits import Role, Rule
from geomsan.check.identities.verdicts import Check
from geomsan.read.tables.table import Entry

Place = tuple[int | None, int | None, int | None]
_MOST_CHECKS = 6
_FEWEST_SHIFTED, _MOST_SHIFTED = 3, 30


def is_one_mistake(checks: Sequence[Check]) -> bool:
    """Tell whether balances that fail would all hold if one mistake were undone.

    That they agree on it is evidence that they are right.
    """
    if not checks or len(checks) > _MOST_CHECKS:
        return False
    if any(check.edit.rule is Rule.RATE for check in checks):
        return False
    return has_one_culprit(checks) or has_one_swap(checks)


def has_one_culprit(checks: Sequence[Check]) -> bool:
    """Tell whether two or more balances that fail would all hold if one figure were another."""
    if len(checks) < 2:
        return False
    wanted = [_wanted(check) for check in checks]
    common = set(wanted[0]).intersection(*wanted[1:])
    room = sum(map(_slack, checks), Fraction(0))
    for place in common:
        figures = [values[place] for values in wanted]
        if max(figures) - min(figures) <= room and min(map(abs, figures)) > 20 * room:
            return True
    return False


def has_one_swap(checks: Sequence[Check]) -> bool:
    """Tell whether balances that fail would all hold if two neighbouring figures changed places."""
    entries = {_place(t.entry): t.entry for check in checks for t in check.edit.terms if t.entry.is_known}
    balances = [_Balance.of(check) for check in checks]
    return any(
        all(balance.holds_with(first, second) for balance in balances)
        for first in entries.values()
        for place in _beside(first)
        if (second := entries.get(place)) is not None and first.value != second.value
    )


@dataclass(frozen=True)
class _Balance:
    """A balance summed once, so that a change of two of its many figures is quickly tried.

    Attributes
    ----------
    off
        The result less what it should be.
    slack
        How far rounding leaves the balance open.
    signs
        How each figure counts in ``off``.
    """

    off: Fraction
    slack: Fraction
    signs: dict[Place, int]

    @classmethod
    def of(cls, check: Check) -> _Balance:
        """Sum a balance."""
        result = check.edit.result.entry
        off, signs = result.value, {_place(result): 1}
        for term in check.edit.others:
            off -= term.coefficient * term.entry.value
            signs[_place(term.entry)] = signs.get(_place(term.entry), 0) - term.coefficient
        return cls(off, _slack(check), signs)

    def holds_with(self, first: Entry, second: Entry) -> bool:
        """Tell whether it holds with two figures exchanged, each in its own unit."""
        moved = Fraction(second.printed) - Fraction(first.printed)
        off = self.off + self.signs.get(_place(first), 0) * moved * first.scale
        off -= self.signs.get(_place(second), 0) * moved * second.scale
        return abs(off) <= self.slack


def has_one_shift(checks: Sequence[Check]) -> bool:
    """Tell whether rules that fail would hold if a run of figures stood one place further on.

    The last of the run has no figure to take: one rule may go on failing.
    """
    if not _FEWEST_SHIFTED <= len(checks) <= _MOST_SHIFTED:
        return False
    entries = {_place(t.entry): t.entry for check in checks for t in check.edit.terms if t.entry.is_known}
    steps = ((1, 0), (-1, 0), (0, 1), (0, -1))
    return any(
        sum(_holds_shifted(check, role, entries, step) for check in checks) >= len(checks) - 1
        for role in range(len(checks[0].edit.terms))
        for step in steps
    )


def _holds_shifted(check: Check, role: int, entries: Mapping[Place, Entry], step: tuple[int, int]) -> bool:
    """Tell whether a rule holds with one figure taken from the place beside it."""
    if role >= len(check.edit.terms):
        return False
    term = check.edit.terms[role]
    row, column, part = _place(term.entry)
    if row is None or column is None:
        return False
    other = entries.get((row + step[0], column + step[1], part))
    if other is None or other.printed == term.entry.printed:
        return False
    values = [t.entry.value for t in check.edit.terms]
    values[role] = Fraction(other.printed) * term.entry.scale
    signed = list(zip(check.edit.terms, values, strict=True))[1:]
    if check.edit.rule is not Rule.RATE:
        parts = sum((t.coefficient * value for t, value in signed), Fraction(0))
        return abs(values[0] - parts) <= _slack(check)
    below = sum((value for t, value in signed if t.role is Role.DENOMINATOR), Fraction(0))
    above = sum((t.coefficient * value for t, value in signed if t.role is Role.NUMERATOR), Fraction(0))
    step_of_rate = Fraction(check.edit.result.entry.figure.step or 0)
    return below > 0 and abs(values[0] - 100 * above / below) <= step_of_rate


def _place(entry: Entry) -> Place:
    return entry.row, entry.column, entry.part


def _beside(entry: Entry) -> list[Place]:
    if entry.row is None or entry.column is None:
        return []
    return [(entry.row + 1, entry.column, entry.part), (entry.row, entry.column + 1, entry.part)]


def _slack(check: Check) -> Fraction:
    """Return how far rounding leaves a balance open."""
    steps = (Fraction(term.entry.figure.step or 0) * term.entry.scale for term in check.edit.terms)
    return sum(steps, Fraction(0)) / 2


def _wanted(check: Check) -> dict[Place, Fraction]:
    """Return what each figure of a balance would have to be."""
    result = check.edit.result.entry
    parts = sum((term.coefficient * term.entry.value for term in check.edit.others), Fraction(0))
    off = result.value - parts
    wanted = {_place(result): parts}
    for term in check.edit.others:
        wanted[_place(term.entry)] = term.entry.value + term.coefficient * off
    return wanted

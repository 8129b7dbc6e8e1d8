"""Whether one mistake explains all that fails: one figure, or two neighbours that changed places."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from geomsan.identities.edits import Rule
from geomsan.identities.verdicts import Check
from geomsan.tables.table import Entry

Place = tuple[int | None, int | None, int | None]
_MOST_CHECKS = 6


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
    return any(
        all(_holds_with(check, first, second) for check in checks)
        for first in entries.values()
        for place in _beside(first)
        if (second := entries.get(place)) is not None and first.value != second.value
    )


def _place(entry: Entry) -> Place:
    return entry.row, entry.column, entry.part


def _beside(entry: Entry) -> list[Place]:
    if entry.row is None or entry.column is None:
        return []
    return [(entry.row + 1, entry.column, entry.part), (entry.row, entry.column + 1, entry.part)]


def _holds_with(check: Check, first: Entry, second: Entry) -> bool:
    """Tell whether a balance holds to the last place with two figures exchanged, each in its own unit."""
    values = {
        _place(first): Fraction(second.printed) * first.scale,
        _place(second): Fraction(first.printed) * second.scale,
    }
    result = check.edit.result.entry
    off = values.get(_place(result), result.value)
    for term in check.edit.others:
        off -= term.coefficient * values.get(_place(term.entry), term.entry.value)
    return abs(off) <= _slack(check)


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

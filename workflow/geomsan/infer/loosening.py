"""Whole figures that may be rounded: weighted counts, men and women of a table that says no unit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from geomsan.check.identities.edits import Edit
from geomsan.check.identities.verdicts import Check, Verdict, evaluate
from geomsan.common.errors import Bilingual
from geomsan.infer.matrix import Matrix
from geomsan.infer.readings import Reading, undecided
from geomsan.infer.words import is_counted, kind_of_name
from geomsan.read.figures.figure import State
from geomsan.read.figures.units import Kind
from geomsan.read.tables.table import Entry

_FEWEST_APART = 3
"""Rules without a common cell that fail by rounding alone: one or two wrong figures explain no three."""

_ROUNDED = Bilingual(
    "여러 칸에서 늘거나 줄어 조금씩 어긋납니다: 일의 자리로 반올림한 수라면 맞습니다",
    "it is off by a little in several places, up and down: of figures rounded to units it holds",
)


_OF_WHAT = Bilingual(
    "적힌 단위가 없습니다: 명으로 적은 수라면 틀리고, 천 명처럼 줄여 적은 수라면 맞습니다",
    "no unit is stated: of persons it is wrong, of figures rounded to thousands it holds",
)


def loosened(matrix: Matrix, readings: Sequence[Reading]) -> tuple[Reading, ...]:
    """Return the readings, undecided where whole figures fail as only rounded ones do.

    A wrong figure is off in the rules that it stands in; rounding is off by a little in many places
    that share no figure, and in both directions. Men and women are persons as a rule, but in tables of
    labour and population often thousands of them. A rule that exceeds its rounding stays violated.
    """
    failed = [c for r in readings for c in r.checks if c.verdict is Verdict.VIOLATED]
    loose = [check for check in failed if _holds_rounded(check)]
    sexes = _of_sexes_alone(matrix)
    why = {
        id(c): _OF_WHAT for c in loose if any((t.entry.row, t.entry.column) in sexes for t in c.edit.terms)
    }
    signs = {(check.difference or 0) > 0 for check in loose}
    others = len(failed) - len(loose)
    if len(signs) > 1 and _apart(loose) >= _FEWEST_APART and 4 * others <= len(loose):
        why = {id(check): _ROUNDED for check in loose}
    return tuple(
        replace(r, checks=tuple(undecided(c, why[id(c)]) if id(c) in why else c for c in r.checks))
        for r in readings
    )


def _of_sexes_alone(matrix: Matrix) -> frozenset[tuple[int | None, int | None]]:
    """Return the places of figures of which only 남 or 여 says that they are counts."""
    names = {label for line in (*matrix.rows, *matrix.columns) for label in line.labels}
    sexes = {name for name in names if kind_of_name(name) == "sex"}
    if matrix.unit is not None or any(map(is_counted, names - sexes)):
        return frozenset()
    return frozenset(
        (entry.row, entry.column)
        for (row, column), entry in matrix.entries.items()
        if entry.unit is None
        and not sexes.isdisjoint((*matrix.rows[row].labels, *matrix.columns[column].labels))
    )


def _holds_rounded(check: Check) -> bool:
    """Tell whether a rule over whole figures holds when they are taken for rounded ones."""
    given = [term.entry for term in check.edit.terms if term.entry.figure.state is State.VALUE]
    amounts = [entry for entry in given if entry.kind is not Kind.RATE]
    if not amounts or any(entry.printed != entry.printed.to_integral_value() for entry in amounts):
        return False
    return evaluate(_rounded(check.edit)).verdict is not Verdict.VIOLATED


def _rounded(edit: Edit) -> Edit:
    return replace(edit, terms=tuple(replace(term, entry=_as_rounded(term.entry)) for term in edit.terms))


def _as_rounded(entry: Entry) -> Entry:
    if entry.figure.state is not State.VALUE or entry.kind is Kind.RATE or entry.figure.step is None:
        return entry
    step = max(entry.figure.step, Decimal(1))
    return replace(entry, figure=replace(entry.figure, step=step), kind=Kind.AMOUNT)


def _apart(checks: Sequence[Check]) -> int:
    """Return how many of the rules share no printed figure with those before them."""
    taken: set[tuple[object, ...]] = set()
    count = 0
    for check in sorted(checks, key=lambda one: len(one.edit.terms)):
        cells = {
            (term.entry.row, term.entry.column, term.entry.part)
            for term in check.edit.terms
            if not term.entry.is_nil
        }
        if taken.isdisjoint(cells):
            taken |= cells
            count += 1
    return count

"""A table's edit rules and intervals as one system of linear constraints.

Every figure is a variable ``x = v + u t``: ``v`` its printed value, ``u`` one in its last printed
place, ``t`` how far the truth lies from the print. Counts and nil have ``t = 0``. In these units the
numbers stay near one whatever the amounts are, so that floating point does no harm.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from geomsan.figures.interval import Habit
from geomsan.identities.edits import Edit, Role, Rule, Term
from geomsan.tables.table import Entry


@dataclass(frozen=True)
class Variable:
    """A figure of the system.

    Attributes
    ----------
    value, unit
        Printed value and one in its last place, in the base unit.
    low, high
        Bounds of ``t``; ``*_open`` excludes the bound itself.
    floor
        Lower bound of ``t`` that stays when the figure is freed: an amount or a count is not
        negative unless its measure prints negatives or is a difference.
    """

    entry: Entry
    value: Fraction
    unit: Fraction
    low: Fraction
    high: Fraction
    low_open: bool
    high_open: bool
    floor: Fraction | None = None


@dataclass(frozen=True)
class Constraint:
    """``low <= sum(coefficient * t) <= high``, with None for no bound.

    Attributes
    ----------
    edit
        Index of the edit rule that it comes from.
    rate
        Index of the rate's variable for a ratio edit: freeing the rate drops the constraint.
    """

    coefficients: tuple[tuple[int, Fraction], ...]
    low: Fraction | None
    high: Fraction | None
    edit: int
    rate: int | None = None
    is_open: bool = False


@dataclass(frozen=True)
class System:
    """All constraints of a table over all its figures.

    Attributes
    ----------
    cells
        For each edit rule the indices of its variables, the rate included.
    origin
        For a part of a system: index of each variable in the whole.
    """

    edits: tuple[Edit, ...]
    variables: tuple[Variable, ...]
    constraints: tuple[Constraint, ...]
    cells: tuple[frozenset[int], ...]
    origin: tuple[int, ...]

    def part(self, edits: Sequence[int]) -> System:
        """Return the system of only these edit rules and their variables."""
        used = sorted(frozenset().union(*(self.cells[edit] for edit in edits)))
        place = {old: new for new, old in enumerate(used)}
        number = {old: new for new, old in enumerate(edits)}
        return System(
            tuple(self.edits[edit] for edit in edits),
            tuple(self.variables[old] for old in used),
            tuple(
                replace(
                    constraint,
                    coefficients=tuple((place[cell], value) for cell, value in constraint.coefficients),
                    edit=number[constraint.edit],
                    rate=None if constraint.rate is None else place[constraint.rate],
                )
                for constraint in self.constraints
                if constraint.edit in number
            ),
            tuple(frozenset(place[cell] for cell in self.cells[edit]) for edit in edits),
            tuple(used),
        )


def build_system(edits: Sequence[Edit], habit: Habit = Habit.EITHER) -> System:
    """Return the system of decidable edit rules (every figure known, no zero base)."""
    index: dict[Entry, int] = {}
    for edit in edits:
        for term in edit.terms:
            index.setdefault(term.entry, len(index))
    smallest = _smallest_steps(index)
    signed = _signed_measures(edits)
    variables = tuple(_variable(entry, smallest, signed, habit) for entry in index)
    constraints: list[Constraint] = []
    for number, edit in enumerate(edits):
        constraints += _constraints(number, edit, index, variables)
    cells = tuple(frozenset(index[term.entry] for term in edit.terms) for edit in edits)
    return System(tuple(edits), variables, tuple(constraints), cells, tuple(range(len(variables))))


def _smallest_steps(entries: Iterable[Entry]) -> dict[str, Fraction]:
    """Return the smallest printed step of each measure, for figures that print none (nil)."""
    steps: dict[str, Fraction] = {}
    for entry in entries:
        step = Fraction(entry.figure.step or 0) * entry.scale
        if step and (entry.measure not in steps or step < steps[entry.measure]):
            steps[entry.measure] = step
    return steps


def _signed_measures(edits: Iterable[Edit]) -> frozenset[str]:
    """Return the measures that may be negative: printed so somewhere, or results of differences."""
    signed: set[str] = set()
    for edit in edits:
        signed |= {term.entry.measure for term in edit.terms if term.entry.printed < 0}
        if edit.rule is Rule.DIFFERENCE:
            signed.add(edit.result.entry.measure)
    return frozenset(signed)


def _variable(entry: Entry, smallest: dict[str, Fraction], signed: frozenset[str], habit: Habit) -> Variable:
    unit = Fraction(entry.figure.step or 0) * entry.scale or smallest.get(entry.measure, entry.scale)
    reach = entry.interval(habit)
    value = entry.value
    return Variable(
        entry,
        value,
        unit,
        (reach.low - value) / unit,
        (reach.high - value) / unit,
        reach.low_open,
        reach.high_open,
        None if entry.measure in signed else -value / unit,
    )


def _constraints(
    number: int, edit: Edit, index: dict[Entry, int], variables: Sequence[Variable]
) -> list[Constraint]:
    if edit.rule is not Rule.RATE:
        terms = [(edit.result, Fraction(-1)), *((term, Fraction(term.coefficient)) for term in edit.others)]
        return [_bounded(number, terms, index, variables, at_least=True, at_most=True)]
    numerator, denominator = edit.with_role(Role.NUMERATOR), edit.with_role(Role.DENOMINATOR)
    rate = edit.result.entry
    position = index[rate]
    reach = rate.interval()
    base = sum((term.coefficient * term.entry.value for term in denominator), Fraction(0))
    sign = 1 if base > 0 else -1
    bounds = []
    for edge, is_open, upward in ((reach.low, reach.low_open, True), (reach.high, reach.high_open, False)):
        terms = [(term, Fraction(100 * sign * term.coefficient)) for term in numerator]
        terms += [(term, -edge * sign * term.coefficient) for term in denominator]
        bounds.append(
            _bounded(
                number,
                terms,
                index,
                variables,
                at_least=upward,
                at_most=not upward,
                rate=position,
                is_open=is_open,
            )
        )
    return bounds


def _bounded(
    number: int,
    terms: Iterable[tuple[Term, Fraction]],
    index: dict[Entry, int],
    variables: Sequence[Variable],
    *,
    at_least: bool,
    at_most: bool,
    rate: int | None = None,
    is_open: bool = False,
) -> Constraint:
    """Return ``sum(factor * x)`` held against zero, written in ``t`` and scaled to numbers near one."""
    coefficients: dict[int, Fraction] = {}
    constant = Fraction(0)
    for term, factor in terms:
        position = index[term.entry]
        variable = variables[position]
        coefficients[position] = coefficients.get(position, Fraction(0)) + factor * variable.unit
        constant += factor * variable.value
    largest = max((abs(value) for value in coefficients.values()), default=Fraction(1)) or Fraction(1)
    scaled = tuple((position, value / largest) for position, value in coefficients.items() if value)
    bound = -constant / largest
    return Constraint(scaled, bound if at_least else None, bound if at_most else None, number, rate, is_open)

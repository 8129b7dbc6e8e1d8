"""Exact proofs of inconsistency.

Multipliers ``y`` for the constraints prove that no true quantities exist when the range of
``sum(y_i * constraint_i)`` over all intervals does not meet what the bounds allow (Farkas). Floating
point only guesses which constraints take part; the multipliers are then made exact by elimination
and the range is computed in rational numbers. Whatever the solver did, a proof that holds here is one.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from geomsan.check.localization.system import Constraint, System
from geomsan.read.figures.interval import Interval

_ZERO = 1e-9
"""Multipliers and sums of the solver below this count as zero (the largest multiplier is one)."""
_NOTHING: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Proof:
    """A proof that figures contradict each other.

    Attributes
    ----------
    edits
        Edit rules that it uses.
    cells
        Figures that it rests on: if all of them are as printed the system has no solution. Those
        that cancel out of the sum are not among them.
    """

    edits: frozenset[int]
    cells: frozenset[int]


def is_proof(system: System, multipliers: Iterable[float], free: frozenset[int] = _NOTHING) -> bool:
    """Tell whether the multipliers prove, in exact arithmetic, that the system has no solution.

    Parameters
    ----------
    system
        Edit rules and figures.
    multipliers
        One for each constraint; positive uses "at least low", negative "at most high".
    free
        Figures that may be anything their floors allow.
    """
    given = {row: Fraction(value) for row, value in enumerate(multipliers) if value}
    return verified(system, given, free) is not None


def verified(
    system: System, multipliers: Mapping[int, Fraction], free: frozenset[int] = _NOTHING
) -> Proof | None:
    """Return the proof that exact multipliers of some constraints are, or None."""
    used: list[tuple[Constraint, Fraction]] = []
    demanded = Fraction(0)
    for row, factor in multipliers.items():
        constraint = system.constraints[row]
        bound = constraint.low if factor > 0 else constraint.high
        # A side without bound demands nothing; a freed rate drops its constraints.
        if factor and bound is not None and constraint.freed_by.isdisjoint(free):
            demanded += factor * bound
            used.append((constraint, factor))
    coefficients, denominator = _combined(used)
    reached = _reached(system, coefficients, free)
    if reached is None:
        return None
    reach, is_open = reached[0] / denominator, reached[1] or any(c.is_open for c, _ in used)
    if reach > demanded or (reach == demanded and not is_open):
        return None
    edits = frozenset(constraint.edit for constraint, _ in used)
    dropping = frozenset().union(*(constraint.freed_by for constraint, _ in used))
    changeable = frozenset().union(*(system.cells[edit] for edit in edits))
    return Proof(edits, (frozenset(coefficients.keys() | dropping) & changeable) - free)


def _combined(used: Sequence[tuple[Constraint, Fraction]]) -> tuple[dict[int, int], int]:
    """Return the coefficients of the sum, none zero, as whole numbers over one denominator."""
    weights = [factor / constraint.whole[1] for constraint, factor in used]
    denominator = math.lcm(*(weight.denominator for weight in weights))
    total: dict[int, int] = {}
    for (constraint, _), weight in zip(used, weights, strict=True):
        times = weight.numerator * (denominator // weight.denominator)
        for cell, coefficient in constraint.whole[0]:
            total[cell] = total.get(cell, 0) + times * coefficient
    return {cell: value for cell, value in total.items() if value}, denominator


def _reached(
    system: System, coefficients: Mapping[int, int], free: frozenset[int]
) -> tuple[Fraction, bool] | None:
    """Return the greatest value of a sum and whether it is excluded; None when there is none."""
    totals: dict[tuple[int, bool], int] = {}
    boxes: dict[int, Interval] = {}
    for cell, coefficient in coefficients.items():
        box = _box(system, cell, free)
        if box is None or (coefficient > 0 and cell in free):
            return None
        # Most figures have one of three intervals: their coefficients are added up first.
        key = (id(box), coefficient > 0)
        boxes[id(box)] = box
        totals[key] = totals.get(key, 0) + coefficient
    reach, is_open = Fraction(0), False
    for (name, upward), coefficient in totals.items():
        box = boxes[name]
        reach += coefficient * (box.high if upward else box.low)
        is_open = is_open or (box.high_open if upward else box.low_open)
    return reach, is_open


def _box(system: System, cell: int, free: frozenset[int]) -> Interval | None:
    """Return the cell's interval of ``t``; for a freed one that above its floor, without upper end."""
    variable = system.variables[cell]
    if cell not in free:
        return variable.box
    return None if variable.floor is None else Interval.exactly(variable.floor)


def prove(system: System, multipliers: Iterable[float], free: frozenset[int] = _NOTHING) -> Proof | None:
    """Make a proof of the solver's multipliers, or return None when they are none.

    First the sums that the solver left at zero are made exactly zero, which proofs need in which
    figures cancel; if that is no proof, the multipliers are tried as they are.
    """
    values = _meaningful(system, multipliers, free)
    exact = _cancelled(system, values)
    found = verified(system, exact, free) if exact else None
    return found or verified(system, {row: Fraction(value) for row, value in values.items()}, free)


def prove_apart(system: System, multipliers: Iterable[float], free: frozenset[int] = _NOTHING) -> list[Proof]:
    """Return the proofs that the solver's multipliers are made of; none when they prove nothing.

    The solver adds up all that is missed, so that its multipliers often are several proofs at once:
    constraints that no figure which cancels ties together. Each of those alone rests on fewer figures.
    """
    values = _meaningful(system, multipliers, free)
    exact = _cancelled(system, values)
    groups = list(_tied(system, exact, free))
    found = [proof for rows in groups if (proof := verified(system, {row: exact[row] for row in rows}, free))]
    if not found and (whole := prove(system, multipliers, free)):
        found = [whole]
    return found


def _meaningful(system: System, multipliers: Iterable[float], free: frozenset[int]) -> dict[int, float]:
    """Return the multipliers that are not nothing, of constraints that hold and have the side meant."""
    return {
        row: float(value)
        for row, value in enumerate(multipliers)
        if abs(value) > _ZERO
        and system.constraints[row].freed_by.isdisjoint(free)
        and (system.constraints[row].low if value > 0 else system.constraints[row].high) is not None
    }


def _tied(system: System, multipliers: Mapping[int, Fraction], free: frozenset[int]) -> Iterator[list[int]]:
    """Yield the constraints in groups that share no figure which cancels or is free."""
    rows = {row for row, value in multipliers.items() if value}
    coefficients, _ = _combined([(system.constraints[row], multipliers[row]) for row in rows])
    while rows:
        waiting = [rows.pop()]
        group = []
        while waiting:
            row = waiting.pop()
            group.append(row)
            for cell, _ in system.constraints[row].coefficients:
                if cell in free or cell not in coefficients:
                    near = rows.intersection(other for other, _ in system.rows_of_cell[cell])
                    rows -= near
                    waiting += near
        yield sorted(group)


def _cancelled(system: System, values: Mapping[int, float]) -> dict[int, Fraction]:
    """Return multipliers near ``values`` for which the columns that nearly vanish vanish exactly."""
    sums: dict[int, float] = {}
    columns: dict[int, list[tuple[int, Fraction]]] = {}
    for row in sorted(values):
        constraint, value = system.constraints[row], values[row]
        for (cell, coefficient), number in zip(constraint.coefficients, constraint.floats, strict=True):
            sums[cell] = sums.get(cell, 0.0) + number * value
            columns.setdefault(cell, []).append((row, coefficient))
    equations = {
        tuple(column) for cell, column in columns.items() if len(column) > 1 and abs(sums[cell]) < _ZERO
    }
    return _projected([dict(equation) for equation in sorted(equations)], values)


def _projected(equations: list[dict[int, Fraction]], values: Mapping[int, float]) -> dict[int, Fraction]:
    """Solve homogeneous equations exactly: pivots follow from the other unknowns as the solver left them."""
    solved: dict[int, dict[int, Fraction]] = {}
    for equation in equations:
        rest = _reduced(equation, solved)
        if not rest:
            continue
        pivot = max(rest, key=lambda row: (abs(rest[row]), -row))
        factor = rest.pop(pivot)
        solved[pivot] = {row: -value / factor for row, value in rest.items()}
        for other, terms in solved.items():
            if pivot in terms and other != pivot:
                solved[other] = _reduced(terms, {pivot: solved[pivot]})
    exact = {row: Fraction(value) for row, value in values.items() if row not in solved}
    for pivot, terms in solved.items():
        exact[pivot] = sum((value * exact[row] for row, value in terms.items()), Fraction(0))
    return exact


def _reduced(
    terms: Mapping[int, Fraction], solved: Mapping[int, Mapping[int, Fraction]]
) -> dict[int, Fraction]:
    """Put what is known of the pivots into a linear form."""
    result: dict[int, Fraction] = {}
    for row, value in terms.items():
        if row not in solved:
            result[row] = result[row] + value if row in result else value
            continue
        for other, factor in solved[row].items():
            added = value * factor
            result[other] = result[other] + added if other in result else added
    return {row: value for row, value in result.items() if value}


def edit_proof(system: System, edit: int) -> Proof | None:
    """Return the proof that one edit rule cannot hold by itself, or None when it can."""
    for row in system.rows_of_edit[edit]:
        constraint = system.constraints[row]
        for side, bound in ((Fraction(1), constraint.low), (Fraction(-1), constraint.high)):
            if bound is not None and (found := verified(system, {row: side})) is not None:
                # Every figure of the rule is a suspect, also one that only its floor bounds.
                return Proof(found.edits, found.cells)
    return None

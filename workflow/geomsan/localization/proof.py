"""Exact proofs of inconsistency.

Multipliers ``y`` for the constraints prove that no true quantities exist when the range of
``sum(y_i * constraint_i)`` over all intervals does not meet what the bounds allow (Farkas). The
multipliers come from floating point, the range is computed in rational numbers: whatever the solver
did, a proof that holds here is a proof.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from geomsan.figures.interval import Interval
from geomsan.localization.solver import Programme
from geomsan.localization.system import System


def is_proof(system: System, multipliers: Iterable[float]) -> bool:
    """Tell whether the multipliers prove, in exact arithmetic, that the system has no solution."""
    coefficients: dict[int, Fraction] = {}
    demanded = Fraction(0)
    is_open = False
    for constraint, multiplier in zip(system.constraints, multipliers, strict=True):
        factor = Fraction(multiplier)
        # A positive multiplier uses "at least low", a negative one "at most high".
        bound = constraint.low if factor > 0 else constraint.high
        if factor == 0:
            continue
        if bound is None:
            # Noise of the solver on a side that has no bound.
            continue
        demanded += factor * bound
        is_open = is_open or constraint.is_open
        for position, coefficient in constraint.coefficients:
            coefficients[position] = coefficients.get(position, Fraction(0)) + factor * coefficient
    reach = Interval.exactly(Fraction(0))
    for position, coefficient in coefficients.items():
        variable = system.variables[position]
        box = Interval(variable.low, variable.high, variable.low_open, variable.high_open)
        reach = reach + box.scaled(coefficient)
    return reach.high < demanded or (reach.high == demanded and (reach.high_open or is_open))


def contradiction(system: System, free: frozenset[int] = frozenset(), limit: int = 60) -> tuple[int, ...]:
    """Return an irreducible set of edit rules that cannot hold together; empty when all can.

    Each rule of the set is needed: without it the others can hold (an irreducible infeasible
    subsystem, found by the deletion filter).

    Parameters
    ----------
    system
        Edit rules and figures.
    free
        Variables that may be anything.
    limit
        Above this number of rules in the first proof the set is not reduced further.
    """
    edits = list(range(len(system.edits)))
    kept = _refuted(system, edits, free)
    if kept is None:
        return ()
    if len(kept) > limit:
        return tuple(kept)
    for edit in list(kept):
        fewer = _refuted(system, [other for other in kept if other != edit], free)
        if fewer is not None:
            kept = [other for other in kept if other in fewer]
    return tuple(kept)


def _refuted(system: System, edits: Sequence[int], free: frozenset[int]) -> list[int] | None:
    """Return the rules among ``edits`` that a proof of their inconsistency uses, or None."""
    part = system.part(edits)
    programme = Programme(part)
    programme.free(index for index, whole in enumerate(part.origin) if whole in free)
    outcome = programme.solve()
    # With figures freed the multipliers must cancel exactly, which rounding spoils: the solver decides.
    if outcome.is_feasible or (not free and not is_proof(part, outcome.multipliers)):
        return None
    return [edits[number] for number in _used(part, outcome.multipliers)]


def _used(system: System, multipliers: Iterable[float]) -> list[int]:
    """Return the edit rules whose multipliers are not zero."""
    used = {
        constraint.edit
        for constraint, multiplier in zip(system.constraints, multipliers, strict=True)
        if abs(multiplier) > 1e-9
    }
    return sorted(used)

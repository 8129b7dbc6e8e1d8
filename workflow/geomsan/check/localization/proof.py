"""Joint proof: edit rules that cannot hold together, none of them needlessly."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from dataclasses import replace
from fractions import Fraction

from geomsan.check.localization.bounds import Bounds
from geomsan.check.localization.farkas import is_proof, prove
from geomsan.check.localization.points import Point
from geomsan.check.localization.solver import Programme
from geomsan.check.localization.system import System
from geomsan.read.figures.interval import Interval

_MOST_HOPS = 3
"""How many rules away from one that fails as printed figures are moved, before all are."""
_AS_PRINTED = Interval.exactly(Fraction(0))

__all__ = ["contradiction", "is_proof"]


def contradiction(system: System, limit: int = 60) -> tuple[int, ...]:
    """Return an irreducible set of edit rules that cannot hold together; empty when all can.

    Each rule of the set is needed: without it the others can hold (an irreducible infeasible
    subsystem, found by the deletion filter; Chinneck & Dravnieks 1991). A rule that cannot hold by
    itself is such a set.

    Parameters
    ----------
    system
        Edit rules and figures.
    limit
        Above this number of rules in the first proof the set is not reduced further.
    """
    violated = Bounds.of(system).violated
    if violated:
        return (min(violated),)
    missed = Point.printed(Bounds.of(system)).missed
    for edits in system.components():
        if len(edits) == 1 or not _has_play(system, edits) or _holds_near_print(system, edits, missed):
            continue
        kept = _refuted(system, edits)
        if kept is not None:
            return _irreducible(system, kept) if len(kept) <= limit else tuple(kept)
    return ()


def _has_play(system: System, edits: Iterable[int]) -> bool:
    """Tell whether any figure of these rules is not exact; without one each rule decides itself."""
    cells = frozenset().union(*(system.cells[edit] for edit in edits))
    return any(system.variables[cell].box.low != system.variables[cell].box.high for cell in cells)


def _holds_near_print(system: System, edits: Sequence[int], missed: Set[int]) -> bool:
    """Tell whether the rules hold with all figures as printed but those near the few rules that then fail.

    ``missed`` are the constraints of the system that do not hold as printed.
    That is a solution of all, and found in the time of a few: a total of thousands of lines ties them
    together, but nearly all of its rules hold as printed. False says nothing.
    """
    tried = {edit for edit in edits if not missed.isdisjoint(system.rows_of_edit[edit])}
    for _ in range(_MOST_HOPS):
        cells = frozenset().union(*(system.cells[edit] for edit in tried))
        near = sorted({edit for cell in cells for edit in system.edits_of_cell[cell]})
        if not near:
            return True
        if 2 * len(near) > len(edits):
            return False
        part = system.part(near)
        variables = tuple(
            variable if whole in cells else replace(variable, box=_AS_PRINTED)
            for variable, whole in zip(part.variables, part.origin, strict=True)
        )
        outcome = Programme(replace(part, variables=variables)).solve()
        if outcome.is_certain and outcome.is_feasible:
            return True
        tried = set(near)
    return False


def _irreducible(system: System, kept: list[int]) -> tuple[int, ...]:
    for edit in list(kept):
        if edit in kept:
            fewer = _refuted(system, [other for other in kept if other != edit])
            kept = kept if fewer is None else fewer
    return tuple(kept)


def _refuted(system: System, edits: list[int]) -> list[int] | None:
    """Return the rules among ``edits`` that a proof of their inconsistency uses, or None."""
    if not edits:
        return None
    part = system.part(edits)
    outcome = Programme(part).solve()
    found = None if outcome.is_feasible else prove(part, outcome.multipliers)
    return None if found is None else [edits[number] for number in sorted(found.edits)]

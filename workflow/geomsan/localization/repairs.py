"""Every smallest set of figures whose change makes a table consistent.

Error localization after Fellegi and Holt (1976): change as few figures as possible. The smallest
sets are the minimum hitting sets of the table's conflicts, where a conflict is a set of figures that
cannot all be right; conflicts are found one by one from the linear programme's proofs (implicit
hitting sets; Reiter 1987). Unlike one mixed-integer programme with big constants this needs no bound
on how wrong a figure may be, and it lists all optima, not one.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from geomsan.figures.interval import Habit
from geomsan.identities.edits import Edit, Role
from geomsan.identities.verdicts import is_feasible
from geomsan.localization.proof import contradiction
from geomsan.localization.solver import Programme
from geomsan.localization.system import System
from geomsan.tables.table import Entry

_UNBOUNDED = 1e15


@dataclass(frozen=True)
class Localization:
    """The smallest repairs of a system.

    Attributes
    ----------
    sets
        Each a set of variables' indices, all of the same size.
    size
        That size; when nothing was found in time, the number of cells that are wrong at least.
    is_complete
        False when a limit was met before all sets were found.
    """

    sets: tuple[frozenset[int], ...]
    size: int
    is_complete: bool


class _LimitMetError(Exception):
    """A limit of time or number was met."""


def localize(system: System, *, most: int = 500, seconds: float = 5.0, largest: int = 6) -> Localization:
    """Find every smallest set of figures whose change makes the system consistent.

    Parameters
    ----------
    system
        Edit rules and figures.
    most
        Number of sets after which the search stops.
    seconds
        Time after which it stops.
    largest
        Size of sets after which it stops.
    """
    search = _Search(system, most, time.monotonic() + seconds)
    size = search.bound()
    try:
        while size <= largest:
            search.run(size)
            if search.found:
                return Localization(tuple(search.found), size, True)
            size += 1
    except _LimitMetError:
        return Localization(tuple(search.found), size, False)
    return Localization((), size, False)


class _Search:
    """Branches over the cells of conflicts, smallest conflict first."""

    def __init__(self, system: System, most: int, deadline: float) -> None:
        self.system = system
        self.most = most
        self.deadline = deadline
        self.programme = Programme(system)
        self.found: list[frozenset[int]] = []
        self._seen: set[frozenset[int]] = set()
        self._tested: dict[frozenset[int], bool] = {}
        self.conflicts = sorted(
            {
                system.cells[number]
                for number, edit in enumerate(system.edits)
                if not is_feasible(edit, Habit.EITHER)
            },
            key=lambda cells: (len(cells), sorted(cells)),
        )

    def bound(self) -> int:
        """Return how many cells must be wrong at least: conflicts that share no cell."""
        return max(1, self._disjoint(frozenset()))

    def run(self, size: int) -> None:
        """Find all sets of ``size`` cells (when there is none smaller)."""
        self._seen.clear()
        self._branch(frozenset(), size)

    def _branch(self, chosen: frozenset[int], size: int) -> None:
        if chosen in self._seen:
            return
        self._seen.add(chosen)
        if time.monotonic() > self.deadline:
            raise _LimitMetError
        conflict = self._unhit(chosen)
        if conflict is None:
            if self._is_repair(chosen):
                self.found.append(chosen)
                if len(self.found) >= self.most:
                    raise _LimitMetError
                return
            conflict = self.conflicts[-1]
        if len(chosen) + self._disjoint(chosen) > size:
            return
        for cell in sorted(conflict):
            self._branch(chosen | {cell}, size)

    def _unhit(self, chosen: frozenset[int]) -> frozenset[int] | None:
        unhit = [conflict for conflict in self.conflicts if not conflict & chosen]
        return min(unhit, key=len) if unhit else None

    def _disjoint(self, chosen: frozenset[int]) -> int:
        """Return a number of conflicts that share no cell and none of ``chosen``."""
        taken, count = set(chosen), 0
        for conflict in sorted(self.conflicts, key=len):
            if not conflict & taken:
                taken |= conflict
                count += 1
        return count

    def _is_repair(self, chosen: frozenset[int]) -> bool:
        """Tell whether freeing ``chosen`` suffices; if not, learn the conflict that remains."""
        if chosen not in self._tested:
            self.programme.free(chosen)
            feasible = self.programme.solve().is_feasible
            if not feasible:
                rules = contradiction(self.system, chosen)
                cells = frozenset().union(*(self.system.cells[rule] for rule in rules)) - chosen
                if cells:
                    self.conflicts.append(cells)
                else:
                    feasible = not rules
            self._tested[chosen] = feasible
        elif not self._tested[chosen]:
            self.conflicts.append(next(iter(self._remaining(chosen))))
        return self._tested[chosen]

    def _remaining(self, chosen: frozenset[int]) -> Iterator[frozenset[int]]:
        yield from (conflict for conflict in self.conflicts if not conflict & chosen)


def violated_edits(system: System) -> list[int]:
    """Return the edit rules that no true quantities satisfy, each by itself."""
    return [n for n, edit in enumerate(system.edits) if not is_feasible(edit, Habit.EITHER)]


@dataclass(frozen=True)
class Required:
    """What a freed figure would have to be, in its base unit.

    Attributes
    ----------
    value
        With all other figures as printed.
    low, high
        With the others anywhere in their intervals; None where there is no end.
    """

    value: Fraction
    low: Fraction | None
    high: Fraction | None


def required(system: System, freed: frozenset[int]) -> dict[int, Required]:
    """Return for each freed cell what it would have to be."""
    part = system.part([number for number, cells in enumerate(system.cells) if cells & freed])
    local = {index: whole for index, whole in enumerate(part.origin) if whole in freed}
    programme = Programme(part)
    programme.free(local)
    nearest = programme.nearest()
    answers: dict[int, Required] = {}
    values: dict[Entry, Fraction] = {}
    for index, cell in local.items():
        variable = part.variables[index]
        low, high = programme.extent(index)
        ends = [
            None if abs(t) > _UNBOUNDED else variable.value + variable.unit * Fraction(t) for t in (low, high)
        ]
        value = variable.value + variable.unit * Fraction(float(nearest[index]))
        if ends[0] is not None:
            value = max(value, ends[0])
        if ends[1] is not None:
            value = min(value, ends[1])
        values[variable.entry] = value
        answers[cell] = Required(value, ends[0], ends[1])
    columns = {cell for constraint in part.constraints for cell, _ in constraint.coefficients}
    for constraint in part.constraints:
        # A rate that is no column of the programme follows from the figures as repaired.
        if constraint.rate in local and constraint.rate not in columns:
            answers[local[constraint.rate]] = Required(
                _quotient(part.edits[constraint.edit], values), None, None
            )
    return answers


def _quotient(rate: Edit, values: Mapping[Entry, Fraction]) -> Fraction:
    """Return the percentage that the figures of a ratio edit give, those in ``values`` repaired."""
    numerator, denominator = (
        sum((t.coefficient * values.get(t.entry, t.entry.value) for t in rate.with_role(role)), Fraction(0))
        for role in (Role.NUMERATOR, Role.DENOMINATOR)
    )
    return 100 * numerator / denominator if denominator else Fraction(0)

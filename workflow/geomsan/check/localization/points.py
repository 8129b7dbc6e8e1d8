"""Points at which nearly all constraints of a system hold, and what is freed to make all of them hold.

What a search frees differs little from one test to the next: a solution of one is, but for the few
figures that are free, a solution of most others, which is seen without a linear programme.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from geomsan.check.localization.bounds import Bounds
from geomsan.check.localization.solver import MARGIN, TOLERANCE


class Point:
    """A ``t`` for every figure, within what its print allows.

    Attributes
    ----------
    missed
        The constraints that do not hold there.
    """

    def __init__(self, bounds: Bounds, values: Sequence[float]) -> None:
        self._bounds = bounds
        self._values = values
        sums = [math.fsum(c * values[cell] for cell, c in terms) for terms in bounds.terms]
        margins = [MARGIN if c.is_open else 0.0 for c in bounds.system.constraints]
        # What must be added to each constraint at least and may be at most.
        self._least = [low + margin - s for low, margin, s in zip(bounds.low, margins, sums, strict=True)]
        self._most = [high - margin - s for high, margin, s in zip(bounds.high, margins, sums, strict=True)]
        ends = enumerate(zip(self._least, self._most, strict=True))
        self.missed = frozenset(row for row, (low, high) in ends if low > TOLERANCE or high < -TOLERANCE)

    @classmethod
    def printed(cls, bounds: Bounds) -> Point:
        """Return the point at which every figure is just what it prints."""
        return cls(bounds, [0.0] * len(bounds.cell_low))

    @classmethod
    def near(cls, bounds: Bounds, solution: Iterable[float], free: frozenset[int]) -> Point:
        """Return a solution with what was freed for it back at its print."""
        return cls(bounds, [0.0 if cell in free else value for cell, value in enumerate(solution)])

    def suffices(self, free: frozenset[int]) -> bool:
        """Tell whether all constraints hold when these figures are moved from here, and nothing else.

        False says nothing: others may have to move, or two freed figures stand in one constraint.
        """
        system = self._bounds.system
        dropped = {row for row in self.missed if not system.constraints[row].freed_by.isdisjoint(free)}
        met: set[int] = set()
        for cell in free:
            floor = system.variables[cell].floor
            least, most = -math.inf if floor is None else float(floor) - self._values[cell], math.inf
            for row, own in self._bounds.rows_of_cell[cell]:
                if not system.constraints[row].freed_by.isdisjoint(free):
                    continue
                if row in met:
                    return False
                met.add(row)
                ends = self._least[row] / own, self._most[row] / own
                least, most = max(least, min(ends)), min(most, max(ends))
            if least > most + TOLERANCE:
                return False
        return self.missed <= met | dropped

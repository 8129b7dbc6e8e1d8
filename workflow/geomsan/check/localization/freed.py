"""What freed figures could be, from one constraint to the next.

A freed figure lies between bounds that its constraints set, and these bound the freed figures of
other constraints in turn. Two bounds of one figure that contradict each other are a proof, which is
put together exactly before it counts; most that a search tests is decided so, without a linear
programme.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from geomsan.check.localization.bounds import SLACK, Bounds
from geomsan.check.localization.farkas import Proof, verified
from geomsan.check.localization.system import System

_ROUNDS = 4
"""How often the constraints are gone through: as many may lie between a figure and what bounds it."""


class _Row(NamedTuple):
    """A constraint with freed figures: what these must add up to, the others being anything they can be."""

    number: int
    low: float
    high: float
    freed: tuple[tuple[int, float], ...]


class _Bound(NamedTuple):
    """A bound of a freed figure's ``t``.

    Attributes
    ----------
    row
        The constraint that sets it; None for a floor, or where there is no bound.
    others
        The other freed figures of that constraint, each with the bound it was taken with.
    """

    value: float
    cell: int
    row: int | None = None
    others: tuple[_Bound, ...] = ()

    def add_to(self, multipliers: dict[int, Fraction], weight: Fraction, system: System) -> None:
        """Add the constraints that prove the bound: no freed figure is left in their sum but this one.

        It has ``weight`` there, above zero for a lower bound, below for an upper.
        """
        if self.row is None:
            return
        coefficients = dict(system.constraints[self.row].coefficients)
        factor = weight / coefficients[self.cell]
        multipliers[self.row] = multipliers.get(self.row, Fraction(0)) + factor
        for other in self.others:
            other.add_to(multipliers, -factor * coefficients[other.cell], system)


def clash(bounds: Bounds, free: frozenset[int]) -> Proof | None:
    """Return a proof that a system has no solution with these figures freed; None says nothing.

    The two bounds make an implied edit of Fellegi and Holt: the freed figures cancel out of their sum.
    """
    ranges = _Ranges(bounds.system, free)
    rows = list(_rows(bounds, free))
    for _ in range(_ROUNDS):
        moved = {cell for row in rows for cell in ranges.narrow(row)}
        for cell in sorted(moved):
            if proof := ranges.proof_of_none(cell):
                return proof
        if not moved:
            return None
        # A figure alone in its constraint gets no other bound of it.
        rows = [row for row in rows if len(row.freed) > 1 and not moved.isdisjoint(dict(row.freed))]
    return None


class _Ranges:
    """What each freed figure can be, as far as it is known."""

    def __init__(self, system: System, free: frozenset[int]) -> None:
        self._system = system
        self._free = free
        floors = {cell: system.variables[cell].floor for cell in free}
        self._least = {
            cell: _Bound(-math.inf if floor is None else float(floor), cell) for cell, floor in floors.items()
        }
        self._most = {cell: _Bound(math.inf, cell) for cell in free}

    def narrow(self, row: _Row) -> Iterator[int]:
        """Take what one constraint says, and yield the figures that it bounds more narrowly."""
        for cell, own in row.freed:
            others = [term for term in row.freed if term[0] != cell]
            lower = (row.low - sum(c * self._most_of(other, c).value for other, c in others)) / own
            upper = (row.high - sum(c * self._most_of(other, -c).value for other, c in others)) / own
            side = 1.0
            if own < 0:
                lower, upper, side = upper, lower, -1.0
            if lower > self._least[cell].value + SLACK:
                rest = tuple(self._most_of(other, side * c) for other, c in others)
                self._least[cell] = _Bound(lower, cell, row.number, rest)
                yield cell
            if upper < self._most[cell].value - SLACK:
                rest = tuple(self._most_of(other, -side * c) for other, c in others)
                self._most[cell] = _Bound(upper, cell, row.number, rest)
                yield cell

    def _most_of(self, cell: int, coefficient: float) -> _Bound:
        """Return the bound at which the figure times the coefficient is greatest."""
        return self._most[cell] if coefficient > 0 else self._least[cell]

    def proof_of_none(self, cell: int) -> Proof | None:
        """Return a proof that the figure can be nothing, or None."""
        low, high = self._least[cell], self._most[cell]
        if low.value <= high.value + SLACK:
            return None
        multipliers: dict[int, Fraction] = {}
        low.add_to(multipliers, Fraction(1), self._system)
        high.add_to(multipliers, Fraction(-1), self._system)
        return verified(self._system, multipliers, self._free)


def _rows(bounds: Bounds, free: frozenset[int]) -> Iterator[_Row]:
    """Yield the constraints that bind freed figures."""
    freed: dict[int, list[tuple[int, float]]] = {}
    for cell in sorted(free):
        for row, coefficient in bounds.rows_of_cell[cell]:
            freed.setdefault(row, []).append((cell, coefficient))
    for row, cells in freed.items():
        if bounds.system.constraints[row].freed_by.isdisjoint(free):
            spans = [bounds.span(cell, coefficient) for cell, coefficient in cells]
            low = bounds.low[row] - (bounds.most[row] - sum(span[1] for span in spans))
            high = bounds.high[row] - (bounds.least[row] - sum(span[0] for span in spans))
            yield _Row(row, low, high, tuple(cells))

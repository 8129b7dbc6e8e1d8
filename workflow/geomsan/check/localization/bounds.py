"""Quick answers in floating point: how far a constraint reaches, and what one freed figure could be.

These only propose. What they find contradictory is proved in rational numbers
(:mod:`geomsan.check.localization.farkas`) before it counts.
"""

from __future__ import annotations

import math
from fractions import Fraction
from functools import cached_property
from weakref import WeakKeyDictionary, ref

from geomsan.check.localization.farkas import Proof, edit_proof, verified
from geomsan.check.localization.system import System

_SLACK = 1e-6
"""Gaps between floating bounds below this are left to the linear programme and to exact proofs."""


def _float(value: Fraction, known: dict[int, float]) -> float:
    """Return a fraction as float; the same few objects come again and again."""
    if id(value) not in known:
        known[id(value)] = float(value)
    return known[id(value)]


class Bounds:
    """Ranges of a system's constraints with every figure within what its print allows.

    Attributes
    ----------
    least, most
        Of each constraint's sum of coefficient times ``t``.
    low, high
        What the constraint demands of it, infinite where nothing.
    """

    def __init__(self, system: System) -> None:
        self._system = ref(system)
        known: dict[int, float] = {}
        self.cell_low = [_float(variable.box.low, known) for variable in system.variables]
        self.cell_high = [_float(variable.box.high, known) for variable in system.variables]
        self.low = [-math.inf if c.low is None else float(c.low) for c in system.constraints]
        self.high = [math.inf if c.high is None else float(c.high) for c in system.constraints]
        self.terms = [
            [(cell, _float(coefficient, known)) for cell, coefficient in c.coefficients]
            for c in system.constraints
        ]
        self.least, self.most = [], []
        for terms in self.terms:
            reach = [self.span(cell, coefficient) for cell, coefficient in terms]
            self.least.append(math.fsum(span[0] for span in reach))
            self.most.append(math.fsum(span[1] for span in reach))

    @property
    def system(self) -> System:
        """The system; whoever asks keeps it alive."""
        system = self._system()
        assert system is not None
        return system

    @classmethod
    def of(cls, system: System) -> Bounds:
        """Return the bounds of a system, computed once."""
        if system not in _KNOWN:
            _KNOWN[system] = cls(system)
        return _KNOWN[system]

    def span(self, cell: int, coefficient: float) -> tuple[float, float]:
        """Return the least and most that one figure adds to a constraint."""
        ends = coefficient * self.cell_low[cell], coefficient * self.cell_high[cell]
        return ends if coefficient > 0 else (ends[1], ends[0])

    @cached_property
    def violated(self) -> dict[int, Proof]:
        """The edit rules that cannot hold by themselves, each with its proof."""
        found: dict[int, Proof] = {}
        for row, constraint in enumerate(self.system.constraints):
            is_near = self.most[row] <= self.low[row] + _SLACK or self.least[row] >= self.high[row] - _SLACK
            if is_near and constraint.edit not in found:
                proof = edit_proof(self.system, constraint.edit)
                if proof is not None:
                    found[constraint.edit] = proof
        return found

    def needs(self, cell: int, row: int, free: frozenset[int]) -> tuple[float, float] | None:
        """Return the ``t`` of a freed cell that one constraint allows; None when others are free in it."""
        least, most, own = self.least[row], self.most[row], 0.0
        for other, coefficient in self.terms[row]:
            if other in free:
                span = self.span(other, coefficient)
                least, most = least - span[0], most - span[1]
                if other != cell:
                    return None
                own = coefficient
        if not own:
            return None
        ends = (self.low[row] - most) / own, (self.high[row] - least) / own
        return ends if own > 0 else (ends[1], ends[0])

    def clash(self, free: frozenset[int]) -> Proof | None:
        """Return a proof that some freed figure cannot satisfy two of its rules at once.

        Such a pair is an implied edit of Fellegi and Holt: the figure cancels out of their sum.
        """
        system = self.system
        for cell in sorted(free):
            bottom, top = self._floor(cell), (math.inf, -1)
            for row, _ in system.rows_of_cell[cell]:
                if not system.constraints[row].freed_by.isdisjoint(free):
                    continue
                ends = self.needs(cell, row, free)
                if ends is None:
                    continue
                bottom = max(bottom, (ends[0], row))
                top = min(top, (ends[1], row))
            if bottom[0] > top[0] + _SLACK and (proof := self._clash(cell, bottom[1], top[1], free)):
                return proof
        return None

    def _floor(self, cell: int) -> tuple[float, int]:
        floor = self.system.variables[cell].floor
        return (-math.inf if floor is None else float(floor), -1)

    def _clash(self, cell: int, bottom: int, top: int, free: frozenset[int]) -> Proof | None:
        """Prove that the constraint ``bottom`` demands more of the cell than ``top`` allows."""
        multipliers: dict[int, Fraction] = {}
        for row, sign in ((bottom, 1), (top, -1)):
            if row >= 0:
                own = dict(self.system.constraints[row].coefficients)[cell]
                multipliers[row] = multipliers.get(row, Fraction(0)) + sign / own
        return verified(self.system, multipliers, free)

    def is_settled(self, free: frozenset[int]) -> bool:
        """Tell whether freeing these cells is known to suffice once no freed cell clashes.

        So it is in a system of exact figures when no constraint has two freed ones: each of them
        then has one value to take, and all other constraints hold by themselves.
        """
        rows = [
            row
            for cell in free
            for row, _ in self.system.rows_of_cell[cell]
            if self.system.constraints[row].freed_by.isdisjoint(free)
        ]
        return len(set(rows)) == len(rows)

    @cached_property
    def is_exact(self) -> bool:
        """True when no figure has play: what is printed says itself exactly."""
        return self.cell_low == self.cell_high


_KNOWN: WeakKeyDictionary[System, Bounds] = WeakKeyDictionary()

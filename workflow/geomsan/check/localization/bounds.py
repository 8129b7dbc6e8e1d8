"""Quick answers in floating point: how far a constraint reaches.

These only propose. What they find contradictory is proved in rational numbers
(:mod:`geomsan.check.localization.farkas`) before it counts.
"""

from __future__ import annotations

import math
from fractions import Fraction
from functools import cached_property
from weakref import WeakKeyDictionary, ref

from geomsan.check.localization.farkas import Proof, edit_proof
from geomsan.check.localization.system import System

SLACK = 1e-6
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
            is_near = self.most[row] <= self.low[row] + SLACK or self.least[row] >= self.high[row] - SLACK
            if is_near and constraint.edit not in found:
                proof = edit_proof(self.system, constraint.edit)
                if proof is not None:
                    found[constraint.edit] = proof
        return found

    @cached_property
    def rows_of_cell(self) -> list[list[tuple[int, float]]]:
        """For each variable the constraints it is a column of, each with its coefficient."""
        rows: list[list[tuple[int, float]]] = [[] for _ in self.cell_low]
        for row, terms in enumerate(self.terms):
            for cell, coefficient in terms:
                rows[cell].append((row, coefficient))
        return rows


_KNOWN: WeakKeyDictionary[System, Bounds] = WeakKeyDictionary()

"""The linear programmes of a system, solved by HiGHS.

One elastic programme serves all questions: it minimises how far the constraints are missed, so it
is always feasible; its optimum is zero exactly when the system is consistent, and its dual values
are the multipliers of a proof when it is not.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import highspy
import numpy as np

from geomsan.localization.system import System

MARGIN = 1e-6
"""Open bounds are kept this far off (in printed places); what that changes is proved exactly."""
TOLERANCE = 1e-7
"""Optima below this are zero."""


@dataclass(frozen=True)
class Outcome:
    """Result of one elastic programme: the amount missed and the multiplier of each constraint."""

    missed: float
    multipliers: np.ndarray

    @property
    def is_feasible(self) -> bool:
        """True when nothing is missed."""
        return self.missed <= TOLERANCE


def _quiet() -> highspy.Highs:
    """Return a solver that prints nothing and, being deterministic, gives the same answer twice."""
    highs = highspy.Highs()  # type: ignore[no-untyped-call]
    highs.setOptionValue("output_flag", False)
    highs.setOptionValue("threads", 1)
    return highs


class Programme:
    """A system as one linear programme whose cells can be freed and bound again.

    Columns are the variables, then two slacks a constraint (above, below).
    """

    def __init__(self, system: System) -> None:
        self.system = system
        self._count = len(system.variables)
        self._free: frozenset[int] = frozenset()
        self._rows_of_rate: dict[int, list[int]] = {}
        for row, constraint in enumerate(system.constraints):
            if constraint.rate is not None:
                self._rows_of_rate.setdefault(constraint.rate, []).append(row)
        self._low = np.array([float(v.low) + (MARGIN if v.low_open else 0) for v in system.variables])
        self._high = np.array([float(v.high) - (MARGIN if v.high_open else 0) for v in system.variables])
        self._highs = self._model()

    def _model(self) -> highspy.Highs:
        constraints = self.system.constraints
        rows = len(constraints)
        infinity = highspy.kHighsInf
        model = highspy.HighsLp()
        model.num_col_ = self._count + 2 * rows
        model.num_row_ = rows
        model.col_cost_ = np.concatenate([np.zeros(self._count), np.ones(2 * rows)])
        model.col_lower_ = np.concatenate([self._low, np.zeros(2 * rows)])
        model.col_upper_ = np.concatenate([self._high, np.full(2 * rows, infinity)])
        model.row_lower_ = np.array([-infinity if c.low is None else float(c.low) for c in constraints])
        model.row_upper_ = np.array([infinity if c.high is None else float(c.high) for c in constraints])
        starts, columns, values = [0], [], []
        for row, constraint in enumerate(constraints):
            for position, coefficient in constraint.coefficients:
                columns.append(position)
                values.append(float(coefficient))
            columns += [self._count + 2 * row, self._count + 2 * row + 1]
            values += [1.0, -1.0]
            starts.append(len(columns))
        model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        model.a_matrix_.start_ = np.array(starts, dtype=np.int32)
        model.a_matrix_.index_ = np.array(columns, dtype=np.int32)
        model.a_matrix_.value_ = np.array(values)
        highs = _quiet()
        highs.setOptionValue("primal_feasibility_tolerance", 1e-9)
        highs.setOptionValue("dual_feasibility_tolerance", 1e-9)
        highs.passModel(model)
        return highs

    def free(self, cells: Iterable[int]) -> None:
        """Free these cells (their figures may be anything) and bind all others."""
        wanted = frozenset(cells)
        for cell in self._free ^ wanted:
            freed = cell in wanted
            floor = self.system.variables[cell].floor
            lowest = -highspy.kHighsInf if floor is None else float(floor)
            low, high = (lowest, highspy.kHighsInf) if freed else (self._low[cell], self._high[cell])
            self._highs.changeColBounds(cell, low, high)
            for row in self._rows_of_rate.get(cell, ()):
                # Freeing a rate drops its constraints: their slacks cost nothing.
                for slack in (self._count + 2 * row, self._count + 2 * row + 1):
                    self._highs.changeColCost(slack, 0.0 if freed else 1.0)
        self._free = wanted

    def solve(self) -> Outcome:
        """Solve the elastic programme."""
        self._highs.run()
        missed = float(self._highs.getInfo().objective_function_value)
        return Outcome(missed, np.array(self._highs.getSolution().row_dual))

    def extent(self, cell: int) -> tuple[float, float]:
        """Return the least and greatest ``t`` of a freed cell when nothing may be missed.

        Infinite where the constraints leave it open. Solved on a copy with the slacks closed.
        """
        slacks = np.arange(self._count, self._count + 2 * len(self.system.constraints), dtype=np.int32)
        highs = _quiet()
        highs.passModel(self._highs.getModel())
        dropped = {
            s
            for rate in self._free
            for row in self._rows_of_rate.get(rate, ())
            for s in (2 * row, 2 * row + 1)
        }
        ceiling = np.array([highspy.kHighsInf if s in dropped else 0.0 for s in range(len(slacks))])
        highs.changeColsBounds(len(slacks), slacks, np.zeros(len(slacks)), ceiling)
        highs.changeColsCost(len(slacks), slacks, np.zeros(len(slacks)))
        ends = []
        for cost, unbounded in ((1.0, -np.inf), (-1.0, np.inf)):
            highs.changeColCost(cell, cost)
            highs.run()
            optimal = highs.getModelStatus() == highspy.HighsModelStatus.kOptimal
            ends.append(float(highs.getSolution().col_value[cell]) if optimal else unbounded)
        return ends[0], ends[1]

    def nearest(self) -> np.ndarray:
        """Return the ``t`` of the freed cells when all others are taken as printed.

        The constraints that then cannot hold are missed by as little as possible.
        """
        bound = np.array([cell for cell in range(self._count) if cell not in self._free], dtype=np.int32)
        highs = _quiet()
        highs.passModel(self._highs.getModel())
        highs.changeColsBounds(len(bound), bound, np.zeros(len(bound)), np.zeros(len(bound)))
        highs.run()
        return np.array(highs.getSolution().col_value)[: self._count]

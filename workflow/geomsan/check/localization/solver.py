"""The linear programme of a system, solved by HiGHS.

One elastic programme serves all questions: it minimises how far the constraints are missed, so it
is always feasible; its optimum is zero exactly when the system is consistent, and its dual values
are the multipliers of a proof when it is not. Each solve starts from the last one's basis.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import highspy
import numpy as np
from numpy.typing import NDArray

from geomsan.check.localization.system import System

MARGIN = 1e-6
"""Open bounds are kept this far off (in printed places); what that changes is proved exactly."""
TOLERANCE = 1e-7
"""Optima below this are zero."""

_INFINITY = highspy.kHighsInf
_ITERATIONS = 100_000
"""Steps of the solver after which it gives up; counted, so that a busy machine gets the same answer."""


@dataclass(frozen=True)
class Outcome:
    """Result of one elastic programme: the amount missed and the multiplier of each constraint.

    ``is_certain`` is False when the solver stopped before it had an answer.
    """

    missed: float
    multipliers: NDArray[np.float64]
    is_certain: bool = True

    @property
    def is_feasible(self) -> bool:
        """True when nothing is missed."""
        return self.missed <= TOLERANCE


class Programme:
    """A system as one linear programme whose cells can be freed and bound again.

    Columns are the variables, then two slacks a constraint (above, below).
    """

    def __init__(self, system: System) -> None:
        self.system = system
        self._count = len(system.variables)
        self._free: frozenset[int] = frozenset()
        self._dropped_by: dict[int, list[int]] = {}
        for row, constraint in enumerate(system.constraints):
            for cell in constraint.freed_by:
                self._dropped_by.setdefault(cell, []).append(row)
        boxes = [variable.box for variable in system.variables]
        self._low = np.array([float(box.low) + (MARGIN if box.low_open else 0.0) for box in boxes])
        self._high = np.array([float(box.high) - (MARGIN if box.high_open else 0.0) for box in boxes])
        # Deterministic: the same questions in the same order get the same answers.
        self._highs = highspy.Highs()
        self._highs.setOptionValue("output_flag", False)
        self._highs.setOptionValue("threads", 1)
        self._highs.setOptionValue("simplex_iteration_limit", _ITERATIONS)
        self._highs.passModel(self._model())

    def _model(self) -> highspy.HighsLp:
        constraints = self.system.constraints
        rows = len(constraints)
        model = highspy.HighsLp()
        model.num_col_ = self._count + 2 * rows
        model.num_row_ = rows
        model.col_cost_ = np.concatenate([np.zeros(self._count), np.ones(2 * rows)])
        model.col_lower_ = np.concatenate([self._low, np.zeros(2 * rows)])
        model.col_upper_ = np.concatenate([self._high, np.full(2 * rows, _INFINITY)])
        margins = [MARGIN if c.is_open else 0.0 for c in constraints]
        model.row_lower_ = np.array(
            [
                -_INFINITY if c.low is None else float(c.low) + m
                for c, m in zip(constraints, margins, strict=True)
            ]
        )
        model.row_upper_ = np.array(
            [
                _INFINITY if c.high is None else float(c.high) - m
                for c, m in zip(constraints, margins, strict=True)
            ]
        )
        starts, columns, values = [0], [], []
        for row, constraint in enumerate(constraints):
            columns += [cell for cell, _ in constraint.coefficients]
            values += [float(value) for _, value in constraint.coefficients]
            columns += [self._count + 2 * row, self._count + 2 * row + 1]
            values += [1.0, -1.0]
            starts.append(len(columns))
        model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        model.a_matrix_.start_ = np.array(starts)
        model.a_matrix_.index_ = np.array(columns)
        model.a_matrix_.value_ = np.array(values)
        return model

    def free(self, cells: Iterable[int]) -> None:
        """Let these cells be anything that their floors allow, and bind all others to their print."""
        wanted = frozenset(cells)
        for cell in sorted(self._free ^ wanted):
            freed = cell in wanted
            floor = self.system.variables[cell].floor
            lowest = -_INFINITY if floor is None else float(floor)
            low, high = (lowest, _INFINITY) if freed else (self._low[cell], self._high[cell])
            self._highs.changeColBounds(cell, low, high)
            for row in self._dropped_by.get(cell, ()):
                # The slacks of a dropped constraint cost nothing.
                live = self.system.constraints[row].freed_by.isdisjoint(wanted)
                for slack in (self._count + 2 * row, self._count + 2 * row + 1):
                    self._highs.changeColCost(slack, 1.0 if live else 0.0)
        self._free = wanted

    def solve(self) -> Outcome:
        """Solve the elastic programme."""
        self._highs.run()
        missed = float(self._highs.getInfo().objective_function_value)
        certain = self._highs.getModelStatus() == highspy.HighsModelStatus.kOptimal
        return Outcome(missed, np.array(self._highs.getSolution().row_dual), certain)

    def nearest(self) -> NDArray[np.float64]:
        """Return the ``t`` of every cell when all but the freed ones are taken as printed.

        The constraints that then cannot hold are missed by as little as possible.
        """
        for cell in range(self._count):
            if cell not in self._free:
                self._highs.changeColBounds(cell, 0.0, 0.0)
        self._highs.run()
        values = np.array(self._highs.getSolution().col_value)[: self._count]
        for cell in range(self._count):
            if cell not in self._free:
                self._highs.changeColBounds(cell, self._low[cell], self._high[cell])
        return values

"""The linear programme of a system, solved by HiGHS.

Elastic programmes serve all questions: they minimise how far the constraints are missed, so they
are always feasible; the optimum is zero exactly when the system is consistent, and the dual values
are the multipliers of a proof when it is not. Each solve starts from the last one's basis.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import highspy
import numpy as np
from numpy.typing import NDArray

from geomsan.check.localization.system import Constraint, System

MARGIN = 1e-6
"""Open bounds are kept this far off (in printed places); what that changes is proved exactly."""
TOLERANCE = 1e-7
"""Optima below this are zero."""

_INFINITY = highspy.kHighsInf
_ITERATIONS = 100_000
"""Steps of the solver after which it gives up; counted, so that a busy machine gets the same answer."""


@dataclass(frozen=True)
class Outcome:
    """Result of one elastic programme: the amount missed, the multiplier of each constraint, each ``t``.

    ``is_certain`` is False when the solver stopped before it had an answer.
    """

    missed: float
    multipliers: NDArray[np.float64]
    values: Sequence[float]
    is_certain: bool = True

    @property
    def is_feasible(self) -> bool:
        """True when nothing is missed."""
        return self.missed <= TOLERANCE


class _Elastic:
    """A system as a linear programme whose cells can be freed and bound again.

    Columns are the variables, then whatever the constraints may be missed by.
    """

    def __init__(self, system: System) -> None:
        self.system = system
        self._count = len(system.variables)
        self._free: frozenset[int] = frozenset()
        boxes = [variable.box for variable in system.variables]
        self._low = np.array([float(box.low) + (MARGIN if box.low_open else 0.0) for box in boxes])
        self._high = np.array([float(box.high) - (MARGIN if box.high_open else 0.0) for box in boxes])
        self._sides = self._demands()
        self._dropped_by: dict[int, list[int]] = {}
        for side, (row, *_) in enumerate(self._sides):
            for cell in system.constraints[row].freed_by:
                self._dropped_by.setdefault(cell, []).append(side)
        # Deterministic: the same questions in the same order get the same answers.
        self._highs = highspy.Highs()
        self._highs.setOptionValue("output_flag", False)
        self._highs.setOptionValue("threads", 1)
        self._highs.setOptionValue("simplex_iteration_limit", _ITERATIONS)
        self._highs.passModel(self._model())

    def _demands(self) -> list[tuple[int, float, float, float]]:
        """Return the rows: constraint, sign with which it is taken, and the bounds of that."""
        raise NotImplementedError

    def _slacks(self, side: int) -> tuple[tuple[int, float], ...]:
        """Return the columns, each with its coefficient, by which a row may be missed."""
        raise NotImplementedError

    def _drop(self, side: int, is_live: bool) -> None:
        """Let a row demand nothing, or all again."""
        raise NotImplementedError

    def _model(self) -> highspy.HighsLp:
        starts, columns, values = [0], [], []
        for side, (row, sign, *_) in enumerate(self._sides):
            constraint = self.system.constraints[row]
            columns += [cell for cell, _ in constraint.coefficients]
            values += [sign * value for value in constraint.floats]
            columns += [self._count + column for column, _ in self._slacks(side)]
            values += [value for _, value in self._slacks(side)]
            starts.append(len(columns))
        slacks = max(columns, default=self._count - 1) + 1 - self._count
        model = highspy.HighsLp()
        model.num_col_ = self._count + slacks
        model.num_row_ = len(self._sides)
        model.col_cost_ = np.concatenate([np.zeros(self._count), np.ones(slacks)])
        model.col_lower_ = np.concatenate([self._low, np.zeros(slacks)])
        model.col_upper_ = np.concatenate([self._high, np.full(slacks, _INFINITY)])
        model.row_lower_ = np.array([low for *_, low, _ in self._sides])
        model.row_upper_ = np.array([high for *_, high in self._sides])
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
            for side in self._dropped_by.get(cell, ()):
                freed_by = self.system.constraints[self._sides[side][0]].freed_by
                self._drop(side, freed_by.isdisjoint(wanted))
        self._free = wanted

    def solve(self) -> Outcome:
        """Solve the elastic programme."""
        self._highs.run()
        missed = float(self._highs.getInfo().objective_function_value)
        certain = self._highs.getModelStatus() == highspy.HighsModelStatus.kOptimal
        multipliers = np.zeros(len(self.system.constraints))
        solution = self._highs.getSolution()
        for (row, sign, *_), value in zip(self._sides, solution.row_dual, strict=True):
            multipliers[row] += sign * value
        return Outcome(missed, multipliers, solution.col_value[: self._count], certain)


class Programme(_Elastic):
    """Misses the constraints by as little as possible in all: two slacks a constraint, above and below."""

    def _demands(self) -> list[tuple[int, float, float, float]]:
        return [(row, 1.0, *_bounds(constraint)) for row, constraint in enumerate(self.system.constraints)]

    def _slacks(self, side: int) -> tuple[tuple[int, float], ...]:
        return (2 * side, 1.0), (2 * side + 1, -1.0)

    def _drop(self, side: int, is_live: bool) -> None:
        # The slacks of a dropped constraint cost nothing.
        for slack, _ in self._slacks(side):
            self._highs.changeColCost(self._count + slack, 1.0 if is_live else 0.0)

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


class Worst(_Elastic):
    """Misses the constraint that is missed most by as little as possible: one slack for all.

    The multipliers then share one unit between them, so that a proof is one contradiction and not the
    sum of all that there are: it rests on fewer figures, and a search learns more from it.
    """

    def _demands(self) -> list[tuple[int, float, float, float]]:
        return [
            (row, sign, sign * bound, _INFINITY)
            for row, constraint in enumerate(self.system.constraints)
            for sign, bound in zip((1.0, -1.0), _bounds(constraint), strict=True)
            if abs(bound) < _INFINITY
        ]

    def _slacks(self, side: int) -> tuple[tuple[int, float], ...]:  # noqa: ARG002
        return ((0, 1.0),)

    def _drop(self, side: int, is_live: bool) -> None:
        self._highs.changeRowBounds(side, self._sides[side][2] if is_live else -_INFINITY, _INFINITY)


def _bounds(constraint: Constraint) -> tuple[float, float]:
    """Return the bounds of a constraint, infinite where there is none, open ones kept off."""
    margin = MARGIN if constraint.is_open else 0.0
    return (
        -_INFINITY if constraint.low is None else float(constraint.low) + margin,
        _INFINITY if constraint.high is None else float(constraint.high) - margin,
    )

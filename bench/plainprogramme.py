"""The rules of a table as a plain linear programme: a second opinion that shares no code of its proof."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import numpy as np
from scipy.optimize import linprog

from bench.mistyping import place_of
from geomsan.check.identities.edits import Edit, Role, Rule
from geomsan.read.tables.table import Entry


class PlainProgramme:
    """The rules of a table as a linear programme in printed quantities, apart from the library's."""

    def __init__(self) -> None:
        self.index: dict[Any, int] = {}
        self.low: list[float] = []
        self.high: list[float] = []
        self.equal: list[dict[int, float]] = []
        self.above: list[dict[int, float]] = []

    def column(self, entry: Entry) -> int:
        """Return the column of a figure, its bounds tightened by this entry of it."""
        key = place_of(entry) if entry.row is not None else entry
        number = self.index.setdefault(key, len(self.low))
        if number == len(self.low):
            self.low.append(-np.inf)
            self.high.append(np.inf)
        reach = entry.interval()
        self.low[number] = max(self.low[number], float(reach.low))
        self.high[number] = min(self.high[number], float(reach.high))
        return number

    def add(self, edit: Edit) -> None:
        """Add one rule; a rate whose base may be zero says nothing."""
        for term in edit.terms:
            self.column(term.entry)
        if edit.rule is not Rule.RATE:
            row: dict[int, float] = defaultdict(float)
            row[self.column(edit.result.entry)] -= 1
            for term in edit.others:
                row[self.column(term.entry)] += term.coefficient
            self.equal.append(row)
            return
        rate, base = edit.result.entry.interval(), edit.with_role(Role.DENOMINATOR)
        ends = [sum(t.coefficient * end(t.entry, t.coefficient > 0) for t in base) for end in (_least, _most)]
        if ends[0] <= 0 <= ends[1]:
            return
        sign = 1 if ends[0] > 0 else -1
        for edge, side in ((rate.low, -1), (rate.high, 1)):
            row = defaultdict(float)
            for term in edit.with_role(Role.NUMERATOR):
                row[self.column(term.entry)] += side * 100 * sign * term.coefficient
            for term in base:
                row[self.column(term.entry)] -= side * float(edge) * sign * term.coefficient
            self.above.append(row)

    def is_feasible(self) -> bool:
        """Tell whether true quantities exist, open ends taken as closed; of no rules all hold."""
        if not self.low:
            return True
        above, equal = self._matrix(self.above), self._matrix(self.equal)
        answer = linprog(
            np.zeros(len(self.low)),
            A_ub=above,
            b_ub=None if above is None else np.zeros(len(above)),
            A_eq=equal,
            b_eq=None if equal is None else np.zeros(len(equal)),
            bounds=list(zip(self.low, self.high, strict=True)),
            method="highs",
        )
        return bool(answer.status != 2)

    def _matrix(self, rows: Sequence[dict[int, float]]) -> np.ndarray | None:
        dense = np.zeros((len(rows), len(self.low)))
        for number, row in enumerate(rows):
            for place, value in row.items():
                dense[number, place] = value
        return dense if rows else None


def _least(entry: Entry, upward: bool) -> float:
    return float(entry.interval().low if upward else entry.interval().high)


def _most(entry: Entry, upward: bool) -> float:
    return _least(entry, not upward)


def is_feasible(edits: Sequence[Edit]) -> bool:
    """Tell by a plain linear programme in printed units whether true quantities exist."""
    plain = PlainProgramme()
    for edit in edits:
        plain.add(edit)
    return plain.is_feasible()

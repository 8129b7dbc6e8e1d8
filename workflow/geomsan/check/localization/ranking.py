"""Which repair is the likeliest, and why, in one sentence.

The score of a repair is how surprising the prints are if it is the true one (minus the logarithm of
a probability, so lower is likelier): in how many ways what each figure could have been is mistyped into
what is printed. What one event explains counts once: figures that changed places, totals not brought up to
date together, a line left out of all its totals, rates that were computed from the wrong figure, a rate
taken from another base (:mod:`geomsan.check.localization.events`).
"""

from __future__ import annotations

import heapq
import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from geomsan.check.identities.edits import Rule
from geomsan.check.identities.verdicts import rounded
from geomsan.check.localization.events import EVENTS, Suspect, joined
from geomsan.check.localization.needs import Needs, Required
from geomsan.check.localization.repairs import Localization
from geomsan.check.localization.system import System, Variable
from geomsan.check.localization.typing_errors import OTHER, Slip, likelihood, near, slip
from geomsan.common.errors import Bilingual
from geomsan.read.figures.units import Kind
from geomsan.read.tables.table import Entry

_NOT_WHOLE = 6.0
"""Cost of a count that would have to be a fraction."""
_ODD_SIGN = 3.0
"""Cost of the one figure below zero of a measure that is no difference."""
_NEAR = 1e-6
"""Ends of ranges come from floating point: a print this near to one lies within."""


@dataclass(frozen=True)
class RepairedCell:
    """A figure with the value it would have to have.

    Attributes
    ----------
    value
        In the printed unit, to the printed place; from the other figures as printed.
    low, high
        What would do as well, in the printed unit; None where there is no end.
    """

    entry: Entry
    value: Decimal
    low: Decimal | None
    high: Decimal | None


@dataclass(frozen=True)
class Repair:
    """A smallest set of figures to change, with its rank and the reason for it."""

    cells: tuple[RepairedCell, ...]
    score: float
    reason: Bilingual


def rank(system: System, localization: Localization, violated: Sequence[int]) -> tuple[Repair, ...]:
    """Return the repairs of the whole table, likeliest first.

    Where its parts have more repairs together than ``localization.sets`` lists, the likeliest of all
    are returned, as many as it lists.

    Parameters
    ----------
    system, localization
        What was localized, and the result.
    violated
        Edit rules that cannot hold by themselves.
    """
    parts = suspects(system, localization, violated)
    if not localization.sets or not parts:
        return ()
    best: list[Repair] = list(parts[0])
    for part in parts[1:]:
        best = list(_together(best, part, len(localization.sets)))
    return tuple(best)


def suspects(
    system: System, localization: Localization, violated: Sequence[int]
) -> tuple[tuple[Repair, ...], ...]:
    """Return for each part of the localization its own repairs, likeliest first.

    A part is a group of rules that share no figure with another; what is wrong in it can be judged
    apart from all else. A part for which nothing was found within the limits has none. A count that would
    have to be a fraction beside what is printed is none, where there is another.
    """
    ranking = _Ranking(system, violated)
    found = [[ranking.repair(chosen) for chosen in part.sets] for part in localization.parts]
    return tuple(tuple(sorted(list(filter(_changes, part)) or part, key=_order)) for part in found)


def _changes(repair: Repair) -> bool:
    return all(cell.value != cell.entry.printed for cell in repair.cells)


def _order(repair: Repair) -> tuple[float, list[tuple[int, int, int]]]:
    places = [(cell.entry.row or 0, cell.entry.column or 0, cell.entry.part or 0) for cell in repair.cells]
    return repair.score, places


def _together(first: Sequence[Repair], second: Sequence[Repair], most: int) -> Iterator[Repair]:
    """Yield the likeliest pairs of two sorted lists."""
    queue = [(first[0].score + second[0].score, 0, 0)]
    seen = {(0, 0)}
    while queue and most > 0:
        score, one, two = heapq.heappop(queue)
        pair = (first[one], second[two])
        yield Repair(pair[0].cells + pair[1].cells, round(score, 3), joined([r.reason for r in pair]))
        most -= 1
        for step in ((one + 1, two), (one, two + 1)):
            if step not in seen and step[0] < len(first) and step[1] < len(second):
                seen.add(step)
                heapq.heappush(queue, (first[step[0]].score + second[step[1]].score, *step))


@dataclass(frozen=True)
class _Candidate:
    """A print that one slip makes into the present one, with that slip's chance."""

    value: Decimal
    how: Slip
    chance: float


_EXACT = 20.0
"""How much likelier the value is that the other prints give exactly than one their rounding allows."""


class _Ranking:
    """Scores repairs of one system; what is known of a cell is kept from repair to repair."""

    def __init__(self, system: System, violated: Sequence[int]) -> None:
        self.system = system
        self._violated = frozenset(violated)
        self._needs = Needs(system)
        variables = system.variables
        self._negatives = Counter(v.entry.measure for v in variables if v.entry.printed < 0)
        self._differences = {e.result.entry.measure for e in system.edits if e.rule is Rule.DIFFERENCE}
        self._meant: dict[int, list[tuple[float, Decimal]]] = {}
        self._suspects: dict[tuple[int, Required], Suspect] = {}

    def repair(self, chosen: frozenset[int]) -> Repair:
        """Return a set of cells as a repair with its values, its score and its reason."""
        needed = self._needs.of(chosen)
        found = {cell: self._suspect_of(cell, needed[cell]) for cell in needed}
        costs = {cell: suspect.cost for cell, suspect in found.items()}
        events = [event for kind in EVENTS for event in kind(self.system, found, self._violated)]
        left = set(found)
        score = 0.0
        said: list[Bilingual] = []
        for event in sorted(events, key=lambda event: (-len(event.cells), event.cost)):
            saved = sum(costs[cell] for cell in event.cells) - event.cost
            if event.cells <= left and saved > 0:
                left -= event.cells
                score += event.cost
                said.append(event.reason)
        score += sum(costs[cell] for cell in left)
        said += [found[cell].how.text for cell in sorted(left)]
        cells = tuple(
            RepairedCell(self.system.variables[cell].entry, suspect.value, suspect.low, suspect.high)
            for cell, suspect in found.items()
        )
        return Repair(cells, round(score, 3), joined(said))

    def _suspect_of(self, cell: int, needed: Required) -> Suspect:
        # A cell would have to be the same in many repairs.
        if (cell, needed) not in self._suspects:
            self._suspects[cell, needed] = self._suspect(cell, needed)
        return self._suspects[cell, needed]

    def _suspect(self, cell: int, needed: Required) -> Suspect:
        """Return a cell with the likeliest print that would do, and what its own print then costs."""
        variable = self.system.variables[cell]
        entry, step = variable.entry, variable.unit / variable.entry.scale
        central = rounded(needed.value / entry.scale, _decimal(step))
        least, most = _prints(variable, needed)
        within = list(self._candidates(cell, least, most))
        meant = {one.value: one.how for one in within}
        chances = {one.value: one.chance for one in within}
        exact = {value: _EXACT if value == central else 1.0 for value in chances}
        best = max(
            chances,
            key=lambda value: (chances[value] * exact[value], -abs(value - central)),
            default=central,
        )
        other = likelihood(entry.printed, central, OTHER)
        how = meant.get(best, OTHER) if chances.get(best, 0.0) > other / 10 else OTHER
        cost = -math.log(sum(chances.values()) + other)
        if entry.kind is Kind.COUNT and most < least:
            cost += _NOT_WHOLE
        value = central if how is OTHER else best
        cost += self._sign_cost(cell, value)
        low, high = (_printed(end, entry, step) for end in (needed.low, needed.high))
        return Suspect(variable, value, low, high, least, most, cost, how)

    def _sign_cost(self, cell: int, value: Decimal) -> float:
        """Return what it costs to make a figure the only negative one of its measure, or saves to undo it."""
        entry = self.system.variables[cell].entry
        was, will = entry.printed < 0, value < 0
        if was == will or entry.measure in self._differences:
            return 0.0
        others = self._negatives[entry.measure] - was
        return 0.0 if others else (_ODD_SIGN if will else -_ODD_SIGN / 2)

    def _candidates(self, cell: int, least: float, most: float) -> Iterator[_Candidate]:
        """Yield the prints from ``least`` to ``most`` steps away that one slip makes into the present one."""
        entry = self.system.variables[cell].entry
        for steps, value in self._near(cell):
            if least <= steps <= most and (how := slip(entry.printed, value)) is not OTHER:
                yield _Candidate(value, how, likelihood(entry.printed, value, how))

    def _near(self, cell: int) -> list[tuple[float, Decimal]]:
        if cell not in self._meant:
            variable = self.system.variables[cell]
            entry, step = variable.entry, _decimal(variable.unit / variable.entry.scale)
            found = [] if entry.is_nil else near(entry.printed, step)
            self._meant[cell] = [(float((value - entry.printed) / step), value) for value in found]
        return self._meant[cell]


def _prints(variable: Variable, needed: Required) -> tuple[float, float]:
    """Return the least and greatest print, in steps from the present one, of what the cell could be."""
    return (
        math.ceil(needed.least - float(variable.box.high) - _NEAR)
        if math.isfinite(needed.least)
        else needed.least,
        math.floor(needed.most - float(variable.box.low) + _NEAR)
        if math.isfinite(needed.most)
        else needed.most,
    )


def _decimal(step: Fraction) -> Decimal:
    return Decimal(step.numerator) / Decimal(step.denominator)


def _printed(end: Fraction | None, entry: Entry, step: Fraction) -> Decimal | None:
    return None if end is None else rounded(end / entry.scale, _decimal(step))

"""What the figures of a repair would have to be."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from geomsan.check.identities.edits import Edit, Role
from geomsan.check.localization.bounds import Bounds
from geomsan.check.localization.solver import Programme
from geomsan.check.localization.system import System

Range = tuple[float, float]

_ANYTHING: Range = (-math.inf, math.inf)
_UNBOUNDED = 1e15


@dataclass(frozen=True)
class Required:
    """What a freed figure would have to be, in its base unit.

    Attributes
    ----------
    value
        With all other figures as printed.
    low, high
        With the others anywhere in their intervals; None where there is no end.
    least, most
        The same ends in printed steps from the print (``t``), infinite where there is none.
    """

    value: Fraction
    low: Fraction | None
    high: Fraction | None
    least: float
    most: float


class Needs:
    """Answers for one system, for any set of freed figures.

    The ranges come from the rules one by one, not from all together: nothing outside them will do,
    not everything inside them need do.
    """

    def __init__(self, system: System) -> None:
        self.system = system
        self._bounds = Bounds.of(system)
        self._known: dict[tuple[frozenset[int], int], dict[int, Required]] = {}
        self._rate_edits = {
            constraint.rate: constraint.edit
            for constraint in system.constraints
            if constraint.rate is not None
        }

        # Bases that print below zero, where they stand alone: their constraint holds for one sign only.
        self._bases = {
            cell: constraint.edit
            for constraint in system.constraints
            for cell in constraint.freed_by - {constraint.rate}
            if len(constraint.freed_by) == 2
        }

    def of(self, freed: frozenset[int]) -> dict[int, Required]:
        """Return for each freed cell what it would have to be."""
        found: dict[int, Required] = {}
        for group in self._tied(freed):
            # Many repairs share some of their cells.
            if (group, len(freed)) not in self._known:
                ranges = self._ranges(group, len(freed))
                values = self._values(group, ranges)
                self._known[group, len(freed)] = {
                    cell: self._required(cell, values[cell], ranges[cell]) for cell in group
                }
            found |= self._known[group, len(freed)]
        return dict(sorted(found.items()))

    def _tied(self, freed: frozenset[int]) -> Iterator[frozenset[int]]:
        """Yield the freed cells in groups that no edit rule has cells of two of."""
        left = set(freed)
        while left:
            group, waiting = set(), [left.pop()]
            while waiting:
                cell = waiting.pop()
                group.add(cell)
                near = {
                    other for edit in self.system.edits_of_cell[cell] for other in self.system.cells[edit]
                }
                waiting += near & left
                left -= near
            yield frozenset(group)

    def _required(self, cell: int, t: Fraction, span: Range) -> Required:
        variable = self.system.variables[cell]
        low, high = (
            None if abs(end) > _UNBOUNDED else variable.value + variable.unit * Fraction(end) for end in span
        )
        value = variable.value + variable.unit * t
        if low is not None:
            value = max(value, low)
        if high is not None:
            value = min(value, high)
        return Required(value, low, high, *span)

    def _live(self, cell: int, freed: frozenset[int]) -> Iterable[tuple[int, Fraction]]:
        """Yield the constraints on a cell that stay when ``freed`` are freed, with its coefficient."""
        for row, coefficient in self.system.rows_of_cell[cell]:
            if self.system.constraints[row].freed_by.isdisjoint(freed):
                yield row, coefficient

    def _ranges(self, freed: frozenset[int], rounds: int) -> dict[int, Range]:
        """Return what the rules leave to each freed cell, by repeated tightening."""
        ranges: dict[int, Range] = {}
        for cell in freed:
            floor = self.system.variables[cell].floor
            ranges[cell] = (-math.inf if floor is None else float(floor), math.inf)
        for _ in range(rounds):
            before = dict(ranges)
            for cell in sorted(freed):
                for row, coefficient in self._live(cell, freed):
                    ranges[cell] = _meet(ranges[cell], self._left(cell, row, float(coefficient), ranges))
            if ranges == before:
                break
        for cell in sorted(freed):
            if cell in self._rate_edits:
                ranges[cell] = _meet(ranges[cell], self._quotient_range(cell, ranges))
            elif cell in self._bases:
                ranges[cell] = _meet(ranges[cell], self._base_range(cell, freed))
        return ranges

    def _base_range(self, cell: int, freed: frozenset[int]) -> Range:
        """Return what the one rate over a base that prints below zero leaves to it, of either sign."""
        edit = self.system.edits[self._bases[cell]]
        numerator, rate = edit.with_role(Role.NUMERATOR), edit.result.entry
        used = {self.system.index_of(term.entry) for term in edit.terms} - {cell}
        reach = rate.interval()
        if not used.isdisjoint(freed) or reach.low <= 0 <= reach.high:
            return _ANYTHING
        part = sum((t.coefficient * t.entry.value for t in numerator), Fraction(0))
        variable = self.system.variables[cell]
        bases = sorted(edit.factor * part / end for end in (reach.low, reach.high))
        low, high = ((base - variable.value) / variable.unit for base in bases)
        return float(low), float(high)

    def _left(self, cell: int, row: int, own: float, ranges: dict[int, Range]) -> Range:
        """Return what one constraint leaves to a cell, the other freed ones in their ranges."""
        bounds = self._bounds
        least, most = bounds.least[row], bounds.most[row]
        for other, coefficient in bounds.terms[row]:
            if other not in ranges:
                continue
            span = bounds.span(other, coefficient)
            least, most = least - span[0], most - span[1]
            if other != cell:
                ends = sorted(coefficient * end for end in ranges[other])
                least, most = least + ends[0], most + ends[1]
        low, high = (bounds.low[row] - most) / own, (bounds.high[row] - least) / own
        return (low, high) if own > 0 else (high, low)

    def _values(self, freed: frozenset[int], ranges: dict[int, Range]) -> dict[int, Fraction]:
        """Return a ``t`` for each freed cell with the others as printed, balance edits first."""
        values: dict[int, Fraction] = {}
        for by_rate in (False, True):
            progress = True
            while progress:
                progress = False
                for cell in sorted(freed - values.keys()):
                    found = (
                        self._by_rate(cell, freed, values) if by_rate else self._by_sum(cell, freed, values)
                    )
                    if found is not None:
                        values[cell] = _clamped(found, ranges[cell])
                        progress = True
                        if by_rate:
                            break
        for cell in sorted(freed - values.keys()):
            edit = self._rate_edits.get(cell)
            if edit is not None:
                values[cell] = _clamped(self._quotient(self.system.edits[edit], cell, values), ranges[cell])
        if freed - values.keys():
            values |= self._nearest(freed, ranges, values)
        return values

    def _by_sum(self, cell: int, freed: frozenset[int], values: dict[int, Fraction]) -> Fraction | None:
        """Return the ``t`` that most balance edits with no other unknown give; in print all ``t`` are 0."""
        if cell in self._rate_edits:
            return None
        found: Counter[Fraction] = Counter()
        for row, own in self._live(cell, freed):
            constraint = self.system.constraints[row]
            if constraint.low is None or constraint.low != constraint.high:
                continue
            rest = self._rest(row, cell, freed, values)
            if rest is not None:
                found[(constraint.low - rest) / own] += 1
        return max(found, key=lambda t: (found[t], -abs(t))) if found else None

    def _by_rate(self, cell: int, freed: frozenset[int], values: dict[int, Fraction]) -> Fraction | None:
        """Return the ``t`` that gives a printed rate, between those that give its two ends."""
        ends: dict[int, list[Fraction]] = {}
        for row, own in self._live(cell, freed):
            constraint = self.system.constraints[row]
            rest = self._rest(row, cell, freed, values)
            if constraint.rate is not None and rest is not None:
                bound = constraint.high if constraint.low is None else constraint.low
                assert bound is not None
                ends.setdefault(constraint.rate, []).append((bound - rest) / own)
        for rate, pair in ends.items():
            if len(pair) == 2:
                box = self.system.variables[rate].box
                share = -box.low / (box.high - box.low) if box.high > box.low else Fraction(0)
                return pair[0] + (pair[1] - pair[0]) * share
        return None

    def _rest(
        self, row: int, cell: int, freed: frozenset[int], values: dict[int, Fraction]
    ) -> Fraction | None:
        """Return what the other columns add up to; None while one of them is not known yet."""
        total = Fraction(0)
        for other, coefficient in self.system.constraints[row].coefficients:
            if other != cell and other in freed:
                if other not in values:
                    return None
                total += coefficient * values[other]
        return total

    def _nearest(
        self, freed: frozenset[int], ranges: dict[int, Range], known: dict[int, Fraction]
    ) -> dict[int, Fraction]:
        """Return the rest by linear programme: the rules that cannot hold are missed by least."""
        edits = sorted({edit for cell in freed for edit in self.system.edits_of_cell[cell]})
        part = self.system.part(edits)
        programme = Programme(part)
        programme.free(index for index, whole in enumerate(part.origin) if whole in freed)
        nearest = programme.nearest()
        return {
            whole: _clamped(Fraction(float(nearest[index])).limit_denominator(1000), ranges[whole])
            for index, whole in enumerate(part.origin)
            if whole in freed and whole not in known
        }

    def _quotient(self, edit: Edit, cell: int, values: dict[int, Fraction]) -> Fraction:
        """Return the ``t`` of a rate that follows from its figures, those in ``values`` repaired."""
        sums = []
        for role in (Role.NUMERATOR, Role.DENOMINATOR):
            total = Fraction(0)
            for term in edit.with_role(role):
                number = self.system.index_of(term.entry)
                variable = self.system.variables[number]
                repaired = variable.value + variable.unit * values.get(number, Fraction(0))
                total += term.coefficient * repaired
            sums.append(total)
        rate = self.system.variables[cell]
        return (edit.factor * sums[0] / sums[1] - rate.value) / rate.unit if sums[1] else Fraction(0)

    def _quotient_range(self, cell: int, ranges: dict[int, Range]) -> Range:
        """Return the ``t`` of a rate that its figures allow; anything when the base may be zero."""
        edit = self.system.edits[self._rate_edits[cell]]
        spans = []
        for role in (Role.NUMERATOR, Role.DENOMINATOR):
            low = high = 0.0
            for term in edit.with_role(role):
                number = self.system.index_of(term.entry)
                variable = self.system.variables[number]
                box = ranges.get(number, (float(variable.box.low), float(variable.box.high)))
                ends = sorted(
                    term.coefficient * (float(variable.value) + float(variable.unit) * end) for end in box
                )
                low, high = low + ends[0], high + ends[1]
            spans.append((low, high))
        (bottom, top), base = spans
        if base[0] <= 0 <= base[1] or not all(map(math.isfinite, (bottom, top, *base))):
            return _ANYTHING
        rates = [float(edit.factor) * part / whole for part in (bottom, top) for whole in base]
        variable = self.system.variables[cell]
        return tuple(  # type: ignore[return-value]
            (rate - float(variable.value)) / float(variable.unit) for rate in (min(rates), max(rates))
        )


def _meet(one: Range, other: Range) -> Range:
    low, high = max(one[0], other[0]), min(one[1], other[1])
    # Floating point may leave them a hair apart.
    return (low, high) if low <= high else (high, low)


def _clamped(value: Fraction, span: Range) -> Fraction:
    if math.isfinite(span[0]) and value < span[0]:
        return Fraction(span[0])
    return Fraction(span[1]) if math.isfinite(span[1]) and value > span[1] else value

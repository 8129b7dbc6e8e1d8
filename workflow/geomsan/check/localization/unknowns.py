"""The unknowns of a table's system and the constraints between them."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property

from geomsan.check.identities.edits import Edit
from geomsan.read.figures.interval import Interval
from geomsan.read.tables.table import Entry


@dataclass(frozen=True, eq=False)
class Variable:
    """A figure of the system.

    Attributes
    ----------
    value, unit
        Printed value and one in its last place, in the base unit.
    box
        The ``t`` that print as the figure does.
    is_signed
        Whether it may be below zero when freed: its measure prints negatives or is a difference.
    is_given
        Whether no repair may change it: it is printed nowhere (the 100 that shares add to).
    """

    entry: Entry
    value: Fraction
    unit: Fraction
    box: Interval
    is_signed: bool = False
    is_given: bool = False

    @cached_property
    def floor(self) -> Fraction | None:
        """Lower bound of ``t`` that stays when the figure is freed."""
        return None if self.is_signed else -self.value / self.unit


@dataclass(frozen=True, eq=False)
class Constraint:
    """``low <= sum(coefficient * t) <= high``, with None for no bound.

    Attributes
    ----------
    edit
        Index of the edit rule that it comes from.
    rate
        Index of the rate's variable for a ratio edit.
    freed_by
        Figures of which any one, when freed, drops the constraint: the rate; and a base that prints
        below zero, since the constraint holds for that sign only.
    is_open
        Whether the bound itself is excluded (it has one bound then).
    """

    coefficients: tuple[tuple[int, Fraction], ...]
    low: Fraction | None
    high: Fraction | None
    edit: int
    rate: int | None = None
    is_open: bool = False
    freed_by: frozenset[int] = frozenset()

    @cached_property
    def floats(self) -> tuple[float, ...]:
        """The coefficients as floating point numbers."""
        return tuple(float(value) for _, value in self.coefficients)

    @cached_property
    def whole(self) -> tuple[tuple[tuple[int, int], ...], int]:
        """The coefficients as whole numbers over one denominator."""
        denominator = math.lcm(*(value.denominator for _, value in self.coefficients))
        return (
            tuple(
                (cell, value.numerator * (denominator // value.denominator))
                for cell, value in self.coefficients
            ),
            denominator,
        )


@dataclass(frozen=True, eq=False)
class System:
    """All constraints of a table over all its figures.

    Attributes
    ----------
    cells
        For each edit rule the indices of the figures that a repair may change, the rate included.
    origin
        For a part of a system: index of each variable in the whole.
    """

    edits: tuple[Edit, ...]
    variables: tuple[Variable, ...]
    constraints: tuple[Constraint, ...]
    cells: tuple[frozenset[int], ...]
    origin: tuple[int, ...]

    @cached_property
    def rows_of_edit(self) -> tuple[tuple[int, ...], ...]:
        """For each edit rule the indices of its constraints."""
        rows: list[list[int]] = [[] for _ in self.edits]
        for row, constraint in enumerate(self.constraints):
            rows[constraint.edit].append(row)
        return tuple(map(tuple, rows))

    @cached_property
    def rows_of_cell(self) -> tuple[tuple[tuple[int, Fraction], ...], ...]:
        """For each variable the constraints it is a column of, each with its coefficient."""
        rows: list[list[tuple[int, Fraction]]] = [[] for _ in self.variables]
        for row, constraint in enumerate(self.constraints):
            for cell, coefficient in constraint.coefficients:
                rows[cell].append((row, coefficient))
        return tuple(map(tuple, rows))

    @cached_property
    def edits_of_cell(self) -> tuple[tuple[int, ...], ...]:
        """For each variable the edit rules that it stands in."""
        edits: list[list[int]] = [[] for _ in self.variables]
        for number, cells in enumerate(self.cells):
            for cell in cells:
                edits[cell].append(number)
        return tuple(map(tuple, edits))

    @cached_property
    def _numbers(self) -> dict[int, int]:
        places = {place_of(variable.entry): number for number, variable in enumerate(self.variables)}
        return {
            id(term.entry): places[place_of(term.entry)]
            for edit in self.edits
            for term in edit.terms
            if place_of(term.entry) in places
        }

    def index_of(self, entry: Entry) -> int:
        """Return the index of the figure that an entry of an edit rule stands for."""
        return self._numbers[id(entry)]

    def part(self, edits: Sequence[int]) -> System:
        """Return the system of only these edit rules and their variables."""
        if list(edits) == list(range(len(self.edits))):
            return self
        rows = [row for edit in edits for row in self.rows_of_edit[edit]]
        used = frozenset().union(
            *(self.cells[edit] for edit in edits),
            *((cell for cell, _ in self.constraints[row].coefficients) for row in rows),
        )
        kept = sorted(used)
        place = {old: new for new, old in enumerate(kept)}
        number = {old: new for new, old in enumerate(edits)}
        return System(
            tuple(self.edits[edit] for edit in edits),
            tuple(self.variables[old] for old in kept),
            tuple(_moved(self.constraints[row], place, number) for row in rows),
            tuple(frozenset(place[cell] for cell in self.cells[edit]) for edit in edits),
            tuple(kept),
        )

    def components(self) -> list[list[int]]:
        """Return the edit rules in groups that share no figure, in the order of print."""
        owner = list(range(len(self.variables)))

        def root(cell: int) -> int:
            while owner[cell] != cell:
                owner[cell] = owner[owner[cell]]
                cell = owner[cell]
            return cell

        for cells in self.cells:
            first, *others = cells or (0,)
            for cell in others:
                owner[root(cell)] = root(first)
        groups: dict[int, list[int]] = {}
        for number, cells in enumerate(self.cells):
            if cells:
                groups.setdefault(root(next(iter(cells))), []).append(number)
        return list(groups.values())


def place_of(entry: Entry) -> object:
    """Return what two entries for one figure have in common."""
    return entry if entry.row is None else (entry.row, entry.column, entry.part)


def _moved(constraint: Constraint, place: Mapping[int, int], number: Mapping[int, int]) -> Constraint:
    return replace(
        constraint,
        coefficients=tuple((place[cell], value) for cell, value in constraint.coefficients),
        edit=number[constraint.edit],
        rate=None if constraint.rate is None else place[constraint.rate],
        freed_by=frozenset(place[cell] for cell in constraint.freed_by),
    )

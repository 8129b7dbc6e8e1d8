"""A table's edit rules and intervals as one system of linear constraints.

Every figure is a variable ``x = v + u t``: ``v`` its printed value, ``u`` one in its last printed
place, ``t`` how far the truth lies from the print. Counts and nil have ``t = 0``. In these units the
numbers stay near one whatever the amounts are, so that floating point does little harm.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from geomsan.check.identities.edits import Edit, Role, Rule, Term
from geomsan.check.localization.unknowns import Constraint, System, Variable, place_of
from geomsan.read.figures.interval import Interval, RoundingMode, printed_interval
from geomsan.read.figures.units import Kind
from geomsan.read.tables.table import Entry

__all__ = ["Constraint", "System", "Variable", "build_system"]

_NOUGHT = Interval.exactly(Fraction(0))


def build_system(edits: Sequence[Edit], mode: RoundingMode = RoundingMode.EITHER) -> System:
    """Return the system of decidable edit rules (every figure known, no zero base).

    Parameters
    ----------
    edits
        Bound to the cells of one table.
    mode
        How amounts and rates are taken to be printed.
    """
    index = _Index(edits)
    smallest = _smallest_steps(index.entries)
    signed = _signed_measures(edits)
    variables = tuple(
        _variable(entry, is_exact, smallest, signed, mode)
        for entry, is_exact in zip(index.entries, index.exact, strict=True)
    )
    rows = _Rows(index, variables, mode)
    for number, edit in enumerate(edits):
        rows.add(number, edit)
    cells = tuple(
        frozenset(place for term in edit.terms if not variables[place := index.of(term.entry)].is_given)
        for edit in edits
    )
    return System(tuple(edits), variables, tuple(rows.constraints), cells, tuple(range(len(variables))))


class _Index:
    """Number of each figure: two entries in one place of the grid are one figure."""

    def __init__(self, edits: Iterable[Edit]) -> None:
        self.entries: list[Entry] = []
        self.exact: list[bool] = []
        self._of_entry: dict[int, int] = {}
        places: dict[object, int] = {}
        for edit in edits:
            for term in edit.terms:
                entry = term.entry
                if id(entry) in self._of_entry:
                    continue
                number = places.setdefault(place_of(entry), len(self.entries))
                if number == len(self.entries):
                    self.entries.append(entry)
                    self.exact.append(False)
                self._of_entry[id(entry)] = number
                # A printed 100 is exact as the whole of its shares, wherever else it stands.
                self.exact[number] = self.exact[number] or entry.kind is Kind.COUNT
                if self.entries[number].kind is Kind.COUNT:
                    self.entries[number] = entry

    def of(self, entry: Entry) -> int:
        """Return the number of the figure that an entry of an edit rule stands for."""
        return self._of_entry[id(entry)]


def _smallest_steps(entries: Iterable[Entry]) -> dict[str, Fraction]:
    """Return the smallest printed step of each measure, for figures that print none (nil)."""
    steps: dict[str, Fraction] = {}
    for entry in entries:
        step, known = _step(entry), steps.get(entry.measure)
        if step is not None and (known is None or (step is not known and step < known)):
            steps[entry.measure] = step
    return steps


def _signed_measures(edits: Iterable[Edit]) -> frozenset[str]:
    """Return the measures that may be negative: printed so somewhere, or results of differences.

    A rate of such a measure may be negative too.
    """
    signed: set[str] = set()
    for edit in edits:
        signed |= {term.entry.measure for term in edit.terms if term.entry.printed < 0}
        if edit.rule is Rule.DIFFERENCE or any(t.coefficient < 0 for t in edit.with_role(Role.NUMERATOR)):
            signed.add(edit.result.entry.measure)
    return frozenset(signed)


def _variable(
    entry: Entry, is_exact: bool, smallest: Mapping[str, Fraction], signed: frozenset[str], mode: RoundingMode
) -> Variable:
    unit = _step(entry) or smallest.get(entry.measure, entry.scale)
    is_exact = is_exact or entry.is_nil or entry.figure.step is None
    return Variable(
        entry,
        entry.value,
        unit,
        _NOUGHT if is_exact else _box(entry, mode),
        entry.measure in signed,
        entry.row is None and not entry.figure.text,
    )


def _step(entry: Entry) -> Fraction | None:
    """Return one in the last printed place, in the base unit; None when no place is printed."""
    step = entry.figure.step
    return _product(step, entry.unit.scale if entry.unit else Decimal(1)) if step else None


@lru_cache
def _product(step: Decimal, scale: Decimal) -> Fraction:
    return Fraction(step) * Fraction(scale)


_BOXES = {
    (mode, sign): printed_interval(Fraction(9 * sign), Fraction(1), mode)
    + Interval.exactly(Fraction(-9 * sign))
    for mode in RoundingMode
    for sign in (-1, 0, 1)
}
"""Interval of ``t`` by mode and sign: in steps it is the same for every figure."""


def _box(entry: Entry, mode: RoundingMode) -> Interval:
    printed = Decimal(0) if entry.is_rounded_up else entry.printed
    return _BOXES[mode, (printed > 0) - (printed < 0)]


@lru_cache
def _times(count: int) -> Fraction:
    """Return a coefficient, the same object for the same number."""
    return Fraction(count)


class _Rows:
    """The constraints of edit rules."""

    def __init__(self, index: _Index, variables: Sequence[Variable], mode: RoundingMode) -> None:
        self.constraints: list[Constraint] = []
        self._index = index
        self._variables = variables
        self._mode = mode
        self._products: dict[tuple[int, int], tuple[Fraction, Fraction]] = {}

    def add(self, number: int, edit: Edit) -> None:
        """Add the constraints of one edit rule; a rate whose base may be zero binds nothing."""
        if edit.rule is Rule.RATE:
            self._add_rate(number, edit)
            return
        terms = [(edit.result, _times(-edit.times)), *((t, _times(t.coefficient)) for t in edit.others)]
        coefficients, bound = self._scaled(terms)
        self.constraints.append(Constraint(coefficients, bound, bound, number))

    def _add_rate(self, number: int, edit: Edit) -> None:
        numerator, denominator = edit.with_role(Role.NUMERATOR), edit.with_role(Role.DENOMINATOR)
        base = _NOUGHT
        for term in denominator:
            variable = self._variables[self._index.of(term.entry)]
            around = variable.box.scaled(variable.unit) + Interval.exactly(variable.value)
            base = base + around.scaled(Fraction(term.coefficient))
        if base.low <= 0 <= base.high:
            return
        sign = 1 if base.low > 0 else -1
        rate = edit.result.entry
        dropping = {self._index.of(rate)}
        if sign < 0:
            dropping |= {self._index.of(term.entry) for term in denominator}
        reach = rate.interval(self._mode)
        for edge, is_open, upward in (
            (reach.low, reach.low_open, True),
            (reach.high, reach.high_open, False),
        ):
            terms = [(term, edit.factor * sign * term.coefficient) for term in numerator]
            terms += [(term, -edge * sign * term.coefficient) for term in denominator]
            coefficients, bound = self._scaled(terms)
            low, high = (bound, None) if upward else (None, bound)
            self.constraints.append(
                Constraint(
                    coefficients, low, high, number, self._index.of(rate), is_open, frozenset(dropping)
                )
            )

    def _scaled(
        self, terms: Iterable[tuple[Term, Fraction]]
    ) -> tuple[tuple[tuple[int, Fraction], ...], Fraction]:
        """Return ``sum(factor * x)`` against zero in ``t``: coefficients near one, and the bound."""
        factors: dict[int, Fraction] = {}
        for term, factor in terms:
            position = self._index.of(term.entry)
            factors[position] = factors[position] + factor if position in factors else factor
        whole, constant = 0, Fraction(0)
        sizes: dict[int, Fraction] = {}
        for position, factor in factors.items():
            if not factor:
                continue
            variable = self._variables[position]
            value = factor * variable.value if factor.denominator != 1 else variable.value * factor.numerator
            # Most values are whole, and adding fractions is slow.
            if value.denominator == 1:
                whole += value.numerator
            else:
                constant += value
            sizes[position] = self._product(factor, variable.unit)
        if not sizes:
            return (), -(constant + whole)
        different = {id(size): size for size in sizes.values()}
        largest = max(map(abs, different.values()))
        scaled = {name: size / largest for name, size in different.items()}
        coefficients = tuple((position, scaled[id(size)]) for position, size in sizes.items())
        return coefficients, -(constant + whole) / largest

    def _product(self, factor: Fraction, unit: Fraction) -> Fraction:
        """Return ``factor * unit``, the same object for the same two objects."""
        key = (id(factor), id(unit))
        if key not in self._products:
            # The factors are kept so that their ids stay theirs.
            self._products[key] = (factor * unit, factor)
        return self._products[key][0]

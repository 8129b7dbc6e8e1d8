"""Which repair is the likeliest, and why, in one sentence.

The score of a repair is the sum of its cells' costs; lower is likelier. What weighs: a figure that
closes several broken identities at once; a simple typing error; totals that were not brought up to
date together; two neighbours that changed places; a rate taken from another base.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from geomsan.errors import Bilingual
from geomsan.identities.edits import RESULT_ROLES, Edit, Role, Rule
from geomsan.identities.verdicts import rounded
from geomsan.localization.repairs import Localization, Required, required
from geomsan.localization.system import System
from geomsan.localization.typing_errors import OTHER, Slip, slip
from geomsan.tables.table import Entry

_STRETCHED = 0.7
"""Cost of a balance edit that the repaired prints meet only within their rounding."""
_MOST_CANDIDATES = 64
"""Prints within a cell's range that are tried as the figure that was meant."""


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
    """Return the repairs, likeliest first."""
    repairs = [_repair(system, chosen, violated) for chosen in localization.sets]
    return tuple(sorted(repairs, key=lambda repair: (repair.score, _position(repair))))


def _position(repair: Repair) -> list[tuple[int, int, int]]:
    return [(cell.entry.row or 0, cell.entry.column or 0, cell.entry.part or 0) for cell in repair.cells]


def _repair(system: System, chosen: frozenset[int], violated: Sequence[int]) -> Repair:
    needed = required(system, chosen)
    cells, costs, reasons = [], [], []
    for index in sorted(chosen):
        entry = system.variables[index].entry
        cell, how = _likeliest_print(entry, needed[index])
        cells.append(cell)
        closed = [system.edits[number] for number in violated if index in system.cells[number]]
        cost, reason = _cell_cost(entry, how, closed)
        costs.append(cost)
        reasons.append(reason)
    score = sum(costs) + _STRETCHED * _stretched(cells, system, chosen)
    because = reasons[0]
    for special in (_swapped(cells), _stale_totals(cells, system, violated), _other_base(cells, system)):
        if special is not None and special[0] < score:
            score, because = special
    return Repair(tuple(cells), round(score, 3), because)


def _stretched(cells: Sequence[RepairedCell], system: System, chosen: frozenset[int]) -> int:
    """Return how many balance edits the repaired prints meet only by stretching their rounding."""
    meant = {cell.entry: Fraction(cell.value) * cell.entry.scale for cell in cells}
    count = 0
    for number, edit in enumerate(system.edits):
        if edit.rule is Rule.RATE or not system.cells[number] & chosen:
            continue
        parts = sum((t.coefficient * meant.get(t.entry, t.entry.value) for t in edit.others), Fraction(0))
        count += parts != meant.get(edit.result.entry, edit.result.entry.value)
    return count


def _cell_cost(entry: Entry, how: Slip, closed: Sequence[Edit]) -> tuple[float, Bilingual]:
    cost = how.cost - 0.8 * max(0, len(closed) - 1)
    is_result = any(edit.result.entry is entry for edit in closed)
    if not is_result:
        cost += 0.25
    if entry.is_nil:
        cost += 1.0
    if how is OTHER and len(closed) > 1:
        count = len(closed)
        return cost, Bilingual(
            f"이 값 하나로 불일치 {count}건이 함께 풀립니다", f"closes {count} violations at once"
        )
    if how is OTHER and is_result:
        return cost, Bilingual("계산된 쪽의 값입니다", "it is the computed figure")
    return cost, how.text


def _likeliest_print(entry: Entry, needed: Required) -> tuple[RepairedCell, Slip]:
    """Choose, among the prints that would do, the one nearest to a simple typing error."""
    value, low, high = needed.value, needed.low, needed.high
    scale = entry.scale
    step = entry.figure.step or Decimal(1)
    central = rounded(value / scale, step)
    bottom, top = (None if end is None else rounded(end / scale, step) for end in (low, high))
    candidates = [central]
    if bottom is not None and top is not None and (top - bottom) / step <= _MOST_CANDIDATES:
        candidates += [bottom + n * step for n in range(int((top - bottom) / step) + 1)]
    best = min(candidates, key=lambda meant: (slip(entry.printed, meant).cost, abs(meant - central)))
    how = slip(entry.printed, best)
    # A typing error explains the print only near what the other figures give.
    if how is not OTHER and abs(best - central) > 2 * step:
        how, best = slip(entry.printed, central), central
    return RepairedCell(entry, best if how is not OTHER else central, bottom, top), how


Special = tuple[float, Bilingual] | None


def _swapped(cells: Sequence[RepairedCell]) -> Special:
    if len(cells) != 2:
        return None
    first, second = cells
    neighbours = (
        first.entry.row is not None
        and second.entry.row is not None
        and first.entry.column is not None
        and second.entry.column is not None
        and abs(first.entry.row - second.entry.row) + abs(first.entry.column - second.entry.column) == 1
    )
    if neighbours and first.value == second.entry.printed and second.value == first.entry.printed:
        return 0.5, Bilingual(
            "이웃한 두 값이 서로 바뀌었습니다", "two neighbouring figures have changed places"
        )
    return None


def _stale_totals(cells: Sequence[RepairedCell], system: System, violated: Sequence[int]) -> Special:
    """Totals of one column (or row) that miss the same amount: a part was changed after them."""
    roles: Mapping[Entry, set[Role]] = _roles(system, violated)
    if not all(roles.get(cell.entry, set()) & RESULT_ROLES for cell in cells):
        return None
    missed = {cell.value - cell.entry.printed for cell in cells}
    if len(cells) < 2 or len(missed) != 1:
        return None
    return 0.8, Bilingual(
        "부분이 바뀐 뒤 합계를 고치지 않은 것으로 보입니다", "the totals were not updated when a part changed"
    )


def _roles(system: System, violated: Sequence[int]) -> dict[Entry, set[Role]]:
    roles: dict[Entry, set[Role]] = {}
    for number in violated:
        for term in system.edits[number].terms:
            roles.setdefault(term.entry, set()).add(term.role)
    return roles


def _other_base(cells: Sequence[RepairedCell], system: System) -> Special:
    """Recognise a rate that is right for another figure of its record in place of its base."""
    if len(cells) != 1:
        return None
    rate = cells[0].entry
    edit = next((e for e in system.edits if e.rule is Rule.RATE and e.result.entry is rate), None)
    if edit is None or not rate.figure.step:
        return None
    numerator = sum((t.coefficient * t.entry.value for t in edit.with_role(Role.NUMERATOR)), Fraction(0))
    bases = {term.entry for term in edit.with_role(Role.DENOMINATOR)}
    for variable in system.variables:
        other = variable.entry
        if other.record != rate.record or other in bases or other is rate or other.value == 0:
            continue
        if rounded(100 * numerator / other.value, rate.figure.step) == rate.printed:
            return 0.4, Bilingual(
                f"{other.measure}을(를) 분모로 계산한 비율입니다", f"the rate was taken from {other.measure}"
            )
    return None

"""Single events that explain several wrong figures, or one figure better than a typing error does."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import combinations

from geomsan.check.identities.edits import Role, Rule
from geomsan.check.identities.verdicts import rounded
from geomsan.check.localization.system import System, Variable
from geomsan.check.localization.typing_errors import OTHER, Slip
from geomsan.common.errors import Bilingual
from geomsan.read.figures.units import Kind
from geomsan.read.tables.table import Entry


@dataclass(frozen=True)
class Suspect:
    """A figure of a repair.

    Attributes
    ----------
    value, low, high
        What it would have to be, in its printed unit.
    least, most
        Prints that would do, in steps from the present one.
    cost
        Minus the logarithm of how likely its print is as a typing error.
    """

    variable: Variable
    value: Decimal
    low: Decimal | None
    high: Decimal | None
    least: float
    most: float
    cost: float
    how: Slip

    @property
    def entry(self) -> Entry:
        """The figure as printed."""
        return self.variable.entry

    def could_be(self, value: Fraction) -> bool:
        """Tell whether ``value``, in the base unit, would do."""
        steps = (value - self.variable.value) / self.variable.unit
        return self.least <= steps <= self.most


Suspects = Mapping[int, Suspect]


@dataclass(frozen=True)
class Event:
    """What can have happened to some figures of a repair at once."""

    cells: frozenset[int]
    cost: float
    reason: Bilingual


_SWAPPED = Bilingual("이웃한 두 값이 서로 바뀌었습니다", "two neighbouring figures have changed places")
_STALE = Bilingual(
    "부분이 바뀐 뒤 합계를 고치지 않은 것으로 보입니다", "the totals were not updated when a part changed"
)
_LEFT_OUT = Bilingual(
    "부분의 합이 여러 합계에 함께 못 미칩니다: 빠진 줄이 있을 수 있습니다",
    "the parts fall short of several totals: a line may be missing",
)
_FOLLOWS = Bilingual("비율도 틀린 값에서 계산되었습니다", "the rate was computed from the wrong figure")
_NEXT = 3.0
"""Cost of a rate that is off by one in its last place: one wrong figure in ten is, either way."""
_COMPUTED = Bilingual("계산된 쪽의 값입니다", "it is the computed figure")


def joined(reasons: Sequence[Bilingual]) -> Bilingual:
    """Return several reasons as one sentence, each once."""
    once = list(dict.fromkeys(reasons))
    return Bilingual("; ".join(r.ko for r in once), "; ".join(r.en for r in once))


def swapped(_system: System, found: Suspects, _violated: frozenset[int]) -> Iterator[Event]:
    """Two figures side by side, each of which could be what the other prints."""
    for pair in combinations(sorted(found), 2):
        first, second = (found[cell] for cell in pair)
        one, two = first.entry, second.entry
        if None in (one.row, one.column, two.row, two.column) or one.value == two.value:
            continue
        gap = abs((one.row or 0) - (two.row or 0)) + abs((one.column or 0) - (two.column or 0))
        if gap == 1 and first.could_be(two.value) and second.could_be(one.value):
            yield Event(frozenset(pair), 3.0, _SWAPPED)


def stale_totals(system: System, found: Suspects, violated: frozenset[int]) -> Iterator[Event]:
    """Totals that miss the same amount: a part was changed after them."""
    totals = [cell for cell in found if _is_result(system, cell)]
    by_gap: dict[Decimal, list[int]] = {}
    for cell in totals:
        by_gap.setdefault(found[cell].value - found[cell].entry.printed, []).append(cell)
    for cells in by_gap.values():
        hit = any(_is_result(system, cell, violated) for cell in cells)
        if len(cells) > 1 and hit:
            yield Event(frozenset(cells), 4.0 + 0.5 * len(cells), _STALE)


def left_out_line(system: System, found: Suspects, violated: frozenset[int]) -> Iterator[Event]:
    """Totals of one row, or of one column, that all exceed the sums of their parts.

    Or the parts in one line that would all have to be more: another such line may be missing.
    """
    by_line: dict[tuple[object, ...], list[int]] = {}
    for cell, suspect in found.items():
        entry = suspect.entry
        side = _short_side(system, cell, suspect, violated)
        if side:
            by_line.setdefault(("row", side, entry.record), []).append(cell)
            by_line.setdefault(("column", side, entry.measure, entry.member), []).append(cell)
    lines = {key: frozenset(cells) for key, cells in by_line.items() if len(cells) > 1}
    rates = {cell for cell, suspect in found.items() if suspect.entry.kind is Kind.RATE}
    if not found.keys() - rates <= frozenset().union(*lines.values()):
        return
    for key, cells in lines.items():
        # Which line is short can be seen from the totals, not from the parts.
        yield Event(cells, 4.0 + 0.5 * len(cells) + (2.0 if Role.PART in key else 0.0), _LEFT_OUT)


def _short_side(system: System, cell: int, suspect: Suspect, violated: frozenset[int]) -> Role | None:
    """Return in which role a figure stands in a violated sum that is short of its total."""
    if suspect.value < suspect.entry.printed and _is_result(system, cell, violated, Rule.SUM):
        return Role.TOTAL
    edits = (system.edits[n] for n in system.edits_of_cell[cell] if n in violated)
    if suspect.value > suspect.entry.printed and any(
        edit.rule is Rule.SUM and system.index_of(edit.result.entry) != cell for edit in edits
    ):
        return Role.PART
    return None


def rate_follows(system: System, found: Suspects, violated: frozenset[int]) -> Iterator[Event]:
    """Rates that agree with figures that are wrong: they were computed from them."""
    for cell in found:
        edits = [e for e in system.edits_of_cell[cell] if system.edits[e].rule is Rule.RATE]
        own = [e for e in edits if system.index_of(system.edits[e].result.entry) == cell]
        if own and not violated.intersection(own) and len(found) > 1:
            yield Event(frozenset({cell}), 0.7, _FOLLOWS)


def computed(system: System, found: Suspects, violated: frozenset[int]) -> Iterator[Event]:
    """Totals, results and rates that no typing error explains: they came from other figures.

    So did a rate that is off by one in its last place: it was taken from what was not rounded yet.
    """
    for cell, suspect in found.items():
        step = suspect.entry.figure.step
        is_next = step is not None and abs(suspect.value - suspect.entry.printed) == step
        if is_next and _is_result(system, cell, violated, Rule.RATE):
            yield Event(frozenset({cell}), _NEXT, _COMPUTED)
        elif suspect.how is OTHER and _is_result(system, cell, violated):
            yield Event(frozenset({cell}), suspect.cost - 1.2, _COMPUTED)


def other_base(system: System, found: Suspects, _violated: frozenset[int]) -> Iterator[Event]:
    """Rates that are right over another figure of their record in place of their base."""
    for cell, suspect in found.items():
        rate = suspect.entry
        own = (system.edits[e] for e in system.edits_of_cell[cell] if system.edits[e].rule is Rule.RATE)
        edit = next((e for e in own if system.index_of(e.result.entry) == cell), None)
        if edit is None or not rate.figure.step or not rate.printed or len(found) > 1:
            continue
        numerator = sum((t.coefficient * t.entry.value for t in edit.with_role(Role.NUMERATOR)), Fraction(0))
        known = {system.index_of(term.entry) for term in edit.terms}
        for number, variable in enumerate(system.variables):
            other = variable.entry
            if other.record != rate.record or number in known or not variable.value:
                continue
            quotient = edit.factor * numerator / variable.value / rate.scale
            if rounded(quotient, rate.figure.step) == rate.printed:
                ko = f"비율의 분모가 ‘{other.measure}’인 것으로 보입니다"
                yield Event(frozenset({cell}), 2.5, Bilingual(ko, f"the rate was taken from {other.measure}"))
                break


EVENTS: tuple[Callable[[System, Suspects, frozenset[int]], Iterator[Event]], ...] = (
    swapped,
    stale_totals,
    left_out_line,
    rate_follows,
    computed,
    other_base,
)


def _is_result(
    system: System, cell: int, among: frozenset[int] | None = None, rule: Rule | None = None
) -> bool:
    """Tell whether the cell is what a rule (``among`` these, of this kind) says something about."""
    for number in system.edits_of_cell[cell]:
        edit = system.edits[number]
        if among is not None and number not in among:
            continue
        if rule is not None and edit.rule is not rule:
            continue
        if system.index_of(edit.computed.entry) == cell:
            return True
    return False

"""Which lines can stand in a rule for one line, and in which runs and signs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, permutations, product

import numpy as np

from geomsan.infer.axis import label_rank
from geomsan.infer.balances import Signed, preference_of
from geomsan.infer.flows import (
    OPENING,
    flow_sign,
    is_left_over,
    same_but_later,
)
from geomsan.infer.readings import (
    WORDED,
)
from geomsan.infer.side import Flags, Floats, Side
from geomsan.infer.sorts import Sort
from geomsan.infer.words import is_surely_deducted

MOST_LINES = 14
"""Sides with more lines of amounts try only neighbours as operands."""
MOST_FLOWS = 6
"""Lines between opening and closing of which the signs are searched for."""
SAMPLE = 48
_MOST_TRIPLES = 9


def amounts(side: Side, position: int, most: int = MOST_LINES) -> list[int]:
    """Return the lines that can stand in a rule for ``position``, near ones when there are many."""
    found = [
        other
        for other in range(max(0, position - 4 * most), min(len(side.lines), position + 4 * most))
        if other != position
        and other not in side.rate_lines
        and side.lines[other].sort in (Sort.PLAIN, Sort.RUNNING)
    ]
    if len(found) > most:
        found = sorted(sorted(found, key=lambda other: abs(other - position))[:most])
    return found


def rates_beside(side: Side, position: int) -> list[int]:
    """Return the rates of which ``position`` may be the difference."""
    near = range(max(0, position - MOST_LINES), min(len(side.lines), position + MOST_LINES))
    return [
        other
        for other in near
        if other != position and side.holds_rates(other) and side.lines[other].sort is not Sort.POINTS
    ]


def differences_of(side: Side, position: int, others: Sequence[int]) -> Iterator[Signed]:
    """Yield the differences that words speak for, or that hold in half of a sample of places."""
    values = side.value[others]
    known = np.flatnonzero(~np.isnan(side.value[position]))[:SAMPLE]
    wanted, values = side.value[position, known], values[:, known]
    room = (
        side.slack[others][:, known].sum(axis=0) + side.slack[position, known] + 1e-9 * np.abs(wanted) + 1e-9
    )
    for first, second in permutations(range(len(others)), 2):
        terms = ((others[first], 1), (others[second], -1))
        rest = values[first] - values[second] - wanted
        if often(np.abs(rest) <= room, rest) or preference_of(side, position, terms) >= WORDED:
            yield terms
    for first in range(len(others)):
        left = [n for n in range(len(others)) if n != first]
        for size in (2, 3):
            if size == 3 and len(left) > _MOST_TRIPLES:
                continue
            taken = np.array(list(combinations(left, size)), int)
            if not len(taken):
                continue
            rest = values[first] - values[taken].sum(axis=1) - wanted
            for number in np.flatnonzero(often(np.abs(rest) <= room, rest)):
                yield ((others[first], 1), *((others[n], -1) for n in taken[number]))
            if size == 2 and is_left_over(side.lines[position].called):
                for pair in taken:
                    triple: Signed = ((others[first], 1), *((others[int(n)], -1) for n in pair))
                    if preference_of(side, position, triple) >= WORDED:
                        yield triple


def often(held: Flags, rest: Floats) -> Flags:
    """Tell whether something holds in half of the places where it is known, along the last axis."""
    known = (~np.isnan(rest)).sum(axis=-1)
    told: Flags = (known > 0) & (2 * held.sum(axis=-1) >= known)
    return told


def labelled(side: Side, position: int) -> Iterator[Signed]:
    """Yield the lines before a result with the signs that their labels print: (-) 총지출."""
    before = [other for other in amounts(side, position) if other < position]
    if not any(is_surely_deducted(side.lines[other].words) for other in before):
        return
    signs = [-1 if is_surely_deducted(side.lines[other].words) else 1 for other in before]
    for start in range(len(before) - 1):
        if -1 in signs[start:] and signs[start] > 0:
            yield tuple(zip(before[start:], signs[start:], strict=True))


def rolls(side: Side, position: int, others: Sequence[int]) -> Iterator[Signed]:
    """Yield what was there at the beginning with what came and went since: 기초 + 증가 - 감소."""
    for opening in (other for other in others if other < position):
        first, last = side.lines[opening], side.lines[position]
        if not (OPENING.search(first.called) or same_but_later(first.called, last.called)):
            continue
        between = [other for other in others if opening < other < position]
        if len(last.labels) > 1 and first.labels[1:] == last.labels[1:]:
            # 금액 under 전년도말, 증가, 감소 and 연도말, each beside 수량.
            between = [n for n in between if side.lines[n].labels[1:] == last.labels[1:]]
        for flows in _at_one_level(side, between):
            if not 0 < len(flows) <= MOST_FLOWS:
                continue
            signs = [flow_sign(side.lines[other].called) for other in flows]
            for chosen in product(*[(sign,) if sign else (1, -1, 0) for sign in signs]):
                terms = tuple((other, sign) for other, sign in zip(flows, chosen, strict=True) if sign)
                if terms:
                    yield ((opening, 1), *terms)


def _at_one_level(side: Side, flows: Sequence[int]) -> Iterator[list[int]]:
    """Yield flows without what their subtotals add up, and without the subtotals: never both."""
    totals = [n for n in flows if label_rank(side.lines[n].label) is not None]
    heads = {side.lines[n].labels[:-1] for n in totals}
    yield [n for n in flows if n in totals or side.lines[n].labels[:-1] not in heads]
    if totals:
        yield [n for n in flows if n not in totals]


def sums_of(side: Side, others: Sequence[int], position: int) -> Iterator[Signed]:
    """Yield the sums that a line with a name like a total's may be."""
    # A total column may stand twice: its copy is no part of it.
    same = [
        other for other in others if np.array_equal(side.value[other], side.value[position], equal_nan=True)
    ]
    others = [other for other in others if other not in same] if len(others) - len(same) > 1 else others
    yield from runs(others, position)
    if side.lines[position].is_item:
        return  # A sum of rows leaves out none of those between.
    for size in range(len(others), 3, -1):
        for start in range(len(others) - size + 1):
            yield tuple((other, 1) for other in others[start : start + size])
    for size in (2, 3):
        for taken in combinations(others, size):
            yield tuple((other, 1) for other in taken)


def runs(others: Sequence[int], position: int) -> Iterator[Signed]:
    """Yield the lines that adjoin a position on either side, longest runs first."""
    before = [other for other in others if other < position][::-1]
    after = [other for other in others if other > position]
    for run in (before, after):
        for size in range(len(run), 1, -1):
            yield tuple((other, 1) for other in sorted(run[:size]))

"""The whole of which a rate may be the share: a total, another place, or all lines together."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np

from geomsan.infer.axis import ITEM, arrangements, sequences
from geomsan.infer.hundreds import ALL_OF_IT
from geomsan.infer.lines import Line
from geomsan.infer.side import Side
from geomsan.infer.sorts import Sort
from geomsan.infer.words import rank_of

Whole = dict[int, tuple[int, ...]]
"""For each place the places whose figures are the whole that it is a share of."""

MOST_UNPRINTED = 300
"""Rows whose sum is tried as a whole that no total prints: each of their shares lists all of them."""
_INDEX = re.compile(r"지수$|\bindex$", re.IGNORECASE)
_FEWEST = 3


def is_index(line: Line) -> bool:
    """Tell whether a line says how large something is where another time is 100."""
    return line.sort in (Sort.SCALE, Sort.PLAIN) and bool(_INDEX.search(line.words))


def wholes(side: Side) -> Iterator[Whole]:
    """Yield the wholes that totals across the lines are, and where no total stands all lines together."""
    top = [n for n, line in enumerate(side.across) if line.sort is Sort.PLAIN and _is_all(line)]
    if len(top) == 1 and any(len(line.labels) > 1 for line in side.across):
        yield dict.fromkeys(range(len(side.across)), (top[0],))
    for nodes in sequences(side.across):
        mine = [node for node in nodes if node.line.sort is Sort.PLAIN]
        owners = [node for node in mine if node.level < ITEM]
        items = [node.position for node in mine if node.level >= ITEM]
        if not owners:
            if 1 < len(items) <= MOST_UNPRINTED:
                yield {place: tuple(items) for place in items}
            continue
        tops = [node for node in owners if node.level == min(owner.level for owner in owners)]
        if len(tops) == 1:
            whole: Whole = {node.position: (tops[0].position,) for node in mine}
            yield whole
        if len(owners) > 1:
            for members in arrangements(mine):
                of_owner: Whole = {top.position: (top.position,) for top in tops}
                for owner, parts in members.items():
                    of_owner |= {part.position: (owner,) for part in parts}
                yield of_owner


def _is_all(line: Line) -> bool:
    """Tell whether a line stands for all of every dimension, whatever it is nested in elsewhere."""
    return bool(line.labels) and all(rank_of(label) is not None for label in line.labels)


def own_wholes(side: Side, position: int) -> Iterator[Whole]:
    """Yield the one place that a line of rates shows as its whole: it alone prints 100, or alone no rate."""
    value, present = side.value[position], side.present[position]
    hundred = np.flatnonzero(value == ALL_OF_IT)
    places = np.flatnonzero(present & ~side.blank[position] & ~side.nil[position])
    is_first = list(hundred) == list(places[:1]) and rank_of(side.across[places[0]].words) is None
    if (is_first or (len(hundred) == 1 and is_index(side.lines[position]))) and len(places) >= _FEWEST:
        yield {int(place): (int(hundred[0]),) for place in places}
    without = sorted(set(range(len(side.across))) - set(map(int, places)) - side.empty_across)
    if len(without) == 1 and len(places) >= _FEWEST:
        yield {int(place): (without[0],) for place in places}

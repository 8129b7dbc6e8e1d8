"""Groups that no word names: a line that the lines next to it add up to, and groups of such groups."""

from __future__ import annotations

from collections.abc import Sequence
from math import log10

import numpy as np

from geomsan.infer.side import MOST_DIGITS, Floats, Side

_MOST_PLACES = 16
_MOST_TRIED, _MOST_TRIED_SIGNED = 400, 64
"""Lines after a head that are tried as its group; fewer where figures below zero let no sum be too large."""
_TELLING, _TELLING_WITH_ERROR = 4.0, 0.8
"""Digits, less those that the tries cost, from which on a group is one."""


def nested(
    side: Side, lines: Sequence[int], places: np.ndarray, *, is_strict: bool = True
) -> dict[int, list[int]]:
    """Return heads with the lines that they add up, each above its group, or each below.

    All places must agree, or all but one where others tell. A group of groups adds up their heads.

    Parameters
    ----------
    side
        The figures.
    lines
        The lines in order.
    places
        The places that hold what can be added.
    is_strict
        Without it a group in which one place fails need not tell much by itself.
    """
    telling = _TELLING if is_strict else _TELLING_WITH_ERROR
    if len(lines) < 3 or not len(places):
        return {}
    chosen = places[:: max(1, len(places) // _MOST_PLACES)][:_MOST_PLACES]
    order = np.asarray(lines, int)
    values = np.nan_to_num(side.added[np.ix_(order, chosen)])
    slack = side.slack[np.ix_(order, chosen)]
    step = side.step[np.ix_(order, chosen)]
    above = _groups(values, slack, step, telling)
    below = _groups(values[::-1], slack[::-1], step[::-1], telling)
    best = above if _covered(above) >= _covered(below) else _turned(below, len(lines))
    return {lines[head]: [lines[child] for child in children] for head, children in best.items()}


def _covered(groups: dict[int, list[int]]) -> int:
    return sum(map(len, groups.values()))


def _turned(groups: dict[int, list[int]], count: int) -> dict[int, list[int]]:
    return {
        count - 1 - head: sorted(count - 1 - child for child in children) for head, children in groups.items()
    }


def _groups(values: Floats, slack: Floats, step: Floats, telling: float) -> dict[int, list[int]]:
    """Return the groups under heads, from the last line up: what follows a line is nested already."""
    found: dict[int, list[int]] = {}
    following: list[int] = []  # the lines after, innermost ones taken into their groups; nearest last
    is_growing = bool((values >= 0).all())
    for line in range(len(values) - 1, -1, -1):
        size = _size(line, following, values, slack, step, telling, is_growing=is_growing)
        if size:
            found[line] = following[-size:][::-1]
            del following[-size:]
        following.append(line)
    return dict(sorted(found.items()))


def _size(
    line: int,
    following: Sequence[int],
    values: Floats,
    slack: Floats,
    step: Floats,
    telling: float,
    *,
    is_growing: bool,
) -> int:
    """Return how many of the lines after add up to a line; 0 when none do."""
    whole = values[line]
    if not np.any(whole) or len(following) < 2:
        return 0
    edge = 1e-9 * np.abs(whole)
    most = _MOST_TRIED if is_growing else _MOST_TRIED_SIGNED
    tried = 0
    for reach in (8, 64, most):
        others = following[-min(reach, most) :][::-1]
        totals = np.cumsum(values[others], axis=0)
        room = slack[line] + np.cumsum(slack[others], axis=0) + edge
        off = np.abs(totals - whole) > room
        wrong = off.sum(axis=1)
        sizes = np.flatnonzero(wrong <= (len(whole) > 1))
        sizes = sizes[sizes >= max(1, tried)]
        if len(sizes):
            steps = step[line] + np.cumsum(step[others], axis=0)[sizes]
            digits = np.log10(np.maximum(1.0, 2 * np.abs(whole) / np.where(steps > 0, steps, np.inf)))
            worth = np.where(off[sizes], 0.0, np.minimum(digits, MOST_DIGITS)).sum(axis=1)
            told = worth - log10(2 + len(following)) - 2 * wrong[sizes] >= telling
            if told.any():
                size = int(sizes[told.argmax()]) + 1
                return size + _nothing_after(following, size, values)
        over = (totals[-1] > whole + room[-1]).sum()
        tried = len(others)
        if tried < reach or (is_growing and over > 1 - (len(whole) == 1)):
            break
    return 0


def _nothing_after(following: Sequence[int], size: int, values: Floats) -> int:
    """Return how many lines after a group print nothing but zeros: they are no heads, and belong to it."""
    count = 0
    for other in reversed(following[:-size]):
        if np.any(values[other]):
            break
        count += 1
    return count

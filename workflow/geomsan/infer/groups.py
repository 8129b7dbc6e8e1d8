"""Groups that no word names: a row that the rows beside it add up to, for one group after the other."""

from __future__ import annotations

from collections.abc import Sequence

from geomsan.infer.hierarchy import ITEM, Members, Ranked
from geomsan.infer.matrix import Matrix

_MOST_LINES = 200
_FEWEST_COLUMNS = 2
"""Lines across that must agree: one alone adds up by chance."""
_LARGE = 1000
"""Sums below say little: small numbers add up by chance."""


def unnamed_groups(matrix: Matrix, lines: Sequence[Ranked]) -> list[Members]:
    """Return how a single total stands over groups whose heads are called nothing but their name.

    Every line but the total belongs to a group of two or more, each head above its items, or each
    below. One group may disagree with its head: what it holds is then what is left between the others.
    """
    owners = [item for item in lines if item.level < ITEM]
    items = [item for item in lines if item.level >= ITEM]
    if len(owners) != 1 or not 4 <= len(items) <= _MOST_LINES:
        return []
    found: list[Members] = []
    for ordered in (items, items[::-1]):
        groups = _groups(matrix, ordered)
        if len(groups) > 1:
            members = {owners[0].position: sorted((head for head, _ in groups), key=_position)}
            members |= {head.position: sorted(rest, key=_position) for head, rest in groups}
            found.append(members)
    return found


def _position(item: Ranked) -> int:
    return item.position


def _groups(matrix: Matrix, items: Sequence[Ranked]) -> list[tuple[Ranked, list[Ranked]]]:
    """Part lines into heads with what they add up; nothing when some line belongs to none."""
    groups: list[tuple[Ranked, list[Ranked]]] = []
    start, doubtful = 0, 0
    while start < len(items):
        size = _size(matrix, items, start)
        if not size:
            # The head or an item of this group is mistyped: it ends where the next one begins.
            nexts = [place for place in range(start + 3, len(items)) if _size(matrix, items, place)]
            size = (nexts[0] if nexts else len(items)) - start - 1
            doubtful += 1
        if doubtful > 1 or size < 2:
            return []
        groups.append((items[start], list(items[start + 1 : start + 1 + size])))
        start += size + 1
    return groups if len(groups) > 2 * doubtful else []


def _size(matrix: Matrix, items: Sequence[Ranked], start: int) -> int:
    """Return how many lines after ``start`` add up to it; 0 when none do.

    All columns must agree, or all but one where three others can tell. Lines of nothing that follow
    belong to the group: they are no heads.
    """
    columns = [column for column, line in enumerate(matrix.columns) if line.is_added]
    columns = [column for column in columns if abs(_printed(matrix, items[start], column)) >= 1]
    sums = dict.fromkeys(columns, 0.0)
    nearly = 0
    for end in range(start + 1, len(items)):
        for column in columns:
            sums[column] += _printed(matrix, items[end], column)
        size = end - start
        if size < 2:
            continue
        # Rounding leaves a sum open by half a step a figure, cutting off by a whole one.
        held = [c for c in columns if abs(sums[c] - _printed(matrix, items[start], c)) <= size + 1]
        telling = sum(abs(sums[column]) >= _LARGE for column in held)
        if len(held) == len(columns) and telling >= _FEWEST_COLUMNS:
            return size + _nothing_after(matrix, items, end)
        if len(held) == len(columns) - 1 and telling > _FEWEST_COLUMNS and not nearly:
            nearly = size + _nothing_after(matrix, items, end)
    return nearly


def _nothing_after(matrix: Matrix, items: Sequence[Ranked], end: int) -> int:
    """Return how many lines after ``end`` print nothing but zeros."""
    added = [column for column, line in enumerate(matrix.columns) if line.is_added]
    count = 0
    for item in items[end + 1 :]:
        if any(_printed(matrix, item, column) for column in added):
            break
        count += 1
    return count


def _printed(matrix: Matrix, item: Ranked, column: int) -> float:
    """Return a figure in steps of its last printed place."""
    entry = matrix.entries.get((item.position, column))
    if entry is None or not entry.is_known or not entry.printed:
        return 0.0
    return float(entry.printed / (entry.figure.step or 1))

"""Shares that add up to the hundred that their total prints."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from geomsan.check.identities.edits import Basis
from geomsan.check.identities.verdicts import Verdict
from geomsan.common.errors import Bilingual
from geomsan.infer.axis import ITEM, Node, arrangements, sequences
from geomsan.infer.matrix import Matrix
from geomsan.infer.readings import (
    Reading,
    balance,
    decided,
    key,
)
from geomsan.infer.side import Floats, Side
from geomsan.infer.sorts import Sort
from geomsan.read.figures.units import Kind

ALL_OF_IT, _EDGE = 100.0, 1e-9


def with_exact_hundreds(matrix: Matrix) -> Matrix:
    """Return the matrix in which the 100 that a line of shares prints for its total is exact."""
    entries = dict(matrix.entries)
    for turned in (False, True):
        side = Side(matrix.transposed() if turned else matrix)
        for owner, _, line in _hundreds(side):
            place = (owner, line) if turned else (line, owner)
            entries[place] = replace(entries[place], kind=Kind.COUNT)
    return replace(matrix, entries=entries)


def hundreds(side: Side) -> Iterator[Reading]:
    """Yield the readings that shares add up to the 100 that their total prints."""
    for owner, every, line in _hundreds(side):
        parts = _without_a_group(side, line, every)
        total = side.entry(line, owner)
        shares = [(entry, 1) for part in parts if (entry := side.entry(line, part)) is not None]
        if total is None or len(shares) < 2:
            continue
        name = side.lines[line].label or "비중"
        (check,) = decided([balance(key("백", total), total, shares, f"{name}의 합 = 100")], Basis.WORDED)
        if not (check.verdict is Verdict.VIOLATED and side.matrix.is_partial):
            yield Reading((check,), Bilingual(f"{name}의 합 = 100", f"{name} add up to 100"))


def _without_a_group(side: Side, line: int, parts: list[int]) -> list[int]:
    """Return the shares without a run that the one before it has in it, where the others then make 100."""
    values, slack = side.value[line, parts], side.slack[line, parts]
    over = float(values.sum()) - ALL_OF_IT
    room = float(slack.sum()) + _EDGE
    if abs(over) <= room:
        return parts
    for head in range(len(parts) - 2):
        run = np.cumsum(values[head + 1 :])
        inside = (np.abs(run - over) <= room) & (np.abs(run - values[head]) <= room)
        for last in np.flatnonzero(inside[1:]) + 1:
            return [*parts[: head + 1], *parts[head + 2 + int(last) :]]
    return parts


def _hundreds(side: Side) -> Iterator[tuple[int, list[int], int]]:
    """Yield the total's place, those of its parts, and the line, wherever a line of shares prints 100."""
    lines = [n for n in sorted(side.rate_lines) if side.lines[n].sort is not Sort.POINTS]
    if not lines:
        return
    for nodes in sequences(side.across):
        owners = [node for node in nodes if node.level < ITEM]
        if not owners or len(owners) == len(nodes):
            continue
        for line in lines:
            found = _whole_of(side, nodes, line)
            if found is not None:
                yield (*found, line)


def _whole_of(side: Side, nodes: list[Node], line: int) -> tuple[int, list[int]] | None:
    found: list[tuple[float, int, list[int]]] = []
    for members in arrangements(nodes):
        owners = [owner for owner in members if side.value[line, owner] == ALL_OF_IT]
        if len(owners) == 1:
            parts = [part.position for part in members[owners[0]]]
            if _are_shares(side.value[line, parts]):
                off = abs(float(side.value[line, parts].sum()) - ALL_OF_IT)
                found.append((off - float(side.slack[line, parts].sum()), owners[0], parts))
    _, owner, parts = min(found, key=lambda one: max(0.0, one[0]), default=(0.0, -1, []))
    return (owner, parts) if parts else None


def _are_shares(values: Floats) -> bool:
    """Tell whether figures look like the shares of a whole: below 100, about 100 together."""
    if len(values) < 2 or bool(np.isnan(values).any()):
        return False
    total = float(values.sum())
    inside = int(((values >= 0) & (values <= 100)).sum())
    near = abs(total - 100) <= max(3.0, 0.6 * len(values))
    # One of them may be mistyped: the others must leave room for it.
    is_off = total < 1000 and bool(((total - values <= 100) & (total - values >= 30)).any())
    return near or (len(values) > 2 and inside >= len(values) - 1 and is_off)

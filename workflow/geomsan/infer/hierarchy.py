"""Which lines stand under which: levels of totals and items, and where totals stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product

from geomsan.infer.matrix import Line, Matrix
from geomsan.infer.words import (
    NAMED,
    OVER,
    UNDER,
    half_year_of,
    is_named_total,
    is_within_half_year,
    mark_of,
    rank_of,
    without_reference,
)
from geomsan.read.tables.labels import bare, squeeze

ITEM = 10
"""Level of items; totals stand below it, the items of a breakdown from it on by their marks."""
_MOST_PLACEMENTS = 3
"""Levels of totals whose place is searched for; deeper ones stand above their items."""

Members = dict[int, list["Ranked"]]
"""Position of a total -> the lines it adds up."""


@dataclass(frozen=True)
class Ranked:
    """A line with its level and what it belongs to: totals of 정원 add up lines named 정원."""

    position: int
    line: Line
    level: int
    key: tuple[int, str]


def ranked_lines(matrix: Matrix) -> list[Ranked]:
    """Give each row its level, and part the rows that different totals add up."""
    added = [(position, line) for position, line in enumerate(matrix.rows) if line.is_added]
    marks = _marks([line for _, line in added])
    repeated = _inner_labels([line for _, line in added])
    named = [(position, line, *_rank(line, marks, repeated)) for position, line in added]
    if any(is_within_half_year(label) for _, line in added for label in line.labels[-1:]):
        named = [
            (position, line, UNDER if any(map(half_year_of, line.labels[-1:])) else rank, outer)
            for position, line, rank, outer in named
        ]
    named = _repeated_under_unique(named)
    if not any(rank < ITEM for _, _, rank, _ in named):
        groups = _group_rows(matrix, added)
        named = [
            (position, line, OVER if is_group else rank, outer)
            for (position, line, rank, outer), is_group in zip(named, groups, strict=True)
        ]
    keys = {outer for *_, outer in named if outer}
    found = []
    for position, line, rank, outer in named:
        inner = squeeze(line.labels[-1]) if line.labels else ""
        if not outer and inner in keys:
            # Beside 합계 over 소계, a group's own 소계 is one of the parts.
            found.append((position, line, ITEM, inner))
        else:
            found.append((position, line, rank, outer))
    levels = {rank for _, _, rank, _ in found if rank < ITEM}
    order = {rank: place for place, rank in enumerate(sorted(levels))}
    return [
        Ranked(position, line, order.get(rank, rank), (line.part or 0, outer))
        for position, line, rank, outer in found
    ]


def _repeated_under_unique(
    named: Sequence[tuple[int, Line, int, str]],
) -> list[tuple[int, Line, int, str]]:
    """Put 계 that is printed for every group under the one 합계 of the table."""
    words = {
        position: bare(line.labels[-1]) for position, line, rank, _ in named if rank == OVER and line.labels
    }
    counts = Counter(words.values())
    if len(counts) < 2 or min(counts.values()) > 1:
        return list(named)
    return [
        (position, line, UNDER if counts[words.get(position, "")] > 1 and not outer else rank, outer)
        for position, line, rank, outer in named
    ]


def ranked_within(matrix: Matrix) -> list[Ranked]:
    """Give the rows that stand under one outer label a total of their own: 소계 over 국비 and 시비."""
    blocks: dict[tuple[int, str], list[Ranked]] = {}
    for position, line in enumerate(matrix.rows):
        if len(line.labels) > 1 and line.is_added:
            rank = rank_of(line.labels[-1])
            place = (line.part or 0, "\t".join(map(without_reference, line.labels[:-1])))
            blocks.setdefault(place, []).append(
                Ranked(position, line, 0 if rank is not None else ITEM, place)
            )
    return [
        item
        for lines in blocks.values()
        if len(lines) > 2 and sum(item.level == 0 for item in lines) == 1
        for item in lines
    ]


def _inner_labels(lines: Sequence[Line]) -> set[str]:
    """Return the innermost labels of lines that stand under an outer label that names no total."""
    return {
        squeeze(line.labels[-1]) for line in lines if len(line.labels) > 1 and rank_of(line.labels[0]) is None
    }


def _rank(line: Line, marks: Sequence[str], repeated: set[str]) -> tuple[int, str]:
    """Return the rank of a line, and the inner label that a total over a group of measures is of."""
    ranks = [_label_rank(label) for label in line.labels]
    found = [rank for rank in ranks if rank is not None]
    if not found:
        if line.name and (rank := rank_of(line.name.split()[0])) is not None:
            return rank, ""
        mark = _mark(line)
        return ITEM + (marks.index(mark) if mark in marks else len(marks)), ""
    inner = squeeze(line.labels[-1])
    if ranks[0] is not None and len(ranks) > 1 and inner in repeated:
        # 합계 over 정원: the outer label is the total, the inner one says of what.
        return ranks[0], inner
    # 계 within 경제정책과 is no peer of the 계 over all of them.
    return (max(UNDER, *found) if ranks[0] is None and len(ranks) > 1 else min(found)), ""


def _label_rank(label: str) -> int | None:
    rank = rank_of(label)
    if rank is None and is_named_total(label):
        return NAMED
    return rank


def _marks(lines: Sequence[Line]) -> list[str]:
    """Return the marks that lead the labels of a breakdown (○ - ▷), outermost first; else nothing.

    Labels without a mark stand over those with one when they come first, else they are the innermost.
    """
    items = [line for line in lines if line.labels and not any(map(_is_total, line.labels))]
    marks = list(dict.fromkeys(map(_mark, items)))
    if marks and marks[-1] == "" and len(marks) > 1:
        return marks
    return marks if len(marks) > 1 and any(marks) else []


def _mark(line: Line) -> str:
    """Return what sets a line under others: the mark that leads its label, or how far it is indented."""
    return (mark_of(line.labels[-1]) if line.labels else "") or " " * line.indent


def _is_total(label: str) -> bool:
    return _label_rank(label) is not None


def flattened(lines: Sequence[Ranked]) -> list[Ranked]:
    """Return lines whose items are all of one level, whatever marks lead them."""
    return [replace(item, level=min(item.level, ITEM)) for item in lines]


def _group_rows(matrix: Matrix, added: Sequence[tuple[int, Line]]) -> list[bool]:
    """Tell which rows are headings of groups with a figure: an outer label and no inner one."""
    depth = max((len(line.labels) for _, line in added), default=0)
    if depth < 2 or matrix.is_turned:
        return [False] * len(added)
    outer = {line.labels[0] for _, line in added if len(line.labels) == depth}
    return [len(line.labels) == 1 and line.labels[0] in outer for _, line in added]


def arrangements(lines: Sequence[Ranked]) -> Iterator[Members]:
    """Yield the ways in which totals and items can belong together."""
    levels = sorted({item.level for item in lines})
    owners = levels[:-1]
    searched = [level for level in owners if level < ITEM][:_MOST_PLACEMENTS]
    seen: list[dict[int, list[int]]] = []
    for places in product(("above", "below"), repeat=len(searched)):
        placement = dict(zip(searched, places, strict=True))
        members = _members(lines, owners, placement)
        shape = {owner: [part.position for part in parts] for owner, parts in members.items()}
        if shape not in seen:
            seen.append(shape)
            yield members


def _members(lines: Sequence[Ranked], owners: Sequence[int], placement: Mapping[int, str]) -> Members:
    above = _owners(lines, {level for level in owners if placement.get(level, "above") == "above"})
    below = _owners(lines[::-1], {level for level in owners if placement.get(level) == "below"})
    top = [item for item in lines if item.level == owners[0]]
    members: Members = {}
    for item in lines:
        if item.level == owners[0]:
            continue
        found = [owner for side in (above, below) if (owner := side.get(item.position)) is not None]
        if len(top) == 1 and not found:
            found = top
        if found:
            owner = max(found, key=lambda other: other.level)
            members.setdefault(owner.position, []).append(item)
    return members


def _owners(lines: Sequence[Ranked], owning: set[int]) -> dict[int, Ranked]:
    """Return for each line the last one passed whose level is lower and that owns what follows."""
    found: dict[int, Ranked] = {}
    stack: list[Ranked] = []
    for item in lines:
        owner = next((other for other in reversed(stack) if other.level < item.level), None)
        if owner is not None:
            found[item.position] = owner
        while stack and stack[-1].level >= item.level:
            stack.pop()
        if item.level in owning:
            stack.append(item)
    return found

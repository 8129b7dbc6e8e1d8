"""The tree over the lines of one side: which lines are totals, of which others.

A line stands at a point of as many dimensions as its stub has columns (its head has rows). A word for a
total, or nothing, in one of them stands for all of it; a total adds up the lines that differ from it in
that dimension alone. So no total reaches over the edge of the merged head above it, a 소계 is looked for
within each measure of an interleaved stub, and a long-form table has its totals too. Within one
dimension lines nest by ranks of words, by marks and by indents.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product

from geomsan.infer.lines import Line
from geomsan.infer.words import (
    NAMED,
    OVER,
    UNDER,
    WHOLES,
    half_year_of,
    is_in_brackets,
    is_named_total,
    is_within_half_year,
    kind_of_name,
    mark_of,
    rank_of,
    without_reference,
)
from geomsan.read.tables.labels import bare, squeeze

ITEM = 10
"""Level of items; totals stand below it, the items of a breakdown from it on by their marks."""
_MOST_PLACEMENTS = 3
"""Levels of totals whose place is searched for; deeper ones stand above their items."""

Members = dict[int, list["Node"]]
"""Position of a total -> the lines it adds up."""
Key = tuple[str, ...]

_ALL = "*"
_IN_BRACKETS = "("


@dataclass(frozen=True)
class Node:
    """A line in a sequence, with its level there.

    Attributes
    ----------
    label
        What it is called in the dimension of the sequence.
    level
        Below :data:`ITEM` for totals, outermost first; from it on by marks and indents.
    is_worded
        Whether a word calls it a total, and not only its place.
    """

    position: int
    line: Line
    label: str
    level: int
    is_worded: bool = False


def sequences(lines: Sequence[Line]) -> Iterator[list[Node]]:
    """Yield the lines that can stand in sums with each other, one dimension and place after the other."""
    for part in sorted({line.part or 0 for line in lines}):
        mine = [(place, line) for place, line in enumerate(lines) if (line.part or 0) == part]
        depth = max((len(line.path) for _, line in mine), default=0)
        points = {place: _point(line, depth) for place, line in mine}
        for dimension in range(depth):
            for nodes in _along(dimension, mine, points):
                yield from _ranked(
                    nodes, is_inner=not any(_is_deeper(node.line, dimension) for node in nodes)
                )


def _is_deeper(line: Line, dimension: int) -> bool:
    """Tell whether a line has labels further in than a dimension."""
    return any(line.path[dimension + 1 :])


def flat(lines: Sequence[Line]) -> Iterator[list[Node]]:
    """Yield the lines as they follow each other, each with the rank that its words give it.

    The rival of :func:`sequences` where outer labels do not stand beside what they are of: the name of
    a department on the row below its 소계.
    """
    for part in sorted({line.part or 0 for line in lines}):
        nodes = []
        for place, line in enumerate(lines):
            if (line.part or 0) == part and line.labels:
                nodes.append(Node(place, line, line.labels[-1], ITEM))
        for ranked in _ranked(nodes, is_inner=False):
            yield [
                replace(node, level=max(node.level, 1) if _is_within(node.line) else node.level)
                for node in ranked
            ]


def _is_within(line: Line) -> bool:
    """Tell whether a total stands within a group: 계 within 경제정책과 is no peer of the 계 over all."""
    return (
        len(line.labels) > 1
        and label_rank(line.labels[-1]) is not None
        and label_rank(line.labels[0]) is None
    )


def _point(line: Line, depth: int) -> Key:
    """Return the labels of a line by dimension, words for totals and nothing as :data:`_ALL`."""
    labels = [_label(line, dimension) for dimension in range(depth)]
    return tuple(
        _ALL if not label or label_rank(label) is not None else without_reference(label) for label in labels
    )


def _label(line: Line, dimension: int) -> str:
    """Return what a line is called in one dimension: a figure of a compound cell by its own name."""
    text = line.path[dimension] if dimension < len(line.path) else ""
    is_inner = bool(text) and not any(line.path[dimension + 1 :])
    if not (line.name and is_inner):
        return text
    first = line.name.split()[0]
    return first if " " in line.name and label_rank(first) is not None else line.name


def _along(
    dimension: int, lines: Sequence[tuple[int, Line]], points: Mapping[int, Key]
) -> Iterator[list[Node]]:
    """Yield the runs of lines that differ in one dimension alone."""
    groups: dict[Key, list[tuple[int, Line]]] = {}
    for place, line in lines:
        point = points[place]
        groups.setdefault((*point[:dimension], *point[dimension + 1 :]), []).append((place, line))
    for key, group in groups.items():
        labels = [_label(line, dimension) for _, line in group]
        items = sum(points[place][dimension] != _ALL for place, _ in group)
        if items < 2 and set(key) <= {_ALL} and len(key) and any(map(str.strip, labels)):
            group, labels = _with_leaves(dimension, group, lines, points)
        if len(group) > 2 or (len(group) > 1 and any(label_rank(label) is not None for label in labels)):
            yield [
                Node(place, line, label or (line.labels[-1] if line.labels else ""), ITEM, not label)
                for (place, line), label in zip(group, labels, strict=True)
            ]


def _with_leaves(
    dimension: int,
    group: Sequence[tuple[int, Line]],
    lines: Sequence[tuple[int, Line]],
    points: Mapping[int, Key],
) -> tuple[list[tuple[int, Line]], list[str]]:
    """Take the innermost lines for what has no line of its own: 합계 over groups without 소계."""
    mine = {place for place, _ in group}
    owned = {points[place][dimension] for place in mine}
    found, labels = [], []
    for place, line in lines:
        point = points[place]
        is_leaf = point[dimension] not in owned and sum(text == _ALL for text in point) == 0
        if place in mine or is_leaf:
            found.append((place, line))
            labels.append(_label(line, dimension) if place in mine else line.labels[-1])
    return found, labels


def _ranked(nodes: Sequence[Node], *, is_inner: bool) -> Iterator[list[Node]]:
    """Give the lines of a sequence their levels; yield nothing where none can stand over others."""
    heads = [node.is_worded for node in nodes]  # an empty inner label: the group's own line
    ranks = [label_rank(node.label) for node in nodes]
    if is_inner and any(heads) and not all(heads) and not any(r is not None for r in ranks):
        ranks = [OVER if head else None for head in heads]
    families = Counter(kind_of_name(node.label) for node in nodes)
    for family, wholes in WHOLES.items():
        if families[family] > 1:
            ranks = [
                OVER if rank is None and squeeze(node.label).lower() in wholes else rank
                for node, rank in zip(nodes, ranks, strict=True)
            ]
    marks = _marks([node for node, rank in zip(nodes, ranks, strict=True) if rank is None])
    levels: list[int] = []
    for node, rank in zip(nodes, ranks, strict=True):
        if rank is not None:
            levels.append(rank)
        else:
            mark = _mark(node)
            levels.append(ITEM + (marks.index(mark) if mark in marks else 0))
    if any(is_within_half_year(node.label) for node in nodes):
        levels = [
            UNDER if half_year_of(node.label) else level for node, level in zip(nodes, levels, strict=True)
        ]
    levels = _repeated_under_unique(nodes, levels)
    order = {level: place for place, level in enumerate(sorted({level for level in levels if level < ITEM}))}
    found = [
        replace(
            node,
            level=order.get(level, level),
            is_worded=level < ITEM and not node.is_worded,
        )
        for node, level in zip(nodes, levels, strict=True)
    ]
    if found:
        yield found


def label_rank(label: str) -> int | None:
    """Return the rank of a label that names a total; None for an item."""
    rank = rank_of(label)
    return NAMED if rank is None and is_named_total(label) else rank


def _repeated_under_unique(nodes: Sequence[Node], levels: Sequence[int]) -> list[int]:
    """Put 계 that is printed for every group under the one 합계 of the sequence."""
    words = [bare(node.label) if level == OVER else "" for node, level in zip(nodes, levels, strict=True)]
    counts = Counter(filter(None, words))
    if len(counts) < 2 or min(counts.values()) > 1:
        return list(levels)
    return [UNDER if counts[word] > 1 else level for word, level in zip(words, levels, strict=True)]


def _marks(items: Iterable[Node]) -> list[str]:
    """Return the marks that lead the labels of a breakdown (○ - ▷), outermost first; else nothing.

    Labels without a mark stand over those with one when they come first, else they are the innermost.
    """
    marks = list(dict.fromkeys(map(_mark, items)))
    if marks[:1] == [_IN_BRACKETS]:
        return []  # Nothing stands before (국비) that it could be a part of.
    if marks and marks[-1] == "" and len(marks) > 1:
        return _by_indent(marks)
    return _by_indent(marks) if len(marks) > 1 and any(marks) else []


def _by_indent(marks: list[str]) -> list[str]:
    """Order marks that are blanks by how far they indent; other marks as they come."""
    return sorted(marks, key=len) if not any(mark.strip() for mark in marks) else marks


def _mark(node: Node) -> str:
    """Return what sets a line under others: the mark that leads its label, or how far it is indented."""
    is_name = any(map(str.isalpha, node.label))  # -1.33 is no item of a breakdown
    in_brackets = _IN_BRACKETS if is_name and is_in_brackets(node.label) else ""
    return in_brackets or (mark_of(node.label) if is_name else "") or " " * node.line.indent


def flattened(nodes: Sequence[Node]) -> list[Node]:
    """Return lines whose items are all of one level, whatever marks lead them."""
    return [replace(node, level=min(node.level, ITEM)) for node in nodes]


def arrangements(nodes: Sequence[Node]) -> list[Members]:
    """Return the ways in which totals and items can belong together."""
    levels = sorted({node.level for node in nodes})
    owners = levels[:-1]
    searched = [level for level in owners if level < ITEM][:_MOST_PLACEMENTS]
    found: list[Members] = []
    for places in product(("above", "below"), repeat=len(searched)):
        members = _members(nodes, owners, dict(zip(searched, places, strict=True)))
        if members and members not in found:
            found.append(members)
    return found


def _members(nodes: Sequence[Node], owners: Sequence[int], placement: Mapping[int, str]) -> Members:
    above = _owners(nodes, {level for level in owners if placement.get(level, "above") == "above"})
    below = _owners(nodes[::-1], {level for level in owners if placement.get(level) == "below"})
    top = [node for node in nodes if owners and node.level == owners[0]]
    members: Members = {}
    for node in nodes:
        if not owners or node.level == owners[0]:
            continue
        found = [owner for side in (above, below) if (owner := side.get(node.position)) is not None]
        if len(top) == 1 and not found:
            found = top
        if found:
            owner = max(found, key=lambda other: other.level)
            members.setdefault(owner.position, []).append(node)
    return members


def _owners(nodes: Sequence[Node], owning: set[int]) -> dict[int, Node]:
    """Return for each line the last one passed whose level is lower and that owns what follows."""
    found: dict[int, Node] = {}
    stack: list[Node] = []
    for node in nodes:
        owner = next((other for other in reversed(stack) if other.level < node.level), None)
        if owner is not None:
            found[node.position] = owner
        while stack and stack[-1].level >= node.level:
            stack.pop()
        if node.level in owning:
            stack.append(node)
    return found

"""Other ways to read a total that need no mistake of the table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import log10

import numpy as np

from geomsan.infer.addition import Claim, claimed
from geomsan.infer.axis import Node, label_rank
from geomsan.infer.mistakes import (
    FEWEST_PLACES,
    MOST_LEFT_OUT,
    MOST_ROWS_WRONG,
    copies_of,
    explain,
    numberless,
)
from geomsan.infer.nesting import nested
from geomsan.infer.readings import (
    FAILURE,
)
from geomsan.infer.side import Side
from geomsan.infer.sorts import Sort
from geomsan.infer.words import (
    UNDER,
    is_aside,
    is_deducted,
    is_whole_of_noun,
    kind_of_name,
)
from geomsan.read.tables.labels import bare

_MOST_RUNS = 40
"""Lines beside a total that are tried as its parts when not all of them are."""
_FEWEST_EXACT = 4
"""Places that hold to the last digit from which on the figures are not taken for rounded ones."""
UNCOUNTED = "uncounted"
"""What is noted of a total that leaves out lines wherever they print anything."""


def refined(side: Side, claim: Claim, nodes: Sequence[Node], additive: np.ndarray) -> Claim:
    """Return the best way to read a total, with its rivals; the plain way where it holds.

    One that holds in no place to the last digit does not count as holding.
    """
    is_loose = claim.fit.loose >= _FEWEST_EXACT and not claim.fit.is_exact
    if not (claim.fit.fails or is_loose):
        return claim
    rivals = []
    for rival in _rivals(side, claim, nodes, additive):
        if rival.fit.fails and (rival.score > claim.score or not rival.fit.holds):
            explain(side, rival)
        # Heads of groups of which one is forgotten everywhere hold nowhere.
        if rival.fit.holds or (rival.note == "nested" and rival.forgotten):
            rivals.append(rival)
    if claim.fit.fails:
        explain(side, claim)
    _held_against_exact([claim, *rivals])
    best = max(rivals, key=lambda rival: rival.score, default=None)
    if best is not None and best.score > claim.score:
        best.rivals = [rival for rival in (claim, *rivals) if rival is not best]
        return _without_uncounted(side, best, additive)
    claim.rivals = rivals
    return _without_uncounted(side, claim, additive)


def _held_against_exact(claims: Sequence[Claim]) -> None:
    """Count rounding as failing where another reading needs none: then the figures are not rounded."""
    if any(one.fit.is_exact and one.fit.exact >= _FEWEST_EXACT for one in claims):
        for one in claims:
            one.score -= FAILURE * one.fit.loose


def _rivals(side: Side, claim: Claim, nodes: Sequence[Node], additive: np.ndarray) -> Iterator[Claim]:
    """Yield other ways to read a total that need no error of the table."""
    total, parts = claim.total, claim.parts

    def other(chosen: Sequence[Node], signs: Sequence[int] | None, cost: float, note: str) -> Claim:
        found = claimed(side, total, chosen, additive, signs, cost, note)
        kept = {part.position for part in chosen}
        found.left_out = [part for part in parts if part.position not in kept]
        return found

    for rest in _without_a_group(side, claim):
        yield replace(other(rest, None, 0.5 + log10(len(parts)), "group"), left_out=[])
    deducted = [n for n, part in enumerate(parts) if is_deducted(part.label)]
    if deducted:
        yield other(parts, [-s if n in deducted else s for n, s in enumerate(claim.signs)], 0.3, "sign")
    for note, groups in groupings(side, parts, additive):
        inner = {place for children in groups.values() for place in children}
        heads = [part for part in parts if part.position not in inner]
        if len(heads) > 1 or not side.matrix.is_turned:
            yield replace(other(heads, None, 0.5, note), left_out=[])
    for note, rest in _without_some(side, claim):
        yield other(rest, None, 0.5, note)
    aside = [part for part in parts if is_aside(part.label) or part.line.sort is not Sort.PLAIN]
    if aside and len(parts) - len(aside) > 1:
        yield other([part for part in parts if part not in aside], None, 0.5, "aside")
    if len(aside) > 1 and len(parts) > 2:
        for one in aside:
            yield other([part for part in parts if part is not one], None, 0.5 + log10(len(aside)), "aside")
    if len(parts) > 2 and len({kind_of_name(part.label) for part in parts} - {""}) == 1:
        yield other([parts[-1]], None, 1.0, "last")
    for chosen in _runs(side, claim, nodes):
        yield other(chosen, None, 0.5 + log10(1 + len(parts)), "run")


def _without_some(side: Side, claim: Claim) -> Iterator[tuple[str, list[Node]]]:
    """Yield the parts without those that stand twice, and without those that the file hides."""
    copies = copies_of(side, claim)
    once = [part for part in claim.parts if part not in copies]
    seen = [part for part in claim.parts if not part.line.is_hidden]
    named = [part for part in claim.parts if is_whole_of_noun(claim.total.label, part.label)]
    for note, rest in (
        ("copy", once),
        ("hidden", seen),
        ("noun", named),
    ):
        if 1 < len(rest) < len(claim.parts):
            yield note, rest


def _without_uncounted(side: Side, claim: Claim, additive: np.ndarray) -> Claim:
    """Return a claim without the parts that the total never counts: it fails wherever they print anything.

    Only where it holds in more places than somebody would get wrong in one way, and fails in a few.
    """
    fit = claim.fit
    if fit.fails < FEWEST_PLACES or fit.exact <= MOST_ROWS_WRONG:
        return claim
    order = [part.position for part in claim.parts]
    prints = np.nan_to_num(side.added[order]) != 0
    never = prints.any(axis=1) & ~(prints & fit.held).any(axis=1)
    rest = [part for part, is_never in zip(claim.parts, never, strict=True) if not is_never]
    if not 1 < len(rest) < len(claim.parts):
        return claim
    found = claimed(side, claim.total, rest, additive, None, 0.0, UNCOUNTED)
    if found.fit.fails >= fit.fails:
        return claim
    found.left_out = [part for part in claim.parts if part not in rest]
    found.rivals = claim.rivals
    if found.fit.fails:
        explain(side, found)
    return found


def _without_a_group(side: Side, claim: Claim) -> Iterator[list[Node]]:
    """Yield the parts without a run that adds up to the one before it, where the sum fails by as much."""
    failed = np.flatnonzero(claim.fit.failed)
    parts = claim.parts
    if not 3 < len(parts) <= MOST_LEFT_OUT:
        return
    order = [part.position for part in parts]
    values = np.nan_to_num(side.added[order][:, failed])
    slack = side.slack[order][:, failed]
    room = slack.sum(axis=0) + side.slack[claim.total.position, failed]
    room = room + 1e-9 * np.abs(claim.fit.expected[failed])
    for head in range(len(parts) - 2):
        if np.any(np.abs(claim.fit.gap[failed] + values[head]) > room):
            continue
        run = np.cumsum(values[head + 1 :], axis=0)
        held = (np.abs(run - values[head]) <= slack.sum(axis=0) + 1e-9 * np.abs(run)).all(axis=1)
        for size in np.flatnonzero(held[1:]) + 2:
            yield [*parts[: head + 1], *parts[head + 1 + int(size) :]]


def groupings(
    side: Side, parts: Sequence[Node], additive: np.ndarray
) -> Iterator[tuple[str, dict[int, list[int]]]]:
    """Yield the groups that lines make up, all their figures right, then one of a group wrong."""
    lines, places = [part.position for part in parts], np.flatnonzero(additive)
    first: dict[int, list[int]] = {}
    for note, is_strict in (("nested", True), ("nested with an error", False)):
        groups = nested(side, lines, places, is_strict=is_strict)
        if groups and groups != first:
            first = groups
            yield note, groups


def _runs(side: Side, claim: Claim, nodes: Sequence[Node]) -> Iterator[list[Node]]:
    """Yield the lines next to a total that are its parts where those further on are of another kind.

    In a head everything stands side by side; in a stub a plain item further on is one all the same.
    """
    order = [node.position for node in nodes]
    at = order.index(claim.total.position)
    after = [part for part in claim.parts if order.index(part.position) > at]
    before = [part for part in claim.parts if order.index(part.position) < at][::-1]
    for run in (after[:_MOST_RUNS], before[:_MOST_RUNS]):
        for size in range(len(run), 1, -1):
            chosen = run[:size]
            rest = [part for part in claim.parts if part not in chosen]
            # Under a 소계 go on the lines that it is none of: 할인, 청구액.
            is_beyond = size == len(run) and label_rank(claim.total.label) == UNDER
            if rest and (is_beyond or not any(_is_alike(side, part, chosen) for part in rest)):
                yield sorted(chosen, key=lambda node: node.position)


def _is_alike(side: Side, node: Node, others: Sequence[Node]) -> bool:
    """Tell whether a line is one of the others' kind, so that a sum of them leaves it out by mistake."""
    if not side.matrix.is_turned:
        # Under rows named by numbers alone (200504), a row of words is the end of the head.
        return {numberless(other.label) for other in others} != {"#"} or numberless(node.label) == "#"
    kinds = {kind_of_name(other.label) for other in others}
    own = kind_of_name(node.label)
    if len(kinds) == 1 and "" not in kinds:
        return own in kinds
    endings = {bare(other.label)[-1:] for other in others}
    return len(endings) == 1 and bare(node.label)[-1:] in endings

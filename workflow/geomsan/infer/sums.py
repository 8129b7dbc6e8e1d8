"""Totals: which lines a line called a total adds up, and what is said where they do not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import log10

import numpy as np

from geomsan.check.identities.edits import Basis
from geomsan.infer.addition import Claim, additive_places, claimed
from geomsan.infer.axis import ITEM, Members, Node, arrangements, flat, flattened, sequences
from geomsan.infer.hundreds import ALL_OF_IT
from geomsan.infer.mistakes import FEWEST_PLACES, explain
from geomsan.infer.nesting import nested
from geomsan.infer.readings import (
    FAILURE,
    WORDED,
    Reading,
)
from geomsan.infer.rivals import groupings, refined
from geomsan.infer.side import Side
from geomsan.infer.sorts import Sort
from geomsan.infer.telling import seen_across, total_reading
from geomsan.infer.words import is_remark, is_whole_of_noun
from geomsan.read.tables.labels import unit_in_label

_SAMPLE = 24
"""Places that are looked at to choose among arrangements."""
_ALONE = 0.5
"""What it costs an arrangement that a total stands over one line alone."""
MOST_UNNAMED = 2_000
"""Lines of a table in which sums are looked for that no word promises."""


def totals(
    sides: tuple[Side, Side], aside: tuple[frozenset[int], frozenset[int]]
) -> tuple[list[Reading], list[Reading]]:
    """Return what the totals among rows, and among columns, assert.

    Parameters
    ----------
    sides
        The rows against the columns, and the columns against the rows.
    aside
        Lines of each that are no items: carried from page to page.
    """
    claims = [_claims(side, lines) for side, lines in zip(sides, aside, strict=True)]
    found: list[list[Reading]] = []
    for number, side in enumerate(sides):
        seen = seen_across(side, claims[number], claims[1 - number])
        told = (total_reading(side, claim, seen) for claim in claims[number])
        found.append([reading for reading in told if reading is not None])
    return found[0], found[1]


def _claims(side: Side, aside: frozenset[int]) -> list[Claim]:
    """Return the totals among the lines of a side with what they add up."""
    additive = additive_places(side)
    claims: list[Claim] = []
    owned: set[int] = set()
    for nodes in _parse(side, additive):
        mine = [node for node in nodes if node.position not in aside]
        found = _claims_of(side, mine, additive) if len(mine) > 1 else []
        # A line is a total in one sequence; the innermost comes last and is the narrower.
        claims += [claim for claim in found if claim.total.position not in owned or claim.fit.worth > 0]
        owned |= {claim.total.position for claim in found if claim.fit.worth > 0}
    _with_peers(claims)
    return claims


def _with_peers(claims: Sequence[Claim]) -> None:
    """Let groups that only their place names speak for each other, where they stand equally far in."""
    groups: dict[int, list[Claim]] = {}
    for claim in claims:
        if not claim.total.is_worded and claim.basis is Basis.WORDED:
            groups.setdefault(sum(map(bool, claim.total.line.path)), []).append(claim)
    for group in groups.values():
        whole = sum(claim.fit.worth for claim in group)
        for claim in group:
            claim.peers = max(claim.peers, whole - claim.fit.worth)


def _parse(side: Side, additive: np.ndarray) -> list[list[Node]]:
    """Return the sequences of lines, by dimensions, or flat where that speaks for much more."""
    parses = [list(sequences(side.lines))]
    if any(len(line.labels) > 1 for line in side.lines):
        parses.append(list(flat(side.lines)))
    kept = [[[n for n in nodes if _may_be_added(side, n)] for nodes in parse] for parse in parses]
    kept = [[nodes for nodes in parse if len(nodes) > 1] for parse in kept]
    if len(kept) == 1 or not kept[1]:
        return kept[0]
    places = np.flatnonzero(additive)
    sample = places[:: max(1, len(places) // _SAMPLE)]
    worth = [sum(_best_worth(side, nodes, sample) for nodes in parse) for parse in kept]
    return kept[1] if worth[1] > worth[0] + WORDED else kept[0]


def _best_worth(side: Side, nodes: list[Node], sample: np.ndarray) -> float:
    """Return what speaks for the best arrangement of a sequence."""
    if len({node.level for node in nodes}) < 2:
        return 0.0
    return max((_worth(side, members, sample) for members in arrangements(nodes)), default=0.0)


def _may_be_added(side: Side, node: Node) -> bool:
    """Tell whether a line can stand in a sum: no rate, mean, rank; in a stub nearly every name can."""
    line = node.line
    if node.position in side.rate_lines or not np.any(
        side.present[node.position] & ~side.blank[node.position]
    ):
        return False
    if is_remark(node.label):
        return False
    if line.sort is Sort.RUNNING:
        return node.level < ITEM
    return line.sort is Sort.PLAIN or (line.is_item and line.sort is Sort.SCALE)


def _claims_of(side: Side, nodes: list[Node], additive: np.ndarray) -> list[Claim]:
    """Return the totals of a sequence with their parts, by the arrangement that most speaks for."""
    places = np.flatnonzero(additive)
    sample = places[:: max(1, len(places) // _SAMPLE)]
    has_totals = any(node.level < ITEM for node in nodes)
    if len({node.level for node in nodes}) < 2:
        return _unnamed(side, nodes, sample, additive)
    candidates = arrangements(nodes)
    if has_totals and any(node.level > ITEM for node in nodes):
        candidates += arrangements(flattened(nodes))
    if not candidates:
        return []
    best = _with_nouns(nodes, max(candidates, key=lambda members: _worth(side, members, sample)))
    claims = [
        claim
        for node in nodes
        if node.position in best
        for claim in _claims_over(side, node, best[node.position], nodes, additive)
    ]
    whole = sum(claim.fit.worth for claim in claims)
    for claim in claims:
        claim.peers = whole - claim.fit.worth
    inner = [part for claim in claims for part in _nested_claims(side, claim, additive, set(best))]
    if not has_totals and not any(claim.fit.holds for claim in claims):
        return _unnamed(side, nodes, sample, additive)
    return claims + inner


def _claims_over(
    side: Side, total: Node, parts: Sequence[Node], nodes: Sequence[Node], additive: np.ndarray
) -> list[Claim]:
    """Return a total with its parts; more than one where headings part them and each group is the whole.

    Of a survey's answers 전체 is all men and women, and all ages once more.
    """
    claim = _claim(side, total, parts, nodes, additive)
    groups = _between_headings(side, parts)
    if len(groups) < 2 or claim.fit.holds >= claim.fit.fails:
        return [claim]
    found = [claimed(side, total, group, additive) for group in groups]
    shown = np.sum([one.fit.digits >= 1 for one in found], axis=0)
    places = additive & (shown >= max(2, len(found) / 2))
    if not places.any():
        return [claim]
    found = [replace(claimed(side, total, group, places), places=places) for group in groups]
    for one in found:
        one.peers = sum(other.fit.worth for other in found if other is not one)
        if one.fit.fails:
            explain(side, one)
    return found


def _between_headings(side: Side, parts: Sequence[Node]) -> list[list[Node]]:
    """Return the runs of parts between lines that print nothing, where each has more than one."""
    groups: list[list[Node]] = [[]]
    for part in parts:
        if part.position in side.empty_lines:
            continue
        if part.position - 1 in side.empty_lines:
            groups.append([])
        groups[-1].append(part)
    kept = [group for group in groups if group]
    return kept if all(len(group) > 1 for group in kept) else []


def _claim(
    side: Side, total: Node, parts: Sequence[Node], nodes: Sequence[Node], additive: np.ndarray
) -> Claim:
    """Return a total with the best way to read it; what is measured in something else is no part of it."""
    near = sorted(parts, key=lambda part: abs(part.position - total.position))
    own = next(filter(None, (side.quantity(node.position) for node in (total, *near))), "")
    alike = [part for part in parts if _is_of_kind(side, total.position, part.position, own)]
    stated = [part for part in alike if unit_in_label(part.line.text) is not None]
    if len(stated) > 1 and unit_in_label(total.line.text) is not None and not total.line.is_item:
        alike = stated
    others = [part for part in parts if part not in alike] if len(alike) > 1 else []
    kept = alike if others else parts
    claim = refined(side, claimed(side, total, kept, additive), nodes, additive)
    claim.left_out += others
    return claim


def _is_of_kind(side: Side, total: int, part: int, own: str) -> bool:
    """Tell whether a line may be a part of a total by its unit; of what makes 100 everywhere none is more."""
    value = side.value[total]
    printed = np.nan_to_num(value) != 0
    is_hundred = int((value == ALL_OF_IT).sum()) >= max(FEWEST_PLACES, 0.75 * int(printed.sum()))
    is_more = is_hundred and bool(np.all(np.nan_to_num(side.value[part, printed]) > ALL_OF_IT))
    return side.quantity(part) in ("", own) and not is_more


def _with_nouns(nodes: Sequence[Node], members: Members) -> Members:
    """Give totals that stand side by side what each is the total of: Total Electors, Total Voters."""
    found = dict(members)
    for total in (node for node in nodes if node.is_worded and node.position not in members):
        own = [node for node in nodes if node.level >= ITEM and is_whole_of_noun(total.label, node.label)]
        if len(own) > 1:
            found[total.position] = own
    return found


def _worth(side: Side, members: Members, sample: np.ndarray) -> float:
    """Return what speaks for an arrangement in a sample of places."""
    score = 0.0
    for total, parts in members.items():
        fit = side.balance(total, [part.position for part in parts])
        score += float(fit.digits[sample].sum()) - FAILURE * float(fit.failed[sample].sum())
        score -= _ALONE * (len(parts) == 1)
    return score


def _nested_claims(side: Side, claim: Claim, additive: np.ndarray, known: set[int]) -> Iterator[Claim]:
    """Yield the heads of groups that no word names, where their total holds with the heads alone."""
    if not claim.note.startswith("nested"):
        return
    rivals = [rival for rival in claim.rivals if not rival.note]
    everything = rivals[0].parts if rivals else claim.parts
    by_place = {part.position: part for part in everything}
    groups = dict(groupings(side, everything, additive))[claim.note]
    for head, children in groups.items():
        if head in known or not any(map(str.isalpha, by_place[head].label)):
            continue
        found = claimed(side, by_place[head], [by_place[child] for child in children], additive)
        found.basis = Basis.WORDED if claim.total.is_worded else Basis.FIGURES
        if found.fit.fails:
            explain(side, found)
        yield found


def _unnamed(side: Side, nodes: Sequence[Node], sample: np.ndarray, additive: np.ndarray) -> list[Claim]:
    """Return the sums of a sequence that no word and no place names: only the figures say so."""
    if len(sample) < FEWEST_PLACES or len(side.lines) > MOST_UNNAMED:
        return []
    by_place = {node.position: node for node in nodes}
    groups = nested(side, list(by_place), np.flatnonzero(additive))
    found = []
    for head, children in groups.items():
        claim = claimed(side, by_place[head], [by_place[child] for child in children], additive)
        claim.basis = Basis.FIGURES
        net = claim.fit.worth - log10(2 * len(nodes))
        # Where one place of many fails, it is asked about: no word says that it must hold.
        if claim.fit.holds >= FEWEST_PLACES and claim.fit.fails <= 1 and net - FAILURE * claim.fit.fails >= 6:
            found.append(claim)
    return found

"""Totals: which lines a line called a total adds up, and what is said where they do not."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations
from math import log10

import numpy as np

from geomsan.check.identities.edits import Basis, Edit, Role, Rule, Term
from geomsan.check.identities.verdicts import Check, Verdict, evaluate
from geomsan.common.errors import Bilingual
from geomsan.infer.axis import ITEM, Members, Node, arrangements, flat, flattened, label_rank, sequences
from geomsan.infer.nesting import nested
from geomsan.infer.readings import (
    BELIEVED,
    FAILURE,
    FIGURES_ONLY,
    REACH,
    WORDED,
    Reading,
    balance,
    claims_nothing,
    decided,
    explained,
    is_held,
    key,
    read_another_way,
    slip_worth,
    undecided,
)
from geomsan.infer.side import Fit, Side
from geomsan.infer.sorts import Sort
from geomsan.infer.words import (
    is_aside,
    is_deducted,
    is_partial,
    is_surely_deducted,
    kind_of_name,
    without_reference,
)
from geomsan.read.figures.figure import State
from geomsan.read.figures.units import Kind
from geomsan.read.tables.labels import readable, squeeze

_SAMPLE = 24
"""Places that are looked at to choose among arrangements."""
_MOST_RUNS = 40
"""Lines beside a total that are tried as its parts when not all of them are."""
_MOST_ROWS_WRONG = 12
"""Rows that a column may be left out of by mistake."""
_MOST_LEFT_OUT = 30
"""Lines of which pairs are tried as left out."""
MOST_UNNAMED = 2_000
"""Lines of a table in which sums are looked for that no word promises."""
_FEWEST_UNNAMED = 3
"""Places in which a sum must hold that no word promises."""
_SHOWN, _SHOWN_ELSEWHERE = 0.3, 0.75
"""What more than words must speak for a total that fails: less where it has no other place to show it."""
_PEERS = 2.5
"""What the other totals must be worth where no word calls a line that fails a total."""
_FEWEST_EXACT = 4
"""Places that hold to the last digit from which on the figures are not taken for rounded ones."""
_TELLING = 3.0
"""Digits from which on a sum that no word promises says something."""


@dataclass
class Claim:
    """A line that is called a total, with what it would add up.

    Attributes
    ----------
    parts, signs
        The lines and how they count.
    words
        What its words and its place are worth.
    left_out
        Lines that stand between the parts and are none, with good reason.
    forgotten
        Plain items that the figures leave out: an error of the table.
    rivals
        Other ways to read it, with their scores.
    peers
        What the other totals of the same arrangement are worth.
    """

    total: Node
    parts: list[Node]
    signs: list[int]
    words: float
    fit: Fit
    score: float = 0.0
    basis: Basis = Basis.WORDED
    left_out: list[Node] = field(default_factory=list)
    forgotten: list[Node] = field(default_factory=list)
    rivals: list[Claim] = field(default_factory=list)
    note: str = ""
    peers: float = 0.0


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
        support = _support(side, claims[number]) + _takes_part(side, claims[1 - number])
        told = (_reading(side, claim, support) for claim in claims[number])
        found.append([reading for reading in told if reading is not None])
    return found[0], found[1]


def _claims(side: Side, aside: frozenset[int]) -> list[Claim]:
    """Return the totals among the lines of a side with what they add up."""
    additive = _additive(side)
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


def _additive(side: Side) -> np.ndarray:
    """Return which places hold what can be added: no rates, means, indices by their words."""
    return np.array([line.sort is Sort.PLAIN for line in side.across], bool)


def _may_be_added(side: Side, node: Node) -> bool:
    """Tell whether a line can stand in a sum: no rate, mean, rank; in a stub nearly every name can."""
    line = node.line
    if node.position in side.rate_lines or not np.any(
        side.present[node.position] & ~side.blank[node.position]
    ):
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
    best = max(candidates, key=lambda members: _worth(side, members, sample))
    claims = [
        _refined(side, _claim(side, node, best[node.position], additive), nodes, additive)
        for node in nodes
        if node.position in best
    ]
    whole = sum(claim.fit.worth for claim in claims)
    for claim in claims:
        claim.peers = whole - claim.fit.worth
    inner = [part for claim in claims for part in _nested_claims(side, claim, additive, set(best))]
    if not has_totals and not any(claim.fit.holds for claim in claims):
        return _unnamed(side, nodes, sample, additive)
    return claims + inner


def _worth(side: Side, members: Members, sample: np.ndarray) -> float:
    """Return what speaks for an arrangement in a sample of places."""
    score = 0.0
    for total, parts in members.items():
        fit = side.balance(total, [part.position for part in parts])
        score += float(fit.digits[sample].sum()) - FAILURE * float(fit.failed[sample].sum())
    return score


def _claim(
    side: Side,
    total: Node,
    parts: Sequence[Node],
    additive: np.ndarray,
    signs: Sequence[int] | None = None,
    cost: float = 0.0,
    note: str = "",
) -> Claim:
    """Return a claim with its score: words, and what holds, less what fails."""
    if signs is None:
        signs = [_sign(side, part) for part in parts]
    fit = side.balance(
        total.position, [part.position for part in parts], signs if min(signs, default=1) < 0 else None
    )
    mask = additive
    fit = replace(
        fit, decided=fit.decided & mask, held=fit.held & mask, digits=np.where(mask, fit.digits, 0.0)
    )
    words = (WORDED if total.is_worded else WORDED - 1) + (0.0 if len(parts) > 1 else -1.0)
    claim = Claim(total, list(parts), list(signs), words, fit, note=note)
    claim.score = words + min(fit.worth, 60.0) - FAILURE * fit.fails - cost
    return claim


def _sign(side: Side, part: Node) -> int:
    """Return -1 for a line that its label deducts and whose figures print no sign."""
    if not is_surely_deducted(part.label):
        return 1
    values = side.added[part.position]
    return -1 if np.all(np.nan_to_num(values) >= 0) else 1


def _refined(side: Side, claim: Claim, nodes: Sequence[Node], additive: np.ndarray) -> Claim:
    """Return the best way to read a total, with its rivals; the plain way where it holds.

    One that holds in no place to the last digit does not count as holding.
    """
    is_loose = claim.fit.loose >= _FEWEST_EXACT and not claim.fit.is_exact
    if not (claim.fit.fails or is_loose):
        return claim
    rivals = []
    for rival in _rivals(side, claim, nodes, additive):
        if rival.fit.fails and (rival.score > claim.score or not rival.fit.holds):
            _explain(side, rival)
        # Heads of groups of which one is forgotten everywhere hold nowhere.
        if rival.fit.holds or (rival.note == "nested" and rival.forgotten):
            rivals.append(rival)
    if claim.fit.fails:
        _explain(side, claim)
    _held_against_exact([claim, *rivals])
    best = max(rivals, key=lambda rival: rival.score, default=None)
    if best is not None and best.score > claim.score:
        best.rivals = [rival for rival in (claim, *rivals) if rival is not best]
        return best
    claim.rivals = rivals
    return claim


def _held_against_exact(claims: Sequence[Claim]) -> None:
    """Count rounding as failing where another reading needs none: then the figures are not rounded."""
    if any(one.fit.is_exact and one.fit.exact >= _FEWEST_EXACT for one in claims):
        for one in claims:
            one.score -= FAILURE * one.fit.loose


def _rivals(side: Side, claim: Claim, nodes: Sequence[Node], additive: np.ndarray) -> Iterator[Claim]:
    """Yield other ways to read a total that need no error of the table."""
    total, parts = claim.total, claim.parts

    def other(chosen: Sequence[Node], signs: Sequence[int] | None, cost: float, note: str) -> Claim:
        found = _claim(side, total, chosen, additive, signs, cost, note)
        kept = {part.position for part in chosen}
        found.left_out = [part for part in parts if part.position not in kept]
        return found

    for rest in _without_a_group(side, claim):
        yield replace(other(rest, None, 0.5 + log10(len(parts)), "group"), left_out=[])
    deducted = [n for n, part in enumerate(parts) if is_deducted(part.label)]
    if deducted:
        yield other(parts, [-s if n in deducted else s for n, s in enumerate(claim.signs)], 0.3, "sign")
    for note, groups in _groupings(side, parts, additive):
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
    copies = _copies(side, claim)
    once = [part for part in claim.parts if part not in copies]
    seen = [part for part in claim.parts if not part.line.is_hidden]
    for note, rest in (("copy", once), ("hidden", seen)):
        if 1 < len(rest) < len(claim.parts):
            yield note, rest


def _without_a_group(side: Side, claim: Claim) -> Iterator[list[Node]]:
    """Yield the parts without a run that adds up to the one before it, where the sum fails by as much."""
    failed = np.flatnonzero(claim.fit.failed)
    parts = claim.parts
    if not 3 < len(parts) <= _MOST_LEFT_OUT:
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


def _groupings(
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
            if rest and not any(_is_alike(side, part, chosen) for part in rest):
                yield sorted(chosen, key=lambda node: node.position)


def _is_alike(side: Side, node: Node, others: Sequence[Node]) -> bool:
    """Tell whether a line is one of the others' kind, so that a sum of them leaves it out by mistake."""
    if not side.matrix.is_turned:
        # Under rows named by numbers alone (200504), a row of words is the end of the head.
        return {_stem(other.label) for other in others} != {"#"} or _stem(node.label) == "#"
    kinds = {kind_of_name(other.label) for other in others}
    own = kind_of_name(node.label)
    if len(kinds) == 1 and "" not in kinds:
        return own in kinds
    endings = {other.label[-1:] for other in others}
    return len(endings) == 1 and node.label[-1:] in endings


def _explain(side: Side, claim: Claim) -> None:
    """Add to the score of a claim that fails what explains its failures as errors of the table."""
    fit = claim.fit
    failed = np.flatnonzero(fit.failed)
    best, forgotten = 0.0, []
    gaps = fit.gap[failed]
    steps = np.maximum(side.step[claim.total.position, failed], 1e-9)
    # Nobody leaves a column out in all of many rows: it is of another kind.
    is_many = side.matrix.is_turned and len(failed) > _MOST_ROWS_WRONG
    for worth, lines in () if is_many else _forgetting(side, claim, failed):
        if worth > best:
            best, forgotten = worth, lines
    if len(failed) > 1 and np.allclose(np.abs(gaps), abs(gaps[0]), rtol=1e-9):
        same = FAILURE * (len(failed) - 1) + sum(log10(max(1.0, abs(gaps[0]) / step)) for step in steps[1:])
        if same > best:
            best, forgotten = same, []
    if len(failed) <= 12:
        checks = decided(_edits(side, claim, failed), Basis.WORDED)
        slips = [min(FAILURE, explained(check)) for check in checks if check.verdict is Verdict.VIOLATED]
        if forgotten:
            best += min(slips, default=0.0)
        else:
            best = max(best, sum(slips))
    claim.score += best
    claim.forgotten = forgotten


def _forgetting(side: Side, claim: Claim, failed: np.ndarray) -> Iterator[tuple[float, list[Node]]]:
    """Yield lines without which, or with which counted twice, the sum holds where it fails."""
    gaps = claim.fit.gap[failed]
    slack = side.slack[[claim.total.position, *(p.position for p in claim.parts)]][:, failed].sum(axis=0)
    values = np.nan_to_num(side.added[[part.position for part in claim.parts]][:, failed])
    values = values * np.asarray(claim.signs, float)[:, None]
    sizes = side.step[claim.total.position, failed]
    choices: list[tuple[int, ...]] = [(n,) for n in range(len(claim.parts))]
    if 3 < len(claim.parts) <= _MOST_LEFT_OUT:
        choices += list(combinations(range(len(claim.parts)), 2))
    copies = {claim.parts.index(part) for part in _copies(side, claim)}
    for choice in choices:
        moved = values[list(choice)].sum(axis=0)
        for sign in (-1, 1):
            off = np.abs(gaps - sign * moved) <= slack + 1e-9 * np.abs(gaps)
            if not off.all() or not np.any(moved):
                continue
            if copies & set(choice) or _are_others(side, claim.parts, choice):
                break
            digits = np.log10(np.maximum(1.0, np.abs(gaps) / np.where(sizes > 0, sizes, 1.0)))
            worth = FAILURE * (len(failed) - 1) + float(np.minimum(digits, 6).sum()) - log10(2 * len(choices))
            worth -= FAILURE * (len(choice) - 1)
            yield worth, [claim.parts[n] for n in choice] if sign < 0 else []
    whole = claim.fit.expected[failed]
    if not copies and np.all(np.abs(gaps - whole) <= 2 * slack + 1e-9 * np.abs(whole)) and np.any(whole):
        digits = np.log10(np.maximum(1.0, np.abs(whole) / np.where(sizes > 0, sizes, 1.0)))
        yield FAILURE * (len(failed) - 1) + float(np.minimum(digits, 6).sum()) - 1, []


def _copies(side: Side, claim: Claim) -> list[Node]:
    """Return the parts that print the figures of the total itself in every place: it stands twice."""
    value = side.value[claim.total.position]
    if side.lines[claim.total.position].is_item or int((np.nan_to_num(value) != 0).sum()) < _FEWEST_UNNAMED:
        return []
    return [part for part in claim.parts if np.array_equal(side.value[part.position], value, equal_nan=True)]


def _are_others(side: Side, parts: Sequence[Node], choice: Sequence[int]) -> bool:
    """Tell whether lines are of another family than all the rest: conc beside brood1, brood2, brood3."""
    rest = {_stem(part.label) for number, part in enumerate(parts) if number not in choice}
    if not side.matrix.is_turned and rest != {"#"}:
        return False
    return len(rest) == 1 and "#" in min(rest) and not rest & {_stem(parts[n].label) for n in choice}


def _stem(label: str) -> str:
    """Return a label with its numbers left open."""
    return re.sub(r"\d+", "#", squeeze(label))


def _nested_claims(side: Side, claim: Claim, additive: np.ndarray, known: set[int]) -> Iterator[Claim]:
    """Yield the heads of groups that no word names, where their total holds with the heads alone."""
    if not claim.note.startswith("nested"):
        return
    rivals = [rival for rival in claim.rivals if not rival.note]
    everything = rivals[0].parts if rivals else claim.parts
    by_place = {part.position: part for part in everything}
    groups = dict(_groupings(side, everything, additive))[claim.note]
    for head, children in groups.items():
        if head in known or not any(map(str.isalpha, by_place[head].label)):
            continue
        found = _claim(side, by_place[head], [by_place[child] for child in children], additive)
        found.basis = Basis.WORDED if claim.total.is_worded else Basis.FIGURES
        if found.fit.fails:
            _explain(side, found)
        yield found


def _unnamed(side: Side, nodes: Sequence[Node], sample: np.ndarray, additive: np.ndarray) -> list[Claim]:
    """Return the sums of a sequence that no word and no place names: only the figures say so."""
    if len(sample) < _FEWEST_UNNAMED or len(side.lines) > MOST_UNNAMED:
        return []
    by_place = {node.position: node for node in nodes}
    groups = nested(side, list(by_place), np.flatnonzero(additive))
    found = []
    for head, children in groups.items():
        claim = _claim(side, by_place[head], [by_place[child] for child in children], additive)
        claim.basis = Basis.FIGURES
        net = claim.fit.worth - log10(2 * len(nodes))
        if claim.fit.holds >= _FEWEST_UNNAMED and net >= 6 and not claim.fit.fails:
            found.append(claim)
    return found


def _support(side: Side, claims: Sequence[Claim]) -> np.ndarray:
    """Return for each place what the sums that hold there are worth."""
    support = np.zeros(len(side.across))
    for claim in claims:
        support += claim.fit.digits
    return support


def _takes_part(side: Side, others: Sequence[Claim]) -> np.ndarray:
    """Return for each place what the sums across are worth in which it takes part: it can be added."""
    support = np.zeros(len(side.across))
    for claim in others:
        support[[claim.total.position, *(part.position for part in claim.parts)]] += claim.fit.worth
    return support


_NOT_SURE = Bilingual(
    "무엇을 더한 합계인지 확실하지 않습니다: 다른 칸에서도 항목의 합과 맞지 않습니다",
    "it is not certain what this total adds up: elsewhere, too, it is not the sum of the items",
)
_NOT_WHOLE = Bilingual("항목이 전부가 아니라고 적혀 있습니다", "the table says that not all items are listed")
_TWICE = Bilingual(
    "항목의 합이 모든 칸에서 합계의 꼭 두 배입니다: 소계가 항목과 함께 있을 수 있습니다",
    "everywhere the items add up to just twice the total: subtotals may stand among them",
)
_NO_SUM = Bilingual(
    "항목 값들 사이에 있어 합계가 아니라 평균이나 비율일 수 있습니다",
    "it lies among the items, so it may be a mean or a rate and no sum",
)


def _reading(side: Side, claim: Claim, support: np.ndarray) -> Reading | None:
    """Return what a claim says in each place; None when it says nothing."""
    fit = claim.fit
    if not claim.total.is_worded and not fit.holds and not (claim.peers >= _PEERS and fit.fails):
        return None
    if not claim.total.is_worded and (
        len(claim.parts) < 2 or (fit.fails and not any(map(str.isalpha, claim.total.label)))
    ):
        return None
    if claim.total.line.sort is Sort.RUNNING and (
        not fit.holds or len(claim.parts) < 2 or (fit.fails and claim.score < BELIEVED + 1)
    ):
        return None
    additive = _additive(side)
    places = [
        place
        for place in range(len(side.across))
        if additive[place] or (fit.digits[place] >= _TELLING and side.across[place].sort is Sort.SCALE)
    ]
    checks = _decided(side, claim, places)
    is_whole = not _is_partial(side, claim)
    told = [_exceeded(check) or _told(side, claim, check, support, is_whole) for check in checks]
    kept = [check for check in told if check is not None]
    if not fit.exact and sum(check.verdict is Verdict.VIOLATED for check in kept) > sum(map(is_held, kept)):
        # A rounding that no place shows and that most exceed by a little: another rule is meant.
        kept = [
            _doubted(check) if fit.held[side.place_of(check.edit.result.entry)] else check for check in kept
        ]
    if all(check.because is _NOT_WHOLE for check in kept) and not fit.holds:
        return None
    if not kept or not (any(map(is_held, kept)) or claim.words >= WORDED or claim.peers):
        return None
    return Reading(tuple(kept), _sentence(side, claim))


def _doubted(check: Check) -> Check:
    """Return a check that is not called wrong, for its reading is not sure."""
    return undecided(check, _NOT_SURE) if check.verdict is Verdict.VIOLATED else check


def _exceeded(check: Check) -> Check | None:
    """Return a sum whose visible parts exceed its total, whatever the hidden ones are; else nothing."""
    parts = [term for term in check.edit.others if term.entry.is_known]
    result = check.edit.result
    if (
        check.verdict is not Verdict.UNDECIDED
        or not result.entry.is_known
        or len(parts) < 2
        or any(term.coefficient < 0 or term.entry.printed < 0 for term in parts)
        or any(
            term.entry.figure.state is not State.MISSING for term in check.edit.others if term not in parts
        )
    ):
        return None
    hidden = tuple(term.entry for term in check.edit.others if term not in parts)
    statement = f"{check.edit.statement} (보이는 것만)"
    seen = evaluate(replace(check.edit, terms=(result, *parts), left_out=hidden, statement=statement))
    is_over = seen.verdict is Verdict.VIOLATED and seen.difference is not None and seen.difference < 0
    return seen if is_over else None


def _decided(side: Side, claim: Claim, places: Sequence[int]) -> tuple[Check, ...]:
    """Evaluate a claim in every place, where it fails by the rule that the place has for itself.

    Each row of a table can have its own rule: all years, the years so far, the last one.
    """
    own = [rival for rival in claim.rivals if not rival.left_out or rival.note == "last"]
    chosen: dict[int, Claim] = {}
    for place in places:
        if claim.fit.failed[place]:
            better = (rival for rival in own if rival.fit.digits[place] >= _TELLING - 1)
            chosen[place] = next(better, claim)
    groups: dict[int, list[int]] = {}
    claims = {id(one): one for one in (claim, *own)}
    for place in places:
        groups.setdefault(id(chosen.get(place, claim)), []).append(place)
    checks = [
        c for name, mine in groups.items() for c in decided(_edits(side, claims[name], mine), claim.basis)
    ]
    return tuple(sorted(checks, key=lambda check: side.place_of(check.edit.result.entry)))


def _told(side: Side, claim: Claim, check: Check, support: np.ndarray, is_whole: bool) -> Check | None:
    """Return the verdict on one place in view of all readings within reach."""
    if check.verdict is not Verdict.VIOLATED:
        return check
    if claim.basis is Basis.FIGURES:
        return undecided(check, FIGURES_ONLY)
    # Those that are ranked may be the first few: then they are less than all together, everywhere.
    is_cut = side.matrix.is_ranked and not claim.fit.holds and (check.difference or 0) > 0
    if not is_whole and not claim.fit.holds:
        return None
    if not is_whole or is_cut:
        return undecided(check, _NOT_WHOLE)
    place = side.place_of(check.edit.result.entry)
    for rival in claim.rivals:
        if rival.fit.held[place] and (rival.fit.digits[place] > 0) and rival.score >= claim.score - REACH:
            return undecided(check, read_another_way(_expression(side, rival)))
    shown = claim.score - claim.words + FAILURE * claim.fit.fails + claim.peers
    needed = _SHOWN_ELSEWHERE if claim.fit.holds else _SHOWN
    if claim.score + min(REACH, claim.peers / 3) < BELIEVED or shown < needed:
        return undecided(check, _NOT_SURE)
    if _is_twice(claim):
        return undecided(check, _TWICE)
    if not support[place] and not claim.forgotten and not slip_worth(check) and _is_among(side, claim, place):
        return undecided(check, _NO_SUM)
    return check


def _is_twice(claim: Claim) -> bool:
    """Tell whether the parts add up to twice the total in every place, as items and their subtotals do."""
    fit = claim.fit
    expected, half = fit.expected[fit.failed], fit.gap[fit.failed] + fit.expected[fit.failed]
    return fit.fails > 1 and not fit.holds and bool(np.allclose(expected, 2 * half, rtol=1e-9, atol=0.0))


def _is_among(side: Side, claim: Claim, place: int) -> bool:
    """Tell whether a total lies between the least and the greatest of its parts, as a mean does."""
    values = side.added[[part.position for part in claim.parts], place]
    values = values[~np.isnan(values)]
    return bool(len(values) > 1 and values.min() <= side.value[claim.total.position, place] <= values.max())


def _is_partial(side: Side, claim: Claim) -> bool:
    labels = [*claim.total.line.labels, *(label for part in claim.parts for label in part.line.labels)]
    return any(map(is_partial, labels)) or side.matrix.is_partial


def _edits(side: Side, claim: Claim, places: Sequence[int] | np.ndarray) -> Iterator[Edit]:
    identity = _identity(side, claim.total)
    text = _expression(side, claim)
    for place in map(int, places):
        result = side.entry(claim.total.position, place)
        if result is None or result.kind is Kind.RATE or claims_nothing(result):
            continue
        parts = [
            (entry, sign)
            for part, sign in zip(claim.parts, claim.signs, strict=True)
            if (entry := side.entry(part.position, place)) is not None and entry.kind is not Kind.RATE
        ]
        if len(parts) < min(2, len(claim.parts)) or not any(entry.is_known for entry, _ in parts):
            continue
        if not result.is_known and sum(entry.is_known for entry, _ in parts) < 2:
            continue
        label = side.across[place].label
        where = f" [{label}]" if label else ""
        statement = f"{name(claim.total)}{where} = {text}"
        if claim.note == "last":
            terms = (Term(result, Role.RESULT), Term(parts[0][0], Role.SOURCE))
            edit = Edit(key("누계", result), identity, Rule.SAME, f"{statement} (누계)", terms)
            yield edit
            continue
        edit = balance(key("계", result), result, parts, statement)
        left_out = tuple(
            entry for part in claim.left_out if (entry := side.entry(part.position, place)) is not None
        )
        yield replace(edit, identity=identity, left_out=left_out)


def _identity(side: Side, total: Node) -> str:
    return f"계@{'column' if side.matrix.is_turned else 'row'} {total.line.index},{total.line.part}"


def name(node: Node) -> str:
    """Return what a line is called in a sentence: 소계 with whose it is."""
    label = node.line.label or "이름 없는 줄"
    own = readable(without_reference(node.label))
    if node.line.part is None and own and squeeze(own) not in squeeze(label):
        return f"{own} {label}"
    outer = node.line.labels[:-1]
    if label_rank(label) is None or not outer or node.line.part is not None:
        return label
    return f"{readable(without_reference(outer[-1]))} {label}"


def _expression(side: Side, claim: Claim) -> str:
    """Return the parts of a claim by their names."""
    names = [name(part) for part in claim.parts]
    counted = Counter(names)
    if any(count > 1 for count in counted.values()) and not side.matrix.is_turned:
        names = [
            f"{text}({part.line.index + 1}행)" if counted[text] > 1 else text
            for text, part in zip(names, claim.parts, strict=True)
        ]
    if len(names) > 8:
        return f"{names[0]} + … + {names[-1]} ({len(names)}개 항목)"
    text = names[0] if claim.signs[0] > 0 else f"- {names[0]}"
    for label, sign in zip(names[1:], claim.signs[1:], strict=True):
        text += f" {'+' if sign > 0 else '-'} {label}"
    return text


def _sentence(side: Side, claim: Claim) -> Bilingual:
    """Say which lines a total adds up, by name."""
    ko, en = ("열", "column") if side.matrix.is_turned else ("행", "row")
    what = f"{name(claim.total)} = {_expression(side, claim)}"
    return Bilingual(f"합계 {ko}: {what}", f"total {en}: {what}")

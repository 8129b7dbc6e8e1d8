"""What is said of a total in each place, in view of all readings within reach."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from geomsan.check.identities.edits import Basis
from geomsan.check.identities.verdicts import Check, Verdict, evaluate
from geomsan.common.errors import Bilingual
from geomsan.infer.addition import (
    Claim,
    additive_places,
    is_partial_list,
    total_edits,
    total_expression,
    total_sentence,
)
from geomsan.infer.mistakes import FEWEST_PLACES
from geomsan.infer.readings import (
    BELIEVED,
    FAILURE,
    FIGURES_ONLY,
    REACH,
    WORDED,
    Reading,
    decided,
    is_held,
    read_another_way,
    slip_worth,
    undecided,
)
from geomsan.infer.rivals import UNCOUNTED
from geomsan.infer.side import Flags, Floats, Side
from geomsan.infer.sorts import Sort
from geomsan.infer.words import is_in_brackets, is_whole_of_noun, kind_of_name
from geomsan.read.figures.figure import State

_SHOWN, _SHOWN_ELSEWHERE = 0.3, 0.75
"""What more than words must speak for a total that fails: less where it has no other place to show it."""
_PEERS = 2.5
"""What the other totals must be worth where no word calls a line that fails a total."""
_TELLING = 3.0
"""Digits from which on a sum that no word promises says something."""


_BORNE_OUT = 2
"""Places in which a list that says that it is not whole adds up, for each that a slip explains."""
_FEWEST_TIMES = 5
"""Times with a total that exceeds its items from which on something unlisted was counted then."""


@dataclass(frozen=True)
class Across:
    """What all sums of a table say of each place.

    Attributes
    ----------
    support
        What the sums are worth that hold there, and those across in which it takes part.
    is_mean
        Whether no sum holds there and several totals lie among their items.
    is_wider
        Whether it is one of a run of times in which totals exceed their items by what is not listed.
    """

    support: Floats
    is_mean: Flags
    is_wider: Flags


def seen_across(side: Side, claims: Sequence[Claim], others: Sequence[Claim]) -> Across:
    """Return what the sums of a side, and those across it, say of its places."""
    support = _support_of(side, claims) + _takes_part(side, others)
    among = sum((_failed_among(side, claim).astype(int) for claim in claims), np.zeros(len(side.across), int))
    return Across(support, (among >= FEWEST_PLACES) & (support == 0), _wider(side, claims))


def _failed_among(side: Side, claim: Claim) -> Flags:
    """Return where a total is no sum and lies between the least and the greatest of its parts."""
    values = side.added[[part.position for part in claim.parts]]
    total = side.value[claim.total.position]
    is_among = (np.fmin.reduce(values) <= total) & (total <= np.fmax.reduce(values))
    found: Flags = claim.fit.failed & is_among & (len(values) > 1)
    return found


def _wider(side: Side, claims: Sequence[Claim]) -> Flags:
    """Return the run of times at one end in which totals exceed their items, while elsewhere all hold."""
    none = np.zeros(len(side.across), bool)
    worded = [claim for claim in claims if claim.total.is_worded and not claim.forgotten]
    if not worded or not all(any(kind_of_name(x) == "time" for x in line.labels) for line in side.across):
        return none
    failed, tried = none.copy(), none.copy()
    for claim in worded:
        if np.any(claim.fit.gap[claim.fit.failed] < 0):
            return none
        failed |= claim.fit.failed
        tried |= claim.fit.decided
    order, places = np.flatnonzero(tried), np.flatnonzero(failed)
    if len(places) < _FEWEST_TIMES:
        return none
    for run in (order[order <= places[-1]], order[order >= places[0]]):
        if 2 * len(places) >= len(run) and len(order) - len(run) >= len(places):
            found = none.copy()
            found[run] = True
            return found
    return none


def _support_of(side: Side, claims: Sequence[Claim]) -> Floats:
    """Return for each place what the sums that hold there are worth."""
    support = np.zeros(len(side.across))
    for claim in claims:
        support += claim.fit.digits
    return support


def _takes_part(side: Side, others: Sequence[Claim]) -> Floats:
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
_NOT_ALL_IN_BRACKETS = Bilingual(
    "괄호 안에는 일부만 적었을 수 있습니다", "what stands in brackets may be only some of it"
)
_TWICE = Bilingual(
    "항목의 합이 모든 칸에서 합계의 꼭 두 배입니다: 소계가 항목과 함께 있을 수 있습니다",
    "everywhere the items add up to just twice the total: subtotals may stand among them",
)
_UNCOUNTED = Bilingual(
    "값이 있는 곳마다 합계에 들지 않은 항목이 있습니다: 본래 따로 세는 것인지 확인해 주십시오",
    "items are left out of the total wherever they print a figure: see whether they are counted apart",
)
_BREAK = Bilingual(
    "한쪽 끝의 몇 해(달)에는 같은 항목들을 빼고 더했습니다: 그때는 합계의 뜻이 달랐을 수 있습니다",
    "in a run of times at one end the same items are left out: the total may have meant something else then",
)
_WIDER = Bilingual(
    "한쪽 끝의 몇 해(달)에는 합계가 늘 항목의 합보다 큽니다: 적지 않은 것이 그때 들어 있을 수 있습니다",
    "in a run of times at one end totals exceed their items: something unlisted may have been counted then",
)
_NO_SUM = Bilingual(
    "항목 값들 사이에 있어 합계가 아니라 평균이나 비율일 수 있습니다",
    "it lies among the items, so it may be a mean or a rate and no sum",
)


def total_reading(side: Side, claim: Claim, seen: Across) -> Reading | None:
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
    additive = additive_places(side)
    places = [
        place
        for place in range(len(side.across))
        if additive[place] or (fit.digits[place] >= _TELLING and side.across[place].sort is Sort.SCALE)
    ]
    if claim.places is not None:
        places = [place for place in places if claim.places[place]]
    checks = _decided(side, claim, places)
    is_whole = not is_partial_list(side, claim)
    among = _failed_among(side, claim)
    told = [_exceeded(check) or _told(side, claim, check, seen, among, is_whole) for check in checks]
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
    return Reading(tuple(kept), total_sentence(side, claim))


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
        c
        for name, mine in groups.items()
        for c in decided(total_edits(side, claims[name], mine), claim.basis)
    ]
    return tuple(sorted(checks, key=lambda check: side.place_of(check.edit.result.entry)))


def _told(side: Side, claim: Claim, check: Check, seen: Across, among: Flags, is_whole: bool) -> Check | None:
    """Return the verdict on one place in view of all readings within reach; ``among`` as in the claim."""
    if claim.note == UNCOUNTED and is_held(check) and any(entry.printed for entry in check.edit.left_out):
        return undecided(check, _UNCOUNTED)
    if check.verdict is not Verdict.VIOLATED:
        return check
    if claim.basis is Basis.FIGURES:
        return undecided(check, FIGURES_ONLY)
    # Those that are ranked may be the first few: then they are less than all together, everywhere.
    is_cut = side.matrix.is_ranked and not claim.fit.holds and (check.difference or 0) > 0
    if not is_whole and not claim.fit.holds:
        return None
    is_shown_whole = claim.fit.exact >= _BORNE_OUT * claim.fit.fails and slip_worth(check) > 0
    if is_cut or not (is_whole or is_shown_whole):
        return undecided(check, _NOT_WHOLE)
    place = side.place_of(check.edit.result.entry)
    for rival in claim.rivals:
        if rival.fit.held[place] and (rival.fit.digits[place] > 0) and rival.score >= claim.score - REACH:
            return undecided(check, read_another_way(total_expression(side, rival)))
    shown = claim.score - claim.words + FAILURE * claim.fit.fails + claim.peers
    needed = _SHOWN_ELSEWHERE if claim.fit.holds else _SHOWN
    is_sure = claim.score + min(REACH, claim.peers / 3) >= BELIEVED and shown >= needed
    is_alone = len(claim.parts) == 1 and claim.fit.fails >= claim.fit.holds
    if not is_sure or is_alone or _are_other_nouns(claim):
        return undecided(check, _NOT_SURE)
    doubt = _doubt(side, claim, check)
    if doubt is not None:
        return undecided(check, doubt)
    if seen.is_wider[place] and not claim.forgotten:
        return undecided(check, _WIDER)
    # One mean among its items may look like a slip, or like the sum without one of them; several do not.
    is_doubtful = not (seen.support[place] or claim.forgotten or slip_worth(check))
    if (seen.is_mean[place] or is_doubtful) and among[place]:
        return undecided(check, _NO_SUM)
    return check


def _doubt(side: Side, claim: Claim, check: Check) -> Bilingual | None:
    """Return why a total that fails may add up other lines than all these; None where nothing says so."""
    is_more = (check.difference or 0) > 0 and not slip_worth(check)
    if is_more and all(is_in_brackets(part.label) for part in claim.parts):
        return _NOT_ALL_IN_BRACKETS
    return _TWICE if _is_twice(claim) else _BREAK if _is_break(side, claim) else None


def _are_other_nouns(claim: Claim) -> bool:
    """Tell whether only some parts share the total's noun (Voters beside Electors), and no sum holds."""
    shared = {is_whole_of_noun(claim.total.label, part.label) for part in claim.parts}
    return len(shared) > 1 and not claim.fit.exact


def _is_break(side: Side, claim: Claim) -> bool:
    """Tell whether a total in a row of times leaves out the same lines in a run of them that ends it.

    Then it was defined otherwise in those times.
    """
    failed = np.flatnonzero(claim.fit.failed)
    if not claim.forgotten or len(failed) < FEWEST_PLACES or claim.fit.exact < FEWEST_PLACES:
        return False
    tried = np.flatnonzero(claim.fit.decided)
    is_end = set(failed) in (set(tried[: len(failed)]), set(tried[-len(failed) :]))
    return is_end and all(kind_of_name(side.across[place].words) == "time" for place in tried)


def _is_twice(claim: Claim) -> bool:
    """Tell whether the parts add up to twice the total in every place, as items and their subtotals do."""
    fit = claim.fit
    expected, half = fit.expected[fit.failed], fit.gap[fit.failed] + fit.expected[fit.failed]
    return fit.fails > 1 and not fit.holds and bool(np.allclose(expected, 2 * half, rtol=1e-9, atol=0.0))

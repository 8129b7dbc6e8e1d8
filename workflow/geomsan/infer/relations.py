"""Rules between lines: differences, sums with a name of their own, roll-forwards, and what is carried."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import log10

import numpy as np

from geomsan.check.identities.edits import Rule
from geomsan.infer.balances import (
    Candidate,
    Signed,
    candidate_of,
    is_accepted,
    preference_of,
    reading_of,
    score_of,
)
from geomsan.infer.flows import (
    CLOSING,
    flow_sign,
    is_difference,
    may_add_up,
    same_but_later,
)
from geomsan.infer.operands import (
    MOST_FLOWS,
    MOST_LINES,
    SAMPLE,
    amounts,
    differences_of,
    labelled,
    often,
    rates_beside,
    rolls,
    runs,
    sums_of,
)
from geomsan.infer.readings import (
    REACH,
    WORDED,
    Reading,
)
from geomsan.infer.side import Side
from geomsan.infer.sorts import Sort
from geomsan.infer.words import NAMED_SUM, is_named_total, is_price, is_surely_deducted, is_whole_of, rank_of
from geomsan.read.tables.labels import bare

_FEW_TERMS = 8
"""Candidates up to which no sample is looked at first."""


def differences(side: Side) -> list[Reading]:
    """Return the readings of lines named as differences, as what is left at the end, or as sums of others.

    Of two that say the same the other way round, the one that words speak for more is kept.
    """
    found = [told for position in range(len(side.lines)) for told in _of_line(side, position)]
    best: dict[frozenset[int], Told] = {}
    for told in found:
        lines = frozenset((told[0].result, *(line for line, _ in told[0].terms)))
        if lines not in best or told[0].preference > best[lines][0].preference:
            best[lines] = told
    kept = {id(told) for told in best.values()}
    return [told[1] for told in found if id(told) in kept]


Told = tuple[Candidate, Reading]


def _of_line(side: Side, position: int) -> Iterator[Told]:
    """Yield the balances that one line is the result of."""
    line = side.lines[position]
    if rank_of(line.words) is not None or (line.is_item and any(map(is_named_total, line.labels[-1:]))):
        return
    if line.sort is Sort.RUNNING and not line.is_item:
        yield from _whole_of_others(side, position)
    if line.sort not in _BALANCED and not (line.sort is Sort.RUNNING and CLOSING.search(line.called)):
        return
    of_rates = side.holds_rates(position)
    outer = line.labels[-2] if len(line.labels) > 1 and line.part is None else ""
    differs = is_difference(line.name or (line.labels[-1] if line.labels else ""), outer)
    differs = differs or line.sort is Sort.POINTS
    is_sum = bool(NAMED_SUM.search(line.words)) and not of_rates
    closes = not of_rates and _closes(side, position)
    is_deducting = not of_rates and position not in _deducted(side)
    is_deducting = is_deducting and any(n < position for n in _deducted(side))
    terms: list[tuple[Signed, Rule]] = []
    others: list[int] = []
    if differs or is_sum or closes:
        others = rates_beside(side, position) if of_rates else amounts(side, position)
    if differs:
        terms += [(signs, Rule.DIFFERENCE) for signs in differences_of(side, position, others)]
    if closes or differs:
        terms += [(signs, Rule.DIFFERENCE) for signs in rolls(side, position, others)]
    if is_deducting:
        terms += [(signs, Rule.DIFFERENCE) for signs in labelled(side, position)]
    if is_sum:
        had = [other for other in others if may_add_up(side.lines[other].words)]
        prices = [n for n, beside in enumerate(side.lines) if is_price(beside.words) and n != position]
        had = sorted({*had, *(n for n in prices if abs(n - position) < MOST_LINES)})
        terms += [(signs, Rule.SUM) for signs in sums_of(side, had, position)]
    found = [
        candidate
        for signs, rule in _promising(side, position, list(dict.fromkeys(terms)), rates=of_rates)
        if (candidate := candidate_of(side, position, signs, rule, rates=of_rates)) is not None
    ]
    yield from _chosen(side, found, max(len(terms), 1))
    if not (differs or is_sum or closes or of_rates) and line.sort is Sort.PLAIN:
        yield from _whole_of_others(side, position)
        yield from _divided(side, position)


def _deducted(side: Side) -> list[int]:
    """Return the lines that a label deducts."""
    if side.deducted is None:
        side.deducted = [n for n, line in enumerate(side.lines) if is_surely_deducted(line.words)]
    return side.deducted


def _whole_of_others(side: Side, position: int) -> Iterator[Told]:
    """Yield the sum of lines next to one that is called the whole of them: 사업비 of 국비 and 시비."""
    name = side.lines[position].words
    near = side.lines[max(0, position - 6) : position] + side.lines[position + 1 : position + 7]
    if len(name) < 2 or not any(_is_whole(name, [line.words]) for line in near):
        return
    part = side.lines[position].part or 0
    others = [other for other in amounts(side, position) if (side.lines[other].part or 0) == part]
    chosen = [
        signs for signs in runs(others, position) if _is_whole(name, [side.lines[n].words for n, _ in signs])
    ]
    found = [
        replace(candidate, preference=candidate.preference + 1.5)
        for signs in chosen
        if (candidate := candidate_of(side, position, signs, Rule.SUM)) is not None
    ]
    yield from _chosen(side, found, max(1, len(chosen)))


def _divided(side: Side, position: int) -> Iterator[Told]:
    """Yield the sum of the lines under a head beside one that says how that is divided: 처리방법별."""
    lines = side.lines
    for step in (1, -1):
        beside = position + step
        outer = lines[beside].labels[:-1] if 0 <= beside < len(lines) else ()
        if not outer or not bare(outer[-1]).endswith("별") or lines[position].labels[:-1] == outer:
            continue
        members = []
        while 0 <= beside < len(lines) and lines[beside].labels[:-1] == outer:
            members.append(beside)
            beside += step
        parts = [n for n in sorted(members) if lines[n].sort is Sort.PLAIN and n not in side.rate_lines]
        if len(parts) < 2:
            continue
        found = candidate_of(side, position, tuple((n, 1) for n in parts), Rule.SUM)
        if found is not None:
            yield from _chosen(side, [replace(found, preference=found.preference + 1.5)], 1)


def _is_whole(name: str, parts: list[str]) -> bool:
    """Tell whether words call a line the whole of others: 정원 of 일반직 정원, 사업비 of 국비 and 시비."""
    if is_whole_of(name, parts):
        return True
    if len(name) < 2 or len(set(parts)) < len(parts):
        return False  # Names that repeat say of what kind each line is.
    return all(part != name and _ends_in(part, name) for part in parts)


def _ends_in(text: str, word: str) -> bool:
    """Tell whether a text ends in a word, which in Latin letters begins where no other letter stands."""
    before = text[: -len(word)]
    is_inside = word.isascii() and before[-1:].isascii() and before[-1:].isalpha()
    return text.endswith(word) and not is_inside


_BALANCED = (Sort.PLAIN, Sort.POINTS, Sort.RATE)


def _closes(side: Side, position: int) -> bool:
    """Tell whether a line says what is left at the end, or is one before it with a later date."""
    line = side.lines[position]
    if CLOSING.search(line.called):
        return True
    before = range(max(0, position - MOST_FLOWS), position)
    return any(
        same_but_later(side.lines[other].called, line.called)
        and {1, -1} <= {flow_sign(side.lines[flow].called) for flow in range(other + 1, position)}
        for other in before
    )


def _promising(
    side: Side, position: int, terms: Sequence[tuple[Signed, Rule]], *, rates: bool
) -> Iterator[tuple[Signed, Rule]]:
    """Yield the balances that words speak for, or that hold in half of a sample of places; all of few."""
    if len(terms) <= _FEW_TERMS:
        yield from terms
        return
    lines = sorted({line for signs, _ in terms for line, _ in signs})
    order = {line: number for number, line in enumerate(lines)}
    weights = np.zeros((len(terms), len(lines)))
    for number, (signs, _) in enumerate(terms):
        for line, sign in signs:
            weights[number, order[line]] += sign
    rows = np.asarray(lines, int)
    places = np.flatnonzero(side.present[position] & ~np.isnan(side.value[position]))
    places = places[:: max(1, len(places) // SAMPLE)]
    added = np.where(side.present, side.value, 0.0) if rates else side.added
    values = added[np.ix_(rows, places)]
    unknown = np.abs(weights) @ np.isnan(values) > 0
    wanted = side.value[position, places]
    rest = np.where(unknown, np.nan, weights @ np.nan_to_num(values) - wanted)
    room = np.abs(weights) @ side.slack[np.ix_(rows, places)] + side.slack[position, places]
    is_often = often(np.abs(rest) <= room + 1e-9 * np.abs(wanted) + 1e-9, rest)
    for number, (signs, rule) in enumerate(terms):
        if is_often[number] or preference_of(side, position, signs) >= WORDED:
            yield signs, rule


def _chosen(side: Side, found: Sequence[Candidate], tried: int) -> Iterator[Told]:
    """Yield the reading of one result that most speaks for, and a second sum of other lines."""
    if not found:
        return
    scores = {id(candidate): score_of(side, candidate, tried) for candidate in found}
    ranked = sorted(found, key=lambda candidate: scores[id(candidate)], reverse=True)
    best = next((one for one in ranked if is_accepted(one, scores[id(one)], tried)), None)
    if best is None:
        return
    score = scores[id(best)]
    rivals = [
        other
        for other in ranked
        if other is not best and scores[id(other)] >= score - REACH and other.fit.holds
    ]
    yield best, reading_of(side, best, rivals)
    if best.rule is Rule.SUM:
        used = {line for line, _ in best.terms}
        for other in ranked:
            if not used & {line for line, _ in other.terms} and other.rule is Rule.SUM:
                # 총사업비 by source and by year.
                if other.fit.holds >= 2 and not other.fit.fails and other.fit.worth - log10(tried) >= 4:
                    yield other, reading_of(side, other, [])
                break

"""Rules between lines: differences, sums with a name of their own, roll-forwards, and what is carried."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, permutations, product
from math import log10

import numpy as np

from geomsan.check.identities.edits import Basis, Edit, Rule
from geomsan.check.identities.verdicts import Check, Verdict
from geomsan.common.errors import Bilingual
from geomsan.infer.flows import (
    CLOSING,
    OPENING,
    added,
    flow_sign,
    is_difference,
    is_left_over,
    may_add_up,
    same_but_later,
    subtracted,
)
from geomsan.infer.matrix import Line
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
    key,
    read_another_way,
    undecided,
)
from geomsan.infer.side import Fit, Flags, Floats, Side
from geomsan.infer.sorts import Sort
from geomsan.infer.words import NAMED_SUM, is_named_total, is_surely_deducted, is_whole_of, rank_of
from geomsan.read.figures.units import Kind
from geomsan.read.tables.table import Entry

_MOST_LINES = 14
"""Sides with more lines of amounts try only neighbours as operands."""
_MOST_FLOWS = 6
"""Lines between opening and closing of which the signs are searched for."""
_SAMPLE = 48
_MOST_TRIPLES = 9
_FEW_TERMS = 8
"""Candidates up to which no sample is looked at first."""

Signed = tuple[tuple[int, int], ...]
"""Positions of lines with signs."""


@dataclass(frozen=True)
class Candidate:
    """A balance that one line may be the result of.

    Attributes
    ----------
    preference
        How far words and places speak for it, in digits.
    """

    result: int
    terms: Signed
    rule: Rule
    preference: float
    fit: Fit
    is_named: bool = True


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
    if line.sort not in _BALANCED:
        return
    of_rates = side.holds_rates(position)
    outer = line.labels[-2] if len(line.labels) > 1 and line.part is None else ""
    differs = is_difference(line.name or (line.labels[-1] if line.labels else ""), outer)
    differs = differs or line.sort is Sort.POINTS
    is_sum = bool(NAMED_SUM.search(line.words)) and not of_rates
    closes = not of_rates and _closes(side, position)
    is_deducting = not of_rates and any(n < position for n in _deducted(side))
    terms: list[tuple[Signed, Rule]] = []
    others: list[int] = []
    if differs or is_sum or closes:
        others = rates_beside(side, position) if of_rates else amounts(side, position)
    if differs:
        terms += [(signs, Rule.DIFFERENCE) for signs in _differences_of(side, position, others)]
    if closes or differs:
        terms += [(signs, Rule.DIFFERENCE) for signs in _rolls(side, position, others)]
    if is_deducting:
        terms += [(signs, Rule.DIFFERENCE) for signs in _labelled(side, position)]
    if is_sum:
        had = [other for other in others if may_add_up(side.lines[other].words)]
        terms += [(signs, Rule.SUM) for signs in _sums_of(side, had, position)]
    found = [
        candidate
        for signs, rule in _promising(side, position, list(dict.fromkeys(terms)), rates=of_rates)
        if (candidate := _candidate(side, position, signs, rule, rates=of_rates)) is not None
    ]
    yield from _chosen(side, found, max(len(terms), 1))
    if not (differs or is_sum or closes or of_rates) and line.sort is Sort.PLAIN:
        yield from _whole_of_others(side, position)


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
        if (candidate := _candidate(side, position, signs, Rule.SUM)) is not None
    ]
    yield from _chosen(side, found, max(1, len(chosen)))


def _is_whole(name: str, parts: list[str]) -> bool:
    """Tell whether words call a line the whole of others: 정원 of 일반직 정원, 사업비 of 국비 and 시비."""
    if is_whole_of(name, parts):
        return True
    return len(name) > 1 and all(part != name and part.endswith(name) for part in parts)


_BALANCED = (Sort.PLAIN, Sort.POINTS, Sort.RATE)


def _closes(side: Side, position: int) -> bool:
    """Tell whether a line says what is left at the end, or is one before it with a later date."""
    line = side.lines[position]
    if CLOSING.search(line.called):
        return True
    before = range(max(0, position - _MOST_FLOWS), position)
    return any(
        same_but_later(side.lines[other].called, line.called)
        and {1, -1} <= {flow_sign(side.lines[flow].called) for flow in range(other + 1, position)}
        for other in before
    )


def amounts(side: Side, position: int, most: int = _MOST_LINES) -> list[int]:
    """Return the lines that can stand in a rule for ``position``, near ones when there are many."""
    found = [
        other
        for other in range(max(0, position - 4 * most), min(len(side.lines), position + 4 * most))
        if other != position
        and other not in side.rate_lines
        and side.lines[other].sort in (Sort.PLAIN, Sort.RUNNING)
    ]
    if len(found) > most:
        found = sorted(sorted(found, key=lambda other: abs(other - position))[:most])
    return found


def rates_beside(side: Side, position: int) -> list[int]:
    """Return the rates of which ``position`` may be the difference."""
    near = range(max(0, position - _MOST_LINES), min(len(side.lines), position + _MOST_LINES))
    return [
        other
        for other in near
        if other != position and side.holds_rates(other) and side.lines[other].sort is not Sort.POINTS
    ]


def _differences_of(side: Side, position: int, others: Sequence[int]) -> Iterator[Signed]:
    """Yield the differences that words speak for, or that hold in half of a sample of places."""
    values = side.value[others]
    known = np.flatnonzero(~np.isnan(side.value[position]))[:_SAMPLE]
    wanted, values = side.value[position, known], values[:, known]
    room = (
        side.slack[others][:, known].sum(axis=0) + side.slack[position, known] + 1e-9 * np.abs(wanted) + 1e-9
    )
    for first, second in permutations(range(len(others)), 2):
        terms = ((others[first], 1), (others[second], -1))
        rest = values[first] - values[second] - wanted
        if _often(np.abs(rest) <= room, rest) or _preference(side, position, terms) >= WORDED:
            yield terms
    for first in range(len(others)):
        left = [n for n in range(len(others)) if n != first]
        for size in (2, 3):
            if size == 3 and len(left) > _MOST_TRIPLES:
                continue
            taken = np.array(list(combinations(left, size)), int)
            if not len(taken):
                continue
            rest = values[first] - values[taken].sum(axis=1) - wanted
            for number in np.flatnonzero(_often(np.abs(rest) <= room, rest)):
                yield ((others[first], 1), *((others[n], -1) for n in taken[number]))
            if size == 2 and is_left_over(side.lines[position].called):
                for pair in taken:
                    triple: Signed = ((others[first], 1), *((others[int(n)], -1) for n in pair))
                    if _preference(side, position, triple) >= WORDED:
                        yield triple


def _often(held: Flags, rest: Floats) -> Flags:
    """Tell whether something holds in half of the places where it is known, along the last axis."""
    known = (~np.isnan(rest)).sum(axis=-1)
    told: Flags = (known > 0) & (2 * held.sum(axis=-1) >= known)
    return told


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
    places = places[:: max(1, len(places) // _SAMPLE)]
    added = np.where(side.present, side.value, 0.0) if rates else side.added
    values = added[np.ix_(rows, places)]
    unknown = np.abs(weights) @ np.isnan(values) > 0
    wanted = side.value[position, places]
    rest = np.where(unknown, np.nan, weights @ np.nan_to_num(values) - wanted)
    room = np.abs(weights) @ side.slack[np.ix_(rows, places)] + side.slack[position, places]
    often = _often(np.abs(rest) <= room + 1e-9 * np.abs(wanted) + 1e-9, rest)
    for number, (signs, rule) in enumerate(terms):
        if often[number] or _preference(side, position, signs) >= WORDED:
            yield signs, rule


def _labelled(side: Side, position: int) -> Iterator[Signed]:
    """Yield the lines before a result with the signs that their labels print: (-) 총지출."""
    before = [other for other in amounts(side, position) if other < position]
    if not any(is_surely_deducted(side.lines[other].words) for other in before):
        return
    signs = [-1 if is_surely_deducted(side.lines[other].words) else 1 for other in before]
    for start in range(len(before) - 1):
        if -1 in signs[start:] and signs[start] > 0:
            yield tuple(zip(before[start:], signs[start:], strict=True))


def _rolls(side: Side, position: int, others: Sequence[int]) -> Iterator[Signed]:
    """Yield what was there at the beginning with what came and went since: 기초 + 증가 - 감소."""
    for opening in (other for other in others if other < position):
        first, last = side.lines[opening], side.lines[position]
        if not (OPENING.search(first.called) or same_but_later(first.called, last.called)):
            continue
        between = [other for other in others if opening < other < position]
        if not between or len(between) > _MOST_FLOWS:
            continue
        signs = [flow_sign(side.lines[other].called) for other in between]
        for chosen in product(*[(sign,) if sign else (1, -1, 0) for sign in signs]):
            terms = tuple((other, sign) for other, sign in zip(between, chosen, strict=True) if sign)
            if terms:
                yield ((opening, 1), *terms)


def _sums_of(side: Side, others: Sequence[int], position: int) -> Iterator[Signed]:
    # A total column may stand twice: its copy is no part of it.
    same = [
        other for other in others if np.array_equal(side.value[other], side.value[position], equal_nan=True)
    ]
    others = [other for other in others if other not in same] if len(others) - len(same) > 1 else others
    yield from runs(others, position)
    if side.lines[position].is_item:
        return  # A sum of rows leaves out none of those between.
    for size in range(len(others), 3, -1):
        for start in range(len(others) - size + 1):
            yield tuple((other, 1) for other in others[start : start + size])
    for size in (2, 3):
        for taken in combinations(others, size):
            yield tuple((other, 1) for other in taken)


def runs(others: Sequence[int], position: int) -> Iterator[Signed]:
    """Yield the lines that adjoin a position on either side, longest runs first."""
    before = [other for other in others if other < position][::-1]
    after = [other for other in others if other > position]
    for run in (before, after):
        for size in range(len(run), 1, -1):
            yield tuple((other, 1) for other in sorted(run[:size]))


def _candidate(
    side: Side, position: int, terms: Signed, rule: Rule, *, rates: bool = False
) -> Candidate | None:
    """Return a balance with its fit; None where it can not hold in half of the places."""
    preference = _preference(side, position, terms)
    lines, signs = [line for line, _ in terms], [sign for _, sign in terms]
    fit = side.balance(position, lines, signs, rates=rates)
    if preference < WORDED and not agrees(fit):
        return None
    return Candidate(position, terms, rule, preference, fit)


def agrees(fit: Fit) -> bool:
    """Tell whether a rule holds, or nearly, in half of the places where it is decided."""
    tried = int(fit.decided.sum())
    return tried > 0 and 2 * int(fit.held.sum()) >= tried


def _preference(side: Side, position: int, terms: Signed) -> float:
    """Return how far words and places speak for a difference or a sum."""
    lines = [line for line, _ in terms]
    is_run = max(lines) - min(lines) + 1 == len(lines)
    touches = max(lines) == position - 1 or min(lines) == position + 1
    score = 0.5 * is_run + 0.5 * touches + 0.5 * (max(lines) < position)
    result = side.lines[position]
    if all(sign > 0 for _, sign in terms) and not CLOSING.search(result.called):
        words = [side.lines[line].words for line in lines]
        return score + min(0.9, 0.1 * len(terms)) * (is_run and touches) + added(result.words, words)
    first = side.lines[lines[0]]
    if len(terms) > 1 and (OPENING.search(first.called) or same_but_later(first.called, result.called)):
        told = sum(flow_sign(side.lines[line].called) == sign for line, sign in terms[1:])
        return score + 1.0 + 2.0 * told / (len(terms) - 1)
    if any(is_surely_deducted(side.lines[line].words) for line in lines):
        right = all((sign < 0) == is_surely_deducted(side.lines[line].words) for line, sign in terms)
        return score + (2.5 if right else -1.0)
    outer = result.labels[:-1]
    if outer and result.part is None:
        # 과부족 under 일반직 is of the 정원 and 현원 under 일반직.
        score += 1.0 if all(side.lines[line].labels[:-1] == outer for line in lines) else 0.0
    operands = [(side.lines[line].called, sign) for line, sign in terms]
    return score + subtracted(result.called, operands, lines)


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


def score_of(side: Side, candidate: Candidate, tried: int) -> float:
    """Return what speaks for a candidate, in digits."""
    fit = candidate.fit
    score = min(fit.worth, 60.0) + candidate.preference - log10(max(1, tried)) - FAILURE * fit.fails
    if not fit.fails or fit.fails > 4 * max(1, fit.holds):
        return score + slid_worth(side, candidate) if fit.fails else score
    failed = np.flatnonzero(fit.failed)[:12]
    checks = decided(bound(side, candidate, failed), Basis.WORDED)
    told = [min(FAILURE, explained(check)) for check in checks if check.verdict is Verdict.VIOLATED]
    gaps = np.abs(fit.gap[failed])
    if len(failed) > 1 and np.allclose(gaps, gaps[0], rtol=1e-9):
        told.append(FAILURE * (len(failed) - 1))  # one cause: two neighbours swapped, a part not brought up
    return score + max(sum(told), slid_worth(side, candidate))


def slid_worth(side: Side, candidate: Candidate) -> float:
    """Return what it is worth that the rule holds once a run of figures is moved by one place."""
    fails = candidate.fit.fails
    if fails < 3 or candidate.preference < WORDED - 0.5:
        return 0.0
    lines = [candidate.result, *(line for line, _ in candidate.terms)]
    signs = [sign for _, sign in candidate.terms]
    failed = candidate.fit.failed
    best = 0.0
    for moved in lines:
        for step in (1, -1):
            value = side.value[lines].copy()
            row = value[lines.index(moved)]
            row[failed] = np.roll(row[failed], step)
            gap = value[0] - np.asarray(signs, float) @ value[1:]
            held = np.abs(gap) <= side.slack[lines].sum(axis=0) + 1e-9 * np.abs(value[0])
            if int((held & failed).sum()) >= fails - 1:
                best = max(best, FAILURE * (fails - 1) + 2.0 * int((held & failed).sum()) - 2.0)
    return best


def is_accepted(candidate: Candidate, score: float, tried: int) -> bool:
    """Tell whether a reading is strong enough to be told."""
    fit = candidate.fit
    net = fit.worth - log10(max(1, tried))
    if not fit.fails:
        if candidate.preference >= WORDED:
            return bool(fit.held.any())
        if candidate.is_named:
            return fit.holds > 0 and net >= 1
        return fit.holds >= 2 and net >= 4
    return score >= BELIEVED + 1 and (candidate.preference >= 1 or net >= 6)


def reading_of(side: Side, candidate: Candidate, rivals: Sequence[Candidate]) -> Reading:
    """Return what a candidate says in each place; what a rival explains is undecided."""
    basis = Basis.WORDED if candidate.is_named else Basis.FIGURES
    checks: list[Check] = []
    for check in decided(bound(side, candidate, range(len(side.across))), basis):
        place = side.place_of(check.edit.result.entry)
        other = next((rival for rival in rivals if rival.fit.digits[place] > 0), None)
        if check.verdict is Verdict.VIOLATED and other is not None:
            check = undecided(check, read_another_way(expression(side.lines, other.terms)))
        elif check.verdict is Verdict.VIOLATED and candidate.preference < 1:
            check = undecided(check, FIGURES_ONLY)
        checks.append(check)
    name, text = side.lines[candidate.result].label, expression(side.lines, candidate.terms)
    ko = "열" if side.matrix.is_turned else "행"
    return Reading(tuple(checks), Bilingual(f"{ko} 사이: {name} = {text}", f"{name} = {text}"))


def bound(side: Side, candidate: Candidate, places: Sequence[int] | np.ndarray) -> Iterator[Edit]:
    """Yield the rule bound to its cells in each place."""
    text = expression(side.lines, candidate.terms)
    line = side.lines[candidate.result]
    for place in map(int, places):
        result = side.entry(candidate.result, place)
        parts = [(side.entry(other, place), sign) for other, sign in candidate.terms]
        if result is None or claims_nothing(result) or any(entry is None for entry, _ in parts):
            continue
        known = [(entry, sign) for entry, sign in parts if entry is not None]
        if not any(entry.is_known for entry, _ in known):
            continue
        if len({entry.kind is Kind.RATE for entry in (result, *(entry for entry, _ in known))}) > 1:
            continue
        if _are_mixed([result, *(entry for entry, _ in known)]):
            continue
        statement = f"{side.across[place].label} [{line.label}] = {text}"
        yield balance(key("식", result), result, known, statement, rule=candidate.rule)


def _are_mixed(entries: Sequence[Entry]) -> bool:
    """Tell whether counts of people or things stand among amounts of money."""
    told = [entry for entry in entries if entry.is_known and not entry.is_nil and entry.printed]
    is_counted = any(entry.kind is Kind.COUNT for entry in told)
    is_money = any(entry.kind is not Kind.COUNT and entry.unit is not None for entry in told)
    return is_counted and is_money and all((entry.figure.step or 1) >= 1 for entry in entries)


def expression(lines: Sequence[Line], terms: Signed) -> str:
    """Return a signed sum in the words of the lines."""
    text = ""
    for position, sign in terms:
        name = lines[position].label or f"{position + 1}번째 줄"
        text += f" {'+' if sign > 0 else '-'} {name}" if text else name
    return text

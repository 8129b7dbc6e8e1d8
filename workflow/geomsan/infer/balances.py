"""A balance that one line may be the result of: what speaks for it, and what it says in each place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
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
    same_but_later,
    subtracted,
)
from geomsan.infer.lines import Line
from geomsan.infer.readings import (
    BELIEVED,
    FAILURE,
    FIGURES_ONLY,
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
from geomsan.infer.slides import Slide, moved_back, slide_of
from geomsan.infer.sorts import Sort
from geomsan.infer.words import is_surely_deducted
from geomsan.read.figures.units import Kind
from geomsan.read.tables.table import Entry

Signed = tuple[tuple[int, int], ...]
"""Positions of lines with signs."""

_NO_SUMS = frozenset({Sort.PER, Sort.MEAN, Sort.RATE, Sort.SCALE, Sort.EXTREME, Sort.CODE})
"""Lines across in which nothing is added up."""


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


def candidate_of(
    side: Side, position: int, terms: Signed, rule: Rule, *, rates: bool = False
) -> Candidate | None:
    """Return a balance with its fit; None where it can not hold in half of the places."""
    preference = preference_of(side, position, terms)
    lines, signs = [line for line, _ in terms], [sign for _, sign in terms]
    fit = side.balance(position, lines, signs, rates=rates)
    if rule is Rule.SUM:
        added_up = np.array([across.sort not in _NO_SUMS for across in side.across], bool)
        fit = replace(fit, decided=fit.decided & added_up, held=fit.held & added_up)
        fit = replace(fit, digits=np.where(added_up, fit.digits, 0.0))
    if preference < WORDED and not agrees(fit):
        return None
    return Candidate(position, terms, rule, preference, fit)


def agrees(fit: Fit) -> bool:
    """Tell whether a rule holds, or nearly, in half of the places where it is decided."""
    tried = int(fit.decided.sum())
    return tried > 0 and 2 * int(fit.held.sum()) >= tried


def preference_of(side: Side, position: int, terms: Signed) -> float:
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


def score_of(side: Side, candidate: Candidate, tried: int) -> float:
    """Return what speaks for a candidate, in digits."""
    fit = candidate.fit
    score = min(fit.worth, 60.0) + candidate.preference - log10(max(1, tried)) - FAILURE * fit.fails
    if not fit.fails or fit.fails > 4 * max(1, fit.holds):
        return score + _slide_worth(side, candidate) if fit.fails else score
    failed = np.flatnonzero(fit.failed)[:12]
    checks = decided(bound(side, candidate, failed), Basis.WORDED)
    told = [min(FAILURE, explained(check)) for check in checks if check.verdict is Verdict.VIOLATED]
    gaps = np.abs(fit.gap[failed])
    if len(failed) > 1 and np.allclose(gaps, gaps[0], rtol=1e-9):
        told.append(FAILURE * (len(failed) - 1))  # one cause: two neighbours swapped, a part not brought up
    return score + max(sum(told), _slide_worth(side, candidate))


def _slide_worth(side: Side, candidate: Candidate) -> float:
    slide = slide_in(side, candidate)
    return slide.worth if slide else 0.0


def slide_in(side: Side, candidate: Candidate) -> Slide | None:
    """Return a run of figures that slid by one place, by which a balance that words name fails."""
    if candidate.preference < WORDED - 0.5:
        return None
    lines = [candidate.result, *(line for line, _ in candidate.terms)]

    def off(value: Mapping[int, Floats]) -> Floats:
        gap = value[candidate.result] - sum(sign * value[line] for line, sign in candidate.terms)
        room = side.slack[lines].sum(axis=0) + 1e-9 * np.abs(value[candidate.result])
        told: Floats = np.abs(gap) - room
        return told

    return slide_of(side, lines, candidate.fit.failed, off)


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
    noughts = _noughts(side, candidate)
    for check in decided(bound(side, candidate, range(len(side.across))), basis):
        place = side.place_of(check.edit.result.entry)
        other = next((rival for rival in rivals if rival.fit.digits[place] > 0), None)
        if check.verdict is Verdict.VIOLATED and other is not None:
            check = undecided(check, read_another_way(expression(side.lines, other.terms)))
        elif check.verdict is Verdict.VIOLATED and noughts[place]:
            check = undecided(check, _NOT_WORKED_OUT)
        elif check.verdict is Verdict.VIOLATED and candidate.preference < 1:
            check = undecided(check, FIGURES_ONLY)
        checks.append(check)
    name, text = side.lines[candidate.result].label, expression(side.lines, candidate.terms)
    ko = "열" if side.matrix.is_turned else "행"
    slide = slide_in(side, candidate)
    return Reading(
        tuple(checks),
        Bilingual(f"{ko} 사이: {name} = {text}", f"{name} = {text}"),
        moved_back(side, slide) if slide else None,
    )


_NOT_WORKED_OUT = Bilingual(
    "0은 계산하지 않았다는 뜻일 수도 있습니다: 같은 줄의 다른 값도 0입니다",
    "nought may mean that nothing was worked out: other figures of the line are nought, too",
)
_FEWEST_NOUGHTS = 2


def _noughts(side: Side, candidate: Candidate) -> Flags:
    """Tell where a rule fails because nothing was worked out.

    Every failure prints nought, and so does a line that takes no part and prints something where it holds.
    """
    fit = candidate.fit
    failed = fit.failed
    nothing: Flags = np.zeros(len(side.across), bool)
    if fit.fails < _FEWEST_NOUGHTS or np.any(side.value[candidate.result, failed]):
        return nothing
    own = {candidate.result, *(line for line, _ in candidate.terms)}
    others = [line for line in range(len(side.lines)) if line not in own and line not in side.rate_lines]
    value = side.value[others]
    is_idle = (value[:, failed] == 0).all(axis=1) & (value[:, fit.held] != 0).all(axis=1)
    return failed if is_idle.any() and fit.held.any() else nothing


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
        if candidate.rule is Rule.SUM and side.across[place].sort in _NO_SUMS:
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

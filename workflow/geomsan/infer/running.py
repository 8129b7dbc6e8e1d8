"""What goes on from place to place: 누계 and 잔액 of one line, and what a year carries into the next."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log10

import numpy as np

from geomsan.check.identities.edits import Basis, Edit, Role, Rule, Term
from geomsan.check.identities.verdicts import Verdict
from geomsan.common.errors import Bilingual
from geomsan.infer.balances import Signed, expression
from geomsan.infer.flows import CARRIED_IN, CARRIED_OUT, CLOSING, OPENING, YEAR_ROW, flow_sign
from geomsan.infer.lines import Line
from geomsan.infer.operands import amounts
from geomsan.infer.readings import (
    BELIEVED,
    FAILURE,
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
    undecided,
)
from geomsan.infer.side import MOST_DIGITS, Flags, Floats, Side
from geomsan.infer.sorts import Sort
from geomsan.infer.words import (
    half_year_of,
    is_within_half_year,
    kind_of_name,
    rank_of,
    without_reference,
)
from geomsan.read.tables.labels import bare

_FEWEST = 3
"""Places without which nothing is seen to go on."""
_IN_TIME, _BY_NAME = 1.0, 0.5
"""What it is worth that the places are times, and that 수입 누계 shares its name with 수입."""
_PARTLY = 0.5
"""What it costs that only what comes, or only what goes, is counted."""
_MONTH = re.compile(r"(?:.*년)?\d{1,2}월")
_DATE = re.compile(r"\s*(?:19|20)?\d{2}\s*[.년/-]\s*\d{1,2}\s*[.월/-]")
_STOCK = re.compile(r"(?:잔액|잔고|재고|현재고|현재액|보유액|balance)$", re.IGNORECASE)
"""What is there after each entry of a book."""


@dataclass(frozen=True)
class _Run:
    """A line each of whose figures is the one before it with what other lines add since.

    Attributes
    ----------
    places
        The places in the order in which it goes on; the others have an element less.
    """

    result: int
    terms: Signed
    places: tuple[int, ...]
    words: float
    held: Flags
    failed: Flags
    gap: Floats
    digits: Floats
    room: Floats
    anew: Flags

    @property
    def causes(self) -> list[int]:
        """The failures, less those that the figure before explains: one wrong figure makes two."""
        found: list[int] = []
        for number in np.flatnonzero(self.failed):
            is_second = number and self.failed[number - 1] and number - 1 in found
            if not (is_second and abs(self.gap[number] + self.gap[number - 1]) <= self.room[number]):
                found.append(int(number))
        return found


def running(side: Side) -> Iterator[Reading]:
    """Yield what lines say that accumulate, or that tell what is left after each place."""
    for position, line in enumerate(side.lines):
        is_stock = line.sort is Sort.PLAIN and bool(_STOCK.search(bare(line.words)))
        if position in side.rate_lines or not (line.sort is Sort.RUNNING or is_stock):
            continue
        places = [
            place
            for place, across in enumerate(side.across)
            if side.present[position, place] and rank_of(across.words) is None
        ]
        places = _of_one_grain(side, places)
        is_timely = 2 * sum(_is_time(side.across[place]) for place in places) > len(places)
        is_book = any(OPENING.search(side.across[place].words) for place in places)
        if len(places) < _FEWEST or (is_stock and not (is_timely or is_book)):
            continue
        if is_stock and any(OPENING.search(other.called) for other in side.lines):
            continue  # Each place tells what it began with.
        told = list(_flows(side, position) if is_stock else _sources(side, position))
        runs = [
            _fit(side, position, terms, order, words + _IN_TIME * is_timely)
            for terms, words in told
            for order in (tuple(places), tuple(places[::-1]))
        ]
        if is_stock and not is_timely:
            runs = [run for run in runs if _goes_on(run, is_book=is_book)]
        yield from _chosen(side, runs, is_timely)


def _of_one_grain(side: Side, places: Sequence[int]) -> list[int]:
    """Return the places without quarters and halves of which the months stand beside them."""
    within = [place for place in places if is_within_half_year(side.across[place].words)]
    months = [place for place in within if _MONTH.fullmatch(bare(side.across[place].words))]
    if len(months) < 2:
        return list(places)
    wider = {place for place in within if place not in months}
    wider |= {place for place in places if half_year_of(side.across[place].words)}
    return [place for place in places if place not in wider]


def _goes_on(run: _Run, *, is_book: bool) -> bool:
    """Tell whether figures show that a line goes on, where its places are no times; less do in a book."""
    shown = int((run.digits > 0).sum())
    return shown >= _FEWEST - 1 and shown + is_book > 2 * len(run.causes)


def _is_time(line: Line) -> bool:
    """Tell whether a line is called a month, a day, a quarter."""
    name = line.labels[-1] if line.labels else ""
    is_dated = any(map(_DATE.match, line.labels))
    return is_dated or kind_of_name(name) == "time" or bool(re.match(r"['’‘]?\d", name.strip()))


def _sources(side: Side, position: int) -> Iterator[tuple[Signed, float]]:
    """Yield the lines that a running total may add up, with what words say for each."""
    name = bare(side.lines[position].called)
    for other in amounts(side, position):
        line = side.lines[other]
        if line.sort is Sort.PLAIN:
            stem = re.sub(r"^(?:당월|월|당기|금월|해당월)", "", bare(line.called))
            is_alike = len(stem) > 1 and stem in name
            yield ((other, 1),), WORDED + _BY_NAME * is_alike - 0.1 * (abs(other - position) > 1)


def _flows(side: Side, position: int) -> Iterator[tuple[Signed, float]]:
    """Yield what comes with what goes, for a line that says what is left."""
    others = amounts(side, position)
    signs = {other: flow_sign(side.lines[other].called) for other in others}
    for comes in (other for other in others if signs[other] > 0):
        for goes in (other for other in others if signs[other] < 0):
            yield ((comes, 1), (goes, -1)), WORDED
    for other in (other for other in others if signs[other]):
        yield ((other, signs[other]),), WORDED - _PARTLY


def _fit(side: Side, position: int, terms: Signed, places: tuple[int, ...], words: float) -> _Run:
    """Fit a line as the one before and what was added since."""
    before, after = list(places[:-1]), list(places[1:])
    lines = [line for line, _ in terms]
    new = np.asarray([sign for _, sign in terms], float) @ side.added[lines][:, after]
    value, slack = side.value[position], side.slack[position]
    gap = value[after] - value[before] - new
    room = slack[after] + slack[before] + side.slack[lines][:, after].sum(axis=0)
    room = room + 1e-9 * np.abs(np.nan_to_num(value[after]))
    # Where only what was added since is printed it begins anew: what stood there was no part of it.
    anew = (np.abs(value[after] - new) <= room) & (new != 0) & (np.abs(gap) > room)
    decided_ = ~np.isnan(gap) & ~anew
    held = decided_ & (np.abs(gap) <= room)
    step = side.step[position, after] + side.step[lines][:, after].sum(axis=0)
    digits = np.log10(np.maximum(1.0, 2 * np.abs(np.nan_to_num(new)) / np.where(step > 0, step, np.inf)))
    worth = np.where(held, np.minimum(digits, MOST_DIGITS), 0.0)
    return _Run(position, terms, places, words, held, decided_ & ~held, gap, worth, room, anew)


def _chosen(side: Side, runs: Sequence[_Run], is_timely: bool) -> Iterator[Reading]:
    """Yield the reading that most speaks for, where enough does; what a rival explains is undecided."""
    scores = {id(run): _score(side, run, len(runs)) for run in runs}
    able = [run for run in runs if (run.digits > 0).sum() >= (1 if is_timely else 2)]
    best = max(able, key=lambda run: scores[id(run)], default=None)
    if best is None or scores[id(best)] < BELIEVED + 1:
        return
    near = [r for r in able if r is not best and scores[id(r)] >= scores[id(best)] - REACH]
    checks = []
    for check in decided(_edits(side, best, range(len(best.gap))), Basis.WORDED):
        place = side.place_of(check.edit.result.entry)
        rival = next((r for r in near if place in r.places[1:] and r.held[r.places.index(place) - 1]), None)
        if check.verdict is Verdict.VIOLATED and rival is not None:
            check = undecided(check, read_another_way(_text(side, rival)))
        checks.append(check)
    if checks:
        name = side.lines[best.result].label
        text = expression(side.lines, best.terms)
        yield Reading(
            tuple(checks),
            Bilingual(f"누계: {name} = 앞의 {name} + {text}", f"{name} = {name} before + {text}"),
        )


def _score(side: Side, run: _Run, tried: int) -> float:
    """Return what speaks for a run, in digits."""
    score = run.words + min(float(run.digits.sum()), 60.0) - log10(max(1, tried))
    causes = run.causes
    if not causes or len(causes) > 4 * max(1, int((run.digits > 0).sum())):
        return score - FAILURE * len(causes)
    checks = decided(_edits(side, run, causes), Basis.WORDED)
    told = sum(min(FAILURE, explained(check)) for check in checks if check.verdict is Verdict.VIOLATED)
    return score - FAILURE * len(causes) + told


def _text(side: Side, run: _Run) -> str:
    name = side.lines[run.result].label
    return f"앞의 {name} + {expression(side.lines, run.terms)}"


def _edits(side: Side, run: _Run, numbers: Sequence[int]) -> Iterator[Edit]:
    """Yield the rule bound to its cells, from the second place on."""
    name = side.lines[run.result].label
    for number in numbers:
        if run.anew[number]:
            continue
        before, after = run.places[number], run.places[number + 1]
        result, last = side.entry(run.result, after), side.entry(run.result, before)
        new = [(side.entry(line, after), sign) for line, sign in run.terms]
        if result is None or last is None or claims_nothing(result):
            continue
        parts = [(entry, sign) for entry, sign in new if entry is not None]
        if len(parts) < len(new):
            continue
        text = expression(side.lines, run.terms)
        statement = f"{side.across[after].label} [{name}] = {side.across[before].label} {name} + {text}"
        yield balance(key("누계", result), result, [(last, 1), *parts], statement)


def carries(side: Side) -> Iterator[Reading]:
    """Yield the reading that a year carries in what the year before carried out, or left at its end."""
    years = [(place, year) for place, line in enumerate(side.across) if (year := _year_of(line)) is not None]
    if len(years) < 2:
        return
    pairs = [(CARRIED_IN, CARRIED_OUT), (OPENING, CLOSING)]
    for into_words, out_words in pairs:
        into = [n for n, line in enumerate(side.lines) if into_words.search(line.text.replace(" ", ""))]
        out_of = [n for n, line in enumerate(side.lines) if out_words.search(line.text.replace(" ", ""))]
        if len(into) == 1 and len(out_of) == 1 and into != out_of:
            yield from _carried(side, into[0], out_of[0], years)


def _year_of(line: Line) -> int | None:
    for label in line.labels:
        if YEAR_ROW.fullmatch(without_reference(label)):
            digits = re.search(r"\d{4}|\d{2}", label)
            return int(digits[0]) % 100 if digits else None
    return None


def _carried(side: Side, into: int, out_of: int, years: Sequence[tuple[int, int]]) -> Iterator[Reading]:
    edits = []
    for (earlier, first), (later, second) in pairwise(years):
        if second - first != 1:
            if first - second != 1:
                continue
            earlier, later = later, earlier
        result, source = side.entry(into, later), side.entry(out_of, earlier)
        if result is None or source is None or not (result.is_known and source.is_known):
            continue
        statement = (
            f"{side.across[later].label} {side.lines[into].label} = "
            f"{side.across[earlier].label} {side.lines[out_of].label}"
        )
        terms = (Term(result, Role.RESULT), Term(source, Role.SOURCE))
        edits.append(Edit(key("이월", result), "이월", Rule.CARRY, statement, terms))
    checks = decided(edits, Basis.WORDED)
    holds = sum(is_held(check) and bool(check.reported) for check in checks)
    told = [explained(check) for check in checks if check.verdict is Verdict.VIOLATED]
    if not checks or (told and WORDED + 3 * holds - FAILURE * len(told) + sum(told) < BELIEVED + 1):
        return
    names = (side.lines[into].label, side.lines[out_of].label)
    yield Reading(
        checks,
        Bilingual(
            f"이월: {names[0]} = 앞 연도의 {names[1]}",
            f"carried: {names[0]} = {names[1]} of the year before",
        ),
    )

"""Means: a line called 평균 over the lines beside it, or one amount of the line over another.

A mean lies between the least and the greatest of its parts anyhow, so that what one that holds is worth
counts in how many digits it could have lain elsewhere between them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import permutations
from math import log10

import numpy as np

from geomsan.check.identities.edits import Basis, Edit, Role, Rule, Term
from geomsan.check.identities.verdicts import Check, Verdict
from geomsan.common.errors import Bilingual
from geomsan.infer.axis import label_rank
from geomsan.infer.lines import Line
from geomsan.infer.operands import amounts
from geomsan.infer.quotients import Quotient
from geomsan.infer.rates import chosen_quotient, per_quotients
from geomsan.infer.readings import (
    BELIEVED,
    FAILURE,
    REACH,
    WORDED,
    Reading,
    claims_nothing,
    decided,
    explained,
    is_held,
    key,
    ratio,
    read_another_way,
    slip_worth,
    undecided,
)
from geomsan.infer.side import MOST_DIGITS, Fit, Flags, Floats, Side, is_score
from geomsan.infer.sorts import Sort, sort_of
from geomsan.infer.words import is_mean
from geomsan.read.figures.units import PERCENT, Kind
from geomsan.read.tables.table import Entry

Cell = tuple[object, ...]

_MOST_RUN = 60
"""Lines beside a mean of which shorter runs are tried as its parts, too."""
_PARTLY = 1.5
"""What it costs that a mean is one of some of the lines beside it."""
_NO_PART = (Sort.MEAN, Sort.CODE, Sort.EXTREME, Sort.RUNNING, Sort.POINTS)
_EVEN = 1e-9
_BORNE_OUT = 2
"""Places in which a mean must hold for each in which it fails, where no plain slip explains that."""
_EXTREME = re.compile(
    r"최[고저대소댓솟]|[상하]한|^(?:high|low|best|worst)(?:est)?$|\bm(?:ax|in)", re.IGNORECASE
)
"""What is no part of a mean: High, Low."""

OTHER_WEIGHTS = Bilingual(
    "무엇의 평균인지 확실하지 않습니다: 다른 값으로 가중했거나 끝수를 달리 처리한 평균일 수 있습니다",
    "it is not certain of what it is the mean: it may be weighted by something else, or rounded otherwise",
)


@dataclass(frozen=True)
class Mean:
    """The lines that one line may be the mean of."""

    result: int
    parts: tuple[int, ...]
    words: float
    fit: Fit

    def score(self, tried: int) -> float:
        """Return what speaks for it, in digits."""
        return self.words + min(self.fit.worth, 60.0) - FAILURE * self.fit.fails - log10(tried)


def means(side: Side, rates: Mapping[Cell, Check]) -> Iterator[Reading]:
    """Yield the readings of lines that are called a mean.

    Parameters
    ----------
    side
        The lines, and the places across them.
    rates
        The verdict on each rate as the quotient of its own line: a mean line may print those.
    """
    for position, line in enumerate(side.lines):
        if not _is_mean_line(line):
            continue
        found = (_of_lines(side, position, rates), _of_amounts(side, position))
        told = [reading for reading in found if reading is not None]
        if told:
            yield max(told, key=_held_less_failed)


def _held_less_failed(reading: Reading) -> int:
    return sum(2 * is_held(c) - 3 * (c.verdict is Verdict.VIOLATED) for c in reading.checks)


def _is_mean_line(line: Line) -> bool:
    """Tell whether the innermost label itself calls a line a mean, and not one over it."""
    own = line.name or (line.labels[-1] if line.labels else "")
    return sort_of(own, is_item=line.is_item) is Sort.MEAN and is_mean(own)


def _of_lines(side: Side, position: int, rates: Mapping[Cell, Check]) -> Reading | None:
    """Return the reading of a line as the mean of lines beside it, in view of its rivals."""
    found = list(_candidates(side, position))
    if not found:
        return None
    tried = len(found)
    scores = {mean.parts: _explained_score(side, mean, tried) for mean in found}
    if any(mean.fit.holds and not _loose(side, mean) for mean in found):
        # Where one is right to the last place everywhere, another needs what rounding allows.
        scores |= {mean.parts: scores[mean.parts] - FAILURE * _loose(side, mean) for mean in found}
    best = max(found, key=lambda mean: scores[mean.parts])
    name, text = side.lines[position].label, mean_expression(side.lines, best.parts)
    if not _is_accepted(best, scores[best.parts], tried):
        tries = decided(_edits(side, best, range(len(side.across))), Basis.WORDED)
        together = tuple(one for check in tries if (one := _of_totals(check, rates)) is not None)
        said = Bilingual(f"비율: {name} = 모두 더한 값의 비율", f"{name} = the rate of all together")
        return Reading(together, said) if together else None
    rivals = [mean for mean in found if mean is not best and scores[mean.parts] >= scores[best.parts] - REACH]
    checks = []
    for check in decided(_edits(side, best, range(len(side.across))), Basis.WORDED):
        told = _told(side, best, check, rivals, rates.get(_cell(check.edit.result.entry)))
        if told is not None and not is_held(told):
            told = _of_totals(check, rates) or told
        if told is not None:
            checks.append(told)
    if not any(map(is_held, checks)):
        return None
    ko, en = ("열", "column") if side.matrix.is_turned else ("행", "row")
    sentence = Bilingual(f"평균 {ko}: {name} = {text}", f"mean {en}: {name} = {text}")
    return Reading(tuple(checks), sentence)


def _of_totals(check: Check, rates: Mapping[Cell, Check]) -> Check | None:
    """Return a mean of rates as the rate of all that they are of together, where it is that."""
    own = [rates.get(_cell(term.entry)) for term in check.edit.with_role(Role.PART)]
    known = [rate.edit for rate in own if rate is not None]
    if len(known) < len(own) or len({edit.factor for edit in known}) != 1:
        return None
    above = [(t.entry, t.coefficient) for edit in known for t in edit.with_role(Role.NUMERATOR)]
    below = [(t.entry, t.coefficient) for edit in known for t in edit.with_role(Role.DENOMINATOR)]
    result = check.edit.result.entry
    statement = f"{check.edit.statement.partition(' = ')[0]} = 모두 더한 값의 비율"
    edit = ratio(key("율", result), result, above, below, statement, known[0].factor)
    (found,) = decided([edit], Basis.WORDED)
    return found if is_held(found) else None


def _loose(side: Side, mean: Mean) -> int:
    """Return the places in which a mean is off by more than its own last place, or fails."""
    fit = mean.fit
    off = np.abs(np.nan_to_num(fit.gap)) >= side.step[mean.result] * (1 - _EVEN)
    return int((fit.decided & off).sum())


def _is_accepted(mean: Mean, score: float, tried: int) -> bool:
    """Tell whether a mean is told: it holds somewhere, and where it fails words and other places speak."""
    if not mean.fit.holds:
        return False
    if not mean.fit.fails:
        return mean.words >= WORDED or mean.fit.worth - log10(tried) >= 1
    return mean.words >= WORDED and score >= BELIEVED + 1


def _candidates(side: Side, position: int) -> Iterator[Mean]:
    """Yield the lines before, after and around a line, and runs of those next to it, as its parts."""
    lines = side.lines
    part = lines[position].part or 0
    mine = [n for n, line in enumerate(lines) if n != position and (line.part or 0) == part]
    items = [n for n in mine if _may_be_part(lines[n])]
    outer = lines[position].labels[:-1]
    before = _next_to(mine[::-1], items, lambda n: n < position)
    after = _next_to(mine, items, lambda n: n > position)
    wholes = [items, before[::-1], after, [n for n in items if lines[n].labels[:-1] == outer]]
    runs = [run[:size] for run in (before, after) if len(run) <= _MOST_RUN for size in range(2, len(run))]
    seen: set[tuple[int, ...]] = set()
    for words, sets in ((WORDED, wholes), (WORDED - _PARTLY, runs)):
        for chosen in sets:
            parts = tuple(sorted(chosen))
            if len(parts) > 1 and parts not in seen:
                seen.add(parts)
                yield Mean(position, parts, words, mean_fit(side, position, parts))


def _may_be_part(line: Line) -> bool:
    label = line.labels[-1] if line.labels else ""
    return label_rank(label) is None and line.sort not in _NO_PART and not _EXTREME.search(label)


def _next_to(order: Sequence[int], items: Sequence[int], is_beside: Callable[[int], bool]) -> list[int]:
    """Return the run of items next to a line, totals and other means directly beside it passed over."""
    found: list[int] = []
    for n in order:
        if not is_beside(n):
            continue
        if n in items:
            found.append(n)
        elif found:
            break
    return found


def mean_fit(side: Side, result: int, parts: Sequence[int], weights: Floats | None = None) -> Fit:
    """Fit ``result = mean of parts`` in every place; ``weights`` say how often each part counts."""
    values = side.value[list(parts)]
    counts = np.ones(len(parts)) if weights is None else weights
    printed, step = side.value[result], side.step[result]
    with np.errstate(invalid="ignore", divide="ignore"):
        expected = counts @ values / counts.sum()
        gap = printed - expected
        room = counts @ side.slack_in_means[list(parts)] / counts.sum() + step
        decided_: Flags = ~np.isnan(gap) & (step > 0)
        held = decided_ & (np.abs(gap) <= room * (1 + _EVEN) + _EVEN * np.abs(expected))
        spread = values.max(axis=0) - values.min(axis=0)
        digits = np.log10(np.maximum(1.0, spread / (2 * room)))
    worth = np.where(held, np.minimum(np.nan_to_num(digits), MOST_DIGITS), 0.0)
    return Fit(decided_, held, gap, worth, expected)


def _explained_score(side: Side, mean: Mean, tried: int) -> float:
    score = mean.score(tried)
    failed = np.flatnonzero(mean.fit.failed)[:12]
    if mean.words < WORDED or not len(failed):
        return score
    checks = decided(_edits(side, mean, failed), Basis.WORDED)
    return score + sum(min(FAILURE, explained(c)) for c in checks if c.verdict is Verdict.VIOLATED)


def _told(side: Side, mean: Mean, check: Check, rivals: Sequence[Mean], rate: Check | None) -> Check | None:
    """Return the verdict on one place in view of what else such a line may print; None where it does."""
    if check.verdict not in (Verdict.VIOLATED, Verdict.ROUNDING):
        return check
    if rate is not None and is_held(rate):
        return None
    place = side.place_of(check.edit.result.entry)
    rival = next((one for one in rivals if one.fit.held[place]), None)
    if check.verdict is Verdict.ROUNDING and rival is None:
        return check
    if rival is not None:
        return undecided(check, read_another_way(mean_expression(side.lines, rival.parts)))
    is_plain = side.across[place].sort is Sort.PLAIN or rate is not None
    is_borne_out = mean.fit.holds >= _BORNE_OUT * mean.fit.fails or slip_worth(check) > 0
    if not is_plain or not is_borne_out or side.matrix.is_partial or _is_other_mean(side, mean, place):
        return undecided(check, OTHER_WEIGHTS)
    return check


def _is_other_mean(side: Side, mean: Mean, place: int) -> bool:
    """Tell whether a sum, a median, a mean rounded up, without nil or both ends, or weighted is printed."""
    parts = list(mean.parts)
    values, slack = side.value[parts, place], side.slack_in_means[parts, place]
    printed, step = side.value[mean.result, place], side.step[mean.result, place]
    order, room = np.sort(values), step + slack.max()
    if abs(printed - values.sum()) <= step + slack.sum():
        return True
    others = [float(values.mean()), float(np.median(values))]
    others += [float(chosen.mean()) for chosen in (values[values != 0], order[1:-1]) if len(chosen)]
    with np.errstate(invalid="ignore", divide="ignore"):
        others += [
            float(weights @ values / weights.sum())
            for other in range(len(side.across))
            if other != place
            and not np.isnan(weights := side.value[parts, other]).any()
            and weights.min() >= 0
        ]
    return any(abs(printed - other) <= room * (1 + _EVEN) for other in others if not np.isnan(other))


def _edits(side: Side, mean: Mean, places: Sequence[int] | np.ndarray) -> Iterator[Edit]:
    """Yield the mean bound to its cells in each place."""
    text = mean_expression(side.lines, mean.parts)
    for place in map(int, places):
        result = side.entry(mean.result, place)
        parts = [side.entry(n, place) for n in mean.parts]
        if result is None or claims_nothing(result) or result.is_nil or any(e is None for e in parts):
            continue
        known = [entry for entry in parts if entry is not None]
        if len({entry.kind is Kind.RATE for entry in (result, *known)}) > 1:
            continue
        statement = f"{side.lines[mean.result].label} [{side.across[place].label}] = {text}"
        yield mean_edit(result, [(entry, 1) for entry in known], statement)


def mean_edit(
    result: Entry, parts: Sequence[tuple[Entry, int]], statement: str, weights: Sequence[Entry] = ()
) -> Edit:
    """Return a mean bound to its cells; each part with how often it counts, which ``weights`` print."""
    # Divided out, it is rounded also where what it is the mean of is counted.
    kind = Kind.AMOUNT if result.kind is Kind.COUNT else result.kind
    terms = [Term(_sized(replace(result, kind=kind)), Role.RESULT)]
    terms += [Term(_sized(_rounded(entry)), Role.PART, count) for entry, count in parts]
    terms += [Term(entry, Role.WEIGHT, 0) for entry in weights]
    name = key("평균", result)
    return Edit(name, name, Rule.MEAN, statement, tuple(terms))


def _rounded(entry: Entry) -> Entry:
    return replace(entry, kind=Kind.AMOUNT) if is_score(entry) else entry


def _sized(entry: Entry) -> Entry:
    """Return a rate with the unit that it may leave unsaid."""
    return replace(entry, unit=PERCENT) if entry.kind is Kind.RATE else entry


def mean_expression(lines: Sequence[Line], parts: Sequence[int]) -> str:
    """Return the mean of lines in their words."""
    names = [lines[n].label or f"{n + 1}번째 줄" for n in parts]
    if len(names) > 8:
        return f"({names[0]} + … + {names[-1]}) / {len(names)}"
    return f"({' + '.join(names)}) / {len(names)}"


def _of_amounts(side: Side, position: int) -> Reading | None:
    """Return the reading of a line as one amount of its place over another: 평균 지급액 = 지급액 / 인원."""
    found: list[Quotient] = []
    tried = 1
    for above, below in permutations(amounts(side, position), 2):
        for quotient in per_quotients(side, position, above, below):
            tried += 1
            if quotient.fit.holds:
                found.append(quotient)
    return chosen_quotient(side, found, tried)


def _cell(entry: Entry) -> Cell:
    return entry.row, entry.column, entry.part

"""Totals in a column of means or scores: the mean of their items, weighted by a column that they add up."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import gcd, lcm, log10

import numpy as np

from geomsan.check.identities.edits import Basis, Edit, Rule
from geomsan.check.identities.verdicts import Verdict
from geomsan.common.errors import Bilingual
from geomsan.infer.axis import label_rank
from geomsan.infer.means import OTHER_WEIGHTS, mean_edit, mean_expression, mean_fit
from geomsan.infer.readings import FAILURE, Reading, decided, is_held, undecided
from geomsan.infer.side import Fit, Side
from geomsan.infer.sorts import Sort
from geomsan.infer.words import is_mean
from geomsan.read.figures.units import Kind
from geomsan.read.tables.labels import bare, readable, squeeze
from geomsan.read.tables.table import Entry

_WEIGHED = (Sort.MEAN, Sort.SCALE, Sort.PER, Sort.RATE)
_FEWEST, _TELLING = 2, 3.0
"""Totals that a weighting must hold in, and what they must be worth, for another to be called wrong."""
_NAMED, _UNNAMED = 0.7, 1.0
"""What one that holds must be worth where the column is called a mean, and where it is not."""

Cell = tuple[object, ...]


@dataclass(frozen=True)
class Total:
    """A total among the lines of a side, its parts, and the places in which it is their sum."""

    line: int
    parts: tuple[int, ...]
    places: frozenset[int]


def weighted(side: Side, sums: Sequence[Reading], told: Collection[Cell]) -> Iterator[Reading]:
    """Yield the readings of totals as weighted means of their parts.

    Parameters
    ----------
    side
        The lines, and the places across them.
    sums
        What the totals among the lines add up.
    told
        Cells of which another rule says what they are.
    """
    totals = [total for reading in sums if (total := _total_of(side, reading)) is not None]
    for place, line in enumerate(side.across):
        if line.sort not in _WEIGHED:
            continue
        mine = [total for total in totals if _may_be_mean(side, total, place, told)]
        reading = _reading(side, place, mine) if mine else None
        if reading is not None:
            yield reading


def _total_of(side: Side, reading: Reading) -> Total | None:
    """Return the total that a reading is of, where it adds up plain lines; None for other readings."""
    held = [check.edit for check in reading.checks if is_held(check) and check.edit.rule is Rule.SUM]
    held = [edit for edit in held if edit.basis is not Basis.FIGURES]
    if not held or any(term.coefficient < 0 for edit in held for term in edit.others):
        return None
    lines = {(side.line_of(e.result.entry), tuple(side.line_of(t.entry) for t in e.others)) for e in held}
    if len(lines) != 1:
        return None
    ((line, parts),) = lines
    return Total(line, parts, frozenset(side.place_of(edit.result.entry) for edit in held))


def _may_be_mean(side: Side, total: Total, place: int, told: Collection[Cell]) -> bool:
    result = side.entry(total.line, place)
    parts = [side.entry(n, place) for n in total.parts]
    if result is None or not result.is_known or result.is_nil or place in total.places or len(parts) < 2:
        return False
    if (result.row, result.column, result.part) in told:
        return False
    known = [entry for entry in parts if entry is not None and entry.is_known and not entry.is_nil]
    return len(known) == len(parts) and all(
        (e.kind is Kind.RATE) == (result.kind is Kind.RATE) for e in known
    )


def _reading(side: Side, place: int, totals: Sequence[Total]) -> Reading | None:
    """Return what the totals of one place are the means of, where figures say so."""
    common = sorted(frozenset.intersection(*(total.places for total in totals)))
    weights: list[int | None] = [None, *(p for p in common if side.across[p].sort is Sort.PLAIN)]
    fits = {weight: [_fit(side, total, place, weight) for total in totals] for weight in weights}
    worth = {weight: _worth(fits[weight], place) for weight in weights}
    noted = _noted(side, weights)
    best = noted if noted is not None else max(weights, key=lambda weight: worth[weight])
    held = sum(bool(fit.digits[place] > 0) for fit in fits[best])
    failed = sum(bool(fit.failed[place]) for fit in fits[best])
    shown = worth[best] + FAILURE * failed - log10(len(weights))
    needed = _NAMED if is_mean(side.across[place].text) else _UNNAMED
    if noted is None and (not held or shown < needed or failed > held):
        return None
    is_shown = noted is not None or (held >= _FEWEST and shown >= _TELLING and not side.matrix.is_partial)
    checks = []
    for number, total in enumerate(totals):
        others = [fits[weight][number] for weight in weights if weight != best]
        edit = _edit(side, total, place, best)
        if not edit.times:
            continue  # Weights that are all nought weigh nothing.
        (check,) = decided([edit], Basis.WORDED)
        if check.verdict is Verdict.VIOLATED:
            is_rival = fits[best][number].held[place]
            is_rival = is_rival or (noted is None and any(fit.held[place] for fit in others))
            if is_rival or not is_shown or not _is_exact(side, total, best):
                check = undecided(check, OTHER_WEIGHTS)
        checks.append(check)
    name = side.across[place].label
    text = _text(side, totals[0], best)
    return Reading(tuple(checks), Bilingual(f"가중평균: {name} = {text}", f"weighted mean: {name} = {text}"))


def _noted(side: Side, weights: Sequence[int | None]) -> int | None:
    """Return the column by which a note says that means are weighted; None where none says so."""
    said = [text for text in side.matrix.notes.split("\n") if "가중" in text or "weighted" in text.lower()]
    named = [
        n
        for n in weights
        if n is not None and any(bare(side.across[n].words) in squeeze(text) for text in said)
    ]
    return named[0] if len(named) == 1 else None


def _worth(fits: Sequence[Fit], place: int) -> float:
    return sum(float(fit.digits[place]) - FAILURE * bool(fit.failed[place]) for fit in fits)


def _fit(side: Side, total: Total, place: int, weight: int | None) -> Fit:
    """Fit a total of one place as the mean of its parts, with what the prints of the weights leave open."""
    parts = list(total.parts)
    counts = np.ones(len(parts)) if weight is None else side.value[parts, weight]
    if not np.all(counts >= 0) or not counts.sum():
        counts = np.full(len(parts), np.nan)
    fit = mean_fit(side, total.line, parts, counts)
    if weight is None or fit.held[place]:
        return fit
    off = side.slack[parts, weight] @ np.abs(side.value[parts, place] - fit.expected[place]) / counts.sum()
    slack = side.slack_in_means[parts, place].max() + side.step[total.line, place] + off
    held = fit.held.copy()
    held[place] = bool(np.abs(fit.gap[place]) <= slack)
    return replace(fit, held=held)


def _is_exact(side: Side, total: Total, weight: int | None) -> bool:
    """Tell whether the weights are counts, exact as printed."""
    entries = [side.entry(n, weight) for n in total.parts] if weight is not None else []
    return all(entry is not None and entry.kind is Kind.COUNT for entry in entries)


def _edit(side: Side, total: Total, place: int, weight: int | None) -> Edit:
    result, parts = side.entry(total.line, place), _entries(side, total.parts, place)
    assert result is not None
    weights = _entries(side, total.parts, weight) if weight is not None else []
    counts = _whole([entry.value for entry in weights]) if weights else [1] * len(parts)
    line = side.lines[total.line]
    own = " ".join(
        readable(label) for label in (line.labels[-2:] if label_rank(line.label) else [line.label])
    )
    statement = f"{own} [{side.across[place].label}] = {_text(side, total, weight)}"
    return mean_edit(result, list(zip(parts, counts, strict=True)), statement, weights)


def _entries(side: Side, lines: Sequence[int], place: int) -> list[Entry]:
    return [entry for n in lines if (entry := side.entry(n, place)) is not None]


def _whole(values: Sequence[Fraction]) -> list[int]:
    """Return whole numbers in the proportion of weights."""
    times = lcm(*(value.denominator for value in values))
    counts = [int(value * times) for value in values]
    return [count // (gcd(*counts) or 1) for count in counts]


def _text(side: Side, total: Total, weight: int | None) -> str:
    if weight is None:
        return mean_expression(side.lines, total.parts)
    return f"평균(가중치: {side.across[weight].label})"

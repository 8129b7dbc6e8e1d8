"""A quotient that one line may be, what speaks for it, and how it is bound to its cells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import log10

import numpy as np

from geomsan.check.identities.edits import Basis, Edit
from geomsan.check.identities.verdicts import Verdict
from geomsan.infer.balances import expression
from geomsan.infer.readings import (
    BELIEVED,
    FAILURE,
    WORDED,
    claims_nothing,
    decided,
    explained,
    key,
    ratio,
)
from geomsan.infer.side import Fit, Flags, Floats, Side
from geomsan.infer.slides import Slide, slide_of
from geomsan.infer.sorts import Sort
from geomsan.infer.wholes import is_index
from geomsan.infer.words import is_total
from geomsan.read.figures.units import Kind
from geomsan.read.tables.table import Entry

Terms = tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Quotient:
    """A quotient that one line may be.

    Attributes
    ----------
    above, below
        Lines with signs.
    wholes
        Instead of ``below``: for each place the places whose figures are the whole of ``above``.
    is_summed
        Whether both sides add up all places so far (rates over accumulated years).
    """

    result: int
    above: Terms
    below: Terms
    preference: float
    fit: Fit
    factor: Fraction = Fraction(100)
    wholes: tuple[tuple[int, tuple[int, ...]], ...] = ()
    is_summed: bool = False
    is_named: bool = True


def quotient_score(side: Side, quotient: Quotient, tried: int) -> float:
    """Return what speaks for a quotient, in digits."""
    fit = quotient.fit
    fails = fit.failed & ~_over_absolute(side, quotient)
    count = int(fails.sum())
    score = min(fit.worth, 60.0) + quotient.preference - log10(max(1, tried)) - FAILURE * count
    if not count or quotient.wholes or quotient.is_summed:
        return score
    told = 0.0
    if count <= 4 * max(1, fit.holds):
        checks = decided(quotient_edits(side, quotient, np.flatnonzero(fails)[:12]), Basis.WORDED)
        told = sum(min(FAILURE, explained(c)) for c in checks if c.verdict is Verdict.VIOLATED)
    slide = quotient_slide(side, quotient)
    return score + max(told, slide.worth if slide else 0.0)


def quotient_slide(side: Side, quotient: Quotient) -> Slide | None:
    """Return a run of figures that slid by one place, by which a quotient that words name fails."""
    is_named = quotient.preference >= WORDED - 0.5 and quotient.factor == 100
    if not is_named or quotient.wholes or quotient.is_summed:
        return None

    def off(value: Mapping[int, Floats]) -> Floats:
        top = sum(sign * value[n] for n, sign in quotient.above)
        base = sum(sign * value[n] for n, sign in quotient.below)
        told: Floats = np.abs(value[quotient.result] - 100 * top / base) - side.slack[quotient.result]
        return told

    lines = [quotient.result, *(n for n, _ in quotient.above), *(n for n, _ in quotient.below)]
    return slide_of(side, lines, quotient.fit.failed & ~_over_absolute(side, quotient), off)


def _over_absolute(side: Side, quotient: Quotient) -> np.ndarray:
    """Tell where growth over a base below zero holds over the size of the base."""
    if len(quotient.below) != 1 or quotient.wholes:
        return np.zeros(len(side.across), bool)
    base = side.value[quotient.below[0][0]]
    with np.errstate(invalid="ignore"):
        flipped = np.abs(side.value[quotient.result] + quotient.fit.expected)
        told: Flags = (base < 0) & (flipped <= 2 * side.slack[quotient.result] + 1e-9)
    return told


def is_quotient_accepted(quotient: Quotient, score: float, tried: int) -> bool:
    """Tell whether a reading is strong enough to be told."""
    fit = quotient.fit
    net = fit.worth - log10(max(1, tried))
    if not fit.fails:
        if quotient.preference >= WORDED and not quotient.is_summed:
            return bool(fit.held.any()) and (not quotient.wholes or score >= BELIEVED + 1)
        if quotient.is_named:
            return fit.holds > 0 and net >= 1
        return fit.holds >= 2 and net >= 4
    return quotient.is_named and score >= BELIEVED + 1 and (quotient.preference >= 1 or net >= 6)


def sum_quotients(side: Side, position: int, others: Sequence[int]) -> Iterator[Quotient]:
    """Yield the quotients of lines beside each other over one: recycled and composted over all."""
    for start in range(len(others) - 1):
        for size in (2, 3):
            chosen = others[start : start + size]
            terms: Terms = tuple((n, 1) for n in chosen)
            for below in (n for n in others if n not in chosen and len(chosen) == size):
                fit = side.ratio(position, terms, ((below, 1),))
                is_whole = is_total(side.lines[below].words)
                yield Quotient(position, terms, ((below, 1),), 1.0 if is_whole else 0.5, fit)


def rough_places(side: Side, quotient: Quotient) -> int:
    """Return the places in which a rate is off by its last place or more: its operands are rounded, too."""
    fit, step = quotient.fit, side.step[quotient.result]
    off = np.abs(np.nan_to_num(fit.gap)) >= step * (1 - 1e-9)
    return int((fit.held & off & (fit.digits > 0)).sum())


def quotient_text(side: Side, quotient: Quotient) -> str:
    """Return a quotient in the words of the lines."""
    top = expression(side.lines, quotient.above)
    top = f"({top})" if len(quotient.above) > 1 else top
    if quotient.wholes:
        return f"{top or '값'} / 전체"
    base = expression(side.lines, quotient.below)
    if quotient.is_summed:
        return f"{top} 누계 / {base} 누계"
    many = {Fraction(100): "", Fraction(1): ""}.get(quotient.factor)
    return f"{top} / {base}" if many is not None else f"{top} / {base} (× {float(quotient.factor):g})"


def quotient_edits(side: Side, quotient: Quotient, places: Sequence[int] | np.ndarray) -> Iterator[Edit]:
    """Yield the rule bound to its cells in each place."""
    whole = dict(quotient.wholes)
    name = side.lines[quotient.result].label or ("비중" if whole else "비율")
    text = quotient_text(side, quotient)
    for place in map(int, places):
        rate = side.entry(quotient.result, place)
        if rate is None or claims_nothing(rate) or (whole and place not in whole):
            continue
        is_per = side.lines[quotient.result].sort is Sort.PER  # so many to a hundred
        is_per = is_per or (bool(whole) and is_index(side.lines[quotient.result]))
        if quotient.factor == 100 and rate.kind is Kind.AMOUNT and not is_per:
            continue
        before = range(place + 1) if quotient.is_summed else (place,)
        above = [(side.entry(n, p), sign) for n, sign in quotient.above for p in before]
        if whole:
            below = [(side.entry(quotient.above[0][0], p), 1) for p in whole[place]]
        else:
            below = [(side.entry(n, p), sign) for n, sign in quotient.below for p in before]
        if any(entry is None or entry.kind is Kind.RATE for entry, _ in (*above, *below)):
            continue
        top = [(entry, sign) for entry, sign in above if entry is not None]
        base = [(entry, sign) for entry, sign in below if entry is not None]
        if says_nothing(rate, top, [entry for entry, _ in base]):
            continue
        statement = f"{side.across[place].label} [{name}] = {text}"
        yield ratio(key("비중" if whole else "율", rate), rate, top, base, statement, quotient.factor)


def says_nothing(rate: Entry, top: Sequence[tuple[Entry, int]], bases: Sequence[Entry]) -> bool:
    """Tell whether a rate is only a dash: over nothing, or where none was worked out."""
    if not rate.is_nil:
        return False
    return all(base.is_nil or not base.value for base in bases) or any(entry.value for entry, _ in top)

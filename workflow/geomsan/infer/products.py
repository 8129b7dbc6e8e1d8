"""Amounts that are prices times quantities: 금액 = 단가 x 수량 x 횟수 - 할인액.

What one piece costs may come with more than one number of how often it is paid, and with lines that are
added or deducted. A place in which less is printed than the product, by a whole percentage, may have had
a discount.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import combinations
from math import log10, prod

import numpy as np

from geomsan.check.identities.edits import Basis, Edit, Role, Rule, Term
from geomsan.check.identities.verdicts import Check, Verdict, evaluate
from geomsan.common.errors import Bilingual
from geomsan.infer.axis import label_rank
from geomsan.infer.balances import Signed, expression
from geomsan.infer.operands import amounts
from geomsan.infer.readings import (
    BELIEVED,
    FAILURE,
    FIGURES_ONLY,
    REACH,
    WORDED,
    Reading,
    claims_nothing,
    decided,
    is_held,
    key,
    read_another_way,
    slip_worth,
    undecided,
)
from geomsan.infer.side import MOST_DIGITS, Fit, Flags, Side
from geomsan.infer.sorts import Sort, per_how_many
from geomsan.infer.words import is_cost, is_deducted, is_price, is_quantity, is_wage
from geomsan.read.figures.units import Kind
from geomsan.read.tables.table import Entry

_NEAREST = 6
"""Lines nearest to a price among which the numbers of pieces are looked for."""
_MOST_COUNTS = 3
_MOST_COLUMNS, _SAMPLE = 60, 48
"""Columns of a table in which products are looked for that no word names, and places that are looked at."""
_SURE = 8.0
"""Digits from which on figures alone show a product."""
_FEWEST_EXACT = 3
"""Places in which a product must hold to the last digit for its prices to be exact as printed."""
_LEAST, _TELLING, _VAT = 50, 5_000, 110
"""Per cent that may be left of a price, how large an amount must be to show it, and what tax makes of it."""

_DISCOUNTED = Bilingual(
    "단가 × 수량의 꼭 {}%입니다: 할인하거나 세금을 붙인 금액일 수 있습니다",
    "it is just {} % of the price times the quantity: there may be a discount, or a tax",
)
_NOT_SURE = Bilingual(
    "무엇을 곱한 금액인지 확실하지 않습니다", "it is not certain of what this amount is the product"
)


@dataclass(frozen=True)
class Product:
    """A product that one line may be.

    Attributes
    ----------
    price, counts
        The lines that are multiplied.
    added
        The lines that are added to it or deducted from it, with signs.
    factor
        Brings the units together.
    """

    result: int
    price: int
    counts: tuple[int, ...]
    preference: float
    fit: Fit
    factor: Fraction = Fraction(1)
    added: Signed = ()

    @property
    def lines(self) -> set[int]:
        """All lines of the rule."""
        return {self.result, self.price, *self.counts, *(line for line, _ in self.added)}

    def score(self, tried: int) -> float:
        """Return what speaks for it, in digits."""
        return min(self.fit.worth, 60.0) + self.preference - log10(max(1, tried)) - FAILURE * self.fit.fails


def products(side: Side) -> Iterator[Reading]:
    """Yield the readings of amounts behind a price and a quantity as their product.

    Among columns also of lines that no word calls a price, where figures alone leave no doubt.
    """
    told: set[int] = set()
    for price, line in enumerate(side.lines):
        is_per = line.sort is Sort.PER and per_how_many(line.text) == 1
        if not (is_per or is_price(line.words)) or price in side.rate_lines:
            continue
        found = list(_candidates(side, price))
        best, reading = _chosen(side, found, max(1, len(found)))
        if best is not None and reading is not None:
            told |= best.lines
            yield reading
    if not side.matrix.is_turned or not 2 < len(side.lines) <= _MOST_COLUMNS:
        return
    for result in [*amounts(side, len(side.lines) - 1, _MOST_COLUMNS), len(side.lines) - 1]:
        if result not in told and side.lines[result].sort is Sort.PLAIN and result not in side.rate_lines:
            found = list(_unnamed(side, result, told))
            best, reading = _chosen(side, found, 20)
            if best is not None and reading is not None:
                told |= best.lines
                yield reading


def _unnamed(side: Side, result: int, told: set[int]) -> Iterator[Product]:
    """Yield the products of lines before a result that hold in nearly all places."""
    before = [n for n in range(result) if _may_count(side, n) and n not in told][-_NEAREST + 1 :]
    places = np.flatnonzero(side.value[result] > 0)[:_SAMPLE]
    telling = ~np.isin(side.value[:, places], (0.0, 1.0)) & ~np.isnan(side.value[:, places])
    before = [n for n in before if telling[n].sum() >= _FEWEST_EXACT]  # times 1 says nothing
    with np.errstate(invalid="ignore", divide="ignore"):
        sizes = np.log(side.value[:, places])
    for size in range(2, _MOST_COUNTS + 1):
        for chosen in combinations(before, size):
            off = sizes[list(chosen)].sum(axis=0) - sizes[result]
            off = off[np.isfinite(off)]
            # Of a caption's unit on the numbers a power of ten is left.
            unit = np.round(np.median(off) / np.log(10)) * np.log(10) if len(off) else 0.0
            if len(off) >= _FEWEST_EXACT and 4 * (np.abs(off - unit) > 1e-6).sum() <= len(off):
                price = max(chosen, key=lambda n: float(np.nanmean(side.value[n])))
                numbers = side.value[[n for n in chosen if n != price]]
                if np.any(np.nan_to_num(numbers) % 1):
                    continue  # A part of a piece is none: shares and chances are multiplied otherwise.
                named = any(is_wage(side.lines[n].words) for n in chosen)
                for one in _plain(side, result, price, tuple(n for n in chosen if n != price)):
                    words = one.preference if named else 0.5
                    if one.fit.exact >= _FEWEST_EXACT and one.fit.worth - 1 >= _SURE:
                        yield replace(one, preference=words)


def _candidates(side: Side, price: int) -> Iterator[Product]:
    """Yield the products of a price that a line behind it may be, and with what is added or deducted."""
    near = sorted(range(len(side.lines)), key=lambda n: abs(n - price))
    counts = [n for n in near if n != price and _may_count(side, n)][:_NEAREST]
    for result in (n for n in amounts(side, price) if n > price):
        others = sorted(n for n in counts if n < result)
        plain: list[Product] = []
        for size in range(1, min(_MOST_COUNTS, len(others)) + 1):
            for chosen in combinations(others, size):
                plain += list(_plain(side, result, price, chosen))
        kept = [one for one in plain if 2 * one.fit.holds >= one.fit.holds + one.fit.fails > 0]
        yield from kept
        for one in kept:
            if one.fit.fails:
                yield from _with_added(side, one)


def _may_count(side: Side, number: int) -> bool:
    line = side.lines[number]
    return (
        number not in side.rate_lines and line.sort in (Sort.PLAIN, Sort.SCALE) and not is_price(line.words)
    )


def _plain(side: Side, result: int, price: int, counts: tuple[int, ...]) -> Iterator[Product]:
    """Yield a product, and where a caption's unit fell on its numbers, the one without that."""
    words = [side.lines[n].called for n in (result, *counts)]
    preference = 1.5 + 1.5 * is_cost(words[0]) + 1.0 * any(map(is_quantity, words[1:]))
    scales = {Fraction(1), _scale(side, result) / _scale(side, price)}
    for n in counts:
        scales |= {scale / _scale(side, n) for scale in set(scales)}
    for factor in sorted(scales):
        fit = _fit(side, result, price, counts, factor)
        yield Product(result, price, counts, preference - log10(len(scales)), fit, factor)


def _scale(side: Side, line: int) -> Fraction:
    """Return the size of the first figure's unit in a line."""
    entries = (side.entry(line, place) for place in range(len(side.across)))
    return next((entry.scale for entry in entries if entry is not None and entry.is_known), Fraction(1))


def _with_added(side: Side, one: Product) -> Iterator[Product]:
    """Yield a product with a line that words deduct, or that fills the gap where it fails."""
    for n in amounts(side, one.price):
        if n in one.lines or not np.any(np.nan_to_num(side.value[n])):
            continue
        is_named = is_deducted(side.lines[n].words)
        added = ((n, -1 if is_named else 1),)
        fit = _fit(side, one.result, one.price, one.counts, one.factor, added)
        if fit.fails < one.fit.fails and fit.holds > one.fit.holds:
            yield replace(one, added=added, fit=fit, preference=one.preference + 0.5 * is_named)


def _fit(
    side: Side, result: int, price: int, counts: Sequence[int], factor: Fraction, added: Signed = ()
) -> Fit:
    """Fit an amount as a product in every place."""
    many = float(factor) * side.value[list(counts)].prod(axis=0)
    expected = side.value[price] * many
    room = side.slack[price] * np.abs(many) + side.slack[result]
    for line, sign in added:
        expected = expected + sign * np.nan_to_num(side.value[line])
        room = room + side.slack[line]
    printed, step = side.value[result], side.step[result]
    gap = printed - expected
    is_nil = side.nil[[price, *counts]].any(axis=0)
    fit_decided: Flags = ~np.isnan(gap) & (printed != 0) & ~is_nil
    held = fit_decided & (np.abs(gap) <= room * (1 + 1e-9) + 1e-9 * np.abs(expected))
    with np.errstate(invalid="ignore", divide="ignore"):
        digits = np.log10(np.maximum(1.0, np.abs(printed) / (room + np.where(step > 0, step, np.inf))))
    return Fit(fit_decided, held, gap, np.where(held, np.minimum(digits, MOST_DIGITS), 0.0), expected)


def _chosen(side: Side, found: Sequence[Product], tried: int) -> tuple[Product, Reading] | tuple[None, None]:
    """Return the reading that most speaks for; what a rival explains is undecided."""
    scores = {id(one): one.score(tried) for one in found}
    ranked = sorted(found, key=lambda one: -scores[id(one)])
    best = next((one for one in ranked if _is_accepted(one, scores[id(one)], tried)), None)
    if best is None:
        return None, None
    rivals = [
        one for one in ranked if one.result == best.result and scores[id(one)] >= scores[id(best)] - REACH
    ]
    checks = []
    basis = Basis.WORDED if best.preference >= 1 else Basis.FIGURES
    for check in decided(_edits(side, best), basis):
        place = side.place_of(check.edit.result.entry)
        wider = next((one for one in found if _is_wider(one, best) and one.fit.failed[place]), None)
        if wider is not None and is_held(check):
            check = undecided(check, _not_times(side, wider, best))
        elif check.verdict is Verdict.VIOLATED:
            check = _told(side, best, check, [one for one in rivals if one.fit.digits[place] > 0])
        checks.append(check)
    name, text = side.lines[best.result].label, _text(side, best)
    return best, Reading(tuple(checks), Bilingual(f"곱: {name} = {text}", f"product: {name} = {text}"))


def _is_wider(one: Product, best: Product) -> bool:
    """Tell whether a product has a number more that is 1 nearly everywhere: nothing shows if it counts."""
    return one.result == best.result and set(one.counts) > set(best.counts) and one.fit.holds > one.fit.fails


def _not_times(side: Side, wider: Product, best: Product) -> Bilingual:
    names = ", ".join(side.lines[n].label for n in wider.counts if n not in best.counts)
    return Bilingual(f"{names}을(를) 곱하지 않았습니다", f"it is not multiplied by {names}")


def _is_accepted(one: Product, score: float, tried: int) -> bool:
    """Tell whether a product is told: it holds somewhere, and in most places, or words speak for it."""
    fit = one.fit
    if not fit.holds:
        return False
    if not fit.fails:
        return one.preference >= WORDED or fit.worth - log10(max(1, tried)) >= 1
    return score >= BELIEVED + 1


def _told(side: Side, best: Product, check: Check, rivals: Sequence[Product]) -> Check:
    """Return a violated product as what it is in view of the ways in which such an amount may be meant."""
    if best.preference < 1:
        return undecided(check, FIGURES_ONLY)
    if rivals:
        return undecided(check, read_another_way(_text(side, rivals[0])))
    if 2 * best.fit.fails > best.fit.holds + best.fit.fails or best.preference < WORDED - 0.5:
        return undecided(check, _NOT_SURE)
    percent = _percent_left(check)
    if percent is not None and not slip_worth(check):
        return undecided(
            check, Bilingual(*(text.format(percent) for text in (_DISCOUNTED.ko, _DISCOUNTED.en)))
        )
    return check


def _percent_left(check: Check) -> int | None:
    """Return how many per cent of its product an amount is, where that is a whole number as of a discount."""
    printed, expected = check.reported, check.expected
    step = check.edit.result.entry.figure.step
    if printed is None or not expected or not step or expected < _TELLING * step:
        return None
    percent = round(100 * printed / expected)
    is_usual = _LEAST <= percent < 100 or percent == _VAT
    return percent if is_usual and abs(printed - percent * expected / 100) < step else None


def _edits(side: Side, one: Product) -> Iterator[Edit]:
    """Yield the product bound to its cells in each place."""
    text, name = _text(side, one), side.lines[one.result].label
    is_exact = one.fit.exact >= max(_FEWEST_EXACT, 3 * (one.fit.fails + one.fit.loose))
    for place in range(len(side.across)):
        result = side.entry(one.result, place)
        factors = [side.entry(n, place) for n in (one.price, *one.counts)]
        if result is None or claims_nothing(result) or result.is_nil or any(e is None for e in factors):
            continue
        known = [entry for entry in factors if entry is not None]
        if any(entry.kind is Kind.RATE for entry in (result, *known)):
            continue
        if any(entry.is_nil or not entry.is_known for entry in known):
            continue
        is_item = label_rank(side.across[place].label) is None
        price = _exact(known[0]) if is_exact and is_item else known[0]
        terms = [Term(result, Role.RESULT), Term(price, Role.FACTOR)]
        terms += [Term(_exact(entry), Role.FACTOR) for entry in known[1:]]
        for line, sign in one.added:
            entry = side.entry(line, place)
            if entry is not None and entry.is_known:
                terms.append(Term(entry, Role.PART if sign > 0 else Role.SUBTRAHEND, sign))
        statement = f"{side.across[place].label} [{name}] = {text}"
        yield Edit(
            key("곱", result), key("곱", result), Rule.PRODUCT, statement, tuple(terms), factor=one.factor
        )


def divided(check: Check) -> Check:
    """Return a product as the quotient that its price is, which a linear programme knows.

    Of more than one number of pieces the last are taken as printed.
    """
    edit = check.edit
    price, count, *more = (replace(t, role=Role.DENOMINATOR) for t in edit.with_role(Role.FACTOR))
    times = edit.factor * prod(term.entry.value for term in more)
    if not times or not count.entry.value or check.verdict is Verdict.UNDECIDED:
        return replace(check, verdict=Verdict.UNDECIDED)
    added = [t for t in edit.others if t.role is not Role.FACTOR]
    terms = [replace(price, role=Role.RATE), replace(edit.result, role=Role.NUMERATOR)]
    terms += [replace(term, role=Role.NUMERATOR, coefficient=-term.coefficient) for term in added]
    quotient = replace(edit, rule=Rule.RATE, terms=(*terms, count), factor=1 / times, is_turned=True)
    return replace(evaluate(quotient), verdict=check.verdict)


def _exact(entry: Entry) -> Entry:
    """Return a whole figure as exact: so many pieces, or what one of them costs."""
    is_whole = entry.printed == entry.printed.to_integral_value()
    return replace(entry, kind=Kind.COUNT) if is_whole else entry


def _text(side: Side, one: Product) -> str:
    names = [side.lines[n].label or f"{n + 1}번째 줄" for n in (one.price, *one.counts)]
    text = " × ".join(names)
    for line, sign in one.added:
        text += f" {'+' if sign > 0 else '-'} {expression(side.lines, ((line, 1),))}"
    return text

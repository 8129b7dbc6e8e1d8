"""One error in a checked figure, larger than rounding can hide."""

from __future__ import annotations

import random
from collections.abc import Sequence
from copy import deepcopy
from fractions import Fraction

from bench.reports.made import Made, Number, Place, Truth

KINDS = ("digit", "transposed", "dropped", "doubled", "zero", "unit", "sign", "stale", "swapped")


def corrupt(made: Made, seed: int) -> Made | None:
    """Return the table with one error in a checked figure; None when it checks nothing."""
    rng = random.Random(f"error-{seed}")  # noqa: S311 (repeatable, not secret)
    places = sorted(
        {place for truth in made.truths for place in truth.places if place in made.numbers}, key=str
    )
    for _ in range(200 if places else 0):
        place, kind = rng.choice(places), rng.choice(KINDS)
        wrong = _with_error(made, place, kind, rng)
        if wrong is not None:
            return wrong
    return None


def _with_error(made: Made, place: Place, kind: str, rng: random.Random) -> Made | None:
    number = made.numbers[place]
    text = made.grid[place[0]][place[1]]
    figures = _figures(text)
    at = place[2] or 0
    if at >= len(figures) or not number.value:
        return None
    start, end = figures[at]
    body = text[start:end]
    is_negative = number.value < 0
    if kind == "sign":
        if is_negative:
            new = body
            sign = text[start - 1 : start]
            start = start - 1 if sign in "△▲-" else start
        else:
            new = "△" + body
        value = -number.value
    elif kind == "swapped":
        return _swapped(made, place, rng)
    else:
        new = _mistyped(body, kind, rng, made, place)
        if new == body or not new:
            return None
        value = number.value * Fraction(new.replace(",", "")) / Fraction(body.replace(",", ""))
    wrong = deepcopy(made)
    wrong.grid[place[0]][place[1]] = text[:start] + new + text[end:]
    wrong.numbers[place] = Number(value, number.step, number.exact)
    wrong.wrong = (place, kind)
    return (
        wrong if any(is_impossible(wrong, truth) for truth in wrong.truths if place in truth.places) else None
    )


def _figures(text: str) -> list[tuple[int, int]]:
    """Return where the figures of a cell stand; the placeholder (x-) has none."""
    found, start = [], None
    for n, sign in enumerate([*text, " "]):
        if sign.isdecimal() and start is None:
            start = n
        elif start is not None and not (sign.isdecimal() or sign in ",."):
            found.append((start, n))
            start = None
    return found


def _mistyped(body: str, kind: str, rng: random.Random, made: Made, place: Place) -> str:
    digits, _, decimals = body.replace(",", "").partition(".")
    n = rng.randrange(len(digits))
    if kind == "digit":
        digits = (
            digits[:n]
            + rng.choice([d for d in "0123456789" if d != digits[n] and (n or d != "0")])
            + digits[n + 1 :]
        )
    elif kind == "transposed" and len(digits) > 1:
        n = rng.randrange(len(digits) - 1)
        digits = digits[:n] + digits[n + 1] + digits[n] + digits[n + 2 :]
    elif kind == "dropped" and len(digits) > 1:
        digits = digits[:n] + digits[n + 1 :]
    elif kind == "doubled":
        digits = digits[: n + 1] + digits[n:]
    elif kind == "zero":
        digits += "0"
    elif kind == "unit" and not decimals:
        digits = digits + "000" if len(digits) < 6 else digits[:-3]
    elif kind == "stale" and any(t.cells[0] == (place, "total") for t in made.truths) and len(digits) > 2:
        digits = str(max(1, round(int(digits) * rng.uniform(0.85, 0.98))))
    else:
        return ""
    digits = digits.lstrip("0") or "0"
    if digits == "0":
        return ""
    return f"{int(digits):,}" + (f".{decimals}" if decimals else "")


def _swapped(made: Made, place: Place, rng: random.Random) -> Made | None:
    """Swap two neighbouring cells of a row or a column."""
    row, column, _ = place
    other = rng.choice(((row + 1, column), (row, column + 1)))
    mine = {p: n for p, n in made.numbers.items() if p[:2] == (row, column)}
    theirs = {p: n for p, n in made.numbers.items() if p[:2] == other}
    if not theirs or {p[2] for p in mine} != {p[2] for p in theirs}:
        return None
    wrong = deepcopy(made)
    wrong.grid[row][column], wrong.grid[other[0]][other[1]] = (
        made.grid[other[0]][other[1]],
        made.grid[row][column],
    )
    for p in mine:
        q = (*other, p[2])
        wrong.numbers[p], wrong.numbers[q] = made.numbers[q], made.numbers[p]
    wrong.wrong = (place, "swapped")
    is_seen = any(is_impossible(wrong, truth) for truth in wrong.truths)
    return wrong if is_seen else None


def is_impossible(made: Made, truth: Truth) -> bool:
    """Tell whether no rounding explains an identity's printed figures, with room to spare."""
    roles: dict[str, list[Number]] = {}
    for place, role in truth.cells:
        if place not in made.numbers:
            return False
        roles.setdefault(role, []).append(made.numbers[place])

    def slack(numbers: Sequence[Number]) -> Fraction:
        return sum((Fraction(0) if n.exact else n.step for n in numbers), Fraction(0))

    def value(role: str) -> Fraction:
        return sum((number.value for number in roles.get(role, [])), Fraction(0))

    everything = [number for numbers in roles.values() for number in numbers]
    if truth.rule == "rate":
        tops = roles["numerator"]
        top = tops[0].value - (tops[1].value if len(tops) > 1 else 0)
        base = value("denominator")
        if not base:
            return False
        room = 100 * (slack(tops) / abs(base) + abs(top) * slack(roles["denominator"]) / base**2)
        return abs(value("rate") - 100 * top / base) > 2 * room + roles["rate"][0].step
    positive = value("total") + value("result") + value("subtrahend")
    return abs(positive - value("part") - value("minuend") - value("source")) > slack(everything)

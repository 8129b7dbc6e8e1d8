"""Families that compare years, settle them, and break sums down."""

from __future__ import annotations

import random

from bench.reports.made import STUBS, TOTALS, Builder, Made, Place, money, names


def year_on_year(rng: random.Random) -> Made:
    """Two years side by side with increase and rate, formulas printed or not."""
    b = Builder(rng, "year_on_year", "예산 비교")
    year = rng.randint(2019, 2026)
    printed = rng.random() < 0.5
    has_increase = rng.random() < 0.8
    heads = (
        [f"{year - 1}예산액 (A)", f"{year}예산액 (B)", "증감 (B-A)", "(B-A)*100/A"]
        if printed
        else [
            f"{year - 1}년",
            f"{year}년",
            rng.choice(("증감", "증감액")),
            rng.choice(("증감률(%)", "증가율(%)", "증감율(%)")),
        ]
    )
    if not has_increase:
        del heads[2]
    has_rate = not has_increase or rng.random() < 0.8
    b.row(rng.choice(STUBS), *(heads if has_rate else heads[:-1]))
    count = rng.randint(3, 9)
    above = rng.random() < 0.5
    labels = names(rng, count, rng.choice(("department", "work")))
    first = [0 if rng.random() < 0.04 else money(rng, b.style) for _ in labels]
    second = [
        0 if rng.random() < 0.04 else int(max(value, 9 * b.style.scale) * rng.uniform(0.6, 1.5))
        for value in first
    ]
    placeholder = "(x-) " if printed and rng.random() < 0.2 else ""
    figures = list(zip(labels, first, second, strict=True))
    word = rng.choice(TOTALS)
    figures = (
        [(word, sum(first), sum(second)), *figures] if above else [*figures, (word, sum(first), sum(second))]
    )
    rows = []
    for label, before, after in figures:
        row = b.row(label)
        rows.append(row)
        old, new = b.amount(row, 1, before), b.amount(row, 2, after)
        column = 3
        if has_increase:
            increase = b.amount(row, 3, after - before)
            column = 4
            b.made.rule("difference", (increase, "result"), (new, "minuend"), (old, "subtrahend"))
            if has_rate:
                b.percent(row, column, increase, old)
        else:
            growth = b.amount(row, 9, after - before)
            rate = b.percent(row, column, growth, old)
            b.made.numbers.pop(growth)
            del b.made.grid[row][4:]
            if rate is not None:
                b.made.truths.pop()
                b.made.rule(
                    "rate", (rate, "rate"), (new, "numerator"), (old, "numerator"), (old, "denominator")
                )
    total = rows[0] if above else rows[-1]
    for column in (1, 2, 3) if has_increase else (1, 2):
        b.made.total((total, column, None), [(row, column, None) for row in rows if row != total])
    if placeholder:
        for row in rows:
            b.made.grid[row][1:] = [placeholder + text for text in b.made.grid[row][1:]]
    return b.done()


def settlement(rng: random.Random) -> Made:
    """Settlement by year: what one year carries out, the next carries in."""
    b = Builder(rng, "settlement", "최근 연도별 결산")
    b.row(
        "연도",
        "최종예산",
        "전년이월",
        *(["예산변경"] if (changed := rng.random() < 0.5) else []),
        "예산현액",
        "집행액",
        "차년이월",
        "집행잔액",
    )
    step = b.style.scale // 10**b.style.places
    carried = money(rng, b.style, high=3000) // step * step
    start = rng.randint(2016, 2022)
    previous = None
    for year in range(start, start + rng.randint(3, 5)):
        row = b.row(
            f"{year}{b.rng.choice(('', '년'))}"
            if previous is None
            else b.made.grid[previous][0].replace(str(year - 1), str(year))
        )
        first = money(rng, b.style, low=500) // step * step
        change = rng.choice((0, 0, 10 * step)) if changed else 0
        whole = first + carried + change
        spent = int(whole * rng.uniform(0.5, 0.85)) // step * step
        onward = int((whole - spent) * rng.uniform(0.1, 0.8)) // step * step
        amounts = [
            first,
            carried,
            *([change] if changed else []),
            whole,
            spent,
            onward,
            whole - spent - onward,
        ]
        places = [b.amount(row, 1 + n, amount) for n, amount in enumerate(amounts)]
        at = 3 if changed else 2
        b.made.total(places[at], places[:at])
        b.made.rule(
            "difference",
            (places[at + 3], "result"),
            (places[at], "minuend"),
            (places[at + 1], "subtrahend"),
            (places[at + 2], "subtrahend"),
        )
        if previous is not None:
            b.made.rule("carry", (places[1], "result"), ((previous, 1 + at + 2, None), "source"))
        carried, previous = onward, row
    return b.done()


def breakdown(rng: random.Random) -> Made:
    """Break down a sum; the levels are marks before the labels: ○, -, ▷."""
    b = Builder(rng, "breakdown", "사업비 산출 내역")
    b.row("산출 내역", "금액")
    step = b.style.scale // 10**b.style.places

    def level(marks: str, label: str, depth: int) -> tuple[Place, int]:
        row = b.row(f"{marks[depth]} {label}")
        b.amount(row, 1, 0)
        if depth == len(marks) - 1 or (depth and rng.random() < 0.4):
            value = money(rng, b.style, high=5000) // step * step
            return b.amount(row, 1, value), value
        found = [level(marks, name, depth + 1) for name in names(rng, rng.randint(2, 4), "work")]
        place = b.amount(row, 1, sum(value for _, value in found))
        b.made.total(place, [part for part, _ in found])
        return place, sum(value for _, value in found)

    marks = rng.choice(("○-▷", "□○-", "○-", "■○-"))
    tops = [level(marks, name, 0) for name in names(rng, rng.randint(2, 3), "work")]
    if rng.random() < 0.7:
        row = b.row(rng.choice(TOTALS))
        b.made.total(b.amount(row, 1, sum(value for _, value in tops)), [place for place, _ in tops])
    return b.done()

"""Families about programmes: funds, shares, counts, rows of figures, different units."""

from __future__ import annotations

import random
from fractions import Fraction

from bench.reports.made import FIELDS, STUBS, TOTALS, Builder, Made, Number, money


def funds(rng: random.Random) -> Made:
    """Funds by field and year with a parallel figure in brackets."""
    b = Builder(rng, "funds", "분야별 펀드 조성 현황")
    start = rng.randint(17, 22)
    years = [f"'{year}년" for year in range(start, start + rng.randint(3, 5))]
    b.row("구 분", rng.choice(("합 계", "계")), *years)
    fields = rng.sample(FIELDS, rng.randint(3, 6))
    step = b.style.scale // 10**b.style.places
    grid = [
        [(money(rng, b.style) // step * step, money(rng, b.style, high=900) // step * step) for _ in years]
        for _ in fields
    ]
    table = [[tuple(map(sum, zip(*row, strict=True))), *row] for row in grid]
    sums = [tuple(map(sum, zip(*column, strict=True))) for column in zip(*table, strict=True)]
    rows = [b.row(label) for label in [rng.choice(TOTALS), *fields]]
    for row, cells in zip(rows, [sums, *table], strict=True):
        for column, pair in enumerate(cells):
            figures = [b.amount(row, 20, pair[0]), b.amount(row, 21, pair[1])]
            b.compound(row, 1 + column, "{} ({})", figures)
        del b.made.grid[row][2 + len(years) :]
        for part in (0, 1):
            b.made.total((row, 1, part), [(row, 2 + n, part) for n in range(len(years))])
    for column in range(1, 2 + len(years)):
        for part in (0, 1):
            b.made.total((rows[0], column, part), [(row, column, part) for row in rows[1:]])
    return b.done()


def shares(rng: random.Random) -> Made:
    """Amounts with their shares of the whole, which add up to 100."""
    b = Builder(rng, "shares", "분야별 예산 구성")
    b.style.rate_places = max(1, b.style.rate_places)
    unit = rng.random() < 0.5
    b.row(rng.choice(STUBS), "예산액", rng.choice(("구성비(%)", "비중(%)", "비율(%)")))
    labels = rng.sample(FIELDS, rng.randint(3, 7))
    values = [money(rng, b.style, low=500) for _ in labels]
    above = rng.random() < 0.5
    pairs = list(zip(labels, values, strict=True))
    whole = (rng.choice(TOTALS), sum(values))
    pairs = [whole, *pairs] if above else [*pairs, whole]
    rows = [b.row(label) for label, _ in pairs]
    top = rows[0] if above else rows[-1]
    for row, (_, value) in zip(rows, pairs, strict=True):
        b.amount(row, 1, value)
    for row in rows:
        b.percent(row, 2, (row, 1, None), (top, 1, None))
    b.made.numbers[(top, 2, None)] = Number(Fraction(100), Fraction(1), True)
    for column in (1, 2):
        b.made.total((top, column, None), [(row, column, None) for row in rows if row != top])
    del unit
    return b.done()


def counts(rng: random.Random) -> Made:
    """Make counts by district and class, total at the right or left end, units in caption, head or cell."""
    b = Builder(rng, "counts", "시설 운영 현황")
    unit = rng.choice(("명", "개소", "건", "개사"))
    where = rng.choice(("caption", "head", "cell"))
    classes = rng.sample(
        ("상반기", "하반기", "신규", "재참여", "온라인", "오프라인", "청년", "중장년", "노년"),
        rng.randint(2, 5),
    )
    right = rng.random() < 0.5
    word = rng.choice(("계", "합계", "총계"))
    heads = [*classes, word] if right else [word, *classes]
    b.row(f"구분({unit})" if where == "head" else "구분", *heads)
    labels = rng.sample(
        ("동부", "서부", "남부", "북부", "중부", "도심", "강변", "산단", "항만"), rng.randint(2, 7)
    )
    grid = [
        [0 if rng.random() < 0.08 else rng.randint(1, rng.choice((20, 400, 9000))) for _ in classes]
        for _ in labels
    ]
    sums = [sum(column) for column in zip(*grid, strict=True)]
    rows = [*zip(labels, grid, strict=True)]
    has_total = rng.random() < 0.75
    lines = [*rows, (word, sums)] if has_total else rows
    first = 1 if right else 2
    total = 1 + len(classes) if right else 1
    numbers = []
    for label, values in lines:
        row = b.row(label)
        numbers.append(row)
        for n, value in enumerate(values):
            b.count(row, first + n, value, unit=unit if where == "cell" else "")
        b.count(row, total, sum(values), unit=unit if where == "cell" else "")
        b.made.total((row, total, None), [(row, first + n, None) for n in range(len(classes))])
    if has_total:
        for column in range(1, 2 + len(classes)):
            b.made.total((numbers[-1], column, None), [(row, column, None) for row in numbers[:-1]])
    return b.done(unit_in="caption" if where == "caption" else "", more=unit)


def transposed(rng: random.Random) -> Made:
    """Measures in the rows, years or divisions in the columns; or one row of figures."""
    b = Builder(rng, "transposed", "연도별 추진 실적")
    if rng.random() < 0.4:
        parts = rng.sample(FIELDS, rng.randint(3, 7))
        b.row("구 분", "계", *parts)
        values = [rng.randint(3, 3000) for _ in parts]
        row = b.row("참여기업(개사)")
        b.count(row, 1, sum(values))
        for n, value in enumerate(values):
            b.count(row, 2 + n, value)
        b.made.total((row, 1, None), [(row, 2 + n, None) for n in range(len(parts))])
        return b.done(unit_in="none")
    start = rng.randint(2017, 2022)
    years = [f"{year}년" for year in range(start, start + rng.randint(3, 6))]
    b.row("구분", *years)
    words = rng.choice(
        (
            ("예산현액", "집행액", "집행률(%)"),
            ("목표액", "실적액", "달성률(%)"),
            ("계획", "달성", "달성률(%)"),
            ("예산액", "지출액", "집행률(%)"),
        )
    )
    rows = [b.row(word) for word in words]
    for n in range(len(years)):
        base = money(rng, b.style)
        low = b.amount(rows[0], 1 + n, base)
        done = b.amount(rows[1], 1 + n, int(base * rng.uniform(0.4, 1.15)))
        b.percent(rows[2], 1 + n, done, low)
    return b.done()


def mixed(rng: random.Random) -> Made:
    """Different units by row, a total column, and blanks that count as zero."""
    b = Builder(rng, "mixed", "분야별 추진 실적")
    parts = rng.sample(FIELDS, rng.randint(3, 5))
    b.row("구 분", "계", *parts)
    for label, exact in rng.sample(
        (
            ("참여기업(개사)", True),
            ("매출액(백만원)", False),
            ("고용인원(명)", True),
            ("지원금(천원)", False),
            ("면적(㎡)", False),
        ),
        rng.randint(2, 4),
    ):
        row = b.row(label)
        values = [rng.randint(2, 40_000) for _ in parts]
        for n, value in enumerate([sum(values), *values]):
            b.count(row, 1 + n, value)
            if not exact:
                place = (row, 1 + n, None)
                b.made.numbers[place] = Number(Fraction(value), Fraction(1))
        b.made.total((row, 1, None), [(row, 2 + n, None) for n in range(len(parts))])
    return b.done(unit_in="none")

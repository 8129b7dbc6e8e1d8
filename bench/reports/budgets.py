"""Families about money and staff by department, programme and source."""

from __future__ import annotations

import random

from bench.reports.made import DIVISIONS, FIRST, SOURCES, STUBS, TOTALS, Builder, Made, money, names, split


def budget(rng: random.Random) -> Made:  # noqa: C901 (one table, told from top to bottom)
    """Budget by department: total, optional subtotals above or below, and rates."""
    b = Builder(rng, "budget", "부서별 예산 집행 현황")
    columns = rng.choice(
        (
            ("예산현액", "지출액"),
            ("예산액", "집행액"),
            ("예산현액", "원인행위액", "지출액"),
            ("최종예산", "집행액"),
        )
    )
    has_rates = rng.random() < 0.8
    grouped = rng.random() < 0.5
    stub = 2 if grouped else 1
    rates = [
        f"{name} 집행률(%)" if len(columns) > 2 else rng.choice(("집행률(%)", "집행률", "집행율(%)"))
        for name in columns[1:]
    ]
    if not b.style.percent:
        rates = [rate if "%" in rate else f"{rate}(%)" for rate in rates]
    b.row(*(["실국", "부서"] if grouped else [rng.choice(STUBS)]), *columns, *(rates if has_rates else []))
    above, total_above = rng.random() < 0.6, rng.random() < 0.6
    plan: list[tuple[str, str, str]] = []
    for number in range(rng.randint(2, 4) if grouped else 1):
        items = [
            ("item", f"{FIRST[number]}{'국'}", name)
            for name in names(rng, rng.randint(2, 6) if grouped else rng.randint(3, 10), "department")
        ]
        sub = [("sub", f"{FIRST[number]}{'국'}", "소계")]
        plan += (sub + items if above else items + sub) if grouped else items
    word = rng.choice(TOTALS)
    plan = [("total", word, ""), *plan] if total_above else [*plan, ("total", word, "")]
    rows: list[int] = []
    last = ""
    for kind, group, name in plan:
        first = [word, ""] if kind == "total" else [group if group != last else "", b.style.label(name)]
        last = group
        rows.append(b.row(*(first if grouped else [first[0] if kind == "total" else first[1]])))
    values: dict[int, list[int]] = {}
    for row, (kind, _, _) in zip(rows, plan, strict=True):
        if kind == "item":
            base = money(rng, b.style)
            amounts = [base]
            for _ in columns[1:]:
                amounts.append(0 if rng.random() < 0.05 else int(amounts[-1] * rng.uniform(0.2, 1)))
            values[row] = amounts
    members: dict[int, list[int]] = {}
    for row, (kind, group, _) in zip(rows, plan, strict=True):
        if kind == "sub":
            members[row] = [r for r, p in zip(rows, plan, strict=True) if p[0] == "item" and p[1] == group]
    for row, members_ in members.items():
        values[row] = [sum(values[r][n] for r in members_) for n in range(len(columns))]
    top = next(row for row, p in zip(rows, plan, strict=True) if p[0] == "total")
    under = list(members) or [row for row in rows if row != top]
    members[top] = under
    values[top] = [sum(values[r][n] for r in under) for n in range(len(columns))]
    for row in rows:
        places = [b.amount(row, stub + n, values[row][n]) for n in range(len(columns))]
        if has_rates:
            for n in range(1, len(columns)):
                b.percent(row, stub + len(columns) + n - 1, places[n], places[0])
    for owner, parts in members.items():
        for n in range(len(columns)):
            b.made.total((owner, stub + n, None), [(part, stub + n, None) for part in parts])
    return b.done()


def execution(rng: random.Random) -> Made:
    """Make execution by programme: a sum of two columns, amounts with their rates in brackets."""
    b = Builder(rng, "execution", "사업별 집행 현황")
    b.style.percent = ""
    printed = rng.random() < 0.6
    heads = ("본예산 (a)", "이월 등 (b)", "예산현액 (A=a+b)") if printed else ("본예산", "이월", "예산현액")
    b.row("사업명", *heads, "원인행위액 (집행률)", "지출액 (집행률)")
    count, has_total = rng.randint(2, 7), rng.random() < 0.7
    rows = [b.row(name) for name in names(rng, count, "work")]
    values = []
    for _ in rows:
        first, carried = money(rng, b.style), 0 if rng.random() < 0.6 else money(rng, b.style, high=4000)
        step = b.style.scale // 10**b.style.places
        first, carried = first // step * step, carried // step * step
        committed = int((first + carried) * rng.uniform(0.1, 1))
        values.append([first, carried, first + carried, committed, int(committed * rng.uniform(0.3, 1))])
    if has_total:
        rows.append(b.row(rng.choice(TOTALS)))
        values.append([sum(column) for column in zip(*values, strict=True)])
    for row, amounts in zip(rows, values, strict=True):
        places = [b.amount(row, 1 + n, amount) for n, amount in enumerate(amounts[:3])]
        b.made.total(places[2], places[:2])
        for n in (0, 1):
            top = b.amount(row, 10, amounts[3 + n])
            rate = b.percent(row, 11, top, places[2])
            if rate is not None:
                b.compound(row, 4 + n, "{} ({})", [top, rate])
        del b.made.grid[row][6:]
    if has_total:
        for column in range(1, 6):
            part = None if column < 4 else 0
            b.made.total((rows[-1], column, part), [(row, column, part) for row in rows[:-1]])
    return b.done()


def funding(rng: random.Random) -> Made:
    """Funding by source and year; the label takes two cells under a short head."""
    b = Builder(rng, "funding", "연차별 재원 확보 및 집행 실적")
    start = rng.randint(2018, 2023)
    years = [str(year) for year in range(start, start + rng.randint(3, 5))]
    shifted = rng.random() < 0.6
    b.row("구 분", *([] if shifted else [""]), "계", *years)
    sources = rng.sample(SOURCES[:6], rng.randint(2, 4))
    row = 0
    for group in rng.sample(("확보액", "집행액", "계획액", "투자액"), rng.randint(1, 2)):
        step = b.style.scale // 10**b.style.places
        table = [
            [value // step * step for value in split(rng, money(rng, b.style), len(years))] for _ in sources
        ]
        subtotal = row = b.row(group, "소계")
        for n, column in enumerate([sum(year) for year in zip(*table, strict=True)]):
            b.amount(row, 3 + n, column)
        b.amount(row, 2, sum(map(sum, table)))
        parts = []
        for source, amounts in zip(sources, table, strict=True):
            parts.append(b.row("", source))
            for n, amount in enumerate(amounts):
                b.amount(parts[-1], 3 + n, amount)
            b.amount(parts[-1], 2, sum(amounts))
        for line in [subtotal, *parts]:
            b.made.total((line, 2, None), [(line, 3 + n, None) for n in range(len(years))])
        for column in range(2, 3 + len(years)):
            b.made.total((subtotal, column, None), [(part, column, None) for part in parts])
    made = b.done()
    if shifted:
        made.grid[0] = made.grid[0][: 2 + len(years)]
    return made


def staffing(rng: random.Random) -> Made:
    """Staff by department and class: two-line head, or compound cells."""
    b = Builder(rng, "staffing", "인력 현황")
    b.style.minus = "△"
    divisions = rng.sample(DIVISIONS, rng.randint(2, 4))
    departments = [
        rng.choice(TOTALS[:3]),
        *(b.style.label(name) for name in names(rng, rng.randint(3, 9), "department")),
    ]
    posts = [
        [0 if n and rng.random() < 0.3 else rng.randint(1, 30 if not n else 6) for n in range(len(divisions))]
        for _ in departments[1:]
    ]
    there = [[max(0, post + rng.randint(-3, 1)) if post else 0 for post in row] for row in posts]
    compound = rng.random() < 0.5
    if compound:
        women = [rng.randint(0, sum(row)) for row in there]
        b.row(
            "구분",
            rng.choice(("정원 / 현원 (여성)", "합계 정원/현원 (여성)")),
            *(f"{name} 정원/현원" for name in divisions),
        )
    else:
        b.row("구 분", "합 계", "", "", *(cell for name in divisions for cell in (name, "")))
        b.row("", "정원", "현원", "과부족", *(cell for _ in divisions for cell in ("정원", "현원")))
        b.made.head = 2
        b.made.spans = {(0, 0): (2, 1), (0, 1): (1, 3)} | {
            (0, 4 + 2 * n): (1, 2) for n in range(len(divisions))
        }
    sums = (
        [sum(column) for column in zip(*posts, strict=True)],
        [sum(column) for column in zip(*there, strict=True)],
    )
    all_posts, all_there = [sums[0], *posts], [sums[1], *there]
    rows = [b.row(name) for name in departments]
    for n, row in enumerate(rows):
        if compound:
            b.style.nil = "0"
            figures = [
                b.count(row, 20, sum(all_posts[n])),
                b.count(row, 21, sum(all_there[n])),
                b.count(row, 22, women[n - 1] if n else sum(women)),
            ]
            b.compound(row, 1, "{} / {} ({})", figures)
            for k in range(len(divisions)):
                b.compound(
                    row,
                    2 + k,
                    "{}/{}",
                    [b.count(row, 20, all_posts[n][k]), b.count(row, 21, all_there[n][k])],
                )
            del b.made.grid[row][2 + len(divisions) :]
            for part in (0, 1):
                b.made.total((row, 1, part), [(row, 2 + k, part) for k in range(len(divisions))])
            continue
        b.count(row, 1, sum(all_posts[n]))
        b.count(row, 2, sum(all_there[n]))
        b.count(row, 3, sum(all_there[n]) - sum(all_posts[n]))
        b.made.rule(
            "difference",
            ((row, 3, None), "result"),
            ((row, 2, None), "minuend"),
            ((row, 1, None), "subtrahend"),
        )
        for k in range(len(divisions)):
            b.count(row, 4 + 2 * k, all_posts[n][k])
            b.count(row, 5 + 2 * k, all_there[n][k])
        for part in (0, 1):
            b.made.total(
                (row, 1 + part, None), [(row, 4 + 2 * k + part, None) for k in range(len(divisions))]
            )
    for place in [place for place in b.made.numbers if place[0] == rows[0]]:
        b.made.total(place, [(row, place[1], place[2]) for row in rows[1:]])
    return b.done(more="명")

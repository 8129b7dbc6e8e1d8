"""Report tables with known truth: random structure and figures, printed as offices print them.

A :class:`Made` table knows the printed value of every figure and the identities that hold between
the true quantities; :func:`corrupt` injects one error that no rounding can hide. Nothing here is
taken from the library, so that an error of the library cannot hide in its own measure.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

Place = tuple[int, int, int | None]
"""Row and column in the grid, and which figure of a compound cell."""


@dataclass(frozen=True)
class Number:
    """A printed figure: its value in the table's base unit, and one in its last place there."""

    value: Fraction
    step: Fraction
    exact: bool = False


@dataclass(frozen=True)
class Truth:
    """An identity: the rule, and the places with their roles."""

    rule: str
    cells: tuple[tuple[Place, str], ...]

    @property
    def places(self) -> frozenset[Place]:
        """All places of the identity."""
        return frozenset(place for place, _ in self.cells)


@dataclass
class Made:
    """A table as printed, with what is true of it."""

    family: str
    title: str
    caption: str
    grid: list[list[str]]
    head: int = 1
    truths: list[Truth] = field(default_factory=list)
    numbers: dict[Place, Number] = field(default_factory=dict)
    spans: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    wrong: tuple[Place, str] | None = None

    def rule(self, rule: str, *cells: tuple[Place, str]) -> None:
        """Add an identity."""
        self.truths.append(Truth(rule, cells))

    def total(self, total: Place, parts: Sequence[Place]) -> None:
        """Add a sum."""
        self.rule("sum", (total, "total"), *((part, "part") for part in parts))

    def rate(self, rate: Place, numerator: Place, denominator: Place) -> None:
        """Add a rate, unless its base is zero."""
        if self.numbers[denominator].value:
            self.rule("rate", (rate, "rate"), (numerator, "numerator"), (denominator, "denominator"))


@dataclass
class Style:
    """How one table prints its figures."""

    rng: random.Random
    unit: str
    scale: int
    places: int
    half_up: bool
    rate_places: int
    nil: str
    minus: str
    percent: str
    spaced: bool

    def shorten(self, value: Fraction, step: Fraction) -> Fraction:
        """Return ``value`` as printed to ``step``."""
        steps = abs(value) / step + (Fraction(1, 2) if self.half_up else 0)
        whole = steps.numerator // steps.denominator
        return whole * step * (-1 if value < 0 else 1)

    def write(self, value: Fraction, places: int) -> str:
        """Write a number with separators and sign."""
        text = f"{Decimal(int(abs(value) * 10**places)).scaleb(-places):,.{places}f}"
        return f"{self.minus}{text}" if value < 0 else text

    def label(self, text: str) -> str:
        """Return a label, letter-spaced in some tables."""
        return " ".join(text) if self.spaced and 2 <= len(text) <= 6 else text


UNITS = (("백만원", 10**6, 0), ("천원", 10**3, 0), ("억원", 10**8, 1), ("원", 1, 0), ("백만원", 10**6, 0), ("억원", 10**8, 0))
_FIRST = ("도시", "산업", "교통", "환경", "복지", "문화", "청년", "디지털", "주택", "안전", "관광", "노동", "보건", "체육", "녹지", "해양", "물류", "농정")
_SECOND = ("정책", "지원", "기획", "진흥", "관리", "혁신", "협력", "조성", "운영", "육성", "개발", "평가")
_WORKS = ("센터 운영", "기반 구축", "활성화 지원", "시설 개선", "인력 양성", "플랫폼 고도화", "거점 조성", "축제 개최", "컨설팅", "네트워크 운영")
_DIVISIONS = ("일반직", "임기제", "별정직", "연구직", "공무직", "전문경력관", "지도직")
_SOURCES = ("국비", "시비", "구비", "도비", "민자", "기금", "기타")
_FIELDS = ("로봇", "반도체", "에너지", "모빌리티", "콘텐츠", "소재부품", "헬스케어", "우주항공", "물산업", "푸드테크")
_STUBS = ("구분", "구 분", "부서명", "사업명", "분야", "항목")
_TOTALS = ("계", "합계", "총계", "합 계", "총 계", "전체")


def style(rng: random.Random) -> Style:
    """Draw how a table prints."""
    unit, scale, places = rng.choice(UNITS)
    return Style(
        rng, unit, scale, places, rng.random() < 0.6, rng.choice((1, 1, 1, 0, 2)), rng.choice("--0"),
        rng.choice(("△", "-", "▲", "△")), rng.choice(("", "", "%")), rng.random() < 0.2,
    )  # fmt: skip


def names(rng: random.Random, count: int, kind: str) -> list[str]:
    """Draw different labels."""
    found: dict[str, None] = {}
    while len(found) < count:
        if kind == "department":
            found[rng.choice(_FIRST) + rng.choice(_SECOND) + rng.choice(("과", "과", "담당관"))] = None
        else:
            found[f"{rng.choice(_FIRST)} {rng.choice(_FIELDS)} {rng.choice(_WORKS)}"] = None
    return list(found)


class Builder:
    """Puts figures into a grid and keeps what they are worth."""

    def __init__(self, rng: random.Random, family: str, title: str) -> None:
        self.rng, self.style = rng, style(rng)
        self.made = Made(family, title, "", [])
        self.exactly: dict[Place, Fraction] = {}

    def row(self, *cells: str) -> int:
        """Add a row of texts; return its number."""
        self.made.grid.append(list(cells))
        return len(self.made.grid) - 1

    def _set(self, row: int, column: int, text: str) -> None:
        cells = self.made.grid[row]
        cells += [""] * (column + 1 - len(cells))
        cells[column] = text

    def amount(self, row: int, column: int, true: Fraction | int, *, unit: str = "") -> Place:
        """Print an amount of won."""
        s = self.style
        step = Fraction(s.scale, 10**s.places)
        printed = s.shorten(Fraction(true), step)
        place = (row, column, None)
        text = s.nil if true == 0 else s.write(printed / s.scale, s.places)
        self._set(row, column, text + (unit if true else ""))
        self.exactly[place] = Fraction(true)
        self.made.numbers[place] = Number(printed, step, true == 0 and text == "-")
        return place

    def count(self, row: int, column: int, true: int, *, unit: str = "") -> Place:
        """Print a count."""
        place = (row, column, None)
        self._set(row, column, (self.style.nil if true == 0 else self.style.write(Fraction(true), 0) + unit))
        self.exactly[place] = Fraction(true)
        self.made.numbers[place] = Number(Fraction(true), Fraction(1), True)
        return place

    def percent(self, row: int, column: int, numerator: Place, denominator: Place) -> Place | None:
        """Print a rate and add its rule; nothing over a base of zero."""
        base = self.exactly[denominator]
        if not base:
            self._set(row, column, "-")
            return None
        s = self.style
        true = 100 * self.exactly[numerator] / base
        step = Fraction(1, 10**s.rate_places)
        printed = s.shorten(true, step)
        place = (row, column, None)
        self._set(row, column, s.write(printed, s.rate_places) + s.percent)
        self.exactly[place] = true
        self.made.numbers[place] = Number(printed, step)
        self.made.rate(place, numerator, denominator)
        return place

    def compound(self, row: int, column: int, form: str, places: Sequence[Place]) -> list[Place]:
        """Merge figures that were printed into columns of their own into one cell."""
        texts = [self.made.grid[row][place[1]] for place in places]
        moved = {}
        for part, place in enumerate(places):
            moved[place] = (row, column, part)
        self._set(row, column, form.format(*texts))
        for old, new in moved.items():
            self.made.numbers[new] = self.made.numbers.pop(old)
            self.exactly[new] = self.exactly.pop(old)
        self.made.truths = [
            Truth(truth.rule, tuple((moved.get(place, place), role) for place, role in truth.cells))
            for truth in self.made.truths
        ]
        return list(moved.values())

    def done(self, *, unit_in: str = "caption", more: str = "") -> Made:
        """Finish the table; the unit stands in the caption or in the stub's head."""
        s = self.style
        if unit_in == "caption":
            percent = ", %" if self.rng.random() < 0.3 else ""
            self.made.caption = f"(단위 : {more or s.unit}{percent})"
        width = max(map(len, self.made.grid))
        for cells in self.made.grid:
            cells += [""] * (width - len(cells))
        return self.made


def money(rng: random.Random, style_: Style, low: int = 50, high: int = 90_000) -> int:
    """Draw an amount of won that is not round in the table's unit."""
    size = rng.choice((high, high // 10)) if high > 1000 else high
    return rng.randint(low * style_.scale, max(low + 1, size) * style_.scale)


def split(rng: random.Random, whole: int, parts: int) -> list[int]:
    """Split a number into parts at random, some of them nil."""
    weights = [0.0 if rng.random() < 0.12 else rng.random() + 0.05 for _ in range(parts)]
    if not any(weights):
        weights[0] = 1.0
    cut = [int(whole * weight / sum(weights)) for weight in weights]
    cut[weights.index(max(weights))] += whole - sum(cut)
    return cut


def _grouped(b: Builder, measures: int) -> tuple[list[tuple[str, str, list[int], str]], bool]:
    """Draw groups of rows: (group, label, row numbers of its parts, kind), subtotals above or below."""
    raise NotImplementedError


def budget(rng: random.Random) -> Made:
    """Budget by department: total, optional subtotals above or below, and rates."""
    b = Builder(rng, "budget", "부서별 예산 집행 현황")
    columns = rng.choice((("예산현액", "지출액"), ("예산액", "집행액"), ("예산현액", "원인행위액", "지출액"), ("최종예산", "집행액")))
    has_rates = rng.random() < 0.8
    grouped = rng.random() < 0.5
    stub = 2 if grouped else 1
    rates = [f"{name} 집행률(%)" if len(columns) > 2 else rng.choice(("집행률(%)", "집행률", "집행율(%)")) for name in columns[1:]]
    if not b.style.percent:
        rates = [rate if "%" in rate else f"{rate}(%)" for rate in rates]
    b.row(*(["실국", "부서"] if grouped else [rng.choice(_STUBS)]), *columns, *(rates if has_rates else []))
    above, total_above = rng.random() < 0.6, rng.random() < 0.6
    plan: list[tuple[str, str, str]] = []
    for group in range(rng.randint(2, 4) if grouped else 1):
        items = [("item", f"{_FIRST[group]}{'국'}", name) for name in names(rng, rng.randint(2, 6) if grouped else rng.randint(3, 10), "department")]
        sub = [("sub", f"{_FIRST[group]}{'국'}", "소계")]
        plan += (sub + items if above else items + sub) if grouped else items
    word = rng.choice(_TOTALS)
    plan = [("total", word, ""), *plan] if total_above else [*plan, ("total", word, "")]
    spent: dict[int, list[int]] = {}
    rows: list[int] = []
    last = None
    for kind, group, name in plan:
        first = [word, ""] if kind == "total" else [group if group != last or rng.random() < 0.0 else "", b.style.label(name)]
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
    del spent
    return b.done()


def execution(rng: random.Random) -> Made:
    """Execution by programme: current budget from two columns, committed and spent with rates in brackets."""
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
        rows.append(b.row(rng.choice(_TOTALS)))
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
    sources = rng.sample(_SOURCES[:6], rng.randint(2, 4))
    row = 0
    for group in rng.sample(("확보액", "집행액", "계획액", "투자액"), rng.randint(1, 2)):
        step = b.style.scale // 10**b.style.places
        table = [[value // step * step for value in split(rng, money(rng, b.style), len(years))] for _ in sources]
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
    divisions = rng.sample(_DIVISIONS, rng.randint(2, 4))
    departments = [rng.choice(_TOTALS[:3]), *(b.style.label(name) for name in names(rng, rng.randint(3, 9), "department"))]
    posts = [[0 if n and rng.random() < 0.3 else rng.randint(1, 30 if not n else 6) for n in range(len(divisions))] for _ in departments[1:]]
    there = [[max(0, post + rng.randint(-3, 1)) if post else 0 for post in row] for row in posts]
    compound = rng.random() < 0.5
    if compound:
        women = [rng.randint(0, sum(row)) for row in there]
        b.row("구분", rng.choice(("정원 / 현원 (여성)", "합계 정원/현원 (여성)")), *(f"{name} 정원/현원" for name in divisions))
    else:
        b.row("구 분", "합 계", "", "", *(cell for name in divisions for cell in (name, "")))
        b.row("", "정원", "현원", "과부족", *(cell for _ in divisions for cell in ("정원", "현원")))
        b.made.head = 2
        b.made.spans = {(0, 0): (2, 1), (0, 1): (1, 3)} | {(0, 4 + 2 * n): (1, 2) for n in range(len(divisions))}
    sums = ([sum(column) for column in zip(*posts, strict=True)], [sum(column) for column in zip(*there, strict=True)])
    all_posts, all_there = [sums[0], *posts], [sums[1], *there]
    rows = [b.row(name) for name in departments]
    for n, row in enumerate(rows):
        if compound:
            b.style.nil = "0"
            figures = [b.count(row, 20, sum(all_posts[n])), b.count(row, 21, sum(all_there[n])), b.count(row, 22, women[n - 1] if n else sum(women))]
            b.compound(row, 1, "{} / {} ({})", figures)
            for k in range(len(divisions)):
                b.compound(row, 2 + k, "{}/{}", [b.count(row, 20, all_posts[n][k]), b.count(row, 21, all_there[n][k])])
            del b.made.grid[row][2 + len(divisions):]
            for part in (0, 1):
                b.made.total((row, 1, part), [(row, 2 + k, part) for k in range(len(divisions))])
            continue
        b.count(row, 1, sum(all_posts[n]))
        b.count(row, 2, sum(all_there[n]))
        b.count(row, 3, sum(all_there[n]) - sum(all_posts[n]))
        b.made.rule("difference", ((row, 3, None), "result"), ((row, 2, None), "minuend"), ((row, 1, None), "subtrahend"))
        for k in range(len(divisions)):
            b.count(row, 4 + 2 * k, all_posts[n][k])
            b.count(row, 5 + 2 * k, all_there[n][k])
        for part in (0, 1):
            b.made.total((row, 1 + part, None), [(row, 4 + 2 * k + part, None) for k in range(len(divisions))])
    for place in [place for place in b.made.numbers if place[0] == rows[0]]:
        b.made.total(place, [(row, place[1], place[2]) for row in rows[1:]])
    return b.done(more="명")


def comparison(rng: random.Random) -> Made:
    """Two years side by side with increase and rate, formulas printed or not."""
    b = Builder(rng, "comparison", "예산 비교")
    year = rng.randint(2019, 2026)
    printed = rng.random() < 0.5
    has_increase = rng.random() < 0.8
    heads = [f"{year - 1}예산액 (A)", f"{year}예산액 (B)", "증감 (B-A)", "(B-A)*100/A"] if printed else [f"{year - 1}년", f"{year}년", rng.choice(("증감", "증감액")), rng.choice(("증감률(%)", "증가율(%)", "증감율(%)"))]
    if not has_increase:
        del heads[2]
    has_rate = not has_increase or rng.random() < 0.8
    b.row(rng.choice(_STUBS), *(heads if has_rate else heads[:-1]))
    count = rng.randint(3, 9)
    above = rng.random() < 0.5
    labels = names(rng, count, rng.choice(("department", "work")))
    first = [0 if rng.random() < 0.04 else money(rng, b.style) for _ in labels]
    second = [0 if rng.random() < 0.04 else int(max(value, 9 * b.style.scale) * rng.uniform(0.6, 1.5)) for value in first]
    placeholder = "(x-) " if printed and rng.random() < 0.2 else ""
    figures = list(zip(labels, first, second, strict=True))
    word = rng.choice(_TOTALS)
    figures = [(word, sum(first), sum(second)), *figures] if above else [*figures, (word, sum(first), sum(second))]
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
                b.made.rule("rate", (rate, "rate"), (new, "numerator"), (old, "numerator"), (old, "denominator"))
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
    b.row("연도", "최종예산", "전년이월", *(["예산변경"] if (changed := rng.random() < 0.5) else []), "예산현액", "집행액", "차년이월", "집행잔액")
    step = b.style.scale // 10**b.style.places
    carried = money(rng, b.style, high=3000) // step * step
    start = rng.randint(2016, 2022)
    previous = None
    for year in range(start, start + rng.randint(3, 5)):
        row = b.row(f"{year}{b.rng.choice(('', '년'))}" if previous is None else b.made.grid[previous][0].replace(str(year - 1), str(year)))
        first = money(rng, b.style, low=500) // step * step
        change = rng.choice((0, 0, 10 * step)) if changed else 0
        whole = first + carried + change
        spent = int(whole * rng.uniform(0.5, 0.85)) // step * step
        onward = int((whole - spent) * rng.uniform(0.1, 0.8)) // step * step
        amounts = [first, carried, *([change] if changed else []), whole, spent, onward, whole - spent - onward]
        places = [b.amount(row, 1 + n, amount) for n, amount in enumerate(amounts)]
        at = 3 if changed else 2
        b.made.total(places[at], places[:at])
        b.made.rule("difference", (places[at + 3], "result"), (places[at], "minuend"), (places[at + 1], "subtrahend"), (places[at + 2], "subtrahend"))
        if previous is not None:
            b.made.rule("carry", (places[1], "result"), ((previous, 1 + at + 2, None), "source"))
        carried, previous = onward, row
    return b.done()


def breakdown(rng: random.Random) -> Made:
    """A breakdown whose levels are marks before the labels: ○, -, ▷."""
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
        row = b.row(rng.choice(_TOTALS))
        b.made.total(b.amount(row, 1, sum(value for _, value in tops)), [place for place, _ in tops])
    return b.done()


def funds(rng: random.Random) -> Made:
    """Funds by field and year with a parallel figure in brackets."""
    b = Builder(rng, "funds", "분야별 펀드 조성 현황")
    start = rng.randint(17, 22)
    years = [f"'{year}년" for year in range(start, start + rng.randint(3, 5))]
    b.row("구 분", rng.choice(("합 계", "계")), *years)
    fields = rng.sample(_FIELDS, rng.randint(3, 6))
    step = b.style.scale // 10**b.style.places
    grid = [[(money(rng, b.style) // step * step, money(rng, b.style, high=900) // step * step) for _ in years] for _ in fields]
    table = [[tuple(map(sum, zip(*row, strict=True))), *row] for row in grid]
    sums = [tuple(map(sum, zip(*column, strict=True))) for column in zip(*table, strict=True)]
    rows = [b.row(label) for label in [rng.choice(_TOTALS), *fields]]
    for row, cells in zip(rows, [sums, *table], strict=True):
        for column, pair in enumerate(cells):
            figures = [b.amount(row, 20, pair[0]), b.amount(row, 21, pair[1])]
            b.compound(row, 1 + column, "{} ({})", figures)
        del b.made.grid[row][2 + len(years):]
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
    b.row(rng.choice(_STUBS), "예산액", rng.choice(("구성비(%)", "비중(%)", "비율(%)")))
    labels = rng.sample(_FIELDS, rng.randint(3, 7))
    values = [money(rng, b.style, low=500) for _ in labels]
    above = rng.random() < 0.5
    pairs = list(zip(labels, values, strict=True))
    whole = (rng.choice(_TOTALS), sum(values))
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
    """Counts by district and class, total at the right or left end, units in caption, head or cell."""
    b = Builder(rng, "counts", "시설 운영 현황")
    unit = rng.choice(("명", "개소", "건", "개사"))
    where = rng.choice(("caption", "head", "cell"))
    classes = rng.sample(("상반기", "하반기", "신규", "재참여", "온라인", "오프라인", "청년", "중장년", "노년"), rng.randint(2, 5))
    right = rng.random() < 0.5
    word = rng.choice(("계", "합계", "총계"))
    heads = [*classes, word] if right else [word, *classes]
    b.row(f"구분({unit})" if where == "head" else "구분", *heads)
    labels = rng.sample(("동부", "서부", "남부", "북부", "중부", "도심", "강변", "산단", "항만"), rng.randint(2, 7))
    grid = [[0 if rng.random() < 0.08 else rng.randint(1, rng.choice((20, 400, 9000))) for _ in classes] for _ in labels]
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
        parts = rng.sample(_FIELDS, rng.randint(3, 7))
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
    words = rng.choice((("예산현액", "집행액", "집행률(%)"), ("목표액", "실적액", "달성률(%)"), ("계획", "달성", "달성률(%)"), ("예산액", "지출액", "집행률(%)")))
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
    parts = rng.sample(_FIELDS, rng.randint(3, 5))
    b.row("구 분", "계", *parts)
    for label, exact in rng.sample((("참여기업(개사)", True), ("매출액(백만원)", False), ("고용인원(명)", True), ("지원금(천원)", False), ("면적(㎡)", False)), rng.randint(2, 4)):
        row = b.row(label)
        values = [rng.randint(2, 40_000) for _ in parts]
        for n, value in enumerate([sum(values), *values]):
            b.count(row, 1 + n, value)
            if not exact:
                place = (row, 1 + n, None)
                b.made.numbers[place] = Number(Fraction(value), Fraction(1))
        b.made.total((row, 1, None), [(row, 2 + n, None) for n in range(len(parts))])
    return b.done(unit_in="none")


def traps(rng: random.Random) -> Made:
    """Tables that assert nothing, whatever their words suggest."""
    b = Builder(rng, "traps", "현황")
    b.style.spaced = False
    make = rng.choice((_averages, _cumulative, _partial, _ranking, _directory, _extremes, _prices, _overlapping, _steps))
    make(b)
    return b.done(unit_in="none")


def _averages(b: Builder) -> None:
    b.row("구분", "2022", "2023", "2024")
    rows = [[b.rng.randint(100, 9999) for _ in range(3)] for _ in range(b.rng.randint(3, 6))]
    for n, row in enumerate(rows):
        b.row(f"{_FIRST[n]}센터", *(f"{value:,}" for value in row))
    b.row("평균", *(f"{sum(column) / len(column):,.1f}" for column in zip(*rows, strict=True)))


def _cumulative(b: Builder) -> None:
    b.row("연도", "신규", "누계")
    total = b.rng.randint(100, 400)
    for year in range(2019, 2019 + b.rng.randint(3, 6)):
        new = b.rng.randint(10, 90)
        total += new
        b.row(str(year), str(new), str(total))


def _partial(b: Builder) -> None:
    b.row("주요 사업", "예산(백만원)")
    values = [b.rng.randint(100, 9000) for _ in range(b.rng.randint(3, 6))]
    b.row("계", f"{sum(values) + b.rng.randint(100, 4000):,}")
    labels = names(b.rng, len(values), "work")
    for n, (label, value) in enumerate(zip(labels, values, strict=True)):
        b.row(f"{label} 등" if n == len(values) - 1 else label, f"{value:,}")


def _ranking(b: Builder) -> None:
    b.row("순위", "자치구", "점수", "전년 순위")
    for place in range(1, b.rng.randint(5, 12)):
        b.row(str(place), f"{_FIRST[place]}구", f"{b.rng.uniform(60, 99):.1f}", str(b.rng.randint(1, 25)))


def _directory(b: Builder) -> None:
    b.row("연번", "시설명", "개관연도", "전화번호", "면적(㎡)")
    for number in range(1, b.rng.randint(4, 9)):
        phone = f"02-{b.rng.randint(200, 999)}-{b.rng.randint(1000, 9999)}"
        b.row(str(number), f"{_FIRST[number]}회관", str(b.rng.randint(1990, 2024)), phone, f"{b.rng.randint(90, 3000):,}")


def _extremes(b: Builder) -> None:
    b.row("구분", "1월", "2월", "3월", "최대", "최소", "평균")
    for n in range(b.rng.randint(3, 6)):
        values = [b.rng.randint(100, 999) for _ in range(3)]
        b.row(f"{_FIRST[n]}시설", *map(str, values), str(max(values)), str(min(values)), f"{sum(values) / 3:.1f}")


def _prices(b: Builder) -> None:
    b.row("품목", "단가(원)", "수량(개)", "비고")
    for label in b.rng.sample(_FIELDS, b.rng.randint(3, 6)):
        b.row(label, f"{b.rng.randint(1, 90) * 500:,}", str(b.rng.randint(1, 60)), b.rng.choice(("", "예정", "구매")))


def _overlapping(b: Builder) -> None:
    b.row("구분", "계(중복 제외)", "교육", "상담", "취업")
    for n in range(b.rng.randint(3, 5)):
        values = [b.rng.randint(20, 300) for _ in range(3)]
        b.row(f"{_FIRST[n]}센터", str(sum(values) - b.rng.randint(5, 19)), *map(str, values))


def _steps(b: Builder) -> None:
    b.row("연차", "목표 매출(억원)", "누적 투자(억원)", "고용 목표(명)")
    for n in range(1, b.rng.randint(4, 7)):
        b.row(f"{n}차년도", str(b.rng.randint(10, 90) * n), str(100 * n + b.rng.randint(0, 50)), str(b.rng.randint(5, 50)))


FAMILIES: dict[str, Callable[[random.Random], Made]] = {
    make.__name__: make
    for make in (budget, execution, funding, staffing, comparison, settlement, breakdown, funds, shares, counts, transposed, mixed, traps)
}  # fmt: skip

KINDS = ("digit", "transposed", "dropped", "doubled", "zero", "unit", "sign", "stale", "swapped")


def generate(family: str, seed: int) -> Made:
    """Return a clean table of a family."""
    return FAMILIES[family](random.Random(f"{family}-{seed}"))


def corrupt(made: Made, seed: int) -> Made | None:
    """Return the table with one error in a checked figure; None when it checks nothing."""
    rng = random.Random(f"error-{seed}")
    places = sorted({place for truth in made.truths for place in truth.places if place in made.numbers}, key=str)
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
    return wrong if any(is_impossible(wrong, truth) for truth in wrong.truths if place in truth.places) else None


def _figures(text: str) -> list[tuple[int, int]]:
    """Return where the figures of a cell stand; the placeholder (x-) has none."""
    found, start = [], None
    for n, sign in enumerate([*text, " "]):
        if sign.isdigit() and start is None:
            start = n
        elif start is not None and not (sign.isdigit() or sign in ",."):
            found.append((start, n))
            start = None
    return found


def _mistyped(body: str, kind: str, rng: random.Random, made: Made, place: Place) -> str:
    digits, _, decimals = body.replace(",", "").partition(".")
    n = rng.randrange(len(digits))
    if kind == "digit":
        digits = digits[:n] + rng.choice([d for d in "0123456789" if d != digits[n] and (n or d != "0")]) + digits[n + 1 :]
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
    wrong.grid[row][column], wrong.grid[other[0]][other[1]] = made.grid[other[0]][other[1]], made.grid[row][column]
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

"""A table as printed, with what is true of it, and the means to build one."""

from __future__ import annotations

import random
from collections.abc import Sequence
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


UNITS = (
    ("백만원", 10**6, 0),
    ("천원", 10**3, 0),
    ("억원", 10**8, 1),
    ("원", 1, 0),
    ("백만원", 10**6, 0),
    ("억원", 10**8, 0),
)
FIRST = (
    "도시",
    "산업",
    "교통",
    "환경",
    "복지",
    "문화",
    "청년",
    "디지털",
    "주택",
    "안전",
    "관광",
    "노동",
    "보건",
    "체육",
    "녹지",
    "해양",
    "물류",
    "농정",
)
SECOND = ("정책", "지원", "기획", "진흥", "관리", "혁신", "협력", "조성", "운영", "육성", "개발", "평가")
WORKS = (
    "센터 운영",
    "기반 구축",
    "활성화 지원",
    "시설 개선",
    "인력 양성",
    "플랫폼 고도화",
    "거점 조성",
    "축제 개최",
    "컨설팅",
    "네트워크 운영",
)
DIVISIONS = ("일반직", "임기제", "별정직", "연구직", "공무직", "전문경력관", "지도직")
SOURCES = ("국비", "시비", "구비", "도비", "민자", "기금", "기타")
FIELDS = (
    "로봇",
    "반도체",
    "에너지",
    "모빌리티",
    "콘텐츠",
    "소재부품",
    "헬스케어",
    "우주항공",
    "물산업",
    "푸드테크",
)
STUBS = ("구분", "구 분", "부서명", "사업명", "분야", "항목")
TOTALS = ("계", "합계", "총계", "합 계", "총 계", "전체")


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
            found[rng.choice(FIRST) + rng.choice(SECOND) + rng.choice(("과", "과", "담당관"))] = None
        else:
            found[f"{rng.choice(FIRST)} {rng.choice(FIELDS)} {rng.choice(WORKS)}"] = None
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

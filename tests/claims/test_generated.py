"""Sentences made up by the hundred: what is right is never called wrong, and what is made wrong is found."""

from __future__ import annotations

import datetime
import random
from collections.abc import Callable

import pytest

from claims.read import claims

NAMES = ["송파", "은평", "관악", "중랑", "도봉", "노원", "강북", "광진", "동작", "구로"]
LABELS = ["목공", "유리", "도자", "제책", "염색", "조경", "용접", "배관", "가구", "제과"]
UNITS = ["개", "명", "개소", "건", "팀", "개사", "백만원"]


def split(chance: random.Random, wrong: bool) -> str:
    parts = [chance.randint(11, 980) for _ in range(chance.randint(2, 6))]
    total, unit = sum(parts), chance.choice(UNITS)
    if wrong:
        total += chance.choice([-1, 1]) * chance.randint(len(parts) + 1, 90)
    labels = chance.sample(LABELS, len(parts))
    own = chance.choice([unit, ""])
    separator = chance.choice([", ", " / "])
    named = separator.join(f"{label} {part:,}{own}" for label, part in zip(labels, parts, strict=True))
    return chance.choice(
        [
            f"- 지원 규모 : {total:,}{unit}({named})",
            f"- 총 {total:,}{unit} 지원 ({named})",
            f"- 총 {total:,}{unit} : {named}",
        ]
    )


def count(chance: random.Random, wrong: bool) -> str:
    names = chance.sample(NAMES, chance.randint(3, 7))
    size = len(names) + (chance.choice([-1, 1]) if wrong else 0)
    separator = chance.choice([", ", "·"])
    noun = chance.choice(["개소", "개 지역", "개 센터", "개 자치구"])
    return f"- 거점 {size}{noun}({separator.join(names)}) 운영"


def weekday(chance: random.Random, wrong: bool) -> str:
    day = datetime.date(2020, 1, 1) + datetime.timedelta(days=chance.randint(0, 2_500))
    names = "월화수목금토일"
    name = names[(day.weekday() + (chance.randint(1, 6) if wrong else 0)) % 7]
    return chance.choice(
        [
            f"- 행사 : '{day:%y}. {day.month}. {day.day}.({name})",
            f"- 행사 : {day.year}. {day.month}. {day.day}.({name}) 14:00",
            f"- 개최('{day:%y}.{day.month}.{day.day}({name}))",
        ]
    )


def days(chance: random.Random, wrong: bool) -> str:
    start = datetime.date(2024, 3, 1) + datetime.timedelta(days=chance.randint(0, 200))
    length = chance.randint(2, 6)
    end = start + datetime.timedelta(days=length - 1)
    told = length + (chance.choice([1, 2, 3]) if wrong else 0)
    return f"- 기간 : '24. {start.month}. {start.day}. ~ {end.month}. {end.day}.({told}일간)"


def years(chance: random.Random, wrong: bool) -> str:
    start, length = chance.randint(15, 25), chance.randint(2, 6)
    told = length + (chance.choice([1, 2]) if wrong else 0)
    return f"- 사업기간 : '{start}~'{start + length - 1} ({told}년)"


def growth(chance: random.Random, wrong: bool) -> str:
    before = chance.randint(200, 9_000)
    after = round(before * (1 + chance.randint(-40, 90) / 100)) + 1
    rate = (after - before) / before * 100 + (chance.choice([-1, 1]) * chance.randint(2, 20) if wrong else 0)
    return f"- 매출 ('23) {before:,}백만원 → ('24) {after:,}백만원({rate:+.1f}%)"


def direction(chance: random.Random, wrong: bool) -> str:
    before = chance.randint(20, 500)
    after = before + chance.randint(3, 50)
    if wrong:
        before, after = after, before
    return f"- 부스 {chance.choice(['확대', '증설 확대', '상향'])} ('23년 {before}개 → '24년 {after}개)"


def product(chance: random.Random, wrong: bool) -> str:
    size, each = chance.randint(2, 12), chance.randint(2, 9)
    total = size * each + (chance.randint(2, 20) if wrong else 0)
    return f"- {size}개 과제 선정, 총 {total}억원 지원(과제당 {each}억원)"


def reached(chance: random.Random, wrong: bool) -> str:
    target = chance.randint(200, 900)
    done = round(target * chance.uniform(0.6, 1.6))
    rate = done / target * 100 + (chance.choice([-1, 1]) * chance.randint(3, 15) if wrong else 0)
    return f"- 실적은 {done}억원으로, 올해 목표 {target}억원 대비 {rate:.1f}% 달성"


def difference(chance: random.Random, wrong: bool) -> str:
    full, gap = chance.randint(100, 400), chance.randint(2, 30)
    return f"- 정원 {full}명 / 현원 {full - gap}명 (△{gap + (chance.randint(1, 5) if wrong else 0)})"


def note(chance: random.Random, wrong: bool) -> str:
    parts = [chance.randint(120, 990) for _ in range(chance.randint(2, 4))]
    total = sum(parts) + (chance.choice([-1, 1]) * chance.randint(11, 90) if wrong else 0)
    labels = chance.sample(LABELS, len(parts))
    named = ", ".join(f"{label}({part:,}백만원)" for label, part in zip(labels, parts, strict=True))
    return f"- 예산 : 총 {total:,}백만원 ※ {named}"


def lines_below(chance: random.Random, wrong: bool) -> str:
    courses, people = ([chance.randint(11, 90) for _ in "ab"], [chance.randint(1_001, 4_999) for _ in "ab"])
    told = sum(people) + (chance.choice([-1, 1]) * chance.randint(2, 99) if wrong else 0)
    below = "\n".join(
        f" - {name} : {course}개 과정, {each:,}명"
        for name, course, each in zip(chance.sample(NAMES, 2), courses, people, strict=True)
    )
    return f"- 훈련 : 총 {sum(courses)}개 과정, {told:,}명\n{below}"


def dated(chance: random.Random, wrong: bool) -> str:
    months = sorted(chance.sample(range(1, 13), chance.randint(2, 5)))
    times = len(months) + (chance.choice([-1, 1]) if wrong else 0)
    named = chance.choice([", ".join(f"{month}월" for month in months), "·".join(map(str, months)) + "월"])
    return f"- 점검 {times}회({named}) 실시"


def quarterly(chance: random.Random, wrong: bool) -> str:
    each = chance.randint(1, 4)
    return f"- 위원회 개최(분기별 {each}회, 연 {4 * each + (chance.randint(1, 3) if wrong else 0)}회)"


def bracketed_way(chance: random.Random, wrong: bool) -> str:
    long, short = chance.randint(8, 12), chance.randint(2, 7)
    first, second = (short, long) if wrong else (long, short)
    return f"- (기간 단축) 총 사업기간 {first}년 → {second}년"


MAKERS: list[Callable[[random.Random, bool], str]] = [
    split, count, weekday, days, years, growth, direction, product, reached, difference,
    note, lines_below, dated, quarterly, bracketed_way,
]  # fmt: skip
EACH = 60


@pytest.mark.parametrize("make", MAKERS)
def test_what_is_right_is_read_and_never_called_wrong(make):
    chance = random.Random(make.__name__)
    texts = [make(chance, False) for _ in range(EACH)]
    verdicts = [[claim.verdict.value for claim in claims(text)] for text in texts]
    wrong = [text for text, found in zip(texts, verdicts, strict=True) if "violated" in found]
    assert wrong == []
    read = sum(bool(set(found) & {"exact", "rounding"}) for found in verdicts)
    assert read >= 0.95 * EACH


@pytest.mark.parametrize("make", MAKERS)
def test_what_is_wrong_is_found(make):
    chance = random.Random(make.__name__)
    texts = [make(chance, True) for _ in range(EACH)]
    missed = [text for text in texts if not any(claim.verdict.value == "violated" for claim in claims(text))]
    assert len(missed) <= 0.05 * EACH, missed[:5]

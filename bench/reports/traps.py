"""Tables that assert nothing, whatever their words suggest."""

from __future__ import annotations

import random

from bench.reports.made import FIELDS, FIRST, Builder, Made, names


def traps(rng: random.Random) -> Made:
    """Tables that assert nothing, whatever their words suggest."""
    b = Builder(rng, "traps", "현황")
    b.style.spaced = False
    make = rng.choice(
        (_averages, _cumulative, _partial, _ranking, _directory, _extremes, _prices, _overlapping, _steps)
    )
    make(b)
    return b.done(unit_in="none")


def _averages(b: Builder) -> None:
    b.row("구분", "2022", "2023", "2024")
    rows = [[b.rng.randint(100, 9999) for _ in range(3)] for _ in range(b.rng.randint(3, 6))]
    for n, row in enumerate(rows):
        b.row(f"{FIRST[n]}센터", *(f"{value:,}" for value in row))
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
        b.row(str(place), f"{FIRST[place]}구", f"{b.rng.uniform(60, 99):.1f}", str(b.rng.randint(1, 25)))


def _directory(b: Builder) -> None:
    b.row("연번", "시설명", "개관연도", "전화번호", "면적(㎡)")
    for number in range(1, b.rng.randint(4, 9)):
        phone = f"02-{b.rng.randint(200, 999)}-{b.rng.randint(1000, 9999)}"
        b.row(
            str(number),
            f"{FIRST[number]}회관",
            str(b.rng.randint(1990, 2024)),
            phone,
            f"{b.rng.randint(90, 3000):,}",
        )


def _extremes(b: Builder) -> None:
    b.row("구분", "1월", "2월", "3월", "최대", "최소", "평균")
    for n in range(b.rng.randint(3, 6)):
        values = [b.rng.randint(100, 999) for _ in range(3)]
        b.row(
            f"{FIRST[n]}시설",
            *map(str, values),
            str(max(values)),
            str(min(values)),
            f"{sum(values) / 3:.1f}",
        )


def _prices(b: Builder) -> None:
    b.row("품목", "단가(원)", "수량(개)", "비고")
    for label in b.rng.sample(FIELDS, b.rng.randint(3, 6)):
        b.row(
            label,
            f"{b.rng.randint(1, 90) * 500:,}",
            str(b.rng.randint(1, 60)),
            b.rng.choice(("", "예정", "구매")),
        )


def _overlapping(b: Builder) -> None:
    b.row("구분", "계(중복 제외)", "교육", "상담", "취업")
    for n in range(b.rng.randint(3, 5)):
        values = [b.rng.randint(20, 300) for _ in range(3)]
        b.row(f"{FIRST[n]}센터", str(sum(values) - b.rng.randint(5, 19)), *map(str, values))


def _steps(b: Builder) -> None:
    b.row("연차", "목표 매출(억원)", "누적 투자(억원)", "고용 목표(명)")
    for n in range(1, b.rng.randint(4, 7)):
        b.row(
            f"{n}차년도",
            str(b.rng.randint(10, 90) * n),
            str(100 * n + b.rng.randint(0, 50)),
            str(b.rng.randint(5, 50)),
        )

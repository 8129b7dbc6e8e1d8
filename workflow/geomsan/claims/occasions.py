"""Occasions: how often, against the dates named, or against how often in a quarter or half a year."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from geomsan.check.identities.verdicts import Verdict
from geomsan.claims.claim import Claim, Context, Kind, Pattern
from geomsan.claims.making import told
from geomsan.claims.tokens import Token

_A_YEAR = {"분기": 4, "반기": 2}
_MOST = 30
_AND = ("및", "각", "와", "과")


def _every(said: str) -> str:
    """Return the part of the year that a phrase speaks of; empty for none."""
    return next((part for part in _A_YEAR if part in said), "")


def _dates(context: Context) -> Iterator[Claim]:
    """``포럼 2회('22. 3월, 6월)``: times and their dates."""
    head, group = context.found[0], context.found[-1]
    counted = _dated(group.inside)
    if head.number is None or counted < 2:
        return
    yield from _held_against(context, head, counted, group.text, [head, group])


def _dates_inside(context: Context) -> Iterator[Claim]:
    """``(25.6., 25.11., 2회)``: dates and how many they are; what holds alone is a claim."""
    head = context.found[-1]
    tokens = context.tokens[: context.tokens.index(head) - 1]
    if (
        head.number is not None
        and len(context.tokens) == len(tokens) + 2
        and _dated(tokens) == head.number.value
    ):
        shown = " ".join(token.text for token in tokens)
        yield from _held_against(context, head, _dated(tokens), shown, [head, *tokens])


def _dated(tokens: Sequence[Token]) -> int:
    """Return how many dates a list has that has nothing else and is whole; 0 for another."""
    months = [token for token in tokens if token.kind == "M"]
    dates = [token for token in tokens if token.day is not None and (token.day.month or token.day.day)]
    if any(token.kind not in "DM,./" and token.text not in _AND for token in tokens) or (months and dates):
        return 0
    return len(dates) or sum(len(re.findall(r"[0-9]+", token.text)) for token in months)


def _held_against(
    context: Context, head: Token, counted: int, shown: str, figures: Sequence[Token]
) -> Iterator[Claim]:
    number = head.number
    if number is None or number.family != "회" or number.qualifier or number.value > _MOST:
        return
    yield told(
        context,
        Kind.COUNT,
        f"{head.text.strip()} = {shown}",
        Verdict.EXACT if number.value == counted else Verdict.VIOLATED,
        figures,
        reported=number.printed,
        expected=counted,
        unit=number.unit,
    )


def _frequency(context: Context) -> Iterator[Claim]:
    """``분기 1회, 총 4회``: how often in a year."""
    numbers = [token for token in context.found if token.number is not None]
    each, result = numbers[0], numbers[-1]
    assert each.number is not None
    assert result.number is not None
    said = context.line.text[max(0, each.start - 8) : each.start]
    every = _every(said)
    if (
        not every
        or each.number.family != "회"
        or result.number.family != "회"
        or not (result.number.is_total or result.number.per)
    ):
        return
    expected = int(each.number.value) * _A_YEAR[every]
    verdict = Verdict.EXACT if result.number.value == expected else Verdict.VIOLATED
    yield told(
        context,
        Kind.PERIOD,
        f"{result.text.strip()} = {every}마다 {each.text.strip()} × {_A_YEAR[every]}",
        verdict,
        [each, result],
        reported=result.number.printed,
        expected=expected,
        unit=result.number.unit,
    )


def _frequency_in(context: Context) -> Iterator[Claim]:
    """``위원회 4회 (상·하반기 각 2회)``, ``4회(분기별 1회)``."""
    result, group = context.found[0], context.found[-1]
    numbers = [token for token in group.inside if token.number is not None]
    said = group.text
    every = _every(said)
    if len(numbers) != 1 or result.number is None or numbers[0].number is None or not every:
        return
    each = numbers[0].number
    is_per_year = "상" in said and every == "반기" and not each.is_each and "별" not in said
    if result.number.family != "회" or each.family != "회" or is_per_year or result.number.qualifier == "여":
        return
    expected = int(each.value) * _A_YEAR[every]
    yield told(
        context,
        Kind.PERIOD,
        f"{result.text.strip()} = {every}마다 {numbers[0].text.strip()} × {_A_YEAR[every]}",
        Verdict.EXACT if result.number.value == expected else Verdict.VIOLATED,
        [result, numbers[0]],
        reported=result.number.printed,
        expected=expected,
        unit=result.number.unit,
    )


PATTERNS = (
    Pattern(
        "count-dates",
        Kind.COUNT,
        "횟수와 그 뒤 괄호에 적은 날들.",
        "N W{0,2} (?: N W{1,3} )? g",
        _dates,
        (
            ("포럼 2회('24. 4월, 9월) 개최", "exact"),
            ("점검 3차례 (2·5·11월)", "exact"),
            ("작년 3차례 연속으로 0.25%씩 금리 인하(9·10·12월)", "exact"),
            ("공모 2회(5월, 8월, 10월)", "violated"),
        ),
        ("교육 2회(5월)", "교육 6회(80개사)", "공모 3회(5월, 10월 등)"),
    ),
    Pattern(
        "count-dates-inside",
        Kind.COUNT,
        "괄호 안에 늘어놓은 날들과 그 횟수. 맞는 것만 셈으로 본다.",
        "^ D (?: [,/.] D ){1,11} , N",
        _dates_inside,
        (("육성위원회 운영('24.6., '24.11., 2회)", "exact"),),
        ("육성위원회 운영('24.6., '24.11., 3회)", "출장('24.6., '24.11., 2명)"),
    ),
    Pattern(
        "frequency",
        Kind.PERIOD,
        "분기·반기마다 몇 번이면 한 해에 몇 번이다.",
        "W{1,3} N , N",
        _frequency,
        (("상품 선정(분기 1회, 총 4회)", "exact"), ("분기별 1회, 연 3회", "violated")),
        ("분기 1회, 3개소", "월 1회, 총 4회"),
    ),
    Pattern(
        "frequency-brackets",
        Kind.PERIOD,
        "한 해의 횟수와 괄호 안의 분기·반기마다.",
        "N W? g",
        _frequency_in,
        (("위원회 6회 (상·하반기 각 3회)", "exact"), ("포럼 4회(분기별 2회)", "violated")),
        ("위원회 6회 (상·하반기)", "위원회 6회 (분기별 2개소)"),
    ),
)

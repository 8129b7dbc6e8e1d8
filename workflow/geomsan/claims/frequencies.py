"""Frequencies: how often in a quarter or half a year, and how often in a year."""

from __future__ import annotations

from collections.abc import Iterator

from geomsan.check.identities.verdicts import Verdict
from geomsan.claims.claim import Claim, Context, Kind, Pattern
from geomsan.claims.making import told

_TIMES = {"분기": 4, "반기": 2, "상·하반기": 2, "상하반기": 2, "매월": 12, "월": 12, "격월": 6}


def _frequency(context: Context) -> Iterator[Claim]:
    """``분기 1회, 총 4회``: how often in a year."""
    numbers = [token for token in context.found if token.number is not None]
    each, result = numbers[0], numbers[-1]
    assert each.number is not None
    assert result.number is not None
    said = context.line.text[max(0, each.start - 8) : each.start]
    every = "분기" if "분기" in said else "반기" if "반기" in said else ""
    if (
        not every
        or each.number.family != "회"
        or result.number.family != "회"
        or not (result.number.is_total or result.number.per)
    ):
        return
    expected = int(each.number.value) * _TIMES[every]
    verdict = Verdict.EXACT if result.number.value == expected else Verdict.VIOLATED
    yield told(
        context,
        Kind.PERIOD,
        f"{result.text.strip()} = {every}마다 {each.text.strip()} × {_TIMES[every]}",
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
    every = "분기" if "분기" in said else "반기" if "반기" in said else ""
    if len(numbers) != 1 or result.number is None or numbers[0].number is None or not every:
        return
    each = numbers[0].number
    is_per_year = "상" in said and every == "반기" and not each.is_each and "별" not in said
    if result.number.family != "회" or each.family != "회" or is_per_year or result.number.qualifier == "여":
        return
    expected = int(each.value) * _TIMES[every]
    yield told(
        context,
        Kind.PERIOD,
        f"{result.text.strip()} = {every}마다 {numbers[0].text.strip()} × {_TIMES[every]}",
        Verdict.EXACT if result.number.value == expected else Verdict.VIOLATED,
        [result, numbers[0]],
        reported=result.number.printed,
        expected=expected,
        unit=result.number.unit,
    )


PATTERNS = (
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

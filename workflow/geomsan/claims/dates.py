"""Weekdays and periods: what the calendar says of the dates and durations of a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from geomsan.check.identities.verdicts import Verdict
from geomsan.claims.claim import Claim, Context, Kind, Line, Mention, Pattern
from geomsan.claims.days import WEEKDAYS, Day, completed, days_between, months_between, whole_months
from geomsan.claims.making import rivals, told
from geomsan.claims.quantity import Quantity
from geomsan.claims.tokens import Token, all_tokens
from geomsan.common.errors import Bilingual

_NO_YEAR = Bilingual("연도를 알 수 없습니다", "the year is not known")


def _years(line: Line, before: Sequence[Token]) -> list[int]:
    """Return the years that a date may belong to, likeliest first: of its line, then of those above."""
    own = [token.day.year for token in all_tokens(before) if token.day is not None and token.day.year]
    return list(dict.fromkeys([*own[-1:], *line.years]))


def _weekday(context: Context) -> Iterator[Claim]:
    token = context.found[0]
    assert token.day is not None
    if token.day.weekday is None or _ends_span(context.tokens, context.first):
        return
    yield from _named(context, token, token.day, None)
    follows = context.tokens[context.first + 1 : context.first + 5]
    tilde = next((at for at, each in enumerate(follows) if each.kind == "~"), None)
    if tilde is not None and tilde + 1 < len(follows) and (second := follows[tilde + 1]).day is not None:
        assert second.day is not None
        if second.day.weekday is not None:
            yield from _named(context, second, completed(token.day, second.day), token.day)


def _end_alone(context: Context) -> Iterator[Claim]:
    """Decide a span whose end alone has a weekday: '19.9.9.~11.22.(금)."""
    first, second = context.found[0], context.found[-1]
    assert first.day is not None
    assert second.day is not None
    if first.day.weekday is None and second.day.weekday is not None:
        yield from _named(context, second, completed(first.day, second.day), None)


def _ends_span(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a date is the end of a span, whose start lends it its year."""
    back = tokens[max(0, at - 3) : at]
    tilde = next((place for place, each in enumerate(back) if each.kind == "~"), None)
    return tilde is not None and any(each.kind == "D" for each in back[:tilde])


def _named(context: Context, token: Token, day: Day, start: Day | None) -> Iterator[Claim]:
    """Decide the weekday of one date; one without a year is held against each year that it may mean."""
    before = [each for each in all_tokens(context.line.tokens) if each.end <= token.start]
    years = [day.year] if day.year else _years(context.line, before)
    if start is not None and start.month and day.month and not day.year and day.month < start.month:
        years = [year + 1 for year in years if year]
    dates = [(year, on) for year in years if year and (on := day.on(year)) is not None]
    assert day.weekday is not None
    if day.day is None or day.month is None:
        return
    words = f"{day.month}. {day.day}.({WEEKDAYS[day.weekday]})"
    if not dates:
        if years:  # 2월 30일: no such day in any year.
            yield told(context, Kind.WEEKDAY, f"{words}: 없는 날짜", Verdict.VIOLATED, [token])
        else:
            yield told(context, Kind.WEEKDAY, words, Verdict.UNDECIDED, [token], because=_NO_YEAR)
        return
    year, on = dates[0]
    statement = f"{year}. {on.month}. {on.day}. = {WEEKDAYS[on.weekday()]}요일"
    fitting = [other for other, each in dates if each.weekday() == day.weekday]
    if on.weekday() == day.weekday:
        verdict, because = Verdict.EXACT, None
    elif fitting:
        verdict, because = Verdict.UNDECIDED, rivals(f"{fitting[0]}년")
    else:
        verdict, because = Verdict.VIOLATED, None
    # Weekdays are numbered from Monday, 1: a figure for those who read JSON.
    yield told(
        context,
        Kind.WEEKDAY,
        statement,
        verdict,
        [token],
        reported=day.weekday + 1,
        expected=on.weekday() + 1,
        unit="요일",
        because=because,
    )


_DAYS, _MONTHS, _YEARS = ("일", "일간"), ("개월", "개월간"), ("년", "개년", "년간")


def _period(context: Context) -> Iterator[Claim]:
    """Hold a span against how long it is said to be."""
    dates = [token for token in context.found if token.day is not None]
    first, second, result = dates[0], dates[1], context.found[-1]
    if result.kind == "g":
        result = next((token for token in result.inside if token.number is not None), result)
        if any(token.kind == "+" for token in context.found[-1].inside):
            result = _sum_of(context.found[-1].inside) or result
    if result.number is None or first.day is None or second.day is None or result.number.qualifier:
        return
    start, end = _with_year(context, first), second.day
    end = completed(start, end)
    if result.number.dimension in _DAYS:
        yield from _in_days(context, (first, second, result), start, end)
    elif result.number.dimension in (*_MONTHS, *_YEARS):
        yield from _in_months(context, (first, second, result), start, end)


def _sum_of(tokens: Sequence[Token]) -> Token | None:
    """Return a duration written as a sum, (5+5년), as one number."""
    numbers = [token for token in tokens if token.number is not None]
    last = numbers[-1].number if numbers else None
    if last is None or any(
        token.number is None or token.number.dimension not in ("", last.dimension) for token in numbers
    ):
        return None
    value = sum((token.number.value for token in numbers if token.number is not None), Fraction(0))
    number = Quantity(value, Fraction(1), last.dimension, last.unit, Fraction(1), Decimal(int(value)), True)
    return Token(
        "N", "+".join(token.text for token in numbers), numbers[0].start, numbers[-1].end, number=number
    )


def _with_year(context: Context, token: Token) -> Day:
    day = token.day
    assert day is not None
    if day.year:
        return day
    before = [each for each in all_tokens(context.line.tokens) if each.end <= token.start]
    years = _years(context.line, before)
    return Day(years[0] if years else 2001, day.month, day.day, day.weekday)


def _in_days(context: Context, tokens: Sequence[Token], start: Day, end: Day) -> Iterator[Claim]:
    first, second = start.on(), end.on(start.year, start.month)
    result = tokens[-1].number
    assert result is not None
    if first is None or second is None or second < first:
        return
    days, printed = days_between(first, second), int(result.value)
    because = None
    words = context.line.text
    if printed == days - 1 and any(word in words for word in ("공고", "공람", "열람", "의견", "예고", "박")):
        because = rivals("첫날을 넣지 않은 기간")
    elif printed < days and printed in (_workdays(first, second), days - _count(first, second, (6,))):
        because = rivals("쉬는 날을 뺀 기간")
    yield _counted(context, tokens, f"{first:%m.%d.}~{second:%m.%d.} = {days}일", days, because)


def _workdays(first: date, second: date) -> int:
    return days_between(first, second) - _count(first, second, (5, 6))


def _count(first: date, second: date, weekdays: Sequence[int]) -> int:
    days = min((second - first).days, 4_000)
    return sum((first + timedelta(days=day)).weekday() in weekdays for day in range(days + 1))


def _in_months(context: Context, tokens: Sequence[Token], start: Day, end: Day) -> Iterator[Claim]:
    """Months and years: whole ones where both ends are days, else those that the span touches."""
    result = tokens[-1].number
    assert result is not None
    is_years = result.dimension in _YEARS
    printed = int(result.value)
    first, second = start.on(), end.on(start.year, start.month)
    if start.day and end.day and first is not None and second is not None:
        if second < first:
            return
        length = whole_months(first, second) / (12 if is_years else 1)
        statement = f"{first:%Y.%m.%d.}~{second:%Y.%m.%d.} = {length:.1f}{'년' if is_years else '개월'}"
        nearest = max(1, round(length))
        because = rivals("걸친 달의 수") if abs(length - printed) < 1 else None
        yield _counted(
            context, tokens, statement, printed if abs(length - printed) <= 0.5 else nearest, because
        )
        return
    if start.month is None or end.month is None:
        if not is_years or start.year is None or end.year is None or end.year < start.year:
            return
        touched = end.year - start.year + 1
        because = rivals(f"{end.year} - {start.year}") if printed == touched - 1 else None
        yield _counted(context, tokens, f"{start.year}~{end.year} = {touched}년", touched, because)
        return
    months = months_between(start, end)
    if months is None or months < 1:
        return
    statement = f"{start.year}. {start.month}.~{end.year}. {end.month}. = {months}개월"
    if is_years:
        # '26. 7. ~ '36. 2. (5+5년): to the nearest year, either way.
        fits = (
            abs(Fraction(months, 12) - printed) <= Fraction(1, 2)
            or printed == (end.year or 0) - (start.year or 0) + 1
        )
        yield _counted(context, tokens, statement, printed if fits else round(months / 12), None)
        return
    because = rivals(f"{months - 1}개월(시작한 달을 넣지 않음)") if printed == months - 1 else None
    yield _counted(context, tokens, statement, months, because)


def _counted(
    context: Context, tokens: Sequence[Token], statement: str, expected: int, because: Bilingual | None
) -> Claim:
    number = tokens[-1].number
    assert number is not None
    verdict = (
        Verdict.EXACT if number.value == expected else Verdict.UNDECIDED if because else Verdict.VIOLATED
    )
    return told(
        context,
        Kind.PERIOD,
        statement,
        verdict,
        [*tokens[:-1], tokens[-1]],
        reported=number.printed,
        expected=expected,
        unit=number.unit,
        because=because,
    )


def _length_first(context: Context) -> Iterator[Claim]:
    """``4년 이내('23~'26)``: how long, then the span."""
    result, group = context.found[0], context.found[-1]
    number = result.number
    dates = [token for token in group.inside if token.day is not None]
    if number is None or "".join(token.kind for token in group.inside) != "D~D" or number.qualifier:
        return
    first, second = dates
    assert first.day is not None
    assert second.day is not None
    start = _with_year(context, first)
    tokens = (first, second, result)
    if number.dimension in _DAYS and number.dimension != "일":
        yield from _in_days(context, tokens, start, completed(start, second.day))
    elif number.dimension in (*_MONTHS, *_YEARS):
        yield from _in_months(context, tokens, start, completed(start, second.day))


def _length_below(context: Context) -> Iterator[Claim]:
    """``3일간`` in a line under the one that has the span; what holds alone is a claim."""
    spans = re.findall("D~D", "".join(token.kind for token in all_tokens(context.line.tokens)))
    if len(spans) != 1:
        return
    tokens = list(all_tokens(context.line.tokens))
    at = "".join(token.kind for token in tokens).index("D~D")
    first, second = tokens[at], tokens[at + 2]
    assert first.day is not None
    assert second.day is not None
    start = _with_year(context, first)
    for line in context.children():
        for token in all_tokens(line.tokens):
            if token.number is not None and token.number.dimension == "일간" and not token.number.qualifier:
                days = (start.on(), completed(start, second.day).on(start.year, start.month))
                if days[0] and days[1] and days_between(days[0], days[1]) == token.number.value:
                    span = [Mention(context.line.number, each.text.strip()) for each in (first, second)]
                    yield replace(
                        told(
                            context,
                            Kind.PERIOD,
                            f"{days[0]:%m.%d.}~{days[1]:%m.%d.} = {token.text.strip()}",
                            Verdict.EXACT,
                            [Mention(line.number, token.text.strip()), *span],
                            reported=token.number.printed,
                            expected=int(token.number.value),
                            unit=token.number.unit,
                        ),
                        line=line.number,
                    )


PATTERNS = (
    Pattern(
        "weekday",
        Kind.WEEKDAY,
        "날짜 뒤 괄호의 요일. 연도가 없으면 그 기간의 시작, 그 줄, 위 줄, 문서의 날짜에서 차례로 찾고, "
        "그 가운데 하나라도 맞으면 틀렸다고 하지 않는다.",
        "D",
        _weekday,
        (
            ("행사 : 2024. 5. 14.(화) ~ 17.(금)", "exact exact"),
            ("행사 : '24.5.14.(화) ~ 5.16.(수)", "exact violated"),
            ("2024년 보고\n- 운영 : 5.14(수)14:00 ~ 5.17(금) 18:00", "violated exact"),
            ("회의 : 9.4(목)", "undecided"),
            ("2019년 보고\n- 2025년 실적 정리\n- 회의 : 9.4(목)", "undecided"),
        ),
        ("판매 20.(일부)", "설날 연휴(2.16.~18.)", "시각 9.4(목표)"),
    ),
    Pattern(
        "weekday-end",
        Kind.WEEKDAY,
        "기간의 끝에만 적은 요일.",
        "D ~ D",
        _end_alone,
        (("접수 : '24.9.9.~11.22.(금)", "exact"), ("접수 : '24.9.9.~11.22.(목)", "violated")),
        ("'24.9.9.~11.22.",),
    ),
    Pattern(
        "period",
        Kind.PERIOD,
        "기간과 그 길이: 날은 양 끝을 넣어 세고, 달과 해는 걸친 것을 세되 하나 적은 것은 달리 읽을 수 있다.",
        "D [gW]? ~ D [,W]{0,2} (?: g | N )",
        _period,
        (
            ("기간 : '24.5.14(화) ~ 5.17(금), 4일간", "exact"),
            ("기간 : '24.5.14(화) ~ 5.17(금), 5일간", "violated"),
            ("사업기간 : '23~'26 (4년)", "exact"),
            ("사업기간 : '23~'26 (5년)", "violated"),
            ("기간 : '24.5~'24.12(7개월)", "undecided"),
            ("기간 : '24. 4. 1(월) ~ 6.30(일), 3개월간", "exact"),
            ("협약 : '24. 1. 1. ~ '25. 12. 31.(2년)", "exact"),
            ("사업기간 : '24. 7. ~ '30. 3. (3+3년)", "exact"),
            ("공고 : '26.3.1. ~ 3.15.(14일간)", "undecided"),
        ),
        ("기간 : '24.5~'24.12(총 7회)", "'23~'26 (4개소)", "회의 : 3.2.~3.4., 2회"),
    ),
    Pattern(
        "period-first",
        Kind.PERIOD,
        "길이를 먼저 적고 괄호에 기간을 적은 것.",
        "N [WND]{0,5} g",
        _length_first,
        (("종합형 3년 年 10억 이내('24~'26)", "exact"), ("종합형 1년 年 10억 이내('24~'26)", "violated")),
        ("종합형 3개소('24~'26)",),
    ),
    Pattern(
        "period-below",
        Kind.PERIOD,
        "기간을 적은 줄 아래의 ‘며칠간’. 맞는 것만 셈으로 본다.",
        "^ .{1,200}",
        _length_below,
        (("- 축제 개최('24.5.14.~5.17.)\n - 4일간 관람객 2만명", "exact"),),
        ("- 축제 개최('24.5.14.~5.17.)\n - 5일간 준비",),
        whole_line=True,
    ),
)

"""Changes: from one number to another, with the size and the direction that the words give."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

from geomsan.check.identities.verdicts import Verdict
from geomsan.claims.claim import Claim, Context, Kind, Pattern
from geomsan.claims.directions import NEAR, Direction, direction_of, direction_of_chain
from geomsan.claims.lists import bare
from geomsan.claims.making import judged, told
from geomsan.claims.quantity import Quantity
from geomsan.claims.tokens import Token
from geomsan.claims.verdicts import Computed, given, minus, over, scaled
from geomsan.read.figures.interval import Interval


def steps_of(tokens: Sequence[Token]) -> list[Token]:
    """Return the numbers of a chain, one before each arrow and one behind the last; [] where one lacks."""
    found: list[Token] = []
    stretch: list[Token] = []
    for token in [*tokens, None]:
        if token is None or token.kind == ">":
            numbers = [each for each in stretch if each.number is not None]
            if len(numbers) != 1:
                return []
            found.append(numbers[0])
            stretch = []
        else:
            stretch.append(token)
    return found


def same_kind(one: Quantity, other: Quantity) -> tuple[Quantity, Quantity] | None:
    """Return two numbers in one unit: a bare one takes that of the other, years are twelve months."""
    if not one.dimension and other.dimension:
        one = one.in_unit_of(other)
    elif one.dimension and not other.dimension:
        other = other.in_unit_of(one)
    if {one.family, other.family} == {"년", "개월"}:
        one, other = (
            replace(each, value=each.value * 12, dimension="개월") if each.family == "년" else each
            for each in (one, other)
        )
    return (one, other) if one.family == other.family else None


def _pairs(steps: Sequence[Token]) -> list[tuple[Quantity, Quantity]]:
    """Return the numbers of a chain two by two, each two in one unit; [] where two do not compare."""
    found = [
        same_kind(first.number, second.number)
        for first, second in pairwise(steps)
        if first.number is not None and second.number is not None
    ]
    return [pair for pair in found if pair is not None] if None not in found else []


def _size(context: Context) -> Iterator[Claim]:
    """``1,463.4원 → 1,433.5원(-2.0%)``: the change that is printed with two numbers."""
    steps = steps_of(context.found)
    pairs, printed = _pairs(steps), _printed_change(context)
    if len(pairs) == 1 and printed is not None:
        yield from _sized(context, steps, pairs[0], printed)


def _way(context: Context) -> Iterator[Claim]:
    """``확대 : 42% → 50% → 60%``: a chain with a word for its direction."""
    steps = steps_of(context.found)
    pairs = _pairs(steps)
    if not pairs or _printed_change(context) is not None:
        return
    said = direction_of_chain(context)
    if said is None:
        return
    held = pairs[-1:] if said.is_of_last else pairs
    if any(first.value == second.value for first, second in held):
        return
    rises = [first.value < second.value for first, second in held]
    holds = all(each == said.rises for each in rises)
    if holds or (not any(each == said.rises for each in rises) and not said.is_loose):
        statement = " → ".join(bare(token) for token in steps) + f" ({said.word})"
        yield told(context, Kind.CHANGE, statement, _verdict(holds), steps)


def _verdict(holds: bool) -> Verdict:
    return Verdict.EXACT if holds else Verdict.VIOLATED


def _printed_change(context: Context) -> tuple[Token, bool] | None:
    """Return the change that is printed with a chain, and whether it is said to fall."""
    behind = context.after[:1]
    if behind and behind[0].kind == "g":
        inside = [token for token in behind[0].inside if token.number is not None]
        if len(inside) == 1 and inside[0].number is not None:
            number = inside[0].number
            said = direction_of(behind[0].inside)
            falls = number.sign == "-" if number.sign else number.direction == "↓"
            falls = falls or (
                not number.sign and not number.direction and said is not None and not said.rises
            )
            if number.dimension in ("%", "%p", "배") or number.sign:
                return inside[0], falls
    before = context.before[-NEAR:]
    if before and before[-1].kind == ":" and len(before) > 2:
        said = direction_of(before)
        sizes = [token for token in before if token.number and token.number.dimension in ("%", "배", "%p")]
        if said is not None and len(sizes) == 1:
            return sizes[0], not said.rises
    return None


def _sized(
    context: Context, steps: Sequence[Token], pair: tuple[Quantity, Quantity], printed: tuple[Token, bool]
) -> Iterator[Claim]:
    token, falls = printed
    number = token.number
    assert number is not None
    computed = change(number, pair, falls=falls)
    if computed is None:
        return
    kind = Kind.CHANGE if number.dimension in ("%", "%p", "배") else Kind.DIFFERENCE
    shown = f"{bare(steps[0])} → {bare(steps[1])} = {token.text.strip()}"
    yield judged(context, kind, token, computed, shown, steps)


def change(number: Quantity, pair: tuple[Quantity, Quantity], *, falls: bool) -> Computed | None:
    """Return what a change from one number to another should be printed as.

    Parameters
    ----------
    number
        The printed change: in %, in %p, in 배, or in the unit of the two.
    pair
        The two numbers, the earlier first.
    falls
        Whether it is said to fall; then a number without a sign is the size of the fall.
    """
    first, second = given(pair[0]), given(pair[1])
    gap = minus(second, first)
    if number.dimension == "배":
        return over(second, first)
    if number.dimension == "%p" or (number.dimension == pair[0].dimension and number.dimension != "%"):
        result: Computed | None = gap
    elif number.dimension == "%":
        ratio = over(second, first)
        result = None if ratio is None else minus(scaled(ratio, 100), _HUNDRED)
    else:
        return None
    if result is None:
        return None
    return scaled(result, -1) if falls and not number.sign else result


_HUNDRED: Computed = (Fraction(100), Interval.exactly(Fraction(100)))


def _against(context: Context) -> Iterator[Claim]:
    """``50.4억 달러로 전년 동기(33.6억 달러) 대비 50% 증가``."""
    result = context.found[-2]
    first = context.found[0]
    group = next(token for token in context.found if token.kind == "g")
    inside = [token for token in group.inside if token.number is not None]
    if "대비" not in {token.text for token in context.found} or len(inside) != 1 or result.number is None:
        return
    said = direction_of(context.found[-1:])
    pair = same_kind(inside[0].number, first.number) if inside[0].number and first.number else None
    if said is None or pair is None or result.number.dimension not in ("%", "%p", "배"):
        return
    computed = change(result.number, pair, falls=not said.rises)
    if computed is not None:
        shown = f"{bare(inside[0])} → {bare(first)} = {result.text.strip()}"
        yield judged(context, Kind.CHANGE, result, computed, shown, [inside[0], first])


def _grown(context: Context) -> Iterator[Claim]:
    """``3조 1,461억원 대비 5,838억원 상승한 3조 7,299억원``."""
    numbers = [token for token in context.found if token.number is not None]
    first, gap, second = numbers
    assert first.number is not None
    assert gap.number is not None
    assert second.number is not None
    said = direction_of([token for token in context.found if gap.end <= token.start < second.start])
    pair = same_kind(first.number, second.number)
    if said is None or pair is None or gap.number.family != first.number.family:
        return
    if "대비" not in {token.text for token in context.found}:
        return
    computed = minus(given(pair[1]), given(pair[0]))
    if not said.rises:
        computed = scaled(computed, -1)
    shown = f"{bare(first)} → {bare(second)} = {gap.text.strip()}"
    yield judged(context, Kind.CHANGE, gap, computed, shown, [first, second])


def _from_to(context: Context) -> Iterator[Claim]:
    """``연 1회에서 연 4회로 확대``, ``11,500명에서 13,657명으로 늘어``."""
    tokens = [token for token in context.found if token.number is not None]
    first, second = tokens[0], tokens[1]
    words = [token.text for token in context.found if token.kind == "W"]
    if first.number is None or second.number is None or not any(word in ("에서", "에서는") for word in words):
        return
    if not any(re.match(r"(?:으)?로", word) for word in words):
        return
    pair = same_kind(first.number, second.number)
    said = direction_of(context.found[-2:])
    yield from _told_way(context, pair, said, (first, second))


def _told_way(
    context: Context,
    pair: tuple[Quantity, Quantity] | None,
    said: Direction | None,
    tokens: tuple[Token, Token],
) -> Iterator[Claim]:
    """Yield the claim that a number went from one to another as is said; a loose word proves nothing."""
    if pair is None or said is None or pair[0].value == pair[1].value:
        return
    holds = (pair[0].value < pair[1].value) == said.rises
    if holds or not said.is_loose:
        statement = f"{bare(tokens[0])} → {bare(tokens[1])} ({said.word})"
        yield told(context, Kind.CHANGE, statement, _verdict(holds), tokens)


def _than(context: Context) -> Iterator[Claim]:
    """``상승률(1.8%)은 전월(2.0%) 대비 하락``."""
    groups = [token for token in context.found if token.kind == "g"]
    if "대비" not in {token.text for token in context.found} or len(groups) != 2:
        return
    inside = [[each for each in group.inside if each.number is not None] for group in groups]
    if any(len(found) != 1 or len(group.inside) != 1 for found, group in zip(inside, groups, strict=True)):
        return
    now, before = inside[0][0], inside[1][0]
    pair = same_kind(before.number, now.number) if before.number and now.number else None
    behind = [token for token in context.found if token.start > groups[1].end]
    yield from _told_way(context, pair, direction_of(behind), (before, now))


_CHAIN = "N g? W? (?: > [gDW.:]{0,3} N (?: g? W? (?=>) )? ){1,5}"

PATTERNS = (
    Pattern(
        "change-size",
        Kind.CHANGE,
        "화살표의 앞과 뒤, 그리고 함께 적은 증감.",
        _CHAIN,
        _size,
        (
            ("환율 ('24.2)1,320.5원 → ('25.1)1,287.5원(-2.5%)", "exact"),
            ("환율 ('24.2)1,320.5원 → ('25.1)1,287.5원(-3.5%)", "violated"),
            ("금 $1,250 → $1,987 (+58%)", "rounding"),
            ("참가팀 35% 증가 : 80개팀(310명) → 108개팀(402명)", "exact"),
            ("인원 241명 → 248명 (+7명)", "exact"),
        ),
        ("제조업 (10월)-9.8% → (11월)-4.4%", "고용률 : 60.8 → 59.5", "접수 → 심사 → 선정(3회)"),
    ),
    Pattern(
        "change-direction",
        Kind.CHANGE,
        "화살표의 앞뒤와 ‘증가·확대·둔화·단축’ 같은 말의 방향.",
        _CHAIN,
        _way,
        (
            ("비중 확대 : 31%('25년) → 40%('26년) → 55%('27년)", "exact"),
            ("성장률 둔화 전망 : ('23. 12월) 2.8% ⇨ ('24. 6월) 2.3%", "exact"),
            ("총 사업기간 단축(5년→4년)", "exact"),
            ("부스 확대 추진 (141개 → 133개)", "violated"),
            ("(종합형 기간 단축) 총 사업기간 5년 → 4년", "exact"),
            ("모집 기간을 '24년 8주 → '25년 4주로 축소", "exact"),
            ("- 제조업 감소폭 전월보다 둔화, 서비스업 증가세\n- 제조업 -9.8% → -4.4%", "exact"),
            ("- 농축산물의 오름폭 축소로 물가 하락\n- 농·축산물 3.6% → 6.2% → 4.3%", "exact"),
        ),
        (
            "지급 시기 조정 (10개월 → 12개월)",
            "- 제조업 감소폭 전월보다 둔화, 서비스업 증가세\n- 건설업 -9.8% → -4.4%",
            "- 제조업 감소폭 전월보다 둔화\n- 제조업 -9.8% → -14.4%",
        ),
    ),
    Pattern(
        "change-against",
        Kind.CHANGE,
        "앞의 수가 괄호 안의 때에 견주어 얼마나 늘거나 줄었는지.",
        "N W{1,3} g W N W",
        _against,
        (
            ("금액 42.0억 달러로 전년 동기(30.0억 달러) 대비 40% 증가", "exact"),
            ("금액 42.0억 달러로 전년 동기(30.0억 달러) 대비 50% 증가", "violated"),
        ),
        ("금액 42.0억 달러로 전년 동기(1분기) 대비 50% 증가",),
    ),
    Pattern(
        "change-grown",
        Kind.CHANGE,
        "앞의 수에 견주어 얼마가 늘거나 준 뒤의 수.",
        "N [W_,]{0,2} W N W{1,2} N",
        _grown,
        (
            ("원금 2조 1,400억원 대비 3,600억원 상승한 2조 5,000억원", "exact"),
            ("작년 20명 대비 5명 감소한 16명", "violated"),
        ),
        ("작년 20명 대비 5건 감소한 16명",),
    ),
    Pattern(
        "change-from",
        Kind.CHANGE,
        "‘에서 … 로’와 방향.",
        "N W [WD]{0,2} N W{1,3}",
        _from_to,
        (("연 1회에서 연 4회로 확대", "exact"), ("9,500명에서 11,240명으로 감소", "violated")),
        ("3층에서 5층으로 이동", "10개월에서 12개월로 조정"),
    ),
    Pattern(
        "change-than",
        Kind.CHANGE,
        "괄호에 적은 두 때의 수와 방향.",
        "g W{1,3} g W{1,2} W",
        _than,
        (
            ("상승률(1.8%)은 전월(2.0%) 대비 하락", "exact"),
            ("상승률(1.8%)은 전월(2.0%) 대비 상승", "violated"),
        ),
        ("상승률(물가)은 전월(11월) 대비 하락",),
    ),
)

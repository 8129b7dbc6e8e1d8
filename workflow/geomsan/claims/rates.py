"""Rates, means, ranges, and areas in two units."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from geomsan.check.identities.verdicts import Verdict
from geomsan.claims.claim import Claim, Context, Kind, Mention, Pattern
from geomsan.claims.lists import bare, items, words
from geomsan.claims.making import judged, told
from geomsan.claims.quantity import quantity_of
from geomsan.claims.tokens import numbers_of
from geomsan.claims.verdicts import Computed, decide, given, over, scaled

_BACK = 6
"""Lines above in which the base of a rate may stand."""


def share(numerator: Computed, denominator: Computed) -> Computed | None:
    """Return a quotient in per cent; None where the divisor may be zero."""
    quotient = over(numerator, denominator)
    return None if quotient is None else scaled(quotient, 100)


def _reached(context: Context) -> Iterator[Claim]:
    """``실적은 563억으로, 목표 394억 대비 142.9% 달성``."""
    numbers = [token for token in context.found if token.number is not None]
    first, base, rate = numbers[0], numbers[1], numbers[2]
    texts = [token.text for token in context.found if token.kind == "W"]
    if first.number is None or base.number is None or rate.number is None:
        return
    if "대비" not in texts or rate.number.dimension != "%" or first.number.family != base.number.family:
        return
    if not any(word.startswith(("달성", "수준", "집행", "소진")) for word in texts[-1:]):
        return
    computed = share(given(first.number), given(base.number))
    if computed is not None:
        shown = f"{bare(first)} ÷ {bare(base)} = {rate.text.strip()}"
        yield judged(context, Kind.RATE, rate, computed, shown, [first, base])


def _among(context: Context) -> Iterator[Claim]:
    """``120개 중 30개(25%)``."""
    numbers = [token for token in context.found if token.number is not None]
    whole, part = numbers[0], numbers[1]
    rate = next((token for token in context.found[-1].inside if token.number is not None), None)
    texts = [token.text for token in context.found if token.kind == "W"]
    if rate is None or rate.number is None or rate.number.dimension != "%" or rate.number.sign:
        return
    if whole.number is None or part.number is None or not ({"중", "가운데"} & set(texts)):
        return
    if part.number.family != whole.number.family:
        return
    computed = share(given(part.number), given(whole.number))
    if computed is not None:
        shown = f"{bare(part)} ÷ {bare(whole)} = {rate.text.strip()}"
        yield judged(context, Kind.RATE, rate, computed, shown, [part, whole])


def _in_brackets(context: Context) -> Iterator[Claim]:
    """``수료 291명(83.1%)`` whose base stands before it or above it; what holds alone is a claim."""
    part, group = context.found
    rate = group.inside[0] if len(group.inside) == 1 else None
    if part.number is None or rate is None or rate.number is None or rate.number.dimension != "%":
        return
    if rate.number.sign or rate.number.direction or rate.number.value > 100 or rate.number.value == 0:
        return
    if rate.number.step >= 1 and part.number.value < 100:
        return
    for line in reversed(context.lines[max(0, context.at - _BACK) : context.at + 1]):
        for token in reversed(numbers_of(line.tokens)):
            if line is context.line and token.start >= part.start:
                continue
            if token.number is None or token.number.family != part.number.family or not part.number.dimension:
                continue
            computed = share(given(part.number), given(token.number))
            if computed is not None and decide(rate.number, computed) is Verdict.EXACT and computed[0] < 100:
                shown = f"{bare(part)} ÷ {bare(token)} = {rate.text.strip()}"
                base = Mention(line.number, token.text.strip())
                yield judged(context, Kind.RATE, rate, computed, shown, [part, base])
                return


def _ratio(context: Context) -> Iterator[Claim]:
    """``경쟁률 2.6:1 (신청 52개교 / 선정 20개교)``."""
    token, group = context.found
    numbers = [each for each in group.inside if each.number is not None]
    match = re.fullmatch(r"([0-9.]+)\s?:\s?1", token.text.strip())
    if match is None or len(numbers) != 2 or numbers[0].number is None or numbers[1].number is None:
        return
    if numbers[0].number.family != numbers[1].number.family:
        return
    computed = over(given(numbers[0].number), given(numbers[1].number))
    printed = quantity_of(match[1] + "배")
    if computed is None or printed is None:
        return
    shown = f"{bare(numbers[0])} ÷ {bare(numbers[1])} = {token.text.strip()}"
    yield judged(context, Kind.RATE, token, computed, shown, numbers, number=printed)


def _mean(context: Context) -> Iterator[Claim]:
    """``총 600명, 20회(회당 평균 30명)``."""
    group = context.found[-1]
    numbers = [token for token in context.found[:-1] if token.number is not None]
    means = [token for token in group.inside if token.number is not None]
    said = words(group.inside) + (means[0].text if means else "")
    if len(numbers) != 2 or len(means) != 1 or "평균" not in said or means[0].number is None:
        return
    for whole, count in (numbers, numbers[::-1]):
        if whole.number is None or count.number is None or not count.number.is_count:
            continue
        if whole.number.family == means[0].number.family != count.number.family:
            computed = over(given(whole.number), given(count.number))
            if computed is not None:
                shown = f"{bare(whole)} ÷ {bare(count)} = {means[0].text.strip()}"
                yield judged(context, Kind.MEAN, means[0], computed, shown, [whole, count])
            return


def _range(context: Context) -> Iterator[Claim]:
    """``전망 1.8~2.2%`` over a list of figures whose least and greatest those are."""
    low, high = context.found[0], context.found[-1]
    if low.number is None or high.number is None or high.number.dimension != "%":
        return
    for line in context.lines[context.at : context.at + 2]:
        listed = [
            numbers[0]
            for item in items(line.tokens)
            if len(numbers := [token for token in item if token.number is not None]) == 1
            and "~" not in "".join(token.kind for token in item)
            and words(item)
        ]
        found = [
            token for token in listed if token.number and token.number.dimension == high.number.dimension
        ]
        if len(found) < 3:
            continue
        values = [token.number.value for token in found if token.number is not None]
        ends = (min(values), max(values))
        printed = (low.number.value, high.number.value)
        if (ends[0] == printed[0]) + (ends[1] == printed[1]) == 0:
            return
        shown = f"{low.text.strip()}~{high.text.strip()} = " + ", ".join(bare(token) for token in found)
        verdict = Verdict.EXACT if ends == printed else Verdict.VIOLATED
        others = [Mention(line.number, token.text.strip()) for token in found]
        yield told(context, Kind.RANGE, shown, verdict, [low, high, *others], unit="%")
        return


def _area(context: Context) -> Iterator[Claim]:
    """``637㎡ (약 193평)``: one area in two units, a 평 being 400/121 ㎡."""
    first, group = context.found[0], context.found[-1]
    inside = [token for token in group.inside if token.number is not None]
    if first.number is None or len(inside) != 1 or inside[0].number is None:
        return
    second = inside[0]
    metric, own = (first, second) if first.number.dimension == "㎡" else (second, first)
    if metric.number is None or own.number is None:
        return
    if (metric.number.dimension, own.number.dimension) == ("㎡", "평"):
        computed = scaled(given(metric.number), Fraction(121, 400))
        shown = f"{bare(metric)} = {bare(own)}"
        yield judged(context, Kind.SAME, own, computed, shown, [metric])


def _share_first(context: Context) -> Iterator[Claim]:
    """``건폐율 59.65%(1,225.59㎡)`` of an area above it; what holds alone is a claim."""
    rate, group = context.found
    parts = [token for token in group.inside if token.number is not None]
    if rate.number is None or rate.number.dimension != "%" or len(parts) != 1 or rate.number.step > 1:
        return
    part = parts[0].number
    if part is None or part.dimension in ("", "%", "%p") or rate.number.sign or rate.number.step == 1:
        return
    for line in reversed(context.lines[max(0, context.at - _BACK) : context.at]):
        for token in numbers_of(line.tokens):
            if token.number is None or token.number.family != part.family:
                continue
            computed = share(given(part), given(token.number))
            if computed is not None and decide(rate.number, computed) is Verdict.EXACT:
                base = Mention(line.at(token), token.text.strip())
                shown = f"{bare(parts[0])} ÷ {bare(token)} = {rate.text.strip()}"
                yield judged(context, Kind.RATE, rate, computed, shown, [parts[0], base])
                return


def _target(context: Context) -> Iterator[Claim]:
    """``3.2조원(조성 목표 대비 228% 달성)`` of a target above it; what holds alone is a claim."""
    first, group = context.found[0], context.found[-1]
    shape = "".join(token.kind for token in group.inside)
    texts = [token.text for token in group.inside[:4] if token.kind == "W"]
    rate = next((token for token in group.inside if token.number is not None), None)
    if first.number is None or rate is None or rate.number is None or rate.number.dimension != "%":
        return
    if "대비" not in texts or "목표" not in texts or not shape.startswith("W"):
        return
    for line in reversed(context.lines[max(0, context.at - 4 * _BACK) : context.at]):
        for token in numbers_of(line.tokens):
            if token.number is None or token.number.family != first.number.family or "목표" not in line.text:
                continue
            computed = share(given(first.number), given(token.number))
            if computed is not None and decide(rate.number, computed) is not Verdict.VIOLATED:
                base = Mention(line.at(token), token.text.strip())
                shown = f"{bare(first)} ÷ {bare(token)} = {rate.text.strip()}"
                yield judged(context, Kind.RATE, rate, computed, shown, [first, base])
                return


PATTERNS = (
    Pattern(
        "same-area",
        Kind.SAME,
        "한 넓이를 ㎡와 평으로 적은 것.",
        "N W{0,1} g",
        _area,
        (
            ("규모 : 661㎡ (약 200평)", "rounding"),
            ("규모 : 30만㎡ (약 9만평)", "rounding"),
            ("규모 : 661㎡ (약 230평)", "violated"),
        ),
        ("규모 : 661㎡ (지하1층)", "대지 200평 (건물 3개동)"),
    ),
    Pattern(
        "rate-first",
        Kind.RATE,
        "비율 뒤 괄호에 적은 부분은 위에 적은 전체에 대한 것이다. 맞는 것만 셈으로 본다.",
        "N g",
        _share_first,
        (("- 면적 3,000.0㎡\n - 건폐율 : 58.33%(1,749.90㎡)", "exact"),),
        ("- 면적 3,000.0㎡\n - 건폐율 : 48.33%(1,749.90㎡)",),
    ),
    Pattern(
        "rate-target",
        Kind.RATE,
        "괄호에 적은 목표 대비 비율은 위에 적은 목표에 대한 것이다. 맞는 것만 셈으로 본다.",
        "N g",
        _target,
        (("- 조성규모 : 1조 6천억원(목표)\n- 조성금액 : 2.4조원(조성 목표 대비 150% 달성)", "exact"),),
        ("- 조성규모 : 1조 6천억원(목표)\n- 조성금액 : 2.4조원(조성 목표 대비 190% 달성)",),
    ),
    Pattern(
        "rate-reached",
        Kind.RATE,
        "목표에 견준 달성률.",
        "N [W,]{0,6} [DW]{0,5} N W N W",
        _reached,
        (
            ("실적은 420억으로, 올해 목표액 350억 대비 120.0% 달성", "exact"),
            ("실적은 420억으로, 올해 목표액 350억 대비 102.0% 달성", "violated"),
        ),
        ("실적은 420억으로, 올해 목표 350건 대비 120.0% 달성",),
    ),
    Pattern(
        "rate-among",
        Kind.RATE,
        "‘가운데’와 괄호 안의 비율.",
        "N W [WD.]{0,4} N g",
        _among,
        (("참여자 120명 중 수료 30명(25%)", "exact"), ("참여자 120명 중 수료 30명(35%)", "violated")),
        ("참여자 120명 모집, 수료 30명(35%)",),
    ),
    Pattern(
        "rate-brackets",
        Kind.RATE,
        "숫자 뒤 괄호의 비율은 앞이나 위에 적은 전체에 대한 것이다. 맞는 것만 셈으로 본다.",
        "N g",
        _in_brackets,
        (("- 참여자 420명 선발\n - 교육 수료 347명(82.6%)", "exact"),),
        ("- 참여자 420명 선발\n - 교육 수료 347명(72.6%)",),
    ),
    Pattern(
        "rate-ratio",
        Kind.RATE,
        "경쟁률과 괄호 안의 두 수.",
        "T g",
        _ratio,
        (
            ("경쟁률 2.6:1 (신청 52개교 / 선정 20개교)", "exact"),
            ("경쟁률 3.6:1 (신청 52개교 / 선정 20개교)", "violated"),
        ),
        ("경쟁률 2.6:1 (신청 52개교)", "1:1 상담 (3회, 2명)"),
    ),
    Pattern(
        "mean",
        Kind.MEAN,
        "모두, 개수, 그리고 괄호 안의 평균.",
        "N W{0,3} [,/]? W{0,2} N W{0,2} g",
        _mean,
        (
            ("총 600명, 20회 운영(회당 평균 30명)", "exact"),
            ("총 600명, 20회 운영(회당 평균 40명)", "violated"),
        ),
        ("총 600명, 20회 운영(만족도 평균 90점)",),
    ),
    Pattern(
        "range",
        Kind.RANGE,
        "범위의 양 끝은 늘어놓은 값의 가장 작은 것과 가장 큰 것이다.",
        "N ~ N",
        _range,
        (
            ("- 성장률 전망 2.1~2.6%\n - 정부 2.4%, 은행 2.1%, 기관 2.6%", "exact"),
            ("- 성장률 전망 2.1~2.7%\n - 정부 2.4%, 은행 2.1%, 기관 2.6%", "violated"),
        ),
        ("- 성장률 전망 2.1~2.6%\n - 물가 3.0%, 고용 61.8%, 금리 4.2%",),
    ),
)

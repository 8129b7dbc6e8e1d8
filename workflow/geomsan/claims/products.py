"""Products: how many, how much each, how much in all."""

from __future__ import annotations

import re
from collections.abc import Iterator

from geomsan.check.identities.edits import Basis
from geomsan.claims.claim import Claim, Context, Kind, Mention, Pattern
from geomsan.claims.counts import sizes
from geomsan.claims.lists import bare, words
from geomsan.claims.making import judged
from geomsan.claims.quantity import LEAST, MOST, UNBOUNDED
from geomsan.claims.tokens import Token
from geomsan.claims.verdicts import given, scaled, times
from geomsan.read.figures.interval import Interval

_EACH = re.compile(r"(?:(?P<noun>[가-힣]{0,6})(?:당|별|마다))$")
_LONGEST = 40
"""Characters of a line that stands for the names in it."""


def _each(context: Context) -> Iterator[Claim]:
    """``5개 과제, 총 10억원(과제당 2억원)``: how many, how much each, how much in all.

    What each gets is laid down, not measured: it is no rounded figure.
    """
    group = context.found[-1]
    numbers = [token for token in context.found[:-1] if token.number is not None]
    if len(numbers) < 2 or len(group.inside) < 2:
        return
    count, result = numbers[-2], numbers[-1]
    each = [token for token in group.inside if token.number is not None]
    label = next((token.text for token in group.inside if token.kind == "W"), "")
    if len(each) != 1 or not (_EACH.search(label) or (each[0].number and each[0].number.is_each)):
        return
    yield from _product(context, result, count, each[0])


def _product(context: Context, result: Token, count: Token, each: Token) -> Iterator[Claim]:
    if result.number is None or count.number is None or each.number is None:
        return
    if not count.number.is_count or result.number.family != each.number.family:
        return
    if count.number.family == each.number.family or not result.number.dimension:
        return
    computed = times(given(count.number), (each.number.value, Interval.exactly(each.number.value)))
    if each.number.qualifier == MOST:
        # 과제당 2억원 이내: at most the product.
        computed = computed[0], Interval(-UNBOUNDED, computed[0])
    elif each.number.qualifier == LEAST:
        computed = computed[0], Interval(computed[0], UNBOUNDED)
    shown = f"{bare(count)} × {bare(each)} = {bare(result)}"
    yield judged(context, Kind.PRODUCT, result, computed, shown, [count, each])


def _each_first(context: Context) -> Iterator[Claim]:
    """``4대 업종별 각 2명(총 8명)``, ``10개사 각 5백만원(총 5천만원)``."""
    numbers = [token for token in context.found[:-1] if token.number is not None]
    inside = [token for token in context.found[-1].inside if token.number is not None]
    if len(numbers) < 2 or len(inside) != 1 or inside[0].number is None or not inside[0].number.is_total:
        return
    count, each = numbers[-2], numbers[-1]
    if each.number is not None and each.number.is_each:
        yield from _product(context, inside[0], count, each)


def _cross(context: Context) -> Iterator[Claim]:
    """``12기업 × 5천만원 = 6억``."""
    numbers = [token for token in context.found if token.number is not None]
    if len(numbers) != 3:
        return
    first, second, result = numbers
    assert first.number is not None
    assert second.number is not None
    assert result.number is not None
    dimension = second.number if second.number.dimension and not second.number.is_count else first.number
    printed = result.number.in_unit_of(dimension) if not result.number.dimension else result.number
    computed = times(given(first.number), given(second.number))
    shown = f"{bare(first)} × {bare(second)} = {bare(result)}"
    yield judged(context, Kind.PRODUCT, result, computed, shown, [first, second], number=printed)


def _spent(context: Context) -> Iterator[Claim]:
    """``예산 4억으로 10기업 4천만원``: what holds alone is a claim."""
    numbers = [token for token in context.found if token.number is not None]
    result, count, each = numbers
    if result.number is None or count.number is None or each.number is None or not count.number.is_count:
        return
    if each.number.dimension != "원" or not (
        result.number.magnitude and result.number.dimension in ("", "원")
    ):
        return
    computed = times(given(count.number), given(each.number))
    if computed[0] == result.number.value:
        shown = f"{bare(count)} × {bare(each)} = {bare(result)}"
        yield judged(context, Kind.PRODUCT, result, computed, shown, [count, each], basis=Basis.FIGURES)


def _inside(context: Context) -> Iterator[Claim]:
    """``60억원(30개 과제, 과제당 최대 3억원)``, ``5대 업종 선정(업종별 1명, 총 5명)``."""
    group = context.found[-1]
    numbers = [token for token in group.inside if token.number is not None]
    before = [token for token in context.found[:-1] if token.number is not None]
    if len(numbers) != 2 or not before:
        return
    first, second = numbers
    said = words(group.inside[: group.inside.index(second)])
    if first.number is not None and second.number is not None and second.number.is_total:
        label = words(group.inside[: group.inside.index(first)])
        if _EACH.search(label) or first.number.is_each:
            yield from _product(context, second, before[0], first)
    elif _EACH.search(said) and first.number is not None and first.number.is_count:
        yield from _product(context, before[-1], first, second)


def _each_named(context: Context) -> Iterator[Claim]:
    """``총 300명(대학별 100명)`` below the names of the 대학; what holds alone is a claim."""
    result, group = context.found[0], context.found[-1]
    each = [token for token in group.inside if token.number is not None]
    label = next((token.text for token in group.inside if token.kind == "W"), "")
    match = _EACH.search(label)
    if result.number is None or len(each) != 1 or each[0].number is None or match is None:
        return
    if result.number.family != each[0].number.family or not match["noun"]:
        return
    for line in reversed(context.lines[max(0, context.at - 2) : context.at]):
        colon = next((at for at, token in enumerate(line.tokens) if token.kind == ":"), None)
        if colon is None or match["noun"] not in words(line.tokens[:colon]):
            continue
        for size in sizes(line.tokens[colon + 1 :]):
            if size * each[0].number.value == result.number.value:
                computed = scaled(given(each[0].number), size)
                shown = f"{size} × {bare(each[0])} = {bare(result)}"
                names = Mention(line.number, line.text.strip()[:_LONGEST])
                yield judged(context, Kind.PRODUCT, result, computed, shown, [names, each[0]])


PATTERNS = (
    Pattern(
        "product-each",
        Kind.PRODUCT,
        "개수, 모두, 그리고 괄호 안의 하나마다.",
        "N [W,g.]{0,6} N W{0,3} g",
        _each,
        (
            ("6개 과제 선정, 총 18억원 지원(과제당 3억원 이내)", "exact"),
            ("6개 과제 선정, 총 21억원 지원(과제당 3억원 이내)", "violated"),
            ("4개 대학, 총 320명(대학별 80명)", "exact"),
        ),
        ("5개 과제 선정, 총 10억원 지원(국비 2억원 이내)",),
    ),
    Pattern(
        "product-named",
        Kind.PRODUCT,
        "모두와 하나마다, 하나하나의 이름은 위에 적혀 있을 때. 맞는 것만 셈으로 본다.",
        "N W? g",
        _each_named,
        (("- 운영대학 : 가대, 나대, 다대\n- 인원 : 총 300명(대학별 100명)", "exact"),),
        (
            "- 운영대학 : 가대, 나대, 다대\n- 인원 : 총 300명(대학별 150명)",
            "- 지역 : 가, 나, 다\n- 총 300명(대학별 100명)",
        ),
    ),
    Pattern(
        "product-first",
        Kind.PRODUCT,
        "개수, 하나마다, 그리고 괄호 안의 모두.",
        "N [Wg.]{0,4} N W{0,3} g",
        _each_first,
        (("4대 업종별 각 2명(총 8명)", "exact"), ("10개사 각 5백만원(총 6천만원)", "violated")),
        ("10개사 각 5백만원(10회)",),
    ),
    Pattern(
        "product-inside",
        Kind.PRODUCT,
        "괄호 안에 개수와 하나마다(최대 얼마), 또는 하나마다와 모두.",
        "N [WDg.]{0,6} g",
        _inside,
        (
            ("예산 60억원(30개 과제 실증, 과제당 최대 3억원)", "rounding"),
            ("예산 120억원(30개 과제 실증, 과제당 최대 3억원)", "violated"),
            ("4대 업종(가·나·다·라) 명장 선정(업종별 2명, 총8명)", "exact"),
        ),
        ("예산 60억원(30개 과제 실증, 국비 최대 3억원)",),
    ),
    Pattern(
        "product-cross",
        Kind.PRODUCT,
        "곱셈표로 적은 곱.",
        "N W{0,2} x W{0,2} N W{0,2} = W{0,2} N",
        _cross,
        (("12기업 × 5천만원 = 6억", "exact"), ("12명 × 30일 = 350명", "violated")),
        ("10기업 × 4천만원",),
    ),
    Pattern(
        "product-spent",
        Kind.PRODUCT,
        "예산으로 몇 곳에 얼마씩. 맞는 것만 셈으로 본다.",
        "N W{1,2} N W{0,2} N",
        _spent,
        (("예산 6억으로 12기업 5천만원 지원", "exact"),),
        ("예산 6억으로 12기업 3천만원 지원",),
    ),
)

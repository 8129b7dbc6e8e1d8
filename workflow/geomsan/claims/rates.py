"""Rates, products, means and ranges."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from geomsan.check.identities.edits import Basis
from geomsan.check.identities.verdicts import Verdict
from geomsan.claims.claim import Claim, Context, Kind, Mention, Pattern
from geomsan.claims.lists import bare, items, words
from geomsan.claims.making import judged, told
from geomsan.claims.quantity import LEAST, MOST, UNBOUNDED, quantity_of
from geomsan.claims.tokens import Token
from geomsan.claims.verdicts import Computed, decide, given, over, scaled, times, total
from geomsan.read.figures.interval import Interval

_BACK = 6
"""Lines above in which the base of a rate may stand."""


def _share(numerator: Computed, denominator: Computed) -> Computed | None:
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
    computed = _share(given(first.number), given(base.number))
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
    computed = _share(given(part.number), given(whole.number))
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
        for token in reversed(_numbers(line.tokens)):
            if line is context.line and token.start >= part.start:
                continue
            if token.number is None or token.number.family != part.number.family or not part.number.dimension:
                continue
            computed = _share(given(part.number), given(token.number))
            if computed is not None and decide(rate.number, computed) is Verdict.EXACT and computed[0] < 100:
                shown = f"{bare(part)} ÷ {bare(token)} = {rate.text.strip()}"
                base = Mention(line.number, token.text.strip())
                yield judged(context, Kind.RATE, rate, computed, shown, [part, base])
                return


def _numbers(tokens: Sequence[Token]) -> list[Token]:
    found: list[Token] = []
    for token in tokens:
        if token.number is not None:
            found.append(token)
        found += _numbers(token.inside)
    return found


def _shares(context: Context) -> Iterator[Claim]:
    """``시 120억(6%), 정부 880억(44%), 민간 1,000억(50%)``: each with its share of their sum."""
    pairs: list[tuple[Token, Token]] = []
    for item in items(context.found):
        numbers = [token for token in item if token.number is not None]
        rates = [
            each for token in item if token.kind == "g" for each in token.inside if each.number is not None
        ]
        if (
            len(numbers) != 1
            or len(rates) != 1
            or rates[0].number is None
            or rates[0].number.dimension != "%"
        ):
            return
        pairs.append((numbers[0], rates[0]))
    if len(pairs) < 2 or sum(rate.number.value for _, rate in pairs if rate.number) not in range(98, 103):
        return
    amounts = [token.number for token, _ in pairs if token.number is not None]
    if len({amount.family for amount in amounts}) != 1:
        return
    whole = total(map(given, amounts))
    for token, rate in pairs:
        assert token.number is not None
        computed = _share(given(token.number), whole)
        if computed is not None:
            shown = f"{bare(token)} ÷ ({' + '.join(bare(each) for each, _ in pairs)}) = {rate.text.strip()}"
            yield judged(context, Kind.RATE, rate, computed, shown, [token])
    yield from _sum_above(context, [token for token, _ in pairs], whole)


def _sum_above(context: Context, parts: Sequence[Token], whole: Computed) -> Iterator[Claim]:
    for line in reversed(context.lines[max(0, context.at - 2) : context.at]):
        for token in _numbers(line.tokens):
            if token.number is not None and parts[0].number is not None and whole[0] == token.number.value:
                shown = f"{bare(token)} = " + " + ".join(map(bare, parts))
                yield judged(context, Kind.SPLIT, token, whole, shown, list(parts), line=line.number)
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


_EACH = re.compile(r"(?:(?P<noun>[가-힣]{0,6})(?:당|별|마다))$")


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


PATTERNS = (
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
        "rate-shares",
        Kind.RATE,
        "부분마다 괄호에 적은 몫은 그 합에 대한 비율이다.",
        "(?: [WD.]{1,4} N g [,/]? ){2,8}",
        _shares,
        (
            ("시 120억(6%), 정부 880억(44%), 민간 1,000억(50%)", "exact exact exact"),
            ("시 300억(30%), 국가 700억(70%)", "exact exact"),
        ),
        ("남 300명(30%), 여 700명(80%)",),
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
        "product-first",
        Kind.PRODUCT,
        "개수, 하나마다, 그리고 괄호 안의 모두.",
        "N [Wg.]{0,4} N W{0,3} g",
        _each_first,
        (("4대 업종별 각 2명(총 8명)", "exact"), ("10개사 각 5백만원(총 6천만원)", "violated")),
        ("10개사 각 5백만원(10회)",),
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

"""Differences: two numbers and what lies between them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations

from geomsan.check.identities.verdicts import Verdict
from geomsan.claims.changes import same_kind, steps_of
from geomsan.claims.claim import Claim, Context, Kind, Mention, Pattern
from geomsan.claims.lists import bare
from geomsan.claims.making import judged, rivals
from geomsan.claims.tokens import all_tokens, numbers_of
from geomsan.claims.verdicts import given, minus

_ADDED = ("신규", "추가", "증설", "증원", "확충", "증가")


def _nil(context: Context) -> Iterator[Claim]:
    """``정원 310명 / 현원 302명 (△8)``: two numbers and their difference."""
    numbers = [token for token in context.found if token.number is not None]
    group = context.found[-1]
    inside = [token for token in group.inside if token.number is not None]
    if len(numbers) != 2 or len(inside) != 1 or len(group.inside) != 1:
        return
    first, second, gap = numbers[0].number, numbers[1].number, inside[0].number
    if (
        first is None
        or second is None
        or gap is None
        or not gap.sign
        or (gap.dimension and gap.family != second.family)
    ):
        return
    pair = same_kind(first, second)
    if pair is None or pair[0].dimension in ("%", ""):
        return
    printed = gap.in_unit_of(pair[0])
    computed = minus(given(pair[1]), given(pair[0]))
    shown = f"{bare(numbers[1])} - {bare(numbers[0])} = {inside[0].text.strip()}"
    claim = judged(context, Kind.DIFFERENCE, inside[0], computed, shown, numbers, number=printed)
    if claim.verdict is Verdict.VIOLATED and -computed[0] == printed.value:
        claim = replace(claim, verdict=Verdict.UNDECIDED, because=rivals("앞의 수에서 뒤의 수를 뺀 것"))
    yield claim


def _new(context: Context) -> Iterator[Claim]:
    """``5개실 신규 구축(75호실→80호실)``: what is added, and from what to what."""
    added, group = context.found[0], context.found[-1]
    steps = steps_of(group.inside)
    if added.number is None or len(steps) != 2 or not any(token.text in _ADDED for token in context.found):
        return
    pair = same_kind(steps[0].number, steps[1].number) if steps[0].number and steps[1].number else None
    if pair is None or added.number.family != pair[0].family:
        return
    computed = minus(given(pair[1]), given(pair[0]))
    shown = f"{bare(steps[1])} - {bare(steps[0])} = {bare(added)}"
    yield judged(context, Kind.DIFFERENCE, added, computed, shown, [steps[1], steps[0]])


def _pairs(context: Context) -> Iterator[Claim]:
    """``135실, 144팀 추가 : 174실, 394팀 ➡ 309실, 538팀``: what is added of each kind."""
    numbers = [token for token in context.found if token.number is not None]
    if len(numbers) != 6 or not any(token.text in _ADDED for token in context.found):
        return
    for gap, first, second in zip(numbers[:2], numbers[2:4], numbers[4:], strict=True):
        assert gap.number is not None
        pair = same_kind(first.number, second.number) if first.number and second.number else None
        if pair is None or gap.number.family != pair[0].family:
            return
        computed = minus(given(pair[1]), given(pair[0]))
        shown = f"{bare(second)} - {bare(first)} = {bare(gap)}"
        yield judged(context, Kind.DIFFERENCE, gap, computed, shown, [second, first])


def _opened(context: Context) -> Context:
    """Return the match with a number in brackets as if it stood there without them."""
    tokens = tuple(
        token.inside[-1] if token.kind == "g" and token.inside and token.inside[-1].number else token
        for token in context.tokens
    )
    return replace(context, tokens=tokens)


def _rest(context: Context) -> Iterator[Claim]:
    """``736억 원 제외 후 940억 원`` of a whole above it; what holds alone is a claim."""
    numbers = [token for token in context.found if token.number is not None]
    if len(numbers) != 2:
        return
    gap, rest = numbers
    if gap.number is None or rest.number is None or gap.number.family != rest.number.family:
        return
    if not any(token.text in ("제외", "뺀", "공제") for token in context.found if token.kind == "W"):
        return
    for line in reversed(context.lines[max(0, context.at - _BACK) : context.at + 1]):
        for token in all_tokens(line.tokens):
            number = token.number
            if (
                number is None
                or number.family != rest.number.family
                or (line is context.line and token in context.found)
            ):
                continue
            computed = minus(given(number), given(gap.number))
            if computed[0] == rest.number.value and rest.number.value:
                shown = f"{bare(token)} - {bare(gap)} = {bare(rest)}"
                whole = Mention(line.at(token), token.text.strip())
                yield judged(context, Kind.DIFFERENCE, rest, computed, shown, [whole, gap])
                return


def _gap(context: Context) -> Iterator[Claim]:
    """``기준금리 차 1.25%`` of two rates in its line or above it; what holds alone is a claim."""
    gap = context.found[-1]
    number = gap.number
    if number is None or context.found[0].text not in ("차", "격차", "차이") or not number.value:
        return
    found = [
        (each, Mention(line.at(token), token.text.strip()), bare(token))
        for line in context.lines[max(0, context.at - 2) : context.at + 1]
        for token in numbers_of(line.tokens)
        if (each := token.number) is not None and each.dimension == number.dimension and token is not gap
    ]
    for pair in combinations(found, 2):
        (large, *_), (small, *_) = larger, smaller = sorted(pair, key=lambda one: one[0].value, reverse=True)
        if large.value - small.value == number.value and large.step == small.step == number.step:
            shown = f"{larger[2]} - {smaller[2]} = {bare(gap)}"
            computed = minus(given(large), given(small))
            yield judged(context, Kind.DIFFERENCE, gap, computed, shown, [larger[1], smaller[1]])
            return


_BACK = 5
"""Lines above in which the whole may stand."""

PATTERNS = (
    Pattern(
        "difference-pairs",
        Kind.DIFFERENCE,
        "두 가지를 더한 수와 그 앞뒤.",
        "N , N W{0,2} : [WD]{0,3} N , N g? > [WD]{0,3} N , N",
        _pairs,
        (("공간 30실, 40팀 추가 : 공간 70실, 90팀(작년) → 공간 100실, 130팀", "exact exact"),),
        ("공간 30실, 40팀 : 공간 70실, 90팀 → 공간 100실, 130팀",),
    ),
    Pattern(
        "difference-rest",
        Kind.DIFFERENCE,
        "전체에서 뺀 것과 남은 것. 맞는 것만 셈으로 본다.",
        "[Ng] [W_)]{0,6} N",
        lambda context: _rest(_opened(context)),
        (("- 예산 : 912억원\n※ 집행분(212억원) 제외 후 실제 사업비는 700억원", "exact"),),
        ("- 예산 : 912억원\n※ 집행분(212억원) 제외 후 실제 사업비는 710억원",),
    ),
    Pattern(
        "difference-gap",
        Kind.DIFFERENCE,
        "‘차’와 그 위에 적은 두 비율. 맞는 것만 셈으로 본다.",
        "W N",
        _gap,
        (("- 미국 기준금리 3.50~3.75% 동결\n- 한국 기준금리 2.50% 동결, 한·미 기준금리 차 1.25%", "exact"),),
        (
            "- 미국 기준금리 3.50~3.75% 동결\n- 한국 기준금리 2.50% 동결, 한·미 기준금리 차 1.35%",
            "3.75%와 2.50%, 폭 1.25%",
        ),
    ),
    Pattern(
        "difference-brackets",
        Kind.DIFFERENCE,
        "나란히 적은 두 수와 괄호 안의 차.",
        "N [,/] W{1,2} N g",
        _nil,
        (
            ("정원 310명 / 현원 302명 (△8)", "exact"),
            ("정원 310명 / 현원 302명 (△7)", "violated"),
            ("정원 240 / 현원 229명 (△ 11)", "exact"),
        ),
        ("정원 310명 / 현원 302명 (8)", "정원 310명 / 예산 302억원 (△8)"),
    ),
    Pattern(
        "difference-added",
        Kind.DIFFERENCE,
        "더한 수와 괄호 안의 앞뒤.",
        "N W{1,4} g",
        _new,
        (
            ("입주공간 4개실 신규 구축(60호실→64호실)", "exact"),
            ("입주공간 5개실 신규 구축(60호실→64호실)", "violated"),
        ),
        ("입주공간 5개실 개선(60호실→64호실)",),
    ),
)

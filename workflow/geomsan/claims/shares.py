"""Shares: rates that are said to make up a whole, and amounts each with its share of their sum."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from geomsan.claims.claim import Claim, Context, Kind, Pattern
from geomsan.claims.lists import bare, items, words
from geomsan.claims.making import judged, rivals
from geomsan.claims.quantity import quantity_of
from geomsan.claims.rates import share
from geomsan.claims.splits import until_note
from geomsan.claims.tokens import Token, numbers_of
from geomsan.claims.verdicts import Computed, given, total

_HUNDRED = quantity_of("100%")
_SHARED = re.compile(r"매칭|분담|부담|재원|구성비|비율|비중|배점|지분")


def _hundred(context: Context) -> Iterator[Claim]:
    """Shares that are said to be all: 市 70%, 區 20%, 자부담 10%."""
    group = context.found[-1]
    yield from _hundred_of(context, group.inside, words(context.found[:-1]))


def _hundred_inline(context: Context) -> Iterator[Claim]:
    yield from _hundred_of(context, until_note(context.tokens), "")


def _hundred_of(context: Context, tokens: Sequence[Token], said: str) -> Iterator[Claim]:
    assert _HUNDRED is not None
    listed = items(tokens)
    numbers = [[token for token in item if token.number is not None] for item in listed]
    if len(listed) < 2 or any(
        len(found) != 1 or found[0].number is None or found[0].number.dimension != "%" or found[0].number.sign
        for found in numbers
    ):
        return
    if any(not words(item) or any(token.kind in ">~" for token in item) for item in listed):
        return
    parts = [found[0] for found in numbers]
    computed = total(given(token.number) for token in parts if token.number is not None)
    if computed[0] != 100 and not _SHARED.search(said):
        return
    statement = "100% = " + " + ".join(map(bare, parts))
    result = Token("N", "100%", parts[0].start, parts[-1].end, number=_HUNDRED)
    because = None if abs(computed[0] - 100) <= 10 else rivals("전체가 아닌 일부의 비율")
    claim = judged(context, Kind.SPLIT, result, computed, statement, parts, because=because)
    yield replace(claim, mentions=claim.mentions[1:])


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
        computed = share(given(token.number), whole)
        if computed is not None:
            shown = f"{bare(token)} ÷ ({' + '.join(bare(each) for each, _ in pairs)}) = {rate.text.strip()}"
            yield judged(context, Kind.RATE, rate, computed, shown, [token])
    yield from _sum_above(context, [token for token, _ in pairs], whole)


def _sum_above(context: Context, parts: Sequence[Token], whole: Computed) -> Iterator[Claim]:
    for line in reversed(context.lines[max(0, context.at - 2) : context.at]):
        for token in numbers_of(line.tokens):
            if token.number is not None and parts[0].number is not None and whole[0] == token.number.value:
                shown = f"{bare(token)} = " + " + ".join(map(bare, parts))
                yield judged(context, Kind.SPLIT, token, whole, shown, list(parts), line=line.number)
                return


PATTERNS = (
    Pattern(
        "split-hundred",
        Kind.SPLIT,
        "전체를 나누는 비율은 더해서 100%이다.",
        "W{1,4} g",
        _hundred,
        (
            ("사업비 매칭(시 60%, 구 25%, 자부담 15%)", "exact"),
            ("사업비 매칭(시 60%, 구 25%, 자부담 25%)", "violated"),
        ),
        ("만족도(강의 90%, 시설 80%)",),
    ),
    Pattern(
        "split-hundred-line",
        Kind.SPLIT,
        "한 줄에 늘어놓은 비율의 합이 100%이다.",
        "^ [!_]? W{1,4} :? [WN.g,/_]{2,40}",
        _hundred_inline,
        (("전시공간 65% / 공용공간 35%", "exact"),),
        ("취업률 70% / 수료율 90%",),
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
)

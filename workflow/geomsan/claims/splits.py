"""Splits: a total and its named parts, in brackets, behind a colon, in a sentence, over the lines below."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from geomsan.check.identities.verdicts import Verdict
from geomsan.claims.claim import Claim, Context, Kind, Pattern
from geomsan.claims.lists import OTHER_STATE, Parts, bare, items, part_of, parts_of, words
from geomsan.claims.making import UNNAMED, judged
from geomsan.claims.quantity import Quantity
from geomsan.claims.tokens import Token, numbers_of
from geomsan.claims.verdicts import at_least, decide, given, total


def _split(context: Context, result: Token, found: Parts, number: Quantity | None = None) -> Claim:
    """Return the claim that the parts make up the total, or at most that where more are not named."""
    computed = total(part.computed for part in found.parts)
    statement = f"{bare(result)} = " + " + ".join(part.statement for part in found.parts)
    tokens = [part.token for part in found.parts]
    if not found.is_open:
        return judged(context, Kind.SPLIT, result, computed, statement, tokens, number=number)
    claim = judged(
        context, Kind.SPLIT, result, at_least(computed), f"{statement} + 등", tokens, number=number
    )
    if claim.verdict is Verdict.ROUNDING:
        claim = replace(claim, verdict=Verdict.UNDECIDED, because=UNNAMED, expected=None)
    return claim


def _best(claims: Iterable[Claim]) -> Iterator[Claim]:
    """Yield the claims that hold; where none does, the one whose total stands nearest to its parts."""
    found = list(claims)
    held = [claim for claim in found if claim.verdict in (Verdict.EXACT, Verdict.ROUNDING)]
    yield from held or found[:1]


def _in_brackets(context: Context) -> Iterator[Claim]:
    group = context.found[-1]
    numbers = [token for token in reversed(context.found[:-1]) if token.number is not None]
    claims = []
    for token in numbers:
        assert token.number is not None
        found = parts_of(group.inside, token.number)
        if found is not None and _is_whole(token.number, found):
            claims.append(_split(context, token, found))
    yield from _best(claims)


def _is_whole(number: Quantity, found: Parts) -> bool:
    """Tell whether a number can be the whole of parts: none of them is more, but for the roundings."""
    if number.dimension in ("%", "%p", "") and len(found.parts) < 2:
        return False
    if number.dimension in ("%", "%p"):
        return False
    most = max(part.computed[0] for part in found.parts)
    return most <= number.value * 3 and any(part.computed[0] > 0 for part in found.parts)


def _pairs(context: Context) -> Iterator[Claim]:
    """Two totals before one bracket whose items have two numbers each: 41종 57개(의약 23종 33개, …)."""
    group = context.found[-1]
    totals = [token for token in context.found[:-1] if token.number is not None][-2:]
    listed = items(group.inside)
    if len(listed) < 2 or any(sum(token.kind == "N" for token in item) != 2 for item in listed):
        return
    for token in totals:
        assert token.number is not None
        found = parts_of(group.inside, token.number)
        if found is not None:
            yield _split(context, token, found)


def _behind_colon(context: Context) -> Iterator[Claim]:
    tokens = context.found
    colon = next(at for at, token in enumerate(tokens) if token.kind == ":")
    head = [token for token in tokens[:colon] if token.number is not None][-1]
    assert head.number is not None
    found = parts_of(until_note(tokens[colon + 1 :]), head.number)
    if found is None or not _is_whole(head.number, found):
        return
    claim = _split(context, head, found)
    if claim.verdict in (Verdict.EXACT, Verdict.ROUNDING) or head.number.is_total:
        yield claim


def until_note(tokens: Sequence[Token]) -> Sequence[Token]:
    """Return the tokens up to a note (※)."""
    end = next((at for at, token in enumerate(tokens) if token.kind == "!"), len(tokens))
    return tokens[:end]


def _sexes(context: Context) -> Iterator[Claim]:
    """``88명, 남 43명/여 45명``."""
    head, labels = context.found[0], [token.text for token in context.found if token.kind == "W"]
    assert head.number is not None
    found = parts_of(context.found[-5:], head.number)
    if found is not None and {label[:1] for label in labels[-2:]} == {"남", "여"}:
        yield _split(context, head, found)


def _of_which(context: Context) -> Iterator[Claim]:
    """``200개사 중 준공 126개, 착공 39개, 준비 35개``: where the parts make up the whole."""
    head = context.found[0]
    assert head.number is not None
    found = parts_of(until_note(context.found[2:]), head.number)
    if found is not None and len(found.parts) > 1:
        claim = _split(context, head, found)
        if claim.verdict is Verdict.EXACT:
            yield claim


def _then_total(context: Context) -> Iterator[Claim]:
    """``지원 6개사, 지원 4개사 등 총 10개 기업``: parts, then their total."""
    result = context.found[-1]
    assert result.number is not None
    if not result.number.is_total:
        return
    tokens = context.found[:-1]
    listed = items([token for token in tokens if not (token.kind == "W" and token.text in ("등", "모두"))])
    parts = [part_of(item, result.number) for item in listed]
    kept = [part for part in parts if part is not None and part.label]
    if len(kept) < 2 or len(kept) != len(parts) or any(OTHER_STATE.search(words(item)) for item in listed):
        return
    claim = _split(context, result, Parts(tuple(kept), False))
    if claim.verdict is Verdict.EXACT or len(kept) > 2:
        yield claim


def _added(context: Context) -> Iterator[Claim]:
    """``5 + 3 = 8`` and ``8 = 5 + 3``."""
    equals = next(at for at, token in enumerate(context.found) if token.kind == "=")
    sides = [
        [token for token in side if token.number is not None]
        for side in (context.found[:equals], context.found[equals + 1 :])
    ]
    one, many = sorted(sides, key=len)
    if len(one) != 1 or len(many) < 2:
        return
    result = one[0]
    assert result.number is not None
    numbers = [token.number.in_unit_of(result.number) for token in many if token.number is not None]
    if any(number.family != result.number.family and result.number.dimension for number in numbers):
        return
    statement = f"{bare(result)} = " + " + ".join(map(bare, many))
    yield judged(context, Kind.SPLIT, result, total(map(given, numbers)), statement, many)


def _years(context: Context) -> Iterator[Claim]:
    """``6개년, 4+2년``: a span in its stages."""
    tokens = [token for token in context.found if token.number is not None]
    result, many = tokens[0], tokens[1:]
    assert result.number is not None
    unit = many[-1].number
    if unit is None or unit.family != result.number.family or len(many) < 2:
        return
    numbers = [token.number.in_unit_of(unit) for token in many if token.number is not None]
    statement = f"{bare(result)} = " + " + ".join(map(bare, many))
    yield judged(context, Kind.SPLIT, result, total(map(given, numbers)), statement, many)


def _in_note(context: Context) -> Iterator[Claim]:
    """``총 1,950백만원 ※ 조성비(1,050백만원), 운영비(900백만원)``: parts with their numbers in brackets."""
    head = context.found[0]
    end = next(
        at for at, token in enumerate(context.tokens) if token.kind == "!" and token.start > head.start
    )
    listed = [_opened(item) for item in items(context.tokens[end + 1 :])]
    if head.number is None or not head.number.is_total:
        return
    parts = [part_of(item, head.number) for item in listed]
    if len(parts) > 1 and all(part is not None and part.label for part in parts):
        yield _split(context, head, Parts(tuple(part for part in parts if part is not None), False))


def _opened(item: Sequence[Token]) -> tuple[Token, ...]:
    """Return an item with its number as if it stood without its brackets: 운영비(900백만원)."""
    last = item[-1]
    return (*item[:-1], *last.inside) if last.kind == "g" and len(last.inside) == 1 else tuple(item)


_PRICE = re.compile(r"(?:금액|대금|가격|매각가|매입가)\s?(?:\([^()]*\)\s?)?:?\s?$")
_INSTALMENTS = ("계약금", "중도금", "잔금")
_BACK = 30


def _instalments(context: Context) -> Iterator[Claim]:
    """``계약금 100백만원, 잔금 900백만원`` of a price above them; what holds alone is a claim."""
    listed = [item for item in items(context.tokens) if any(token.text in _INSTALMENTS for token in item)]
    parts = [next((token for token in item if token.number is not None), None) for item in listed]
    numbers = [token.number for token in parts if token is not None and token.number is not None]
    names = {token.text for item in listed for token in item}
    if len(numbers) != len(listed) or not {"계약금", "잔금"} <= names:
        return
    computed = total(map(given, numbers))
    for line in reversed(context.lines[max(0, context.at - _BACK) : context.at + 1]):
        for token in numbers_of(line.tokens):
            number = token.number
            if (
                number is None
                or number.family != numbers[0].family
                or not _PRICE.search(line.text[: token.start])
            ):
                continue
            if decide(number, computed) is not Verdict.VIOLATED:
                tokens = [token for token in parts if token is not None]
                statement = f"{bare(token)} = " + " + ".join(map(bare, tokens))
                yield judged(context, Kind.SPLIT, token, computed, statement, tokens, line=line.at(token))
                return


PATTERNS = (
    Pattern(
        "split-pairs",
        Kind.SPLIT,
        "두 합계 뒤 괄호 안에 부분마다 두 숫자가 있으면 각각 더한 것이다.",
        "N N W{0,3} g",
        _pairs,
        (
            ("장비 30종 40개(의약 10종 25개, 의료 20종 15개)", "exact exact"),
            ("장비 31종 40개(의약 10종 25개, 의료 20종 15개)", "violated exact"),
        ),
        ("장비 30종 40개(의약 10종, 의료 15개)",),
    ),
    Pattern(
        "split-brackets",
        Kind.SPLIT,
        "괄호 안에 이름과 함께 적은 부분을 더하면 그 앞의 숫자이다.",
        "N (?: [WD.] {0,6} | [WD.]{0,3} , [WD]{0,2} N W{0,4} ) g",
        _in_brackets,
        (
            ("지원 업체 94개(가구 61개, 인쇄 25개, 신발 8개)", "exact"),
            ("예산 1,210백만원 ('23년 430백만원, '24년 780백만)", "exact"),
            ("운영 64개소 (민간31, 공공22, 대학12)", "violated"),
            ("상금 총 4.5억원(대상 1팀 2억원, 금상 1팀 1억원, 3개 부문별 각 5천만원)", "exact"),
            ("사업비 412억원(국비 300억, 시비 62억, 공사 50억)", "exact"),
            ("예산 8,400백만원(조성비 5,300백만원, 운영비 2,945백만원 등)", "undecided"),
            ("예산 100백만원(조성비 90백만원, 운영비 45백만원 등)", "violated"),
        ),
        (
            "업체 41개사(신청 60개사, 선정 41개사)",
            "업체 10개사(2일, 3회)",
            "3개 기업(서울, 부산, 대구)",
            "회의 2회(3월, 6월)",
        ),
    ),
    Pattern(
        "split-colon",
        Kind.SPLIT,
        "쌍점 뒤에 이름과 함께 늘어놓은 부분을 더하면 쌍점 앞의 숫자이다.",
        "N W{0,4} : [^:]{3,60}",
        _behind_colon,
        (
            ("9개 센터 : 목공 5(가, 나), 유리 3(다), 도자 1(라)", "exact"),
            ("총 9명 : 의사 4명, 간호사 3명", "violated"),
        ),
        ("2개 과정 : 기초 3개월, 심화 2개월",),
    ),
    Pattern(
        "split-sexes",
        Kind.SPLIT,
        "남녀를 더하면 그 앞의 인원이다.",
        "N , [WTDN,]{0,4} W N / W N",
        _sexes,
        (
            ("(참여자 70명, 경쟁률 2.2:1, 남 33명/여 37명)", "exact"),
            ("(참여자 70명, 남 33명/여 38명)", "violated"),
        ),
        ("참여자 88명, 강사 43명/직원 45명",),
    ),
    Pattern(
        "split-of-which",
        Kind.SPLIT,
        "‘가운데’ 늘어놓은 부분이 전체를 채운다.",
        "N W [^:]{3,60}",
        lambda context: _of_which(context) if context.found[1].text in ("중", "가운데") else (),
        (("입주계약 150개사 중 준공 90개, 착공 35개, 준비 25개", "exact"),),
        ("입주계약 150개사 중 준공 90개, 착공 35개", "입주기업 150개사 모집, 준공 90개, 착공 60개"),
    ),
    Pattern(
        "split-then-total",
        Kind.SPLIT,
        "늘어놓은 부분 뒤의 ‘총’은 그 합이다.",
        "(?: [WD.]{1,5} N [Wg]{0,3} [,/+]? ){2,8} W? N",
        _then_total,
        (("민간 단체 7개사, 시 지원 단체 5개사 등 총 12개 단체 참여", "exact"),),
        ("민간 기업 6개사, 시 지원 기업 4개사 참여", "6개 부서, 총 4회"),
    ),
    Pattern(
        "split-sum",
        Kind.SPLIT,
        "등호와 덧셈표로 적은 합.",
        "[NWD.]{0,4} (?: [+=] [WD.]{0,4} N W{0,3} ){2,8}",
        lambda context: _added(context) if "=" in {token.kind for token in context.found} else (),
        (("국비 30억원 + 시비 20억원 = 50억원", "exact"), ("50억원 = 국비 30억원 + 시비 25억원", "violated")),
        ("국비 30억원 + 시비 20억원",),
    ),
    Pattern(
        "split-stages",
        Kind.SPLIT,
        "기간을 단계로 나누어 적은 합.",
        "N , N (?: [+] N ){1,4}",
        _years,
        (("사업기간 (6개년, 4+2년)", "exact"), ("사업기간 (6개년, 4+3년)", "violated")),
        ("(5개소, 3+2년)",),
    ),
    Pattern(
        "split-note",
        Kind.SPLIT,
        "총액 뒤 당구장표에 부분마다 괄호로 적은 수를 더하면 총액이다.",
        "N W{0,3} ! W{1,4} g (?: , W{1,4} g ){1,6} W{0,2} $",
        _in_note,
        (
            ("예산 : 총 1,950백만원 ※ 조성비(1,050백만원), 운영비 및 임차료(900백만원)", "exact"),
            ("예산 : 총 1,950백만원 ※ 조성비(1,050백만원), 운영비 및 임차료(800백만원)", "violated"),
        ),
        (
            "예산 : 1,950백만원 ※ 조성비(1,050백만원), 운영비(800백만원)",
            "총 7개사 ※ 조성비(1,050백만원), 운영비(800백만원)",
        ),
    ),
    Pattern(
        "split-instalments",
        Kind.SPLIT,
        "계약금과 잔금을 더하면 위에 적은 금액이다. 맞는 것만 셈으로 본다.",
        "W{1,2} N g? , [WDN,g]{0,8} W{1,2} N",
        _instalments,
        (
            (
                "- 매각금액 : 17,586백만원\n- ※ 계약금 1,758백만원(7.23.), 잔금 15,827백만원(8.16.) 납부",
                "rounding",
            ),
        ),
        ("- 매각금액 : 19,586백만원\n- ※ 계약금 1,758백만원(7.23.), 잔금 15,827백만원(8.16.) 납부",),
    ),
)
"""Patterns of splits, those that read most first."""

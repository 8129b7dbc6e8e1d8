"""Counts: a number of things, and the things named before or behind it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from geomsan.check.identities.verdicts import Verdict
from geomsan.claims.claim import Claim, Context, Kind, Pattern
from geomsan.claims.lists import items
from geomsan.claims.making import rivals, told
from geomsan.claims.quantity import Quantity
from geomsan.claims.tokens import Token

FEWEST, MOST = 2, 30
"""Names that a list may have that is held against a number."""
_AND = re.compile(r"및|과|와")


_NO_THINGS = frozenset(
    [
        "년",
        "월",
        "일",
        "개월",
        "시간",
        "층",
        "분",
        "세",
        "배",
        "일간",
        "개년",
        "개월간",
        "년간",
        "주",
        "명",
        "인",
    ]
)
"""Units of what is not counted by naming it."""


def is_countable(number: Quantity | None) -> bool:
    """Tell whether a number may count things that are named beside it."""
    return (
        number is not None
        and number.is_count
        and bool(number.dimension)
        and number.dimension not in _NO_THINGS
        and not number.qualifier
        and FEWEST <= number.value <= MOST
    )


def sizes(tokens: Sequence[Token]) -> set[int]:
    """Return how many names a list has, by each way in which it can be divided; empty where it is none."""
    if not tokens or any(token.kind in "N>~T=x" for token in tokens):
        return set()
    shape = "".join(token.kind for token in tokens)
    found: set[int] = set()
    for separators in (",", "/", ".", "+", ",.", ",/", ",+"):
        if all(sign in shape for sign in separators):
            listed = items(tokens, separators)
            if all(any(token.kind in "WDM" for token in item) for item in listed):
                found.add(len(listed) + sum(_and(item) for item in listed))
                found.add(len(listed))
    if not found and any(_and(item) for item in [tokens]):
        found.add(2)
    return {size for size in found if size > 1}


def _and(item: Sequence[Token]) -> int:
    return sum(token.kind == "W" and _AND.fullmatch(token.text) is not None for token in item[1:-1])


def _named(context: Context, head: Token, names: Sequence[Token], *, is_sure: bool) -> Iterator[Claim]:
    """Decide a count against the names given; only a list that is surely of names can be wrong."""
    number = head.number
    assert number is not None
    kept, is_open = closed(names)
    counted = sizes(kept)
    if not counted or not kept:
        return
    printed = int(number.value)
    text = " ".join(token.text for token in kept)[:80]
    statement = f"{head.text.strip()} = {text}"
    nearest = min(counted, key=lambda size: (abs(size - printed), size))
    if printed in counted:
        verdict, because = Verdict.EXACT, None
    elif is_open:
        if min(counted) <= printed:
            return
        verdict, because = Verdict.VIOLATED, None
        if not is_sure:
            return
    elif not is_sure or abs(nearest - printed) > 2 or len(counted) > 2:
        return
    elif len(counted) > 1:
        verdict, because = Verdict.UNDECIDED, rivals(*(f"{size}개" for size in sorted(counted)))
    else:
        verdict, because = Verdict.VIOLATED, None
    yield told(
        context,
        Kind.COUNT,
        statement,
        verdict,
        [head, *_ends(kept)],
        reported=number.printed,
        expected=nearest,
        unit=number.unit,
        because=because,
    )


def _ends(names: Sequence[Token]) -> list[Token]:
    return [names[0], names[-1]] if len(names) > 1 else list(names)


def closed(names: Sequence[Token]) -> tuple[Sequence[Token], bool]:
    """Return the names without a closing 등, and whether there was one."""
    if names and names[-1].kind == "W" and re.fullmatch(r"등|외", names[-1].text):
        return names[:-1], True
    return names, False


_PLACES = re.compile(
    r"(?:개소|개국|개교|개구|개동|곳|개사|개과정|개관|기관|대학|센터|캠퍼스|지역|분야|업종|시군|사업|과정|권역|자치구|도시|"
    r"대학교|지구|거점|부문|종목|유형|영역|공간|단지|협회|학과|부서|팀)$"
)


_MANNER = re.compile(
    r"오전|오후|[주야]간|[상하]반기|온라인|오프라인|[무유]료|신규|기존|공공|민간|서류|면접|현장|예정"
)
"""Words in brackets that say how or when, and are no names."""


def _brackets(context: Context) -> Iterator[Claim]:
    """``신용보험센터 4개소(마포, 서대문, 서초, 강남)``."""
    head, group = context.found[0], context.found[-1]
    if not is_countable(head.number):
        return
    if all(token.kind in "DM,./" for token in group.inside):
        return
    between = [token for token in context.found[1:-1] if token.kind == "W"]
    assert head.number is not None
    noun = between[-1].text if between else head.number.dimension
    if any(token.kind == "W" and _MANNER.fullmatch(token.text) for token in group.inside):
        return
    is_sure = bool(_PLACES.search(noun)) and len(between) < 2 and not _has_brackets(group.inside)
    yield from _named(context, head, group.inside, is_sure=is_sure)


def _has_brackets(tokens: Sequence[Token]) -> bool:
    return any(token.kind == "g" for token in tokens)


def _before(context: Context) -> Iterator[Claim]:
    """``터널, 승강장, 전동차 총 3개 공간``: names, then how many."""
    head = next(token for token in context.found if token.number is not None)
    if not is_countable(head.number):
        return
    assert head.number is not None
    tokens = list(context.found[: context.found.index(head)])
    start = max((at + 1 for at, token in enumerate(tokens) if token.kind in ":!_"), default=0)
    names = tokens[start:]
    says_so = head.number.is_total or names[-1].text == "등"
    # 본관, 별관, 임차 3개소: the number may be of the last alone.
    if head.number.is_each or not (says_so or len(items(names, ",")) > 3 or len(items(names, ".")) > 3):
        listed = items(names, ",")
        if head.number.is_each or not all(item[-1].kind == "g" for item in listed):
            return
    yield from _named(context, head, names, is_sure=False)


def _colon(context: Context) -> Iterator[Claim]:
    """``운영 중(3개소) : 영등포·금천·마포 캠퍼스``, ``9대 분야: 투자, 창업, …``."""
    colon = next(at for at, token in enumerate(context.found) if token.kind == ":")
    head = next((token for token in context.found[:colon] if is_countable(token.number)), None)
    if head is None:
        group = next((token for token in context.found[:colon] if token.kind == "g"), None)
        inside = [] if group is None else [token for token in group.inside if token.kind == "N"]
        if group is None or len(inside) != 1 or len(group.inside) != 1 or not is_countable(inside[0].number):
            return
        head = inside[0]
    rest = context.found[colon + 1 :]
    end = next((at for at, token in enumerate(rest) if token.kind in "!_:"), len(rest))
    yield from _named(context, head, rest[:end], is_sure=False)


def _further(context: Context) -> Iterator[Claim]:
    """``3개 기술원 4개 분교 (가·나, 다, 라)``: the names may be those of the first number."""
    head, group = context.found[0], context.found[-1]
    if not is_countable(head.number) or _has_brackets(group.inside):
        return
    yield from _named(context, head, group.inside, is_sure=False)


def _nested(context: Context) -> Iterator[Claim]:
    """``의류 4(가, 나, 다, 라)``: a bare number and as many names; what holds alone is a claim."""
    head, group = context.found[-2], context.found[-1]
    number = head.number
    if number is None or number.dimension or number.step != 1 or not FEWEST < number.value <= MOST:
        return
    if any(token.kind not in "W,.g" for token in group.inside) or int(number.value) not in sizes(
        group.inside
    ):
        return
    names = [token for token in group.inside if token.kind == "W"]
    statement = f"{head.text.strip()} = " + " ".join(token.text for token in group.inside)
    yield told(
        context,
        Kind.COUNT,
        statement[:80],
        Verdict.EXACT,
        [head, names[0], names[-1]],
        reported=number.printed,
        expected=int(number.value),
    )


PATTERNS = (
    Pattern(
        "count-further",
        Kind.COUNT,
        "두 수 뒤 괄호에 늘어놓은 이름이 앞의 수만큼일 때.",
        "N W{0,2} N W{0,3} g",
        _further,
        (
            ("3개 학교 4개 분교 (강동·강서, 성북, 도봉)", "exact"),
            ("現 4개소 3.2만㎡(가허브, 나센터, 다센터, 라동)", "exact"),
        ),
        ("5개 학교 4개 분교 (강동·강서, 성북, 도봉)",),
    ),
    Pattern(
        "count-nested",
        Kind.COUNT,
        "내역의 수 뒤 괄호에 늘어놓은 이름. 맞는 것만 셈으로 본다.",
        "W N g",
        _nested,
        (("9개 센터 : 목공 4(가동, 나동, 다동, 라동), 유리 5(마동)", "exact"),),
        ("9개 센터 : 목공 4(가동, 나동, 다동)",),
    ),
    Pattern(
        "count-brackets",
        Kind.COUNT,
        "숫자 뒤 괄호에 늘어놓은 이름의 수. ‘등’이 있으면 그보다 많지만 않으면 된다.",
        "N W{0,4} g",
        _brackets,
        (
            ("센터 4개소(송파, 은평, 관악, 중랑)에서 접수", "exact"),
            ("센터 5개소(송파, 은평, 관악, 중랑)에서 접수", "violated"),
            ("4대 업종(목공·유리·도자·제책)", "exact"),
            ("2개 과정 [기초 + 심화]", "exact"),
            ("3개 학교 4개 분교 (강동·강서, 성북, 도봉)", "exact"),
            ("시범지구 3곳 지정(송파·은평·관악)", "exact"),
            ("참여 2개 지역(여주, 이천, 광주 등)", "violated"),
        ),
        (
            "5개 지역(여주, 이천 등)",
            "12개 부스(전시, 상담)",
            "센터 2개소('22.1.~4.)",
            "20명(전시, 상담)",
            "센터 2개소(중구)",
        ),
    ),
    Pattern(
        "count-before",
        Kind.COUNT,
        "늘어놓은 이름 뒤에 적은 수. 맞는 것만 셈으로 본다.",
        "(?: [WgD]{1,5} [,./] ){1,14} [WgD]{1,6} N",
        _before,
        (
            ("적용공간 : 복도, 강당, 식당 총 3개 공간", "exact"),
            ("교통, 주택, 복지, 체육·관광, 환경·안전 등 5개 분야", "exact"),
        ),
        ("교육, 상담 3개소", "상권, 시장 등 5개소", "본관, 별관, 임차 3개소"),
    ),
    Pattern(
        "count-colon",
        Kind.COUNT,
        "쌍점 앞의 수와 쌍점 뒤에 늘어놓은 이름. 맞는 것만 셈으로 본다.",
        "(?: N W{0,4} g? | g ) : [^:]{3,60}",
        _colon,
        (("운영 중(3개소) : 송파·은평·관악 분교", "exact"), ("4대 분야: 창업, 경영, 법률, 세무", "exact")),
        ("3개소 : 전시, 상담", "(2개) : 위치"),
    ),
)

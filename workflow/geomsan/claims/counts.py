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
from geomsan.common.errors import Bilingual

_FEWEST, _MOST = 2, 30
_UNNAMED = Bilingual("‘등’으로 끝난 목록이라 나머지를 알 수 없습니다", "the list is not whole (등)")
_TIMES = ("회", "차례", "번")
_AND = re.compile(r"및|과|와")


def _countable(number: Quantity | None) -> bool:
    return (
        number is not None
        and number.is_count
        and bool(number.dimension)
        and not number.qualifier
        and _FEWEST <= number.value <= _MOST
        and number.dimension
        not in (
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
        )
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
    kept, is_open = _closed(names)
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


def _closed(names: Sequence[Token]) -> tuple[Sequence[Token], bool]:
    """Return the names without a closing 등, and whether there was one."""
    if names and names[-1].kind == "W" and re.fullmatch(r"등|외", names[-1].text):
        return names[:-1], True
    return names, False


_PLACES = re.compile(
    r"(?:개소|개국|개교|개구|개동|곳|개사|개과정|개관|기관|대학|센터|캠퍼스|지역|분야|업종|시군|사업|과정|권역|자치구|도시|"
    r"대학교|지구|거점|부문|종목|유형|영역|공간|단지|협회|학과|부서|팀)$"
)


def _brackets(context: Context) -> Iterator[Claim]:
    """``신용보험센터 4개소(마포, 서대문, 서초, 강남)``."""
    head, group = context.found[0], context.found[-1]
    if not _countable(head.number):
        return
    if all(token.kind in "DM,./" for token in group.inside):
        return
    between = [token for token in context.found[1:-1] if token.kind == "W"]
    assert head.number is not None
    noun = between[-1].text if between else head.number.dimension
    is_sure = bool(_PLACES.search(noun)) and len(between) < 2 and not _has_brackets(group.inside)
    yield from _named(context, head, group.inside, is_sure=is_sure)


def _has_brackets(tokens: Sequence[Token]) -> bool:
    return any(token.kind == "g" for token in tokens)


def _dates(context: Context) -> Iterator[Claim]:
    """``포럼 2회('22. 3월, 6월)``: times and their dates."""
    head, group = context.found[0], context.found[-1]
    number = head.number
    if number is None or number.family != "회" or number.qualifier or number.value > _MOST:
        return
    months = [token for token in group.inside if token.kind == "M"]
    dates = [
        token
        for token in group.inside
        if token.kind == "D" and token.day and (token.day.month or token.day.day)
    ]
    if any(token.kind not in "DM,.W/" for token in group.inside) or (months and dates):
        return
    counted = len(dates) or sum(len(re.findall(r"[0-9]+", token.text)) for token in months)
    if (
        not counted
        or (counted == 1 and number.value != 1)
        or any(token.text == "등" for token in group.inside)
    ):
        return
    if counted == 1:
        return
    yield told(
        context,
        Kind.COUNT,
        f"{head.text.strip()} = {group.text}",
        Verdict.EXACT if number.value == counted else Verdict.VIOLATED,
        [head, group],
        reported=number.printed,
        expected=counted,
        unit=number.unit,
    )


def _before(context: Context) -> Iterator[Claim]:
    """``터널, 승강장, 전동차 총 3개 공간``: names, then how many."""
    head = next(token for token in context.found if token.number is not None)
    if not _countable(head.number):
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
    head = next((token for token in context.found[:colon] if _countable(token.number)), None)
    if head is None:
        group = next((token for token in context.found[:colon] if token.kind == "g"), None)
        inside = [] if group is None else [token for token in group.inside if token.kind == "N"]
        if group is None or len(inside) != 1 or len(group.inside) != 1 or not _countable(inside[0].number):
            return
        head = inside[0]
    rest = context.found[colon + 1 :]
    end = next((at for at, token in enumerate(rest) if token.kind in "!_:"), len(rest))
    yield from _named(context, head, rest[:end], is_sure=False)


def _next_line(context: Context) -> Iterator[Claim]:
    """Hold a count against the names in the note below it, which begins with the same words."""
    if context.at + 1 >= len(context.lines):
        return
    below = context.lines[context.at + 1]
    colon = next((at for at, token in enumerate(below.tokens) if token.kind == ":"), None)
    if colon is None:
        return
    label = "".join(token.text for token in below.tokens[:colon] if token.kind == "W")
    names, _ = _closed(below.tokens[colon + 1 :])
    counted = sizes(names)
    said = context.line.text.replace(" ", "")
    if len(label) < 2 or not counted or label not in said:
        return
    for token in _numbers(context.line.tokens):
        after = context.line.text[token.end : token.end + 20].replace(" ", "")
        before = context.line.text[max(0, token.start - 20) : token.start].replace(" ", "")
        number = token.number
        if (
            number is None
            or not _countable(number)
            or not (label in after or before.rstrip("(").endswith(label))
        ):
            continue
        if int(number.value) in counted and max(counted) > 2:
            yield told(
                context,
                Kind.COUNT,
                f"{token.text.strip()} = " + " ".join(each.text for each in names)[:80],
                Verdict.EXACT,
                [token],
                reported=number.printed,
                expected=int(number.value),
                unit=number.unit,
            )


def _numbers(tokens: Sequence[Token]) -> Iterator[Token]:
    for token in tokens:
        if token.number is not None:
            yield token
        yield from _numbers(token.inside)


def _further(context: Context) -> Iterator[Claim]:
    """``3개 기술원 4개 분교 (가·나, 다, 라)``: the names may be those of the first number."""
    head, group = context.found[0], context.found[-1]
    if not _countable(head.number) or _has_brackets(group.inside):
        return
    yield from _named(context, head, group.inside, is_sure=False)


def _nested(context: Context) -> Iterator[Claim]:
    """``의류 4(가, 나, 다, 라)``: a bare number and as many names; what holds alone is a claim."""
    head, group = context.found[-2], context.found[-1]
    number = head.number
    if number is None or number.dimension or number.step != 1 or not _FEWEST < number.value <= _MOST:
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


def _lines_below(context: Context) -> Iterator[Claim]:
    """``교육 2개 과정`` over as many lines, each of a 과정; what holds alone is a claim."""
    below = context.children()
    numbers = [token for token in context.line.tokens if _countable(token.number)]
    if len(numbers) != 1 or not 1 < len(below) <= _MOST or numbers[0].number is None:
        return
    head, number = numbers[0], numbers[0].number
    after = next((token for token in context.line.tokens if token.start >= head.end), None)
    noun = after.text if after is not None and after.kind == "W" else ""
    if len(noun) < _FEWEST or int(number.value) != len(below):
        return
    labels = ["".join(token.text for token in line.tokens[:4] if token.kind == "W") for line in below]
    if all(noun in label for label in labels):
        yield told(
            context,
            Kind.COUNT,
            f"{head.text.strip()} {noun} = 아래 {len(below)}줄",
            Verdict.EXACT,
            [head],
            reported=number.printed,
            expected=len(below),
            unit=number.unit,
        )


PATTERNS = (
    Pattern(
        "count-further",
        Kind.COUNT,
        "두 수 뒤 괄호에 늘어놓은 이름이 앞의 수만큼일 때.",
        "N W{1,2} N W{0,3} g",
        _further,
        (("3개 학교 4개 분교 (강동·강서, 성북, 도봉)", "exact"),),
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
        "count-lines",
        Kind.COUNT,
        "수를 적은 줄 아래에 그만큼의 줄이 같은 이름으로 이어질 때.",
        "^ .{1,200}",
        _lines_below,
        (("- 교육 : 2개 과정 운영\n - 기초과정(3개월) : 이론\n - 심화과정(6개월) : 실습", "exact"),),
        ("- 교육 : 3개 과정 운영\n - 기초과정(3개월) : 이론\n - 심화과정(6개월) : 실습",),
        whole_line=True,
    ),
    Pattern(
        "count-dates",
        Kind.COUNT,
        "횟수와 그 뒤 괄호에 적은 날들.",
        "N W{0,2} g",
        _dates,
        (
            ("포럼 2회('24. 4월, 9월) 개최", "exact"),
            ("점검 3차례 (2·5·11월)", "exact"),
            ("공모 2회(5월, 8월, 10월)", "violated"),
        ),
        ("교육 2회(5월)", "교육 6회(80개사)", "공모 3회(5월, 10월 등)"),
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
    Pattern(
        "count-note",
        Kind.COUNT,
        "수를 적은 줄 바로 아래, 같은 말 뒤에 늘어놓은 이름. 맞는 것만 셈으로 본다.",
        "^ .{1,200}",
        _next_line,
        (("- 모집분야 (3개) 확정\n - ※ 모집분야 : 회계, 홍보, 영업", "exact"),),
        ("- 모집분야 (3개) 확정\n - ※ 참여기업 : 회계, 홍보, 영업",),
        whole_line=True,
    ),
)

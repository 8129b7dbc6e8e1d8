"""The words by which tables say what their lines are: totals, rates, differences, sequences."""

from __future__ import annotations

import re
from functools import lru_cache

from geomsan.read.figures.figure import plain, strip_footnote
from geomsan.read.tables.labels import ITEM, SUBTOTAL, TOTAL, bare, level_of, squeeze

SEQUENCE_HEADS = frozenset(
    {
        "연번",
        "번호",
        "순번",
        "no",
        "no.",
        "순위",
        "년도",
        "연도",
        "순서",
        "일련번호",
        "전화",
        "전화번호",
        "연락처",
        "우편번호",
    }
)
"""Heads of columns that number or name their rows."""
STUB_HEADS = re.compile(
    r"^(?:구분|분야|항목|부서|부서명|실국|사업|사업명|세부사업|과목|연도|년도|기관|기관명|시설|시설명|자치구|지역|품목|내역|"
    r"산출내역|재원|재원별|직급|직렬|단위사업|연번|번호|순번|no\.?|분류|유형|종류|주요지표|지표|비목|세목|과정|학과|단계)"
)
"""Texts of the corner of a table: the row that begins with one is its head."""
_PARTIAL_LABEL = re.compile(
    r"(?:\S\s+|\)|[,·ㆍ、]\s*[가-힣]{2,})등$|등\)$|외\s*\d+\s*[개건곳]|이하\s*생략|중략|발췌|일부\)?$|중복|⋮|^주요\s*\S+$"
)
"""Labels that say that a list is not whole, or that its items overlap."""
_PARTIAL_TEXT = re.compile(
    r"발췌|생략|(?<![가-힣])일부(?:만|\s|$)|표기하지\s*않|나타내지\s*않|수록하지\s*않|중복|복수\s*응답|상위\s*\d|(?<![가-힣])주요\s|"
    r"\bTOP\b|\bTop\s*\d|excerpt|selected\s|not all\b",
)
"""What a title or a note says of such a list."""
_DEDUCTED = re.compile(
    r"차감|\(\s*[-−–△▲]\s*\)|\(\s*공제\s*\)|^공제|공제액?$|^\s*less\b|\(less\)|deduct", re.IGNORECASE
)
_PERHAPS_DEDUCTED = re.compile(
    r"반납|환급|환불|상계|감가상각누계|대손충당|손상차손누계|할인|에누리|refund|allowance|depreciation|discount",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r"^(?:여성|남성|여|남|여자|남자|장애인?|청년|신규|외국인|다문화|비수도권|수도권)(?:\(|$)|^[(（].*[)）]$|^※|^\*|별도|참고|이\s*중|^[가-힣]+\s중\s|^중\s|"
    r"포함\)?$|\((?:추정|예정|계획|전망|향후)\)$|of which|memo",
    re.IGNORECASE,
)
_FAMILIES: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "time",
        re.compile(
            r"(?:(?:19|20)\d{2}|['’‘]\d{2})(?:년도?|\.)?|\d{1,2}(?:월|분기|차|회|주|차년도)|Q[1-4]|H[12]|[1-4]Q|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?|[1-4]/4분기?|[상하]반기|\d{1,2}년도?"
        ),
    ),
    ("age", re.compile(r"\d+(?:~\d+)?(?:세|대|살)(?:이상|이하|미만)?.*")),
    ("sex", re.compile(r"남|여|남성|여성|남자|여자|(?:fe)?males?|(?:wo)?m[ae]n|boys|girls", re.IGNORECASE)),
)


def is_deducted(label: str) -> bool:
    """Tell whether a label may deduct its figure from a total."""
    return bool(_DEDUCTED.search(plain(label)) or _PERHAPS_DEDUCTED.search(plain(label)))


def is_surely_deducted(label: str) -> bool:
    """Tell whether a label says that its figure is deducted: (-), 차감, 공제, Less."""
    return bool(_DEDUCTED.search(plain(label)))


def is_aside(label: str) -> bool:
    """Tell whether a label is that of a line that may stand beside the parts of a total: of which, 별도."""
    return bool(_ASIDE.search(plain(label)))


_NOUN_OF_TOTAL = re.compile(
    r"^(?:grand\s*)?(?:total|all)(?:\s*(?:no\.?|number))?(?:\s*of)?\s+|^총\s*", re.IGNORECASE
)
_MEAN = re.compile(r"평균|\bmean\b|average|\bavg\b", re.IGNORECASE)
_REMARK = re.compile(r"[=:]\s*-?\d[\d,.]*\s*\S{0,3}$")


def is_whole_of_noun(total: str, part: str) -> bool:
    """Tell whether a total is that of a noun in which the label of a part ends: Total Voters, Male Voters."""
    noun = squeeze(_NOUN_OF_TOTAL.sub("", total.strip())).lower()
    return len(noun) > 1 and noun != squeeze(total).lower() and squeeze(part).lower().endswith(noun)


def is_mean(label: str) -> bool:
    """Tell whether a label says mean, and not median or deviation."""
    return bool(_MEAN.search(label))


def is_remark(label: str) -> bool:
    """Tell whether a label is a sentence that says its figure itself: Schools that did not report = 114."""
    return bool(_REMARK.search(label)) and " " in label.strip()


@lru_cache(maxsize=65536)
def kind_of_name(label: str) -> str:
    """Return the family that a name belongs to: times, ages, sources of funds; nothing when to none."""
    word = bare(label)
    if _SOURCE.fullmatch(word):
        return "source"
    return next((family for family, names in _FAMILIES if names.fullmatch(word)), "")


MONEY = re.compile(
    r"예산|금액|[가-힣]액\b|액$|액\(|사업비|경비|비용|지출|집행|매출|세입|세출|수입|국비|시비|구비|도비|지원금|출연금|보조금|교부|현액|원\)|"
    r"(?<![완종재자의무연음원])료(?:\(|$)|보수|급여|임금|잔액|불용|이월|조성액|투자|재원|기금|수출|소득|GRDP|총생산|인건비|운영비"
)
COUNTED = re.compile(
    r"(?:정원|현원|인원수?|과부족|결원|건수|개수|개소수?|[가-힣] ?수|대수|일반직|임기제|별정직|관리운영직|"
    r"수량|공무직|연구직|지도직|전문경력관|참여자|이용자|종사자|방문객|수료생|신청자|합격자|공무원|직원|가맹점)$"
)
"""Endings of labels whose figures are counts, exact as printed."""
COUNTED_ABOUT = re.compile(r"인력현황|정원|현원|인원|개소|건수|기업수|참여자|이용자")
"""What a heading says of a table of counts, when it states no unit."""
_NO_COUNT = re.compile(r"지수|점수|배수|계수|급수|홍수|특수|우수|회수|인수|환수|징수|보수|액수")


@lru_cache(maxsize=65536)
def is_counted(label: str) -> bool:
    """Tell whether a squeezed label says that its figures are counts."""
    word = bare(label)
    is_sex = kind_of_name(label) == "sex"
    return is_sex or (bool(COUNTED.search(word)) and not _NO_COUNT.search(word))


NAMED_SUM = re.compile(
    r"예산현액|현액|총사업비|총예산|^총|총액|총계|총합|합산|전체|소요액|소요예산|재원계|최종예산|수입계"
)

_SOURCE = re.compile(
    r"(?:국고?비|시비|구비|도비|군비|시군비|균특|특교세?|지방비|민자|민간|기타|기금|자부담|교부세)(?:\([^()]*\))?"
)
_OF_SOURCES = re.compile(r"사업비|예산액?|총액|소요액|금액|재원|투자액")


_PEOPLE = re.compile(
    r"인구|인원|[가-힣]수$|[가-힣]자$|정원|현원|위원|직원|persons?|people|members|staff", re.IGNORECASE
)
"""What men and women are the whole of."""
_ALL_TOLD = re.compile(r"누적|누계|합산|^총")
_TIMES = re.compile(r"(?:(?:19|20)\d{2}|['’‘]\d{2}|\d{1,2}(?:월|분기|차)|[상하]반기)(?:년도?)?")


def is_whole_of(name: str, parts: list[str]) -> bool:
    """Tell whether squeezed words say that a line is the whole of others.

    사업비 is that of 국비 and 시비, 누적 실적 of 2023 실적 and 2024 실적.
    """
    if _OF_SOURCES.search(name) and all(_SOURCE.fullmatch(part) for part in parts):
        return True
    if kind_of_name(name) == "" and all(kind_of_name(part) == "sex" for part in parts):
        return _PEOPLE.search(name) is not None
    stem = _ALL_TOLD.sub("", name)
    if stem and stem != name and all(_TIMES.search(p) and _TIMES.sub("", p) == stem for p in parts):
        return True
    return name.startswith("연간") and all(map(is_within_half_year, parts))


_PRICE = re.compile(r"(?:단가|시급|단위가격)(?:\([^()]*\))?$|unit\s*(?:price|cost)", re.IGNORECASE)
_MULTIPLE = re.compile(r"\(배\)$|^배[수율]?$|^times$|\(times\)$", re.IGNORECASE)
_WAGE = re.compile(
    r"(?:보수|노임|임금|급여|수당|요금|보험료|사용료|임차료)(?:액)?(?:\([^()]*\))?$|\b(?:wage|fee|rate)s?$"
)
_COST = re.compile(r"금액|[가-힣]액$|인건비|예산|소요|산출|계$|amount|cost|total", re.IGNORECASE)
_QUANTITY = re.compile(
    r"수량|물량|인원|[가-힣]수$|시간|기간|quantity|qty|units|number|hours|days", re.IGNORECASE
)


def is_price(words: str) -> bool:
    """Tell whether a line says what one piece costs: then it is the amount over the quantity."""
    return bool(_PRICE.search(words))


def is_multiple(words: str) -> bool:
    """Tell whether a line says how many times as large one figure is as another."""
    return bool(_MULTIPLE.search(words))


def is_wage(words: str) -> bool:
    """Tell whether a line may say what is paid each time: 월 보수, 노임, 요금."""
    return bool(_WAGE.search(words))


def is_cost(words: str) -> bool:
    """Tell whether a line says what pieces cost together."""
    return bool(_COST.search(words))


def is_quantity(words: str) -> bool:
    """Tell whether a line says how many pieces there are."""
    return bool(_QUANTITY.search(words))


_GRAND = frozenset(
    {"총계", "총합계", "총", "총합", "전체", "총액", "전체계", "전체합계", "grandtotal", "전국", "all"}
)
_MIDDLE = frozenset({"합계", "합", "누계", "total", "totals", "sum", "bothsexes", "남녀", "남녀계"})
_TOTAL_ENDING = re.compile(r"(?:총\s*합\s*계|총\s*계|합\s*계)$")
# 경제국 소 계, but not 문화사업소 계.
_SUBTOTAL_ENDING = re.compile(r"(?:소계|중계|(?<!\S)[소중]\s+계|부분계|subtotal)$", re.IGNORECASE)
_SUM_ENDING = re.compile(r"\s(?:계|전체)$|\btotal$|^(?:total|all)\s+\S", re.IGNORECASE)
WHOLES = {
    "time": frozenset({"연간", "연계", "년계", "fullyear", "year", "annual", "wholeyear"}),
    "sex": frozenset({"both", "persons", "남여"}),
}
"""What the whole is called where two or more names of a family stand beside it."""
_MARKED = re.compile(
    r"\s*(?:(?P<mark>[□■○●◦◯∘▷▶◇◆·•∙▪*※ㅇ〇–▸▹➢✓☐-])|(?P<roman>[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ]|[IVX]+(?=\.))|"
    r"(?P<number>\d{1,2}\.(?!\d))|(?P<numbered>\d{1,2}\))|(?P<hangul>[가나다라마바사아자차카타파하]\.)|"
    r"(?P<hanguled>[가나다라마바사아자차카타파하]\))|(?P<circled>[①-⑳]))\s*\S"
)

GRAND, OVER, NAMED, UNDER = range(4)
"""Ranks of words for totals: 총계 over 합계 and 계 over 경제국 계 over 소계."""


_REFERENCE_MARK = re.compile(r"\s*(?:[①-⑳]|(?<=[^\s\d(])\s*\d\s?\))$")
"""What a label may end in to be referred to: a number in a circle, 1)."""
_HALF_YEAR = re.compile(r"[상하]반기")
_WITHIN_HALF = re.compile(r"[1-4]/4(?:분기)?|[1-4]분기|\d{1,2}월")
_GENERIC = re.compile(r"(?:금액|인원|액|건수|수량|비율|율|률|%)?(?:\([^()]*\))?")
NOTE_ROW = re.compile(r"\s*(?:[※＊]|\*+\s*\S|주\s?\d?\s?[):：.]|(?:자료|출처|주석)\s*[:：])")
"""How a row begins that explains a table under its figures."""


@lru_cache(maxsize=65536)
def rank_of(label: str) -> int | None:
    """Return the rank of a label that names a total; None for an item."""
    label = _REFERENCE_MARK.sub("", label)
    word = bare(label).strip("()[]〔〕<>【】:").lower()
    level = level_of(label)
    if word in _GRAND:
        return GRAND
    if level == TOTAL or word in _MIDDLE:
        return OVER
    if level == SUBTOTAL or _SUBTOTAL_ENDING.search(strip_footnote(label)):
        return UNDER
    return None


@lru_cache(maxsize=65536)
def without_reference(label: str) -> str:
    """Return the squeezed label without footnote marks and numbers that refer to it."""
    return squeeze(_REFERENCE_MARK.sub("", label))


def half_year_of(label: str) -> bool:
    """Tell whether a label is that of half a year."""
    return bool(_HALF_YEAR.fullmatch(without_reference(label)))


def is_within_half_year(label: str) -> bool:
    """Tell whether a label is that of a quarter or a month."""
    return bool(_WITHIN_HALF.fullmatch(without_reference(label)))


def is_generic(label: str) -> bool:
    """Tell whether a squeezed label only says how something is measured: 금액, 인원, 비율 under 증감."""
    return bool(_GENERIC.fullmatch(label))


@lru_cache(maxsize=65536)
def is_named_total(label: str) -> bool:
    """Tell whether a label ends in a word for a total: 부서 합계, 경제국 계."""
    text = re.sub(r"\([^()]*\)\s*$", "", label).strip()
    return bool(_TOTAL_ENDING.search(text) or _SUM_ENDING.search(text)) and level_of(label) == ITEM


def is_total(label: str) -> bool:
    """Tell whether a label names a total or a subtotal in any way."""
    return rank_of(label) is not None or is_named_total(label)


def is_in_brackets(label: str) -> bool:
    """Tell whether a whole label stands in brackets, as (국비) does under what it pays for."""
    return bool(re.fullmatch(r"\s*[(（][^()（）]*[)）]\s*", label))


@lru_cache(maxsize=65536)
def mark_of(label: str) -> str:
    """Return what leads a label of a breakdown (○, -, 1., 가.), one sign for each sort; else nothing."""
    match = _MARKED.match(label)
    if match is None:
        return ""
    return match["mark"] or str(match.lastgroup)


def is_partial(label: str) -> bool:
    """Tell whether a label says that a list is not whole or that its items overlap."""
    return bool(_PARTIAL_LABEL.search(strip_footnote(_REFERENCE_MARK.sub("", label))))


def says_partial(text: str) -> bool:
    """Tell whether a title or a note says that a list is not whole."""
    return bool(_PARTIAL_TEXT.search(text))


_RATES: tuple[tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]], ...] = tuple(
    (re.compile(rate), re.compile(top), re.compile(base))
    for rate, top, base in (
        (r"집행|지출|실집행|원인행위|교부", r"집행|지출|원인행위|교부|사용", r"현액|예산|교부|계획|배정"),
        (
            r"달성|이행|추진|진도|진척|실적|목표",
            r"실적|달성|이행|추진|조성|결과|완료|누적",
            r"목표|계획|대상|예정",
        ),
        (
            r"증감|증가|감소|신장|성장|증액",
            r"증감|증가|감소|순증|차이",
            r"전년|작년|기정|당초|본예산|前|\d{4}|'\d{2}",
        ),
        (r"구성|비중|점유|비율|차지", r".", r"계$|합계|총계|전체|전국|총"),
        (r"충원|현원|결원|충족", r"현원|충원|결원|채용", r"정원|계획|모집"),
        (r"낙찰|입찰", r"낙찰|계약", r"예정|예가|기초금액|설계|추정"),
        (r"확보|조달", r"확보|조달", r"계획|목표|총사업비|소요|필요"),
        (r"여성|남성|장애|청년", r"여성|남성|장애|청년", r"현원|전체|계|인원"),
        (r"취업|수료|합격|참여|가동|이용|선정|완료|회수|징수|보급|설치|자립", r".", r"."),
    )
)


_ENGLISH_STEM = 6
_WHOLE_BASE = re.compile(
    r"목표|계획|대상|예산|현액|정원|전체|부과|모집|정수|신청|총|배정|target|plan|budget|total", re.IGNORECASE
)


def rate_words(rate: str, top: str, base: str) -> float:
    """Return how far the words of three heads speak for ``rate = top / base``, from 0 to 4."""
    best = 0.0
    for name, above, below in _RATES:
        if name.search(rate):
            best = max(
                best,
                2 * bool(above.search(top)) * (above.pattern != ".")
                + bool(below.search(base)) * (below.pattern != "."),
            )
    stem = re.sub(r"(?:비율|[률율비]|rate|ratio)$", "", bare(rate.split()[-1]) if rate.split() else "")
    if len(stem) >= 2 and (
        stem[-3:] in top or (stem.isascii() and stem[:_ENGLISH_STEM].lower() in top.lower())
    ):
        best += 1.5 + 1.5 * bool(_WHOLE_BASE.search(base))
    if re.search(r"현액", base) and re.search(r"집행|지출", rate):
        best += 1
    return best

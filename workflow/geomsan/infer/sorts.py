"""What the figures of a line are, by the words of its label: amounts, rates, means, indices, codes.

Words decide as words, in their place: a Korean compound takes its kind from its end (누계액 is an amount,
대비율 a rate), and a name in a stub among its likes is an item whatever it is made of.
"""

from __future__ import annotations

import re
from enum import Enum
from functools import lru_cache

from geomsan.read.figures.figure import plain, strip_footnote
from geomsan.read.tables.labels import bare, squeeze


class Sort(Enum):
    """What the figures of a line are, as its words say."""

    PLAIN = "plain"
    RATE = "rate"
    POINTS = "points"
    """A difference of rates, in %p."""
    MEAN = "mean"
    PER = "per"
    """So much a head, a place, a thousand."""
    RUNNING = "running"
    EXTREME = "extreme"
    SCALE = "scale"
    """Indices, scores, prices, ages, ranks: a quantity of which sums mean nothing."""
    CODE = "code"
    """Names in digits: codes, numbers, identifiers."""


# Korean compounds take their kind from their end: 누계액 is an amount, 대비율 a rate.
_ENDINGS: tuple[tuple[Sort, re.Pattern[str]], ...] = tuple(
    (sort, re.compile(text, re.IGNORECASE))
    for sort, text in (
        (Sort.POINTS, r"(?:%p|%포인트|p\.?p\.?|포인트|%point)$"),
        (
            Sort.PER,
            r"(?:^|[^가-힣])(?:인구)?(?:[\d,]*[십백천만억]*)"
            r"(?:인|명|건|개|개소|곳|가구|세대|학급|학교|교원1인|㎡|㎢|km|ha|호|대|일|시간|평|과제|업체|개사|기업)당"
            r"|밀도$|원단위$|\bper\b|density$|per capita|per head",
        ),
        (
            Sort.RATE,
            r"(?:[^자조규법운선환]율|[^법]률|비율|비중|구성비|점유비|증감비|백분비|전년비|(?:전년|전월|전기|계획|목표|예산|당초|동기)대비|%|퍼센트|"
            r"\brate|ratio|share|percent(?:age)?)$|^(?:%|percent(?:age)?\b)\s*\S",
        ),
        (
            Sort.MEAN,
            r"(?:평균|평균값|중위값?|중앙값|표준편차|편차|분산|\bmean|\bmedian|average|avg\.?)$"
            r"|^(?:월|연|일|연간|분기)?평균|^average|^mean",
        ),
        (
            Sort.RUNNING,
            r"^(?:누계|누적)|(?:누계|누적|cumulative|running total|to date)$|^cumulative|^running",
        ),
        (Sort.EXTREME, r"(?:최대|최소|최고|최저|상한|하한|최댓|최솟)[값치]?$|^(?:max|min)(?:imum)?$"),
        (
            Sort.SCALE,
            r"(?:지수|점수|평점|만족도|등급|순위|석차|배율|배수|농도|온도|습도|환율|금리|단가|시급|연령|나이|"
            r"기간|개월수?|층수|배점|학점|방위|위도|경도|고도|^대비|\bindex|\bscore|\brank|\bgrade|\bprice|\bage|temperature)$",
        ),
        (
            Sort.CODE,
            r"(?:코드|번호|연번|순번|전화|연락처|(?:^|[_\s])id|code|(?:^|[_\s])no\.?|"
            r"(?:^|사업|회계|기준|준공|건립|설립|개관|설치|취득|도입|시행|최종|건축)(?:연도|년도)|"
            r"일자|날짜|^year|(?<!to )\bdate)$",
        ),
    )
)
_WHOLE_ROWS = re.compile(
    r"누계|누적|(?:연령|가중|월|연|전체|산술|총|도시|전국|서울시?)?평균값?|중위값|중앙값|표준편차|최대값?|최소값?|최고값?|최저값?|최댓값|최솟값|"
    r"순위|등급|지수|점수|단가|배율|(?:전년|전월|전기|목표|계획|당초|예산|동기)?대비|연번|번호|코드|"
    r"mean|median|average|max|min|rank|index",
    re.IGNORECASE,
)
"""What the whole label of a row must be to be no item: a name in a stub among its likes is one."""


@lru_cache(maxsize=65536)
def sort_of(label: str, *, is_item: bool = False) -> Sort:
    """Return what a label says of the figures of its line.

    Parameters
    ----------
    label
        A head, or the label of a row.
    is_item
        Whether it stands in a stub, where a name made of any words names an item: there, only a rate
        with its unit, or a label that says nothing else, is another kind.
    """
    text = plain(label)
    unit = re.search(r"[(\[]\s*([^()\[\]]*?)\s*[)\]]\s*$", text)
    inside = squeeze(unit[1]).lower() if unit else ""
    word = bare(text)
    stem = BRACKETED.sub(" ", strip_footnote(text)).strip() or text
    if re.search(r"%p|%포인트|포인트|percentage\s*points?|p\.p|^pp$", inside):
        return Sort.POINTS
    if not is_item and _ENDINGS[1][1].search(inside):
        return Sort.PER
    if not is_item and re.search(r"/\s*(?:인|명|㎢|㎡|ha|km|개소|가구|세대|월|일|시간)$", inside):
        return Sort.PER
    if inside in ("%", "퍼센트") or re.search(r"(?:^|,)%$", inside):
        return Sort.PER if _ENDINGS[1][1].search(stem) else Sort.RATE
    if is_item:
        return _sort_of_item(word, stem)
    spaced = re.sub(r"\s+", " ", stem)
    if re.search(r"\S{2,} 수$", spaced):
        return Sort.PLAIN  # 표준지 수 is no 지수.
    for sort, ending in _ENDINGS:
        if ending.search(spaced) or ending.search(word):
            return sort
    return Sort.PLAIN


def _sort_of_item(word: str, stem: str) -> Sort:
    """Return what the label of a row says: most names in a stub are items whatever they are made of."""
    if _WHOLE_ROWS.fullmatch(word):
        return next((sort for sort, ending in _ENDINGS if ending.search(word)), Sort.SCALE)
    if _MEAN_OF.match(stem):
        return Sort.MEAN
    for sort in (Sort.POINTS, Sort.RATE, Sort.PER):
        ending = next(pattern for known, pattern in _ENDINGS if known is sort)
        if ending.search(_LEADING_PER.sub("", stem) if sort is Sort.PER else word):
            return sort
    return Sort.PLAIN


_MEAN_OF = re.compile(r"(?:평균|중위)\s+\S")
"""How the label of a row begins that is a mean: 평균 연령, 평균 집행률; 평균임금 조사 is an item."""
_LEADING_PER = re.compile(r"^per\s+", re.IGNORECASE)
"""Per diem refunds are an item; refunds per day are none."""
BRACKETED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")


_MANY = re.compile(
    r"(\d[\d,]*)?\s*([십백천만억]*)\s*(?:명|인|건|가구|세대|㎡|㎢)당|per\s+(?:(\d[\d,]*)|(thousand|hundred|million))",
    re.IGNORECASE,
)
_ENGLISH = {"hundred": 100, "thousand": 1_000, "million": 1_000_000}
_MAGNITUDE = {"십": 10, "백": 100, "천": 1_000, "만": 10_000, "억": 100_000_000}


def per_how_many(label: str) -> int:
    """Return of how many a line says so much: 100,000 for 인구 10만명당, 1 where it does not say."""
    match = _MANY.search(label)
    if match is None:
        return 1
    if match[4]:
        return _ENGLISH[match[4].lower()]
    many = int((match[1] or match[3] or "1").replace(",", ""))
    for letter in match[2] or "":
        many *= _MAGNITUDE[letter]
    return many

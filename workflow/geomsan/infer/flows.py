"""The words of balances: what differs, is left, comes and goes, is carried over, and adds up."""

from __future__ import annotations

import re
from functools import lru_cache

from geomsan.infer.sorts import BRACKETED
from geomsan.infer.words import is_generic
from geomsan.read.figures.figure import plain
from geomsan.read.tables.labels import bare, squeeze

CARRIED_IN = re.compile(r"전년도?이월|전기이월|전월이월|이월\(전년|이월금?수입|전년도에서이월|직전연도이월")
CARRIED_OUT = re.compile(
    r"차년도?이월|다음연도이월|다음년도이월|다음해이월|익년도?이월|차기이월|차월이월|명시이월액|내년이월"
)
YEAR_ROW = re.compile(r"(?:(?:19|20)\d{2}|['’‘]\d{2})(?:년도?|회계연도|\.)?(?:결산)?(?:\([^()]*\))?")
"""What a row of a table of years is called."""
YEAR_LABEL = re.compile(r"(?:19|20)\d{2}|['’‘]\d{2}|\d{2}년")
_DIFFERENCE = re.compile(
    r"(?:증감|과부족|잔액|잔여|차액|차인|불용|순증|차이|부족|증가|감소|미집행|미지출|미달|순이익|순손익|수지차?|결원|잔량|이익|잉여금|손익|"
    r"반납|반환|여유|여석|공석|공실|빈자리|절감|미수납|미징수|^순(?:이동|유입|유출|전입|수출|수입|증가|지출|자산|부채)|"
    r"(?<![a-z])(?:net|change|difference|variance|balance|surplus|deficit|diff|remaining|shortfall|vacanc(?:y|ies)))(?:액|분|량|수|금|인원|폭)?$|^△$",
    re.IGNORECASE,
)
CLOSING = re.compile(
    r"기말|연말|년말|월말|년도말|연도말|말현재|closing|ending|(?:at|year|period)[\s-]?end|end\s?of",
    re.IGNORECASE,
)
OPENING = re.compile(
    r"기초(?!생활|연금|자치|의회|학력)|연초|년초|월초|전기이월|전년도?이월|전월이월|전년도?말|전기말|전월말|opening|beginning|start\s?of|at\s?start|brought",
    re.IGNORECASE,
)
"""What was there at the beginning and is left at the end."""
_COMES = re.compile(
    r"증가|수입|적립|조성|취득|유입|추가|발생|전입|입고|입소|신규|납입|출연|증$|^증|received?|receipts?|addition|increase|acqui|inflow|deposit|(?:transfers?|moves?|moved|paid|paying)\s*in$|\bnew\b|income",
    re.IGNORECASE,
)
_GOES = re.compile(
    r"감소|지출|사용|집행|상환|처분|상각|환급|유출|출고|퇴소|전출|해지|폐기|소멸|종료|감$|^감|disposal|depreciation|decrease|payment|outflow|"
    r"withdraw|expenditure|spent|retire|used|out$",
    re.IGNORECASE,
)


def is_difference(name: str, outer: str = "") -> bool:
    """Tell whether a label ends in a word for what is left, or by how much two figures differ."""
    spaced = BRACKETED.sub("", plain(name)).strip()
    return bool(_DIFFERENCE.search(bare(name)) or _DIFFERENCE.search(spaced)) or (
        is_generic(squeeze(name)) and bool(_DIFFERENCE.search(bare(outer)))
    )


def flow_sign(name: str) -> int:
    """Return 1 for what comes to a stock, -1 for what goes, 0 where words do not say."""
    comes, goes = bool(_COMES.search(name)), bool(_GOES.search(name))
    return int(comes) - int(goes)


_LETTER = re.compile(r"\(\s*[A-Za-z]\s*\)")
_DAY = re.compile(
    r"(?:(?:as\s*)?at|on)?\s*\d{1,2}\s*(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?\s*"
    r"(?P<year>(?:19|20)\d{2})",
    re.IGNORECASE,
)


def same_but_later(first: str, last: str) -> bool:
    """Tell whether two labels differ in their numbers alone, or name two days, and the first is the earlier.

    A letter in brackets only names the column for a formula.
    """
    before, after = _in_numbers(first), _in_numbers(last)
    if before[0] and after[0]:
        return before[0] < after[0]
    return before[1] == after[1] and "#" in before[1] and before[2] < after[2]


@lru_cache(maxsize=65536)
def _in_numbers(label: str) -> tuple[int, str, tuple[tuple[int, str], ...]]:
    """Return the year of the day that a label names (else 0), and its words and its numbers apart.

    A number is its digits, behind how many they are, so that numbers of any length compare.
    """
    text = _LETTER.sub("", label)
    day = _DAY.fullmatch(text.strip())
    found = (digits.lstrip("0") for digits in re.findall(r"\d+", text))
    numbers = tuple((len(digits), digits) for digits in found)
    return int(day["year"]) if day else 0, re.sub(r"\d+", "#", squeeze(text)), numbers


_LEFT_OVER = re.compile(r"(?:반납|반환)액?$|잔액|잔여|잔량|불용|미집행|미지출|미수납|미징수")
_NOT_HAD = re.compile(r"집행|지출|잔액|불용|차년|다음|익년|원인행위|반납|증감")


def is_left_over(name: str) -> bool:
    """Tell whether a name says that something is left."""
    return bool(_LEFT_OVER.search(name))


def may_add_up(words: str) -> bool:
    """Tell whether a column can be a part of what is to be spent: not what was spent or is left."""
    return not _NOT_HAD.search(words)


_FIRST_BUDGET = re.compile(r"본예산|최종예산|당초|예산액|편성|추경|세출예산")
_ADDED_BUDGET = re.compile(r"이월|변경|전용|예비비|추경|전입|증액|이체|성립전")


def added(name: str, parts: list[str]) -> float:
    """Return how far the words speak for a sum: 예산현액 = 본예산 + 이월."""
    if not re.search(r"현액", name):
        return 0.0
    first = sum(bool(_FIRST_BUDGET.search(part)) for part in parts)
    return (
        2.5
        if first and all(_FIRST_BUDGET.search(part) or _ADDED_BUDGET.search(part) for part in parts)
        else 0.0
    )


_SPENT = re.compile(
    r"집행|지출|이월|반납|원인행위|사용|불용|배정|소진|취소|감액|(?<!미)(?:징수|수납)(?!결정)|결손|감면"
)
_CURRENT = re.compile(r"현액|예산|조성|계획|배정|목표|정원|총|교부|수입|세입|매출|부과|징수결정|조정")
_ROOM = re.compile(r"여유|여석|공석|공실|빈자리|vacan|remaining|shortfall|net", re.IGNORECASE)
"""What is left of the first of two figures, whatever they are called."""
_STAFF = re.compile(r"과부족|결원|부족")


def subtracted(name: str, operands: list[tuple[str, int]], places: list[int]) -> float:
    """Return how far the words speak for a difference with these signed operands, from -2 to 4."""
    minuend = next((words for words, sign in operands if sign > 0), "")
    rest = [words for words, sign in operands if sign < 0]
    if _LEFT_OVER.search(name):
        bad = sum(not _SPENT.search(words) for words in rest)
        score = 2.0 * bool(_CURRENT.search(minuend) and not _SPENT.search(minuend.replace("불용", "")))
        return score + (1 + 0.25 * len(rest) if not bad else -1.0)
    if _STAFF.search(name):
        return 3.0 * ("현원" in minuend and any("정원" in words for words in rest)) + 2.5 * (
            "정원" in minuend and any("현원" in words for words in rest)
        )
    if len(rest) > 1:
        return -1.0
    if _ROOM.search(name):
        return 2.0 if places[0] < places[-1] else -1.0
    # 증감: what came later less what came before; years say so, else the order of the columns.
    years = [_year(minuend), _year(rest[0])]
    if all(years):
        return 3.0 if years[0] > years[1] else -1.0
    earlier = bool(re.search(r"전년|작년|기정|당초|변경전|본예산|종전", rest[0]))
    if earlier:
        return 3.0
    return 1.0 if places[0] > places[-1] else 0.0


def _year(words: str) -> int:
    match = re.search(r"(?:19|20)(\d{2})|['’‘](\d{2})|(\d{2})년", words)
    return int(match[1] or match[2] or match[3]) + 1 if match else 0

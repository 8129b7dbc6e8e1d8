"""Shapes of report tables, for :mod:`inference.adversaries`.

A shape is written as the table looks: a line a row, ``|`` between cells. ``#4`` is a free figure of four
digits, ``#4.1`` one with a decimal; ``=B4-C4`` is what the words announce, in the letters and numbers of a
spreadsheet (a fact; ``@1`` its decimals), ``~B4-C4`` the same where no word announces it, ``*`` an item.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from random import Random

from inference.adversaries import Draft, Fact, Place

Shape = Callable[[Random], Draft]

NAMES = ["기획과", "예산과", "세무과", "민원과", "복지과", "환경과", "건축과", "도로과", "공원과", "하수과"]


def drawn(text: str, rnd: Random, *, counts: str = "", hidden: bool = True, heads: int = 2) -> Draft:
    """Read a shape; ``counts`` names columns of exact counts, others hide three digits below the printed."""
    texts: dict[Place, str] = {}
    given: dict[Place, Fraction] = {}
    facts: list[Fact] = []
    decimals: dict[int, int] = {}
    items: list[int] = []
    names = rnd.sample(NAMES, len(NAMES))
    exact = frozenset(ord(letter) - 65 for letter in counts)
    for row, line in enumerate(text.strip("\n").splitlines()):
        for column, cell in enumerate(line.split("|")):
            at = row, column
            if free := re.fullmatch(r"#(\d)(?:\.(\d))?", cell):
                decimals[column] = int(free[2] or 0)
                below = 0 if column in exact or not hidden else 3
                low = 10 ** (int(free[1]) - 1)
                figure = rnd.randrange(low * 10**below, 10 * low * 10**below)
                given[at] = Fraction(figure, 10 ** (below + decimals[column]))
            elif cell[:1] in ("=", "~"):
                formula, _, places = cell[1:].partition("@")
                facts.append(replace(_fact(at, formula), announced=cell[0] == "="))
                decimals.setdefault(column, int(places or 0))
            elif cell.strip() == "*":
                texts[at] = cell.replace("*", names[len(items)])
                items.append(row)
            elif cell:
                texts[at] = cell
    return Draft(
        texts, given, _ordered(facts, set(given)), decimals, exact, tuple(items), stub=0, heads=heads
    )


def _fact(at: Place, formula: str) -> Fact:
    scaled = re.fullmatch(r"(?:(\d+)\*)?\(?([^()/]+?)\)?(?:/([^/]+))?", formula)
    assert scaled, formula
    plus: list[Place] = []
    minus: list[Place] = []
    for sign, first, last in re.findall(r"([+-]?)([A-Z]\d+)(?::([A-Z]\d+))?", scaled[2]):
        (minus if sign == "-" else plus).extend(_between(first, last or first))
    over = tuple(p for ref in re.findall(r"[A-Z]\d+", scaled[3] or "") for p in _between(ref, ref))
    share = Fraction(1, int(scaled[3])) if scaled[3] and not over else Fraction(1)
    return Fact(at, tuple(plus), tuple(minus), over, Fraction(int(scaled[1] or 1)) * share)


def _between(first: str, last: str) -> list[Place]:
    (top, left), (bottom, right) = ((int(ref[1:]) - 1, ord(ref[0]) - 65) for ref in (first, last))
    return [(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)]


def _ordered(facts: list[Fact], known: set[Place]) -> tuple[Fact, ...]:
    """Return the facts so that each follows those that it needs."""
    ordered: list[Fact] = []
    while facts:
        ready = [fact for fact in facts if fact.places - {fact.result} <= known]
        assert ready, facts
        ordered += ready
        known |= {fact.result for fact in ready}
        facts = [fact for fact in facts if fact not in ready]
    return tuple(ordered)


SHAPES: dict[str, Shape] = {
    "one list, total at the foot": lambda rnd: drawn(
        "(단위: 백만원)\n부서|예산|집행\n*|#5|#4\n*|#4|#4\n*|#5|#4\n*|#4|#4\n합계|=B3:B6|=C3:C6", rnd
    ),
    "one list, total at the top": lambda rnd: drawn(
        "(단위: 천원)\n과목|2023|2024\n합계|=B4:B8|=C4:C8\n*|#5|#5\n*|#5|#4\n*|#4|#4\n*|#5|#4\n*|#3|#4", rnd
    ),
    "rows and columns": lambda rnd: drawn(
        "(단위: 명)\n구분|계|상반기|하반기|수시\n계|=B4:B7|=C4:C7|=D4:D7|=E4:E7\n*|=C4:E4|#4|#4|#3\n"
        "*|=C5:E5|#4|#3|#3\n*|=C6:E6|#4|#4|#4\n*|=C7:E7|#3|#4|#3",
        rnd,
        counts="BCDE",
    ),
    "groups": lambda rnd: drawn(
        "(단위: 백만원)\n분야|사업|2023|2024\n합계||=C4+C7+C11|=D4+D7+D11\n행정|소계|=C5:C6|=D5:D6\n"
        "|가 사업|#4|#4\n|나 사업|#4|#4\n복지|소계|=C8:C10|=D8:D10\n|다 사업|#4|#4\n|라 사업|#5|#4\n"
        "|마 사업|#4|#4\n교통|소계|=C12:C13|=D12:D13\n|바 사업|#4|#4\n|사 사업|#4|#3",
        rnd,
    ),
    "three levels": lambda rnd: drawn(
        "(단위: 백만원)\n분야|부문|사업|예산|집행\n총계|||=D4+D11|=E4+E11\n복지|합계||=D5+D8|=E5+E8\n"
        "|아동|소계|=D6:D7|=E6:E7\n||급식|#4|#4\n||돌봄|#4|#4\n|노인|소계|=D9:D10|=E9:E10\n"
        "||연금|#4|#4\n||일자리|#4|#4\n교통|합계||=D12+D15|=E12+E15\n|도로|소계|=D13:D14|=E13:E14\n"
        "||보수|#4|#4\n||신설|#4|#4\n|철도|소계|=D16:D17|=E16:E17\n||역사|#4|#4\n||선로|#4|#4",
        rnd,
    ),
    "indents": lambda rnd: drawn(
        "(단위: 천원)\n과목|2023|2024\n합계|=B4+B9|=C4+C9\n  행정|=B5+B8|=C5+C8\n"
        "    인건비|=B6:B7|=C6:C7\n      보수|#5|#5\n      수당|#4|#4\n    여비|#4|#4\n"
        "  사업|=B10:B12|=C10:C12\n    시설|#5|#5\n    용역|#5|#4\n    물품|#4|#4",
        rnd,
    ),
    "last year against this": lambda rnd: drawn(
        "(단위: 백만원)\n사업|전년도 예산|올해 예산|증감|증감률(%)\n"
        "계|=B4:B7|=C4:C7|=C3-B3|=100*(C3-B3)/B3@1\n*|#4|#4|=C4-B4|=100*(C4-B4)/B4@1\n"
        "*|#4|#4|=C5-B5|=100*(C5-B5)/B5@1\n*|#4|#4|=C6-B6|=100*(C6-B6)/B6@1\n"
        "*|#4|#4|=C7-B7|=100*(C7-B7)/B7@1",
        rnd,
    ),
    "spending": lambda rnd: drawn(
        "(단위: 천원)\n부서|예산현액|집행액|잔액|집행률(%)\n*|#6|#5|=B3-C3|=100*C3/B3@1\n"
        "*|#6|#5|=B4-C4|=100*C4/B4@1\n*|#6|#5|=B5-C5|=100*C5/B5@1\n*|#6|#5|=B6-C6|=100*C6/B6@1\n"
        "합계|=B3:B6|=C3:C6|=B7-C7|=100*C7/B7@1",
        rnd,
    ),
    "shares": lambda rnd: drawn(
        "(단위: 억원)\n분야|예산액|구성비(%)\n합계|=B4:B8|=100*B3/B3@1\n*|#4|=100*B4/B3@1\n"
        "*|#4|=100*B5/B3@1\n*|#3|=100*B6/B3@1\n*|#4|=100*B7/B3@1\n*|#3|=100*B8/B3@1",
        rnd,
    ),
    "points of rates": lambda rnd: drawn(
        "지역|2023년 고용률(%)|2024년 고용률(%)|증감(%p)\n*|#3.1|#3.1|=C2-B2@1\n*|#3.1|#3.1|=C3-B3@1\n"
        "*|#3.1|#3.1|=C4-B4@1\n*|#3.1|#3.1|=C5-B5@1",
        rnd,
        heads=1,
    ),
    "funds roll forward": lambda rnd: drawn(
        "(단위: 백만원)\n기금|전년도말 현재액|조성|사용|올해말 현재액\n"
        "합계|=B4:B6|=C4:C6|=D4:D6|=E4:E6\n*|#5|#4|#4|=B4+C4-D4\n*|#5|#4|#4|=B5+C5-D5\n"
        "*|#5|#4|#4|=B6+C6-D6",
        rnd,
    ),
    "years roll forward": lambda rnd: drawn(
        "(단위: 명)\n연도|기초 인원|증가|감소|기말 인원\n2021|#5|#4|#3|=B3+C3-D3\n"
        "2022|=E3|#4|#3|=B4+C4-D4\n2023|=E4|#4|#3|=B5+C5-D5\n2024|=E5|#4|#3|=B6+C6-D6",
        rnd,
        counts="BCDE",
    ),
    "running total": lambda rnd: drawn(
        "(단위: 건)\n월|당월|누계\n1월|#4|~B3\n2월|#4|=C3+B4\n3월|#4|=C4+B5\n4월|#4|=C5+B6\n5월|#4|=C6+B7",
        rnd,
        counts="BC",
    ),
    "per head": lambda rnd: drawn(
        "구분|예산(백만원)|인원(명)|1인당 예산(천원)\n*|#4|#4|=1000*B2/C2\n*|#4|#4|=1000*B3/C3\n"
        "*|#4|#4|=1000*B4/C4\n합계|=B2:B4|=C2:C4|=1000*B5/C5",
        rnd,
        counts="C",
        heads=1,
    ),
    "per 100,000 and density": lambda rnd: drawn(
        "시도|인구(명)|면적(㎢)|인구밀도(명/㎢)|사망자(명)|인구 10만명당 사망자(명)\n"
        "전국|=B3:B5|=C3:C5|=B2/C2@1|=E3:E5|=100000*E2/B2@1\n*|#7|#5.1|=B3/C3@1|#4|=100000*E3/B3@1\n"
        "*|#7|#5.1|=B4/C4@1|#4|=100000*E4/B4@1\n*|#7|#5.1|=B5/C5@1|#4|=100000*E5/B5@1",
        rnd,
        counts="BE",
        heads=1,
    ),
    "goal against actual": lambda rnd: drawn(
        "(단위: 건)\n지표|목표||||실적||||달성률(%)\n|2022|2023|2024|누계|2022|2023|2024|누계|\n"
        "*|#4|#4|#4|=B4:D4|#4|#4|#4|=F4:H4|=100*I4/E4@1\n"
        "*|#3|#3|#3|=B5:D5|#3|#3|#3|=F5:H5|=100*I5/E5@1\n"
        "*|#4|#4|#4|=B6:D6|#4|#4|#4|=F6:H6|=100*I6/E6@1",
        rnd,
        counts="BCDEFGHI",
        heads=4,
    ),
    "measures by turns": lambda rnd: drawn(
        "지역|구분|계|공립|사립\n합계|학교수(개)|=D2:E2|=D4+D6+D8|=E4+E6+E8\n"
        "|학생수(명)|=D3:E3|=D5+D7+D9|=E5+E7+E9\n가구|학교수(개)|=D4:E4|#2|#2\n"
        "|학생수(명)|=D5:E5|#4|#4\n나구|학교수(개)|=D6:E6|#2|#2\n|학생수(명)|=D7:E7|#4|#4\n"
        "다구|학교수(개)|=D8:E8|#2|#2\n|학생수(명)|=D9:E9|#4|#4",
        rnd,
        counts="CDE",
        heads=1,
    ),
    "the nation in two stubs": lambda rnd: drawn(
        "지역|성별|2023|2024\n전국|계|=C3:C4|=D3:D4\n전국|남|=C6+C9|=D6+D9\n전국|여|=C7+C10|=D7+D10\n"
        "동부|계|=C6:C7|=D6:D7\n동부|남|#5|#5\n동부|여|#5|#5\n서부|계|=C9:C10|=D9:D10\n서부|남|#5|#5\n"
        "서부|여|#5|#5",
        rnd,
        counts="CD",
        heads=1,
    ),
    "one figure a line": lambda rnd: drawn(
        "시점|지역|항목|값\n"
        + "\n".join(
            f"{2019 + year}|{name}|가구수(가구)|"
            + (f"=D{5 * year + 3}:D{5 * year + 6}" if name == "계" else "#5")
            for year in range(4)
            for name in ("계", "가시", "나시", "다군", "라군")
        ),
        rnd,
        counts="D",
        heads=1,
    ),
    "cities beside their districts": lambda rnd: drawn(
        "(단위: 세대)\n시군구|2023|2024\n도 전체|=B4+B8+B11+B12|=C4+C8+C11+C12\n  큰시|~B5:B7|~C5:C7\n"
        "  앞구|#5|#5\n  뒷구|#5|#5\n  옆구|#5|#5\n  넓은시|~B9:B10|~C9:C10\n  윗구|#5|#5\n"
        "  아래구|#5|#5\n  작은시|#5|#5\n  먼군|#4|#4",
        rnd,
        counts="BC",
    ),
    "total columns twice": lambda rnd: drawn(
        "동|총인구수(명)|연령구간 인구수(명)|0~19세|20~39세|40~64세|65세 이상\n"
        "전체|=B3:B5|=C3:C5|=D3:D5|=E3:E5|=F3:F5|=G3:G5\n*|=D3:G3|=D3:G3|#4|#4|#4|#4\n"
        "*|=D4:G4|=D4:G4|#4|#4|#4|#4\n*|=D5:G5|=D5:G5|#4|#4|#4|#4",
        rnd,
        counts="BCDEFG",
        heads=1,
    ),
    "carried to the next page": lambda rnd: drawn(
        "(단위: 천원)\n내역|금액\n*|#4\n*|#4\n*|#4\n다음 쪽으로 이월|=B3:B5\n앞쪽에서 이월|=B6\n*|#4\n"
        "*|#4\n합계|=B7+B8+B9",
        rnd,
    ),
    "deducted rows": lambda rnd: drawn(
        "(단위: 백만원)\n구분|2023|2024\n총수입(A)|#6|#6\n총지출(B)|#5|#5\n이월액(C)|#4|#4\n"
        "순잉여금(A-B-C)|=B3-B4-B5|=C3-C4-C5",
        rnd,
    ),
    "balance of a budget": lambda rnd: drawn(
        "(단위: 백만원)\n사업|본예산|전년이월|예산현액|집행액|차년도이월|잔액\n"
        "*|#6|#4|=B3+C3|#5|#4|=D3-E3-F3\n*|#6|#4|=B4+C4|#5|#4|=D4-E4-F4\n"
        "*|#6|#4|=B5+C5|#5|#4|=D5-E5-F5\n합계|=B3:B5|=C3:C5|=D3:D5|=E3:E5|=F3:F5|=G3:G5",
        rnd,
    ),
    "merged heads of unlike units": lambda rnd: replace(
        drawn(
            "시도|병원 수(개소)|||종사자(명)||병상(개)\n|소계|종합|일반|의사|간호사|\n"
            "전국|=C3:D3|=C4:C6|=D4:D6|=E4:E6|=F4:F6|=G4:G6\n*|=C4:D4|#3|#3|#4|#4|#5\n"
            "*|=C5:D5|#2|#3|#4|#4|#4\n*|=C6:D6|#2|#3|#4|#4|#4",
            rnd,
            counts="BCDEFG",
        ),
        merged=(((0, 0), (1, 0)), ((0, 1), (0, 3)), ((0, 4), (0, 5)), ((0, 6), (1, 6))),
        stored="as printed",
    ),
    "mean of rows, no sum": lambda rnd: drawn(
        "(단위: 점)\n기관|시설|친절|종합\n*|#3.1|#3.1|#3.1\n*|#3.1|#3.1|#3.1\n*|#3.1|#3.1|#3.1\n"
        "평균|=(B3:B5)/3@1|=(C3:C5)/3@1|=(D3:D5)/3@1",
        rnd,
    ),
    "goal and result under each year": lambda rnd: drawn(
        "(단위: 명)\n지표|2023|||2024|||누계||\n"
        "|목표|실적|달성률(%)|목표|실적|달성률(%)|목표|실적|달성률(%)\n"
        "*|#4|#4|=100*C4/B4@1|#4|#4|=100*F4/E4@1|=B4+E4|=C4+F4|=100*I4/H4@1\n"
        "*|#4|#4|=100*C5/B5@1|#4|#4|=100*F5/E5@1|=B5+E5|=C5+F5|=100*I5/H5@1\n"
        "*|#4|#4|=100*C6/B6@1|#4|#4|=100*F6/E6@1|=B6+E6|=C6+F6|=100*I6/H6@1",
        rnd,
        counts="BCEFHI",
        heads=3,
    ),
    "rates of what has accumulated": lambda rnd: drawn(
        "(단위: 호)\n연도|목표|실적|누적 목표|누적 실적|누적 달성률(%)\n2021|#4|#4|~B3|~C3|=100*E3/D3@1\n"
        "2022|#4|#4|=D3+B4|=E3+C4|=100*E4/D4@1\n2023|#4|#4|=D4+B5|=E4+C5|=100*E5/D5@1\n"
        "2024|#4|#4|=D5+B6|=E5+C6|=100*E6/D6@1",
        rnd,
        counts="BCDE",
    ),
    "results of years against one goal": lambda rnd: drawn(
        "(단위: 명)\n지표|총목표|2022 실적|2023 실적|2024 실적|누적 실적|달성률(%)\n"
        "*|#5|#4|#4|#4|=C3:E3|=100*F3/B3@1\n*|#5|#4|#3|#4|=C4:E4|=100*F4/B4@1\n"
        "*|#4|#3|#3|#3|=C5:E5|=100*F5/B5@1\n*|#4|#3|#4|#3|=C6:E6|=100*F6/B6@1",
        rnd,
        counts="BCDEF",
    ),
    "sums on the rows of the heads": lambda rnd: drawn(
        "(단위: 백만원)\n분야|부문|사업|예산|집행\n총계|||=D4+D11|=E4+E11\n복지|||=D5+D8|=E5+E8\n"
        "|아동||=D6:D7|=E6:E7\n||급식|#4|#4\n||돌봄|#4|#4\n|노인||=D9:D10|=E9:E10\n||연금|#4|#4\n"
        "||일자리|#4|#4\n교통|||=D12+D16|=E12+E16\n|도로||=D13:D15|=E13:E15\n||보수|#4|#4\n"
        "||신설|#4|#4\n||정비|#4|#4\n|철도||=D17:D18|=E17:E18\n||역사|#4|#4\n||선로|#4|#4",
        rnd,
    ),
    "two running totals": lambda rnd: drawn(
        "(단위: 천원)\n분기|수입|지출|수입 누계|지출 누계\n1분기|#5|#5|~B3|~C3\n2분기|#5|#5|=D3+B4|=E3+C4\n"
        "3분기|#5|#5|=D4+B5|=E4+C5\n4분기|#5|#5|=D5+B6|=E5+C6",
        rnd,
    ),
    "what is left after each day": lambda rnd: drawn(
        "(단위: 천원)\n일자|수입|지출|잔액\n전월이월|||#6\n1일|#4|#4|=D3+B4-C4\n2일|#4|#4|=D4+B5-C5\n"
        "3일|#4|#4|=D5+B6-C6\n4일|#4|#4|=D6+B7-C7\n5일|#4|#4|=D7+B8-C8",
        rnd,
    ),
    "cities named in their districts": lambda rnd: drawn(
        "(단위: 명)\n시군구|세대|인구\n합계|=B4+B7+B8+B12|=C4+C7+C8+C12\n큰시|~B5:B6|~C5:C6\n"
        "큰시 앞구|#5|#5\n큰시 뒷구|#5|#5\n먼군|#5|#5\n넓은시|~B9:B11|~C9:C11\n넓은시 동구|#5|#5\n"
        "넓은시 서구|#5|#5\n넓은시 남구|#5|#5\n작은시|#4|#4",
        rnd,
        counts="BC",
    ),
    "계 and 합계 of the same": lambda rnd: drawn(
        "(단위: 명)\n과정|정원|계|남|여|합계\n*|#3|=D3:E3|#3|#3|=D3:E3\n*|#3|=D4:E4|#3|#3|=D4:E4\n"
        "*|#3|=D5:E5|#3|#3|=D5:E5\n계|=B3:B5|=C3:C5|=D3:D5|=E3:E5|=F3:F5",
        rnd,
        counts="BCDEF",
    ),
}

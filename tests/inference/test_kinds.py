"""Small tables of one kind each: what must be violated, what must hold, what must be undecided."""

import pytest

from geomsan.infer.understand import UnderstoodTable, understand
from geomsan.read.readers.found import FoundTable
from inference.build import found

VIOLATED, HOLD, UNDECIDED = {"violated"}, {"exact", "rounding"}, {"undecided"}
SIX = "총무과|4,298|2,536\n재무과|6,461|8,166\n세무과|1,473|615"

KINDS = {
    "a plain item in no total": (
        f"부서|예산|집행\n{SIX}\n합계|5,771|3,151",
        "",
        {(4, 1): VIOLATED, (4, 2): VIOLATED},
    ),
    "the same whole": (f"부서|예산|집행\n{SIX}\n합계|12,232|11,317", "", {(4, 1): HOLD, (4, 2): HOLD}),
    "an item whose name holds a word for an index": (
        "사업|예산\n합계|10,850\n도로 정비|3,120\n공원 조성|2,450\n물가지수 관리|4,380\n하천 정비|5,280",
        "",
        {(1, 1): UNDECIDED | VIOLATED},
    ),
    "names of any words are items": (
        "사업|예산\n계|15,255\n겨울철 재난대비|3,127\n"
        "번호판 교체|2,453\n기간제근로자보수|4,389\n등급관리|5,286",
        "",
        {(1, 1): HOLD},
    ),
    "an accumulated amount is one": (
        "자산|2023|2024\n유형자산 합계|82,600|81,400\n토지|45,000|45,000\n건물|51,100|52,300\n"
        "감가상각누계액|△13,500|△15,900",
        "",
        {(1, 1): HOLD, (1, 2): HOLD},
    ),
    "a deducted row": (
        "구분|금액\n순지출 합계|41,800\n인건비|25,300\n사업비|18,400\n반납금(공제)|1,900",
        "",
        {(1, 1): HOLD},
    ),
    "signs before labels": (
        "구분|2023|2024\n총수입|52,340|55,810\n(-) 총지출|47,115|50,260\n"
        "(-) 이월액|3,140|3,905\n순잉여금|2,085|1,645",
        "",
        {(4, 1): HOLD, (4, 2): HOLD},
    ),
    "the same gap in two columns": (
        "과목|기정|예산\n합계|41,800|53,792\n일반운영비|2,100|2,585\n보상금|36,700|48,207",
        "",
        {(1, 1): VIOLATED, (1, 2): VIOLATED},
    ),
    "a note says that not all is listed": (
        "과목|기정|예산\n합계|41,800|53,792\n일반운영비|2,100|2,585\n보상금|36,700|48,207\n"
        "※ 변동이 없는 과목은 표기하지 않음",
        "",
        {},
    ),
    "roll-forward": (
        "기금|2023년도말 조성액|수입|지출|2024년도말 조성액\n재난관리|7,310|2,480|1,965|7,825\n"
        "식품진흥|4,275|1,330|1,820|3,985\n청사건립|6,835|3,125|1,385|8,575",
        "",
        {(1, 4): HOLD, (2, 4): VIOLATED, (3, 4): HOLD},
    ),
    "the end of a year is the beginning of the next": (
        "연도|기초잔액|증가|감소|기말잔액\n2021|3,200|1,450|980|3,670\n2022|3,670|1,310|1,205|3,775\n"
        "2023|3,757|1,520|1,140|4,137\n2024|4,137|1,600|1,390|4,347",
        "",
        {(3, 1): VIOLATED, (2, 1): HOLD, (4, 1): HOLD},
    ),
    "a dose beside what is counted": (
        "id|conc|brood1|brood2|brood3|total\na|0|3|14|10|27\nb|0|5|12|15|32\nc|80|6|11|17|34\nd|80|6|12|15|33",
        "",
        {(3, 5): HOLD, (4, 5): HOLD},
    ),
    "an answer called both": (
        "Answer|Count\nFun|1,544\nBoth|1,497\nProfit|37\nGrand Total|3,078",
        "",
        {(4, 1): HOLD},
    ),
    "both of two sexes": (
        "Sex|2022|2023\nBoth|3,622|3,730\nMen|1,804|1,851\nWomen|1,818|1,897",
        "",
        {(1, 1): HOLD, (1, 2): VIOLATED},
    ),
    "so much a head in a row": (
        "구분|동부|서부|합계\n예산(백만원)|1,007|1,533|2,540\n인원(명)|2,988|6,475|9,463\n"
        "1인당 예산(천원)|337|273|268",
        "",
        {(3, 1): HOLD, (3, 2): VIOLATED, (3, 3): HOLD},
    ),
    "the last row left out of a total beside codes": (
        "부서코드|부서|예산|집행\n3220056|공원과|583,062|78,506\n3220064|도로과|236,108|40,760\n"
        "3220072|세무과|572,803|45,524\n|합계|819,170|119,266",
        "",
        {(4, 2): VIOLATED, (4, 3): VIOLATED},
    ),
    "a book with a slip in what is left": (
        "일자|수입|지출|잔액\n전월이월|||512,300\n1일|4,100|2,050|514,350\n2일|3,300|1,250|516,400\n"
        "3일|5,200|1,900|519,770\n4일|2,210|4,010|517,900",
        "(단위: 원)",
        {(2, 3): HOLD, (3, 3): HOLD, (4, 3): VIOLATED, (5, 3): VIOLATED},
    ),
    "differences of rates": (
        "구분|2023년 참여율(%)|2024년 참여율(%)|증감(%p)\n"
        "가구|47.2|51.1|3.8\n나구|38.4|36.0|△2.4\n다구|62.5|66.9|4.5",
        "",
        {(1, 3): HOLD, (2, 3): HOLD, (3, 3): HOLD},
    ),
    "per head": (
        "구분|예산(백만원)|대상(명)|1인당(천원)\n합계|9,600|7,500|1,280\n"
        "아동|3,300|2,750|1,200\n노인|6,300|4,750|1,526",
        "",
        {(1, 3): HOLD, (2, 3): HOLD, (3, 3): VIOLATED},
    ),
    "per hundred thousand": (
        "시도|인구(명)|사망자(명)|인구 10만명당 사망자(명)\n합계|3,400,000|272|8.0\n가시|1,600,000|112|7.0\n"
        "나시|1,800,000|160|8.9",
        "",
        {(1, 3): HOLD, (2, 3): HOLD, (3, 3): HOLD},
    ),
    "growth over the size of a base below zero": (
        "기관|2023|2024|증감|증감률(%)\n가|120|150|30|25.0\n나|240|180|△60|△25.0\n라|△80|△60|20|25.0",
        "",
        {(3, 4): HOLD},
    ),
    "a rate in a mean row": (
        "구|2023|2024|증감률(%)\n가|1,000|1,200|20.0\n나|4,000|4,200|5.0\n"
        "다|2,500|2,400|△4.0\n평균|2,500|2,600|7.0",
        "",
        {(1, 3): HOLD, (4, 3): HOLD},
    ),
    "the rate of the whole is no mean of rates": (
        "부서|예산|집행|집행률(%)\n계|10,000|5,900|77.0\n가과|8,000|4,000|50.0\n나과|1,500|1,425|95.0\n"
        "다과|500|475|95.0",
        "",
        {(1, 3): VIOLATED, (2, 3): HOLD},
    ),
    "rounded to tens, as a note says": (
        "연령|2023|2024\n합계|12,350|12,180\n16세|5,110|4,990\n17세|4,130|4,020\n18세|3,120|2,980",
        "(단위: 명, 10명 단위로 반올림)",
        {(1, 1): HOLD, (1, 2): VIOLATED},
    ),
    "rounded up, as a note says": (
        "부서|대상(명)|참여(명)|참여율(%)\n가|300|100|34\n나|600|250|42\n다|700|300|43",
        "(참여율은 소수점 이하 올림)",
        {(1, 3): HOLD, (2, 3): HOLD},
    ),
    "round figures without a note": (
        "지역|인구(명)\n합계|4,970,000\n가|1,230,000\n나|340,000\n다|3,390,000",
        "",
        {(1, 1): UNDECIDED},
    ),
    "hidden figures": (
        "구|사업체수(개)|종사자수(명)\n합계|481|2,731\n상동|213|1,204\n중동|x|x\n하동|187|988\n북동|94|415",
        "",
        {(1, 1): VIOLATED, (1, 2): UNDECIDED},
    ),
    "no part is given": (
        "구분|2010\n가시|\n계|76,696\n국립|-\n사립|-",
        "",
        {},
    ),
    "a bracket that its label deducts": (
        "구분|금액\n계|5,370\n재산임대|5,230\n이자수입|1,870\n환급금|(2,645)\n과태료|915",
        "",
        {(1, 1): HOLD},
    ),
    "one bracket under a plain name": (
        "부서|예산|집행\n총무과|12,431|9,512\n재무과|(8,025)|6,401\n세무과|5,137|4,108\n합계|9,543|20,021",
        "",
        {(4, 1): UNDECIDED, (4, 2): HOLD},
    ),
    "all below zero in brackets": (
        "항목|2023|2024\n영업이익|1,240|(530)\n이자수익|310|280\n이자비용|(415)|(390)\n기타손익|(120)|75\n"
        "당기순손익 계|1,015|(656)",
        "",
        {(5, 1): HOLD, (5, 2): VIOLATED},
    ),
    "carried over a page": (
        "사업|예산\n가사업|1,240\n나사업|2,310\n다음 쪽으로 이월|3,550\n"
        "앞쪽에서 이월|3,505\n라사업|980\n합계|4,485",
        "",
        {(3, 1): HOLD, (4, 1): VIOLATED, (6, 1): HOLD},
    ),
    "grades are no formulas": ("신용등급|배점\nA+|6.0\nBBB+|5.7\nBBB-|5.4\nB+, B0, B- 이하|5.1", "", {}),
}


def verdicts(table: UnderstoodTable) -> dict[tuple[int | None, int | None], set[str]]:
    told: dict[tuple[int | None, int | None], set[str]] = {}
    for check in table.checks:
        entry = check.edit.result.entry
        told.setdefault((entry.row, entry.column), set()).add(check.verdict.value)
    return told


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_of_table(kind: str) -> None:
    text, caption, wanted = KINDS[kind]
    told = verdicts(understand(found(text, caption)))
    assert all(place in told for place in wanted), told
    for place, expected in wanted.items():
        assert told[place] & expected, (place, told[place])
    wrong = {place for place, found_ in told.items() if "violated" in found_}
    assert wrong <= {place for place, expected in wanted.items() if "violated" in expected}


def test_a_reading_names_what_it_leaves_out() -> None:
    text = "구분|합계|일반직|임기제|여성\n총무과|12|7|5|4\n기획과|15|8|7|6\n재무과|20|12|8|9"
    table = understand(found(text, "(단위: 명)"))
    left = {entry.figure.text for check in table.checks for entry in check.edit.left_out}
    assert left == {"4", "6", "9"}


def test_what_words_announce_and_nobody_checked_is_said() -> None:
    table = understand(found("구분|2022|2023\nA센터|120|130\nB센터|220|230\n중위값|170|180"))
    assert [(item.row, item.column, item.text) for item in table.unchecked] == [(3, 0, "중위값")]


def test_a_city_is_not_counted_beside_its_districts() -> None:
    text = (
        "시군별|2017|2018",
        "다도|683,063|696,460",
        "   하늘시|483,558|492,939",
        "   장안구|116,486|116,250",
        "   권선구|367,072|376,689",
        "   산들시|179,505|185,319",
        "   숲속군|20,000|18,202",
    )
    rows = tuple(tuple(line.split("|")) for line in text)
    base = found("\n".join(text))
    table = understand(FoundTable(type(base.grid)(rows, base.grid.places), "t", 1, len(rows)))
    assert {check.verdict.value for check in table.checks} == {"exact"}
    assert "다도 [2017] = 하늘시 + 산들시 + 숲속군" in {check.edit.statement for check in table.checks}


def test_rounding_explains_nothing_where_another_reading_needs_none() -> None:
    """A column of few votes is no part that rounding may hide, nor an error where it has a dozen."""
    head = "Station|Identified|1 - ALPHA|2 - BETA|3 - GAMMA|4 - DELTA|5 - OMEGA|None of the Above|Total Votes"
    lines = []
    for number in range(24):
        votes = [13 if number % 4 == 1 else number % 5, 10 + number % 6, 4_000 + 97 * number]
        votes += [31_000 - 811 * number, 12_000 + 457 * number, 2_100 + 13 * number]
        cells = [f"S{number}", 60 + 7 * number, *votes, sum(votes)]
        lines.append("|".join(map(str, cells)))
    table = understand(found("\n".join([head, *lines])))
    assert {check.verdict.value for check in table.checks} == {"exact"}
    assert len(table.checks) == 24


@pytest.mark.slow
def test_a_row_of_the_head_is_no_item() -> None:
    """Chapters 7, 11, 12, 13 stand in the last row of the head, and rounding would nearly allow them."""
    months = [
        (200_501 + n, 421_311 + 9_173 * n, 366 + 41 * n, 24 + 3 * n, 3_254 + 711 * n) for n in range(12)
    ]
    total = ("TOTAL", *(sum(column) for column in list(zip(*months, strict=True))[1:]))
    head = "YEAR AND|CHAPTER|CHAPTER|CHAPTER|CHAPTER\nMONTH|7|11|12|13"
    table = understand(found("\n".join([head, *("|".join(map(str, row)) for row in [*months, total])])))
    assert [check.verdict.value for check in table.checks] == ["exact"] * 4


def test_sums_that_only_a_rounding_as_large_as_the_figures_allows_prove_nothing_together() -> None:
    pivot = "|C Total||||1\nA Total|||||1\nB|D|F|1|1|1\n|D Total||1|1|1\nGrand Total|||1|1|2"
    table = understand(found(pivot))
    assert "violated" not in {check.verdict.value for check in table.checks}
    assert table.proof.joint is None


def test_a_total_of_half_the_lines_stands_over_subtotals() -> None:
    text = "이름|가|나|합계\n5||2,327|2,327\n5||2,327|2,327\n묶음1|11,067|5,073|16,140"
    text += "\n10|4,882|0|4,882\n15|3,121|5,073|8,194\n20|3,064||3,064\n총계|11,067|7,400|18,467"
    told = verdicts(understand(found(text)))
    assert all("undecided" in told[7, column] for column in (1, 2, 3))
    assert not any("violated" in verdict for verdict in told.values())

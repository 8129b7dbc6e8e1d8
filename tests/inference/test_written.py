"""How reports write what a total adds up: notes, marks, indents, groups without a word, halves of a year."""

import pytest

from geomsan.check.identities.verdicts import Verdict
from geomsan.infer.understand import understand
from geomsan.read.readers.found import FoundTable
from geomsan.read.tables.grid import Grid
from inference.build import cells, checks, statements, violated


def grid(*lines: str) -> FoundTable:
    """Cells with the blanks that lead them."""
    rows = tuple(tuple(line.split("|")) for line in lines)
    return FoundTable(Grid(rows, ("a:1",) * len(rows)), "t", 1, len(rows), "", "(단위: 백만원)")


def told(table: FoundTable) -> set[str]:
    return {check.edit.statement for check in understand(table).checks}


def test_a_note_under_the_figures_is_no_item() -> None:
    text = """
        부서|예산
        기획과|1,200
        총무과|2,345
        계|3,545
        {}|
    """
    for note in ("※ 자료: 내부자료", "* 잠정치", "주1) 추경 포함", "자료: 결산서"):
        assert statements(text.format(note)) == {"sum: 계 [예산] = 기획과 + 총무과"}


def test_a_total_that_a_number_refers_to_is_one() -> None:
    for total in ("계 ①", "합 계1)", "총계¹⁾", "소계※"):
        text = f"구분|예산|결산\n{total}|3,545|2,000\n기획과|1,200|900\n총무과|2,345|1,100"
        assert len(checks(text)) == 2, total


def test_a_footnote_mark_does_not_part_a_group() -> None:
    text = """
        부서|사업|예산|결산
        합계||4,445|2,611
        산림과¹⁾|숲길|1,111|600
        산림과|공원|1,234|700
        산림과|소계|2,345|1,300
        위생과|식품|800|411
        위생과|점검|1,300|900
        위생과|소계|2,100|1,311
    """
    assert "sum: 산림과 소계 [예산] = 숲길 + 공원" in statements(text)
    assert not violated(text)


def test_indents_say_what_stands_under_what() -> None:
    table = grid(
        "부서|예산|결산",
        "합계|4,445|2,611",
        "산림과|2,345|1,300",
        "  숲길|1,111|600",
        "  공원|1,234|700",
        "위생과|2,100|1,311",
        "  식품|800|411",
        "  점검|1,300|900",
    )
    assert told(table) >= {"합계 [예산] = 산림과 + 위생과", "위생과 [결산] = 식품 + 점검"}


GROUPS = """
    부서|예산|결산
    산림과|234,507|130,002
    숲길|111,103|60,001
    공원|123,404|70,001
    위생과|210,011|131,100
    식품|80,010|41,100
    점검|{}|90,000
    청소과|90,300|45,020
    수거|50,100|25,010
    운반|40,200|20,010
    합계|534,818|306,122
"""


def test_groups_that_no_word_names() -> None:
    text = GROUPS.format("130,001")
    assert {
        "sum: 합계 [예산] = 산림과 + 위생과 + 청소과",
        "sum: 위생과 [결산] = 식품 + 점검",
    } <= statements(text, "(단위: 천원)")
    assert not violated(text, "(단위: 천원)")


def test_a_wrong_figure_in_a_group_that_no_word_names() -> None:
    wrong = violated(GROUPS.format("130,901"), "(단위: 천원)")
    assert [check.edit.statement for check in wrong] == ["위생과 [예산] = 식품 + 점검"]


def test_the_total_of_a_group_is_no_peer_of_the_grand_total() -> None:
    text = """
        부서|사업|예산|결산
        산림과|계|2,345|1,300
        |숲길|1,111|600
        |공원|1,234|700
        위생과|계|2,100|1,311
        |식품|800|411
        |점검|1,300|900
        합계||4,445|2,611
    """
    found = [check for check in checks(text) if check.edit.statement.startswith("합계 [예산]")]
    assert [cells(check) for check in found] == [
        {((7, 2, None), "total"), ((1, 2, None), "part"), ((4, 2, None), "part")}
    ]


def test_a_group_that_ends_in_a_word_for_a_total_is_under_the_total() -> None:
    text = """
        구분|합계|산림과 계|○ 숲길|○ 공원|위생과 계|○ 식품|○ 점검
        국비|4,445|2,345|1,111|1,234|2,100|800|1,300
        시비|2,611|1,300|600|700|1,311|411|900
    """
    assert {
        "sum: 합계 [국비] = 산림과 계 + 위생과 계",
        "sum: 산림과 계 [시비] = ○ 숲길 + ○ 공원",
    } <= statements(text)


def test_halves_of_a_year_stand_between_quarters_and_year() -> None:
    text = """
        구분|1분기|2분기|상반기|3분기|4분기|하반기|계
        가구|1,204|830|2,034|411|97|508|2,542
        나구|655|312|967|780|46|826|1,793
    """
    year = [check for check in checks(text) if check.edit.statement.startswith("계 [가구]")]
    assert [cells(check) for check in year] == [
        {((1, 7, None), "total"), ((1, 3, None), "part"), ((1, 6, None), "part")}
    ]


def test_years_in_a_second_stub_column_are_labels() -> None:
    text = """
        구분||계|숲길|공원
        합계||4,445|2,345|2,100
        투자계획|기투자|2,100|800|1,300
        |2020년|1,311|645|666
        |2021년|1,034|900|134
    """
    assert "sum: 합계 [숲길] = 기투자 + 2020년 + 2021년" in statements(text, "(단위: 천원)")


def test_an_increase_under_a_head_of_its_own() -> None:
    text = """
        구분|2021년|2022년|증감|
        |||인원|비율(%)
        가|1,204|1,330|126|10.5
        나|4,844|4,022|△822|△17.0
        다|827|992|165|20.0
    """
    found = {line.split(":")[0]: line for line in statements(text, "(단위: 명)")}
    assert "2022년 - 2021년" in found["difference"]
    assert found["rate"].endswith("인원 / 2021년")


def test_growth_stays_with_the_printed_increase_where_that_is_wrong() -> None:
    text = """
        구분|2023년|2024년|증감|증감률(%)
        가|17,570|18,017|447|2.5
        나|2,617|3,480|863|33.0
        다|1,237|754|483|△39.0
        라|1,312|905|△407|△31.0
        마|2,950|3,333|383|13.0
    """
    assert {check.edit.rule.value for check in violated(text, "(단위: 명)")} == {"difference", "rate"}


def test_a_difference_is_of_its_own_group_of_measures() -> None:
    text = """
        부서|일반직|||임기제||
        |정원|현원|과부족|정원|현원|과부족
        가|5|5|0|31|30|△1
        나|8|9|1|18|16|△2
        다|7|8|1|25|26|1
        라|31|31|0|3|2|△1
    """
    found = {frozenset(column for (_, column, _), _ in cells(check)) for check in checks(text, "(단위: 명)")}
    assert found == {frozenset({1, 2, 3}), frozenset({4, 5, 6})}


def test_a_letter_is_that_of_its_own_group() -> None:
    text = """
        사업명|2022년|||2023년||
        |계획(A)|실적(B)|달성률 (B/A)|계획(A)|실적(B)|달성률 (B/A)
        가|1,453|1,467|101|4,296|2,105|49.0%
        나|2,241|2,890|129|354|456|128.8%
    """
    assert not violated(text, "(단위: 명, %)")
    found = {
        frozenset(column for (_, column, _), _ in cells(check)) for check in checks(text, "(단위: 명, %)")
    }
    assert found == {frozenset({1, 2, 3}), frozenset({4, 5, 6})}


def test_an_office_is_no_subtotal_of_its_name() -> None:
    text = """
        구분|예산|결산
        총계|4,445|2,611
        숲길|1,111|600
        공원|1,234|700
        산림과 계|2,345|1,300
        식품|800|411
        점검|1,300|900
        위생사업소 계|2,100|1,311
    """
    assert "sum: 총계 [예산] = 산림과 계 + 위생사업소 계" in statements(text)
    assert not violated(text)


def test_a_total_that_every_group_prints_is_under_the_one_of_the_table() -> None:
    text = """
        구분|예산|결산
        - 숲길|1,111|600
        - 공원|1,234|700
        계|2,345|1,300
        - 식품|800|411
        - 점검|1,300|900
        계|2,100|1,311
        합계|4,445|2,611
    """
    assert {"sum: 합계 [예산] = 계(4행) + 계(7행)", "sum: 계 [예산] = - 식품 + - 점검"} <= statements(text)


def test_years_in_names_of_programmes_carry_nothing() -> None:
    text = """
        사업|예산액|전년도이월액|예산현액|지출액|다음연도이월액
        숲길 '25년|7,611|217,458|225,069|102,856|57,440
        공원 '24년|44,078|80,677|124,755|7,860|0
        식품|155|57,440|57,595|140|2
    """
    assert not [check for check in checks(text, "(단위: 천원)") if check.edit.rule.value == "carry"]


def test_a_year_with_a_footnote_is_a_year() -> None:
    text = """
        연도|예산액|전년이월|예산현액|차년이월
        2020년|785|0|785|402
        2021년1)|423|402|825|59
        2022년*|622|59|681|82
    """
    carried = [check for check in checks(text, "(단위: 천원)") if check.edit.rule.value == "carry"]
    assert len(carried) == 2


def test_the_cost_is_the_whole_of_its_sources_where_one_is_wrong() -> None:
    text = """
        구분|사업비|국비|도비|시비
        가|107,324|58,792|38,592|9,940
        나|39,504|912|38,592|0
        다|67,820|57,880|0|9,940
        라|297,704|8,317|0|298,387
    """
    (wrong,) = violated(text, "(단위: 천원)")
    assert wrong.edit.statement == "라 [사업비] = 국비 + 도비 + 시비"


def test_figures_that_slid_a_row_down_are_found() -> None:
    text = """
        사업|계획(A)|실적(B)|이행률(B/A)
        가|1,453|2,890|101.0
        나|2,241|2,105|129.0
        다|4,296|456|49.0
        라|354|1,467|128.8
    """
    assert len(violated(text, "(단위: 명, %)")) == 4


def test_a_rate_of_few_rows_is_checked_where_one_is_wrong() -> None:
    text = """
        구분|2019년|2020년|2021년
        예산현액|1,382|13,282|7,636
        집행액|229|0|5,933
        집행률(%)|21.9|0.0|77.7
    """
    (wrong,) = violated(text, "(단위: 백만원, %)")
    assert wrong.edit.rule.value == "rate"
    assert str(wrong.reported) == "21.9"


def test_lines_of_nothing_end_no_group() -> None:
    text = GROUPS.format("130,001").replace("위생과|", "휴양림|0|0\n    위생과|")
    assert "sum: 산림과 [예산] = 숲길 + 공원 + 휴양림" in statements(text, "(단위: 천원)")


def test_a_list_that_is_not_whole_may_end_in_a_footnote() -> None:
    for end in ("등1)", "등 ①", "등*", "외 3건¹⁾"):
        text = f"주요 사업|예산\n계|48,061\n숲길|6,320\n공원|8,310\n휴양림 {end}|33,131"
        assert not violated(text, "(단위: 백만원)"), end


def test_an_office_whose_name_holds_a_word_for_a_difference_is_an_item() -> None:
    text = """
        구분|정원|현원|결원
        어르신과|59|61|△2
        투자과|33|32|1
        상수관리과|19|19|0
        청소과|56|58|△2
        상수지원과|14|13|1
    """
    assert {check.edit.statement.split("[")[1] for check in checks(text, "(단위: 명)")} == {
        "결원] = 정원 - 현원"
    }


@pytest.mark.parametrize("printed", ["NaN", "미정", "1,23,4", "집계 중"])
def test_a_total_or_a_rate_that_cannot_be_read_does_not_pass_for_checked(printed: str) -> None:
    text = f"""
        구분|예산현액|집행액|집행률
        합계|6,000|{printed}|75.0
        가과|1,000|500|50.0
        나과|2,000|1,000|{printed}
        다과|3,000|3,000|100.0
    """
    undecided = [check for check in checks(text) if check.verdict is Verdict.UNDECIDED]
    results = {(check.edit.result.entry.row, check.edit.result.entry.column) for check in undecided}
    assert results >= {(1, 2), (3, 3)}
    assert not violated(text)


def test_a_total_that_is_not_printed_claims_nothing() -> None:
    text = "구분|예산|비고\n합계||\n가과|1,000|\n나과|2,000|"
    assert checks(text) == []

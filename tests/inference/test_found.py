"""Each reading: found where words and figures speak for it, confirmed, refused."""

from geomsan.check.identities.verdicts import Verdict
from geomsan.infer.understand import understand
from inference.build import cells, checks, found, statements, violated


def test_a_total_and_subtotals_above_their_groups() -> None:
    text = """
        구분|세부|2024년|2025년
        총계||1,000|1,200
        본청|소계|600|700
        |기획과|250|300
        |총무과|350|400
        사업소|소계|400|500
        |상수도|150|200
        |하수도|250|300
    """
    assert {
        "sum: 총계 [2024년] = 본청 소계 + 사업소 소계",
        "sum: 본청 소계 [2024년] = 기획과 + 총무과",
        "sum: 사업소 소계 [2025년] = 상수도 + 하수도",
    } <= statements(text, "(단위: 백만원)")


def test_subtotals_below_and_words_of_three_ranks() -> None:
    text = """
        구분|예산
        기획|200
        총무|400
        합계(본청)|600
        상수|150
        하수|250
        합계(사업소)|400
        총계|1,000
    """
    assert "sum: 총계 [예산] = 합계(본청) + 합계(사업소)" in statements(text)
    assert "sum: 합계(본청) [예산] = 기획 + 총무" in statements(text)


def test_a_breakdown_by_marks_under_plain_labels() -> None:
    text = """
        구분|예산액|집행액
        경제국|600|300
        - 정책과|250|150
        - 지원과|350|150
        문화국|400|100
        - 예술과|150|50
        - 체육과|250|50
        합계|1,000|400
    """
    assert "sum: 경제국 [예산액] = - 정책과 + - 지원과" in statements(text)
    assert "sum: 합계 [집행액] = 경제국 + 문화국" in statements(text)


def test_a_short_head_over_a_longer_stub() -> None:
    text = """
        구 분|계|2022|2023|2024
        확 보 액|소계|1,333|502|503|328
        |시비|266|166|100|0
        |구비|1,067|336|403|328
    """
    assert "sum: 계 [시비] = 2022 + 2023 + 2024" in statements(text)


def test_a_total_column_and_a_row_in_which_it_fails() -> None:
    text = "구 분|계|국비|시비|구비\n사업비|1,851|800|500|515\n운영비|300|100|150|50"
    (wrong,) = violated(text, "(단위: 백만원)")
    assert cells(wrong) == {
        ((1, 1, None), "total"),
        ((1, 2, None), "part"),
        ((1, 3, None), "part"),
        ((1, 4, None), "part"),
    }


def test_the_only_sum_of_a_table_with_a_plain_slip() -> None:
    (wrong,) = violated("과|정원\n총무과|12\n기획과|15\n재무과|21\n계|84", "(단위: 명)")
    assert (wrong.reported, wrong.expected) == (84, 48)


def test_differences_by_their_words() -> None:
    text = """
        부서|정원|현원|과부족|예산현액|집행액|이월액|집행잔액
        총무과|12|11|△1|1,200|1,000|100|100
        기획과|15|15|-|800|700|50|50
        재무과|9|11|2|600|500|0|100
    """
    assert "difference: 총무과 [과부족] = 현원 - 정원" in statements(text)
    assert "difference: 재무과 [집행잔액] = 예산현액 - 집행액 - 이월액" in statements(text)


def test_a_current_budget_with_nothing_carried_over() -> None:
    text = "사업명|본예산|이월|예산현액\n가 사업|1,200|-|1,200\n나 사업|800|-|800"
    assert "sum: 가 사업 [예산현액] = 본예산 + 이월" in statements(text, "(단위: 백만원)")


def test_rates_over_the_current_budget() -> None:
    text = """
        사업명|본예산|예산현액|원인행위액 (집행률)|지출액 (집행률)
        가 사업|1,200|1,500|900 (60.0)|600 (40.0)
        나 사업|800|1,000|333 (33.3)|250 (25.0)
    """
    rates = [check for check in checks(text, "(단위: 백만원)") if check.edit.rule.value == "rate"]
    assert len(rates) == 4
    assert ({((1, 3, 1), "rate"), ((1, 3, 0), "numerator"), ((1, 2, None), "denominator")}) in map(
        cells, rates
    )


def test_growth_takes_the_printed_increase_or_both_years() -> None:
    with_increase = "구분|2023년|2024년|증감|증감률(%)\n수출|1,000|1,100|100|10.0\n수입|2,000|1,900|△100|△5.0"
    assert "rate: 수출 [증감률(%)] = 증감 / 2023년" in statements(with_increase)
    without = "구분|2023|2024|증가율(%)\n수출|1,000|1,100|10.0\n수입|2,000|1,900|△5.0\n수지|300|330|10.0"
    assert "rate: 수입 [증가율(%)] = (2024 - 2023) / 2023" in statements(without)


def test_printed_formulas() -> None:
    text = """
        구 분|2023예산액 (A)|2024예산액 (B)|증감 (B-A)|(B-A)*100/A|비중(B/A)
        계|1,000|1,200|200|20|120.0%
        가|400|500|100|25|125.0%
        나|600|700|100|17|116.7%
    """
    found_ = statements(text, "(단위: 천원)")
    assert "difference: 가 [증감 (B-A)] = 2024예산액 (B) - 2023예산액 (A)" in found_
    assert "rate: 나 [(B-A)*100/A] = 증감 (B-A) / 2023예산액 (A)" in found_
    assert "rate: 계 [비중(B/A)] = 2024예산액 (B) / 2023예산액 (A)" in found_


def test_shares_add_to_an_exact_hundred() -> None:
    text = "구분|예산액|구성비(%)\n인건비|1,234|30.2\n사업비|2,345|57.3\n운영비|512|12.5\n합계|4,091|100.0"
    assert "rate: 인건비 [구성비(%)] = 예산액 / 전체" in statements(text, "(단위: 천원)")
    wrong = violated(text.replace("57.3", "75.3"), "(단위: 천원)")
    assert {check.edit.statement for check in wrong} == {
        "구성비(%)의 합 = 100",
        "사업비 [구성비(%)] = 예산액 / 전체",
    }


def test_what_is_carried_out_is_carried_in() -> None:
    text = """
        연도|최종예산|전년이월|예산현액|집행액|차년이월|집행잔액
        2021|3,450|958|4,408|3,428|945|35
        2022|5,379|945|6,324|5,052|1,272|0
        2023|7,431|1,272|8,703|6,394|2,341|-32
    """
    assert "carry: 2022 전년이월 = 2021 차년이월" in statements(text, "(단위: 백만원)")


def test_title_rows_in_the_grid_are_no_head() -> None:
    text = "2025년 예산 현황||\n(단위: 천원)||\n구분|예산액|비고\n인건비|1,234|\n사업비|2,345|\n합계|3,579|"
    (total,) = checks(text)
    assert total.edit.result.entry.row == 5
    assert understand(found(text)).unit == "천원"


def test_blanks_are_zero_where_other_rows_say_so_and_undecided_else() -> None:
    zero = "구분|계|국비|시비|구비\n가|100|60|40|\n나|150||100|50\n다|90|30|30|30"
    assert all(check.verdict is Verdict.EXACT for check in checks(zero, "(단위: 백만원)"))
    blank = {check.edit.statement: check for check in checks(zero)}["계 [가] = 국비 + 시비 + 구비"]
    assert ((1, 4, None), "part") in cells(blank)
    missing = "구분|계|국비|시비|구비\n가|100|60|40|-\n나|150||30|50\n다|90|30|30|30"
    verdicts = {check.edit.statement: check.verdict for check in checks(missing, "(단위: 백만원)")}
    assert verdicts["계 [나] = 국비 + 시비 + 구비"] is Verdict.UNDECIDED


def test_counts_are_exact_and_amounts_are_not() -> None:
    text = "구분|계|남|여\n가|101|50|50\n나|30|10|20\n다|44|20|24\n라|70|30|40"
    assert violated(text, "(단위: 명)")
    assert not violated(text, "(단위: 백만원)")


def test_every_reading_has_a_sentence() -> None:
    text = """
        구분|예산액|집행액|잔액|집행률(%)
        가|1,200|1,000|200|83.3
        나|800|700|100|87.5
        계|2,000|1,700|300|85.0
    """
    sentences = [sentence.ko for sentence in understand(found(text, "(단위: 백만원)")).sentences]
    assert sentences == [
        "합계 행: 계 = 가 + 나",
        "열 사이: 잔액 = 예산액 - 집행액",
        "비율: 집행률(%) = 집행액 / 예산액",
    ]

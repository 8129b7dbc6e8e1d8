"""The same fact in two sentences, in a sentence and a table, and as the sum of a table's column."""

from claims.read import with_tables

STAFF = "구분\t정원\t현원\n계\t312\t297\n총무과\t200\t190\n예산과\t112\t107\n"
BUDGET = "(단위: 천원)\n\n사업명\t예산\n거점 조성\t14,270,350\n거점 운영\t2,104,400\n"


def same(text, tmp_path):
    return [
        (claim.pattern, claim.verdict.value, claim.statement)
        for claim in with_tables(text, tmp_path)
        if claim.pattern in ("same-table", "same-sentence", "split-table")
    ]


def test_a_sentence_and_a_table(tmp_path):
    found = same(f"- 정원 312명, 현원 297명\n\n{STAFF}", tmp_path)
    assert found == [
        ("same-table", "exact", "312명 = 4줄 표의 312"),
        ("same-table", "exact", "297명 = 4줄 표의 297"),
    ]


def test_across_units_the_coarser_is_rounded(tmp_path):
    (found,) = same(f"- 거점 조성 : 14,270백만원\n\n{BUDGET}", tmp_path)
    assert found == ("same-table", "exact", "14,270백만원 = 6줄 표의 14,270,350")
    assert same(f"- 거점 조성 : 14,290백만원\n\n{BUDGET}", tmp_path) == []


def test_the_sum_of_a_column(tmp_path):
    (found,) = same(f"- 거점 예산 : 16,375백만원\n\n{BUDGET}", tmp_path)
    assert found[:2] == ("split-table", "exact")


def test_two_sentences_with_words_in_common(tmp_path):
    found = same("- 출자약정 1,785억원 완료\n\n- 펀드 출자약정액 1,785억원 가운데 1,000억원 납입", tmp_path)
    assert found == [("same-sentence", "exact", "1,785억원 = 1줄의 1,785억원")]
    assert same("- 도로 포장 1,785억원 투입\n\n- 복지관 건립 1,785억원", tmp_path) == []


def test_a_cell_says_it_by_itself_and_in_its_own_place(tmp_path):
    text = "2024년 보고\n\n일정\t장소\n5.14(화) ~ 5.17(토)\t강당\n거점 5개소(송파 3, 은평 2)\t회의실\n"
    found = [claim for claim in with_tables(text, tmp_path) if claim.mentions[0].table == 0]
    told = [
        (claim.line, claim.verdict.value, claim.mentions[0].row, claim.mentions[0].column) for claim in found
    ]
    assert told == [(4, "exact", 1, 0), (4, "violated", 1, 0), (5, "exact", 2, 0)]


def test_a_bare_number_has_the_unit_of_the_one_beside_it(tmp_path):
    found = same(f"- 정원 312 / 현원 297명\n\n{STAFF}", tmp_path)
    assert found[0] == ("same-table", "exact", "312 = 4줄 표의 312")


def test_a_total_above_its_table_in_a_coarser_unit(tmp_path):
    fund = "(단위: 억원)\n\n분야\t조성목표\n합계\t14,310\n바이오\t9,655\n창업\t4,655\n"
    (found,) = same(f"- 조성규모 : 1조 4천억원(목표)\n\n{fund}", tmp_path)
    assert found[:2] == ("same-table", "exact")
    assert same(f"- 조성규모 : 1조 6천억원(목표)\n\n{fund}", tmp_path) == []


def test_the_very_noun_of_a_head_ties_a_round_number(tmp_path):
    fund = "(단위: 억원)\n\n연도\t조성목표(A)\t달성률\n2023년\t50,000\t64.5%\n2024년\t60,000\t50.1%\n"
    (found,) = same(f"- 조성목표 : 총 5조원\n\n{fund}", tmp_path)
    assert found == ("same-table", "exact", "5조원 = 6줄 표의 50,000")
    assert same(f"- 지원규모 : 총 5조원\n\n{fund}", tmp_path) == []


def test_what_is_said_again_of_the_same_year_or_in_a_note(tmp_path):
    found = same("- '24년 현황 : 161개소 운영\n- 부스 확대 ('24년 161개 → '25년 173개)", tmp_path)
    assert found == [("same-sentence", "exact", "161개 = 1줄의 161개소")]
    found = same("- 추가 공모 : 16개소\n ※ 16개 사업 추가 공모 예정", tmp_path)
    assert found == [("same-sentence", "exact", "16개 = 1줄의 16개소")]


def test_two_years_and_two_things_of_one_list_are_no_fact_twice(tmp_path):
    assert same("- '24년 참가 농가 : 125개 시군\n- '25년 참가 농가 : 125개 시군", tmp_path) == []
    assert same("- 가구 운영 정원 23명\n- 나구 운영 정원 23명", tmp_path) == []
    assert same("- 식음료 138개사 매출\n- 해외 진출 138개사 지원", tmp_path) == []


def named(text, tmp_path):
    return [
        (claim.line, claim.statement)
        for claim in with_tables(text, tmp_path)
        if claim.pattern == "count-table"
    ]


def test_as_many_names_in_the_table_below(tmp_path):
    table = "구분\t송파\t은평\t관악\n위치\t1층\t2층\t3층\n정원\t8명\t9명\t7명\n"
    assert named(f"- 운영시설 : 창업센터 3개소\n\n{table}", tmp_path) == [(1, "3개소 = 3줄 표에 적힌 3가지")]
    assert named(f"- 운영시설 : 창업센터 4개소\n\n{table}", tmp_path) == []
    assert named(f"- 운영시설 : 창업센터 3개소\n\n□ 추진목표\n\n{table}", tmp_path) == []

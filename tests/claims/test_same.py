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
        ("same-table", "exact", "312명 = 표 1의 312"),
        ("same-table", "exact", "297명 = 표 1의 297"),
    ]


def test_across_units_the_coarser_is_rounded(tmp_path):
    (found,) = same(f"- 거점 조성 : 14,270백만원\n\n{BUDGET}", tmp_path)
    assert found == ("same-table", "exact", "14,270백만원 = 표 1의 14,270,350")
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

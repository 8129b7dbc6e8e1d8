"""The same count printed differently: wrong where nothing else can be meant, open or nothing otherwise."""

import random

import pytest

from claims.read import with_tables

TABLE = (
    "프로그램\t장소\t내용\n"
    "전시 (수주상담회)\t1층\t· 총 86개 브랜드 참여, 3개 특별관 등\n"
    "시민 행사\t2층\t· 세미나, 공연\n"
)
SAID = "- 규모 : 패션쇼(35개), 수주상담회(80개)"


def differs(text, folder):
    return [
        (claim.verdict.value, claim.statement)
        for claim in with_tables(text, folder)
        if claim.pattern == "same-differs"
    ]


def test_the_noun_of_a_row_leaves_no_doubt(tmp_path):
    found = differs(f"□ 개요\n{SAID}\n\n□ 프로그램\n\n{TABLE}", tmp_path)
    assert found == [("violated", "수주상담회 80개 = 7줄 표의 총 86개")]


@pytest.mark.parametrize(
    ("said", "head"),
    [
        (SAID, "□ 추진목표"),
        (SAID, "□ 추진실적"),
        ("□ 추진계획\n" + SAID, "□ 프로그램"),
    ],
)
def test_a_goal_or_what_was_done_may_be_another_figure(tmp_path, said, head):
    ((verdict, _),) = differs(f"{said}\n\n{head}\n\n{TABLE}", tmp_path)
    assert verdict == "undecided"


@pytest.mark.parametrize(
    "said",
    [
        "- 규모 : 패션쇼(35개), 수주상담회(86개)",
        "- 규모 : 패션쇼(35개), 수주상담회(약 80개)",
        "- 규모 : 패션쇼(35개), 수주상담회(40개)",
        "- 규모 : 패션쇼(35개), 수주상담회(80명)",
        "- 규모 : 작년 수주상담회(80개)",
        "- 규모 : 수주상담회 '23년 80개",
        "- 규모 : 패션쇼(35개), 투자상담회(80개)",
        "- 규모 : 행사(80개)",
    ],
)
def test_where_something_else_may_be_meant_nothing_is_said(tmp_path, said):
    assert differs(f"□ 개요\n{said}\n\n□ 프로그램\n\n{TABLE}", tmp_path) == []


def test_rivals_in_the_row(tmp_path):
    table = TABLE.replace("총 86개", "86개")
    assert differs(f"□ 개요\n{SAID}\n\n□ 프로그램\n\n{table}", tmp_path) == []


def test_the_same_phrase_in_a_cell_of_goals(tmp_path):
    goals = "구분\t올해 목표\n성장\t국내외 게임마켓 참가 지원(30개사)\n"
    found = differs(f"{goals}\n- 우수작의 국내외 게임마켓 참가 지원(24개사)", tmp_path)
    assert found == [("undecided", "게임마켓 참가 지원 24개사 = 2줄 표의 30개사")]


def test_two_sentences_of_one_thing_in_one_year_stay_open(tmp_path):
    text = (
        "2025년 실적\n○ 시립제조지원센터 운영\n - (판로개척) 일감연계(1,585건)\n"
        "○ 답변\n - (제조지원센터) 일감연계 1,573건 - (패션허브) 일감연계 1,041건"
    )
    assert differs(text, tmp_path) == [("undecided", "일감연계 1,573건 = 3줄의 1,585건")]
    assert differs(text.replace("제조지원센터) ", "인쇄지원센터) "), tmp_path) == []


def test_made_up_tables_that_differ_and_that_agree(tmp_path):
    chance = random.Random(7)
    nouns = ["수주상담회", "취업박람회", "창업경진대회", "체험프로그램", "기술교류회"]
    missed = wrong = 0
    for _ in range(30):
        noun, size = chance.choice(nouns), chance.randint(24, 190)
        other = size + chance.choice([0, -1, 1]) * chance.randint(1, 5)
        rows = f"구분\t내용\n{noun}\t총 {size}개 참여\n부대행사\t{chance.randint(1, 9)}개 부스\n"
        found = differs(f"□ 개요\n- 규모 : {noun}({other}개)\n\n{rows}", tmp_path)
        missed += other != size and [verdict for verdict, _ in found] != ["violated"]
        wrong += other == size and found != []
    assert (missed, wrong) == (0, 0)

"""The alias file: what is the same, what is not, and what it refuses; proposals are never applied."""

import csv

import pytest

from build import ROOT, SCHEMAS
from geomsan.common.errors import GeomsanError
from geomsan.reconcile.aliases import Aliases, Name, read_aliases
from geomsan.reconcile.matching import within
from geomsan.reconcile.proposals import Proposal, Unmatched, loose_ends, unused_names, write_list

from .facts import detail, fact

SCHEMA = SCHEMAS / "aliases.schema.json"


def read(tmp_path, text):
    path = tmp_path / "aliases.yaml"
    path.write_text(text, encoding="utf-8")
    return read_aliases(path, SCHEMA)


SAME = "same:\n- {names: [서울뷰티위크 개최, 서울 뷰티워크 개최], reason: 문자 인식 오류}\n"


def test_names_that_are_the_same(tmp_path):
    facts = [fact("서울뷰티워크 개최"), detail(name="서울뷰티위크 개최")]
    assert within(facts, Aliases()) == []
    (pair,) = within(facts, read(tmp_path, SAME))
    assert pair.result.record == "서울뷰티위크 개최"


def test_names_that_are_different(tmp_path):
    facts = [fact("대학지원체계"), detail(name="대학지원체계", text="5,000,000")]
    assert len(within(facts, Aliases())) == 1
    aliases = read(
        tmp_path,
        "different:\n- names: [{name: 대학지원체계, table: report/detail}, 대학지원체계]\n  reason: 부분\n",
    )
    assert within(facts, aliases) == []
    proposals, unmatched = loose_ends(facts, aliases)
    assert proposals == []
    assert [item.note for item in unmatched] == ["다른 것으로 정함"] * 2


def test_a_name_set_apart_in_one_table_leaves_room_for_another(tmp_path):
    aliases = read(
        tmp_path,
        "same:\n- names: [대학지원체계, {name: 합계, table: report/detail}]\n  reason: 합계임\n"
        "different:\n- names: [{name: 대학지원체계, table: report/detail}, 대학지원체계]\n  reason: 부분\n",
    )
    facts = [
        fact("대학지원체계", text="8,000"),
        detail(name="대학지원체계", text="5,000,000"),
        detail(name="합계", text="8,000,000", is_total=True, row=4),
    ]
    (pair,) = within(facts, aliases)
    assert pair.result.record == "합계"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("smae: []", ["모르는 키", "smae"]),
        ("same:\n- {names: [A, B]}", ["꼭 있어야 하는 키", "reason"]),
        ("same:\n- {names: [A, B], reason: 까닭, why: x}", ["모르는 키", "why"]),
        ("same:\n- {names: [A], reason: 까닭}", ["값이 맞지 않습니다"]),
        (
            "same:\n- {names: [A, B], reason: 까닭}\n- {names: ['B ', C], reason: 까닭}",
            ["두 번", "B", "same/0"],
        ),
        ("same:\n- {names: [A B, AB], reason: 까닭}", ["두 번", "AB"]),
        (
            "same:\n- {names: [A, B, C], reason: 까닭}\ndifferent:\n- {names: [C, A], reason: 까닭}",
            ["different/0", "같은 것으로도"],
        ),
        ("measures:\n- {names: [본예산, research/예산], reason: 까닭}", ["값이 맞지 않습니다"]),
        (
            "measures:\n- {names: [a/x, b/x], reason: r}\n- {names: [b/x, c/x], reason: r}",
            ["두 번", "measures/0", "b/x"],
        ),
        ("same:\n- {names: [{name: 계, table: 표}, A], reason: r}", ["값이 맞지 않습니다"]),
    ],
)
def test_what_the_file_refuses(tmp_path, text, words):
    with pytest.raises(GeomsanError) as caught:
        read(tmp_path, text)
    line = str(caught.value)
    assert "aliases.yaml" in line
    assert all(word in line for word in words), line


def test_a_project_without_the_file_has_decided_nothing(tmp_path):
    seen = {}
    assert read_aliases(tmp_path / "aliases.yaml", SCHEMA, seen) == Aliases()
    assert seen == {}


def test_proposals_are_listed_and_never_applied():
    facts = [
        fact("서울뷰티워크 개최", measure=name, text=text)
        for name, text in [("본예산", "1,140"), ("현액", "1,100")]
    ] + [
        detail(name="서울뷰티위크 개최", measure=name, text=text)
        for name, text in [("본예산", "1,140,000"), ("현액", "1,200,000")]
    ]
    proposals, unmatched = loose_ends(facts, Aliases())
    (proposal,) = proposals
    assert (proposal.record, proposal.partner_record) == ("서울뷰티워크 개최", "서울뷰티위크 개최")
    assert (proposal.score, proposal.agreeing, proposal.compared) == (87.5, 1, 2)
    assert [item.record for item in unmatched] == ["서울뷰티워크 개최", "서울뷰티위크 개최"]
    assert unmatched[0].measures == "본예산, 현액"
    assert within(facts, Aliases()) == []


def test_figures_that_agree_propose_names_that_are_not_alike():
    texts = {"본예산": "476", "현액": "480", "전년도최종예산": "555"}
    facts = [fact("뷰티 패션 스튜디오", measure=name, text=text) for name, text in texts.items()]
    facts += [detail(name="창작커머스", measure=name, text=f"{text},000") for name, text in texts.items()]
    (proposal,) = loose_ends(facts, Aliases())[0]
    assert proposal.score < 70
    assert (proposal.agreeing, proposal.compared) == (3, 3)
    assert loose_ends(facts[1:], Aliases())[0] == []


def test_totals_and_figures_that_stand_nowhere_else_are_no_loose_ends():
    facts = [fact("계", is_total=True), detail(), fact("기본경비", measure="면적")]
    assert loose_ends(facts, Aliases())[1] == [
        Unmatched("report", "detail", "", "서울패션허브 운영", "본예산", "report.txt:99", "짝을 찾지 못함")
    ]


def test_lists_have_a_head_and_a_mark_for_excel(tmp_path):
    path = tmp_path / "unmatched.csv"
    aliases = Aliases(groups={Name("없는이름"): "g", Name("서울패션허브운영"): "g"})
    write_list(unused_names([fact()], aliases), Unmatched, path)
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as file:
        (row,) = list(csv.DictReader(file))
    assert (row["record"], row["note"]) == ("없는이름", "별칭 파일에만 있는 이름")
    write_list([], Proposal, path)
    assert path.read_text(encoding="utf-8-sig").startswith("document,table,record,source,partner_table")


def test_the_real_file_is_in_order():
    aliases = read_aliases(ROOT / "raw" / "aliases.yaml", SCHEMA)
    assert aliases.groups
    assert aliases.apart

"""From grid and layout to facts: every key of a layout, and the errors of one that does not fit."""

from decimal import Decimal

import pytest

from build import source, table
from calls import calls
from geomsan.common.errors import GeomsanError
from geomsan.read.figures.figure import State
from geomsan.read.figures.units import Kind
from geomsan.read.tables.labels import ITEM, TOTAL
from geomsan.read.tables.layout import layout_from
from geomsan.read.tables.reading import MeasureSpec, head_labels, read_table


def facts(read):
    """Return (record, measure, member) -> print."""
    return {
        (read.records[e.record].label, e.measure, e.member): e.figure.text or e.figure.state.value
        for e in read.entries
    }


def values(read):
    return {key: Decimal(text.replace(",", "")) for key, text in facts(read).items()}


def parents(read):
    return {
        record.label: None if record.parent is None else read.records[record.parent].label
        for record in read.records
    }


def test_the_defaults_are_one_head_row_and_one_column_of_records():
    read = table("구분 | 정원\n계 | 3\nA | 1\nB | 2", columns=["정원"])
    assert values(read) == {("계", "정원", None): 3, ("A", "정원", None): 1, ("B", "정원", None): 2}
    assert [record.level for record in read.records] == [TOTAL, ITEM, ITEM]
    assert parents(read) == {"계": None, "A": "계", "B": "계"}
    assert [(e.row, e.column, e.part, e.place) for e in read.entries] == [
        (1, 1, None, "report.txt:2"),
        (2, 1, None, "report.txt:3"),
        (3, 1, None, "report.txt:4"),
    ]


def test_compound_columns_members_and_text():
    read = table(
        "과 | 계 | 일반직 | 비고\nA | 3/2 | 3/2 | 5명",
        columns=["정원@계 / 현원@계", "정원@일반직 / 현원@일반직", "-"],
    )
    assert facts(read) == {
        ("A", "정원", "계"): "3",
        ("A", "현원", "계"): "2",
        ("A", "정원", "일반직"): "3",
        ("A", "현원", "일반직"): "2",
    }
    assert [entry.part for entry in read.entries] == [0, 1, 0, 1]
    assert read.members == ("계", "일반직")
    assert read.total_member == "계"
    assert read.divisions == ("일반직",)


def test_parts_repeat_their_head():
    read = table(
        "과 | 정원\nA | 1\n과 | 정원\nB | 2\n계 | 3",
        columns=["정원"],
        part_starts=(0, 2),
    )
    assert [record.label for record in read.records] == ["A", "B", "계"]
    assert values(read)[("계", "정원", None)] == 3


def test_a_part_whose_head_is_not_named_is_a_record():
    read = table("과 | 정원\nA | 1\n과 | 정원\nB | 2", columns=["정원"])
    assert facts(read)[("과", "정원", None)] == "정원"
    assert next(e for e in read.entries if e.row == 2).figure.state is State.UNREADABLE


def test_shift_moves_a_row():
    rows = "실 | 과 | 정원 | 현원\n소계 | | 3 | 4\n | 총무과 | 3 | 4"
    shifted = table(rows.replace("소계 | |", "| 소계 |"), stub=["group", "record"], columns=["정원", "현원"])
    assert values(shifted)[("소계", "현원", None)] == 4
    read = table(
        "과 | 정원 | 현원\nA | 1 | 2\n | B | 3 | 4",
        columns=["정원", "현원"],
        rows=[{"row": 2, "shift": 1}],
    )
    assert values(read) == {
        ("A", "정원", None): 1,
        ("A", "현원", None): 2,
        ("B", "정원", None): 3,
        ("B", "현원", None): 4,
    }
    assert [entry.column for entry in read.entries] == [1, 2, 2, 3]


def test_rules_of_single_rows():
    read = table(
        "과 | 정원\n모두 | 6\n머리 | -\nA | 1\nB | \nC | 5천원",
        columns=["정원"],
        rows=[
            {"label": "모두", "level": 0, "record": "총합"},
            {"row": 2, "skip": True},
            {"label": ["B"], "blank": "zero"},
            {"row": [5], "unit": "백만원", "group": "셋"},
        ],
    )
    assert [record.label for record in read.records] == ["총합", "A", "B", "C"]
    assert read.records[0].level == TOTAL
    assert read.get(2, "정원").is_nil
    assert read.get(3, "정원").unit.name == "천원"
    assert read.records[3].group == "셋"


def test_a_row_may_have_columns_of_its_own():
    read = table(
        "과 | 정원 | 현원\nA | 1 | 2\nB | 3 / 4 | 비고",
        columns=["정원", "현원"],
        rows=[{"label": "B", "columns": ["정원 / 현원", "-"]}],
    )
    assert values(read)[("B", "현원", None)] == 4


def test_blank_is_zero_or_missing():
    for blank, is_known in (("zero", True), ("missing", False)):
        entry = table("과 | 정원\nA | ", columns=["정원"], blank=blank).get(0, "정원")
        assert entry.figure.state is State.BLANK
        assert entry.is_known is is_known
    assert not table("과 | 정원\nA | ", columns=["정원"]).get(0, "정원").is_known


def test_brackets():
    rows = "과 | 증감\nA | (5)"
    assert table(rows, columns=["증감"], brackets="negative").get(0, "증감").printed == -5
    assert table(rows, columns=["증감"]).get(0, "증감").figure.state is State.UNREADABLE


def test_stub_of_measures_and_members():
    read = table(
        "과 | 구분 | 2024 | 2025\nA | 목표 | 1 | 2\n | 실적 | 3 | 4\nB | 목표 | 5 | 6\n | 실적 | 7 | 8",
        stub=["record", "measure"],
        columns=["@2024", "@2025"],
        measures={"목표": "목표", "실적": "실적"},
    )
    assert values(read) == {
        ("A", "목표", "2024"): 1,
        ("A", "목표", "2025"): 2,
        ("A", "실적", "2024"): 3,
        ("A", "실적", "2025"): 4,
        ("B", "목표", "2024"): 5,
        ("B", "목표", "2025"): 6,
        ("B", "실적", "2024"): 7,
        ("B", "실적", "2025"): 8,
    }
    assert [record.label for record in read.records] == ["A", "B"]


def test_a_member_in_the_stub_names_the_rows():
    read = table(
        "연도 | 본예산 | 이월\n합계 | 3 | 0\n2024 | 1 | 0\n2025 | 2 | 0",
        stub=["member"],
        columns=["본예산", "이월"],
        rows=[{"row": [1, 2, 3], "record": "사업"}],
    )
    assert values(read)[("사업", "본예산", "2025")] == 2
    assert read.total_member == "합계"


def test_measures_may_hold_patterns():
    read = table(
        "구분 | 2024 | 2025\n정·현원 | 5/4 | 6/5",
        stub=["measure"],
        columns=["@2024", "@2025"],
        measures={"정·현원": "정원 / 현원"},
    )
    assert [(e.measure, e.member, e.figure.text) for e in read.entries] == [
        ("정원", "2024", "5"),
        ("현원", "2024", "4"),
        ("정원", "2025", "6"),
        ("현원", "2025", "5"),
    ]


def test_heads_name_records_or_members():
    read = table("구분 | A | B | 계\n정원 | 1 | 2 | 3", stub=["measure"], columns="records")
    assert values(read) == {("A", "정원", None): 1, ("B", "정원", None): 2, ("계", "정원", None): 3}
    assert parents(read) == {"A": "계", "B": "계", "계": None}
    read = table("구분 | 2024 | 합 계\nA | 1 / 2 | 1 / 2", columns={"members": "과정 / 인원"})
    assert values(read)[("A", "인원", "합계")] == 2
    assert read.total_member == "합계"
    read = table("구분 | 계 | 2024\nA | 1 | 2", columns={"members": "예산"}, total_member="2024")
    assert read.total_member == "2024"


def test_two_head_rows_merge():
    given = source(
        "과 | 집행 | | 계\n | 원인행위 | 지출 | \nA | 1 | 2 | 3", head=2, columns=["가", "나", "다"]
    )
    assert head_labels(given) == ("과", "원인행위", "지출", "계")
    assert values(read_table(given, {}))[("A", "다", None)] == 3
    spread = source("과 | 집행 | | 계\nA | 1 | 2 | 3", columns=["가", "나", "다"])
    assert head_labels(spread) == ("과", "집행", "집행", "계")


def test_a_stub_may_hold_figures():
    read = table(
        "산출 | 금액\n3명 × 4천원 = 12천원 | 12천원", stub=[{"record": "* = 산식금액"}], columns=["산출금액"]
    )
    assert [entry.measure for entry in read.entries] == ["산식금액", "산출금액"]
    assert [entry.value for entry in read.entries] == [12_000, 12_000]


def test_stated_figures():
    read = table(
        "과 | 예산\nA | 1\nB | 2",
        unit="백만원",
        columns=["예산"],
        stated=[
            {"record": "계", "pattern": "예산", "text": "3", "line": 7},
            {"record": "소속", "pattern": "* (예산@머리)", "row": 0, "column": 1, "level": 2, "unit": "천원"},
        ],
    )
    total = read.get(2, "예산")
    assert (total.row, total.column, total.place) == (None, None, "report.txt:7")
    assert total.value == 3_000_000
    assert parents(read)["A"] == "계"


@pytest.mark.parametrize("wrong", [{}, {"row": 99, "column": 0}, {"row": 0}])
def test_a_stated_figure_must_stand_somewhere(wrong):
    with pytest.raises(GeomsanError, match=r"document/table.*stated.*row와 column"):
        table("과 | 예산\nA | 1", columns=["예산"], stated=[{"record": "계", "pattern": "예산", **wrong}])


def test_subtotals_own_what_follows_or_precedes_them():
    rows = "과 | 정원\n계 | 10\n소계1 | 3\nA | 1\nB | 2\n소계2 | 7\nC | 7"
    levels = [{"label": ["소계1", "소계2"], "level": 1}]
    above = parents(table(rows, columns=["정원"], rows=levels))
    assert above == {"계": None, "소계1": "계", "A": "소계1", "B": "소계1", "소계2": "계", "C": "소계2"}
    below = parents(table(rows, columns=["정원"], rows=levels, placement={"subtotal": "below"}))
    assert below == {"계": None, "소계1": "계", "A": "소계2", "B": "소계2", "소계2": "계", "C": "계"}


def test_a_single_total_owns_from_anywhere_and_several_own_what_follows():
    assert parents(table("과 | 정원\nA | 1\n계 | 3\nB | 2", columns=["정원"])) == {
        "A": "계",
        "계": None,
        "B": "계",
    }
    rows = "과 | 정원\nX | 0\n합계 | 1\nA | 1\n총계 | 2\nB | 2"
    assert parents(table(rows, columns=["정원"])) == {
        "X": None,
        "합계": None,
        "A": "합계",
        "총계": None,
        "B": "총계",
    }
    below = parents(table(rows, columns=["정원"], placement={"total": "below"}))
    assert below == {"X": "합계", "합계": None, "A": "총계", "총계": None, "B": None}


def test_markers_give_levels():
    read = table(
        "내역 | 금액\n○ 가 | 6\n- 가1 | 4\n▷ 가11 | 1\n▷ 가12 | 3\n- 가2 | 2\n○ 나 | 5",
        columns=["금액"],
        markers=["○", "-", "▷"],
    )
    assert [record.level for record in read.records] == [2, 3, 4, 4, 3, 2]
    assert parents(read) == {
        "○ 가": None,
        "- 가1": "○ 가",
        "▷ 가11": "- 가1",
        "▷ 가12": "- 가1",
        "- 가2": "○ 가",
        "○ 나": None,
    }


def test_groups_go_on_below_and_subtotals_take_theirs():
    read = table(
        "실 | 과 | 정원\n | 소계 | 3\n갑 | A | 1\n | B | 2\n | 소계 | 4\n을 | C | 4",
        stub=["group", "record"],
        columns=["정원"],
    )
    assert [(record.label, record.group) for record in read.records] == [
        ("소계", "갑"),
        ("A", "갑"),
        ("B", "갑"),
        ("소계", "을"),
        ("C", "을"),
    ]


def test_units_from_layout_label_head_family_and_caption():
    read = table(
        "구분 | 값 (천원) | 나\nA (억원) | 1 | 2\nB | 3 | 4",
        {"셋": MeasureSpec(Kind.COUNT), "명수": MeasureSpec(Kind.COUNT)},
        unit="백만원",
        columns=["하나", "둘"],
        units={"둘": "조원"},
    )
    assert [entry.unit.name for entry in read.entries] == ["억원", "조원", "천원", "조원"]
    specs = {"값": MeasureSpec(Kind.COUNT), "률": MeasureSpec(Kind.RATE)}
    read = table("구분 | 값 | 률\nA | 35.5 | 5\nB | 3 | -", specs, unit="백만원", columns=["값", "률"])
    average, rate = read.get(0, "값"), read.get(0, "률")
    assert (average.unit, average.kind) == (None, Kind.AMOUNT)
    assert (rate.unit.name, rate.kind, rate.figure.unit.name) == ("%", Kind.RATE, "%")
    assert read.get(1, "값").kind is Kind.COUNT
    assert read.get(1, "률").is_nil


def test_intervals_of_entries():
    read = table("구분 | 값\nA | 50,388\nB | -\nC | 12명\nD | 1.5억원", unit="백만원", columns=["값"])
    a, b, c, d = (read.get(record, "값").interval() for record in range(4))
    assert (a.low, a.high) == (50_387_500_000, 50_389_000_000)
    assert (b.low, b.high, b.low_open) == (0, 0, False)
    assert read.get(2, "값").figure.state is State.UNREADABLE
    assert (d.low, d.high) == (145_000_000, 160_000_000)
    counted = table("구분 | 값\nC | 12명", columns=["값"]).get(0, "값").interval()
    assert (counted.low, counted.high) == (12, 12)
    assert c.low == c.high == 0


@pytest.mark.parametrize(
    ("rows", "layout", "message"),
    [
        ("과 | 정원\nA | 1 | 2", {"columns": ["정원"]}, "report.txt:2.*칸이 3개"),
        ("과 | 정원\n | 1", {"columns": ["정원"]}, "report.txt:2.*이름이 비어"),
        ("과 | 정원\nA | 1", {"columns": ["@2024"]}, "report.txt:2.*무엇을 재는지"),
        (
            "과 | 구분 | 2024\nA | 목표 | 1\n | 목표 | 2",
            {"stub": ["record", "measure"], "columns": ["@2024"]},
            "report.txt:3.*두 번.*A 목표 2024",
        ),
    ],
)
def test_a_layout_that_does_not_fit_names_file_and_line(rows, layout, message):
    with pytest.raises(GeomsanError, match=message) as caught:
        table(rows, **layout)
    assert caught.value.place.startswith("document/table")
    assert "layout" in caught.value.in_language("ko")
    assert "layout" in caught.value.in_language("en")


def test_empty_cells_beyond_the_layout_are_no_misfit():
    assert len(table("과 | 정원\nA | 1 | | ", columns=["정원"]).entries) == 1


def test_blank_rows_and_short_rows():
    read = table([["과", "정원", "현원"], ["", "", ""], ["A", "1"], []], columns=["정원", "현원"])
    assert len(read.records) == 1
    assert read.get(0, "현원").figure.state is State.BLANK


def test_empty_grids_are_read():
    assert table([], columns=["정원"]).records == ()
    assert table([["과", "정원"]], head=3, columns=["정원"]).records == ()


def test_layout_defaults_and_forms():
    layout = layout_from({"rows": [{"row": 3, "label": "x"}], "columns": {"records": "예산"}})
    assert (layout.head, [column.role for column in layout.stub]) == (1, ["record"])
    assert (layout.heads_name, layout.heads_pattern, layout.columns) == ("records", "예산", ())
    assert layout.rule_for(3, "y") is layout.rule_for(0, "x") is layout.rows[0]
    assert layout.rule_for(0, "y").level is None


@pytest.mark.slow
@pytest.mark.parametrize("subtotals", [0, 1, 10])
def test_reading_is_near_linear(subtotals):
    def work(count):
        every = subtotals and 3 * subtotals
        labels = ["소계" if every and not row % every else f"과 {row}" for row in range(count)]
        rows = [["과", *"abcdef"], ["계", *"999999"], *([label, *"123456"] for label in labels)]
        read = read_table(source(rows, columns=list("가나다라마바")), {})
        for record in read.records:
            read.children(record.index)
            assert read.measures

    small, large = (calls(lambda count=count: work(count)) for count in (500, 2_000))
    assert large < 5 * small

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from lxml import html as lxml_html

from geomsan.check.report import TableReport
from geomsan.publish.packs.figure import aligned, alignment, is_figure, shown
from geomsan.publish.packs.head import read_head
from geomsan.publish.packs.sheet import ColumnNeed, fit
from geomsan.publish.packs.tablehtml import set_table, table_html
from geomsan.publish.packs.text import flowing, label, lines

from .conftest import HEAD, finding, table


def parsed(report: TableReport) -> Any:
    return lxml_html.fragment_fromstring(table_html(report, "t1"), create_parent="div")


def words(element: Any) -> str:
    return " ".join(element.text_content().split())


def test_head_has_the_shape_of_the_print(budget: TableReport) -> None:
    head = parsed(budget).xpath(".//thead/tr")
    assert [
        [(words(cell), cell.get("colspan"), cell.get("rowspan")) for cell in row] for row in head[1:]
    ] == [
        [("구분", "1", "2"), ("2026년", "2", "1"), ("집행률(%)", "1", "2")],
        [("예산현액", "1", "1"), ("지출액", "1", "1")],
    ]


def test_three_rows_of_head() -> None:
    rows = [["구분", "예산", "", ""], ["", "일반회계", "", "특별회계"], ["", "국비", "시비", ""]]
    head = read_head(rows, 4, 1)
    assert head.labels == ["구분", "국비", "시비", "특별회계"]
    assert {(spanner.text, spanner.first, spanner.last, spanner.level) for spanner in head.spanners} == {
        ("예산", 1, 3, 2),
        ("일반회계", 1, 2, 1),
    }


def test_neighbouring_spanners_with_one_name_stay_two() -> None:
    rows = [["구분", "집행률", "", "집행률", ""], ["", "가", "나", "다", "라"], ["계", "1", "2", "3", "4"]]
    spanners = parsed(table(rows)).xpath('.//thead//th[@colspan="2"]')
    assert [words(cell) for cell in spanners] == ["집행률", "집행률"]


def test_a_head_beside_a_wide_stub_moves_over_its_figures() -> None:
    rows = [["구 분", "계", "2022"], ["확보액", "소계", "1,333"], ["", "국비", "-"]]
    report = table(rows, head=1, stub=2, levels=[None, 1, 2])
    assert [words(cell) for cell in parsed(report).xpath(".//thead/tr[2]/th")] == ["구분", "계", "2022"]


@pytest.mark.parametrize("body", [["가", "1"], ["가", "1", "2", "3", "비고", "딸린 설명"], ["", "", "", "7"]])
def test_nothing_is_lost_of_rows_of_any_length(body: list[str]) -> None:
    content = words(parsed(table([*HEAD, body])))
    assert all(cell in content for cell in body)


def test_fragments_become_one_table(budget: TableReport) -> None:
    rows = [*HEAD, ["가과", "11", "12", "13"], *HEAD, ["나과", "21", "22", "23"]]
    page = parsed(table(rows, part_starts=[0, 3], levels=[None] * 6))
    assert len(page.xpath(".//thead/tr")) == 3
    assert [words(row) for row in page.xpath(".//tbody/tr")] == ["가과 11 12 13", "나과 21 22 23"]


def test_a_row_one_column_too_far_right_stands_under_its_heads() -> None:
    rows = [["부서", "사업", "예산", "지출"], ["가과", "소계", "5", "4"], ["", "나과", "소 계", "52,500"]]
    report = table(rows, head=1, stub=2, levels=[None, 1, 1], figure_cells=[(1, 2), (1, 3), (2, 3)])
    last = parsed(report).xpath(".//tbody/tr[2]/*")
    assert [words(cell) for cell in last] == ["나과", "소계", "52,500", ""]


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("(x-) △1,086,455", "△1,086,455"),
        ("-5", "△5"),
        ("▲ 3.1", "△3.1"),
        ("―", "-"),
        ("(-)", "(-)"),
        ("9007199254740993", "9007199254740993"),
        ("1,806,914 (21.7)", "1,806,914 (21.7)"),
        ("-5 (-1.2)", "△5 (△1.2)"),
        ("2026-01-31", "2026-01-31"),
    ],
)
def test_figures_as_the_pack_prints_them(printed: str, expected: str) -> None:
    assert shown(printed) == expected


@pytest.mark.parametrize(
    ("text", "answer"), [("269/259", True), ("48개", True), ("온라인", False), ("", False)]
)
def test_what_is_a_figure(text: str, answer: bool) -> None:
    assert is_figure(text) is answer


def test_digits_stand_in_line() -> None:
    column = alignment(["57.7", "100", "-"])
    pads = [re.search(r"padding-right:([\d.]+)em", aligned(text, column)) for text in ("57.7", "100", "-")]
    assert pads[0] is None
    # One decimal and its point in NanumGothic.
    assert [float(pad[1]) for pad in pads if pad] == pytest.approx([0.909, 0.909])


def test_compounds_line_up_before_their_brackets() -> None:
    column = alignment(["1,806,914 (21.7)", "5 (0.0)"])
    assert unescape(re.sub("<[^>]*>", "", aligned("5 (0.0)", column))) == "5 (0.0)"
    assert "padding-right:0.606em" in aligned("5 (0.0)", column)


def test_marks_and_notes(budget: TableReport) -> None:
    page = parsed(budget)
    assert [words(cell) for cell in page.xpath(".//td[.//*[@class='mark']]")] == ["◆1 994"]
    assert not page.xpath('.//td[contains(@style, "--finding")]')
    assert "◆1 계 = 가과 + 나과: 적힌 값 994백만원" in words(page.xpath('.//ul[@class="notes"]')[0])


def test_a_cell_in_two_findings_has_both_marks(budget: TableReport) -> None:
    rows = budget.rows
    report = table(rows, findings=[finding(), finding(check_id="2"), finding("exact")])
    assert [words(cell) for cell in parsed(report).xpath(".//td[.//*[@class='mark']]")] == ["◆1·2 994"]
    assert len(parsed(report).xpath('.//ul[@class="notes"]/li')) == 2


def test_levels_unit_date_and_source(budget: TableReport) -> None:
    page = parsed(budget)
    assert words(page.xpath('.//tr[*[contains(@style, "--row: total")]]')[0]).startswith("계")
    assert words(page.xpath(".//thead/tr")[0]) == "(단위: 백만원, 2026. 1. 31. 기준)"
    assert words(page.xpath('.//p[@class="source"]')[0]) == "자료: 보고서 ‘예산’"


def test_html_of_the_source_is_reduced_to_text() -> None:
    cell = '<ul style="list-style-type: none"><li>• 첫째</li><li>• 둘째 &amp; 셋째</li></ul>'
    assert lines(cell) == ["• 첫째", "• 둘째 & 셋째"]
    assert lines("· 하나·둘 · 셋") == ["· 하나·둘", "· 셋"]
    assert lines("▶위치: 가 ▶면적: 나") == ["▶위치: 가", "▶면적: 나"]
    assert lines('<input checked="" type="checkbox"/> 신규') == ["■ 신규"]
    assert lines("가 < 나 > 다") == ["가 < 나 > 다"]


@pytest.mark.parametrize("place", ["title", "footnote", "caption", "section", "unit", "source"])
def test_markup_is_never_let_through(place: str) -> None:
    evil = '<img src="file:///etc/passwd"><script>x</script></style>'
    rows = [[evil, "b", "c", evil], ["", evil, "", ""], [evil, evil, "1", evil]]
    page = parsed(table(rows, **{place: evil}, findings=[finding(message_ko=evil)]))
    assert not page.xpath(".//img | .//script | .//style")


def test_labels_are_closed_but_figures_are_not() -> None:
    assert label("경 제 정 책 과") == "경제정책과"
    assert label("3 5") == "3 5"


def test_words_do_not_break_but_over_long_ones_may() -> None:
    assert flowing("짧은 글", 20) == "짧은 글"
    assert flowing("긴글 둘째", 2.5) == '<span class="w">긴글</span> <span class="w">둘째</span>'
    assert '<span class="w">(C/B)</span>' in flowing("집행률 (C/B)", 4)
    assert 'class="w"' not in flowing("가" * 30, 5)


def test_wide_tables_turn_and_shrink_and_never_overflow() -> None:
    def need(width: float) -> ColumnNeed:
        return ColumnNeed(width, width, width, width, is_figure=True)

    narrow, wide, widest = ([need(6)] * count for count in (5, 11, 40))
    assert fit(narrow).page == "upright"
    assert fit(wide).page == "across"
    assert fit(widest).size < fit(wide).size
    assert all(sum(fit(needs).shares) == pytest.approx(100) for needs in (narrow, wide, widest))


def test_short_tables_stay_together(budget: TableReport) -> None:
    assert set_table(budget, "t1").is_short
    assert not set_table(table([*HEAD, *[["가", "1", "2", "3"]] * 40]), "t1").is_short
    tall = table([*HEAD, ["가", "긴 글 " * 600, "2", "3"]])
    assert set_table(tall, "t1").has_tall_row


def test_the_same_table_gives_the_same_html(budget: TableReport) -> None:
    assert table_html(budget, "t1") == table_html(budget, "t1")


def test_an_empty_table_is_no_error() -> None:
    assert "자료" in table_html(table([], head=0, levels=[], section="가"), "t1")
    assert "구분" in table_html(table([["구분", "값"]], head=1), "t1")

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pdfplumber
import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomsan.check.report import CorrectedCell, Decision, DocumentReport, TableReport
from geomsan.check.views import View
from geomsan.publish.packs import statements
from geomsan.publish.packs.document import PackSpec, pack_html
from geomsan.publish.packs.fonts import find_fonts, without_glyph
from geomsan.publish.packs.front import Front
from geomsan.publish.packs.glance import MOST_PANELS, choose, glance
from geomsan.publish.packs.reading import ABSENT, read_item

from .conftest import pack_of, told
from .views import BUDGET, EXECUTION, STAFF, STAFFING, budget, report, three

Write = Callable[[PackSpec], Path]
WRONG = BUDGET.replace("300 | 150 | 50.0", "300 | 161 | 53.7")


def numbered(*tables: TableReport) -> list[tuple[str, TableReport]]:
    return [(str(number), table) for number, table in enumerate(tables, start=1)]


def view(table: TableReport, title: str = "예산현액과 지출액") -> View:
    return next(each for each in table.views if each.title == title)


def values(table: TableReport, measure: str) -> list[Decimal | None]:
    return [item.figures[measure].number for item in view(table).items]


def test_a_view_holds_the_figures_as_printed_and_exactly() -> None:
    shown = view(budget(BUDGET.replace("30 | 30.0", "△30.05 | -")))
    assert [item.label for item in shown.items] == ["가과", "나과", "다과"]
    assert [item.figures["지출액"].text for item in shown.items] == ["△30.05", "120", "-"]
    assert [item.figures["지출액"].value for item in shown.items] == ["-30.05", "120", "0"]
    assert shown.total is not None
    assert shown.total.figures["예산현액"].value == "300"


def test_a_figure_that_is_not_known_is_absent_and_not_zero() -> None:
    table = budget(BUDGET.replace("200 | 120", "200 | 미정"))
    reading = read_item(table, view(table).items[1])["지출액"]
    assert reading.text == ABSENT
    assert reading.number is None
    panel = glance(Front(numbered(table))).panels[0]
    assert any(("…", "") in row.cells for row in panel.rows)


@given(st.lists(st.integers(0, 10**9), min_size=3, max_size=16))
def test_bars_stand_in_the_order_of_the_table_and_add_up_to_its_total(amounts: list[int]) -> None:
    total = sum(amounts)
    # All is spent: a consistent table, so that no suspect is looked for five hundred times.
    rows = [("계", total), *((f"{index}과", amount) for index, amount in enumerate(amounts))]
    lines = [f"{name} | {amount:,} | {amount:,} | {'100.0' if amount else '-'}" for name, amount in rows]
    table = report(("execution", "\n".join(["과 | 예산 | 지출 | 률", *lines]), EXECUTION)).tables[0]
    assert table.violations == []
    shown = view(table)
    assert [item.label for item in shown.items] == [f"{index}과" for index in range(len(amounts))]
    assert values(table, "예산현액") == amounts
    assert shown.total is not None
    assert sum(number for number in values(table, "예산현액") if number is not None) == Decimal(total)


def test_groups_of_a_programme_table_are_the_bars() -> None:
    rows = (
        "부서 | 사업 | 예산 | 지출\n | 계 | 60 | 6\n | 소계 | 10 | 1\n가과 | 하나 | 10 | 1\n"
        " | 소계 | 20 | 2\n나과 | 둘 | 20 | 2\n | 소계 | 30 | 3\n다과 | 셋 | 30 | 3"
    )
    from build import source
    from geomsan.check.families.bars import view_of
    from geomsan.check.validation import check_table

    from .views import FAMILIES

    table = check_table(
        source(
            rows, family="execution", unit="백만원", stub=["group", "record"], columns=["예산현액", "지출액"]
        ),
        FAMILIES["execution"],
    ).table
    shown = view_of(FAMILIES["execution"].views()[0], table)
    assert shown is not None
    assert [(item.label, item.figures["예산현액"].value) for item in shown.items] == [
        ("가과", "10"),
        ("나과", "20"),
        ("다과", "30"),
    ]


@pytest.mark.parametrize("family", ["counts", "figures"])
def test_a_family_without_a_declaration_gives_no_chart(family: str) -> None:
    found = report((family, "것 | 수\n가 | 1\n나 | 2\n다 | 3", ["수"]))
    assert found.tables[0].views == []
    assert glance(Front(numbered(*found.tables))).panels == []
    spec = PackSpec("sample", "표본", [found])
    assert 'id="glance"' not in pack_html(spec)


def test_two_bars_are_no_chart() -> None:
    assert report(("execution", BUDGET, EXECUTION)).tables[0].views == []


def test_figures_of_an_open_violation_are_marked_in_text_and_chart() -> None:
    table = budget(WRONG)
    assert len(table.violations) == 1
    shown = glance(Front(numbered(table)))
    panel = shown.panels[0]
    spent = [row.cells[1] for row in panel.rows]
    # What the likeliest repair leaves alone carries no sign.
    assert [sign for _, sign in spent] == ["", "", "◆0", "◆0"]
    assert all(sign == "" for _, sign in (row.cells[0] for row in panel.rows))
    assert "161백만원◆0" in panel.statement
    assert (panel.signs, panel.has_open) == ("◆0", True)
    decided = replace(table, findings=[replace(each, status="accepted") for each in table.findings])
    settled = glance(Front(numbered(decided))).panels[0]
    assert (settled.signs, settled.has_open) == ("◇0", False)


def test_a_corrected_figure_is_shown_as_corrected() -> None:
    table = budget(WRONG)
    wrong = table.violations[0]
    place = view(table).total
    assert place is not None
    figure = place.figures["지출액"]
    assert figure.row is not None
    assert figure.column is not None
    cell = CorrectedCell(figure.row, figure.column, None, "161", "150")
    check = f"{table.document}/{table.name}/sum"
    decision = Decision(check, "corrected", "기획과", "2026-03-02", "오타", corrected=(cell,))
    mended = replace(
        table,
        findings=[
            replace(each, status="corrected", decision=decision) if each.verdict == "violated" else each
            for each in table.findings
        ],
    )
    assert wrong.is_open
    (mended,) = told(mended)
    panel = glance(Front(numbered(mended))).panels[0]
    assert panel.rows[-1].cells[1] == ("150", "◇0")
    assert "정정한 값으로 보인 숫자: ◇0 161 → 150" in panel.remarks
    assert "지출액 ◇0 150백만원 (적힌 값 161백만원)" in [
        card.remark for card in glance(Front(numbered(mended))).cards
    ]


def test_the_largest_of_a_kind_is_chosen_and_every_document_has_its_turn() -> None:
    small = replace(budget(BUDGET, name="one", unit="천원"), name="small")
    large = budget(BUDGET, name="one")
    others = [budget(BUDGET, name=name) for name in ("two", "three", "four", "five")]
    chosen = choose(Front(numbered(small, large, *others)))
    assert len(chosen) == MOST_PANELS
    assert [item.table.document for item in chosen] == ["one", "two", "three", "four"]
    assert chosen[0].table is large


def test_the_sentence_says_total_share_and_the_largest() -> None:
    found = report(("execution", three(BUDGET), EXECUTION), ("staffing", STAFF, STAFFING))
    first, second = glance(Front(numbered(*found.tables))).panels
    assert first.statement == (
        "예산현액 300백만원 가운데 지출액은 150백만원(지출집행률 50.0%)입니다. "
        "예산현액이 가장 큰 곳은 나과(200백만원)입니다."
    )
    assert second.statement == (
        "정원 30명에 현원은 27명으로 3명 부족입니다. 가장 많이 모자라는 곳은 나과(12명 가운데 8명)입니다."
    )


@pytest.mark.parametrize(
    ("number", "unit", "text"),
    [
        ("570007", "백만원", "5,700억 700만원"),
        ("821502", "백만원", "8,215억 200만원"),
        ("4535424", "천원", "45억 3,542만 4,000원"),
        ("-12310", "억원", "△1조 2,310억원"),
        ("277", "명", ""),
        ("12", "원", ""),
    ],
)
def test_money_is_told_in_full_and_exactly(number: str, unit: str, text: str) -> None:
    assert statements.in_full(Decimal(number), unit) == text


@pytest.mark.parametrize(
    ("now", "before", "text"),
    [
        ("105", "100", "+5.0%"),
        ("99.95", "100", "△0.1%"),
        ("100", "100", "0.0%"),
        ("1", "0", ""),
        ("3", "-1", ""),
    ],
)
def test_a_change_is_rounded_half_up_and_means_nothing_on_nothing(now: str, before: str, text: str) -> None:
    assert statements.change(Decimal(now), Decimal(before)) == text


def whole() -> DocumentReport:
    return report(("execution", three(WRONG), EXECUTION), ("staffing", STAFF, STAFFING))


def test_charts_have_alternative_text_in_the_structure_tree(write: Write) -> None:
    spec = PackSpec("sample", "표본 브리프", [whole()])
    with pikepdf.open(write(spec)) as pdf:
        figures = [
            each
            for each in pdf.objects
            if isinstance(each, pikepdf.Dictionary) and each.get("/S") == pikepdf.Name("/Figure")
        ]
        texts = [str(each["/Alt"]) for each in figures]
    assert len(texts) == 2
    assert any("예산현액과 지출액" in text and "300백만원" in text for text in texts)
    assert any("정원과 현원" in text and "27명" in text for text in texts)


def test_figures_and_labels_of_charts_are_text_with_glyphs(write: Write) -> None:
    spec = PackSpec("sample", "표본 브리프", [whole()])
    assert without_glyph(pack_html(spec), find_fonts(None)) == ""
    with pdfplumber.open(write(spec)) as pdf:
        words = "".join("".join(char["text"] for char in page.chars) for page in pdf.pages)
        assert all("Nanum" in char["fontname"] for page in pdf.pages for char in page.chars)
    for label in ("30.0%", "60.0%", "△4", "+1"):
        assert label in words


def test_the_cover_says_who_when_and_in_what_state(write: Write) -> None:
    spec = PackSpec(
        "sample",
        "표본 브리프",
        [whole()],
        council="표본시의회",
        committee="기획위원회",
        session="제1회 임시회",
        date="2026-03-02",
        office="기획과",
    )
    with pdfplumber.open(write(spec)) as pdf:
        cover = "".join("".join(char["text"] for char in pdf.pages[0].chars).split())
    for words in (
        "표본시의회기획위원회",
        "제1회임시회",
        "표본브리프",
        "2026.3.2.",
        "기획과",
        "검토용",
        "미결",
    ):
        assert words in cover
    done = PackSpec("sample", "표본 브리프", [report(("staffing", STAFF, STAFFING))])
    assert "검산 완료" in pack_html(done)


def test_a_pack_of_plain_tables_has_no_glance(budget: TableReport) -> None:
    assert 'id="glance"' not in pack_html(pack_of(budget))

"""Marks of the verdicts, and decisions as the pack shows them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from lxml import html as lxml_html

from geomsan.check.report import CorrectedCell, DocumentReport, Finding, TableReport
from geomsan.publish.packs.attached import attached_tables
from geomsan.publish.packs.document import pack_html
from geomsan.publish.packs.marks import marks
from geomsan.publish.packs.notes import notes
from geomsan.publish.packs.tablehtml import table_html

from .conftest import HEAD, corrected, decision, finding, pack_of, table, told

RATE = [{"row": 2, "column": 3, "text": "8.6", "role": "rate"}]
SUM = [
    {"row": 2, "column": 2, "text": "2", "role": "total"},
    {"row": 3, "column": 2, "text": "1", "role": "part"},
]


def parsed(report: TableReport) -> Any:
    return lxml_html.fragment_fromstring(table_html(report, "t1", "표 1 예산"), create_parent="div")


def words(element: Any) -> str:
    return " ".join(element.text_content().split())


def below(report: TableReport) -> str:
    return words(parsed(report).xpath('.//div[@class="below"]')[0])


def test_totals_and_rates_carry_the_mark_of_their_verdict(budget: TableReport) -> None:
    found = [
        finding(),
        finding("exact", check_id="2", cells=SUM),
        finding("rounding", check_id="3", cells=RATE),
    ]
    page = parsed(replace(budget, findings=found))
    ticked = {
        words(span.xpath("ancestor::td[1]")[0]): span.get("class")
        for span in page.xpath('.//*[@class and contains(@class, "tick ")]')
    }
    assert ticked == {"9,007,199,254,740,993": "tick exact", "8.6": "tick rounding"}


def test_a_mark_takes_no_room_beside_the_digits(budget: TableReport) -> None:
    plain = parsed(replace(budget, findings=[]))
    marked = parsed(replace(budget, findings=[finding("exact", cells=RATE)]))
    widths = [[col.get("style") for col in page.xpath(".//col")] for page in (plain, marked)]
    assert widths[0] == widths[1]


def test_the_gravest_verdict_on_a_cell_counts(budget: TableReport) -> None:
    both = [finding("rounding", check_id="2", cells=RATE), finding("exact", check_id="3", cells=RATE)]
    assert marks(replace(budget, findings=both))[2, 3].tick == "rounding"
    wrong = [finding("exact", check_id="2"), finding()]
    assert marks(replace(budget, findings=wrong))[2, 1].tick == ""
    assert marks(replace(budget, findings=[finding("undecided")]))[2, 1].tick == "undecided"


def test_rounding_is_summed_up_and_exact_ones_only_counted(budget: TableReport) -> None:
    rounding = "율: 적힌 값 1%, 계산한 값 2% (차이 △1) — 반올림으로 설명됨"
    cut = "율: 적힌 값 1%, 계산한 값 2% (차이 △1) — 버림으로 설명됨"
    found = [
        finding("exact", message_ko="맞는 것"),
        finding("rounding", message_ko=rounding),
        finding("rounding", message_ko=cut),
    ]
    said = below(replace(budget, findings=found))
    assert said.startswith("검산 3건: 일치 1 · 반올림 차이 2 (반올림 1, 버림 1)")
    assert "맞는 것" not in said


def test_a_corrected_figure_stands_in_its_cell_and_the_printed_one_below(budget: TableReport) -> None:
    page = parsed(corrected(budget))
    total = page.xpath(".//tbody/tr[1]/td[1]")[0]
    assert words(total) == "◇1 1,215"
    assert not page.xpath('.//*[contains(@style, "--finding")]')
    assert words(page.xpath(".//tbody/tr[2]/td[1]")[0]) == "1,000"
    said = below(corrected(budget))
    assert "◇1 정정: 994 → 1,215 (근거: 세출 결산서 12쪽; 기획과 결정, 2026. 3. 4.) [정정]" in said
    assert "적힌 값" not in said


def test_one_correction_that_settles_two_findings_has_one_note(budget: TableReport) -> None:
    first = corrected(budget).findings[0]
    second = replace(first, check_id="sample/budget/2", number=2, statement="둘째 = 식")
    (report,) = told(replace(budget, findings=[first, second, finding(check_id="sample/budget/3")]))
    assert [note.sign for note in notes(report)] == ["◇1·2", "◆3"]
    assert notes(report)[0].lines[1][1].startswith("둘째 = 식: ")
    assert marks(report)[2, 1].signs == ("◇1", "◇2", "◆3")
    assert (3, 1) not in marks(report)


def test_a_correction_in_another_table_leaves_this_one_as_printed(budget: TableReport) -> None:
    made = decision(
        "corrected", check="sample/other/1", evidence="원본", corrected=(CorrectedCell(2, 1, None, "5", "6"),)
    )
    (report,) = told(replace(budget, findings=[finding(status="corrected", decision=made)]))
    assert words(parsed(report).xpath(".//tbody/tr[1]/td[1]")[0]) == "◇1 994"
    assert "정정: 5 → 6 (‘other’ 표)" in below(report)


def test_a_correction_for_a_check_of_another_table_is_shown_in_both(budget: TableReport) -> None:
    check = "sample/detail/7"
    cell = CorrectedCell(3, 1, None, "1,000", "779", table="budget")
    settled = decision("corrected", check=check, reason="", evidence="예산서 3쪽", corrected=(cell,))
    detail = replace(
        budget,
        name="detail",
        findings=[finding(table="detail", check_id=check, status="corrected", decision=settled)],
    )
    first, second = told(budget, detail)
    assert words(parsed(first).xpath(".//tbody/tr[2]/td[1]")[0]) == "◇7 779"
    assert "◇7 정정: 1,000 → 779 (근거: 예산서 3쪽; 기획과 결정, 2026. 3. 4.)" in below(first)
    assert [note.sign for note in notes(first)] == ["◆1", "◇7"]
    assert words(parsed(second).xpath(".//tbody/tr[1]/td[1]")[0]) == "◇7 994"
    assert "◇7 정정: 1,000 → 779 (‘budget’ 표) (근거: 예산서 3쪽" in below(second)
    clean = told(replace(budget, findings=[]), detail)[0]
    assert words(parsed(clean).xpath(".//tbody/tr[2]/td[1]")[0]) == "◇7 779"
    names = [item.name for item in attached_tables(pack_of(clean, second))]
    assert names == ["1_sample_budget.csv", "1_sample_budget_corrected.csv", "2_sample_detail.csv"]


def test_an_example_corrects_no_figure(budget: TableReport) -> None:
    cell = CorrectedCell(2, 1, None, "994", "1,215")
    made = decision("corrected", reason="", evidence="세출 결산서 12쪽", corrected=(cell,), example=True)
    (report,) = told(replace(budget, findings=[finding(status="corrected", decision=made)]))
    assert words(parsed(report).xpath(".//tbody/tr[1]/td[1]")[0]) == "◇1 994"
    said = below(report)
    assert "계 = 가과 + 나과: 적힌 값 994백만원, 계산한 값 1,215백만원" in said
    assert "예시 정정: 994 → 1,215 (근거: 세출 결산서 12쪽; 기획과 결정, 2026. 3. 4.)" in said
    assert "[정정 (예시)]" in said
    assert [item.name for item in attached_tables(pack_of(report))] == ["1_sample_budget.csv"]
    assert attached_tables(pack_of(corrected(budget)))[1].name == "1_sample_budget_corrected.csv"


def test_what_was_decided_alike_is_said_once(budget: TableReport) -> None:
    def settled(number: int, row: int, text: str, value: str) -> Finding:
        check = f"sample/budget/{number}"
        cell = CorrectedCell(row, 1, None, text, value)
        made = decision("corrected", check=check, reason="", evidence="결산서 12쪽", corrected=(cell,))
        repair = {"cells": [{"row": 2, "column": 1, "text": "994", "value": "1215"}], "score": 0.0}
        return finding(check_id=check, status="corrected", decision=made, repairs=[repair])

    (report,) = told(replace(budget, findings=[settled(1, 2, "994", "1,215"), settled(2, 3, "1,000", "779")]))
    (note,) = notes(report)
    assert note.below == [
        ("◇1·2", "정정: 994 → 1,215, 1,000 → 779 (근거: 결산서 12쪽; 기획과 결정, 2026. 3. 4.)")
    ]


def test_an_example_for_a_check_of_another_table_leaves_this_one_as_it_is(budget: TableReport) -> None:
    cell = CorrectedCell(3, 1, None, "1,000", "779", table="budget")
    made = decision("corrected", check="sample/detail/7", corrected=(cell,), example=True)
    example = finding(table="detail", check_id="sample/detail/7", status="corrected", decision=made)
    first, _ = told(replace(budget, findings=[]), replace(budget, name="detail", findings=[example]))
    assert words(parsed(first).xpath(".//tbody/tr[2]/td[1]")[0]) == "1,000"
    assert notes(first) == []


def test_what_was_accepted_asked_or_is_stale(budget: TableReport) -> None:
    def said(status: str, **changes: Any) -> str:
        return below(replace(budget, findings=[finding(status=status, decision=decision(**changes))]))

    accepted = said("accepted", kind="accepted")
    assert "수용: 결산 전 잠정치 (기획과 결정, 2026. 3. 4.)" in accepted
    assert "미결" not in accepted
    asked = said("open", kind="question", reason="", office="예산과", due="2026-03-10")
    assert "질의: 예산과, 2026. 3. 10.까지 회신 (기획과, 2026. 3. 4.) [미결 · 질의 중]" in asked
    stale = said("stale", kind="accepted")
    assert "다시 확인: ‘수용’(기획과 결정, 2026. 3. 4.)한 뒤 인쇄된 값이 바뀌었습니다" in stale
    assert "[다시 확인]" in stale


def test_only_open_violations_are_shaded(budget: TableReport) -> None:
    settled = replace(budget, findings=[finding(status="accepted", decision=decision("accepted"))])
    assert not parsed(settled).xpath('.//*[contains(@style, "--finding")]')
    assert marks(settled)[2, 1].signs == ("◇1",)


def test_appendix_has_method_decisions_coverage_and_hashes(budget: TableReport) -> None:
    known = replace(budget, sha256="0123456789abcdef" * 4)
    settled = replace(known, findings=[finding(status="accepted", decision=decision("accepted"))])
    spec = pack_of(settled, replace(known, name="next", findings=[finding(repairs=[_repair()] * 2)]))
    gone = replace(spec.documents[0], moot=[decision("accepted", check="sample/gone/1")])
    page = lxml_html.document_fromstring(pack_html(replace(spec, documents=[gone])))
    appendix = words(page.get_element_by_id("findings"))
    for part in ("구간입니다", "증명입니다", "원자료", "PDF/A-3a", "PDF/UA-1", "수용: 결산 전 잠정치"):
        assert part in appendix
    assert "‘수용’(기획과, 2026. 3. 4.)한 검산이 이제 불일치가 아니거나 없습니다 (sample/gone/1)" in appendix
    assert "적힌 값 994백만원, 계산한 값 1,215백만원 (차이 △221백만원)" in appendix
    rows = page.xpath('.//table[contains(@class, "coverage")]/tbody/tr')
    assert [words(row)[:3] for row in rows] == ["표 1", "표 2"]
    assert [words(cell) for cell in rows[0].xpath("./*")][2:] == ["5", "4", "4", "-", "-", "1", "-"]
    assert "첨부한 CSV의 설명" in appendix
    assert {item.sha256 for item in attached_tables(spec)} == {known.sha256}


def _repair() -> dict[str, Any]:
    return {"cells": [{"row": 2, "column": 1, "text": "994", "value": "1215"}], "score": 0.0}


def test_contents_of_a_pack_without_violations(budget: TableReport) -> None:
    report = DocumentReport("sample", "표본", {}, [replace(budget, findings=[])])
    page = lxml_html.document_fromstring(pack_html(replace(pack_of(budget), documents=[report])))
    assert "불일치 0건과 결정 없음" in words(page.get_element_by_id("findings"))
    assert "검산 0건" not in words(page.xpath('.//div[@class="below"]')[0])


def test_only_tables_that_may_continue_say_so(budget: TableReport) -> None:
    long = table([*HEAD, *[["가", "1", "2", "3"]] * 40])
    assert words(parsed(long).xpath('.//*[@class="continued"]')[0]) == "표 1 예산 (계속)"
    assert not parsed(budget).xpath('.//*[@class="continued"]')


def test_both_ends_of_a_comparison_carry_its_number(budget: TableReport) -> None:
    here = {"row": 2, "column": 1, "text": "994", "role": "result"}
    there = {"row": 3, "column": 1, "text": "1,000", "role": "source", "document": "sample", "table": "other"}
    compared = finding(
        rule="same",
        check_id="sample/budget/5",
        cells=[here, there],
        statement="가 과 [예산]: ‘예산’(백만원) = ‘다른 예산’(백만원)",
        message_ko="가 과: 여기 994백만원, 다른 곳 1,000백만원 (a.txt:3), 차이 △6백만원",
        repairs=[
            {"cells": [{**here, "value": "1000"}]},
            {"cells": [{**there, "value": "994"}]},
        ],
    )
    first, second = told(replace(budget, findings=[compared]), replace(budget, name="other", findings=[]))
    for report, row in ((first, 2), (second, 3)):
        assert marks(report)[row, 1].signs == ("◆5",)
        assert marks(report)[row, 1].is_suspect
    assert "여기에는 994백만원, 다른 표에는 1,000백만원" in below(first)
    assert "◆5 가 과 [예산]: 여기에는 1,000백만원" in below(second)


def test_only_what_the_likeliest_repair_changes_is_shaded(budget: TableReport) -> None:
    mended = [{"row": 4, "column": 1, "text": "215", "value": "-6"}]
    other = [{"row": 3, "column": 1, "text": "1,000", "value": "779"}]
    report = replace(budget, findings=[finding(repairs=[{"cells": mended}, {"cells": other}])])
    found = {place: mark.is_suspect for place, mark in marks(report).items() if mark.signs}
    assert found == {(2, 1): False, (4, 1): True}
    (note,) = notes(report)
    assert note.remark.startswith("가장 의심되는 칸: 215 → △6")
    assert "가지" not in note.remark


def test_one_cause_is_said_once(budget: TableReport) -> None:
    mended = [{"cells": [{"row": 4, "column": 1, "text": "215", "value": "-6"}]}]
    found = [finding(check_id=f"sample/budget/{number}", repairs=mended) for number in (1, 2, 3)]
    (note,) = notes(replace(budget, findings=found))
    assert (note.sign, len(note.lines)) == ("◆1~3", 3)
    assert below(replace(budget, findings=found)).count("가장 의심되는 칸") == 1

"""The page of what does not add up: every violation with its number, size and state, and nothing untrue."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from lxml import html as lxml_html

from geomsan.check.report import DocumentReport, Finding, TableReport
from geomsan.publish.packs.document import PackSpec, pack_html
from geomsan.publish.packs.front import Front
from geomsan.publish.packs.news import MOST_LINES, news
from geomsan.publish.packs.selection import select_pack
from geomsan.publish.packs.signs import joined, signs_of
from geomsan.publish.packs.text import shortened, width

from .conftest import decision, finding, pack_of


def said(spec: PackSpec, name: str = "news") -> str:
    page = lxml_html.document_fromstring(pack_html(spec))
    return " ".join(page.get_element_by_id(name).text_content().split())


def test_each_violation_says_what_by_how_much_and_how_it_stands(budget: TableReport) -> None:
    accepted = finding(check_id="sample/budget/2", status="accepted", decision=decision("accepted"))
    page = said(pack_of(replace(budget, findings=[finding(), accepted])))
    assert "2건이 맞지 않았습니다" in page
    assert "1건은 아직 결정되지 않았습니다(미결)" in page
    assert "◆1 계 994백만원 1,215백만원 2억 2,100만원 적음 미결" in page
    assert "◇2 계 994백만원 1,215백만원 2억 2,100만원 적음 수용" in page


def test_the_largest_is_first_and_money_before_people(budget: TableReport) -> None:
    def off(number: int, gap: int, unit: str) -> object:
        return finding(check_id=f"sample/budget/{number}", difference=Decimal(gap), unit=unit)

    found = [off(1, 900, "명"), off(2, -5, "백만원"), off(3, 7, "백만원"), off(4, 6_000, "천원")]
    table = replace(budget, findings=found)
    groups = news(Front([("1", table)])).groups
    assert [group.lines[0].sign for group in groups] == ["◆3", "◆4", "◆2", "◆1"]


def test_more_than_a_page_are_counted(budget: TableReport) -> None:
    found = [finding(check_id=f"sample/budget/{number}") for number in range(1, MOST_LINES + 4)]
    made = news(Front([("1", replace(budget, findings=found))]))
    assert (sum(len(group.lines) for group in made.groups), made.left) == (MOST_LINES, 3)


def test_as_many_as_are_told_need_not_fit_on_one_page(
    budget: TableReport, write: Callable[[PackSpec], Path]
) -> None:
    found = [
        finding(check_id=f"sample/budget/{number}", difference=Decimal(number))
        for number in range(1, MOST_LINES + 4)
    ]
    assert len(news(Front([("1", replace(budget, findings=found))])).groups) == MOST_LINES
    assert write(pack_of(replace(budget, findings=found))).stat().st_size


def test_an_example_is_no_decision(budget: TableReport) -> None:
    example = replace(decision("accepted"), example=True)
    spec = pack_of(replace(budget, findings=[finding(status="accepted", decision=example)]))
    page = pack_html(spec)
    assert "검토용" in page
    assert "검산 완료" not in page
    assert "담당자가 결정" not in page
    assert "예시는 실제 결정이 아닙니다" in said(spec)
    assert "수용 (예시)" in said(spec)
    real = pack_of(replace(budget, findings=[finding(status="accepted", decision=decision("accepted"))]))
    assert "검산 완료" in pack_html(real)
    assert "모두 담당자가 결정했습니다" in said(real)


def test_numbers_of_several_documents_are_told_apart(budget: TableReport) -> None:
    other = replace(budget, document="other", findings=[finding(document="other")])
    reports = [DocumentReport("sample", "첫째", {}, [budget]), DocumentReport("other", "둘째", {}, [other])]
    page = said(replace(pack_of(budget), documents=reports))
    assert "◆가1" in page
    assert "◆나1" in page
    assert "나 둘째" in page


def test_an_earlier_report_is_not_taken_for_the_own(budget: TableReport) -> None:
    signs = signs_of([DocumentReport("sample", "", {}, [budget])], {})
    assert (signs.of(finding()), signs.of(finding(document="before"))) == ("◆1", "◆전1")


def test_several_signs_are_one() -> None:
    assert joined(["◆2", "◆1", "◆3", "◇9", "◆7", "◆나1"]) == "◆1~3·7·나1◇9"


def test_few_tables_need_no_contents(budget: TableReport) -> None:
    assert "차례" not in pack_html(pack_of(budget))
    many = pack_html(pack_of(*[replace(budget, name=f"t{number}") for number in range(7)]))
    assert "차례" in many
    assert many.index("맞지 않는 곳") < many.index("차례")


def test_the_cover_tells_who_checked_from_who_was_checked(budget: TableReport) -> None:
    spec = replace(pack_of(budget), office="경제실", date="2026-03", checked_by="예산담당관")
    page = lxml_html.document_fromstring(pack_html(spec)).xpath('//*[@class="office"]')[0]
    assert [" ".join(line.text_content().split()) for line in page] == [
        "보고한 곳경제실 · 2026. 3.",
        "검산한 곳예산담당관",
    ]
    settled = finding(status="accepted", decision=decision("accepted"))
    made = replace(spec, documents=pack_of(replace(budget, findings=[settled])).documents)
    assert "결정</span>2026. 3. 4.까지의 결정 반영" in pack_html(made)


def test_the_two_figures_of_a_line_have_one_unit(budget: TableReport) -> None:
    """The coarser one, in which both are exact; elsewhere they stand as printed."""
    differs = finding(
        rule="same",
        statement="가과 [예산현액]: 두 표",
        unit="천원",
        reported=Decimal(2_108_849),
        expected=Decimal(2_069_000),
        difference=Decimal(39_849),
        cells=[
            {"row": 3, "column": 1, "text": "2,108,849", "role": "same"},
            {"row": 3, "column": 1, "text": "2,069", "role": "same", "table": "detail"},
        ],
        message_ko="가과 [예산현액]: 여기 2,108,849천원, 다른 곳 2,069백만원 (차이 39,849천원)",
    )
    spec = pack_of(replace(budget, findings=[differs]), replace(budget, name="detail", findings=[]))
    assert "2,108.849백만원 2,069백만원 3,984만 9,000원 많음" in said(spec)
    assert "여기에는 2,108,849천원, 표 2에는 2,069백만원" in said(spec, "t1")


def test_an_example_question_asks_nobody_and_is_no_example_decision(budget: TableReport) -> None:
    asked = decision("question", office="예산과", due="2026-03-10", example=True)
    spec = pack_of(replace(budget, findings=[finding(decision=asked)]))
    assert "미결 (예시 질의)" in said(spec)
    assert "질의 중" not in said(spec)
    assert "예시 결정이 붙어" not in said(spec)
    assert spec.waiting == "미결 1건"


def test_a_theme_names_the_offices_of_its_reports_and_what_else_they_share(budget: TableReport) -> None:
    council, offices = "서울특별시의회", ["경제실", "문화본부", "경제실"]
    reports = [
        DocumentReport(
            f"d{n}",
            "업무보고",
            {"council": council, "office": office, "date": f"202{n}"},
            [replace(budget, document=f"d{n}")],
        )
        for n, office in enumerate(offices)
    ]
    spec = select_pack(
        {"name": "theme", "title": "주제", "documents": [each.name for each in reports]}, reports
    )
    assert (spec.council, spec.office, spec.date) == (council, "경제실, 문화본부", "")
    one = select_pack({"name": "one", "title": "하나", "documents": ["d0"], "office": "본부"}, reports[:1])
    assert (one.office, one.date) == ("본부", "2020")


def test_marks_that_do_not_occur_are_not_explained(budget: TableReport) -> None:
    def told(*findings: Finding) -> list[str]:
        page = lxml_html.document_fromstring(pack_html(pack_of(replace(budget, findings=list(findings)))))
        terms = page.xpath('//dl[@class="legend"]/dt[following-sibling::dt[contains(., "의심되는 칸")]]')
        return [term.text_content() for term in terms]

    assert told() == []
    assert told(finding()) == ["◆1미결"]
    assert told(finding(status="accepted", decision=decision("accepted"))) == ["◇1결정됨"]
    example = decision("question", office="예산과", due="2026-03-10", example=True)
    assert told(finding(decision=example)) == ["◆1미결", "예시"]


def test_the_cover_says_who_checked_only_where_that_is_known(budget: TableReport) -> None:
    spec = pack_of(budget)
    assert "검산한 곳" not in pack_html(spec)
    assert "검산한 곳</span>예산담당관" in pack_html(replace(spec, checked_by="예산담당관"))


def test_a_running_head_leaves_the_middle_free(budget: TableReport) -> None:
    """A long title is cut between its words; a short one stands whole."""
    long = "공약사업 추진실적 - 조명, 인쇄, 공구 등 특화산업 활성화 추진"
    report = replace(pack_of(budget).documents[0], title=long)
    page = pack_html(replace(pack_of(budget), documents=[report]))
    head = str(lxml_html.document_fromstring(page).xpath("//article/h2/@data-head")[0])
    assert head.endswith("…")
    assert long.startswith(head[:-1] + " ")
    assert width(head) <= 19
    assert shortened("짧은 제목", 19) == "짧은 제목"

"""What two documents print differently stands at both ends, in whichever pack either of them is."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import html as lxml_html

from geomsan.check.report import TableReport
from geomsan.decide.present import examine
from geomsan.publish.listing import findings_frame
from geomsan.publish.packs.document import PackSpec, pack_html
from geomsan.publish.packs.ends import seen_from
from geomsan.publish.packs.marks import Mark, marks
from geomsan.publish.packs.selection import select_pack
from geomsan.publish.packs.signs import signs_of
from geomsan.publish.release.build import Release
from geomsan.read.documents.project import Project
from office import ACROSS, SAME, change, decided, make_compared, make_project, request, store_decided, take_in


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Two documents: 70백만원 in the one is 75백만원 in the other."""
    return make_project(tmp_path)


def pack(project: Project, **chosen: object) -> PackSpec:
    made = store_decided(project)
    titles = {table: title for each in made for table, title in each.titles.items()}
    return select_pack({"name": "p", "title": "검산"} | chosen, [each.report for each in made], (), titles)


def plan(spec: PackSpec, document: str) -> TableReport:
    return next(each for each in spec.tables if (each.document, each.name) == (document, "plan"))


def marked(spec: PackSpec, document: str) -> dict[tuple[int, int], Mark]:
    found = marks(plan(spec, document), signs_of(spec.documents, {}, spec.titles))
    return {place: mark for place, mark in found.items() if mark.signs}


def said(spec: PackSpec, name: str) -> str:
    page = lxml_html.document_fromstring(pack_html(spec))
    return " ".join(page.get_element_by_id(name).text_content().split())


def number(project: Project) -> int:
    frame = findings_frame(decided(project))
    return int(frame.loc[frame["check_id"] == ACROSS, "number"].item())


ONE, TWO = {"tables": ["one/plan"]}, {"tables": ["two/plan"]}
BOTH = {"tables": ["one/plan", "two/plan"]}


def test_the_pack_of_the_document_that_differs_says_so(project: Project) -> None:
    spec, sign = pack(project, **TWO), f"◆{number(project)}"
    assert (spec.is_draft, spec.waiting) == (True, "미결 1건")
    assert marked(spec, "two") == {(1, 1): Mark((sign,), is_suspect=True)}
    news = said(spec, "news")
    assert "1건이 맞지 않았습니다" in news
    assert "같은 것을 두 보고서에 다르게 적었습니다" in news
    assert "(표 1) · 견준 표: 보고서 one ‘표 plan’" in news
    assert f"{sign} 바사 [본예산] 75백만원 70백만원 500만원 많음 미결" in news
    assert "여기에는 75백만원, 보고서 one ‘표 plan’에는 70백만원" in said(spec, "t1")
    assert "두 표 가운데 어느 쪽이 틀렸는지는 알 수 없음" in said(spec, "t1")
    assert "불일치 1건과 결정" in said(spec, "findings")


def test_the_pack_of_the_other_end_says_so_too(project: Project) -> None:
    spec, sign = pack(project, **ONE), f"◆가{number(project)}"
    assert (spec.is_draft, spec.waiting) == (True, "미결 1건"), "what it prints is open"
    assert marked(spec, "one") == {(1, 1): Mark((sign,), is_suspect=True)}
    news = said(spec, "news")
    assert "가 보고서 two (견준 보고서)" in news, "whose number it is"
    assert f"{sign} 바사 [본예산] 70백만원 75백만원 500만원 적음 미결" in news
    assert "여기에는 70백만원, 보고서 two ‘표 plan’에는 75백만원" in said(spec, "t1")


def test_a_pack_of_both_tells_it_once_with_one_number(project: Project) -> None:
    spec, sign = pack(project, **BOTH), f"◆나{number(project)}"
    assert marked(spec, "one") == marked(spec, "two") == {(1, 1): Mark((sign,), is_suspect=True)}
    assert spec.waiting == "미결 1건"
    news = said(spec, "news")
    assert news.count(sign) == 1
    assert "(표 2, 표 1" in news
    assert "여기에는 70백만원, 표 2에는 75백만원" in said(spec, "t1")
    assert "여기에는 75백만원, 표 1에는 70백만원" in said(spec, "t2")


@pytest.mark.slow
def test_what_is_decided_is_decided_at_both_ends(project: Project) -> None:
    take_in(project, request(examine(project), ACROSS))
    for chosen, document in ((ONE, "one"), (TWO, "two")):
        spec = pack(project, **chosen)
        assert not spec.is_draft
        (mark,) = marked(spec, document).values()
        assert (mark.text[0], mark.is_suspect) == ("◇", False)
        assert "수용" in said(spec, "t1")
        assert "모두 담당자가 결정했습니다" in said(spec, "news")


def test_an_example_decides_it_at_neither_end(project: Project) -> None:
    take_in(project, request(examine(project), ACROSS, example=True))
    for chosen in (ONE, TWO):
        spec = pack(project, **chosen)
        assert (spec.is_draft, spec.waiting) == (True, "예시 결정 1건")
        assert "수용 (예시)" in said(spec, "news")


@pytest.mark.parametrize(("figure", "verdict"), [("70", "exact"), ("미정", "undecided")])
def test_what_agrees_or_cannot_be_decided_is_counted_and_marked_as_such(
    project: Project, figure: str, verdict: str
) -> None:
    change(project, "two/plan.tsv", "75", figure)
    spec = pack(project, **TWO)
    (compared,) = (each for each in spec.findings if each.is_comparison and each.rule == "same")
    assert compared.verdict == verdict
    assert marks(plan(spec, "two"))[1, 1] == Mark(tick=verdict)
    assert not spec.is_draft
    other = pack(project, **ONE)
    assert not marked(other, "one")
    assert not any(each.is_comparison for each in other.findings)


def test_a_table_of_the_same_report_that_is_not_in_the_pack_is_named(tmp_path: Path) -> None:
    project = make_compared(tmp_path)
    detail, summary = (pack(project, tables=[f"sums/{name}"]) for name in ("detail", "summary"))
    assert "견준 표: 같은 보고서의 ‘표 summary’" in said(detail, "news")
    assert "같은 보고서의 ‘표 summary’에는 200백만원" in said(detail, "t1")
    assert "같은 보고서의 ‘표 detail’에는 210,000천원" in said(summary, "t1")


def test_a_release_lists_it_with_its_own_document_only(project: Project) -> None:
    take_in(project, request(examine(project), ACROSS))
    for chosen, checks in ((ONE, []), (TWO, [ACROSS]), (BOTH, [ACROSS])):
        documents = Release("r", "", [pack(project, **chosen)]).documents
        found = findings_frame(documents)
        assert list(found.loc[found["verdict"] == "violated", "check_id"]) == checks


def test_what_is_said_of_a_document_changes_with_what_it_is_held_against_only(project: Project) -> None:
    def said_of(name: str) -> bytes:
        store_decided(project)
        return (project.results / "between" / f"{name}.json").read_bytes()

    before = said_of("two")
    change(project, "one/budget.tsv", "190", "191")
    assert said_of("two") == before
    change(project, "one/plan.tsv", "70", "71")
    assert said_of("two") != before


def test_a_pack_is_made_from_the_document_that_it_is_held_against(project: Project) -> None:
    for chosen in (ONE, TWO):
        assert pack(project, **chosen).held_against == {"one", "two"} - pack(project, **chosen).sources


def test_a_pack_of_only_the_table_that_another_of_the_report_is_held_against_says_so(tmp_path: Path) -> None:
    project = make_compared(tmp_path)
    spec = pack(project, tables=["sums/summary"])
    (told,) = spec.open_findings
    assert (spec.is_draft, spec.waiting, told.check_id) == (True, "미결 1건", SAME)
    assert [cell["text"] for cell in told.own_cells] == ["200"]
    news, sign = said(spec, "news"), f"◆{told.number}"
    assert "1건이 맞지 않았습니다" in news
    assert "같은 것을 두 표에 다르게 적었습니다" in news
    assert "견준 표: 같은 보고서의 ‘표 detail’" in news
    assert f"{sign} 다라 [전년도최종예산] 200백만원 210백만원 1,000만원 적음 미결" in news
    assert marks(spec.tables[0])[2, 1] == Mark((sign,), is_suspect=True)
    # Where both stand, it is told once, at its own table.
    both = pack(project, tables=["sums/summary", "sums/detail"])
    assert [(each.table, each.check_id) for each in both.open_findings] == [("detail", SAME)]


def test_of_other_violations_of_the_report_a_table_tells_none(tmp_path: Path) -> None:
    project = make_compared(tmp_path)
    change(project, "sums/summary.tsv", "다라\t200", "다라\t210")
    assert not pack(project, tables=["sums/summary"]).is_draft
    report = pack(project, documents=["one"]).documents[0]
    plan_of, other = report.tables[-1], next(each for each in report.tables if each.violations)
    assert seen_from(plan_of, other.violations[0]) is None

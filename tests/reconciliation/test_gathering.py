"""From checked tables to facts: time, subject, totals, and what the next year brings."""

from dataclasses import replace
from datetime import date

from build import SCHEMAS, source
from geomsan.check.assembly import document_report
from geomsan.check.families.registry import load_families
from geomsan.check.gathering import facts_of
from geomsan.check.report import with_findings
from geomsan.check.validation import check_document
from geomsan.decide.present import examine
from geomsan.read.documents.descriptor import Document
from geomsan.reconcile.aliases import Aliases
from geomsan.reconcile.matching import within
from geomsan.reconcile.outcome import finding
from office import change, make_project, statuses

FAMILIES = load_families(SCHEMAS)
DAY = date(2026, 1, 31)


def gathered(*tables, day="2026-03"):
    document = Document("document", "", {"date": day}, tables, {})
    checked = check_document(document, FAMILIES)
    return document, checked, facts_of(document, checked, FAMILIES)


def execution(rows, name, unit):
    given = source(rows, family="execution", unit=unit, columns=["본예산", "예산현액", "지출액"])
    return replace(given, name=name, title=name, as_of=DAY)


def test_time_is_the_year_for_what_belongs_to_it_else_the_day():
    _, _, facts = gathered(execution("사업 | a | b | c\n계 | 1 | 1 | -\nA | 1 | 1 | ", "budget", "백만원"))
    assert [(fact.record, fact.measure, fact.when, fact.is_total) for fact in facts] == [
        ("계", "본예산", "2026", True),
        ("계", "예산현액", "2026-01-31", True),
        ("계", "지출액", "2026-01-31", True),
        ("A", "본예산", "2026", False),
        ("A", "예산현액", "2026-01-31", False),
    ]


def test_a_period_goes_before_the_day_and_nothing_is_guessed():
    given = execution("사업 | a | b | c\nA | 1 | 1 | 1", "budget", "백만원")
    _, _, facts = gathered(replace(given, period="2026-상반기"))
    assert {fact.when for fact in facts} == {"2026", "2026-상반기"}
    _, _, facts = gathered(replace(given, as_of=None), day="")
    assert {fact.when for fact in facts} == {""}


def test_what_belongs_to_a_year_belongs_to_that_of_its_table():
    given = execution("사업 | a | b | c\nA | 1 | 1 | 1", "settled", "백만원")
    _, _, facts = gathered(replace(given, period="2025"))
    assert {fact.when for fact in facts} == {"2025"}


def test_departments_of_two_councils_are_not_the_same(tmp_path):
    project = make_project(tmp_path)
    between = {check for check in statuses(project) if "=one/" in check}
    assert between
    for name in ("one", "two"):
        change(project, f"{name}/datapackage.yaml", f"name: {name}\n", f"name: {name}\ncouncil: {name}의회\n")
    assert not between & statuses(project).keys()
    assert not examine(project).across, "nor for who decides"


def test_records_that_are_years_are_about_the_table():
    columns = ["최종예산", "전년이월", "예산현액", "집행액", "차년이월", "집행잔액"]
    rows = "연도 | a | b | c | d | e | f\n2024 | 10 | 1 | 11 | 8 | 2 | 1\n2025년 | 10 | 2 | 12 | 8 | 3 | 1"
    given = replace(source(rows, family="settlement", unit="천원", columns=columns), about="허브 운영")
    _, _, facts = gathered(given)
    assert {(fact.record, fact.when) for fact in facts} == {("허브 운영", "2024"), ("허브 운영", "2025")}
    assert {fact.measure: fact.next_measure for fact in facts if fact.next_measure} == {
        "차년이월": "전년이월"
    }


def test_a_finding_goes_into_the_table_of_its_result():
    document, checked, facts = gathered(
        execution("사업 | a | b | c\nA | 2,069 | 2 | 1", "summary", "백만원"),
        execution("사업 | a | b | c\nA | 2,108,849 | 2,000 | 1,000", "detail", "천원"),
    )
    report = document_report(document, checked)
    found = [finding(pair) for pair in within(facts, Aliases())]
    assert [each.verdict for each in found] == ["violated", "exact", "exact"]
    reconciled = with_findings(report, [*found, replace(found[0], document="another")])
    before = {table.name: len(table.findings) for table in report.tables}
    after = {table.name: len(table.findings) for table in reconciled.tables}
    assert after == before | {"detail": before["detail"] + 3}
    assert len(reconciled.open_findings) == len(report.open_findings) + 1

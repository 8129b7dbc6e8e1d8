"""Figures that caption, heading or prose print again are held against those of the table."""

import pytest

from build import SCHEMAS, source, table
from geomsan.check.families.registry import load_families
from geomsan.check.findings import findings_of
from geomsan.check.identities.declare import restatements
from geomsan.check.identities.verdicts import evaluate
from geomsan.check.validation import check_table
from geomsan.common.errors import GeomsanError

GRID = "과 | 예산\n계 | 5,000\nA | 2,000\nB | 3,000"


def verdicts(*stated, grid=GRID, unit="백만원"):
    read = table(grid, columns=["예산"], unit=unit, stated=list(stated))
    return [evaluate(edit).verdict.value for edit in restatements(read)]


def says(text, record="계", **more):
    return {"record": record, "pattern": "예산", "text": text, "line": 9, **more}


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("5,000백만원", "exact"),
        ("50억원", "exact"),
        ("5,000", "exact"),
        ("4,999백만원", "rounding"),
        ("49.9억원", "rounding"),
        ("5,010백만원", "violated"),
        ("51억원", "violated"),
        ("미정", "undecided"),
        ("5,000명", "undecided"),
    ],
)
def test_a_total_of_the_heading(text, verdict):
    assert verdicts(says(text)) == [verdict]


def test_counts_are_exact():
    assert verdicts(says("4,999명"), unit="명") == ["violated"]


def test_every_figure_may_be_stated_and_more_than_once():
    assert verdicts(says("5,000"), says("2,000", "A"), says("50억원", line=12)) == ["exact"] * 3
    read = table(
        GRID, columns=["예산"], unit="백만원", stated=[says("5,000"), says("5,000"), says("5,000", line=3)]
    )
    names = [edit.id for edit in restatements(read)]
    assert len(set(names)) == 3
    assert names[0] == "본문=표@r1c1:9"


def test_a_figure_that_the_table_does_not_print_is_its_own():
    read = table("과 | 예산\nA | 2", columns=["예산"], stated=[says("3")])
    assert restatements(read) == []
    assert read.get(1, "예산").figure.text == "3"


def test_inside_the_grid_nothing_is_said_twice():
    with pytest.raises(GeomsanError, match="두 번"):
        table(GRID, columns=["예산"], stated=[{"record": "계", "pattern": "예산", "row": 2, "column": 1}])


def test_the_finding_shows_both_places():
    given = source(GRID, columns=["예산"], unit="백만원", family="counts", stated=[says("6,000백만원")])
    found = findings_of(check_table(given, load_families(SCHEMAS)["counts"]))
    (row,) = (finding for finding in found if finding.rule == "same")
    assert (row.verdict, row.source) == ("violated", "report.txt:9")
    assert row.statement == "계: 본문 = 표"
    first, second = row.cells
    assert (first["text"], first["role"], first["place"]) == ("6,000백만원", "result", "report.txt:9")
    assert second == {"row": 1, "column": 1, "text": "5,000", "role": "source"}


def test_a_total_may_stand_in_a_group():
    grid = "구분 | 사업 | 예산\n기업 | A | 2,000\n | B | 3,000\n계 | | 5,000"
    stated = [says("5,000백만원")]
    read = table(grid, stub=["group", "record"], columns=["예산"], unit="백만원", stated=stated)
    assert [record.label for record in read.records] == ["A", "B", "계"]
    assert [evaluate(edit).verdict.value for edit in restatements(read)] == ["exact"]

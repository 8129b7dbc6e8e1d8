"""How findings stand after decisions, as the stages of the workflow see it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from geomsan.common.errors import GeomsanError
from geomsan.decide.file import from_entry, write_decisions
from geomsan.decide.intake import take, write_taken
from geomsan.decide.present import examine
from geomsan.read.documents.project import Project
from office import (
    ACROSS,
    OPEN,
    RATE,
    STAFF_ROW,
    TOTAL,
    cell,
    change,
    decided,
    make_project,
    request,
    statuses,
)

Decide = Callable[..., None]


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return make_project(tmp_path)


@pytest.fixture
def decide(project: Project) -> Decide:
    """Decide without any proof, as somebody who edits the file."""

    def write(check: str, kind: str = "accepted", **said: Any) -> None:
        present = examine(project)
        here = present.documents[check.split("/")[0]]
        made = request(present, check, kind, **said)
        write_decisions(here.path, [*here.decisions, from_entry(made.entry, "")])

    return write


def test_without_decisions_every_violation_is_open(project: Project) -> None:
    assert statuses(project) == dict.fromkeys(OPEN, "open")


def test_accepted_and_questioned(project: Project, decide: Decide) -> None:
    decide(TOTAL)
    decide(RATE, "question", office="재정과", due="2026-05-01")
    found = statuses(project)
    assert (found[TOTAL], found[RATE]) == ("accepted", "open")


def test_a_correction_that_mends_another_check_decides_both(project: Project, decide: Decide) -> None:
    decide(TOTAL, "corrected", corrected=[cell(3, 1, "190", "200")])
    found = statuses(project)
    assert (found[TOTAL], found[RATE]) == ("corrected", "corrected")
    table = next(table for report in decided(project) for table in report.tables if table.name == "budget")
    assert [(each.text, each.value) for each, _ in table.corrections] == [("190", "200")]
    assert table.rows[3][1] == "190"


def test_a_correction_that_does_not_hold_stops(project: Project, decide: Decide) -> None:
    decide(TOTAL, "corrected", corrected=[cell(3, 1, "190", "210")])
    with pytest.raises(GeomsanError, match="맞지 않습니다"):
        decided(project)


def test_a_correction_that_breaks_a_check_stops(project: Project, decide: Decide) -> None:
    # The total of the column becomes right, and the rate of its own row wrong.
    decide(TOTAL, "corrected", corrected=[cell(1, 1, "300", "290")])
    with pytest.raises(GeomsanError, match="깨뜨립니다"):
        decided(project)


def test_two_values_for_one_figure_stop(project: Project, decide: Decide) -> None:
    decide(TOTAL, "corrected", corrected=[cell(3, 1, "190", "200")])
    decide(RATE, "corrected", corrected=[cell(3, 1, "190", "199")])
    with pytest.raises(GeomsanError, match="다르게 정정"):
        decided(project)


def test_a_decision_is_stale_when_a_figure_of_its_check_changes(project: Project, decide: Decide) -> None:
    decide(TOTAL)
    change(project, "one/budget.tsv", "가나\t100\t60\t60", "가나\t101\t60\t59")
    assert statuses(project)[TOTAL] == "stale"


def test_a_decision_is_stale_when_its_file_changes_elsewhere(project: Project, decide: Decide) -> None:
    decide(TOTAL)
    change(project, "one/budget.tsv", "가나", "나가")
    assert statuses(project)[TOTAL] == "stale"


def test_another_table_does_not_make_it_stale(project: Project, decide: Decide) -> None:
    decide(TOTAL)
    change(project, "one/staff.tsv", "가과", "라과")
    assert statuses(project)[TOTAL] == "accepted"


def test_a_decision_whose_check_holds_now_is_told(project: Project, decide: Decide) -> None:
    decide(TOTAL)
    change(project, "one/budget.tsv", "190", "200")
    (one, _) = decided(project)
    assert TOTAL not in statuses(project)
    assert [each.check for each in one.moot] == [TOTAL]


def test_a_comparison_of_documents_is_decided_and_goes_stale_with_the_other(
    project: Project, decide: Decide
) -> None:
    decide(ACROSS)
    assert statuses(project)[ACROSS] == "accepted"
    change(project, "one/plan.tsv", "70\t70", "71\t71")
    assert statuses(project)[ACROSS] == "stale"


def test_a_comparison_of_documents_is_corrected(project: Project) -> None:
    present = examine(project)
    taken = take(present, [request(present, ACROSS, "corrected", corrected=[cell(1, 1, "75", "70")])])
    write_taken(present, taken)
    assert statuses(project)[ACROSS] == "corrected"


def test_a_compound_cell_is_corrected(project: Project, decide: Decide) -> None:
    decide(STAFF_ROW, "corrected", corrected=[cell(3, 2, "4", "5", part=0)])
    assert statuses(project)[STAFF_ROW] == "corrected"

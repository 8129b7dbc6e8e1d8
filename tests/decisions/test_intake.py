"""Taking decisions in: all or nothing, every bad one named."""

import json
from pathlib import Path
from typing import Any

import pytest

from geomsan.command.cli import main
from geomsan.decide.intake import take
from geomsan.decide.present import Present, examine
from geomsan.decide.requests import Request, read_requests
from geomsan.publish.summary import summary
from geomsan.read.documents.project import Project
from office import (
    ACROSS,
    BLANK_ROW,
    RATE,
    STAFF_COLUMN,
    STAFF_ROW,
    TOTAL,
    cell,
    change,
    corrected,
    decided,
    make_project,
    refused,
    request,
    statuses,
    take_in,
)  # fmt: skip


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return make_project(tmp_path / "project")


@pytest.fixture
def present(project: Project) -> Present:
    return examine(project)


def test_every_kind_is_taken(project: Project, present: Present) -> None:
    take_in(
        project,
        corrected(present, TOTAL, cell(3, 1, "190", "200")),
        corrected(present, STAFF_ROW, cell(3, 2, "4", "5", part=0)),
        corrected(present, BLANK_ROW, cell(2, 3, "", "2", part=0), cell(2, 3, "", "1", part=1)),
        request(present, STAFF_COLUMN, "question", office="인사과", due="2026-05-01"),
        request(present, ACROSS),
    )
    found = statuses(project)
    assert {found[TOTAL], found[RATE], found[STAFF_ROW], found[BLANK_ROW]} == {"corrected"}
    assert found[ACROSS] == "accepted"
    assert (project.raw / "two" / "decisions.yaml").exists()


def test_plain_numbers_are_written_as_the_table_prints_them(project: Project, present: Present) -> None:
    change(project, "one/budget.tsv", "190", "1,190")
    change(project, "one/budget.tsv", "계\t300", "계\t1,300")
    change(project, "one/budget.tsv", "150\t50", "150\t11.5")
    change(project, "one/budget.tsv", "90\t45", "90\t7.5")
    now = examine(project)
    take_in(project, corrected(now, TOTAL, cell(3, 1, "1,190", "1200")))
    assert "value: 1,200" in (project.raw / "one" / "decisions.yaml").read_text(encoding="utf-8")


def test_taken_twice_changes_nothing(project: Project, present: Present) -> None:
    wanted = corrected(present, TOTAL, cell(3, 1, "190", "200"))
    take_in(project, wanted)
    file = project.raw / "one" / "decisions.yaml"
    before = file.read_bytes(), file.stat().st_mtime_ns
    taken = take(examine(project), [wanted, wanted])
    assert not taken["one"].counts
    take_in(project, wanted)
    assert (file.read_bytes(), file.stat().st_mtime_ns) == before


def test_a_day_that_nobody_gave_stays(project: Project, present: Present) -> None:
    first, later = (
        Request("file", {**request(present, TOTAL).entry, "date": day}, is_dated=False)
        for day in ("2026-04-01", "2026-04-09")
    )
    take_in(project, first)
    assert not take(examine(project), [later])["one"].counts


def test_a_new_decision_takes_the_place_of_the_old(project: Project, present: Present) -> None:
    take_in(project, request(present, TOTAL), request(present, ACROSS))
    take_in(project, request(present, TOTAL, "question", office="재정과", due="2026-05-01"))
    assert statuses(project)[TOTAL] == "open"
    assert statuses(project)[ACROSS] == "accepted"


def test_a_decision_is_withdrawn(project: Project, present: Present) -> None:
    take_in(project, corrected(present, TOTAL, cell(3, 1, "190", "200")))
    withdrawal = Request("file", {"check": TOTAL, "decision": "withdrawn"})
    taken = take(examine(project), [withdrawal])
    assert dict(taken["one"].counts) == {"withdrawn": 1}
    take_in(project, withdrawal)
    assert statuses(project)[TOTAL] == "open"
    assert not take(examine(project), [withdrawal])["one"].counts


def test_of_two_equal_corrections_one_may_go(project: Project, present: Present) -> None:
    take_in(
        project,
        corrected(present, TOTAL, cell(3, 1, "190", "200")),
        corrected(present, RATE, cell(3, 1, "190", "200")),
    )
    take_in(project, Request("file", {"check": TOTAL, "decision": "withdrawn"}))
    assert statuses(project)[TOTAL] == "corrected"


@pytest.mark.parametrize(
    ("check", "told"),
    [
        ("three/budget/x", "그런 문서가 없습니다"),
        ("one/nothing/x", "그런 표가 없습니다"),
        ("one/budget/nothing", "그런 검산이 없습니다"),
        ("one/budget/지출집행률=지출액/예산현액@r2c3", "지금은 불일치가 아닌"),
    ],
)
def test_what_is_not_violated_cannot_be_decided(present: Present, check: str, told: str) -> None:
    wanted = Request("here", {**request(present, TOTAL).entry, "check": check})
    (line,) = refused(present, wanted)
    assert line.startswith("here: ")
    assert told in line


def test_changed_tables_are_named(project: Project, present: Present) -> None:
    old = [request(present, TOTAL), request(present, ACROSS), request(present, STAFF_ROW)]
    change(project, "one/budget.tsv", "가나", "나가")
    change(project, "one/plan.tsv", "70\t70", "71\t71")
    lines = refused(examine(project), *old)
    assert len(lines) == 2
    assert all("표가 바뀌었습니다" in line and "다시 만들어" in line for line in lines)


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ([cell(3, 1, "190", "210")], "정정한 값으로도 이 검산이 맞지 않습니다"),
        ([cell(1, 1, "300", "290")], "다른 검산이 깨집니다"),
        ([cell(3, 1, "190", "이백")], "숫자로 읽을 수 없습니다"),
        ([cell(3, 1, "191", "200")], "자리가 아닙니다"),
        ([cell(9, 1, "190", "200")], "자리가 아닙니다"),
    ],
)
def test_corrections_that_do_not_do_are_refused(
    present: Present, cells: list[dict[str, Any]], told: str
) -> None:
    (line,) = refused(present, corrected(present, TOTAL, *cells))
    assert told in line


def test_a_correction_that_breaks_a_comparison_of_documents_is_refused(project: Project) -> None:
    change(project, "two/plan.tsv", "75\t75", "70\t70")
    change(project, "two/plan.tsv", "바사", "계\t75\t75\t10\n바사")
    now = examine(project)
    total = next(
        name for name, found in now.findings.items() if found.table == "plan" and found.verdict == "violated"
    )
    (line,) = refused(now, corrected(now, total, cell(2, 1, "70", "75"), cell(2, 2, "70", "75")))
    assert "다른 검산이 깨집니다" in line
    assert "one/plan" in line


def test_two_values_for_one_figure_name_both_rows(present: Present) -> None:
    lines = refused(
        present,
        corrected(present, TOTAL, cell(3, 1, "190", "200")),
        corrected(present, RATE, cell(3, 1, "190", "199")),
    )
    assert any("서로 다르게 정정" in line and f"file [{TOTAL}]" in line for line in lines)


def test_a_value_against_an_earlier_decision_names_it(project: Project, present: Present) -> None:
    take_in(project, corrected(present, TOTAL, cell(3, 1, "190", "200")))
    (line,) = refused(examine(project), corrected(present, RATE, cell(3, 1, "190", "199")))
    assert f"decisions.yaml: {TOTAL}" in line


def test_one_check_decided_twice_is_refused(present: Present) -> None:
    (line,) = refused(present, request(present, TOTAL), request(present, TOTAL, reason="다른 이유"))
    assert "두 번 다르게" in line


def test_all_bad_entries_are_told_and_nothing_is_written(project: Project, present: Present) -> None:
    wanted = [
        request(present, ACROSS),
        Request("a", {**request(present, TOTAL).entry, "check": "one/budget/no"}),
        Request("b", {**request(present, TOTAL).entry, "date": "2026-02-30"}),
    ]
    assert [line.split(":")[0].split(" ")[0] for line in refused(present, *wanted)] == ["a", "b"]
    assert not list(project.raw.glob("*/decisions.yaml"))


def test_the_file_of_the_page_is_read_entry_by_entry(
    project: Project, present: Present, tmp_path: Path
) -> None:
    good = dict(request(present, TOTAL).entry)
    entries = [
        good,
        {**good, "reason": " "},
        {key: value for key, value in good.items() if key != "by"},
        {**good, "decision": "maybe"},
        "text",
        {"check": TOTAL, "decision": "withdrawn"},
    ]
    path = tmp_path / "decisions.json"
    path.write_text(json.dumps({"decisions": entries}, ensure_ascii=False), encoding="utf-8")
    requests, errors = read_requests(path, project.decisions_schema, today="2026-04-09")
    assert [each.entry["decision"] for each in requests] == ["accepted", "withdrawn"]
    places = [error.place.split("]")[0] for error in errors]
    assert places == [f"decisions.json [decisions/{index}" for index in (1, 2, 3, 4)]
    filled, _ = read_requests(path, project.decisions_schema, by="예산담당관", today="2026-04-09")
    assert [each.entry["by"] for each in filled] == ["예산담당관"] * 3


@pytest.mark.parametrize("text", ["", "[1]", '{"decisions": 1}', "\udc80"])
def test_what_is_no_file_of_the_page_is_said(
    project: Project,
    tmp_path: Path,
    text: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(project.root)
    path = tmp_path / "decisions.json"
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    assert main(["decide", str(path)]) == 2
    assert "결정 파일이 아닙니다" in capsys.readouterr().err


def test_the_command_takes_the_file_of_the_page(
    project: Project, present: Present, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = project.root / "결정.json"
    entries = [
        dict(request(present, ACROSS).entry),
        dict(corrected(present, TOTAL, cell(3, 1, "190", "200")).entry),
        dict(request(present, STAFF_ROW, "question", office="인사과", due="2026-05-01").entry),
    ]
    path.write_text(json.dumps({"decisions": entries}, ensure_ascii=False), encoding="utf-8")
    monkeypatch.chdir(project.root)
    assert main(["decide", str(path)]) == 0
    out = capsys.readouterr().out.splitlines()
    assert out[:2] == ["two: 수용 1", "one: 정정 1, 질의 1"]
    assert main(["decide", str(path)]) == 0
    assert "바뀐 것이 없습니다" in capsys.readouterr().out


def test_examples_stand_as_they_are_until_one_command_takes_them_away(
    project: Project, present: Present, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    example = corrected(present, TOTAL, cell(3, 1, "190", "200"))
    take_in(
        project,
        Request(example.place, {**example.entry, "example": True}),
        Request("", {**request(present, ACROSS).entry, "example": True}),
        request(present, STAFF_ROW),
    )
    assert statuses(project)[RATE] == "corrected"
    settled = {
        each.check_id: each.is_example
        for report in decided(project)
        for table in report.tables
        for each in table.violations
        if not each.is_open
    }
    assert settled == {TOTAL: True, RATE: True, ACROSS: True, STAFF_ROW: False}
    assert "예시 결정 2건" in summary(decided(project))
    monkeypatch.chdir(project.raw)
    assert main(["decide", "--remove-examples", "--dry-run"]) == 0
    assert "아무것도 쓰지 않았습니다" in capsys.readouterr().out
    assert main(["decide", "--remove-examples"]) == 0
    out = capsys.readouterr().out.splitlines()
    assert out[:2] == ["one: 예시 결정 1건을 없앴습니다.", "two: 예시 결정 1건을 없앴습니다."]
    assert {check for check, status in statuses(project).items() if status != "open"} == {STAFF_ROW}
    assert "예시" not in summary(decided(project))
    assert main(["decide", "--remove-examples"]) == 0
    assert "예시 결정이 없습니다" in capsys.readouterr().out


def test_an_example_that_another_decision_rests_on_is_not_taken_away(
    project: Project, present: Present, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    example = corrected(present, TOTAL, cell(3, 1, "190", "200"))
    take_in(project, Request(example.place, {**example.entry, "example": True}))
    # The rate holds with the example's figure only.
    take_in(project, corrected(examine(project), RATE, cell(3, 2, "90", "91")))
    before = (project.raw / "one" / "decisions.yaml").read_bytes()
    monkeypatch.chdir(project.root)
    assert main(["decide", "--remove-examples"]) == 2
    assert f"raw/one/decisions.yaml [{TOTAL}]" in capsys.readouterr().err
    assert (project.raw / "one" / "decisions.yaml").read_bytes() == before


def test_a_decision_in_the_place_of_an_example_counts(project: Project, present: Present) -> None:
    example = request(present, STAFF_ROW)
    take_in(project, Request("", {**example.entry, "example": True}))
    take_in(project, example)
    (made,) = examine(project).documents["one"].decisions
    assert not made.example


def test_outside_of_a_project_the_command_says_where_to_run(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["decide", "nothing.json"]) == 2
    assert "프로젝트 폴더에서" in capsys.readouterr().err

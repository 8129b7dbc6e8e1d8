"""The worklist as a clerk gets it, and as it comes back."""

from __future__ import annotations

import shutil
import time
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from geomsan.command.cli import main
from geomsan.common.errors import GeomsanError
from geomsan.decide.intake import RefusedError, take, write_taken
from geomsan.decide.present import examine
from geomsan.decide.requests import Request
from geomsan.publish.worklist import columns as at
from geomsan.publish.worklist.reading import read_worklist
from geomsan.publish.worklist.rows import rows
from geomsan.publish.worklist.writing import workbook_bytes, write_worklist
from geomsan.read.documents.project import Project
from office import (
    ACROSS,
    BLANK_ROW,
    OPEN,
    RATE,
    SAME,
    STAFF_COLUMN,
    STAFF_ROW,
    TOTAL,
    cell,
    change,
    decided,
    make_compared,
    make_project,
    request,
    statuses,
)  # fmt: skip

TODAY = "2026-04-09"
Fill = Callable[..., None]


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with its worklist as the workflow writes it, to be copied."""
    project = make_project(tmp_path_factory.mktemp("worklist") / "project")
    write_worklist(decided(project), project.root / "worklist.xlsx")
    return project.root


@pytest.fixture
def project(written: Path, tmp_path: Path) -> Project:
    return Project(shutil.copytree(written, tmp_path / "프로젝트"))


@pytest.fixture
def path(project: Project) -> Path:
    return project.root / "worklist.xlsx"


def read(project: Project, path: Path) -> list[Request]:
    requests, errors = read_worklist(path, examine(project), today=TODAY)
    assert errors == []
    return requests


def wrong(project: Project, path: Path) -> list[str]:
    _, errors = read_worklist(path, examine(project), today=TODAY)
    return [str(error) for error in errors]


def opened(path: Path) -> tuple[Workbook, Worksheet]:
    book = openpyxl.load_workbook(path)
    return book, book[at.SHEET]


def row_of(sheet: Worksheet, check: str) -> int:
    column = at.COLUMNS.index(at.ID) + 1
    return next(row for row in range(2, sheet.max_row + 1) if sheet.cell(row, column).value == check)


def fill(path: Path, check: str, **said: object) -> int:
    """Fill in cells of a row as somebody does in a spreadsheet; return its number."""
    names = {
        "decision": at.DECISION, "repair": at.REPAIR, "typed": at.TYPED, "reason": at.REASON,
        "office": at.OFFICE, "due": at.DUE, "by": at.BY, "day": at.DAY, "id": at.ID, "seal": at.SEAL,
    }  # fmt: skip
    book, sheet = opened(path)
    row = row_of(sheet, check)
    for key, value in said.items():
        sheet.cell(row, at.COLUMNS.index(names[key]) + 1).value = value  # type: ignore[assignment]
    book.save(path)
    return row


def offered(path: Path, check: str) -> list[str]:
    """The choices that the drop-down of a row offers."""
    book, sheet = opened(path)
    place = f"{openpyxl.utils.get_column_letter(at.COLUMNS.index(at.REPAIR) + 1)}{row_of(sheet, check)}"
    (rule,) = (each for each in sheet.data_validations.dataValidation if place in each.sqref)
    name, _, area = rule.formula1.partition("!")
    return [str(one.value) for (one,) in book[name][area.replace("$", "")]] if ":" in area else []


def test_one_row_a_violation_with_everything_to_see(project: Project, path: Path) -> None:
    _, sheet = opened(path)
    assert [one.value for one in sheet[1]] == list(at.COLUMNS)
    listed = {row[at.COLUMNS.index(at.ID)]: row for row in sheet.iter_rows(min_row=2, values_only=True)}
    assert set(listed) == OPEN
    shown = dict(zip(at.COLUMNS, listed[TOTAL], strict=True))
    assert (shown[at.REPORTED], shown[at.EXPECTED], shown[at.DIFFERENCE]) == (300, 290, 10)
    assert (shown[at.UNIT], shown[at.STATUS], shown[at.SOURCE]) == ("백만원", "미결", "budget.tsv:2")
    assert str(shown[at.SUSPECT]).startswith("다라 (4행 2열) 190 → 199\n")
    assert offered(path, TOTAL) == ["다라 (4행 2열) 190 → 199"]
    row = row_of(sheet, TOTAL)
    # A whole number has no decimals; what it lacks is marked as in the reports.
    assert sheet.cell(row, at.COLUMNS.index(at.REPORTED) + 1).number_format == "#,##0;△#,##0"
    comments = [sheet.cell(row, at.COLUMNS.index(name) + 1).comment for name in (at.REPORTED, at.EXPECTED)]
    assert comments[0] is not None
    assert "‘300’" in comments[0].text
    assert "budget.tsv:2" in comments[0].text
    assert comments[1] is not None
    assert "더하는 항목 190 — 다라 (4행 2열)" in comments[1].text


def test_only_the_cells_to_fill_in_are_open(path: Path) -> None:
    _, sheet = opened(path)
    assert sheet.protection.sheet
    assert sheet.freeze_panes == "C2"
    assert sheet.auto_filter.ref.startswith("A1:")
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.page_setup.orientation == "landscape"
    for name in at.COLUMNS:
        one = sheet.cell(2, at.COLUMNS.index(name) + 1)
        assert one.protection.locked == (name not in at.FILLED)
    hidden = [(each.min, each.max) for each in sheet.column_dimensions.values() if each.hidden]
    assert hidden == [(len(at.COLUMNS) - 1, len(at.COLUMNS))]


def test_as_written_it_decides_nothing(project: Project, path: Path) -> None:
    assert read(project, path) == []


def test_with_decisions_in_it_it_decides_nothing_either(project: Project) -> None:
    present = examine(project)
    wanted = [
        request(present, TOTAL, "corrected", corrected=[cell(3, 1, "190", "200")], evidence="a\n  b "),
        request(present, ACROSS, reason="=SUM(A1)"),
        request(present, STAFF_ROW, "question", office="인사과", due="2026-05-01"),
    ]
    write_taken(present, take(present, wanted))
    path = project.root / "worklist.xlsx"
    write_worklist(decided(project), path)
    assert read(project, path) == []
    _, sheet = opened(path)
    order = [str(row[at.COLUMNS.index(at.STATUS)]) for row in sheet.iter_rows(min_row=2, values_only=True)]
    assert order == ["미결"] * 5 + ["미결 (질의 중)", "정정", "정정 (다른 줄의 정정으로 맞음)", "수용"]


@pytest.mark.slow
def test_decisions_filled_in_come_back(project: Project, path: Path) -> None:
    by = {"by": "예산담당관", "day": "26.4.1"}
    fill(path, TOTAL, decision="정정", repair=offered(path, TOTAL)[0], reason="결산서 3쪽", **by)
    fill(
        path,
        STAFF_ROW,
        decision="정정",
        typed="4행 3열 1번째 값 4 -> 5",
        reason="명부",
        by="인사과",
        day="2026.4.1.",
    )
    fill(path, ACROSS, decision="정정", typed="70", reason="예산서", by="재정과")
    fill(path, BLANK_ROW, decision="수용", reason="-", by="인사과", day=datetime(2026, 4, 1))
    fill(path, STAFF_COLUMN, decision="질의", office="인사과", due="2026-05-01", by="재정과", day="20260401")
    present = examine(project)
    write_taken(present, take(present, read(project, path)))
    one, two = ({each.check: each for each in here.decisions} for here in examine(project).documents.values())
    assert [(each.row, each.column, each.part, each.value) for each in one[TOTAL].corrected] == [
        (3, 1, None, "199")
    ]
    assert [(each.row, each.column, each.part, each.value) for each in one[STAFF_ROW].corrected] == [
        (3, 2, 0, "5")
    ]
    assert [(each.text, each.value) for each in two[ACROSS].corrected] == [("75", "70")]
    assert {each.date for each in one.values()} == {"2026-04-01"}
    assert two[ACROSS].date == TODAY
    assert (one[STAFF_COLUMN].office, one[STAFF_COLUMN].due) == ("인사과", "2026-05-01")
    assert statuses(project)[RATE] == "corrected"
    before = [(file, file.read_bytes()) for file in sorted(project.raw.glob("*/decisions.yaml"))]
    write_taken(examine(project), take(examine(project), read(project, path)))
    assert [(file, file.read_bytes()) for file, _ in before] == before


def test_a_correction_over_several_cells(project: Project, path: Path) -> None:
    fill(
        path,
        BLANK_ROW,
        decision="정정",
        typed="3행 4열 1번째 값 (빈칸) → 2; 3행 4열 2번째 값 → 1",
        reason="명부",
        by="과",
    )
    (wanted,) = read(project, path)
    assert [each["value"] for each in wanted.entry["corrected"]] == ["2", "1"]
    take(examine(project), [wanted])


def test_a_comparison_offers_the_figure_of_either_table(tmp_path: Path) -> None:
    project = make_compared(tmp_path / "프로젝트")
    path = project.root / "worklist.xlsx"
    write_worklist(decided(project), path)
    offers = offered(path, SAME)
    assert offers == ["다라 (3행 2열) 210,000 → 200,000", "‘summary’ 표 다라 (3행 2열) 200 → 210"]
    _, sheet = opened(path)
    assert not sheet.cell(row_of(sheet, SAME), at.COLUMNS.index(at.SUSPECT) + 1).value
    fill(path, SAME, decision="정정", repair=offers[1], reason="예산서", by="과")
    present = examine(project)
    (wanted,) = read(project, path)
    assert wanted.entry["corrected"] == [cell(2, 1, "200", "210", table="summary")]
    write_taken(present, take(present, [wanted]))
    assert statuses(project)[SAME] == "corrected"
    write_worklist(decided(project), path)
    assert read(project, path) == []
    _, sheet = opened(path)
    assert sheet.cell(row_of(sheet, SAME), at.COLUMNS.index(at.REPAIR) + 1).value == offers[1]


@pytest.mark.parametrize(
    ("typed", "table", "value"),
    [("200,000", None, "200,000"), ("‘summary’ 표 3행 2열 → 209.6", "summary", "209.6")],
)
def test_typed_values_of_a_comparison(tmp_path: Path, typed: str, table: str | None, value: str) -> None:
    project = make_compared(tmp_path / "프로젝트")
    path = project.root / "worklist.xlsx"
    write_worklist(decided(project), path)
    fill(path, SAME, decision="정정", typed=typed, reason="예산서", by="과")
    (wanted,) = read(project, path)
    (changed,) = wanted.entry["corrected"]
    assert (changed.get("table"), changed["value"]) == (table, value)
    fill(path, SAME, typed="‘없는표’ 표 3행 2열 200 → 210")
    assert "이 문서에 없는 표입니다: ‘없는표’" in wrong(project, path)[0]


def test_a_decision_is_withdrawn(project: Project) -> None:
    present = examine(project)
    write_taken(present, take(present, [request(present, TOTAL)]))
    path = project.root / "worklist.xlsx"
    write_worklist(decided(project), path)
    fill(path, TOTAL, decision="결정 취소")
    write_taken(examine(project), take(examine(project), read(project, path)))
    assert statuses(project)[TOTAL] == "open"


def test_a_stale_decision_must_be_made_anew(project: Project) -> None:
    present = examine(project)
    write_taken(present, take(present, [request(present, TOTAL)]))
    change(project, "one/budget.tsv", "가나", "나가")
    path = project.root / "worklist.xlsx"
    write_worklist(decided(project), path)
    _, sheet = opened(path)
    row = row_of(sheet, TOTAL)
    values = {name: sheet.cell(row, at.COLUMNS.index(name) + 1).value for name in at.COLUMNS}
    assert values[at.STATUS] == "다시 확인"
    assert not any(values[name] for name in at.FILLED)
    assert read(project, path) == []


def test_a_decision_without_its_violation_can_be_withdrawn(project: Project) -> None:
    present = examine(project)
    write_taken(present, take(present, [request(present, TOTAL)]))
    change(project, "one/budget.tsv", "190", "200")
    path = project.root / "worklist.xlsx"
    write_worklist(decided(project), path)
    assert read(project, path) == []
    fill(path, TOTAL, decision="결정 취소")
    taken = take(examine(project), read(project, path))
    assert dict(taken["one"].counts) == {"withdrawn": 1}


GOOD = {"decision": "수용", "reason": "이유", "by": "과", "day": "2026-04-01"}


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"reason": None}, "‘이유·근거’"),
        ({"decision": None}, "‘결정’에서"),
        ({"decision": "승인"}, "‘승인’"),
        ({"day": "2026.2.30"}, "없는 날짜"),
        ({"by": None}, "‘결정한 부서’"),
        ({"typed": "1,215"}, "‘정정’에만"),
        ({"decision": "질의"}, "‘질의할 부서’, ‘기한’"),
        ({"decision": "질의", "office": "과", "due": "곧"}, "‘기한’"),
        ({"decision": "정정"}, "‘수정안’ 또는 ‘직접 입력한 값’"),
        ({"decision": "정정", "typed": "1", "repair": "다라 (4행 2열) 190 → 199"}, "하나만"),
        ({"decision": "정정", "typed": "190 → 200"}, "알 수 없습니다"),
        ({"decision": "정정", "typed": "4행 2열 191 → 200"}, "‘190’이(가) 있습니다"),
        ({"decision": "정정", "typed": "40행 2열 190 → 200"}, "표에 없는 값"),
        ({"decision": "정정", "typed": "4행 2열 2번째 값 190 → 200"}, "표에 없는 값"),
        ({"id": "one/budget/other"}, "그런 검산이 없습니다"),
        ({"id": STAFF_ROW}, "표가 바뀌었습니다"),
        ({"id": None}, "숨은 열"),
        ({"seal": None}, "숨은 열"),
    ],
)
def test_a_bad_row_is_named(project: Project, path: Path, said: dict[str, object], told: str) -> None:
    row = fill(path, TOTAL, **{**GOOD, **said})
    (line,) = wrong(project, path)
    assert line.startswith(f"worklist.xlsx 검토!{row}행: ")
    assert told in line


def test_a_changed_table_is_named(project: Project, path: Path) -> None:
    row = fill(path, TOTAL, **GOOD)
    change(project, "one/budget.tsv", "가나", "나가")
    (line,) = wrong(project, path)
    assert line.startswith(f"worklist.xlsx 검토!{row}행: ")
    assert "표가 바뀌었습니다" in line


def test_the_command_names_all_bad_rows_and_writes_nothing(
    project: Project, path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project.root)
    bad = {
        fill(path, TOTAL, decision="정정", typed="295", reason="결산서", by="과"),
        fill(path, STAFF_ROW, decision="수용", by="과"),
    }
    fill(path, ACROSS, **GOOD)
    assert main(["decide", str(path)]) == 2
    err = capsys.readouterr().err.splitlines()[:-1]
    assert len(err) == 1, "what can be seen without the proof comes first"
    fill(path, STAFF_ROW, reason="이유")
    assert main(["decide", str(path)]) == 2
    err += capsys.readouterr().err.splitlines()[:-1]
    assert {int(line.split("!")[1].split("행")[0]) for line in err} == bad
    assert not list(project.raw.glob("*/decisions.yaml"))
    fill(path, TOTAL, typed="4행 2열 190 → 200")
    assert main(["decide", str(path), "--by", "예산담당관", "--date", "2026-04-01"]) == 0
    assert capsys.readouterr().out.splitlines()[:2] == ["one: 수용 1, 정정 1", "two: 수용 1"]


def test_a_dry_run_says_what_it_would_write_and_proves_it(
    project: Project, path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project.root)
    fill(path, TOTAL, **{**GOOD, "decision": "정정", "typed": "4행 2열 190 → 200"})
    fill(path, ACROSS, **GOOD)
    assert main(["decide", str(path), "--dry-run"]) == 0
    out = capsys.readouterr().out.splitlines()
    assert out == [
        "one: 정정 1",
        "  정정 budget/계=부서또는세부사업의합@r1c1: 190 → 200 — 다시 검산하여 맞고, 깨지는 검산이 없음",
        "two: 수용 1",
        "  수용 plan/다른표와같음@r1c1=one/plan@r1c1",
        "아무것도 쓰지 않았습니다(--dry-run).",
    ]
    assert not list(project.raw.glob("*/decisions.yaml"))
    fill(path, TOTAL, typed="4행 2열 190 → 195")
    assert main(["decide", str(path), "--dry-run"]) == 2
    assert "정정한 값으로도 이 검산이 맞지 않습니다" in capsys.readouterr().err


def test_a_renamed_sheet_is_read(project: Project, path: Path) -> None:
    fill(path, TOTAL, **GOOD)
    book, sheet = opened(path)
    sheet.title = "4월 검토"
    book.save(path)
    assert [request.check for request in read(project, path)] == [TOTAL]


def test_a_copied_sheet_is_read_beside_its_original(project: Project, path: Path) -> None:
    row = fill(path, TOTAL, **GOOD)
    book, sheet = opened(path)
    book.copy_worksheet(sheet).title = "검토 (2)"
    for column in range(1, len(at.FILLED) + 1):
        sheet.cell(row, len(at.SHOWN) + column).value = None
    book.save(path)
    (request,) = read(project, path)
    assert request.place == f"worklist.xlsx 검토 (2)!{row}행"
    # Filled in otherwise in both: nobody can tell which is meant.
    fill(path, TOTAL, **{**GOOD, "reason": "다른 이유"})
    with pytest.raises(RefusedError) as refused:
        take(examine(project), read(project, path))
    (told,) = map(str, refused.value.errors)
    assert "두 번 다르게 결정했습니다(먼저: worklist.xlsx 검토!" in told
    # What nobody sees decides nothing.
    book, _ = opened(path)
    book["검토 (2)"].sheet_state = "hidden"
    book.save(path)
    assert [request.place for request in read(project, path)] == [f"worklist.xlsx 검토!{row}행"]


def test_a_workbook_without_the_list_names_its_sheets(project: Project, path: Path) -> None:
    book, sheet = opened(path)
    sheet.delete_cols(at.COLUMNS.index(at.ID) + 1, 2)
    sheet.title = "정리"
    book.save(path)
    with pytest.raises(GeomsanError) as damaged:
        read_worklist(path, examine(project), today=TODAY)
    assert "worklist.xlsx 정리: " in str(damaged.value)
    assert "‘검산 번호’, ‘확인값’" in str(damaged.value)
    book.remove(sheet)
    book.create_sheet("딴 표")
    book.save(path)
    with pytest.raises(GeomsanError, match="있는 시트: ‘딴 표’"):
        read_worklist(path, examine(project), today=TODAY)


def test_rows_sorted_and_columns_moved_are_read(project: Project, path: Path) -> None:
    fill(path, TOTAL, **GOOD)
    _, sheet = opened(path)
    body = [[one.value for one in row] for row in sheet.iter_rows(min_row=2)]
    order = list(range(len(at.COLUMNS)))[::-1]
    other = openpyxl.Workbook()
    assert other.active is not None
    other.active.title = at.SHEET
    other.active.append(["내가 적은 제목"])
    other.active.append([at.COLUMNS[column] for column in order])
    for values in body[::-1]:
        other.active.append([values[column] for column in order])
    other.save(path)
    assert [each.check for each in read(project, path)] == [TOTAL]


def test_formulas_are_neutralised(project: Project) -> None:
    change(project, "one/budget.tsv", "다라", "=1+1")
    (report, *_) = decided(project)
    for text in ('=HYPERLINK("x")', "+1", "-1", "@x", "\t=1"):
        odd = replace(report, title=text)
        book = openpyxl.load_workbook(_saved(project, workbook_bytes(rows([odd]))))
        one = book[at.SHEET].cell(2, 1)
        assert (one.value, one.data_type, one.quotePrefix) == (text, "s", True)
    sheets = openpyxl.load_workbook(_saved(project, workbook_bytes(rows([report]))))
    assert not [one for sheet in sheets for row in sheet.iter_rows() for one in row if one.data_type == "f"]


def _saved(project: Project, data: bytes) -> Path:
    path = project.root / "odd.xlsx"
    path.write_bytes(data)
    return path


def test_the_same_reports_give_the_same_bytes(project: Project, path: Path) -> None:
    before = path.read_bytes()
    time.sleep(2.1)  # longer than the two seconds that a zip file's times are told by
    write_worklist(decided(project), path)
    assert path.read_bytes() == before
    with zipfile.ZipFile(path) as file:
        assert {entry.date_time[0] for entry in file.infolist()} == {1980}


def test_other_files_are_no_worklist(project: Project, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.save(tmp_path / "other.xlsx")
    (tmp_path / "text.xlsx").write_text("text", encoding="utf-8")
    for name in ("other.xlsx", "text.xlsx", "none.xlsx"):
        with pytest.raises(GeomsanError, match=name):
            read_worklist(tmp_path / name, examine(project), today=TODAY)


@pytest.mark.slow
def test_five_thousand_findings_are_written_in_seconds(project: Project) -> None:
    (report, *_) = decided(project)
    table = next(table for table in report.tables if table.violations)
    many = [replace(table.violations[0], check_id=f"one/{table.name}/{number}") for number in range(5_000)]
    start = time.perf_counter()
    data = workbook_bytes(rows([replace(report, tables=[replace(table, findings=many)])]))
    assert time.perf_counter() - start < 30, "on a busy machine; alone it takes a few seconds"
    assert openpyxl.load_workbook(_saved(project, data), read_only=True)[at.SHEET].max_row == 5_001


def test_an_empty_list_is_a_workbook(project: Project) -> None:
    path = _saved(project, workbook_bytes([]))
    assert read(project, path) == []


def test_refusals_are_raised_with_what_was_wrong_before(project: Project) -> None:
    with pytest.raises(RefusedError) as caught:
        take(examine(project), [], [GeomsanError("here", "가", "a")])
    assert str(caught.value.errors[0]) == "here: 가"

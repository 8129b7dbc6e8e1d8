"""The worklist opened and saved by LibreOffice, as a clerk on Linux does."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import openpyxl
import pytest

from geomsan.decide.intake import take, write_taken
from geomsan.decide.present import examine
from geomsan.publish.worklist import columns as at
from geomsan.publish.worklist.reading import read_worklist
from geomsan.publish.worklist.writing import write_worklist
from geomsan.read.documents.project import Project
from office import ACROSS, BLANK_ROW, OPEN, TOTAL, cell, decided, make_project, request, statuses

pytestmark = [
    pytest.mark.office,
    pytest.mark.skipif(
        not shutil.which("soffice"), reason="no LibreOffice here (sudo apt-get install libreoffice-calc)"
    ),
]

XLSX = "xlsx:Calc MS Excel 2007 XML"


def saved(path: Path, kind: str = XLSX) -> Path:
    """Open a file in LibreOffice and save it."""
    out = path.parent / "saved"
    profile = f"-env:UserInstallation={(path.parent / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", str(out), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return out / path.with_suffix(f".{kind.partition(':')[0]}").name


@pytest.fixture
def project(tmp_path: Path) -> Project:
    project = make_project(tmp_path / "project")
    present = examine(project)
    wanted = [
        request(present, ACROSS, reason="=1+1"),
        request(present, BLANK_ROW, "question", office="인사과", due="2026-05-01"),
        request(present, TOTAL, "corrected", corrected=[cell(3, 1, "190", "200")]),
    ]
    write_taken(present, take(present, wanted))
    write_worklist(decided(project), project.root / "worklist.xlsx")
    return project


def test_saved_untouched_it_decides_nothing(project: Project) -> None:
    path = saved(project.root / "worklist.xlsx")
    assert read_worklist(path, examine(project), today="2026-04-09") == ([], [])
    sheet = openpyxl.load_workbook(path)[at.SHEET]
    assert sheet.protection.sheet
    assert sheet.column_dimensions["S"].hidden
    assert {row[at.COLUMNS.index(at.ID)] for row in sheet.iter_rows(min_row=2, values_only=True)} == OPEN
    kept = [each.formula1 for each in sheet.data_validations.dataValidation]
    assert any(str(formula).startswith("수정안!") for formula in kept)
    assert any("수용" in str(formula) for formula in kept)


def test_filled_in_and_saved_it_is_taken(project: Project) -> None:
    path = project.root / "worklist.xlsx"
    book = openpyxl.load_workbook(path)
    sheet = book[at.SHEET]
    numbers = {str(row[at.COLUMNS.index(at.ID)].value): row[0].row for row in sheet.iter_rows(min_row=2)}
    said = {at.DECISION: "수용", at.REASON: "답을 받음", at.DAY: "2026.4.2."}
    for name, value in said.items():
        sheet.cell(numbers[BLANK_ROW], at.COLUMNS.index(name) + 1).value = value
    sheet.cell(numbers[ACROSS], at.COLUMNS.index(at.DECISION) + 1).value = "결정 취소"
    sheet.column_dimensions["C"].width = 60
    sheet.row_dimensions[numbers[TOTAL]].hidden = True
    book.save(path)
    present = examine(project)
    requests, errors = read_worklist(saved(path), present, today="2026-04-09")
    assert errors == []
    assert {each.check for each in requests} == {BLANK_ROW, ACROSS}
    write_taken(present, take(present, requests))
    found = statuses(project)
    assert (found[BLANK_ROW], found[ACROSS], found[TOTAL]) == ("accepted", "open", "corrected")
    (kept,) = (each for each in examine(project).documents["one"].decisions if each.check == BLANK_ROW)
    assert (kept.date, kept.by, kept.due) == ("2026-04-02", "예산담당관", "2026-05-01")


def test_it_prints(project: Project) -> None:
    pdf = saved(project.root / "worklist.xlsx", "pdf")
    told = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], check=True, capture_output=True, text=True)
    assert "가장 의심되는 수정" in told.stdout
    assert "geomsan decide" in told.stdout

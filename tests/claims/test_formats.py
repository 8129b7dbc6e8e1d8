"""Prose around tables in a workbook, HWPX and PDF: from ``geomsan check`` and in the workflow."""

import json
import shutil
from pathlib import Path

import openpyxl
import pytest

from build import DESCRIPTOR_SCHEMA, ROOT, SCHEMAS
from geomsan.check.assembly import validate
from geomsan.check.families.registry import load_families
from geomsan.claims.stage import with_prose
from geomsan.command.cli import main
from geomsan.read.documents.descriptor import read_document
from readers.hwpxfile import cell, paragraph, section, table, write_hwpx
from readers.pdffile import write_pdf

NAME = "junggu-pledge-2025"
RIGHT = "- 지원 94개소(가구 61개소, 인쇄 25개소, 신발 8개소)"
WRONG = "- 거점 5개소(송파, 은평, 관악, 중랑) 운영"
HEAD, ROW = ("구분", "인원"), ("계", "3")


def xlsx(path: Path) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in ([RIGHT], [], list(HEAD), ["가", 1], ["나", 2], ["계", 3], [], [WRONG]):
        sheet.append(row)
    book.save(path)
    return path


def hwpx(path: Path) -> Path:
    cells = table([cell(0, 0, HEAD[0]), cell(0, 1, HEAD[1])], [cell(1, 0, ROW[0]), cell(1, 1, ROW[1])])
    return write_hwpx(path, section(paragraph(RIGHT), paragraph(cells), paragraph(WRONG)))


def pdf(path: Path) -> Path:
    rows = "".join(f"<tr><td>{one}</td><td>{two}</td></tr>" for one, two in (HEAD, ROW))
    return write_pdf(path, f"<p>{RIGHT}</p><table>{rows}</table><p>{WRONG}</p>")


FORMATS = {"xlsx": (xlsx, 8), "hwpx": (hwpx, 2), "pdf": (pdf, 2)}


@pytest.mark.parametrize("name", FORMATS)
def test_checked(name, tmp_path, capsys):
    make, line = FORMATS[name]
    path = make(tmp_path / f"report.{name}")
    status = main(["check", str(path), "--format", "json"])
    right, wrong = json.loads(capsys.readouterr().out)["claims"]
    assert status == 1
    assert (right["line"], right["verdict"]) == (1, "exact")
    assert (wrong["line"], wrong["verdict"], wrong["quote"]) == (
        line,
        "violated",
        "5개소(송파, 은평, 관악, 중랑)",
    )


@pytest.mark.parametrize("name", FORMATS)
def test_in_the_workflow(name, tmp_path):
    make, line = FORMATS[name]
    folder = tmp_path / NAME
    shutil.copytree(ROOT / "raw" / NAME, folder)
    descriptor = folder / "datapackage.yaml"
    text = descriptor.read_text(encoding="utf-8").replace(f"{NAME}.txt", f"{NAME}.{name}")
    descriptor.write_text(text, encoding="utf-8")
    make(folder / f"{NAME}.{name}")
    document = read_document(folder, DESCRIPTOR_SCHEMA)
    report = with_prose(validate(document, load_families(SCHEMAS)), document).report.tables[-1]
    assert report.rows[1:] == [[str(line), "개수", "5개소(송파, 은평, 관악, 중랑)"]]
    assert [finding.status for finding in report.findings] == ["", "open"]
    assert report.findings[1].source == f"{NAME}.{name}:{line}"

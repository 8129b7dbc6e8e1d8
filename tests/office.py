"""A small project with something to decide: two documents whose tables hold known slips."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from build import ROOT
from geomsan.check.assembly import validate
from geomsan.check.checked import CheckedDocument
from geomsan.check.families.registry import load_families
from geomsan.check.report import DocumentReport
from geomsan.claims.stage import with_prose
from geomsan.common.stored import store
from geomsan.decide.between import by_document
from geomsan.decide.intake import RefusedError, take, write_taken
from geomsan.decide.pinning import inputs, pins
from geomsan.decide.present import Present, examine
from geomsan.decide.requests import Request
from geomsan.decide.stage import decide, reconcile
from geomsan.decide.stored import (
    AcrossReport,
    DecidedDocument,
    Standing,
    read_all,
    with_across,
    with_standing,
)
from geomsan.read.documents.descriptor import read_document
from geomsan.read.documents.project import Project

# 190 should be 200: then both the total of the column and the rate of the row are right.
BUDGET = "사업\t예산현액\t지출액\t집행률\n계\t300\t150\t50\n가나\t100\t60\t60\n다라\t190\t90\t45\n"
# The 4 of 4/4 should be 5.
STAFF = "과\t합계\t일반직\t임기제\n계\t12/11\t10/9\t2/2\n가과\t5/5\t5/5\t\n나과\t7/6\t4/4\t2/2\n"
# The empty cell should be 2/1.
BLANKS = "과\t합계\t일반직\t임기제\n계\t6/5\t4/4\t2/1\n다과\t6/5\t4/4\t\n"
# The same programmes in two tables: 200백만원 here, 210,000천원 there.
SUMMARY = "사업\t전년도최종예산\t예산현액\t지출액\n가나\t100\t10\t1\n다라\t200\t20\t2\n"
DETAIL = (
    "사업\t전년도최종예산\t예산현액\t지출액\n가나\t100,000\t10,000\t1,000\n다라\t210,000\t20,000\t2,000\n"
)
SAME = "sums/detail/다른표와같음@r2c1=summary@r2c1"
PLAN = "사업\t본예산\t예산현액\t지출액\n바사\t{}\t{}\t10\n"

TOTAL = "one/budget/계=부서또는세부사업의합@r1c1"
RATE = "one/budget/지출집행률=지출액/예산현액@r3c3"
STAFF_ROW = "one/staff/합계=직렬의합@r3c1p0"
STAFF_COLUMN = "one/staff/계=부서의합@r1c2p0"
BLANK_ROW = "one/blanks/합계=직렬의합@r2c1p0"
ACROSS = "two/plan/다른표와같음@r1c1=one/plan@r1c1"
OPEN = {
    TOTAL,
    RATE,
    STAFF_ROW,
    STAFF_COLUMN,
    BLANK_ROW,
    "one/blanks/합계=직렬의합@r2c1p1",
    "one/blanks/계=부서의합@r1c3p0",
    "one/blanks/계=부서의합@r1c3p1",
    ACROSS,
}

_PAIRS = [f"정원@{name} / 현원@{name}" for name in ("합계", "일반직", "임기제")]
_COUNTS = {"family": "staffing", "as-of": "2026-01-31"}


def make_project(folder: Path) -> Project:
    """Write the project into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copytree(ROOT / "schemas", folder / "schemas", ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "config.yaml").write_text(
        "documents: all\npacks:\n  - name: pack\n    title: 검산\n    documents: [one]\n", encoding="utf-8"
    )
    plan = {"family": "execution", "unit": "백만원", "layout": {"columns": ["본예산", "예산현액", "지출액"]}}
    _document(
        folder,
        "one",
        {
            "budget": (
                BUDGET,
                {
                    "family": "execution",
                    "unit": "백만원",
                    "layout": {"columns": ["예산현액", "지출액", "지출집행률"]},
                },
            ),
            "staff": (STAFF, {**_COUNTS, "layout": {"columns": _PAIRS, "blank": "zero"}}),
            "blanks": (BLANKS, {**_COUNTS, "layout": {"columns": _PAIRS, "blank": "zero"}}),
            "plan": (PLAN.format(70, 70), plan),
        },
    )
    _document(folder, "two", {"plan": (PLAN.format(75, 75), plan)})
    return Project(folder)


def make_compared(folder: Path) -> Project:
    """Write a project with one document, two tables of which print one budget differently."""
    project = make_project(folder)
    columns = {"family": "execution", "layout": {"columns": ["전년도최종예산", "예산현액", "지출액"]}}
    tables = {
        "summary": (SUMMARY, {**columns, "unit": "백만원"}),
        "detail": (DETAIL, {**columns, "unit": "천원"}),
    }
    _document(folder, "sums", tables)
    return project


def _document(folder: Path, name: str, tables: dict[str, tuple[str, dict[str, Any]]]) -> None:
    raw = folder / "raw" / name
    raw.mkdir(parents=True)
    resources = []
    for table, (text, described) in tables.items():
        (raw / f"{table}.tsv").write_text(text, encoding="utf-8")
        resources.append({"name": table, "title": f"표 {table}", "path": f"{table}.tsv", **described})
    descriptor = {
        "name": name,
        "title": f"보고서 {name}",
        "date": "2026-02-01",
        "sources": [{"title": "보고서", "path": f"{name}.txt"}],
        "resources": resources,
    }
    text = yaml.safe_dump(descriptor, allow_unicode=True, sort_keys=False)
    (raw / "datapackage.yaml").write_text(text, encoding="utf-8")


def change(project: Project, path: str, old: str, new: str) -> None:
    """Change a table as the office that sends it would."""
    file = project.raw / path
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def _stages(project: Project) -> tuple[list[CheckedDocument], list[Standing], AcrossReport]:
    """Return the documents as the workflow's stages make them."""
    families = load_families(project.schemas)
    documents = [
        read_document(project.raw / name, project.descriptor_schema)
        for name in project.documents(project.read_config())
    ]
    checked = [with_prose(validate(document, families), document) for document in documents]
    standing = [decide(each, [], project) for each in checked]
    return checked, standing, reconcile(checked, standing, project)[0]


def decided(project: Project) -> list[DocumentReport]:
    """Return the documents with what was decided."""
    checked, standing, across = _stages(project)
    pairs = zip(checked, standing, strict=True)
    return [with_across(with_standing(each.report, stands), across) for each, stands in pairs]


def store_decided(project: Project) -> list[DecidedDocument]:
    """Store the documents with what was decided as the workflow does, and return them read back."""
    checked, standing, across = _stages(project)
    names = [each.report.name for each in checked]
    about = by_document(across, names)
    made = {
        "documents": dict(zip(names, checked, strict=True)),
        "standing": dict(zip(names, standing, strict=True)),
        "between": {name: about[name] for name in names},
    }
    files = {folder: [project.results / folder / f"{name}.json" for name in names] for folder in made}
    for folder, values in made.items():
        (project.results / folder).mkdir(parents=True, exist_ok=True)
        for path in files[folder]:
            store(path, values[path.stem])
    return read_all(*files.values())[0]


def statuses(project: Project) -> dict[str, str]:
    """Return how every violated check stands."""
    return {
        each.check_id: each.status
        for report in decided(project)
        for table in report.tables
        for each in table.violations
    }


def request(present: Present, check: str, decision: str = "accepted", **said: Any) -> Request:
    """Return a request that is pinned to what stands now."""
    found = present.findings[check]
    entry = {"check": check, "decision": decision, "by": "예산담당관", "date": "2026-04-01", **said}
    if decision == "accepted":
        entry.setdefault("reason", "원문이 그러함")
    if decision == "corrected":
        entry.setdefault("evidence", "결산서")
    entry |= {"cells": [dict(cell) for cell in pins(found)], "inputs": inputs(found, present.hashes)}
    return Request(f"file [{check}]", {**entry, **said})


def cell(
    row: int, column: int, text: str, value: str, part: int | None = None, table: str = ""
) -> dict[str, Any]:
    """Return a corrected figure as a file holds it."""
    where: dict[str, Any] = {"table": table} if table else {}
    where |= {"row": row, "column": column} | ({} if part is None else {"part": part})
    return {**where, "text": text, "value": value}


def corrected(present: Present, check: str, *cells: dict[str, Any]) -> Request:
    """Return the request to correct figures."""
    return request(present, check, "corrected", corrected=list(cells))


def take_in(project: Project, *requests: Request) -> None:
    """Take requests in and write them down."""
    present = examine(project)
    write_taken(present, take(present, requests))


def refused(present: Present, *requests: Request) -> list[str]:
    """Return what is said of requests that are not taken."""
    with pytest.raises(RefusedError) as caught:
        take(present, requests)
    return [str(error) for error in caught.value.errors]

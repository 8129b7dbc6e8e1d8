"""Reports with views, for tests: tables as text, read by the real families."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from build import SCHEMAS, source
from geomsan.check.assembly import document_report
from geomsan.check.families.registry import load_families
from geomsan.check.report import DocumentReport, TableReport
from geomsan.check.validation import check_table
from geomsan.read.documents.descriptor import Document

FAMILIES = load_families(SCHEMAS)
EXECUTION = ["예산현액", "지출액", "지출집행률"]
STAFFING = ["정원", "현원"]
BUDGET = (
    "과 | 예산현액 | 지출액 | 집행률\n계 | 300 | 150 | 50.0\n가과 | 100 | 30 | 30.0\n나과 | 200 | 120 | 60.0"
)
STAFF = "과 | 정원 | 현원\n계 | 30 | 27\n가과 | 10 | 11\n나과 | 12 | 8\n다과 | 8 | 8"


def report(
    *tables: tuple[str, str, list[str]],
    name: str = "report",
    date: str = "2026-03",
    unit: str | None = "백만원",
    as_of: str = "2026-01-31",
    **details: Any,
) -> DocumentReport:
    """Return a checked document of tables given as name, text and columns; the name is the family's."""
    sources = [
        replace(
            source(rows, family=family, columns=columns, unit=unit if family != "staffing" else None),
            document=name,
            name=family,
        )
        for family, rows, columns in tables
    ]
    told = {"council": "표본시의회", "date": date} | details
    document = Document(name=name, title=f"{name} 업무보고", details=told, tables=tuple(sources), reasons={})
    checked = [check_table(each, FAMILIES[each.family]) for each in sources]
    found = document_report(document, checked, FAMILIES)
    return replace(found, tables=[replace(table, as_of=as_of) for table in found.tables])


def budget(rows: str = BUDGET, **given: Any) -> TableReport:
    """Return the checked budget table of a document."""
    return report(("execution", three(rows), EXECUTION), **given).tables[0]


def three(rows: str) -> str:
    """Add a department without a budget, so that there are enough bars for a chart."""
    return f"{rows}\n다과 | - | - | -"

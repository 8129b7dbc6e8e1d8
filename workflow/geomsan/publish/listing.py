"""The lists that other programs read: ``findings.csv``, ``findings.parquet``, ``coverage.csv``."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from geomsan.check.contract import repair_numbers
from geomsan.check.report import COLUMNS, NUMBERS, DocumentReport, Finding
from geomsan.common.files import write_whole
from geomsan.publish.spreadsheet import plain_text
from geomsan.read.figures.printed import json_number

COVERAGE_COLUMNS = (
    "document", "table", "totals_printed", "rates_printed", "declared", "checked", "uncovered", "reasons",
    "inferred",
)  # fmt: skip


def findings_frame(reports: Sequence[DocumentReport]) -> pd.DataFrame:
    """Return one row a check with :data:`geomsan.check.report.COLUMNS`; cells and repairs as JSON text."""
    found = [_row(finding) for report in reports for table in report.tables for finding in table.findings]
    return pd.DataFrame(found, columns=list(COLUMNS)).astype({"number": "Int64"})


def write_findings(reports: Sequence[DocumentReport], csv: Path, parquet: Path) -> None:
    """Write the findings as CSV (UTF-8 with BOM, for Excel) and as Parquet.

    In Parquet the three numbers are floating point; a figure too long for one is missing there.
    """
    frame = findings_frame(reports)
    write_whole(csv, _csv(frame))
    buffer = io.BytesIO()
    numeric = {name: pd.to_numeric(frame[name], errors="coerce") for name in NUMBERS}
    frame.assign(**numeric).to_parquet(buffer, index=False)
    write_whole(parquet, buffer.getvalue())


def findings_csv(reports: Sequence[DocumentReport]) -> str:
    """Return the text of ``findings.csv``."""
    return _csv(findings_frame(reports))


def write_coverage(reports: Sequence[DocumentReport], path: Path) -> None:
    """Write :func:`coverage_csv` into a file."""
    write_whole(path, coverage_csv(reports))


def coverage_csv(reports: Sequence[DocumentReport]) -> str:
    """Return one row a table: totals and rates printed, declared, checked; what is not and why."""
    found = [
        {
            "document": report.name,
            "table": table.name,
            "totals_printed": table.coverage.totals,
            "rates_printed": table.coverage.rates,
            "declared": table.coverage.declared,
            "checked": table.coverage.checked,
            "uncovered": len(table.coverage.uncovered),
            "reasons": "; ".join(
                f"{item.place} {item.text}: {item.reason or '이유 없음'}" for item in table.coverage.uncovered
            ),
            "inferred": table.coverage.inferred,
        }
        for report in reports
        for table in report.tables
    ]
    return _csv(pd.DataFrame(found, columns=list(COVERAGE_COLUMNS)))


def _csv(frame: pd.DataFrame) -> str:
    words = {name: frame[name].map(plain_text) for name in frame.columns if name not in (*NUMBERS, "number")}
    return "\ufeff" + frame.assign(**words).to_csv(index=False, lineterminator="\n")


def _row(finding: Finding) -> dict[str, Any]:
    row = {name: getattr(finding, name) for name in COLUMNS}
    row |= {name: json_number(row[name]) for name in NUMBERS}
    row["number"] = finding.number or None
    row["cells"] = json.dumps(finding.cells, ensure_ascii=False)
    row["repairs"] = json.dumps(list(map(repair_numbers, finding.repairs)), ensure_ascii=False)
    return row

"""Two documents with everything that the review page can show, made by hand."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

from geomsan.check.coverage import Coverage, Uncovered
from geomsan.check.report import (
    CorrectedCell,
    Decision,
    DocumentReport,
    Finding,
    TableReport,
    with_corrections,
)
from geomsan.decide.numbering import numbers
from geomsan.decide.pinning import hashes, inputs, pins

OFFICE = "기획예산과"


def finding(document: str, table: str, name: str, cells: list[dict[str, Any]], **changes: Any) -> Finding:
    values: dict[str, Any] = {
        "document": document,
        "table": table,
        "check_id": f"{document}/{table}/{name}",
        "rule": "sum",
        "statement": "계 = 2024 + 2025",
        "verdict": "violated",
        "status": "open",
        "unit": "백만원",
        "reported": Decimal(994),
        "expected": Decimal(1215),
        "difference": Decimal(-221),
        "cells": cells,
        "repairs": [],
        "source": f"{document}.txt:2",
        "message_ko": f"{name}: 적힌 값이 맞지 않음",
        "message_en": f"{name}: the printed figure does not agree",
    }
    return Finding(**{**values, **changes})


def table(
    document: str, name: str, rows: list[list[str]], findings: list[Finding], **changes: Any
) -> TableReport:
    values: dict[str, Any] = {
        "document": document,
        "name": name,
        "title": f"{name} 현황",
        "family": "funding",
        "section": "일반 현황",
        "caption": "",
        "footnote": "",
        "unit": "백만원",
        "as_of": "2026-01-31",
        "source": f"{document}.txt 1-{len(rows)}",
        "head": 1,
        "stub": 1,
        "part_starts": [0],
        "rows": rows,
        "places": [f"{document}.txt:{line}" for line in range(1, len(rows) + 1)],
        "levels": [None, *([2] * (len(rows) - 1))],
        "figure_cells": [(row, column) for row in range(1, len(rows)) for column in range(1, len(rows[row]))],
        "nil_cells": [],
        "findings": findings,
        "coverage": Coverage(1, 0, 1, 1, ()),
        "sha256": f"{len(name):064x}",
    }
    return TableReport(**{**values, **changes})


def cell(row: int | None, column: int | None, text: str, role: str, **more: Any) -> dict[str, Any]:
    return {"row": row, "column": column, "text": text, "role": role, **more}


def repair(reason: str, *cells: tuple[int, int, str, float]) -> dict[str, Any]:
    return {
        "cells": [
            {
                "row": row,
                "column": column,
                "text": text,
                "value": str(value),
                "low": str(value),
                "high": str(value),
            }
            for row, column, text, value in cells
        ],
        "score": 0.0,
        "reason_ko": reason,
        "reason_en": f"en {reason}",
    }


def either(table: str | None, place: tuple[int, int, str, float]) -> dict[str, Any]:
    """Return one of the two ways to make two tables agree."""
    row, column, text, value = place
    other = {"document": "report", "table": table} if table else {}
    cells = [{**other, "row": row, "column": column, "text": text, "value": str(value)}]
    reason = {"reason_ko": "다른 표의 값에 맞춤", "reason_en": "as the other table has it"}
    return {"cells": cells, "score": 0.0, **reason}


REPAIRS = [
    repair("합계를 고치지 않음", (1, 1, "994", 1215.0), (5, 1, "736", 957.0)),
    repair("숫자 하나가 더 들어감", (1, 3, "247", 26.0), (5, 3, "247", 26.0)),
]


def budget() -> TableReport:
    """Two wrong totals with two repairs in common; rows far from them fold away."""
    rows = [["구분", "계", "2024", "2025"], ["소계", "994", "968", "247"]]
    rows += [[f"사업 {row}", "30", "10", "20"] for row in range(2, 5)]
    rows += [["구비", "736", "710", "247"]]
    rows += [[f"사업 {row}", "30", "10", "20"] for row in range(6, 16)]
    found = [
        finding(
            "report",
            "budget",
            f"합계@r{row}c1",
            [cell(row, 1, total, "total"), cell(row, 2, part, "part"), cell(row, 3, "247", "part")],
            repairs=REPAIRS,
            statement=f"계 = 2024 + 2025 ({row})",
        )
        for row, total, part in ((1, "994", "968"), (5, "736", "710"))
    ]
    found += [
        finding("report", "budget", f"{verdict}@r2", [cell(2, 1, "30", "total")], verdict=verdict, status="")
        for verdict in ("undecided", "rounding", "exact")
    ]
    coverage = Coverage(6, 0, 5, 4, (Uncovered("30", 3, 1, "report.txt:4", ""),))
    return table("report", "budget", rows, found, coverage=coverage)


def staff() -> TableReport:
    """Compound cells; decisions of every kind taken."""
    rows = [
        ["부서", "합계", "일반직", "임기제"],
        ["경제과", "8/9", "5/5", "2/3"],
        ["일자리과", "7/7", "4/4", "2/2"],
    ]

    def check(row: int, part: int, texts: tuple[str, ...], **changes: Any) -> Finding:
        roles = ("total", "part", "part")
        cells = [
            cell(row, column, text, role, part=part)
            for column, (text, role) in enumerate(zip(texts, roles, strict=True), start=1)
        ]
        name = f"합계@r{row}c1p{part}"
        return finding("report", "staff", name, cells, unit="명", difference=Decimal(1), **changes)

    one, other, third = (
        check(1, 0, ("8", "5", "2")),
        check(1, 1, ("9", "5", "3")),
        check(2, 0, ("7", "4", "2")),
    )
    fourth = check(2, 1, ("7", "4", "2"))
    made = table("report", "staff", rows, [one, other, third, fourth], unit="")
    known = {"report/staff": made.sha256}

    def decide(found: Finding, status: str, kind: str, **said: Any) -> Finding:
        day = {"by": OFFICE, "date": "2026-11-20"}
        pinned = {"cells": pins(found), "inputs": inputs(found, known)}
        return replace(
            found, status=status, decision=Decision(found.check_id, kind, **{**pinned, **day, **said})
        )

    changed = ({**pins(other)[0], "text": "10"}, *pins(other)[1:])
    corrected = (CorrectedCell(2, 1, 0, "7", "6"),)
    found = [
        decide(one, "accepted", "accepted", reason="학예직 한 명은 인쇄하지 않음", example=True),
        decide(other, "stale", "accepted", reason="예전 이유", cells=changed),
        decide(third, "corrected", "corrected", evidence="정원 규칙 별표", corrected=corrected),
        decide(fourth, "open", "question", office="총무과", due="2026-12-01"),
    ]
    return replace(made, findings=found)


def detail() -> TableReport:
    """A figure that another table of the document, and one of another document, prints otherwise."""
    rows = [["사업", "예산"], ["핀테크랩", "2,108,849"], ["청년몰", "500"]]
    summary = cell(1, 1, "2,069", "source", document="report", table="summary", place="report.txt:140")
    before = cell(1, 1, "499", "source", document="before", table="programmes", place="before.txt:2")
    found = [
        finding(
            "report", "detail", "다른표와같음@r1c1", [cell(1, 1, "2,108,849", "result"), summary],
            rule="same", unit="천원",
            reported=Decimal(2108849), expected=Decimal(2069000), difference=Decimal(39849),
            repairs=[
                either(None, (1, 1, "2,108,849", 2069000.0)),
                either("summary", (1, 1, "2,069", 2109.0)),
            ],
        ),
        finding(
            "report", "detail", "다른문서와같음@r2c1", [cell(2, 1, "500", "result"), before],
            rule="same", unit="천원", reported=Decimal(500), expected=Decimal(499), difference=Decimal(1),
        ),
    ]  # fmt: skip
    return table("report", "detail", rows, found, unit="천원")


def reports() -> list[DocumentReport]:
    """Return the documents ``report`` and ``before``."""
    summary = table("report", "summary", [["사업", "예산"], ["핀테크랩", "2,069"]], [])
    tables = [budget(), staff(), detail(), summary]
    gone = Decision(
        "report/budget/옛검산@r9c1",
        "accepted",
        OFFICE,
        "2026-10-01",
        reason="작년 이유",
        cells=({"row": 9, "column": 1, "text": "77"},),
        inputs={"report/budget": "0" * 64},
    )
    programmes = table(
        "before",
        "programmes",
        [["사업", "예산"], ["청년몰", "499"], ["계", "3"]],
        [
            finding(
                "before",
                "programmes",
                "합계@r2c1",
                [cell(2, 1, "3", "total")],
                unit="명",
                difference=Decimal(2),
            )
        ],
    )
    report = DocumentReport("report", "2026년 주요업무보고", {"council": "시의회"}, tables, moot=[gone])
    return [
        with_numbers(with_corrections(report)),
        with_numbers(DocumentReport("before", "2025년 주요업무보고", {}, [programmes])),
    ]


def with_numbers(report: DocumentReport) -> DocumentReport:
    """Return the report with the numbers of its violations."""
    known = numbers(report)
    tables = [
        replace(
            table,
            findings=[replace(each, number=known.get(each.check_id, 0)) for each in table.findings],
        )
        for table in report.tables
    ]
    return replace(report, tables=tables)


def known() -> dict[str, str]:
    """Return the hashes of all tables."""
    return {name: value for report in reports() for name, value in hashes(report).items()}


def found() -> dict[str, Finding]:
    """Return all findings by the id of their check."""
    return {each.check_id: each for report in reports() for item in report.tables for each in item.findings}

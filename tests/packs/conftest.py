from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from geomsan.check.coverage import Coverage, Uncovered
from geomsan.check.report import (
    CorrectedCell,
    Decision,
    DocumentReport,
    Finding,
    TableReport,
    with_corrections,
    with_partners,
)
from geomsan.publish.packs.document import TEMPLATES, PackSpec, pack_html
from geomsan.publish.packs.pdf import write_pdf

CSS = TEMPLATES / "pack.css"


def finding(verdict: str = "violated", **changes: Any) -> Finding:
    data: dict[str, Any] = {
        "document": "sample",
        "table": "budget",
        "check_id": "sample/budget/1",
        "rule": "sum",
        "statement": "계 = 가과 + 나과",
        "verdict": verdict,
        "status": "open" if verdict == "violated" else "",
        "unit": "백만원",
        "reported": Decimal(994),
        "expected": Decimal(1215),
        "difference": Decimal(-221),
        "cells": [
            {"row": 2, "column": 1, "text": "994", "role": "total"},
            {"row": 3, "column": 1, "text": "1,000", "role": "part"},
            {"row": 4, "column": 1, "text": "215", "role": "part"},
        ],
        "repairs": [],
        "source": "budget.tsv:3",
        "message_ko": "계 = 가과 + 나과: 적힌 값 994백만원, 나머지 숫자로 계산한 값 1,215백만원 (차이 △221)",
        "message_en": "total: printed 994, but the other figures give 1,215 (off by △221)",
    }
    data |= {"check_id": f"{changes.get('document', 'sample')}/budget/1"} | changes
    if verdict == "violated":
        # Its number is the last of its check's name.
        data.setdefault("number", int(data["check_id"].rpartition("/")[2]))
    return Finding(**data)


def decision(kind: str, **changes: Any) -> Decision:
    data: dict[str, Any] = {
        "check": "sample/budget/1",
        "kind": kind,
        "by": "기획과",
        "date": "2026-03-04",
        "reason": "결산 전 잠정치",
    }
    return Decision(**(data | changes))


def corrected(report: TableReport, **changes: Any) -> TableReport:
    """Return the report with its first finding settled by a correction."""
    cell = {"row": 2, "column": 1, "part": None, "text": "994", "value": "1,215"} | changes
    made = decision("corrected", reason="", evidence="세출 결산서 12쪽", corrected=(CorrectedCell(**cell),))
    first, *rest = report.findings
    settled = replace(report, findings=[replace(first, status="corrected", decision=made), *rest])
    return told(settled)[0]


def told(*tables: TableReport) -> list[TableReport]:
    """Return the tables of one document, each told the corrections and the comparisons that it is in."""
    return with_partners(with_corrections(DocumentReport("sample", "", {}, list(tables)))).tables


def table(rows: list[list[str]], **changes: Any) -> TableReport:
    data: dict[str, Any] = {
        "document": "sample",
        "name": "budget",
        "title": "예산 집행 현황",
        "family": "",
        "section": "예산",
        "caption": "",
        "footnote": "",
        "unit": "백만원",
        "as_of": "2026-01-31",
        "source": f"budget.tsv 1-{len(rows)}",
        "head": 2,
        "stub": 1,
        "part_starts": [0],
        "rows": rows,
        "places": [f"budget.tsv:{line}" for line in range(1, len(rows) + 1)],
        "levels": [None] * len(rows),
        "figure_cells": [],
        "nil_cells": [],
        "findings": [],
        "coverage": Coverage(0, 0, 0, 0, ()),
    }
    known = TableReport.__dataclass_fields__
    return TableReport(**{key: value for key, value in (data | changes).items() if key in known})


HEAD = [["구 분", "2026년", "", "집행률(%)"], ["", "예산현액", "지출액", ""]]


@pytest.fixture
def budget() -> TableReport:
    rows = [
        *HEAD,
        ["계", "994", "9,007,199,254,740,993", "8.6"],
        ["가 과", "1,000", "(x-) -1,086", "100"],
        ["나 과", "215", "1,806,914 (21.7)", "-"],
    ]
    coverage = Coverage(3, 2, 4, 4, (Uncovered("8.6", 2, 3, "budget.tsv:3", "산식 없음"),))
    return table(rows, levels=[None, None, 0, 2, 2], findings=[finding()], coverage=coverage)


@pytest.fixture
def spec(budget: TableReport) -> PackSpec:
    return pack_of(budget)


def pack_of(*tables: TableReport, **changes: Any) -> PackSpec:
    report = DocumentReport("sample", "표본 업무보고", {"office": "기획과"}, list(tables))
    return PackSpec("sample", "표본 검산 브리프", [report], council="표본시의회", **changes)


@pytest.fixture(scope="session")
def write(tmp_path_factory: pytest.TempPathFactory) -> Callable[[PackSpec], Path]:
    """Write a pack, the same one once: tests read it and leave it as it is."""
    folder = tmp_path_factory.mktemp("packs")
    written: dict[str, Path] = {}

    def write(spec: PackSpec) -> Path:
        html = pack_html(spec)
        if html not in written:
            out = folder / f"sample-{len(written)}.pdf"
            write_pdf(html, out, None, CSS, {"title": spec.title, "author": "기획과"})
            written[html] = out
        return written[html]

    return write

"""What the outputs are made from: each table as printed, with its findings and coverage.

This is the form in which a checked document is stored (``results/checks/<document>.json``, and with
its tables compared ``results/reconciled/<document>.json``). Packs and the review page read it and
know nothing of schemas, layouts or intervals.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from geomsan.coverage import Coverage, Uncovered

Number = float | str | None


@dataclass(frozen=True)
class Finding:
    """One check of one table; the fields are those of ``findings.csv``.

    ``cells`` and ``repairs`` are as CONTRACT describes them: each cell has ``row``, ``column``,
    ``text`` and ``role``, ``part`` in a compound cell, and ``place`` instead of a position when the
    figure stands outside the table. A cell of another table has its ``document``, ``table`` and
    ``place`` too.
    """

    document: str
    table: str
    check_id: str
    rule: str
    statement: str
    verdict: str
    status: str
    unit: str
    reported: Number
    expected: Number
    difference: Number
    cells: list[dict[str, Any]]
    repairs: list[dict[str, Any]]
    source: str
    message_ko: str
    message_en: str

    @property
    def is_open(self) -> bool:
        """True for a violation that nobody has decided."""
        return self.status in ("open", "stale")

    @property
    def positions(self) -> set[tuple[int, int]]:
        """Row and column of every cell of the check that stands in the table."""
        return {(cell["row"], cell["column"]) for cell in self.own_cells}

    @property
    def own_cells(self) -> list[dict[str, Any]]:
        """The cells of the check that stand in its own table."""
        return [cell for cell in self.cells if cell["row"] is not None and "table" not in cell]


COLUMNS = tuple(column.name for column in fields(Finding))
"""Columns of ``findings.csv`` and of its Parquet twin, as CONTRACT fixes them."""


@dataclass(frozen=True)
class TableReport:
    """A table as printed with what was found in it.

    Attributes
    ----------
    rows, places
        The grid: texts of the cells (rows may differ in length) and ``file:line`` of each row.
    head, part_starts
        Number of head rows, and the rows at which the parts of a fragmented table start (each
        part repeats the head).
    stub
        Number of leading label columns.
    levels
        One item a row: 0 total, 1 subtotal, 2 and more items, None for rows that are no record.
    figure_cells
        Positions of the cells that hold figures.
    nil_cells
        Those of them that are nil or empty.
    topics
        What the table is about, for thematic packs.
    """

    document: str
    name: str
    title: str
    schema: str
    section: str
    caption: str
    footnote: str
    unit: str
    as_of: str
    source: str
    head: int
    stub: int
    part_starts: list[int]
    rows: list[list[str]]
    places: list[str]
    levels: list[int | None]
    figure_cells: list[tuple[int, int]]
    nil_cells: list[tuple[int, int]]
    findings: list[Finding]
    coverage: Coverage
    topics: list[str] = field(default_factory=list)

    @property
    def violations(self) -> list[Finding]:
        """The findings that prove something wrong."""
        return [finding for finding in self.findings if finding.verdict == "violated"]


@dataclass(frozen=True)
class DocumentReport:
    """A checked document.

    Attributes
    ----------
    details
        ``office``, ``council``, ``committee``, ``session`` and ``date``, as far as known.
    habits
        How many checks show that the document rounds half up (``half-up``), cuts off (``cut-off``)
        or can only be explained by a mixture (``either``).
    """

    name: str
    title: str
    details: Mapping[str, str]
    tables: list[TableReport]
    habits: Mapping[str, int] = field(default_factory=dict)

    @property
    def verdicts(self) -> Counter[str]:
        """Number of checks by verdict."""
        return Counter(finding.verdict for table in self.tables for finding in table.findings)

    @property
    def open_findings(self) -> list[Finding]:
        """Violations that nobody has decided."""
        return [finding for table in self.tables for finding in table.findings if finding.is_open]


def to_json(report: DocumentReport) -> str:
    """Return the report as JSON text; the same report gives the same text."""
    return json.dumps(asdict(report), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def read_report(path: Path) -> DocumentReport:
    """Read a report that :func:`to_json` wrote."""
    data = json.loads(path.read_text(encoding="utf-8"))
    return DocumentReport(
        data["name"],
        data["title"],
        data["details"],
        [_table_from(table) for table in data["tables"]],
        data["habits"],
    )


def findings_json(found: Iterable[Finding]) -> str:
    """Return findings as JSON text."""
    return json.dumps([asdict(each) for each in found], ensure_ascii=False, indent=1) + "\n"


def read_findings(path: Path) -> list[Finding]:
    """Read the findings that :func:`to_json` wrote."""
    return [Finding(**data) for data in json.loads(path.read_text(encoding="utf-8"))]


def with_findings(report: DocumentReport, found: Iterable[Finding]) -> DocumentReport:
    """Return the report with each finding added to those of its table; other documents' are left out."""
    by_table: dict[str, list[Finding]] = {}
    for each in found:
        if each.document == report.name:
            by_table.setdefault(each.table, []).append(each)
    tables = [
        replace(table, findings=[*table.findings, *by_table.get(table.name, [])]) for table in report.tables
    ]
    return replace(report, tables=tables)


def _table_from(data: dict[str, Any]) -> TableReport:
    coverage = dict(data["coverage"])
    coverage["uncovered"] = tuple(Uncovered(**item) for item in coverage["uncovered"])
    positions = {key: [tuple(pair) for pair in data[key]] for key in ("figure_cells", "nil_cells")}
    found = [Finding(**finding) for finding in data["findings"]]
    return TableReport(**{**data, **positions, "findings": found, "coverage": Coverage(**coverage)})

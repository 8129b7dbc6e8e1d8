"""What stands in each row of the worklist."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from geomsan.check.report import Decision, DocumentReport, Finding, TableReport
from geomsan.common.words import EXAMPLE, STATUSES
from geomsan.decide.file import CORRECTED, QUESTION
from geomsan.decide.pinning import hashes, inputs, pins
from geomsan.publish.review.strings import catalogue
from geomsan.publish.worklist import columns as at
from geomsan.publish.worklist.repairs import Tables, changes, choices, result_cell, where
from geomsan.read.figures.printed import plain, printed, with_places

MOST_CHARACTERS = 32_000
"""Of a cell; Excel stops at 32,767."""
MOST_LISTED = 25
"""Figures that a comment lists."""
GONE = "불일치 없음"
"""Status of a decision whose check is no longer violated."""
_LONGEST_NUMBER = 15
_QUESTIONED = "질의 중"
_BY_ANOTHER = "다른 줄의 정정으로 맞음"


Choices = tuple[tuple[str, str], ...]
"""Repairs that can be chosen, likeliest first: text and reason."""


@dataclass(frozen=True)
class Row:
    """One row.

    Attributes
    ----------
    cells
        Column name to value; a number where a number is to stand.
    comments
        Column name to comment.
    choices
        The repairs that can be chosen, each with its reason.
    order
        Rows with smaller numbers come first.
    """

    cells: Mapping[str, str | Decimal]
    comments: Mapping[str, str] = field(default_factory=dict)
    choices: Choices = ()
    order: int = 0

    @property
    def filled(self) -> tuple[str, ...]:
        """What stands in the columns to be filled in."""
        return tuple(str(self.cells.get(name, "")) for name in at.FILLED)


def rows(reports: Sequence[DocumentReport]) -> list[Row]:
    """Return a row for every violated check, those that wait for somebody first.

    Parameters
    ----------
    reports
        The decided documents, what was found across them included.
    """
    found: list[Row] = []
    for report in reports:
        known = hashes(report)
        for table in report.tables:
            found += _table_rows(report, table, known)
        found += (_gone(report, decision) for decision in report.moot)
    return sorted(found, key=lambda row: row.order)


def seal(finding: Finding, known: Mapping[str, str]) -> str:
    """Return a digest of a check's name and of what a decision about it would be pinned to."""
    return _digest([finding.check_id, pins(finding), inputs(finding, known)])


def fill_seal(filled: Sequence[str]) -> str:
    """Return a digest of what stands in the columns to be filled in."""
    return _digest([" ".join(text.split()) for text in filled])


def _digest(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _sealed(given: Mapping[str, str | Decimal], check: str, name: str) -> dict[str, str | Decimal]:
    cells = {key: _clipped(value) if isinstance(value, str) else value for key, value in given.items()}
    filled = [str(cells.get(column, "")) for column in at.FILLED]
    return {**cells, at.ID: check, at.SEAL: f"{name} {fill_seal(filled)}"}


def _clipped(text: str) -> str:
    return text if len(text) <= MOST_CHARACTERS else text[: MOST_CHARACTERS - 1] + "…"


def _table_rows(report: DocumentReport, table: TableReport, known: Mapping[str, str]) -> Iterator[Row]:
    tables = {each.name: each for each in report.tables}
    # The repairs are the whole table's: every finding of it offers the same; a comparison has its own.
    repairs: list[dict[str, Any]] = []
    offered: Choices = ()
    for finding in table.violations:
        if finding.repairs != repairs:
            repairs, offered = finding.repairs, tuple(choices(tables, finding))
        yield _row(report, tables, finding, offered, known)


def _row(
    report: DocumentReport, tables: Tables, finding: Finding, found: Choices, known: Mapping[str, str]
) -> Row:
    table, own = tables[finding.table], _own_decision(finding)
    # A comparison proves that two figures differ; it does not say which is wrong.
    suspect = "" if finding.is_comparison or not found else "\n".join(found[0])
    cells: dict[str, str | Decimal] = {
        at.DOCUMENT: report.title,
        at.TABLE: table.title or table.name,
        at.CHECK: finding.statement,
        at.UNIT: finding.unit,
        at.SUSPECT: suspect,
        at.SOURCE: finding.source,
        at.STATUS: _status(finding),
    }
    figures = (finding.reported, finding.expected, finding.difference)
    for name, value in zip((at.REPORTED, at.EXPECTED, at.DIFFERENCE), figures, strict=True):
        cells |= {name: _number(value)} if value is not None else {}
    if own is not None:
        cells |= _decided(own, tables, [text for text, _ in found])
    return Row(
        _sealed(cells, finding.check_id, seal(finding, known)),
        _comments(table, finding),
        found,
        _order(finding),
    )


def _own_decision(finding: Finding) -> Decision | None:
    """Return the decision that stands about the finding itself; a stale one must be made anew."""
    decision = finding.decision
    if decision is None or decision.check != finding.check_id or finding.status == "stale":
        return None
    return decision


def _status(finding: Finding) -> str:
    decision = finding.decision
    word = STATUSES[finding.status].ko + (f" [{EXAMPLE.ko}]" if finding.is_example else "")
    if decision is not None and finding.status == "open" and decision.kind == QUESTION:
        return f"{word} ({_QUESTIONED})"
    if decision is not None and decision.check != finding.check_id:
        return f"{word} ({_BY_ANOTHER})"
    return word


def _order(finding: Finding) -> int:
    if not finding.is_open:
        return 2
    return 0 if _own_decision(finding) is None else 1


def _decided(decision: Decision, tables: Tables, offered: Sequence[str]) -> dict[str, str | Decimal]:
    text = changes(tables, decision.table, decision.corrected)
    return {
        at.DECISION: at.KIND_WORDS[decision.kind],
        (at.REPAIR if text in offered else at.TYPED): text,
        at.REASON: decision.evidence if decision.kind == CORRECTED else decision.reason,
        at.OFFICE: decision.office,
        at.DUE: decision.due,
        at.BY: decision.by,
        at.DAY: decision.date,
    }


def _gone(report: DocumentReport, decision: Decision) -> Row:
    """Return the row of a decision that has no finding any more: it can be withdrawn."""
    titles = {table.name: table.title for table in report.tables}
    cells: dict[str, str | Decimal] = {
        at.DOCUMENT: report.title,
        at.TABLE: titles.get(decision.table) or decision.table,
        at.CHECK: decision.check.split("/", 2)[2],
        at.STATUS: GONE + (f" [{EXAMPLE.ko}]" if decision.example else ""),
        at.DECISION: at.KIND_WORDS[decision.kind],
        at.REASON: decision.evidence or decision.reason,
        at.BY: decision.by,
        at.DAY: decision.date,
    }
    comments = {at.STATUS: "이 검산은 이제 불일치가 아닙니다. 결정이 필요 없으면 ‘결정 취소’를 고르십시오."}
    return Row(_sealed(cells, decision.check, "-"), comments, order=1)


def _number(value: Decimal) -> str | Decimal:
    """Return a number; one that a spreadsheet would shorten as text."""
    number = with_places(value)
    return number if len(plain(number)) <= _LONGEST_NUMBER else printed(number)


def _comments(table: TableReport, finding: Finding) -> dict[str, str]:
    found: dict[str, str] = {}
    cell = result_cell(finding)
    if cell is not None:
        place = table.places[cell["row"]]
        found[at.REPORTED] = f"인쇄된 그대로: ‘{cell['text']}’\n{where(table, cell)}\n원문 {place}"
    others = list(_listed(table, finding))
    if others:
        more = len(others) - MOST_LISTED
        lines = others[:MOST_LISTED] + ([f"… 그 밖 {more}개"] if more > 0 else [])
        found[at.EXPECTED] = "\n".join(["계산에 쓴 값", *lines])
    if finding.status == "stale" and finding.decision is not None:
        old = finding.decision
        said = old.evidence or old.reason or old.office
        found[at.STATUS] = (
            f"전의 결정: {at.KIND_WORDS[old.kind]}, {old.by}, {old.date}\n{said}\n"
            "그 뒤에 표가 바뀌었습니다. 다시 결정하십시오."
        )
    return found


def _listed(table: TableReport, finding: Finding) -> Iterator[str]:
    words, result = catalogue("ko"), result_cell(finding)
    for cell in finding.cells:
        if cell is result:
            continue
        text = cell["text"].strip() or "빈칸"
        place = cell["place"] if "place" in cell else where(table, cell)
        other = f"{cell['document']}/{cell['table']}, " if "table" in cell else ""
        yield f"{words['role_' + cell['role']]} {text} — {other}{place}"

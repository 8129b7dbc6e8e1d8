"""What the review pages are told: the reports in a compact form."""

from __future__ import annotations

import json
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from geomsan.check.report import DocumentReport, Finding, TableReport
from geomsan.common.visible import visible
from geomsan.common.words import ROUNDING_MODES
from geomsan.decide.file import corrected_entry
from geomsan.decide.pinning import hashes, inputs
from geomsan.publish.review.causes import Cause, relative
from geomsan.publish.review.decided import decision_entry, gone, mark
from geomsan.publish.review.heads import head_of
from geomsan.publish.review.strings import catalogue
from geomsan.read.figures.grammar import MINUS
from geomsan.read.figures.printed import printed, with_places
from geomsan.read.figures.units import read_unit

DETAILS = ("council", "committee", "session", "office", "date")

_LARGEST = 1e300
_PINNED = ("cells", "check", "corrected", "id", "inputs")
"""What a decision of the page says back, letter for letter."""
_ESCAPES = {mark: f"\\u{ord(mark):04x}" for mark in "<>&\u2028\u2029"}


def shown(value: Decimal | None) -> str:
    """Return a number as Korean reports print it, without zeros behind its decimals."""
    return "" if value is None else printed(with_places(value))


def document_data(
    report: DocumentReport, reports: Sequence[DocumentReport], known: Mapping[str, float]
) -> dict[str, Any]:
    """Return what the page of a document is told, as plain JSON values.

    Parameters
    ----------
    report
        The document.
    reports
        All documents: the tables that its figures are held against are shown beside its own.
    known
        The weights of all violations (:func:`geomsan.publish.review.causes.weights`).
    """
    own = {**_head(report), "tables": [_table(table, hashes(report), known) for table in report.tables]}
    findings = [finding for table in report.tables for finding in table.findings]
    shown = {"isIndex": False, "documents": [own, *_partners(findings, {report.name}, reports)]}
    return _shared([report]) | shown


def index_data(
    reports: Sequence[DocumentReport], found: Sequence[Cause], known: Mapping[str, float]
) -> dict[str, Any]:
    """Return what the index is told: every cause in brief, and the first of them in full.

    Parameters
    ----------
    reports, known
        As :func:`document_data` takes them.
    found
        The causes, in order.
    """
    documents: list[dict[str, Any]] = []
    if found:
        lead = found[0].lead
        report = next(each for each in reports if each.name == lead.document)
        chosen = {finding.check_id for finding in found[0].findings}
        names = {lead.table, *(cell["table"] for cell in lead.cells if cell.get("document") == report.name)}
        tables = [
            replace(table, findings=[each for each in table.findings if each.check_id in chosen])
            for table in report.tables
            if table.name in names | {finding.table for finding in found[0].findings}
        ]
        shown = [{**_table(table, hashes(report), known), "uncovered": []} for table in tables]
        documents = [{**_head(report), "tables": shown}]
        documents += _partners(list(found[0].findings), {report.name}, reports)
    places = {report.name: place for place, report in enumerate(reports)}
    titles = {f"{table.document}/{table.name}": table.title for report in reports for table in report.tables}
    return _shared(reports) | {
        "isIndex": True,
        "documents": documents,
        "titles": [[report.name, report.title] for report in reports],
        "briefs": [_brief(cause, places, titles) for cause in found],
    }


def states(reports: Iterable[DocumentReport]) -> dict[str, dict[str, Any]]:
    """Return how every violation stands, by its check: ``status``, ``decision`` and ``mark``."""
    found: dict[str, dict[str, Any]] = {}
    for report in reports:
        known = hashes(report)
        for table in report.tables:
            found |= {finding.check_id: state(finding, known) for finding in table.violations}
    return found


def state(finding: Finding, known: Mapping[str, str]) -> dict[str, Any]:
    """Return how a violation stands; ``known`` as :func:`geomsan.decide.pinning.hashes` gives it."""
    decision = finding.decision
    return {
        "status": finding.status,
        "decision": decision_entry(decision, finding, known) if decision else None,
        "mark": mark(decision),
    }


def _shared(reports: Sequence[DocumentReport]) -> dict[str, Any]:
    return {
        "strings": {language: catalogue(language) for language in ("ko", "en")},
        "units": {name: _size_of(name) for name in units(reports)},
        "minus": MINUS,
    }


def _head(report: DocumentReport) -> dict[str, Any]:
    return {
        "name": report.name,
        "title": report.title,
        "details": details(report),
        "hashes": hashes(report),
        "gone": gone(report),
    }


def _partners(
    findings: Iterable[Finding], own: Container[str], reports: Sequence[DocumentReport]
) -> list[dict[str, Any]]:
    """Return the tables of other documents that findings are about, without what was found in them."""
    wanted = {
        (cell["document"], cell["table"])
        for finding in findings
        for cell in finding.cells
        if cell.get("document", "") and cell["document"] not in own
    }
    named = {document for document, _ in wanted}
    return [
        {
            **_head(report),
            "gone": [],
            "isPartner": True,
            "tables": [
                {**_table(replace(table, findings=[]), {}, {}), "uncovered": []}
                for table in report.tables
                if (report.name, table.name) in wanted
            ],
        }
        for report in reports
        if report.name in named
    ]


def _brief(cause: Cause, places: Mapping[str, int], titles: Mapping[str, str]) -> dict[str, Any]:
    lead = cause.lead
    return {
        "place": places[lead.document],
        "table": titles[f"{lead.document}/{lead.table}"] or lead.table,
        "members": [_member(finding) for finding in cause.findings],
        "ko": lead.message_ko,
        "en": lead.message_en,
        "source": lead.source,
        "unit": lead.unit,
        "size": _size(lead.difference),
        "relative": relative(lead),
        "weight": cause.weight,
    }


def _member(finding: Finding) -> dict[str, Any]:
    made: dict[str, Any] = {
        "id": finding.check_id,
        "number": finding.number,
        "status": finding.status,
        "mark": mark(finding.decision),
    }
    if finding.decision is not None:
        made["decision"] = {"kind": finding.decision.kind, "example": finding.is_example}
    return made


def details(report: DocumentReport) -> list[str]:
    """Return what is known of a document beside its title, in a fixed order."""
    modes = [f"{ROUNDING_MODES[name].ko} {count}" for name, count in sorted(report.rounding_modes.items())]
    known = [report.details[key] for key in DETAILS if report.details.get(key)]
    return [*known, *([f"끝자리 처리: {', '.join(modes)}"] if modes else [])]


def units(reports: Sequence[DocumentReport]) -> list[str]:
    """Return the units of all findings, in the order in which they first appear."""
    found = (finding.unit for report in reports for table in report.tables for finding in table.findings)
    return [unit for unit in dict.fromkeys(found) if unit]


def to_script(data: dict[str, Any]) -> str:
    """Return data as JSON that can stand in a ``script`` element: no markup can begin or end in it."""
    text = _dumped(data)
    if visible(text) != text:  # letter by letter only where that is needed
        text = _dumped(_seen(data))
    for sign, escape in _ESCAPES.items():
        text = text.replace(sign, escape)
    return text


def _dumped(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"))


def _seen(value: Any) -> Any:
    """Return data with the characters shown that nobody sees, but for what a decision is pinned to."""
    if isinstance(value, dict):
        return {key: each if key in _PINNED else _seen(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_seen(each) for each in value]
    return visible(value) if isinstance(value, str) else value


def _size_of(unit: str) -> tuple[str, float]:
    """Return what a unit measures, and its size in the base unit of that; an unknown one is its own."""
    read = read_unit(unit)
    return (read.quantity, float(read.scale)) if read else (unit, 1.0)


def _table(table: TableReport, known: Mapping[str, str], weight: Mapping[str, float]) -> dict[str, Any]:
    figures: list[list[int]] = [[] for _ in table.rows]
    for row, column in table.figure_cells:
        figures[row].append(column)
    heads, labels = head_of(table)
    repairs = _Shared()
    return {
        "name": table.name,
        "title": table.title,
        "section": table.section,
        "caption": table.caption,
        "footnote": table.footnote,
        "unit": table.unit,
        "as_of": table.as_of,
        "source": table.source,
        "head": table.head,
        "heads": heads,
        "labels": labels,
        "stub": table.stub,
        "part_starts": table.part_starts,
        "rows": table.rows,
        "places": table.places,
        "levels": table.levels,
        "figures": figures,
        "corrected": [corrected_entry(cell) for cell, _ in table.corrections],
        "findings": [_finding(finding, known, weight, repairs) for finding in table.findings],
        "repairs": repairs.kept,
        "uncovered": _uncovered(table),
    }


class _Shared:
    """Lists of repairs, each kept once: the violated checks of a table have the same."""

    def __init__(self) -> None:
        self.kept: list[list[dict[str, Any]]] = []

    def place(self, repairs: Sequence[Mapping[str, Any]]) -> int | None:
        """Return the place of a list among those kept; None for an empty one."""
        if not repairs:
            return None
        plain = [_repair(repair) for repair in repairs]
        if plain not in self.kept:
            self.kept.append(plain)
        return self.kept.index(plain)


def _repair(repair: Mapping[str, Any]) -> dict[str, Any]:
    cells = [{**cell, "value": shown(Decimal(cell["value"]))} for cell in repair["cells"]]
    for cell in cells:
        cell.pop("low", None)
        cell.pop("high", None)
    return {"cells": cells, "ko": repair.get("reason_ko", ""), "en": repair.get("reason_en", "")}


def _finding(
    finding: Finding, known: Mapping[str, str], weight: Mapping[str, float], repairs: _Shared
) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "id": finding.check_id,
        "rule": finding.rule,
        "statement": finding.statement,
        "verdict": finding.verdict,
        "status": finding.status,
        "unit": finding.unit,
        "reported": shown(finding.reported),
        "expected": shown(finding.expected),
        "difference": shown(finding.difference),
        "size": _size(finding.difference),
        "cells": finding.cells,
        "repairs": repairs.place(finding.repairs),
        "source": finding.source,
        "ko": finding.message_ko,
        "en": finding.message_en,
    }
    if finding.verdict == "violated":
        entry |= {
            "number": finding.number,
            "cause": finding.cause,
            "relative": relative(finding),
            "weight": weight.get(finding.check_id, 0.0),
            "inputs": list(inputs(finding, known)),
            **state(finding, known),
        }
    return entry


def _size(difference: Decimal | None) -> float | None:
    """Return the absolute difference; one too long for a number counts as very large."""
    if difference is None:
        return None
    return min(abs(float(difference)), _LARGEST)


def _uncovered(table: TableReport) -> list[dict[str, Any]]:
    """Return the figures that are not checked, those with the same reason together, no reason first."""
    by_reason: dict[str, list[dict[str, Any]]] = {}
    for item in table.coverage.uncovered:
        cell = {"row": item.row, "column": item.column, "text": item.text, "place": item.place}
        by_reason.setdefault(item.reason, []).append({**cell, "role": "uncovered"})
    return [{"reason": reason, "cells": by_reason[reason]} for reason in sorted(by_reason)]

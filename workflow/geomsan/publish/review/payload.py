"""What the review page is told: the reports in a compact form, and the counts of the summary."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from geomsan.check.report import DocumentReport, Finding, TableReport
from geomsan.common.visible import visible
from geomsan.common.words import ROUNDING_MODES
from geomsan.decide.file import corrected_entry
from geomsan.decide.pinning import hashes, inputs
from geomsan.publish.review.decided import decision_entry, gone
from geomsan.publish.review.heads import head_of
from geomsan.publish.review.strings import catalogue
from geomsan.read.figures.grammar import MINUS
from geomsan.read.figures.printed import printed, with_places
from geomsan.read.figures.units import read_unit

VERDICTS = ("violated", "undecided", "rounding", "exact")
STATUSES = ("open", "stale", "accepted", "corrected")
DETAILS = ("council", "committee", "session", "office", "date")

_LARGEST = 1e300
_PINNED = ("cells", "check", "corrected", "id", "inputs")
"""What a decision of the page says back, letter for letter."""
_ESCAPES = {ord(mark): f"\\u{ord(mark):04x}" for mark in "<>&\u2028\u2029"}


@dataclass(frozen=True)
class Summary:
    """Counts over one or several documents.

    Attributes
    ----------
    tables, unchecked_tables
        Tables, and those of them without any check.
    verdicts
        Number of checks by verdict, every verdict of :data:`VERDICTS`.
    printed, declared, checked
        Printed totals and rates, those with an identity, and those that were decided.
    explained, unexplained
        Those without an identity, with a reason and without.
    inferred
        Those with an identity that was inferred and that nobody has confirmed.
    """

    tables: int
    unchecked_tables: int
    verdicts: dict[str, int]
    printed: int
    declared: int
    checked: int
    explained: int
    unexplained: int
    inferred: int = 0

    @property
    def checks(self) -> int:
        """Number of checks."""
        return sum(self.verdicts.values())


def summary(tables: Iterable[TableReport]) -> Summary:
    """Count the checks and the coverage of tables."""
    tables = list(tables)
    verdicts = Counter(finding.verdict for table in tables for finding in table.findings)
    coverage = [table.coverage for table in tables]
    reasons = [item.reason for each in coverage for item in each.uncovered]
    return Summary(
        tables=len(tables),
        unchecked_tables=sum(not table.findings for table in tables),
        verdicts={verdict: verdicts[verdict] for verdict in VERDICTS},
        printed=sum(each.totals + each.rates for each in coverage),
        declared=sum(each.declared for each in coverage),
        checked=sum(each.checked for each in coverage),
        explained=sum(bool(reason) for reason in reasons),
        unexplained=sum(not reason for reason in reasons),
        inferred=sum(each.inferred for each in coverage),
    )


def shown(value: Decimal | None) -> str:
    """Return a number as Korean reports print it, without zeros behind its decimals."""
    return "" if value is None else printed(with_places(value))


def payload(reports: Sequence[DocumentReport]) -> dict[str, Any]:
    """Return everything the page's script needs, as plain JSON values."""
    return {
        "strings": {language: catalogue(language) for language in ("ko", "en")},
        "units": {name: _size_of(name) for name in units(reports)},
        "minus": MINUS,
        "documents": [
            {
                "name": report.name,
                "title": report.title,
                "details": details(report),
                "hashes": hashes(report),
                "gone": gone(report),
                "tables": [_table(table, hashes(report)) for table in report.tables],
            }
            for report in reports
        ],
    }


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
    text = json.dumps(_seen(data), ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"))
    return text.translate(_ESCAPES)


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


def _table(table: TableReport, known: Mapping[str, str]) -> dict[str, Any]:
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
        "findings": [_finding(finding, known, repairs) for finding in table.findings],
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


def _finding(finding: Finding, known: Mapping[str, str], repairs: _Shared) -> dict[str, Any]:
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
        entry["inputs"] = list(inputs(finding, known))
    if finding.decision:
        entry["decision"] = decision_entry(finding.decision, finding, known)
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

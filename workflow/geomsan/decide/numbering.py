"""The number of a violation: the same in every pack, list and page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from geomsan.check.report import DocumentReport, Finding


def numbers(report: DocumentReport) -> dict[str, int]:
    """Return the number of each violation of a document by its check, from 1 in the order of place.

    That is the order of the tables, then of the rows and columns in which the results of the checks
    stand. What was decided changes no number.
    """
    found = [
        (order, _place(finding), finding.check_id)
        for order, table in enumerate(report.tables)
        for finding in table.violations
    ]
    return {check: number for number, (_, _, check) in enumerate(sorted(found), start=1)}


def numbers_across(findings: Iterable[Finding], taken: Mapping[str, int]) -> dict[str, int]:
    """Return the numbers of violations between documents; each goes on behind those of its document.

    Parameters
    ----------
    findings
        The comparisons between documents, in one fixed order.
    taken
        How many numbers each document has used.
    """
    last = dict(taken)
    found: dict[str, int] = {}
    for finding in findings:
        if finding.verdict == "violated":
            last[finding.document] = last.get(finding.document, 0) + 1
            found[finding.check_id] = last[finding.document]
    return found


def numbered(findings: Iterable[Finding], known: Mapping[str, int]) -> list[Finding]:
    """Return the findings with their numbers; 0 where nothing is violated."""
    return [replace(finding, number=known.get(finding.check_id, 0)) for finding in findings]


def _place(finding: Finding) -> tuple[int, int, int]:
    """Return row, column and part of the first cell of a check, which is its result."""
    cells = finding.own_cells
    if not cells:
        return -1, -1, -1
    return cells[0]["row"], cells[0]["column"] or 0, cells[0].get("part") or 0

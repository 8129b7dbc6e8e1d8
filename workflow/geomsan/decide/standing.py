"""How each finding stands: open, accepted, corrected or stale.

A decision counts only while everything that it is pinned to is as it was. A correction counts only
when the document, checked again with all its corrections in place, no longer violates the check and
violates nothing that held before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from geomsan.check.report import (
    CorrectedCell,
    Decision,
    DocumentReport,
    Finding,
    with_corrections,
)
from geomsan.common.errors import GeomsanError
from geomsan.decide.file import ACCEPTED, CORRECTED, DECISIONS
from geomsan.decide.pinning import hashes, is_across, is_stale
from geomsan.decide.stored import AcrossReport

if TYPE_CHECKING:  # most documents have no correction and need not be checked again
    from geomsan.decide.correction import Corrections, Rechecked

OPEN, STALE = "open", "stale"


def corrections_in_force(
    decisions: Iterable[Decision], known: Mapping[str, str]
) -> dict[str, list[CorrectedCell]]:
    """Return the corrected figures by table, each once.

    Raises
    ------
    GeomsanError
        When two decisions give the same figure different values.
    """
    found: dict[str, dict[tuple[int, int, int | None], CorrectedCell]] = {}
    for decision in decisions:
        if decision.kind != CORRECTED or is_stale(decision, known):
            continue
        for cell in decision.corrected:
            other = found.setdefault(decision.table_of(cell), {}).setdefault(cell.position, cell)
            if other.value != cell.value:
                raise GeomsanError(
                    f"raw/{decision.document}/{DECISIONS} [{decision.check}]",
                    f"같은 값을 다르게 정정했습니다: ‘{cell.text}’ → {other.value}, {cell.value}. "
                    "하나로 고치십시오.",
                    f"the same figure {cell.text!r} is corrected to {other.value} and to {cell.value}.",
                )
    return {table: list(cells.values()) for table, cells in found.items()}


def decide_document(
    report: DocumentReport,
    decisions: Sequence[Decision],
    recheck: Callable[[Corrections], Rechecked],
) -> tuple[DocumentReport, Rechecked | None]:
    """Return the report with the status and the decision of every violated check, and the recheck.

    Parameters
    ----------
    report
        The document as printed, with the findings between its tables.
    decisions
        The decisions about it; those about other documents, too, are left to :func:`decide_across`.
    recheck
        Checks the document with corrections in place; asked only when there are any.

    Raises
    ------
    GeomsanError
        When a correction does not make its check hold, or breaks one that held.
    """
    known = hashes(report)
    corrections = corrections_in_force(decisions, known)
    rechecked = recheck(corrections) if corrections else None
    after = frozenset(rechecked.violated) if rechecked else None
    own = [decision for decision in decisions if not is_across(decision)]
    printed = [finding for table in report.tables for finding in table.findings]
    if after is not None:
        _require_nothing_broken(report.name, printed, after)
    decided = iter(decide_findings(printed, own, known, after))
    tables = [replace(table, findings=[next(decided) for _ in table.findings]) for table in report.tables]
    made = replace(report, tables=tables, moot=moot_among(printed, own))
    return with_corrections(made), rechecked


def decide_across(
    printed: Sequence[Finding],
    after: Sequence[Finding],
    decisions: Sequence[Decision],
    known: Mapping[str, str],
) -> AcrossReport:
    """Return the findings between documents with status and decision.

    Parameters
    ----------
    printed, after
        As printed, and with the corrections of every document in place.
    decisions
        Those about all documents.
    known
        Hashes of all tables.

    Raises
    ------
    GeomsanError
        When a correction does not make its check hold, or breaks one that held.
    """
    violated = frozenset(finding.check_id for finding in after if finding.verdict == "violated")
    by_document: dict[str, tuple[list[Finding], set[str]]] = {}
    for finding in printed:
        by_document.setdefault(finding.document, ([], set()))[0].append(finding)
    for finding in after:
        if finding.verdict == "violated":
            by_document.setdefault(finding.document, ([], set()))[1].add(finding.check_id)
    for name, (own, still) in by_document.items():
        _require_nothing_broken(name, own, frozenset(still))
    mine = [decision for decision in decisions if is_across(decision)]
    return AcrossReport(decide_findings(printed, decisions, known, violated), moot_among(printed, mine))


def decide_findings(
    findings: Sequence[Finding],
    decisions: Iterable[Decision],
    known: Mapping[str, str],
    violated_after: frozenset[str] | None = None,
) -> list[Finding]:
    """Return the findings with status and decision.

    Parameters
    ----------
    findings
        As printed.
    decisions
        At most one a check.
    known
        Hashes of the tables.
    violated_after
        Ids of the checks that are violated with all corrections in place; None without corrections.
    """
    by_check = {decision.check: decision for decision in decisions}
    correcting: dict[str, list[Decision]] = {}
    for decision in by_check.values():
        if decision.kind == CORRECTED:
            correcting.setdefault(decision.document, []).append(decision)
    return [
        _decided(finding, by_check.get(finding.check_id), correcting, known, violated_after)
        for finding in findings
    ]


def moot_among(findings: Iterable[Finding], decisions: Iterable[Decision]) -> list[Decision]:
    """Return the moot decisions: their check is not violated, or not there any more."""
    violated = {finding.check_id for finding in findings if finding.verdict == "violated"}
    return [decision for decision in decisions if decision.check not in violated]


def _decided(
    finding: Finding,
    decision: Decision | None,
    correcting: Mapping[str, Sequence[Decision]],
    known: Mapping[str, str],
    violated_after: frozenset[str] | None,
) -> Finding:
    if finding.verdict != "violated":
        return finding
    if decision is not None and is_stale(decision, known, finding):
        return replace(finding, status=STALE, decision=decision)
    if decision is not None and decision.kind == ACCEPTED:
        return replace(finding, status=ACCEPTED, decision=decision)
    if decision is not None and decision.kind == CORRECTED:
        if violated_after is None or finding.check_id in violated_after:
            raise GeomsanError(
                f"raw/{finding.document}/{DECISIONS} [{finding.check_id}]",
                "정정한 값으로도 맞지 않습니다. 값을 다시 정하십시오.",
                "does not hold with the corrected figures either; decide on other values.",
            )
        return replace(finding, status=CORRECTED, decision=decision)
    if violated_after is not None and finding.check_id not in violated_after:
        # Another check's correction mends this one, too.
        own = correcting.get(finding.document, ())
        shared = next((each for each in own if _touches(each, finding, known)), None)
        if shared is not None:
            return replace(finding, status=CORRECTED, decision=shared)
    return replace(finding, status=OPEN, decision=decision)


def _touches(decision: Decision, finding: Finding, known: Mapping[str, str]) -> bool:
    if is_stale(decision, known):
        return False
    corrected = {(decision.table_of(cell), cell.row, cell.column) for cell in decision.corrected}
    stands = {
        (cell.get("table", finding.table), cell["row"], cell["column"])
        for cell in finding.cells
        if cell.get("document", finding.document) == decision.document
    }
    return bool(corrected & stands)


def _require_nothing_broken(name: str, printed: Iterable[Finding], after: frozenset[str]) -> None:
    before = {finding.check_id for finding in printed if finding.verdict == "violated"}
    broken = sorted(after - before)
    if broken:
        raise GeomsanError(
            f"raw/{name}/{DECISIONS}",
            f"정정한 값이 맞던 검산을 깨뜨립니다: {broken[0]}. 값을 다시 정하십시오.",
            f"the corrected figures break a check that held: {broken[0]}; decide on other values.",
        )

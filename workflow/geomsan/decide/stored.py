"""How the findings of a document stand, as stored: what came after its own tables were checked.

``results/standing/<document>.json`` holds the findings between tables, what was decided, and the series
through earlier sessions: notes in the margin of ``results/documents/<document>.json``, no copy of it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from geomsan.check.facts import Fact
from geomsan.check.personal import PersonalDatum
from geomsan.check.report import (
    Decision,
    DocumentReport,
    Finding,
    with_corrections,
    with_findings,
    with_partners,
)
from geomsan.common.missing import Missing, missing_in
from geomsan.common.stored import restore
from geomsan.decide.numbering import numbered
from geomsan.reconcile.series import SessionSeries


@dataclass(frozen=True)
class Standing:
    """How the findings of one document stand.

    Attributes
    ----------
    compared
        The findings between its tables, as printed.
    decided
        ``check id -> status and decision`` of every violated check that a decision is about.
    moot
        The decisions whose check is not violated, or not there any more.
    corrected_facts
        Its facts that are others with all corrections in place.
    series
        Its tables through earlier sessions.
    inputs
        ``path -> SHA-256`` of the bytes that it was made from, beside those of the document itself.
    personal
        What looks like personal data in it or its decisions, and nobody decided may be handed out.
    numbers
        ``check id -> number`` of every violated check.
    """

    compared: list[Finding]
    decided: dict[str, tuple[str, Decision | None]]
    moot: list[Decision]
    corrected_facts: list[Fact] = field(default_factory=list)
    series: list[SessionSeries] = field(default_factory=list)
    inputs: dict[str, str] = field(default_factory=dict)
    personal: list[PersonalDatum] = field(default_factory=list)
    numbers: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class AcrossReport:
    """The findings between documents, with what was decided; ``moot`` as in a standing.

    Attributes
    ----------
    missing
        The documents whose decisions about such findings cannot be used.
    """

    findings: list[Finding]
    moot: list[Decision] = field(default_factory=list)
    missing: list[Missing] = field(default_factory=list)


@dataclass(frozen=True)
class DecidedDocument:
    """A document with how its findings stand: what packs, page and lists are made from.

    Attributes
    ----------
    inputs
        ``path -> SHA-256`` of everything in ``raw/`` that it was made from.
    """

    report: DocumentReport
    series: list[SessionSeries]
    inputs: dict[str, str]


@dataclass(frozen=True)
class _Printed:
    """What of a checked document its readers need."""

    report: DocumentReport
    inputs: dict[str, str]


def with_standing(report: DocumentReport, standing: Standing) -> DocumentReport:
    """Return a document as printed with the findings between its tables, numbers and decisions."""
    whole = with_findings(report, standing.compared)
    tables = [
        replace(
            table,
            findings=[_standing(finding, standing) for finding in numbered(table.findings, standing.numbers)],
        )
        for table in whole.tables
    ]
    made = replace(whole, tables=tables, moot=standing.moot, personal=standing.personal)
    return with_partners(with_corrections(made))


def _standing(finding: Finding, standing: Standing) -> Finding:
    if finding.check_id not in standing.decided:
        return finding
    status, decision = standing.decided[finding.check_id]
    return replace(finding, status=status, decision=decision)


def with_across(report: DocumentReport, across: AcrossReport) -> DocumentReport:
    """Return the report with what the comparison with other documents found in it."""
    own = [decision for decision in across.moot if decision.document == report.name]
    added = with_corrections(with_findings(report, across.findings))
    return replace(added, moot=[*report.moot, *own])


def _by_document(across: AcrossReport) -> dict[str, AcrossReport]:
    """Return what is about each document, so that none has to look through what is about the others."""
    found: dict[str, AcrossReport] = {}
    for finding in across.findings:
        found.setdefault(finding.document, AcrossReport([])).findings.append(finding)
    for decision in across.moot:
        found.setdefault(decision.document, AcrossReport([])).moot.append(decision)
    return found


def read_decided(document: str | Path, standing: str | Path) -> DecidedDocument:
    """Read a document and how its findings stand.

    Raises
    ------
    GeomsanError
        When a file is missing or cannot be read.
    """
    printed, stands = restore(Path(document), _Printed), restore(Path(standing), Standing)
    inputs = {f"raw/{path}": value for path, value in printed.inputs.items()} | stands.inputs
    return DecidedDocument(with_standing(printed.report, stands), stands.series, inputs)


def read_all(
    documents: Iterable[str | Path], standings: Iterable[str | Path]
) -> tuple[list[DecidedDocument], list[Missing]]:
    """Read documents with how their findings stand; those that are missing are told apart.

    Raises
    ------
    GeomsanError
        When a file is not there or cannot be read.
    """
    decided, missing = [], []
    for document, standing in zip(documents, standings, strict=True):
        gone = missing_in(Path(standing))
        if gone is None:
            decided.append(read_decided(document, standing))
        else:
            missing.append(gone)
    return decided, missing


def read_reports(
    documents: Iterable[Path], standings: Iterable[Path], across: Path
) -> tuple[list[DocumentReport], list[Missing]]:
    """Read documents with how their findings stand, those between documents among them; and who is missing.

    Raises
    ------
    GeomsanError
        When a file is not there or cannot be read.
    """
    between = restore(Path(across), AcrossReport)
    decided, missing = read_all(documents, standings)
    gone, about = {each.name for each in between.missing}, _by_document(between)
    reports = [
        with_across(each.report, about.get(each.report.name, AcrossReport([])))
        for each in decided
        if each.report.name not in gone
    ]
    return reports, [*missing, *between.missing]

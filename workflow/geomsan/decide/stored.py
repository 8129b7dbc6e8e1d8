"""How the findings of a document stand, as stored: what came after its own tables were checked.

``results/standing/<document>.json`` holds the findings between tables, what was decided, and the series
through earlier sessions: notes in the margin of ``results/documents/<document>.json``, no copy of it.
``results/between/<document>.json`` holds what its comparison with other documents found.
"""

from __future__ import annotations

from collections.abc import Sequence
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
class TableTitle:
    """What a table of another document is called: the title of that, and its own."""

    document: str
    table: str


@dataclass(frozen=True)
class AcrossReport:
    """The findings between documents, with what was decided; ``moot`` as in a standing.

    Attributes
    ----------
    missing
        The documents whose decisions about such findings cannot be used.
    other_ends
        The violations among them, each as it is seen from its other end.
    titles
        ``document/table -> title`` of the tables that the findings are about.
    inputs
        ``document -> path -> SHA-256`` of what they were made from.
    """

    findings: list[Finding]
    moot: list[Decision] = field(default_factory=list)
    missing: list[Missing] = field(default_factory=list)
    other_ends: list[Finding] = field(default_factory=list)
    titles: dict[str, TableTitle] = field(default_factory=dict)
    inputs: dict[str, dict[str, str]] = field(default_factory=dict)


@dataclass(frozen=True)
class DecidedDocument:
    """A document with how its findings stand: what packs, page and lists are made from.

    Attributes
    ----------
    inputs
        ``path -> SHA-256`` of everything in ``raw/`` that it was made from.
    titles
        ``document/table -> title`` of the tables of other documents that its findings name.
    """

    report: DocumentReport
    series: list[SessionSeries]
    inputs: dict[str, str]
    titles: dict[str, TableTitle] = field(default_factory=dict)


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
    return replace(with_partners(added, across.other_ends), moot=[*report.moot, *own])


def read_decided(
    document: str | Path, standing: str | Path, between: str | Path | None = None
) -> DecidedDocument:
    """Read a document and how its findings stand, with those between documents where they are given.

    Raises
    ------
    GeomsanError
        When a file is missing or cannot be read.
    """
    printed, stands = restore(Path(document), _Printed), restore(Path(standing), Standing)
    inputs = {f"raw/{path}": value for path, value in printed.inputs.items()} | stands.inputs
    report = with_standing(printed.report, stands)
    if between is None:
        return DecidedDocument(report, stands.series, inputs)
    across = restore(Path(between), AcrossReport)
    for others in across.inputs.values():
        inputs |= others
    return DecidedDocument(with_across(report, across), stands.series, inputs, across.titles)


def read_all(
    documents: Sequence[str | Path],
    standings: Sequence[str | Path],
    betweens: Sequence[str | Path] | None = None,
) -> tuple[list[DecidedDocument], list[Missing]]:
    """Read documents with how their findings stand; those that are missing are told apart.

    Parameters
    ----------
    documents, standings
        Their files in ``results/documents`` and ``results/standing``, in one order.
    betweens
        Those in ``results/between``; without them what was found between documents is left out.

    Raises
    ------
    GeomsanError
        When a file is not there or cannot be read.
    """
    decided, missing = [], []
    nothing: list[str | Path | None] = [None] * len(documents)
    for document, standing, between in zip(documents, standings, betweens or nothing, strict=True):
        gone = missing_in(Path(standing)) or (between and missing_in(Path(between)))
        if gone:
            missing.append(gone)
        else:
            decided.append(read_decided(document, standing, between))
    return decided, missing


def read_reports(
    documents: Sequence[Path], standings: Sequence[Path], betweens: Sequence[Path]
) -> tuple[list[DocumentReport], list[Missing]]:
    """Read the reports of documents, see :func:`read_all`."""
    decided, missing = read_all(documents, standings, betweens)
    return [each.report for each in decided], missing

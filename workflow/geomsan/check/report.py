"""What the outputs are made from: each table as printed, with its findings and coverage.

A checked document is stored in this form; with how its findings stand, packs and the review page read
it and know nothing of families, layouts or intervals.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from decimal import Decimal
from functools import cached_property
from hashlib import sha256
from typing import Any

from geomsan.check.coverage import Coverage
from geomsan.check.personal import PersonalDatum
from geomsan.check.views import View


@dataclass(frozen=True)
class CorrectedCell:
    """A figure that was decided to be another.

    Attributes
    ----------
    row, column, part
        Where it stands in the table as printed; ``part`` in a compound cell only.
    text, value
        The figure as printed, and as it should read.
    table
        The table where it is not that of the decision's check; one of the same document.
    """

    row: int
    column: int
    part: int | None
    text: str
    value: str
    table: str = ""

    @property
    def position(self) -> tuple[int, int, int | None]:
        """Row, column and part."""
        return self.row, self.column, self.part


@dataclass(frozen=True)
class Decision:
    """What somebody decided about a violated check, as ``raw/<document>/decisions.yaml`` holds it.

    Attributes
    ----------
    check, kind
        The check's id; ``accepted``, ``corrected`` or ``question``. A question leaves the finding open.
    by, date
        The office that decided, and the day (ISO).
    reason, evidence
        Why; for a correction, what proves the value.
    office, due
        Who is asked, and until when (ISO).
    example
        True for one that only shows what decisions look like: what it settles never counts as settled.
    corrected
        The figures of a correction.
    cells, inputs
        What the decision is pinned to: each cell of the check with its printed text, and
        ``document/table -> SHA-256`` of the files of their tables.
    """

    check: str
    kind: str
    by: str
    date: str
    reason: str = ""
    evidence: str = ""
    office: str = ""
    due: str = ""
    example: bool = False
    corrected: tuple[CorrectedCell, ...] = ()
    cells: tuple[Mapping[str, Any], ...] = ()
    inputs: Mapping[str, str] = field(default_factory=dict)

    @property
    def document(self) -> str:
        """The document that the decision belongs to."""
        return self.check.split("/", 1)[0]

    @property
    def table(self) -> str:
        """The table that the decision belongs to."""
        return self.check.split("/", 2)[1]

    def table_of(self, cell: CorrectedCell) -> str:
        """Return the table that a corrected figure stands in."""
        return cell.table or self.table


@dataclass(frozen=True)
class Finding:
    """One check of one table: a row of ``findings.csv``.

    ``cells`` and ``repairs`` have a form that other programs rely on: each cell has ``row``, ``column``,
    ``text`` and ``role``, ``part`` in a compound cell, and ``place`` instead of a position when the
    figure stands outside the table. A cell of another table has its ``document``, ``table`` and
    ``place`` too; one of a repair its ``document`` and ``table``. The ``value`` of a repaired cell, and
    ``low`` and ``high``, are the text of a decimal, so that no digit is lost. ``basis`` is what the
    reading of the table rests on: ``stated``, ``worded`` or ``figures``. ``number`` is that of a violation
    within its document (:mod:`geomsan.decide.numbering`), 0 of anything else.
    """

    document: str
    table: str
    check_id: str
    rule: str
    statement: str
    verdict: str
    status: str
    unit: str
    reported: Decimal | None
    expected: Decimal | None
    difference: Decimal | None
    cells: list[dict[str, Any]]
    repairs: list[dict[str, Any]]
    source: str
    message_ko: str
    message_en: str
    basis: str = "stated"
    decision: Decision | None = None
    number: int = 0

    @cached_property
    def cause(self) -> str:
        """A name of what is wrong: the same for all findings that the same smallest repairs settle.

        Empty where nothing is violated. A finding without repairs is its own cause.
        """
        if self.verdict != "violated":
            return ""
        if not self.repairs:
            return self.check_id
        cells = sorted(str(sorted(map(self._named, repair["cells"]))) for repair in self.repairs)
        return f"{self.document}/{sha256(''.join(cells).encode()).hexdigest()[:8]}"

    def _named(self, cell: Mapping[str, Any]) -> str:
        table = cell.get("table", self.table)
        return f"{table} {cell['row']} {cell['column']} {cell.get('part')} {cell['value']}"

    @property
    def is_open(self) -> bool:
        """True for a violation that nobody has decided."""
        return self.status in ("open", "stale")

    @property
    def is_example(self) -> bool:
        """True where it stands as it does by an example decision only."""
        return self.decision is not None and self.decision.example

    @property
    def is_corrected(self) -> bool:
        """True where somebody decided that its figures are to be others."""
        return self.status == "corrected" and not self.is_example

    @property
    def is_comparison(self) -> bool:
        """True for a check that holds the table against another."""
        return any("table" in cell for cell in self.cells)

    @property
    def owner(self) -> str:
        """The document whose violation it is, and which its number is counted in."""
        return self.check_id.partition("/")[0]

    @property
    def is_other_end(self) -> bool:
        """True for a violation of another table, as it is seen from the figure of this one."""
        return not self.check_id.startswith(f"{self.document}/{self.table}/")

    @property
    def partner(self) -> tuple[str, str]:
        """Document and name of the table that a comparison holds the figure against."""
        cell = next(cell for cell in self.cells if "table" in cell)
        return cell.get("document", self.document), cell["table"]

    @property
    def own_cells(self) -> list[dict[str, Any]]:
        """The cells of the check that stand in its own table."""
        return [cell for cell in self.cells if cell["row"] is not None and "table" not in cell]


_STORED = [column.name for column in fields(Finding) if column.name not in ("basis", "decision", "number")]
COLUMNS = (*_STORED, "cause", "basis", "number")
"""Columns of ``findings.csv`` and of its Parquet twin, on which other programs rely."""
NUMBERS = ("reported", "expected", "difference")


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
    sha256
        Of the table's files as received, one after the other.
    views
        What of it is worth a chart, as its family declares.
    corrections
        The figures that were decided to be others, each once, with the decision, which may be about a
        check of another table; ``rows`` stay as printed.
    named_in
        The violations of other tables of the document that name a figure of this one, or for which one
        was corrected; and those of other documents, as they are seen from here.
    """

    document: str
    name: str
    title: str
    family: str
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
    sha256: str = ""
    views: list[View] = field(default_factory=list)
    corrections: list[tuple[CorrectedCell, Decision]] = field(default_factory=list)
    named_in: list[Finding] = field(default_factory=list)

    @property
    def violations(self) -> list[Finding]:
        """The findings that prove something wrong."""
        return [finding for finding in self.findings if finding.verdict == "violated"]

    @property
    def corrected(self) -> list[tuple[CorrectedCell, Decision]]:
        """The corrections that somebody decided: what is only an example leaves the figure as printed."""
        return [(cell, decision) for cell, decision in self.corrections if not decision.example]


@dataclass(frozen=True)
class DocumentReport:
    """A checked document.

    Attributes
    ----------
    details
        ``office``, ``council``, ``committee``, ``session`` and ``date``, as far as known.
    rounding_modes
        How many checks show that the document rounds half up (``half-up``), truncates (``truncation``)
        or can only be explained by a mixture (``either``).
    moot
        Decisions about checks that are no longer violated, or no longer there: a person must look.
    personal
        What looks like personal data, and nobody decided that it may be handed out.
    """

    name: str
    title: str
    details: Mapping[str, str]
    tables: list[TableReport]
    rounding_modes: Mapping[str, int] = field(default_factory=dict)
    moot: list[Decision] = field(default_factory=list)
    personal: list[PersonalDatum] = field(default_factory=list)

    @property
    def order(self) -> tuple[str, str]:
        """What documents are put in the order of time by: the day, then the name."""
        return self.details.get("date", ""), self.name

    @property
    def council(self) -> str:
        """The council that it was made for; empty when not known."""
        return str(self.details.get("council", ""))

    @property
    def verdicts(self) -> Counter[str]:
        """Number of checks by verdict."""
        return Counter(finding.verdict for table in self.tables for finding in table.findings)

    @property
    def open_findings(self) -> list[Finding]:
        """Violations that nobody has decided."""
        return [finding for table in self.tables for finding in table.findings if finding.is_open]

    @property
    def examples(self) -> dict[str, Decision]:
        """The example decisions about it, by the name of their check."""
        decided = (finding.decision for table in self.tables for finding in table.findings)
        found = (*filter(None, decided), *self.moot)
        return {decision.check: decision for decision in found if decision.example}


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


def with_corrections(report: DocumentReport) -> DocumentReport:
    """Return the report with every correction that settles a finding told to the table it stands in."""
    found: dict[str, dict[tuple[int, int, int | None], tuple[CorrectedCell, Decision]]] = {}
    for table in report.tables:
        for finding in table.findings:
            decision = finding.decision
            if finding.status == "corrected" and decision is not None:
                for cell in decision.corrected:
                    cells = found.setdefault(decision.table_of(cell), {})
                    cells.setdefault(cell.position, (cell, decision))
    return replace(
        report,
        tables=[
            replace(table, corrections=list(found.get(table.name, {}).values())) for table in report.tables
        ],
    )


def with_partners(report: DocumentReport, others: Iterable[Finding] = ()) -> DocumentReport:
    """Return the report with the violations of other tables told to each table whose figures they name.

    ``others`` are those of other documents, as they are seen from here.
    """
    found: dict[str, dict[str, Finding]] = {}
    for finding in others:
        if finding.document == report.name:
            found.setdefault(finding.table, {})[finding.check_id] = finding
    for table in report.tables:
        for finding in table.violations:
            named = {
                cell["table"]
                for cell in finding.cells
                if "table" in cell and cell.get("document", report.name) == report.name
            }
            if finding.is_corrected and finding.decision is not None:
                named |= {finding.decision.table_of(cell) for cell in finding.decision.corrected}
            for name in named - {table.name}:
                found.setdefault(name, {})[finding.check_id] = finding
    tables = [replace(table, named_in=list(found.get(table.name, {}).values())) for table in report.tables]
    return replace(report, tables=tables)

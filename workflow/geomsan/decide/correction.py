"""Corrections: the table as it would read, proved before it is believed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from geomsan.check.assembly import validate
from geomsan.check.facts import Fact
from geomsan.check.families.model import ReportModel
from geomsan.check.identities.verdicts import Verdict
from geomsan.check.report import CorrectedCell, DocumentReport, Finding
from geomsan.claims.stage import PROSE, prose_table
from geomsan.common.errors import GeomsanError
from geomsan.read.documents.descriptor import Document
from geomsan.read.figures.figure import read_figure
from geomsan.read.tables.reading import MeasureSpec, TableSource, read_table
from geomsan.read.tables.table import Entry
from geomsan.reconcile.aliases import Aliases
from geomsan.reconcile.outcome import compared_within

Corrections = Mapping[str, Sequence[CorrectedCell]]
"""``table name -> cells``."""

Position = tuple[int, int, int | None]
"""Row, column and part of a figure."""


@dataclass(frozen=True)
class Rechecked:
    """A document as its corrections make it.

    Attributes
    ----------
    violated
        The checks that are violated then: ``id -> document/table`` of each table that it is about.
    facts
        Its facts then, to be held against other documents.
    """

    violated: Mapping[str, frozenset[str]]
    facts: Sequence[Fact]


@dataclass(frozen=True)
class Printed:
    """A document as it was read, and checked as it is printed: what a correction leaves alone stays so."""

    document: Document
    report: DocumentReport
    facts: Sequence[Fact]


def recheck(
    printed: Printed,
    corrections: Corrections,
    families: Mapping[str, type[ReportModel]],
    aliases: Aliases,
) -> Rechecked:
    """Check a document again with its corrections in place: the corrected tables, and all with each other.

    Raises
    ------
    GeomsanError
        When a correction names a table or a figure that is not there, or cannot be read in its place.
    """
    in_tables = {name: cells for name, cells in corrections.items() if name != PROSE}
    document = corrected_document(printed.document, in_tables, families)
    tables = tuple(table for table in document.tables if table.name in corrections)
    again = validate(replace(document, tables=tables), families)
    prose = prose_table(document, printed.report, corrections[PROSE]) if PROSE in corrections else None
    same = [table for table in printed.report.tables if table.name not in corrections]
    made = [*again.report.tables, *same, *([prose] if prose is not None else [])]
    own = [each for table in made for each in table.findings if not each.is_comparison]
    facts: dict[str, list[Fact]] = {table.name: [] for table in document.tables}
    for fact in (*(each for each in printed.facts if each.table not in corrections), *again.facts):
        facts[fact.table].append(fact)
    in_order = [fact for each in facts.values() for fact in each]
    return Rechecked(violated_tables([*own, *compared_within(in_order, aliases)]), in_order)


def violated_tables(findings: Iterable[Finding]) -> dict[str, frozenset[str]]:
    """Return the violated ones of findings: ``id -> document/table`` of each table that it is about."""
    return {
        found.check_id: frozenset(
            f"{cell.get('document', found.document)}/{cell.get('table', found.table)}" for cell in found.cells
        )
        for found in findings
        if found.verdict == Verdict.VIOLATED.value
    }


def corrected_document(
    document: Document, corrections: Corrections, families: Mapping[str, type[ReportModel]]
) -> Document:
    """Return the document whose tables print the corrected figures."""
    names = {source.name for source in document.tables}
    for name in corrections:
        if name not in names:
            raise GeomsanError(f"{document.name}/{name}", "그런 표가 없습니다.", "there is no such table.")
    tables = tuple(
        corrected_table(source, corrections.get(source.name, ()), families[source.family].measures())
        if source.name in corrections
        else source
        for source in document.tables
    )
    return replace(document, tables=tables)


def corrected_table(
    source: TableSource, cells: Sequence[CorrectedCell], measures: Mapping[str, MeasureSpec]
) -> TableSource:
    """Return the table with each figure in its place; every other figure reads as before."""
    for cell in cells:
        source = _with_cell(source, cell, measures)
    return source


def _with_cell(source: TableSource, cell: CorrectedCell, measures: Mapping[str, MeasureSpec]) -> TableSource:
    place = f"{source.document}/{source.name} [행 {cell.row}, 열 {cell.column}]"
    before = prints(source, measures)
    position = (cell.row, cell.column, cell.part)
    if before.get(position) != cell.text:
        raise GeomsanError(
            place,
            f"‘{cell.text}’이(가) 있는 자리가 아닙니다. 결정을 다시 하십시오.",
            f"does not print {cell.text!r}; decide again.",
        )
    wanted = read_figure(cell.value, brackets=source.layout.brackets)
    for text in _candidates(source.grid.text(cell.row, cell.column), cell):
        tried = _with_text(source, cell.row, cell.column, text)
        after = prints(tried, measures)
        now = after.pop(position, None)
        rest = {key: value for key, value in before.items() if key != position}
        if now is not None and rest == after:
            figure = read_figure(now, brackets=source.layout.brackets)
            if figure.is_known and (figure.value, figure.unit) == (wanted.value, wanted.unit):
                return tried
    raise GeomsanError(
        place,
        f"‘{cell.value}’을(를) ‘{cell.text}’의 자리에 읽을 수 있게 넣을 수 없습니다. "
        "표에 인쇄된 모양대로 적으십시오.",
        f"{cell.value!r} cannot be read in the place of {cell.text!r}; write it as the table prints figures.",
    )


def prints(source: TableSource, measures: Mapping[str, MeasureSpec]) -> dict[Position, str]:
    """Return the print of every figure of a table by its position."""
    entries: Sequence[Entry] = read_table(source, measures).entries
    return {
        (entry.row, entry.column, entry.part): entry.figure.text
        for entry in entries
        if entry.row is not None and entry.column is not None
    }


def _candidates(printed: str, cell: CorrectedCell) -> Iterator[str]:
    """Yield the ways to write a figure into its cell; a compound cell may print the same figure twice."""
    if cell.part is None:
        yield cell.value
    elif cell.text.strip():
        for match in re.finditer(re.escape(cell.text), printed):
            yield printed[: match.start()] + cell.value + printed[match.end() :]
    else:
        # The cell prints fewer figures than its pattern has: the new one goes where the pattern lets it.
        yield from (cell.value, f"({cell.value})") if not printed.strip() else ()
        yield from (printed + form.format(cell.value) for form in (" ({})", "/{}", " {}"))
        yield from (form.format(cell.value) + printed for form in ("{} ", "{}/"))


def _with_text(source: TableSource, row: int, column: int, text: str) -> TableSource:
    rows = [list(cells) for cells in source.grid.rows]
    rows[row] += [""] * (column + 1 - len(rows[row]))
    rows[row][column] = text
    return replace(source, grid=replace(source.grid, rows=tuple(map(tuple, rows))))

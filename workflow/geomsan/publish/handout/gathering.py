"""Hand-outs gathered from what was checked: files that nobody described, and documents of ``raw/``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from geomsan.check.findings import message, suspects
from geomsan.check.identities.verdicts import Check, Verdict
from geomsan.check.report import DocumentReport, Finding, TableReport
from geomsan.claims.claim import Claim
from geomsan.claims.outcome import claims_in, text_tables
from geomsan.claims.outcome import message as claim_message
from geomsan.common.errors import Bilingual, GeomsanError
from geomsan.common.files import digest
from geomsan.infer.inspection import Inspection
from geomsan.infer.understand import UnderstoodTable
from geomsan.publish.handout.content import (
    Cell,
    Change,
    Gap,
    HandedFile,
    HandedTable,
    Handout,
    Suspects,
    Told,
)
from geomsan.read.figures.printed import printed, with_places
from geomsan.read.tables.labels import readable
from geomsan.reconcile.undescribed import TableCheck


@dataclass(frozen=True)
class Described:
    """A document of ``raw/`` as checked, with what its tables say of each other."""

    source: str
    report: DocumentReport


@dataclass(frozen=True)
class Unread:
    """A file that could not be read or checked."""

    source: str
    errors: tuple[GeomsanError, ...]


_BARE = Bilingual("설명 파일에 적힌 규칙이 없습니다", "no rule of the descriptor names it")

Inspected = Inspection | Described | Unread
"""What there is to say of one path."""


def handout(inspected: Sequence[Inspected], between: Sequence[TableCheck] = ()) -> Handout:
    """Return what is handed on.

    Parameters
    ----------
    inspected
        One for each path that was checked, in their order.
    between
        The checks between the tables that nobody described; their ``tables`` count those of all
        inspections, one after the other.
    """
    files: list[HandedFile] = []
    tables: list[HandedTable] = []
    comparisons: list[Told] = []
    claims: list[Told] = []
    undescribed: list[int] = []
    for each in inspected:
        number = len(files)
        if isinstance(each, Inspection):
            files.append(_file(each.source, each.notes, each.errors))
            undescribed += range(len(tables), len(tables) + len(each.tables))
            told = claims_in(each.prose, text_tables(each.tables))
            claims += [_claimed(claim, number, len(tables)) for claim in told]
            tables += [_understood(table, number, len(tables) + at) for at, table in enumerate(each.tables)]
        elif isinstance(each, Described):
            files.append(_file(each.source))
            places = {table.name: len(tables) + at for at, table in enumerate(each.report.tables)}
            tables += [_described(table, number, places) for table in each.report.tables]
            comparisons += _within(each.report, places)
        else:
            files.append(_file(each.source, errors=each.errors))
    comparisons += [_told(one.check, [undescribed[at] for at in one.tables]) for one in between]
    return Handout(tuple(files), tuple(tables), tuple(comparisons), tuple(claims))


def _claimed(claim: Claim, file: int, first: int) -> Told:
    """Return what the prose says; the tables of its file begin with the ``first`` of the hand-out."""
    said, quote = claim_message(claim), f" “{claim.quote}”" if claim.quote else ""
    sentence = Bilingual(f"{claim.line}줄{quote}: {said.ko}", f"line {claim.line}{quote}: {said.en}")
    cells = dict.fromkeys(
        Cell(first + each.table, each.row, each.column, each.text)
        for each in claim.mentions
        if each.table is not None and each.row is not None and each.column is not None
    )
    verdict, basis = claim.verdict.value, claim.basis.value
    return Told(verdict, basis, claim.statement, sentence, tuple(cells), file=file)


def _file(source: str, notes: Sequence[Bilingual] = (), errors: Sequence[GeomsanError] = ()) -> HandedFile:
    """Return a file; whoever it is handed to need not know the folders of this machine."""
    path = Path(source)
    try:
        known = digest(path) if path.is_file() else ""
    except OSError:
        known = ""
    return HandedFile(path.name or source, known, tuple(notes), tuple(each.message for each in errors))


def _understood(table: UnderstoodTable, file: int, at: int) -> HandedTable:
    found, matrix = table.found, table.matrix
    body = [line.index for line in matrix.rows] if matrix else []
    localization = table.proof.localization
    return HandedTable(
        file=file,
        where=found.where,
        title=" ".join(found.heading.split()),
        unit=table.unit,
        rows=found.grid.rows,
        sheet=found.locator.rpartition("!")[0],
        first_row=found.start_row,
        first_column=found.start_column,
        head=min(body, default=found.start_row + 1),
        stub=max(matrix.stub if matrix else 0, found.start_column),
        spans=found.grid.spans,
        understood=table.sentences,
        notes=found.notes,
        checks=tuple(_told(check, [at] * len(check.edit.terms)) for check in table.checks),
        repairs=tuple(_repairs(table, at)),
        is_all=localization is None or localization.is_complete,
        suspected=None if table.proof.repairs else suspects(table.proof),
        gaps=tuple(Gap(Cell(at, gap.row, gap.column, gap.text), gap.because) for gap in table.unchecked),
    )


def _told(check: Check, tables: Sequence[int]) -> Told:
    """Return a check; ``tables`` has the table of each of its terms."""
    cells = {
        (table, entry.row, entry.column): Cell(
            table, entry.row, entry.column, entry.figure.text, term.role.value
        )
        for term, table in reversed(list(zip(check.edit.terms, tables, strict=True)))
        for entry in [term.entry]
        if entry.row is not None and entry.column is not None
    }
    return Told(
        check.verdict.value,
        check.edit.basis.value,
        check.edit.statement,
        message(check),
        tuple(reversed(cells.values())),
        tuple(entry.figure.text for entry in check.edit.left_out),
    )


def _repairs(table: UnderstoodTable, at: int) -> Iterator[Suspects]:
    for repair in table.proof.repairs:
        changes = []
        for cell in repair.cells:
            row, column = cell.entry.row, cell.entry.column
            if row is None or column is None:
                continue
            label = row_label(table.found.grid.rows[row], table.matrix.stub if table.matrix else 0)
            value = printed(with_places(cell.value))
            changes.append(Change(Cell(at, row, column, cell.entry.figure.text.strip()), value, label))
        yield Suspects(tuple(changes), repair.reason)


def row_label(row: Sequence[str], stub: int) -> str:
    """Return what a row is called: the innermost label of its stub, else the first text in it."""
    said = [text for text in row[:stub] if text.strip()] or [text for text in row if text.strip()][:1]
    return readable(said[-1]) if said else ""


def _described(table: TableReport, file: int, places: Mapping[str, int]) -> HandedTable:
    at = places[table.name]
    own = [finding for finding in table.findings if not finding.is_comparison]
    first = next((finding for finding in own if finding.verdict == Verdict.VIOLATED.value), None)
    return HandedTable(
        file=file,
        where=Bilingual(table.source, table.source),
        title=table.title,
        unit=table.unit,
        rows=tuple(map(tuple, table.rows)),
        head=table.head,
        stub=table.stub,
        checks=tuple(_found(finding, places) for finding in own),
        repairs=tuple(_stored_repairs(table, first, at)) if first else (),
        gaps=tuple(
            Gap(
                Cell(at, gap.row, gap.column, gap.text),
                Bilingual(gap.reason, gap.reason) if gap.reason else _BARE,
            )
            for gap in table.coverage.uncovered
        ),
    )


def _within(report: DocumentReport, places: Mapping[str, int]) -> Iterator[Told]:
    for table in report.tables:
        for finding in table.findings:
            if finding.is_comparison:
                yield _found(finding, places)


def _found(finding: Finding, places: Mapping[str, int]) -> Told:
    cells = tuple(
        Cell(
            places[cell.get("table", finding.table)], cell["row"], cell["column"], cell["text"], cell["role"]
        )
        for cell in finding.cells
        if cell["row"] is not None and cell.get("document", finding.document) == finding.document
    )
    sentence = Bilingual(finding.message_ko, finding.message_en)
    return Told(finding.verdict, finding.basis, finding.statement, sentence, cells)


def _stored_repairs(table: TableReport, finding: Finding, at: int) -> Iterator[Suspects]:
    def change(cell: Mapping[str, Any]) -> Change:
        label = row_label(table.rows[cell["row"]], table.stub)
        value = printed(with_places(Decimal(cell["value"])))
        return Change(Cell(at, cell["row"], cell["column"], cell["text"].strip()), value, label)

    for repair in finding.repairs:
        told = Bilingual(repair["reason_ko"], repair["reason_en"])
        yield Suspects(tuple(change(cell) for cell in repair["cells"] if cell["row"] is not None), told)

"""Prose in the workflow: the claims of a document whose source file lies in its folder.

They stand in the document's report as a table of its own, ``prose``: a row for each sentence that does not
hold or stays open, quoted no longer than its claim. So lists, review page, worklist, decisions and packs
have them as they have the checks of any table.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from types import MappingProxyType

from geomsan.check.checked import CheckedDocument
from geomsan.check.coverage import Coverage
from geomsan.check.identities.verdicts import Verdict
from geomsan.check.report import CorrectedCell, DocumentReport, Finding, TableReport
from geomsan.claims.claim import Claim, Mention
from geomsan.claims.correcting import CUT, corrected_claim, with_corrections_in
from geomsan.claims.outcome import claims_in, kind_name, message, numbers_in
from geomsan.claims.tabled import TextTable, lines_of, unit_of
from geomsan.common.errors import Bilingual
from geomsan.read.documents.descriptor import Document
from geomsan.read.readers import read_file
from geomsan.read.readers.found import FoundTable

PROSE = "prose"
"""The name of the table in which a report has the claims of its prose."""
_TITLE = "글 속의 셈"
_HEAD = ["줄", "종류", "글"]
_QUOTE = 2
"""The column in which a sentence is quoted."""
_LONGEST = 160
"""Characters of a quotation."""


def with_prose(checked: CheckedDocument, document: Document) -> CheckedDocument:
    """Return a checked document with the claims of its prose, where its source file is there.

    Raises
    ------
    GeomsanError
        When the source file cannot be read.
    """
    table = prose_table(document, checked.report)
    if table is None:
        return checked
    return replace(checked, report=replace(checked.report, tables=[*checked.report.tables, table]))


def prose_table(
    document: Document, report: DocumentReport, corrections: Sequence[CorrectedCell] = ()
) -> TableReport | None:
    """Return the table with the claims of a document's prose; None where its source file is not there.

    Parameters
    ----------
    document, report
        The document, and its report.
    corrections
        Quotations that were decided to read otherwise: then the findings are those of the corrected
        sentences, each under the name of the check that it settles or does not.

    Raises
    ------
    GeomsanError
        When the source file cannot be read, or a correction cannot be put into it or asserts nothing.
    """
    if document.prose is None:
        return None
    file = read_file(document.prose)
    tables = [_text_table(index, table) for index, table in enumerate(file.tables)]
    name, digest = document.prose.name, document.inputs[f"{document.name}/{document.prose.name}"]
    numbers = sum(numbers_in(line.text) for line in file.prose)
    printed = prose_report(report, claims_in(file.prose, tables), numbers, name, digest)
    if not corrections:
        return printed
    claims = claims_in(with_corrections_in(file.prose, printed, corrections), tables)
    return prose_report(report, claims, numbers, name, digest, _settled(claims, printed, corrections))


def _settled(
    claims: Sequence[Claim], printed: TableReport, corrections: Sequence[CorrectedCell]
) -> dict[int, str]:
    """Return the check that each claim of a corrected sentence stands for, by the claim's identity."""
    found: dict[int, str] = {}
    for cell in corrections:
        finding = next(each for each in printed.findings if each.cells and each.cells[0]["row"] == cell.row)
        claim = corrected_claim(claims, finding, int(printed.rows[cell.row][0]), cell)
        if claim is not None:
            found[id(claim)] = finding.check_id
    return found


def prose_report(
    report: DocumentReport,
    claims: Sequence[Claim],
    numbers: int,
    file: str,
    digest: str,
    settled: Mapping[int, str] = MappingProxyType({}),
) -> TableReport:
    """Return the table that holds the claims of a document.

    Parameters
    ----------
    report
        The document's report so far.
    claims, numbers
        What its prose asserts, and how many numbers stand in it.
    file, digest
        The source file, and its SHA-256.
    settled
        The check that a claim stands for, by the claim's identity, where it is not its own.
    """
    shown = [claim for claim in claims if claim.verdict in (Verdict.VIOLATED, Verdict.UNDECIDED)]
    rows = [_HEAD, *([str(claim.line), kind_name(claim).ko, _quote(claim)] for claim in shown)]
    if not shown:
        rows.append(["", "", "맞지 않는 셈이 없습니다"])
    places = {id(claim): row for row, claim in enumerate(shown, start=1)}
    decided = sum(claim.verdict is not Verdict.UNDECIDED for claim in claims)
    names: dict[str, int] = {}
    return TableReport(
        document=report.name,
        name=PROSE,
        title=_TITLE,
        family=PROSE,
        section=_TITLE,
        caption=f"글 속의 숫자 {numbers:,}개, 찾은 셈 {len(claims):,}개, 판정한 셈 {decided:,}개",
        footnote="",
        unit="",
        as_of="",
        source=f"{file}:1",
        head=1,
        stub=2,
        part_starts=[0],
        rows=rows,
        places=[f"{file}:{line}" for line in [1, *(claim.line for claim in shown), *([1] * (not shown))]],
        levels=[None] * len(rows),
        figure_cells=[],
        nil_cells=[],
        findings=[
            _named(_finding(report.name, claim, file, names, places.get(id(claim))), settled.get(id(claim)))
            for claim in claims
        ],
        coverage=Coverage(len(claims), 0, len(claims), decided, ()),
        sha256=digest,
    )


def _named(finding: Finding, check: str | None) -> Finding:
    return finding if check is None else replace(finding, check_id=check)


def _quote(claim: Claim) -> str:
    text = claim.quote or claim.statement
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}{CUT}"


def _finding(document: str, claim: Claim, file: str, names: dict[str, int], row: int | None) -> Finding:
    """Return the finding of a claim; its name stays while its words do, wherever they stand."""
    told = sha256(f"{claim.statement} {claim.quote}".encode()).hexdigest()[:8]
    name = f"{claim.kind.value}-{told}"
    names[name] = names.get(name, 0) + 1
    number = f"-{names[name]}" if names[name] > 1 else ""
    sentence = message(claim)
    place = Bilingual(f"{claim.line}줄", f"line {claim.line}")
    return Finding(
        document=document,
        table=PROSE,
        check_id=f"{document}/{PROSE}/{name}{number}",
        rule=claim.kind.value,
        statement=claim.statement,
        verdict=claim.verdict.value,
        status="open" if claim.verdict is Verdict.VIOLATED else "",
        unit=claim.unit,
        reported=claim.reported,
        expected=claim.expected,
        difference=claim.difference,
        cells=_cells(claim, file, row),
        repairs=[],
        source=f"{file}:{claim.line}",
        message_ko=f"{place.ko} {sentence.ko}",
        message_en=f"{place.en}: {sentence.en}",
        basis=claim.basis.value,
    )


def _cells(claim: Claim, file: str, row: int | None) -> list[dict[str, object]]:
    """Return the sentence as the cell that the claim is about, and its figures in their places."""
    figures = [
        _figure(mention, file, "source" if at else "result") for at, mention in enumerate(claim.mentions)
    ]
    if row is None:
        return figures
    return [{"row": row, "column": _QUOTE, "text": _quote(claim), "role": "result"}, *figures]


def _figure(mention: Mention, file: str, role: str) -> dict[str, object]:
    return {
        "row": None,
        "column": None,
        "text": mention.text,
        "role": role,
        "place": f"{file}:{mention.line}",
    }


def _text_table(index: int, table: FoundTable) -> TextTable:
    grid, about = table.grid, f"{table.heading} {table.caption}"
    return TextTable(index, grid.rows, lines_of(grid.places), unit_of(table.caption, ""), about)

"""The text that ``geomsan check`` prints for a person at a terminal."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Sequence

from rich.console import Console

from geomsan.check.findings import message
from geomsan.check.identities.verdicts import Check, Verdict
from geomsan.check.localization.ranking import RepairedCell
from geomsan.check.report import DocumentReport, Finding
from geomsan.claims.claim import Claim
from geomsan.claims.outcome import message as claim_message
from geomsan.command.drawing import drawn
from geomsan.common.errors import Bilingual, safe
from geomsan.common.output import answers
from geomsan.common.words import VERDICTS
from geomsan.infer.inspection import Inspection, sentences, violations
from geomsan.infer.understand import UnderstoodTable
from geomsan.read.figures.printed import printed, with_places
from geomsan.read.readers.sheet import column_name

_MARKS = {"violated": "✗", "undecided": "?", "suspect": "→", "unchecked": "-"}
_STYLES = {"violated": "bold red", "undecided": "yellow", "suspect": "bold", "unchecked": "yellow"}
_MOST_REPAIRS = 3
_MOST_SENTENCES = 20
"""Sentences of one kind that are shown; the rest is counted."""
_PIPED_WIDTH = 200

_UNDERSTOOD = Bilingual("이렇게 이해하고 검산했습니다:", "understood and checked as:")


def print_document(report: DocumentReport, language: str = "ko") -> None:
    """Print a described document: one line a table, then what is violated or undecided in it."""
    console = _console()
    console.print(safe(report.title), style="bold")
    for table in report.tables:
        counted = counts((finding.verdict for finding in table.findings), language)
        console.print(safe(f"  {table.name}  {table.title} ({table.source}): {counted}"))
        for finding in table.findings:
            if finding.verdict in (Verdict.VIOLATED.value, Verdict.UNDECIDED.value):
                _tell(console, finding.verdict, _message(finding, language))


def print_inspection(inspection: Inspection, language: str = "ko") -> None:
    """Print a file that nobody described: each table as understood, its verdicts and suspects.

    A violated table is drawn, the cells of its violations marked.
    """
    console = _console()
    console.print(safe(inspection.source), style="bold")
    for note in inspection.notes:
        console.print(safe(f"  ! {note.in_language(language)}"), style="yellow")
    for table in inspection.tables:
        _print_table(console, table, language)


def print_comparisons(checks: Sequence[Check], language: str = "ko") -> None:
    """Print what the tables of undescribed files say of each other: how often they agree, and where not."""
    if not checks:
        return
    console = _console()
    title = "the same figure in two tables" if language == "en" else "두 표에 적힌 같은 값"
    counted = counts((check.verdict.value for check in checks), language)
    console.print(safe(f"{title}: {counted}"), style="bold")
    for check in checks:
        if check.verdict is Verdict.VIOLATED:
            _tell(console, check.verdict.value, message(check).in_language(language))


def print_claims(claims: Sequence[Claim], language: str = "ko") -> None:
    """Print what the prose of a file asserts: how often it holds, and each place where it does not."""
    if not claims:
        return
    console = _console()
    title = "arithmetic of the prose" if language == "en" else "글 속의 셈"
    counted = counts((claim.verdict.value for claim in claims), language)
    console.print(safe(f"  {title}: {counted}"))
    for claim in claims:
        if claim.verdict in (Verdict.VIOLATED, Verdict.UNDECIDED):
            where = f"line {claim.line}" if language == "en" else f"{claim.line}줄"
            quote = f" “{claim.quote}”" if claim.quote else ""
            said = claim_message(claim).in_language(language)
            _tell(console, claim.verdict.value, f"{where}{quote}: {said}")


def print_total(verdicts: Iterable[str], files: int, tables: int, unread: int, language: str = "ko") -> None:
    """Print the closing line: files, tables and verdicts of the whole call."""
    counted = counts(verdicts, language)
    if language == "en":
        failed = f", {unread} could not be checked" if unread else ""
        line = f"in all {files} files, {tables} tables: {counted}{failed}"
    else:
        failed = f", 검산하지 못한 것 {unread}건" if unread else ""
        line = f"모두 파일 {files}개, 표 {tables}개: {counted}{failed}"
    _console().print(line, style="bold")


def counts(verdicts: Iterable[str], language: str) -> str:
    """Return how many checks have which verdict, in words."""
    found = Counter(verdicts)
    words = ((word.in_language(language), found[name]) for name, word in VERDICTS.items())
    return ", ".join(f"{word} {count}" for word, count in words if count) or (
        "nothing to check" if language == "en" else "검산할 것 없음"
    )


def _console() -> Console:
    # What a file says is text, never markup or the name of a symbol.
    return Console(file=answers(), highlight=False, soft_wrap=True, markup=False, emoji=False)


def _print_table(console: Console, table: UnderstoodTable, language: str) -> None:
    title = f" {table.found.heading}" if table.found.heading else ""
    counted = counts((check.verdict.value for check in table.checks), language)
    console.print(safe(f"  {table.found.where.in_language(language)}{title}: {counted}"))
    if table.sentences:
        console.print(f"    {_UNDERSTOOD.in_language(language)}", style="dim")
    for sentence in table.sentences:
        console.print(safe(f"    · {sentence.in_language(language)}"), style="dim")
    for note in table.found.notes:
        console.print(safe(f"    ! {note.in_language(language)}"), style="yellow")
    if violations(table):
        for line in drawn(table, _width(console) - 4):
            console.print("    ", line, sep="")
    told: Counter[str] = Counter()
    for kind, sentence_told in sentences(table, language):
        if kind == "suspect" and table.proof.repairs:
            continue
        told[kind] += 1
        if told[kind] <= _MOST_SENTENCES:
            _tell(console, kind, sentence_told)
    for kind, count in told.items():
        if count > _MOST_SENTENCES:
            rest = count - _MOST_SENTENCES
            _tell(console, kind, f"and {rest} more" if language == "en" else f"그 밖에 {rest}건")
    if table.proof.repairs:
        _print_suspects(console, table, language)


def _print_suspects(console: Console, table: UnderstoodTable, language: str) -> None:
    """Print the likeliest repairs, each cell with its place and the value it would have to have."""
    repairs, localization = table.proof.repairs, table.proof.localization
    is_complete = localization is None or localization.is_complete
    if language == "en":
        count = f"{len(repairs)} possible repairs" + ("" if is_complete else " or more")
        _tell(console, "suspect", f"suspects, likeliest first ({count}):")
    else:
        count = f"가능한 수정 {len(repairs)}가지" + ("" if is_complete else " 이상")
        _tell(console, "suspect", f"의심되는 곳, 의심되는 순서대로({count}):")
    for repair in repairs[:_MOST_REPAIRS]:
        changes = ", ".join(_change(table, cell, language) for cell in repair.cells)
        console.print(safe(f"      - {changes}: {repair.reason.in_language(language)}"), style="bold")


def _width(console: Console) -> int:
    """Return the columns there are: those of the terminal, or plenty in a file."""
    return console.width if console.is_terminal or "COLUMNS" in os.environ else _PIPED_WIDTH


def _change(table: UnderstoodTable, cell: RepairedCell, language: str) -> str:
    """Return where a suspect stands, by its row's label and its position, and what it should be."""
    row, column = cell.entry.row, cell.entry.column
    change = f"{cell.entry.figure.text.strip()} → {printed(with_places(cell.value))}"
    if row is None or column is None:
        return f"{cell.entry.place} {change}"
    label = next((text.strip() for text in table.found.grid.rows[row] if text.strip()), "")
    if "!" in table.found.locator:
        where = f"{column_name(column)}{row + 1}"
    else:
        where = f"row {row + 1}, column {column + 1}" if language == "en" else f"{row + 1}행 {column + 1}열"
    return f"{label} ({where}) {change}"


def _message(finding: Finding, language: str) -> str:
    return finding.message_en if language == "en" else finding.message_ko


def _tell(console: Console, kind: str, sentence: str) -> None:
    console.print(safe(f"    {_MARKS[kind]} {sentence}"), style=_STYLES[kind])

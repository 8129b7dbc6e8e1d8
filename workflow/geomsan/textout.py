"""The text that ``geomsan check`` prints for a person at a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from geomsan.inference.understand import UnderstoodTable
from geomsan.inspection import Inspection, sentences, violations
from geomsan.report import DocumentReport, Finding
from geomsan.words import VERDICTS

_MARKS = {"violated": "✗", "undecided": "?", "suspect": "→"}
_STYLES = {"violated": "bold red", "undecided": "yellow", "suspect": "bold"}
_CLOSE_BY = 2
"""Rows without a marked cell are drawn up to this far from one."""


def print_document(report: DocumentReport, language: str = "ko") -> None:
    """Print a described document: one line a table, then what is violated or undecided in it."""
    console = Console(highlight=False, soft_wrap=True)
    console.print(escape(report.title), style="bold")
    for table in report.tables:
        counted = _counts((finding.verdict for finding in table.findings), language)
        console.print(escape(f"  {table.name}  {table.title} ({table.source}): {counted}"))
        for finding in table.findings:
            if finding.verdict in _MARKS:
                _tell(console, finding.verdict, _message(finding, language))


def print_inspection(inspection: Inspection, language: str = "ko") -> None:
    """Print a file that nobody described: each table as understood, its verdicts and suspects.

    A violated table is drawn, the cells of its violations marked.
    """
    console = Console(highlight=False, soft_wrap=True)
    console.print(escape(inspection.source), style="bold")
    for table in inspection.tables:
        title = f" {table.found.heading}" if table.found.heading else ""
        counted = _counts((check.verdict.value for check in table.checks), language)
        console.print(escape(f"  {table.found.locator}{title}: {counted}"))
        for sentence in table.sentences:
            console.print(escape(f"    · {sentence.in_language(language)}"), style="dim")
        for note in table.found.notes:
            console.print(escape(f"    ! {note.in_language(language)}"), style="yellow")
        if violations(table):
            console.print(_drawn(table))
        for kind, sentence_told in sentences(table, language):
            _tell(console, kind, sentence_told)


def _message(finding: Finding, language: str) -> str:
    return finding.message_en if language == "en" else finding.message_ko


def _tell(console: Console, kind: str, sentence: str) -> None:
    console.print(escape(f"    {_MARKS[kind]} {sentence}"), style=_STYLES[kind])


def _counts(verdicts: Iterable[str], language: str) -> str:
    found = list(verdicts)
    counts = [(word.in_language(language), found.count(name)) for name, word in VERDICTS.items()]
    counted = ", ".join(f"{word} {count}" for word, count in counts if count)
    return counted or ("nothing to check" if language == "en" else "검산할 것 없음")


def _drawn(table: UnderstoodTable) -> Table:
    """Return the table as printed, the cells of violated rules marked; far rows are left out."""
    marked = {
        (term.entry.row, term.entry.column): term.entry is check.edit.result.entry
        for check in violations(table)
        for term in reversed(check.edit.terms)
    }
    rows = table.found.grid.rows
    near = [row for row in range(len(rows)) if row < _CLOSE_BY or _is_near(row, [at for at, _ in marked])]
    drawn = Table(show_header=False, box=None, padding=(0, 2, 0, 0))
    for _ in range(table.found.grid.width):
        drawn.add_column(overflow="fold")
    previous = -1
    for row in near:
        if row != previous + 1:
            drawn.add_row("⋮")
        drawn.add_row(*(_cell(rows[row], row, column, marked) for column in range(len(rows[row]))))
        previous = row
    return drawn


def _is_near(row: int, marked: Sequence[int | None]) -> bool:
    return any(at is not None and abs(row - at) <= _CLOSE_BY for at in marked)


def _cell(
    cells: Sequence[str], row: int, column: int, marked: dict[tuple[int | None, int | None], bool]
) -> Text:
    is_result = marked.get((row, column))
    if is_result is None:
        return Text(cells[column])
    return Text(f"[{cells[column]}]", style="bold red" if is_result else "red")

"""The text that ``geomsan check`` prints for a person at a terminal."""

from __future__ import annotations

from geomsan.report import DocumentReport, TableReport
from geomsan.words import VERDICTS


def text_report(report: DocumentReport, language: str = "ko") -> str:
    """Return a document's verdicts: one line a table, then what is violated or undecided in it."""
    lines = [report.title]
    for table in report.tables:
        lines += _table_lines(table, language)
    return "\n".join(lines)


def _table_lines(table: TableReport, language: str) -> list[str]:
    names = {name: word.in_language(language) for name, word in VERDICTS.items()}
    counts = {name: sum(f.verdict == name for f in table.findings) for name in names}
    counted = ", ".join(f"{names[name]} {count}" for name, count in counts.items() if count)
    nothing = "nothing to check" if language == "en" else "검산할 것 없음"
    lines = [f"  {table.name}  {table.title} ({table.source}): {counted or nothing}"]
    for finding in table.findings:
        if finding.verdict in ("violated", "undecided"):
            sentence = finding.message_en if language == "en" else finding.message_ko
            lines.append(f"    ✗ {sentence}" if finding.verdict == "violated" else f"    ? {sentence}")
    return lines

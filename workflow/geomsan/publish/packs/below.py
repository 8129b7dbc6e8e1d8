"""What stands below a table: its footnotes, what the checks came to, the notes, the source."""

from __future__ import annotations

from html import escape

from geomsan.check.report import TableReport
from geomsan.publish.packs import text
from geomsan.publish.packs.notes import (
    VERDICTS,
    Note,
    corrected_from_elsewhere,
    explanations,
    notes,
    verdict_counts,
)

_TICKED = ("exact", "rounding")


def below(table: TableReport) -> str:
    """Return what stands below a table as HTML."""
    parts = [f'<p class="footnote">{text.prose(line)}</p>' for line in text.lines(table.footnote)]
    if table.findings:
        parts.append(f'<p class="came-to">{_came_to(table)}</p>')
    if found := [*notes(table), *corrected_from_elsewhere(table)]:
        items = "".join(_note(note) for note in found)
        parts.append(f'<ul class="notes">{items}</ul>')
    source = f"자료: {table.source}" if table.source else ""
    if table.as_of and source:
        source += f" · 기준일 {text.korean_date(table.as_of)}"
    if source:
        parts.append(f'<p class="source">{escape(text.printable(source))}</p>')
    return f'<div class="below">{"".join(parts)}</div>'


def _came_to(table: TableReport) -> str:
    """Return the number of checks by verdict, with the marks and what explains small differences."""
    items = []
    for verdict, count in verdict_counts(table.findings).items():
        if not count:
            continue
        item = f"{VERDICTS[verdict]} {count}"
        if verdict == "rounding":
            item += f" ({', '.join(f'{mode} {times}' for mode, times, _ in explanations([('', table)]))})"
        sample = f'<span class="sample {verdict}"></span>' if verdict in _TICKED else ""
        items.append(f'<span class="w">{sample}{escape(item)}</span>')
    return f"검산 {len(table.findings)}건: " + " · ".join(items)


def _note(note: Note) -> str:
    status = f' <span class="status">[{escape(note.status)}]</span>' if note.is_open else ""
    return f'<li><span class="letter">{escape(note.letter)}</span> {text.prose(note.below)}{status}</li>'

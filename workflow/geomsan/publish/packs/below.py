"""What stands below a table: its footnotes, what the checks came to, the notes, the source."""

from __future__ import annotations

from html import escape

from geomsan.check.report import TableReport
from geomsan.publish.packs import text
from geomsan.publish.packs.notes import (
    VERDICTS,
    Note,
    explanations,
    notes,
    verdict_counts,
)
from geomsan.publish.packs.places import place_of
from geomsan.publish.packs.signs import PLAIN, Signs

_LINE = 55.0
"""Room of a line in em, its sign left out (``.below`` in pack.css)."""

_TICKED = ("exact", "rounding", "undecided")


def below(table: TableReport, signs: Signs = PLAIN) -> str:
    """Return what stands below a table as HTML."""
    parts = [f'<p class="footnote">{text.prose(line, fits=_LINE)}</p>' for line in text.lines(table.footnote)]
    if table.findings:
        parts.append(f'<p class="came-to">{_came_to(table)}</p>')
    if found := notes(table, signs):
        items = "".join(_note(note) for note in found)
        parts.append(f'<ul class="notes">{items}</ul>')
    place = place_of(table)
    source = f"자료: 보고서 {place}" if place else ""
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
        inside = "?" if verdict == "undecided" else ""
        sample = f'<span class="sample {verdict}">{inside}</span>' if verdict in _TICKED else ""
        items.append(f'<span class="w">{sample}{escape(item)}</span>')
    return f"검산 {len(table.findings)}건: " + " · ".join(items)


def _note(note: Note) -> str:
    """Return a note: a line a violation, then what is said of all of them, and how they stand."""
    state = f' <span class="status">[{escape(note.state)}]</span>' if note.state else ""
    told = [
        (f'<span class="sign">{escape(sign)}</span> ' if sign else "") + text.prose(said, fits=_LINE)
        for sign, said in note.below
    ]
    told[-1] += state
    return f"<li>{told[0]}{''.join(f'<p>{part}</p>' for part in told[1:])}</li>"

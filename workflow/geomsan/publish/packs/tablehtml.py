"""One table set with Great Tables: head as printed, figures as checked, findings marked.

Great Tables gets finished strings only. Its own number formats go through binary floats, so that
what is printed would no longer be what was checked. How rows and cells look is in ``pack.css``:
the table carries custom properties (``--row: total``) that the style sheet selects.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

import pandas as pd
from great_tables import GT, html, loc, style

from geomsan.check.report import TableReport
from geomsan.publish.packs import text
from geomsan.publish.packs.below import below
from geomsan.publish.packs.body import Body, Column, read_body, read_columns
from geomsan.publish.packs.continued import AGAIN, CONTINUED
from geomsan.publish.packs.figure import aligned, shown
from geomsan.publish.packs.sheet import Sheet, fit
from geomsan.publish.packs.signs import PLAIN, Signs
from geomsan.read.tables.labels import SUBTOTAL, TOTAL

_SHORT_ROWS = 12
_SHORT_LINES = 30
_TALL_ROW = 25
_ROUNDING = 0.01
_BREAKS = re.compile(r"[^\d,.△%-]")
"""What a line of figures could end at."""

_OWN_LOOKS = re.compile(r'^<div id="[^"]*" style="[^"]*">\s*<style>.*?</style>', re.DOTALL)
_LEVELS = {TOTAL: "total", SUBTOTAL: "subtotal"}


@dataclass(frozen=True)
class SetTable:
    """A table ready for its page.

    Attributes
    ----------
    html
        Table, footnote, notes and source.
    sheet
        Page and size of type that it needs.
    is_short
        True when the table should stay on one page.
    has_tall_row
        True when a row is too tall to be kept together.
    """

    html: str
    sheet: Sheet
    is_short: bool
    has_tall_row: bool


def table_html(table: TableReport, table_id: str, name: str = "", signs: Signs = PLAIN) -> str:
    """Return a table as HTML, with its footnote, the notes of its findings and its source.

    Parameters
    ----------
    table
        The table as printed with its findings.
    table_id
        Id of the table in the document; the ids of its cells begin with it.
    name
        Number and title, said again where the table continues on another page.
    signs
        How the pack names violations and tables.
    """
    return set_table(table, table_id, name, signs).html


def set_table(table: TableReport, table_id: str, name: str = "", signs: Signs = PLAIN) -> SetTable:
    """Set a table and say how it wants to stand on its page; see :func:`table_html`."""
    body = read_body(table, signs)
    if not body.places:
        return SetTable(below(table, signs), fit([]), is_short=True, has_tall_row=False)
    columns = read_columns(body)
    sheet = fit([column.need for column in columns], is_low=len(body.rows) <= _SHORT_ROWS)
    heights = [_height(body, row, sheet.rooms) for row in body.rows]
    is_short = len(heights) <= _SHORT_ROWS and sum(heights) <= _SHORT_LINES
    above = _above(table, "" if is_short else name)
    return SetTable(
        f"{_great_table(body, columns, sheet, table_id, above)}{below(table, signs)}",
        sheet,
        is_short=is_short,
        has_tall_row=max(heights, default=0) > _TALL_ROW,
    )


def _height(body: Body, row: int, rooms: Sequence[float]) -> int:
    """Return about how many lines a row has."""
    return max(
        sum(int(text.width(line) / max(room, 1.0)) + 1 for line in body.lines(row, column))
        for column, room in enumerate(rooms)
    )


def _great_table(body: Body, columns: Sequence[Column], sheet: Sheet, table_id: str, above: str) -> str:
    names = [f"c{column}" for column in range(len(columns))]
    cells = [
        [
            _cell(body, row, column, columns[column], sheet.rooms[column], table_id)
            for column in range(len(names))
        ]
        for row in body.rows
    ]
    stub, rest = names[: body.stub], names[body.stub :]
    table = GT(pd.DataFrame(cells, columns=names, dtype=object), id=table_id)
    if stub:
        labels = [_label(body, column, sheet, table_id) for column in range(body.stub)]
        # One label alone spans the stub; a list needs one for each of its columns.
        only_first = not any(body.head.labels[1 : body.stub])
        table = table.tab_stub(rowname_col=stub).tab_stubhead(labels[:1] if only_first else labels)
    table = table.fmt_passthrough(columns=names, escape=False)
    table = table.cols_label(
        {name: _label(body, column, sheet, table_id) for column, name in enumerate(names) if name in rest}
    )
    for align in ("left", "center", "right"):
        aligned_so = [name for name, column in zip(names, columns, strict=True) if column.align == align]
        table = table.cols_align(align, columns=[name for name in aligned_so if name in rest])
    table = table.cols_width({name: f"{share:.3f}%" for name, share in zip(names, sheet.shares, strict=True)})
    table = _with_spanners(table, body, sheet, table_id)
    table = _with_hooks(table, body, names)
    if above:
        table = table.tab_header(title=html(above))
    # The box and the style sheet that Great Tables brings along give way to pack.css.
    return _OWN_LOOKS.sub('<div class="set">', table.tab_options(table_width="100%").as_raw_html(), count=1)


def _label(body: Body, column: int, sheet: Sheet, table_id: str) -> Any:
    words = text.flowing(body.head.labels[column], sheet.rooms[column])
    # Great Tables joins neighbours whose labels are the same, so each carries its own id.
    return html(f'<span id="{table_id}-h{column}">{words}</span>' if words else "")


def _with_spanners(table: GT, body: Body, sheet: Sheet, table_id: str) -> GT:
    for number, spanner in enumerate(body.head.spanners):
        covered = range(spanner.first, spanner.last + 1)
        words = text.flowing(spanner.text, sum(sheet.rooms[column] for column in covered))
        table = table.tab_spanner(
            label=html(f'<span id="{table_id}-s{number}">{words}</span>'),
            columns=[f"c{column}" for column in covered],
            level=spanner.level - 1,
            id=f"s{number}",
            gather=False,
        )
    return table


def _with_hooks(table: GT, body: Body, names: Sequence[str]) -> GT:
    """Hang custom properties on rows and cells, for the style sheet to select."""
    stub, rest = list(names[: body.stub]), list(names[body.stub :])
    for level, word in _LEVELS.items():
        rows = [index for index, row in enumerate(body.rows) if body.table.levels[row] == level]
        if rows:
            look = style.css(f"--row: {word};")
            table = table.tab_style(look, loc.body(columns=rest, rows=rows))
            table = table.tab_style(look, loc.stub(rows=rows)) if stub else table
    for column, name in enumerate(rest, start=body.stub):
        found = [(index, body.mark(row, column)) for index, row in enumerate(body.rows)]
        rows = [index for index, mark in found if mark and mark.is_suspect]
        if rows:
            table = table.tab_style(style.css("--finding: suspect;"), loc.body(columns=[name], rows=rows))
    return table


def _cell(body: Body, row: int, column: int, setting: Column, room: float, table_id: str) -> str:
    mark = body.mark(row, column)
    tick = _tick(mark.tick) if mark and mark.tick else ""
    if setting.align == "right" and body.is_figure(row, column):
        content = _figure(shown(body.cell(row, column)), setting, room, tick)
    else:
        content = "<br>".join(text.flowing(line, room) for line in body.lines(row, column)) + tick
    if mark and mark.signs:
        content = f'<span class="mark">{escape(mark.text)}</span> {content}'
    if column == 0 and row in body.groups:
        group = body.groups[row]
        name = text.prose(text.label(group.name), fits=room)
        content = f'<span class="{AGAIN}" data-group="{table_id}-r{group.head}-0">{name}</span>'
    if column < body.stub:
        # The anchor of the row also keeps Great Tables from merging stub cells that read the same.
        content = f'<span id="{table_id}-r{row}-{column}">{content}</span>'
    return content


def _tick(verdict: str) -> str:
    """Return the mark of a verdict: drawn, but for the undecided, which is to be read out."""
    return f'<span class="tick {verdict}">{"?" if verdict == "undecided" else ""}</span>'


def _figure(figure: str, setting: Column, room: float, tick: str) -> str:
    """Return a figure in line with its column, or on several lines where the column is narrow."""
    if setting.need.natural > room + _ROUNDING:
        return text.flowing(figure, room) + tick
    told = aligned(figure, setting.alignment, tick)
    return f'<span class="w">{told}</span>' if _BREAKS.search(figure) else told


def _above(table: TableReport, name: str) -> str:
    """Return what stands above a table: its name where it continues, unit and date at the right."""
    parts = [f"단위: {table.unit}"] if table.unit else []
    if table.as_of:
        parts.append(f"{text.korean_date(table.as_of)} 기준")
    unit = escape(f"({', '.join(parts)})") if parts else ""
    if not name:
        return unit
    return f'<span class="{CONTINUED}">{text.prose(name)} <span class="w">(계속)</span></span>{unit}'

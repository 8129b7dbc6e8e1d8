"""A new workbook with the tables of a hand-out, their cells marked and commented, and a list of all."""

from __future__ import annotations

import io
import re
from datetime import datetime
from typing import Any

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from geomsan.publish.handout.content import Cell, HandedTable, Handout, violations
from geomsan.publish.handout.copied import AMBER, RED
from geomsan.publish.handout.excerpt import FIGURE, Marks, marks
from geomsan.publish.handout.listing import WIDTHS, list_rows
from geomsan.publish.handout.remarks import Remark, remarks
from geomsan.publish.handout.words import WORDS
from geomsan.read.readers.sheet import column_name

MOST_SHEETS = 150
"""Tables that get a sheet, those with violations first; the list names all of them."""
_LONGEST_TEXT, _LONGEST_COMMENT, _MOST_COLUMNS = 32_000, 20_000, 16_000
_CREATED = datetime(1980, 1, 1)
_UNFIT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_WIDEST, _NARROWEST = 40, 9
_LINE, _MOST_LINES = 15, 20
"""Height of a line in points, and the most lines that a row of the list is high."""


def new_workbook(handed: Handout, language: str) -> bytes:
    """Return a workbook: the list of what was found, then a sheet for each table.

    Cells are texts as printed, so that what is shown is what was checked; none is ever a formula.
    """
    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_numbers": False,
            "strings_to_urls": False,
        },
    )
    book.set_properties({"title": WORDS["title"].in_language(language), "created": _CREATED})
    order = [*handed.violated, *(at for at in range(len(handed.tables)) if at not in set(handed.violated))]
    word = WORDS["table"].in_language(language)
    names = {at: f"{word} {number}" for number, at in enumerate(order[:MOST_SHEETS], start=1)}
    looks = _looks(book)
    _write_list(book.add_worksheet(WORDS["title"].in_language(language)), handed, language, names, looks)
    told = remarks(handed, language)
    found = violations(handed)
    for at, name in names.items():
        checks = [(each.number, each.told) for each in found if at in each.told.tables]
        own = {(row, column): remark for (table, row, column), remark in told.items() if table == at}
        _write_table(
            book.add_worksheet(name),
            handed.tables[at],
            marks(at, checks, handed.tables[at].repairs),
            own,
            looks,
        )
    book.close()
    return out.getvalue()


def _looks(book: xlsxwriter.Workbook) -> dict[str, Any]:
    base = {"valign": "top", "text_wrap": True}
    boxed = base | {"border": 1, "border_color": "#C9CED6"}
    return {
        "plain": book.add_format(base),
        "bold": book.add_format(base | {"bold": True}),
        "link": book.add_format(base | {"font_color": "#1D3D63", "underline": 1}),
        "title": book.add_format({"bold": True, "font_size": 13}),
        "quiet": book.add_format({"font_color": "#4F5864"}),
        "cell": book.add_format(boxed),
        "head": book.add_format(boxed | {"bold": True, "bg_color": "#F2F4F6", "align": "center"}),
        "figure": book.add_format(boxed | {"align": "right"}),
        "result": book.add_format(
            boxed | {"align": "right", "bold": True, "font_color": "#A01622", "bg_color": RED.upper()}
        ),
        "suspect": book.add_format(boxed | {"align": "right", "bg_color": AMBER.upper()}),
        "part": book.add_format(boxed | {"align": "right", "underline": 1}),
    }


def _write_list(
    sheet: Worksheet, handed: Handout, language: str, names: dict[int, str], looks: dict[str, Any]
) -> None:
    def link(cell: Cell) -> str:
        row, column = _place(handed.tables[cell.table], cell.row, cell.column)
        return f"'{names[cell.table]}'!{column_name(column)}{row + 1}" if cell.table in names else ""

    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width)
    for number, row in enumerate(list_rows(handed, language, link)):
        if len(row) > 1:
            sheet.set_row(number, _LINE * max(map(_lines, WIDTHS, (cell.text for cell in row))))
        for column, cell in enumerate(row):
            if cell.link:
                sheet.write_url(number, column, f"internal:{cell.link}", looks["link"], _fit(cell.text))
            elif cell.text:
                look = "bold" if cell.is_bold else "plain" if len(row) > 1 else "quiet"
                sheet.write_string(number, column, _fit(cell.text), looks["title" if number == 0 else look])
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)


_ABOVE = 2
"""Rows over a table: where it stands, and an empty one."""


def _place(table: HandedTable, row: int, column: int) -> tuple[int, int]:
    """Return where a cell of a table stands in its sheet."""
    return row - table.first_row + _ABOVE, column - table.first_column


def _write_table(
    sheet: Worksheet,
    table: HandedTable,
    marked: Marks,
    told: dict[tuple[int, int], Remark],
    looks: dict[str, Any],
) -> None:
    heading = " · ".join(filter(None, [table.title, table.where.ko, table.unit]))
    sheet.write_string(0, 0, _fit(heading), looks["title"])
    widths: dict[int, int] = {}
    height = width = 0
    for row in range(table.first_row, len(table.rows)):
        for column in range(table.first_column, min(len(table.rows[row]), _MOST_COLUMNS)):
            text, place = table.text(row, column), (row, column)
            look = _look(table, marked, place, text)
            at = _place(table, row, column)
            sheet.write_string(*at, _fit(text), looks[look])
            widths[at[1]] = max(widths.get(at[1], 0), *(_width(line) for line in text.split("\n")))
            height, width = max(height, at[0]), max(width, at[1])
    for place, remark in told.items():
        lines = sum(1 + _width(line) // 44 for line in remark.lines) + 1
        sheet.write_comment(
            *_place(table, *place),
            _UNFIT.sub("\ufffd", remark.text)[:_LONGEST_COMMENT],
            {
                "author": "geomsan",
                "color": RED if remark.is_violated else AMBER,
                "width": 320,
                "height": min(480, 24 + 18 * lines),
            },
        )
    for column, size in widths.items():
        sheet.set_column(column, column, max(_NARROWEST, min(_WIDEST, size + 2)))
    sheet.ignore_errors({"number_stored_as_text": f"A1:{column_name(width)}{height + 1}"})
    sheet.freeze_panes(table.head - table.first_row + _ABOVE, 0)


def _look(table: HandedTable, marked: Marks, place: tuple[int, int], text: str) -> str:
    if place in marked.changes:
        return "suspect"
    if place in marked.numbers:
        return "result"
    if place in marked.parts:
        return "part"
    if place[0] < table.head:
        return "head"
    return "figure" if FIGURE.fullmatch(text.strip()) else "cell"


def _lines(width: int, text: str) -> int:
    """Return how many lines a text takes in a column of a width in characters."""
    return min(_MOST_LINES, sum(1 + _width(line) // width for line in text.split("\n")))


def _width(text: str) -> int:
    return sum(2 if ord(character) > 0x1100 else 1 for character in text)


def _fit(text: str) -> str:
    return _UNFIT.sub("\ufffd", text)[:_LONGEST_TEXT]

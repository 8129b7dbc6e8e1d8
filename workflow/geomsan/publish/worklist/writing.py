"""The worklist as an xlsx file: the same reports give the same bytes."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from itertools import groupby
from pathlib import Path

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from geomsan.check.report import DocumentReport
from geomsan.common.files import write_whole
from geomsan.common.missing import Missing
from geomsan.publish.worklist import columns as at
from geomsan.publish.worklist.rows import Choices, Row, rows

_MOST_CHARACTERS_OF_COMMENT = 2_000
_CREATED = datetime(2000, 1, 1)
_FONT = "맑은 고딕"
_A3, _A4 = 8, 9
_LINE, _TALLEST = 14.0, 400.0
"""Height of a line and of the tallest row, in points."""
_DAY_FORMAT = "yyyy-mm-dd"
_WIDTHS = {
    at.DOCUMENT: 13, at.TABLE: 14, at.CHECK: 28, at.REPORTED: 11, at.EXPECTED: 11, at.DIFFERENCE: 10,
    at.UNIT: 6, at.SUSPECT: 30, at.SOURCE: 12, at.STATUS: 8, at.DECISION: 9, at.REPAIR: 24, at.TYPED: 12,
    at.REASON: 22, at.OFFICE: 10, at.DUE: 11, at.BY: 10, at.DAY: 11, at.ID: 12, at.SEAL: 12,
}  # fmt: skip
_HINTS = {
    at.DECISION: "수용: 틀린 채로 두는 까닭이 있음\n정정: 맞는 값으로 고침\n질의: 부서에 물어봄",
    at.REPAIR: "‘정정’일 때, 목록에서 하나를 고르십시오. 알맞은 것이 없으면 비우고 오른쪽 칸에 적으십시오.",
    at.TYPED: "‘적힌 값’을 대신할 값입니다(1,215). 다른 칸의 값은 ‘7행 3열 994 → 1,215’처럼 적습니다.",
    at.REASON: "‘수용’이면 이유, ‘정정’이면 그 값의 근거를 반드시 적습니다.",
    at.OFFICE: "‘질의’일 때 물어볼 부서입니다.",
    at.DUE: "‘질의’일 때 답을 받을 날입니다. 예: 2026-04-01",
    at.BY: "결정한 부서 이름입니다(사람 이름이 아님).",
    at.DAY: "비우면 오늘로 적힙니다. 예: 2026-04-01",
}
_REQUIRED = {
    "수용": (at.REASON,),
    "정정": (at.REASON,),
    "질의": (at.OFFICE, at.DUE),
}
_GUIDE = (
    ("하는 일", "검산에서 맞지 않은 것을 한 줄에 하나씩 적었습니다. 노란 칸만 채우고 저장하면 됩니다."),
    ("1. 결정", "‘결정’ 칸에서 고릅니다. 아직 정하지 않은 줄은 비워 두십시오."),
    ("   수용", "틀린 채로 두는 까닭이 있을 때. ‘이유·근거’를 적습니다."),
    (
        "   정정",
        "맞는 값을 알 때. ‘수정안’에서 고르거나 ‘직접 입력한 값’에 적고, ‘이유·근거’에 근거를 적습니다. "
        "한 줄에서 고른 수정안이 다른 줄까지 맞게 하면 다른 줄은 비워 두십시오.",
    ),
    (
        "   두 표의 비교",
        "어느 표가 틀렸는지는 검산이 알 수 없습니다. ‘수정안’에 두 표의 값을 고치는 방법이 하나씩 있습니다. "
        "다른 표의 값을 직접 적을 때는 앞에 그 표의 이름을 적습니다: ‘표이름’ 표 7행 3열 994 → 1,215",
    ),
    ("   질의", "다른 부서에 물어볼 때. ‘질의할 부서’와 ‘기한’을 적습니다. 답을 받을 때까지 미결입니다."),
    ("   결정 취소", "전에 한 결정을 없던 일로 할 때."),
    ("2. 결정한 부서", "부서 이름을 적습니다. ‘결정일’을 비우면 오늘로 적힙니다."),
    ("3. 저장", "이 이름 그대로, 엑셀 통합 문서(xlsx)로 저장합니다. 다른 곳에 저장해도 됩니다."),
    (
        "4. 반영",
        "프로젝트 폴더에서 .venv/bin/geomsan decide worklist.xlsx 를 실행합니다(폴더 이름까지 적습니다). "
        "틀린 줄이 있으면 몇 행인지 알려 주고 아무것도 쓰지 않습니다.",
    ),
    ("5. 다시 만들기", "make briefs 를 실행하면 브리프와 이 목록이 결정대로 다시 만들어집니다."),
    ("행과 열", "‘7행 3열’은 표의 맨 윗줄(제목 줄)을 1행, 맨 왼쪽을 1열로 센 자리입니다."),
)  # fmt: skip


def write_worklist(reports: Sequence[DocumentReport], out: Path, missing: Sequence[Missing] = ()) -> None:
    """Write the worklist of decided documents.

    Parameters
    ----------
    reports
        The documents in the order in which the list shows them, with what was found across them.
    out
        The xlsx file; it appears whole or not at all.
    missing
        The documents that are not there; the guide says so, and why.
    """
    write_whole(out, workbook_bytes(rows(reports), missing))


def workbook_bytes(listed: Sequence[Row], missing: Sequence[Missing] = ()) -> bytes:
    """Return the workbook of rows."""
    held = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_format_properties": {"font_name": _FONT, "font_size": 10, "valign": "top"},
    }
    with Workbook(held, options) as book:
        book.set_properties({"title": "검산 검토 목록", "created": _CREATED})
        sheet = book.add_worksheet(at.SHEET)
        guide = book.add_worksheet(at.GUIDE)
        offers = book.add_worksheet(at.CHOICES)
        styles = _Styles.of(book)
        ranges = _write_choices(offers, listed, styles)
        _write_rows(sheet, listed, ranges, styles)
        _write_guide(guide, styles, missing)
        sheet.activate()
    return held.getvalue()


@dataclass(frozen=True)
class _Styles:
    """The cell formats of the workbook."""

    book: Workbook
    head: Format
    head_filled: Format
    text: Format
    filled: Format
    filled_day: Format
    wanting: Format
    numbers: dict[int, Format]

    @classmethod
    def of(cls, book: Workbook) -> _Styles:
        edge = {"border": 1, "border_color": "#BFBFBF"}
        cell = {**edge, "text_wrap": True, "valign": "top"}
        head = {**edge, "bold": True, "text_wrap": True, "valign": "vcenter", "align": "center"}
        filled = {**cell, "locked": False, "bg_color": "#FFF9E5"}
        return cls(
            book,
            head=book.add_format({**head, "bg_color": "#1F3864", "font_color": "#FFFFFF"}),
            head_filled=book.add_format({**head, "bg_color": "#FFE08A"}),
            # Quoted, so that a text stays one even when somebody edits the cell or copies it.
            text=book.add_format({**cell, "quote_prefix": True}),
            filled=book.add_format({**filled, "num_format": "@", "quote_prefix": True}),
            filled_day=book.add_format({**filled, "num_format": _DAY_FORMAT, "align": "left"}),
            wanting=book.add_format({"bg_color": "#F8CBAD"}),
            numbers={},
        )

    def number(self, decimals: int) -> Format:
        """Return the format of a number with so many decimals; below zero it has a triangle."""
        if decimals not in self.numbers:
            form = "#,##0" + ("." + "0" * decimals if decimals else "")
            edge = {"border": 1, "border_color": "#BFBFBF", "valign": "top"}
            self.numbers[decimals] = self.book.add_format({**edge, "num_format": f"{form};△{form}"})
        return self.numbers[decimals]


def _write_rows(
    sheet: Worksheet, listed: Sequence[Row], ranges: Mapping[Choices, str], styles: _Styles
) -> None:
    for column, name in enumerate(at.COLUMNS):
        sheet.set_column(column, column, _WIDTHS[name], None, {"hidden": name in at.HIDDEN})
        sheet.write_string(0, column, name, styles.head_filled if name in at.FILLED else styles.head)
    for number, row in enumerate(listed, start=1):
        # Said, since LibreOffice leaves the rows of a foreign file at one line.
        sheet.set_row(number, _height({name: str(value) for name, value in row.cells.items()}))
        for column in range(len(at.COLUMNS)):
            _write_cell(sheet, number, column, row, styles)
        for name, comment in row.comments.items():
            _comment(sheet, number, at.COLUMNS.index(name), comment)
    _offer_repairs(sheet, listed, ranges)
    _offer(sheet, len(listed), styles)
    _set_up_page(sheet, len(listed))


def _write_cell(sheet: Worksheet, number: int, column: int, row: Row, styles: _Styles) -> None:
    name = at.COLUMNS[column]
    value = row.cells.get(name, "")
    if name in at.DAYS and value:
        sheet.write_datetime(number, column, datetime.fromisoformat(str(value)), styles.filled_day)
    elif name in at.FILLED:
        style = styles.filled_day if name in at.DAYS else styles.filled
        sheet.write_string(number, column, str(value), style)
    elif isinstance(value, Decimal):
        decimals = max(0, -int(value.as_tuple().exponent))
        sheet.write_number(number, column, value, styles.number(decimals))
    else:
        sheet.write_string(number, column, value, styles.text)


def _height(texts: Mapping[str, str], widths: Mapping[str, int] = _WIDTHS) -> float:
    """Return the height that shows every text of a row."""
    lines = [
        sum(1 + _width(line) // (widths[name] - 1) for line in text.split("\n"))
        for name, text in texts.items()
        if name not in at.HIDDEN
    ]
    return min(_TALLEST, _LINE * max(lines, default=1) + 2)


def _comment(sheet: Worksheet, number: int, column: int, text: str) -> None:
    """Write a comment in a box that holds it."""
    if len(text) > _MOST_CHARACTERS_OF_COMMENT:
        text = text[: _MOST_CHARACTERS_OF_COMMENT - 1] + "…"
    lines = sum(1 + _width(line) // 44 for line in text.split("\n"))
    size = {"width": 330, "height": 16 * lines + 14, "font_name": _FONT, "font_size": 9}
    sheet.write_comment(number, column, text, {**size, "author": "geomsan"})


def _width(text: str) -> int:
    """Return how many columns a text takes: a Korean letter takes two, as it does bytes in this code."""
    return len(text.encode("cp949", "replace"))


def _hint(name: str) -> dict[str, object]:
    return {"input_title": name, "input_message": _HINTS[name]}


def _offer_repairs(sheet: Worksheet, listed: Sequence[Row], ranges: Mapping[Choices, str]) -> None:
    """Offer to each run of rows the repairs that they share."""
    column = at.COLUMNS.index(at.REPAIR)
    first = 1
    for choices, run in groupby(listed, key=lambda row: row.choices):
        last = first + len(list(run)) - 1
        rule = {"validate": "list", "source": ranges[choices]} if choices else {"validate": "any"}
        sheet.data_validation(first, column, last, column, {**rule, **_hint(at.REPAIR)})
        first = last + 1


def _offer(sheet: Worksheet, count: int, styles: _Styles) -> None:
    """Offer the kinds of decision, say what each cell is for, and mark what is still wanting."""
    if not count:
        return
    for name in at.FILLED:
        column = at.COLUMNS.index(name)
        if name == at.DECISION:
            rule: dict[str, object] = {
                "validate": "list",
                "source": list(at.KINDS),
                "error_title": "결정",
                "error_message": f"{', '.join(at.KINDS)} 중에서 고르십시오.",
            }
        elif name == at.REPAIR:
            continue
        else:
            rule = {"validate": "any"}
        sheet.data_validation(1, column, count, column, {**rule, **_hint(name)})
    decision = _letter(at.DECISION)
    for word, names in _REQUIRED.items():
        for name in names:
            column = at.COLUMNS.index(name)
            formula = f'=AND(${decision}2="{word}",${_letter(name)}2="")'
            rule = {"type": "formula", "criteria": formula, "format": styles.wanting}
            sheet.conditional_format(1, column, count, column, rule)


def _letter(name: str) -> str:
    return chr(ord("A") + at.COLUMNS.index(name))


def _set_up_page(sheet: Worksheet, count: int) -> None:
    last = len(at.SHOWN) + len(at.FILLED) - 1
    sheet.freeze_panes(1, 2)
    sheet.autofilter(0, 0, max(count, 1), last)
    allowed = ("format_columns", "format_rows", "sort", "autofilter")
    sheet.protect("", dict.fromkeys(allowed, True))
    _print_landscape(sheet, "검산 검토 목록", _A3)
    sheet.print_area(0, 0, max(count, 1), last)
    sheet.repeat_rows(0)


def _print_landscape(sheet: Worksheet, title: str, paper: int = _A4) -> None:
    sheet.set_landscape()
    sheet.set_paper(paper)
    sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.set_header(f"&L{title}&R&D")
    sheet.set_footer("&C&P / &N")


def _write_choices(sheet: Worksheet, listed: Sequence[Row], styles: _Styles) -> dict[Choices, str]:
    """List the repairs of each table once; return where the drop-downs find them."""
    widths = {at.DOCUMENT: 24, at.TABLE: 24, "번호": 7, at.REPAIR: 60, "이유": 40}
    for column, (name, width) in enumerate(widths.items()):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, name, styles.head)
    found: dict[Choices, str] = {}
    number = 1
    for row in listed:
        key = row.choices
        if not key or key in found:
            continue
        found[key] = f"={at.CHOICES}!$D${number + 1}:$D${number + len(key)}"
        for order, (text, reason) in enumerate(key, start=1):
            values = (str(row.cells[at.DOCUMENT]), str(row.cells[at.TABLE]), "", text, reason)
            sheet.set_row(number, _height(dict(zip(widths, values, strict=True)), widths))
            for column, value in enumerate(values):
                sheet.write_string(number, column, value, styles.text)
            sheet.write_number(number, 2, order, styles.number(0))
            number += 1
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(number - 1, 1), len(widths) - 1)
    sheet.protect("", {"format_columns": True, "autofilter": True})
    _print_landscape(sheet, "수정안: 고치면 표가 맞아떨어지는 가장 적은 값들")
    sheet.repeat_rows(0)
    return found


def _write_guide(sheet: Worksheet, styles: _Styles, missing: Sequence[Missing]) -> None:
    sheet.set_column(0, 0, 16)
    sheet.set_column(1, 1, 100)
    absent = [("빠진 문서", f"{each.name} — {each.message.ko}") for each in missing]
    for number, (what, how) in enumerate([*absent, *_GUIDE]):
        sheet.set_row(number, _height({"": how}, {"": 100}))
        sheet.write_string(number, 0, what, styles.text)
        sheet.write_string(number, 1, how, styles.text)
    sheet.protect("")
    _print_landscape(sheet, "안내")

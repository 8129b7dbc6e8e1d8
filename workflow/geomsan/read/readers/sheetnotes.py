"""What a person must know of how a table stands in its sheet: what is hidden, what has no value."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import islice, takewhile

from geomsan.common.errors import Bilingual
from geomsan.read.readers.sheet import Cells, column_name
from geomsan.read.readers.workbook import Sheet

_SHOWN = 5


def notes_of(sheet: Sheet, cells: Cells, rows: range, columns: range) -> tuple[Bilingual, ...]:
    """Return the notes on the table that fills these rows and columns of a sheet.

    ``cells.without_value`` and ``cells.unsigned`` are sorted.
    """
    return (*_on_sheet(sheet), *_on_hidden(cells, rows, columns), *_on_cells(cells, rows, columns))


def _on_sheet(sheet: Sheet) -> Iterator[Bilingual]:
    if sheet.state == "veryHidden":
        yield Bilingual(
            f"숨긴 시트 '{sheet.name}'의 표입니다(엑셀의 '숨기기 취소'에도 나오지 않는 시트).",
            f"The table is on the sheet '{sheet.name}', hidden so that Excel's Unhide does not list it.",
        )
    elif sheet.state != "visible":
        yield Bilingual(
            f"숨긴 시트 '{sheet.name}'의 표입니다.", f"The table is on the hidden sheet '{sheet.name}'."
        )


def _on_hidden(cells: Cells, rows: range, columns: range) -> Iterator[Bilingual]:
    hidden_rows = _listed(cells.hidden_rows, rows, lambda row: str(row + 1))
    hidden_columns = _listed(cells.hidden_columns, columns, column_name)
    if not hidden_rows and not hidden_columns:
        return
    ko = [f"숨긴 행 {hidden_rows}"] if hidden_rows else []
    ko += [f"숨긴 열 {hidden_columns}"] if hidden_columns else []
    en = [f"hidden rows {hidden_rows}"] if hidden_rows else []
    en += [f"hidden columns {hidden_columns}"] if hidden_columns else []
    yield Bilingual(
        f"{', '.join(ko)}도 표에 넣어 읽었습니다.", f"What is hidden is read with the table: {', '.join(en)}."
    )


def _on_cells(cells: Cells, rows: range, columns: range) -> Iterator[Bilingual]:
    if unknown := _within(cells.without_value, rows, columns):
        yield Bilingual(
            f"계산 결과 없이 저장된 수식이 {len(unknown)}칸 있습니다({_named(unknown)}). "
            "엑셀에서 열어 저장하면 읽을 수 있습니다.",
            f"{len(unknown)} formulas were saved without their result ({_named(unknown)}); "
            "open the file in Excel and save it.",
        )
    if unsigned := _within(cells.unsigned, rows, columns):
        yield Bilingual(
            f"음수인데 부호 없이 보이는 칸이 {len(unsigned)}칸 있습니다({_named(unsigned)}). "
            "표시 형식에 부호를 넣어 주십시오.",
            f"{len(unsigned)} cells are below zero and shown without a sign ({_named(unsigned)}); "
            "give their number format one.",
        )


def _within(found: Sequence[tuple[int, int]], rows: range, columns: range) -> list[str]:
    """Return the names of those of the sorted cells that lie in the table."""
    rest = islice(found, bisect_left(found, (rows.start, 0)), None)
    inside = takewhile(lambda cell: cell[0] < rows.stop, rest)
    return [f"{column_name(column)}{row + 1}" for row, column in inside if column in columns]


def _named(names: Sequence[str]) -> str:
    return ", ".join(names[:_SHOWN]) + (" …" if len(names) > _SHOWN else "")


def _listed(hidden: Collection[int], lines: range, name: Callable[[int], str]) -> str:
    """Return ``3, 5-7`` for those of the hidden lines that are the table's."""
    runs: list[tuple[int, int]] = []
    for line in sorted(line for line in hidden if line in lines):
        if runs and runs[-1][1] == line - 1:
            runs[-1] = (runs[-1][0], line)
        else:
            runs.append((line, line))
    return _named([name(first) if first == last else f"{name(first)}-{name(last)}" for first, last in runs])

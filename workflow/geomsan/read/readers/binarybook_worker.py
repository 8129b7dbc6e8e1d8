"""The process that reads XLS and XLSB, called by :mod:`geomsan.read.readers.binarybook`.

Both libraries take what a file claims: a few bytes in the last cell of a sheet ask one of them for
hundreds of gigabytes.
"""

from __future__ import annotations

import argparse
import datetime
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from geomsan.read.readers.encoding import visible
from geomsan.read.readers.limits import MOST_CELLS, MOST_SHEETS
from geomsan.read.readers.numberformat import GENERAL, show_text, shown_number
from geomsan.read.readers.sheet import MOST_MERGED, Cells
from geomsan.read.readers.workbook import BUILT_IN
from geomsan.read.readers.worker import RefusedError, answer

_STATES = ("visible", "hidden", "veryHidden")


def main() -> None:
    """Read the workbook named on the command line and print its cells, or why there are none."""
    answer(lambda given: _read(given.path), argparse.ArgumentParser())


def _read(path: Path) -> dict[str, Any]:
    with path.open("rb") as file:
        is_zip = file.read(2) == b"PK"
    sheets = _xlsb(path) if is_zip else _xls(path)
    left = MOST_CELLS
    found: list[dict[str, Any]] = []
    for name, state, cells in sheets:
        left -= sum(map(len, cells.rows.values()))
        if left < 0:
            raise RefusedError("cells")
        found.append({"name": name, "state": state} | _as_json(cells))
    return {"sheets": found, "has_formats": not is_zip}


def _as_json(cells: Cells) -> dict[str, Any]:
    return {
        "texts": [[row, at, text] for row, texts in cells.rows.items() for at, text in texts.items()],
        "stored": [
            [row, at, str(number)] for row, line in cells.stored.items() for at, number in line.items()
        ],
        "merged": cells.merged,
        "bracketed": sorted(cells.bracketed),
        "unsigned": cells.unsigned,
        "hidden_rows": sorted(cells.hidden_rows),
        "hidden_columns": sorted(cells.hidden_columns),
    }


def _xls(path: Path) -> Iterator[tuple[str, str, Cells]]:
    import xlrd

    # Links are not read; xlrd would note each of the cells that one lies over.
    vars(xlrd.sheet)["Sheet"].handle_hlink = _leave
    try:
        book = xlrd.open_workbook(path, logfile=sys.stderr, formatting_info=True, ragged_rows=True)
    except xlrd.XLRDError as error:
        raise RefusedError("encrypted" if "encrypted" in str(error) else "damaged") from error
    _refuse_many(book.nsheets)
    codes = _codes(book)
    for sheet in book.sheets():
        cells = Cells()
        for row in range(sheet.nrows):
            for column, kind in enumerate(sheet.row_types(row)):
                if kind not in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
                    _put(cells, (row, column), _shown(book, sheet, (row, column), codes, cells))
        if len(sheet.merged_cells) > MOST_MERGED:
            raise RefusedError("cells")
        # In xlrd the ends of ranges are those after the last.
        cells.merged = [(top, left, low - 1, right - 1) for top, low, left, right in sheet.merged_cells]
        cells.hidden_rows = {row for row, info in sheet.rowinfo_map.items() if info.hidden or not info.height}
        cells.hidden_columns = {at for at, info in sheet.colinfo_map.items() if info.hidden or not info.width}
        yield sheet.name, _STATES[min(sheet.visibility, 2)], cells


def _leave(*_: object) -> None:
    """Do nothing with a record."""


def _codes(book: Any) -> list[str]:
    """Return the number format of each cell style; what the file does not define is as in XLSX."""
    own = {each.format_key: each.format_str for each in book.format_list}
    known = [own.get(xf.format_key) or BUILT_IN.get(xf.format_key, GENERAL) for xf in book.xf_list]
    return list(map(str, known))


def _put(cells: Cells, place: tuple[int, int], text: str) -> None:
    if text.strip():
        row, column = place
        cells.rows.setdefault(row, {})[column] = visible(text.replace("\r\n", "\n").replace("\r", "\n"))


def _shown(book: Any, sheet: Any, place: tuple[int, int], codes: list[str], cells: Cells) -> str:
    """Return what a cell of an XLS shows."""
    import xlrd

    row, column = place
    cell = sheet.cell(row, column)
    code = codes[cell.xf_index] if 0 <= (cell.xf_index or 0) < len(codes) else GENERAL
    if cell.ctype in (xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE):
        shown = shown_number(_digits(cell.value), code, from_1904=bool(book.datemode))
        cells.put(row, column, shown)
        return shown.text
    if cell.ctype == xlrd.XL_CELL_TEXT:
        return show_text(_raised(book, sheet, place, cell), code)
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return "TRUE" if cell.value else "FALSE"
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return str(xlrd.error_text_from_code.get(cell.value, "#N/A"))
    return ""


def _digits(value: float) -> str:
    return str(int(value)) if value == int(value) and abs(value) < 1e15 else repr(value)


def _raised(book: Any, sheet: Any, place: tuple[int, int], cell: Any) -> str:
    """Return a text with its superscript runs as ``^{…}``, so that a footnote mark is no digit."""
    text = str(cell.value)
    runs = sheet.rich_text_runlist_map.get(place, ())
    if not runs:
        return text
    ends = [*(start for start, _ in runs[1:]), len(text)]
    parts = [text[: runs[0][0]]]
    for (start, font), end in zip(runs, ends, strict=True):
        part = text[start:end]
        is_raised = font < len(book.font_list) and book.font_list[font].escapement == 1
        parts.append(f"^{{{part}}}" if is_raised and part.strip() else part)
    return "".join(parts).replace("}^{", "")


def _xlsb(path: Path) -> Iterator[tuple[str, str, Cells]]:
    import python_calamine as calamine

    try:
        book = calamine.load_workbook(str(path))
        _refuse_many(len(book.sheets_metadata))
        places, left = 2 * MOST_CELLS, MOST_CELLS
        found: list[Any] = []
        for sheet in book.sheets_metadata:
            if sheet.typ != calamine.SheetTypeEnum.WorkSheet:
                found.append(None)
                continue
            found.append(book.get_sheet_by_name(sheet.name))
            places -= found[-1].height * found[-1].width
            # Counted in all sheets before a cell is made into what it shows, which takes far longer.
            if places >= 0:
                left -= sum(len(row) - row.count("") for row in found[-1].to_python())
            if min(places, left) < 0:
                raise RefusedError("cells")
        for sheet, values in zip(book.sheets_metadata, found, strict=True):
            yield (
                sheet.name,
                _STATES[_visibility(sheet)],
                _stored_cells(values) if values is not None else Cells(),
            )
    except calamine.PasswordError as error:
        raise RefusedError("encrypted") from error
    except calamine.CalamineError as error:
        raise RefusedError("damaged") from error


def _stored_cells(sheet: Any) -> Cells:
    cells = Cells()
    top, left = sheet.start or (0, 0)
    for row, values in enumerate(sheet.to_python(), top):
        for column, value in enumerate(values, left):
            _put(cells, (row, column), _as_stored(value, (row, column), cells))
    return cells


def _refuse_many(sheets: int) -> None:
    """Refuse a workbook that names more sheets than are read: they may all be one.

    Raises
    ------
    RefusedError
        ``sheets``, with their number.
    """
    if sheets > MOST_SHEETS:
        raise RefusedError("sheets", sheets)


def _visibility(sheet: Any) -> int:
    return ("Visible", "Hidden", "VeryHidden").index(str(sheet.visible).rpartition(".")[2])


def _as_stored(value: Any, place: tuple[int, int], cells: Cells) -> str:
    """Return the text of a value without a number format."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float | int):
        shown = shown_number(_digits(value))
        cells.put(*place, shown)
        return shown.text
    if isinstance(value, datetime.datetime) and not value.time():
        return value.date().isoformat()
    return str(value)


if __name__ == "__main__":
    main()

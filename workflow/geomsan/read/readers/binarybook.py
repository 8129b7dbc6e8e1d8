"""XLS and XLSB, Excel's binary workbooks, read by a process of its own with limits."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from geomsan.common.errors import Bilingual, GeomsanError
from geomsan.read.readers.found import FoundTable
from geomsan.read.readers.limits import MOST_SHEETS
from geomsan.read.readers.sheet import Cells
from geomsan.read.readers.sheettables import Places, tables_of
from geomsan.read.readers.workbook import Sheet
from geomsan.read.readers.worker import ask
from geomsan.read.readers.xmlpart import PartError

MEMORY = 900 << 20
MAX_SECONDS = 300

_REFUSALS = {
    "damaged": Bilingual(
        "손상되었거나 잘린 엑셀 파일입니다. 엑셀에서 열어 xlsx로 저장해 주십시오.",
        "is a damaged Excel file, or cut off; open it in Excel and save it as xlsx.",
    ),
    "encrypted": Bilingual(
        "암호가 걸린 엑셀 파일입니다. 암호를 풀고 다시 저장해 주십시오.",
        "is an Excel file with a password; remove it and save again.",
    ),
    "cells": Bilingual(
        "칸이 너무 많은 엑셀 파일입니다. 시트를 나누어 저장해 주십시오.",
        "holds too many cells; split its sheets.",
    ),
    "memory": Bilingual(
        f"읽는 데 메모리가 {MEMORY >> 20:,}MB 넘게 드는 파일입니다. 엑셀에서 xlsx로 저장해 주십시오.",
        f"takes more than {MEMORY >> 20:,} MB of memory to read; save it as xlsx in Excel.",
    ),
    "sheets": Bilingual(
        f"시트가 {{number:,}}개나 되는 엑셀 파일입니다({MOST_SHEETS:,}개까지 읽습니다). "
        "나누어 저장해 주십시오.",
        f"holds {{number:,}} sheets (up to {MOST_SHEETS:,} are read); split it.",
    ),
    "time": Bilingual(
        "읽는 데 너무 오래 걸리는 파일입니다. 엑셀에서 xlsx로 저장해 주십시오.",
        "takes too long to read; save it as xlsx in Excel.",
    ),
}
_AS_STORED = Bilingual(
    "xlsb는 표시 형식 없이 저장된 값으로 읽습니다(75.2%는 0.752). 보이는 대로 검산하려면 xlsx로 저장하세요.",
    "xlsb is read as stored, without number formats (0.752 for 75.2%); save it as xlsx for what is shown.",
)


def read_binary_workbook(path: Path, name: str | None = None) -> list[FoundTable]:
    """Find the tables of an XLS or XLSB workbook, those on hidden sheets too.

    XLS is read as XLSX is: cells as a spreadsheet shows them. Of XLSB the values are read and neither
    number formats nor merged cells nor what is hidden, save sheets; a note says so.

    Parameters
    ----------
    path
        The file.
    name
        How places name the file; its own name by default.

    Raises
    ------
    GeomsanError
        When the file is damaged, encrypted, or larger than the limits.
    """
    answer = ask("binarybook_worker", path, memory=MEMORY, seconds=MAX_SECONDS)
    if refused := answer.get("refused"):
        said, number = _REFUSALS[refused], answer["number"]
        raise GeomsanError(str(path), said.ko.format(number=number), said.en.format(number=number))
    notes = () if answer["has_formats"] else (_AS_STORED,)
    places = Places()
    found: list[FoundTable] = []
    for number, each in enumerate(answer["sheets"], 1):
        sheet = Sheet(number, each["name"], state=each["state"])
        try:
            found += tables_of(path, name or path.name, sheet, _cells(each), places)
        except PartError as error:
            where = f"{path}#{sheet.name}"
            raise GeomsanError(
                where, f"읽을 수 없습니다: {error.reason.ko}.", f"cannot be read: {error}."
            ) from error
    return [replace(table, notes=(*notes, *table.notes)) for table in found]


def _cells(sheet: dict[str, Any]) -> Cells:
    return Cells(
        rows=_by_row(sheet["texts"]),
        merged=[tuple(each) for each in sheet["merged"]],
        bracketed=set(sheet["bracketed"]),
        unsigned=[tuple(each) for each in sheet["unsigned"]],
        stored=_by_row([row, column, Decimal(number)] for row, column, number in sheet["stored"]),
        hidden_rows=set(sheet["hidden_rows"]),
        hidden_columns=set(sheet["hidden_columns"]),
    )


def _by_row(cells: Iterable[Sequence[Any]]) -> dict[int, dict[int, Any]]:
    rows: dict[int, dict[int, Any]] = {}
    for row, column, value in cells:
        rows.setdefault(row, {})[column] = value
    return rows

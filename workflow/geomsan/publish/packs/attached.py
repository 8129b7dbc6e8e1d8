"""The checked tables as CSV, to be attached to the pack."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from geomsan.check.report import TableReport
from geomsan.publish.packs import text
from geomsan.publish.packs.corrected import corrected_rows
from geomsan.publish.packs.document import PackSpec
from geomsan.publish.spreadsheet import plain_cell


@dataclass(frozen=True)
class AttachedTable:
    """A file of the pack: UTF-8 with a byte order mark, as spreadsheets expect it, and CRLF.

    ``number`` is that of its table in the pack, from 1, ``sha256`` of the files that the table was read from.
    """

    number: int
    name: str
    content: bytes
    description: str
    sha256: str = ""


def attached_tables(spec: PackSpec) -> list[AttachedTable]:
    """Return one file a table, and a second one with the corrected figures where there are any.

    Cells are as printed, head rows included, but for words that a spreadsheet would take for a formula
    (:mod:`geomsan.publish.spreadsheet`); short rows are filled up. The names begin with the
    number that the table has in the pack, so that their order is that of print.
    """
    digits = len(str(len(spec.tables)))
    return [
        item
        for number, table in enumerate(spec.tables, start=1)
        for item in _files(table, f"{number:0{digits}d}", number)
    ]


def _files(table: TableReport, order: str, number: int) -> Iterator[AttachedTable]:
    name = f"{order}_{table.document}_{table.name}"
    title = " ".join(text.lines(table.title)) or table.name
    printed, corrected = table.rows, corrected_rows(table)
    yield AttachedTable(
        number, f"{name}.csv", _csv(printed), f"표 {number} {title} (인쇄된 값)", table.sha256
    )
    if corrected != printed:
        yield AttachedTable(
            number, f"{name}_corrected.csv", _csv(corrected), f"표 {number} {title} (정정한 값)", table.sha256
        )


def _csv(rows: Sequence[Sequence[str]]) -> bytes:
    width = max(map(len, rows), default=0)
    out = io.StringIO()
    csv.writer(out).writerows([*map(plain_cell, row), *[""] * (width - len(row))] for row in rows)
    return out.getvalue().encode("utf-8-sig")

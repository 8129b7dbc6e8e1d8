"""Repairs as one readable text, ``소계 (7행 3열) 994 → 1,215``, and read back from it.

A figure of another table than the check's has that table's name before it: ``‘name’ 표 소계 (7행 …``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from geomsan.check.report import CorrectedCell, Finding, TableReport
from geomsan.common.errors import Bilingual
from geomsan.decide.writing import printed_like

BLANK = "(빈칸)"
_BETWEEN = "; "
_CHANGE = re.compile(
    r"(?:[‘'](?P<table>[^’']+)[’']\s*표\s)?"
    r"(?:.*[^\d])?(?P<row>\d{1,7})\s*행\s*(?P<column>\d{1,5})\s*열(?:\s*(?P<part>\d{1,3})\s*번째\s*값)?\s*\)?"
    r"(?P<text>.*?)(?:→|->|=>)(?P<value>.+)",
    re.DOTALL,
)
Tables = Mapping[str, TableReport]
"""The tables of a document by name."""
_RESULTS = ("total", "result", "rate")

Position = tuple[int, int, int | None]


class UnclearError(Exception):
    """A typed correction that does not say which figure becomes which."""

    def __init__(self, ko: str, en: str) -> None:
        self.message = Bilingual(ko, en)
        super().__init__(ko)


def position_of(cell: Mapping[str, Any]) -> Position:
    """Return row, column and part of a cell of a finding or of a repair."""
    return cell["row"], cell["column"], cell.get("part")


def where(table: TableReport, cell: Mapping[str, Any]) -> str:
    """Return where a figure stands: the label of its row, and row and column as people count."""
    row, column, part = position_of(cell)
    label = " ".join(next((text for text in table.rows[row] if text.strip()), "").split())
    place = f"({row + 1}행 {column + 1}열" + ("" if part is None else f" {part + 1}번째 값") + ")"
    return f"{label.replace(';', ',')} {place}".strip()


def changes(tables: Tables, own: str, cells: Sequence[CorrectedCell]) -> str:
    """Return corrected figures as one text; ``own`` is the name of the check's table."""
    return _BETWEEN.join(
        (f"‘{cell.table}’ 표 " if cell.table else "")
        + f"{where(tables[cell.table or own], vars(cell))} {cell.text.strip() or BLANK} → {cell.value}"
        for cell in cells
    )


def corrected(repair: Mapping[str, Any]) -> tuple[CorrectedCell, ...]:
    """Return a repair as a correction would write it; nothing where a figure stands outside the table."""
    if any(cell["row"] is None or cell["value"] is None for cell in repair["cells"]):
        return ()
    values = [Decimal(cell["value"]) for cell in repair["cells"]]
    return tuple(
        CorrectedCell(
            *position_of(cell), cell["text"], printed_like(cell["text"], value), cell.get("table", "")
        )
        for cell, value in zip(repair["cells"], values, strict=True)
    )


def choices(tables: Tables, finding: Finding) -> list[tuple[str, str]]:
    """Return the repairs of a finding that can be chosen, likeliest first: text and reason."""
    found = [(corrected(repair), repair["reason_ko"]) for repair in finding.repairs]
    return [(changes(tables, finding.table, cells), reason) for cells, reason in found if cells]


def result_cell(finding: Finding) -> Mapping[str, Any] | None:
    """Return the cell of the figure that the check reports; None where it stands outside the table."""
    return next((cell for cell in finding.own_cells if cell["role"] in _RESULTS), None)


def read_changes(text: str, tables: Tables, finding: Finding) -> tuple[CorrectedCell, ...]:
    """Return the correction that a text says: as :func:`changes` writes it, or the reported figure alone.

    Raises
    ------
    UnclearError
        When it does not say which figure is meant, or another is printed there.
    """
    if not re.search(r"→|->|=>", text):
        cell = result_cell(finding)
        if cell is None:
            raise UnclearError(
                "적힌 값이 이 표 밖에 있어 정정할 수 없습니다. ‘질의’나 ‘수용’을 고르십시오.",
                "the reported figure stands outside this table; choose 질의 or 수용.",
            )
        return (CorrectedCell(*position_of(cell), cell["text"], text.strip()),)
    pieces = [piece for piece in re.split(r"[;\n]", text) if piece.strip()]
    return tuple(_read_change(piece, tables, finding) for piece in pieces)


def _read_change(piece: str, tables: Tables, finding: Finding) -> CorrectedCell:
    match = _CHANGE.fullmatch(piece.strip())
    if match is None:
        raise UnclearError(
            f"어느 값을 고치는지 알 수 없습니다: ‘{piece.strip()}’. ‘7행 3열 994 → 1,215’처럼 적으십시오.",
            f"does not say which figure becomes which: {piece.strip()!r}; write ‘7행 3열 994 → 1,215’.",
        )
    table = match["table"] or ""
    if table and table not in tables:
        raise UnclearError(
            f"이 문서에 없는 표입니다: ‘{table}’. 표의 이름을 확인하십시오.",
            f"there is no table {table!r} in this document; look at its name again.",
        )
    part = int(match["part"]) - 1 if match["part"] else None
    position = (int(match["row"]) - 1, int(match["column"]) - 1, part)
    printed = _printed(position, table, tables, finding)
    given = match["text"].strip()
    if printed is None or (given and given != (printed.strip() or BLANK)):
        stands = "" if printed is None else f" 그 자리에는 ‘{printed.strip() or BLANK}’이(가) 있습니다."
        raise UnclearError(
            f"표에 없는 값입니다: ‘{piece.strip()}’.{stands} 자리와 값을 확인하십시오.",
            f"is not printed there: {piece.strip()!r}; look at the place again.",
        )
    return CorrectedCell(*position, printed, match["value"].strip(), table)


def _printed(position: Position, name: str, tables: Tables, finding: Finding) -> str | None:
    repaired = [cell for repair in finding.repairs for cell in repair["cells"]]
    for cell in (*finding.cells, *repaired):
        place = (cell.get("document", finding.document), cell.get("table", ""))
        if cell["row"] is not None and place == (finding.document, name) and position_of(cell) == position:
            return str(cell["text"])
    rows = tables[name or finding.table].rows
    row, column, part = position
    if part is not None or not 0 <= row < len(rows) or not 0 <= column < len(rows[row]):
        return None
    return rows[row][column]

"""Findings: one row a check, as CONTRACT fixes them, and their sentences in Korean and English."""

from __future__ import annotations

import json
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from geomsan.checking import CheckedTable
from geomsan.errors import Bilingual
from geomsan.figures.interval import Habit
from geomsan.identities.verdicts import Check, Verdict
from geomsan.tables.table import Entry

_LARGEST_FLOAT = Decimal(10) ** 300
_HABITS = {
    Habit.HALF_UP: Bilingual("반올림", "rounding half up"),
    Habit.CUT_OFF: Bilingual("버림", "cutting off"),
    Habit.EITHER: Bilingual("반올림과 버림을 섞어 쓴 것", "a mixture of rounding and cutting off"),
}


def number(value: Decimal | None) -> float | str | None:
    """Return a finite JSON number; a figure too long for one as a string."""
    if value is None:
        return None
    if value.copy_abs() >= _LARGEST_FLOAT:
        return str(value)
    return float(value)


def shown(value: Decimal) -> str:
    """Return a number as Korean reports print it: separators in threes, ``△`` for negatives.

    Nothing is cut off: every place of an amount counts, and rates come rounded.
    """
    text = f"{value.copy_abs():,f}"
    return f"△{text}" if value < 0 else text


def cells_of(check: Check) -> list[dict[str, Any]]:
    """Return the check's cells with their roles, each cell once; a figure not printed is left out."""
    cells: dict[Entry, dict[str, Any]] = {}
    for term in check.edit.terms:
        entry = term.entry
        if entry in cells or (entry.row is None and not entry.figure.text):
            continue
        cell: dict[str, Any] = {"row": entry.row, "column": entry.column}
        if entry.part is not None:
            cell["part"] = entry.part
        cell |= {"text": entry.figure.text, "role": term.role.value}
        if entry.row is None:
            cell["place"] = entry.place
        cells[entry] = cell
    return list(cells.values())


def message(check: Check) -> Bilingual:
    """Return one sentence that says what the check found."""
    statement = check.edit.statement
    unit = check.edit.result.entry.unit
    name = unit.name if unit else ""
    if check.verdict is Verdict.UNDECIDED:
        because = check.because or Bilingual("", "")
        return Bilingual(
            f"{statement}: 판정할 수 없음 — {because.ko}", f"{statement}: undecided — {because.en}"
        )
    assert check.reported is not None
    assert check.expected is not None
    assert check.difference is not None
    reported, expected = f"{shown(check.reported)}{name}", f"{shown(check.expected)}{name}"
    gap = shown(check.difference)
    if check.verdict is Verdict.EXACT:
        return Bilingual(f"{statement}: {reported} 일치", f"{statement}: {reported} agrees")
    # Worded so that no particle hangs on a number or a unit: 와/과 would depend on how it is read.
    if check.verdict is Verdict.ROUNDING:
        why = _HABITS[check.habit or Habit.EITHER]
        return Bilingual(
            f"{statement}: 적힌 값 {reported}, 계산한 값 {expected} (차이 {gap}) — {why.ko}으로 설명됨",
            f"{statement}: the difference {gap} of {reported} from {expected} is explained by {why.en}",
        )
    return Bilingual(
        f"{statement}: 적힌 값 {reported}, 나머지 숫자로 계산한 값 {expected} (차이 {gap})",
        f"{statement}: printed {reported}, but the other figures give {expected} (off by {gap})",
    )


def rows(checked: Iterable[CheckedTable]) -> list[dict[str, Any]]:
    """Return one mapping a check, with the keys of :data:`geomsan.report.COLUMNS`."""
    return [_row(table, check) for table in checked for check in table.checks]


def _row(checked: CheckedTable, check: Check) -> dict[str, Any]:
    result = check.edit.result.entry
    sentence = message(check)
    return {
        "document": checked.table.document,
        "table": checked.table.name,
        "check_id": f"{checked.table.document}/{checked.table.name}/{check.edit.id}",
        "rule": check.edit.rule.value,
        "statement": check.edit.statement,
        "verdict": check.verdict.value,
        "status": "open" if check.verdict is Verdict.VIOLATED else "",
        "unit": result.unit.name if result.unit else "",
        "reported": number(check.reported),
        "expected": number(check.expected),
        "difference": number(check.difference),
        "cells": json.dumps(cells_of(check), ensure_ascii=False),
        "repairs": "[]",
        "source": result.place,
        "message_ko": sentence.ko,
        "message_en": sentence.en,
    }

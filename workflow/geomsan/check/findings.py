"""Findings: one row a check, and their sentences in Korean and English."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geomsan.check.identities.verdicts import Check, Verdict
from geomsan.check.report import Finding
from geomsan.common.errors import Bilingual
from geomsan.read.figures.interval import RoundingMode
from geomsan.read.figures.printed import plain, printed, with_places
from geomsan.read.tables.table import Entry

if TYPE_CHECKING:  # what only names them need not start the solver
    from geomsan.check.localization.ranking import Repair
    from geomsan.check.proving import TableProof
    from geomsan.check.validation import CheckedTable
from geomsan.common.words import ROUNDING_MODES

INFERRED = Bilingual(
    "추정한 규칙: 사람이 아직 확인하지 않음", "an inferred rule that nobody has confirmed yet"
)
"""What is said of a finding whose rule a descriptor states as inferred."""


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
    if check.edit.is_inferred:
        told = _sentence(check, f"{statement} ({INFERRED.ko})").ko
        return Bilingual(told, _sentence(check, f"{statement} ({INFERRED.en})").en)
    return _sentence(check, statement)


def _sentence(check: Check, statement: str) -> Bilingual:
    unit = check.edit.result.entry.unit
    name = unit.name if unit else ""
    if check.verdict is Verdict.UNDECIDED:
        because = check.because or Bilingual("", "")
        return Bilingual(
            f"{statement}: 판정할 수 없음 — {because.ko}", f"{statement}: undecided — {because.en}"
        )
    if check.expected is None and check.verdict is Verdict.VIOLATED:
        return Bilingual(
            f"하나씩은 맞을 수 있으나 함께는 성립할 수 없음: {statement}",
            f"each may hold, but not together: {statement}",
        )
    assert check.reported is not None
    assert check.expected is not None
    assert check.difference is not None
    reported, expected = f"{printed(check.reported)}{name}", f"{printed(check.expected)}{name}"
    gap = printed(check.difference)
    if check.verdict is Verdict.EXACT:
        return Bilingual(f"{statement}: {reported} 일치", f"{statement}: {reported} agrees")
    # Worded so that no particle hangs on a number or a unit: 와/과 would depend on how it is read.
    if check.verdict is Verdict.ROUNDING:
        why = ROUNDING_MODES[(check.rounding_mode or RoundingMode.EITHER).value]
        return Bilingual(
            f"{statement}: 적힌 값 {reported}, 계산한 값 {expected} (차이 {gap}) — {why.ko}으로 설명됨",
            f"{statement}: the difference {gap} of {reported} from {expected} is explained by {why.en}",
        )
    return Bilingual(
        f"{statement}: 적힌 값 {reported}, 나머지 숫자로 계산한 값 {expected} (차이 {gap})",
        f"{statement}: printed {reported}, but the other figures give {expected} (off by {gap})",
    )


def repair_json(repair: Repair) -> dict[str, Any]:
    """Return a repair as plain JSON values, with the range that would do and the reason of its rank.

    Its numbers are text: :func:`geomsan.check.contract.repair_numbers` makes them JSON numbers.
    """
    cells = []
    for cell in repair.cells:
        place = {"row": cell.entry.row, "column": cell.entry.column}
        if cell.entry.part is not None:
            place["part"] = cell.entry.part
        numbers = {"value": cell.value, "low": cell.low, "high": cell.high}
        texts = {name: None if value is None else plain(value) for name, value in numbers.items()}
        cells.append({**place, "text": cell.entry.figure.text, **texts})
    return {
        "cells": cells,
        "score": repair.score,
        "reason_ko": repair.reason.ko,
        "reason_en": repair.reason.en,
    }


def suspects(proof: TableProof) -> Bilingual | None:
    """Return one sentence that names the likeliest repair, and how many there are as small."""
    if proof.localization is None:
        return None
    if not proof.repairs:
        least = proof.localization.size
        return Bilingual(f"적어도 {least}개의 값이 틀림", f"at least {least} figures are wrong")
    first, count = proof.repairs[0], len(proof.repairs)
    changes = ", ".join(
        f"{cell.entry.figure.text.strip()} → {printed(with_places(cell.value))}" for cell in first.cells
    )
    more = "" if proof.localization.is_complete else " 이상"
    return Bilingual(
        f"가장 의심되는 곳: {changes} ({first.reason.ko}; 가능한 수정 {count}가지{more})",
        f"likeliest: {changes} ({first.reason.en}; {count} smallest repairs{'' if not more else ' or more'})",
    )


def _joined(first: Bilingual, second: Bilingual | None) -> Bilingual:
    return first if second is None else Bilingual(f"{first.ko}. {second.ko}", f"{first.en}. {second.en}")


def findings_of(checked: CheckedTable) -> list[Finding]:
    """Return the finding of each check of a table, in the order of the checks."""
    return [_finding(checked, check) for check in checked.checks]


def _finding(checked: CheckedTable, check: Check) -> Finding:
    result = check.edit.result.entry
    sentence = message(check)
    repairs: list[dict[str, Any]] = []
    if check.verdict is Verdict.VIOLATED:
        repairs = [repair_json(repair) for repair in checked.proof.repairs]
        sentence = _joined(sentence, suspects(checked.proof))
    return Finding(
        document=checked.table.document,
        table=checked.table.name,
        check_id=f"{checked.table.document}/{checked.table.name}/{check.edit.id}",
        rule=check.edit.rule.value,
        statement=check.edit.statement,
        verdict=check.verdict.value,
        status="open" if check.verdict is Verdict.VIOLATED else "",
        unit=result.unit.name if result.unit else "",
        reported=check.reported,
        expected=check.expected,
        difference=check.difference,
        cells=cells_of(check),
        repairs=repairs,
        source=result.place,
        message_ko=sentence.ko,
        message_en=sentence.en,
        basis=check.edit.basis.value,
    )

"""What holds for every reading: notes on rounding, nils that may mean "not given", round figures."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from geomsan.check.identities.edits import Edit, Rule, Term
from geomsan.check.identities.verdicts import Check, Verdict, evaluate
from geomsan.common.errors import Bilingual
from geomsan.infer.matrix import Matrix
from geomsan.infer.readings import Reading, undecided
from geomsan.read.figures.figure import State
from geomsan.read.figures.units import Kind
from geomsan.read.tables.table import Entry

_STEP = re.compile(
    r"(\d[\d,]*|십|백|천|만|십만|백만)\s*(?:명|원|천원|백만원|개|건|세대|가구)?\s*(?:단위|자리)(?:로|까지|에서|\s)*\s*(?:반올림|올림|절상|버림|절사|사사오입)"
    r"|(?:nearest|multiple[s]? of)\s+(\d[\d,]*|five|ten|hundred|thousand)",
    re.IGNORECASE,
)
_WORDS = {"십": 10, "백": 100, "천": 1_000, "만": 10_000, "십만": 100_000, "백만": 1_000_000} | {
    "five": 5,
    "ten": 10,
    "hundred": 100,
    "thousand": 1_000,
}
_UP = re.compile(r"(?<!반)올림|절상|rounded up", re.IGNORECASE)
_LOOSE = re.compile(r"반올림|사사오입|단수\s*처리|끝수|rounding|rounded", re.IGNORECASE)
_FEWEST_ZEROS = 3

_NOT_GIVEN = Bilingual(
    "‘-’는 값이 없다는 뜻일 수도 있습니다", "a nil may mean that the figure is not available"
)
_LEFT_BLANK = Bilingual(
    "빈 칸에 값이 빠졌을 수도 있습니다", "an empty cell may be a figure that was left out"
)


def noted(matrix: Matrix) -> Matrix:
    """Return the matrix whose figures stand for what its notes say: rounded to tens, rounded up."""
    step = _noted_step(matrix.notes)
    is_up = bool(_UP.search(matrix.notes))
    if step is None and not is_up and not _LOOSE.search(matrix.notes):
        return matrix
    entries = {place: _as_noted(entry, step, is_up=is_up) for place, entry in matrix.entries.items()}
    return replace(matrix, entries=entries)


def _noted_step(notes: str) -> Decimal | None:
    match = _STEP.search(notes)
    if match is None:
        return None
    text = (match[1] or match[2]).lower().replace(",", "")
    return Decimal(_WORDS.get(text) or int(text))


def _as_noted(entry: Entry, step: Decimal | None, *, is_up: bool) -> Entry:
    """Return a figure with the step and the direction of a note; a count is then no exact one."""
    if entry.figure.state is not State.VALUE or entry.figure.step is None:
        return entry
    kind = Kind.AMOUNT if entry.kind is Kind.COUNT else entry.kind
    if kind is Kind.RATE:
        return replace(entry, is_rounded_up=is_up)
    figure = entry.figure
    if step is not None and figure.step is not None and step > figure.step and entry.printed % step == 0:
        figure = replace(figure, step=step)
    return replace(entry, figure=figure, kind=kind, is_rounded_up=is_up)


def judged(readings: Sequence[Reading]) -> tuple[Reading, ...]:
    """Return the readings with verdicts that hold whatever nils and round figures mean."""
    return tuple(
        replace(reading, checks=tuple(_judged(check) for check in reading.checks)) for reading in readings
    )


def _judged(check: Check) -> Check:
    if check.verdict is not Verdict.VIOLATED:
        return check
    if _is_not_given(check.edit):
        return undecided(check, _NOT_GIVEN)
    if _may_be_left_blank(check):
        return undecided(check, _LEFT_BLANK)
    nouns = sorted(_nouns(check.edit)) if check.edit.rule is not Rule.RATE else []
    if len(nouns) > 1:
        names = ", ".join(nouns)
        return undecided(
            check, Bilingual(f"세는 것이 서로 다릅니다 ({names})", f"different things are counted ({names})")
        )
    step = _round_step(check.edit)
    if step is not None:
        rounder = replace(check.edit, terms=tuple(_rounder(check.edit, step)))
        if evaluate(rounder).verdict is not Verdict.VIOLATED:
            ko = f"모든 값이 {step:,}의 배수입니다: 그 단위로 반올림했다면 맞습니다"
            return undecided(
                check, Bilingual(ko, f"all figures are multiples of {step:,}: rounded so, it holds")
            )
    return check


def _nouns(edit: Edit) -> set[str]:
    """Return what the figures of a rule say themselves that they count: 개소 and 구획 are two things."""
    units = [term.entry.figure.unit for term in edit.terms]
    return {
        unit.dimension for unit in units if unit is not None and unit.dimension and unit.kind is Kind.COUNT
    }


def _is_not_given(edit: Edit) -> bool:
    """Tell whether all parts are nil and the result is not, or the other way round."""
    result, others = edit.result.entry, [term.entry for term in edit.others]
    if edit.rule is Rule.RATE:
        return False
    if result.is_nil:
        return any(not entry.is_nil and entry.printed for entry in others)
    return bool(result.printed) and all(entry.is_nil for entry in others)


def _may_be_left_blank(check: Check) -> bool:
    """Tell whether a figure in an empty part, of a sign that the parts have, would make a sum right."""
    if check.edit.rule is not Rule.SUM or check.difference is None:
        return False
    parts = check.edit.others
    blanks = [term for term in parts if term.entry.figure.state is State.BLANK]
    has_negative = any(term.entry.printed < 0 for term in parts)
    return any(has_negative or check.difference * term.coefficient > 0 for term in blanks)


def _round_step(edit: Edit) -> int | None:
    """Return the power of ten that all figures of a balance are multiples of, from a thousand on."""
    if edit.rule is Rule.RATE:
        return None
    entries = [term.entry for term in edit.terms if term.entry.printed]
    if len({entry.scale for entry in entries}) > 1 or len(entries) < 3:
        return None
    zeros = min(map(_zeros, entries), default=0)
    return 10**zeros if zeros >= _FEWEST_ZEROS else None


def _zeros(entry: Entry) -> int:
    if entry.printed != entry.printed.to_integral_value():
        return 0
    digits = str(int(abs(entry.printed)))
    return len(digits) - len(digits.rstrip("0"))


def _rounder(edit: Edit, step: int) -> Iterable[Term]:
    for term in edit.terms:
        entry = term.entry
        if entry.figure.state is State.VALUE:
            entry = replace(entry, figure=replace(entry.figure, step=Decimal(step)), kind=Kind.AMOUNT)
        yield replace(term, entry=entry)

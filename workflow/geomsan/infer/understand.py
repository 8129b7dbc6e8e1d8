"""From a found table to edit rules: every reading that the table's own figures bear out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from geomsan.check.identities.edits import Edit, Rule
from geomsan.check.identities.verdicts import Check, Verdict
from geomsan.check.proving import TableProof, prove
from geomsan.common.errors import Bilingual
from geomsan.infer.columns import carries, differences, places_of, unnamed_sums
from geomsan.infer.formulas import printed_formulas
from geomsan.infer.fragments import join_fragments
from geomsan.infer.matrix import Matrix, read_matrix
from geomsan.infer.rates import hundreds, rates, with_exact_hundreds
from geomsan.infer.readings import Accepted, Reading, is_held
from geomsan.infer.totals import totals
from geomsan.read.figures.figure import State
from geomsan.read.readers.found import FoundTable

__all__ = ["UnderstoodTable", "join_fragments", "understand"]

_MOST_SHIFTS = 2


@dataclass(frozen=True)
class UnderstoodTable:
    """A table that nobody described, with what it was understood to assert.

    Attributes
    ----------
    sentences
        What was understood, one sentence a reading, for a clerk to contradict.
    checks, proof
        Verdicts of the inferred rules, and the suspects.
    matrix, readings
        The lines and figures of the table as understood, and the accepted readings.
    """

    found: FoundTable
    unit: str
    sentences: tuple[Bilingual, ...]
    checks: tuple[Check, ...]
    proof: TableProof
    matrix: Matrix | None = None
    readings: tuple[Reading, ...] = ()


def understand(found: FoundTable) -> UnderstoodTable:
    """Work out what a table asserts, decide it, and find the suspects."""
    readings: list[Accepted] = []
    unit = ""
    chosen: Matrix | None = None
    best_score: float | None = None
    for shift in range(_MOST_SHIFTS + 1):
        matrix = read_matrix(found, shift)
        if matrix is None:
            break
        tried = _with_blanks_decided(matrix)
        score = sum(evidence.weight for _, evidence in tried)
        # Where a shifted head is as good, it is the better one: it leaves no column without a name.
        if best_score is None or score > best_score or (score == best_score and not matrix.may_shift):
            readings, best_score, chosen = tried, score, matrix
            unit = matrix.unit.name if matrix.unit else ""
        if not (matrix.may_shift or shift) or shift >= matrix.stub - found.start_column - 1:
            break
    checks = _distinct(readings)
    proof = prove(checks)
    sentences = tuple(dict.fromkeys(reading.sentence for reading, _ in readings))
    told = (*checks, proof.joint) if proof.joint else checks
    accepted = tuple(reading for reading, _ in readings)
    return UnderstoodTable(found, unit, sentences, told, proof, chosen, accepted)


def _with_blanks_decided(matrix: Matrix) -> list[Accepted]:
    """Return the readings; empty cells count as nil when rules over them then hold more than fail."""
    if not matrix.has_blanks:
        return list(_readings(matrix))
    filled = list(_readings(matrix.with_blanks_as_zero()))
    over_blanks = [
        check
        for _, evidence in filled
        for check in evidence.checks
        if any(term.entry.figure.state is State.BLANK for term in check.edit.terms)
    ]
    holds = sum(is_held(check) for check in over_blanks)
    fails = sum(check.verdict is Verdict.VIOLATED for check in over_blanks)
    return filled if holds > fails or not over_blanks else list(_readings(matrix))


def _readings(matrix: Matrix) -> Iterator[Accepted]:
    """Yield the accepted readings, those that the table prints as formulas first."""
    matrix = with_exact_hundreds(matrix)
    matrix = with_exact_hundreds(matrix.transposed()).transposed()
    sides = (matrix, matrix.transposed())
    printed = [accepted for side in sides for accepted in printed_formulas(side)]
    yield from printed
    printed_places = {_place(edit) for reading, _ in printed for edit in reading.edits}
    taken, known = set(printed_places), {places_of(edit) for reading, _ in printed for edit in reading.edits}
    for side in sides:
        yield from (*hundreds(side), *carries(side), *totals(side))
        told = differences(side)
        increases = [reading.edits[0] for reading, _ in (*printed, *told)]
        for reading, evidence in (*told, *rates(side, increases)):
            places = {_place(edit) for edit in reading.edits}
            is_rate = reading.edits[0].rule is Rule.RATE
            if not places & (taken if is_rate else printed_places):
                taken |= places
                known |= {places_of(edit) for edit in reading.edits}
                yield reading, evidence
        yield from unnamed_sums(side, _lines_of(side, taken), known)


def _lines_of(matrix: Matrix, taken: set[tuple[object, ...]]) -> set[int]:
    """Return the columns that have a result among ``taken``."""
    entries = matrix.entries.items()
    return {at for (_, at), entry in entries if (entry.row, entry.column, entry.part) in taken}


def _place(edit: Edit) -> tuple[object, ...]:
    entry = edit.result.entry
    return entry.row, entry.column, entry.part


def _distinct(readings: list[Accepted]) -> tuple[Check, ...]:
    """Return the checks of all readings, each rule over the same cells once."""
    seen: set[tuple[object, ...]] = set()
    checks = []
    for _, evidence in readings:
        for check in evidence.checks:
            cells = _cells(check.edit)
            if cells not in seen:
                seen.add(cells)
                checks.append(check)
    return tuple(checks)


def _cells(edit: Edit) -> tuple[object, ...]:
    places = [(t.entry.row, t.entry.column, t.entry.part, t.role.value, t.coefficient) for t in edit.terms]
    return tuple(sorted(places, key=str))

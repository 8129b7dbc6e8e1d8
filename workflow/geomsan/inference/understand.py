"""From a found table to edit rules: every reading that the table's own figures bear out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from geomsan.errors import Bilingual
from geomsan.identities.edits import Edit
from geomsan.identities.verdicts import Check
from geomsan.inference.columns import carries, differences, rates
from geomsan.inference.formulas import printed_formulas
from geomsan.inference.matrix import Matrix, read_matrix
from geomsan.inference.totals import Accepted, totals
from geomsan.proving import TableProof, prove
from geomsan.readers.found import FoundTable
from geomsan.tables.grid import Grid

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
    """

    found: FoundTable
    unit: str
    sentences: tuple[Bilingual, ...]
    checks: tuple[Check, ...]
    proof: TableProof


def understand(found: FoundTable) -> UnderstoodTable:
    """Work out what a table asserts, decide it, and find the suspects."""
    readings: list[Accepted] = []
    unit = ""
    best_score: int | None = None
    for shift in range(_MOST_SHIFTS + 1):
        matrix = read_matrix(found, shift)
        if matrix is None:
            break
        tried = _with_blanks_decided(matrix)
        score = _score(tried)
        if best_score is None or score > best_score:
            readings, best_score = tried, score
            unit = matrix.unit.name if matrix.unit else ""
        if shift >= matrix.stub - 1:
            break
    checks = _distinct(readings)
    proof = prove(checks)
    sentences = tuple(dict.fromkeys(reading.sentence for reading, _ in readings))
    return UnderstoodTable(found, unit, sentences, (*checks, proof.joint) if proof.joint else checks, proof)


def _with_blanks_decided(matrix: Matrix) -> list[Accepted]:
    """Return the readings; empty cells count as nil when more then holds and nothing more fails."""
    strict = list(_readings(matrix))
    if not matrix.has_blanks:
        return strict
    filled = list(_readings(matrix.with_blanks_as_zero()))
    gains = sum(e.holds for _, e in filled) > sum(e.holds for _, e in strict)
    fails = sum(e.fails for _, e in filled) > sum(e.fails for _, e in strict)
    return filled if gains and not fails else strict


def _score(readings: list[Accepted]) -> int:
    return sum(evidence.holds - evidence.fails for _, evidence in readings)


def _readings(matrix: Matrix) -> Iterator[Accepted]:
    """Yield the accepted readings, those that the table prints as formulas first."""
    printed = printed_formulas(matrix)
    yield from printed
    taken = {edit.result.entry for reading, _ in printed for edit in reading.edits}
    turned = matrix.transposed()
    yield from totals(matrix)
    yield from totals(turned)
    yield from carries(matrix)
    for side in (matrix, turned):
        for reading, evidence in (*differences(side), *rates(side)):
            if not any(edit.result.entry in taken for edit in reading.edits):
                yield reading, evidence


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


def join_fragments(tables: list[FoundTable]) -> list[FoundTable]:
    """Join tables that go on under a repeated head: no heading of their own, the same first row."""
    joined: list[FoundTable] = []
    for table in tables:
        before = joined[-1] if joined else None
        goes_on = (
            before is not None
            and not table.heading
            and table.caption == before.caption
            and bool(table.grid.rows)
            and table.grid.rows[0] == before.grid.rows[0]
            and not table.grid.spans
        )
        if before is not None and goes_on:
            grid = Grid(before.grid.rows + table.grid.rows, before.grid.places + table.grid.places)
            locator = f"{before.locator}, {table.locator.removeprefix('lines ')}"
            joined[-1] = replace(before, grid=grid, locator=locator, last=table.last)
        else:
            joined.append(table)
    return joined

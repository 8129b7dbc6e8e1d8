"""Totals in cells that are merged over the rows which they add up: 총사업비 beside its 국비 and 시비."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import log10

from geomsan.check.identities.edits import Basis, Edit
from geomsan.check.identities.verdicts import Check, Verdict
from geomsan.common.errors import Bilingual
from geomsan.infer.matrix import Matrix
from geomsan.infer.readings import (
    BELIEVED,
    FAILURE,
    FIGURES_ONLY,
    REACH,
    WORDED,
    Reading,
    balance,
    decided,
    explained,
    is_held,
    key,
    read_another_way,
    undecided,
)
from geomsan.infer.side import MOST_DIGITS
from geomsan.infer.sorts import Sort
from geomsan.infer.words import NAMED_SUM, is_total
from geomsan.read.figures.units import Kind
from geomsan.read.tables.table import Entry

_TELLING = 6.0
"""Digits from which on a sum that no word promises says something."""

Blocks = Mapping[int, Sequence[int]]
"""Position of a row with a merged figure -> the rows that it lies over."""


def merged_totals(matrix: Matrix) -> Iterator[Reading]:
    """Yield the sums of columns whose figures are merged over the rows of another column."""
    for position, blocks in sorted(_blocks(matrix).items()):
        line = matrix.columns[position]
        if line.sort is not Sort.PLAIN:
            continue
        is_named = is_total(line.labels[-1] if line.labels else "") or bool(NAMED_SUM.search(line.words))
        others = [n for n, other in enumerate(matrix.columns) if n != position and other.sort is Sort.PLAIN]
        told = [
            (score, other, checks)
            for other in others
            if (checks := decided(_edits(matrix, position, other, blocks), _basis(is_named)))
            and (score := _score(checks, len(others), is_named=is_named)) is not None
        ]
        if told:
            yield _reading(matrix, position, sorted(told, key=lambda one: -one[0]), is_named=is_named)


def _basis(is_named: bool) -> Basis:
    return Basis.WORDED if is_named else Basis.FIGURES


def _blocks(matrix: Matrix) -> dict[int, dict[int, list[int]]]:
    """Return the rows under each merged figure, by column."""
    order = {line.index: position for position, line in enumerate(matrix.rows)}
    found: dict[int, dict[int, list[int]]] = {}
    for (row, column), entry in matrix.entries.items():
        first = entry.row or 0
        down = matrix.heights.get((first, entry.column or 0), 1)
        if down == 1 or not entry.is_known:
            continue
        under = [order[index] for index in range(first, first + down) if index in order]
        if len(under) > 1:
            found.setdefault(column, {})[row] = under
    return found


def _edits(matrix: Matrix, position: int, other: int, blocks: Blocks) -> Iterator[Edit]:
    """Yield the sum of each block, where the other column prints a figure of its own in each row of it."""
    name, added = matrix.columns[position].label, matrix.columns[other].label
    for row, under in blocks.items():
        result = matrix.entries[row, position]
        parts = [matrix.entries.get((part, other)) for part in under]
        own = [part for part in parts if part is not None and _is_own(matrix, part)]
        if len(own) == len(under) and result.kind is not Kind.RATE:
            where = matrix.rows[row].label
            statement = f"{where} [{name}] = {added}의 합 ({len(own)}줄)"
            yield balance(key("병합", result), result, [(part, 1) for part in own], statement)


def _is_own(matrix: Matrix, entry: Entry) -> bool:
    is_merged = matrix.heights.get((entry.row or 0, entry.column or 0), 1) > 1
    return entry.is_known and entry.kind is not Kind.RATE and not is_merged


def _score(checks: Sequence[Check], tried: int, *, is_named: bool) -> float | None:
    """Return what speaks for a reading, in digits; None where it is not enough to tell it."""
    held = [check for check in checks if is_held(check) and check.reported]
    failed = [check for check in checks if check.verdict is Verdict.VIOLATED]
    digits = sum(min(MOST_DIGITS, float(len(str(abs(int(check.reported or 0)))))) for check in held)
    score = digits - log10(max(1, tried)) - FAILURE * len(failed)
    score += sum(min(FAILURE, explained(check)) for check in failed)
    if not held:
        return None
    if is_named:
        return score + WORDED if not failed or score + WORDED >= BELIEVED + 1 else None
    return score if len(held) > 1 and score >= _TELLING else None


def _reading(
    matrix: Matrix, position: int, told: Sequence[tuple[float, int, tuple[Check, ...]]], *, is_named: bool
) -> Reading:
    """Return the best reading; what a rival explains, or no word promises, is undecided."""
    score, chosen, checks = told[0]
    near = [(other, those) for worth, other, those in told[1:] if worth >= score - REACH]
    kept = []
    for check in checks:
        if check.verdict is Verdict.VIOLATED:
            rival = next((other for other, those in near if _holds_for(those, check)), None)
            if rival is not None:
                check = undecided(check, read_another_way(matrix.columns[rival].label))
            elif not is_named:
                check = undecided(check, FIGURES_ONLY)
        kept.append(check)
    name, added = matrix.columns[position].label, matrix.columns[chosen].label
    return Reading(
        tuple(kept),
        Bilingual(
            f"병합된 칸: {name} = 그 줄들의 {added}의 합", f"merged cells: {name} = the sum of {added} beside"
        ),
    )


def _holds_for(checks: Sequence[Check], wanted: Check) -> bool:
    return any(is_held(check) for check in checks if check.edit.result.entry == wanted.edit.result.entry)

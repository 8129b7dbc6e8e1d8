"""Rules between lines: differences, sums with a name of their own, and what is carried over."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations, pairwise, permutations

from geomsan.check.identities.edits import Edit, Role, Rule, Term
from geomsan.common.errors import Bilingual
from geomsan.infer.matrix import Line, Matrix
from geomsan.infer.readings import WORDED, Accepted, Reading, balance, best, key
from geomsan.infer.words import (
    CARRIED_IN,
    CARRIED_OUT,
    DIFFERENCE,
    NAMED_SUM,
    NOT_ADDED,
    YEAR_ROW,
    added,
    is_whole_of,
    may_add_up,
    rank_of,
    subtracted,
    without_reference,
)
from geomsan.read.figures.units import Kind
from geomsan.read.tables.table import Entry

_MOST_LINES = 14
"""Tables with more amount columns try only neighbouring columns as operands."""
_MOST_UNNAMED = 40
"""Lines of a table in which unnamed sums are looked for."""
_SAMPLE = 12

Place = tuple[int | None, int | None, int | None]
Signed = tuple[tuple[int, int], ...]
"""Column positions with signs."""


def places_of(edit: Edit) -> frozenset[Place]:
    """Return the places of a rule's figures, whatever their roles."""
    return frozenset((term.entry.row, term.entry.column, term.entry.part) for term in edit.terms)


def differences(matrix: Matrix) -> list[Accepted]:
    """Return the accepted readings of columns named as differences or as sums of others."""
    found: list[Accepted] = []
    for position, line in enumerate(matrix.columns):
        if not (DIFFERENCE.search(line.called) or NAMED_SUM.search(line.words)):
            continue
        if rank_of(line.words) is not None or is_rate_line(matrix, position) or NOT_ADDED.search(line.words):
            continue
        others = amounts(matrix, position)
        signed: list[tuple[Signed, Rule]] = []
        if DIFFERENCE.search(line.called):
            signed += [(signs, Rule.DIFFERENCE) for signs in _differences_of(others)]
        if NAMED_SUM.search(line.words):
            had = [other for other in others if may_add_up(matrix.columns[other].words)]
            signed += [(signs, Rule.SUM) for signs in _sums_of(had, position)]
        found_here = (_balance(matrix, position, signs, rule) for signs, rule in signed)
        readings = [reading for reading in found_here if reading is not None]
        accepted = best(readings, len(signed))
        if accepted is not None:
            found.append(accepted)
            found += _second_sum(readings, accepted, len(signed))
    return found


def _second_sum(readings: Sequence[Reading], first: Accepted, tried: int) -> list[Accepted]:
    """Return another sum of other columns that holds as well: 총사업비 by source and by year."""
    if first[0].edits[0].rule is not Rule.SUM:
        return []
    used = set(first[0].edits[0].others)
    others = [reading for reading in readings if not used & set(reading.edits[0].others)]
    second = best(others, tried)
    if second is None or second[1].fails or second[1].holds < 2 or second[1].digits < 4:
        return []
    return [second]


def unnamed_sums(matrix: Matrix, taken: set[int], known: set[frozenset[Place]]) -> list[Accepted]:
    """Return sums that no word names: a line that the lines beside it add up to, again and again.

    Parameters
    ----------
    matrix
        The table.
    taken
        Columns that are results already.
    known
        The places of rules that are known: a balance is not told a second time as a sum.
    """
    found: list[Accepted] = []
    if len(matrix.columns) > _MOST_UNNAMED:
        return found
    for position, line in enumerate(matrix.columns):
        if position in taken or is_rate_line(matrix, position) or not line.is_added:
            continue
        if rank_of(line.words) is not None or DIFFERENCE.search(line.called):
            continue
        others = [
            other
            for other in amounts(matrix, position, most=_MOST_UNNAMED)
            if (matrix.columns[other].part or 0) == (line.part or 0) and matrix.columns[other].is_added
        ]
        runs = list(_runs(others, position))
        tried = (
            _balance(matrix, position, signs, Rule.SUM, is_named=_is_suffix(matrix, position, signs))
            for signs in runs
        )
        accepted = best([reading for reading in tried if reading is not None], len(runs))
        if accepted is None:
            continue
        if places_of(accepted[0].edits[0]) in known:
            continue
        strong = accepted[1].holds >= 3 and accepted[1].digits >= 7 and not accepted[1].fails
        if strong or accepted[0].is_named:
            found.append(accepted)
            taken.add(position)
    return found


def _is_suffix(matrix: Matrix, position: int, signs: Signed) -> bool:
    """Tell whether a line is called the whole of others: 정원 of 일반직 정원, 사업비 of 국비 and 시비."""
    word = matrix.columns[position].words
    others = [matrix.columns[column].words for column, _ in signs]
    if is_whole_of(word, others):
        return True
    return len(word) > 1 and all(other != word and other.endswith(word) for other in others)


def carries(matrix: Matrix) -> list[Accepted]:
    """Return the reading that a year carries in what the year before carried out."""
    into = [position for position, line in enumerate(matrix.columns) if CARRIED_IN.search(line.text)]
    out_of = [position for position, line in enumerate(matrix.columns) if CARRIED_OUT.search(line.text)]
    years = [
        row
        for row, line in enumerate(matrix.rows)
        if line.labels and any(YEAR_ROW.fullmatch(without_reference(label)) for label in line.labels)
    ]
    if len(into) != 1 or len(out_of) != 1:
        return []
    edits = []
    for earlier, later in pairwise(years):
        result, source = matrix.entries.get((later, into[0])), matrix.entries.get((earlier, out_of[0]))
        if result is None or source is None or not (result.is_known and source.is_known):
            continue
        statement = (
            f"{matrix.rows[later].label} {matrix.columns[into[0]].label} = "
            f"{matrix.rows[earlier].label} {matrix.columns[out_of[0]].label}"
        )
        terms = (Term(result, Role.RESULT), Term(source, Role.SOURCE))
        edits.append(Edit(key("이월", result), "이월", Rule.CARRY, statement, terms))
    names = (matrix.columns[into[0]].label, matrix.columns[out_of[0]].label)
    sentence = Bilingual(
        f"이월: {names[0]} = 앞 연도의 {names[1]}", f"carried: {names[0]} = {names[1]} of the year before"
    )
    accepted = best([Reading(tuple(edits), True, sentence, preference=4)])
    return [accepted] if accepted is not None else []


def amounts(matrix: Matrix, position: int, most: int = _MOST_LINES) -> list[int]:
    """Return the columns that can stand in a rule for ``position``, near ones when there are many."""
    found = [
        other
        for other in range(len(matrix.columns))
        if other != position and not is_rate_line(matrix, other) and not _is_beside(matrix.columns[other])
    ]
    if len(found) > most:
        found = sorted(sorted(found, key=lambda other: abs(other - position))[:most])
    return found


def _is_beside(line: Line) -> bool:
    return bool(NOT_ADDED.search(line.words))


def is_rate_line(matrix: Matrix, position: int) -> bool:
    """Tell whether most figures of a column are rates."""
    return position in matrix.rate_columns


def _differences_of(others: Sequence[int]) -> Iterator[Signed]:
    for first, second in permutations(others, 2):
        yield ((first, 1), (second, -1))
    for first in others:
        rest = [other for other in others if other != first]
        for size in (2, 3):
            for taken in combinations(rest, size) if size == 2 or len(rest) <= 8 else ():
                yield ((first, 1), *((other, -1) for other in taken))


def _sums_of(others: Sequence[int], position: int) -> Iterator[Signed]:
    seen = set()
    for signs in _runs(others, position):
        seen.add(signs)
        yield signs
    for size in range(len(others), 3, -1):
        for start in range(len(others) - size + 1):
            signs = tuple((other, 1) for other in others[start : start + size])
            if signs not in seen:
                yield signs
    for size in (2, 3):
        for taken in combinations(others, size):
            signs = tuple((other, 1) for other in taken)
            if signs not in seen:
                yield signs


def _runs(others: Sequence[int], position: int) -> Iterator[Signed]:
    """Yield the columns that adjoin a position on either side, longest runs first."""
    before = [other for other in others if other < position][::-1]
    after = [other for other in others if other > position]
    for run in (before, after):
        for size in range(len(run), 1, -1):
            yield tuple((other, 1) for other in sorted(run[:size]))


def _balance(
    matrix: Matrix, position: int, signs: Signed, rule: Rule, *, is_named: bool = True
) -> Reading | None:
    preference = _preference(matrix, position, signs)
    if preference < WORDED and not agrees(matrix, position, lambda row: signed_value(matrix, row, signs)):
        return None
    edits = tuple(_bound(matrix, position, signs, rule))
    name, text = matrix.columns[position].label, expression(matrix.columns, signs)
    ko = "열" if not matrix.is_turned else "행"
    sentence = Bilingual(f"{ko} 사이: {name} = {text}", f"{name} = {text}")
    return Reading(edits, is_named, sentence, preference)


def _preference(matrix: Matrix, position: int, signs: Signed) -> float:
    """Return how far words and places speak for a difference or a sum."""
    columns = [column for column, _ in signs]
    is_run = max(columns) - min(columns) + 1 == len(columns)
    touches = max(columns) == position - 1 or min(columns) == position + 1
    score = 0.5 * is_run + 0.5 * touches + 0.5 * (max(columns) < position)
    if all(sign > 0 for _, sign in signs):
        words = [matrix.columns[column].words for column in columns]
        return (
            score
            + min(0.9, 0.1 * len(signs)) * (is_run and touches)
            + added(matrix.columns[position].words, words)
        )
    outer = matrix.columns[position].labels[:-1]
    if outer and matrix.columns[position].part is None:
        # 과부족 under 일반직 is of the 정원 and 현원 under 일반직.
        score += 1.0 if all(matrix.columns[column].labels[:-1] == outer for column in columns) else 0.0
    name = matrix.columns[position].called
    operands = [(matrix.columns[column].called, sign) for column, sign in signs]
    return score + subtracted(name, operands, [column for column, _ in signs])


def _bound(matrix: Matrix, position: int, signs: Signed, rule: Rule) -> Iterator[Edit]:
    text = expression(matrix.columns, signs)
    for row in range(len(matrix.rows)):
        result = matrix.entries.get((row, position))
        parts = [(matrix.entries.get((row, column)), sign) for column, sign in signs]
        if result is None or not result.is_known or result.kind is Kind.RATE:
            continue
        if any(entry is None or entry.kind is Kind.RATE for entry, _ in parts):
            continue
        bound = [(entry, sign) for entry, sign in parts if entry is not None]
        if _are_mixed([result, *(entry for entry, _ in bound)]):
            continue
        statement = f"{matrix.rows[row].label} [{matrix.columns[position].label}] = {text}"
        yield balance(key("식", result), result, bound, statement, rule=rule)


def _are_mixed(entries: Sequence[Entry]) -> bool:
    """Tell whether counts of people or things stand among amounts of money."""
    kinds = {entry.kind for entry in entries if entry.is_known and not entry.is_nil and entry.printed}
    whole = all((entry.figure.step or 1) >= 1 for entry in entries)
    return len(kinds) > 1 and whole


def agrees(matrix: Matrix, position: int, expected: Callable[[int], float | None]) -> bool:
    """Look quickly, in floating point, whether a reading can hold in half of the rows."""
    tried = agreed = 0
    for row in range(len(matrix.rows)):
        result = matrix.entries.get((row, position))
        reported = matrix.values.get((row, position))
        if result is None or reported is None or result.is_nil:
            continue
        value = expected(row)
        if value is None:
            continue
        tried += 1
        step = float(result.figure.step or 1) * float(result.scale)
        room = max(4 * step, abs(reported) * (0.02 if result.kind is Kind.RATE else 1e-9))
        agreed += abs(value - reported) <= room
        if tried >= _SAMPLE or tried - agreed > _SAMPLE // 2:
            break
    return tried > 0 and agreed * 2 >= tried


def signed_value(matrix: Matrix, row: int, signs: Signed) -> float | None:
    """Return the signed sum of a row's figures; None when one is missing."""
    total = 0.0
    for column, sign in signs:
        value = matrix.values.get((row, column))
        if value is None:
            return None
        total += sign * value
    return total


def expression(columns: Sequence[Line], signs: Signed) -> str:
    """Return a signed sum in the words of the heads."""
    text = ""
    for column, sign in signs:
        name = columns[column].label
        text += f" {'+' if sign > 0 else '-'} {name}" if text else name
    return text

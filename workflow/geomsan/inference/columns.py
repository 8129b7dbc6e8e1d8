"""Rules between columns: differences, sums with a name of their own, rates and growth."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations, permutations

from geomsan.errors import Bilingual
from geomsan.figures.units import Kind
from geomsan.identities.edits import Edit, Role, Rule, Term
from geomsan.inference.matrix import Line, Matrix
from geomsan.inference.readings import Reading, balance, ratio
from geomsan.inference.totals import Accepted, one_of
from geomsan.tables.labels import ITEM, level_of
from geomsan.tables.table import Entry

_DIFFERENCE = re.compile(r"증감|과부족|잔액|차액|불용|순증|잔여|차이|부족")
_NAMED_SUM = re.compile(r"예산현액|현액|총사업비|총예산")
_CARRIED_IN = re.compile(r"전년도?이월|전기이월|전월이월|이월\(전년")
_CARRIED_OUT = re.compile(r"차년도?이월|다음연도이월|다음년도이월|익년도?이월|차기이월|차월이월")
_YEAR_LABEL = re.compile(r"(?:19|20)\d{2}|['’]\d{2}|\d{2}년")
_MOST_LINES = 12
"""Tables with more amount columns try only neighbouring columns as operands."""
_SAMPLE = 12

Signed = tuple[tuple[int, int], ...]
"""Column positions with signs."""


def differences(matrix: Matrix) -> list[Accepted]:
    """Return the accepted readings of columns named as differences or as sums of others."""
    found: list[Accepted] = []
    for position, line in enumerate(matrix.columns):
        words = line.labels[-1] if line.labels else ""
        others = _amounts(matrix, position)
        if _is_rate_line(matrix, position):
            continue
        if _DIFFERENCE.search(words):
            operands = list(_differences_of(others))
            found += one_of([_balance(matrix, position, signs, Rule.DIFFERENCE) for signs in operands])
        elif _NAMED_SUM.search(words):
            pairs = [signs for size in (2, 3) for signs in combinations(others, size)]
            sums = [tuple((other, 1) for other in signs) for signs in pairs]
            found += one_of([_balance(matrix, position, signs, Rule.SUM) for signs in sums])
    return found


def carries(matrix: Matrix) -> list[Accepted]:
    """Return the reading that a year carries in what the year before carried out."""
    into = [position for position, line in enumerate(matrix.columns) if _CARRIED_IN.search(line.text)]
    out_of = [position for position, line in enumerate(matrix.columns) if _CARRIED_OUT.search(line.text)]
    years = [row for row, line in enumerate(matrix.rows) if _YEAR_LABEL.search(line.text)]
    if len(into) != 1 or len(out_of) != 1:
        return []
    edits = []
    for earlier, later in zip(years, years[1:], strict=False):
        result, source = matrix.entries.get((later, into[0])), matrix.entries.get((earlier, out_of[0]))
        if result is None or source is None or not (result.is_known and source.is_known):
            continue
        statement = (
            f"{matrix.rows[later].label} {matrix.columns[into[0]].label} = "
            f"{matrix.rows[earlier].label} {matrix.columns[out_of[0]].label}"
        )
        terms = (Term(result, Role.RESULT), Term(source, Role.SOURCE))
        edits.append(Edit(_key("이월", result), "이월", Rule.CARRY, statement, terms))
    names = f"{matrix.columns[into[0]].label} = 앞 연도의 {matrix.columns[out_of[0]].label}"
    sentence = Bilingual(f"{names}(으)로 읽었습니다", "carried in = carried out the year before")
    return one_of([Reading(tuple(edits), True, sentence)])


def rates(matrix: Matrix) -> list[Accepted]:
    """Return the accepted readings of rate columns: a share, a quotient of columns, or growth."""
    found: list[Accepted] = []
    for position in range(len(matrix.columns)):
        if not _is_rate_line(matrix, position):
            continue
        others = _amounts(matrix, position)
        candidates: list[Reading] = []
        for numerator, denominator in permutations(others, 2):
            candidates += _quotient(matrix, position, ((numerator, 1),), denominator)
            candidates += _quotient(matrix, position, ((numerator, 1), (denominator, -1)), denominator)
        for numerator in others:
            candidates += _share(matrix, position, numerator)
        found += one_of(candidates)
    return found


def _amounts(matrix: Matrix, position: int) -> list[int]:
    """Return the columns that can stand in a rule for ``position``, near ones when there are many."""
    amounts = [
        other
        for other in range(len(matrix.columns))
        if other != position and not _is_rate_line(matrix, other)
    ]
    if len(amounts) > _MOST_LINES:
        amounts = sorted(sorted(amounts, key=lambda other: abs(other - position))[:_MOST_LINES])
    return amounts


def _is_rate_line(matrix: Matrix, position: int) -> bool:
    column = [entry for (_, at), entry in matrix.entries.items() if at == position and entry.is_known]
    rates_in_it = sum(entry.kind is Kind.RATE for entry in column)
    return bool(column) and rates_in_it * 2 > len(column)


def _differences_of(others: Sequence[int]) -> Iterator[Signed]:
    for first, second in permutations(others, 2):
        yield ((first, 1), (second, -1))
    for first in others:
        for second, third in combinations([other for other in others if other != first], 2):
            yield ((first, 1), (second, -1), (third, -1))


def _balance(matrix: Matrix, position: int, signs: Signed, rule: Rule) -> Reading:
    edits: list[Edit] = []
    if _agrees(matrix, position, lambda row: _signed_value(matrix, row, signs)):
        edits = list(_bound(matrix, position, signs, rule))
    text = _expression(matrix.columns, signs)
    name = matrix.columns[position].label
    return Reading(tuple(edits), True, Bilingual(f"{name} = {text}(으)로 읽었습니다", f"{name} = {text}"))


def _bound(matrix: Matrix, position: int, signs: Signed, rule: Rule) -> Iterator[Edit]:
    for row in range(len(matrix.rows)):
        result = matrix.entries.get((row, position))
        parts = [(matrix.entries.get((row, column)), sign) for column, sign in signs]
        if result is None or not result.is_known or any(entry is None for entry, _ in parts):
            continue
        bound = [(entry, sign) for entry, sign in parts if entry is not None]
        name = f"{matrix.rows[row].label} [{matrix.columns[position].label}]"
        statement = f"{name} = {_expression(matrix.columns, signs)}"
        yield balance(_key("식", result), result, bound, statement, rule=rule)


def _quotient(matrix: Matrix, position: int, numerator: Signed, denominator: int) -> list[Reading]:
    if len(numerator) > 1 and numerator[0][0] == denominator:
        return []

    def expected(row: int) -> float | None:
        base = matrix.entries.get((row, denominator))
        top = _signed_value(matrix, row, numerator)
        return None if base is None or top is None or not base.value else 100 * top / float(base.value)

    if not _agrees(matrix, position, expected):
        return []
    name = matrix.columns[position].label or "비율"
    top = _expression(matrix.columns, numerator)
    text = f"{f'({top})' if len(numerator) > 1 else top} / {matrix.columns[denominator].label}"
    edits = []
    for row in range(len(matrix.rows)):
        rate = matrix.entries.get((row, position))
        base = matrix.entries.get((row, denominator))
        parts = [(matrix.entries.get((row, column)), sign) for column, sign in numerator]
        if rate is None or not rate.is_known or base is None or any(entry is None for entry, _ in parts):
            continue
        if rate.is_nil and base.is_nil:
            continue
        bound = [(entry, sign) for entry, sign in parts if entry is not None]
        statement = f"{matrix.rows[row].label} [{name}] = {text}"
        edits.append(ratio(_key("율", rate), rate, bound, [base], statement))
    sentence = Bilingual(f"{name} = {text}(으)로 읽었습니다", f"{name} = {text}")
    preference = _preference(matrix, position, numerator, denominator)
    return [Reading(tuple(edits), preference >= _WORDED, sentence, preference)]


_CURRENT_WORDS = re.compile(r"예산현액|현액")
_BASE_WORDS = re.compile(r"예산|목표|계획|정원|대상|전년")
_DONE_WORDS = re.compile(r"집행|지출|원인행위|실적|달성|조성액|현원|이행|증감")
_WORDED = 3


def _preference(matrix: Matrix, position: int, numerator: Signed, denominator: int) -> int:
    """Return how far the words speak for a quotient: 집행률 (of this cell's amount) / 예산현액."""
    if len(numerator) != 1:
        return 0
    above, below = matrix.columns[numerator[0][0]], matrix.columns[denominator]
    if above.index == matrix.columns[position].index:
        score = 2
    else:
        score = int(bool(_DONE_WORDS.search(above.text)))
    if _CURRENT_WORDS.search(below.text):
        score += 3
    elif _BASE_WORDS.search(below.text):
        score += 2
    return score


def _share(matrix: Matrix, position: int, numerator: int) -> list[Reading]:
    """Read a rate as the share of a figure in its column's total, printed or not."""
    items = [row for row, line in enumerate(matrix.rows) if min(map(level_of, line.labels), default=ITEM) == ITEM]
    totals = [row for row in range(len(matrix.rows)) if row not in items]
    whole = [totals[0]] if totals else items
    bases = [entry for row in whole if (entry := matrix.entries.get((row, numerator))) is not None]
    if len(items) < 2 or not bases or not all(entry.is_known for entry in bases):
        return []
    base = float(sum(entry.value for entry in bases))

    def expected(row: int) -> float | None:
        part = matrix.entries.get((row, numerator))
        return None if part is None or not part.is_known or not base else 100 * float(part.value) / base

    if not _agrees(matrix, position, expected):
        return []
    name = matrix.columns[numerator].label
    edits = []
    for row in range(len(matrix.rows)):
        rate, part = matrix.entries.get((row, position)), matrix.entries.get((row, numerator))
        if rate is None or not rate.is_known or part is None or not part.is_known:
            continue
        statement = f"{matrix.rows[row].label} [비중] = {name} / 전체"
        edits.append(ratio(_key("비중", rate), rate, [(part, 1)], bases, statement))
    return [Reading(tuple(edits), False, Bilingual(f"비중 = {name} / 전체로 읽었습니다", f"share of all {name}"))]


def _agrees(matrix: Matrix, position: int, expected: Callable[[int], float | None]) -> bool:
    """Look quickly, in floating point, whether a reading can hold in half of the rows."""
    tried = agreed = 0
    for row in range(len(matrix.rows)):
        result = matrix.entries.get((row, position))
        if result is None or not result.is_known or result.is_nil:
            continue
        value = expected(row)
        if value is None:
            continue
        tried += 1
        step = float(result.figure.step or 1) * float(result.scale)
        room = max(2.5 * step, abs(float(result.value)) * 1e-9)
        agreed += abs(value - float(result.value)) <= room
        if tried >= _SAMPLE:
            break
    return tried > 0 and agreed * 2 >= tried


def _signed_value(matrix: Matrix, row: int, signs: Signed) -> float | None:
    total = 0.0
    for column, sign in signs:
        entry = matrix.entries.get((row, column))
        if entry is None or not entry.is_known:
            return None
        total += sign * float(entry.value)
    return total


def _expression(columns: Sequence[Line], signs: Signed) -> str:
    text = ""
    for column, sign in signs:
        name = columns[column].label
        text += f" {'+' if sign > 0 else '-'} {name}" if text else name
    return text


def _key(kind: str, entry: Entry) -> str:
    return f"{kind}@{entry.row},{entry.column},{entry.part}"

"""Rate lines: a quotient of two others, growth, a share of a total, and shares that add to 100."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import permutations

from geomsan.check.identities.edits import Edit
from geomsan.common.errors import Bilingual
from geomsan.infer.columns import Signed, agrees, amounts, expression, is_rate_line, signed_value
from geomsan.infer.hierarchy import ITEM, Ranked, arrangements, ranked_lines
from geomsan.infer.matrix import Matrix
from geomsan.infer.readings import (
    WORDED,
    Accepted,
    Reading,
    balance,
    best,
    claims_nothing,
    key,
    ratio,
    weigh,
)
from geomsan.infer.words import is_partial, rate_words
from geomsan.read.figures.units import Kind
from geomsan.read.tables.table import Entry

_NOT_A_SHARE = re.compile(r"%p|포인트|수익률|금리|이자율|실업률|고용률|물가|성장률|환율")
_GROWTH = re.compile(r"증감|증가|감소|신장|성장|증액|전년\s*대비|\d\)?\s*[*×]|[-−]\s*[A-Za-z]\s*\)")
_MOST_UNPRINTED = 300
"""Rows whose sum is tried as a whole that no total prints: each of their shares lists all of them."""


def rates(matrix: Matrix, increases: Sequence[Edit] = ()) -> list[Accepted]:
    """Return the accepted readings of rate columns: a share, a quotient of columns, or growth.

    Parameters
    ----------
    matrix
        The table.
    increases
        Differences that the table prints: growth is the quotient of the printed one.
    """
    printed = set(_operands(matrix, increases))
    found: list[Accepted] = []
    ranked = ranked_lines(matrix)
    for position, line in enumerate(matrix.columns):
        if not is_rate_line(matrix, position) or "평균" in line.words:
            continue
        others = amounts(matrix, position)
        candidates: list[Reading] = []
        tried = 0
        for numerator, denominator in permutations(others, 2):
            growth = ((numerator, 1), (denominator, -1))
            for top in (
                (((numerator, 1),), growth) if _may_grow(matrix, position, others) else (((numerator, 1),),)
            ):
                tried += 1
                if len(top) > 1 and (numerator, denominator) in printed:
                    continue
                if (reading := _quotient(matrix, position, top, denominator)) is not None:
                    candidates.append(reading)
        for numerator in others:
            for bases in _bases(matrix, ranked, numerator):
                tried += 1
                if (reading := _share(matrix, position, numerator, bases)) is not None:
                    candidates.append(reading)
        if (accepted := best(candidates, tried)) is not None:
            found.append(accepted)
    return found


def _operands(matrix: Matrix, differences: Sequence[Edit]) -> Iterator[tuple[int, int]]:
    """Yield minuend and subtrahend of differences of two columns."""
    at = {(e.row, e.column, e.part): column for (_, column), e in matrix.entries.items()}
    for edit in differences:
        places = {t.coefficient: at.get((t.entry.row, t.entry.column, t.entry.part)) for t in edit.others}
        first, second = places.get(1), places.get(-1)
        if len(edit.others) == 2 and first is not None and second is not None:
            yield first, second


def with_exact_hundreds(matrix: Matrix) -> Matrix:
    """Return the matrix in which the 100 that a share column prints for its total is exact."""
    entries = dict(matrix.entries)
    for owner, _, column in _wholes(matrix):
        entry = entries[(owner, column)]
        entries[(owner, column)] = replace(entry, kind=Kind.COUNT)
    return replace(matrix, entries=entries)


def hundreds(matrix: Matrix) -> list[Accepted]:
    """Return the readings that shares add up to the 100 that their total prints."""
    found: list[Accepted] = []
    for owner, parts, column in _wholes(matrix):
        total = matrix.entries[(owner, column)]
        shares = [
            entry for part in parts if (entry := matrix.entries.get((part.position, column))) is not None
        ]
        if len(shares) < 2:
            continue
        name = matrix.columns[column].label or "비중"
        edit = balance(key("백", total), total, [(share, 1) for share in shares], f"{name}의 합 = 100")
        reading = Reading((edit,), True, Bilingual(f"{name}의 합 = 100", f"{name} add up to 100"), WORDED)
        evidence = weigh(reading)
        if not (evidence.fails and is_partial(matrix.context)):
            found.append((reading, evidence))
    return found


def _wholes(matrix: Matrix) -> Iterator[tuple[int, list[Ranked], int]]:
    """Yield the total, its parts and the column wherever a total prints 100 in a column of shares."""
    ranked = [item for item in _all_lines(matrix) if item.key[1] == ""]
    if len({item.level for item in ranked}) < 2:
        return
    for column in range(len(matrix.columns)):
        if not is_rate_line(matrix, column):
            continue
        for members in arrangements(ranked):
            owners = [
                owner
                for owner in members
                if (entry := matrix.entries.get((owner, column))) and entry.printed == 100
            ]
            if len(owners) == 1 and (parts := members[owners[0]]) and _are_shares(matrix, parts, column):
                yield owners[0], parts, column
                break


def _all_lines(matrix: Matrix) -> list[Ranked]:
    return ranked_lines(matrix)


def _are_shares(matrix: Matrix, parts: list[Ranked], column: int) -> bool:
    """Tell whether figures look like the shares of a whole: below 100, about 100 together."""
    entries = [matrix.entries.get((part.position, column)) for part in parts]
    values = [float(entry.printed) for entry in entries if entry is not None and entry.is_known]
    if len(values) < 2 or len(values) < len(parts):
        return False
    inside = [value for value in values if 0 <= value <= 100]
    near = abs(sum(values) - 100) <= max(3.0, 0.6 * len(values))
    # One of them may be mistyped: the others must leave room for it.
    return near or (len(values) > 2 and len(inside) >= len(values) - 1 and _is_one_off(values))


def _is_one_off(values: list[float]) -> bool:
    return (
        any(sum(values) - value <= 100 and sum(values) - value >= 30 for value in values)
        and sum(values) < 1000
    )


def _may_grow(matrix: Matrix, position: int, others: list[int]) -> bool:
    line = matrix.columns[position]
    return bool(_GROWTH.search(line.text)) or len(others) <= 2


def _quotient(matrix: Matrix, position: int, numerator: Signed, denominator: int) -> Reading | None:
    def expected(row: int) -> float | None:
        base = matrix.values.get((row, denominator))
        top = signed_value(matrix, row, numerator)
        return None if not base or top is None else 100 * top / base

    preference = _preference(matrix, position, numerator, denominator)
    if preference < WORDED and not agrees(matrix, position, expected):
        return None
    name = matrix.columns[position].label or "비율"
    top = expression(matrix.columns, numerator)
    text = f"{f'({top})' if len(numerator) > 1 else top} / {matrix.columns[denominator].label}"
    edits = tuple(_quotients(matrix, position, numerator, denominator, f"[{name}] = {text}"))
    is_named = preference >= 2 or len(matrix.columns[position].words) > 1
    return Reading(edits, is_named, Bilingual(f"비율: {name} = {text}", f"{name} = {text}"), preference)


def _quotients(
    matrix: Matrix, position: int, numerator: Signed, denominator: int, statement: str
) -> Iterator[Edit]:
    for row in range(len(matrix.rows)):
        rate = matrix.entries.get((row, position))
        base = matrix.entries.get((row, denominator))
        parts = [(matrix.entries.get((row, column)), sign) for column, sign in numerator]
        if rate is None or claims_nothing(rate) or rate.kind is not Kind.RATE or base is None:
            continue
        bound = [(entry, sign) for entry, sign in parts if entry is not None]
        if len(bound) == len(parts) and not says_nothing(rate, bound, [base]):
            yield ratio(key("율", rate), rate, bound, [base], f"{matrix.rows[row].label} {statement}")


def says_nothing(rate: Entry, top: list[tuple[Entry, int]], bases: list[Entry]) -> bool:
    """Tell whether a rate is only a dash: over nothing, or where none was worked out."""
    if not rate.is_nil:
        return False
    return all(base.is_nil or not base.value for base in bases) or any(entry.value for entry, _ in top)


def _preference(matrix: Matrix, position: int, numerator: Signed, denominator: int) -> float:
    """Return how far the words speak for a quotient: 집행률 (of this cell's amount) / 예산현액."""
    line, above, below = (
        matrix.columns[position],
        matrix.columns[numerator[0][0]],
        matrix.columns[denominator],
    )
    if len(numerator) > 1:
        is_grown = bool(_GROWTH.search(line.text)) and numerator[0][0] > denominator
        return 2.5 if is_grown and numerator[0][0] == denominator + 1 else 1.0 if is_grown else -1.0
    score: float = rate_words(line.text, above.called, below.called)
    if line.part and above.index == line.index:
        return score + 2
    if _GROWTH.search(line.text) and not _GROWTH.search(above.called):
        score -= 2
    # 원인행위액 under 집행률 names the column that it is the rate of.
    if len(line.words) >= 3 and (above.words in line.words or line.words in above.words):
        score += 1
    return score - 0.1 * (above.index > line.index)


def _bases(matrix: Matrix, ranked: list[Ranked], numerator: int) -> Iterator[dict[int, list[int]]]:
    """Yield, for each row, the rows whose figures are the whole that it is a share of."""
    if len(ranked) < 2 or not ranked:
        return
    known = {item.position for item in ranked if (matrix.entries.get((item.position, numerator)))}
    tops = [
        item for item in ranked if item.level < ITEM and item.level == min(other.level for other in ranked)
    ]
    items = [item.position for item in ranked if item.level >= ITEM and item.position in known]
    if len(tops) == 1:
        yield {row: [tops[0].position] for row in known}
    elif not tops and 1 < len(items) <= _MOST_UNPRINTED:
        yield dict.fromkeys(items, items)
    groups = [item for item in ranked if item.level < ITEM and item not in tops]
    if groups:
        for members in arrangements([item for item in ranked if item.key == ranked[0].key]):
            yield {part.position: [owner] for owner, parts in members.items() for part in parts} | {
                item.position: [item.position] for item in tops
            }


def _share(matrix: Matrix, position: int, numerator: int, bases: dict[int, list[int]]) -> Reading | None:
    """Read a rate as the share of a figure in its column's total, printed or not."""
    line = matrix.columns[position]
    if _NOT_A_SHARE.search(line.text):
        return None
    wholes: dict[int, list[Entry]] = {}
    for row, base_rows in bases.items():
        entries = [matrix.entries.get((base, numerator)) for base in base_rows]
        wholes[row] = [entry for entry in entries if entry is not None and entry.is_known]
        if len(wholes[row]) < len(base_rows):
            return None

    def expected(row: int) -> float | None:
        part, whole = matrix.entries.get((row, numerator)), wholes.get(row, [])
        base = float(sum(entry.value for entry in whole))
        return None if part is None or not part.is_known or not base else 100 * float(part.value) / base

    preference = 2.0 + 1.5 * bool(re.search(r"구성|비중|점유|비율|차지", line.text))
    preference += 0.5 * (matrix.columns[numerator].index == line.index)
    if not agrees(matrix, position, expected):
        return None
    name = matrix.columns[numerator].label or "값"
    edits = []
    for row, whole in wholes.items():
        rate, part = matrix.entries.get((row, position)), matrix.entries.get((row, numerator))
        if rate is None or not rate.is_known or rate.kind is Kind.AMOUNT or part is None or not part.is_known:
            continue
        if not says_nothing(rate, [(part, 1)], whole):
            statement = f"{matrix.rows[row].label} [{line.label or '비중'}] = {name} / 전체"
            edits.append(ratio(key("비중", rate), rate, [(part, 1)], whole, statement))
    is_named = preference >= WORDED
    sentence = Bilingual(f"비율: {line.label or '비중'} = {name} / 전체", f"share of all {name}")
    return Reading(tuple(edits), is_named, sentence, min(4.0, preference) if is_named else 1.0)

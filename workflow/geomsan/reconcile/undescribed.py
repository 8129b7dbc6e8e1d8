"""The same fact in two tables that nobody described: one name before it, one over it, borne out by figures.

Two figures are held against each other when the rows bear one name and the columns one measure of one
year. Names alone prove nothing: a measure counts as the same in two kinds of table when its figures
mostly agree wherever the file prints it twice, a row when another figure of it agrees, and two tables
are about the same only when most of all that they share agrees: those of two offices or accounts have
the same rows and heads, and share a figure here and there. Tables whose titles name other years are
about those. Evidence is counted in decimal digits, as in :mod:`geomsan.infer`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log10
from typing import TypeVar

from geomsan.check.identities.edits import Basis, Edit, Role, Rule, Term
from geomsan.check.identities.verdicts import Check, Verdict, evaluate
from geomsan.infer.lines import Line
from geomsan.infer.understand import UnderstoodTable
from geomsan.read.tables.labels import ITEM, bare, level_of, readable, squeeze
from geomsan.read.tables.table import Entry

_T = TypeVar("_T", bound=Hashable)

LEAST_DIGITS = 6.0
"""What the figures of a measure that agree have to be worth together: one chance in a million."""
LEAST_WITNESS = 2.0
"""What another figure of a row has to be worth, so that the row is known to be the same."""
_MOST_DIGITS = 6.0
_AGREE_OVER_FAIL = 3
_YEAR = re.compile(r"(?:(?P<full>(?:19|20)\d\d)|['’‘`](?P<short>\d\d))\s*(?:년도|년|\.)?|(?P<bare>\d\d)년도?")


@dataclass(frozen=True)
class TableCheck:
    """A check between two tables of a file; ``tables`` are the places of the result's and the source's."""

    check: Check
    tables: tuple[int, int]


@dataclass(frozen=True)
class _Printed:
    """A figure with the table that prints it, and the labels of its row and column."""

    table: int
    record: str
    measure: str
    entry: Entry


_Key = tuple[str, str]
"""Squeezed names of the row and of the measure with its year."""


def compare_tables(tables: Sequence[UnderstoodTable]) -> list[TableCheck]:
    """Return the checks between the tables of a file, in the order of print."""
    years = [_years(table) for table in tables]
    checks = {
        key: [
            (_check(pair, tables), pair)
            for pair in map(_ordered, pairwise(_once_a_table(found)))
            if not _is_of_other_years(key[1], *(years[each.table] for each in pair))
        ]
        for key, found in _by_key(tables).items()
    }
    known = {
        key: [(check, pair) for check, pair in found if check.verdict is not Verdict.UNDECIDED]
        for key, found in checks.items()
    }
    measures, about_the_same = _borne_out(known), _about_the_same(known)
    witnessed = _witnesses(known)
    found = [
        TableCheck(check, (result.table, source.table))
        for (record, measure), each in known.items()
        if measure in measures
        for check, (result, source) in each
        if (result.table, source.table) in about_the_same
        if check.verdict is not Verdict.VIOLATED or witnessed.get((record, result.table, source.table))
    ]
    return sorted(found, key=lambda each: (each.tables[0], each.check.edit.result.entry.row or 0))


def _by_key(tables: Sequence[UnderstoodTable]) -> dict[_Key, list[_Printed]]:
    found: dict[_Key, list[_Printed]] = {}
    for index, table in enumerate(tables):
        for record, measure, printed in _facts(index, table):
            found.setdefault((record, measure), []).append(printed)
    return found


def _facts(index: int, table: UnderstoodTable) -> Iterator[tuple[str, str, _Printed]]:
    matrix = table.matrix
    if matrix is None:
        return
    names = [_record(line) for line in matrix.rows]
    measures = [_measure(line) for line in matrix.columns]
    for (row, column), entry in matrix.entries.items():
        record, measure = names[row], measures[column]
        if record and measure and entry.is_known and entry.printed:
            labels = readable(matrix.rows[row].label), readable(matrix.columns[column].label)
            yield record, measure, _Printed(index, *labels, entry)


def _record(line: Line) -> str:
    """Return what a row is about; nothing for a total, or for a name that is a number."""
    name = bare(line.label)
    is_name = level_of(line.label) >= ITEM and any(sign.isalpha() for sign in name)
    return squeeze(name) if is_name else ""


def _measure(line: Line) -> str:
    """Return what a column measures, with the year that it or a head over it names."""
    year = next((year for label in reversed(line.labels) for year in _years_in(label)), "")
    name = squeeze(_YEAR.sub("", bare(line.called)))
    return f"{year} {name} {line.part or ''}" if name else ""


def _years_in(text: str) -> list[str]:
    return [match["full"] or f"20{match['short'] or match['bare']}" for match in _YEAR.finditer(text)]


def _years(table: UnderstoodTable) -> frozenset[str]:
    """Return the years that what stands over a table names."""
    return frozenset(_years_in(f"{table.found.heading}\n{table.found.caption}"))


def _is_of_other_years(measure: str, one: frozenset[str], other: frozenset[str]) -> bool:
    """Tell whether two tables are of different years, where the head does not name the year itself."""
    return measure.startswith(" ") and bool(one and other) and not one & other


def _once_a_table(found: Sequence[_Printed]) -> list[_Printed]:
    """Return the figures that stand once in their table; of two, neither is known to be meant."""
    counts: dict[int, int] = {}
    for each in found:
        counts[each.table] = counts.get(each.table, 0) + 1
    return [each for each in found if counts[each.table] == 1]


_Pair = tuple[_Printed, _Printed]


def _ordered(pair: _Pair) -> _Pair:
    """Return result and source: the figure in the finer unit is the result, of equal ones the later."""
    earlier, later = pair
    return (earlier, later) if earlier.entry.scale < later.entry.scale else (later, earlier)


def _check(pair: _Pair, tables: Sequence[UnderstoodTable]) -> Check:
    result, source = pair
    where = [tables[each.table].found.where.ko for each in (result, source)]
    statement = f"{result.record} [{result.measure}]: {where[0]} = {where[1]}"
    name = f"다른표와같음@{result.table}r{result.entry.row}c{result.entry.column}"
    terms = (Term(result.entry, Role.RESULT), Term(source.entry, Role.SOURCE))
    return evaluate(Edit(name, "다른 표와 같음", Rule.SAME, statement, terms, basis=Basis.WORDED))


def _borne_out(known: dict[_Key, list[tuple[Check, _Pair]]]) -> set[str]:
    """Return the measures whose figures mostly agree wherever they are printed twice."""
    digits: dict[str, float] = {}
    for (_, measure), found in known.items():
        for check, _ in found:
            if check.verdict is not Verdict.VIOLATED:
                digits[measure] = digits.get(measure, 0.0) + _worth(check)
    agreeing = _mostly(
        (measure, check.verdict) for (_, measure), found in known.items() for check, _ in found
    )
    return {measure for measure, worth in digits.items() if worth >= LEAST_DIGITS and measure in agreeing}


def _about_the_same(known: dict[_Key, list[tuple[Check, _Pair]]]) -> set[tuple[int, int]]:
    """Return the pairs of tables of which most of all shared figures agree."""
    return _mostly(
        ((result.table, source.table), check.verdict)
        for found in known.values()
        for check, (result, source) in found
    )


def _mostly(verdicts: Iterable[tuple[_T, Verdict]]) -> set[_T]:
    """Return of what most figures agree."""
    holds: Counter[_T] = Counter()
    fails: Counter[_T] = Counter()
    for of, verdict in verdicts:
        (fails if verdict is Verdict.VIOLATED else holds)[of] += 1
    return {of for of, count in holds.items() if count >= _AGREE_OVER_FAIL * fails[of]}


def _witnesses(known: dict[_Key, list[tuple[Check, _Pair]]]) -> dict[tuple[str, int, int], bool]:
    """Return the rows of which a figure agrees: ``(name, table, table)``."""
    found: dict[tuple[str, int, int], bool] = {}
    for (record, _), each in known.items():
        for check, (result, source) in each:
            if check.verdict is not Verdict.VIOLATED and _worth(check) >= LEAST_WITNESS:
                found[record, result.table, source.table] = True
    return found


def _worth(check: Check) -> float:
    """Return in how many digits the coarser of two figures that agree could have differed."""
    entries = [term.entry for term in check.edit.terms]
    step = max(float(entry.figure.step or 1) * float(entry.scale) for entry in entries)
    return min(_MOST_DIGITS, log10(max(1.0, min(abs(float(entry.value)) for entry in entries) / step)))

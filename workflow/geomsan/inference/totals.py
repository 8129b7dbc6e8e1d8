"""Totals and subtotals: which lines a line named 계 or 소계 adds up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from geomsan.errors import Bilingual
from geomsan.figures.units import Kind
from geomsan.identities.edits import Edit
from geomsan.inference.matrix import Line, Matrix
from geomsan.inference.readings import Evidence, Reading, balance, best, is_accepted, weigh
from geomsan.tables.labels import ITEM, SUBTOTAL, TOTAL, level_of, squeeze
from geomsan.tables.layout import Layout
from geomsan.tables.reading import with_parents
from geomsan.tables.table import Entry, Record

_MARKS = "□■○●◦◯∘-–▷▶◇◆·•∙▪*※ㅇ"

Accepted = tuple[Reading, Evidence]


@dataclass(frozen=True)
class _Ranked:
    """A line with its level and what it belongs to: totals of 정원 add up lines named 정원."""

    position: int
    line: Line
    level: int
    key: tuple[int, str]


def totals(matrix: Matrix) -> list[Accepted]:
    """Return the accepted readings of the total rows (of the total columns, when transposed)."""
    found: list[Accepted] = []
    ranked = _ranked(matrix)
    for key in dict.fromkeys(item.key for item in ranked):
        lines = [item for item in ranked if item.key == key]
        if len({item.level for item in lines}) > 1:
            found += _readings_of(matrix, lines)
    return found


def _ranked(matrix: Matrix) -> list[_Ranked]:
    """Give each row its level, and part the rows that different totals add up."""
    markers = _markers(matrix)
    named = []
    for position, line in enumerate(matrix.rows):
        if not line.is_added:
            continue
        levels = [_level(label, markers) for label in line.labels]
        level = min(levels, default=ITEM)
        if level == ITEM and levels:
            level = levels[-1]
        # 합계 over 정원: the outer label is the total, the inner one says of what.
        is_outer = level < ITEM and levels[-1] == ITEM and levels.index(level) < len(levels) - 1
        named.append((position, line, level, squeeze(line.labels[-1]) if is_outer else ""))
    keys = {key for *_, key in named if key}
    return [
        _Ranked(position, line, level, (line.part or 0, key or (_inner(line) if _inner(line) in keys else "")))
        for position, line, level, key in named
    ]


def _markers(matrix: Matrix) -> list[str]:
    """Return the marks that lead the labels of a breakdown (○ - ▷), outermost first; else nothing."""
    leading = [label.lstrip()[0] for line in matrix.rows for label in line.labels[-1:] if label.strip()]
    marks = list(dict.fromkeys(mark for mark in leading if mark in _MARKS))
    return marks if len(marks) > 1 else []


def _level(label: str, markers: list[str]) -> int:
    mark = label.lstrip()[:1]
    return ITEM + markers.index(mark) if mark in markers else level_of(label)


def _inner(line: Line) -> str:
    return squeeze(line.labels[-1]) if line.labels else ""


def _readings_of(matrix: Matrix, lines: list[_Ranked]) -> list[Accepted]:
    """Choose where totals stand to what they add up, then judge each column by itself."""
    arrangements = list(_arrangements(lines))
    weighed = []
    for members in arrangements:
        reading = Reading(tuple(_edits(matrix, members, None)), True, _sentence(members))
        if reading.edits:
            weighed.append((weigh(reading).weight, members))
    if not weighed:
        return []
    _, arrangement = max(weighed, key=lambda pair: pair[0])
    members = {total: parts for total, parts in arrangement.items() if _is_borne_out(matrix, total, parts)}
    columns = []
    for column in range(len(matrix.columns)):
        reading = Reading(tuple(_edits(matrix, members, column)), True, _sentence(members))
        if reading.edits:
            columns.append((reading, weigh(reading)))
    confirmed = sum(evidence.holds for _, evidence in columns)
    refuted = sum(evidence.fails for _, evidence in columns)
    return [
        (reading, evidence)
        for reading, evidence in columns
        if is_accepted(reading, evidence)
        or (
            confirmed
            and evidence.fails
            and confirmed + 1 >= refuted
            and _is_near(evidence, factor=2 if confirmed >= 2 * refuted else 1.1)
        )
    ]


def _is_borne_out(matrix: Matrix, total: int, parts: list[_Ranked]) -> bool:
    """Tell whether a total is one over these parts: not when it fails in most columns and by far."""
    evidence = weigh(Reading(tuple(_edits(matrix, {total: parts}, None)), True, _sentence({total: parts})))
    return evidence.holds >= evidence.fails or _is_near(evidence) or len(matrix.columns) == 1


Members = dict[int, list[_Ranked]]
"""Position of a total -> the lines it adds up."""


def _arrangements(lines: list[_Ranked]) -> Iterator[Members]:
    """Yield the ways in which totals and items can belong together."""
    levels = {item.level for item in lines}
    for placement in product(("above", "below"), repeat=2):
        layout = Layout(placement=dict(zip((TOTAL, SUBTOTAL), placement, strict=True)))
        records = tuple(Record(n, item.line.label, "", item.level) for n, item in enumerate(lines))
        members: Members = {}
        for record in with_parents(records, layout):
            if record.parent is not None:
                members.setdefault(lines[record.parent].position, []).append(lines[record.index])
        yield members
    total = next((item for item in lines if item.level == TOTAL), None)
    if levels == {TOTAL, ITEM} and total is not None and sum(item.level == TOTAL for item in lines) == 1:
        items = [item for item in lines if item is not total]
        for left_out in items if len(items) > 2 else ():
            # 여성, 신규 and the like stand beside the parts without being one.
            yield {total.position: [item for item in items if item is not left_out]}


def _edits(matrix: Matrix, members: Members, only: int | None) -> Iterator[Edit]:
    columns = range(len(matrix.columns)) if only is None else (only,)
    for total, parts in members.items():
        for column in columns:
            result = matrix.entries.get((total, column))
            if result is None or not result.is_known or result.kind is Kind.RATE:
                continue
            entries = [matrix.entries.get((part.position, column)) for part in parts]
            present = [(entry, 1) for entry in entries if entry is not None and _counts(entry)]
            if len(present) > 1:
                statement = _statement(matrix, total, column, [part.line for part in parts])
                yield balance(f"계@{result.row},{result.column},{result.part}", result, present, statement)


def _counts(entry: Entry) -> bool:
    """Tell whether a cell is a part; an empty one is not printed, so nothing is known of it."""
    return entry.is_known or bool(entry.figure.text.strip())


def _statement(matrix: Matrix, total: int, column: int, parts: list[Line]) -> str:
    names = [line.label for line in parts]
    added = " + ".join(names) if len(names) <= 8 else f"{names[0]} + … + {names[-1]} ({len(names)}개 항목)"
    where = matrix.columns[column].label
    return f"{matrix.rows[total].label}{f' [{where}]' if where else ''} = {added}"


def _sentence(members: Members) -> Bilingual:
    count = sum(map(len, members.values()))
    return Bilingual(
        f"합계 {len(members)}개가 {count}개 항목을 더한 것으로 읽었습니다", f"{len(members)} totals over {count} items"
    )


def _is_near(evidence: Evidence, factor: float = 1.1) -> bool:
    """Tell whether a total that fails is at least of the size of its sum, up to a factor."""
    for check in evidence.checks:
        if check.expected is None or check.reported is None or not check.expected:
            continue
        if not 1 / factor <= float(check.reported) / float(check.expected) <= factor:
            return False
    return True


def one_of(readings: list[Reading]) -> list[Accepted]:
    """Return the best of several readings as a list, empty when none is accepted."""
    found = best(readings)
    return [found] if found else []

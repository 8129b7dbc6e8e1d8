"""What the words of a table announce and no check reached, with the reason."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from geomsan.check.identities.edits import Role
from geomsan.check.identities.verdicts import Check, Verdict
from geomsan.common.errors import Bilingual
from geomsan.infer.flows import is_difference
from geomsan.infer.lines import Line
from geomsan.infer.matrix import Matrix
from geomsan.infer.readings import Reading
from geomsan.infer.sorts import Sort
from geomsan.infer.words import is_mean, is_total

_MOST_TOLD = 3
"""Places of a reading that holds nowhere which are told one by one."""


@dataclass(frozen=True)
class Unchecked:
    """A line whose label announces a result that no check reached.

    Attributes
    ----------
    row, column
        Where the label stands in the grid.
    """

    row: int
    column: int
    text: str
    because: Bilingual


def unchecked(matrix: Matrix, checks: Sequence[Check]) -> tuple[Unchecked, ...]:
    """Return the lines that are called a result and are none in any check."""
    # A price of which an amount is the product is checked with it.
    told = [
        term.entry for check in checks for term in (check.edit.result, *check.edit.with_role(Role.FACTOR))
    ]
    rows = {entry.row for entry in told}
    columns = {(entry.column, entry.part) for entry in told}
    known = [place for place, entry in matrix.entries.items() if entry.is_known and not entry.is_nil]
    full_rows, full_columns = {row for row, _ in known}, {column for _, column in known}
    found = list(
        _of(matrix, [line for n, line in enumerate(matrix.rows) if n in full_rows and line.index not in rows])
    )
    for position, line in enumerate(matrix.columns):
        if position in full_columns and (line.index, line.part) not in columns:
            found += _of(matrix, [line])
    return tuple(found)


def never_held(matrix: Matrix, reading: Reading) -> Unchecked | None:
    """Return a reading that holds nowhere, and everywhere for one reason, as one line that was not checked.

    None for other readings, and where it is tried in so few places that each may be told.
    """
    reasons = {check.because for check in reading.checks}
    if len(reading.checks) <= _MOST_TOLD or len(reasons) > 1:
        return None
    (because,) = reasons
    results = [check.edit.result.entry for check in reading.checks]
    if because is None or any(check.verdict is not Verdict.UNDECIDED for check in reading.checks):
        return None
    rows = {entry.row for entry in results}
    columns = {(entry.column, entry.part) for entry in results}
    lines = [line for line in matrix.rows if rows == {line.index}]
    lines += [line for line in matrix.columns if columns == {(line.index, line.part)}]
    if not lines:
        return None
    return Unchecked(*lines[0].at, lines[0].label, because)


def _of(matrix: Matrix, lines: Sequence[Line]) -> Iterator[Unchecked]:
    for line in lines:
        because = _because(matrix, line)
        if because is not None:
            row, column = line.at
            yield Unchecked(row, column, line.label, because)


def _because(matrix: Matrix, line: Line) -> Bilingual | None:
    """Return why a result was not checked; None for a line that announces none."""
    label = line.labels[-1] if line.labels else ""
    if line.sort is Sort.MEAN:
        if not is_mean(label):
            return Bilingual("중위값·편차는 검산하지 않습니다", "medians and deviations are not checked")
        return Bilingual("무엇의 평균인지 찾지 못했습니다", "of what it is the mean was not found")
    if line.sort in (Sort.RATE, Sort.POINTS, Sort.PER):
        return Bilingual(
            "무엇을 무엇으로 나눈 비율인지 찾지 못했습니다", "what it is a quotient of was not found"
        )
    if line.sort is Sort.RUNNING:
        return Bilingual("무엇의 누계인지 찾지 못했습니다", "what it accumulates was not found")
    if any(map(is_total, (label, line.name))):
        if matrix.is_partial or matrix.is_ranked:
            return Bilingual("항목이 전부가 아니라고 적혀 있습니다", "the list says that it is not whole")
        return Bilingual("더한 항목을 찾지 못했습니다", "what it adds up was not found")
    if is_difference(label, line.labels[-2] if len(line.labels) > 1 else ""):
        return Bilingual("무엇의 차이인지 찾지 못했습니다", "what it is the difference of was not found")
    return None

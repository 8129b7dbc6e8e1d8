"""Violated findings on the page: marks in the cells, notes below the table, words for verdicts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from geomsan import words
from geomsan.report import DocumentReport, Finding, TableReport

VERDICTS = {name: word.ko for name, word in words.VERDICTS.items()}
STATUSES = {name: word.ko for name, word in words.STATUSES.items()}

_RESULTS = frozenset({"total", "result", "rate"})
_LETTERS = "ⓐⓑⓒⓓⓔⓕⓖⓗⓘⓙⓚⓛⓜⓝⓞⓟⓠⓡⓢⓣⓤⓥⓦⓧⓨⓩ"
_PLACE = re.compile(r"\s*\([^()]*\)\s*$")
_HABIT = re.compile(r"(반올림과 버림을 섞어 쓴 것|반올림|버림)(?:으로|로) 설명됨")
_MOST_REPAIRS = 3


@dataclass(frozen=True)
class Mark:
    """Marks of one cell.

    Attributes
    ----------
    letters
        One letter a violated finding that the cell takes part in.
    is_result
        True when the cell is the total, result or rate of one of them.
    """

    letters: str
    is_result: bool


@dataclass(frozen=True)
class Note:
    """The note of one violated finding."""

    letter: str
    text: str
    status: str
    repairs: list[str]
    source: str
    is_open: bool


def letter(index: int) -> str:
    """Return the mark of the finding at ``index``: ⓐ to ⓩ, then ⓐⓐ and so on."""
    rounds, place = divmod(index, len(_LETTERS))
    return _LETTERS[place] * (rounds + 1)


def marks(table: TableReport) -> dict[tuple[int, int], Mark]:
    """Return the marks by row and column of the table's grid."""
    found: dict[tuple[int, int], Mark] = {}
    seen: dict[tuple[int, int], set[int]] = {}
    for index, finding in enumerate(table.violations):
        for cell in finding.own_cells:
            position = (cell["row"], cell["column"])
            before = found.get(position, Mark("", False))
            # A compound cell may stand in one finding with two of its figures.
            letters = (
                before.letters
                if index in seen.setdefault(position, set())
                else before.letters + letter(index)
            )
            seen[position].add(index)
            found[position] = Mark(letters, before.is_result or cell["role"] in _RESULTS)
    return found


def notes(table: TableReport) -> list[Note]:
    """Return one note a violated finding, in the order of their marks."""
    return [
        Note(
            letter(index),
            finding.message_ko,
            STATUSES.get(finding.status, ""),
            repairs(finding),
            finding.source,
            finding.is_open,
        )
        for index, finding in enumerate(table.violations)
    ]


def repairs(finding: Finding) -> list[str]:
    """Return the likeliest smallest repairs as text (``994 → 1,215``)."""
    return [
        ", ".join(f"{cell['text']} → {_number(cell['value'])}" for cell in repair["cells"])
        for repair in finding.repairs[:_MOST_REPAIRS]
    ]


def _number(value: Any) -> str:
    if not isinstance(value, (int, float)):
        return str(value)
    text = f"{abs(value):,.4f}".rstrip("0").rstrip(".")
    return f"△{text}" if value < 0 else text


def verdict_counts(findings: Iterable[Finding]) -> dict[str, int]:
    """Return the number of checks by verdict, every verdict named."""
    counts = Counter(finding.verdict for finding in findings)
    return {verdict: counts[verdict] for verdict in VERDICTS}


Tally = list[tuple[str, int, list[str]]]
"""What, how often, and the numbers of the tables."""


def reasons(tables: Sequence[tuple[str, TableReport]]) -> Tally:
    """Return why checks are undecided.

    Parameters
    ----------
    tables
        Number of a table as printed, and the table.
    """
    return _tally(
        (_PLACE.sub("", finding.message_ko.rpartition(" — ")[2]) or "까닭을 적지 않음", number)
        for number, table in tables
        for finding in table.findings
        if finding.verdict == "undecided"
    )


def uncovered(tables: Sequence[tuple[str, TableReport]]) -> Tally:
    """Return why printed totals and rates have no check."""
    return _tally(
        (item.reason or "검산식을 아직 정하지 않음", number)
        for number, table in tables
        for item in table.coverage.uncovered
    )


def explanations(tables: Sequence[tuple[str, TableReport]]) -> Tally:
    """Return by which habits of printing small differences are explained."""
    return _tally(
        (match[1] if (match := _HABIT.search(finding.message_ko)) else "끝수 처리", number)
        for number, table in tables
        for finding in table.findings
        if finding.verdict == "rounding"
    )


def _tally(found: Iterable[tuple[str, str]]) -> Tally:
    counts: dict[str, int] = {}
    places: dict[str, dict[str, None]] = {}
    for what, number in found:
        counts[what] = counts.get(what, 0) + 1
        places.setdefault(what, {})[number] = None
    return [(what, count, list(places[what])) for what, count in counts.items()]


def habits(document: DocumentReport) -> str:
    """Return how the document shortens its figures, as far as its own figures show it."""
    counts = [
        f"{word.ko} {document.habits[name]}건"
        for name, word in words.HABITS.items()
        if name in document.habits
    ]
    return "끝자리 처리 " + ", ".join(counts)

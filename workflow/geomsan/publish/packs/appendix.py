"""The appendix of a pack: what was checked in each table, and what the files were."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from geomsan.check.report import DocumentReport, TableReport
from geomsan.publish.packs.notes import moot, verdict_counts

_SHOWN = 16
"""Digits of a hash that are printed: enough to tell files apart, short enough to compare by eye."""


@dataclass(frozen=True)
class CoverageRow:
    """What was checked of one table.

    Attributes
    ----------
    printed, declared, checked
        Totals and rates that it prints, for which there is a rule, and that could be decided.
    unchecked
        Those without a rule.
    counts
        Checks by verdict.
    hash
        The first digits of the SHA-256 of the table's files, in groups of four.
    """

    number: str
    printed: int
    declared: int
    checked: int
    unchecked: int
    counts: dict[str, int]
    hash: list[str]


def coverage_rows(tables: Sequence[tuple[str, TableReport]]) -> list[CoverageRow]:
    """Return a row a table; ``tables`` are numbers as printed and the tables."""
    return [
        CoverageRow(
            number,
            table.coverage.totals + table.coverage.rates,
            table.coverage.declared,
            table.coverage.checked,
            len(table.coverage.uncovered),
            verdict_counts(table.findings),
            [table.sha256[place : place + 4] for place in range(0, min(_SHOWN, len(table.sha256)), 4)],
        )
        for number, table in tables
    ]


def to_look_at_again(documents: Sequence[DocumentReport]) -> list[str]:
    """Return a sentence for every decision about nothing that is violated any more."""
    return [moot(decision) for document in documents for decision in document.moot]

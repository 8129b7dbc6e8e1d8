"""The appendix of a pack: what was checked in each table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from geomsan.check.report import DocumentReport, TableReport
from geomsan.publish.packs.notes import moot, verdict_counts


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
    """

    number: str
    printed: int
    declared: int
    checked: int
    unchecked: int
    counts: dict[str, int]


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
        )
        for number, table in tables
    ]


def to_look_at_again(documents: Sequence[DocumentReport]) -> list[str]:
    """Return a sentence for every decision about nothing that is violated any more."""
    return [moot(decision) for document in documents for decision in document.moot]

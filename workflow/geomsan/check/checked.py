"""A checked document, as it is stored."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from geomsan.check.facts import Fact, of_table
from geomsan.check.report import DocumentReport


@dataclass(frozen=True)
class CheckedDocument:
    """A document after its own tables were checked, as ``results/documents/<document>.json`` holds it.

    Attributes
    ----------
    report
        Its tables as printed, with the findings of each.
    figures
        By table what its figures are about, without what ``report`` says of the table.
    inputs
        ``document/file -> SHA-256`` of the bytes that it was read from.
    """

    report: DocumentReport
    figures: dict[str, list[Fact]]
    inputs: dict[str, str]

    @cached_property
    def facts(self) -> list[Fact]:
        """Its figures with what they are about, to be held against those of other tables."""
        return [
            fact
            for table in self.report.tables
            for fact in of_table(
                self.figures.get(table.name, ()), table.document, table.name, table.title, table.family
            )
        ]

"""The parts of a pack: its documents, their sections, and their tables with the way each is set."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from geomsan.check.report import DocumentReport, TableReport
from geomsan.publish.packs import notes, text
from geomsan.publish.packs.places import place_of
from geomsan.publish.packs.signs import Signs
from geomsan.publish.packs.tablehtml import SetTable, set_table


@dataclass(frozen=True)
class TablePart:
    """A table with its number, its title and the way it is set; ``place`` is that in its report."""

    number: str
    id: str
    title: str
    caption: str
    report: TableReport
    set: SetTable
    notes: list[notes.Note]
    place: str

    @property
    def violated(self) -> int:
        """Number of its violations."""
        return len(self.report.violations)


@dataclass(frozen=True)
class SectionPart:
    """Tables that stand under one heading of their document; the heading may be empty."""

    id: str
    title: str
    tables: list[TablePart]


@dataclass(frozen=True)
class DocumentPart:
    """A document with its sections and the counts of the summary."""

    id: str
    title: str
    details: list[str]
    sections: list[SectionPart]

    @property
    def tables(self) -> list[TablePart]:
        """Tables of all sections."""
        return [table for section in self.sections for table in section.tables]

    @property
    def counts(self) -> dict[str, int]:
        """Number of checks by verdict."""
        return notes.verdict_counts(finding for table in self.tables for finding in table.report.findings)

    @property
    def printed(self) -> int:
        """Totals and rates that the tables print."""
        return sum(table.report.coverage.totals + table.report.coverage.rates for table in self.tables)

    @property
    def checked(self) -> int:
        """How many of them were checked and could be decided."""
        return sum(table.report.coverage.checked for table in self.tables)


def document_parts(reports: Sequence[DocumentReport], signs: Signs) -> Iterator[DocumentPart]:
    """Yield the documents of a pack with their sections and tables, numbered through all of them."""
    number = 0
    for place, report in enumerate(reports, start=1):
        sections = []
        grouped = groupby(report.tables, key=lambda table: table.section)
        for order, (title, tables) in enumerate(grouped, start=1):
            parts = []
            for table in tables:
                number += 1
                parts.append(_table(table, number, signs))
            sections.append(SectionPart(f"d{place}s{order}", _heading(title, parts), parts))
        details = [report.details.get(key, "") for key in ("council", "committee", "session", "office")]
        details.append(text.korean_date(report.details.get("date", "")))
        yield DocumentPart(f"d{place}", report.title, [item for item in details if item], sections)


def _table(table: TableReport, number: int, signs: Signs) -> TablePart:
    table_id = f"t{number}"
    title = " ".join(text.lines(table.title)) or table.name
    made = set_table(table, table_id, f"표 {number} {title}", signs)
    told = notes.notes(table, signs)
    return TablePart(str(number), table_id, title, _caption(table, title), table, made, told, place_of(table))


def _heading(title: str, tables: Sequence[TablePart]) -> str:
    """Return the heading of a section, empty where its only table has the same title."""
    heading = " ".join(text.lines(title))
    return "" if len(tables) == 1 and tables[0].title == heading else heading


def _caption(table: TableReport, title: str) -> str:
    """Return the caption, empty where it says no more than the title, or the unit and the date."""
    caption = " ".join(text.lines(table.caption))
    rest = caption if not table.unit else re.sub(rf"단위\s*:?\s*{re.escape(table.unit)}", "", caption)
    rest = (
        rest
        if not table.as_of
        else re.sub(r"['’]?\d+\.\s*\d+\.\s*(?:\d+\.?)?\s*(?:일)?\s*(?:기준|현재)", "", rest)
    )
    return caption if caption != title and re.search(r"\w", rest) else ""

"""A briefing pack as one HTML document: cover, news, figures, contents, tables, appendix."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from markupsafe import Markup

from geomsan.check.report import DocumentReport, Finding, TableReport
from geomsan.publish.packs import appendix, notes, text
from geomsan.publish.packs.glance import glance
from geomsan.publish.packs.news import news
from geomsan.publish.packs.places import place_of
from geomsan.publish.packs.series import series_parts
from geomsan.publish.packs.signs import Signs, signs_of
from geomsan.publish.packs.tablehtml import SetTable, set_table
from geomsan.publish.templating import environment
from geomsan.reconcile.series import SessionSeries

TEMPLATES = Path(__file__).resolve().parents[3] / "templates"
"""Folder of ``pack.html.j2`` and ``pack.css``."""

DRAFT, DONE = "검토용", "검산 완료"

_FEW_TABLES = 6
"""Tables that need no contents."""


@dataclass(frozen=True)
class PackSpec:
    """What goes into a pack.

    Attributes
    ----------
    documents
        The documents in the order of print, each with the tables that belong in the pack only.
    topics
        What a pack of topics is about; empty in other packs.
    office, checked_by
        The office that was checked, and the one that checked.
    """

    name: str
    title: str
    documents: Sequence[DocumentReport]
    subtitle: str = ""
    council: str = ""
    committee: str = ""
    session: str = ""
    date: str = ""
    office: str = ""
    series: Sequence[SessionSeries] = ()
    topics: frozenset[str] = frozenset()
    checked_by: str = ""

    @property
    def tables(self) -> list[TableReport]:
        """Every table of the pack in the order of print."""
        return [table for document in self.documents for table in document.tables]

    @property
    def sources(self) -> frozenset[str]:
        """Names of the documents whose figures it prints, those of earlier sessions among them."""
        earlier = {session.document for each in self.series for session in each.sessions}
        return frozenset({document.name for document in self.documents} | earlier)

    @property
    def findings(self) -> list[Finding]:
        """Every check of the pack."""
        return [finding for table in self.tables for finding in table.findings]

    @property
    def open_findings(self) -> list[Finding]:
        """Violations that nobody has decided."""
        return [finding for finding in self.findings if finding.is_open]

    @property
    def example_findings(self) -> list[Finding]:
        """Violations that are settled by an example decision only."""
        return [finding for finding in self.findings if finding.is_example and not finding.is_open]

    @property
    def decided_until(self) -> str:
        """The day of the last decision that it shows, as it was read; examples do not count."""
        made = [each.decision for each in self.findings if each.decision and not each.decision.example]
        return max((decision.date for decision in made), default="")

    @property
    def is_draft(self) -> bool:
        """True while a violation is open, or settled by an example only."""
        return bool(self.open_findings or self.example_findings)

    @property
    def waiting(self) -> str:
        """How many violations make it a draft, in words."""
        counts = {"미결": len(self.open_findings), "예시 결정": len(self.example_findings)}
        return ", ".join(f"{word} {count}건" for word, count in counts.items() if count)


@dataclass(frozen=True)
class _TablePart:
    """A table with its number, its title and the way it is set."""

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
class _SectionPart:
    """Tables that stand under one heading of their document; the heading may be empty."""

    id: str
    title: str
    tables: list[_TablePart]


@dataclass(frozen=True)
class _DocumentPart:
    """A document with its sections and the counts of the summary."""

    id: str
    title: str
    details: list[str]
    sections: list[_SectionPart]

    @property
    def tables(self) -> list[_TablePart]:
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


def pack_html(spec: PackSpec, templates: Path = TEMPLATES) -> str:
    """Return the pack as an HTML document for :func:`geomsan.publish.packs.pdf.write_pdf`."""
    pages = environment(templates)
    pages.filters["words"] = _words
    pages.filters["date"] = text.korean_date
    pages.filters["digits"] = lambda number: f"{number:,}"
    pages.globals["markup"] = Markup
    order = {(table.document, table.name): str(number) for number, table in enumerate(spec.tables, start=1)}
    signs = signs_of(spec.documents, order)
    documents = list(_documents(spec.documents, signs))
    tables = [table for document in documents for table in document.tables]
    numbered = [(table.number, table.report) for table in tables]
    titles = {report.name: report.title for report in spec.documents}
    return pages.get_template("pack.html.j2").render(
        spec=spec,
        documents=documents,
        tables=tables,
        is_draft=spec.is_draft,
        state=DRAFT if spec.is_draft else DONE,
        syllables={titles[name]: syllable for name, syllable in signs.syllables.items() if syllable},
        has_contents=len(tables) > _FEW_TABLES,
        news=news(numbered, titles, signs, spec.topics),
        series=series_parts(spec.series, signs),
        glance=glance(numbered, titles, signs, spec.topics),
        counts=notes.verdict_counts(spec.findings),
        verdicts=notes.VERDICTS,
        undecided=notes.reasons(numbered),
        uncovered=notes.uncovered(numbered),
        rounding=notes.explanations(numbered),
        modes=notes.modes,
        coverage=list(zip(appendix.coverage_rows(numbered), tables, strict=True)),
        again=appendix.to_look_at_again(spec.documents),
    )


def _words(line: str) -> Markup:
    """Return text as HTML whose words do not break inside."""
    return Markup(text.prose(line))  # noqa: S704 (escaped by prose)


def _documents(reports: Sequence[DocumentReport], signs: Signs) -> Iterator[_DocumentPart]:
    number = 0
    for place, report in enumerate(reports, start=1):
        sections = []
        grouped = groupby(report.tables, key=lambda table: table.section)
        for order, (title, tables) in enumerate(grouped, start=1):
            parts = []
            for table in tables:
                number += 1
                parts.append(_table(table, number, signs))
            sections.append(_SectionPart(f"d{place}s{order}", _heading(title, parts), parts))
        details = [report.details.get(key, "") for key in ("council", "committee", "session", "office")]
        details.append(text.korean_date(report.details.get("date", "")))
        yield _DocumentPart(f"d{place}", report.title, [item for item in details if item], sections)


def _table(table: TableReport, number: int, signs: Signs) -> _TablePart:
    table_id = f"t{number}"
    title = " ".join(text.lines(table.title)) or table.name
    made = set_table(table, table_id, f"표 {number} {title}", signs)
    told = notes.notes(table, signs)
    return _TablePart(
        str(number), table_id, title, _caption(table, title), table, made, told, place_of(table)
    )


def _heading(title: str, tables: Sequence[_TablePart]) -> str:
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

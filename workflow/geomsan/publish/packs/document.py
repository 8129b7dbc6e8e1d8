"""A briefing pack as one HTML document: cover, news, figures, contents, tables, appendix."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from markupsafe import Markup

from geomsan.check.report import DocumentReport, Finding, TableReport
from geomsan.decide.stored import TableTitle
from geomsan.publish.packs import appendix, notes, text
from geomsan.publish.packs.contents import contents
from geomsan.publish.packs.front import Front
from geomsan.publish.packs.glance import glance
from geomsan.publish.packs.news import news
from geomsan.publish.packs.parts import document_parts
from geomsan.publish.packs.series import series_parts
from geomsan.publish.packs.signs import signs_of
from geomsan.publish.templating import environment
from geomsan.reconcile.series import SessionSeries

TEMPLATES = Path(__file__).resolve().parents[3] / "templates"
"""Folder of ``pack.html.j2`` and ``pack.css``."""

DRAFT, DONE = "검토용", "검산 완료"

_RUNNING_HEAD = 19.0
"""Room of a running head in em, so that the state stands free between the two (``@page`` in pack.css)."""


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
    titles
        ``document/table -> title`` of tables that figures are held against, printed here or not.
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
    titles: Mapping[str, TableTitle] = field(default_factory=dict)

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
    def held_against(self) -> frozenset[str]:
        """Names of the documents that its figures are held against."""
        return frozenset(finding.partner[0] for finding in self.findings if finding.is_comparison)

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


def pack_html(spec: PackSpec, templates: Path = TEMPLATES) -> str:
    """Return the pack as an HTML document for :func:`geomsan.publish.packs.pdf.write_pdf`."""
    pages = environment(templates)
    pages.filters["words"] = _words
    pages.filters["shortened"] = lambda line: text.shortened(line, _RUNNING_HEAD)
    pages.filters["date"] = text.korean_date
    pages.filters["digits"] = lambda number: f"{number:,}"
    pages.globals["markup"] = Markup
    order = {(table.document, table.name): str(number) for number, table in enumerate(spec.tables, start=1)}
    signs = signs_of(spec.documents, order, spec.titles)
    documents = list(document_parts(spec.documents, signs))
    tables = [table for document in documents for table in document.tables]
    series = series_parts(spec.series, signs)
    numbered = [(table.number, table.report) for table in tables]
    titles = {report.name: report.title for report in spec.documents}
    front = Front(numbered, titles, signs, spec.topics)
    return pages.get_template("pack.html.j2").render(
        spec=spec,
        documents=documents,
        tables=tables,
        is_draft=spec.is_draft,
        state=DRAFT if spec.is_draft else DONE,
        syllables=signs.key(titles),
        contents=contents(documents, has_series=bool(series)),
        news=news(front),
        series=series,
        glance=glance(front),
        counts=notes.verdict_counts(spec.findings),
        verdicts=notes.VERDICTS,
        undecided=notes.reasons(numbered),
        uncovered=notes.uncovered(numbered),
        rounding=notes.explanations(numbered),
        modes=notes.modes,
        coverage=list(zip(appendix.coverage_rows(numbered), tables, strict=True)),
        again=appendix.to_look_at_again(spec.documents),
    )


def _words(line: str, fits: float = 0.0) -> Markup:
    """Return text as HTML whose words do not break inside; a line of up to ``fits`` em stands in one."""
    return Markup(text.prose(line, fits=fits))  # noqa: S704 (escaped by prose)

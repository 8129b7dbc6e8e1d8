"""The review pages: as files that hold everything they need, or served by the desk.

The index has every cause in brief and the first of them in full; each document has a page of its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

from geomsan.check.report import DocumentReport
from geomsan.common.files import write_whole
from geomsan.common.missing import Missing
from geomsan.publish.review.causes import causes, weights
from geomsan.publish.review.payload import details, document_data, index_data, to_script, units
from geomsan.publish.review.strings import catalogue
from geomsan.publish.review.summary import STATUSES, VERDICTS, summary
from geomsan.publish.templating import allowed, environment

INDEX, DOCUMENT, MISSING = "review-index.html.j2", "review-document.html.j2", "review-missing.html.j2"
STYLE = "review.css"
SCRIPTS = (
    "review-base.js",
    "review-state.js",
    "review-table.js",
    "review-finding.js",
    "review-repairs.js",
    "review-form.js",
    "review-decide.js",
    "review-desk.js",
    "review-mine.js",
    "review-filters.js",
    "review-list.js",
    "review-index.js",
    "review.js",
)


@dataclass(frozen=True)
class Served:
    """How the desk serves the pages: where they save and what they load.

    Attributes
    ----------
    decide, standing, history
        Addresses (``docs/desk-protocol.md``).
    style, script
        Addresses of what :func:`assets` gives.
    styles
        Addresses of more style sheets.
    remove_examples
        Address that takes every example decision away (POST); no button without.
    user
        Who decides, where a proxy says it.
    bar
        HTML at the top of the page, trusted.
    language
        That the page speaks first.
    """

    decide: str = "/decide"
    standing: str = "/standing"
    history: str = "/history"
    style: str = "/static/review.css"
    script: str = "/static/review.js"
    remove_examples: str = ""
    styles: tuple[str, ...] = ()
    user: str = ""
    bar: str = ""
    language: str = "ko"


@dataclass(frozen=True)
class Pages:
    """The pages of checked documents.

    Attributes
    ----------
    reports
        The documents in the order in which the index shows them.
    templates
        The folder that holds the templates, the style and the scripts.
    served
        None for pages as files.
    missing
        The documents that are not there; the index says so, and why.
    """

    reports: Sequence[DocumentReport]
    templates: Path
    served: Served | None = None
    missing: Sequence[Missing] = ()

    @cached_property
    def weights(self) -> dict[str, float]:
        """The weights of all violations."""
        return weights(self.reports)

    def index(self) -> str:
        """Return the index."""
        found = causes(self.reports, self.weights)
        return self._render(
            INDEX,
            index_data(self.reports, found, self.weights),
            self.reports,
            documents=[(each, details(each), summary(each.tables)) for each in self.reports],
        )

    def document(self, report: DocumentReport) -> str:
        """Return the page of a document."""
        told = document_data(report, self.reports, self.weights)
        return self._render(DOCUMENT, told, [report], report=report, details=details(report))

    def _render(self, template: str, data: Any, reports: Sequence[DocumentReport], **more: Any) -> str:
        found = [finding for report in reports for table in report.tables for finding in table.violations]
        return (
            _environment(self.templates)
            .get_template(template)
            .render(
                **self._assets,
                served=self.served,
                language=self.served.language if self.served else "ko",
                data=Markup(to_script(data)),  # noqa: S704 - escaped by to_script
                ko=catalogue("ko"),
                en=catalogue("en"),
                verdicts=VERDICTS,
                statuses=STATUSES,
                units=units(reports),
                total=summary(table for report in reports for table in report.tables),
                violations=found,
                causes=len({finding.cause for finding in found}),
                stands=Counter(finding.status for finding in found),
                examples=[check for report in reports for check in report.examples],
                missing=self.missing,
                gone=[decision for report in reports for decision in report.moot],
                **more,
            )
        )

    @cached_property
    def _assets(self) -> dict[str, Any]:
        if self.served is not None:
            return {"bar": Markup(self.served.bar), "policy": "", "style": "", "script": ""}  # noqa: S704
        style, script = assets(self.templates).values()
        policy = (
            f"default-src 'none'; script-src {allowed(script)}; style-src {allowed(style)}; "
            "base-uri 'none'; form-action 'none'"
        )
        # Our own files, checked by _asset.
        return {"bar": "", "policy": policy, "style": Markup(style), "script": Markup(script)}  # noqa: S704


def write_review(
    reports: Sequence[DocumentReport], templates: Path, out: Path, missing: Sequence[Missing] = ()
) -> None:
    """Write the review pages of checked documents; the same reports give the same bytes.

    Parameters
    ----------
    reports, templates, missing
        As :class:`Pages` takes them.
    out
        The index; the pages of the documents are written into ``documents/`` beside it, and those of
        documents that are no more are removed. Each file appears whole or not at all.
    """
    pages = Pages(reports, templates, missing=missing)
    index = pages.index()
    folder = out.parent / "documents"
    folder.mkdir(parents=True, exist_ok=True)
    for report in reports:
        write_whole(folder / f"{report.name}.html", pages.document(report))
    for each in missing:
        page = _environment(templates).get_template(MISSING).render(missing=each, ko=catalogue("ko"))
        write_whole(folder / f"{each.name}.html", page)
    kept = {f"{name}.html" for name in [*(each.name for each in reports), *(each.name for each in missing)]}
    for path in sorted(folder.glob("*.html")):
        if path.name not in kept:
            path.unlink()
    write_whole(out, index)


def index_page(
    reports: Sequence[DocumentReport],
    templates: Path,
    served: Served | None = None,
    missing: Sequence[Missing] = (),
) -> str:
    """Return the index of the review pages; see :class:`Pages`."""
    return Pages(reports, templates, served, missing).index()


def document_page(
    report: DocumentReport,
    reports: Sequence[DocumentReport],
    templates: Path,
    served: Served | None = None,
) -> str:
    """Return the page of one of the documents; see :class:`Pages`."""
    return Pages(reports, templates, served).document(report)


def assets(templates: Path) -> dict[str, str]:
    """Return the style and the script of the pages by their names."""
    script = "\n".join(_asset(templates / name) for name in SCRIPTS)
    return {"review.css": _asset(templates / STYLE), "review.js": script}


@lru_cache(maxsize=4)
def _environment(templates: Path) -> Environment:
    """Return the templates of a folder, compiled once: the desk makes a page at every look."""
    return environment(templates)


def _asset(path: Path) -> str:
    """Return a style or script that can be written into the page as it is."""
    text = path.read_text(encoding="utf-8")
    if "</" in text or "<!--" in text:
        raise ValueError(f"{path.name}: must not contain '</' or '<!--', because it stands inside the page")
    return text

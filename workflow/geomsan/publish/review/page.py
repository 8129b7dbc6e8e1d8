"""The review page as one file: template, style, script and data together, nothing fetched."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from markupsafe import Markup

from geomsan.check.report import DocumentReport
from geomsan.common.files import write_whole
from geomsan.publish.review.payload import STATUSES, VERDICTS, details, payload, summary, to_script, units
from geomsan.publish.review.strings import catalogue
from geomsan.publish.templating import allowed, environment

TEMPLATE = "review.html.j2"
STYLE = "review.css"
SCRIPTS = (
    "review-base.js",
    "review-table.js",
    "review-finding.js",
    "review-decide.js",
    "review-mine.js",
    "review-filters.js",
    "review-list.js",
    "review.js",
)


def write_review(reports: Sequence[DocumentReport], templates: Path, out: Path) -> None:
    """Write the review page of checked documents.

    Parameters
    ----------
    reports
        The documents in the order in which the page shows them.
    templates
        The folder that holds the template, the style and the scripts.
    out
        The HTML file to write; its folder is made if it is missing. The file appears whole or not
        at all.
    """
    write_whole(out, render(reports, templates))


def render(reports: Sequence[DocumentReport], templates: Path) -> str:
    """Return the review page; the same reports give the same text."""
    style = _asset(templates / STYLE)
    script = "\n".join(_asset(templates / name) for name in SCRIPTS)
    violations = [finding for report in reports for table in report.tables for finding in table.violations]
    return (
        environment(templates)
        .get_template(TEMPLATE)
        .render(
            policy=_policy(style, script),
            style=Markup(style),  # noqa: S704 - our own file, checked by _asset
            script=Markup(script),  # noqa: S704 - our own file, checked by _asset
            data=Markup(to_script(payload(reports))),  # noqa: S704 - escaped by to_script
            ko=catalogue("ko"),
            en=catalogue("en"),
            verdicts=VERDICTS,
            statuses=STATUSES,
            units=units(reports),
            documents=[(report, details(report), summary(report.tables)) for report in reports],
            total=summary(table for report in reports for table in report.tables),
            violations=violations,
            stands=Counter(finding.status for finding in violations),
            examples=[check for report in reports for check in report.examples],
            gone=[decision for report in reports for decision in report.moot],
        )
    )


def _policy(style: str, script: str) -> str:
    """Return a content security policy that allows this style and this script, and no network."""
    return (
        f"default-src 'none'; script-src {allowed(script)}; style-src {allowed(style)}; "
        "base-uri 'none'; form-action 'none'"
    )


def _asset(path: Path) -> str:
    """Return a style or script that can be written into the page as it is."""
    text = path.read_text(encoding="utf-8")
    if "</" in text or "<!--" in text:
        raise ValueError(f"{path.name}: must not contain '</' or '<!--', because it stands inside the page")
    return text

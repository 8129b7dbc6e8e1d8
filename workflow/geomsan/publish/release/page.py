"""``index.html`` of a release: what is in the folder, what was decided, how to check it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from markupsafe import Markup

from geomsan.check.report import Decision, Finding
from geomsan.common.words import STATUSES, VERDICTS
from geomsan.publish.packs.document import PackSpec
from geomsan.publish.packs.notes import verdict_counts
from geomsan.publish.templating import allowed, environment

TEMPLATE, STYLE = "release-index.html.j2", "release-index.css"


def release_page(
    title: str, packs: Sequence[PackSpec], decided: Sequence[tuple[Finding, Decision]], templates: Path
) -> str:
    """Return the page; it has no script, fetches nothing, and links only into its own folder."""
    style = (templates / STYLE).read_text(encoding="utf-8")
    return (
        environment(templates)
        .get_template(TEMPLATE)
        .render(
            title=title,
            packs=[(pack, verdict_counts(pack.findings)) for pack in packs],
            decided=decided,
            verdicts=VERDICTS,
            statuses=STATUSES,
            style=Markup(style),  # noqa: S704 - our own file
            policy=f"default-src 'none'; style-src {allowed(style)}; base-uri 'none'; form-action 'none'",
        )
    )

"""``index.html`` of a release: what is in the folder, what was decided, how to check it."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from geomsan.packs.document import PackSpec
from geomsan.packs.notes import verdict_counts
from geomsan.report import Decision, Finding
from geomsan.words import STATUSES, VERDICTS

TEMPLATE, STYLE = "release-index.html.j2", "release-index.css"


def release_page(
    title: str, packs: Sequence[PackSpec], decided: Sequence[tuple[Finding, Decision]], templates: Path
) -> str:
    """Return the page; it has no script, fetches nothing, and links only into its own folder."""
    style = (templates / STYLE).read_text(encoding="utf-8")
    environment = Environment(
        loader=FileSystemLoader(templates),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    digest = b64encode(sha256(style.encode("utf-8")).digest()).decode("ascii")
    return environment.get_template(TEMPLATE).render(
        title=title,
        packs=[(pack, verdict_counts(pack.findings)) for pack in packs],
        decided=decided,
        verdicts=VERDICTS,
        statuses=STATUSES,
        style=Markup(style),  # noqa: S704 - our own file
        policy=f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'",
    )

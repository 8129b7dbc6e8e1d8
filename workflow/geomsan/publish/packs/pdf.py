"""Packs as PDF: WeasyPrint behind a closed door, tagged, the same bytes for the same input.

The files are built as PDF/A-3a and PDF/UA-1, not validated; ``docs/packs.md`` says why these two.
"""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial
from html import unescape
from pathlib import Path
from typing import Any
from urllib.request import url2pathname

import pydyf
from weasyprint import CSS, HTML, Attachment
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher

from geomsan.common.errors import GeomsanError
from geomsan.common.files import unreadable, unwritable, write_whole
from geomsan.publish.packs.archive import mend_attachments, name_both_standards
from geomsan.publish.packs.attached import AttachedTable
from geomsan.publish.packs.continued import Grouped, leave_first_parts, leave_first_rows
from geomsan.publish.packs.fonts import find_fonts, font_face_css, without_glyph
from geomsan.publish.packs.spans import dissolve
from geomsan.publish.packs.tags import mend_links, mend_margins, mend_tables, name_groups

_LOG = logging.getLogger(__name__)
_VARIANT = "pdf/a-3a"
_NO_DATE = datetime(1980, 1, 1)
"""Date of an attached file, which the standard asks for: today's would change the bytes every day."""


class FontsOnly(URLFetcher):
    """Fetches the given font files and nothing else; anything else stops the pack."""

    def __init__(self, fonts: Mapping[str, Path]) -> None:
        super().__init__(allowed_protocols=("file",), allow_redirects=False, fail_on_errors=True)
        self._allowed = frozenset(path.resolve() for path in fonts.values())

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> Any:
        """Open one of the font files.

        Raises
        ------
        ValueError
            When the URL is anything else. WeasyPrint makes a fatal error of it.
        """
        path = Path(url2pathname(url.removeprefix("file://"))) if url.startswith("file:///") else None
        if path is None or path.resolve() not in self._allowed:
            raise ValueError(f"not a font of the pack: {url}")
        return super().fetch(url, headers)


def write_pdf(
    html: str,
    out: Path,
    fonts: Path | None,
    css: Path,
    metadata: Mapping[str, str],
    attached: Sequence[AttachedTable] = (),
) -> None:
    """Write a pack.

    Parameters
    ----------
    html
        The document that :func:`geomsan.publish.packs.document.pack_html` returned.
    out
        The PDF. It is replaced only when its successor is complete.
    fonts
        Folder of the Nanum fonts, or None for those of the system.
    css
        The style sheet, ``pack.css``.
    metadata
        ``title``, ``author``, ``subject``, ``keywords``, as far as there are any.
    attached
        Files that go into the pack, see :func:`geomsan.publish.packs.attached.attached_tables`.

    Raises
    ------
    GeomsanError
        When a font is missing, when the document refers to anything outside itself, or when the
        file cannot be written.
    """
    files = find_fonts(fonts)
    if missing := without_glyph(unescape(re.sub(r"<[^>]*>", "", html)), files):
        _LOG.warning("%s: 글꼴에 없는 글자 %s", out, missing)
    style = _style(css)
    try:
        content = pdf_bytes(html, files, style, metadata, attached)
    except OSError as error:
        # WeasyPrint keeps fonts in temporary files while it writes.
        raise unwritable(out, error) from error
    write_whole(out, content)


def _style(css: Path) -> str:
    try:
        return css.read_text(encoding="utf-8")
    except OSError as error:
        raise unreadable(css, error) from error


def pdf_bytes(
    html: str,
    fonts: dict[str, Path],
    style: str,
    metadata: Mapping[str, str],
    attached: Sequence[AttachedTable] = (),
) -> bytes:
    """Return a document as PDF; ``fonts`` are those of ``find_fonts``, ``style`` is CSS, the rest as above.

    Raises
    ------
    GeomsanError
        When the document refers to anything outside itself.
    """
    fetcher = FontsOnly(fonts)
    # Under a Korean locale fontconfig calls the font 나눔고딕, and its name goes into the file.
    os.environ["FC_LANG"] = "en"
    configuration = FontConfiguration()
    try:
        sheets = [
            CSS(string=sheet, font_config=configuration, url_fetcher=fetcher)
            for sheet in (font_face_css(fonts), style)
        ]
        document = HTML(string=html, url_fetcher=fetcher).render(
            font_config=configuration, stylesheets=sheets
        )
        told = document.metadata
        told.title = metadata.get("title") or told.title
        told.authors = [metadata["author"]] if metadata.get("author") else []
        told.description = metadata.get("subject") or None
        told.keywords = [metadata["keywords"]] if metadata.get("keywords") else []
        told.created = told.modified = None
        told.attachments = [_attachment(item, fetcher) for item in attached]
        leave_first_parts(document)
        groups = leave_first_rows(document)
        content: bytes = document.write_pdf(pdf_variant=_VARIANT, finisher=partial(_finish, groups=groups))
    except FatalURLFetchingError as error:
        raise GeomsanError(
            "PDF",
            f"바깥 자료를 읽으려 해서 멈췄습니다: {error}. 표나 서식에서 그 주소를 지우십시오.",
            f"stopped because it refers to something outside: {error}; take the address out.",
        ) from error
    return content


def _attachment(item: AttachedTable, fetcher: FontsOnly) -> Attachment:
    return Attachment(
        string=item.content,
        url_fetcher=fetcher,
        name=item.name,
        description=f"{item.description}. 표 파일 SHA-256: {item.sha256}"
        if item.sha256
        else item.description,
        created=_NO_DATE,
        modified=_NO_DATE,
        relationship="Data",
    )


def _finish(document: Any, pdf: pydyf.PDF, groups: Sequence[Grouped]) -> None:
    """Mend what WeasyPrint has made of the pack, just before it is written."""
    mend_tables(pdf)
    name_groups(groups)
    mend_margins(pdf)
    mend_links(document)
    dissolve(pdf)
    mend_attachments(pdf)
    name_both_standards(pdf)

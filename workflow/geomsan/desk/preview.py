"""Pages of a pack as pictures, so that every browser shows them in the page."""

from __future__ import annotations

import io
import threading
from functools import lru_cache
from pathlib import Path

import pypdfium2

_SCALE = 1.6
"""Dots a point: a page of A4 is about 950 dots wide."""
_one_at_a_time = threading.Lock()
"""PDFium is not safe in threads."""


def page_count(pdf: Path) -> int:
    """Return how many pages a PDF has."""
    with _one_at_a_time:
        document = pypdfium2.PdfDocument(pdf)
        try:
            return len(document)
        finally:
            document.close()


def page_picture(pdf: Path, number: int) -> bytes:
    """Return a page, counted from 1, as PNG.

    Raises
    ------
    IndexError
        When there is no such page.
    """
    return _picture(pdf, pdf.stat().st_mtime_ns, number)


@lru_cache(maxsize=64)
def _picture(pdf: Path, _written: int, number: int) -> bytes:
    with _one_at_a_time:
        document = pypdfium2.PdfDocument(pdf)
        try:
            if not 1 <= number <= len(document):
                raise IndexError(number)
            out = io.BytesIO()
            document[number - 1].render(scale=_SCALE).to_pil().save(out, "PNG", optimize=False)
            return out.getvalue()
        finally:
            document.close()

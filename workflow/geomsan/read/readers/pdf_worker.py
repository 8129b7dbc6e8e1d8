"""The process that reads a PDF, called by :mod:`geomsan.read.readers.pdf`."""

from __future__ import annotations

import argparse
import itertools
import signal
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any, NoReturn

from geomsan.read.readers.pdf_weight import MOST_EXPLAINED
from geomsan.read.readers.worker import RefusedError, answer

PAGE_SECONDS = 60
"""Seconds of the processor that opening the file and each of its pages may take."""
_FULL = 0.5
"""A picture that covers so much of a page is the page."""
_FEW = 20
"""Characters of a page number and a running title: a picture with no more is a page without text."""
_UNMAPPED = 0.3


def main() -> None:
    """Read the PDF named on the command line and print its tables, or why there are none."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--pages", type=int, required=True)
    answer(lambda given: _read(given.path, given.pages), parser)


def _stop_after(seconds: int) -> None:
    """End the process when it took so many seconds of the processor from now on; never, for none."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_PROF, seconds)


def _read(path: Path, most_pages: int) -> dict[str, Any]:
    _stop_after(PAGE_SECONDS)
    try:
        return _answer(path, most_pages)
    finally:
        _stop_after(0)


def _answer(path: Path, most_pages: int) -> dict[str, Any]:
    import pdfplumber
    from pdfminer import pdffont, pdftypes
    from pdfminer.pdfdocument import PDFPasswordIncorrect
    from pdfplumber.utils.exceptions import PdfminerException

    from geomsan.read.readers.pdf_join import join_pages
    from geomsan.read.readers.pdf_prose import paragraphs
    from geomsan.read.readers.pdf_weight import Weigher

    # pdfminer takes what it could unpack of a damaged stream for the whole of it: half a page.
    vars(pdftypes)["decompress_corrupted"] = _refuse_damaged
    vars(pdffont)["FileUnicodeMap"] = _counted_map()
    vars(pdfplumber.pdf)["PDFDocument"] = _straight_document()
    try:
        document = pdfplumber.open(path)
    except PdfminerException as error:
        if error.args and isinstance(error.args[0], PDFPasswordIncorrect):
            raise RefusedError("encrypted") from error
        raise
    with document:
        if len(document.pages) > most_pages:
            raise RefusedError("pages", len(document.pages))
        claimed = _claimed_pages(document.doc.catalog)
        if not document.pages or claimed != len(document.pages):
            raise RefusedError("damaged")
        weigher = Weigher()
        for page in document.pages:
            weigher.weigh(page.page_obj, page.page_number)
        pages = list(_pages(document))
    _refuse_unreadable(pages)
    tables = [
        asdict(table) | {"spans": [[*place, *size] for place, size in sorted(table.spans.items())]}
        for table in join_pages(pages)
    ]
    covered = [page for page in pages if _is_picture(page)]
    return {
        "tables": tables,
        "prose": list(enumerate(paragraphs(pages), 1)),
        "pictures": [page.number for page in covered if page.characters <= _FEW],
        "overlaid": [page.number for page in covered if page.characters > _FEW],
    }


def _is_picture(page: Any) -> bool:
    return bool(page.drawn > _FULL and not page.tables)


def _refuse_damaged(_: bytes) -> NoReturn:
    raise RefusedError("damaged")


def _counted_map() -> type:
    """Return what keeps the characters of a font, and refuses more than all fonts may have.

    Most of those are refused before (:class:`~geomsan.read.readers.pdf_weight.Weigher`); this is for maps
    that are written as no writer does.
    """
    from pdfminer.cmapdb import FileUnicodeMap

    count = itertools.count(1)

    class CountedMap(FileUnicodeMap):
        def add_cid2unichr(self, cid: int, code: Any) -> None:
            if next(count) > MOST_EXPLAINED:
                raise RefusedError("fonts")
            super().add_cid2unichr(cid, code)

    return CountedMap


def _straight_document() -> type:
    """Return what looks up objects, and refuses references that only point at each other.

    pdfminer follows them for ever.
    """
    from pdfminer.pdfdocument import PDFDocument
    from pdfminer.pdftypes import PDFObjRef

    class StraightDocument(PDFDocument):
        def getobj(self, objid: int) -> object:
            found, seen = super().getobj(objid), {objid}
            while isinstance(found, PDFObjRef):
                if found.objid in seen:
                    raise RefusedError("damaged")
                seen.add(found.objid)
                found = super().getobj(found.objid)
            return found

    return StraightDocument


def _claimed_pages(catalog: Any) -> Any:
    from pdfminer.pdftypes import dict_value, int_value

    return int_value(dict_value(catalog["Pages"])["Count"])


def _pages(document: Any) -> Iterator[Any]:
    from pdfplumber.utils.exceptions import PdfminerException

    from geomsan.read.readers.pdf_page import read_page

    for number, page in enumerate(document.pages, 1):
        _stop_after(PAGE_SECONDS)
        try:
            yield read_page(_turned(document, page), number)
        except PdfminerException as error:
            if error.args and isinstance(error.args[0], RefusedError):
                raise error.args[0] from error
            raise
        page.close()


def _turned(document: Any, page: Any) -> Any:
    """Return the page with its text upright: some writers set wide tables sideways on it."""
    from pdfplumber.page import Page

    sideways = [char["matrix"][1] for char in page.chars if not char["upright"]]
    if 2 * len(sideways) <= len(page.chars):
        return page
    turned = (page.rotation + (90 if sum(sideways) > 0 else 270)) % 360
    # pdfplumber reads the one, pdfminer the other.
    page.page_obj.attrs["Rotate"] = page.page_obj.rotate = turned
    page.close()
    return Page(document, page.page_obj, page.page_number, page.initial_doctop)


def _refuse_unreadable(pages: list[Any]) -> None:
    """Refuse what holds pictures of tables, or characters that nobody can tell.

    Raises
    ------
    RefusedError
        With the number of pages that are pictures.
    """
    pictures = sum(map(_is_picture, pages))
    characters = sum(page.characters for page in pages)
    is_without_text = not characters and any(page.drawn for page in pages)
    if is_without_text or (not any(page.tables for page in pages) and 2 * pictures >= len(pages)):
        raise RefusedError("scanned", max(pictures, 1))
    if sum(page.unmapped for page in pages) > _UNMAPPED * characters:
        raise RefusedError("unmapped")


if __name__ == "__main__":
    main()

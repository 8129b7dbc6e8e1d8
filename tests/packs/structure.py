"""Reads the structure tree of a written pack: elements, their words, the heads of table cells."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
from pypdfium2 import raw

Words = dict[tuple[int, int], str]
"""Page and number of a piece of marked content -> its text."""


@dataclass
class Element:
    """A structure element with everything under it."""

    tag: str
    page: int | None
    id: str = ""
    alt: str = ""
    attributes: dict[str, Any] = field(default_factory=dict)
    content: list[Element | str] = field(default_factory=list)

    @property
    def kids(self) -> list[Element]:
        return [item for item in self.content if isinstance(item, Element)]

    @property
    def words(self) -> str:
        # Pieces of text stand apart on the page; the spaces between them are not drawn.
        pieces = (item if isinstance(item, str) else item.words for item in self.content)
        return " ".join(" ".join(pieces).split())

    @property
    def letters(self) -> str:
        return "".join(self.words.split())

    def all(self, *tags: str) -> Iterator[Element]:
        if self.tag in tags:
            yield self
        for kid in self.kids:
            yield from kid.all(*tags)


def structure(path: Path) -> Element:
    """Return the root of the tree in the order in which it is read out."""
    words = _words(path)
    with pikepdf.open(path) as pdf:
        pages = {page.objgen: number for number, page in enumerate(pdf.pages)}
        (document,) = list(pdf.Root.StructTreeRoot.K)
        return _element(document, pages, words)


def _element(item: pikepdf.Dictionary, pages: dict[tuple[int, int], int], words: Words) -> Element:
    page = pages.get(item.Pg.objgen) if "/Pg" in item else None
    table = {name: _plain(value) for name, value in dict(item.get("/A", {})).items()}
    element = Element(str(item.S), page, str(item.get("/ID", "")), str(item.get("/Alt", "")), table)
    for kid in item.get("/K", []):
        if isinstance(kid, int):
            assert page is not None
            element.content.append(words.get((page, kid), ""))
        elif kid.get("/Type") == "/StructElem":
            element.content.append(_element(kid, pages, words))
    return element


def _words(path: Path) -> Words:
    found: Words = {}
    with pypdfium2.PdfDocument(path) as pdf:
        for number, page in enumerate(pdf):
            text = page.get_textpage()
            for item in _objects(page.raw, raw.FPDFPage_CountObjects, raw.FPDFPage_GetObject):
                mark = raw.FPDFPageObj_GetMarkedContentID(item)
                if mark >= 0 and raw.FPDFPageObj_GetType(item) == raw.FPDF_PAGEOBJ_TEXT:
                    found[number, mark] = found.get((number, mark), "") + _text(item, text.raw)
    return found


def _objects(holder: Any, count: Callable[[Any], int], get: Callable[[Any, int], Any]) -> Iterator[Any]:
    """Yield what is drawn on a page, also by its forms."""
    for number in range(count(holder)):
        item = get(holder, number)
        if raw.FPDFPageObj_GetType(item) == raw.FPDF_PAGEOBJ_FORM:
            yield from _objects(item, raw.FPDFFormObj_CountObjects, raw.FPDFFormObj_GetObject)
        else:
            yield item


def _text(item: Any, page: Any) -> str:
    size = raw.FPDFTextObj_GetText(item, page, None, 0)
    buffer = ctypes.create_string_buffer(size)
    raw.FPDFTextObj_GetText(item, page, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), size)
    return buffer.raw.decode("utf-16-le").rstrip("\0")


def _plain(value: Any) -> Any:
    return [str(item) for item in value] if isinstance(value, pikepdf.Array) else str(value)


def rows_with_heads(table: Element) -> list[list[tuple[str, frozenset[str]]]]:
    """Return the letters of every body cell of a table, each with those of all its heads."""
    names = {head.id: head.letters for head in table.all("/TH")}
    body = [row for group in table.all("/TBody") for row in group.all("/TR")]
    return [
        [
            (
                cell.letters,
                frozenset(names[name] for name in cell.attributes.get("/Headers", [])) - {""},
            )
            for cell in row.all("/TD")
        ]
        for row in body
    ]


def expected_heads(
    page: Any, table_id: str, *, with_group: bool = True
) -> list[list[tuple[str, frozenset[str]]]]:
    """Return for every body cell of a table of the pack's HTML the letters of it and of its heads.

    The places of the cells are worked out as HTML does it: each goes into the next free column, and
    covers its spans. The name of a group is printed again at the head of a page alone, so that a row has it
    (``with_group``) or not.
    """
    (table,) = page.xpath(f'//section[@id="{table_id}"]//table')
    names = _letters if with_group else _own_letters
    column_heads, rows = [], []
    for group, lines in (("thead", table.xpath("./thead/tr")), ("tbody", table.xpath("./tbody/tr"))):
        taken: set[tuple[int, int]] = set()
        row_heads: list[tuple[range, str]] = []
        placed: list[list[tuple[Any, range, range]]] = []
        for number, line in enumerate(lines):
            column = 0
            placed.append([])
            for cell in line:
                while (number, column) in taken:
                    column += 1
                across = range(column, column + int(cell.get("colspan") or 1))
                down = range(number, number + int(cell.get("rowspan") or 1))
                taken |= {(below, right) for below in down for right in across}
                placed[-1].append((cell, across, down))
                column = across.stop
                if cell.tag == "th":
                    target = column_heads if group == "thead" else row_heads
                    target.append((across if group == "thead" else down, names(cell)))
        if group == "tbody":
            rows = [
                [
                    (
                        _letters(cell),
                        frozenset(
                            [name for reach, name in column_heads if set(reach) & set(across)]
                            + [name for reach, name in row_heads if set(reach) & set(down)]
                        )
                        - {""},
                    )
                    for cell, across, down in line
                    if cell.tag == "td"
                ]
                for line in placed
            ]
    return rows


def _letters(cell: Any) -> str:
    return "".join(cell.text_content().split())


def _own_letters(cell: Any) -> str:
    again = "".join("".join(each.text_content().split()) for each in cell.xpath('.//span[@class="again"]'))
    return _letters(cell).removeprefix(again)


def tables_of_pack(path: Path, page: Any) -> list[tuple[str, list[Element]]]:
    """Return id and structure elements of every table that stands in a table section of the pack.

    A table that runs over several pages has an element on each.
    """
    ids = page.xpath('//section[contains(concat(" ", @class, " "), " table ")]/@id')
    found: list[tuple[str, list[Element]]] = []
    wanted = iter(ids)
    for section in structure(path).all("/Sect"):
        tables = list(section.all("/Table"))
        titles = [kid for kid in section.kids if kid.tag in ("/H3", "/H4")]
        if any(re.match(r"(표|비교) \d+ ", title.words) for title in titles):
            found.append((next(wanted), tables))
        elif not titles and any("(계속)" in table.words for table in tables) and _is_leaf(section):
            found[-1][1].extend(tables)
    assert next(wanted, None) is None
    return found


def _is_leaf(section: Element) -> bool:
    return not any(kid.tag == "/Sect" for kid in section.kids)

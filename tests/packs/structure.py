"""Reads the structure tree of a written pack: elements, their words, the heads of table cells."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pdfplumber
import pikepdf

Words = dict[tuple[int, int], str]
"""Page and number of a piece of marked content -> its text."""


@dataclass
class Element:
    """A structure element with everything under it."""

    tag: str
    object: pikepdf.Dictionary
    kids: list[Element] = field(default_factory=list)
    own: str = ""

    @property
    def words(self) -> str:
        return " ".join((self.own + "".join(f"{kid.words} " for kid in self.kids)).split())

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
    element = Element(str(item.S), item)
    for kid in item.get("/K", []):
        if isinstance(kid, int):
            assert page is not None
            element.own += words.get((page, kid), "")
        elif kid.get("/Type") == "/StructElem":
            element.kids.append(_element(kid, pages, words))
    return element


def _words(path: Path) -> Words:
    found: Words = {}
    with pdfplumber.open(path) as pdf:
        for number, page in enumerate(pdf.pages):
            for char in page.chars:
                if char["mcid"] is not None and char["tag"] != "Artifact":
                    key = (number, char["mcid"])
                    found[key] = found.get(key, "") + char["text"]
    return found


def attribute(element: Element, name: str, default: object) -> object:
    """Return an attribute of a table cell."""
    return element.object.get("/A", pikepdf.Dictionary()).get(f"/{name}", default)


def rows_with_heads(table: Element) -> list[list[tuple[str, frozenset[str]]]]:
    """Return the letters of every body cell of a table, each with those of all its heads."""
    names = {str(head.object.ID): head.letters for head in table.all("/TH")}
    body = [row for group in table.all("/TBody") for row in group.all("/TR")]
    return [
        [
            (
                cell.letters,
                frozenset(names[str(name)] for name in attribute(cell, "Headers", [])) - {""},  # type: ignore[attr-defined]
            )
            for cell in row.all("/TD")
        ]
        for row in body
    ]

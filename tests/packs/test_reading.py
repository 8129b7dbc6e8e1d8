"""What a reader with a screen reader, or with weak eyes, depends on."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import product
from pathlib import Path

import pikepdf
import pytest
from lxml import html as lxml_html

from geomsan.publish.packs.document import TEMPLATES, PackSpec, pack_html

from .structure import structure

CSS = (TEMPLATES / "pack.css").read_text(encoding="utf-8")
INKS = sorted(set(re.findall(r"(?<![-\w])color:\s*(#[0-9a-f]{3,6})", CSS)))
PAPERS = sorted(
    {"#fff", *re.findall(r"background:\s*(#[0-9a-f]{3,6})", re.sub(r"\.exact \{[^}]*\}", "", CSS))}
)


def luminance(colour: str) -> float:
    """Return the relative luminance as WCAG 2 defines it."""
    digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
    parts = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize(("ink", "paper"), list(product(INKS, PAPERS)))
def test_contrast_of_all_text_is_enough(ink: str, paper: str) -> None:
    light, dark = sorted((luminance(ink), luminance(paper)), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 4.5


def test_what_is_read_out_comes_in_the_order_of_the_document(
    write: Callable[[PackSpec], Path], spec: PackSpec
) -> None:
    page = lxml_html.document_fromstring(pack_html(spec))
    body = page.find("body")
    wanted = "".join(body.text_content().replace("(계속)", "").split())
    # The leaders of the contents and the numbers of pages are the style sheet's.
    read = re.sub(r"(?:\.\s*){5,}\d+", "", structure(write(spec)).words)
    read = re.sub(r"(표\s*\d+)\s*,\s*\d+쪽", r"\1", read)
    assert "".join(read.split()) == wanted


def test_every_heading_is_a_bookmark(write: Callable[[PackSpec], Path], spec: PackSpec) -> None:
    page = lxml_html.document_fromstring(pack_html(spec))
    wanted = ["".join(item.text_content().split()) for item in page.xpath("//h2 | //h3 | //h4")]
    found: list[str] = []

    def gather(items: list[pikepdf.OutlineItem]) -> None:
        for item in items:
            found.append("".join(item.title.split()))
            gather(item.children)

    with pikepdf.open(write(spec)) as pdf, pdf.open_outline() as outline:
        gather(outline.root)
    assert found == wanted

"""The paragraphs of a PDF: its lines outside of tables, those of one sentence put together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from geomsan.read.readers.pdf_join import running_lines
from geomsan.read.readers.pdf_lines import Line
from geomsan.read.readers.pdf_page import Page

_BEGINS = re.compile(r"\s*(?:[□■○◦●❍◇◆▶▷►▪•·∙※*<〈【\-–−ㅇ①-⑳✓√]|[0-9]{1,2}[.)]\s|[가-하][.)]\s|\()")
"""What a new paragraph begins with."""
_NEAR = 0.9
"""A line that ends so far right of the widest one goes on in the next."""
_APART = 1.2
"""Lines further apart than so many of their heights are two paragraphs."""


def paragraphs(pages: Sequence[Page]) -> Iterator[str]:
    """Yield the paragraphs of the pages, without running titles."""
    running = running_lines(pages)
    for page in pages:
        lines = [line for line in page.lines if (page.number, id(line)) not in running and line.text()]
        yield from _joined(lines)


def _joined(lines: Sequence[Line]) -> Iterator[str]:
    """Yield lines; one that fills its width and is followed closely goes on in the next."""
    width = max((_right(line) for line in lines), default=0.0)
    parts: list[str] = []
    last: Line | None = None
    for line in lines:
        text = line.text()
        goes_on = (
            last is not None
            and _right(last) > _NEAR * width
            and line.top - last.bottom < _APART * (last.bottom - last.top)
            and not _BEGINS.match(text)
        )
        if parts and not goes_on:
            yield " ".join(parts)
            parts = []
        parts.append(text)
        last = line
    if parts:
        yield " ".join(parts)


def _right(line: Line) -> float:
    return max((char["x1"] for char in line.chars), default=0.0)

"""Tables of a PDF that go on over pages, put together, and the text above each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from geomsan.read.figures.figure import State, read_figure
from geomsan.read.figures.grammar import MINUS, NUMBER
from geomsan.read.readers.around import LINES_BELOW, is_caption
from geomsan.read.readers.pdf_lines import Line
from geomsan.read.readers.pdf_page import Page, PageTable
from geomsan.read.readers.surroundings import heading_and_caption

_NEAR = 3.0
"""Points by which the edges of one column may differ from page to page."""
_MARGIN = 0.13
"""The part of a page, at its head and at its foot, where running titles and page numbers stand."""
_PAGE_NUMBER = re.compile(r"[-–—·|\s]*\d{1,5}(?:\s*/\s*\d{1,5})?\s*쪽?[-–—·|\s]*")
_NUMBERED = re.compile(
    r"(?:\d{1,5}\s*[|│]\s*)?(?P<title>(?=(?:\d*\D){5}).+?)[-–—·|│\s]*(?:\d{1,5}(?:\s*/\s*\d{1,5})?[-–—·|│\s]*쪽?)?"
)
"""A running title with a page number before or behind it."""
_GOES_ON = re.compile(
    r"[(\[<〈]\s*(?:앞\s*(?:쪽|장|표)에서\s*)?(?:계속|이어서|continued)\s*[)\]>〉]?", re.IGNORECASE
)
_COMPOUND = re.compile(rf"[{MINUS}]?{NUMBER}%?\s*(?:/\s*{NUMBER}|\(\s*[{MINUS}]?{NUMBER}%?\s*\))+")
"""Two figures in one cell: ``269/259``, ``1,806,914 (21.7)``."""
_YEAR = re.compile(r"(?:19|20)\d\d\s*년?")


@dataclass
class JoinedTable:
    """A table with the page of every row, and the lines over and under it."""

    page: int
    number: int
    rows: list[list[str]]
    spans: dict[tuple[int, int], tuple[int, int]]
    pages: list[int]
    heading: str
    caption: str
    above: list[str]
    below: list[str]
    is_followed: bool


def join_pages(pages: Sequence[Page]) -> list[JoinedTable]:
    """Return the tables of a document.

    A table goes on over a page break where nothing but running titles, page numbers and its own
    heading stand between, the columns' edges match, and the lower part begins with the same head
    (which is then dropped) or with no head at all.
    """
    running = running_lines(pages)
    joined: list[JoinedTable] = []
    last: tuple[PageTable, JoinedTable] | None = None
    below: list[str] = []
    for page in pages:
        lines = {id(line): line.text() for line in page.lines if line.text()}
        body = {key: text for key, text in lines.items() if (page.number, key) not in running}
        for table in page.tables:
            above = [text for line in table.above if (text := _kept(line, lines, body))]
            between = [*below, *(text for line in table.above if (text := body.get(id(line), "")))]
            if last is not None and table.number == 1 and last[0].page == page.number - 1:
                columns = _columns(last[0].edges, table.edges)
                if columns and not _parts(between, last[1]) and _append(last[1], table, columns):
                    last = (_widened(table, last[0]), last[1])
                    _close(last[1], table, page, body)
                    continue
            last = (table, _begun(table, [*_frame_above(table, page), *above]))
            _close(last[1], table, page, body)
            joined.append(last[1])
        foot = max((table.box[3] for table in page.tables), default=0.0)
        below = [body[id(line)] for line in page.lines if line.top >= foot - _NEAR and id(line) in body]
        if not page.tables:
            last = None
    return joined


def _kept(line: Line, lines: dict[int, str], body: dict[int, str]) -> str:
    """Return the text of a line above a table; a unit counts even where every page repeats it."""
    text = lines.get(id(line), "")
    return text if id(line) in body or is_caption(text) else ""


def _frame_above(table: PageTable, page: Page) -> list[str]:
    """Return the text of a table of one row above, which is how many reports frame a heading."""
    before = [
        other for other in page.tables if other.number < table.number and other.box[3] <= table.box[1] + _NEAR
    ]
    if before and len(before[-1].rows) == 1:
        return [" ".join(filter(None, before[-1].rows[0]))]
    return []


def _begun(table: PageTable, above: Sequence[str]) -> JoinedTable:
    heading, caption = heading_and_caption(above)
    rows = [list(row) for row in table.rows]
    pages = [table.page] * len(rows)
    spans = dict(table.spans)
    return JoinedTable(
        table.page, table.number, rows, spans, pages, heading, caption, list(above), [], is_followed=False
    )


def _close(whole: JoinedTable, part: PageTable, page: Page, body: dict[int, str]) -> None:
    """Note what stands under the last part of a table."""
    whole.below = [body[id(line)] for line in part.below[:LINES_BELOW] if id(line) in body]
    whole.below += _frame_below(part, page)
    whole.is_followed = part.is_followed


def _frame_below(table: PageTable, page: Page) -> list[str]:
    """Return the only text of a frame below: what stands between the rules of two tables looks like one."""
    below = [other for other in page.tables if other.box[1] >= table.box[3] - _NEAR]
    nearest = min(below, key=lambda other: other.box[1], default=None)
    if nearest is None or len(nearest.rows) > 1:
        return []
    texts = list(filter(None, nearest.rows[0]))
    return texts if len(texts) == 1 else []


def _widened(table: PageTable, before: PageTable) -> PageTable:
    """Return the lower part with the columns of the whole, moved to where they stand on its page."""
    shift = table.edges[0] - before.edges[0]
    edges = [edge + shift for edge in before.edges]
    return PageTable(table.page, table.number, table.box, edges, table.rows, table.spans)


def _parts(between: Sequence[str], table: JoinedTable) -> bool:
    """Tell whether the text between two parts says that they are two tables."""
    own = {re.sub(r"\W", "", text) for text in (table.heading, table.caption)} - {""}
    for text in between:
        heading, caption = heading_and_caption([_GOES_ON.sub("", text)])
        if any(re.sub(r"\W", "", part) not in own for part in (heading, caption) if part):
            return True
    return False


def _columns(upper: Sequence[float], lower: Sequence[float]) -> list[int]:
    """Return which column of the upper part each edge of the lower begins; empty when they differ.

    The lower part may lack edges: those that only a cell in the upper part makes.
    """
    shift = lower[0] - upper[0]
    columns = [
        next((at for at, above in enumerate(upper) if abs(above + shift - edge) <= _NEAR), -1)
        for edge in lower
    ]
    fits = columns[0] == 0 and columns[-1] == len(upper) - 1 and columns == sorted(set(columns))
    return columns if fits else []


def _append(upper: JoinedTable, lower: PageTable, columns: Sequence[int]) -> bool:
    """Put the rows of ``lower`` under ``upper``; False when they begin another table."""
    width = columns[-1]
    spread, spans = _spread(lower, columns, width)
    repeated = _repeated_head(upper.rows, spread)
    if not repeated and _is_head(spread[0]):
        return False
    start = len(upper.rows) - repeated
    for (row, column), (down, right) in spans.items():
        if row >= repeated:
            upper.spans[start + row, column] = (down, right)
    upper.rows.extend(spread[repeated:])
    upper.pages.extend([lower.page] * (len(spread) - repeated))
    return True


def _spread(
    table: PageTable, columns: Sequence[int], width: int
) -> tuple[list[list[str]], dict[tuple[int, int], tuple[int, int]]]:
    """Return rows and merged cells of ``table`` in the columns of the part above it."""
    rows = [[""] * width for _ in table.rows]
    spans: dict[tuple[int, int], tuple[int, int]] = {}
    covered = {
        (row + down, column + right)
        for (row, column), (height, length) in table.spans.items()
        for down in range(height)
        for right in range(length)
        if down or right
    }
    for row, cells in enumerate(table.rows):
        for column, text in enumerate(cells):
            rows[row][columns[column]] = text
            down, right = table.spans.get((row, column), (1, 1))
            length = columns[column + right] - columns[column]
            if (row, column) not in covered and down * length > 1:
                spans[row, columns[column]] = (down, length)
    return rows, spans


def _repeated_head(upper: Sequence[Sequence[str]], lower: Sequence[Sequence[str]]) -> int:
    """Return how many rows at the top of both are the same and no figures."""
    count = 0
    for above, below in zip(upper, lower, strict=False):
        if list(above) != list(below) or _has_figures(above):
            break
        count += 1
    # All rows alike is a second table, or a row that happens to be there twice.
    return count if any(filter(None, (text for row in lower[:count] for text in row))) else 0


def _has_figures(row: Sequence[str]) -> bool:
    return any(
        (read_figure(text, brackets="plain").state is State.VALUE or _COMPOUND.fullmatch(text.strip()))
        and not _YEAR.fullmatch(text.strip())
        for text in row[1:]
    )


def _is_head(row: Sequence[str]) -> bool:
    """Tell whether a row is filled, and with words only."""
    filled = sum(bool(text) for text in row)
    return filled > max(1, len(row) // 2) and not _has_figures(row) and not _has_nil(row)


def _has_nil(row: Sequence[str]) -> bool:
    return any(read_figure(text).state is State.NIL for text in row[1:])


def _without_page_number(text: str) -> str:
    """Return a running title without the number of the page; ``표 1`` and ``1. 세입`` keep theirs."""
    if match := _NUMBERED.fullmatch(text):
        return match["title"]
    return text


def running_lines(pages: Sequence[Page]) -> set[tuple[int, int]]:
    """Return page and id of the lines that are running titles or page numbers."""
    seen: dict[str, list[tuple[int, float, int]]] = {}
    running: set[tuple[int, int]] = set()
    for page in pages:
        for line in page.lines:
            if _MARGIN * page.height < line.top and line.bottom < (1 - _MARGIN) * page.height:
                continue
            text = line.text()
            if _PAGE_NUMBER.fullmatch(text):
                running.add((page.number, id(line)))
            seen.setdefault(_without_page_number(text), []).append((page.number, line.top, id(line)))
    for places in seen.values():
        for number, top, key in places:
            if any(0 < abs(other - number) <= 2 and abs(y - top) <= _NEAR for other, y, _ in places):
                running.add((number, key))
    return running

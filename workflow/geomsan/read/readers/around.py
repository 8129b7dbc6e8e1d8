"""What stands around a table: its heading, the line that states unit or date, its notes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from geomsan.read.figures.grammar import MINUS

_CAPTION = re.compile(r"단위|기준")
_BRACKETED = re.compile(r"[(\[〔（［].*[)\]〕）］]")
_UNIT = re.compile(r"[※*<\s]*단\s*위\s*[:：].*")
_UNIT_AT_THE_END = re.compile(
    r"(.*\S)\s*([(\[〔](?:[^()\[\]〔〕]*[,，])?\s*단\s*위\s*[:：]?[^()\[\]〔〕]*[)\]〕])"
)
_BULLETS = "□☐■▣○◦●·•-–※◆◇▶▷▪<〈「[#* \t"
_BRACKETS = {"<": ">", "〈": "〉", "「": "」", "[": "]", "《": "》", "【": "】"}
_NUMBERING = re.compile(
    r"\(?(?:\d{1,2}(?:-\d{1,2})*|[가-하]|[IVX]+)[.)]\s*(?!\d)|[IVXⅠ-Ⅻ]+\s*[.)]?\s+|[Ⅰ-Ⅻ①-⑳]\s*\.?\s*|\d{1,2}\s+"
)
_NUMBER = re.compile(rf"[{MINUS}(]?\s*[\d,.]*\d\s*[%)]?")
_LONGEST_CAPTION = 200
_LONGEST_TITLE = 400
_NOTE = re.compile(
    r"[※*＊†‡¹²³]|\^\{|\d{1,2}\)|<?\s*주\s*\d{0,2}\s*[):：.>]|(?:자료|출처|비고|참고|주석|단위|note|source)s?\b",
    re.IGNORECASE,
)
"""How a line begins that is a note to the table above it."""
_LINES = 6
"""Lines over and under a table that are kept."""
LINES_BELOW = 12
"""Lines of a file, blank ones too, in which those under a table may stand."""


def is_caption(text: str) -> bool:
    """Tell whether a line (or a cell) states the unit or the date of a table."""
    text = text.strip()
    if not text or len(text) > _LONGEST_CAPTION:
        return False
    return bool((_BRACKETED.fullmatch(text) and _CAPTION.search(text)) or _UNIT.fullmatch(text))


def parted(text: str) -> tuple[str, str]:
    """Return a line without the unit that it ends in, and that unit: ``인력 현황 (단위: 명)`` is both."""
    match = None if len(text) > _LONGEST_TITLE else _UNIT_AT_THE_END.fullmatch(text.strip())
    return (match[1], match[2]) if match else (text, "")


def as_heading(text: str) -> str:
    """Return the heading without its bullet or number."""
    text = text.strip()
    for opening, closing in _BRACKETS.items():
        if text.startswith(opening) and text.endswith(closing):
            text = text[1:-1]
    text = text.lstrip(_BULLETS)
    while mark := _NUMBERING.match(text):
        text = text[mark.end() :].lstrip(_BULLETS)
    return text.strip("*").strip()


@dataclass(frozen=True)
class Lead:
    """The title rows above a table in its own grid.

    Attributes
    ----------
    rows
        How many rows they are, blank ones included.
    heading, caption
        What the nearest of them say.
    """

    rows: int
    heading: str = ""
    caption: str = ""


def lead_of(rows: Sequence[Sequence[str]]) -> Lead:
    """Find the title rows that a grid begins with.

    A title row holds one text at the left edge, a statement of unit or date, or both. What follows
    must still be a table; a row that may belong to a head stays in it.
    """
    return lead_among([[(column, cell) for column, cell in enumerate(row) if cell.strip()] for row in rows])


def lead_among(filled: Sequence[Sequence[tuple[int, str]]]) -> Lead:
    """Find the title rows of a grid given as the cells of each row that hold a text: column and text."""
    left = min((cells[0][0] for cells in filled if len(cells) > 1), default=0)
    width = max(map(len, filled), default=0)
    count, heading, caption = 0, "", ""
    for number, cells in enumerate(filled):
        titles = [(column, cell) for column, cell in cells if not is_caption(cell)]
        captions = [cell.strip() for _, cell in cells if is_caption(cell)]
        is_title = not titles or (len(titles) == 1 and _may_title(titles[0], left, filled, number))
        # In a table of two columns, a text and a unit are its head.
        if not is_title or len(cells) > 2 or (titles and captions and width < 3):
            break
        count = number + 1
        title, unit = parted(titles[0][1]) if titles else (heading, "")
        caption = " ".join(captions) or unit or caption
        heading = title
    return Lead(count, as_heading(heading), caption)


def _may_title(
    title: tuple[int, str], left: int, filled: Sequence[Sequence[tuple[int, str]]], number: int
) -> bool:
    """Tell whether a row's only text is a title: at the left edge, or apart from what follows."""
    column, text = title
    if _NUMBER.fullmatch(text.strip()):
        return False
    if column <= left:
        return True
    following = next(iter(filled[number + 1 : number + 2]), [])
    return not following or any(is_caption(cell) for _, cell in following)


def nearest(lines: Iterable[str]) -> tuple[str, str]:
    """Return heading and caption among ``lines``, nearest to the table first; blank ones are skipped."""
    caption = ""
    for line in lines:
        text = line.strip()
        if not text:
            continue
        if not caption and is_caption(text.strip("*_")):
            caption = text.strip("*_").strip()
            continue
        heading, unit = parted(text)
        return as_heading(heading), caption or unit
    return "", caption


def lines_before(above: Iterable[str]) -> tuple[str, ...]:
    """Return the lines over a table, the nearest last; ``above`` is in the order of the file."""
    return tuple(_short(above)[-_LINES:])


def lines_after(
    rows: Sequence[Sequence[str]], below: Iterable[str] = (), *, is_followed: bool = False
) -> tuple[str, ...]:
    """Return the lines under a table: the rows that close it with one text, then the lines below.

    Parameters
    ----------
    rows
        The table itself.
    below
        The lines under it in the order of the file.
    is_followed
        Whether the next table begins behind ``below``: its heading and caption are its own, unless
        they are marked as notes.
    """
    lines = _short(below)
    if is_followed:
        while lines and not _NOTE.match(lines[-1]):
            title = lines.pop()
            if not is_caption(title):
                break
    return tuple([*_closing(rows), *lines][:_LINES])


def _short(lines: Iterable[str]) -> list[str]:
    """Return the lines that say something and are no paragraphs."""
    stripped = (line.strip() for line in lines)
    return [line for line in stripped if line and len(line) <= _LONGEST_TITLE]


def _closing(rows: Sequence[Sequence[str]]) -> list[str]:
    """Return the texts of the rows at the end of a table that hold nothing else.

    In a table of two columns such a row is an item without a figure, unless it is marked as a note.
    """
    texts: list[str] = []
    width = max((len(row) for row in rows[:_LINES]), default=0)
    for row in reversed(rows[1:]):
        filled = [cell.strip() for cell in row if cell.strip()]
        if not filled:
            continue
        if len(filled) > 1 or len(texts) == _LINES or _NUMBER.fullmatch(filled[0]):
            break
        if width < 3 and not _NOTE.match(filled[0]):
            break
        texts.append(filled[0])
    return _short(reversed(texts))

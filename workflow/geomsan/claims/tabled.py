"""The tables of a document as its sentences see them: figures with their words, and cells that are prose."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from geomsan.claims.quantity import Quantity, quantity_of
from geomsan.claims.tokens import clean, read_tokens
from geomsan.read.figures.units import read_unit, stated_units

_NUMBERS = re.compile(
    r"(?<![0-9.,])[△▲-]?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|(?<![0-9.,])[0-9]+(?:\.[0-9]+)?"
)
_BARE = re.compile(r"[△▲0-9.,\s()/%\-]+")
_IN_BRACKETS = re.compile(r"\(\s*(?:단위\s*:?)?\s*([^()0-9]{1,8})\)")
_WORD = re.compile(r"[가-힣A-Za-z]{2,}")
_ITEM = re.compile(r"<br\s*/?>|<li>|</?[uo]l[^>]*>|</?p>|\s(?=[○□▶※•·]\s)", re.IGNORECASE)
_LEAST = 6
"""Characters of a cell that can hold a claim."""
_HEADS = 3
_MOST_PARTS = 60


@lru_cache(maxsize=32768)
def pairs_of(text: str) -> frozenset[str]:
    """Return the syllables of the words of a text two by two."""
    return frozenset(word[at : at + 2] for word in _WORD.findall(text) for at in range(len(word) - 1))


@dataclass(frozen=True)
class TabledFigure:
    """One number of a cell.

    ``words`` are of its row, column and table, ``own`` of row and cell alone; ``label`` is of row and column.
    """

    table: int
    row: int
    column: int
    line: int
    text: str
    quantity: Quantity
    words: frozenset[str]
    own: frozenset[str] = frozenset()
    label: str = ""
    cell: str = ""


def place_of(table: int, line: int) -> str:
    """Return where a table stands, in words: by its line, which readers can turn up, or by its number."""
    return f"{line}줄 표" if line else f"문서의 {table + 1}번째 표"


@dataclass(frozen=True)
class TextTable:
    """A table as text.

    Attributes
    ----------
    index
        Its place among the tables of the file.
    rows
        Its cells.
    lines
        The line of each row, 0 where the format has none.
    unit
        The unit of its bare figures.
    about
        Heading and caption.
    """

    index: int
    rows: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]
    unit: str
    about: str

    @cached_property
    def first(self) -> int:
        """The line of its first row."""
        return next((line for line in self.lines if line), 0)

    @cached_property
    def figures(self) -> list[TabledFigure]:
        """Its numbers in the order of print."""
        return list(self._figures())

    def _figures(self) -> Iterator[TabledFigure]:
        heads = self._heads()
        about = pairs_of(self.about)
        for row, cells in enumerate(self.rows):
            label = " ".join(cell for cell in cells[:3] if cell and not _BARE.fullmatch(cell))
            words = about | pairs_of(label)
            for column, cell in enumerate(cells):
                head = heads.get(column, "")
                for text, quantity in self._numbers(cell, f"{label} {head}"):
                    yield TabledFigure(
                        self.index,
                        row,
                        column,
                        self.lines[row] if row < len(self.lines) else 0,
                        text,
                        quantity,
                        words | pairs_of(f"{head} {cell}"),
                        pairs_of(f"{label} {cell}"),
                        f"{label} {head}",
                        cell,
                    )

    def _heads(self) -> dict[int, str]:
        heads: dict[int, str] = {}
        for cells in self.rows[:_HEADS]:
            for column, cell in enumerate(cells):
                if cell and not _BARE.fullmatch(cell) and len(cell) < 40:
                    heads[column] = f"{heads.get(column, '')} {cell}".strip()
        return heads

    def _numbers(self, cell: str, labels: str) -> Iterator[tuple[str, Quantity]]:
        """Yield the numbers of a cell; a bare one has the unit of its label, its head or its table."""
        if not any(sign.isdecimal() for sign in cell) or len(cell) > 400:
            return
        if _BARE.fullmatch(cell):
            unit = next(filter(read_unit, _IN_BRACKETS.findall(labels)), "") or self.unit
            for match in _NUMBERS.finditer(cell):
                own = "%" if cell[match.end() :].lstrip().startswith("%") else unit
                bare = match[0].lstrip("△▲-")
                number = quantity_of(bare + own) or quantity_of(bare)
                if number is not None:
                    yield match[0], number if own else replace(number, rest="")
            return
        for token in read_tokens(clean(cell)):
            for each in (token, *token.inside):
                if each.number is not None:
                    yield each.text.strip(), each.number

    def columns(self) -> Iterator[list[TabledFigure]]:
        """Yield the figures that stand under each other, and those beside each other, one a cell."""
        for at in ("column", "row"):
            found: dict[int, list[TabledFigure]] = {}
            seen: set[tuple[int, int]] = set()
            for figure in self.figures:
                if (figure.row, figure.column) not in seen:
                    seen.add((figure.row, figure.column))
                    found.setdefault(getattr(figure, at), []).append(figure)
            yield from (line for line in found.values() if 1 < len(line) < _MOST_PARTS)

    def prose(self) -> Iterator[tuple[int, int, int, str]]:
        """Yield row, column, line and text of the cells that say something in words, item by item."""
        for row, cells in enumerate(self.rows):
            for column, cell in enumerate(cells):
                if len(cell) < _LEAST or _BARE.fullmatch(cell) or not _WORD_AND_NUMBER.search(cell):
                    continue
                for part in _ITEM.split(cell):
                    if any(sign.isdecimal() for sign in part):
                        yield row, column, self.lines[row] if row < len(self.lines) else 0, part


_WORD_AND_NUMBER = re.compile(r"[0-9][^0-9]*[가-힣(]|[가-힣(][^0-9]*[0-9]")


def unit_of(caption: str, unit: str) -> str:
    """Return the unit of a table's bare figures: what it was understood to be, or what its caption states."""
    if unit:
        return unit
    units = stated_units(caption)
    return units[0].name if len(units) == 1 else ""


def lines_of(places: Sequence[str]) -> tuple[int, ...]:
    """Return the lines of a text that places name (``file:12``); 0 for those of other formats."""
    found = (re.search(r":([0-9]+)$", place) for place in places)
    return tuple(int(match[1]) if match else 0 for match in found)

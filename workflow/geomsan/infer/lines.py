"""A row or a column of figures, and what its words say."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from geomsan.infer.flows import is_difference
from geomsan.infer.patterns import PATTERNS
from geomsan.infer.sorts import Sort, sort_of
from geomsan.infer.words import MONEY, is_counted, is_generic, rank_of
from geomsan.read.figures.compound import read_pattern
from geomsan.read.figures.figure import plain
from geomsan.read.figures.units import Unit
from geomsan.read.tables.labels import readable, squeeze, unit_in_label

_IN_BRACKETS = re.compile(r"\(([^()]*)\)")
_QUOTIENT = re.compile(r"[A-Za-z①-⑳㉠-㉭)]\s*[/÷]\s*\(?[A-Za-z①-⑳㉠-㉭]\s*[)\]×*]|[*×]\s*100")


_TERM = r"(?:[A-Za-z①-⑳㉠-㉭](?![A-Za-z])|[()+\-−\s])+"
_FORMULA = re.compile(rf"\({_TERM}[/÷]{_TERM}(?:[×*]\s*100\s*)?\)\s*$")
"""What a label ends in that names its formula: 재정자립도(A/C)."""


@dataclass(frozen=True)
class Line:
    """A row or a column of figures: its label from the outermost head to the innermost.

    Attributes
    ----------
    labels
        Texts of the head (or stub) cells that stand over (before) the line, outermost first.
    index, part
        Position in the grid, and which figure of a compound cell.
    name
        What the head calls this figure of a compound cell, if it does.
    pattern
        How the cells of a column are printed.
    indent
        By how many blanks the label of a row is indented.
    path
        The labels by column of the stub (row of the head), empty where there is none.
    at
        Where the innermost label stands in the grid.
    is_item
        True for a row: a name in a stub among its likes is an item whatever it is made of.
    is_hidden
        Whether the file hides the line.
    """

    labels: tuple[str, ...]
    index: int
    part: int | None = None
    name: str = ""
    pattern: str = PATTERNS[0]
    indent: int = 0
    path: tuple[str, ...] = ()
    at: tuple[int, int] = (0, 0)
    is_item: bool = False
    is_hidden: bool = False

    @cached_property
    def label(self) -> str:
        """The innermost label, fit for a sentence."""
        if not self.labels:
            return ""
        if self.name and self.part:
            # 원인행위액 (집행률): the second figure of the cell is the 집행률.
            return readable(f"{self.name} ({_IN_BRACKETS.sub('', self.labels[-1]).strip()})")
        return readable(self.labels[-1])

    @cached_property
    def text(self) -> str:
        """All labels in one string, squeezed."""
        return " ".join(squeeze(label) for label in self.labels)

    @cached_property
    def words(self) -> str:
        """What the line itself is called: its innermost label, or its name in a compound cell."""
        return squeeze(self.name) or (squeeze(self.labels[-1]) if self.labels else "")

    @cached_property
    def called(self) -> str:
        """The words, with those of the outer head where the innermost only says 금액 or 비율."""
        says_little = is_generic(self.words) or rank_of(self.words) is not None
        is_under = self.part is None and len(self.labels) > 1 and says_little
        return f"{squeeze(self.labels[-2])} {self.words}" if is_under else self.words

    @cached_property
    def sort(self) -> Sort:
        """What the words say that the figures of the line are."""
        if not self.labels:
            return Sort.PLAIN
        if self.is_item:
            own = sort_of(self.labels[-1], is_item=True)
            is_quotient = own is Sort.PLAIN and _FORMULA.search(plain(self.labels[-1]))
            return Sort.RATE if is_quotient else own
        if self.part is not None:
            if self.name:
                return sort_of(self.name)
            inside = _IN_BRACKETS.findall(self.labels[-1]) if self.part == 1 else []
            return next((sort for text in inside if (sort := sort_of(text)) is not Sort.PLAIN), Sort.PLAIN)
        if _QUOTIENT.search(plain(self.labels[-1])):
            return Sort.RATE
        # 집행률 over 원인행위 and 지출액; but 집행액 및 집행률 over both is no rate itself.
        outer = [label for label in self.labels[:-1] if "및" not in label]
        own = sort_of(self.labels[-1])
        found = (own, *map(sort_of, reversed(outer)))
        if is_difference(self.labels[-1]):
            found = tuple(sort for sort in found if sort is not Sort.RUNNING)  # 증감액 under 누계 증감
        return next((sort for sort in found if sort is not Sort.PLAIN), Sort.PLAIN)

    @cached_property
    def unit(self) -> Unit | None:
        """The unit that the labels state."""
        return unit_in_label(self.text)

    @cached_property
    def is_money(self) -> bool:
        """True when a word of the labels is one for amounts of money."""
        return MONEY.search(self.text) is not None

    @cached_property
    def is_counted(self) -> bool:
        """True when a label is one of things that are counted."""
        return any(map(is_counted, (*self.labels, self.name)))

    @cached_property
    def is_rate(self) -> bool:
        """True when the words call the line a rate or a difference of rates."""
        return self.sort in (Sort.RATE, Sort.POINTS)

    @property
    def is_added(self) -> bool:
        """False for averages, running totals, rates and the like, which no total adds up."""
        return self.sort is Sort.PLAIN


def lines_of(path: tuple[str, ...], column: int, pattern: str, at: tuple[int, int]) -> list[Line]:
    """Return a line for each figure of a column's cells, named where the head names them."""
    size = len(read_pattern(pattern))
    labels = tuple(filter(None, path))
    if size == 1:
        return [Line(labels, column, pattern=pattern, path=path, at=at)]
    names = [""] * size
    for label in reversed(labels):
        pieces = [piece.strip() for piece in re.split(r"[/()~·,]", plain(label)) if piece.strip()]
        if len(pieces) == size:
            first = pieces[0].split()
            # 일반직 정원/현원: the 현원 is that of the 일반직 too.
            outer = first[0] if len(first) > 1 and all(" " not in piece for piece in pieces[1:]) else ""
            names = [pieces[0], *(f"{outer} {piece}".strip() for piece in pieces[1:])]
            break
    return [Line(labels, column, part, names[part], pattern, 0, path, at) for part in range(size)]

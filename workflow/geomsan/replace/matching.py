"""Which table of a new version is which of the described ones: by what stands in them, not by their order."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from geomsan.infer.drafting.extract import as_tsv
from geomsan.read.documents.descriptor import parse_tsv
from geomsan.read.readers.found import FoundTable
from geomsan.read.tables.labels import squeeze

LEAST = 0.5
"""Share of their words and figures that two prints of one table have in common, at the least."""
_FIGURE_WORTH, _ORDER_WORTH = 0.25, 0.02
_FIGURE = re.compile(r"[\s\d.,()\[\]%△▲+\-−–/]+")

Rows = Sequence[Sequence[str]]


@dataclass(frozen=True)
class Part:
    """A table file of the present version: the table it belongs to, which of its files, and the rows."""

    table: str
    number: int
    rows: Rows


@dataclass(frozen=True)
class Block:
    """A block of cells of the new version; ``whole`` counts the tables that blocks were joined to."""

    found: FoundTable
    whole: int

    @property
    def text(self) -> str:
        """The table file that it becomes."""
        return as_tsv(self.found)

    @property
    def rows(self) -> list[tuple[str, ...]]:
        """The rows of that file."""
        return parse_tsv(self.text)


def is_figure(text: str) -> bool:
    """Tell whether a cell holds figures and no words."""
    return not text.strip() or _FIGURE.fullmatch(text) is not None


def matched(parts: Sequence[Part], blocks: Sequence[Block]) -> dict[int, int]:
    """Return which block each part has become, by their positions.

    Every pair is weighed by the words that both print, a little by their figures, and least by their
    order, which decides between tables that print the same. The best pairs are taken first.
    """
    old = [_signs(part.rows) for part in parts]
    new = [_signs(block.rows) for block in blocks]
    pairs = []
    for one, before in enumerate(old):
        for other, after in enumerate(new):
            alike = _alike(before, after)
            if alike >= LEAST:
                away = abs(one / max(1, len(old)) - other / max(1, len(new)))
                pairs.append((-(alike - _ORDER_WORTH * away), one, other))
    found: dict[int, int] = {}
    taken: set[int] = set()
    for _, one, other in sorted(pairs):
        if one not in found and other not in taken:
            found[one] = other
            taken.add(other)
    return found


def _signs(rows: Rows) -> Counter[str]:
    return Counter(squeeze(cell) for row in rows for cell in row if cell.strip())


def _alike(one: Counter[str], other: Counter[str]) -> float:
    """Return the share of what two tables print that both print, from 0 to 1."""

    def worth(signs: Counter[str]) -> float:
        return sum(count * (_FIGURE_WORTH if is_figure(sign) else 1.0) for sign, count in signs.items())

    whole = worth(one) + worth(other)
    return 2 * worth(one & other) / whole if whole else 0.0

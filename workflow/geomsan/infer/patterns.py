"""How the cells of a column are written where one cell holds several figures: ``값 (값2)``, ``값 / 값2``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from geomsan.read.figures.compound import read_cell, read_pattern
from geomsan.read.figures.figure import Figure, State, plain

PATTERNS = ("값", "= 값", "값 / 값2 (값3)", "값 / 값2", "값 (값2)", "값 값2")
"""Ways in which the cells of one column can be compound, simplest first."""

_LONGEST_FIGURE = 60


@lru_cache(maxsize=65536)
def pattern_fits(text: str, brackets: str = "unknown") -> str | None:
    """Return the simplest pattern by which a cell holds nothing but figures, or None."""
    if len(text) > _LONGEST_FIGURE:
        return None
    body = " ".join(plain(text).split())
    able = (pattern for pattern in PATTERNS if pattern == PATTERNS[0] or _separator(pattern) in body)
    if not any(character.isdecimal() for character in text):
        nils = (
            pattern
            for pattern in able
            if all(p.state is State.NIL for p in read_parts(text, pattern, brackets))
        )
        return next(nils, None)
    for pattern in able:
        parts = read_parts(text, pattern, brackets)
        if all(part.state in (State.VALUE, State.NIL) for part in parts):
            return pattern
    return None


def _separator(pattern: str) -> str:
    """Return what parts the figures of a pattern; most cells have nothing of it."""
    return next((mark for mark in "=/(" if mark in pattern), " ")


@lru_cache(maxsize=65536)
def read_parts(text: str, pattern: str, brackets: str = "unknown") -> tuple[Figure, ...]:
    """Return the figures of a cell that follows a pattern, one for each ``값`` of it."""
    return read_cell(text, read_pattern(pattern), brackets=brackets)


def pattern_of(texts: Sequence[str], brackets: str = "unknown") -> str:
    """Return the pattern that most cells of a column follow."""
    fits = Counter(pattern for text in texts if text.strip() and (pattern := pattern_fits(text, brackets)))
    compound = [pattern for pattern in fits if pattern != PATTERNS[0]]
    if not compound:
        return PATTERNS[0]
    # A nil or a lone figure fits the single pattern also where its neighbours are compound.
    return max(compound, key=lambda pattern: (fits[pattern], -PATTERNS.index(pattern)))

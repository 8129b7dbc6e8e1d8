"""Labels of rows and columns: what is the same label, and which label names a total."""

from __future__ import annotations

import re
from functools import lru_cache

from geomsan.read.figures.figure import plain, strip_footnote
from geomsan.read.figures.units import Kind, Unit, read_unit

TOTAL_LABELS = frozenset({"계", "합계", "총계", "총합계", "누계", "전체", "총"})
SUBTOTAL_LABELS = frozenset({"소계", "중계", "부분계"})
RATE_WORDS = ("률", "율", "비중", "구성비", "%")

TOTAL, SUBTOTAL, ITEM = 0, 1, 2
"""Levels of a record: the total of a table, a total over a group, and what they add up."""

_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_UNIT_IN_BRACKETS = re.compile(r"[(\[]\s*(?:단위\s*[:：]?\s*)?([^()\[\]]+?)\s*[)\]]")


@lru_cache(maxsize=65536)
def squeeze(label: str) -> str:
    """Return the label without white space, footnote marks and invisible characters."""
    return re.sub(r"\s+", "", strip_footnote(plain(label)))


@lru_cache(maxsize=65536)
def bare(label: str) -> str:
    """Return the squeezed label without what it says in brackets (``총 계 (소요예산)``)."""
    return _BRACKETS.sub("", squeeze(label)) or squeeze(label)


def level_of(label: str) -> int:
    """Return the level that the label's wording gives: total, subtotal or item."""
    word = bare(label).strip("()[]〔〕<>【】:")
    if word in TOTAL_LABELS:
        return TOTAL
    return SUBTOTAL if word in SUBTOTAL_LABELS else ITEM


def is_total_label(label: str) -> bool:
    """Tell whether the label names a total or a subtotal."""
    return level_of(label) < ITEM


def is_rate_label(label: str) -> bool:
    """Tell whether the label names a rate or a share."""
    word = squeeze(label)
    unit = unit_in_label(label)
    stated = unit is not None and unit.kind is Kind.RATE
    return stated or any(word.endswith(end) or f"{end}(" in word for end in RATE_WORDS)


@lru_cache(maxsize=4096)
def unit_in_label(label: str) -> Unit | None:
    """Return the unit that a label states in brackets: ``매출액(백만원)``, ``면적(m ²)``."""
    for words in _UNIT_IN_BRACKETS.findall(" ".join(plain(label).split())):
        if unit := read_unit(words):
            return unit
    return None


def readable(label: str) -> str:
    """Return the label for a sentence: one line, letter spacing (``경 제 정 책 과``) closed."""
    words = plain(label).split()
    if len(words) > 1 and sum(len(word) == 1 for word in words) * 2 > len(words):
        return "".join(words)
    return " ".join(words)

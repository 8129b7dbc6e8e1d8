"""Pieces of the grammar of figures: signs, numbers, currencies, and what stands for no figure.

Whoever looks for figures in text, be it only to tell a row of figures from a title, builds on these, on
text that :func:`geomsan.read.figures.figure.plain` returned.
"""

from __future__ import annotations

import re

HYPHENS = r"\-−–‐‑﹣"
TRIANGLES = "△▲▽▼∆Δ"
MINUS = HYPHENS + TRIANGLES
"""Signs before a negative number, for a class of a regular expression; so is :data:`DASHES`."""
DASHES = r"\-‐‑‒–—―−─ㅡ"
"""Signs that alone are a nil."""

GROUP = r"[0-9]{3}"
"""Three digits between separators."""
_LEADING = r"[1-9][0-9]{0,2}"
SEPARATED = rf"(?:[0-9]{{1,3}}(?:,\s?{GROUP})+|{_LEADING}(?: {GROUP})+|{_LEADING}(?:['’]{GROUP})+)(?![0-9])"
"""A whole number in threes: by commas, by spaces, by apostrophes, never by two of them."""
NUMBER = rf"(?:{_LEADING}(?:\.{GROUP}){{2,}}(?![0-9.])|(?:{SEPARATED}|[0-9]+)(?:\.[0-9]+)?)"
"""A number without sign. Points part thousands only where there are two: 1.234 is a decimal."""

CURRENCIES = {
    "₩": "원", "\\": "원", "KRW": "원", "금": "원", "金": "원", "일금": "원",
    "$": "달러", "US$": "달러", "USD": "달러", "€": "유로", "EUR": "유로", "£": "£", "¥": "¥",
}  # fmt: skip
"""What may stand before an amount, with the noun of its unit."""
FORMAL = ("금", "金", "일금")
"""Those that may close with 정 or 整: ``금 1,245,600원정``."""
CURRENCY = "(?:" + "|".join(map(re.escape, sorted(CURRENCIES, key=len, reverse=True))) + ")"

SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹ᵃᵇᶜᵈᵉᵖʳ"
STATUS = re.compile(r"(?<=[0-9])\s?(?:\(\s?[perPER]\s?\)|[per])$")
"""Behind a figure: provisional, estimated, revised (``1,234p``)."""

MISSING = frozenset({
    "미정", "미집계", "집계중", "추후", "미확정", "비공개", "미공개", "미상",
    "x", "c", "*", "**", "***", "?", ":", "..", "...", "…", "‥", "……", "n/a", "n.a.", "na", "nan",
})  # fmt: skip
"""What is printed where a figure is not known or not published, in small letters."""

_THIN_SPACE = re.compile(rf"(?<=[0-9])[\u2007\u2009\u202f](?={GROUP}(?![0-9]))")
_SEPARATOR = re.compile(r"[,'’\s]")


def thin_spaces_as_commas(text: str) -> str:
    """Return text in which a space that only parts thousands (figure, thin, narrow no-break) is a comma."""
    return _THIN_SPACE.sub(",", text)


def digits(number: str) -> str:
    """Return the digits, and the point, of a text that :data:`NUMBER` matches."""
    bare = _SEPARATOR.sub("", number)
    return bare.replace(".", "") if bare.count(".") > 1 else bare


def separator(number: str) -> str:
    """Return what parts the thousands of a :data:`NUMBER`: nothing where they are not parted."""
    if number.count(".") > 1:
        return "."
    found = _SEPARATOR.search(number)
    return found[0] if found else ""

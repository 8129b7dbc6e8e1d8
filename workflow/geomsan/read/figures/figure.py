"""The grammar of one printed figure.

What cannot be read is :attr:`State.UNREADABLE`, never a guess and never zero. Compound cells
(``1,806,914 (21.7)``) are taken apart by :mod:`geomsan.read.figures.compound` first.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal, localcontext
from enum import Enum
from functools import lru_cache

from geomsan.read.figures.units import MAGNITUDES, PERCENT, Unit, read_unit, unit_pattern


class State(Enum):
    """What a cell holds where a figure is expected."""

    VALUE = "value"
    NIL = "nil"
    """A printed nothing (``-``): exactly zero."""
    BLANK = "blank"
    """An empty cell: zero or missing, the table must say which."""
    MISSING = "missing"
    """Printed as not known (``미정``, ``N/A``)."""
    UNREADABLE = "unreadable"


@dataclass(frozen=True)
class Figure:
    """One figure as printed.

    Attributes
    ----------
    text
        The print, untouched.
    state
        Only ``VALUE`` has a value; ``NIL`` is exactly zero.
    value
        The number in ``unit`` (or in the unit that the table states, when ``unit`` is None).
    step
        One in the last printed place, same unit as ``value``.
    unit
        The unit attached to the figure itself, if any.
    """

    text: str
    state: State
    value: Decimal | None = None
    step: Decimal | None = None
    unit: Unit | None = None

    @property
    def is_known(self) -> bool:
        """True for a value and for nil."""
        return self.state in (State.VALUE, State.NIL)


_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20, 0x00A0: 0x20}
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202c\u2060\u2066-\u2069\ufeff\u00ad]")
_SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_FOOTNOTE = re.compile(
    # The raised 2 of m² and of (m ²) is no footnote, and neither is the 주 of (주).
    r"(?!(?:(?<=m)|(?<=m\s))(?:[²³]|\^\{[23]\}))"
    rf"(?:\^\{{[^}}]*\}}|[{_SUPERSCRIPTS}]+\s?[)⁾]|[{_SUPERSCRIPTS}⁾]+|(?<!\()주\s?\d?\s?\)|[*†‡※]+)$"
)
_LONGEST_FOOTNOTE = 40
_PLACEHOLDER = re.compile(r"^\(x-\)\s*")
_DASH = "[-‐‑‒–—―−─ㅡ]"
_NIL = re.compile(rf"{_DASH}|\(\s*{_DASH}\s*\)")
_MISSING = {"미정", "미집계", "집계중", "추후", "…", "...", "n/a", "na", "nan", "x", "?", "미확정"}
_MINUS = "-−–△▲∆Δ"
_NUMBER = r"(?:[0-9]{1,3}(?:,\s?[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?"
_SIMPLE = re.compile(rf"(?P<sign>[{_MINUS}+])?\s*(?P<number>{_NUMBER})\s*(?P<unit>{unit_pattern()})?")
_SMALL = r"(?:천|백|십)"
_LARGE = r"(?:조|억|만)"
_MAGNITUDES_SEQUENCE = re.compile(
    rf"(?P<sign>[{_MINUS}])?\s*"
    rf"(?P<parts>(?:{_NUMBER}\s*(?:{_SMALL}?{_LARGE}|{_SMALL})\s*)+(?:{_NUMBER}\s*)?)(?P<noun>원)?"
)
_PART = re.compile(rf"(?P<number>{_NUMBER})\s*(?P<small>{_SMALL})?(?P<large>{_LARGE})?")


def plain(text: str) -> str:
    """Return ``text`` composed, full-width characters narrowed and invisible ones removed."""
    return _INVISIBLE.sub("", unicodedata.normalize("NFC", text).translate(_FULL_WIDTH)).strip()


def strip_footnote(text: str) -> str:
    """Remove footnote marks at the end: superscripts, ``1)`` raised, ``주1)``, asterisks."""
    text = text.strip()
    while mark := _FOOTNOTE.search(text, max(0, len(text) - _LONGEST_FOOTNOTE)):
        text = text[: mark.start()].rstrip()
    return text


@lru_cache(maxsize=65536)
def read_figure(text: str, *, brackets: str = "unknown") -> Figure:
    """Read one printed figure.

    Parameters
    ----------
    text
        The print: digits with separators in threes, decimals, a sign (``-``, ``−``, ``△``, ``▲``),
        an attached unit or Korean magnitudes, footnote marks, the placeholder ``(x-)``.
    brackets
        What ``(1,234)`` alone means: ``"negative"``, ``"plain"`` or ``"unknown"`` (unreadable).
    """
    body = strip_footnote(_PLACEHOLDER.sub("", plain(text)))
    if not body:
        return Figure(text, State.BLANK if not plain(text) else State.UNREADABLE)
    if _NIL.fullmatch(body):
        return Figure(text, State.NIL, Decimal(0), Decimal(0))
    if body.lower() in _MISSING:
        return Figure(text, State.MISSING)
    is_negative = False
    if body.startswith("(") and body.endswith(")"):
        body = body[1:-1].strip()
        if brackets == "unknown" or (brackets == "negative" and body.startswith(tuple(_MINUS))):
            return Figure(text, State.UNREADABLE)
        is_negative = brackets == "negative"
    read = _simple(body) or _in_magnitudes(body)
    if read is None:
        return Figure(text, State.UNREADABLE)
    value, step, unit = read
    # Negated as it stands: the unary minus would round a long figure and make a negative zero.
    return Figure(text, State.VALUE, value.copy_negate() if is_negative and value else value, step, unit)


def _simple(body: str) -> tuple[Decimal, Decimal, Unit | None] | None:
    """Return value, step and unit of a plain figure."""
    match = _SIMPLE.fullmatch(body)
    if match is None:
        return None
    value, step = _decimal(match["number"])
    if match["sign"] and match["sign"] != "+" and value:
        value = value.copy_negate()
    return value, step, read_unit(match["unit"]) if match["unit"] else None


def _in_magnitudes(body: str) -> tuple[Decimal, Decimal, Unit | None] | None:
    """Read ``4조 4,075억`` or ``2천 3백만원``: falling magnitudes, the last one is the place.

    ``5억 3천`` is none: some mean 3천만 by it.
    """
    match = _MAGNITUDES_SEQUENCE.fullmatch(body)
    if match is None:
        return None
    parts = list(_PART.finditer(match["parts"]))
    total, step, ceiling = Decimal(0), Decimal(0), Decimal("Infinity")
    larges = [part["large"] for part in parts]
    if not (larges[-1] or match["noun"]) or any("." in part["number"] for part in parts[:-1]):
        return None
    with localcontext() as context:
        context.prec = len(body) + 20
        for position, part in enumerate(parts):
            # 2천 3백만: the 만 stands once, behind the last of its group.
            large = next((name for name in larges[position:] if name), None)
            size = MAGNITUDES[large] if large else Decimal(1)
            if part["small"]:
                size *= MAGNITUDES[part["small"]]
            number, place = _decimal(part["number"])
            if number * size >= ceiling:
                return None
            total, step, ceiling = total + number * size, place * size, size
    return total.copy_negate() if match["sign"] and total else total, step, read_unit("원")


def _decimal(number: str) -> tuple[Decimal, Decimal]:
    """Return the number and one in its last printed place."""
    digits = re.sub(r"[,\s]", "", number)
    return Decimal(digits), Decimal((0, (1,), -len(digits.partition(".")[2])))


def percent(figure: Figure) -> Figure:
    """Return ``figure`` with the percent unit when it prints none."""
    if figure.unit is not None or figure.state is not State.VALUE:
        return figure
    return Figure(figure.text, figure.state, figure.value, figure.step, PERCENT)

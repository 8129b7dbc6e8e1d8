"""The grammar of one printed figure.

What cannot be read is :attr:`State.UNREADABLE`, never a guess and never zero. Compound cells
(``1,806,914 (21.7)``) are taken apart by :mod:`geomsan.figures.compound` first.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from functools import lru_cache

from geomsan.figures.units import MAGNITUDES, PERCENT, Unit, read_unit, unit_pattern


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
_INVISIBLE = re.compile("[\u200b\u200c\u200d\u2060\ufeff\u00ad]")
_SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_FOOTNOTE = re.compile(
    rf"\s*(?:\^\{{[^}}]*\}}|[{_SUPERSCRIPTS}]+\s*[)⁾]|[{_SUPERSCRIPTS}⁾]+|주\s?\d?\s?\)|[*†‡※]+)$"
)
_PLACEHOLDER = re.compile(r"^\(x-\)\s*")
_NIL = re.compile(r"\(?\s*[-‐‑‒–—―−─ㅡ－]\s*\)?")
_MISSING = {"미정", "미집계", "집계중", "추후", "…", "...", "n/a", "na", "nan", "x", "?", "미확정"}
_MINUS = "-−–△▲∆Δ"
_NUMBER = r"(?:\d{1,3}(?:,\s?\d{3})+|\d+)(?:\.\d+)?"
_SIMPLE = re.compile(rf"(?P<sign>[{_MINUS}+])?\s*(?P<number>{_NUMBER})\s*(?P<unit>{unit_pattern()})?")
_SMALL = r"(?:천|백|십)"
_LARGE = r"(?:조|억|만)"
_MAGNITUDES_SEQUENCE = re.compile(
    rf"(?P<sign>[{_MINUS}])?\s*(?P<parts>(?:{_NUMBER}\s*(?:{_SMALL}?{_LARGE}|{_SMALL}|)\s*){{2,}})(?P<noun>원)?"
)
_PART = re.compile(rf"(?P<number>{_NUMBER})\s*(?P<small>{_SMALL})?(?P<large>{_LARGE})?")


def plain(text: str) -> str:
    """Return ``text`` with full-width characters narrowed and invisible ones removed."""
    return _INVISIBLE.sub("", text.translate(_FULL_WIDTH)).strip()


def strip_footnote(text: str) -> str:
    """Remove footnote marks at the end: superscripts, ``1)`` raised, ``주1)``, asterisks."""
    previous = None
    while previous != text:
        previous, text = text, _FOOTNOTE.sub("", text)
    return text.strip()


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
    sign = 1
    if body.startswith("(") and body.endswith(")"):
        if brackets == "unknown":
            return Figure(text, State.UNREADABLE)
        sign = -1 if brackets == "negative" else 1
        body = body[1:-1].strip()
    return _simple(text, body, sign) or _in_magnitudes(text, body, sign) or Figure(text, State.UNREADABLE)


def _simple(text: str, body: str, sign: int) -> Figure | None:
    match = _SIMPLE.fullmatch(body)
    if match is None:
        return None
    number, step = _decimal(match["number"])
    if match["sign"] and match["sign"] != "+":
        sign = -sign
    unit = read_unit(match["unit"]) if match["unit"] else None
    return Figure(text, State.VALUE, sign * number, step, unit)


def _in_magnitudes(text: str, body: str, sign: int) -> Figure | None:
    """Read ``4조 4,075억`` or ``2천 3백만원``: falling magnitudes, the last one is the place."""
    match = _MAGNITUDES_SEQUENCE.fullmatch(body)
    if match is None:
        return None
    parts = list(_PART.finditer(match["parts"]))
    total, step, ceiling = Decimal(0), Decimal(0), Decimal("Infinity")
    larges = [part["large"] for part in parts]
    if not (parts[-1]["small"] or parts[-1]["large"] or match["noun"]):
        return None
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
    if match["sign"]:
        sign = -sign
    return Figure(text, State.VALUE, sign * total, step, read_unit("원"))


def _decimal(number: str) -> tuple[Decimal, Decimal]:
    """Return the number and one in its last printed place."""
    digits = re.sub(r"[,\s]", "", number)
    value = Decimal(digits)
    exponent = value.as_tuple().exponent
    assert isinstance(exponent, int)
    return value, Decimal(1).scaleb(exponent)


def percent(figure: Figure) -> Figure:
    """Return ``figure`` with the percent unit when it prints none."""
    if figure.unit is not None or figure.state is not State.VALUE:
        return figure
    return Figure(figure.text, figure.state, figure.value, figure.step, PERCENT)

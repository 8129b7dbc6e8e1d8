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

from geomsan.read.figures.grammar import (
    CURRENCIES,
    CURRENCY,
    DASHES,
    FORMAL,
    MINUS,
    MISSING,
    NUMBER,
    STATUS,
    SUPERSCRIPTS,
    digits,
    thin_spaces_as_commas,
)
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


_FULL_WIDTH: dict[int, int] = {
    **{code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)},
    0x3000: 0x20,
    0x00A0: 0x20,
    0xFFE1: ord("£"),
    0xFFE5: ord("¥"),
    0xFFE6: ord("₩"),
}
_INVISIBLE = re.compile("[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202c\u2060-\u2069\ufeff]")
_FOOTNOTE = re.compile(
    # The raised 2 of m² and of (m ²) is no footnote, and neither is the 주 of (주).
    r"(?!(?:(?<=m)|(?<=m\s))(?:[²³]|\^\{[23]\}))"
    rf"(?:\^\{{[^}}]*\}}|[{SUPERSCRIPTS}]+\s?[)⁾]|[{SUPERSCRIPTS}⁾]+|(?<!\()주\s?\d?\s?\)|[*†‡※]+)$"
)
_LONGEST_FOOTNOTE = 40
_PLACEHOLDER = re.compile(r"^\(x-\)\s*")
_NIL = re.compile(rf"(?:{CURRENCY}\s*)?(?:[{DASHES}]|\(\s*[{DASHES}]\s*\))")
_IN_BRACKETS = re.compile(rf"(?P<currency>{CURRENCY}\s*)?\((?P<figure>.*)\)")
_SIGNED = rf"(?P<sign>[{MINUS}+])?\s*(?:(?P<currency>{CURRENCY})\s*(?P<inner>[{MINUS}+])?\s*)?"
_SIMPLE = re.compile(
    rf"{_SIGNED}(?P<number>{NUMBER})\s*(?P<unit>{unit_pattern()}|₩|KRW)?\s?(?P<formal>[정整])?"
)
_SMALL = r"(?:천|백|십)"
_LARGE = r"(?:조|억|만)"
_MAGNITUDES_SEQUENCE = re.compile(
    rf"{_SIGNED}(?P<parts>(?:{NUMBER}\s*(?:{_SMALL}?{_LARGE}|{_SMALL})\s*)+(?:{NUMBER}\s*)?)"
    r"(?P<unit>원)?\s?(?P<formal>[정整])?"
)
_PART = re.compile(rf"(?P<number>{NUMBER})\s*(?P<small>{_SMALL})?(?P<large>{_LARGE})?")


def plain(text: str) -> str:
    """Return ``text`` composed, full-width characters narrowed and invisible ones removed.

    A thin space between thousands becomes a comma.
    """
    if text.isascii():
        return text.strip()
    seen = _INVISIBLE.sub("", unicodedata.normalize("NFC", text).translate(_FULL_WIDTH))
    return thin_spaces_as_commas(seen).strip()


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
        The print: digits, parted in threes or not, decimals, a sign (:data:`grammar.MINUS`), a currency
        or an attached unit, Korean magnitudes, footnote and status marks, the placeholder ``(x-)``.
    brackets
        How the table writes negatives: ``"negative"`` where ``(1,234)`` and ``1,234-`` are below zero,
        ``"plain"`` where a bracket says nothing of that; ``"unknown"`` leaves both unreadable.
    """
    seen = _PLACEHOLDER.sub("", plain(text))
    if seen.lower() in MISSING:
        return Figure(text, State.MISSING)
    body = strip_footnote(seen)
    if not body:
        return Figure(text, State.BLANK if not plain(text) else State.UNREADABLE)
    if _NIL.fullmatch(body):
        return Figure(text, State.NIL, Decimal(0), Decimal(0))
    if body.lower() in MISSING:
        return Figure(text, State.MISSING)
    body, is_negative = STATUS.sub("", body), False
    if bracketed := _IN_BRACKETS.fullmatch(body):
        if brackets == "unknown":
            return Figure(text, State.UNREADABLE)
        body = (bracketed["currency"] or "") + bracketed["figure"].strip()
        is_negative = brackets == "negative"
    elif brackets == "negative" and body[-1] in "-−" and body[0].isdecimal():
        body, is_negative = body[:-1].rstrip(), True
    read = _simple(body) or _in_magnitudes(body)
    if read is None:
        return Figure(text, State.UNREADABLE)
    value, step, unit = read
    # (△750) says twice what it says. Signed as it stands: the unary minus would round a long figure.
    return Figure(text, State.VALUE, _below_zero(value) if is_negative else value, step, unit)


def _simple(body: str) -> tuple[Decimal, Decimal, Unit | None] | None:
    """Return value, step and unit of a plain figure."""
    match = _SIMPLE.fullmatch(body)
    if match is None or not _is_amount(match):
        return None
    value, step = _decimal(match["number"])
    return _signed(match, value), step, _unit(match["unit"], match["currency"])


def _in_magnitudes(body: str) -> tuple[Decimal, Decimal, Unit | None] | None:
    """Read ``4조 4,075억`` or ``2천 3백만원``: falling magnitudes, the last one is the place.

    ``5억 3천`` is none: some mean 3천만 by it.
    """
    match = _MAGNITUDES_SEQUENCE.fullmatch(body)
    if match is None or not _is_amount(match):
        return None
    parts = list(_PART.finditer(match["parts"]))
    total, step, ceiling = Decimal(0), Decimal(0), Decimal("Infinity")
    larges = [part["large"] for part in parts]
    if not (larges[-1] or match["unit"]) or any("." in part["number"] for part in parts[:-1]):
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
    return _signed(match, total), step, read_unit(CURRENCIES.get(match["currency"] or "", "원"))


def _is_amount(match: re.Match[str]) -> bool:
    """Tell whether signs, currency and unit go together: one sign, one currency, 정 only behind 금."""
    noun = CURRENCIES.get(match["currency"] or "")
    unit = read_unit(match["unit"]) if match["unit"] and match["unit"] not in CURRENCIES else None
    return (
        not (match["sign"] and match["inner"])
        and (not match["formal"] or match["currency"] in FORMAL)
        and (noun is None or unit is None or unit.dimension in ("", noun))
    )


def _unit(name: str | None, currency: str | None) -> Unit | None:
    """Return the unit of a figure with its currency.

    A sign of the won alone says nothing of the size: in a table in 천원 it stands before thousands.
    """
    noun = CURRENCIES.get(currency or "", "")
    if not name or CURRENCIES.get(name) == "원":
        return read_unit(noun) if noun and noun != "원" else None
    unit = read_unit(name)
    return read_unit(name + noun) if unit and not unit.dimension and noun else unit


def _signed(match: re.Match[str], value: Decimal) -> Decimal:
    return _below_zero(value) if (match["sign"] or match["inner"] or "+") != "+" else value


def _below_zero(value: Decimal) -> Decimal:
    """Return the negative of a size; zero has none."""
    return value.copy_abs().copy_negate() if value else value


def _decimal(number: str) -> tuple[Decimal, Decimal]:
    """Return the number and one in its last printed place."""
    bare = digits(number)
    return Decimal(bare), Decimal((0, (1,), -len(bare.partition(".")[2])))


def percent(figure: Figure) -> Figure:
    """Return ``figure`` with the percent unit when it prints none."""
    if figure.unit is not None or figure.state is not State.VALUE:
        return figure
    return Figure(figure.text, figure.state, figure.value, figure.step, PERCENT)

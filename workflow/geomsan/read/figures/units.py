"""Units of printed figures: a magnitude (천, 백만, 억 …) and a noun (원, 명, ㎡ …)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from functools import lru_cache


class Kind(Enum):
    """How a printed figure stands for the true quantity."""

    COUNT = "count"
    """Says itself exactly (명, 개소, 건 …)."""
    AMOUNT = "amount"
    """Was rounded or truncated to the last printed place."""
    RATE = "rate"
    """A percentage, rounded or truncated."""


MAGNITUDES: dict[str, Decimal] = {
    "십": Decimal(10),
    "백": Decimal(100),
    "천": Decimal(1_000),
    "만": Decimal(10_000),
    "십만": Decimal(100_000),
    "백만": Decimal(1_000_000),
    "천만": Decimal(10_000_000),
    "억": Decimal(10) ** 8,
    "십억": Decimal(10) ** 9,
    "백억": Decimal(10) ** 10,
    "천억": Decimal(10) ** 11,
    "조": Decimal(10) ** 12,
}

_COUNTED = (
    *("명", "인", "개", "개사", "사", "社", "개소", "건", "회", "실", "호", "팀", "과정", "개과정", "과제"),
    *("개과제", "업체", "개업체", "점", "편", "가구", "세대", "동", "대", "권", "종", "곳", "구획", "필지"),
    *("학과", "개학과", "교", "개교", "개국", "개실", "개쇼", "매", "장", "부", "석", "면", "차", "세"),
    *("년", "월", "일", "시간", "분", "층", "개월", "주", "개소점", "개브랜드"),
)
_MEASURED = {
    "원": ("원", Decimal(1)),
    "달러": ("달러", Decimal(1)),
    "불": ("달러", Decimal(1)),
    "US$": ("달러", Decimal(1)),
    "USD": ("달러", Decimal(1)),
    "$": ("달러", Decimal(1)),
    "유로": ("유로", Decimal(1)),
    "€": ("유로", Decimal(1)),
    "EUR": ("유로", Decimal(1)),
    "엔": ("엔", Decimal(1)),
    "위안": ("위안", Decimal(1)),
    "£": ("£", Decimal(1)),
    "¥": ("¥", Decimal(1)),
    "㎡": ("㎡", Decimal(1)),
    "m²": ("㎡", Decimal(1)),
    "m2": ("㎡", Decimal(1)),
    "m^2": ("㎡", Decimal(1)),
    "m^{2}": ("㎡", Decimal(1)),
    "ha": ("㎡", Decimal(10_000)),
    "㎢": ("㎡", Decimal(1_000_000)),
    "평": ("평", Decimal(1)),
    "km": ("m", Decimal(1_000)),
    "m": ("m", Decimal(1)),
    "㎥": ("㎥", Decimal(1)),
    "m³": ("㎥", Decimal(1)),
    "m3": ("㎥", Decimal(1)),
    "ℓ": ("ℓ", Decimal(1)),
    "리터": ("ℓ", Decimal(1)),
    "kWh": ("kWh", Decimal(1)),
    "MWh": ("kWh", Decimal(1_000)),
    "GWh": ("kWh", Decimal(1_000_000)),
    "톤": ("kg", Decimal(1_000)),
    "t": ("kg", Decimal(1_000)),
    "kg": ("kg", Decimal(1)),
    "배": ("배", Decimal(1)),
}
_PERCENT = {"%", "％", "퍼센트", "%p"}


@dataclass(frozen=True)
class Unit:
    """A unit of a printed figure.

    Attributes
    ----------
    name
        As printed, spaces removed.
    dimension
        What is measured (``원``, ``명``, ``㎡``, ``%``); empty when only a magnitude is printed.
    scale
        Size of one unit in the base unit of its dimension (백만원: 1,000,000 원).
    kind
        Counts that are printed in ones are exact; everything else was rounded.
    """

    name: str
    dimension: str
    scale: Decimal
    kind: Kind

    @property
    def quantity(self) -> str:
        """What the unit measures; all counting nouns (개, 개사, 개소 …) count alike."""
        return "count" if self.dimension in _COUNTED else self.dimension


PERCENT = Unit("%", "%", Decimal(1), Kind.RATE)

_MAGNITUDE = "|".join(sorted(MAGNITUDES, key=len, reverse=True))
_NOUNS = sorted([*_COUNTED, *_MEASURED], key=len, reverse=True)
_UNIT = re.compile(rf"(?P<magnitude>{_MAGNITUDE})?(?P<noun>{'|'.join(map(re.escape, _NOUNS))})?")


@lru_cache(maxsize=4096)
def read_unit(text: str) -> Unit | None:
    """Read a unit such as ``백만원``, ``천 명``, ``㎡`` or ``%``; None when it is not one."""
    name = re.sub(r"\s+", "", text)
    if name in _PERCENT:
        return PERCENT
    match = _UNIT.fullmatch(name)
    if match is None or not name:
        return None
    magnitude, noun = match["magnitude"], match["noun"]
    scale = MAGNITUDES[magnitude] if magnitude else Decimal(1)
    if noun is None:
        return Unit(name, "", scale, Kind.AMOUNT)
    if noun in _MEASURED:
        dimension, size = _MEASURED[noun]
        return Unit(name, dimension, scale * size, Kind.AMOUNT)
    return Unit(name, noun, scale, Kind.COUNT if scale == 1 else Kind.AMOUNT)


def unit_pattern() -> str:
    """Return a regular expression that matches a unit attached to a figure."""
    nouns = "|".join(map(re.escape, _NOUNS))
    percents = "|".join(map(re.escape, sorted(_PERCENT, key=len, reverse=True)))
    return rf"(?:{percents}|(?:{_MAGNITUDE})?\s?(?:{nouns})|(?:{_MAGNITUDE}))"


_STATED = re.compile(r"단위\s*[:：]?\s*(?P<units>[^)\]]+)")


def stated_units(caption: str) -> list[Unit]:
    """Read the units that a caption states, ``(단위 : 백만원, %, '26. 1. 31. 기준)``."""
    match = _STATED.search(caption)
    if match is None:
        return []
    units = (read_unit(word) for word in re.split(r"[,，/·.]", match["units"]))
    return [unit for unit in units if unit is not None]

"""A number of prose: its value and unit, and the words that change what it says (약, 여, 이상, 최대)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from geomsan.read.figures.figure import State, read_figure
from geomsan.read.figures.grammar import MINUS
from geomsan.read.figures.interval import Interval, RoundingMode, printed_interval
from geomsan.read.figures.units import Kind, Unit, read_unit, unit_pattern

UNBOUNDED = Fraction(10) ** 40
"""Stands for an end that a number leaves open (이상, 최대)."""

ABOUT, OVER, LEAST, MORE, MOST, LESS = "약", "여", "이상", "초과", "이하", "미만"
"""What a qualifier makes of a number; 내외 and 정도 are 약, 최소 is 이상, 최대 and 이내 are 이하."""
_QUALIFIERS = {
    "약": ABOUT, "내외": ABOUT, "가량": ABOUT, "정도": ABOUT, "안팎": ABOUT, "여": OVER,
    "이상": LEAST, "최소": LEAST, "초과": MORE, "이하": MOST, "이내": MOST, "최대": MOST, "미만": LESS,
}  # fmt: skip
_TOTALS = ("총", "도합", "합계", "누적", "누계", "합산")
_SHARED = {"원": "원", "달러": "달러", "불": "달러", "㎡": "㎡", "평": "평", "%": "%", "배": "배"}
_THINGS = "것"
_FAMILIES = {
    **dict.fromkeys(("명", "인"), "명"),
    **dict.fromkeys(("회", "차례", "번"), "회"),
    **dict.fromkeys(("년", "개년"), "년"),
    **dict.fromkeys(("개월", "개월간"), "개월"),
    **dict.fromkeys(("일간",), "일"),
    "개팀": "팀",
}

_BEFORE = re.compile(r"(?:(약|최대|최소|각각|각|총|도합|합계|누적|누계|연간|연|월|평균|합산)\s?)")
_AMOUNT = re.compile(
    r"(?P<sign>[+\-−–△▲∆]\s?)?(?P<currency>\\?[$₩€])?"
    r"(?P<amount>[0-9][0-9,]*(?:\.[0-9]+)?"
    r"(?:\s?(?:[십백천]?[조억만]|[천백십])(?:\s?[0-9][0-9,]*(?:\.[0-9]+)?\s?(?:[십백천]?[조억만]|[천백십]))*)?)"
)
_LAST = re.compile(r"(?P<digits>[0-9][0-9,]*(?:\.[0-9]+)?)\s?(?P<magnitude>[십백천조억만]*)$")
_NOUNS = (
    *(
        "개 기관",
        "개과정",
        "개업종",
        "개분야",
        "개국가",
        "개소",
        "개사",
        "개국",
        "개교",
        "개팀",
        "개월간",
        "개월",
    ),
    *(
        "개년",
        "개동",
        "개층",
        "개실",
        "호실",
        "개관",
        "개점",
        "개조",
        "개석",
        "개종",
        "개권",
        "개대",
        "개호",
        "개",
    ),
    *(
        "일간",
        "주간",
        "년간",
        "시간",
        "개월차",
        "차례",
        "과목",
        "자리",
        "명",
        "곳",
        "팀",
        "종",
        "가지",
        "번",
        "기업",
        "기관",
    ),
    *(
        "사업",
        "대학",
        "업체",
        "과제",
        "학과",
        "과정",
        "지역",
        "캠퍼스",
        "부스",
        "실",
        "관",
        "단",
        "센터",
        "주",
        "일",
        "월",
        "년",
    ),
)
_UNIT = re.compile(
    rf"\s?(?:%p|{'|'.join(sorted(_NOUNS, key=len, reverse=True))}|{unit_pattern()}|m\^?\{{?[2²]\}}?)"
)
_AFTER = re.compile(r"\s?(여|이상|이하|미만|초과|내외|가량|정도|안팎|이내)")
_PARTICLE = re.compile(
    r"(?:이|가|을|를|은|는|의|에|에서|으로|로|와|과|도|만|중|등|씩|당|외|간|까지|부터|이며|이고|인|및|규모|밖에|대비|마다|↑|↓)?$"
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as printed.

    Attributes
    ----------
    value, step
        The number, and one in its last printed place, in the base unit of its dimension.
    dimension
        What is counted or measured; empty where no unit is printed.
    unit
        The unit as printed.
    scale
        Size of one printed unit; ``printed`` is the number in it.
    is_count
        Whether the number says itself exactly.
    qualifier
        One of the words above, or empty.
    is_total, is_each
        Whether 총 (or 누적, 합계), or 각, stands before it.
    sign
        The sign before it, ``+`` or ``-``; empty for none.
    direction
        The arrow behind it.
    rest
        What is written on behind the unit.
    """

    value: Fraction
    step: Fraction
    dimension: str
    unit: str
    scale: Fraction
    printed: Decimal
    is_count: bool
    qualifier: str = ""
    is_total: bool = False
    is_each: bool = False
    per: str = ""
    sign: str = ""
    direction: str = ""
    rest: str = ""
    magnitude: str = ""

    @property
    def family(self) -> str:
        """The dimension, one name for all nouns that count things alike."""
        return family_of(self.dimension)

    @property
    def unit_name(self) -> str:
        """The unit with the magnitude that ``printed`` is in: 천㎡; 원 for what is printed in several."""
        return f"{self.magnitude}{self.unit}" if self.scale != 1 else self.unit

    def interval(self, mode: RoundingMode = RoundingMode.EITHER) -> Interval:
        """Return the true quantities that are printed so."""
        around = (
            Interval.exactly(self.value) if self.is_count else printed_interval(self.value, self.step, mode)
        )
        if self.qualifier == ABOUT:
            reach = _place(self.value, self.step)
            return Interval(self.value - reach, self.value + reach, True, True)
        if self.qualifier == OVER:
            return Interval(self.value, self.value + _place(self.value, self.step), False, True)
        if self.qualifier in (LEAST, MORE):
            return Interval(around.low, UNBOUNDED, self.qualifier == MORE or around.low_open)
        if self.qualifier in (MOST, LESS):
            return Interval(-UNBOUNDED, around.high, False, self.qualifier == LESS or around.high_open)
        return around

    def in_unit_of(self, other: Quantity) -> Quantity:
        """Return a bare number as one of the unit of another: the 123 in 185개 (봉제 123, 인쇄 62)."""
        if self.dimension:
            return self
        size = other.scale if not self.magnitude else Fraction(1)
        return replace(
            self,
            value=self.value * size,
            step=self.step * size,
            dimension=other.dimension,
            unit=other.unit if not self.magnitude else self.unit,
            scale=self.scale * size,
            is_count=other.is_count and self.step == 1 and size == 1,
        )


def digits(printed: Decimal) -> int:
    """Return how many digits a number tells: 3 for 277, 2 for 1,500, 3 for 50.4."""
    shown = str(printed.normalize().copy_abs()).replace(".", "").split("E")[0].lstrip("0")
    return len(shown.rstrip("0")) if shown else 0


def _place(value: Fraction, step: Fraction) -> Fraction:
    """Return the place of the last digit that is not zero: 100 of 1,500."""
    if not value:
        return step
    place = step
    while value % (place * 10) == 0:
        place *= 10
    return place


def family_of(dimension: str) -> str:
    """Return the name under which dimensions compare."""
    if dimension in _SHARED:
        return dimension
    if dimension in _FAMILIES:
        return _FAMILIES[dimension]
    if dimension in (
        "개",
        "곳",
        "사",
        "社",
        "업체",
        "점",
        "호",
        "호실",
        "실",
        "동",
        "교",
        "관",
        "기업",
        "기관",
        "센터",
        "대학",
    ) or (dimension.startswith("개") and dimension not in ("개월", "개년")):
        return _THINGS
    return dimension


@lru_cache(maxsize=16384)
def quantity_of(text: str) -> Quantity | None:
    """Read a number with all that is written on to it; None where it is none.

    Examples
    --------
    >>> quantity_of("총 1,300여개사").qualifier
    '여'
    >>> quantity_of("3조 2,259억원").value
    Fraction(3225900000000, 1)
    """
    at, words = 0, []
    while match := _BEFORE.match(text, at):
        words.append(match[1])
        at = match.end()
    match = _AMOUNT.match(text, at)
    if match is None:
        return None
    amount, rest = match["amount"], text[match.end() :]
    after: list[str] = []
    rest = _qualified(rest, after)
    unit_text, rest = _unit_of(rest, match["currency"] or "")
    rest = _qualified(rest, after)
    direction = "↑" if "↑" in rest else "↓" if "↓" in rest else ""
    rest = rest.replace("↑", "").replace("↓", "")
    sized = _sized(amount, unit_text)
    if sized is None:
        return None
    value, step, unit, scale, printed, magnitude = sized
    sign = (match["sign"] or "").strip()
    sign = "-" if sign and sign in MINUS + "-−–" else sign
    negative = sign == "-"
    dimension = _dimension(unit, unit_text)
    qualifiers = [_QUALIFIERS[word] for word in (*words, *after) if word in _QUALIFIERS]
    return Quantity(
        value=-value if negative else value,
        step=step,
        dimension=dimension,
        unit=unit_text.strip(),
        scale=scale,
        printed=-printed if negative else printed,
        is_count=dimension not in _SHARED and dimension != "%p" and step == 1,
        qualifier=ABOUT if ABOUT in qualifiers else qualifiers[-1] if qualifiers else "",
        is_total=any(word in _TOTALS for word in words),
        is_each=any(word in ("각", "각각") for word in words),
        per=next((word for word in words if word in ("연", "월", "연간", "평균")), ""),
        sign=sign,
        direction=direction,
        rest=rest.strip(),
        magnitude=magnitude,
    )


def _qualified(rest: str, found: list[str]) -> str:
    """Take the qualifiers off the front of what follows a number."""
    while match := _AFTER.match(rest):
        if match[1] == "여" and rest[match.end() :].startswith(("성", "명 여", "행", "의도")):
            break
        found.append(match[1])
        rest = rest[match.end() :]
    return rest


def _unit_of(rest: str, currency: str) -> tuple[str, str]:
    """Return the unit that ``rest`` begins with, and what follows it."""
    if "$" in currency:
        return "달러", rest
    match = _UNIT.match(rest)
    if match is None:
        return "", rest
    name, behind = match[0], rest[match.end() :]
    # 3사업, 2부서: a single syllable that goes on as another word is no unit.
    is_word = (
        len(name.strip()) == 1
        and name.strip() not in "개명건원억%년월일회종팀㎡평"
        and not _PARTICLE.fullmatch(behind)
    )
    is_word = is_word or (name.strip() == "회" and behind[:1] in tuple("계의사원장"))
    return ("", rest) if is_word else (name, behind)


def _dimension(unit: Unit | None, text: str) -> str:
    bare = text.strip()
    if bare == "%p":
        return "%p"
    if unit is not None and unit.dimension:
        return unit.dimension
    return "" if unit is not None else bare.replace(" ", "")


def _sized(
    amount: str, unit_text: str
) -> tuple[Fraction, Fraction, Unit | None, Fraction, Decimal, str] | None:
    """Return value, step, unit, size of the printed unit, the number in it, and the magnitude."""
    last = _LAST.search(amount)
    magnitude = last["magnitude"] if last else ""
    is_single = last is not None and last.start() == 0
    unit_name = unit_text.strip().replace("m^2", "㎡").replace("m2", "㎡").replace("m^{2}", "㎡")
    if is_single:
        assert last is not None
        unit = read_unit(magnitude + unit_name) if magnitude + unit_name else None
        if unit is None and magnitude:
            sized = read_unit(magnitude)
            scale = Fraction(sized.scale) if sized else Fraction(1)
        else:
            scale = Fraction(unit.scale) if unit else Fraction(1)
        figure = read_figure(last["digits"])
        if figure.state is not State.VALUE or figure.value is None or figure.step is None:
            return None
        noun = read_unit(unit_name) if unit_name else None
        named = unit if unit is not None and unit.dimension else noun
        return (
            Fraction(figure.value) * scale,
            Fraction(figure.step) * scale,
            named if unit_name else (unit and _magnitude_only(unit)),
            scale,
            figure.value,
            magnitude,
        )
    figure = read_figure(amount + "원")
    if figure.state is not State.VALUE or figure.value is None or figure.step is None:
        return None
    noun = read_unit(unit_name) if unit_name else None
    size = Fraction(noun.scale) if noun else Fraction(1)
    return (
        Fraction(figure.value) * size,
        Fraction(figure.step) * size,
        noun if unit_name else _WON_SCALE,
        size,
        figure.value,
        magnitude,
    )


_WON_SCALE = Unit("", "", Decimal(1), Kind.AMOUNT)


def _magnitude_only(unit: Unit) -> Unit:
    return Unit(unit.name, "", unit.scale, Kind.AMOUNT)

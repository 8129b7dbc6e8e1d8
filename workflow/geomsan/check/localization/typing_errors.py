"""Typing errors: in which way one number can be a slip of the hand for another."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from geomsan.common.errors import Bilingual


@dataclass(frozen=True)
class Slip:
    """A way of mistyping.

    Attributes
    ----------
    share
        How many of all mistyped figures are of this kind.
    """

    name: str
    share: float
    text: Bilingual


SIGN = Slip("sign", 0.1, Bilingual("부호가 바뀌었습니다", "the sign is wrong"))
UNIT = Slip("unit", 0.1, Bilingual("단위(1,000배)를 잘못 옮겼습니다", "off by a unit of 1,000"))
SHIFT = Slip("shift", 0.1, Bilingual("자릿수가 밀렸습니다", "the decimal point has moved"))
TRANSPOSED = Slip(
    "transposed", 0.1, Bilingual("이웃한 두 숫자가 바뀌었습니다", "two neighbouring digits are swapped")
)
DROPPED = Slip("dropped", 0.1, Bilingual("숫자 하나가 빠졌습니다", "a digit is missing"))
DOUBLED = Slip("doubled", 0.1, Bilingual("숫자 하나가 두 번 쓰였습니다", "a digit is doubled"))
DIGIT = Slip("digit", 0.1, Bilingual("숫자 하나가 다릅니다", "one digit differs"))
ADDED = Slip("added", 0.1, Bilingual("숫자 하나가 더 들어갔습니다", "there is a digit too many"))
OTHER = Slip("other", 0.1, Bilingual("오타로 설명되지 않습니다", "not a simple typing error"))

_DIGITS = "0123456789"
_OTHERWISE = 1000
"""Of figures that are wrong in no simple way, one in so many is taken to print just as it does."""
_LEFT_OUT = 200
"""The same where nothing, or nought, is printed for a figure."""
_LONGEST = 40
"""Figures with more digits than this are not looked at."""


def likelihood(printed: Decimal, meant: Decimal, how: Slip) -> float:
    """Return how probable it is that a slip of this kind makes ``printed`` of ``meant``.

    A kind that could have made many things of the figure explains the one that it made less well.
    """
    length = max(1, len(meant.as_tuple().digits))
    outcomes = {
        "sign": 1,
        "unit": 2,
        "shift": 4,
        "transposed": max(1, length - 1),
        "dropped": length,
        "doubled": length,
        "digit": 9 * length,
        "added": 10 * (length + 1),
    }
    return how.share / outcomes.get(how.name, _OTHERWISE if printed else _LEFT_OUT)


def near(printed: Decimal, step: Decimal) -> list[Decimal]:
    """Return what may have been meant by a figure printed to ``step``; :func:`slip` says how."""
    steps = int(abs(printed) / step)
    text = str(steps)
    if len(text) > _LONGEST:
        return []
    found = {int(other) for other in _one_edit_away(text)}
    for power in (1, 2, 3):
        found.add(steps * 10**power)
        if steps % 10**power == 0 or power == 3:
            found.add(round(steps / 10**power))
    sign = -1 if printed < 0 else 1
    meant = {number * step * sign for number in found if number != steps}
    meant |= {-printed} if printed else set()
    return sorted(meant)


def _one_edit_away(text: str) -> set[str]:
    """Return the digit strings from which one slip of the hand makes ``text``."""
    places = range(len(text))
    found = {text[:n] + text[n + 1] + text[n] + text[n + 2 :] for n in places[:-1]}
    found |= {text[:n] + digit + text[n + 1 :] for n in places for digit in _DIGITS}
    found |= {text[:n] + digit + text[n:] for n in range(len(text) + 1) for digit in _DIGITS}
    found |= {text[:n] + text[n + 1 :] for n in places if len(text) > 1}
    return found


def slip(printed: Decimal, meant: Decimal) -> Slip:
    """Return how ``printed`` can have been typed for ``meant``; :data:`OTHER` when in no simple way."""
    if printed == -meant and printed != 0:
        return SIGN
    if printed * meant < 0:
        return OTHER
    if meant and printed and (printed == meant * 1000 or meant == printed * 1000):
        return UNIT
    places = max(_places(printed), _places(meant))
    ours, theirs = _digits(printed, places), _digits(meant, places)
    if meant and printed and ours.strip("0") == theirs.strip("0"):
        return SHIFT
    return _edit(ours.lstrip("0") or "0", theirs.lstrip("0") or "0")


def _digits(number: Decimal, places: int) -> str:
    """Return the digits of a number written with so many decimals."""
    return f"{abs(number):.{places}f}".replace(".", "")


def _places(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _edit(printed: str, meant: str) -> Slip:
    if len(printed) == len(meant):
        different = [
            place for place, pair in enumerate(zip(printed, meant, strict=True)) if pair[0] != pair[1]
        ]
        if len(different) == 1:
            return DIGIT
        if len(different) == 2 and different[1] == different[0] + 1:
            first, second = different
            if printed[first] == meant[second] and printed[second] == meant[first]:
                return TRANSPOSED
        return OTHER
    longer, shorter = (printed, meant) if len(printed) > len(meant) else (meant, printed)
    if len(longer) != len(shorter) + 1:
        return OTHER
    place = next((n for n in range(len(longer)) if longer[:n] + longer[n + 1 :] == shorter), None)
    if place is None:
        return OTHER
    if longer is meant:
        return DROPPED
    twins = longer[place - 1 : place] == longer[place] or longer[place + 1 : place + 2] == longer[place]
    return DOUBLED if twins else ADDED

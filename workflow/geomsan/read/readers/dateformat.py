"""Days and times as a spreadsheet shows them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

_WEEKDAYS = "월화수목금토일"
_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
_LAST_DAY = Decimal(2958466)
_LEAP_DAY = 60


def show_date(value: Decimal, tokens: Sequence[tuple[str, str]], *, from_1904: bool) -> str:
    """Return the moment that a serial number stands for, as the tokens of its format show it.

    Parameters
    ----------
    value
        Days since the workbook's first day; the fraction is the time.
    tokens
        Kind and text: ``date`` (``yyyy``, ``m``, ``h`` …), ``elapsed``, ``noon``, others as they are.
    from_1904
        Whether the first day is in 1904 rather than 1900.
    """
    if not 0 <= value < _LAST_DAY:
        return "#" * 8
    seconds = int((value * 86400).quantize(Decimal(1), rounding=ROUND_HALF_UP))
    moment = _moment(seconds, from_1904=from_1904)
    if moment is None:
        return "#" * 8
    has_noon = any(kind == "noon" for kind, _ in tokens)
    parts: list[str] = []
    for index, (kind, text) in enumerate(tokens):
        if kind == "elapsed":
            parts.append(f"{seconds // {'h': 3600, 'm': 60, 's': 1}[text[0]]:0{len(text)}d}")
        elif kind == "noon":
            parts.append(_noon(text, moment))
        elif kind == "date":
            is_minute = text[0] == "m" and _tells_minutes(tokens, index)
            parts.append(_part(text, moment, is_minute=is_minute, has_noon=has_noon))
        elif kind != "general":
            parts.append(text)
    return "".join(parts).strip()


def _moment(seconds: int, *, from_1904: bool) -> datetime | None:
    day, rest = divmod(seconds, 86400)
    # Spreadsheets count a 29 February 1900 that never was.
    start = datetime(1904, 1, 1) if from_1904 else datetime(1899, 12, 30 if day >= _LEAP_DAY else 31)
    try:
        return start + timedelta(days=day, seconds=rest)
    except OverflowError:
        return None


def _tells_minutes(tokens: Sequence[tuple[str, str]], index: int) -> bool:
    """Tell whether ``m`` means minutes: behind hours or before seconds."""
    before = next((text[0] for kind, text in reversed(tokens[:index]) if kind in ("date", "elapsed")), "")
    after = next((text[0] for kind, text in tokens[index + 1 :] if kind in ("date", "elapsed")), "")
    return len(tokens[index][1]) <= 2 and (before == "h" or after == "s")


def _noon(text: str, moment: datetime) -> str:
    before, _, after = text.partition("/")
    return after if moment.hour >= 12 else before


def _part(text: str, moment: datetime, *, is_minute: bool, has_noon: bool) -> str:
    letter, size = text[0], len(text)
    if letter == "a":
        return _WEEKDAYS[moment.weekday()] + ("요일" if size == 4 else "")
    if letter in "ye":
        return f"{moment.year % 100:02d}" if letter == "y" and size <= 2 else f"{moment.year:04d}"
    if letter == "d" and size > 2:
        return moment.strftime("%a" if size == 3 else "%A")
    if letter == "m" and not is_minute and size > 2:
        name = _MONTHS[moment.month - 1]
        return name[0] if size == 5 else moment.strftime("%B") if size == 4 else name
    hour = (moment.hour % 12 or 12) if has_noon else moment.hour
    number = {"m": moment.minute if is_minute else moment.month, "d": moment.day, "h": hour}
    return f"{number.get(letter, moment.second):0{min(size, 2)}d}"

"""Days as people type them and as spreadsheets keep them."""

from __future__ import annotations

import re
from datetime import date, timedelta

_TYPED = re.compile(
    r"['’]?(?P<year>\d{4}|\d{2})\s*[-./년]\s*(?P<month>\d{1,2})\s*[-./월]\s*(?P<day>\d{1,2})\s*[.일]?"
    r"(?:\s*\(?[월화수목금토일](?:요일)?\)?|[T ]00:00(?::00(?:\.0+)?)?)?"
)
_DIGITS = re.compile(r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})")
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?")
_CENTURY = 2000


def read_day(text: str, *, from_1904: bool = False) -> str | None:
    """Return a day as ``2026-04-01``; None when the text is no day, or a day that does not exist.

    Parameters
    ----------
    text
        ``2026.4.1.``, ``2026-04-01``, ``26.4.1``, ``2026년 4월 1일``, ``20260401``, or the number of days
        by which a spreadsheet keeps it.
    from_1904
        Whether the spreadsheet counts its days from 1904.
    """
    body = text.strip()
    if _SERIAL.fullmatch(body):
        start = date(1904, 1, 1) if from_1904 else date(1899, 12, 30)
        return (start + timedelta(days=int(body.partition(".")[0]))).isoformat()
    match = _TYPED.fullmatch(body) or _DIGITS.fullmatch(body)
    if match is None:
        return None
    year = int(match["year"]) + (_CENTURY if len(match["year"]) == 2 else 0)
    try:
        day = date(year, int(match["month"]), int(match["day"]))
    except ValueError:
        return None
    return day.isoformat()

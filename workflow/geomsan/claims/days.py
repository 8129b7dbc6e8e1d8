"""Dates as reports write them, and the years that are to be thought when none is written.

A date without a year takes it from the date before it in the same span, else from the nearest year above
it in its own line, else from the nearest one above, else from the document's own date. Where several of
those differ, each is a candidate.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

WEEKDAYS = "월화수목금토일"

_DAY = re.compile(
    r"(?P<year>(?:19|20)[0-9]{2}|['’‘`][0-9]{2}|(?<![0-9])[0-9]{2}(?=\.\s?[0-9]{1,2}\.\s?[0-9]{1,2}\.))?"
    r"\s?(?:[.년])?\s?(?:(?P<month>[0-9]{1,2})\s?(?:\.|월)?)?\s?(?:(?P<day>[0-9]{1,2})\s?(?:\.|일)?)?"
    r"\s?(?:\(\s?(?P<weekday>[월화수목금토일])(?:요일)?\s?[)/,])?"
)
_DAY_ONLY = re.compile(r"(?P<day>[0-9]{1,2})\.?\s?\(\s?(?P<weekday>[월화수목금토일])(?:요일)?\s?[)/,]")


@dataclass(frozen=True, slots=True)
class Day:
    """A date as far as it is written.

    Attributes
    ----------
    weekday
        The weekday in brackets, 0 for Monday; None where there is none.
    """

    year: int | None
    month: int | None
    day: int | None
    weekday: int | None = None

    def on(self, year: int | None = None, month: int | None = None) -> date | None:
        """Return the day, with what it leaves out; None when there is no such day."""
        years, months = self.year or year, self.month or month
        if not years or not months or not self.day:
            return None
        try:
            return date(years, months, self.day)
        except ValueError:
            return None


def day_of(text: str) -> Day | None:
    """Read a date; None when it is none, such as a thirteenth month."""
    text = text.strip()
    if only := _DAY_ONLY.fullmatch(text):
        return _checked(None, None, int(only["day"]), only["weekday"])
    match = _DAY.fullmatch(text)
    if match is None or not (match["year"] or match["month"]):
        return None
    year = match["year"]
    full = None if year is None else _century(int(year.lstrip("'’‘`")))
    month = int(match["month"]) if match["month"] else None
    day = int(match["day"]) if match["day"] else None
    return _checked(full, month, day, match["weekday"])


def _century(year: int) -> int:
    return year if year > 99 else year + (2000 if year < 70 else 1900)


def _checked(year: int | None, month: int | None, day: int | None, weekday: str | None) -> Day | None:
    if month is not None and not 1 <= month <= 12:
        return None
    if day is not None and not 1 <= day <= 31:
        return None
    return Day(year, month, day, WEEKDAYS.index(weekday) if weekday else None)


def completed(first: Day, second: Day) -> Day:
    """Return the end of a span with the year and the month that its start lends it."""
    month = second.month if second.month is not None else first.month
    year = second.year
    if year is None and first.year is not None and second.month is not None and first.month is not None:
        year = first.year + (1 if second.month < first.month else 0)
    elif year is None and second.month is None:
        year = first.year
    return Day(year, month, second.day, second.weekday)


def months_between(first: Day, second: Day) -> int | None:
    """Return how many months a span touches, both ends included."""
    if None in (first.year, second.year, first.month, second.month):
        return None
    assert first.year is not None
    assert first.month is not None
    assert second.year is not None
    assert second.month is not None
    return (second.year - first.year) * 12 + second.month - first.month + 1


def days_between(first: date, second: date) -> int:
    """Return how many days a span has, both ends included."""
    return (second - first).days + 1


def whole_months(first: date, second: date) -> float:
    """Return a span of whole days in months: 1. 1. to 3. 31. is three."""
    after = second + timedelta(days=1)
    months = (after.year - first.year) * 12 + after.month - first.month
    return months + (after.day - first.day) / 30.4

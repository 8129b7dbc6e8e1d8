"""Days as people type them and as spreadsheets keep them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomsan.publish.worklist.days import read_day

days = st.dates(date(2000, 1, 1), date(2099, 12, 31))


@pytest.mark.parametrize(
    "text",
    [
        "2026.4.1.", "2026-04-01", "26.4.1", "'26.4.1.", "2026. 4. 1.", "2026/4/1", "2026년 4월 1일",
        "20260401", "2026-04-01 (수)", "2026.4.1.(수요일)",
        "2026-04-01T00:00:00", "46113", "46113.5", " 46113 ",
    ],
)  # fmt: skip
def test_every_way_to_write_a_day(text: str) -> None:
    assert read_day(text) == "2026-04-01"


@pytest.mark.parametrize(
    "text", ["", "내일", "2026.2.30", "2026.13.1", "4.1", "2026", "1215", "2026-04-01-2"]
)
def test_what_is_no_day(text: str) -> None:
    assert read_day(text) is None


def test_a_workbook_may_count_from_1904() -> None:
    assert read_day("44651", from_1904=True) == "2026-04-01"


@given(days)
def test_numbers_of_days_are_the_days_they_count_to(day: date) -> None:
    assert read_day(str((day - date(1899, 12, 30)).days)) == day.isoformat()
    assert read_day(f"{day.year % 100:02d}.{day.month}.{day.day}") == day.isoformat()

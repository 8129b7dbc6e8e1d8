"""How a pack tells a weekday that the calendar does not have: by its name, not by a number."""

from decimal import Decimal

from geomsan.check.report import Finding
from geomsan.publish.packs.matters import figures, gap_in_words


def test_weekdays_have_their_names() -> None:
    finding = Finding(
        document="one",
        table="prose",
        check_id="one/prose/weekday-1",
        rule="weekday",
        statement="2022. 10. 2. = 일요일",
        verdict="violated",
        status="open",
        unit="요일",
        reported=Decimal(1),
        expected=Decimal(7),
        difference=Decimal(-6),
        cells=[],
        repairs=[],
        source="one.txt:1",
        message_ko="",
        message_en="",
    )
    assert figures(finding) == "적힌 값 월요일, 계산한 값 일요일"
    assert gap_in_words(finding) == "다른 요일"

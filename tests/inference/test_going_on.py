"""What goes on from place to place, what a year carries in, and totals that lie among their items."""

from __future__ import annotations

import pytest

from inference.build import checks, violated

MONTHS = "월|접수|접수 누계\n1월|112|112\n2월|87|199\n3월|140|339\n4월|95|434\n5월|131|565"
MONTHS += "\n6월|78|643\n합계|643|643"


def _running(text: str) -> dict[int | None, str]:
    return {
        check.edit.result.entry.row: check.verdict.value
        for check in checks(text)
        if check.edit.id.startswith("누계@")
    }


def test_a_running_total_goes_on_from_line_to_line_without_the_total() -> None:
    assert _running(MONTHS) == dict.fromkeys(range(2, 7), "exact")


def test_a_running_total_may_begin_at_the_foot() -> None:
    head, *rows, _ = MONTHS.split("\n")
    assert _running("\n".join([head, *rows[::-1]])) == dict.fromkeys(range(1, 6), "exact")


def test_two_places_do_not_go_on() -> None:
    assert _running("월|접수|접수 누계\n1월|112|112\n2월|87|199") == {}


def test_one_wrong_figure_makes_two_failures_of_one_cause() -> None:
    wrong = violated(MONTHS.replace("339", "393"))
    assert [check.edit.result.entry.row for check in wrong] == [3, 4]
    assert [check.difference for check in wrong] == [54, -54]


def test_what_is_left_is_followed_in_lines_of_dates_only() -> None:
    book = "일자|수입|지출|잔액\n3.2.|5,120|1,310|13,810\n3.9.|870|2,240|12,440\n3.16.|1,430|915|12,955"
    book += "\n3.23.|655|1,180|12,430"
    told = _running(book)
    assert set(told) == {2, 3, 4}
    assert set(told.values()) == {"exact"}
    assert [c.edit.result.entry.row for c in violated(book.replace("12,955", "12,595"))] == [3, 4]
    names = book
    for date, name in (("3.2.", "가과"), ("3.9.", "나과"), ("3.16.", "다과"), ("3.23.", "라과")):
        names = names.replace(date, name)
    assert _running(names) == {}


def _carried(text: str) -> dict[int | None, str]:
    return {
        check.edit.result.entry.row: check.verdict.value
        for check in checks(text)
        if check.edit.rule.value == "carry"
    }


YEARS = "연도|전년도 이월|수입|차년도 이월\n2021|310|2,140|415\n2022|415|2,260|288\n2023|288|2,305|377"


def test_a_year_carries_in_what_the_year_before_carried_out() -> None:
    assert _carried(YEARS) == {2: "exact", 3: "exact"}
    head, *rows = YEARS.split("\n")
    assert _carried("\n".join([head, *rows[::-1]])) == {1: "exact", 2: "exact"}
    assert _carried(YEARS.replace("288|2,305", "298|2,305")) == {2: "exact", 3: "violated"}


def test_nothing_is_carried_over_a_year_that_is_not_listed() -> None:
    assert _carried(YEARS.replace("2023|", "2024|")) == {2: "exact"}
    assert _carried(YEARS.replace("2022|", "2020|").replace("2023|", "2018|")) in ({}, {1: "undecided"})


AMONG = (
    "구분|본청|의회|보건소|교육원\n가|1,204|2,310|3,115|418\n나|877|952|1,508|87\n다|515|1,608|707|263"
    "\n라|640|711|1,290|175\n계|3,236|5,581|6,620|{}"
)


@pytest.mark.parametrize(
    ("total", "verdict"),
    [
        ("943", "exact"),
        ("305", "undecided"),
        ("418", "undecided"),
        ("87", "undecided"),
        ("431", "violated"),
        ("69", "violated"),
    ],
)
def test_a_total_among_its_items_where_nothing_else_speaks_for_a_sum_may_be_a_mean(
    total: str, verdict: str
) -> None:
    told = [c.verdict.value for c in checks(AMONG.format(total)) if c.edit.result.entry.column == 4]
    assert told == [verdict]

"""The tidy frame: what stands in it, and that a table comes back from it."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from build import table
from geomsan.check.families.frame import NONE, from_frame, lies_within, to_frame
from geomsan.read.figures.units import Kind
from geomsan.read.tables.reading import MeasureSpec
from geomsan.read.tables.table import Entry, ReportTable

SPECS = {"집행률": MeasureSpec(Kind.RATE), "인원": MeasureSpec(Kind.COUNT)}


def execution() -> ReportTable:
    return table(
        "구분 | 현액 | 지출 (률) | 인원\n계 | 1,234 | 12 (1.0) | 7\nA | - | 약 3 |\n비고 | | | 미정",
        SPECS,
        unit="백만원",
        columns=["현액", "지출 (집행률)", "인원"],
        rows=[{"label": "A", "blank": "zero"}],
        stated=[{"record": "계", "pattern": "현액", "text": "12억원", "line": 4}],
    )


def test_a_row_is_a_figure() -> None:
    frame = to_frame(execution())
    first = frame.loc[0].to_dict()
    assert first == {
        "record": 0,
        "label": "계",
        "group": "",
        "level": 0,
        "parent": NONE,
        "measure": "현액",
        "member": None,
        "total": False,
        "figure": "1,234",
        "state": "value",
        "value": Decimal(1234),
        "step": Decimal(1),
        "low": Decimal("1233.5"),
        "high": Decimal(1235),
        "unit": "백만원",
        "kind": "amount",
        "row": 1,
        "column": 1,
        "part": NONE,
        "place": "report.txt:2",
        "again": False,
    }
    rate = frame[frame["measure"] == "집행률"].iloc[0]
    assert (rate["figure"], rate["unit"], rate["part"]) == ("1.0", "%", 1)
    assert (rate["low"], rate["high"]) == (Decimal("0.95"), Decimal("1.1"))


def test_what_is_exact_has_no_play() -> None:
    frame = to_frame(execution())
    figures = {(row["label"], row["measure"]): row for row in frame[~frame["again"]].to_dict("records")}
    count, nil = figures["계", "인원"], figures["A", "현액"]
    assert count["low"] == count["value"] == count["high"] == 7
    assert nil["low"] == nil["value"] == nil["high"] == 0
    zero, missing = figures["A", "인원"], figures["비고", "현액"]
    assert (zero["state"], zero["value"]) == ("blank", 0)
    assert (missing["state"], missing["value"], missing["low"]) == ("blank", None, None)


@pytest.mark.parametrize("text", ["12.5", "△12.5", "0", "12,345,678,901,234,567,890,123,456,789.5"])
@pytest.mark.parametrize("is_rounded_up", [False, True])
def test_the_interval_is_that_of_the_figure(text: str, is_rounded_up: bool) -> None:
    read = table(f"구분 | 현액\nA | {text}", {}, unit="백만원", columns=["현액"])
    (entry,) = (replace(entry, is_rounded_up=is_rounded_up) for entry in read.entries)
    frame = to_frame(replace(read, entries=(entry,)))
    low, high = (Fraction(frame.loc[0, name]) * entry.scale for name in ("low", "high"))
    assert (low, high) == (entry.interval().low, entry.interval().high)
    (again,) = from_frame(frame).entries
    assert again.interval() == entry.interval()


def test_a_figure_that_stands_twice_has_two_rows() -> None:
    frame = to_frame(execution())
    (again,) = frame[frame["again"]].to_dict("records")
    assert (again["label"], again["figure"], again["row"]) == ("계", "12억원", NONE)
    assert again["place"] == "report.txt:4"


def test_a_record_without_figures_has_a_row_without_a_measure() -> None:
    frame = to_frame(table("구분 | 비고\nA | x\nB | y", columns=["-"]))
    assert list(frame["label"]) == ["A", "B"]
    assert list(frame["measure"]) == [None, None]
    assert len(to_frame(table("구분 | 비고", columns=["-"]))) == 0


def facts(entry: Entry) -> tuple[object, ...]:
    """What a check may ask of a figure."""
    place = (entry.record, entry.measure, entry.member, entry.row, entry.column, entry.part, entry.place)
    figure = (entry.figure.text, entry.figure.state, entry.figure.value, entry.figure.step)
    return (*place, *figure, entry.unit, entry.kind, entry.is_nil, entry.is_known, entry.interval())


@pytest.mark.parametrize(
    "read",
    [
        execution(),
        table(
            "구분 | 계 | 2024 | 2025\n소계 | 3 | 1 | 2\n가 | 2 | 1 | 1\n나 | 1 | - | 1",
            columns={"members": "값"},
            unit="%",
        ),
        table("구분 | 비고\nA | x", columns=["-"]),
    ],
)
def test_a_table_comes_back_from_its_frame(read: ReportTable) -> None:
    again = from_frame(to_frame(read))
    assert again.records == read.records
    assert (again.members, again.divisions, again.measures) == (read.members, read.divisions, read.measures)
    assert list(map(facts, again.entries)) == list(map(facts, read.entries))
    assert [facts(restated.stated) for restated in again.restated] == [
        facts(restated.stated) for restated in read.restated
    ]


def test_every_print_lies_in_its_interval() -> None:
    frame = to_frame(execution())
    assert lies_within(frame)
    frame.loc[0, "high"] = Decimal(1233)
    assert not lies_within(frame)

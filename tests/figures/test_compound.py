"""Compound cells: every kind that the real reports print."""

import time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomsan.read.figures.compound import read_cell, read_pattern
from geomsan.read.figures.figure import State
from geomsan.read.figures.units import PERCENT, read_unit

BLANK, NIL, MISSING = "blank", "nil", "missing"

CASES = [
    # pattern, cell, figures
    ("지출액 (집행률)", "1,806,914 (21.7)", ["1806914", "21.7"]),
    ("지출액 (집행률)", "1,806,914\n(21.7)", ["1806914", "21.7"]),
    ("지출액 (집행률)", "1,806,914(21.7)", ["1806914", "21.7"]),
    ("지출액 (집행률)", "0 (0.0)", ["0", "0.0"]),
    ("지출액 (집행률)", "- (0.0)", [NIL, "0.0"]),
    ("지출액 (집행률)", "- (-)", [NIL, NIL]),
    ("지출액 (집행률)", "(0.0)", [BLANK, "0.0"]),
    ("지출액 (집행률)", "△86 (△4.2%)", ["-86", "-4.2"]),
    ("지출액 (집행률)", "1,806,914", ["1806914", BLANK]),
    ("지출액 (집행률)", "", [BLANK, BLANK]),
    ("건수 (비율)", "268 (4.2%)", ["268", "4.2"]),
    ("정원 / 현원", "269/259", ["269", "259"]),
    ("정원 / 현원", "269 / 259", ["269", "259"]),
    ("정원 / 현원", "-/3", [NIL, "3"]),
    ("정원 / 현원", "미정 / 3", [MISSING, "3"]),
    ("정원 / 현원", "35/36 ¹⁾", ["35", "36"]),
    ("정원 / 현원", "158 / 5,322", ["158", "5322"]),
    ("정원 / 현원 (여성)", "277 / 271 (118)", ["277", "271", "118"]),
    ("정원 / 현원 (여성)", "277 / 271", ["277", "271", BLANK]),
    ("예산 (여성)", "32,523 (1,751)", ["32523", "1751"]),
    ("개소 구획", "171개소 44,182구획", ["171", "44182"]),
    ("개소 ('신규' 신규)", "4 (신규 3)", ["4", "3"]),
    ("수 ('우수' 우수)", "32 (우수 2)", ["32", "2"]),
    ("* 개소 ('신규' 신규)", "캠퍼스타운 4 (신규 3)", ["4", "3"]),
    ("'市' 시 '기업' 기업", "市 75% 기업 25%", ["75", "25"]),
    ("'市' 시 '기업' 기업", "75% 25%", ["75", "25"]),
    ("* 금액", "인건비 △500", ["-500"]),
    ("= 산출금액", "= 12,000천원", ["12000"]),
    ("* = 산출금액", "3명 × 4,000천원 = 12,000천원", ["12000"]),
    ("* (품목수)", "채소류 (12)", ["12"]),
    ("* 금액", "인건비 3,000", ["3000"]),
    ("* 금액", "인건비", [BLANK]),
    ("최소 ~ 최대", "10 ~ 20", ["10", "20"]),
    ("금액", "4조 4,075억", ["4407500000000"]),
    ("금액", "(x-) 5,621,879", ["5621879"]),
    ("금액", "200억원 (예정)", ["200"]),
    ("금액", "120개사('22.8)", ["120"]),
    ("금액", "- (예정)", [NIL]),
    ("지출액 (집행률)", "1,806 (21.7) (잠정)", ["1806", "21.7"]),
    ("지출액 (집행률)", "1 806 914 (21.7)", ["1806914", "21.7"]),
    ("지출액 (집행률)", "1\u2009806\u2009914 (21.7)", ["1806914", "21.7"]),
    ("지출액 (집행률)", "1,806p (21.7)", ["1806", "21.7"]),
    ("정원 / 현원", "1\u202f269 / 1\u202f259", ["1269", "1259"]),
    ("정원 / 현원", "1\u202f269", ["1269", BLANK]),
    ("개소 구획", "171 182", ["171", "182"]),
    ("금액", "245 600", ["245600"]),
    ("금액", "₩1,245", ["1245"]),
]

UNREADABLE = [
    ("지출액 (집행률)", "약 1,806 (21.7)"),
    ("지출액 (집행률)", "1,806 (21.7"),
    ("지출액 (집행률)", "1,806 (약 21)"),
    ("지출액 (집행률)", "1,806 / 21.7"),
    ("정원 / 현원", "1/2/3"),
    ("정원 / 현원", "269 259"),
    ("정원 / 현원", '"'),
    ("* 금액", "인건비 △ 500"),
    ("* 금액", "인건비 약 500"),
    ("* 금액", "인건비 1, 500"),
    ("* 금액", "인건비 1 500"),
    ("지출액 (집행률)", "269 259"),
    ("개소 구획", "1 171 182"),
    ("금액", "1,806,914 (21.7)"),
    ("금액", "269/259"),
    ("개소 구획", "171개소,44구획"),
    ("* = 산출금액", "3명 × 4,000천원 = 약 12,000천원"),
]


def shown(figure):
    return str(figure.value) if figure.state is State.VALUE else figure.state.value


@pytest.mark.parametrize(("pattern", "cell", "figures"), CASES)
def test_reads_every_part(pattern, cell, figures):
    parts = read_cell(cell, read_pattern(pattern))
    assert [shown(part) for part in parts] == figures
    for part in parts:
        if part.state is State.NIL:
            assert part.value == Decimal(0)


@pytest.mark.parametrize(("pattern", "cell"), UNREADABLE)
def test_a_cell_of_another_shape_is_unreadable_in_every_part(pattern, cell):
    parts = read_cell(cell, read_pattern(pattern))
    assert {part.state for part in parts} == {State.UNREADABLE}
    assert {part.text for part in parts} == {cell}


@pytest.mark.parametrize(
    ("cell", "units", "is_read"),
    [
        ("171개소 44,182구획", ["개소", "구획"], True),
        ("171명 44,182구획", ["개소", "구획"], False),
        ("171 44,182", ["개소", "구획"], True),
        ("171억 44,182", ["백만원", "구획"], True),
        ("171% 44,182", ["백만원", "구획"], False),
        ("6.6억 44,182", ["%", "구획"], False),
        ("6.6% 44,182", ["%", "구획"], True),
    ],
)
def test_figures_of_another_dimension_do_not_fit(cell, units, is_read):
    parts = read_cell(cell, read_pattern("개소 구획"), units=[read_unit(unit) for unit in units])
    assert all((part.state is State.VALUE) == is_read for part in parts)


def test_a_single_figure_of_another_dimension_does_not_fit():
    (slot,) = [read_pattern("금액")]
    assert read_cell("5명", slot, units=[read_unit("백만원")])[0].state is State.UNREADABLE
    assert read_cell("5억", slot, units=[PERCENT])[0].state is State.UNREADABLE
    assert read_cell("5억", slot, units=[read_unit("백만원")])[0].state is State.VALUE


def test_brackets_go_to_single_figures_only():
    assert read_cell("(5)", read_pattern("금액"), brackets="negative")[0].value == -5
    blank, rate = read_cell("(5)", read_pattern("금액 (비율)"), brackets="negative")
    assert (blank.state, rate.value) == (State.BLANK, 5)


def test_pattern_slots():
    slots = read_pattern("* 정원@일반직 / 현원@일반직 ('여' 여성)")
    assert [slot.name for slot in slots] == ["정원@일반직", "현원@일반직", "여성"]
    assert [slot.is_bracketed for slot in slots] == [False, False, True]
    assert [slot.before for slot in slots] == [("*",), ("/",), ("(", "'여")]


_PATTERNS = sorted({pattern for pattern, *_ in [*CASES, *UNREADABLE]})


@given(
    st.sampled_from(_PATTERNS),
    st.text(alphabet="0123456789,. ()/~='-△%신규市기업원억\n*\t", max_size=40) | st.text(max_size=40),
)
def test_any_cell_is_read_without_an_error(pattern, cell):
    slots = read_pattern(pattern)
    parts = read_cell(cell, slots)
    assert len(parts) == len(slots)
    states = {part.state for part in parts}
    assert State.UNREADABLE not in states or len(states) == 1 or len(slots) == 1


@pytest.mark.parametrize("pattern", _PATTERNS)
@pytest.mark.parametrize(
    "run", ["1", "1,", "1 ", " ", "(", "(1", "1/", "/", "=", "= ", "가", "가 ", "(가", "신규", "~", "1)"]
)
def test_no_run_of_characters_takes_long(pattern, run):
    slots = read_pattern(pattern)
    for size in (990, 10_000):
        long = (run * size)[:size]
        for cell in (long, f"1 / {long} x (", f"{long}1 (2) x"):
            start = time.process_time()
            read_cell(cell, slots)
            assert time.process_time() - start < 2

"""Figures written as their table prints them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomsan.decide.writing import as_printed, is_figure, printed_like
from geomsan.read.figures.figure import read_figure

PRINTS = [
    "994", "1,215", "12345", "72.5", "△1,086,455", "-5", "− 7", "75%", "44,182구획", "12¹⁾", "-", "", "0",
    "(x-) 5,621,879", "4조 4,075억", "2천 3백만원", "3억원", "1, 500", "미정", "7월",
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "value", "printed"),
    [
        ("994", "1215.0", "1,215"),
        ("12345", "67890", "67890"),
        ("72.5", "92", "92.0"),
        ("72.5", "92.25", "92.25"),
        ("△1,086,455", "-5000", "△5,000"),
        ("△1,086,455", "5000", "5,000"),
        ("-1,234", "-99", "-99"),
        ("-", "1215", "1,215"),
        ("", "-7", "△7"),
        ("75%", "80.5", "80.5%"),
        ("12¹⁾", "13", "13¹⁾"),
        ("4조 4,075억", "4408000000000", "4조 4,080억"),
        ("2천 3백만원", "23000001", "2,300만 1원"),
    ],
)
def test_a_number_takes_the_form_of_the_print_that_it_replaces(text: str, value: str, printed: str) -> None:
    assert printed_like(text, Decimal(value)) == printed


@pytest.mark.parametrize(
    ("text", "value", "printed"), [("(1,234)", -1500, "(1,500)"), ("(1,234)", 8, "8"), ("90", -8, "△8")]
)
def test_brackets_that_mean_minus_stay_or_go(text: str, value: int, printed: str) -> None:
    written = printed_like(text, Decimal(value), "negative")
    assert read_figure(written, brackets="negative").value == value
    assert written == printed


@given(st.sampled_from(PRINTS), st.decimals(allow_nan=False, allow_infinity=False, places=3))
def test_what_is_written_reads_back_as_the_value(text: str, value: Decimal) -> None:
    figure, before = read_figure(printed_like(text, value)), read_figure(text)
    assert figure.value == value
    assert figure.unit == before.unit


@pytest.mark.parametrize(
    ("given_text", "written"),
    [("1215", "1,215"), ("-1215", "△1,215"), ("1215.50", "1,215.5"), ("1,215", "1,215"), (" 미정 ", "미정")],
)
def test_plain_numbers_are_written_as_printed_and_texts_are_kept(given_text: str, written: str) -> None:
    assert as_printed("994", given_text) == written


def test_only_figures_are_figures() -> None:
    assert [is_figure(text) for text in ("1,215", "-", "", "미정", "천이백")] == [
        True,
        True,
        False,
        False,
        False,
    ]

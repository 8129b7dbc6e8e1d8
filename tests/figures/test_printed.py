"""The printer of numbers: every digit, in threes, and read back as what was printed."""

import re
from decimal import Context, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomsan.read.figures.figure import State, read_figure
from geomsan.read.figures.figure import plain as plain_text
from geomsan.read.figures.printed import (
    difference,
    exact,
    in_magnitudes,
    json_number,
    plain,
    printed,
    with_places,
)

NUMBERS = st.builds(
    lambda digits, places: Decimal(digits).scaleb(-places), st.integers(-(10**27), 10**27), st.integers(0, 12)
)
LONG = st.builds(
    lambda sign, digits, places: Decimal((sign, digits, -places)),
    st.integers(0, 1),
    st.lists(st.integers(0, 9), min_size=1, max_size=400).map(tuple),
    st.integers(-30, 60),
)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("0", "0"),
        ("-0", "0"),
        ("0.00", "0.00"),
        ("1234567", "1,234,567"),
        ("-1234.50", "△1,234.50"),
        ("0.00000001", "0.00000001"),
        ("-0.00004", "△0.00004"),
        ("1E+3", "1,000"),
        ("12345678901234567", "12,345,678,901,234,567"),
        ("123456789012345678901234567890123", "123,456,789,012,345,678,901,234,567,890,123"),
    ],
)
def test_numbers_are_printed_as_they_are(value: str, text: str) -> None:
    assert printed(Decimal(value)) == text


@given(LONG)
def test_what_is_printed_is_read_as_the_same_number(value: Decimal) -> None:
    for text in (printed(value), printed(value, minus="-"), plain(value), printed(with_places(value, 2))):
        figure = read_figure(text)
        assert (figure.state, figure.value) == (State.VALUE, value)
    assert Decimal(plain(value)) == value


@given(LONG, st.integers(0, 6))
def test_places_change_no_number(value: Decimal, places: int) -> None:
    changed = with_places(value, places)
    assert changed == value
    decimals = plain(changed).partition(".")[2]
    assert len(decimals) >= places
    assert len(decimals) == places or not decimals.endswith("0")


@given(LONG, LONG)
def test_a_difference_keeps_every_digit(one: Decimal, other: Decimal) -> None:
    assert Fraction(difference(one, other)) == Fraction(one) - Fraction(other)


@given(LONG)
def test_a_json_number_gives_every_digit_back(value: Decimal) -> None:
    number = json_number(value)
    assert Decimal(number if isinstance(number, str) else repr(number)) == value


def test_json_numbers_are_numbers_where_they_can_be() -> None:
    assert json_number(None) is None
    assert [json_number(Decimal(text)) for text in ("-0.5", "1215", "86.70")] == [-0.5, 1215.0, 86.7]
    assert json_number(Decimal("12345678901234567")) == "12345678901234567"
    assert json_number(Decimal("1E+400")) == "1" + "0" * 400
    assert json_number(Decimal("1E-400")) == "0." + "0" * 399 + "1"


@given(NUMBERS, st.sampled_from([1, 2, 4, 5, 8, 10, 25, 1000]))
def test_a_fraction_that_ends_is_exact(value: Decimal, divisor: int) -> None:
    fraction = Fraction(value) / divisor
    assert Fraction(exact(fraction)) == fraction
    assert read_figure(printed(fraction)).value == exact(fraction)


def test_a_fraction_without_end_is_not_printed() -> None:
    with pytest.raises(ValueError, match="no last decimal"):
        printed(Fraction(1, 3))


@given(st.integers(-(10**20), 10**20).map(Decimal))
def test_magnitudes_read_back(value: Decimal) -> None:
    figure = read_figure(in_magnitudes(value) + "원")
    assert figure.value is not None
    assert figure.value * (figure.unit.scale if figure.unit else 1) == value


def test_magnitudes() -> None:
    assert in_magnitudes(Decimal("-4407500000000")) == "△4조 4,075억"
    assert in_magnitudes(Decimal(0)) == "0"
    assert in_magnitudes(Decimal("12345.6")) == "1만 2,345.6"


SEPARATORS = [",", " ", "\u00a0", "\u2007", "\u2009", "\u202f", "'", "’"]
SIGNS = ["-", "−", "–", "‑", "△", "▲", "▽", "▼", "－"]


@given(NUMBERS, st.sampled_from(SEPARATORS), st.sampled_from(SIGNS))
def test_every_way_to_part_thousands_and_to_sign_is_read(value: Decimal, separator: str, sign: str) -> None:
    text = printed(value, separator=separator, minus=sign)
    assert read_figure(text).value == value
    assert read_figure(f"\u200b{text}\ufeff").value == value
    wide = {ord("0") + digit: chr(0xFF10 + digit) for digit in range(10)}
    assert read_figure(text.translate(wide)).value == value


@given(st.integers(10**6, 10**30), st.sampled_from(SIGNS))
def test_points_part_thousands_where_there_are_two(whole: int, sign: str) -> None:
    text = printed(-whole, separator=".", minus=sign)
    assert read_figure(text).value == -whole


@given(NUMBERS, st.sampled_from(["₩", "￦ ", "\\", "$", "US$ ", "€", "£", "금 "]))
def test_a_currency_changes_no_number(value: Decimal, sign: str) -> None:
    size = printed(value.copy_abs())
    for text in (f"{sign}{size}", f"△{sign}{size}", f"{sign}△{size}"):
        expected = value.copy_abs() if "△" not in text else -value.copy_abs()
        assert read_figure(text).value == expected
    assert read_figure(f"{sign}({size})", brackets="negative").value == -value.copy_abs()
    assert read_figure(f"({size})").state is State.UNREADABLE


@given(NUMBERS, st.sampled_from(["p", " e", "(r)", "ᵖ", "¹⁾", "*", " 주1)"]))
def test_a_mark_is_no_digit(value: Decimal, mark: str) -> None:
    figure = read_figure(printed(value) + mark)
    assert (figure.value, figure.unit) == (value, None)


@given(st.text("0123456789,. '’\u2009-△()₩$p%", max_size=14))
def test_a_figure_has_the_digits_that_are_printed(text: str) -> None:
    for brackets in ("unknown", "plain", "negative"):
        figure = read_figure(text, brackets=brackets)
        if figure.state is not State.VALUE:
            continue
        assert figure.value is not None
        assert figure.step is not None
        shown = "".join(filter(str.isdecimal, text))
        assert Decimal(shown).scaleb(figure.step.adjusted(), Context(prec=40)) == figure.value.copy_abs()
        groups = re.split(r"[^0-9.]+", text.strip(" ,.'’\u2009-△()₩$p%"))
        assert all(len(group.partition(".")[0]) == 3 or "." in groups[0] for group in groups[1:])


@given(st.text(max_size=8))
def test_what_holds_no_digit_is_no_value(text: str) -> None:
    if not any("0" <= character <= "9" for character in plain_text(text)):
        assert read_figure(text).state is not State.VALUE

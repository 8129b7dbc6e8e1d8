"""What looks like personal data, and what only has as many digits."""

import pytest

from geomsan.check.personal import masked, personal_data, personal_texts


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("900101-1234567", "resident"),  # no check digit fits: given since October 2020, or mistyped
        ("신청인 900101 - 1234568", "resident"),
        ("9001011234568", "resident"),  # the check digit fits
        ("010-1234-5678", "phone"),
        ("01012345678", "phone"),
        ("담당 (02) 1234-5678", "phone"),
        ("031.123.4567", "phone"),
        ("+82-10-1234-5678", "phone"),
        ("name.surname@example.go.kr", "mail"),
        ("문의: a@example.co.kr로", "mail"),
    ],
)
def test_personal_data_is_found(text, kind):
    assert [found for found, _ in personal_texts(text)] == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1,234,567,890",
        "10,101,234,567,890",
        "9001011234567",  # 13 digits whose check digit does not fit
        "901301-1234567",  # no such month
        "900101-123456",
        "201-01",
        "401-01-12345",
        "031-123",
        "0212345678",
        "2026-03-01 ~ 2026-12-31",
        "'26.8.23.(일) ~ 8.25.(화)",
        "1588-1234",
        "123-45-67890",
        "0.123456789",
        "12 345 678 901",
        "3@1,000",
        "△1,234,567.89",
    ],
)
def test_amounts_codes_and_dates_are_none(text):
    assert personal_texts(text) == []


def test_all_of_a_text_is_found_in_order():
    found = personal_texts("a@example.kr, 010-1234-5678, 900101-1234568")
    assert [kind for kind, _ in found] == ["mail", "phone", "resident"]


@pytest.mark.parametrize("text", ["900101-1234568", "010-1234-5678", "name@example.kr"])
def test_what_is_shown_does_not_tell(text):
    (datum,) = personal_data([("d/t@r0c0", "t.tsv:1", text)])
    assert datum.masked[:3] == text[:3]
    assert not any(letter.isalnum() for letter in datum.masked[3:])
    assert text not in str(datum.sentence)
    assert masked(text) == datum.masked


@pytest.mark.parametrize(
    "text", ["0" * 50_000, "02-" * 2_000, "a" * 60_000 + "@", "a@" + "b." * 30_000, "9" * 60_000],
    ids=["zeros", "areas", "name", "domain", "nines"],
)  # fmt: skip
def test_long_texts_end(text):
    # Would not come back within the suite's life if the search were worse than linear.
    assert personal_texts(text) == []


def test_what_stands_where_a_long_text_is_cut_is_not_lost():
    assert [kind for kind, _ in personal_texts("가" * 1_995 + " 010-1234-5678")] == ["phone"]

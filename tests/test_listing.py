"""What the lists hold is taken for text by every spreadsheet."""

import pytest

from geomsan.publish.listing import plain_text


@pytest.mark.parametrize("mark", ["=", "+", "-", "@", "\t", "\r"])
def test_what_begins_like_a_formula_is_text(mark: str) -> None:
    assert plain_text(f"{mark}1+cmd|' /C calc'!A0") == f"'{mark}1+cmd|' /C calc'!A0"


@pytest.mark.parametrize("value", ["", "계 = A + B", " =1", "△3", 3, -3, None])
def test_anything_else_is_as_it_was(value: object) -> None:
    assert plain_text(value) == value

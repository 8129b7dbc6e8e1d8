"""Corrections in their places: single, compound and blank cells."""

import pytest

from build import source
from geomsan.check.report import CorrectedCell
from geomsan.common.errors import GeomsanError
from geomsan.decide.correction import corrected_table

PAIRS = ["정원 / 현원 (여성)", "정원@일반직 / 현원@일반직"]


def text_after(given: str, part: int | None, text: str, value: str, columns: list[str] | None = None) -> str:
    table = source([["과", "합계", "일반직"], ["가", given, "5/5"]], columns=columns or PAIRS)
    return corrected_table(table, [CorrectedCell(1, 1, part, text, value)], {}).grid.text(1, 1)


@pytest.mark.parametrize(
    ("given", "part", "text", "value", "after"),
    [
        ("277 / 271 (118)", 0, "277", "276", "276 / 271 (118)"),
        ("277 / 271 (118)", 2, "118", "119", "277 / 271 (119)"),
        ("7/7 (7)", 1, "7", "8", "7/8 (7)"),
        ("7/7 (7)", 2, "7", "8", "7/7 (8)"),
        ("13/13", 2, "", "5", "13/13 (5)"),
        ("13", 1, "", "12", "13/12"),
        ("", 0, "", "4", "4"),
        ("", 1, "", "12", "/12"),
    ],
)
def test_a_figure_of_a_compound_cell_changes_alone(
    given: str, part: int, text: str, value: str, after: str
) -> None:
    assert text_after(given, part, text, value) == after


def test_single_and_blank_cells_are_replaced() -> None:
    assert text_after("994", None, "994", "1,215", ["정원", "현원"]) == "1,215"
    assert text_after("", None, "", "1,215", ["정원", "현원"]) == "1,215"


@pytest.mark.parametrize(
    ("given", "part", "text", "value", "told"),
    [
        ("277 / 271 (118)", 0, "276", "275", "자리가 아닙니다"),
        ("277 / 271 (118)", 5, "277", "275", "자리가 아닙니다"),
        ("277 / 271 (118)", 0, "277", "모름", "읽을 수 있게"),
        ("277 / 271 (118)", 0, "277", "5 / 6", "읽을 수 있게"),
    ],
)
def test_what_is_not_there_or_cannot_be_read_is_refused(
    given: str, part: int, text: str, value: str, told: str
) -> None:
    with pytest.raises(GeomsanError, match=told):
        text_after(given, part, text, value)

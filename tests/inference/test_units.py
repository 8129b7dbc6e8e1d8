"""원 beside 천원 in one table: with the factor, wherever the unit stands."""

import pytest

from inference.build import checks, violated

HEADS = (
    "구분|국비(원)|시비(천원)|합계(천원)\n가|3,214,000|1,502|4,716\n나|2,408,000|2,310|4,718"
    "\n다|1,105,000|980|2,085"
)
LABELS = "구분|2022|2023\n인건비(원)|3,214,000|2,105,000\n운영비(천원)|1,502|1,610\n합계(천원)|4,716|3,715"
COLUMN = "사업|단위|2022|2023\n인건비|원|3,214,000|2,105,000\n운영비|천원|1,502|1,610\n합계|천원|4,716|3,715"
TWICE = (
    "구분|예산(천원)|예산(원)\n가|3,214|3,214,300\n나|2,408|2,407,900\n다|980|980,400"
    "\n라|1,751|1,750,800\n마|4,032|4,031,700\n계|12,385|12,385,100"
)


@pytest.mark.parametrize("text", [HEADS, LABELS, COLUMN], ids=["heads", "labels", "column"])
def test_sums_are_taken_with_the_factor(text: str) -> None:
    told = checks(text)
    assert {check.verdict.value for check in told} == {"exact"}
    wrong = violated(text.replace("4,716", "4,761"))
    assert [check.edit.result.entry.figure.text for check in wrong] == ["4,761"]


def test_an_amount_in_two_units_is_the_same() -> None:
    told = [check for check in checks(TWICE) if check.edit.rule.value == "same"]
    assert [check.verdict.value for check in told] == ["rounding"] * 6
    wrong = violated(TWICE.replace("980,400", "908,400").replace("12,385,100", "12,313,100"))
    assert [(check.edit.rule.value, check.edit.result.entry.row) for check in wrong] == [
        ("same", 3),
        ("same", 6),
    ]


def test_what_differs_in_most_places_is_not_the_same() -> None:
    text = "구분|예산(천원)|예산(원)\n가|3,214|1,214,300\n나|2,408|2,407,900\n다|980|120,400"
    assert not [check for check in checks(text) if check.edit.rule.value == "same"]


def test_units_of_other_things_keep_rows_apart() -> None:
    text = "사업|단위|2022|2023\n도서|권|4,127|3,980\n좌석|석|312|318\n예산|천원|51,230|53,470"
    text += "\n합계|천원|51,542|53,788"
    assert not violated(text)

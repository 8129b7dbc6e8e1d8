"""원 beside 천원 in one table: with the factor, wherever the unit stands."""

from dataclasses import replace

import pytest

from geomsan.infer.metadata import with_metadata
from geomsan.infer.understand import understand
from geomsan.read.readers.found import ProseLine
from inference.build import checks, found, violated

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


@pytest.mark.parametrize(
    ("unit", "verdict"), [("명", "violated"), ("백만원", "rounding"), ("없음", "rounding")]
)
@pytest.mark.parametrize(
    "card", ["○ 통계표명|지역별 현황\n○ 단위|{}\n○ 출처|통계", "통계표명|지역별 현황\n단위: {}|"]
)
def test_the_unit_of_a_sheet_of_metadata_is_that_of_the_data(unit: str, verdict: str, card: str) -> None:
    data = replace(found("지역|2023\n가시|1,288\n나시|655\n다시|304\n합계|2,248"), locator="데이터!A1:B5")
    other = replace(found(card.format(unit)), locator="메타정보!A1:B3")
    (told, _) = with_metadata([data, other], ())
    assert [check.verdict.value for check in understand(told).checks] == [verdict]
    assert bool(told.caption) == (unit != "없음")


def test_a_table_that_states_its_unit_and_one_beside_a_text_keep_it() -> None:
    data = replace(found("지역|2023\n가시|1,288\n나시|655", "(단위: 천원)"), locator="데이터!A1:B3")
    other = replace(found("이름|현황\n단위|명\n출처|통계"), locator="메타정보!A1:B3")
    assert with_metadata([data, other], ())[0] is data
    lines = replace(found("지역|2023\n가시|1,288\n나시|655"), locator="lines 1-3")
    assert with_metadata([lines], [ProseLine(9, "단위: 명")]) == [lines]

"""Means of rows and columns, amounts over counts, weighted totals: checked where the table says of what."""

from __future__ import annotations

from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomsan.infer.understand import understand
from inference.build import checks, found, violated

ROWS = (
    "구|2022|2023|2024\n가|1,204|1,310|1,411\n나|1,877|1,952|2,008\n다|1,515|1,608|1,707"
    "\n평균|1,532|1,623|1,708"
)
CLASSES = "학급|대상(명)|합격(명)|합격률(%)\n1반|30|24|80.0\n2반|25|15|60.0\n3반|20|19|95.0\n평균|25|19.3|{}"
OFFICES = (
    "국|기관|응답자(명)|만족도(점)\n가국|소계|1,603|82.83\n|도서관|412|87.30\n|체육관|1,036|79.80\n"
    "|회관|155|91.20\n나국|소계|517|80.88\n|ㄱ관|102|88.10\n|ㄴ관|415|79.10\n다국|소계|600|84.20\n"
    "|ㄷ관|200|82.60\n|ㄹ관|400|85.00\n라국|소계|500|{}\n|ㅁ관|380|71.20\n|ㅂ관|120|93.40"
)


def _means(text: str) -> dict[tuple[int | None, int | None], str]:
    return {
        (check.edit.result.entry.row, check.edit.result.entry.column): check.verdict.value
        for check in checks(text)
        if check.edit.rule.value == "mean"
    }


def test_a_row_is_the_mean_of_the_rows_above() -> None:
    assert _means(ROWS) == {(4, 1): "exact", (4, 2): "exact", (4, 3): "rounding"}
    assert understand(found(ROWS)).unchecked == ()


def test_one_wrong_mean_of_a_row_is_called_wrong() -> None:
    wrong = violated(ROWS.replace("1,623", "1,632"))
    assert [(check.edit.rule.value, check.reported, check.expected) for check in wrong] == [
        ("mean", 1632, 1623)
    ]


@pytest.mark.parametrize("text", ["1,608", "4,870"], ids=["median", "sum"])
def test_what_is_no_mean_in_a_mean_row_is_not_called_wrong(text: str) -> None:
    shown = ROWS.replace("1,623", text)
    assert _means(shown)[4, 2] == "undecided"
    assert not violated(shown)


def test_a_mean_of_counts_that_was_rounded_up_is_not_called_wrong() -> None:
    persons = "(단위: 명)"
    assert not violated(ROWS.replace("1,708", "1,709").replace("1,623", "1,624"), persons)
    assert violated(ROWS.replace("1,623", "1,632"), persons)


def test_a_mean_row_may_print_the_mean_of_rates_or_the_rate_of_means() -> None:
    for rate in ("78.3", "77.3"):
        told = checks(CLASSES.format(rate))
        of_rate = [c.verdict.value for c in told if c.edit.result.entry.figure.text == rate]
        assert of_rate in (["exact"], ["rounding"])
    wrong = violated(CLASSES.format("87.3"))
    assert [check.edit.result.entry.figure.text for check in wrong] == ["87.3"]


def test_the_mean_between_a_high_and_a_low_is_of_other_figures() -> None:
    text = "구분|1분기|2분기|3분기|4분기\nHigh|134|134|119|78\nAverage|100|95|76|54\nLow|67|60|41|29"
    assert _means(text) == {}


def test_a_mean_that_fails_as_often_as_it_holds_is_of_something_else() -> None:
    text = "구|2021|2022|2023|2024\n가|1,204|1,310|1,411|1,502\n나|1,877|1,952|2,008|2,140"
    text += "\n다|1,515|1,608|1,707|1,811\n평균|1,532|1,623|1,602|1,709"
    assert set(_means(text).values()) <= {"exact", "undecided"}


def test_each_group_has_its_own_mean() -> None:
    text = (
        "구|동|인구|세대\n가구|ㄱ동|1,204|512\n|ㄴ동|1,410|603\n|평균|1,307|557.5\n"
        "나구|ㄷ동|904|412\n|ㄹ동|1,710|701\n|평균|1,307|556.5"
    )
    assert set(_means(text).values()) == {"exact"}
    assert [c.edit.result.entry.row for c in violated(text.replace("|557.5", "|575.5"))] == [3]


def test_columns_have_means_beside_their_total() -> None:
    text = "구분|1월|2월|3월|합계|월평균\n도서|120|131|117|368|122.7\n음반|45|52|60|157|52.3"
    text += "\n영상|18|25|21|64|21.3"
    assert set(_means(text).values()) == {"exact"}
    assert violated(text.replace("|52.3", "|53.2"))
    assert violated(text.replace("|52.3", "|62.3"))


def test_a_mean_column_is_one_amount_over_another() -> None:
    text = (
        "구분|인원(명)|지급액(천원)|평균 지급액(천원)\n가동|12|3,420|285\n나동|31|9,517|307\n"
        "다동|7|2,184|312\n라동|9|2,601|289\n계|59|17,722|300"
    )
    assert not violated(text)
    wrong = violated(text.replace("|312", "|321"))
    assert [(c.edit.rule.value, c.expected) for c in wrong] == [("rate", 312)]


def test_a_total_in_a_column_of_scores_is_weighted_by_the_counts() -> None:
    right, wrong = OFFICES.format("76.53"), OFFICES.format("79.53")
    assert set(_means(right).values()) == {"exact"}
    assert [(c.edit.result.entry.row, str(c.expected)) for c in violated(wrong)] == [(11, "76.53")]
    roles = {t.role.value for c in violated(wrong) for t in c.edit.terms}
    assert roles == {"result", "part", "weight"}
    # The plain mean of the two is another way to read it.
    assert not violated(OFFICES.format("82.30"))


def test_weights_that_are_all_nought_weigh_nothing() -> None:
    none = OFFICES.replace("|600|", "|0|").replace("|200|", "|0|").replace("|400|", "|0|")
    rows = {row for row, _ in _means(none.format("76.53"))}
    assert 11 in rows
    assert 8 not in rows


def test_what_the_mean_of_days_is_of_is_asked() -> None:
    table = understand(
        found("구분|1월|2월|합계|1일 평균\n도서|1,200|1,310|2,510|42.5\n음반|450|520|970|16.4")
    )
    assert [item.text for item in table.unchecked] == ["1일 평균"]


def _printed(value: Fraction, places: int, *, is_cut: bool) -> str:
    whole = value * 10**places
    digits = int(whole) if is_cut else int(whole + Fraction(1, 2))
    text = f"{digits // 10**places:,}"
    return f"{text}.{digits % 10**places:0{places}d}" if places else text


@given(seed=st.integers(0, 10**9), is_cut=st.booleans(), is_weighted=st.booleans())
def test_means_of_hidden_figures_are_never_called_wrong(seed: int, is_cut: bool, is_weighted: bool) -> None:
    rnd = Random(seed)
    size, places = rnd.randint(2, 7), rnd.randint(0, 2)
    people = [rnd.randint(3, 2000) for _ in range(size)]
    columns = [
        [Fraction(rnd.randint(10**5, 10**8), 10**5) for _ in range(size)] for _ in range(rnd.randint(1, 3))
    ]
    head = ["기관", "응답자(명)", *(f"{name}(점)" for name in ("시설", "친절", "전체")[: len(columns)])]
    lines = [
        [f"{n + 1}관", f"{people[n]:,}", *(_printed(c[n], places, is_cut=is_cut) for c in columns)]
        for n in range(size)
    ]
    weights = people if is_weighted else [1] * size
    whole = [
        sum((w * value for w, value in zip(weights, c, strict=True)), Fraction(0)) / sum(weights)
        for c in columns
    ]
    count = (
        f"{sum(people):,}" if rnd.random() < 0.7 else _printed(Fraction(sum(people), size), 1, is_cut=is_cut)
    )
    label = "평균" if rnd.random() < 0.6 else "계"
    foot = [label, count, *(_printed(value, rnd.randint(places, 2), is_cut=is_cut) for value in whole)]
    rows = [foot, *lines] if rnd.random() < 0.4 else [*lines, foot]
    text = "\n".join("|".join(row) for row in [head, *rows])
    wrong = [check for check in violated(text) if check.edit.rule.value == "mean"]
    assert not wrong, text

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomsan.publish.packs.charts import PITCH, Bar, chart, specification

NUMBERS = st.none() | st.decimals(-(10**12), 10**12, places=3, allow_nan=False)
BARS = st.lists(st.builds(Bar, NUMBERS, NUMBERS, st.text("가나 0123456789.%△", max_size=8)), min_size=1)


def rectangles(bars: list[Bar], layer: int) -> list[dict[str, object]]:
    drawn: list[dict[str, object]] = specification(bars)["layer"][layer]["data"]["values"]
    return drawn


@given(BARS)
def test_bars_keep_the_order_and_the_numbers_of_their_rows(bars: list[Bar]) -> None:
    for layer, name in enumerate(("behind", "length")):
        known = [(row, number) for row, bar in enumerate(bars) if (number := getattr(bar, name)) is not None]
        drawn = rectangles(bars, layer)
        assert [(int(each["top"]), each["to"]) for each in drawn] == [  # type: ignore[call-overload]
            (row, float(number)) for row, number in known
        ]


@given(BARS)
def test_nothing_is_drawn_outside_of_its_row_or_the_scale(bars: list[Bar]) -> None:
    drawn = specification(bars)
    low, high = drawn["encoding"]["x"]["scale"]["domain"]
    left, right = drawn["encoding"]["x"]["scale"]["range"]
    assert low <= 0 <= high
    assert low < high
    assert 0 <= left < right <= drawn["width"]
    assert drawn["height"] == len(bars) * PITCH
    for layer in (0, 1):
        for each in rectangles(bars, layer):
            assert low <= float(each["to"]) <= high  # type: ignore[arg-type]


def test_a_doubtful_figure_is_an_outline_and_the_sound_one_beside_it_is_not() -> None:
    bars = [Bar(Decimal(5), Decimal(9), "55%", is_doubtful=True), Bar(Decimal(3), Decimal(4), "75%")]
    behind, length = rectangles(bars, 0), rectangles(bars, 1)
    assert [each["stroke"] for each in behind] == [None, None]
    assert [(each["fill"], each["stroke"] is None) for each in length] == [
        ("white", False),
        ("#3c3c3c", True),
    ]


def test_a_missing_figure_has_no_bar_and_a_negative_one_goes_left() -> None:
    svg = chart([Bar(None, Decimal(4), ""), Bar(Decimal(-2), Decimal(4), "△50.0%")], "대체 글")
    assert rectangles([Bar(None, Decimal(4), "")], 1) == []
    assert rectangles([Bar(Decimal(-2), None, "")], 1)[0]["to"] == -2.0
    assert "△50.0%" in svg


def test_labels_stay_text_in_the_font_of_the_pack() -> None:
    svg = chart([Bar(Decimal(1), None, "1,234백만원")], "대체 글")
    found = re.findall(r"<text [^>]*font-family=\"([^\"]*)\"[^>]*>([^<]*)</text>", svg)
    assert found == [("NanumGothic", "1,234백만원")]


@pytest.mark.parametrize("words", ["가 < 나 & 다", '"따옴표" </title><script>'])
def test_words_never_become_markup(words: str) -> None:
    svg = chart([Bar(Decimal(1), None, words)], words)
    assert "<script" not in svg
    assert "<title>" in svg
    assert svg.count("</title>") == 1


@pytest.mark.slow
def test_the_same_bars_give_the_same_bytes_in_any_process() -> None:
    code = (
        "from decimal import Decimal as D; from geomsan.publish.packs.charts import Bar, chart;"
        "print(chart([Bar(D('1.5'), D(3), '가'), Bar(D(2), D(9), '나', True)], '글'))"
    )
    digests = {
        hashlib.sha256(
            subprocess.run(
                [sys.executable, "-c", code],
                check=True,
                capture_output=True,
                env=os.environ | {"PYTHONHASHSEED": seed},
            ).stdout
        ).hexdigest()
        for seed in ("0", "1", "77")
    }
    assert len(digests) == 1

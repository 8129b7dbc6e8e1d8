"""The head of a table on the page: spans as in the packs, every column in its place."""

from __future__ import annotations

import pytest

from geomsan.publish.review.heads import head_of
from review.made import table


def head(rows: list[list[str]], stub: int = 1) -> tuple[list[list[tuple[int, int, int, str]]], list[str]]:
    return head_of(
        table("d", "t", [*rows, ["부서", *("1" for _ in rows[0][1:])]], [], head=len(rows), stub=stub)
    )


def test_a_span_stands_over_its_columns_and_the_others_reach_up() -> None:
    rows, labels = head([["구분", "2026년", "", "집행률"], ["", "본예산", "예산현액", ""]])
    assert rows == [
        [(0, 1, 2, "구분"), (1, 2, 1, "2026년"), (3, 1, 2, "집행률")],
        [(1, 1, 1, "본예산"), (2, 1, 1, "예산현액")],
    ]
    assert labels == ["구분", "2026년 본예산", "2026년 예산현액", "집행률"]


def test_three_rows() -> None:
    rows, labels = head(
        [["구분", "집행", "", "", ""], ["", "원인행위", "", "지출", ""], ["", "액", "률", "액", "률"]]
    )
    assert rows[0] == [(0, 1, 3, "구분"), (1, 4, 1, "집행")]
    assert rows[1] == [(1, 2, 1, "원인행위"), (3, 2, 1, "지출")]
    assert labels[4] == "집행 지출 률"


@pytest.mark.parametrize("count", [1, 2, 3])
def test_every_place_belongs_to_one_cell(count: int) -> None:
    printed = [["구분", "가", "", "나", "", "다"], ["", "a", "b", "", "c", ""], ["x", "", "y", "z", "", ""]]
    rows, labels = head(printed[:count])
    taken = [
        (row + down, column + right)
        for row, cells in enumerate(rows)
        for column, columns, height, _ in cells
        for down in range(height)
        for right in range(columns)
    ]
    assert sorted(taken) == [(row, column) for row in range(count) for column in range(6)]
    assert len(labels) == 6


def test_a_head_that_covers_the_stub_moves_right() -> None:
    made = table("d", "t", [["구분", "계", "2022"], ["국비", "소계", "5", "5"]], [], stub=2)
    rows, labels = head_of(made)
    assert labels == ["구분", "", "계", "2022"]
    assert [column for column, *_ in rows[0]] == [0, 1, 2, 3]


def test_tables_without_a_head_or_without_rows() -> None:
    assert head_of(table("d", "t", [["가", "1"]], [], head=0)) == ([], ["", ""])
    assert head_of(table("d", "t", [], [], head=0)) == ([], [])

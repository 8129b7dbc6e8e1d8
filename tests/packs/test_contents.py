"""The contents: which lines stand in which column of which page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from geomsan.check.report import TableReport
from geomsan.publish.packs.contents import Contents, contents
from geomsan.publish.packs.document import PackSpec
from geomsan.publish.packs.parts import document_parts
from geomsan.publish.packs.signs import PLAIN

from .conftest import pack_of, table
from .structure import structure


def tables(count: int) -> list[TableReport]:
    return [
        replace(
            table([["구분", "예산"], ["가과", "1"]]),
            name=f"t{number}",
            title=f"{number}번째 표",
            section=f"{number // 2}번째 절",
        )
        for number in range(count)
    ]


def of(count: int) -> Contents:
    return contents(list(document_parts(pack_of(*tables(count)).documents, PLAIN)), has_series=False)


@pytest.mark.slow
@pytest.mark.parametrize(("count", "columns"), [(6, []), (7, [1]), (30, [1]), (31, [2]), (200, [2, 2, 2])])
def test_columns_and_pages(count: int, columns: list[int]) -> None:
    pages = of(count).pages
    assert [len(page) for page in pages] == columns
    numbers = [line.number for page in pages for column in page for line in column if line.number]
    assert numbers == ([str(number) for number in range(1, count + 1)] if columns else [])
    # The last page is the one that is shared out evenly, and no column ends with a heading.
    assert all(column[-1].number for page in pages for column in page[:-1])


@pytest.mark.slow
def test_every_line_stands_on_a_page(write: Callable[[PackSpec], Path]) -> None:
    links = [link.letters for link in structure(write(pack_of(*tables(90)))).all("/Link")]
    entries = [letters for letters in links if "번째표" in letters]
    assert [number for number in range(90) if f"표{number + 1}{number}번째표" not in entries[number]] == []

"""The limits that the documentation names are those of the program."""

import re
from pathlib import Path

import pytest

from geomsan.infer import nesting, operands, sums, wholes
from geomsan.infer.inspection import MOST_FIGURES
from geomsan.read.readers import binarybook, hwpx, limits, pdf, xlsx, zipped

DOCUMENTATION = Path(__file__).parents[2] / "docs" / "inference.md"


@pytest.mark.parametrize(
    ("row", "numbers"),
    [
        ("cells with text", [MOST_FIGURES]),
        ("a file", [limits.LARGEST_FILE >> 20, limits.MOST_CELLS]),
        ("a table in text", [limits.MOST_ROWS, limits.MOST_COLUMNS]),
        ("xlsx, ods", [zipped.MOST_TAGS, xlsx.MAX_XML >> 20]),
        ("xls, xlsb", [binarybook.MAX_SECONDS, binarybook.MEMORY >> 20]),
        ("hwpx", [zipped.MOST_TAGS, hwpx.MAX_XML >> 20]),
        ("pdf", [pdf.MAX_PAGES, pdf.MAX_SECONDS, pdf.MEMORY >> 20]),
        ("items of which shares", [wholes.MOST_UNPRINTED]),
        ("columns among which", [operands.MOST_LINES]),
        ("lines among which sums", [sums.MOST_UNNAMED]),
        ("lines in groups", [nesting._MOST_TRIED, nesting._MOST_TRIED_SIGNED]),
    ],
)
def test_a_limit_is_as_documented(row: str, numbers: list[int]) -> None:
    section = DOCUMENTATION.read_text(encoding="utf-8").partition("## Limits")[2].partition("\n## ")[0]
    (line,) = re.findall(rf"^\| {row}[^|]*\| ([^|]+) \|", section, re.MULTILINE)
    assert [int(found.replace(",", "")) for found in re.findall(r"\d[\d,]*", line)] == numbers

"""What the lists hold is taken for text by every spreadsheet."""

import csv
import io

import pytest

from geomsan.publish.packs.attached import attached_tables
from geomsan.publish.spreadsheet import plain_cell, plain_text
from packs.conftest import HEAD, pack_of, table

MARKS = ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"]


@pytest.mark.parametrize("mark", MARKS)
@pytest.mark.parametrize("plain", [plain_text, plain_cell])
def test_what_begins_like_a_formula_is_text(plain, mark: str) -> None:
    assert plain(f"{mark}1+cmd|' /C calc'!A0") == f"'{mark}1+cmd|' /C calc'!A0"


@pytest.mark.parametrize("value", ["", "계 = A + B", " =1", "△3", 3, -3, None])
def test_anything_else_is_as_it_was(value: object) -> None:
    assert plain_text(value) == value


@pytest.mark.parametrize("figure", ["-", "-1,234", "+3.2%", "-5 %", "△3", "0"])
def test_a_printed_figure_stays(figure: str) -> None:
    assert plain_cell(figure) == figure


@pytest.mark.parametrize("text", ["-1+1", "-2-3", "+A1", "-cmd|'/C calc'!A0", "-1\n=1"])
def test_what_computes_is_no_figure(text: str) -> None:
    assert plain_cell(text) == f"'{text}"


def test_the_tables_of_a_pack_hold_no_formula() -> None:
    label = "=1+cmd|' /C calc'!A0"
    spec = pack_of(table([*HEAD, [label, "-994", "12", "8.6"]], findings=[]))
    (file,) = attached_tables(spec)
    rows = list(csv.reader(io.StringIO(file.content.decode("utf-8-sig"))))
    assert rows[-1] == [f"'{label}", "-994", "12", "8.6"]

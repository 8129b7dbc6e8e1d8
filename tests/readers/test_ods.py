"""ODS: cells as they were shown, what repeats, spans and hides, and what is broken."""

import time
from contextlib import suppress
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geomsan.common.errors import GeomsanError
from geomsan.read.readers import read_tables
from readers.bookfile import ods_cell, ods_row, ods_table, write_ods

HEAD = ods_row("구분", "예산", "집행률")
TOTAL = ods_row("계", ods_cell("1,235", 1234.6), ods_cell("75.2%", 0.7523, "percentage"))


def texts(path: Path) -> tuple[tuple[str, ...], ...]:
    (table,) = read_tables(path)
    return table.grid.rows[table.start_row :]


def test_cells_as_shown_with_what_they_hold(tmp_path: Path) -> None:
    rows = [
        ods_row("2024년 예산"),
        ods_row("(단위: 백만원)"),
        HEAD,
        ods_row("가과", ods_cell("₩1,235", 1234567890, "currency"), ods_cell("0.3", 0.30000000000000004)),
        ods_row("나과", ods_cell("1,235", 1234567890), ods_cell("-", 0)),
        TOTAL,
        ods_row("※ 10명 단위로 반올림"),
    ]
    (table,) = read_tables(write_ods(tmp_path / "a.ods", ods_table(*rows, name="예산")))
    assert (table.heading, table.caption, table.start_row) == ("2024년 예산", "(단위: 백만원)", 2)
    assert table.locator == "예산!A3:C7"
    assert table.grid.rows[3:6] == (
        ("가과", "₩1,235", "0.3"),
        ("나과", "1,235", "-"),
        ("계", "1,235", "75.2%"),
    )
    assert table.grid.places[5] == "a.ods#예산!A6"
    assert table.stored == {
        (3, 1): Decimal("1234.56789"),
        (4, 1): Decimal("1234.56789"),
        (4, 2): Decimal(0),
        (5, 1): Decimal("1234.6"),
        (5, 2): Decimal("75.23"),
    }
    assert table.after == ("※ 10명 단위로 반올림",)


def test_a_text_that_is_not_the_number_says_nothing_of_it(tmp_path: Path) -> None:
    (table,) = read_tables(
        write_ods(tmp_path / "a.ods", ods_table(HEAD, ods_row("가", ods_cell("12월", 45000), "1")))
    )
    assert table.stored == {}


def test_what_repeats_and_spans(tmp_path: Path) -> None:
    twice = 'table:number-columns-repeated="2"'
    spanned = ods_cell("예산", more='table:number-columns-spanned="2" table:number-rows-spanned="1"')
    rows = [
        ods_row(
            "구분", spanned, "<table:covered-table-cell><text:p>숨음</text:p></table:covered-table-cell>"
        ),
        ods_row("가", ods_cell("5", 5, more=twice), more='table:number-rows-repeated="2"'),
        ods_row(
            ods_cell(more='table:number-columns-repeated="16384"'), more='table:number-rows-repeated="9"'
        ),
        ods_row("끝", ods_cell(more=twice), ods_cell("7", 7)),
        ods_row(
            ods_cell(more='table:number-columns-repeated="16384"'),
            more='table:number-rows-repeated="1048564"',
        ),
    ]
    first, *_ = read_tables(write_ods(tmp_path / "a.ods", ods_table(*rows)))
    assert first.grid.rows == (("구분", "예산", ""), ("가", "5", "5"), ("가", "5", "5"))
    assert first.grid.spans == {(0, 1): (1, 2)}


def test_what_is_hidden(tmp_path: Path) -> None:
    column = '<table:table-column table:visibility="collapse"/>'
    hidden = ods_table(
        "<table:table-column/>",
        column,
        HEAD,
        TOTAL.replace("table-row ", 'table-row table:visibility="filter" '),
    )
    gone = ods_table(HEAD, TOTAL, name="근거", more='table:style-name="gone"')
    first, second = read_tables(write_ods(tmp_path / "a.ods", hidden, gone))
    assert (first.hidden_rows, first.hidden_columns) == ({1}, {1})
    assert [note.ko for note in first.notes] == ["숨긴 행 2, 숨긴 열 B도 표에 넣어 읽었습니다."]
    assert [note.ko for note in second.notes] == ["숨긴 시트 '근거'의 표입니다."]


def test_text_of_a_cell(tmp_path: Path) -> None:
    mark = '1,234<text:span text:style-name="up">1)</text:span>'
    note = "<office:annotation><text:p>메모 99</text:p></office:annotation>"
    note += '<text:p>가<text:s text:c="2"/>나\n 다</text:p>'
    table = ods_table(ods_row("9", "9"), ods_row("9", "9"))
    inner = f"<table:table-cell>{table}<text:p>바</text:p></table:table-cell>"
    lines = "<table:table-cell><text:p>라</text:p><text:p>마</text:p></table:table-cell>"
    rows = [
        HEAD,
        ods_row(f"<table:table-cell>{note}</table:table-cell>", mark, lines),
        ods_row(inner, "1", "2"),
    ]
    path = write_ods(tmp_path / "a.ods", ods_table(*rows))
    assert texts(path)[1:] == (("가  나 다", "1,234^{1)}", "라\n마"), ("바", "1", "2"))


def test_a_formula_without_result_is_no_figure(tmp_path: Path) -> None:
    formula = ods_cell(more='table:formula="of:=SUM([.B2:.B3])"')
    (table,) = read_tables(
        write_ods(tmp_path / "a.ods", ods_table(HEAD, ods_row("가", "1", "2"), ods_row("계", formula, "2")))
    )
    assert table.grid.text(2, 1) == "=SUM([.B2:.B3])"
    assert "B3" in table.notes[0].ko


def refusal(path: Path) -> str:
    started = time.process_time()
    with pytest.raises(GeomsanError) as caught:
        read_tables(path)
    assert time.process_time() - started < 5
    assert "\n" not in str(caught.value) + caught.value.in_language("en")
    return str(caught.value)


BAD = {
    "rows without end": (
        ods_row("1", "2", more='table:number-rows-repeated="1048576"') * 3,
        "칸이 너무 많습니다",
    ),
    "columns without end": (
        ods_row(ods_cell("1", more='table:number-columns-repeated="16385"') * 200),
        "열이 너무",
    ),
    "no number": (ods_row("1", more='table:number-rows-repeated="x"'), "content.xml"),
    "a cell too long": (ods_row("".join(map(str, range(200_000)))), "칸 하나가 너무 깁니다"),
    "markup that does not close": ("<table:table-row>", "content.xml"),
}


@pytest.mark.parametrize(("rows", "said"), BAD.values(), ids=BAD)
def test_broken_sheets(tmp_path: Path, rows: str, said: str) -> None:
    assert said in refusal(write_ods(tmp_path / "a.ods", ods_table(rows)))


def test_broken_files(tmp_path: Path) -> None:
    laughs = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><a>&b;</a>'
    assert "DTD" in refusal(write_ods(tmp_path / "a.ods", **{"content.xml": laughs}))
    manifest = '<m:manifest xmlns:m="x"><m:encryption-data/></m:manifest>'
    assert "암호가 걸린 ODS" in refusal(write_ods(tmp_path / "b.ods", **{"META-INF/manifest.xml": manifest}))
    text = "application/vnd.oasis.opendocument.text"
    assert "ODS, PDF" in refusal(write_ods(tmp_path / "c.odt", mimetype=text))
    path = write_ods(tmp_path / "d.ods", ods_table(HEAD, TOTAL))
    path.write_bytes(path.read_bytes()[:-100])
    assert "잘린" in refusal(path)


trees = st.recursive(
    st.sampled_from(["", "1", "가"]),
    lambda inner: st.builds(
        lambda tag, name, value, parts: f'<{tag} {name}="{value}">{"".join(parts)}</{tag}>',
        st.sampled_from(
            [
                "table:table",
                "table:table-row",
                "table:table-cell",
                "text:p",
                "text:span",
                "text:s",
                "office:annotation",
            ]
        ),
        st.sampled_from(
            [
                "table:number-rows-repeated",
                "table:number-columns-spanned",
                "text:c",
                "office:value",
                "table:visibility",
            ]
        ),
        st.sampled_from(["1", "3", "-5", "99999999", "x", "collapse"]),
        st.lists(inner, max_size=5),
    ),
    max_leaves=30,
)


@pytest.mark.slow
@settings(max_examples=200)
@given(trees)
def test_any_elements_in_any_order(tmp_path_factory: pytest.TempPathFactory, tree: str) -> None:
    path = write_ods(tmp_path_factory.getbasetemp() / "f.ods", ods_table(HEAD, tree, TOTAL))
    with suppress(GeomsanError):
        read_tables(path)

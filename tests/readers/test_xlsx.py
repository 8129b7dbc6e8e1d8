"""Workbooks: cells as shown, merged cells, islands, positions, what is broken."""

import contextlib
import datetime
import io
import zipfile
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.cell_range import CellRange

from geomsan.common.errors import GeomsanError
from geomsan.read.readers import read_tables
from geomsan.read.readers.xlsx import read_xlsx


@contextlib.contextmanager
def one_line():
    """Whatever is in the file: tables, or one line that says why not."""
    try:
        yield
    except GeomsanError as error:
        message = str(error)
    else:
        message = ""
    assert "\n" not in message


def book(**sheets):
    """A workbook with the rows of each sheet from A1."""
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    for title, rows in sheets.items():
        sheet = workbook.create_sheet(title)
        for row in rows:
            sheet.append(row)
    return workbook


def read(tmp_path, workbook):
    workbook.save(tmp_path / "b.xlsx")
    return read_xlsx(tmp_path / "b.xlsx")


def texts(table):
    """The table proper, without what stands above and left of it."""
    return [row[table.start_column :] for row in table.grid.rows[table.start_row :]]


BUDGET = [["구분", "본예산", "추경"], ["계", 3000, 1234.5], ["국비", 1000, -234.5], ["시비", 2000, 1469]]


def test_positions_are_those_of_the_sheet(tmp_path):
    workbook = book(예산=[])
    sheet = workbook["예산"]
    sheet["C2"] = "1. 2024년 예산 현황"
    sheet.merge_cells("C2:E2")
    sheet["E3"] = "(단위: 백만원)"
    for number, row in enumerate(BUDGET):
        for column, value in enumerate(row):
            sheet.cell(4 + number, 3 + column, value)
    (table,) = read(tmp_path, workbook)
    assert table.locator == "예산!C4:E7"
    assert (table.start_row, table.start_column, table.first, table.last) == (3, 2, 4, 7)
    assert table.grid.text(4, 3) == "3000"
    assert table.grid.text(1, 2) == "1. 2024년 예산 현황"
    assert table.grid.places[4] == "b.xlsx#예산!C5"
    assert (table.heading, table.caption) == ("2024년 예산 현황", "(단위: 백만원)")
    assert texts(table)[0] == ("구분", "본예산", "추경")


def test_merged_cells(tmp_path):
    rows = [["구분", "예산", "숨음", "계"], ["x", "본예산", "추경", None], ["가", 1, 2, 3]]
    workbook = book(s=rows)
    # What the cells under a merged one hold stays in the file; and nothing limits what it may say.
    for reference in ("A1:A2", "B1:C1", "D1:D2", "A4:XFD1048576", "C2:C3", "A2:A3"):
        workbook["s"].merged_cells.add(CellRange(reference))
    (table,) = read(tmp_path, workbook)
    assert texts(table) == [("구분", "예산", "", "계"), ("", "본예산", "추경", ""), ("가", "1", "", "3")]
    assert table.grid.spans == {(0, 0): (2, 1), (0, 1): (1, 2), (0, 3): (2, 1), (1, 2): (2, 1)}


def test_several_tables_on_a_sheet(tmp_path):
    workbook = book(s=[["온 시트의 제목"]])
    sheet = workbook["s"]
    sheet.merge_cells("A1:G1")
    sheet["C2"], sheet["G2"] = "(단위: 명)", "(단위: 원)"
    for row, left, right in ((3, "과", "사업"), (4, "가", "나")):
        for column, value in ((1, left), (2, row), (3, row), (5, right), (6, row), (7, row)):
            sheet.cell(row, column, value if row > 3 or column in (1, 5) else f"c{column}")
    sheet["A7"], sheet["A9"], sheet["B9"], sheet["A10"], sheet["B10"] = "○ 셋째 표", "과", "정원", "가", 3
    sheet["A12"] = "※ 주석"
    first, second, third = read(tmp_path, workbook)
    assert [table.locator for table in (first, second, third)] == ["s!A3:C4", "s!E3:G4", "s!A9:B10"]
    assert [table.heading for table in (first, second, third)] == [
        "온 시트의 제목",
        "온 시트의 제목",
        "셋째 표",
    ]
    assert [table.caption for table in (first, second, third)] == ["(단위: 명)", "(단위: 원)", ""]
    assert second.grid.rows[2] == ("", "", "", "", "사업", "c6", "c7")
    assert third.grid.rows[:8] == ((),) * 8


def test_a_unit_of_one_table_is_not_the_other_s(tmp_path):
    workbook = book(s=[["제목", None, "(단위: 명)"], *BUDGET])
    for row, values in enumerate((("a", "b"), (1, 2), (3, 4)), start=2):
        for column, value in enumerate(values, start=6):
            workbook["s"].cell(row, column, value)
    _, second = read(tmp_path, workbook)
    assert (second.heading, second.caption) == ("s", "")


@pytest.mark.parametrize("gap", [3, 4])
def test_an_empty_row_inside_parts_nothing(tmp_path, gap):
    rows = [*BUDGET[:gap], [], *BUDGET[gap:]]
    (table,) = read(tmp_path, book(s=rows) if gap < 4 else book(s=[*rows[:4], [], ["구비", 1]]))
    assert len(table.grid.rows) == (5 if gap < 4 else 6)


def test_a_repeated_head_begins_a_table(tmp_path):
    assert len(read(tmp_path, book(s=[*BUDGET, [], *BUDGET]))) == 2
    years = [["과", 2023, 2024], ["가", 1, 2]]
    assert len(read(tmp_path, book(s=[*years, [], *years]))) == 2


def test_an_empty_column_inside_parts_nothing(tmp_path):
    rows = [
        ["구분", "a", None, "b", "c"],
        ["계", 30, None, 40, 50],
        ["가", 10, None, 7, 9],
        ["나", 3, None, 4, 5],
    ]
    (table,) = read(tmp_path, book(s=rows))
    assert table.locator == "s!A1:E4"


def test_numbers_as_shown(tmp_path):
    workbook = book(s=[["항목", "값"]])
    cases = [
        (1234567, "#,##0", "1,234,567"),
        (-1234, "#,##0;△#,##0", "△1,234"),
        (-1234, "#,##0_);(#,##0)", "(1,234)"),
        (0.1234, "0.0%", "12.3%"),
        (2.675, "0.00", "2.68"),
        (1234567, "#,##0,", "1,235"),
        (1234, '#,##0"명"', "1,234명"),
        (0, '#,##0;-#,##0;"-"', "-"),
        (0.1 + 0.2, "General", "0.3"),
        (datetime.date(2024, 1, 31), "yyyy. m. d.", "2024. 1. 31."),
        (datetime.date(2024, 1, 31), "mm-dd-yy", "2024-01-31"),
        ("12", "@", "12"),
        (True, "General", "TRUE"),
        ("#DIV/0!", "General", "#DIV/0!"),
        ("가_x000D_나", "General", "가\n나"),
        ("△1,234", "General", "△1,234"),
    ]
    for value, code, _ in cases:
        workbook["s"].append(["x", value])
        workbook["s"].cell(workbook["s"].max_row, 2).number_format = code
    (table,) = read(tmp_path, workbook)
    assert [row[1] for row in texts(table)[1:]] == [shown for _, _, shown in cases]
    assert table.brackets == "negative"


def test_a_formula_without_result_is_no_figure(tmp_path):
    (table,) = read(tmp_path, book(s=[["구분", "수"], ["가", 1], ["나", 2], ["계", "=SUM(B2:B3)"]]))
    assert table.grid.text(3, 1) == "=SUM(B2:B3)"
    assert "B4" in table.notes[0].ko
    assert "엑셀에서 열어 저장" in table.notes[0].ko


def test_hidden_sheets_are_read_and_said(tmp_path):
    workbook = book(s=BUDGET, 숨김=BUDGET)
    workbook["숨김"].sheet_state = "veryHidden"
    first, second = read(tmp_path, workbook)
    assert first.notes == ()
    assert "숨긴 시트" in second.notes[0].ko
    assert second.locator == "숨김!A1:C4"


def test_hidden_rows_and_columns_are_read_and_said(tmp_path):
    rows = [["구분", "가", "나", "다", "계"], *([f"{n}과", n, n, n, 3 * n] for n in range(1, 9))]
    workbook = book(s=rows, t=BUDGET)
    sheet = workbook["s"]
    for row in (3, 5, 6, 7, 40):
        sheet.row_dimensions[row].hidden = True
    sheet.column_dimensions["C"].hidden = True
    first, second = read(tmp_path, workbook)
    assert [note.ko for note in first.notes] == ["숨긴 행 3, 5-7, 숨긴 열 C도 표에 넣어 읽었습니다."]
    assert first.notes[0].en == "What is hidden is read with the table: hidden rows 3, 5-7, hidden columns C."
    assert (first.hidden_rows, first.hidden_columns) == ({2, 4, 5, 6}, {2})
    assert texts(first)[2] == ("2과", "2", "2", "2", "6")
    assert (second.notes, second.hidden_rows) == ((), frozenset())


def test_very_hidden_sheets_are_told_from_hidden_ones(tmp_path):
    workbook = book(s=BUDGET, 숨김=BUDGET, 깊이=BUDGET)
    workbook["숨김"].sheet_state = "hidden"
    workbook["깊이"].sheet_state = "veryHidden"
    _, hidden, deep = read(tmp_path, workbook)
    assert [note.ko for note in hidden.notes] == ["숨긴 시트 '숨김'의 표입니다."]
    assert "'숨기기 취소'에도" in deep.notes[0].ko


def test_what_the_cells_hold_beside_what_they_show(tmp_path):
    workbook = book(
        s=[[], ["", "구분", "수"], ["", "가", 11268.333333333334], ["", "계", 0.1 + 0.2], ["", "나", -3]]
    )
    workbook["s"]["C3"].number_format = "#,##0"
    workbook["s"]["C5"].number_format = "0;[Red]0"
    (table,) = read(tmp_path, workbook)
    assert [row[1:] for row in texts(table)] == [("수",), ("11,268",), ("0.3",), ("3",)]
    assert table.stored == {(2, 2): Decimal("11268.3333333333"), (4, 2): Decimal(-3)}
    assert [note.ko for note in table.notes] == [
        "음수인데 부호 없이 보이는 칸이 1칸 있습니다(C5). 표시 형식에 부호를 넣어 주십시오."
    ]


def test_names_with_backslashes_and_large_zip_files(tmp_path):
    """As older programs for Windows write them; and a file with the fields of more than 4 GB."""
    book(s=BUDGET).save(tmp_path / "b.xlsx")
    with zipfile.ZipFile(tmp_path / "b.xlsx") as source, zipfile.ZipFile(tmp_path / "c.xlsx", "w") as target:
        for member in source.namelist():
            data = source.read(member)
            if member.endswith("workbook.xml.rels"):
                data = data.replace(b"/xl/worksheets/", b"\\xl\\worksheets\\")
            info = zipfile.ZipInfo("x")
            info.filename = member.replace("/", "\\")
            with target.open(info, "w", force_zip64=True) as part:
                part.write(data)
    (table,) = read_tables(tmp_path / "c.xlsx")
    assert table.grid.rows == read_xlsx(tmp_path / "b.xlsx")[0].grid.rows


def test_parts_in_other_capitals(tmp_path):
    """Names of parts are the same in capitals and small letters; some programs mix them."""
    book(s=BUDGET).save(tmp_path / "b.xlsx")
    with zipfile.ZipFile(tmp_path / "b.xlsx") as source, zipfile.ZipFile(tmp_path / "c.xlsx", "w") as target:
        for member in source.namelist():
            name = member.replace("sharedStrings", "SharedStrings").replace("styles", "Styles")
            target.writestr(name, source.read(member))
    (table,) = read_tables(tmp_path / "c.xlsx")
    assert table.grid.rows == read_xlsx(tmp_path / "b.xlsx")[0].grid.rows


@pytest.mark.parametrize(
    ("escaped", "shown"), [("_x001B_", "\\x1b"), ("_xD800_", "\ufffd"), ("_x0000_", "\ufffd")]
)
def test_escaped_characters_that_are_none(tmp_path, escaped, shown):
    (table,) = read(tmp_path, book(s=[["구분", "수"], [f"가{escaped}나", 1]]))
    assert texts(table)[1] == (f"가{shown}나", "1")


def test_no_table(tmp_path):
    assert read(tmp_path, book(s=[], t=[["글"], ["글"]], u=[["a", "b"]])) == []


SHEET = '<worksheet xmlns="http://x"><sheetData>{}</sheetData>{}</worksheet>'
PARTS = {
    "xl/workbook.xml": '<x:workbook xmlns:x="m" xmlns:r="n"><x:sheets><x:sheet name="S" r:id="a"/></x:sheets>'
    "</x:workbook>",
    "xl/_rels/workbook.xml.rels": "<Relationships>"
    '<Relationship Id="a" Type="o/worksheet" Target="/xl/s.xml"/>'
    '<Relationship Id="b" Type="o/sharedStrings" Target="t.xml"/></Relationships>',
    "xl/t.xml": "<sst><si><r><t>경</t></r><r><t>제과</t></r><rPh><t>guide</t></rPh></si></sst>",
}


def by_hand(tmp_path, rows, after="", **parts):
    path = tmp_path / "h.xlsx"
    members = {**PARTS, "xl/s.xml": SHEET.format(rows, after), **parts}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return read_xlsx(path)


def test_what_other_programs_write(tmp_path):
    """Prefixes, cells without addresses, runs, cached results, empty results."""
    (table,) = by_hand(
        tmp_path,
        '<row><c t="s"><v>0</v></c><c t="inlineStr"><is><t>수</t></is></c>'
        '<c t="str"><f>A1</f><v>식</v></c></row>'
        '<row><c t="str"><f>""</f><v></v></c><c><f>1+1</f><v>2</v></c><c><f>3</f></c></row>'
        '<row r="4"><c r="A4" t="d"><v>2024-01-31T00:00:00</v></c><c r="B4" t="e"><v>#REF!</v></c>'
        '<c r="C4" s="99"><v>1.50</v></c></row>',
    )
    assert texts(table)[:2] == [("경제과", "수", "식"), ("", "2", "=3")]
    assert texts(table)[3] == ("2024-01-31", "#REF!", "1.5")


def test_rows_and_columns_of_no_size_are_hidden(tmp_path):
    rows = "".join(f'<row r="{n}" ht="{n % 2}"><c><v>1</v></c><c><v>2</v></c></row>' for n in (1, 2, 3))
    columns = '<cols><col min="2" max="99999" width="0"/></cols>'
    (table,) = by_hand(tmp_path, rows, columns)
    assert (table.hidden_rows, table.hidden_columns) == ({1}, {1})


CELL = '<row r="{0}"><c r="A{0}"><v>1</v></c><c r="B{0}"><v>2</v></c></row>'
BAD = {
    "a cell beyond the sheet": ('<row><c r="XFE1"><v>1</v></c></row>', ""),
    "a row beyond the sheet": ('<row r="99999999"><c><v>1</v></c></row>', ""),
    "no cell at all": ('<row><c r="1A"><v>1</v></c></row>', ""),
    "a text that is not there": ('<row><c t="s"><v>7</v></c></row>', ""),
    "a number that is none": ('<row r="x"><c><v>7</v></c></row>', ""),
    "merged cells everywhere": (
        CELL.format(1) + CELL.format(1048576),
        "<mergeCells>" + "".join(f'<mergeCell ref="A1:B{n + 900000}"/>' for n in range(9)) + "</mergeCells>",
    ),
    "a cell too long": (f"<row><c t='str'><v>{'가나' * 600_000}</v></c></row>", ""),
    "a tag too long": (f"<row x='{'a' * 9_000_000}'/>", ""),
    "markup that does not close": ("<row>", ""),
    "an entity": ("<row><c t='str'><v>&x;</v></c></row>", ""),
}


@pytest.mark.slow
@pytest.mark.parametrize(("rows", "after"), BAD.values(), ids=BAD)
def test_broken_sheets(tmp_path, rows, after):
    with pytest.raises(GeomsanError, match=r"읽을 수 없습니다|너무 커지는") as error:
        by_hand(tmp_path, rows, after)
    assert "\n" not in str(error.value)


def test_document_types_and_missing_parts(tmp_path):
    laughs = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><worksheet>&b;</worksheet>'
    for part in (laughs, laughs.encode("utf-16"), b'<!DOCTYPE x SYSTEM "file:///etc/passwd"><worksheet/>'):
        with pytest.raises(GeomsanError, match=r"문서 형식\(DTD\)"):
            by_hand(tmp_path, "", **{"xl/s.xml": part})
    with pytest.raises(GeomsanError) as unknown:
        by_hand(tmp_path, "", **{"xl/s.xml": '<?xml version="1.0" encoding="x-none"?><a/>'})
    assert "encoding" in unknown.value.message.en
    with pytest.raises(GeomsanError, match="시트가 없습니다"):
        by_hand(tmp_path, "", **{"xl/_rels/workbook.xml.rels": "<a/>"})
    with zipfile.ZipFile(tmp_path / "e.xlsx", "w") as archive:
        archive.writestr("xl/worksheets/sheet1.xml", "<a/>")
    with pytest.raises(GeomsanError, match=r"엑셀\(xlsx\) 파일이 아닙니다"):
        read_xlsx(tmp_path / "e.xlsx")


@pytest.mark.slow
def test_bombs(tmp_path):
    with pytest.raises(GeomsanError, match="너무 커지는"):
        by_hand(tmp_path, " " * 50_000_000)
    assert by_hand(tmp_path, "".join(f'<row r="{n}"><c r="A{n}"/></row>' for n in range(1, 200_000))) == []
    with pytest.raises(GeomsanError, match="너무 커지는"):
        by_hand(tmp_path, '<row r="1"><c r="A1"/></row>' * 200_000)


def test_far_cells_cost_nothing(tmp_path):
    rows = CELL.format(1) + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    after = '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    assert by_hand(tmp_path, rows, "<dimension ref='A1:XFD1048576'/>") == []
    with pytest.raises(GeomsanError, match="병합한 칸이 너무 넓습니다"):
        by_hand(tmp_path, rows, after)


@pytest.mark.slow
def test_many_islands(tmp_path):
    """A chequered sheet of single cells, then one of tables: bounded either way."""
    from geomsan.read.readers.sheet import column_name

    def squares(size, step, rows):
        return "".join(
            f'<row r="{r}">'
            + "".join(f'<c r="{column_name(c)}{r}"><v>1</v></c>' for c in range(9000) if c % step < size)
            + "</row>"
            for r in range(1, rows)
            if r % step < size
        )

    assert by_hand(tmp_path, squares(1, 2, 8)) == []
    with pytest.raises(GeomsanError, match="표가 너무 많습니다"):
        by_hand(tmp_path, squares(2, 4, 8))


@pytest.fixture(scope="module")
def whole():
    stream = io.BytesIO()
    workbook = book(예산=BUDGET)
    workbook["예산"].merge_cells("A1:A2")
    workbook.save(stream)
    return stream.getvalue()


@settings(max_examples=200)
@given(st.data())
def test_damaged_workbooks(whole, tmp_path_factory, data):
    """Any cut and any changed bytes: a table or one line, nothing else."""
    content = bytearray(whole[: data.draw(st.integers(0, len(whole)))])
    for _ in range(data.draw(st.integers(0, 5))):
        if content:
            content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    path = tmp_path_factory.getbasetemp() / "f.xlsx"
    path.write_bytes(content)
    with one_line():
        read_xlsx(path)


numbers = st.one_of(st.integers(-1, 20), st.sampled_from(["", "x", "1048577", "9" * 5000, "１"])).map(str)
attributes = st.dictionaries(
    st.sampled_from(["r", "t", "s", "ref"]),
    st.one_of(
        numbers, st.sampled_from(["s", "str", "b", "e", "d", "inlineStr", "B2", "A1:C3", "ZZZ1", "D1:C1"])
    ),
)
trees = st.recursive(
    numbers,
    lambda inner: st.builds(
        lambda tag, given, parts: (
            f"<{tag}"
            + "".join(f' {key}="{value}"' for key, value in given.items())
            + f">{''.join(parts)}</{tag}>"
        ),
        st.sampled_from(
            ["row", "c", "v", "f", "is", "t", "rPh", "mergeCell", "si", "xf", "numFmt", "cellXfs", "r"]
        ),
        attributes,
        st.lists(inner, max_size=6),
    ),
    max_leaves=30,
)


@pytest.mark.slow
@settings(max_examples=300)
@given(trees, trees)
def test_any_elements_in_any_order(tmp_path_factory, sheet, shared):
    with one_line():
        by_hand(tmp_path_factory.getbasetemp(), sheet, **{"xl/t.xml": f"<sst>{shared}</sst>"})


@pytest.mark.slow
@settings(max_examples=200)
@given(
    st.lists(st.lists(st.sampled_from(["", "", "가", "1", "23", "(단위: 원)"]), max_size=8), max_size=12),
    st.data(),
)
def test_no_cell_is_lost_or_moved(tmp_path_factory, rows, data):
    """Every cell of a table stands in its own place, and no two tables share one."""
    cells = "".join(
        f'<row r="{number}">'
        + "".join(
            f'<c r="{"ABCDEFGH"[column]}{number}" t="str"><v>{text}</v></c>'
            for column, text in enumerate(row)
        )
        + "</row>"
        for number, row in enumerate(rows, start=1)
    )
    seen = set()
    for table in by_hand(tmp_path_factory.getbasetemp(), cells):
        for row in range(table.start_row, len(table.grid.rows)):
            for column, text in enumerate(table.grid.rows[row]):
                if text:
                    assert rows[row][column] == text
                    assert (row, column) not in seen
                    seen.add((row, column))

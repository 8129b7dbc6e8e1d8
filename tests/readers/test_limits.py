"""Small files that ask for minutes or gigabytes: refused or read within two seconds, in plain Korean."""

import re
import time
import zipfile
from pathlib import Path

import openpyxl
import pytest

from geomsan.common.errors import GeomsanError
from geomsan.common.files import reason_of
from geomsan.read.readers import limits, read_file, text, xlsx
from geomsan.read.readers import sheet as sheet_reader
from readers.hwpxfile import section, write_hwpx

pytestmark = pytest.mark.slow

NAMES = 'xmlns:office="o" xmlns:table="t" xmlns:text="x"'
FILLED = (
    '<table:table-cell office:value-type="float" office:value="1"{}><text:p>{}</text:p></table:table-cell>'
)
EVERY_COLUMN, EVERY_ROW = 16_384, 1_048_576


def ods(folder: Path, body: str) -> Path:
    return ods_of(
        folder,
        f"<office:document-content {NAMES}><office:body><office:spreadsheet>{body}</office:spreadsheet>"
        "</office:body></office:document-content>",
    )


def ods_of(folder: Path, content: str) -> Path:
    path = folder / "a.ods"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        packed.writestr("content.xml", content)
    return path


def sheet(rows: str) -> str:
    return f'<table:table table:name="a">{rows}</table:table>'


def row(cells: str, repeated: int = 1, more: str = "") -> str:
    return f'<table:table-row table:number-rows-repeated="{repeated}"{more}>{cells}</table:table-row>'


def cell(text: str, rows: int, columns: int, place: tuple[int, int] | None = None) -> str:
    address = f'<hp:cellAddr rowAddr="{place[0]}" colAddr="{place[1]}"/>' if place else ""
    return (
        f"<hp:tc><hp:subList><hp:p><hp:run><hp:t>{text}</hp:t></hp:run></hp:p></hp:subList>{address}"
        f'<hp:cellSpan rowSpan="{rows}" colSpan="{columns}"/></hp:tc>'
    )


def table(cells: str, size: int) -> str:
    inner = f'<hp:tbl rowCnt="{size}" colCnt="{size}"><hp:tr>{cells}</hp:tr></hp:tbl>'
    return f"<hp:p><hp:run>{inner}</hp:run></hp:p>"


def answer(path: Path, seconds: float = 2) -> str:
    """Return what is said of a file, having seen that it took no longer."""
    started = time.process_time()
    try:
        said = f"tables: {len(read_file(path).tables)}"
    except GeomsanError as error:
        said = error.message.ko
    assert time.process_time() - started < seconds
    return said


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (sheet(row(FILLED.format("", 1) * 3, 1_000_000)), "칸이 너무 많습니다"),
        (
            sheet(row(FILLED.format(f' table:number-columns-repeated="{EVERY_COLUMN}"', 1), EVERY_ROW)),
            "칸이 너무 많습니다",
        ),
        (sheet(row(FILLED.format("", "1" * 100_000) * 2, 900)), "칸이 너무 많습니다"),
        (sheet(row("<table:table-cell/>", EVERY_ROW) * 1_000), "tables: 0"),
        (sheet(row("<table:table-cell/>", EVERY_ROW, ' table:visibility="collapse"')) * 300, "tables: 0"),
        (
            sheet(
                f'<table:table-column table:visibility="collapse" '
                f'table:number-columns-repeated="{EVERY_COLUMN}"/>'
            )
            * 2_000,
            "tables: 0",
        ),
        (sheet(row(FILLED.format("", '<text:s text:c="100"/>' * 20_000))), "칸 하나가 너무 깁니다"),
        ("<table:table/>" * 6_000, "시트가 너무 많습니다"),
        (sheet(row(FILLED.format("", "1").replace('"1"', '"1e999999999"') * 2) * 2), "tables: 1"),
    ],
)
def test_an_ods_of_few_bytes(tmp_path, body, said):
    path = ods(tmp_path, body)
    assert path.stat().st_size < 30_000
    assert said in answer(path)


def test_what_is_hidden_of_a_table_is_said_though_all_the_rest_is_too(tmp_path):
    hidden = ' table:visibility="collapse"'
    columns = (
        f'<table:table-column table:number-columns-repeated="2"/><table:table-column{hidden} '
        f'table:number-columns-repeated="{EVERY_COLUMN - 2}"/>'
    )
    line = row(FILLED.format("", 1) * 3)
    shut = row(FILLED.format("", 2) * 3, 2, hidden) + row("<table:table-cell/>", EVERY_ROW - 3, hidden)
    (found,) = read_file(ods(tmp_path, sheet(columns + line + shut))).tables
    assert (found.hidden_rows, found.hidden_columns) == ({1, 2}, {2})


def test_cells_over_each_other(tmp_path):
    """Each empty cell was held against four million places."""
    cells = cell("끝", 1, 1, (1_999, 1_999)) + cell("", 2_000, 1_999, (0, 1)) * 3_000
    path = write_hwpx(tmp_path / "a.hwpx", section(table(cells, 2_000)))
    assert "2,000행 1,999열에 걸칩니다" in answer(path)


def test_spans_without_addresses_share_one_limit(tmp_path):
    path = write_hwpx(tmp_path / "a.hwpx", section(table(cell("1", 700, 700), 700) * 100))
    assert "700행 700열에 걸칩니다" in answer(path)


def test_tables_and_paragraphs_without_end(tmp_path, monkeypatch):
    monkeypatch.setattr("geomsan.read.readers.hwpx_section.MOST_TABLES", 3)
    monkeypatch.setattr("geomsan.read.readers.hwpx_section.MOST_PARAGRAPHS", 3)
    monkeypatch.setattr(limits, "MOST_TABLES", 3)
    tables = write_hwpx(tmp_path / "a.hwpx", section(table(cell("1", 1, 1, (0, 0)), 1) * 4))
    paragraphs = write_hwpx(tmp_path / "b.hwpx", section("<hp:p><hp:run><hp:t>글</hp:t></hp:run></hp:p>" * 4))
    assert "표가 3개를 넘습니다" in answer(tables)
    assert "문단이 3개를 넘습니다" in answer(paragraphs)
    (tmp_path / "a.txt").write_text("가\t1\n나\t2\n글\n" * 4, encoding="utf-8")
    (tmp_path / "b.txt").write_text("글\n" * 4, encoding="utf-8")
    assert "표가 너무 많습니다" in answer(tmp_path / "a.txt")
    monkeypatch.setattr(text, "MOST_PARAGRAPHS", 3)
    assert "글이 너무 많습니다" in answer(tmp_path / "b.txt")
    book = openpyxl.Workbook()
    for name in "abcd":
        for line in (["가", 1], ["나", 2]):
            book.create_sheet(name).append(line) if name not in book else book[name].append(line)
    book.save(tmp_path / "a.xlsx")
    assert "표가 너무 많습니다" in answer(tmp_path / "a.xlsx")


@pytest.mark.parametrize(
    ("name", "line", "times", "said"),
    [
        ("a.txt", "9", 5_000_000, "한 줄이 너무 깁니다"),
        ("a.txt", "<p>가\t나", 1_000_000, "한 줄이 너무 깁니다"),
        ("a.md", "| a ", 200_000, "한 줄에 칸이 너무 많습니다"),
        ("a.md", "|*a", 200_000, "한 줄에 칸이 너무 많습니다"),
        ("a.csv", 'a,"b\n', 4_000_000, "칸이나 줄이 너무 많습니다"),
        ("a.csv", '"', 2_000_000, "칸 하나가 너무 깁니다"),
        ("a.tsv", '""', 2_000_000, "칸 하나가 너무 깁니다"),
        ("a.txt", "\x01" * 3 + "a" * 30, 500_000, "텍스트가 아닙니다"),
    ],
)
def test_lines_and_cells_that_no_report_has(tmp_path, name, line, times, said):
    path = tmp_path / name
    path.write_text(line * times + "\n나\t1\n", encoding="utf-8")
    assert said in answer(path)


def columns_hidden(data: bytes) -> bytes:
    told = b"<cols>" + b'<col min="1" max="16384" hidden="1"/>' * 20_000 + b"</cols>"
    return data.replace(b"<sheetData", told + b"<sheetData")


def rewritten(folder: Path, change: dict[str, object]) -> Path:
    """Return a workbook of two rows with some of its members changed."""
    book = openpyxl.Workbook()
    for line in (["가", 1], ["나", 2]):
        book.active.append(line)
    book.save(folder / "whole.xlsx")
    path = folder / "a.xlsx"
    with zipfile.ZipFile(folder / "whole.xlsx") as source, zipfile.ZipFile(path, "w", 8) as target:
        for name in source.namelist():
            made = change.get(name, lambda data: data)
            assert callable(made)
            target.writestr(name, made(source.read(name)))
    return path


def test_columns_hidden_again_and_again(tmp_path):
    path = rewritten(tmp_path, {"xl/worksheets/sheet1.xml": columns_hidden})
    assert "열을 두 번 적었습니다" in answer(path)


def test_a_part_is_one_sheet_however_often_it_is_named(tmp_path):
    def named_often(data: bytes) -> bytes:
        named = re.search(rb"<(\w+:)?sheet [^>]*/>", data)
        assert named is not None
        return data.replace(named[0], named[0] * 3_000)

    assert answer(rewritten(tmp_path, {"xl/workbook.xml": named_often})) == "tables: 1"


def test_scattered_cells_are_counted_while_they_are_read(tmp_path, monkeypatch):
    """A chequered sheet: each cell would be a block of its own."""
    monkeypatch.setattr(sheet_reader, "MOST_SCATTERED", 30)
    monkeypatch.setattr(xlsx, "tables_of", None)
    book = openpyxl.Workbook()
    for row in range(1, 40, 2):
        for column in range(1, 8, 2):
            book.active.cell(row, column, row)
    book.save(tmp_path / "a.xlsx")
    assert "칸이 너무 흩어져 있습니다" in answer(tmp_path / "a.xlsx")


def test_a_table_with_gaps_is_not_scattered(tmp_path, monkeypatch):
    monkeypatch.setattr(sheet_reader, "MOST_SCATTERED", 3)
    book = openpyxl.Workbook()
    book.active.append(["구분", "가", "나", "다"])
    for row in range(2, 40):
        book.active.cell(row, 1, f"과{row}")
        book.active.cell(row, 2 + row % 3, row)
    book.save(tmp_path / "a.xlsx")
    assert answer(tmp_path / "a.xlsx") == "tables: 1"


def test_prose_is_counted_before_tables_are_looked_for(tmp_path, monkeypatch):
    monkeypatch.setattr(text, "MOST_PARAGRAPHS", 3)
    monkeypatch.setattr(text, "pipe_tables", None)
    (tmp_path / "a.txt").write_text("글\n" * 4, encoding="utf-8")
    assert "글이 너무 많습니다" in answer(tmp_path / "a.txt")


def cut(path: Path) -> Path:
    path.write_bytes(path.read_bytes()[:-300])
    return path


def broken_stream(path: Path) -> Path:
    data = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as packed:
        info = packed.getinfo("xl/worksheets/sheet1.xml")
    start = info.header_offset + 30 + len(info.filename)
    data[start : start + 4] = b"\xff" * 4
    path.write_bytes(data)
    return path


def test_no_english_in_a_korean_sentence(tmp_path):
    """What zipfile, expat and Python say of a broken file is for the English sentence."""
    folders = [tmp_path / str(number) for number in range(6)]
    for folder in folders:
        folder.mkdir()
    rows = "xl/worksheets/sheet1.xml"
    paths = [
        ods_of(folders[0], "<a><b></a>"),
        ods(folders[1], sheet('<table:table-row table:number-rows-repeated="many"/>')),
        rewritten(folders[2], {rows: lambda data: data[: len(data) // 2]}),
        rewritten(folders[3], {rows: lambda data: data.replace(b"<c r=", b'<c s="one" r=')}),
        cut(rewritten(folders[4], {})),
        broken_stream(rewritten(folders[5], {})),
    ]
    for path in paths:
        with pytest.raises(GeomsanError) as caught:
            read_file(path)
        said = caught.value.message
        words = set(re.findall(r"[A-Za-z]{2,}", said.ko.replace(rows, "").replace("content.xml", "")))
        assert words <= {"ODS", "XLSX", "XML", "LibreOffice"}, said.ko
        assert said.en.isascii()


def test_what_the_system_refuses_is_said_in_korean():
    assert reason_of(OSError(28, "No space left on device")).ko == "디스크가 가득 참"
    assert reason_of(OSError(9999, "Odd")).ko == "Odd"

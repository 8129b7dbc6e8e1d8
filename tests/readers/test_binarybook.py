"""Old and binary workbooks: what they show, what is hidden in them, and what harms only the worker."""

import struct
import time
import zipfile
from contextlib import suppress
from decimal import Decimal
from pathlib import Path

import pytest
import xlwt
from hypothesis import given, settings
from hypothesis import strategies as st

from geomsan.common.errors import GeomsanError
from geomsan.read.readers import binarybook, binarybook_worker, read_tables
from geomsan.read.readers.worker import RefusedError
from readers.bookfile import record, wide, write_xlsb

pytestmark = pytest.mark.slow

HEAD = ["구분", "예산", "집행", "집행률"]


def styled(code: str) -> xlwt.XFStyle:
    return xlwt.easyxf(num_format_str=code)


def old_book() -> xlwt.Workbook:
    """A workbook as a department makes one: a merged title, formats, a hidden row, column and sheet."""
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("예산")
    sheet.write_merge(0, 0, 0, 3, "2024년 예산 집행 현황")
    sheet.write(1, 3, "(단위: 백만원)")
    for column, text in enumerate(HEAD):
        sheet.write(2, column, text)
    won, percent = styled('#,##0;"△"#,##0'), styled("0.0%")
    for row, (name, budget, used) in enumerate(
        [("가과", 1234.6, 1000), ("나과", -20, 11), ("계", 1214.6, 1011)], 3
    ):
        sheet.write(row, 0, name)
        sheet.write(row, 1, budget, won)
        sheet.write(row, 2, used, styled("[$₩-412]#,##0"))
        sheet.write(row, 3, used / budget, percent)
    sheet.row(4).hidden = True
    sheet.col(2).hidden = True
    mark = xlwt.easyfont("escapement superscript")
    sheet.write_rich_text(7, 0, ["※ 10명 단위로 반올림", ("1)", mark)])
    other = book.add_sheet("근거")
    other.visibility = 2
    for row, values in enumerate([["구분", "날짜"], ["가", 45000], ["나", True]]):
        for column, value in enumerate(values):
            other.write(
                row, column, value, styled("yyyy-mm-dd") if value == 45000 else xlwt.Style.default_style
            )
    return book


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("old") / "a.xls"
    old_book().save(str(path))
    return path


def test_an_old_workbook_is_read_as_it_shows(old: Path) -> None:
    first, second = read_tables(old, "as.xls")
    assert (first.heading, first.caption) == ("2024년 예산 집행 현황", "(단위: 백만원)")
    assert (first.locator, first.start_row) == ("예산!A3:D6", 2)
    assert first.grid.rows[2:] == (
        tuple(HEAD),
        ("가과", "1,235", "₩1,000", "81.0%"),
        ("나과", "△20", "₩11", "-55.0%"),
        ("계", "1,215", "₩1,011", "83.2%"),
    )
    assert first.grid.places[3] == "as.xls#예산!A4"
    assert first.grid.spans == {(0, 0): (1, 4)}
    assert first.stored[3, 1] == Decimal("1234.6")
    assert first.stored[3, 3] == Decimal("80.9978940547546")
    assert first.after == ("※ 10명 단위로 반올림^{1)}",)
    assert second.grid.rows == (("구분", "날짜"), ("가", "2023-03-15"), ("나", "TRUE"))


def test_what_an_old_workbook_hides_is_said(old: Path) -> None:
    first, second = read_tables(old)
    assert [note.ko for note in first.notes] == ["숨긴 행 5, 숨긴 열 C도 표에 넣어 읽었습니다."]
    assert (first.hidden_rows, first.hidden_columns) == ({4}, {2})
    assert "숨긴 시트 '근거'" in second.notes[0].ko


def test_a_binary_workbook_is_read_as_stored(tmp_path: Path) -> None:
    cells: dict[tuple[int, int], str | float] = {
        (2, 1): "구분",
        (2, 2): "비율",
        (3, 1): "가",
        (3, 2): 0.752,
        (4, 1): "계",
        (4, 2): 12.0,
    }
    first, second = read_tables(write_xlsb(tmp_path / "a.xlsb", cells, cells, states=(0, 2)))
    assert first.locator == "s1!B3:C5"
    assert first.grid.rows[2:] == (("", "구분", "비율"), ("", "가", "0.752"), ("", "계", "12"))
    assert [note.ko.partition("(")[0] for note in first.notes] == [
        "xlsb는 표시 형식 없이 저장된 값으로 읽습니다"
    ]
    assert "숨긴 시트 's2'" in second.notes[1].ko


def refusal(path: Path) -> str:
    with pytest.raises(GeomsanError) as caught:
        read_tables(path)
    assert "\n" not in str(caught.value) + caught.value.in_language("en")
    return str(caught.value)


def test_a_cell_in_the_last_corner_costs_nothing_but_the_worker(tmp_path: Path) -> None:
    """One cell at each end of a sheet: the library asks for a place for each of 17,000 million."""
    path = write_xlsb(tmp_path / "a.xlsb", {(0, 0): 1.0, (1_048_575, 16_383): 1.0})
    started = time.monotonic()
    assert "메모리가 900MB 넘게" in refusal(path)
    assert time.monotonic() - started < 20


def binary_stream(*records: tuple[int, bytes], bounds: int = 1) -> bytes:
    """The stream of a workbook of BIFF8 whose sheets all begin at the same place."""

    def written(number: int, data: bytes) -> bytes:
        return struct.pack("<HH", number, len(data)) + data

    begin = struct.pack("<HHHII", 0x600, 5, 0, 0, 6), struct.pack("<HHHII", 0x600, 16, 0, 0, 6)
    name = struct.pack("<BBBB", 0, 0, 1, 0) + b"s"
    at = len(written(0x809, begin[0])) + bounds * len(written(0x85, b"\0" * 4 + name)) + 4
    sheets = written(0x85, struct.pack("<I", at) + name) * bounds
    cells = b"".join(written(*record) for record in records)
    return written(0x809, begin[0]) + sheets + written(0x0A, b"") + written(0x809, begin[1]) + cells


def compound(path: Path, stream: bytes, *, is_cyclic: bool = False) -> Path:
    """Write a compound file of one stream; its chain of sectors may lead back to its beginning."""
    data = (stream + struct.pack("<HH", 0x0A, 0)).ljust(4_096, b"\0")
    data = data.ljust(-(-len(data) // 512) * 512, b"\0")
    sectors = len(data) // 512
    tables = -(-(sectors + 1) // 127)
    chain = [tables + 2 + at for at in range(sectors - 1)]
    chain += [tables + 1 if is_cyclic else 0xFFFFFFFE]
    places = [0xFFFFFFFD] * tables + [0xFFFFFFFE, *chain]
    places += [0xFFFFFFFF] * (tables * 128 - len(places))

    def entry(name: str, kind: int, start: int, size: int, child: int) -> bytes:
        written = name.encode("utf-16-le") + b"\0\0"
        links = struct.pack("<HBBIII", len(written), kind, 1, 0xFFFFFFFF, 0xFFFFFFFF, child)
        return written.ljust(64, b"\0") + links + b"\0" * 36 + struct.pack("<IQ", start, size)

    folder = entry("Root Entry", 5, 0xFFFFFFFE, 0, 1)
    folder += entry("Workbook", 2, tables + 1, len(data), 0xFFFFFFFF)
    head = (
        bytes.fromhex("d0cf11e0a1b11ae1")
        + b"\0" * 16
        + struct.pack("<HHHHH", 62, 3, 0xFFFE, 9, 6)
        + b"\0" * 6
    )
    head += struct.pack("<9I", 0, tables, tables, 0, 4_096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    head += struct.pack("<109I", *range(tables), *[0xFFFFFFFF] * (109 - tables))
    path.write_bytes(head + struct.pack(f"<{len(places)}I", *places) + folder.ljust(512, b"\0") + data)
    return path


def number(row: int, column: int) -> tuple[int, bytes]:
    return 0x203, struct.pack("<HHHd", row, column, 0, 1.0)


SQUARE = [number(row, column) for row in (0, 1) for column in (0, 1)]
WHOLE = struct.pack("<HHHH", 0, 65_535, 0, 255)
LINK = WHOLE + bytes.fromhex("d0c9ea79f9bace118c8200aa004ba90b") + struct.pack("<II", 2, 0)


@pytest.mark.parametrize(
    ("records", "bounds", "said"),
    [
        (SQUARE, 1, "tables: 1"),
        ([(0x200, struct.pack("<IIHHH", 0, 0xFFFFFFFF, 0, 0xFFFF, 0)), *SQUARE], 1, "tables: 1"),
        (SQUARE, 3_000, "시트가 3,000개나"),
        ([*SQUARE, *[(0xE5, struct.pack("<H", 1_027) + WHOLE * 1_027)] * 100], 1, "칸이 너무 많은"),
        (
            [(0xBE, struct.pack("<HH", row, 0) + b"\0" * 512 + b"\xff\0") for row in range(500)],
            1,
            "tables: 0",
        ),
        # The library would note each of the sixteen million cells that a link lies over.
        ([*SQUARE, *[(0x1B8, LINK)] * 50], 1, "tables: 1"),
        ([*SQUARE, (0x203, b"")], 1, "손상되었거나 잘린"),
    ],
    ids=["whole", "dimensions", "sheets", "merged", "blank", "links", "short"],
)
def test_records_that_no_excel_writes(
    tmp_path: Path, records: list[tuple[int, bytes]], bounds: int, said: str
) -> None:
    path = compound(tmp_path / "a.xls", binary_stream(*records, bounds=bounds))
    assert said in read_or_refused(path)


def test_cells_of_an_xlsb_are_counted_before_they_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_xlsb(tmp_path / "a.xlsb", {(0, 0): 1.0, (1, 0): 2.0}, {(0, 0): "가", (1, 1): 2.0})
    assert len(binarybook_worker._read(path)["sheets"]) == 2
    monkeypatch.setattr(binarybook_worker, "MOST_CELLS", 3)
    monkeypatch.setattr(binarybook_worker, "_as_stored", None)
    with pytest.raises(RefusedError, match="cells"):
        binarybook_worker._read(path)


def test_sectors_that_lead_back_to_the_first(tmp_path: Path) -> None:
    path = compound(tmp_path / "a.xls", binary_stream(*SQUARE), is_cyclic=True)
    assert "손상되었거나 잘린" in refusal(path)


def test_blank_cells_are_not_looked_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A cell in the last column of every row: the library keeps sixteen million empty ones before them."""
    looked = []
    shown = binarybook_worker._shown

    def look(*given: object) -> str:
        looked.append(given[2])
        return shown(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(binarybook_worker, "_shown", look)
    path = compound(tmp_path / "a.xls", binary_stream(*(number(row, 255) for row in range(50))))
    (sheet,) = binarybook_worker._read(path)["sheets"]
    assert looked == [(row, 255) for row in range(50)]
    assert len(sheet["texts"]) == 50


def test_one_part_named_as_thousands_of_sheets(tmp_path: Path) -> None:
    path = write_xlsb(tmp_path / "whole.xlsb", {(0, 0): 1.0})
    bundle = record(156, struct.pack("<II", 0, 1) + wide("r1") + wide("s"))
    with zipfile.ZipFile(path) as whole, zipfile.ZipFile(tmp_path / "a.xlsb", "w", 8) as target:
        for name in whole.namelist():
            body = record(131) + record(143) + bundle * 3_000 + record(144) + record(132)
            target.writestr(name, body if name == "xl/workbook.bin" else whole.read(name))
    assert "시트가 3,000개나" in refusal(tmp_path / "a.xlsb")


def test_texts_that_are_longer_than_the_file(tmp_path: Path) -> None:
    path = write_xlsb(tmp_path / "a.xlsb", {(0, 0): "가", (1, 0): "나"})
    with zipfile.ZipFile(path) as whole, zipfile.ZipFile(tmp_path / "b.xlsb", "w", 8) as target:
        for name in whole.namelist():
            body = whole.read(name).replace(
                wide("나"), struct.pack("<I", 0xFFFFFFFF) + "나".encode("utf-16-le")
            )
            target.writestr(name, body)
    assert "손상되었거나 잘린" in refusal(tmp_path / "b.xlsb")


def read_or_refused(path: Path) -> str:
    try:
        return f"tables: {len(read_tables(path))}"
    except GeomsanError as error:
        return error.message.ko


def test_a_password(tmp_path: Path, old: Path) -> None:
    """The record that says so stands first in the stream of the workbook."""
    data = bytearray(old.read_bytes())
    at = data.find(b"\x09\x08\x10\x00\x00\x06\x05\x00")
    interface = data.find(struct.pack("<HH", 0xE1, 2), at)
    data[interface : interface + 6] = struct.pack("<HHH", 0x2F, 2, 0)
    (tmp_path / "a.xls").write_bytes(data)
    assert "암호가 걸린 엑셀" in refusal(tmp_path / "a.xls")


@pytest.mark.parametrize("part", [30, 60, 95])
def test_a_file_that_is_cut_off(tmp_path: Path, old: Path, part: int) -> None:
    data = old.read_bytes()
    (tmp_path / "a.xls").write_bytes(data[: len(data) * part // 100])
    assert "손상되었거나 잘린" in refusal(tmp_path / "a.xls")


def test_too_long(tmp_path: Path, old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(binarybook, "MAX_SECONDS", 0.01)
    assert "너무 오래" in refusal(old)


@settings(max_examples=8)
@given(st.data())
def test_mutated_files_end_well(
    tmp_path_factory: pytest.TempPathFactory, old: Path, data: st.DataObject
) -> None:
    mutated = bytearray(old.read_bytes())
    for _ in range(data.draw(st.integers(1, 20))):
        mutated[data.draw(st.integers(512, len(mutated) - 1))] = data.draw(st.integers(0, 255))
    path = tmp_path_factory.getbasetemp() / "mutated.xls"
    path.write_bytes(mutated)
    with suppress(GeomsanError):
        read_tables(path)

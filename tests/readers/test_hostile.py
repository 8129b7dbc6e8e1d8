"""What hostile, broken and odd files make of ``geomsan check``: a right answer, or one line and status 2."""

import json
import os
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import openpyxl
import pikepdf
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from geomsan.command.cli import main
from geomsan.common.errors import GeomsanError
from geomsan.infer import inspection
from geomsan.read.figures.figure import State, read_figure
from geomsan.read.readers import read_file, read_tables, zipped
from geomsan.read.readers.numberformat import show_number
from readers.hwpxfile import plain_table, section, write_hwpx
from readers.pdffile import raw_pdf, rows, write_pdf

pytestmark = pytest.mark.slow

TABLE = "구분\t계\t가\t나\n합계\t{}\t100\t200\n국비\t100\t50\t50\n시비\t200\t50\t150\n"
LONG = "국비(지방이양 사업 포함, 2024년 결산 기준 잠정치이며 확정 시 바뀔 수 있음) 보조금 및 교부금 " * 3


def answered(path: str | Path, *, status: int, capsys: pytest.CaptureFixture[str]) -> dict:
    assert main(["check", str(path), "--format", "json"]) == status
    told = capsys.readouterr()
    assert told.err.count("\n") == (1 if status == 2 else 0)
    return json.loads(told.out)


@pytest.mark.parametrize(
    "figure",
    ["١٠٠", "१००", "1,23,4", "1e999", "NaN", "Infinity", "1\x0000", "\u202e003", "½"],
)
@pytest.mark.parametrize("suffix", ["tsv", "csv"])
def test_what_is_no_figure_is_never_taken_for_one(tmp_path, capsys, figure, suffix):
    separator = "," if suffix == "csv" else "\t"
    cell = f'"{figure}"' if separator in figure else figure
    path = tmp_path / f"a.{suffix}"
    path.write_text(
        TABLE.replace("국비", LONG.replace(",", "")).replace("\t", separator).format(cell), encoding="utf-8"
    )
    assert main(["check", str(path), "--format", "json"]) in (0, 1)
    (table,) = json.loads(capsys.readouterr().out)["tables"]
    over = [c for c in table["checks"] if (1, 1) in {(cell["row"], cell["column"]) for cell in c["cells"]}]
    assert all(check["verdict"] == "undecided" for check in over)
    assert len(table["checks"]) > len(over)


@pytest.mark.parametrize("figure", ["３００", "3\u200b00", "\ufeff300", "30\u00ad0"])
def test_what_looks_like_the_figure_is_it(tmp_path, capsys, figure):
    path = tmp_path / "a.tsv"
    path.write_text(TABLE.format(figure), encoding="utf-8")
    (table,) = answered(path, status=0, capsys=capsys)["tables"]
    assert {check["verdict"] for check in table["checks"]} == {"exact"}


@pytest.mark.parametrize("figure", ["9" * 5_000, "0." + "1" * 5_000])
def test_thousands_of_digits_end_well(tmp_path, capsys, figure):
    path = tmp_path / "a.tsv"
    path.write_text(TABLE.format(figure), encoding="utf-8")
    status = main(["check", str(path), "--format", "json"])
    told = capsys.readouterr()
    answer = json.loads(told.out)
    if status == 2:
        assert "수백 자리" in answer["errors"][0]["message"]
        assert told.err.count("\n") == 1
    else:
        checks = answer["tables"][0]["checks"]
        over = [c for c in checks if (1, 1) in {(cell["row"], cell["column"]) for cell in c["cells"]}]
        assert all(check["verdict"] in ("violated", "undecided") for check in over)


def test_a_table_too_large_is_named_and_the_others_are_checked(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(inspection, "MOST_FIGURES", 20)
    small, large = TABLE.format(300), "".join(f"항목{n}\t1\t2\n" for n in range(10))
    (tmp_path / "a.txt").write_text(f"{large}\n글\n\n{small}", encoding="utf-8")
    answer = answered(tmp_path / "a.txt", status=2, capsys=capsys)
    assert [table["rows"] for table in answer["tables"]] == [4]
    assert "1-10줄" in answer["errors"][0]["message"]


def test_names_that_no_terminal_shows(tmp_path, capfdbinary):
    names = [b"two\nlines.tsv", b"red\x1b[31m.tsv", b"\xff\xfe.tsv"]
    for name in names:
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name)).write_bytes(b"")
    paths = [os.fsencode(tmp_path) + b"/" + name for name in names]
    command = [sys.executable, "-m", "geomsan.command.cli", "check", "--format", "json", *paths]
    for encoding in ("utf-8", "euc-kr"):
        done = subprocess.run(
            command, capture_output=True, check=False, env=os.environ | {"PYTHONIOENCODING": encoding}
        )
        assert done.returncode == 2
        lines = done.stderr.decode(encoding).splitlines()
        assert len(lines) == 3
        assert all(line.isprintable() and "빈 파일" in line for line in lines)
        answer = json.loads(done.stdout.decode("utf-8"))
        assert [os.fsencode(error["source"]) for error in answer["errors"]] == paths


def test_escape_sequences_in_cells_do_not_reach_the_terminal(tmp_path, capsys):
    path = tmp_path / "a.tsv"
    path.write_text(TABLE.format(330).replace("국비", "\x1b[2J[bold]국비:100:" + LONG), encoding="utf-8")
    assert main(["check", str(path)]) == 1
    out = capsys.readouterr().out
    assert "\x1b" not in out
    assert "\\x1b[2J[bold]국비:100:" in out


def test_one_bad_file_does_not_cost_the_others(tmp_path, capsys, monkeypatch):
    good, bad = tmp_path / "good.tsv", tmp_path / "bad.tsv"
    for path in (good, bad):
        path.write_text(TABLE.format(300), encoding="utf-8")
    whole = inspection.read_file

    def breaking(path: Path):
        if path == bad:
            raise RuntimeError("unforeseen")
        return whole(path)

    monkeypatch.setattr(inspection, "read_file", breaking)
    assert main(["check", str(bad), str(good), "--format", "json"]) == 2
    told = capsys.readouterr()
    answer = json.loads(told.out)
    assert [table["source"] for table in answer["tables"]] == [str(good)]
    assert told.err.splitlines() == [answer["errors"][0]["message"]]
    assert "RuntimeError" in told.err


def test_too_many_tags(tmp_path, monkeypatch):
    monkeypatch.setattr(zipped, "MOST_TAGS", 1_000)
    workbook = openpyxl.Workbook()
    path = tmp_path / "a.xlsx"
    workbook.save(path)
    assert read_tables(path) == []
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(tmp_path / "b.xlsx", "w") as target:
        for name in source.namelist():
            data = source.read(name)
            if name == "xl/worksheets/sheet1.xml":
                data = data.replace(b"<sheetData", b"<x/>" * 1_000 + b"<sheetData")
            target.writestr(name, data)
    with pytest.raises(GeomsanError, match="XML 태그"):
        read_tables(tmp_path / "b.xlsx")


@pytest.mark.parametrize("between", ["", "{}"])
def test_twelve_million_elements_in_a_small_file_are_refused_at_once(tmp_path, between):
    """The parser would take half a minute; with a text between them they are packed less tightly."""
    elements = "".join("<a/>" * 1_000 + between.format(hash(n**9)) for n in range(12_000))
    path = write_hwpx(tmp_path / "a.hwpx", section(plain_table(["가", "1"], ["나", "2"]) + elements))
    assert path.stat().st_size < 400_000
    started = time.process_time()
    with pytest.raises(GeomsanError, match=r"압축을 풀면 너무 커지는 파일입니다"):
        read_tables(path)
    assert time.process_time() - started < 2


def test_more_cells_than_are_read_are_refused_before_any_is_built(tmp_path):
    cell = '<table:table-cell office:value="{0}"><text:p>{0}</text:p></table:table-cell>'
    rows = "".join(
        f"<table:table-row>{''.join(cell.format(n * c % 9973) for c in range(3))}</table:table-row>"
        for n in range(1_000)
    )
    path = tmp_path / "a.ods"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        with packed.open("content.xml", "w") as content:
            names = 'xmlns:office="o" xmlns:table="t" xmlns:text="x"'
            begin = "<office:spreadsheet><table:table>"
            content.write(f"<office:document-content {names}><office:body>{begin}".encode())
            for _ in range(700):
                content.write(rows.encode())
            content.write(b"</table:table></office:spreadsheet></office:body></office:document-content>")
    started = time.process_time()
    with pytest.raises(GeomsanError, match=r"칸이나 줄이 너무 많습니다"):
        read_tables(path)
    assert time.process_time() - started < 5


def test_a_superscript_mark_in_a_workbook_is_no_digit(tmp_path):
    raised, lowered = InlineFont(vertAlign="superscript"), InlineFont(vertAlign="subscript")
    workbook = openpyxl.Workbook()
    workbook.active.append(["구분", "금액"])
    workbook.active.append(["가", CellRichText("1,234", TextBlock(raised, "1"), TextBlock(raised, ")"))])
    workbook.active.append(
        [CellRichText("CO", TextBlock(lowered, "2")), CellRichText("1,2", TextBlock(raised, " "), "34")]
    )
    workbook.save(tmp_path / "a.xlsx")
    (table,) = read_tables(tmp_path / "a.xlsx")
    assert table.grid.rows[1:] == (("가", "1,234^{1)}"), ("CO2", "1,2 34"))
    assert read_figure(table.grid.rows[1][1]).value == 1234


@pytest.mark.parametrize(
    ("raw", "code", "shown"),
    [("1234", "#,##0.##", "1,234"), ("1234.5", "#,##0.##", "1,234.5"), ("1", "0.", "1."), ("2", "0.??", "2")],
)
def test_a_point_without_decimals_is_left_out(raw, code, shown):
    assert show_number(raw, code) == shown


def scanned(folder: Path, *, over: str = "") -> Path:
    """Write a PDF: a table, two pages that are pictures, with ``over`` printed on them, a table."""
    write_pdf(folder / "table.pdf", f"<table>{rows(*map(str.split, TABLE.format(300).splitlines()))}</table>")
    text = f"BT /F 9 Tf 50 50 Td ({over}) Tj ET".encode()
    image = (
        b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 "
    )
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
    resources = "/Resources << /XObject << /I 5 0 R >> /Font << /F 6 0 R >> >>"
    picture = raw_pdf(
        b"q 900 0 0 900 0 0 cm /I Do Q " + text,
        page=resources,
        objects=[image + b"/Length 1 >>\nstream\n\x80\nendstream", font],
    )
    (folder / "picture.pdf").write_bytes(picture)
    with pikepdf.new() as whole:
        for name in ("table", "picture", "picture", "table"):
            with pikepdf.open(folder / f"{name}.pdf") as part:
                whole.pages.extend(part.pages)
        whole.save(folder / "a.pdf")
    return folder / "a.pdf"


def test_pages_that_are_pictures_are_said(tmp_path, capsys):
    path = scanned(tmp_path, over="- 2 -")
    said = "2-3쪽은 그림뿐이라 읽지 못했습니다."
    assert [note.ko for note in read_file(path).notes] == [said]
    assert main(["check", str(path), "--format", "json"]) == 0
    told = capsys.readouterr()
    assert [note["message"] for note in json.loads(told.out)["notes"]] == [said]
    assert told.err == f"{path}: {said}\n"
    main(["check", str(path)])
    assert said in capsys.readouterr().out


def test_text_over_a_picture_is_not_the_picture_s(tmp_path):
    (note,) = read_file(scanned(tmp_path, over="recognised text " * 5)).notes
    assert note.ko.startswith("2-3쪽은 그림이 쪽을 채우고")


def test_bidirectional_overrides_make_no_figure():
    assert read_figure("\u202e003").state is State.UNREADABLE

"""Which reader a file gets, and every way in which it gets none."""

import os
import socket
import subprocess
import sys
import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geomsan.common.errors import GeomsanError
from geomsan.read.readers import dispatch, read_tables

TSV = "구분\t수\n가\t1,234\n나\t2\n"
CSV = "구분,수,계\n가,1,2\n나,2,3\n"
MD = "# 제목\n\n| 구분 | 수 |\n|---|---|\n| 가 | 1 |\n"


@pytest.mark.parametrize(
    ("name", "text", "cell"),
    [
        ("a.tsv", TSV, "1,234"),
        ("a.csv", CSV, "1"),
        ("a.txt", "글\n\n" + TSV, "1,234"),
        ("a.md", MD, "1"),
        ("a.MD", MD, "1"),
        ("no-suffix", TSV, "1,234"),
        ("a.xlsx", TSV, "1,234"),
        ("a.hwpx", CSV, "1"),
        ("a.txt", CSV, "1"),
        ("a.dat", MD, "1"),
    ],
)
def test_texts_by_name_and_by_content(tmp_path, name, text, cell):
    (tmp_path / name).write_text(text, encoding="utf-8")
    (table,) = read_tables(tmp_path / name)
    assert table.grid.text(table.start_row + 1, 1) == cell


def test_a_workbook_by_any_name(tmp_path):
    workbook = openpyxl.Workbook()
    for row in (["구분", "수"], ["가", 1]):
        workbook.active.append(row)
    for name in ("a.xlsx", "a.csv", "a.hwpx"):
        workbook.save(tmp_path / name)
        assert read_tables(tmp_path / name, "as.xlsx")[0].grid.places == (
            "as.xlsx#Sheet!A1",
            "as.xlsx#Sheet!A2",
        )


def test_prose_is_readable_and_has_no_table(tmp_path):
    (tmp_path / "a.txt").write_text("사과, 배, 감을 샀다.\n어제, 오늘, 내일 판다.\n", encoding="utf-8")
    assert read_tables(tmp_path / "a.txt") == []


OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600)
REFUSED = {
    "empty.tsv": (b"", "빈 파일"),
    "old.xls": (OLE + "Workbook".encode("utf-16-le"), "xlsx"),
    "locked.xlsx": (OLE + "EncryptedPackage".encode("utf-16-le"), "암호가 걸린 오피스"),
    "old.doc": (OLE + "WordDocument".encode("utf-16-le"), "옛 오피스"),
    "odd.xlsx": (OLE, "옛 오피스"),
    "page.xls": ("\ufeff<html><table><tr><td>1</td></tr></table>".encode(), "웹 페이지"),
    "wide.xls": ("<html>".encode("utf-16"), "웹 페이지"),
    "scan.pdf": (b"\x89PNG\r\n\x1a\n" + bytes(99), "그림 파일"),
    "photo.xlsx": (b"\xff\xd8\xff\xe0" + bytes(99), "그림 파일"),
    "packed.hwpx": (b"Rar!\x1a\x07" + bytes(99), "압축 파일"),
    "cut.xlsx": (b"PK\x03\x04" + bytes(99), "잘린"),
    "~$예산.xlsx": (b"\x05user" + b" " * 160, "연 동안 두는 임시 파일"),
    "예산.lnk": (b"L\0\0\0\x01\x14\x02\0" + bytes(80), "바로 가기"),
    "예산.url": (b"[InternetShortcut]\nURL=https://a.kr\n", "바로 가기"),
    "예산.gsheet": (b'{"doc_id": "1"}', "바로 가기"),
    "note.rtf": (b"{\\rtf1 }", "RTF"),
    "hangul.hwp": (b"HWP Document File V3.00 \x1a" + bytes(99), "옛 한글"),
    "noise.csv": (bytes(range(256)) * 20, "텍스트가 아닙니다"),
    "zeros.tsv": (bytes(5000), "텍스트가 아닙니다"),
}


def refusal(path):
    with pytest.raises(GeomsanError) as error:
        read_tables(path)
    assert "\n" not in str(error.value)
    assert str(path) in str(error.value)
    return str(error.value)


@pytest.mark.parametrize("name", REFUSED)
def test_refused_with_the_reason(tmp_path, name):
    content, reason = REFUSED[name]
    (tmp_path / name).write_bytes(content)
    assert reason in refusal(tmp_path / name)


@pytest.mark.parametrize(
    ("member", "reason"),
    [
        ("word/document.xml", "DOCX"),
        ("ppt/presentation.xml", "PPTX"),
        ("content.xml", "ODF"),
        ("xl/workbook.bin", "손상되었거나 잘린 엑셀"),
        ("표.tsv", "압축 파일입니다"),
    ],
)
def test_other_zip_files(tmp_path, member, reason):
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as archive:
        archive.writestr(member, "x")
    assert reason in refusal(tmp_path / "a.xlsx")


def test_what_is_no_file(tmp_path, monkeypatch):
    assert "폴더입니다" in refusal(tmp_path)
    assert "파일이 없습니다" in refusal(tmp_path / "gone.tsv")
    (tmp_path / "link.tsv").symlink_to("nowhere.tsv")
    assert "가리키는 파일이 없습니다" in refusal(tmp_path / "link.tsv")
    (tmp_path / "loop.tsv").symlink_to("loop.tsv")
    refusal(tmp_path / "loop.tsv")
    os.mkfifo(tmp_path / "pipe.tsv")
    assert "보통 파일이 아닙니다" in refusal(tmp_path / "pipe.tsv")
    assert "보통 파일이 아닙니다" in refusal(Path("/dev/zero"))
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as bound:
        bound.bind("s.tsv")
        assert "보통 파일이 아닙니다" in refusal(Path("s.tsv"))
    refusal(tmp_path / ("n" * 5000))
    refusal(tmp_path / "nul\0.tsv")


def test_a_link_to_a_file_is_that_file(tmp_path):
    (tmp_path / "a.tsv").write_text(TSV, encoding="utf-8")
    (tmp_path / "link.tsv").symlink_to("a.tsv")
    assert len(read_tables(tmp_path / "link.tsv")) == 1


def test_no_permission(tmp_path, monkeypatch):
    path = tmp_path / "a.tsv"
    path.write_text(TSV, encoding="utf-8")
    path.chmod(0)
    if os.geteuid() == 0:

        def refuse(*_, **__):
            raise PermissionError(13, "Permission denied")

        monkeypatch.setattr(Path, "open", refuse)
    assert "권한이 없습니다" in refusal(path)


def test_too_large(tmp_path, monkeypatch):
    monkeypatch.setattr(dispatch, "LARGEST_FILE", 10)
    (tmp_path / "a.tsv").write_text(TSV, encoding="utf-8")
    assert "너무 큽니다" in refusal(tmp_path / "a.tsv")


def test_importing_the_readers_is_cheap():
    heavy = "{'pandas', 'numpy', 'openpyxl', 'pdfplumber', 'pdfminer', 'lxml'}"
    code = f"import sys, geomsan.read.readers; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


starts = st.sampled_from(
    [b"", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", OLE, b"\tA\n\t1\n", b'a,"', b"|a|b|\n|-|-|\n"]
)
pieces = st.one_of(
    st.binary(max_size=40),
    st.text(max_size=40).map(lambda text: text.encode("utf-8", "surrogatepass")),
    st.text(max_size=40, alphabet="가나1,;\t|-+*_`\"'\\\n\r ").map(str.encode),
    st.text(max_size=40, alphabet="가나1,\t\n").map(lambda text: text.encode("cp949")),
)


@pytest.mark.slow
@settings(max_examples=400)
@given(starts, st.lists(pieces, max_size=8), st.sampled_from(["tsv", "csv", "txt", "md", "xlsx", "dat"]))
def test_any_bytes(tmp_path_factory, start, parts, suffix):
    path = tmp_path_factory.getbasetemp() / f"f.{suffix}"
    path.write_bytes(start + b"".join(parts))
    tables = []
    message = ""
    try:
        tables = read_tables(path)
    except GeomsanError as error:
        message = str(error)
    assert "\n" not in message
    for table in tables:
        assert len(table.grid.rows) == len(table.grid.places)
        assert 0 <= table.start_row < len(table.grid.rows)

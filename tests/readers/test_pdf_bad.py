"""PDF that is broken, a picture, locked, or means harm: one line that says why, in bounded time."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geomsan.common.errors import GeomsanError
from geomsan.read.readers import pdf, pdf_page, pdf_rules, pdf_weight, pdf_worker
from geomsan.read.readers.found import FoundTable
from geomsan.read.readers.pdf import read_pdf
from geomsan.read.readers.pdf_weight import MOST_OF_A_PAGE, weight_of
from geomsan.read.readers.worker import RefusedError
from readers.pdffile import pdf_of, raw_pdf, rows, write_pdf

pytestmark = pytest.mark.slow

BODY = f"<table>{rows(['구분', '금액'], tag='th')}{rows(['가', '1,200'], ['나', '△30'])}</table>"
EXPECTED = (("구분", "금액"), ("가", "1,200"), ("나", "△30"))


def refusal(path: Path) -> str:
    started = time.monotonic()
    with pytest.raises(GeomsanError) as caught:
        read_pdf(path)
    assert time.monotonic() - started < 90
    line = caught.value.in_language("en")
    assert line.startswith(f"{path}: ")
    assert "\n" not in line + caught.value.in_language("ko")
    return line


def written(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("data", [b"", b"\0" * 5000, b"PK\x03\x04", "가\t1\n".encode()])
def test_no_pdf(tmp_path: Path, data: bytes) -> None:
    assert "is no PDF" in refusal(written(tmp_path / "a.pdf", data))


@pytest.mark.parametrize("part", [5, 50, 90, 99])
def test_truncated(tmp_path: Path, part: int) -> None:
    data = pdf_of(BODY)
    assert "damaged" in refusal(written(tmp_path / "a.pdf", data[: len(data) * part // 100]))


def test_folder_and_missing_file(tmp_path: Path) -> None:
    assert "cannot be read" in refusal(tmp_path)
    assert "cannot be read" in refusal(tmp_path / "none.pdf")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_without_permission(tmp_path: Path) -> None:
    path = written(tmp_path / "a.pdf", pdf_of(BODY))
    path.chmod(0)
    assert "cannot be read" in refusal(path)


def locked(path: Path, user: str) -> Path:
    source = write_pdf(path / "open.pdf", BODY)
    with pikepdf.open(source) as document:
        document.save(path / "locked.pdf", encryption=pikepdf.Encryption(owner="owner", user=user))
    return path / "locked.pdf"


def test_encrypted(tmp_path: Path) -> None:
    assert "encrypted" in refusal(locked(tmp_path, "secret"))


def test_protected_by_an_empty_password_is_read(tmp_path: Path) -> None:
    assert read_pdf(locked(tmp_path, ""))[0].grid.rows == EXPECTED


def picture(size: int) -> bytes:
    image = (
        b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 "
    )
    image += b"/Length 1 >>\nstream\n\x80\nendstream"
    content = b"q %d 0 0 %d 0 0 cm /I Do Q" % (size, size)
    return raw_pdf(content, page="/Resources << /XObject << /I 5 0 R >> >>", objects=[image])


@pytest.mark.parametrize("size", [200, 900])
def test_scanned(tmp_path: Path, size: int) -> None:
    line = refusal(written(tmp_path / "a.pdf", picture(size)))
    assert "scanned PDF without text (1 pages" in line


def test_a_blank_page_is_no_scan(tmp_path: Path) -> None:
    assert read_pdf(written(tmp_path / "a.pdf", raw_pdf(b"q Q"))) == []


def test_a_cover_that_is_a_picture_is_no_scan(tmp_path: Path) -> None:
    with pikepdf.open(written(tmp_path / "cover.pdf", picture(900))) as cover:
        with pikepdf.open(write_pdf(tmp_path / "body.pdf", BODY + "<p class=new>글</p>")) as body:
            cover.pages.extend(body.pages)
        cover.save(tmp_path / "a.pdf")
    assert [table.grid.rows for table in read_pdf(tmp_path / "a.pdf")] == [EXPECTED]


def test_characters_that_no_font_explains(tmp_path: Path) -> None:
    font = b"<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /DescendantFonts [6 0 R] >>"
    descendant = (
        b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /X "
        b"/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>"
    )
    page = "/Resources << /Font << /F 5 0 R >> >>"
    data = raw_pdf(
        b"BT /F 10 Tf 50 700 Td <00410042004300440045> Tj ET", page=page, objects=[font, descendant]
    )
    assert "do not tell their characters" in refusal(written(tmp_path / "a.pdf", data))


def test_no_control_characters_come_out(tmp_path: Path) -> None:
    cmap = b"begincmap 1 beginbfchar <41> <001b> endbfchar 1 beginbfchar <42> <d800> endbfchar endcmap"
    stream = b"<< /Length %d >>\nstream\n%s\nendstream" % (len(cmap), cmap)
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 6 0 R >>"
    rules = b"".join(
        b"%d 600 m %d 640 l S 50 %d m 250 %d l S " % (x, x, y, y)
        for x, y in zip((50, 150, 250), (600, 620, 640), strict=True)
    )
    text = b"BT /F 10 Tf 55 605 Td (1AB2) Tj ET"
    data = raw_pdf(rules + text, page="/Resources << /Font << /F 5 0 R >> >>", objects=[font, stream])
    (found,) = read_pdf(written(tmp_path / "a.pdf", data))
    text_of_cell = found.grid.rows[1][0]
    assert text_of_cell.startswith("1\ufffd")
    assert text_of_cell.endswith("2")
    assert text_of_cell.encode()


def test_a_module_in_the_current_folder_is_not_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "pdfplumber.py").write_text("raise SystemExit(1)")
    monkeypatch.chdir(tmp_path)
    assert read_pdf(written(tmp_path / "a.pdf", pdf_of(BODY)))[0].grid.rows == EXPECTED


def test_a_bomb(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "MEMORY", 200 << 20)
    assert "memory" in refusal(written(tmp_path / "a.pdf", raw_pdf(b" " * (200 << 20))))


FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 6 0 R >>"
PLAIN = "/Resources << /Font << /F 5 0 R >> >>"


def form(content: bytes, calls: str = "") -> bytes:
    head = f"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << {calls} >> >>"
    return b"%s /Length %d >>\nstream\n%s\nendstream" % (head.encode(), len(content), content)


def nested(depth: int) -> bytes:
    """A page that calls a drawing a hundred times, which calls another a hundred times, and so on."""
    called = "/Resources << /XObject << /X 5 0 R >> >>"
    last = form(b"0 0 9 9 re f " * 100)
    forms = [form(b"/X Do " * 100, f"/X {number} 0 R") for number in range(6, 5 + depth)]
    return raw_pdf(b"/X Do " * 100, page=called, objects=[*forms, last])


@pytest.mark.parametrize(
    "data",
    [
        raw_pdf(b"0 0 m 9 9 l S " * 300_000),
        raw_pdf(b"BT /F 9 Tf (%s) Tj ET" % (b"a" * 1_000_000), page=PLAIN, objects=[FONT]),
        raw_pdf(b"BT /F 9 Tf (()%s) Tj ET" % (b"aa " * 300_000), page=PLAIN, objects=[FONT]),
        raw_pdf(b"BT /F 9 Tf <%s> Tj ET" % (b"41" * 1_000_000), page=PLAIN, objects=[FONT]),
        raw_pdf(b"[" * 3_000_000),
        raw_pdf(b"q " * 3_000_000),
        raw_pdf(b" " * (70 << 20)),
        raw_pdf(b"BI ID %s EI" % (b"0 0 9 9 re f " * 300_000)),
        nested(3),
    ],
    ids=[
        "lines",
        "characters",
        "brackets",
        "hexadecimal",
        "open",
        "operators",
        "nothing",
        "picture",
        "nested",
    ],
)
def test_a_page_that_no_report_has_is_refused_before_it_is_laid_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, data: bytes
) -> None:
    monkeypatch.setattr(pdf_page, "read_page", None)
    path = written(tmp_path / "a.pdf", data)
    with pytest.raises(RefusedError) as caught:
        pdf_worker._read(path, 10)
    assert (caught.value.reason, caught.value.number) == ("dense", 1)
    said = pdf._refusal(path, "dense", 1)
    assert "1쪽에 글자나 선이 너무 많습니다" in said.message.ko
    assert "\n" not in str(said)


def test_a_page_of_honest_weight_is_read() -> None:
    """Two hundred rows of twenty columns, as a writer does that says everything of each cell."""
    text = b"BT /F1 9 Tf 1 0 0 1 5 5 Tm <0031002c003200330034> Tj ET"
    cell = b"q 1 0 0 1 50.25 700.5 cm 0 0 80.5 20.25 re S %s Q " % text
    weight, called = weight_of(cell * 200 * 20)
    assert weight < MOST_OF_A_PAGE / 4
    assert not called


def test_a_drawing_that_calls_itself_is_weighed_once(tmp_path: Path) -> None:
    called = "/Resources << /XObject << /X 5 0 R >> >>"
    data = raw_pdf(b"/X Do " * 100, page=called, objects=[form(b"/X Do " * 100, "/X 5 0 R")])
    assert read_pdf(written(tmp_path / "a.pdf", data)) == []


def test_all_pages_together(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_pdf(tmp_path / "a.pdf", BODY + "<p class=new>글</p>")
    monkeypatch.setattr(pdf_page, "read_page", None)
    monkeypatch.setattr(pdf_weight, "MOST_OF_A_FILE", 1)
    with pytest.raises(RefusedError) as caught:
        pdf_worker._read(path, 10)
    assert (caught.value.reason, caught.value.number) == ("long", 0)


def mapped(path: Path, cmap: bytes) -> Path:
    stream = b"<< /Length %d >>\nstream\n%s\nendstream" % (len(cmap), cmap)
    return written(path, raw_pdf(b"BT /F 9 Tf (a) Tj ET", page=PLAIN, objects=[FONT, stream]))


def test_a_font_that_explains_every_number(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is refused before any character is made; written as no writer does, by their number."""
    told = mapped(
        tmp_path / "a.pdf", b"begincmap 1 beginbfrange <00000000> <ffffffff> <0000> endbfrange endcmap"
    )
    hidden = mapped(
        tmp_path / "b.pdf", b"begincmap 1 beginbfrange <00000000>% \n<ffffffff> <0000> endbfrange endcmap"
    )
    monkeypatch.setattr(pdf_worker, "MOST_EXPLAINED", 1_000)
    with pytest.raises(RefusedError, match="fonts"):
        pdf_worker._read(hidden, 10)
    monkeypatch.setattr(pdf_worker, "_counted_map", None)
    with pytest.raises(TypeError):
        pdf_worker._read(hidden, 10)
    monkeypatch.setattr(pdf_worker, "_counted_map", object)
    with pytest.raises(RefusedError, match="fonts"):
        pdf_worker._read(told, 10)


@pytest.mark.parametrize(
    ("cmap", "count"),
    [
        (b"2 beginbfchar <01> <0041>\n<02><00420043> endbfchar", 2),
        (b"1 beginbfrange\n<0000> <00FF> <AC00> endbfrange 1 beginbfchar <01> <0041> endbfchar", 257),
        (b"1 beginbfrange <01> <03> [<0041> <FFFF> <0043>] endbfrange", 3),
        (b"1 begincidrange <0000> <0009> 5 endcidrange", 10),
        (b"1 beginbfrange <09> <01> <0041> endbfrange", 0),
        (b"1 begincodespacerange <0000> <ffff> endcodespacerange", 0),
    ],
)
def test_characters_that_a_font_explains_are_counted(cmap: bytes, count: int) -> None:
    assert pdf_weight.explained_by(cmap) == count


def test_more_rules_than_can_be_held_against_each_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf_rules, "_MOST_CROSSINGS", 8)
    with pytest.raises(RefusedError, match="dense"):
        pdf_worker._read(write_pdf(tmp_path / "a.pdf", BODY), 10)


def test_too_long(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_pdf(tmp_path / "a.pdf", BODY)
    monkeypatch.setattr(pdf, "MAX_SECONDS", 0.01)
    assert "too long" in refusal(path)


def test_the_timer_of_a_page_counts_what_the_process_works(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = "from geomsan.read.readers.pdf_worker import _stop_after as stop\nstop(0.01)\nwhile True: pass"
    ended = subprocess.run([sys.executable, "-c", code], check=False, timeout=60)
    assert ended.returncode == -signal.SIGPROF
    path = write_pdf(tmp_path / "a.pdf", BODY)
    ended = subprocess.CompletedProcess([], -signal.SIGPROF, b"", b"")
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: ended)
    assert "too long" in refusal(path)


def test_too_many_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "MAX_PAGES", 1)
    path = write_pdf(tmp_path / "a.pdf", BODY + "<p class=new>글</p>")
    assert "too many pages" in refusal(path)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"/Kids [3 0 R]", b"/Kids [2 0 R]"),
        (b"/Kids [3 0 R]", b"/Kids [9 0 R]"),
        (b"/Count 1", b"/Count 7"),
        (b"/Pages 2 0 R", b"/Pages 1 0 R"),
        (b"/Pages 2 0 R", b"/Pages null "),
        (b"/Root 1 0 R", b"/Root 9 0 R"),
        (b"/Contents 4 0 R", b"/Contents 2 0 R"),
        (b"/Length ", b"/Length -"),
        (b"/MediaBox [0 0 595 842]", b"/MediaBox [0 0 (a) nul]"),
        (b"startxref\n", b"startxref\n9"),
    ],
)
def test_broken_inside(tmp_path: Path, old: bytes, new: bytes) -> None:
    data = raw_pdf(b"q Q")
    assert old in data
    path = written(tmp_path / "a.pdf", data.replace(old, new))
    assert found_or_refused(path) in (None, [])


@pytest.mark.parametrize("objects", [[b"5 0 R"], [b"6 0 R", b"7 0 R", b"6 0 R"]])
def test_references_that_only_point_at_each_other(tmp_path: Path, objects: list[bytes]) -> None:
    """The reader's library would follow them for ever."""
    data = raw_pdf(b"q Q", page="/Resources 5 0 R", objects=objects)
    assert "damaged" in refusal(written(tmp_path / "a.pdf", data))


def test_half_a_page_is_not_a_page(tmp_path: Path) -> None:
    """A content stream that breaks off is refused: the reader's library would go on with half of it."""
    with pikepdf.open(write_pdf(tmp_path / "a.pdf", BODY)) as document:
        content = document.pages[0].Contents.read_bytes()
    data = bytearray(raw_pdf(content))
    data[data.index(b"stream\n") + 60] ^= 0xFF
    assert "damaged" in refusal(written(tmp_path / "a.pdf", data))


def found_or_refused(path: Path) -> list[FoundTable] | None:
    try:
        return read_pdf(path)
    except GeomsanError as error:
        line = str(error)
    assert "\n" not in line
    return None


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("fuzz")


# Each example starts a process.
@settings(max_examples=settings().max_examples // 25)
@given(st.data())
def test_mutated_files_end_well(folder: Path, data: st.DataObject) -> None:
    """Refused, or a grid that holds together: a PDF has no checksum over all of it."""
    mutated = bytearray(pdf_of(BODY))
    for _ in range(data.draw(st.integers(1, 8))):
        at = data.draw(st.integers(0, len(mutated) - 1))
        mutated[at : at + data.draw(st.integers(0, 2))] = data.draw(st.binary(min_size=0, max_size=3))
    for one in found_or_refused(written(folder / "a.pdf", bytes(mutated))) or ():
        assert {len(row) for row in one.grid.rows} == {one.grid.width}
        assert len(one.grid.places) == len(one.grid.rows)

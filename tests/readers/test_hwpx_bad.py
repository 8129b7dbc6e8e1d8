"""HWPX that is broken, or means harm: one line that says why, within bounded memory and time."""

import os
import time
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomsan.common.errors import GeomsanError
from geomsan.read.readers import read_tables
from geomsan.read.readers.found import FoundTable
from geomsan.read.readers.hwpx import read_hwpx
from geomsan.read.readers.zipped import MAX_MEMBERS
from readers.hwpxfile import (
    cell,
    paragraph,
    plain_table,
    section,
    table,
    write_hwpx,
    write_members,
    write_table,
)

ENTITIES = (
    "<?xml version='1.0'?><!DOCTYPE sec [<!ENTITY a 'aaaaaaaaaa'>"
    + "".join(f"<!ENTITY {chr(98 + n)} '{f'&{chr(97 + n)};' * 10}'>" for n in range(8))
    + "]><sec><p><run><t>&i;</t></run></p></sec>"
)
EXTERNAL = (
    "<?xml version='1.0'?><!DOCTYPE sec [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>"
    "<sec><p><run><t>&a;</t></run></p></sec>"
)
MANIFEST = (
    '<odf:manifest xmlns:odf="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    '<odf:file-entry odf:full-path="Contents/section0.xml"><odf:encryption-data odf:checksum-type="SHA1">'
    "</odf:encryption-data></odf:file-entry></odf:manifest>"
)


def refusal(path: Path) -> str:
    started = time.monotonic()
    with pytest.raises(GeomsanError) as caught:
        read_hwpx(path)
    assert time.monotonic() - started < 20
    line = caught.value.in_language("en")
    assert line.startswith(f"{path}: ")
    assert "\n" not in line + caught.value.in_language("ko")
    return line


def good(path: Path) -> bytes:
    body = plain_table(["구분", "예산"], ["가", "1,200"], ["계", "1,200"])
    return write_table(path / "good.hwpx", paragraph("제목"), paragraph(body)).read_bytes()


def test_empty(tmp_path: Path) -> None:
    path = tmp_path / "a.hwpx"
    path.touch()
    assert "damaged" in refusal(path)


@pytest.mark.parametrize("part", [1, 50, 90, 99])
def test_truncated(tmp_path: Path, part: int) -> None:
    data = good(tmp_path)
    path = tmp_path / "a.hwpx"
    path.write_bytes(data[: len(data) * part // 100])
    assert "damaged" in refusal(path)


@pytest.mark.parametrize(
    "data", [b"%PDF-1.7\n", b"\xd0\xcf\x11\xe0" + b"\0" * 600, "가\t1\n".encode(), b"\0" * 100]
)
def test_mislabelled(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.hwpx"
    path.write_bytes(data)
    assert "damaged" in refusal(path)


def test_another_kind_of_zip_is_named(tmp_path: Path) -> None:
    assert "looks like XLSX" in refusal(write_members(tmp_path / "a.hwpx", {"xl/workbook.xml": "<a/>"}))
    assert "no Contents/section0.xml" in refusal(write_members(tmp_path / "a.hwpx", {"a.txt": "a"}))


def test_folder_and_missing_file(tmp_path: Path) -> None:
    assert "cannot be read" in refusal(tmp_path)
    assert "cannot be read" in refusal(tmp_path / "none.hwpx")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_without_permission(tmp_path: Path) -> None:
    path = write_table(tmp_path / "a.hwpx")
    path.chmod(0)
    assert "cannot be read" in refusal(path)


def test_encrypted_by_its_manifest(tmp_path: Path) -> None:
    path = write_hwpx(tmp_path / "a.hwpx", "no XML at all", **{"META-INF/manifest.xml": MANIFEST})
    assert "encrypted" in refusal(path)


def test_encrypted_by_its_zip(tmp_path: Path) -> None:
    path = write_table(tmp_path / "a.hwpx", plain_table(["가", "1"]))
    data = bytearray(path.read_bytes())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.rfind(mark)
        data[at + offset] |= 1
    path.write_bytes(data)
    assert "encrypted" in refusal(path)


@pytest.mark.parametrize("text", [ENTITIES, EXTERNAL], ids=["bomb", "external"])
@pytest.mark.parametrize("member", ["Contents/section0.xml", "Contents/header.xml", "META-INF/manifest.xml"])
def test_entities(tmp_path: Path, text: str, member: str) -> None:
    path = write_hwpx(tmp_path / "a.hwpx", section(plain_table(["가", "1"])), **{member: text})
    assert "document type" in refusal(path)


def test_a_bomb(tmp_path: Path) -> None:
    spaces = section(plain_table(["가", "1"])).encode() + b" " * (64 << 20)
    assert "unpacks to more" in refusal(write_members(tmp_path / "a.hwpx", {"Contents/section0.xml": spaces}))


def test_many_members(tmp_path: Path) -> None:
    members = {f"{number}": b"" for number in range(MAX_MEMBERS + 1)}
    assert "too many members" in refusal(write_members(tmp_path / "a.hwpx", members))


def test_two_members_of_one_name(tmp_path: Path) -> None:
    path = write_table(tmp_path / "a.hwpx", plain_table(["가", "1"]))
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(path, "a") as archive:
        archive.writestr("Contents/section0.xml", section(plain_table(["가", "2"])))
    assert "two members" in refusal(path)


def test_names_with_backslashes(tmp_path: Path) -> None:
    members = {r"Contents\section0.xml": section(plain_table(["가", "1"]))}
    assert read_tables(write_members(tmp_path / "a.hwpx", members))[0].grid.rows == (("가", "1"),)
    twice = {**members, "Contents/section0.xml": section(plain_table(["가", "2"]))}
    assert "two members" in refusal(write_members(tmp_path / "b.hwpx", twice))


def test_deep_nesting(tmp_path: Path) -> None:
    deep = "<a>" * 100_000 + "</a>" * 100_000
    assert "deep" in refusal(write_hwpx(tmp_path / "a.hwpx", deep))


@pytest.mark.parametrize(
    "written",
    [
        table([cell(999_999_999, 0, "1"), cell(0, 1, "2")]),
        table([cell(0, 999_999_999, "1")]),
        table([cell(0, 0, "1", span=(999_999_999, 999_999_999))]),
        table([cell(0, 0, "1", span=(999_999_999, 1))], attributes='rowCnt="999999999" colCnt="1"'),
        table([cell(0, 0, "1")] * 2),
        table([cell(0, 0, "1", span=(2, 2)), cell(1, 1, "2")]),
        plain_table(["1"], attributes='rowCnt="-1"'),
        plain_table(["1"], attributes='rowCnt="1e9"'),
        plain_table(["1"]).replace('colAddr="0"', 'colAddr="９"'),
        plain_table(["1"]).replace('colAddr="0"', f'colAddr="{"9" * 5000}"'),
        table([cell(0, 0, "1", span=(2000, 2000)).replace("cellAddr", "none")]),
    ],
)
def test_absurd_places(tmp_path: Path, written: str) -> None:
    assert "cannot be read as HWPX" in refusal(write_table(tmp_path / "a.hwpx", written))


def test_a_claimed_size_alone_costs_nothing(tmp_path: Path) -> None:
    written = plain_table(["1"], attributes='rowCnt="999999999" colCnt="999999999"')
    (found,) = read_hwpx(write_table(tmp_path / "a.hwpx", written))
    assert found.grid.rows == (("1",),)


@pytest.mark.parametrize(
    "text", ["<hp:t>1\0002</hp:t>", "<hp:t>1</hp:p>", "<hp:t>&nbsp;</hp:t>", "<hp:t>\ud800</hp:t>"]
)
def test_no_xml(tmp_path: Path, text: str) -> None:
    written = section(table([cell(0, 0, text)])).encode("utf-8", "surrogatepass")
    assert "section0.xml" in refusal(write_members(tmp_path / "a.hwpx", {"Contents/section0.xml": written}))


@pytest.mark.parametrize("encoding", ["utf-7", "euc-kr", "nonsense", "rot13"])
def test_other_encodings_are_refused_or_right(tmp_path: Path, encoding: str) -> None:
    written = section(plain_table(["가", "1"])).replace("UTF-8", encoding)
    refusal(write_members(tmp_path / "a.hwpx", {"Contents/section0.xml": written.encode()}))


def test_utf_16_is_right(tmp_path: Path) -> None:
    written = section(plain_table(["가", "1"])).replace("UTF-8", "UTF-16")
    path = write_members(tmp_path / "a.hwpx", {"Contents/section0.xml": written.encode("utf-16")})
    assert read_hwpx(path)[0].grid.rows == (("가", "1"),)


def test_elements_in_the_wrong_place(tmp_path: Path) -> None:
    inner = "<hp:cellAddr/><hp:cellSpan/><hp:tr/><hp:tc><hp:cellAddr/></hp:tc><hp:deleteEnd/><hp:subList/>"
    assert read_hwpx(write_table(tmp_path / "a.hwpx", inner + plain_table(["가", "1"]) + inner))


def found_or_refused(path: Path) -> list[FoundTable] | None:
    try:
        return read_hwpx(path)
    except GeomsanError as error:
        line = str(error)
    assert "\n" not in line
    return None


EXPECTED = (("구분", "예산"), ("가", "1,200"), ("계", "1,200"))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("fuzz")


@given(st.data())
def test_mutated_files_are_refused_or_right(folder: Path, data: st.DataObject) -> None:
    """A zip file has a checksum for every member: whatever passes it is as it was written."""
    mutated = bytearray(good(folder))
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(mutated) - 1))
        mutated[at] = data.draw(st.integers(0, 255))
    path = folder / "mutated.hwpx"
    path.write_bytes(mutated)
    found = found_or_refused(path)
    assert found is None or [table.grid.rows for table in found] == [EXPECTED]


@given(st.data())
def test_mutated_xml_ends_well(folder: Path, data: st.DataObject) -> None:
    """Pieces of XML moved, doubled and cut: refused, or a grid that holds together."""
    body = table([cell(0, 0, "가", span=(2, 1)), cell(0, 1, "1")], [cell(1, 1, "2", plain_table(["3"]))])
    tokens = section(paragraph(body)).replace("<", "\0<").split("\0")
    for _ in range(data.draw(st.integers(1, 4))):
        first, last = (data.draw(st.integers(0, len(tokens) - 1)) for _ in range(2))
        action = data.draw(st.sampled_from(["move", "double", "cut", "number"]))
        if action == "number":
            tokens[first] = tokens[first].replace('"1"', f'"{data.draw(st.integers(0, 10**10))}"')
        else:
            piece = tokens[first] if action != "cut" else ""
            tokens[first] = piece if action == "double" else ""
            tokens.insert(last, piece)
    for one in found_or_refused(write_hwpx(folder / "mutated.hwpx", "".join(tokens))) or ():
        grid = one.grid
        assert len(grid.rows) == len(grid.places) == one.last
        assert {len(row) for row in grid.rows} == {grid.width}
        for (row, column), (down, right) in grid.spans.items():
            assert row + down <= len(grid.rows)
            assert column + right <= grid.width

"""Descriptors: what is wrong is named with its file and place, in Korean and in English."""

import hashlib
import re

import pytest
import yaml

from build import DESCRIPTOR_SCHEMA
from geomsan.common.errors import GeomsanError
from geomsan.read.documents.descriptor import DESCRIPTOR, document_from, ingest, parse_tsv, read_document

TSV = "과\t정원\n계\t3\nA\t1\nB\t2\n"


def descriptor(**resource):
    return {
        "name": "doc",
        "title": "업무보고",
        "date": "2026-03",
        "sources": [{"title": "doc.txt", "path": "doc.txt"}],
        "resources": [
            {
                "name": "staff",
                "title": "정원",
                "path": "staff.tsv",
                "family": "counts",
                "lines": "5-8",
                **resource,
            }
        ],
    }


@pytest.fixture
def folder(tmp_path):
    path = tmp_path / "doc"
    path.mkdir()
    (path / "staff.tsv").write_text(TSV, encoding="utf-8")
    return path


def read(folder, data):
    text = data if isinstance(data, str) else yaml.safe_dump(data, allow_unicode=True)
    (folder / DESCRIPTOR).write_text(text, encoding="utf-8")
    return read_document(folder, DESCRIPTOR_SCHEMA)


def refused(folder, data):
    with pytest.raises(GeomsanError) as caught:
        read(folder, data)
    error = caught.value
    assert str(folder) in error.place
    assert re.search("[가-힣]", error.in_language("ko"))
    assert not re.search("[가-힣]", re.sub("백만윈|다섯", "", error.message.en))
    return error


def test_a_document_is_read(folder):
    digest = hashlib.sha256(TSV.encode()).hexdigest()
    given = descriptor(
        sha256=digest, unit="백만원", **{"as-of": "2026-01-31", "not-checked": [{"row": 1, "reason": "목표"}]}
    )
    document = read(folder, given)
    (source,) = document.tables
    assert (document.name, document.title, document.details) == ("doc", "업무보고", {"date": "2026-03"})
    assert source.grid.rows == (("과", "정원"), ("계", "3"), ("A", "1"), ("B", "2"))
    assert source.grid.places == ("doc.txt:5", "doc.txt:6", "doc.txt:7", "doc.txt:8")
    assert (source.unit.name, str(source.as_of), source.family) == ("백만원", "2026-01-31", "counts")
    assert document.reasons == {"staff": [{"row": 1, "reason": "목표"}]}
    assert document_from(ingest(folder, DESCRIPTOR_SCHEMA)) == document


def test_parts_stand_one_below_the_other(folder):
    (folder / "more.tsv").write_text("과\t정원\nC\t5\n", encoding="utf-8")
    given = descriptor(path=["staff.tsv", "more.tsv"], lines=["5-6, 9-10", "20, 22"])
    (source,) = read(folder, given).tables
    assert source.part_starts == (0, 4)
    assert [place.partition(":")[2] for place in source.grid.places] == ["5", "6", "9", "10", "20", "22"]
    assert source.head_rows == {0, 4}


def test_a_missing_descriptor(tmp_path):
    with pytest.raises(GeomsanError, match=r"datapackage\.yaml: 파일이 없습니다"):
        read_document(tmp_path, DESCRIPTOR_SCHEMA)


@pytest.mark.parametrize(
    ("change", "place", "message"),
    [
        ({"colour": 1}, "resources/0", "모르는 키입니다: colour"),
        ({"layout": {"colums": []}}, "resources/0/layout", "모르는 키입니다: colums"),
        ({"layout": {"blank": "null"}}, "resources/0/layout/blank", "쓸 수 없는 값입니다: 'null'"),
        ({"family": None}, "resources/0/family", "값이 맞지 않습니다: None. 있어야 하는 것: 글자"),
        ({"layout": 1}, "resources/0/layout", "있어야 하는 것: 글자, ‘키: 값’의 묶음"),
        ({"family": "../counts"}, "resources/0/family", "맞아야 하는 꼴"),
        ({"name": "Staff"}, "resources/0/name", "쓸 수 없는 이름입니다: 'Staff'. 영문 소문자"),
        ({"sha256": "0" * 63}, "resources/0/sha256", "맞아야 하는 꼴"),
        ({"unit": "백만윈"}, "resources/0/unit", "모르는 단위입니다: 백만윈"),
        ({"layout": {"units": {"정원": "백만윈"}}}, "layout/units/정원", "모르는 단위입니다: 백만윈"),
        ({"layout": {"rows": [{"row": 1, "unit": "백만윈"}]}}, "layout/rows/0/unit", "모르는 단위입니다"),
        ({"as-of": "2026-02-31"}, "resources/0/as-of", "없는 날짜입니다: 2026-02-31"),
        ({"path": "gone.tsv"}, "gone.tsv", "표 파일을 읽을 수 없습니다"),
        ({"sha256": "0" * 64}, "staff.tsv", "sha256과 다릅니다"),
        ({"sha256": "0" * 64}, "staff.tsv", hashlib.sha256(TSV.encode()).hexdigest()),
        ({"sha256": ["0" * 64, "1" * 64]}, "resources/0/sha256", "path는 1개인데 sha256는 2개"),
        ({"lines": "5-9"}, "staff.tsv", "행은 4개인데"),
        ({"lines": "5-999999999"}, "staff.tsv", "행은 4개인데"),
        ({"lines": "다섯"}, "staff.tsv", "lines를 읽을 수 없습니다"),
        ({"lines": ["5-8", "9"]}, "resources/0/lines", "path는 1개인데 lines는 2개"),
    ],
)
def test_what_is_wrong_is_named_with_its_place(folder, change, place, message):
    error = refused(folder, descriptor(**change))
    assert place in error.place
    assert message in error.message.ko


def test_a_missing_key(folder):
    data = descriptor()
    del data["resources"][0]["family"]
    error = refused(folder, data)
    assert error.place.endswith("[resources/0]")
    assert error.message.ko == "꼭 있어야 하는 키가 없습니다: family"


def test_the_folder_and_the_name_agree(folder):
    error = refused(folder, {**descriptor(), "name": "other"})
    assert error.place.endswith("[name]")
    assert "other" in error.message.ko
    assert "doc" in error.message.ko


def test_a_table_name_stands_once(folder):
    data = descriptor()
    data["resources"].append(dict(data["resources"][0]))
    error = refused(folder, data)
    assert error.place.endswith("[resources/1]")
    assert "두 번 있습니다: staff" in error.message.ko


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("name: doc\ntitle: a\nname: doc\n", 3, "같은 키가 두 번"),
        ("name: doc\nresources:\n  - name: a\n    title: b\n    title: c\n", 5, "같은 키가 두 번"),
        ("name: [doc\n", 2, "YAML 문법"),
        ("name: doc\n? [a, b]\n: c\n", 2, "YAML 문법"),
        ("name: !!python/object:os.system x\n", 1, "YAML 문법"),
    ],
)
def test_broken_yaml_is_named_with_its_line(folder, text, line, message):
    error = refused(folder, text)
    assert error.place.endswith(f"{DESCRIPTOR}:{line}")
    assert message in error.message.ko


@pytest.mark.parametrize("text", ["", "just text", "- a\n- b\n", "\0"])
def test_yaml_of_another_kind(folder, text):
    refused(folder, text)


def test_files_that_are_not_utf_8(folder):
    (folder / "staff.tsv").write_bytes("과\t정원\n계\t3\nA\t1\nB\t2\n".encode("cp949"))
    assert "UTF-8" in refused(folder, descriptor()).message.ko
    (folder / DESCRIPTOR).write_bytes("title: 업무보고".encode("cp949"))
    with pytest.raises(GeomsanError, match="읽을 수 없습니다"):
        read_document(folder, DESCRIPTOR_SCHEMA)


def test_table_files_are_read_cell_for_cell():
    assert parse_tsv('a\t"b\n\t c \n\nx\ty\tz') == [("a", '"b'), ("", " c "), ("",), ("x", "y", "z")]
    assert parse_tsv("a\tb\r\nc\td\r\n") == [("a", "b"), ("c", "d")]
    assert parse_tsv("") == []
    long = "가" * 200_000
    assert parse_tsv(f"{long}\t1\n") == [(long, "1")]

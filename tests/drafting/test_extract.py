"""Extraction: table files cell for cell, a drafted descriptor, and what stays out."""

import hashlib

import pytest
import yaml

from build import DESCRIPTOR_SCHEMA, SCHEMAS
from geomsan.check.families.registry import load_families
from geomsan.common.errors import GeomsanError
from geomsan.infer.drafting.extract import TOO_LONG, extract
from geomsan.read.documents.descriptor import DESCRIPTOR, read_document

FAMILIES = load_families(SCHEMAS)

REPORT = """□ 업무보고

1. 정원 현황
(단위 : 명, '26. 1. 31. 기준)
과\t정원\t비고
계\t 3 \t
경 제 과\t1,234 (5)\t"x

○ 연락처
담당\t전화
홍길동\t☎ 02-123-4567

○ 주소
주소\t번호
가\t1234-5201

2. 추진 방향
분야\t내용
가\t{prose}
나\t{prose}

○ 구분
구분\t내용
가\t나
"""


@pytest.fixture
def report(tmp_path):
    path = tmp_path / "report.txt"
    path.write_text(REPORT.format(prose="추진한다 3명 " * 30), encoding="utf-8")
    return path


def test_tables_are_written_cell_for_cell(report, tmp_path):
    folder = tmp_path / "doc"
    done = extract(report, folder, FAMILIES)
    assert sorted(path.name for path in folder.iterdir()) == [DESCRIPTOR, "table-0005.tsv"]
    content = (folder / "table-0005.tsv").read_bytes()
    assert content.decode() == '과\t정원\t비고\n계\t 3 \t\n경 제 과\t1,234 (5)\t"x\n'
    data = yaml.safe_load((folder / DESCRIPTOR).read_text(encoding="utf-8"))
    (resource,) = data["resources"]
    assert resource["sha256"] == hashlib.sha256(content).hexdigest()
    assert resource["lines"] == "5-7"
    assert resource["unit"] == "명"
    assert str(resource["as-of"]) == "2026-01-31"
    assert resource["title"] == "정원 현황"
    assert done.resources == [resource]
    assert len(done.omitted) == 4


def test_what_stays_out_is_listed_with_its_reason(report, tmp_path):
    extract(report, tmp_path / "doc", FAMILIES)
    data = yaml.safe_load((tmp_path / "doc" / DESCRIPTOR).read_text(encoding="utf-8"))
    reasons = {item["lines"]: item["reason"] for item in data["omitted"]}
    assert list(reasons) == ["10-11", "14-15", "18-20", "23-24"]
    assert list(reasons.values()) == [
        "담당자 이름과 전화번호가 있는 표",
        "담당자 이름과 전화번호가 있는 표",
        "글로 된 표",
        "숫자가 없는 표",
    ]
    written = "".join(path.read_text(encoding="utf-8") for path in (tmp_path / "doc").iterdir())
    assert "홍길동" not in written
    assert "1234" not in written
    assert "추진한다" not in written


def test_the_draft_is_a_descriptor_that_can_be_read(report, tmp_path):
    extract(report, tmp_path / "doc", FAMILIES)
    (source,) = read_document(tmp_path / "doc", DESCRIPTOR_SCHEMA).tables
    assert source.grid.rows[2] == ("경 제 과", "1,234 (5)", '"x')
    assert source.grid.places[2] == "report.txt:7"


def test_nothing_is_written_over(report, tmp_path):
    folder = tmp_path / "doc"
    extract(report, folder, FAMILIES)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    with pytest.raises(GeomsanError, match=r"datapackage\.yaml: 이미 있습니다"):
        extract(report, folder, FAMILIES)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


@pytest.mark.parametrize("text", ["", "표가 없는 글\n", "가\t나\n다\t라\n"])
def test_a_file_without_such_tables_makes_no_folder(text, tmp_path):
    path = tmp_path / "empty.txt"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(GeomsanError, match="찾지 못했습니다" if text else "빈 파일입니다"):
        extract(path, tmp_path / "doc", FAMILIES)
    assert not (tmp_path / "doc").exists()


def test_a_file_that_cannot_be_read(tmp_path):
    with pytest.raises(GeomsanError, match="파일이 없습니다"):
        extract(tmp_path / "gone.txt", tmp_path / "doc", FAMILIES)
    (tmp_path / "old.txt").write_bytes(b"\xff\t\x81\n" * 9)
    with pytest.raises(GeomsanError, match="텍스트가 아닙니다"):
        extract(tmp_path / "old.txt", tmp_path / "doc", FAMILIES)


@pytest.mark.parametrize("name", ["보고서", "Report", "a b", ".hidden"])
def test_a_folder_that_cannot_be_a_document_is_refused_before_anything_is_written(report, tmp_path, name):
    with pytest.raises(GeomsanError, match="budget-2026"):
        extract(report, tmp_path / "raw" / name, FAMILIES)
    assert not (tmp_path / "raw").exists()


def test_a_folder_that_cannot_be_written_is_named(report, tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(GeomsanError, match="쓸 수 없습니다"):
        extract(report, tmp_path / "file" / "doc", FAMILIES)


def test_other_work_is_not_written_over_and_a_broken_off_run_is_taken_up(report, tmp_path):
    folder = tmp_path / "doc"
    folder.mkdir()
    own = folder / "table-0005.tsv"
    own.write_text("mine")
    with pytest.raises(GeomsanError, match=r"table-0005\.tsv"):
        extract(report, folder, FAMILIES)
    assert own.read_text() == "mine"
    assert not (folder / DESCRIPTOR).exists()
    own.unlink()
    extract(report, folder, FAMILIES)
    (folder / DESCRIPTOR).unlink()
    extract(report, folder, FAMILIES)
    assert (folder / DESCRIPTOR).exists()


def test_a_figure_of_hundreds_of_digits_stays_out_and_the_rest_comes_in(tmp_path):
    path = tmp_path / "report.tsv"
    table = "과\t계\t가\t나\n합계\t{}\t10\t20\n갑\t15\t5\t10\n을\t15\t5\t10\n"
    other = table.format("30").replace("과", "부서")
    path.write_text(table.format("9" * 400) + "\n" + other, encoding="utf-8")
    done = extract(path, tmp_path / "doc", FAMILIES)
    assert [item.reason for item in done.omitted] == [TOO_LONG]
    assert len(done.resources) == 1

"""Prose in the workflow: read where the source file lies beside its tables, and decided as tables are."""

import csv
import io
import shutil
from dataclasses import replace

import pytest

from build import DESCRIPTOR_SCHEMA, ROOT, SCHEMAS
from geomsan.check.assembly import validate
from geomsan.check.checked import CheckedDocument
from geomsan.check.families.registry import load_families
from geomsan.check.report import Decision
from geomsan.claims.stage import with_prose
from geomsan.common.errors import GeomsanError
from geomsan.decide.pinning import hashes, pins
from geomsan.decide.standing import decide_document
from geomsan.publish.listing import coverage_csv, findings_csv
from geomsan.read.documents.descriptor import read_document

NAME = "junggu-pledge-2025"
PROSE = """2024년 보고

- 거점 5개소(송파, 은평, 관악, 중랑)
- 회의 : 5.14(화)
- 예산 10억원(가 6억원, 나 3억원 등)
"""


@pytest.fixture(scope="module")
def families():
    return load_families(SCHEMAS)


def read(folder, families, prose: str | None) -> CheckedDocument:
    shutil.copytree(ROOT / "raw" / NAME, folder / NAME)
    if prose is not None:
        (folder / NAME / f"{NAME}.txt").write_text(prose, encoding="utf-8")
    document = read_document(folder / NAME, DESCRIPTOR_SCHEMA)
    return with_prose(validate(document, families), document)


def test_without_the_source_file_there_is_no_prose(tmp_path, families):
    assert [table.name for table in read(tmp_path, families, None).report.tables][-1] != "prose"


def test_the_claims_stand_in_a_table_of_their_own(tmp_path, families):
    checked = read(tmp_path, families, PROSE)
    table = checked.report.tables[-1]
    assert (table.name, table.title) == ("prose", "글 속의 셈")
    assert table.caption == "글 속의 숫자 4개, 찾은 셈 3개, 판정한 셈 2개"
    assert table.rows[1:] == [
        ["3", "개수", "5개소(송파, 은평, 관악, 중랑)"],
        ["5", "내역의 합", "10억원(가 6억원, 나 3억원"],
    ]
    assert f"{NAME}/{NAME}.txt" in checked.inputs


def test_lists_have_them_with_their_lines(tmp_path, families):
    report = read(tmp_path, families, PROSE).report
    rows = list(csv.DictReader(io.StringIO(findings_csv([report]).removeprefix("\ufeff"))))
    found = [row for row in rows if row["table"] == "prose"]
    assert [(row["rule"], row["verdict"], row["status"], row["source"]) for row in found] == [
        ("count", "violated", "open", f"{NAME}.txt:3"),
        ("weekday", "exact", "", f"{NAME}.txt:4"),
        ("split", "undecided", "", f"{NAME}.txt:5"),
    ]
    (covered,) = [
        row for row in csv.DictReader(io.StringIO(coverage_csv([report]))) if row["table"] == "prose"
    ]
    assert (covered["totals_printed"], covered["declared"], covered["checked"]) == ("3", "3", "2")


def test_a_decision_counts_while_the_sentence_is_as_it_was(tmp_path, families):
    report = read(tmp_path, families, PROSE).report
    wrong = next(finding for finding in report.tables[-1].findings if finding.is_open)
    known = hashes(report)
    decision = Decision(
        check=wrong.check_id,
        kind="accepted",
        by="예산담당관",
        date="2026-04-01",
        reason="한 곳은 이름을 밝히지 않음",
        cells=pins(wrong),
        inputs={f"{NAME}/prose": known[f"{NAME}/prose"]},
    )
    decided, _ = decide_document(report, [decision], lambda _: pytest.fail("nothing is corrected"))
    assert [finding.status for finding in decided.tables[-1].findings] == ["accepted", "", ""]
    changed = replace(report.tables[-1], sha256="0" * 64)
    again = replace(report, tables=[*report.tables[:-1], changed])
    decided, _ = decide_document(again, [decision], lambda _: pytest.fail("nothing is corrected"))
    assert [finding.status for finding in decided.tables[-1].findings] == ["stale", "", ""]


def test_a_source_file_that_cannot_be_read_is_named(tmp_path, families):
    with pytest.raises(GeomsanError, match=NAME):
        read(tmp_path, families, "")

"""The stored form of a checked document: everything goes there and comes back."""

import json

import pytest

from build import SCHEMAS, source
from geomsan.check.assembly import document_report
from geomsan.check.families.registry import load_families
from geomsan.check.report import DocumentReport
from geomsan.check.validation import check_document
from geomsan.common.errors import GeomsanError
from geomsan.common.stored import restore, store
from geomsan.read.documents.descriptor import Document

ROWS = "과 | 예산 | 비고\n계 | 9 | \nA | 1 | x\n과 | 예산 | 비고\nB | - | \nC | 약 2 | \nD | {} | "


def report(last="2"):
    given = source(ROWS.format(last), family="counts", unit="명", columns=["예산", "-"], part_starts=(0, 3))
    whole = source("과 | 예산\n계 | 9\nA | 1", family="counts", unit="백만원", columns=["예산"])
    doc = Document("document", "업무보고", {"office": "경제실"}, (given, whole), {})
    return document_report(doc, check_document(doc, load_families(SCHEMAS)))


def test_a_report_comes_back_as_it_was(tmp_path):
    path = tmp_path / "document.json"
    given = report()
    store(path, given)
    before, again = path.read_bytes(), restore(path, DocumentReport)
    assert again == given
    store(path, again)
    assert path.read_bytes() == before


def test_long_numbers_come_back_too(tmp_path):
    path = tmp_path / "document.json"
    given = report(last="9" * 400)
    store(path, given)
    assert restore(path, DocumentReport) == given
    json.loads(path.read_bytes(), parse_constant=lambda name: 1 / 0)


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"name": 1}'])
def test_what_is_damaged_is_named_with_what_to_do(tmp_path, content):
    path = tmp_path / "document.json"
    path.write_bytes(content)
    with pytest.raises(GeomsanError, match="make briefs"):
        restore(path, DocumentReport)
    path.unlink()
    with pytest.raises(GeomsanError, match="make briefs"):
        restore(path, DocumentReport)


def test_the_shape_of_a_table():
    first, second = report().tables
    assert first.rows[1] == ["계", "9", ""]
    assert first.places[1] == "report.txt:2"
    assert (first.head, first.stub, first.part_starts) == (1, 1, [0, 3])
    assert first.levels == [None, 0, 2, None, 2, 2, 2]
    # The unreadable figure of row 5 is none.
    assert first.figure_cells == [(1, 1), (2, 1), (4, 1), (6, 1)]
    assert first.nil_cells == [(4, 1)]
    assert first.source == "report.txt 1-7"
    assert (first.unit, second.unit) == ("명", "백만원")


def test_verdicts_and_open_findings():
    given = report()
    assert given.verdicts == {"undecided": 1, "violated": 1}
    assert [finding.verdict for finding in given.open_findings] == ["violated"]
    assert [len(table.violations) for table in given.tables] == [0, 1]
    (finding,) = given.open_findings
    assert [(cell["row"], cell["column"]) for cell in finding.own_cells] == [(1, 1), (2, 1)]
    assert finding.cells[0]["role"] == "total"

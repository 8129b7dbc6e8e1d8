"""What looks like personal data stops a release until somebody decides."""

from dataclasses import replace

import pytest

from geomsan.check.assembly import validate
from geomsan.check.families.registry import load_families
from geomsan.check.report import Decision
from geomsan.common.errors import GeomsanError
from geomsan.common.stored import store
from geomsan.decide.disclosure import DISCLOSURES, disclose, read_disclosures, undisclosed
from geomsan.decide.stage import decide
from geomsan.decide.stored import with_standing
from geomsan.publish.release.refusal import refusals
from geomsan.publish.summary import summary
from geomsan.read.documents.descriptor import read_document
from office import make_project
from packs.conftest import HEAD, finding, pack_of, table

PHONE = "담당 02-1234-5678"


@pytest.fixture
def report():
    rows = [*HEAD, ["계", "10", "12", "8.6"], [PHONE, "10", "2", "20"]]
    return pack_of(table(rows, findings=[finding("exact")])).documents[0]


@pytest.fixture
def project(tmp_path):
    return make_project(tmp_path)


def standing(project, name, report=None):
    document = read_document(project.raw / name, project.descriptor_schema)
    checked = validate(document, load_families(project.schemas))
    checked = replace(checked, report=report or checked.report)
    stands = decide(checked, [], project)
    store(project.results / "standing" / f"{name}.json", stands)
    return checked, stands


def with_phone(project, number=PHONE):
    """Return the name of a document, and its report with a telephone number in a label."""
    name = min(path.parent.name for path in project.raw.glob("*/datapackage.yaml"))
    checked, _ = standing(project, name)
    first, *rest = checked.report.tables
    rows = [*map(list, first.rows)]
    rows[-1][0] = number
    return name, replace(checked.report, tables=[replace(first, rows=rows), *rest])


def test_it_keeps_a_pack_back(report):
    found = undisclosed(report, [], [])
    assert [each.kind for each in found] == ["phone"]
    spec = pack_of(report.tables[0])
    (refusal,) = refusals(replace(spec, documents=[replace(report, personal=found)]))
    assert "02-****-****" in refusal.sentence.ko
    assert "1234" not in refusal.sentence.ko + refusal.sentence.en
    assert f"geomsan disclose '{found[0].place}'" in refusal.sentence.ko
    assert "1곳" in summary([replace(report, personal=found)]).split("개인정보")[1]


def test_a_table_of_another_pack_is_not_in_the_way(report):
    spec, found = pack_of(report.tables[0]), undisclosed(report, [], [])
    elsewhere = [replace(each, place=f"{report.name}/other@r1c0") for each in found]
    assert refusals(replace(spec, documents=[replace(report, personal=elsewhere)])) == []
    cover = [replace(each, place=f"{report.name}/@title") for each in found]
    assert len(refusals(replace(spec, documents=[replace(report, personal=cover)]))) == 1


def test_words_of_a_decision_count(report):
    check = f"{report.name}/{report.tables[0].name}/1"
    said = Decision(check, kind="accepted", by="예산과", date="2026-01-01", reason="name@example.kr에 확인")
    (datum, _) = sorted(undisclosed(report, [said], []), key=lambda each: each.kind)
    assert (datum.place, datum.table) == (f"{check}@reason", report.tables[0].name)


def test_it_may_be_decided_and_the_decision_is_pinned(project):
    name, report = with_phone(project)
    _, stands = standing(project, name, report)
    (datum,) = stands.personal
    assert with_standing(report, stands).personal == [datum]
    assert disclose(project, [datum.place], by="총무과", reason="부서 대표 번호", day="2026-01-02") == 1
    (kept,) = read_disclosures(project.raw / name / DISCLOSURES, project.disclosures_schema)
    assert (kept.place, kept.by) == (datum.place, "총무과")
    _, stands = standing(project, name, report)
    assert stands.personal == []
    assert f"raw/{name}/{DISCLOSURES}" in stands.inputs
    # Another number in the same place is asked about again.
    _, other = with_phone(project, "담당 02-1234-9999")
    _, stands = standing(project, name, other)
    assert len(stands.personal) == 1


def test_a_table_or_a_document_may_be_decided_at_once(project):
    name, report = with_phone(project)
    standing(project, name, report)
    assert disclose(project, [name], by="총무과", reason="대표 번호") == 1
    assert disclose(project, [f"{name}/{report.tables[0].name}"], by="총무과", reason="대표 번호") == 1
    assert len(read_disclosures(project.raw / name / DISCLOSURES, project.disclosures_schema)) == 1


@pytest.mark.parametrize(
    ("place", "by", "reason"), [("gone/table", "과", "까닭"), ("NAME", " ", "까닭"), ("NAME", "과", "")]
)
def test_what_cannot_be_decided_is_named(project, place, by, reason):
    name, report = with_phone(project)
    standing(project, name, report)
    with pytest.raises(GeomsanError):
        disclose(project, [place.replace("NAME", name)], by=by, reason=reason)
    assert not (project.raw / name / DISCLOSURES).exists()

"""What a release holds, and what keeps a pack from being released."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from dataclasses import replace
from decimal import Decimal

import pytest

from geomsan.check.report import TableReport
from geomsan.common.errors import GeomsanError
from geomsan.common.files import digest
from geomsan.publish.listing import findings_csv
from geomsan.publish.packs.document import TEMPLATES, PackSpec, pack_html
from geomsan.publish.packs.manifest import MadeFrom, write_manifest
from geomsan.publish.release.build import Release, decided, decisions_csv, release_files
from geomsan.publish.release.datapackage import data_package
from geomsan.publish.release.page import release_page
from geomsan.publish.release.refusal import refusals
from packs.conftest import HEAD, corrected, decision, finding, pack_of, table


@pytest.fixture
def budget() -> TableReport:
    rows = [*HEAD, ["계", "994", "12", "8.6"], ["가과", "1,000", "=1+1", "100"], ["나과", "215"]]
    return table(rows, findings=[finding(), finding("exact", check_id="sample/budget/2")])


def settled(report: TableReport, status: str, kind: str) -> TableReport:
    first, *rest = report.findings
    return replace(report, findings=[replace(first, status=status, decision=decision(kind)), *rest])


def test_an_open_finding_keeps_a_pack_back(budget: TableReport) -> None:
    (refusal,) = refusals(pack_of(budget))
    assert refusal.pack == "sample"
    assert refusal.sentence.ko.startswith("[미결] sample/budget (budget.tsv:3): 계 = 가과 + 나과")


@pytest.mark.parametrize(
    ("status", "kind", "count"),
    [
        ("open", "question", 1),
        ("stale", "accepted", 1),
        ("accepted", "accepted", 0),
        ("corrected", "corrected", 0),
    ],
)
def test_only_what_was_decided_lets_a_pack_go(budget, status, kind, count) -> None:
    assert len(refusals(pack_of(settled(budget, status, kind)))) == count


@pytest.mark.parametrize("kind", ["accepted", "corrected"])
def test_an_example_lets_no_pack_go(budget: TableReport, kind: str) -> None:
    first, *rest = budget.findings
    made = replace(first, status=kind, decision=decision(kind, example=True))
    spec = pack_of(replace(budget, findings=[made, *rest]))
    (refusal,) = refusals(spec)
    assert refusal.sentence.ko.startswith("[예시] sample/budget (budget.tsv:3): 실제 결정이 아닙니다.")
    assert "geomsan decide --remove-examples" in refusal.sentence.en
    page = pack_html(spec)
    assert '검토용<span class="count">예시 결정 1건</span>' in page
    assert "검산 완료" not in page
    moot = replace(spec.documents[0], tables=[replace(budget, findings=rest)], moot=[made.decision])
    assert [each.sentence.ko for each in refusals(replace(spec, documents=[moot]))] == [
        "[예시] sample/budget/1: 실제 결정이 아닙니다. geomsan decide --remove-examples로 없애십시오."
    ]


def test_a_decision_about_nothing_keeps_its_pack_back(budget: TableReport) -> None:
    spec = pack_of(settled(budget, "accepted", "accepted"))
    moot, elsewhere = (
        decision("accepted", check="sample/budget/9"),
        decision("accepted", check="sample/other/1"),
    )
    document = replace(spec.documents[0], moot=[moot, elsewhere])
    (refusal,) = refusals(replace(spec, documents=[document]))
    assert refusal.check == "sample/budget/9"
    assert "geomsan decide --remove-gone" in refusal.sentence.ko


def test_the_data_package_describes_its_files(budget: TableReport) -> None:
    spec = pack_of(corrected(budget))
    files = data_package(spec)
    package = json.loads(files.pop("datapackage.json"))
    assert package["$schema"].endswith("/datapackage.json")
    assert [item["path"] for item in package["resources"]] == list(files)
    assert list(files) == ["1_sample_budget.csv", "1_sample_budget_corrected.csv"]
    for item in package["resources"]:
        content = files[item["path"]]
        assert item["bytes"] == len(content)
        assert item["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
        rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
        names = [field["name"] for field in item["schema"]["fields"]]
        assert names == ["구 분", "2026년 예산현액", "지출액", "집행률(%)"]
        assert {len(row) for row in rows} == {len(names)}
        assert item["dialect"] == {"header": False, "commentRows": [1, 2]}
        assert item["unit"] == "백만원"
    assert "994" in files["1_sample_budget.csv"].decode()
    assert "1,215" in files["1_sample_budget_corrected.csv"].decode()


def test_a_table_may_be_called_corrected() -> None:
    rows = [["구분", "금액"], ["계", "1"]]
    tables = [replace(table(rows, head=1), name="a_corrected"), replace(table(rows, head=1), name="a")]
    package = json.loads(data_package(pack_of(*tables))["datapackage.json"])
    assert [item["name"] for item in package["resources"]] == ["1_sample_a_corrected", "2_sample_a"]


def test_no_text_of_a_list_is_a_formula_to_excel(budget: TableReport) -> None:
    spec = pack_of(corrected(budget))
    (table_,) = spec.tables
    first, *rest = table_.findings
    assert first.decision is not None
    hostile = replace(first, statement="=1+1", message_ko="@SUM(1)", difference=Decimal(-5),
                      decision=replace(first.decision, reason="-1+cmd|' /C calc'!A0"))  # fmt: skip
    document = replace(spec.documents[0], tables=[replace(table_, findings=[hostile, *rest])])
    (decided_row,) = csv.DictReader(io.StringIO(decisions_csv([document])[1:]))
    assert decided_row["reason"] == "'-1+cmd|' /C calc'!A0"
    row = next(csv.DictReader(io.StringIO(findings_csv([document])[1:])))
    assert (row["statement"], row["message_ko"], row["difference"]) == ("'=1+1", "'@SUM(1)", "-5.0")


def test_columns_with_the_same_head_keep_different_names() -> None:
    spec = pack_of(table([["구분", "금액", "금액", ""], ["계", "1", "2", "3"]], head=1))
    package = json.loads(data_package(spec)["datapackage.json"])
    names = [field["name"] for field in package["resources"][0]["schema"]["fields"]]
    assert names == ["구분", "금액", "금액 (3)", "열 4"]


def test_decisions_are_listed_with_who_and_why(budget: TableReport) -> None:
    rows = list(csv.DictReader(io.StringIO(decisions_csv(pack_of(corrected(budget)).documents)[1:])))
    assert [(row["decision"], row["status"], row["corrected"], row["by"]) for row in rows] == [
        ("corrected", "corrected", "994 → 1,215", "기획과")
    ]
    assert decided(pack_of(budget).documents) == []


def test_a_table_in_two_packs_is_listed_once(budget: TableReport) -> None:
    release = Release("s", "t", [pack_of(budget), pack_of(budget)])
    assert [table.name for document in release.documents for table in document.tables] == ["budget"]


@pytest.mark.parametrize(
    "alter",
    [
        lambda root: (root / "raw/sample/budget.tsv").write_text("y"),
        lambda root: (root / "raw/sample/budget.tsv").unlink(),
        lambda root: (root / "raw/sample/decisions.yaml").write_text("decisions: []"),
        lambda root: (root / "results/packs/sample.pdf").write_text("y"),
        lambda root: (root / "results/packs/manifest.json").write_text("{}"),
    ],
)
def test_a_pack_older_than_what_it_was_made_from_is_not_released(budget, alter, tmp_path) -> None:
    raw, pdf = tmp_path / "raw" / "sample" / "budget.tsv", tmp_path / "results" / "packs" / "sample.pdf"
    for path in (raw, pdf):
        path.parent.mkdir(parents=True)
        path.write_text("x")
    made_from = MadeFrom({"raw/sample/budget.tsv": digest(raw)}, {})
    write_manifest([pdf], {"sample": made_from}, pdf.with_name("manifest.json"))
    release = Release("s", "t", [pack_of(settled(budget, "accepted", "accepted"))])
    files, manifest = release_files(release, tmp_path, TEMPLATES)
    assert files["packs/sample.pdf"] == pdf
    assert list(manifest["packs"]) == ["sample"]
    alter(tmp_path)
    with pytest.raises(GeomsanError, match="make briefs"):
        release_files(release, tmp_path, TEMPLATES)


def test_the_page_names_everything_and_fetches_nothing(budget: TableReport) -> None:
    spec: PackSpec = pack_of(corrected(budget))
    page = release_page("<제목>", [spec], decided(spec.documents), TEMPLATES)
    assert "&lt;제목&gt;" in page
    assert 'href="packs/sample.pdf"' in page
    assert "994 → <b>1,215</b>" in page
    assert "http" not in page.replace("http-equiv", "")
    assert "<script" not in page

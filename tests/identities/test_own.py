"""Identities that one table's descriptor declares: forms, statuses, and what is refused."""

from pathlib import Path

import pytest
import yaml

from build import DESCRIPTOR_SCHEMA, SCHEMAS, table
from geomsan.check.coverage import REJECTED
from geomsan.check.families.registry import load_families
from geomsan.check.findings import message
from geomsan.check.identities.own import awaits_confirmation, own_edits
from geomsan.check.identities.verdicts import evaluate
from geomsan.check.validation import CheckedTable, check_document
from geomsan.common.errors import GeomsanError
from geomsan.read.documents.descriptor import DESCRIPTOR, read_document
from geomsan.read.tables.table import ReportTable

ROWS = """
구분 | 예산 | 집행 | 잔액 | 집행률
계 | 300 | 210 | 90 | 70.0
가 | 100 | 60 | {left} | 60.0
나 | 200 | 150 | 50 | 75.0
"""
MEASURES = ["예산", "집행", "잔액", "집행률"]


def one(status: str = "inferred", rule: str = "difference", **form: object) -> dict[str, object]:
    form = form or {"formula": "잔액 = 예산 - 집행"}
    return {"rule": rule, "statement": "규칙", "status": status, **form}


def read(*items: dict[str, object], left: str = "40") -> ReportTable:
    kinds = {"집행률": "rate"}
    rows = ROWS.format(left=left)
    return table(rows, {}, unit="백만원", columns=MEASURES, kinds=kinds, rules={"identities": items})


def verdicts(*items: dict[str, object], left: str = "40") -> list[str]:
    return [evaluate(edit).verdict.value for edit in own_edits(read(*items, left=left))]


@pytest.mark.parametrize(
    ("left", "second"),
    [("40", "exact"), ("41", "rounding"), ("47", "violated"), ("", None), ("x", "undecided")],
)
def test_a_formula_holds_in_every_record_that_prints_its_result(left: str, second: str | None) -> None:
    found = verdicts(one(), left=left)
    assert found == ["exact", *([second] if second else []), "exact"]


@pytest.mark.parametrize(
    ("item", "found"),
    [
        (one(rule="rate", formula="집행률 = 집행 / 예산"), ["exact"] * 3),
        (one(rule="rate", formula="집행률 = 집행 / 예산", **{"except-rows": [1, 3]}), ["exact"]),
        (one(rule="sum", totals=["예산", "잔액"]), ["exact", "exact"]),
        (one(rule="sum", cells=["r1c1 = r2c1 + r3c1", "r1c2 = r2c2 + r2c2"]), ["exact", "violated"]),
        (one(rule="rate", cells=["r2c4 = (r1c1 - r3c1 - r3c3) / r2c1"]), ["violated"]),
        (one(rule="same", cells=["r2c3 = r3c3"]), ["violated"]),
        (one(rule="carry", cells=["r3c3 = r3c3"]), ["exact"]),
    ],
)
def test_the_three_forms(item: dict[str, object], found: list[str]) -> None:
    assert verdicts(item) == found


def test_the_result_is_named_by_its_role() -> None:
    (edit,) = own_edits(read(one(rule="difference", cells=["r2c3 = r2c1 - r2c2"])))
    assert [term.role.value for term in edit.terms] == ["result", "minuend", "subtrahend"]
    assert edit.statement == "가 [잔액] = 예산 - 집행"


def test_the_100_of_a_share_column_is_exact() -> None:
    rows = "구분 | 비중\n계 | 100.0\n가 | 33.3\n나 | 33.3\n다 | 33.3"
    item = one(rule="sum", cells=["r1c1 = r2c1 + r3c1 + r4c1"])
    shares = table(rows, {}, columns=["비중"], kinds={"비중": "rate"}, rules={"identities": [item]})
    (edit,) = own_edits(shares)
    assert evaluate(edit).verdict.value == "rounding"
    assert edit.result.entry.kind.value == "count"


def test_only_an_inferred_rule_says_that_it_is_inferred() -> None:
    (inferred, *_), (confirmed, *_) = own_edits(read(one(), left="47")), own_edits(read(one("confirmed")))
    said, plain = message(evaluate(inferred)), message(evaluate(confirmed))
    assert "(추정한 규칙: 사람이 아직 확인하지 않음)" in said.ko
    assert "nobody has confirmed" in said.en
    assert "추정" not in plain.ko
    assert "confirmed" not in plain.en
    assert own_edits(read(one("rejected"))) == []


def test_a_table_waits_while_one_identity_does() -> None:
    assert awaits_confirmation(read(one("confirmed"), one()))
    assert not awaits_confirmation(read(one("confirmed"), one("rejected")))
    assert not awaits_confirmation(read())


def document(folder: Path, *items: dict[str, object]) -> CheckedTable:
    folder = folder / "report"
    folder.mkdir(exist_ok=True)
    rows = [line.split(" | ") for line in ROWS.format(left="40").strip().splitlines()]
    (folder / "t.tsv").write_text("".join("\t".join(row) + "\n" for row in rows), encoding="utf-8")
    layout = {"columns": MEASURES, "kinds": {"집행률": "rate"}}
    resource = {"name": "t", "title": "표", "path": "t.tsv", "family": "declared", "layout": layout}
    data = {"name": "report", "title": "보고", "sources": [{"title": "보고"}]}
    data["resources"] = [{**resource, "identities": list(items)}]
    (folder / DESCRIPTOR).write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
    (checked,) = check_document(read_document(folder, DESCRIPTOR_SCHEMA), load_families(SCHEMAS))
    return checked


def test_coverage_tells_inferred_and_rejected_apart(tmp_path: Path) -> None:
    totals, rate = one(rule="sum", totals=MEASURES[:3]), one(rule="rate", formula="집행률 = 집행 / 예산")
    coverage = document(tmp_path, totals, rate).coverage
    assert (coverage.totals + coverage.rates, coverage.declared, coverage.inferred) == (6, 6, 6)
    coverage = document(tmp_path, {**totals, "status": "confirmed"}, {**rate, "status": "rejected"}).coverage
    assert (coverage.declared, coverage.inferred) == (3, 0)
    assert {item.reason for item in coverage.uncovered} == {REJECTED}
    assert {item.column for item in coverage.uncovered} == {4}


@pytest.mark.parametrize(
    ("item", "place", "words"),
    [
        (
            one(formula="잔액 = 예산 - 지출"),
            "report/datapackage.yaml [t/identities/1]",
            "없는 항목입니다: 지출",
        ),
        (
            one(rule="sum", totals=["금액"]),
            "report/datapackage.yaml [t/identities/1]",
            "없는 항목입니다: 금액",
        ),
        (one(rule="sum", cells=["r9c1 = r2c1"]), "[t/identities/1]", "r9c1: 표 밖이거나 숫자 칸이 아닙니다"),
        (one(rule="sum", cells=["r1c1 = r2c0"]), "[t/identities/1]", "r2c0: 표 밖이거나 숫자 칸이 아닙니다"),
        (one(rule="sum", cells=["r1c1 = 예산"]), "[t/identities/1]", "r3c2나 r3c2p1처럼"),
        (one(formula="잔액 = 예산 * 2"), "[t/identities/1]", "규칙을 읽을 수 없습니다"),
        (one(formula="잔액 = 예산 / 집행"), "[t/identities/1]", "rule: difference"),
        (
            one(formula="잔액 = 예산", totals=["예산"]),
            "[t/identities/1]",
            "formula / totals / cells",
        ),
        (one("maybe"), "[resources/0/identities/1/status]", "inferred, confirmed, rejected"),
    ],
)
def test_what_cannot_be_checked_is_one_clear_line(
    tmp_path: Path, item: dict[str, object], place: str, words: str
) -> None:
    with pytest.raises(GeomsanError) as error:
        document(tmp_path, one(), item)
    told = error.value.in_language("ko")
    assert place in told
    assert words in told
    assert "\n" not in told

"""The review page as a file: complete, self-contained, safe, the same every time."""

from __future__ import annotations

import json
import re
import shutil
from base64 import b64encode
from dataclasses import replace
from decimal import Decimal
from hashlib import sha256
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from geomsan.check.coverage import Coverage, Uncovered
from geomsan.check.identities.edits import Role, Rule
from geomsan.check.report import DocumentReport, Finding, TableReport
from geomsan.claims.claim import Kind
from geomsan.decide.pinning import pins
from geomsan.publish.review import Served, assets, document_page, index_page, write_review
from geomsan.publish.review.causes import causes, relative, weights
from geomsan.publish.review.decided import decision_entry
from geomsan.publish.review.page import SCRIPTS, STYLE
from geomsan.publish.review.payload import document_data, shown, states, to_script
from geomsan.publish.review.strings import STRINGS
from geomsan.publish.review.summary import summary
from review import made

TEMPLATES = Path(__file__).parents[2] / "workflow" / "templates"
ATTACK = "</script><img src=x onerror=alert(1)><!--"


def finding(number: int, verdict: str, **changes: Any) -> Finding:
    values: dict[str, Any] = {
        "document": "report",
        "table": "budget",
        "check_id": f"report/budget/계=항목의합@r{number}",
        "rule": "sum",
        "statement": "계 = 국비 + 시비",
        "verdict": verdict,
        "status": "open" if verdict == "violated" else "",
        "unit": "백만원",
        "reported": Decimal(994),
        "expected": Decimal(1215),
        "difference": Decimal(-221),
        "cells": [
            {"row": 1, "column": 1, "text": "994", "role": "total"},
            {"row": 1, "column": 2, "text": "1,200", "role": "part"},
            {"row": None, "column": None, "text": "15", "role": "part", "place": "report.txt:7"},
        ],
        "repairs": [],
        "source": "report.txt:11",
        "message_ko": f"{number}번째 줄: 적힌 값 994, 계산한 값 1,215 (차이 △221)",
        "message_en": f"line {number}: printed 994, computed 1,215 (off by △221)",
    }
    return Finding(**{**values, **changes})


def table(findings: list[Finding], **changes: Any) -> TableReport:
    values: dict[str, Any] = {
        "document": "report",
        "name": "budget",
        "title": "예산 현황",
        "family": "funding",
        "section": "일반 현황",
        "caption": "",
        "footnote": "※ 추경 포함",
        "unit": "백만원",
        "as_of": "2026-01-31",
        "source": "report.txt 10-12",
        "head": 1,
        "stub": 1,
        "part_starts": [0],
        "rows": [["구분", "계", "국비", "시비"], ["경제과", "994", "1,200"], ["일자리과", "10", "4", "6"]],
        "places": ["report.txt:10", "report.txt:11", "report.txt:12"],
        "levels": [None, 2, 2],
        "figure_cells": [(1, 1), (1, 2), (2, 1), (2, 2), (2, 3)],
        "nil_cells": [],
        "findings": findings,
        "coverage": Coverage(3, 1, 2, 1, (Uncovered("10", 2, 1, "report.txt:12", ""),)),
    }
    return TableReport(**{**values, **changes})


def report(findings: list[Finding], **changes: Any) -> DocumentReport:
    return DocumentReport(
        "report", "주요업무보고", {"council": "서울특별시의회"}, [table(findings, **changes)]
    )


@pytest.fixture
def findings() -> list[Finding]:
    verdicts = ["violated", "undecided", "rounding", "exact", "violated"]
    found = [finding(number, verdict) for number, verdict in enumerate(verdicts)]
    found[1] = finding(1, "undecided", reported=None, expected=None, difference=None)
    return found


class Page(HTMLParser):
    """The elements of a page: tags with attributes, and the text of its scripts and styles."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.scripts: list[str] = []
        self.styles: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag in ("script", "style"):
            (self.scripts if tag == "script" else self.styles).append("")

    def handle_data(self, data: str) -> None:
        if self.cdata_elem == "script":
            self.scripts[-1] += data
        elif self.cdata_elem == "style":
            self.styles[-1] += data

    @property
    def data(self) -> dict[str, Any]:
        return json.loads(self.scripts[0])


def write(reports: list[DocumentReport], folder: Path) -> str:
    """Write the pages; return that of the first document, or the index where there is none."""
    out = folder / "review" / "index.html"
    write_review(reports, TEMPLATES, out)
    pages = [out.parent / "documents" / f"{report.name}.html" for report in reports]
    return [*pages, out][0].read_text(encoding="utf-8")


def test_fetches_nothing(findings: list[Finding], tmp_path: Path) -> None:
    text = write([report(findings)], tmp_path)
    page = Page(text)
    assert not re.search(r"https?://|url\(|@import", text)
    links = [
        value for _, attributes in page.tags for key, value in attributes.items() if key in ("src", "href")
    ]
    assert {value for value in links if value and not value.startswith("#")} == {"../index.html"}
    assert not [tag for tag, _ in page.tags if tag in ("link", "img", "iframe", "object", "base")]


def test_policy_allows_the_inlined_script_and_style_only(findings: list[Finding], tmp_path: Path) -> None:
    page = Page(write([report(findings)], tmp_path))
    policy = next(
        attributes["content"]
        for tag, attributes in page.tags
        if tag == "meta" and attributes.get("http-equiv") == "Content-Security-Policy"
    )
    assert policy is not None
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    for text in (page.scripts[1], page.styles[0]):
        assert b64encode(sha256(text.encode()).digest()).decode() in policy
    assert not [attributes for _, attributes in page.tags if "style" in attributes]
    assert not [key for _, attributes in page.tags for key in attributes if key.startswith("on")]


def test_data_holds_every_finding_and_every_uncovered_figure(findings: list[Finding], tmp_path: Path) -> None:
    data = Page(write([report(findings)], tmp_path)).data
    (stored,) = data["documents"][0]["tables"]
    assert [item["id"] for item in stored["findings"]] == [item.check_id for item in findings]
    assert [item["verdict"] for item in stored["findings"]] == [item.verdict for item in findings]
    first = stored["findings"][0]
    assert (first["reported"], first["expected"], first["difference"]) == ("994", "1,215", "△221")
    assert first["size"] == 221
    assert first["cells"] == findings[0].cells
    assert stored["uncovered"][0]["reason"] == ""
    assert stored["uncovered"][0]["cells"][0]["place"] == "report.txt:12"
    assert stored["rows"] == [
        ["구분", "계", "국비", "시비"],
        ["경제과", "994", "1,200"],
        ["일자리과", "10", "4", "6"],
    ]


def test_violated_sentences_stand_in_the_page_without_script(findings: list[Finding], tmp_path: Path) -> None:
    text = unescape(
        write([report(findings)], tmp_path).partition("<noscript>")[2].partition("</noscript>")[0]
    )
    for item in findings:
        assert (item.message_ko in text) == (item.verdict == "violated")
        assert (item.message_en in text) == (item.verdict == "violated")


@pytest.mark.parametrize("attack", [ATTACK, "\u2028\u2029'\"&amp;\r\x00", "{{ 7 * 7 }}{% raw %}"])
def test_text_of_a_document_stays_text(attack: str, tmp_path: Path) -> None:
    found = [
        finding(
            1, "violated", message_ko=attack, message_en=attack, statement=attack, unit=attack, source=attack
        )
    ]
    hostile = DocumentReport(
        "report",
        attack,
        {"office": attack},
        [table(found, rows=[["구분", attack]] * 3, title=attack, stub=1)],
    )
    harmless = Page(write([report([finding(1, "violated")])], tmp_path))
    page = Page(write([hostile], tmp_path))
    assert [tag for tag, _ in page.tags if tag not in ("small", "span")] == [
        tag for tag, _ in harmless.tags if tag not in ("small", "span")
    ]
    assert len(page.scripts) == 2
    assert not re.search("[<>&\u2028\u2029]", page.scripts[0])
    assert page.data["documents"][0]["title"] == attack
    assert page.data["documents"][0]["tables"][0]["rows"][0][1] == attack


def test_script_never_makes_markup_from_text() -> None:
    for name in SCRIPTS:
        script = (TEMPLATES / name).read_text(encoding="utf-8")
        assert not re.search(
            r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|DOMParser", script
        )


def test_same_reports_same_bytes(findings: list[Finding], tmp_path: Path) -> None:
    assert write([report(findings)], tmp_path / "one") == write([report(findings)], tmp_path / "two")


def test_both_languages(findings: list[Finding], tmp_path: Path) -> None:
    text = write([report(findings)], tmp_path)
    strings = Page(text).data["strings"]
    assert strings["ko"].keys() == strings["en"].keys() == STRINGS.keys()
    assert all(value.strip() for language in ("ko", "en") for value in strings[language].values())
    data = Page(text).data["documents"][0]["tables"][0]["findings"]
    assert [(item["ko"], item["en"]) for item in data] == [
        (item.message_ko, item.message_en) for item in findings
    ]


def test_every_string_named_by_the_template_and_the_scripts_exists() -> None:
    template = "".join(path.read_text(encoding="utf-8") for path in TEMPLATES.glob("review*.j2"))
    script = "".join((TEMPLATES / name).read_text(encoding="utf-8") for name in SCRIPTS)
    named = set(re.findall(r'(?<!\w)t\("(\w+)"', template + script))
    named |= set(re.findall(r'data-t(?:-\w+)?="(\w+)"', template)) | set(
        re.findall(r"\b(?:ko|en)\.(\w+)", template)
    )
    assert named <= STRINGS.keys()
    for text in STRINGS.values():
        assert set(re.findall(r"\{\w+\}", text.ko)) == set(re.findall(r"\{\w+\}", text.en))


def test_unexplained_figures_are_named_loudly(findings: list[Finding], tmp_path: Path) -> None:
    assert STRINGS["alarm"].ko in write([report(findings)], tmp_path).partition("<script")[0]
    explained = Coverage(1, 0, 0, 0, (Uncovered("10", 2, 1, "report.txt:12", "합계가 아님"),))
    assert (
        STRINGS["alarm"].ko
        not in write([report(findings, coverage=explained)], tmp_path).partition("<script")[0]
    )


def test_nothing_checked_is_not_called_clean(tmp_path: Path) -> None:
    text = write([report([])], tmp_path).partition("<script")[0]
    assert STRINGS["nothing_checked"].ko in text
    assert STRINGS["nothing_violated"].ko not in text
    assert (
        STRINGS["nothing_violated"].ko
        in write([report([finding(1, "exact")])], tmp_path).partition("<script")[0]
    )


def test_no_documents(tmp_path: Path) -> None:
    assert Page(write([], tmp_path)).data["documents"] == []


def test_summary_counts(findings: list[Finding]) -> None:
    counted = summary([table(findings), table([])])
    assert counted.verdicts == {"violated": 2, "undecided": 1, "rounding": 1, "exact": 1}
    assert (counted.checks, counted.tables, counted.unchecked_tables) == (5, 2, 1)
    assert (counted.printed, counted.declared, counted.checked) == (8, 4, 2)
    assert (counted.explained, counted.unexplained) == (0, 2)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        ("0.0", "0"),
        ("-221.0", "△221"),
        ("1234567.50", "1,234,567.5"),
        ("8.63345678", "8.63345678"),
        ("0.00004", "0.00004"),
        ("12345678901234567", "12,345,678,901,234,567"),
        ("1E+21", "1,000,000,000,000,000,000,000"),
        ("9" * 309, ",".join(["999"] * 103)),
    ],
)
def test_numbers_as_reports_print_them(value: str | None, text: str) -> None:
    assert shown(None if value is None else Decimal(value)) == text


def test_a_figure_too_long_for_a_number_is_a_very_large_difference(tmp_path: Path) -> None:
    data = Page(write([report([finding(1, "violated", difference=Decimal("-" + "9" * 310))])], tmp_path)).data
    assert data["documents"][0]["tables"][0]["findings"][0]["size"] == 1e300


def test_data_without_a_finite_number_is_refused() -> None:
    with pytest.raises(ValueError, match="Out of range"):
        to_script({"size": float("inf")})


def test_a_failure_leaves_the_old_page(findings: list[Finding], tmp_path: Path) -> None:
    before = write([report(findings)], tmp_path)
    (tmp_path / "templates").mkdir()
    for name in (STYLE, *SCRIPTS):
        (tmp_path / "templates" / name).write_text("</script>", encoding="utf-8")
    for path in TEMPLATES.glob("review*.j2"):
        shutil.copy(path, tmp_path / "templates")
    out = tmp_path / "review" / "index.html"
    with pytest.raises(ValueError, match="stands inside the page"):
        write_review([report(findings)], tmp_path / "templates", out)
    page = out.parent / "documents" / "report.html"
    assert page.read_text(encoding="utf-8") == before
    assert sorted(path.name for path in out.parent.rglob("*.html")) == ["index.html", "report.html"]


def test_a_document_that_is_no_more_has_no_page(tmp_path: Path) -> None:
    write(made.reports(), tmp_path)
    write(made.reports()[:1], tmp_path)
    assert [path.name for path in (tmp_path / "review" / "documents").iterdir()] == ["report.html"]


def test_a_served_page_has_no_script_and_no_style_of_its_own() -> None:
    reports = made.reports()
    served = Served(decide="/x/decide", style="/s/review.css", script="/s/review.js", bar="<nav>bar</nav>")
    for text in (
        index_page(reports, TEMPLATES, served),
        document_page(reports[0], reports, TEMPLATES, served),
    ):
        page = Page(text)
        scripts = [attributes for tag, attributes in page.tags if tag == "script"]
        assert [each.get("src") or each.get("type") for each in scripts] == [
            "application/json",
            "/s/review.js",
        ]
        assert page.scripts[1] == ""
        assert page.styles == []
        assert not [attributes for _, attributes in page.tags if "style" in attributes]
        assert {"name": "geomsan-desk", "content": "/x/decide"} in [
            each for tag, each in page.tags if tag == "meta"
        ]
        assert "<nav>bar</nav>" in text
    made_of = assets(TEMPLATES)
    assert made_of["review.js"] in index_page(reports, TEMPLATES)


def test_a_state_changes_its_mark_with_the_decision() -> None:
    before = states(made.reports())
    assert len(before) == 9
    assert before["report/budget/합계@r1c1"] == {"status": "open", "decision": None, "mark": ""}
    one = made.reports()
    table = one[0].tables[1]
    first = table.findings[0]
    assert first.decision
    other = replace(first, decision=replace(first.decision, reason="다른 이유"))
    one[0] = replace(one[0], tables=[replace(table, findings=[other])], moot=[])
    after = states(one)
    assert after[first.check_id]["mark"] != before[first.check_id]["mark"] != ""


def test_causes_stand_in_order() -> None:
    reports = made.reports()
    known = weights(reports)
    found = causes(reports, known)
    assert [each.check_id for each in found[0].findings] == [
        "report/budget/합계@r1c1",
        "report/budget/합계@r5c1",
    ]
    assert [cause.waits for cause in found] == [0, 0, 0, 0, 0, 1, 2, 2]
    assert relative(found[0].lead) == pytest.approx(221 / 1215, abs=1e-6)
    # A large share of little and a small share of much, each below what is large either way.
    little = finding(
        1, "violated", unit="명", reported=Decimal(2), expected=Decimal(1), difference=Decimal(1)
    )
    much = finding(
        2, "violated", reported=Decimal(484_788), expected=Decimal(483_451), difference=Decimal(1_337)
    )
    both = finding(3, "violated", reported=Decimal(4_000), expected=Decimal(2_000), difference=Decimal(2_000))
    small = finding(4, "violated", reported=Decimal(4_000), expected=Decimal(3_999), difference=Decimal(1))
    weighed = weights([report([small, little, much, both])])
    assert max(weighed, key=lambda check: weighed[check]) == both.check_id
    assert min(weighed, key=lambda check: weighed[check]) == small.check_id


def test_the_index_has_every_cause_in_brief_and_the_first_in_full(tmp_path: Path) -> None:
    write(made.reports(), tmp_path)
    data = Page((tmp_path / "review" / "index.html").read_text(encoding="utf-8")).data
    assert len(data["briefs"]) == 8
    assert sum(len(brief["members"]) for brief in data["briefs"]) == 9
    (document,) = data["documents"]
    assert [table["name"] for table in document["tables"]] == ["budget"]
    assert [item["number"] for item in document["tables"][0]["findings"]] == [1, 2]


def documents_told() -> list[dict[str, Any]]:
    reports = made.reports()
    return [document_data(each, reports, weights(reports))["documents"][0] for each in reports]


def test_a_decision_is_shown_with_what_changed_since() -> None:
    by_check = {
        each["id"]: each
        for report in documents_told()
        for item in report["tables"]
        for each in item["findings"]
    }
    stale = by_check["report/staff/합계@r1c1p1"]["decision"]
    assert stale["changed"] == [{"row": 1, "column": 1, "part": 1, "was": "10", "now": "9"}]
    assert stale["files"] == []
    assert "changed" not in by_check["report/staff/합계@r1c1p0"]["decision"]


def test_a_file_that_changed_is_named_and_a_figure_that_is_gone() -> None:
    found = made.found()["report/staff/합계@r1c1p1"]
    assert found.decision
    more = ({"row": 9, "column": 9, "text": "1"}, *pins(found)[1:])
    decision = replace(found.decision, cells=more, inputs={"report/staff": "0" * 64})
    entry = decision_entry(decision, found, made.known())
    assert entry["files"] == ["report/staff"]
    assert [(cell["was"], cell["now"]) for cell in entry["changed"]] == [("1", None), (None, "9")]


def test_the_same_repairs_are_kept_once() -> None:
    budget = documents_told()[0]["tables"][0]
    assert [item["repairs"] for item in budget["findings"]] == [0, 0, None, None, None]
    assert len(budget["repairs"]) == 1
    assert budget["repairs"][0][0]["cells"][0] == {"row": 1, "column": 1, "text": "994", "value": "1,215"}


@pytest.mark.parametrize("prefix", ["mark_", "role_", "kind_", "hint_", "field_", "rule_"])
def test_every_string_whose_name_is_put_together_exists(prefix: str) -> None:
    roles = {role.value for role in Role}
    kinds = {"accepted", "corrected", "question", "withdrawn"}
    wanted = {
        "mark_": roles | {"uncovered", "suspect"},
        "role_": roles | {"uncovered", "suspect", "proposed", "corrected"},
        "kind_": kinds,
        "hint_": kinds,
        "field_": {"by", "reason", "evidence", "office", "due", "values"},
        "rule_": {rule.value for rule in (*Rule, *Kind)},
    }
    assert {prefix + name for name in wanted[prefix]} == {key for key in STRINGS if key.startswith(prefix)}

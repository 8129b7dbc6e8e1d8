"""The review pages as the desk serves them: saved at once, undone, seen by others, refused in place."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import pytest

from geomsan.publish.review import Served, assets, document_page, index_page, states
from geomsan.publish.review.strings import STRINGS
from review import made
from review.conftest import TEMPLATES
from review.steps import BUDGET, item

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page, Route

HERE = "http://desk.test"
POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none'"
DETAIL = "report/detail/다른표와같음@r1c1"
ACCEPTED = "report/staff/합계@r1c1p0"


class Desk:
    """A desk that keeps what is posted in memory, with the pages and the states of the library."""

    def __init__(self) -> None:
        reports = made.reports()
        served = Served(style="/static/review.css", script="/static/review.js")
        pages = {"/review/index.html": index_page(reports, TEMPLATES, served)}
        for report in reports:
            page = document_page(report, reports, TEMPLATES, served)
            pages[f"/review/documents/{report.name}.html"] = page
        styles = assets(TEMPLATES)
        self.files = {name: ("text/html", text) for name, text in pages.items()}
        self.files["/static/review.css"] = ("text/css", styles["review.css"])
        self.files["/static/review.js"] = ("text/javascript", styles["review.js"])
        self.findings = states(reports)
        self.version = 1
        self.posted: list[dict[str, Any]] = []
        self.history: list[dict[str, Any]] = []
        self.refuse: dict[str, Any] = {}
        self.asked: list[str] = []

    def answer(self, route: Route) -> None:
        url = urlsplit(route.request.url)
        self.asked.append(url.path)
        if url.path in self.files:
            kind, body = self.files[url.path]
            headers = {"Content-Security-Policy": POLICY, "Content-Type": f"{kind}; charset=utf-8"}
            route.fulfill(status=200, headers=headers, body=body)
        elif url.path == "/decide":
            status, told = self.take(json.loads(route.request.post_data or ""))
            route.fulfill(status=status, json=told)
        elif url.path == "/standing":
            since = parse_qs(url.query).get("since", [""])[0]
            found = {} if since == str(self.version) else self.findings
            route.fulfill(json={"version": str(self.version), "findings": found})
        elif url.path == "/history":
            route.fulfill(json={"history": self.history})
        else:
            route.abort()

    def take(self, body: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        self.posted.append(body)
        if self.refuse:
            return 422, self.refuse
        stale = [check for check, mark in body["seen"].items() if self.findings[check]["mark"] != mark]
        if stale:
            errors = [{"check": each, "ko": "그 사이 정해졌습니다.", "en": "since."} for each in stale]
            return 409, {"errors": errors, "version": str(self.version), "findings": self.findings}
        for entry in body["decisions"]:
            self.decide(entry)
        checks = [entry["check"] for entry in body["decisions"]]
        return 200, {"version": str(self.version), "saved": checks, "findings": self.findings}

    def decide(self, entry: dict[str, Any]) -> None:
        self.version += 1
        kind = entry["decision"]
        if kind == "withdrawn":
            state = {"status": "open", "decision": None, "mark": ""}
        else:
            decision = {**entry, "kind": kind, "corrected": entry.get("corrected", [])}
            for key in ("decision", "cells", "inputs"):
                decision.pop(key)
            status = "open" if kind == "question" else kind
            state = {"status": status, "decision": decision, "mark": f"mark-{self.version}"}
        self.findings = {**self.findings, entry["check"]: state}
        line = {"when": "2026-11-28T13:05:00+09:00", "who": entry["by"], "check": entry["check"]}
        self.history.insert(0, {**line, "what": kind, "decision": entry, "before": None})


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
def visit(context: BrowserContext, desk: Desk) -> Iterator[Callable[[str], Page]]:
    """Open a page of the desk; whatever it complains of fails the test, but for refusals that are meant."""
    complaints: list[str] = []
    context.route(f"{HERE}/**", desk.answer)

    def open_page(path: str) -> Page:
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        page.goto(HERE + path)
        return page

    yield open_page
    meant = "Failed to load resource"
    assert [each for each in complaints if meant not in each] == []


def accept(page: Page, check: str, **said: str) -> None:
    place = item(page, check)
    place.locator("[data-kind=accepted]").press("Enter")
    for name, text in said.items():
        place.locator(f"form [name={name}]").fill(text)
    place.locator("form button[type=submit]").press("Enter")


def test_a_decision_is_saved_at_once_and_undone(visit: Callable[[str], Page], desk: Desk) -> None:
    page = visit("/review/documents/report.html")
    accept(page, BUDGET[0], reason="잠정치임", by="예산과")
    page.wait_for_function("() => document.querySelector('#said button')")
    (body,) = desk.posted
    assert [entry["check"] for entry in body["decisions"]] == BUDGET
    assert body["seen"] == {BUDGET[0]: "", BUDGET[1]: ""}
    assert page.locator("#mine").is_hidden()
    assert page.locator("[data-count=accepted]").inner_text() == "3"
    # What was decided stays where it is, and is not counted as waiting any more.
    waiting = page.locator(".group-waiting")
    assert waiting.locator(".count").inner_text() == str(waiting.locator("article").count() - 1)
    assert "아직 정하지 않은 원인" in page.locator("#said").inner_text()
    assert "예산과" in item(page, BUDGET[0]).locator(".decided").inner_text()
    page.press("#history summary", "Enter")
    page.wait_for_function("() => document.querySelectorAll('#history li').length === 2")
    assert "예산과" in page.locator("#history li").first.inner_text()
    page.press("#said button", "Enter")
    page.wait_for_function("() => document.querySelector('[data-count=accepted]').textContent === '1'")
    assert [entry["decision"] for entry in desk.posted[1]["decisions"]] == ["withdrawn", "withdrawn"]
    assert item(page, BUDGET[0]).locator(".decided").count() == 0
    # Who decides is asked once.
    accept(page, DETAIL, reason="확인함")
    page.wait_for_function("() => document.querySelector('[data-count=accepted]').textContent === '2'")
    assert desk.posted[2]["decisions"][0]["by"] == "예산과"


def test_an_earlier_decision_is_what_an_undo_brings_back(visit: Callable[[str], Page], desk: Desk) -> None:
    page = visit("/review/documents/report.html")
    before = desk.findings[ACCEPTED]
    accept(page, ACCEPTED, reason="새 이유", by="예산과")
    page.wait_for_function("() => document.querySelector('#said button')")
    assert desk.posted[0]["seen"] == {ACCEPTED: before["mark"]}
    page.press("#said button", "Enter")
    page.wait_for_function("() => document.querySelector('#said').textContent && version === '3'")
    (entry,) = desk.posted[1]["decisions"]
    for key in ("by", "date", "reason", "example"):
        assert entry[key] == before["decision"][key]
    assert entry["decision"] == "accepted"
    assert set(entry) == {"check", "decision", "by", "date", "reason", "example", "cells", "inputs"}


def test_what_the_proof_says_stands_at_the_finding(visit: Callable[[str], Page], desk: Desk) -> None:
    page = visit("/review/documents/report.html")
    desk.refuse = {"errors": [{"check": DETAIL, "ko": "맞지 않습니다.", "en": "does not hold."}]}
    accept(page, DETAIL, reason="이유", by="예산과")
    place = item(page, DETAIL)
    place.locator(".errors").wait_for()
    assert place.locator(".errors").inner_text() == "맞지 않습니다."
    assert place.locator("[name=reason]").input_value() == "이유"
    page.press("[data-language=en]", "Enter")
    assert place.locator(".errors").inner_text() == "does not hold."
    # No desk any more: what is written stays.
    page.context.unroute_all()
    place.locator("form button[type=submit]").press("Enter")
    page.wait_for_function(
        "(text) => document.querySelector('.errors')?.textContent === text", arg=STRINGS["not_saved"].en
    )
    assert place.locator("[name=reason]").input_value() == "이유"


def test_two_people_at_once(visit: Callable[[str], Page], desk: Desk) -> None:
    page = visit("/review/documents/report.html")
    page.wait_for_function("() => version === '1'")
    other = {"by": "총무과", "date": "2026-11-28", "reason": "먼저 정함", "cells": [], "inputs": {}}
    for check in (BUDGET[0], BUDGET[1]):
        desk.decide({"check": check, "decision": "accepted", **other})
    # Before the page has looked, the second decision is refused, and the first is shown.
    accept(page, BUDGET[0], reason="나중에", by="예산과")
    item(page, BUDGET[0]).locator(".errors").wait_for()
    assert "그 사이" in item(page, BUDGET[0]).locator(".errors").inner_text()
    assert "총무과" in item(page, BUDGET[0]).locator(".decided").inner_text()
    # What somebody else decides appears without a reload, also on the index.
    index = visit("/review/index.html")
    index.bring_to_front()
    index.wait_for_function("() => version !== ''")
    desk.decide({"check": "before/programmes/합계@r2c1", "decision": "accepted", **other})
    index.evaluate("look()")
    line = index.locator(".brief:has(a[href*='before.html'])")
    line.locator(".status-accepted").wait_for()
    assert index.locator("[data-count=accepted]").inner_text() == "4"

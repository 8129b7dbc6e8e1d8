"""The review page as a reader uses it: filters, tables, languages, print, without a network."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bench.review import reports as many_reports
from geomsan.publish.review import write_review
from geomsan.publish.review.strings import STRINGS
from review.conftest import TEMPLATES
from review.steps import BUDGET, ids, item, shown

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

QUICK = 5_000
"""Milliseconds for what takes a fifth of that on a busy machine (bench/review.py measures it)."""


def test_violated_findings_stand_open_the_rest_waits(page: Page) -> None:
    drawn = ids(page)
    assert drawn[:2] == BUDGET
    assert "report/budget/undecided@r2" in drawn
    assert "report/budget/exact@r2" not in drawn
    assert item(page, BUDGET[0]).locator("table.printed").count() == 1


@pytest.mark.parametrize(
    ("selector", "value", "expected"),
    [
        ("#document", "1", {"before/programmes/합계@r2c1"}),
        ("#status", "accepted", {"report/staff/합계@r1c1p0"}),
        ("#status", "stale", {"report/staff/합계@r1c1p1"}),
        ("#status", "corrected", {"report/staff/합계@r2c1p0"}),
        ("#status", "question", {"report/staff/합계@r2c1p1"}),
        ("#status", "mine", set()),
    ],
)
def test_filters(page: Page, selector: str, value: str, expected: set[str]) -> None:
    page.select_option(selector, value)
    assert set(shown(page)) == expected
    said = page.locator("#count").inner_text()
    assert re.search(rf"\b{len(expected)}건", said)


def test_filter_by_verdict(page: Page) -> None:
    for verdict in ("violated", "undecided", "rounding", "uncovered"):
        page.uncheck(f"[name=verdict][value={verdict}]")
    assert shown(page) == ["report/budget/exact@r2"]
    page.click("button[type=reset]")
    assert shown(page)[:2] == BUDGET


@pytest.mark.parametrize(
    ("least", "unit", "expected"),
    [
        ("200", "백만원", BUDGET),
        # 39,849 thousand won are 39.8 million; a difference of 221 million is larger.
        ("39,849", "천원", [*BUDGET, "report/detail/다른표와같음@r1c1"]),
        ("39,850", "천원", BUDGET),
        ("2", "명", ["before/programmes/합계@r2c1"]),
        ("3", "명", []),
        ("30000", "", ["report/detail/다른표와같음@r1c1"]),
    ],
)
def test_filter_by_amount(page: Page, least: str, unit: str, expected: list[str]) -> None:
    for verdict in ("undecided", "rounding", "exact", "uncovered"):
        page.uncheck(f"[name=verdict][value={verdict}]")
    page.fill("#least", least)
    page.select_option("#unit", unit)
    assert shown(page) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("핀테크랩", ["report/detail/다른표와같음@r1c1"]),
        ("2108849", ["report/detail/다른표와같음@r1c1"]),
        ("2,108,849 detail", ["report/detail/다른표와같음@r1c1"]),
        ("학예직", ["report/staff/합계@r1c1p0"]),
        ("없는 낱말", []),
    ],
)
def test_search(page: Page, words: str, expected: list[str]) -> None:
    page.fill("#search", words)
    assert shown(page) == expected
    assert page.get_by_text(STRINGS["none"].ko).count() == (0 if expected else 1)


def test_a_repair_is_looked_at_in_place(page: Page) -> None:
    first = item(page, BUDGET[0])
    choices = first.locator(".choice input")
    assert choices.count() == 3
    assert first.locator(".is-suspect").all_inner_texts() != []
    computed = first.locator(".computed")
    assert computed.count() == 1
    choices.nth(2).check()
    assert computed.count() == 0
    changed = first.locator("td ins")
    assert changed.all_inner_texts() == ["26", "26"]
    assert first.locator("td del").all_inner_texts() == ["247", "247"]
    said = first.locator(".holds").inner_text()
    assert STRINGS["holds"].ko in said
    assert "계 = 2024 + 2025 (5)" in said
    choices.nth(0).check()
    assert changed.count() == 0
    assert computed.count() == 1
    assert first.locator(".holds").inner_text() == ""


def test_rows_far_from_the_figures_fold_away(page: Page) -> None:
    other = item(page, "report/budget/undecided@r2")
    assert "관계없는" in other.locator(".gap").inner_text()
    other.locator(".gap button").click()
    assert other.locator(".gap").count() == 0
    assert "사업 15" in other.locator("table.printed").inner_text()
    assert other.locator(".scroll").evaluate("(region) => region === document.activeElement")


@pytest.mark.parametrize(
    ("check", "own", "partner", "title"),
    [
        ("report/detail/다른표와같음@r1c1", "2,108,849", "2,069", "summary 현황"),
        ("report/detail/다른문서와같음@r2c1", "500", "499", "2025년 주요업무보고 › programmes 현황"),
    ],
)
def test_a_comparison_shows_both_tables(page: Page, check: str, own: str, partner: str, title: str) -> None:
    shown_tables = item(page, check).locator("table.printed")
    assert shown_tables.count() == 2
    assert own in shown_tables.nth(0).locator(".is-result").inner_text()
    assert partner in shown_tables.nth(1).locator(".is-part").inner_text()
    assert title in shown_tables.nth(1).locator("caption").inner_text()


def test_decisions_taken_are_shown(page: Page) -> None:
    accepted = item(page, "report/staff/합계@r1c1p0").locator(".decided").inner_text()
    assert all(text in accepted for text in ("수용", "기획예산과", "2026-11-20", "학예직 한 명"))
    assert STRINGS["example_hint"].ko in accepted
    assert page.locator("article.item .status-example").count() == 1
    assert "예시 결정: 1" in " ".join(page.locator(".alarm").all_inner_texts())
    stale = item(page, "report/staff/합계@r1c1p1").locator(".decided").inner_text()
    assert "경제과 / 합계: 10 → 9" in stale
    question = item(page, "report/staff/합계@r2c1p1").locator(".decided").inner_text()
    assert "총무과" in question
    assert "2026-12-01" in question


def test_a_corrected_figure_is_struck_and_the_right_one_beside_it(page: Page) -> None:
    corrected = item(page, "report/staff/합계@r2c1p0")
    assert corrected.locator("td del").all_inner_texts() == ["7"]
    assert corrected.locator("td ins").all_inner_texts() == ["6"]
    # Wherever the table is shown, and only that figure of the compound cell.
    beside = item(page, "report/staff/합계@r1c1p0")
    assert beside.locator("td:has(ins)").inner_text().replace(" ", "").endswith("/7")


def test_decisions_without_a_finding_stand_at_the_top(page: Page) -> None:
    gone = page.locator("section.gone")
    assert "1건" in gone.locator("h3").inner_text()
    assert all(text in gone.inner_text() for text in ("기획예산과", "2026-10-01", "작년 이유", "옛검산"))
    assert gone.bounding_box()["y"] < page.locator("#filters").bounding_box()["y"]


def test_language(page: Page) -> None:
    item(page, BUDGET[0]).locator(".choice input").nth(1).check()
    page.click("[data-language=en]")
    assert page.evaluate("document.documentElement.lang") == "en"
    assert page.evaluate("document.activeElement.dataset.language") == "en"
    first = item(page, BUDGET[0])
    assert "the printed figure does not agree" in first.inner_text()
    assert first.locator(".choice input").nth(1).is_checked()
    own = {text.ko for text in STRINGS.values() if len(text.ko) > 3 and text.ko != text.en}
    words = page.evaluate(
        "[...document.querySelectorAll('[data-t], button, dt, legend, h2, h4, h6')]"
        ".filter((node) => !node.closest('[lang=ko]')).map((node) => node.textContent.trim())"
    )
    assert own.isdisjoint(words)
    page.click("[data-language=ko]")
    assert "적힌 값이 맞지 않음" in item(page, BUDGET[0]).inner_text()


def test_long_pages_do_not_scroll_sideways(page: Page) -> None:
    for width in (320, 400, 1920):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_print_shows_findings_and_no_controls(page: Page) -> None:
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    assert page.locator("button:visible, input:visible, select:visible").count() == 0
    drawn = page.locator("article.verdict-violated table.printed:visible")
    assert drawn.count() >= page.locator("article.verdict-violated").count()
    assert page.locator(".decided:visible").count() == 4
    assert "994 → 1,215" in page.locator(".choices").first.inner_text()
    assert page.pdf(prefer_css_page_size=True).startswith(b"%PDF")


def test_without_scripts_the_violations_are_listed(context: BrowserContext, page_file: Path) -> None:
    browser = context.browser
    assert browser is not None
    without = browser.new_context(java_script_enabled=False)
    page = without.new_page()
    page.goto(page_file.as_uri())
    text = page.locator("body").inner_text()
    without.close()
    assert STRINGS["needs_script"].ko in text
    assert text.count("적힌 값이 맞지 않음") == 9
    assert "[수용 예시: 기획예산과, 2026-11-20]" in text
    assert "작년 이유" in text


def axe(page: Page) -> list[str]:
    """What axe-core finds that is serious or critical."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page).response["violations"]
    bad = [each for each in found if each["impact"] in ("serious", "critical")]
    return [f"{each['id']}: {json.dumps(each['nodes'][0]['html'], ensure_ascii=False)}" for each in bad]


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("width", [1280, 400])
def test_axe_finds_nothing_serious(page: Page, language: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.click(f"[data-language={language}]")
    assert axe(page) == []
    page.click("#open-all")
    page.evaluate("shownArticles().forEach((article) => article.draw())")
    first = item(page, BUDGET[0])
    first.locator(".choice input").nth(1).check()
    first.locator("[data-kind=corrected]").click()
    first.locator("button[type=submit]").click()
    assert first.locator("[aria-invalid=true]").count() > 0
    other = item(page, BUDGET[1])
    other.locator("[data-kind=accepted]").click()
    other.locator("[name=reason]").fill("이유")
    other.locator("[name=by]").fill("예산과")
    other.locator("button[type=submit]").click()
    page.click("#mine-show")
    assert axe(page) == []


def test_going_to_a_document_ends_there(open_page: Callable[[Path], Page], tmp_path: Path) -> None:
    out = tmp_path / "index.html"
    write_review(many_reports(400), TEMPLATES, out)
    page = open_page(out)
    page.click("a[data-document='7']")
    page.wait_for_timeout(800)
    # Alone on the page, and its first table drawn without scrolling.
    assert page.locator("section.document").count() == 1
    assert page.evaluate("document.activeElement.id") == "document-7"
    assert 0 <= page.locator("#document-7-title").bounding_box()["y"] < 200


def test_five_thousand_findings(open_page: Callable[[Path], Page], tmp_path: Path) -> None:
    out = tmp_path / "index.html"
    write_review(many_reports(5_000), TEMPLATES, out)
    page = open_page(out)
    page.set_default_timeout(QUICK)
    assert page.locator("article.item").count() == 250
    page.select_option("#document", "3")
    page.wait_for_function("() => document.querySelector('#count').textContent.includes('5,000건 중 500건')")
    page.locator("button.more:visible").click()
    assert page.locator("article.item").count() == 50
    page.fill("#search", "@r7c1")
    page.wait_for_function("() => document.querySelector('#count').textContent.includes('5,000건 중 25건')")
    first = page.locator("article.item").first
    first.locator(".choice input").nth(1).check()
    assert first.locator("ins").count() == 3

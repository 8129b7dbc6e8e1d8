"""The review page as a reader uses it: filters, tables, languages, print, without a network."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from geomsan.publish.review.strings import STRINGS
from review.steps import BUDGET, ids, item, shown

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

DETAIL = "report/detail/다른표와같음@r1c1"
ACROSS = "report/detail/다른문서와같음@r2c1"
STALE = "report/staff/합계@r1c1p1"
ASKED = "report/staff/합계@r2c1p1"
QUICK = 5_000
"""Milliseconds for what takes a fifth of that on a busy machine (bench/review.py measures it)."""


def test_violated_findings_stand_open_the_rest_waits(page: Page) -> None:
    drawn = ids(page)
    assert drawn == [BUDGET[0], DETAIL, STALE, ACROSS, ASKED, "report/budget/undecided@r2", ""]
    assert "report/budget/exact@r2" not in drawn
    assert item(page, BUDGET[0]).locator("table.printed").count() == 1


@pytest.mark.parametrize(
    ("selector", "value", "expected"),
    [
        ("#status", "accepted", {"report/staff/합계@r1c1p0"}),
        ("#status", "stale", {"report/staff/합계@r1c1p1"}),
        ("#status", "corrected", {"report/staff/합계@r2c1p0"}),
        ("#status", "question", {"report/staff/합계@r2c1p1"}),
        ("#status", "mine", set()),
        ("#status", "example", {"report/staff/합계@r1c1p0"}),
        ("#status", "waiting", {BUDGET[0], DETAIL, STALE, ACROSS, ASKED}),
    ],
)
def test_filters(page: Page, selector: str, value: str, expected: set[str]) -> None:
    page.select_option(selector, value)
    assert set(shown(page)) == expected
    said = page.locator("#count").inner_text()
    assert f"중 {len(expected)}가지" in said


def test_filter_by_verdict(page: Page) -> None:
    page.press("#more-filters summary", "Enter")
    for verdict in ("violated", "undecided", "rounding", "uncovered"):
        page.uncheck(f"[name=verdict][value={verdict}]")
    assert shown(page) == ["report/budget/exact@r2"]
    page.press("button[type=reset]", "Enter")
    assert shown(page)[0] == BUDGET[0]


@pytest.mark.parametrize(
    ("least", "unit", "expected"),
    [
        ("200", "백만원", BUDGET[:1]),
        # 39,849 thousand won are 39.8 million; a difference of 221 million is larger.
        ("39,849", "천원", [BUDGET[0], DETAIL]),
        ("39,850", "천원", BUDGET[:1]),
        ("1", "명", [STALE, ASKED, "report/staff/합계@r1c1p0", "report/staff/합계@r2c1p0"]),
        ("2", "명", []),
        ("30000", "", ["report/detail/다른표와같음@r1c1"]),
    ],
)
def test_filter_by_amount(page: Page, least: str, unit: str, expected: list[str]) -> None:
    page.press("#more-filters summary", "Enter")
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
    choices = first.locator(".repairs .choice input")
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
    assert first.locator("article, .beside").count() == 1
    choices.nth(0).check()
    assert changed.count() == 0
    assert computed.count() == 1
    assert first.locator(".holds").inner_text() == ""


def test_rows_far_from_the_figures_fold_away(page: Page) -> None:
    other = item(page, "report/budget/undecided@r2")
    assert "관계없는" in other.locator(".gap").inner_text()
    other.locator(".gap button").press("Enter")
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
    assert "1건" in gone.locator("h2").inner_text()
    assert all(text in gone.inner_text() for text in ("기획예산과", "2026-10-01", "작년 이유", "옛검산"))
    # What is wrong now comes first; a line at the top leads there.
    page.press(".standing a[href='#gone']", "Enter")
    assert 0 <= gone.bounding_box()["y"] < 600


def test_language(page: Page) -> None:
    item(page, BUDGET[0]).locator(".repairs .choice input").nth(1).check()
    page.press("[data-language=en]", "Enter")
    assert page.evaluate("document.documentElement.lang") == "en"
    assert page.evaluate("document.activeElement.dataset.language") == "en"
    first = item(page, BUDGET[0])
    assert "the printed figure does not agree" in first.inner_text()
    assert first.locator(".repairs .choice input").nth(1).is_checked()
    own = {text.ko for text in STRINGS.values() if len(text.ko) > 3 and text.ko != text.en}
    words = page.evaluate(
        "[...document.querySelectorAll('[data-t], button, dt, legend, h2, h3, h5')]"
        ".filter((node) => !node.closest('[lang=ko]')).map((node) => node.textContent.trim())"
    )
    assert own.isdisjoint(words)
    page.press("[data-language=ko]", "Enter")
    assert "적힌 값이 맞지 않음" in item(page, BUDGET[0]).inner_text()


def test_long_pages_do_not_scroll_sideways(page: Page) -> None:
    for width in (320, 390, 768, 1920):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_print_shows_findings_and_no_controls(page: Page) -> None:
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    assert page.locator("button:visible, input:visible, select:visible").count() == 0
    drawn = page.locator("article.verdict-violated table.printed:visible")
    assert drawn.count() >= page.locator("article.verdict-violated").count()
    # What is settled stands folded away below what waits.
    assert page.locator(".decided:visible").count() == 2
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
    assert text.count("적힌 값이 맞지 않음") == 8
    assert "[수용 예시: 기획예산과, 2026-11-20]" in text
    assert "작년 이유" in text


def axe(page: Page) -> list[str]:
    """What axe-core finds that is serious or critical."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page).response["violations"]
    bad = [each for each in found if each["impact"] in ("serious", "critical")]
    return [f"{each['id']}: {json.dumps(each['nodes'][0]['html'], ensure_ascii=False)}" for each in bad]


@pytest.mark.parametrize(("width", "language"), [(1280, "en"), (390, "ko")])
def test_axe_finds_nothing_serious(page: Page, language: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.press(f"[data-language={language}]", "Enter")
    assert axe(page) == []
    page.press("#open-all", "Enter")
    page.evaluate("shownArticles().forEach((article) => article.draw())")
    first = item(page, BUDGET[0])
    first.locator(".repairs .choice input").nth(1).check()
    first.locator("[data-kind=corrected]").press("Enter")
    first.locator("button[type=submit]").press("Enter")
    assert first.locator("[aria-invalid=true]").count() > 0
    other = item(page, DETAIL)
    other.locator("[data-kind=accepted]").press("Enter")
    other.locator("[name=reason]").fill("이유")
    other.locator("[name=by]").fill("예산과")
    other.locator("button[type=submit]").press("Enter")
    page.press("#mine-show", "Enter")
    assert axe(page) == []


def test_what_is_asked_for_stands_in_the_address(page: Page, page_file: Path) -> None:
    page.fill("#search", "budget")
    page.select_option("#status", "open")
    page.select_option("#sort", "place")
    assert shown(page) == [BUDGET[0]]
    page.press("[data-language=en]", "Enter")
    kept = page.evaluate("location.hash")
    assert kept == "#q=budget&status=open&sort=place&lang=en"
    page.goto("about:blank")
    page.goto(page_file.as_uri() + kept)
    assert ids(page) == [BUDGET[0]]
    assert page.input_value("#search") == "budget"
    assert page.evaluate("document.documentElement.lang") == "en"
    page.press("button[type=reset]", "Enter")
    assert len(shown(page)) == 7
    assert page.evaluate("location.hash") == "#lang=en"


def test_orders(page: Page) -> None:
    first = {}
    for order in ("", "relative", "size", "place"):
        page.select_option("#sort", order)
        first[order] = shown(page)[:5]
    assert first[""] == [BUDGET[0], DETAIL, STALE, ACROSS, ASKED]
    assert first["relative"] == [BUDGET[0], DETAIL, ACROSS, STALE, ASKED]
    assert first["size"] == [BUDGET[0], DETAIL, ACROSS, STALE, ASKED]
    assert first["place"] == [BUDGET[0], STALE, ASKED, DETAIL, ACROSS]


def go(page: Page, check: str) -> None:
    page.evaluate("(check) => { location.hash = new URLSearchParams({check}).toString(); }", check)


def test_a_link_leads_to_a_finding_that_was_folded_away(page: Page) -> None:
    settled = "report/staff/합계@r1c1p0"
    assert settled not in ids(page)
    go(page, settled)
    page.wait_for_function("() => document.activeElement.tagName === 'H4'")
    assert page.evaluate("document.activeElement.closest('article').item.id") == settled
    # The second violation of a cause leads to its cause, with its own cells marked.
    go(page, BUDGET[1])
    focused = "(check) => document.activeElement.closest('article')?.item.id === check"
    page.wait_for_function(focused, arg=BUDGET[1])
    assert "736" in page.locator("article:has(:focus) .is-result").first.inner_text()


def test_every_violation_of_a_cause_can_be_looked_at(page: Page) -> None:
    cause = item(page, BUDGET[0])
    assert "1번" in cause.locator(".where .number").inner_text()
    members = cause.locator(".members input")
    assert members.count() == 2
    members.nth(1).check()
    assert ids(page)[0] == BUDGET[1]
    assert "736" in cause.locator(".is-result").first.inner_text()
    assert page.evaluate("document.activeElement.checked")


def test_the_index_begins_with_the_largest_and_leads_to_the_others(index: Page) -> None:
    worst = index.locator("#worst article")
    assert worst.evaluate("(article) => article.item.id") == BUDGET[0]
    for part in ("h3", "table.printed", ".repairs", "[data-kind=accepted]"):
        assert worst.locator(part).first.bounding_box()["y"] < 900, part
    lines = index.locator(".brief")
    assert lines.count() == 8
    worst.locator("[data-kind=accepted]").press("Enter")
    for name in ("reason", "by"):
        worst.locator(f"[name={name}]").fill("예산과")
    worst.locator("form button[type=submit]").press("Enter")
    assert "내 결정: 수용" in lines.first.inner_text()
    assert "before.html" in (index.locator("#worst-next a").get_attribute("href") or "")
    worst.get_by_role("button", name=STRINGS["drop"].ko).press("Enter")
    assert index.locator("#worst-next a").count() == 0
    index.select_option("#document", "before")
    index.wait_for_function("() => document.querySelectorAll('.brief').length === 1")
    assert worst.is_hidden()
    assert index.evaluate("location.hash") == "#document=before"
    index.press("[data-language=en]", "Enter")
    lines.locator("a").press("Enter")
    index.wait_for_url("**/documents/before.html*")
    assert (
        index.evaluate("document.activeElement.closest('article').item.id") == "before/programmes/합계@r2c1"
    )
    assert index.evaluate("document.documentElement.lang") == "en"
    index.press(".back a", "Enter")
    index.wait_for_url("**/index.html#lang=en")
    go(index, BUDGET[1])
    index.wait_for_url("**/documents/report.html*")
    index.wait_for_function("() => document.activeElement.closest('article')")
    assert ids(index)[0] == BUDGET[1]
    index.press(".back a", "Enter")
    assert index.locator("th a[href*='report.html']").count() == 1


@pytest.mark.parametrize("width", [1280, 390])
def test_the_index_is_no_hindrance(index: Page, width: int) -> None:
    index.set_viewport_size({"width": width, "height": 800})
    assert axe(index) == []
    index.emulate_media(color_scheme="dark")
    assert axe(index) == []
    assert index.evaluate("document.documentElement.scrollWidth") <= width
    index.emulate_media(media="print")
    assert index.locator("button:visible, select:visible").count() == 0


def test_five_thousand_findings(open_page: Callable[[Path], Page], many_file: Path) -> None:
    page = open_page(many_file)
    page.set_default_timeout(QUICK)
    assert page.locator(".brief").count() == 50
    page.select_option("#document", "report-03")
    page.wait_for_function(
        "() => document.querySelector('#count').textContent.includes('5,000가지 중 500가지')"
    )
    page.goto((many_file.parent / "documents" / "report-03.html").as_uri())
    assert page.locator("article.item").count() == 25
    # By keyboard: bodies drawn near the window push a pointer's target away.
    page.locator("button.more:visible").press("Enter")
    assert page.locator("article.item").count() == 50
    page.fill("#search", "@r7c1")
    page.wait_for_function("() => document.querySelector('#count').textContent.includes('500가지 중 25가지')")
    first = page.locator("article.item").first
    first.locator(".choice input").nth(1).check()
    assert first.locator("ins").count() == 1

"""Deciding on the review page: forms, the keyboard, and the file that `geomsan decide` reads."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from geomsan.decide.pinning import inputs, pins
from geomsan.decide.requests import read_requests
from geomsan.publish.review.strings import STRINGS
from review.made import OFFICE, found, known
from review.steps import BUDGET, ids, item, shown

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

SCHEMA = Path(__file__).parents[2] / "schemas" / "decisions.schema.json"
DETAIL = "report/detail/다른표와같음@r1c1"
STALE = "report/staff/합계@r1c1p1"
CORRECTED = "report/staff/합계@r2c1p0"
GONE = "report/budget/옛검산@r9c1"


def decide(page: Page, check: str, kind: str, **said: str) -> Locator:
    """Fill in the form of a decision and put it into the list."""
    place = item(page, check)
    place.locator(f"[data-kind={kind}]").press("Enter")
    for name, text in said.items():
        place.locator(".value input" if name == "value" else f"form [name={name}]").first.fill(text)
    place.locator("form button[type=submit]").press("Enter")
    return place


def download(page: Page) -> dict[str, Any]:
    """The entries of the downloaded file, which is one that `geomsan decide` reads."""
    with page.expect_download() as waiting:
        page.press("#mine-download", "Enter")
    assert re.fullmatch(r"decisions-\d{4}-\d\d-\d\d\.json", waiting.value.suggested_filename)
    path = Path(waiting.value.path())
    requests, errors = read_requests(path, SCHEMA, today="2026-11-21")
    assert errors == []
    made = json.loads(path.read_text(encoding="utf-8"))
    assert [request.entry for request in requests] == made["decisions"]
    return {entry["check"]: entry for entry in made["decisions"]}


def test_the_file_holds_every_kind_of_decision_pinned_to_what_is_printed(page: Page) -> None:
    decide(page, BUDGET[0], "accepted", reason="잠정치임", by=OFFICE)
    # The office is remembered.
    decide(page, DETAIL, "question", office="금융투자과", due="2026-12-01")
    decide(page, STALE, "withdrawn", reason="다시 확인함")
    decide(page, CORRECTED, "corrected", evidence="예산서 12쪽", value="5")
    assert page.locator("#mine-title").inner_text() == STRINGS["mine"].ko.format(n=5)
    entries = download(page)
    assert {check: entry["decision"] for check, entry in entries.items()} == {
        # One decision settles a cause.
        BUDGET[0]: "accepted",
        BUDGET[1]: "accepted",
        DETAIL: "question",
        STALE: "withdrawn",
        CORRECTED: "corrected",
    }
    findings, hashes = found(), known()
    for check, entry in entries.items():
        assert entry["by"] == OFFICE
        assert re.fullmatch(r"\d{4}-\d\d-\d\d", entry["date"])
        assert entry["cells"] == list(pins(findings[check]))
        assert entry["inputs"] == inputs(findings[check], hashes)
    assert entries[BUDGET[0]]["reason"] == entries[BUDGET[1]]["reason"] == "잠정치임"
    assert (entries[DETAIL]["office"], entries[DETAIL]["due"]) == ("금융투자과", "2026-12-01")
    assert entries[CORRECTED]["evidence"] == "예산서 12쪽"
    assert entries[CORRECTED]["corrected"] == [{"row": 2, "column": 1, "part": 0, "text": "7", "value": "5"}]
    assert page.locator("#mine-list").get_by_text(STRINGS["taken"].ko).count() == 5


def test_a_correction_of_a_cause_is_one_decision(page: Page) -> None:
    place = item(page, BUDGET[0])
    place.locator(".repairs .choice input").nth(1).check()
    decide(page, BUDGET[0], "corrected", evidence="예산서 12쪽", by=OFFICE)
    (entry,) = download(page).values()
    assert entry["check"] == BUDGET[0]
    assert entry["corrected"] == [
        {"row": 1, "column": 1, "text": "994", "value": "1215"},
        {"row": 5, "column": 1, "text": "736", "value": "957"},
    ]
    # Typed for the other one only, it is a decision about that.
    place.locator("button.edit").press("Enter")
    place.locator(".value input").nth(0).fill("")
    place.locator("form button[type=submit]").press("Enter")
    (entry,) = download(page).values()
    assert (entry["check"], len(entry["corrected"])) == (BUDGET[1], 1)


def test_a_decision_can_be_about_some_of_a_cause(page: Page) -> None:
    place = item(page, BUDGET[0])
    place.locator("[data-kind=accepted]").press("Enter")
    boxes = place.locator(".chosen input")
    assert [box.is_checked() for box in boxes.all()] == [True, True]
    boxes.nth(0).uncheck()
    boxes.nth(1).uncheck()
    place.locator("form button[type=submit]").press("Enter")
    assert place.locator(".chosen .wrong").inner_text() == STRINGS["wrong_chosen"].ko
    boxes.nth(1).check()
    decided = {"reason": "잠정치임", "by": OFFICE}
    for name, text in decided.items():
        place.locator(f"form [name={name}]").fill(text)
    place.locator("form button[type=submit]").press("Enter")
    assert set(download(page)) == {BUDGET[1]}


def test_values_are_typed_seen_in_the_table_and_put_into_the_file(page: Page) -> None:
    place = item(page, BUDGET[0])
    place.locator(".repairs .choice input").nth(1).check()
    place.locator("[data-kind=corrected]").press("Enter")
    values = place.locator(".value input")
    assert [values.nth(index).input_value() for index in range(2)] == ["1,215", "957"]
    values.nth(0).fill("△1,234.5")
    values.nth(1).fill("")
    assert place.locator("td ins").all_inner_texts() == ["△1,234.5"]
    assert place.locator(".repairs .choice input:checked").count() == 0
    place.locator("form [name=evidence]").fill("정산서")
    place.locator("form [name=by]").fill(OFFICE)
    place.locator("form button[type=submit]").press("Enter")
    assert download(page)[BUDGET[0]]["corrected"] == [
        {"row": 1, "column": 1, "text": "994", "value": "-1234.5"}
    ]
    assert place.locator("td ins").all_inner_texts() == ["△1,234.5"]


def test_a_figure_of_a_compound_cell_keeps_its_part(page: Page) -> None:
    place = item(page, STALE)
    place.locator("[data-kind=corrected]").press("Enter")
    place.locator(".value input").nth(0).fill("8")
    decided = place.locator("form")
    decided.locator("[name=evidence]").fill("정원 규칙")
    decided.locator("[name=by]").fill(OFFICE)
    decided.locator("button[type=submit]").press("Enter")
    (corrected,) = download(page)[STALE]["corrected"]
    assert corrected == {"row": 1, "column": 1, "part": 1, "text": "9", "value": "8"}


def test_the_figure_of_either_table_of_a_comparison_can_be_corrected(page: Page) -> None:
    place = item(page, DETAIL)
    place.locator("[data-kind=corrected]").press("Enter")
    assert place.locator(".value label").all_inner_texts() == [
        "핀테크랩 / 예산 2,108,849",
        "summary 현황 › 핀테크랩 / 예산 2,069",
    ]
    place.locator(".repairs .choice input").nth(2).check()
    values = place.locator(".value input")
    assert [values.nth(index).input_value() for index in range(2)] == ["", "2,109"]
    own, partner = place.locator("table.printed").all()
    assert own.locator("td ins").all_inner_texts() == []
    assert partner.locator("td ins").all_inner_texts() == ["2,109"]
    assert place.locator(".suspect").count() == 0
    values.nth(1).fill("2,108.8")
    assert partner.locator("td ins").all_inner_texts() == ["2,108.8"]
    place.locator("form [name=evidence]").fill("예산서")
    place.locator("form [name=by]").fill(OFFICE)
    place.locator("form button[type=submit]").press("Enter")
    assert download(page)[DETAIL]["corrected"] == [
        {"table": "summary", "row": 1, "column": 1, "text": "2,069", "value": "2108.8"}
    ]
    assert "2,069 → 2,108.8 (‘summary’)" in place.locator(".mine").inner_text()
    place.locator("button.edit").press("Enter")
    assert [values.nth(index).input_value() for index in range(2)] == ["", "2108.8"]


@pytest.mark.parametrize(
    ("kind", "wrong"),
    [
        ("accepted", ["reason", "by"]),
        ("corrected", ["", "evidence", "by"]),
        ("question", ["office", "due", "by"]),
    ],
)
def test_what_is_missing_is_said_beside_its_field(page: Page, kind: str, wrong: list[str]) -> None:
    place = item(page, DETAIL)
    place.locator(f"[data-kind={kind}]").press("Enter")
    place.locator("form button[type=submit]").press("Enter")
    bad = place.locator("[aria-invalid=true]")
    assert [each.get_attribute("name") or "" for each in bad.all()] == wrong
    assert bad.first.evaluate("(field) => field === document.activeElement")
    for field in bad.all():
        described = page.locator(f"[id='{field.get_attribute('aria-describedby')}']")
        assert described.inner_text() in (STRINGS["wrong_empty"].ko, STRINGS["wrong_values"].ko)
    assert page.locator("#mine").is_hidden()


@pytest.mark.parametrize("value", ["2,108,849", "많음"])
def test_a_value_that_cannot_be_meant_is_refused(page: Page, value: str) -> None:
    place = item(page, DETAIL)
    place.locator("[data-kind=corrected]").press("Enter")
    place.locator(".value input").first.fill(value)
    place.locator("form button[type=submit]").press("Enter")
    assert place.locator(".values .wrong").inner_text() == STRINGS["wrong_value"].ko


def test_a_decision_can_be_looked_over_changed_and_removed(page: Page) -> None:
    place = decide(page, BUDGET[0], "accepted", reason="하나", by=OFFICE)
    assert "내 결정: 수용" in place.locator(".tags").inner_text()
    place.locator("button.edit").press("Enter")
    assert place.locator("[name=reason]").input_value() == "하나"
    place.locator("[name=reason]").fill("둘")
    place.locator("form button[type=submit]").press("Enter")
    assert download(page)[BUDGET[0]]["reason"] == "둘"
    page.press("#mine-show", "Enter")
    row = page.locator("#mine-list li").first
    assert "둘" in row.inner_text()
    row.get_by_role("button", name=STRINGS["show_finding"].ko).press("Enter")
    page.wait_for_function("() => document.activeElement.tagName === 'H4'")
    place.get_by_role("button", name=STRINGS["drop"].ko).press("Enter")
    assert page.locator("#mine").is_hidden()
    assert page.evaluate("document.activeElement !== document.body")
    assert item(page, BUDGET[0]).locator("[data-kind=accepted]").count() == 1


def test_a_finding_far_down_is_shown_from_the_list(
    open_page: Callable[[Path], Page], many_file: Path
) -> None:
    page = open_page(many_file.parent / "documents" / "report-07.html")
    check = "report-07/budget-199/합계=연도의합@r20c1"
    page.fill("#search", check)
    assert shown(page) == [check]
    decide(page, check, "accepted", reason="잠정치임", by=OFFICE)
    page.press("#mine-show", "Enter")
    page.get_by_role("button", name=STRINGS["show_finding"].ko).press("Enter")
    title = page.locator("h4:focus")
    assert title.evaluate("(title) => title.closest('article').item.id") == check
    page.wait_for_function(
        "() => { const { y } = document.activeElement.getBoundingClientRect(); return 0 <= y && y < 300; }"
    )


def test_a_decision_without_a_finding_is_withdrawn(page: Page) -> None:
    place = page.locator("[data-gone]")
    place.get_by_role("button").press("Enter")
    place.locator("[name=by]").fill(OFFICE)
    place.locator("button[type=submit]").press("Enter")
    entry = download(page)[GONE]
    assert entry["decision"] == "withdrawn"
    assert entry["cells"] == [{"row": 9, "column": 1, "text": "77"}]
    place.get_by_role("button", name=STRINGS["drop"].ko).press("Enter")
    assert page.locator("#mine").is_hidden()


def test_nothing_is_lost_on_a_reload(page: Page) -> None:
    decide(page, BUDGET[0], "accepted", reason="잠정치임", by=OFFICE)
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.reload()
    assert asked == ["beforeunload"]
    assert page.locator("#mine-title").inner_text() == STRINGS["mine"].ko.format(n=2)
    assert download(page)[BUDGET[0]]["by"] == OFFICE
    # What is in a file need not be asked about.
    page.reload()
    assert asked == ["beforeunload"]


def test_a_decision_about_other_figures_is_not_taken_up_again(page: Page) -> None:
    decide(page, BUDGET[0], "accepted", reason="잠정치임", by=OFFICE)
    page.evaluate("""() => {
        const stored = JSON.parse(sessionStorage.getItem(STORE));
        for (const { entry } of stored.entries) entry.cells[0].text = "995";
        sessionStorage.setItem(STORE, JSON.stringify(stored));
    }""")
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()
    assert page.locator("#mine").is_hidden()
    assert page.locator("#said").inner_text() == STRINGS["lost"].ko.format(n=2)


def test_a_browser_that_keeps_nothing_is_no_hindrance(
    open_page: Callable[[Path], Page], page_file: Path, context: Any
) -> None:
    context.add_init_script(
        "Object.defineProperty(window, 'sessionStorage', { get() { throw new Error('no'); } });"
    )
    page = open_page(page_file)
    decide(page, BUDGET[0], "accepted", reason="잠정치임", by=OFFICE)
    assert STRINGS["not_kept"].ko in page.locator("#said").inner_text()
    assert set(download(page)) == set(BUDGET)


def test_copying_by_hand_where_the_clipboard_is_refused(page: Page) -> None:
    decide(page, BUDGET[0], "accepted", reason="잠정치임", by=OFFICE)
    page.evaluate(
        "() => Object.defineProperty(navigator, 'clipboard', "
        "{ value: { writeText: () => Promise.reject(new Error('no')) } })"
    )
    page.press("#mine-copy", "Enter")
    text = page.locator("#mine-text")
    text.wait_for()
    assert json.loads(text.input_value())["decisions"][0]["check"] == BUDGET[0]
    assert text.evaluate("(area) => area.selectionEnd - area.selectionStart === area.value.length")


def test_a_form_survives_the_language_and_the_filters(page: Page) -> None:
    place = item(page, BUDGET[0])
    place.locator("[data-kind=accepted]").press("Enter")
    place.locator("[name=reason]").fill("반쯤 적은 이유")
    page.press("[data-language=en]", "Enter")
    page.fill("#search", "r1c1 budget")
    assert shown(page) == [BUDGET[0]]
    again = item(page, BUDGET[0])
    assert again.locator("[name=reason]").input_value() == "반쯤 적은 이유"
    assert again.locator("form button[type=submit]").inner_text() == STRINGS["keep"].en


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def tab_to(page: Page, selector: str, most: int = 80) -> None:
    """Go to an element with the Tab key alone; where the focus is can be seen at every step."""
    for _ in range(most):
        press(page, "Tab")
        seen = page.evaluate(
            "() => { const at = document.activeElement; const box = at.getBoundingClientRect();"
            " return at === document.body || (box.width > 0 && box.bottom > 0 && box.top < innerHeight"
            " && getComputedStyle(at).outlineStyle !== 'none'); }"
        )
        assert seen, page.evaluate("document.activeElement.outerHTML.slice(0, 200)")
        if page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
            return
    pytest.fail(f"no way to {selector} by the keyboard")


def test_everything_by_the_keyboard_alone(page: Page) -> None:
    tab_to(page, ".skip")
    tab_to(page, "[data-language=ko]")
    tab_to(page, "#search")
    page.keyboard.type("budget 합계@r1c1")
    assert shown(page) == [BUDGET[0]]
    item(page, BUDGET[0])
    tab_to(page, ".repairs .choice input")
    press(page, "ArrowDown")
    assert page.locator("td ins").all_inner_texts() == ["1,215", "957"]
    tab_to(page, "[data-kind=corrected]")
    press(page, "Enter")
    assert page.evaluate("document.activeElement.matches('.value input')")
    # Escape closes the form and comes back to the button that opened it.
    press(page, "Escape")
    assert page.locator("form.decision").count() == 0
    assert page.evaluate("document.activeElement.dataset.kind") == "corrected"
    press(page, "Space")
    tab_to(page, "[name=evidence]")
    page.keyboard.type("정산서")
    tab_to(page, "[name=by]")
    page.keyboard.type(OFFICE)
    press(page, "Enter")
    assert page.evaluate("document.activeElement.tagName") == "H5"
    assert "1건" in page.locator("#said").inner_text()
    tab_to(page, "#mine-show")
    press(page, "Enter")
    assert page.locator("#mine-list").is_visible()
    press(page, "Escape")
    assert page.locator("#mine-list").is_hidden()
    assert page.evaluate("document.activeElement.id") == "mine-show"
    tab_to(page, "#mine-download")
    with page.expect_download():
        press(page, "Enter")
    assert ids(page) == [BUDGET[0]]

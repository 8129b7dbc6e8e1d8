"""What the tests of the review page do again and again."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

BUDGET = ["report/budget/합계@r1c1", "report/budget/합계@r5c1"]
"""The two checks that the same repairs mend."""


def ids(page: Page) -> list[str]:
    """The checks on the page, in order; of a cause the one whose figures are marked."""
    return page.evaluate(
        "[...document.querySelectorAll('article.item')].map((article) => article.item.id ?? '')"
    )


def shown(page: Page) -> list[str]:
    """The checks on the page once it has followed the filters."""
    page.locator("#list:not([aria-busy=true])").wait_for(state="attached")
    return ids(page)


def item(page: Page, check: str) -> Locator:
    """The article that a check stands in, open and drawn."""
    index = page.evaluate("(check) => (itemOf.get(check).of?.lead ?? itemOf.get(check)).index", check)
    found = page.locator(f"article:has(> .top #item-{index})")
    if not found.count():
        page.locator(".group-settled .group-title button").press("Enter")
    found.scroll_into_view_if_needed()
    toggle = found.locator(".top button")
    if toggle.get_attribute("aria-expanded") == "false":
        toggle.press("Enter")
    found.locator("table.printed").first.wait_for()
    return found

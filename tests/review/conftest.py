"""The review page in a browser: one browser for all tests, one window for each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bench.browser import MISSING, browser, find_browser
from geomsan.review import write_review
from review.made import reports

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

TEMPLATES = Path(__file__).parents[2] / "workflow" / "templates"


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    path = find_browser()
    if path is None:
        pytest.skip(MISSING)
    with browser(path) as started:
        yield started


@pytest.fixture(scope="session")
def page_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("검토 화면") / "index.html"
    write_review(reports(), TEMPLATES, out)
    return out


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    made = chromium.new_context(viewport={"width": 1280, "height": 900}, locale="ko-KR")
    made.set_default_timeout(10_000)
    yield made
    made.close()


@pytest.fixture
def open_page(context: BrowserContext) -> Iterator[Callable[[Path], Page]]:
    """Open a file in a new window; whatever the page complains of, or fetches, fails the test."""
    complaints: list[str] = []
    fetched: list[str] = []

    def open_file(path: Path) -> Page:
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        page.on("request", lambda request: fetched.append(request.url))
        page.goto(path.as_uri())
        return page

    yield open_file
    assert complaints == []
    assert [url for url in fetched if not url.startswith(("file:", "blob:"))] == []


@pytest.fixture
def page(open_page: Callable[[Path], Page], page_file: Path) -> Page:
    return open_page(page_file)

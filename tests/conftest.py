"""Hypothesis profiles, and one browser for all tests of pages, a window for each.

``make test`` draws the same examples every time: a commit that passed here passes there, and a
failure is the commit's. The nightly run (``HYPOTHESIS_PROFILE=nightly``) draws new ones each time
and many more of them; what it finds goes into a test as an explicit example. ``make test-fast`` draws few.

What a test needs besides Python is its marker, and ``make test-fast`` leaves it out: ``workflow`` for all
of ``tests/workflow``, ``browser`` for whatever opens a page, ``pdf`` for whatever prints one; ``office``,
``slow`` and ``pdf`` for what reads one are set by hand.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from bench.browser import MISSING, browser, find_browser

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

settings.register_profile("default", max_examples=100, deadline=None, derandomize=True, database=None)
settings.register_profile(
    "nightly",
    max_examples=20_000,
    deadline=None,
    print_blob=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("fast", parent=settings.get_profile("default"), max_examples=40)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent / "workflow"):
            item.add_marker("workflow")
        for fixture, marker in (("chromium", "browser"), ("write", "pdf")):
            if fixture in getattr(item, "fixturenames", ()):
                item.add_marker(marker)
    # Workers take tests from each other: long ones first, so that none is left alone with one at the end.
    items.sort(key=lambda item: [item.get_closest_marker(name) is None for name in ("workflow", "slow")])


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    path = find_browser()
    if path is None:
        pytest.skip(MISSING)
    with browser(path) as started:
        yield started


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

"""The browser in which the review page is measured and tested: Debian's Chromium, without a window."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

try:
    from playwright.sync_api import Browser, sync_playwright
except ImportError:  # pragma: no cover - the lock has it
    sync_playwright = None  # type: ignore[assignment]

NAMES = ("chromium", "chromium-browser", "google-chrome")
OPTIONS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
MISSING = "no Chromium here (Debian: apt-get install chromium)"


def find_browser() -> str | None:
    """Return the path of the browser; None where there is none to drive."""
    if sync_playwright is None:
        return None
    return next((path for name in NAMES if (path := shutil.which(name))), None)


@contextmanager
def browser(path: str | Path) -> Iterator[Browser]:
    """Run the browser while the block runs."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=list(OPTIONS))
        try:
            yield started
        finally:
            started.close()

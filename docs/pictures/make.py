"""Makes the pictures of the README from the results: a page of a pack, and a finding of the review page.

Call it as CONTRIBUTING.md says, after ``make briefs``; poppler-utils and Chromium have to be there.
"""

from __future__ import annotations

import subprocess
from io import BytesIO
from pathlib import Path
from urllib.parse import quote

from PIL import Image

from bench.browser import browser, find_browser

HERE = Path(__file__).resolve().parent
RESULTS = HERE.parents[1] / "results"
PACK = "economy-2026-03"
DOCUMENT = "seoul-economy-2026-03"
CHECK = f"{DOCUMENT}/execution-rise/계=부서또는세부사업의합@r4c1"


def main() -> None:
    """Make both pictures.

    Raises
    ------
    SystemExit
        When there is no Chromium.
    """
    page = ["-r", "72", "-f", "2", "-l", "2", "-singlefile", "-png"]
    pack = RESULTS / "packs" / f"{PACK}.pdf"
    drawn = subprocess.run(["pdftoppm", *page, pack], check=True, capture_output=True)  # noqa: S603, S607
    _write("pack", drawn.stdout)
    path = find_browser()
    if path is None:
        raise SystemExit("Chromium이 없습니다. (no Chromium)")
    review = RESULTS / "review" / "documents" / f"{DOCUMENT}.html"
    with browser(path) as started:
        shown = started.new_page(viewport={"width": 1000, "height": 900}, locale="ko-KR")
        shown.goto(f"{review.as_uri()}#check={quote(CHECK)}")
        finding = shown.locator("article:has(:focus)").first
        finding.locator("table td").first.wait_for()
        _write("review", finding.screenshot(scale="css"))


def _write(name: str, png: bytes) -> None:
    """Write a picture with few colours, which is a third of the size; small marks keep theirs."""
    few = Image.open(BytesIO(png)).convert("RGB").quantize(48, method=Image.Quantize.FASTOCTREE)
    few.save(HERE / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()

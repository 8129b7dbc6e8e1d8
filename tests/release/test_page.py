"""The page of a release in a browser."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from geomsan.publish.packs.document import TEMPLATES
from geomsan.publish.release.build import decided
from geomsan.publish.release.folder import write_folder
from geomsan.publish.release.page import release_page
from packs.conftest import HEAD, corrected, decision, finding, pack_of, table

if TYPE_CHECKING:
    from playwright.sync_api import Page


@pytest.fixture
def release(tmp_path: Path) -> Path:
    rows = [*HEAD, ["계", "994", "12", "8.6"], ["가과", "1,000", "9", "100"]]
    budget = corrected(table(rows, findings=[finding(), finding(check_id="sample/budget/2")]))
    first, second = budget.findings
    accepted = replace(second, status="accepted", decision=decision("accepted"))
    pack = pack_of(replace(budget, findings=[first, accepted]))
    page = release_page("3월 임시회 검산 자료", [pack], decided(pack.documents), TEMPLATES)
    others = (
        "packs/sample.pdf",
        "data/sample/datapackage.json",
        "findings.csv",
        "decisions.csv",
        "coverage.csv",
    )
    write_folder(tmp_path / "자료", {"index.html": page.encode(), **dict.fromkeys(others, b"x")}, {})
    return tmp_path / "자료"


def test_every_link_leads_to_a_file_of_the_release(open_page: Callable[[Path], Page], release: Path) -> None:
    page = open_page(release / "index.html")
    links = page.eval_on_selector_all("a", "all => all.map(link => link.getAttribute('href'))")
    assert len(links) == 7
    assert all((release / link).is_file() for link in links)


def test_what_was_decided_can_be_read(open_page: Callable[[Path], Page], release: Path) -> None:
    text = open_page(release / "index.html").locator("#decisions + ol").inner_text()
    assert "정정" in text
    assert "994 → 1,215" in text
    assert "수용" in text
    assert "결산 전 잠정치" in text


@pytest.mark.parametrize("width", [1280, 400])
def test_the_page_is_accessible_and_fits(
    open_page: Callable[[Path], Page], release: Path, width: int
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = open_page(release / "index.html")
    page.set_viewport_size({"width": width, "height": 900})
    # The page forbids scripts; axe is put in by the driver.
    found = Axe().run(page).response["violations"]
    assert [json.dumps(each["id"]) for each in found] == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "packs/sample.pdf"

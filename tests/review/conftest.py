"""The review page in a browser."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from geomsan.publish.review import write_review
from review.made import reports

if TYPE_CHECKING:
    from playwright.sync_api import Page

TEMPLATES = Path(__file__).parents[2] / "workflow" / "templates"


@pytest.fixture(scope="session")
def page_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("검토 화면") / "index.html"
    write_review(reports(), TEMPLATES, out)
    return out


@pytest.fixture
def page(open_page: Callable[[Path], Page], page_file: Path) -> Page:
    return open_page(page_file)

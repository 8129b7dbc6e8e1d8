"""The review pages in a browser."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bench.review import reports as many_reports
from geomsan.publish.review import write_review
from review.made import reports

if TYPE_CHECKING:
    from playwright.sync_api import Page

TEMPLATES = Path(__file__).parents[2] / "workflow" / "templates"


@pytest.fixture(scope="session")
def index_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("검토 화면") / "index.html"
    write_review(reports(), TEMPLATES, out)
    return out


@pytest.fixture(scope="session")
def page_file(index_file: Path) -> Path:
    return index_file.parent / "documents" / "report.html"


@pytest.fixture
def page(open_page: Callable[[Path], Page], page_file: Path) -> Page:
    """The page of the document ``report``."""
    return open_page(page_file)


@pytest.fixture
def index(open_page: Callable[[Path], Page], index_file: Path) -> Page:
    return open_page(index_file)


@pytest.fixture(scope="session")
def many_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The index over 5,000 violations, each a cause of its own, 500 a document."""
    out = tmp_path_factory.mktemp("many") / "index.html"
    write_review(many_reports(5_000), TEMPLATES, out)
    return out

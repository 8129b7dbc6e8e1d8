"""The review pages in a browser: 5,000 findings, all violated, each a cause with repairs to choose from.

Time from the call to a page that answers (load), and from an action to the painted result. The page is
opened as a file. Each figure is the median of fresh page loads.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench.browser import MISSING, browser, find_browser
from bench.common import ROOT, median, result, script, write
from geomsan.check.coverage import Coverage
from geomsan.check.report import DocumentReport, Finding, TableReport
from geomsan.publish.review import write_review

if TYPE_CHECKING:
    from playwright.sync_api import Page

TEMPLATES = ROOT / "workflow" / "templates"
FINDINGS = 5_000
DOCUMENTS = 10
ROWS, PARTS = 20, 5
"""Rows of a table, each with a finding, and the figures that make up its total."""
REPETITIONS = 5


def main(out: Path, findings: int = FINDINGS, repetitions: int = REPETITIONS) -> dict[str, Any]:
    """Measure and write the result; without a browser it says so."""
    path = find_browser()
    if path is None:
        return write(out, result(str(__doc__), {"skipped": MISSING}, {}), [MISSING])
    with tempfile.TemporaryDirectory() as folder, browser(path) as started:
        index = Path(folder) / "index.html"
        begin = time.perf_counter()
        write_review(reports(findings), TEMPLATES, index)
        written = time.perf_counter() - begin
        pages = sorted((index.parent / "documents").glob("*.html"))
        taken: dict[str, list[float]] = {}
        for _ in range(repetitions):
            page = started.new_page(viewport={"width": 1280, "height": 900})
            for name, seconds in measure(page, index, pages[0]).items():
                taken.setdefault(name, []).append(seconds)
            page.close()
        sizes = {
            "index_mib": round(index.stat().st_size / 2**20, 2),
            "document_mib": round(max(each.stat().st_size for each in pages) / 2**20, 2),
        }
        version = started.version
    medians = {name: median(values) for name, values in taken.items()}
    figures = {
        "findings": findings,
        "documents": len(pages),
        **sizes,
        "browser": version,
        "repetitions": repetitions,
        "write_seconds": round(written, 3),
        "seconds": medians,
    }
    lines = [f"{findings} findings, {len(pages)} documents: {sizes}"]
    lines += [f"{name}: {value:.2f} s" for name, value in medians.items()]
    return write(out, result(str(__doc__), figures, {}), lines)


def measure(page: Page, index: Path, document: Path) -> dict[str, float]:
    """Return the seconds of a load and of what a reviewer does then, on the index and on a document."""
    item = page.locator("article.item")

    def load(path: Path) -> None:
        page.goto(path.as_uri())
        item.first.locator("table.printed").wait_for()

    def open_one() -> None:
        item.nth(1).locator(".top button").click()
        item.nth(1).locator("table.printed").wait_for(state="hidden")
        item.nth(1).locator(".top button").click()
        item.nth(1).locator("table.printed").wait_for()

    taken = {"index_load": _clock(page, lambda: load(index))}
    taken["index_document"] = _clock(page, lambda: _filter(page, "#document", document.stem))
    taken["index_search"] = _clock(page, lambda: _search(page, "세부사업 7"))
    taken["index_order"] = _clock(page, lambda: _filter(page, "#sort", "place"))
    taken["load"] = _clock(page, lambda: load(document))
    taken["filter_status"] = _clock(page, lambda: _filter(page, "#status", "open"))
    taken["search"] = _clock(page, lambda: _search(page, "세부사업 7"))
    taken["clear"] = _clock(page, lambda: _search(page, ""))
    taken["open_one"] = _clock(page, open_one)
    taken["choose_repair"] = _clock(page, lambda: item.first.locator(".choice input").nth(1).check())
    taken["language"] = _clock(page, lambda: page.click("[data-language=en]"))
    return taken


def _clock(page: Page, act: Callable[[], object]) -> float:
    begin = time.perf_counter()
    act()
    # What was drawn is painted when the second frame begins.
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    return time.perf_counter() - begin


def _filter(page: Page, selector: str, value: str) -> None:
    _change(page, lambda: page.select_option(selector, value))


def _search(page: Page, text: str) -> None:
    _change(page, lambda: page.fill("#search", text))


def _change(page: Page, act: Callable[[], object]) -> None:
    """Do something that makes the page draw the list anew, and wait until it has (its 150 ms included)."""
    page.evaluate("() => { document.querySelector('#list').firstElementChild.dataset.old = 'yes'; }")
    act()
    page.wait_for_function("() => !document.querySelector('#list [data-old]')")


def reports(findings: int) -> list[DocumentReport]:
    """Return documents whose tables have a wrong total in every row."""
    tables = max(1, findings // ROWS)
    names = [f"report-{number:02}" for number in range(min(DOCUMENTS, tables))]
    held: dict[str, list[TableReport]] = {name: [] for name in names}
    for number in range(tables):
        name = names[number * len(names) // tables]
        held[name].append(table(name, number))
    return [
        DocumentReport(name, f"{index + 1}번째 주요업무보고", {"council": "시의회"}, own)
        for index, (name, own) in enumerate(held.items())
    ]


def table(document: str, number: int) -> TableReport:
    """Return a table of ``ROWS`` programmes, each of whose totals misses its own parts by 100."""
    name = f"budget-{number:03}"
    head = ["세부사업", "계", *(f"202{year}" for year in range(PARTS))]
    rows = [head, *(_row(number, row) for row in range(1, ROWS + 1))]
    return TableReport(
        document=document,
        name=name,
        title=f"예산 현황 {number}",
        family="budget",
        section="일반 현황",
        caption="(단위: 백만원)",
        footnote="",
        unit="백만원",
        as_of="2026-01-31",
        source=f"{document}.txt {number * 30 + 1}-{number * 30 + ROWS + 1}",
        head=1,
        stub=1,
        part_starts=[0],
        rows=rows,
        places=[f"{document}.txt:{number * 30 + line + 1}" for line in range(ROWS + 1)],
        levels=[None, *([2] * ROWS)],
        figure_cells=[(row, column) for row in range(1, ROWS + 1) for column in range(1, PARTS + 2)],
        nil_cells=[],
        findings=[_finding(document, name, number, row, rows[row]) for row in range(1, ROWS + 1)],
        coverage=Coverage(ROWS, 0, ROWS, ROWS, ()),
        sha256=f"{number:064x}",
    )


def _row(number: int, row: int) -> list[str]:
    parts = [1_000 + 37 * number + 11 * row + column for column in range(PARTS)]
    return [f"세부사업 {row}", f"{sum(parts) - 100:,}", *(f"{part:,}" for part in parts)]


def _repairs(row: int, cells: list[str]) -> list[dict[str, Any]]:
    """Return the smallest changes that mend one row: its total, or one of its parts."""
    return [
        {
            "cells": [{"row": row, "column": column, "text": cells[column], "value": str(value)}],
            "score": float(column),
            "reason_ko": "부분이 바뀐 뒤 합계를 고치지 않은 것으로 보입니다",
            "reason_en": "the parts were changed after the total was made",
        }
        for column in range(1, PARTS + 2)
        for value in [int(cells[column].replace(",", "")) + (100 if column == 1 else -100)]
    ]


def _finding(document: str, name: str, number: int, row: int, cells: list[str]) -> Finding:
    printed = Decimal(cells[1].replace(",", ""))
    return Finding(
        document=document,
        table=name,
        check_id=f"{document}/{name}/합계=연도의합@r{row}c1",
        rule="sum",
        statement="계 = 2020 + 2021 + 2022 + 2023 + 2024",
        verdict="violated",
        status="open",
        unit="백만원",
        reported=printed,
        expected=printed + 100,
        difference=Decimal(-100),
        cells=[
            {"row": row, "column": column, "text": cells[column], "role": "total" if column == 1 else "part"}
            for column in range(1, PARTS + 2)
        ],
        repairs=_repairs(row, cells),
        source=f"{document}.txt:{row}",
        message_ko=f"{cells[0]} [계] = 2020 + … + 2024: 적힌 값 {cells[1]}백만원 (차이 △100)",
        message_en=f"{cells[0]} [계] = 2020 + … + 2024: printed {cells[1]}백만원 (off by △100)",
        number=number * ROWS + row,
    )


if __name__ == "__main__":
    script(main, "review")

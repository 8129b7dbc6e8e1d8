"""One run of the whole workflow on the real documents, its outputs opened and read back."""

from __future__ import annotations

import csv
import json
import re
import subprocess
from pathlib import Path

import pandas as pd
import pytest
import yaml

from geomsan.check.report import COLUMNS, DocumentReport
from geomsan.decide.stored import DecidedDocument, read_decided
from geomsan.publish.packs.selection import select_pack
from packs.test_structure import checked

from .conftest import ROOT, run_snakemake

pytestmark = pytest.mark.workflow

CONFIG = yaml.safe_load((ROOT / "config.yaml").read_text(encoding="utf-8"))
PACKS = [pack["name"] for pack in CONFIG["packs"]]


@pytest.fixture(scope="module")
def stored(finished: Path) -> dict[str, DecidedDocument]:
    results = finished / "results"
    return {
        path.stem: read_decided(path, results / "standing" / path.name)
        for path in sorted((results / "documents").glob("*.json"))
    }


@pytest.fixture(scope="module")
def reports(stored: dict[str, DecidedDocument]) -> dict[str, DocumentReport]:
    return {name: each.report for name, each in stored.items()}


def text_of(pdf: Path) -> str:
    return subprocess.run(
        ["pdftotext", "-layout", str(pdf), "-"], capture_output=True, text=True, check=True
    ).stdout


def test_a_run_shows_its_progress_and_sums_up(finished: Path) -> None:
    told = {
        name: (finished.parent / f"{name}.txt").read_text(encoding="utf-8") for name in ("stdout", "stderr")
    }
    assert "브리프" in told["stderr"]
    assert "문서 5건" in told["stdout"]


def test_findings_are_the_same_in_both_forms(finished: Path, reports: dict[str, DocumentReport]) -> None:
    with (finished / "results" / "findings.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    frame = pd.read_parquet(finished / "results" / "findings.parquet")
    assert tuple(rows[0]) == COLUMNS == tuple(frame.columns)
    assert len(rows) == len(frame) == sum(sum(report.verdicts.values()) for report in reports.values())
    assert [row["check_id"] for row in rows] == list(frame["check_id"])
    assert len({row["check_id"] for row in rows}) == len(rows)
    for row in rows:
        assert re.fullmatch(r"[^:#]+(:\d+|#.+)", row["source"])
        assert all({"row", "column", "text", "role"} <= cell.keys() for cell in json.loads(row["cells"]))
        assert (row["status"] != "") == (row["verdict"] == "violated")


def test_every_total_and_rate_is_declared_or_has_a_reason(reports: dict[str, DocumentReport]) -> None:
    nameless = [
        item for report in reports.values() for table in report.tables
        for item in table.coverage.uncovered if not item.reason
    ]  # fmt: skip
    assert nameless == []


@pytest.mark.parametrize("pack", PACKS)
def test_pack_prints_every_figure_of_its_tables(
    finished: Path, reports: dict[str, DocumentReport], pack: str
) -> None:
    spec = next(item for item in CONFIG["packs"] if item["name"] == pack)
    printed = re.sub(r"\s", "", text_of(finished / "results" / "packs" / f"{pack}.pdf"))
    tables = [
        table
        for report in reports.values()
        for table in report.tables
        if table.document in spec.get("documents", ()) or set(table.topics) & set(spec.get("topics", ()))
    ]
    assert tables
    missing = {
        number
        for table in tables
        for row, column in table.figure_cells
        for number in re.findall(r"\d[\d,.]*\d|\d", table.rows[row][column])
        if number not in printed
    }
    assert missing == set()
    for table in tables:
        assert re.sub(r"\s", "", table.title) in printed


@pytest.mark.parametrize("pack", PACKS)
def test_every_cell_of_a_pack_names_its_heads(
    finished: Path, stored: dict[str, DecidedDocument], pack: str
) -> None:
    described = next(item for item in CONFIG["packs"] if item["name"] == pack)
    series = [series for each in stored.values() for series in each.series]
    spec = select_pack(described, [each.report for each in stored.values()], series)
    assert checked(finished / "results" / "packs" / f"{pack}.pdf", spec) > 20


@pytest.mark.parametrize("pack", PACKS)
def test_pack_embeds_its_fonts(finished: Path, pack: str) -> None:
    listing = subprocess.run(
        ["pdffonts", str(finished / "results" / "packs" / f"{pack}.pdf")],
        capture_output=True, text=True, check=True,
    ).stdout.splitlines()[2:]  # fmt: skip
    assert listing
    for line in listing:
        assert "Nanum" in line
        embedded, subset = re.search(r"\b(yes|no)\s+(yes|no)\s+(yes|no)\b", line).group(1, 2)  # type: ignore[union-attr]
        assert (embedded, subset) == ("yes", "yes"), line


def test_drafts_say_so_on_every_page(finished: Path, reports: dict[str, DocumentReport]) -> None:
    assert reports["seoul-economy-2019-09"].open_findings
    pages = text_of(finished / "results" / "packs" / "economy-2019-09.pdf").split("\f")[:-1]
    assert len(pages) >= 4
    assert all("검토용" in page for page in pages)
    assert not reports["junggu-pledge-2025"].open_findings
    pages = text_of(finished / "results" / "packs" / "junggu-pledge-2025.pdf").split("\f")[:-1]
    assert all("검토용" in "".join(page.split()) for page in pages), "its decisions are examples"
    assert "예시 결정 2건" in pages[0]
    assert not reports["seoul-manufacturing-hub-2024"].verdicts["violated"]
    done = text_of(finished / "results" / "packs" / "manufacturing-hub-2024.pdf")
    assert "검산 완료" in done
    assert "검토용" not in done


def test_sums_can_be_checked_with_plain_tools(finished: Path) -> None:
    check = subprocess.run(
        ["sha256sum", "--check", "--strict", "SHA256SUMS"], cwd=finished / "results" / "packs",
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert check.returncode == 0, check.stdout
    manifest = json.loads((finished / "results" / "packs" / "manifest.json").read_text(encoding="utf-8"))
    assert sorted(manifest["packs"]) == sorted(PACKS)
    inputs = manifest["packs"]["economy-2026-03"]["inputs"]
    assert "raw/seoul-economy-2022-09/datapackage.yaml" in inputs, "it prints a comparison with that session"


def test_second_run_has_nothing_to_do(finished: Path) -> None:
    run = run_snakemake(finished, "--dry-run")
    assert "Nothing to be done" in run.stdout + run.stderr


def test_snakemake_report_speaks_korean(finished: Path) -> None:
    run = run_snakemake(finished, "--report", "report.html")
    assert run.returncode == 0, run.stderr
    assert "WARNING" not in run.stdout + run.stderr, "every caption is readable"
    page = (finished / "report.html").read_text(encoding="utf-8")
    categories = json.loads(re.search(r"\bcategories = (\{.*\})", page).group(1))  # type: ignore[union-attr]
    assert set(categories) == {"브리프", "검토", "목록", "대사"}

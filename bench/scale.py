"""How time grows with the number of documents, the size of tables and the pages of a pack."""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pikepdf

from bench.common import (
    ROOT,
    Result,
    copy_project,
    environment_of,
    median,
    ratio,
    result,
    run,
    script,
    seconds,
    snakemake,
    write,
)
from geomsan.check.assembly import document_report
from geomsan.check.families.registry import load_families
from geomsan.check.identities.declare import bind
from geomsan.check.identities.verdicts import evaluate
from geomsan.check.validation import check_table
from geomsan.publish.packs.document import TEMPLATES, PackSpec, pack_html
from geomsan.publish.packs.pdf import write_pdf
from geomsan.read.documents.descriptor import Document
from geomsan.read.figures.units import read_unit
from geomsan.read.tables.grid import Grid
from geomsan.read.tables.layout import layout_from
from geomsan.read.tables.reading import TableSource, read_table

WHAT = """
documents: copies of one real document (junggu-pledge-2025, two tables) under other names, one pack;
seconds of `snakemake -n` by their number, and of reading and checking them all from nothing
(`snakemake` up to results/documents, all cores) a document. tables: generated budgets of 8 columns
whose totals, subtotals, sums and rates agree; `reading_and_verdicts` from printed cells to the
verdict of each rule, `check_table` all that a document's table goes through. packs: one such table
from HTML to PDF, by pages. Growth is the
time a document, row or page at the largest size over that at the size named.
"""
SAMPLE = "junggu-pledge-2025"
HEAD = ("부서", "본예산", "이월", "예산현액", "원인행위액", "원인행위집행률", "지출액", "지출집행률")
GROUP = 10
"""Rows under one subtotal of a generated table."""


def main(
    out: Path,
    planned: Sequence[int] = (10, 100, 500),
    checked: Sequence[int] = (10, 50),
    rows: Sequence[int] = (10, 30, 100, 300, 1000, 3000),
    page_rows: Sequence[int] = (30, 300, 1000),
) -> Result:
    """Measure the three."""
    documents = _documents(planned, checked)
    tables = [_table_seconds(count) for count in rows]
    packs = [_pack_seconds(count) for count in page_rows]
    largest, middle = tables[-1], tables[len(tables) // 2]
    ratios = {
        f"dry_run_growth_from_{planned[0]}": ratio(
            documents["dry_run"][-1]["seconds"] / planned[-1], documents["dry_run"][0]["seconds"] / planned[0]
        ),
        f"document_growth_from_{checked[0]}": ratio(
            documents["checked"][-1]["seconds_a_document"], documents["checked"][0]["seconds_a_document"]
        ),
        f"verdict_growth_from_{middle['rows']}_rows": ratio(
            largest["reading_and_verdicts"] / largest["rows"],
            middle["reading_and_verdicts"] / middle["rows"],
        ),
        f"check_table_growth_from_{middle['rows']}_rows": ratio(
            largest["check_table"] / largest["rows"], middle["check_table"] / middle["rows"]
        ),
        f"page_growth_from_{packs[0]['pages']}": ratio(
            packs[0]["pages_a_second"], packs[-1]["pages_a_second"]
        ),
    }
    lines = [
        "snakemake -n: "
        + ", ".join(
            f"{item['documents']} documents {item['seconds']:.1f} s" for item in documents["dry_run"]
        ),
        "read and checked: "
        + ", ".join(
            f"{item['documents']} documents {item['seconds_a_document']:.2f} s each"
            for item in documents["checked"]
        ),
        f"a table of {largest['rows']} rows: reading and verdicts {largest['reading_and_verdicts']:.2f} s, "
        f"all of its check {largest['check_table']:.2f} s",
        f"a pack of {packs[-1]['pages']} pages: {packs[-1]['pages_a_second']:.1f} pages a second",
    ]
    figures = {**documents, "tables": tables, "packs": packs}
    return write(out, result(WHAT, figures, ratios), lines)


# --- documents --------------------------------------------------------------------------------


def _documents(planned: Sequence[int], checked: Sequence[int]) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {"dry_run": [], "checked": []}
    for count in sorted({*planned, *checked}):
        with tempfile.TemporaryDirectory(prefix="geomsan-bench-") as name:
            folder = project_of(count, Path(name) / "project")
            environment = environment_of(folder)
            if count in planned:
                taken = median(run(snakemake("-n"), folder, environment).wall for _ in range(3))
                found["dry_run"].append({"documents": count, "seconds": taken})
            if count in checked:
                targets = [
                    f"results/documents/{path.parent.name}.json"
                    for path in sorted((folder / "raw").glob("*/datapackage.yaml"))
                ]
                used = run(snakemake("--", *targets), folder, environment)
                found["checked"].append(
                    {
                        "documents": count,
                        "seconds": round(used.wall, 1),
                        "cpu_seconds": round(used.cpu, 1),
                        "seconds_a_document": round(used.wall / count, 3),
                    }
                )
    return found


def project_of(count: int, folder: Path) -> Path:
    """Return a copy of the project with ``count`` copies of one real document and a single pack."""
    copy_project(folder, [SAMPLE])
    sample = folder / "raw" / SAMPLE
    for number in range(count):
        target = folder / "raw" / f"document-{number:04}"
        shutil.copytree(sample, target)
        descriptor = target / "datapackage.yaml"
        text = descriptor.read_text(encoding="utf-8")
        descriptor.write_text(
            text.replace(f"name: {SAMPLE}\n", f"name: {target.name}\n", 1), encoding="utf-8"
        )
    shutil.rmtree(sample)
    (folder / "config.yaml").write_text(
        "documents: all\npacks:\n  - {name: bench, title: 시험, documents: [document-0000]}\n",
        encoding="utf-8",
    )
    return folder


# --- tables -----------------------------------------------------------------------------------


def budget(count: int) -> TableSource:
    """Return a generated table of ``count`` rows: a total, subtotals and departments that agree."""
    body: list[tuple[str, ...]] = []
    sums: list[tuple[int, int, int, int]] = []
    number = 0
    while (left := count - 1 - len(body)) > 0:
        # A subtotal alone at the end would add up nothing: the last group takes one row more.
        room = min(GROUP, left - 1) + (left - 1 == GROUP + 1)
        items = [_amounts(number + offset) for offset in range(room)]
        whole = _added(items)
        body.append(_cells("소계", whole))
        body += [_cells(f"사업 {number + offset}", item) for offset, item in enumerate(items)]
        sums.append(whole)
        number += room
    grid = [HEAD, _cells("계", _added(sums)), *body]
    return TableSource(
        document="generated",
        name="budget",
        title="예산 집행 현황",
        grid=Grid(tuple(grid), tuple(f"generated.txt:{line}" for line in range(1, len(grid) + 1))),
        layout=layout_from({"columns": list(HEAD[1:])}),
        family="execution",
        unit=read_unit("백만원"),
        notes={"section": "예산 집행 현황"},
    )


def _amounts(number: int) -> tuple[int, int, int, int]:
    """Return initial budget, carried in, committed and spent of a row; the same ones every time."""
    initial, carried = 1000 + number * 7919 % 90_000, number * 104_729 % 500
    committed = (initial + carried) * (50 + number % 50) // 100
    return initial, carried, committed, committed * (40 + number % 60) // 100


def _added(rows: Sequence[tuple[int, int, int, int]]) -> tuple[int, int, int, int]:
    first, second, third, fourth = (sum(column) for column in zip(*rows, strict=True))
    return first, second, third, fourth


def _cells(label: str, amounts: tuple[int, int, int, int]) -> tuple[str, ...]:
    initial, carried, committed, spent = amounts
    current = initial + carried
    rates = [f"{int(1000 * part / current + 0.5) / 10:.1f}" for part in (committed, spent)]
    printed = [f"{value:,}" for value in (initial, carried, current, committed, spent)]
    return label, *printed[:4], rates[0], printed[4], rates[1]


def _table_seconds(count: int) -> dict[str, Any]:
    family = load_families(ROOT / "schemas")["execution"]
    source = budget(count)
    rules = 0

    def read_and_decide() -> None:
        nonlocal rules
        table = read_table(source, family.measures())
        rules = len([evaluate(edit) for identity in family.identities() for edit in bind(identity, table)])

    repetitions = 5 if count <= 300 else 3
    return {
        "rows": count,
        "reading_and_verdicts": median(seconds(read_and_decide, repetitions)),
        "check_table": median(seconds(lambda: check_table(source, family), repetitions)),
        "rules": rules,
    }


# --- packs ------------------------------------------------------------------------------------


def _pack_seconds(count: int) -> dict[str, Any]:
    source = budget(count)
    checked = check_table(source, load_families(ROOT / "schemas")["execution"])
    document = Document("generated", "예산 집행 현황", {}, (source,), {})
    spec = PackSpec("generated", "예산 집행 현황", [document_report(document, [checked])])
    with tempfile.TemporaryDirectory(prefix="geomsan-bench-") as name:
        out = Path(name) / "pack.pdf"
        start = time.perf_counter()
        html = pack_html(spec)
        making = time.perf_counter() - start
        write_pdf(html, out, None, TEMPLATES / "pack.css", {})
        taken = time.perf_counter() - start
        with pikepdf.open(out) as pdf:
            pages = len(pdf.pages)
    return {
        "rows": count,
        "pages": pages,
        "html_seconds": round(making, 3),
        "seconds": round(taken, 2),
        "pages_a_second": round(pages / taken, 2),
    }


if __name__ == "__main__":
    script(main, "scale")

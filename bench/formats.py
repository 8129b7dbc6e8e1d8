"""Growth of ``geomsan check`` with the size of a document, in every format, and its floor."""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import count, pairwise
from math import log10
from pathlib import Path
from typing import Any

from bench.common import DESCRIPTOR_SCHEMA, ROOT, Result, Usage, ratio, result, run, script, write
from bench.reports import FAMILIES, Made, generate
from bench.reports.writers import SINGLE, WRITERS
from bench.scale import HEAD, budget
from bench.startup import GEOMSAN
from geomsan.read.documents.descriptor import read_document

WHAT = """
`geomsan check FILE --format json` in a process of its own, on generated documents of 1, 10 and 100
times as many cells as the largest document of raw/ has: report tables one after the other, in tsv and
csv one tall budget. Wall and CPU seconds with all child processes, and the highest sum of resident
memory. The floor is that format's usual reader, which only takes out the cells. Growth is CPU seconds
over ten times those of a tenth of the size (1 is linear); CPU, because others may use the machine.
Two formats are measured at a time. A size is left out when, going by the one before, it would take more
than `most_cpu_seconds`, or when geomsan does not check the whole of so large a file.
"""
FLOORS = {
    "tsv": "import csv; print(sum(map(len, csv.reader(open({!r}, encoding='utf-8'), delimiter='\\t'))))",
    "csv": "import csv; print(sum(map(len, csv.reader(open({!r}, encoding='utf-8-sig')))))",
    "txt": "print(sum(len(line.split('\\t')) for line in open({!r}, encoding='utf-8')))",
    "xlsx": "import openpyxl; print(sum(len(row) for sheet in openpyxl.load_workbook({!r}, read_only=True)"
    " for row in sheet.iter_rows(values_only=True)))",
    "hwpx": "import zipfile; from xml.etree import ElementTree as T; print(sum(1 for _ in T.fromstring("
    "zipfile.ZipFile({!r}).read('Contents/section0.xml')).iter()))",
    "pdf": "import pdfplumber\nwith pdfplumber.open({!r}) as pdf:\n"
    " for page in pdf.pages:\n  page.extract_tables(); page.close()",
}
"""How each format is read without geomsan: the standard library, openpyxl, plain pdfplumber."""
MOST_CPU_SECONDS = 400.0
"""For one document; a larger one is left out, so that the whole stays short."""
_AT_A_TIME = 2
_STATUSES = (0, 1, 2)
"""Of `geomsan check`: one of thousands of tables may be misread, and there is a limit of size."""


@dataclass(frozen=True)
class Size:
    """How large a document is."""

    tables: int
    rows: int
    cells: int


def largest_document(raw: Path = ROOT / "raw") -> Size:
    """Return the size of the document of ``raw/`` that has most cells."""
    sizes = []
    for path in raw.glob("*/datapackage.yaml"):
        grids = [table.grid.rows for table in read_document(path.parent, DESCRIPTOR_SCHEMA).tables]
        rows = [row for grid in grids for row in grid]
        sizes.append(Size(len(grids), len(rows), sum(map(len, rows))))
    return max(sizes, key=lambda size: size.cells)


def tables_of(cells: int, *, is_single: bool) -> list[Made]:
    """Return generated tables of so many cells, or a little more: all families in turn, or one tall one."""
    if is_single:
        source = budget(max(10, -(-cells // len(HEAD))))
        return [Made("budget", source.title, "(단위 : 백만원)", [list(row) for row in source.grid.rows])]
    made: list[Made] = []
    for seed in count():
        for family in FAMILIES:
            made.append(generate(family, seed))
            cells -= sum(map(len, made[-1].grid))
            if cells <= 0:
                return made
    return made


def main(
    out: Path,
    formats: Sequence[str] = tuple(WRITERS),
    factors: Sequence[int] = (1, 10, 100),
    most: float = MOST_CPU_SECONDS,
) -> Result:
    """Measure every format."""
    size = largest_document()
    figures: dict[str, Any] = {"largest_document": vars(size), "most_cpu_seconds": most}
    ratios: dict[str, float] = {}
    lines = [f"once: {size.tables} tables, {size.rows} rows, {size.cells} cells"]
    with ThreadPoolExecutor(_AT_A_TIME) as pool:
        found = pool.map(lambda name: measured(name, size, factors, most), formats)
    for name, items in zip(formats, found, strict=True):
        figures[name] = items
        done = [item for item in items if "check" in item]
        for smaller, larger in pairwise(done):
            times = larger["factor"] / smaller["factor"]
            growth = larger["check"]["cpu_seconds"] / smaller["check"]["cpu_seconds"]
            ratios[f"{name}_growth_to_{larger['factor']}"] = ratio(growth, times)
            larger["exponent"] = round(log10(growth) / log10(times), 2)
        largest = done[-1]
        ratios[f"{name}_to_floor_at_{largest['factor']}"] = ratio(
            largest["check"]["cpu_seconds"], largest["floor"]["cpu_seconds"]
        )
        lines.append(f"{name}: " + ", ".join(map(_told, items)))
    return write(out, result(WHAT, figures, ratios), lines)


def measured(name: str, size: Size, factors: Sequence[int], most: float) -> list[dict[str, Any]]:
    """Return what a format takes, by size."""
    found: list[dict[str, Any]] = []
    with tempfile.TemporaryDirectory(prefix="geomsan-bench-") as folder:
        for factor in factors:
            expected = found[-1]["check"]["cpu_seconds"] * factor / found[-1]["factor"] if found else 0
            if expected > most:
                found.append({"factor": factor, "left_out": f"about {expected:.0f} s expected"})
                break
            path = Path(folder) / f"document.{name}"
            made = write_document(name, size, factor, path)
            answer = path.with_suffix(".json")
            command = [*GEOMSAN, "check", path.name, "--format", "json"]
            checked = run(command, path.parent, statuses=_STATUSES, answer=answer)
            # Where the pages of a pdf begin anew, the last table and the first may be taken for one.
            if not is_whole(answer, len(made) - (factor if name == "pdf" else 0)):
                found.append({"factor": factor, "left_out": "geomsan does not check so large a file"})
                break
            floor = run([sys.executable, "-c", FLOORS[name].format(path.name)], path.parent)
            found.append(
                {
                    "factor": factor,
                    "tables": len(made),
                    "cells": sum(len(row) for table in made for row in table.grid),
                    "file_kib": round(path.stat().st_size / 1024),
                    "check": _seconds(checked),
                    "floor": _seconds(floor),
                }
            )
    return found


def write_document(name: str, size: Size, factor: int, path: Path) -> list[Made]:
    """Write a document of so many times the size; return its tables.

    A pdf repeats the pages of one of the size itself: laying out a thousand pages takes longer than
    reading them.
    """
    if name != "pdf":
        made = tables_of(size.cells * factor, is_single=name in SINGLE)
        WRITERS[name](made, path)
        return made
    import pikepdf

    made = tables_of(size.cells, is_single=False)
    once = path.with_name("once.pdf")
    WRITERS[name](made, once)
    with pikepdf.open(once) as source, pikepdf.new() as target:
        for _ in range(factor):
            target.pages.extend(source.pages)
        target.save(path)
    return made * factor


def is_whole(answer: Path, tables: int) -> bool:
    """Tell whether geomsan checked a whole file: nothing refused, nearly every table there."""
    told = json.loads(answer.read_text(encoding="utf-8"))
    return not told["errors"] and len(told["tables"]) >= 0.9 * tables


def _seconds(used: Usage) -> dict[str, float]:
    return {
        "seconds": round(used.wall, 2),
        "cpu_seconds": round(used.cpu, 2),
        "memory_mib": round(used.memory_mib),
    }


def _told(item: dict[str, Any]) -> str:
    if "left_out" in item:
        return f"{item['factor']}x left out ({item['left_out']})"
    check = item["check"]
    return f"{item['factor']}x {check['cpu_seconds']:.1f} s CPU {check['memory_mib']} MiB"


if __name__ == "__main__":
    script(main, "formats")

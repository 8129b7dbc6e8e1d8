"""The whole workflow on the real documents, beside bare WeasyPrint and a bare ``snakemake -n``."""

from __future__ import annotations

import hashlib
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from bench.common import (
    ROOT,
    Result,
    Usage,
    copy_project,
    environment_of,
    machine,
    median,
    ratio,
    result,
    run,
    script,
    snakemake,
    write,
)
from geomsan.decide.stored import read_decided
from geomsan.publish.packs.document import pack_html
from geomsan.publish.packs.fonts import find_fonts, font_face_css
from geomsan.publish.packs.selection import select_pack
from geomsan.read.documents.descriptor import read_document
from geomsan.read.documents.project import Project

WHAT = """
Workflow: workflow/run.sh (what `make briefs` runs once the environment is there) in a copy of the
project, from nothing to all packs. Bare: the HTML and the styles of the same packs, one fresh
process a pack that imports WeasyPrint and calls HTML(string).write_pdf(), as many at a time as there
are cores; `tagged` asks WeasyPrint for PDF/UA, as the packs do. Second run: the workflow with
nothing changed, in turn with `snakemake -n`. Changed cell: one figure of one document and its
sha256. CPU includes all child processes; memory is the highest sum of their resident sizes.
"""
BARE = """
import sys
from pathlib import Path
from weasyprint import HTML
options = {"pdf_variant": sys.argv[3]} if len(sys.argv) > 3 else {}
HTML(string=Path(sys.argv[1]).read_text(encoding="utf-8")).write_pdf(sys.argv[2], **options)
"""


def main(out: Path, repetitions: int = 3, documents: Sequence[str] | None = None) -> Result:
    """Measure first run, second run and one changed cell."""
    with tempfile.TemporaryDirectory(prefix="geomsan-bench-") as name:
        folder = copy_project(Path(name) / "project", documents)
        if documents is not None:
            _keep_packs_of(folder, documents)
        return _measure(folder, out, repetitions)


def _measure(folder: Path, out: Path, repetitions: int) -> Result:
    workflow, bare, tagged = [], [], []
    pages = Path(folder.parent) / "pages"
    for _ in range(repetitions):
        for generated in ("results", ".snakemake"):
            shutil.rmtree(folder / generated, ignore_errors=True)
        workflow.append(run_workflow(folder))
        sources = pack_sources(folder, pages)
        bare.append(_render(sources, ()))
        tagged.append(_render(sources, ("pdf/ua-1",)))
    second, dry = _second_runs(folder, 2 * repetitions + 1)
    changed = _changed_cell(folder)
    floor = {"bare": _median_usage(bare), "bare_tagged": _median_usage(tagged)}
    whole = _median_usage(workflow)
    figures = {
        "packs": len(list((folder / "results/packs").glob("*.pdf"))),
        "repetitions": repetitions,
        "workflow": whole,
        **floor,
        "second_run_seconds": second,
        "dry_run_seconds": dry,
        "set_up_check_seconds": _set_up_check(),
        "changed_cell": changed,
    }
    ratios = {
        "workflow_to_bare": ratio(whole["wall_seconds"], floor["bare"]["wall_seconds"]),
        "workflow_to_bare_cpu": ratio(whole["cpu_seconds"], floor["bare"]["cpu_seconds"]),
        "workflow_to_bare_tagged": ratio(whole["wall_seconds"], floor["bare_tagged"]["wall_seconds"]),
        "second_run_to_dry_run": ratio(second, dry),
        "changed_cell_to_workflow": ratio(changed["wall_seconds"], whole["wall_seconds"]),
    }
    lines = [
        f"first run {whole['wall_seconds']:.1f} s ({whole['cpu_seconds']:.1f} s CPU, "
        f"{whole['memory_mib']:.0f} MiB); bare WeasyPrint {floor['bare']['wall_seconds']:.1f} s: "
        f"ratio {ratios['workflow_to_bare']} (CPU {ratios['workflow_to_bare_cpu']})",
        f"second run {second:.2f} s; snakemake -n {dry:.2f} s: ratio {ratios['second_run_to_dry_run']}",
        f"one changed cell of {changed['document']}: {len(changed['jobs'])} jobs, "
        f"{changed['wall_seconds']:.1f} s",
    ]
    return write(out, result(WHAT, figures, ratios), lines)


def run_workflow(folder: Path) -> Usage:
    """Run the workflow of a copied project, as ``make briefs`` does."""
    return run(["bash", "workflow/run.sh"], folder, environment_of(folder))


def pack_sources(folder: Path, pages: Path) -> list[Path]:
    """Write what the packs of a finished run were set from: one HTML file a pack, styles within."""
    pages.mkdir(exist_ok=True)
    templates = folder / "workflow" / "templates"
    style = font_face_css(find_fonts()) + (templates / "pack.css").read_text(encoding="utf-8")
    results = folder / "results"
    decided = [
        read_decided(path, results / "standing" / path.name)
        for path in sorted((results / "documents").glob("*.json"))
    ]
    reports, series = [each.report for each in decided], [one for each in decided for one in each.series]
    sources = []
    for pack in Project(folder).read_config()["packs"]:
        html = pack_html(select_pack(pack, reports, series), templates)
        path = pages / f"{pack['name']}.html"
        path.write_text(html.replace("</head>", f"<style>{style}</style></head>", 1), encoding="utf-8")
        sources.append(path)
    # The longest first, so that no core waits for it at the end.
    return sorted(sources, key=lambda path: path.stat().st_size, reverse=True)


def _render(sources: Sequence[Path], options: Sequence[str]) -> Usage:
    start = time.perf_counter()
    with ThreadPoolExecutor(machine()["cores"]) as pool:
        used = list(pool.map(lambda source: _render_one(source, options), sources))
    return Usage(
        time.perf_counter() - start,
        sum(usage.cpu for usage in used),
        max(usage.memory_mib for usage in used),
        max(usage.largest_mib for usage in used),
    )


def _render_one(source: Path, options: Sequence[str]) -> Usage:
    folder = source.with_suffix("")
    folder.mkdir(exist_ok=True)
    return run([sys.executable, "-c", BARE, source, source.with_suffix(".pdf"), *options], folder)


def _second_runs(folder: Path, repetitions: int) -> tuple[float, float]:
    """Return the medians of runs with nothing changed, and of bare dry runs in turn with them."""
    second, dry = [], []
    for _ in range(repetitions):
        second.append(run_workflow(folder).wall)
        dry.append(run(snakemake("-n"), folder, environment_of(folder)).wall)
    return median(second), median(dry)


def _set_up_check() -> float | None:
    """Return how long set-up takes to see that there is nothing to do, where it has been done."""
    if not (ROOT / ".venv" / ".project-installed").exists():
        return None
    with tempfile.TemporaryDirectory(prefix="geomsan-bench-") as name:
        command = ["bash", str(ROOT / "workflow" / "setup.sh")]
        return median(run(command, Path(name)).wall for _ in range(3))


def _changed_cell(folder: Path) -> dict[str, Any]:
    """Change one figure; say which jobs ran, how long it took and whether others were left alone."""
    document, cell = change_cell(folder)
    before = time.time()
    used = run_workflow(folder)
    logs = folder / "results" / "logs"
    jobs = sorted(
        str(path.relative_to(logs).with_suffix(""))
        for path in logs.rglob("*.log")
        if path.stat().st_mtime >= before
    )
    own = [job for job in jobs if job.startswith(("ingest/", "validate/"))]
    return {
        "document": document,
        "cell": cell,
        "wall_seconds": round(used.wall, 2),
        "cpu_seconds": round(used.cpu, 2),
        "jobs": jobs,
        "only_that_document_checked": own == [f"ingest/{document}", f"validate/{document}"],
    }


def change_cell(folder: Path) -> tuple[str, str]:
    """Change the last digit of the last plain figure of a document's last table, and the table's hash."""
    document = min(path.parent.name for path in (folder / "raw").glob("*/datapackage.yaml"))
    home = folder / "raw" / document
    read_document(home, folder / "schemas" / "datapackage.schema.json")
    path = sorted(home.glob("*.tsv"))[0]
    content = path.read_bytes()
    figure = list(re.finditer(rb"(?<=\t)[0-9,]*[0-9](?=[\t\n])", content))[-1]
    new = figure[0][:-1] + (b"1" if figure[0].endswith(b"0") else b"0")
    changed = content[: figure.start()] + new + content[figure.end() :]
    path.write_bytes(changed)
    descriptor = home / "datapackage.yaml"
    text = descriptor.read_text(encoding="utf-8")
    old_hash, new_hash = (hashlib.sha256(data).hexdigest() for data in (content, changed))
    assert old_hash in text
    descriptor.write_text(text.replace(old_hash, new_hash), encoding="utf-8")
    return document, f"{path.name}: {figure[0].decode()} → {new.decode()}"


def _keep_packs_of(folder: Path, documents: Sequence[str]) -> None:
    """Leave one pack of the documents in the configuration of a smaller copy."""
    names = ", ".join(documents)
    (folder / "config.yaml").write_text(
        f"documents: all\npacks:\n  - {{name: bench, title: bench, documents: [{names}]}}\n", encoding="utf-8"
    )


def _median_usage(usages: Sequence[Usage]) -> dict[str, float]:
    return {
        "wall_seconds": round(median(usage.wall for usage in usages), 2),
        "cpu_seconds": round(median(usage.cpu for usage in usages), 2),
        "memory_mib": round(median(usage.memory_mib for usage in usages)),
    }


if __name__ == "__main__":
    script(main, "briefs")

"""The desk with 5,000 findings: start, pages, decisions and their undo, and the memory of the server.

Documents of real files are checked by the desk itself, in a process of its own that is asked over HTTP. The
first start proves everything; the next ones read what was proved. Seconds of wall time.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import httpx
import psutil
import yaml

from bench.common import ROOT, median, result, script, write

FINDINGS, DOCUMENTS = 5_000, 10
TABLES, ROWS = 20, 2
"""Tables of a document, and their rows, each with a wrong total; the other findings are in its prose."""
COLUMNS = ["계", "가", "나", "다", "라", "마"]
REPETITIONS = 7
SERVE = [sys.executable, "-m", "geomsan.command.cli", "serve", "--no-browser"]


def main(out: Path, findings: int = FINDINGS, repetitions: int = REPETITIONS) -> dict[str, Any]:
    """Measure and write the result."""
    with tempfile.TemporaryDirectory() as made:
        root = Path(made)
        write_project(root, findings)
        taken: dict[str, list[float]] = {}
        with served(root, taken, "first_start"):
            pass
        with served(root, taken, "next_start") as (client, process):
            clock(taken, "first_look", lambda: client.get("/review/index.html"))
            measure(client, taken, repetitions)
            memory = psutil.Process(process.pid).memory_info().rss / 2**20
    seconds = {name: median(values) for name, values in taken.items()}
    figures = {"findings": findings, "documents": DOCUMENTS, "memory_mib": round(memory), "seconds": seconds}
    lines = [f"{name}: {value:.2f} s" for name, value in seconds.items()]
    return write(out, result(str(__doc__), figures, {}), [*lines, f"memory: {memory:.0f} MiB"])


def write_project(root: Path, findings: int) -> None:
    """Write documents whose tables have a wrong total in every row."""
    shutil.copytree(ROOT / "schemas", root / "schemas", ignore=shutil.ignore_patterns("__pycache__"))
    names = [f"report-{number:02}" for number in range(DOCUMENTS)]
    config = {"documents": "all", "packs": [{"name": "pack", "title": "검산", "documents": names}]}
    (root / "config.yaml").write_text(yaml.safe_dump(config, allow_unicode=True), encoding="utf-8")
    for number, name in enumerate(names):
        folder = root / "raw" / name
        folder.mkdir(parents=True)
        resources = [_table(folder, number, table) for table in range(TABLES)]
        lines = [
            f"- 거점 5개소({chr(0xAC00 + line)}동, 나동, 다동, 라동)"
            for line in range(findings // DOCUMENTS - TABLES * ROWS)
        ]
        (folder / f"{name}.txt").write_text("\n\n".join(lines), encoding="utf-8")
        descriptor = {
            "name": name,
            "title": f"{number + 1}번째 주요업무보고",
            "date": f"2026-01-{number + 1:02}",
            "sources": [{"title": "보고서", "path": f"{name}.txt"}],
            "resources": resources,
        }
        text = yaml.safe_dump(descriptor, allow_unicode=True, sort_keys=False)
        (folder / "datapackage.yaml").write_text(text, encoding="utf-8")


def _table(folder: Path, document: int, table: int) -> dict[str, Any]:
    name = f"table-{table:02}"
    rows = [["구분", *COLUMNS]]
    for row in range(ROWS):
        parts = [1_000 + 977 * document + 37 * table + 11 * row + part for part in range(len(COLUMNS) - 1)]
        rows.append(
            [f"사업 {document}-{table}-{row}", f"{sum(parts) - 100:,}", *(f"{part:,}" for part in parts)]
        )
    (folder / f"{name}.tsv").write_text("".join("\t".join(row) + "\n" for row in rows), encoding="utf-8")
    formula = f"계 = {' + '.join(COLUMNS[1:])}"
    return {
        "name": name,
        "title": f"예산 현황 {table}",
        "path": f"{name}.tsv",
        "family": "declared",
        "unit": "백만원",
        "layout": {"columns": COLUMNS},
        "identities": [{"rule": "sum", "statement": formula, "formula": formula, "status": "confirmed"}],
    }


@contextmanager
def served(
    root: Path, taken: dict[str, list[float]], name: str
) -> Iterator[tuple[httpx.Client, subprocess.Popen[bytes]]]:
    """Start a desk; the time until it knows every document counts under a name."""
    begin = time.perf_counter()
    opener = root / "results" / "desk" / "open.html"
    opener.unlink(missing_ok=True)  # that of a desk that was ended
    with subprocess.Popen(SERVE, cwd=root, stdout=subprocess.DEVNULL) as process:
        try:
            while not opener.exists():
                time.sleep(0.05)
                if process.poll() is not None:
                    raise RuntimeError("the desk did not start")
            address = re.findall(r'href="([^"]+)"', opener.read_text(encoding="utf-8"))[0]
            here = address.partition("/enter/")[0]
            with httpx.Client(base_url=here, headers={"origin": here}, timeout=600) as client:
                client.get(address)
                client.get("/standing").raise_for_status()
                taken[name] = [time.perf_counter() - begin]
                yield client, process
        finally:
            process.terminate()


def clock(taken: dict[str, list[float]], name: str, ask: Callable[[], httpx.Response]) -> httpx.Response:
    """Take the time of an answer."""
    begin = time.perf_counter()
    answer = ask()
    taken.setdefault(name, []).append(time.perf_counter() - begin)
    return answer.raise_for_status()


def measure(client: httpx.Client, taken: dict[str, list[float]], repetitions: int) -> None:
    """Ask for pages, decide, and take back, several times."""
    for number in range(repetitions):
        name = f"report-{number:02}"
        clock(taken, "index", lambda: client.get("/review/index.html"))
        page = clock(taken, "document", partial(client.get, f"/review/documents/{name}.html"))
        finding, hashes = _finding(page.text)
        for kind in ("accepted", "corrected", "withdrawn"):
            body = {"decisions": [_entry(finding, hashes, kind)], "seen": {}}
            clock(taken, kind, partial(client.post, "/decide", json=body))


def _finding(page: str) -> tuple[dict[str, Any], dict[str, str]]:
    """Return a finding of a page as its data has it, and the hashes of the document's tables."""
    found = re.search(r'<script[^>]*type="application/json"[^>]*>(.*?)</script>', page, re.DOTALL)
    if found is None:
        raise RuntimeError("the page has no data")
    document = json.loads(found[1])["documents"][0]
    return document["tables"][0]["findings"][0], document["hashes"]


def _entry(finding: dict[str, Any], hashes: dict[str, str], kind: str) -> dict[str, Any]:
    """Return the decision that the page would send."""
    said = {"check": finding["id"], "decision": kind, "by": "예산담당관"}
    if kind == "withdrawn":
        return said
    cells = [{key: cell[key] for key in ("row", "column", "text")} for cell in finding["cells"]]
    total = next(cell for cell in finding["cells"] if cell["role"] in ("result", "total"))
    value = finding["expected"]
    reason = {"accepted": {"reason": "원문이 그러함"}, "corrected": {"evidence": "결산서"}}[kind]
    wanted = {key: total[key] for key in ("row", "column", "text")} | {"value": value}
    corrected = {"corrected": [wanted]} if kind == "corrected" else {}
    pinned = {"cells": cells, "inputs": {name: hashes[name] for name in finding["inputs"]}}
    return said | reason | corrected | pinned


if __name__ == "__main__":
    script(main, "desk")

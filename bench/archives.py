"""How the whole workflow grows with a generated archive; ``python -m bench.archives 10 50 250``."""

from __future__ import annotations

import argparse
import math
import shutil
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from bench.archive import Report, write_archive, write_report
from bench.common import (
    RESULTS,
    Result,
    Usage,
    copy_project,
    environment_of,
    result,
    run,
    snakemake,
    write,
)
from geomsan.decide.intake import take, write_taken
from geomsan.decide.pinning import inputs, pins
from geomsan.decide.present import examine
from geomsan.decide.requests import Request
from geomsan.read.documents.project import Project

WHAT = """
The whole workflow on generated archives from nothing, in three steps: all documents read and checked;
decided, reconciled, listed; packs. `outside` is the share of CPU of the middle one. Then a dry run, a
run with nothing to do, one more document, one decision. The exponent is that of the CPU between the
smallest and the largest archive.
"""
LISTED = ("results/findings.csv", "results/review/index.html")
GROWING = ("read", "decided", "packs", "cpu", "dry_run", "nothing_to_do", "one_document", "one_decision")


def main(out: Path, archives: Sequence[int] = (10, 50), cores: str = "all") -> Result:
    """Measure archives, smallest first; what is known is written after each step."""
    ended: list[Result] = []

    def tell(found: Result) -> Result:
        return write(out, result(WHAT, {"archives": [*ended, found]}, exponents(ended)), [str(found)])

    for count in sorted(archives):
        ended.append(seconds_of(count, cores, tell))
    return write(out, result(WHAT, {"archives": ended}, exponents(ended)), [])


def seconds_of(count: int, cores: str = "all", tell: Callable[[Result], object] = lambda _: None) -> Result:
    """Return the CPU seconds that an archive takes from nothing, and what changes of it take.

    Parameters
    ----------
    count
        How many documents it has.
    cores
        How many jobs run at once.
    tell
        Is told what is known after each step.
    """
    found: Result = {"documents": count, "wall": 0.0, "largest_mib": 0}
    with tempfile.TemporaryDirectory(prefix="geomsan-bench-") as name:
        folder = copy_project(Path(name) / "project", [])
        shutil.rmtree(folder / "raw", ignore_errors=True)
        documents = write_archive(folder, count)

        def used(*arguments: str) -> Usage:
            command = snakemake("--quiet", "all", "--cores", cores, *arguments)
            usage = run(command, folder, environment_of(folder))
            found["largest_mib"] = max(found["largest_mib"], round(usage.largest_mib))
            return usage

        def step(name: str, *arguments: str) -> None:
            usage = used(*arguments)
            found[name] = round(usage.cpu, 1)
            found["wall"] = round(found["wall"] + usage.wall, 1)
            tell(found)

        step("read", "--", *(f"results/documents/{document}.json" for document in documents))
        step("decided", "--", *LISTED)
        step("packs")
        found["cpu"] = round(found["read"] + found["decided"] + found["packs"], 1)
        found["outside"] = round(found["decided"] / found["cpu"], 3)
        found["dry_run"] = round(used("--dry-run").cpu, 2)
        found["nothing_to_do"] = round(used().cpu, 2)
        write_report(folder / "raw", Report(count))
        found["one_document"] = round(used().cpu, 1)
        tell(found)
        _decide_one(Project(folder))
        found["one_decision"] = round(used().cpu, 1)
    return found


def _decide_one(project: Project) -> None:
    """Accept a violation of the archive."""
    present = examine(project)
    finding = next(
        each for each in present.findings.values() if each.verdict == "violated" and not each.is_comparison
    )
    said = {"check": finding.check_id, "decision": "accepted", "by": "예산담당관", "date": "2026-01-01"}
    pinned = {"cells": pins(finding), "inputs": inputs(finding, present.hashes)}
    request = Request("bench", {**said, "reason": "시험", **pinned})
    write_taken(present, take(present, [request]))


def exponents(whole: Sequence[Mapping[str, Any]]) -> dict[str, float]:
    """Return the power of the number of documents by which each grows; empty for a single archive."""
    if len(whole) < 2:
        return {}
    first, last = whole[0], whole[-1]
    times = math.log(last["documents"] / first["documents"])
    return {
        f"archive_{name}_exponent": round(math.log(last[name] / first[name]) / times, 2) for name in GROWING
    }


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("counts", type=int, nargs="*", default=(10, 50), metavar="DOCUMENTS")
    parser.add_argument("--json", type=Path, default=RESULTS / "archives.json", metavar="OUT")
    parser.add_argument("--cores", default="all")
    given = parser.parse_args()
    main(given.json, given.counts, given.cores)

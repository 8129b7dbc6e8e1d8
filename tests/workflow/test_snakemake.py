"""What Snakemake itself would do in every run, and is kept from."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from .conftest import own_library

pytestmark = pytest.mark.workflow

WATCHED = """
import json, sys
from snakemake.cli import main
from snakemake.scheduling.job_scheduler import JobScheduler
again, look, select = [], JobScheduler._schedule_reevalutation, JobScheduler.job_selector
looked = []
def counted(self, *arguments):
    again.append(arguments)
    return look(self, *arguments)
def selected(self, jobs):
    looked.append(len(jobs))
    return select(self, jobs)
JobScheduler._schedule_reevalutation, JobScheduler.job_selector = counted, selected
try:
    main(sys.argv[1:])
finally:
    told = {"looked": looked, "again": len(again), "pandas": "pandas" in sys.modules}
    print(json.dumps(told))
"""


def watched(project: Path, *command: str) -> dict[str, Any]:
    """Run the workflow, and return what it did."""
    ended = subprocess.run(
        [sys.executable, "-c", WATCHED, "--quiet", "all", "--cores", "1", *command], cwd=project,
        env=os.environ | own_library(project),
        capture_output=True, text=True, check=True, timeout=600,
    )  # fmt: skip
    told: dict[str, Any] = json.loads(ended.stdout.splitlines()[-1])
    return told


def test_it_neither_looks_at_the_jobs_again_and_again_nor_imports_pandas(project_done: Path) -> None:
    told = watched(project_done, "--forcerun", "publish", "--", "results/packs/pledge.pdf")
    assert told["looked"] == [1], "the pack is published again, and all else is there"
    assert told["again"] == 0, "a job that ends is occasion enough"
    assert not told["pandas"]


def test_a_script_imports_nothing_of_snakemake_but_what_tells_it_about_its_job(project_done: Path) -> None:
    script = project_done / "workflow" / "scripts" / "manifest.py"
    with script.open("a", encoding="utf-8") as file:
        file.write('\nimport sys\n\nPath("imported.txt").write_text(" ".join(sys.modules))\n')
    told = watched(project_done, "--", "results/packs/manifest.json")
    assert told["looked"] == [1], "the script has changed, and all else is there"
    assert not told["pandas"]
    imported = (project_done / "imported.txt").read_text().split()
    assert [name for name in imported if name.startswith("snakemake")] == [
        "snakemake", "snakemake.io", "snakemake.iocontainers",
    ]  # fmt: skip

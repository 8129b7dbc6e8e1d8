"""What Snakemake itself would do in every run, and is kept from."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

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


def test_it_neither_looks_at_the_jobs_again_and_again_nor_imports_pandas(project_done: Path) -> None:
    command = ["--quiet", "all", "--cores", "1", "--forcerun", "publish", "--", "results/packs/pledge.pdf"]
    ended = subprocess.run(
        [sys.executable, "-c", WATCHED, *command], cwd=project_done,
        env=os.environ | own_library(project_done),
        capture_output=True, text=True, check=True, timeout=600,
    )  # fmt: skip
    told = json.loads(ended.stdout.splitlines()[-1])
    assert told["looked"] == [1], "the pack is published again, and all else is there"
    assert told["again"] == 0, "a job that ends is occasion enough"
    assert not told["pandas"]

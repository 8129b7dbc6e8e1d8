"""The workflow on a cluster: the jobs of a run go through Slurm, and the bytes are those of a local run."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from workflow.conftest import copy_small, own_library
from workflow.test_faults import made

from .slurm import missing, slurm

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        bool(missing()) or find_spec("snakemake_executor_plugin_slurm") is None,
        reason="needs Slurm on this machine and the extra `cluster`, as root: make test-cluster",
    ),
]


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    with slurm(tmp_path_factory.mktemp("slurm")) as environment:
        yield environment


def run(project: Path, environment: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["bash", "workflow/run.sh", *arguments], cwd=project,
        env=os.environ | own_library(project) | environment,
        capture_output=True, text=True, check=False, timeout=1200,
    )  # fmt: skip


def test_a_run_through_slurm_makes_the_bytes_of_a_local_one(cluster: dict[str, str], tmp_path: Path) -> None:
    here, there = (copy_small(tmp_path / name) for name in ("here", "there"))
    for project in (here, there):
        (project / ".venv").symlink_to(sys.prefix)
    local = run(here, {}, "--cores", "2")
    assert local.returncode == 0, local.stderr
    through = run(there, cluster, "--workflow-profile", "profiles/slurm")
    assert through.returncode == 0, through.stderr
    assert made(here) == made(there)
    submitted = subprocess.run(
        ["scontrol", "show", "job", "--oneliner"], env=os.environ | cluster,
        capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    asked = [line for line in submitted.splitlines() if "JobState=COMPLETED" in line]
    assert len(asked) == 6, "validate, decide, reconcile, lists, review and brief; the rest is done here"
    assert any("MinMemoryNode=1000M" in line for line in asked), "what a rule declares is asked for"
    assert through.stdout == local.stdout

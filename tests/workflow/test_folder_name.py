"""The project may lie in a folder with any name, its Python environment included."""

import os
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.parametrize("name", ["내 문서", "검산 (사본)", "kim's"])
def test_the_workflow_runs_in_a_folder_of_any_name(project: Path, name: str) -> None:
    folder = project.rename(project.with_name(name))
    (folder / ".venv").symlink_to(sys.prefix)
    run = subprocess.run(
        [folder / ".venv/bin/python3", "-m", "snakemake", "results/findings.csv"],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(folder / "workflow")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    assert (folder / "results" / "findings.csv").exists()

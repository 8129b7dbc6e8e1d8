"""The project may lie in a folder with any name, its Python environment included."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from .conftest import own_library

DOCUMENT = "results/documents/junggu-pledge-2025.json"


@pytest.mark.parametrize(
    ("name", "wanted"),
    [("내 문서", DOCUMENT), ("kim's 검산 (사본)", "results/build/pledge.pdf")],
)
def test_the_workflow_runs_in_a_folder_of_any_name(project: Path, name: str, wanted: str) -> None:
    folder = project.rename(project.with_name(name))
    (folder / ".venv").symlink_to(sys.prefix)
    run = subprocess.run(
        [folder / ".venv/bin/python3", "-m", "snakemake", wanted],
        cwd=folder,
        env=os.environ | own_library(folder),
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    assert (folder / wanted).exists()

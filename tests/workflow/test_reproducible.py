"""The same project gives the same bytes, wherever, whenever and by whomever it is run."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from .conftest import copy_small, own_library

pytestmark = pytest.mark.workflow

ELSEWHERE = {"PYTHONHASHSEED": "77", "TZ": "Pacific/Marquesas", "LC_ALL": "ko_KR.UTF-8"}


def test_packs_are_the_same_bytes_from_two_copies(finished_small: Path, tmp_path: Path) -> None:
    project = copy_small(tmp_path / "둘째 폴더")
    for path in project.rglob("*"):
        os.utime(path, (10**9, 10**9))
    run = subprocess.run(
        [sys.executable, "-m", "snakemake", "--quiet", "all", "--cores", "1"],
        cwd=project, env=os.environ | ELSEWHERE | own_library(project), umask=0o077,
        capture_output=True, text=True, check=False, timeout=600,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    first, second = (
        {path.name: path.read_bytes() for path in (each / "results" / "packs").iterdir()}
        for each in (finished_small, project)
    )
    assert set(first) == {"pledge.pdf", "manifest.json", "SHA256SUMS"}
    assert first == second

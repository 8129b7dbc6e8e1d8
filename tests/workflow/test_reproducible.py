"""The same project gives the same bytes, wherever, whenever and by whomever it is run."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from .conftest import copy_project

pytestmark = pytest.mark.workflow

PLACES = (
    ("first", {"PYTHONHASHSEED": "1", "TZ": "Asia/Seoul", "LC_ALL": "C.UTF-8"}, 0o022),
    ("둘째 폴더", {"PYTHONHASHSEED": "77", "TZ": "America/New_York", "LC_ALL": "ko_KR.UTF-8"}, 0o077),
)
DOCUMENT = "junggu-pledge-2025"


def test_packs_are_the_same_bytes_from_two_copies(tmp_path: Path) -> None:
    original = copy_project(tmp_path / "original", [DOCUMENT])
    (original / "config.yaml").write_text(
        f"documents: all\npacks:\n  - {{name: pledge, title: 공약 검산 브리프, documents: [{DOCUMENT}]}}\n",
        encoding="utf-8",
    )
    made = []
    for name, environment, mask in PLACES:
        project = tmp_path / name
        shutil.copytree(original, project)
        for path in project.rglob("*"):
            os.utime(path, (10**9 + mask, 10**9 + mask))
        run = subprocess.run(
            [sys.executable, "-m", "snakemake", "--quiet", "all", "--cores", "1"],
            cwd=project, env=os.environ | environment | {"PYTHONPATH": str(project / "workflow")}, umask=mask,
            capture_output=True, text=True, check=False, timeout=600,
        )  # fmt: skip
        assert run.returncode == 0, run.stderr
        packs = project / "results" / "packs"
        made.append({path.name: path.read_bytes() for path in packs.iterdir()})
    assert set(made[0]) == {"pledge.pdf", "manifest.json", "SHA256SUMS"}
    assert made[0] == made[1]

"""From decisions to what is handed out: released when nothing is open, refused when something is."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from .conftest import ROOT, own_library, run_snakemake
from .test_errors import edit

pytestmark = pytest.mark.workflow


def geomsan(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "geomsan.command.cli", *arguments],
        cwd=folder, env=os.environ | own_library(folder),
        capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_a_final_pack_is_released_and_verified(project_done: Path) -> None:
    done = geomsan(project_done, "release")
    assert done.returncode == 0, done.stderr
    folder = project_done / "results" / "release" / "junggu-2025"
    told = geomsan(project_done, "verify", str(folder))
    assert told.returncode == 0, told.stdout
    value = done.stdout.split("확인값 ")[1].strip()
    assert value in told.stdout
    pdf = (folder / "packs" / "pledge.pdf").read_bytes()
    assert pdf == (project_done / "results" / "packs" / "pledge.pdf").read_bytes()
    again = geomsan(project_done, "release")
    assert again.stdout == done.stdout, "the same input gives the same bytes"


def test_an_open_finding_is_listed_and_the_earlier_release_stays(project_done: Path) -> None:
    project = project_done
    assert geomsan(project, "release").returncode == 0
    (project / "raw" / "junggu-pledge-2025" / "decisions.yaml").unlink()
    assert run_snakemake(project, "--quiet", "all").returncode == 0
    refused = geomsan(project, "release")
    assert refused.returncode == 1
    assert refused.stderr.count("[미결] junggu-pledge-2025/funding-by-source") == 2
    assert geomsan(project, "verify", "results/release/junggu-2025").returncode == 0


def test_a_changed_figure_makes_its_decision_stale(project_done: Path) -> None:
    project = project_done
    raw = project / "raw" / "junggu-pledge-2025"
    edit(raw / "funding-by-source.tsv", "994", "995")
    text = (raw / "datapackage.yaml").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines(keepends=True) if "sha256" not in line]
    (raw / "datapackage.yaml").write_text("".join(lines), encoding="utf-8")
    early = geomsan(project, "release")
    assert early.returncode == 2, "a pack older than raw/ is not handed out"
    assert "make briefs" in early.stderr
    run = run_snakemake(project, "--quiet", "all")
    assert run.returncode == 0, run.stderr
    refused = geomsan(project, "release")
    assert refused.returncode == 1
    assert refused.stderr.count("[다시 확인]") == 2, "both rest on the file that was changed"


def test_the_decisions_that_come_with_the_project_are_examples() -> None:
    for path in (ROOT / "raw").glob("*/decisions.yaml"):
        entries = yaml.safe_load(path.read_text(encoding="utf-8"))["decisions"]
        assert all(entry["example"] for entry in entries), path

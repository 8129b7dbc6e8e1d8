"""What goes wrong in the users' files ends in one line that names file, place and what to do."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from geomsan.common.missing import missing_in

from .conftest import ROOT, own_library, run_snakemake

DOCUMENT = "raw/junggu-pledge-2025"


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


IN_THE_CONFIGURATION = {
    "unknown key in the configuration": (
        lambda project: edit(project / "config.yaml", "packs:", "pakcs: []\npacks:"),
        ["config.yaml", "모르는 키", "pakcs"],
    ),
    "a pack twice": (
        lambda project: (project / "config.yaml").write_text(
            "documents: all\npacks:\n"
            + "  - {name: same, title: 제목, documents: [junggu-pledge-2025]}\n" * 2,
            encoding="utf-8",
        ),
        ["config.yaml", "same", "두 번"],
    ),
    "a pack of a document that is not there": (
        lambda project: edit(project / "config.yaml", "[junggu-pledge-2025]", "[junggu-pledge-2026]"),
        ["config.yaml", "junggu-pledge-2026", "없습니다"],
    ),
    "broken YAML": (
        lambda project: edit(project / "config.yaml", "documents: all", "documents: [all"),
        ["config.yaml", "YAML"],
    ),
}
IN_A_DOCUMENT = {
    "unknown key in a descriptor": (
        lambda project: edit(project / DOCUMENT / "datapackage.yaml", "title:", "titel: x\ntitle:"),
        ["datapackage.yaml", "모르는 키", "titel"],
    ),
    "a key twice in a descriptor": (
        lambda project: edit(project / DOCUMENT / "datapackage.yaml", "title:", "title: x\ntitle:"),
        ["datapackage.yaml", "두 번"],
    ),
    "a missing table file": (
        lambda project: (project / DOCUMENT / "funding-by-source.tsv").unlink(),
        ["funding-by-source.tsv", "읽을 수 없습니다"],
    ),
    "a table file that does not match its hash": (
        lambda project: edit(project / DOCUMENT / "funding-by-source.tsv", "994", "995"),
        ["funding-by-source.tsv", "sha256"],
    ),
    "a table that does not fit its schema": (
        lambda project: edit(project / DOCUMENT / "datapackage.yaml", "family: funding", "family: staffing"),
        ["funding-by-source", "schemas/staffing.py", "맞지 않습니다"],
    ),
    "a family that is not there": (
        lambda project: edit(project / DOCUMENT / "datapackage.yaml", "family: funding", "family: fudning"),
        ["funding-by-source", "schemas/", "fudning"],
    ),
}


def told_once(told: str, words: list[str]) -> None:
    reported = [line for line in told.splitlines() if line.startswith("오류:")]
    assert len(reported) == 1, told
    assert all(word in reported[0] for word in words), reported
    assert "Traceback" not in told


@pytest.mark.parametrize("name", IN_THE_CONFIGURATION)
def test_an_error_of_the_configuration_stops_the_run(project: Path, name: str) -> None:
    breaks, words = IN_THE_CONFIGURATION[name]
    breaks(project)
    run = run_snakemake(project, "results/findings.csv", "--quiet", "all")
    assert run.returncode != 0
    told_once(run.stderr, words)
    assert not (project / "results" / "findings.csv").exists()


@pytest.mark.parametrize("name", IN_A_DOCUMENT)
def test_an_error_of_a_document_is_kept_in_its_place(project: Path, name: str) -> None:
    breaks, words = IN_A_DOCUMENT[name]
    breaks(project)
    stored = project / "results" / "documents" / "junggu-pledge-2025.json"
    run = run_snakemake(project, str(stored.relative_to(project)), "--quiet", "all")
    told_once(run.stderr, words)
    missing = missing_in(stored)
    assert missing is not None
    assert all(word in missing.message.ko for word in words), missing
    assert not missing.may_pass


def test_disk_that_fills_leaves_the_complete_pack(project_done: Path) -> None:
    project = project_done
    pack = project / "results" / "packs" / "pledge.pdf"
    complete = pack.read_bytes()
    hub = "seoul-manufacturing-hub-2024"
    shutil.copytree(ROOT / "raw" / hub, project / "raw" / hub)
    edit(
        project / "config.yaml", "documents: [junggu-pledge-2025]", f"documents: [junggu-pledge-2025, {hub}]"
    )
    room = len(complete) + 1000

    def limit() -> None:
        # No file can grow past what the complete pack has: its larger successor cannot be written.
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))

    run = subprocess.run(
        [sys.executable, "-m", "snakemake", "results/packs/pledge.pdf", "--quiet", "all"],
        cwd=project, env=os.environ | own_library(project), capture_output=True, text=True, check=False,
        timeout=300, preexec_fn=limit,
    )  # fmt: skip
    assert run.returncode != 0
    assert "쓸 수 없습니다" in run.stderr
    assert "Traceback" not in run.stderr
    assert pack.read_bytes() == complete
    assert not list(pack.parent.glob(".*pdf*"))
    assert run_snakemake(project, "results/packs/pledge.pdf", "--quiet", "all").returncode == 0
    assert pack.read_bytes() != complete

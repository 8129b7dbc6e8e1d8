"""What `make briefs` says at the terminal when a run does not end well."""

from __future__ import annotations

import contextlib
import fcntl
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from .conftest import copy_project

BROKEN, SOUND = "junggu-pledge-2025", "seoul-manufacturing-hub-2024"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project of two documents, with the environment that the script looks for."""
    folder = copy_project(tmp_path / "프로젝트 1", [BROKEN, SOUND])
    (folder / "config.yaml").write_text(
        f"documents: all\npacks:\n  - name: hub\n    title: 브리프\n    documents: [{SOUND}]\n",
        encoding="utf-8",
    )
    (folder / ".venv").symlink_to(sys.prefix)
    return folder


def start(folder: Path, language: str = "ko", *targets: str) -> subprocess.Popen[str]:
    environment = os.environ | {"PYTHONPATH": str(folder / "workflow"), "GEOMSAN_LANG": language}
    return subprocess.Popen(
        ["bash", "workflow/run.sh", "--cores", "2", *targets],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        # In the background of a shell it is ignored, and a script cannot undo that.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )


def test_an_error_is_told_again_at_the_end(project: Path) -> None:
    (project / "raw" / "aliases.yaml").write_text("seam: []\n", encoding="utf-8")
    run = start(project, "ko")
    _, told = run.communicate(timeout=300)
    assert run.returncode == 1
    lines = told.splitlines()
    assert lines[-1].startswith("실행이 끝나지 않았습니다.")
    assert lines[-2].startswith("오류:")
    assert "aliases.yaml" in lines[-2]
    assert sum(line.startswith("오류:") for line in lines) == 7, (
        "each of two attempts of three jobs says it, and the end once"
    )


def test_an_error_before_the_run_is_told_once(project: Path) -> None:
    (project / "config.yaml").write_text("pakcs: []\n", encoding="utf-8")
    run = start(project)
    _, told = run.communicate(timeout=300)
    assert run.returncode == 1
    assert told.count("pakcs") == 1, told


def test_what_snakemake_says_when_it_stops_is_told(project: Path) -> None:
    """Whatever ends a run for no fault of a job: a cluster that does not answer, or a file nobody makes."""
    run = start(project, "ko", "results/none.pdf")
    _, told = run.communicate(timeout=300)
    assert run.returncode == 1
    lines = [line for line in told.splitlines() if line]
    assert lines[0].startswith("실행을 이끄는 Snakemake가 멈추며")
    assert "results/none.pdf" in " ".join(lines[1:-1])
    assert lines[-1].startswith("실행이 끝나지 않았습니다.")
    assert len(lines) <= 4


@pytest.mark.parametrize(("number", "reaches"), [(signal.SIGINT, os.killpg), (signal.SIGTERM, os.kill)])
def test_an_interrupted_run_says_how_to_go_on(project: Path, number: int, reaches: Callable) -> None:
    run = start(project)
    deadline = time.monotonic() + 120
    while not (project / "results" / "logs" / "validate").exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    reaches(run.pid, number)
    _, told = run.communicate(timeout=120)
    assert run.returncode == 130
    assert told.splitlines()[-1].startswith("중단했습니다.")
    assert "Traceback" not in told
    assert is_free(project / "results" / "logs" / "run.lock", time.monotonic() + 60)


def is_free(path: Path, until: float) -> bool:
    """Wait for the jobs of a run to end, which hold its lock as long as they live."""
    with path.open("w") as lock:
        while time.monotonic() < until:
            with contextlib.suppress(BlockingIOError):
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                return True
            time.sleep(0.05)
    return False


def test_a_second_run_leaves_the_first_alone(project: Path) -> None:
    logs = project / "results" / "logs"
    logs.mkdir(parents=True)
    (logs / "errors.txt").write_text("오류: 먼저 한 실행\n", encoding="utf-8")
    with (logs / "run.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        run = start(project)
        _, told = run.communicate(timeout=60)
    assert run.returncode == 1
    assert "다른 실행이 진행 중입니다" in told
    assert (logs / "errors.txt").is_file()


def test_results_that_cannot_be_written_are_told_before_anything_is_done(project: Path) -> None:
    (project / "results").write_text("a file where the folder should be", encoding="utf-8")
    run = start(project)
    _, told = run.communicate(timeout=60)
    assert run.returncode == 1
    assert told.splitlines() == ["results/에 쓸 수 없습니다. 디스크 공간과 권한을 확인하십시오."]

"""A job of the workflow, in a process of its own as there."""

import subprocess
import sys
from pathlib import Path

JOB = """
import os, sys
from geomsan.common.errors import GeomsanError
from geomsan.common.job import job
with job(sys.argv[1], "검산 1/1"):
    print("a library")
    os.write(1, b"a solver\\n")
    if len(sys.argv) > 2:
        raise GeomsanError("config.yaml", "틀렸습니다.", "is wrong.")
"""


def run(log: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", JOB, str(log), *arguments], capture_output=True, text=True, check=False
    )


def test_nothing_that_is_printed_in_a_job_reaches_standard_output(tmp_path: Path) -> None:
    done = run(tmp_path / "logs" / "job.log")
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr.splitlines() == ["  검산 1/1", "a library"]
    assert (tmp_path / "logs" / "job.log").read_text(encoding="utf-8") == "ok\n"


def test_an_error_of_a_job_is_one_line_and_noted_for_the_end(tmp_path: Path) -> None:
    done = run(tmp_path / "logs" / "job.log", "wrong")
    assert (done.returncode, done.stdout) == (1, "")
    line = "오류: config.yaml: 틀렸습니다."
    assert done.stderr.splitlines()[-1] == line
    assert (tmp_path / "logs" / "errors.txt").read_text(encoding="utf-8") == f"{line}\n"


def test_a_job_says_which_of_all_it_is(tmp_path: Path) -> None:
    logs = tmp_path / "logs"
    logs.mkdir()
    (logs / "progress.txt").write_text("12\n", encoding="utf-8")
    told = [run(logs / name).stderr.splitlines()[0] for name in ("one.log", "two.log")]
    assert told == ["  [ 1/12] 검산 1/1", "  [ 2/12] 검산 1/1"]

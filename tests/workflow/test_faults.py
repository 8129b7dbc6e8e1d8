"""Whatever happens to a run, the next one makes the bytes of an undisturbed run, and no pack is lost."""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from geomsan.common.job import TRIES
from geomsan.common.missing import forget_passing, missing_in

from .conftest import own_library, run_snakemake, start_snakemake
from .starting import Run

DOCUMENT = "junggu-pledge-2025"
CHECKED, DECIDED = f"results/documents/{DOCUMENT}.json", f"results/standing/{DOCUMENT}.json"
EARLIER = b"the pack that stood there before"
PACK = Path("results", "packs", "pledge.pdf")
RULES = ("validate/", "decide/", "reconcile", "lists", "review", "brief/", "brief/", "manifest", "complete")
"""What is under way when a run is killed: reading and proving, deciding, lists, page and worklist, PDF."""
CHAINS = int(os.environ.get("GEOMSAN_KILLED_RUNS", "0"))
"""How many more times a whole run is killed at all of these, at random (CONTRIBUTING.md)."""
LONGEST = 3.0
"""Seconds after the start of a job within which its run is killed."""


def made(folder: Path) -> dict[str, bytes]:
    """What a run made: every file of the results but its logs, and the pack that stood there before."""
    results = folder / "results"
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(results.rglob("*"))
        if path.is_file() and "logs" not in path.relative_to(results).parts
    }


@pytest.fixture
def before(project: Path) -> Path:
    """A project that has a pack from earlier, and nothing else."""
    (project / PACK).parent.mkdir(parents=True)
    (project / PACK).write_bytes(EARLIER)
    return project


def started_jobs(folder: Path) -> list[str]:
    """The jobs that a run under way has started, by their logs."""
    try:
        return (folder / "results" / "logs" / "progress.txt").read_text(encoding="utf-8").splitlines()[1:]
    except FileNotFoundError:
        return []


def wait_until(happened: Callable[[], bool], run: Run) -> bool:
    """Wait; false when the run ended before."""
    while not happened():
        if not psutil.pid_exists(run.group) or psutil.Process(run.group).status() == psutil.STATUS_ZOMBIE:
            return False
        time.sleep(0.005)
    return True


def kills(folder: Path, chance: random.Random, rules: tuple[str, ...]) -> Iterator[str]:
    """Run again and again, each time until a job of the next rule is under way, and kill; yield which."""
    for rule in rules:
        (folder / "results" / "logs" / "progress.txt").unlink(missing_ok=True)
        with start_snakemake(folder, "--quiet", "all", "--nolock") as run:
            begun = wait_until(
                lambda: any(job.startswith(f"results/logs/{rule}") for job in started_jobs(folder)),  # noqa: B023
                run,
            )
            if begun:
                end = time.monotonic() + chance.uniform(0, LONGEST)
                wait_until(lambda: time.monotonic() > end, run)  # noqa: B023
            run.kill()
        yield rule


def is_whole(folder: Path, undisturbed: dict[str, bytes]) -> bool:
    """Tell whether all that stands there is whole, and a pack stands there."""
    found = {name: content for name, content in made(folder).items() if not name.endswith(".part")}
    assert found[str(PACK)] in (EARLIER, undisturbed[str(PACK)]), "no moment without a pack"
    others = {name: content for name, content in found.items() if name != str(PACK)}
    assert others.items() <= undisturbed.items(), "no half file under its own name"
    return found == undisturbed


def test_a_run_that_is_killed_again_and_again_ends_in_the_same_bytes(
    before: Path, finished_small: Path
) -> None:
    undisturbed = made(finished_small)
    for _ in kills(before, random.Random(1), ("brief/",)):
        is_whole(before, undisturbed)
    run = run_snakemake(before, "--quiet", "all", "--nolock")
    assert run.returncode == 0, run.stderr
    assert made(before) == undisturbed


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(CHAINS))
def test_at_any_moment(before: Path, finished_small: Path, seed: int) -> None:
    undisturbed = made(finished_small)
    chance = random.Random(f"{seed} {time.time_ns()}")
    for rule in kills(before, chance, RULES):
        print(f"killed in {rule}, complete: {is_whole(before, undisturbed)}")
    run = run_snakemake(before, "--quiet", "all", "--nolock")
    assert run.returncode == 0, run.stderr
    assert made(before) == undisturbed


def workers(run: Run, script: str) -> list[psutil.Process]:
    """The processes of a run that work on a script."""
    found = []
    for process in psutil.Process(run.group).children(recursive=True):
        with contextlib.suppress(psutil.Error):
            if any(word.endswith(script) for word in process.cmdline()):
                found.append(process)
    return found


def test_a_worker_that_is_killed_for_memory_is_missing_until_the_next_run(
    project: Path, finished_small: Path
) -> None:
    with start_snakemake(project, "--quiet", "all", "--", CHECKED) as run:
        for attempt in range(TRIES):
            assert wait_until(lambda: len(started_jobs(project)) > attempt, run)  # noqa: B023
            for worker in workers(run, "validate.py"):
                worker.kill()
        told = run.ended().stderr
    missing = missing_in(project / CHECKED)
    assert missing is not None
    assert "메모리가 모자란" in missing.ko
    assert "Traceback" not in told
    forget_passing([project / CHECKED])  # as the last job of a whole run does
    assert run_snakemake(project, "--quiet", "all", "--", CHECKED).returncode == 0
    assert (project / CHECKED).read_bytes() == (finished_small / CHECKED).read_bytes()


def test_what_changes_in_raw_midway_is_read_by_the_next_run(project: Path) -> None:
    table = project / "raw" / DOCUMENT / "new.csv"
    stored = project / CHECKED
    with start_snakemake(project, "--quiet", "all", "--", CHECKED, DECIDED) as run:
        assert wait_until(lambda: started_jobs(project) != [], run)
        table.write_text("구분,금액\n계,3\n가,1\n나,2\n", encoding="utf-8")
        assert wait_until(stored.exists, run)
        (project / "raw" / DOCUMENT / "decisions.yaml").write_text("decisions: []\n", encoding="utf-8")
        run.ended()
    again = run_snakemake(project, "--dry-run", "--quiet", "reason", "--", CHECKED, DECIDED)
    told = again.stdout + again.stderr
    assert f"Checking the tables of {DOCUMENT}" in told
    assert f"Applying the decisions about {DOCUMENT}" in told


def test_results_that_are_removed_midway_are_made_by_the_next_run(
    project: Path, finished_small: Path
) -> None:
    with start_snakemake(project, "--quiet", "all", "--", DECIDED) as run:
        assert wait_until(lambda: any("decide/" in job for job in started_jobs(project)), run)
        shutil.rmtree(project / "results", ignore_errors=True)
        ended = run.ended()
    assert "Traceback" not in ended.stderr
    assert run_snakemake(project, "--quiet", "all", "--", DECIDED).returncode == 0
    for name in (CHECKED, DECIDED):
        assert (project / name).read_bytes() == (finished_small / name).read_bytes()


def test_a_clock_that_was_set_back_changes_nothing(project: Path, finished_small: Path) -> None:
    tomorrow = time.time() + 86_400
    for path in (project / "raw").rglob("*"):
        os.utime(path, (tomorrow, tomorrow))
    assert run_snakemake(project, "--quiet", "all", "--", CHECKED).returncode == 0
    assert (project / CHECKED).read_bytes() == (finished_small / CHECKED).read_bytes()
    again = run_snakemake(project, "--dry-run", "--", CHECKED)
    assert "Nothing to be done" in again.stdout + again.stderr


def test_results_that_may_not_be_written_are_told_in_a_line(project: Path) -> None:
    (project / CHECKED).parent.mkdir(parents=True)
    (project / CHECKED).parent.chmod(0o555)
    # Whoever is root may write there all the same, but for this right.
    as_user = (
        ["setpriv", "--bounding-set=-dac_override", "--inh-caps=-dac_override"] if not os.getuid() else []
    )
    run = subprocess.run(
        [*as_user, sys.executable, "-m", "snakemake", "--quiet", "all", "--", CHECKED],
        cwd=project, env=os.environ | own_library(project), capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert run.returncode == 1
    assert "쓸 수 없습니다" in run.stderr
    assert "Traceback" not in run.stderr

"""What the benchmarks share: clocks, medians, the machine, the project's files, and the result's form."""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psutil

ROOT = Path(__file__).resolve().parents[1]
RESULTS = ROOT / "results" / "bench"
DESCRIPTOR_SCHEMA = ROOT / "schemas" / "datapackage.schema.json"
SAMPLING = 0.05
"""Seconds between two looks at the memory of a process and its children."""

Result = dict[str, Any]


def machine() -> dict[str, Any]:
    """Return what the figures depend on, and how busy the machine was when they were taken."""
    return {
        "cores": len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count(),
        "memory_gib": round(psutil.virtual_memory().total / 2**30, 1),
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.machine()}",
        "load": [round(value, 1) for value in os.getloadavg()],
    }


def result(what: str, figures: Mapping[str, Any], ratios: Mapping[str, Any]) -> Result:
    """Return a result in the form of every ``results/bench/*.json``."""
    return {
        "what": " ".join(what.split()),
        "date": datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC"),
        "machine": machine(),
        "figures": dict(figures),
        "ratios": dict(ratios),
    }


def median(values: Iterable[float]) -> float:
    """Return the median to four places, which is more than the noise allows."""
    return round(statistics.median(values), 4)


def ratio(ours: float, other: float) -> float:
    """Return ``ours / other`` to two places."""
    return round(ours / other, 2)


def seconds(work: Callable[[], object], repetitions: int, warm_up: int = 1) -> list[float]:
    """Return the wall time of each repetition; the first ``warm_up`` calls do not count."""
    for _ in range(warm_up):
        work()
    return [_once(work) for _ in range(repetitions)]


def alternating(
    works: Mapping[str, Callable[[], object]],
    repetitions: int,
    warm_up: int = 1,
    clock: Callable[[], float] = time.perf_counter,
) -> dict[str, list[float]]:
    """Return the times of several works done in turn, so that a busy minute meets them all."""
    for _ in range(warm_up):
        for work in works.values():
            work()
    taken: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(repetitions):
        for name, work in works.items():
            taken[name].append(_once(work, clock))
    return taken


def _once(work: Callable[[], object], clock: Callable[[], float] = time.perf_counter) -> float:
    start = clock()
    work()
    return clock() - start


@dataclass(frozen=True)
class Usage:
    """What a process and its children took.

    Attributes
    ----------
    wall, cpu
        Seconds.
    memory_mib
        The highest sum of resident sizes seen.
    largest_mib
        The highest resident size of a single process.
    """

    wall: float
    cpu: float
    memory_mib: float
    largest_mib: float


def run(
    command: Sequence[str | Path],
    folder: Path,
    environment: Mapping[str, str] | None = None,
    statuses: Sequence[int] = (0,),
    answer: Path | None = None,
) -> Usage:
    """Run a command to its end and measure it; ``answer`` takes what it prints.

    Raises
    ------
    RuntimeError
        With the end of its output, when it ends with none of ``statuses``.
    """
    words = [str(word) for word in command]
    log = folder / ".bench-output.txt"
    with log.open("wb") as output, (answer or Path(os.devnull)).open("wb") as printed:
        start = time.perf_counter()
        process = subprocess.Popen(
            words,
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=printed if answer else output,
            stderr=output,
        )
        sampler = _MemorySampler(process.pid)
        sampler.start()
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        sampler.stop()
    if process.returncode not in statuses:
        tail = log.read_text(encoding="utf-8", errors="replace")[-2000:]
        raise RuntimeError(f"{' '.join(words)} ended with {process.returncode}:\n{tail}")
    return Usage(wall, used.ru_utime + used.ru_stime, sampler.peak / 2**20, sampler.largest / 2**20)


class _MemorySampler(threading.Thread):
    """Sums the resident memory of a process and all its children, again and again."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.peak = 0
        self.largest = 0
        self._process = psutil.Process(pid)
        self._over = threading.Event()

    def run(self) -> None:
        """Look until told to stop."""
        while not self._over.wait(SAMPLING):
            self.peak = max(self.peak, self._resident())

    def stop(self) -> None:
        """Look no more."""
        self._over.set()
        self.join()

    def _resident(self) -> int:
        total = 0
        try:
            processes = [self._process, *self._process.children(recursive=True)]
        except psutil.Error:
            return 0
        for process in processes:
            try:
                own = process.memory_info().rss
            except psutil.Error:
                continue
            total += own
            self.largest = max(self.largest, own)
        return total


def copy_project(folder: Path, documents: Sequence[str] | None = None) -> Path:
    """Copy the project's own files (all that is not ignored) into ``folder``, ready to run there.

    Parameters
    ----------
    folder
        Made when it is not there.
    documents
        Only these of ``raw/``; all by default.
    """
    for name in _own_files():
        parts = Path(name).parts
        if parts[0] == "raw" and documents is not None and parts[1] not in documents:
            continue
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, target)
    # `workflow/run.sh` looks for the environment there.
    (folder / ".venv").symlink_to(sys.prefix)
    return folder


def _own_files() -> list[str]:
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],  # noqa: S607
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return sorted({name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()})


def environment_of(folder: Path) -> dict[str, str]:
    """Return the environment in which a copy of the project runs with its own library."""
    commands = str(Path(sys.executable).parent)
    path = os.pathsep.join([commands, os.environ.get("PATH", "")])
    return os.environ | {"PYTHONPATH": str(folder / "workflow"), "PATH": path}


def snakemake(*arguments: str) -> list[str]:
    """Return the command that runs the workflow of the current folder."""
    return [sys.executable, "-m", "snakemake", *arguments]


def script(main: Callable[[Path], Result], name: str) -> None:
    """Be a script: ``--json OUT`` says where the result goes."""
    parser = argparse.ArgumentParser(description=sys.modules[main.__module__].__doc__)
    parser.add_argument("--json", type=Path, default=RESULTS / f"{name}.json", metavar="OUT")
    main(parser.parse_args().json)


def write(out: Path, found: Result, lines: Sequence[str]) -> Result:
    """Write a result and print what a reader wants to know of it."""
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    for line in lines:
        print(f"  {line}", flush=True)
    return found

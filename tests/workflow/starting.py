"""Snakemake imported once: each run is a fork of a process that has it in memory.

A run is what ``python -m snakemake`` in a folder would be, with the library of that folder, but for the
seconds that its imports take. Where the start itself is what is tested, tests start a process of their own.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TextIO

import psutil

LONGEST = 1200
"""Seconds after which a run is ended."""


class Starter:
    """The process that has Snakemake in memory, from the tests' side."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def run(
        self, folder: Path, arguments: tuple[str, ...], variables: Mapping[str, str]
    ) -> subprocess.CompletedProcess[str]:
        """Run Snakemake in ``folder``."""
        with self.started(folder, arguments, variables) as run:
            return run.ended()

    @contextlib.contextmanager
    def started(
        self, folder: Path, arguments: tuple[str, ...], variables: Mapping[str, str]
    ) -> Iterator[Run]:
        """Run Snakemake in ``folder``, one at a time; it and its jobs are a process group of their own."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        with tempfile.TemporaryDirectory() as place:
            told = [Path(place) / name for name in ("stdout", "stderr")]
            request = [str(folder), list(arguments), dict(variables), *map(str, told)]
            self._process.stdin.write(json.dumps(request) + "\n")
            self._process.stdin.flush()
            run = Run(int(self._process.stdout.readline()), arguments, told, self._process.stdout)
            try:
                yield run
            finally:
                run.kill()
                run.ended()


class Run:
    """A run under way; ``group`` is its process group."""

    def __init__(
        self, group: int, arguments: tuple[str, ...], told: Sequence[Path], statuses: TextIO
    ) -> None:
        self.group = group
        self._arguments = arguments
        self._told = told
        self._statuses = statuses
        self._ended: subprocess.CompletedProcess[str] | None = None

    def kill(self, number: int = signal.SIGKILL) -> None:
        """Send a signal to Snakemake and all its jobs."""
        if self._ended is None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.group, number)

    def ended(self) -> subprocess.CompletedProcess[str]:
        """Wait for its end, that of its jobs too."""
        if self._ended is None:
            status = int(self._statuses.readline())
            while _alive(self.group):
                time.sleep(0.01)
            stdout, stderr = (path.read_text(encoding="utf-8") for path in self._told)
            self._ended = subprocess.CompletedProcess(self._arguments, status, stdout, stderr)
        return self._ended


def _alive(group: int) -> bool:
    """Tell whether a process of a group still does anything; nobody may have asked how it ended."""
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error, ProcessLookupError):
            if os.getpgid(process.pid) == group and process.status() != psutil.STATUS_ZOMBIE:
                return True
    return False


@contextlib.contextmanager
def starter() -> Iterator[Starter]:
    """Start the process, and end it when all runs are done."""
    with subprocess.Popen(
        [sys.executable, __file__], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        yield Starter(process)
        process.stdin.close()  # type: ignore[union-attr]


def _serve() -> None:
    import grimp  # noqa: F401
    import jsonschema  # noqa: F401
    import msgspec  # noqa: F401
    import snakemake.cli
    import snakemake.report.html_reporter

    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            os.setpgid(0, 0)
            _run(snakemake.cli.main, *json.loads(line))
        with contextlib.suppress(OSError):
            os.setpgid(child, child)  # whichever of both comes first
        print(child, flush=True)
        _, ended = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(ended), flush=True)


def _run(
    main: object, folder: str, arguments: list[str], variables: dict[str, str], stdout: str, stderr: str
) -> None:
    signal.alarm(LONGEST)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    for number, path in enumerate((stdout, stderr), start=1):
        os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT), number)
    os.chdir(folder)
    os.environ.update(variables)
    sys.path.insert(0, f"{folder}/workflow")
    sys.argv[1:] = arguments
    status = 1
    try:
        main(arguments)  # type: ignore[operator]
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else int(end.code is not None)
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


if __name__ == "__main__":
    _serve()

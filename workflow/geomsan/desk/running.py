"""Making everything: ``workflow/run.sh`` as a child process, as it runs in the terminal, one at a time.

The run goes on when the desk ends: what it says and how it ended stand in files.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import threading
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

from geomsan.common.errors import Bilingual, GeomsanError
from geomsan.common.files import write_whole
from geomsan.common.lock import lock_file
from geomsan.common.stored import restore, store

_STEP = re.compile(r"^\s*\[\s*(?P<done>\d+)/(?P<of>\d+)\] (?P<what>.*\S)")
_MOST_SHOWN = 200
_PAUSE = 0.5
_NOT_HERE = Bilingual(
    "이 컴퓨터에서는 브리프를 만들 수 없습니다(bash가 없습니다).",
    "Packs cannot be made on this machine (no bash).",
)


@dataclass(frozen=True)
class Begun:
    """A run that was asked for: by whom, and when."""

    user: str
    time: str


@dataclass(frozen=True)
class Step:
    """What a run does now: which job of how many, and what it is about."""

    done: int
    of: int
    what: str


@dataclass(frozen=True)
class RunState:
    """How the latest run stands.

    Attributes
    ----------
    begun
        None when there was none yet.
    is_waiting
        True while another run is to end first.
    is_running
        True while it runs, or anything else holds the lock of the project.
    status
        How it ended: 0 when everything was made; None when it was broken off, or has not ended.
    lines
        The last lines that it said, as in the terminal.
    step
        Where it is.
    """

    begun: Begun | None
    is_waiting: bool = False
    is_running: bool = False
    status: int | None = None
    lines: Sequence[str] = ()
    step: Step | None = None


class Runs:
    """The runs of a project."""

    def __init__(self, root: Path, results: Path) -> None:
        self._root = root
        self._results = results
        self._folder = results / "desk"
        self._child: subprocess.Popen[bytes] | None = None
        self._waiting: Begun | None = None
        self._is_closed = False
        self._guard = threading.Lock()

    @property
    def script(self) -> Path:
        """The script of a run."""
        return self._root / "workflow" / "run.sh"

    def begin(self, user: str, language: str) -> None:
        """Have everything made; when something else is under way, afterwards.

        Raises
        ------
        GeomsanError
            When there is nothing to run it with.
        """
        if os.name != "posix" or not self.script.is_file():
            raise GeomsanError(str(self.script), _NOT_HERE.ko, _NOT_HERE.en)
        with self._guard:
            if self._waiting is None:
                self._waiting = Begun(user, datetime.now().astimezone().isoformat(timespec="seconds"))
                threading.Thread(target=self._start, args=(language,), daemon=True).start()

    def stop(self) -> None:
        """End the run; what is complete stays.

        Not as Ctrl-C does: a desk that was started in the background hands on that SIGINT is ignored.
        """
        with self._guard:
            self._waiting = None
            if self._child is not None and self._child.poll() is None:
                with suppress(ProcessLookupError):
                    os.killpg(self._child.pid, signal.SIGTERM)

    def close(self) -> None:
        """Start nothing more; a run that is under way goes on."""
        self._is_closed = True

    def is_locked(self) -> bool:
        """Tell whether a run, or anything that writes into ``raw/``, is under way."""
        path = lock_file(self._results)
        if not path.exists():
            return False
        try:
            with FileLock(path, mode=0o644, blocking=False, fallback_to_soft=False, preserve_lock_file=True):
                return False
        except Timeout:
            return True

    def state(self) -> RunState:
        """Return how the latest run stands."""
        with self._guard:
            waiting = self._waiting
            is_ours = self._child is not None and self._child.poll() is None
        if waiting is not None:
            return RunState(waiting, is_waiting=True)
        begun = restore(self._folder / "run.json", Begun) if (self._folder / "run.json").is_file() else None
        is_running = is_ours or self.is_locked()
        said = _read(self._folder / "run.log").splitlines()
        status = _read(self._folder / "run.status").strip()
        return RunState(
            begun,
            is_running=is_running,
            status=int(status) if status.isdigit() and not is_running else None,
            lines=[line for line in said if line.strip()][-_MOST_SHOWN:],
            step=_step(said) if is_running else None,
        )

    def _start(self, language: str) -> None:
        """Start the run as soon as nothing else is under way."""
        while self.is_locked():
            threading.Event().wait(_PAUSE)
            if self._waiting is None or self._is_closed:
                return
        with self._guard:
            if self._waiting is None or self._is_closed:
                return
            (self._folder / "run.status").unlink(missing_ok=True)
            store(self._folder / "run.json", self._waiting)
            write_whole(self._folder / "run.log", "")
            # The status is written by the shell that outlives the desk.
            command = 'trap : TERM; bash workflow/run.sh > "$1/run.log" 2>&1; echo $? > "$1/run.status"'
            self._child = subprocess.Popen(  # noqa: S603 (our own script)
                ["bash", "-c", command, "run", str(self._folder)],  # noqa: S607 (whichever bash there is)
                cwd=self._root,
                env=os.environ | {"GEOMSAN_LANG": language},
                stdin=subprocess.DEVNULL,
                start_new_session=True,
            )
            self._waiting = None


def _step(lines: Sequence[str]) -> Step | None:
    """Return the job that has started last."""
    found = (match for line in reversed(lines) if (match := _STEP.match(line)) is not None)
    match = next(found, None)
    return Step(int(match["done"]), int(match["of"]), match["what"]) if match else None


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except FileNotFoundError:
        return ""

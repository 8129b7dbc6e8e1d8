"""Running one job of the workflow: what is shown, what is logged, how errors end."""

from __future__ import annotations

import fcntl
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from geomsan.common.errors import GeomsanError
from geomsan.common.output import keep_for_answers

PROGRESS = "progress.txt"
"""In the folder of the logs: how many jobs a run has, and which have started."""


@contextmanager
def job(log: str, step: str) -> Iterator[None]:
    """Run a job: show its step, log its end; an error that a user can mend is one line.

    Parameters
    ----------
    log
        File for the whole story, traceback included.
    step
        What is shown at the terminal when the job starts.
    """
    keep_for_answers()  # a job has none: whatever a library prints stays out of the run's own
    path = Path(log)
    path.parent.mkdir(parents=True, exist_ok=True)
    _tell(f"  {_place(path)}{step}")
    try:
        yield
    except GeomsanError as error:
        path.write_text(f"{error}\n{error.in_language('en')}\n", encoding="utf-8")
        _fail(f"오류: {error}", path)
    except Exception as error:  # noqa: BLE001 (the story goes into the log, one line to the user)
        path.write_text(traceback.format_exc(), encoding="utf-8")
        _fail(f"오류: {step}: {type(error).__name__}: {error} (자세한 내용: {log})", path)
    path.write_text("ok\n", encoding="utf-8")


def _fail(line: str, log: Path) -> None:
    _tell(line)
    # The run's own list of errors, so that whoever started it knows that a reason was given.
    with (_folder(log) / "errors.txt").open("a", encoding="utf-8") as errors:
        errors.write(f"{line}\n")
    raise SystemExit(1)


def _place(log: Path) -> str:
    """Return the place of a job among all of its run: ``[3/19] ``; empty where the run has not counted them.

    The file holds their number, and then a line for each that has started.
    """
    path = _folder(log) / PROGRESS
    if not path.exists():
        return ""
    with path.open("a+", encoding="utf-8") as progress:
        fcntl.flock(progress, fcntl.LOCK_EX)
        progress.write(f"{log}\n")
        progress.seek(0)
        total, *started = progress.read().splitlines()
    return f"[{len(started):>{len(total)}}/{total}] "


def _folder(log: Path) -> Path:
    return next((folder for folder in log.parents if folder.name == "logs"), log.parent)


def _tell(line: str) -> None:
    # In one piece: two jobs that write at once would otherwise share a line.
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()

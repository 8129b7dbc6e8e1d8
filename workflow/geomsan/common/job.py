"""Running one job of the workflow: what is shown, what is logged, how errors end."""

from __future__ import annotations

import faulthandler
import fcntl
import gc
import os
import sys
import traceback
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO, TypeVar

from geomsan.common.errors import GeomsanError
from geomsan.common.files import UnwritableError, within
from geomsan.common.missing import Missing
from geomsan.common.output import keep_for_answers

PROGRESS = "progress.txt"
"""In the folder of the logs: how many jobs a run has, and which have started."""

_YOUNG_OBJECTS = 100_000
"""How many new objects Python's cycle collector waits for. A job ends with its document: what it holds until
then is wanted, and looking through it again at every 700 objects takes an eighth of the time of a pack."""

T = TypeVar("T")

TRIES = 2
"""How often the work on one document or pack is begun; the next attempt only says that it was in vain."""


@dataclass
class Job:
    """A job under way.

    Attributes
    ----------
    step
        What is shown at the terminal.
    log
        File for the whole story.
    tries
        The how manieth attempt this is; the earlier ones were cut off.
    failed
        Whether something is missing at its end.
    """

    step: str
    log: Path
    tries: int = 1
    failed: bool = False

    def attempt(self, name: str, work: Callable[[], T], descriptor: Path | None = None) -> T | Missing:
        """Return what a piece of work makes, or what says why that is missing.

        Parameters
        ----------
        name
            The document or the pack that it makes.
        work
            Makes it. That a file cannot be written is no fault of the document, and ends the job.
        descriptor
            The document's; its text tells which topics it may have tables of.
        """
        try:
            if self.tries > TRIES and not self._has_told():
                return self._missing(self._cut_off(), name, descriptor, may_pass=True)
            return work()
        except UnwritableError:
            raise
        except GeomsanError as error:
            _write(self.log, f"{error}\n{error.in_language('en')}\n")
            return self._missing(error, name, descriptor, may_pass=False)
        except Exception as error:  # noqa: BLE001 (the story goes into the log, one line to the user)
            _write(self.log, traceback.format_exc())
            return self._missing(_unforeseen(self.step, self.log, error), name, descriptor, may_pass=True)

    def _has_told(self) -> bool:
        """Tell whether the attempt before ended with an error of its own: it was not cut off."""
        return _told_file(self.log).exists()

    def fail_for(self, missing: Iterable[Missing]) -> None:
        """End the job as failed, and give the reasons; ``workflow/run.sh`` tells them itself, at the end."""
        for each in missing:
            line = f"오류: {each.error}"
            if "GEOMSAN_RUN" not in os.environ:
                _tell(line)
            _record(line, self.log)
        raise SystemExit(1)

    def _missing(self, error: GeomsanError, name: str, descriptor: Path | None, *, may_pass: bool) -> Missing:
        self.failed = True
        _tell_error(error, self.log)
        message = error.message
        return Missing(name, error.place, message.ko, message.en, may_pass, _text_of(descriptor))

    def _cut_off(self) -> GeomsanError:
        hung = _hung_file(self.log)
        if hung.exists() and hung.stat().st_size:
            return GeomsanError(
                str(hung),
                f"{self.step}: 시간 한도를 {TRIES}번 넘어 멈췄습니다. 어디에서인지는 이 파일에 있습니다.",
                f"{self.step}: stopped {TRIES} times by its limit of time; this file says where.",
            )
        return GeomsanError(
            str(self.log),
            f"{self.step}: {TRIES}번 도중에 끊겼습니다. 메모리가 모자란 것일 수 있습니다.",
            f"{self.step}: cut off {TRIES} times; there may be too little memory.",
        )


@contextmanager
def job(log: str, step: str, tries: int = 1, seconds: int = 0) -> Iterator[Job]:
    """Run a job: show its step, log its end; an error that a user can mend is one line.

    Parameters
    ----------
    log
        File for the whole story, traceback included.
    step
        What is shown at the terminal when the job starts.
    tries
        The how manieth attempt this is.
    seconds
        After so long the job is ended, and the log says where it was; 0 for no limit. No verdict
        depends on it: what is cut off is missing, and tried again by the next run.
    """
    keep_for_answers()  # a job has none: whatever a library prints stays out of the run's own
    path = Path(log)
    path.parent.mkdir(parents=True, exist_ok=True)
    if tries == 1:
        _told_file(path).unlink(missing_ok=True)
        _hung_file(path).unlink(missing_ok=True)
    running = Job(step, path, tries)
    _tell(f"  {_place(path)}{step}")
    try:
        with _collecting_seldom(), _watched(path, seconds if tries <= TRIES else 0):
            yield running
    except GeomsanError as error:
        _write(path, f"{error}\n{error.in_language('en')}\n")
        _tell_error(error, path)
        with suppress(OSError):  # of a full disk, say
            _told_file(path).touch()
        raise SystemExit(1) from None
    except Exception as error:  # noqa: BLE001 (the story goes into the log, one line to the user)
        _write(path, traceback.format_exc())
        _tell_error(_unforeseen(step, path, error), path)
        raise SystemExit(1) from None
    finally:
        # The process ends here. Python would look through all that was imported once more for what nobody
        # needs, which takes a sixth of a short job.
        gc.freeze()
    if not running.failed:
        _write(path, "ok\n")


@contextmanager
def _collecting_seldom() -> Iterator[None]:
    before = gc.get_threshold()
    gc.freeze()  # the modules, which stay
    gc.set_threshold(_YOUNG_OBJECTS)
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()


@contextmanager
def _watched(log: Path, seconds: int) -> Iterator[None]:
    """End the process when it takes too long, also where it hangs in C; a file beside the log says where.

    Snakemake empties the log itself before the next attempt.
    """
    if not seconds:
        yield
        return
    path = _hung_file(log)
    with path.open("w", encoding="utf-8") as story:
        _watch(story, seconds)
        try:
            yield
        finally:
            faulthandler.cancel_dump_traceback_later()
            path.unlink(missing_ok=True)


def _watch(story: TextIO, seconds: int) -> None:
    faulthandler.dump_traceback_later(seconds, exit=True, file=story)


def _unforeseen(step: str, log: Path, error: Exception) -> GeomsanError:
    told = f"{step}: {type(error).__name__}: {error}"
    return GeomsanError(str(log), f"{told} (자세한 내용은 이 파일에)", f"{told} (this file tells more)")


def _tell_error(error: GeomsanError, log: Path) -> None:
    line = f"오류: {error}"
    _tell(line)
    _record(line, log)


def _told_file(log: Path) -> Path:
    """Return what stands beside a log when its job ended with an error: Snakemake empties the log itself."""
    return log.with_suffix(".told")


def _hung_file(log: Path) -> Path:
    """Return what stands beside a log while its job runs, and after it was ended: where it hung."""
    return log.with_suffix(".hung.txt")


def _text_of(descriptor: Path | None) -> str:
    if descriptor is None:
        return ""
    try:
        return within(descriptor.parent, descriptor.name).read_text(encoding="utf-8", errors="replace")
    except (OSError, GeomsanError):
        return ""


def _record(line: str, log: Path) -> None:
    # The run's own list of errors, so that whoever started it knows that a reason was given.
    with suppress(OSError), (_folder(log) / "errors.txt").open("a", encoding="utf-8") as errors:
        errors.write(f"{line}\n")


def _write(log: Path, story: str) -> None:
    # The folder may have been removed meanwhile, or the disk be full: the line at the terminal stands.
    with suppress(OSError):
        log.parent.mkdir(parents=True, exist_ok=True)
        log.write_text(story, encoding="utf-8")


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
    # What turns out to depend on others while the run is under way was not counted.
    return f"[{len(started):>{len(total)}}/{max(int(total), len(started))}] "


def _folder(log: Path) -> Path:
    return next((folder for folder in log.parents if folder.name == "logs"), log.parent)


def _tell(line: str) -> None:
    # In one piece: two jobs that write at once would otherwise share a line.
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()

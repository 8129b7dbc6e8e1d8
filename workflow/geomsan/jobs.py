"""Running one job of the workflow: what is shown, what is logged, how errors end."""

from __future__ import annotations

import os
import sys
import tempfile
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from geomsan.errors import GeomsanError


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
    print(f"  {step}", file=sys.stderr, flush=True)
    path = Path(log)
    path.parent.mkdir(parents=True, exist_ok=True)
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
    print(line, file=sys.stderr, flush=True)
    # The run's own list of errors, so that whoever started it knows that a reason was given.
    logs = next((folder for folder in log.parents if folder.name == "logs"), log.parent)
    with (logs / "errors.txt").open("a", encoding="utf-8") as errors:
        errors.write(f"{line}\n")
    raise SystemExit(1)


def write_atomically(path: Path, content: str | bytes) -> None:
    """Write a file whole or not at all.

    Raises
    ------
    GeomsanError
        When the disk is full or the folder cannot be written; what stood there before stays.
    """
    data = content.encode("utf-8") if isinstance(content, str) else content
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as error:
        raise _unwritable(path, error) from error
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except OSError as error:
        Path(name).unlink(missing_ok=True)
        raise _unwritable(path, error) from error


def _unwritable(path: Path, error: OSError) -> GeomsanError:
    return GeomsanError(
        str(path),
        f"쓸 수 없습니다 ({error.strerror}). 디스크 공간과 권한을 확인하십시오.",
        f"cannot be written ({error.strerror}); check the disk's space and your rights.",
    )

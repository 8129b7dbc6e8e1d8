"""Processes that read what libraries without limits read: their memory is bounded, and they break alone.

A file can unpack to any size and send its reader in circles; so a process of its own reads it and prints
one object of JSON. A worker is a module of this package that calls :func:`answer`.
"""

from __future__ import annotations

import argparse
import json
import logging
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import geomsan
from geomsan.common.errors import GeomsanError


class RefusedError(Exception):
    """The file is refused for a reason with a name."""

    def __init__(self, reason: str, number: int = 0) -> None:
        self.reason = reason
        self.number = number
        super().__init__(reason)


def ask(
    module: str, path: Path, *, memory: int, seconds: int, arguments: Sequence[str] = ()
) -> dict[str, Any]:
    """Return what the worker printed, or the reason why it printed nothing.

    Parameters
    ----------
    module
        The worker, a module of this package.
    path
        The file.
    memory, seconds
        What it may take: bytes, and seconds for the whole of it.
    arguments
        More of its command line.

    Returns
    -------
    dict
        What the worker gave to :func:`answer`, or ``refused`` (``memory``, ``time``, ``damaged`` or one
        of the worker's own) and ``number``.

    Raises
    ------
    GeomsanError
        When no process can be started.
    """
    library = str(Path(geomsan.__file__).parents[1])
    known = os.environ.get("PYTHONPATH")
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([library, known] if known else [library])}
    # -P: no module that lies in the current folder is taken for one of ours.
    command = [sys.executable, "-P", "-m", f"geomsan.read.readers.{module}", str(path.resolve())]
    command += ["--memory", str(memory), *arguments]
    try:
        ended = subprocess.run(  # noqa: S603 (our own module, no shell)
            command, env=environment, capture_output=True, check=False, timeout=seconds
        )
    except subprocess.TimeoutExpired:
        return {"refused": "time", "number": 0}
    except OSError as error:
        raise GeomsanError(
            str(path),
            f"파일을 읽는 프로세스를 시작할 수 없습니다 ({error}).",
            f"no process can be started to read it ({error}).",
        ) from error
    if ended.returncode == 0:
        answered: dict[str, Any] = json.loads(ended.stdout)
        return answered
    if ended.returncode < 0:
        # Killed: by the timer of a page that takes too long, or for want of memory.
        is_late = -ended.returncode == getattr(signal, "SIGPROF", None)
        return {"refused": "time" if is_late else "memory", "number": 0}
    if b"MemoryError" in ended.stderr[-2_000:]:
        return {"refused": "memory", "number": 0}
    return {"refused": "damaged", "number": 0}


def answer(read: Callable[[argparse.Namespace], dict[str, Any]], parser: argparse.ArgumentParser) -> None:
    """Read the file named on the command line and print what ``read`` returns, or why it is refused."""
    parser.add_argument("path", type=Path)
    parser.add_argument("--memory", type=int, required=True)
    given = parser.parse_args()
    _limit(given.memory)
    logging.disable(logging.CRITICAL)
    # What a library prints is no part of the answer.
    printed, sys.stdout = sys.stdout, sys.stderr
    try:
        answered = read(given)
    except RefusedError as refused:
        answered = {"refused": refused.reason, "number": refused.number}
    except Exception as error:
        if not _is_for_want_of_memory(error):
            raise
        answered = {"refused": "memory", "number": 0}
    json.dump(answered, printed)


def _is_for_want_of_memory(error: BaseException | None) -> bool:
    """Tell whether memory was wanting, also where a library wrapped the error in one of its own."""
    while error is not None:
        if isinstance(error, MemoryError) or any(isinstance(each, MemoryError) for each in error.args):
            return True
        error = error.__cause__ or error.__context__
    return False


def _limit(memory: int) -> None:
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))

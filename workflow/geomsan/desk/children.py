"""Child processes of the desk: what reads what strangers sent is bounded, and breaks alone."""

from __future__ import annotations

import argparse
import logging
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

import geomsan
from geomsan.desk.received import Drop, Drops

MEMORY = 3 * 2**30
"""Bytes that a child may take."""


def start(
    module: str,
    *arguments: str,
    memory: int = MEMORY,
    tells: bool = False,
    environment: Mapping[str, str] | None = None,
) -> subprocess.Popen[bytes]:
    """Start a module of this room as a child process.

    Parameters
    ----------
    module, *arguments
        The module and its command line.
    memory
        Bytes that it may take, where the system can bound them.
    tells
        Whether what it prints is wanted.
    environment
        Variables besides those of the desk.
    """
    library = str(Path(geomsan.__file__).parents[1])
    known = os.environ.get("PYTHONPATH")
    path = os.pathsep.join([library, known] if known else [library])
    # -P: no module that lies in the current folder is taken for one of ours.
    command = [sys.executable, "-P", "-m", f"geomsan.desk.{module}", *arguments, "--memory", str(memory)]
    return subprocess.Popen(  # noqa: S603 (our own module, no shell)
        command,
        env=os.environ | {"PYTHONPATH": path} | dict(environment or {}),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE if tells else subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def ended(child: subprocess.Popen[bytes], seconds: float) -> tuple[int | None, bytes]:
    """Wait for a child; return its exit status, None when it took too long, and what it has told."""
    try:
        told, _ = child.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        child.kill()
        child.communicate()
        return None, b""
    return child.returncode, told or b""


def begun(parser: argparse.ArgumentParser) -> argparse.Namespace:
    """Return what the command line of a child says, whose memory is bounded from here on."""
    parser.add_argument("--memory", type=int, required=True)
    given = parser.parse_args()
    _limit(given.memory)
    logging.disable(logging.CRITICAL)
    return given


def on_drop(work: Callable[..., None]) -> None:
    """Do the work of a child on the drop that its command line names first, with the words after that."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("words", nargs="*")
    given = begun(parser)
    drop: Drop | None = Drops(given.folder.parent).get(given.folder.name)
    if drop is not None:  # else somebody has removed it meanwhile
        work(drop, *given.words)


def _limit(memory: int) -> None:
    """Bound the memory of this process, where the system can."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))

"""Child processes of the desk: what reads what strangers sent is bounded, and breaks alone."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

import geomsan

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


def limit(memory: int) -> None:
    """Bound the memory of this process, where the system can."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))

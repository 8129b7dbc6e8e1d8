"""Standard output is for answers: whatever else prints, a library or a solver, goes to standard error."""

from __future__ import annotations

import os
import sys
from typing import TextIO

_aside: TextIO | None = None


def keep_for_answers() -> None:
    """From now on give standard output to :func:`answers` alone, for the rest of the process.

    Solvers print from C, past :data:`sys.stdout`, and often only as the process ends: it is the file
    descriptor that is turned to standard error, and it is not turned back.
    """
    global _aside
    if _aside is not None or sys.stdout is None or sys.stderr is None:
        return
    sys.stdout.flush()
    own = os.dup(sys.stdout.fileno())
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    buffering = 1 if os.isatty(own) else -1
    _aside = os.fdopen(own, "w", buffering, encoding=sys.stdout.encoding, errors=sys.stdout.errors)
    sys.stdout = sys.stderr


def answers() -> TextIO:
    """Return the stream that a command answers on."""
    return _aside or sys.stdout

"""Standard output is for answers: nothing that a library or a solver prints may stand among them."""

from __future__ import annotations

import os
import sys
from typing import TextIO

_aside: TextIO | None = None


def keep_for_answers() -> None:
    """From now on give standard output to :func:`answers` alone, for the rest of the process.

    What Python code prints besides goes to standard error. Solvers print from C, past
    :data:`sys.stdout` and often only as the process ends, so the file descriptor itself is turned, and
    never back: to nowhere, or to standard error under ``python -X dev``.
    """
    global _aside
    if _aside is not None or sys.stdout is None or sys.stderr is None:
        return
    sys.stdout.flush()
    common = sys.stdout.fileno()
    own = os.dup(common)
    if sys.flags.dev_mode:
        os.dup2(sys.stderr.fileno(), common)
    else:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, common)
        os.close(nowhere)
    buffering = 1 if os.isatty(own) else -1
    _aside = os.fdopen(own, "w", buffering, encoding=sys.stdout.encoding, errors=sys.stdout.errors)
    sys.stdout = sys.stderr


def answers() -> TextIO:
    """Return the stream that a command answers on."""
    return _aside or sys.stdout

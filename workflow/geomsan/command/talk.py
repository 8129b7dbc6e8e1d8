"""What a command says beside its answer: lines on standard error."""

from __future__ import annotations

import sys
import time

from geomsan.common.errors import GeomsanError

SILENT_SECONDS, PAUSE_SECONDS = 2.0, 1.0
"""How long nothing is said of progress, and then between two lines of it."""


class Progress:
    """Progress through a file, told to whoever waits at a terminal longer than a moment."""

    def __init__(self, name: str, language: str) -> None:
        self._name, self._language = name, language
        self._next = time.monotonic() + SILENT_SECONDS

    def __call__(self, done: int, of: int) -> None:
        """Say how many tables are done, where it is time to."""
        if not sys.stderr.isatty() or time.monotonic() < self._next:
            return
        self._next = time.monotonic() + PAUSE_SECONDS
        say(f"{self._name}: " + (f"{done} of {of} tables" if self._language == "en" else f"표 {done}/{of}"))


def complain(error: GeomsanError, language: str) -> str:
    """Print an error on one line; return the line."""
    line = error.in_language(language)
    say(line)
    return line


def say(line: str) -> None:
    """Print one line on standard error, whatever the name of a file in it holds."""
    shown = (char if char.isprintable() else char.encode("unicode_escape").decode() for char in line)
    print("".join(shown), file=sys.stderr)

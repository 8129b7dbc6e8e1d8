"""What a command says beside its answer: lines on standard error."""

from __future__ import annotations

import sys

from geomsan.common.errors import GeomsanError


def complain(error: GeomsanError, language: str) -> str:
    """Print an error on one line; return the line."""
    line = error.in_language(language)
    say(line)
    return line


def say(line: str) -> None:
    """Print one line on standard error, whatever the name of a file in it holds."""
    shown = (char if char.isprintable() else char.encode("unicode_escape").decode() for char in line)
    print("".join(shown), file=sys.stderr)

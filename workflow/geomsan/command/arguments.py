"""A command line that says in one line, in Korean or in English, what is wrong with a call."""

from __future__ import annotations

import argparse
import os
import re
from typing import NoReturn

UNUSABLE = 2
"""Exit status of a call that cannot be understood."""

_IN_KOREAN = (
    (re.compile(r"the following arguments are required: (.*)"), "빠진 것이 있습니다: {0}"),
    (re.compile(r"unrecognized arguments: (.*)"), "모르는 것이 있습니다: {0}"),
    (
        re.compile(r"argument (\S+): invalid choice: (.*) \(choose from (.*)\)"),
        "{0}에 쓸 수 없는 말입니다: {1}. 쓸 수 있는 것: {2}",
    ),
    (re.compile(r"argument (\S+): expected (?:at least )?one argument"), "{0} 뒤에 적을 것이 빠졌습니다"),
)
"""What :mod:`argparse` (Python 3.11 to 3.13) says, and the same for a Korean reader."""


class Parser(argparse.ArgumentParser):
    """A parser of arguments whose errors are one line for the user, with the way to call it.

    ``GEOMSAN_LANG=en`` keeps them to English. What :mod:`argparse` says in other words than known here
    stays in its own.
    """

    def error(self, message: str) -> NoReturn:
        """End with status 2 and one line: what is wrong, and how the command is called."""
        usage = " ".join(self.format_usage().split()).removeprefix("usage: ")
        if os.environ.get("GEOMSAN_LANG") == "en":
            self.exit(UNUSABLE, f"{self.prog}: {message}. Usage: {usage}\n")
        self.exit(UNUSABLE, f"{self.prog}: {_in_korean(message)}. 쓰는 법: {usage}\n")


def _in_korean(message: str) -> str:
    for pattern, korean in _IN_KOREAN:
        if match := pattern.fullmatch(message):
            return korean.format(*match.groups())
    return message

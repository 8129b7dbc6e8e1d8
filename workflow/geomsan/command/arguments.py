"""A command line in Korean or in English: its help, and what is wrong with a call, in one line.

What :mod:`argparse` says itself it looks up with :mod:`gettext`, in ``locale/`` beside this module.
"""

from __future__ import annotations

import argparse
import gettext
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn, TypeAlias
from unicodedata import east_asian_width

from geomsan.common.errors import Bilingual

UNUSABLE = 2
"""Exit status of a call that cannot be understood."""
LANGUAGES = ("ko", "en")
UNSAID = argparse.SUPPRESS
"""Default of an option that leaves what stands before the command as it is."""

_DOMAIN = "argparse"
_LOCALE = Path(__file__).parent / "locale"
_FILLER = "\0"
"""Follows each wide character while argparse, which counts characters, lays out columns and lines."""


def language_of(arguments: Sequence[str], environment: Mapping[str, str]) -> str:
    """Return the language that a call asks for: ``--lang``, else ``GEOMSAN_LANG``, else Korean."""
    early = argparse.ArgumentParser(add_help=False, allow_abbrev=False, exit_on_error=False)
    early.add_argument("--lang")
    try:
        asked = early.parse_known_args(arguments)[0].lang
    except argparse.ArgumentError:  # No language follows: the real parser complains.
        asked = None
    found = asked if asked in LANGUAGES else environment.get("GEOMSAN_LANG")
    return "en" if found == "en" else "ko"


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Have :mod:`argparse` speak a language: parsers are both made and used within."""
    domain, asked = gettext.textdomain(), os.environ.get("LANGUAGE")
    gettext.bindtextdomain(_DOMAIN, str(_LOCALE))
    gettext.textdomain(_DOMAIN)
    os.environ["LANGUAGE"] = language
    try:
        yield
    finally:
        gettext.textdomain(domain)
        if asked is None:
            del os.environ["LANGUAGE"]
        else:
            os.environ["LANGUAGE"] = asked


class _Layout(argparse.HelpFormatter):
    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        """Add the usage, its further lines below the first."""
        said = _filled(gettext.gettext("usage: ")) if prefix is None else prefix
        super().add_usage(usage, actions, groups, said)


class Parser(argparse.ArgumentParser):
    """A parser whose own texts are :class:`Bilingual` and laid out by the width that they take.

    Parameters
    ----------
    language
        ``"ko"`` or ``"en"``; to be used within :func:`speaking` the same.
    about, ending
        What stands above and below the arguments in the help.
    **rest
        For :class:`argparse.ArgumentParser`.
    """

    def __init__(
        self, *, language: str, about: Bilingual, ending: Bilingual | None = None, **rest: Any
    ) -> None:
        self.language = language
        self.color = False
        epilog = None if ending is None else self._told(ending)
        super().__init__(description=self._told(about), epilog=epilog, formatter_class=_Layout, **rest)

    def take(
        self,
        *names: str,
        about: Bilingual,
        shown: Bilingual | str | None = None,
        to: argparse._ActionsContainer | None = None,
        **rest: Any,
    ) -> None:
        """Add an argument, with its help and the word that stands for its value; ``to`` a group of them."""
        if shown is not None:
            rest["metavar"] = shown if isinstance(shown, str) else self._told(shown)
        (to or self).add_argument(*names, help=self._told(about), **rest)

    def command(
        self, to: Commands, name: str, about: Bilingual, more: Bilingual | None = None, **rest: Any
    ) -> Parser:
        """Add a command; return its own parser, whose help says ``more``."""
        return to.add_parser(
            name, language=self.language, help=self._told(about), about=more or about, **rest
        )

    def commands(self, shown: Bilingual) -> Commands:
        """Return where commands are added; which one is called is ``command`` among the options."""
        return self.add_subparsers(required=True, dest="command", metavar=self._told(shown))

    def _told(self, words: Bilingual) -> str:
        return _filled(words.in_language(self.language))

    def format_help(self) -> str:
        """Return the help."""
        return super().format_help().replace(_FILLER, "")

    def format_usage(self) -> str:
        """Return how the program is called."""
        return super().format_usage().replace(_FILLER, "")

    def error(self, message: str) -> NoReturn:
        """End with status 2 and one line: what is wrong, and how the command is called."""
        usage = " ".join(self.format_usage().split())
        self.exit(UNUSABLE, f"{self.prog}: {message.replace(_FILLER, '')}. {usage}\n")


Commands: TypeAlias = "argparse._SubParsersAction[Parser]"
"""Where commands are added."""


def _filled(text: str) -> str:
    return "".join(char + _FILLER if east_asian_width(char) in "WF" else char for char in text)

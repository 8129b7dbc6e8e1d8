"""One error class for everything a user can mend, in Korean and in English."""

from __future__ import annotations

import re
from dataclasses import dataclass

_UNPRINTABLE = re.compile(r"[^\S ]+")


@dataclass(frozen=True)
class Bilingual:
    """A sentence for people: Korean first, English on request."""

    ko: str
    en: str

    def in_language(self, language: str) -> str:
        """Return the sentence in ``"ko"`` or ``"en"``."""
        return self.en if language == "en" else self.ko


class GeomsanError(Exception):
    """Something in the user's files is wrong; names the file, the place and what to do.

    Parameters
    ----------
    place
        File, and the line, sheet, page or key in it.
    ko, en
        What is wrong and what to do, one sentence each.
    """

    def __init__(self, place: str, ko: str, en: str) -> None:
        self.place = place
        self.message = Bilingual(ko, en)
        super().__init__(f"{place}: {ko}")

    def in_language(self, language: str) -> str:
        """Return the whole line in ``"ko"`` or ``"en"``."""
        return f"{self.place}: {self.message.in_language(language)}"


def safe(text: str) -> str:
    """Return ``text`` on one line, with escapes for what a terminal would obey rather than show."""
    text = _UNPRINTABLE.sub(" ", text)
    if text.isprintable():
        return text
    return "".join(
        char if char.isprintable() else char.encode("unicode_escape", "surrogatepass").decode("ascii")
        for char in text
    )

"""Characters of a PDF page put together into lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Any

Char = Mapping[str, Any]
"""A character as pdfplumber gives it."""

_RAISED_SIZE = 0.95
_RAISED_BY = 0.15
"""A footnote mark is set smaller and ends higher than the line, both in parts of the line's size."""
_GAP = 0.22
"""A gap of so much of the size is a space; letters are spaced by less in figures."""
_NO_CHARACTER = re.compile("[\0-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]")
_TWICE = 0.15
"""Bold is at times made by printing a character twice, so little apart."""


@dataclass
class Line:
    """A line of text on a page."""

    top: float
    bottom: float
    chars: list[Char] = field(default_factory=list)

    def text(self) -> str:
        """Return the text from left to right, superscript as ``^{…}``."""
        size = max((char["size"] for char in self.chars), default=0.0)
        feet = [char["bottom"] for char in self.chars if char["size"] >= _RAISED_SIZE * size]
        foot = median(feet) if feet else self.bottom
        parts: list[str] = []
        was_raised, last = False, None
        for char in sorted(self.chars, key=lambda char: (char["x0"], char["x1"])):
            if last is not None and _is_printed_twice(char, last):
                continue
            is_raised = char["size"] < _RAISED_SIZE * size and char["bottom"] < foot - _RAISED_BY * size
            if is_raised != was_raised:
                parts.append("^{" if is_raised else "}")
            if last is not None and char["x0"] - last["x1"] > _GAP * size:
                parts.insert(len(parts) - (is_raised != was_raised and is_raised), " ")
            parts.append(_clean(char["text"]))
            was_raised, last = is_raised, char
        return " ".join("".join([*parts, "}" if was_raised else ""]).split())


def _clean(text: str) -> str:
    """Return the text with U+FFFD for what is no character, whatever a font says."""
    return text if text.isprintable() else _NO_CHARACTER.sub("\ufffd", text)


def _is_printed_twice(char: Char, last: Char) -> bool:
    return bool(char["text"] == last["text"] and abs(char["x0"] - last["x0"]) < _TWICE * char["size"])


def _printed_and_large_first(char: Char) -> tuple[bool, float, float, float]:
    return not char["text"].strip(), -round(char["size"], 1), char["top"], char["x0"]


def lines_of(chars: Iterable[Char]) -> list[Line]:
    """Return the lines from top to bottom: a character is of the line that its middle lies in.

    The large ones make the lines, so that a raised mark does not make one of its own.
    """
    lines: list[Line] = []
    for char in sorted(chars, key=_printed_and_large_first):
        middle = (char["top"] + char["bottom"]) / 2
        line = next((line for line in lines if line.top <= middle <= line.bottom), None)
        if line is None:
            if not char["text"].strip():
                continue
            line = Line(char["top"], char["bottom"])
            lines.append(line)
        line.chars.append(char)
    return sorted(lines, key=lambda line: line.top)


def text_of(chars: Sequence[Char]) -> str:
    """Return the text of a cell, its lines joined by a space."""
    if any(not char["upright"] for char in chars):
        return _turned(chars)
    return " ".join(filter(None, (line.text() for line in lines_of(chars))))


def _turned(chars: Sequence[Char]) -> str:
    """Return text that is set sideways: by columns, in the order of the file inside each."""
    return " ".join("".join(_clean(char["text"]) for char in chars).split())

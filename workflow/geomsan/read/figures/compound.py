"""Compound cells: several figures in one cell, told apart by a pattern.

A pattern is written as the cell is printed, with names where the figures stand:
``원인행위액 (원인행위집행률)``, ``정원 / 현원 (여성)``, ``개소 구획``. A quoted word may stand in
the cell (``개소 ('신규' 신규)``), and ``*`` is any text (``* (품목수)``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from geomsan.read.figures.figure import Figure, State, plain, read_figure, strip_footnote
from geomsan.read.figures.grammar import GROUP, MINUS
from geomsan.read.figures.units import PERCENT, Unit

_TOKEN = re.compile(r"\s*(?:'(?P<word>[^']+)'|(?P<any>\*)|(?P<mark>[/()~=])|(?P<name>[^\s/()~='*]+))")
_NOTE = re.compile(r"\((?=[^()]*[가-힣'’‘])[^()]*\)$")
_LONGEST = 1_000
"""Characters of the longest cell that is held against a pattern; what is longer is prose."""
_SEPARATORS = {"/", "~", " "}
_SPACELESS = r"[^/()~\s]+"
_AFTER_TEXT = rf"(?<![\d.,{MINUS}약])(?<![,{MINUS}약]\s)(?<!\d\s)[{MINUS}]?\d[^/()~\s]*"
"""A figure behind any text: not the 500 of ``1, 500``, ``1 500``, ``△ 500`` or ``약 500``."""
_TWO_OR_ONE = re.compile(rf"\d\s+{GROUP}(?!\d)")
"""``269 259``: one figure by itself, two where the pattern has room for them."""


@dataclass(frozen=True)
class Slot:
    """One figure of a pattern with the print that belongs to it.

    Attributes
    ----------
    name
        Name of the figure.
    before
        What stands before it: separators, an opening bracket, words, ``*``.
    is_bracketed
        True when a closing bracket follows.
    """

    name: str
    before: tuple[str, ...]
    is_bracketed: bool = False


@lru_cache(maxsize=1024)
def read_pattern(text: str) -> tuple[Slot, ...]:
    """Read a pattern into its slots, in the order of print."""
    slots: list[Slot] = []
    before: list[str] = []
    for token in _TOKEN.finditer(text):
        if token["name"]:
            separated = before or not slots
            slots.append(Slot(token["name"], tuple(before) if separated else (" ",)))
            before = []
        elif token["mark"] == ")" and slots:
            slots[-1] = Slot(slots[-1].name, slots[-1].before, True)
        elif token["word"]:
            before.append(f"'{token['word']}")
        else:
            before.append(token["any"] or token["mark"])
    return tuple(slots)


def read_cell(
    text: str,
    pattern: Sequence[Slot],
    *,
    units: Sequence[Unit | None] | None = None,
    brackets: str = "unknown",
) -> tuple[Figure, ...]:
    """Read the figures of a cell, one a slot of ``pattern``.

    A cell that prints fewer figures than the pattern leaves the others blank; ``(0.0)`` alone
    fills the slot that the pattern puts in brackets. A cell that does not follow the pattern is
    unreadable in every part, and so is one whose figures carry units of another dimension than
    ``units`` says.
    """
    wanted = units or [None] * len(pattern)
    if len(pattern) == 1 and not pattern[0].before:
        figure = _read_with_note(text, brackets)
        return (figure if _fits(figure, wanted[0]) else Figure(text, State.UNREADABLE),)
    body = " ".join(strip_footnote(plain(text)).split())
    if len(body) > _LONGEST:
        return tuple(Figure(text, State.UNREADABLE) for _ in pattern)
    has_free_text = any("*" in slot.before for slot in pattern)
    if not body or (has_free_text and not any(sign.isdecimal() for sign in body)):
        return tuple(Figure(text, State.BLANK) for _ in pattern)
    note = _NOTE.search(body)
    for reading, left_out in ((body, ""), (body[: note.start()].rstrip(), note[0]) if note else (body, "")):
        has_figure = any(sign.isdecimal() for sign in left_out)
        for parts in _readings(reading, tuple(pattern)):
            readable = all(part.state is not State.UNREADABLE for part in parts)
            lone = [part for part in parts if part.state is not State.BLANK]
            if len(lone) < len(parts) and any(_TWO_OR_ONE.search(part.text) for part in lone):
                continue
            # 1,806 (약 21): the bracket is the figure that the pattern expects, not a note.
            lost = has_figure and any(
                slot.is_bracketed and part.state is State.BLANK
                for slot, part in zip(pattern, parts, strict=True)
            )
            if readable and not lost and all(map(_fits, parts, wanted)):
                return parts
    return tuple(Figure(text, State.UNREADABLE) for _ in pattern)


def _fits(figure: Figure, unit: Unit | None) -> bool:
    if figure.unit is None or unit is None:
        return True
    if PERCENT in (figure.unit, unit):
        return figure.unit == unit
    if not unit.dimension or not figure.unit.dimension:
        return True
    return figure.unit.dimension == unit.dimension


def _readings(body: str, pattern: tuple[Slot, ...]) -> Iterator[tuple[Figure, ...]]:
    """Yield the readings of ``body``, those that fill most slots first."""
    for size in range(len(pattern), 0, -1):
        for kept in combinations(range(len(pattern)), size):
            match = _expression(pattern, kept).fullmatch(body)
            if match is None:
                continue
            parts = [Figure("", State.BLANK) for _ in pattern]
            for group, slot in enumerate(kept, start=1):
                parts[slot] = _read_with_note(match[group].strip(), "unknown")
            yield tuple(parts)


@lru_cache(maxsize=1024)
def _expression(pattern: tuple[Slot, ...], kept: tuple[int, ...]) -> re.Pattern[str]:
    """Return the expression for a cell that prints only the ``kept`` slots."""
    expression = ""
    for order, index in enumerate(kept):
        slot = pattern[index]
        loose = r"[^/()~]*?"
        for mark in slot.before:
            if mark in _SEPARATORS and order == 0:
                continue
            if mark == "*":
                expression += r".*?"
                loose = _AFTER_TEXT
            elif mark == " ":
                expression += r"\s+"
                loose = r"\S+"
            elif mark.startswith("'"):
                word = re.escape(mark[1:])
                needs_gap = order > 0 and _is_spaced(slot)
                expression += rf"(?:\s*{word}\s*|\s+)" if needs_gap else rf"\s*(?:{word})?\s*"
            else:
                expression += rf"\s*{re.escape(mark)}\s*"
        is_followed = index + 1 < len(pattern) and _is_spaced(pattern[index + 1])
        expression += f"({_SPACELESS if is_followed else loose})"
        if slot.is_bracketed:
            expression += r"\s*\)"
    return re.compile(expression + r"\s*")


def _is_spaced(slot: Slot) -> bool:
    """Tell whether only a space or a word parts the figure from the one before."""
    return slot.before == (" ",) or (bool(slot.before) and all(mark[0] == "'" for mark in slot.before))


def _read_with_note(text: str, brackets: str) -> Figure:
    """Read a figure whose bracket only annotates it: ``200억원 (예정)``, ``120개사('22.8)``."""
    figure = read_figure(text, brackets=brackets)
    if figure.state is State.UNREADABLE and (bare := _NOTE.sub("", plain(text)).rstrip()):
        noted = read_figure(bare, brackets=brackets)
        return Figure(text, noted.state, noted.value, noted.step, noted.unit)
    return figure

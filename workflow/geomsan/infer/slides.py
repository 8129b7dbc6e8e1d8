"""Figures that slid by one place: a run of failures of one rule that holds once one line is moved back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from geomsan.check.localization.ranking import Repair, RepairedCell
from geomsan.common.errors import Bilingual
from geomsan.infer.readings import FAILURE
from geomsan.infer.side import Flags, Floats, Side
from geomsan.read.tables.table import Entry

_FEWEST = 3
"""Failures from which on a slide is looked for."""
_WORTH, _TRIED = 2.0, 2.0
"""What each place is worth that holds once moved, less what the tries cost."""

Off = Callable[[Mapping[int, Floats]], Floats]
"""How far a rule is off in each place, given the values of its lines; below nought where it holds."""


@dataclass(frozen=True)
class Slide:
    """Figures of one line that hold one place further.

    Attributes
    ----------
    line, places, sources
        The line, the places where a rule fails, and where the figure of each of them stands.
    worth
        What speaks for it, in digits.
    """

    line: int
    places: tuple[int, ...]
    sources: tuple[int, ...]
    worth: float


def slide_of(side: Side, lines: Sequence[int], failed: Flags, off: Off) -> Slide | None:
    """Return the likeliest slide of one of the lines of a rule by which all failures but one hold.

    Parameters
    ----------
    side
        The figures.
    lines
        Those of the rule.
    failed
        Where it fails.
    off
        How far it is off with other values.
    """
    places = np.flatnonzero(failed)
    if len(places) < _FEWEST:
        return None
    best: Slide | None = None
    for moved in dict.fromkeys(lines):
        for step in (1, -1):
            sources = np.roll(places, step)
            value = {line: side.value[line].copy() for line in lines}
            value[moved][places] = side.value[moved][sources]
            with np.errstate(invalid="ignore", divide="ignore"):
                held = int(((off(value) <= 0) & failed).sum())
            worth = FAILURE * (len(places) - 1) + _WORTH * held - _TRIED
            if held >= len(places) - 1 and (best is None or worth > best.worth):
                best = Slide(moved, tuple(map(int, places)), tuple(map(int, sources)), worth)
    return best


def moved_back(side: Side, slide: Slide) -> Repair | None:
    """Return the repair that moves the figures back, each to the place where it holds."""
    cells = []
    for place, source in zip(slide.places, slide.sources, strict=True):
        here, there = side.entry(slide.line, place), side.entry(slide.line, source)
        if here is None or there is None or not (here.is_known and there.is_known):
            return None
        cells.append(_cell(here, there.printed))
    name = side.lines[slide.line].label
    return Repair(
        tuple(cells),
        slide.worth,
        Bilingual(
            f"‘{name}’ 값이 한 칸씩 밀린 것으로 보입니다",
            f"the figures of {name} seem to have slid by one place",
        ),
    )


def _cell(entry: Entry, value: Decimal) -> RepairedCell:
    return RepairedCell(entry, value, value, value)

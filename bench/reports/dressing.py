"""What offices put around and into a finished table: footnote marks, blanks for nil, a note below."""

from __future__ import annotations

import random

from bench.reports.made import Made

_MARKS = ("1)", "¹⁾", "*", "※", " ①")
_RAISED = ("¹⁾", "*", "※")
_NOTES = ("※ 세부 내역은 붙임 참조", "* 잠정치", "주1) 추경 포함", "자료: 내부자료")


def dressed(made: Made, rng: random.Random) -> Made:
    """Dress some tables; what is true of them stays."""
    if rng.random() < 0.25:
        _mark(made, rng)
    if rng.random() < 0.15:
        _blank(made)
    if rng.random() < 0.2:
        made.grid.append([rng.choice(_NOTES), *[""] * (len(made.grid[0]) - 1)])
    return made


def _mark(made: Made, rng: random.Random) -> None:
    """Put a footnote mark behind one label, and sometimes behind one figure."""
    rows = [row for row in range(made.head, len(made.grid)) if made.grid[row][0].strip()]
    if rows:
        made.grid[rng.choice(rows)][0] += rng.choice(_MARKS)
    figures = [place for place in sorted(made.numbers, key=str) if made.numbers[place].value]
    if figures and rng.random() < 0.4:
        row, column, _ = rng.choice(figures)
        made.grid[row][column] += rng.choice(_RAISED)


def _blank(made: Made) -> None:
    """Leave nil figures blank, as some offices do; all of a table's or none."""
    for row, column, part in made.numbers:
        if part is None and made.grid[row][column] == "-":
            made.grid[row][column] = ""

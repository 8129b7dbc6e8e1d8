"""Report tables with known truth: random structure and figures, printed as offices print them.

Nothing here is taken from the library, so that an error of the library cannot hide in its own measure.
"""

from __future__ import annotations

import random
from collections.abc import Callable

from bench.reports.budgets import budget, execution, funding, staffing
from bench.reports.dressing import dressed
from bench.reports.errors import corrupt, is_impossible
from bench.reports.made import Made, Truth
from bench.reports.programmes import counts, funds, mixed, shares, transposed
from bench.reports.traps import traps
from bench.reports.years import breakdown, settlement, year_on_year

__all__ = ["FAMILIES", "Made", "Truth", "corrupt", "generate", "is_impossible"]

_MAKERS = (budget, execution, funding, staffing, year_on_year, settlement)
_OTHERS = (breakdown, funds, shares, counts, transposed, mixed, traps)
FAMILIES: dict[str, Callable[[random.Random], Made]] = {make.__name__: make for make in _MAKERS + _OTHERS}


def generate(family: str, seed: int) -> Made:
    """Return a clean table of a family."""
    rng = random.Random(f"{family}-{seed}")  # noqa: S311 (repeatable, not secret)
    return dressed(FAMILIES[family](rng), rng)

"""The grammar of claims: every pattern, in the order in which they are tried."""

from __future__ import annotations

from geomsan.claims import changes, counts, dates, rates, splits
from geomsan.claims.claim import Pattern

PATTERNS: tuple[Pattern, ...] = (
    *splits.PATTERNS,
    *counts.PATTERNS,
    *dates.PATTERNS,
    *changes.PATTERNS,
    *rates.PATTERNS,
)
"""All patterns; their examples are tests, and ``docs/claims.md`` is made from them."""

"""The grammar of claims: every pattern, in the order in which they are tried."""

from __future__ import annotations

from geomsan.claims import changes, counts, dates, differences, frequencies, outline, products, rates, splits
from geomsan.claims.claim import Pattern

PATTERNS: tuple[Pattern, ...] = (
    *splits.PATTERNS,
    *outline.PATTERNS,
    *counts.PATTERNS,
    *dates.PATTERNS,
    *frequencies.PATTERNS,
    *changes.PATTERNS,
    *differences.PATTERNS,
    *rates.PATTERNS,
    *products.PATTERNS,
)
"""All patterns; their examples are tests, and ``docs/claims.md`` is made from them."""

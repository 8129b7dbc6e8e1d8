"""The grammar of claims: every pattern, in the order in which they are tried."""

from __future__ import annotations

from geomsan.claims import (
    changes,
    counts,
    dates,
    differences,
    listings,
    occasions,
    outline,
    products,
    rates,
    shares,
    splits,
)
from geomsan.claims.claim import Pattern

PATTERNS: tuple[Pattern, ...] = (
    *splits.PATTERNS,
    *shares.PATTERNS,
    *outline.PATTERNS,
    *listings.PATTERNS,
    *occasions.PATTERNS,
    *counts.PATTERNS,
    *dates.PATTERNS,
    *changes.PATTERNS,
    *differences.PATTERNS,
    *rates.PATTERNS,
    *products.PATTERNS,
)
"""All patterns; their examples are tests, and ``docs/claims.md`` is made from them."""

"""Claims of a text, for tests."""

from geomsan.claims.claim import Claim
from geomsan.claims.outcome import claims_in
from geomsan.read.readers.found import ProseLine


def claims(text: str) -> list[Claim]:
    """Return what a text asserts, its lines numbered from 1."""
    return claims_in(ProseLine(number, line) for number, line in enumerate(text.split("\n"), 1))

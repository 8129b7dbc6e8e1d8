"""Claims of a text, for tests."""

from pathlib import Path

from geomsan.claims.claim import Claim
from geomsan.claims.outcome import claims_in, text_tables
from geomsan.infer.inspection import inspect
from geomsan.read.readers.found import ProseLine


def claims(text: str) -> list[Claim]:
    """Return what a text asserts, its lines numbered from 1."""
    return claims_in(ProseLine(number, line) for number, line in enumerate(text.split("\n"), 1))


def with_tables(text: str, folder: Path) -> list[Claim]:
    """Return what a text file with tables asserts."""
    path = folder / "report.txt"
    path.write_text(text, encoding="utf-8")
    inspection = inspect(path)
    return claims_in(inspection.prose, text_tables(inspection.tables))

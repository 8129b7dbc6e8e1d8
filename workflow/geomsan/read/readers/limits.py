"""How much a reader takes, so that memory and time stay bounded."""

from __future__ import annotations

from pathlib import Path

from geomsan.common.errors import GeomsanError

LARGEST_FILE = 200 * 2**20
"""Bytes of any file."""

MOST_CELLS = 2_000_000
"""Cells of all tables of a file, and lines of a text."""

MOST_TABLES = 20_000
"""Tables of a file."""

MOST_SHEETS = 2_000
"""Sheets of an xls or xlsb."""

MOST_PARAGRAPHS = 100_000
"""Paragraphs or lines outside of tables; the longest reports have some thousands."""

LONGEST_CELL = 1_000_000
"""Characters of a cell, or of a line of prose; Excel itself stops at 32,767."""

MOST_COLUMNS = 16_384
MOST_ROWS = 1_048_576


def check_cells(path: Path, count: int) -> None:
    """Refuse a file with more than :data:`MOST_CELLS` cells or lines.

    Raises
    ------
    GeomsanError
        When ``count`` is larger.
    """
    if count > MOST_CELLS:
        raise GeomsanError(
            str(path),
            f"칸이나 줄이 너무 많습니다({MOST_CELLS:,}칸까지 읽습니다). 표를 나누어 주십시오.",
            f"has too many cells or lines (up to {MOST_CELLS:,} are read); split it.",
        )


def check_tables(path: Path, count: int) -> None:
    """Refuse a file with more than :data:`MOST_TABLES` tables.

    Raises
    ------
    GeomsanError
        When ``count`` is larger.
    """
    if count > MOST_TABLES:
        raise GeomsanError(
            str(path),
            f"표가 너무 많습니다({MOST_TABLES:,}개까지 읽습니다). 파일을 나누어 주십시오.",
            f"holds too many tables (up to {MOST_TABLES:,} are read); split it.",
        )

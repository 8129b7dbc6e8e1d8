"""Text reports and Markdown: prose, with tables of tab-separated cells or between pipes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from itertools import islice
from pathlib import Path

from geomsan.common.errors import GeomsanError
from geomsan.read.readers.around import LINES_BELOW, lines_after, lines_before, nearest
from geomsan.read.readers.encoding import read_lines_of
from geomsan.read.readers.found import LONG_CELL, FoundFile, FoundTable, ProseLine
from geomsan.read.readers.limits import (
    LONGEST_CELL,
    MOST_COLUMNS,
    MOST_PARAGRAPHS,
    check_cells,
    check_tables,
)
from geomsan.read.readers.pipes import PipeTable, pipe_tables
from geomsan.read.tables.grid import Grid

_MAY_BE_ROW = re.compile(r"[\t|+]")
_LOOK_BACK = 12
"""Lines above a table in which its heading and caption may stand."""


_ITEM = re.compile(r"<br\s*/?>|<li>|</?[uo]l[^>]*>|</?p>|\s(?=[○□▶※]\s?)", re.IGNORECASE)
"""Where a cell that is a paragraph has its lines."""


def read_text(path: Path, name: str | None = None) -> list[FoundTable]:
    """Find the tables of a text report or a Markdown file; see :func:`read_text_file`."""
    return list(read_text_file(path, name).tables)


def read_text_file(path: Path, name: str | None = None) -> FoundFile:
    """Find the tables and the prose of a text report or a Markdown file.

    Parameters
    ----------
    path
        A UTF-8, UTF-16 or CP949 file.
    name
        How places name the file; its own name by default.

    Raises
    ------
    GeomsanError
        When the file cannot be read, is not text, or holds more cells than can be checked.
    """
    text = read_lines_of(path)
    check_cells(path, max(text.count("\t") + text.count("|"), text.count("\n")))
    lines = text.split("\n")
    _check_lines(path, lines)
    _check_prose(path, (line for line in lines if not _MAY_BE_ROW.search(line) and line.strip()))
    piped = pipe_tables(lines)
    taken = {line for table in piped for line in range(table.first, table.last + 1)}
    blocks = list(_blocks(lines, taken))
    check_tables(path, len(blocks) + len(piped))
    found = [_found(lines, block, name or path.name, taken) for block in blocks]
    found += [_piped(lines, table, name or path.name, taken) for table in piped]
    rows = {line for block in blocks for line in block} | taken
    prose = (ProseLine(at + 1, part) for at, line in enumerate(lines) for part in _prose(line, at in rows))
    kept = tuple(islice(prose, MOST_PARAGRAPHS + 1))
    _check_prose(path, kept)
    return FoundFile(sorted(found, key=lambda table: table.first), prose=kept)


def _check_prose(path: Path, parts: Iterable[object]) -> None:
    """Refuse a text with too many parts of prose.

    Raises
    ------
    GeomsanError
        When there are more than :data:`MOST_PARAGRAPHS`.
    """
    if sum(1 for _ in islice(parts, MOST_PARAGRAPHS + 1)) > MOST_PARAGRAPHS:
        raise GeomsanError(
            str(path),
            f"글이 너무 많습니다(표 밖의 줄 {MOST_PARAGRAPHS:,}개까지 읽습니다). 나누어 주십시오.",
            f"holds too much prose (up to {MOST_PARAGRAPHS:,} lines outside of tables are read); split it.",
        )


def _check_lines(path: Path, lines: Sequence[str]) -> None:
    """Refuse lines that no report has.

    Raises
    ------
    GeomsanError
        When one is longer than a document, or has more cells than a table has columns.
    """
    if max(map(len, lines)) <= MOST_COLUMNS:
        return
    for number, line in enumerate(lines, 1):
        if len(line) <= MOST_COLUMNS:
            continue
        if len(line) > LONGEST_CELL:
            raise GeomsanError(
                f"{path}:{number}",
                f"한 줄이 너무 깁니다({LONGEST_CELL:,}자까지 읽습니다). 줄을 나누어 주십시오.",
                f"has a line that is too long (up to {LONGEST_CELL:,} characters are read); part it.",
            )
        if max(line.count("\t"), line.count("|")) > MOST_COLUMNS:
            raise GeomsanError(
                f"{path}:{number}",
                f"한 줄에 칸이 너무 많습니다({MOST_COLUMNS:,}칸까지 읽습니다). 표를 나누어 주십시오.",
                f"has too many cells in a line (up to {MOST_COLUMNS:,} are read); split the table.",
            )


def _prose(line: str, is_row: bool) -> list[str]:
    """Return what of a line is prose: all of it, paragraphs between its tabs, nothing of a table's row."""
    if "\t" not in line and not is_row:
        return [line] if line.strip() else []
    cells = [] if is_row else [cell for cell in line.split("\t") if len(cell) >= LONG_CELL]
    return [part for cell in cells for part in _ITEM.split(cell) if part.strip()]


def _blocks(lines: Sequence[str], taken: Set[int]) -> Iterator[list[int]]:
    """Yield the line indices of every table of tabbed lines.

    A tabbed line that holds a paragraph of HTML is prose laid out as a table; it ends a run. Blank
    lines alone do not end a table whose rows go on with as many cells.
    """
    block: list[int] = []
    for index, line in enumerate(lines):
        if not line.strip() and "\t" not in line:
            continue
        is_row = "\t" in line and "<p>" not in line and index not in taken
        adjoins = bool(block) and (index == block[-1] + 1 or line.count("\t") == lines[block[-1]].count("\t"))
        if block and not (is_row and adjoins):
            if len(block) > 1:
                yield block
            block = []
        if is_row:
            block.append(index)
    if len(block) > 1:
        yield block


def _found(lines: Sequence[str], block: Sequence[int], name: str, taken: Set[int]) -> FoundTable:
    rows = tuple(tuple(lines[index].split("\t")) for index in block)
    return _placed(lines, rows, block, (block[0], block[-1]), name, taken)


def _piped(lines: Sequence[str], table: PipeTable, name: str, taken: Set[int]) -> FoundTable:
    return _placed(lines, table.rows, table.lines, (table.first, table.last), name, taken)


def _placed(
    lines: Sequence[str],
    rows: tuple[tuple[str, ...], ...],
    indices: Sequence[int],
    ends: tuple[int, int],
    name: str,
    taken: Set[int],
) -> FoundTable:
    """Return a table with what stands around it; ``indices`` are the lines of its rows."""
    first, last = ends
    above = _above(lines, first, taken)
    heading, caption = nearest(reversed(above))
    below, is_followed = _below(lines, last, taken)
    return FoundTable(
        Grid(rows, tuple(f"{name}:{index + 1}" for index in indices)),
        f"lines {first + 1}-{last + 1}",
        first + 1,
        last + 1,
        heading,
        caption,
        before=lines_before(above),
        after=lines_after(rows, below, is_followed=is_followed),
    )


def _above(lines: Sequence[str], first: int, taken: Set[int]) -> list[str]:
    """Return the lines above up to a table."""
    above: list[str] = []
    for index in range(first - 1, max(0, first - _LOOK_BACK) - 1, -1):
        if "\t" in lines[index] or index in taken:
            break
        above.append(lines[index])
    return above[::-1]


def _below(lines: Sequence[str], last: int, taken: Set[int]) -> tuple[list[str], bool]:
    """Return the lines below up to a table, and whether there is one."""
    below: list[str] = []
    for index in range(last + 1, min(len(lines), last + 1 + LINES_BELOW)):
        if "\t" in lines[index] or index in taken:
            return below, True
        below.append(lines[index])
    return below, False

"""Tab-separated files, and CSV with commas, semicolons or bars: one table, or several below each other."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from geomsan.common.errors import GeomsanError
from geomsan.read.figures.figure import plain
from geomsan.read.figures.grammar import MINUS, NUMBER
from geomsan.read.readers.around import lead_of, lines_after, lines_before
from geomsan.read.readers.encoding import read_lines_of
from geomsan.read.readers.found import FoundTable
from geomsan.read.readers.limits import LONGEST_CELL, MOST_COLUMNS, MOST_ROWS, check_cells
from geomsan.read.tables.grid import Grid

_SAMPLE = 200
_LEAD_ROWS = 8
_MOST_TABLES = 200
"""Tables of one file; each keeps the rows above it."""
_EXCEL_QUOTED = re.compile(r'"((?:[^"]|"")*)"')
_FIGURE = re.compile(rf"[{MINUS}]?{NUMBER}%?")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_CORNER = re.compile(
    r"구\s*분|부\s*서\s*명?|사\s*업\s*명|세부사업|연\s*도|항\s*목|분\s*야|과\s*목|기\s*관\s*명?|시\s*설\s*명?"
)
"""What stands in the corner of a table."""
_TOLD = re.compile(r'"?sep=([\t,;|])"?(?:\n|$)', re.IGNORECASE)
_NEEDS_QUOTES = re.compile(r'[,\t\n]|""')


@dataclass(frozen=True)
class _Rows:
    """Rows with the number of the line on which each begins."""

    cells: list[tuple[str, ...]]
    lines: list[int]


def read_delimited(path: Path, name: str | None = None) -> list[FoundTable]:
    """Read a file of one table or more; rows and columns are the file's own.

    The separator is what the content shows, whatever the file is called. Titles and units above the
    table are its heading and caption; ``start_row`` says where the table proper begins.

    Parameters
    ----------
    path
        A UTF-8, UTF-16 or CP949 file.
    name
        How places name the file; its own name by default.

    Raises
    ------
    GeomsanError
        When the file cannot be read, is not text, or holds more than can be checked.
    """
    text = read_lines_of(path)
    separator = separator_of(text)
    if '"' not in text or separator == "\t":
        check_cells(path, text.count(separator) + text.count("\n"))
    rows = _tabbed(path, text) if separator == "\t" else _quoted(path, text, separator)
    if _TOLD.match(text):
        rows.cells[0] = ()
    while rows.cells and not any(cell.strip() for cell in rows.cells[-1]):
        rows.cells.pop()
    if len(rows.cells) > MOST_ROWS or max(map(len, rows.cells), default=0) > MOST_COLUMNS:
        raise _too_large(path)
    called = name or path.name
    places = tuple(f"{called}:{line}" for line in rows.lines[: len(rows.cells)])
    found: list[FoundTable] = []
    for start, end in _bands(rows.cells):
        lead = lead_of(rows.cells[start:end])
        filled = [sum(1 for cell in row if cell.strip()) for row in rows.cells[start + lead.rows : end]]
        if sum(map(bool, filled)) < 2 or max(filled) < 2:
            continue
        grid = Grid(tuple(rows.cells[:end]), places[:end])
        top = start + lead.rows
        first, last = rows.lines[top], rows.lines[end - 1]
        titles = (cell for row in rows.cells[start:top] for cell in row)
        found.append(
            FoundTable(
                grid,
                f"lines {first}-{last}",
                first,
                last,
                lead.heading,
                lead.caption,
                start_row=top,
                before=lines_before(titles),
                after=lines_after(rows.cells[top:end]),
            )
        )
    return found


def _bands(cells: Sequence[Sequence[str]]) -> list[tuple[int, int]]:
    """Part the rows where another table begins: under a blank row, with a title or a unit of its own."""
    filled = [any(cell.strip() for cell in row) for row in cells]
    starts = [0]
    for row in range(2, len(cells)):
        if not filled[row] or filled[row - 1]:
            continue
        if _has_figures(cells[starts[-1] : row]) and _begins(cells[row : row + _LEAD_ROWS]):
            starts.append(row)
    if len(starts) > _MOST_TABLES:
        starts = [0]
    bands = zip(starts, [*starts[1:], len(cells)], strict=True)
    return [(start, _last_filled(filled, start, end) + 1) for start, end in bands]


def _begins(rows: Sequence[Sequence[str]]) -> bool:
    """Tell whether rows begin a table of their own: title rows, then a row of words, then a figure."""
    lead = lead_of(rows)
    head = [cell.strip() for row in rows[lead.rows : lead.rows + 1] for cell in row if cell.strip()]
    if len(head) < 2 or any(_FIGURE.fullmatch(cell) and not _YEAR.fullmatch(cell) for cell in head):
        return False
    is_titled = lead.rows > 0 or (len(head) > 2 and bool(_CORNER.fullmatch(head[0])))
    return is_titled and any(cell[:1].isdecimal() for row in rows[lead.rows + 1 :] for cell in row)


def _has_figures(rows: Sequence[Sequence[str]]) -> bool:
    return any(_FIGURE.fullmatch(plain(cell)) for row in rows for cell in row)


def _last_filled(filled: Sequence[bool], start: int, end: int) -> int:
    return max((row for row in range(start, end) if filled[row]), default=start)


def separator_of(text: str) -> str:
    """Return what parts the cells: a tab, a comma, a semicolon or a bar; never a space.

    A first line that says so (``sep=;``, as Excel has it) decides, then tabs in half of the lines;
    figures themselves have commas. Semicolons or bars are it when they part the lines no less evenly.
    """
    if told := _TOLD.match(text):
        return told[1]
    lines = _sample(text)
    tabbed = sum("\t" in line for line in lines)
    evenness = {mark: _evenness(lines, mark) for mark in ",;|"}
    if tabbed and (tabbed * 2 >= len(lines) or evenness[","] < 0.5):
        return "\t"
    other = max(";|", key=evenness.__getitem__)
    return other if evenness[other] > 0.5 and evenness[other] >= evenness[","] else ","


def is_even(text: str) -> bool:
    """Tell whether a text is one table: its lines have as many cells, three or more, most a figure."""
    lines = _sample(text)
    mark = max("	,;|", key=lambda mark: _evenness(lines, mark, fewest=3))
    with_figure = sum(any(_FIGURE.fullmatch(plain(cell)) for cell in _split(line, mark)) for line in lines)
    return len(lines) > 1 and _evenness(lines, mark, fewest=3) > 0.9 and with_figure * 2 >= len(lines)


def _sample(text: str) -> list[str]:
    """Return the first lines with something in them, each as far as a cell may reach."""
    return [line[:LONGEST_CELL] for line in islice(_lines(text), 4 * _SAMPLE) if line.strip()][:_SAMPLE]


def _lines(text: str) -> Iterator[str]:
    start = 0
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        yield text[start:end]
        start = end + 1


def _evenness(lines: Sequence[str], mark: str, fewest: int = 2) -> float:
    """Return the share of lines with the commonest number of cells; none for a single cell."""
    if not any(mark in line for line in lines):
        return 0.0
    counts = Counter(len(_split(line, mark)) for line in lines)
    width, count = max(((width, count) for width, count in counts.items()), key=lambda pair: pair[1])
    return count / len(lines) if width >= fewest else 0.0


def _split(line: str, mark: str) -> list[str]:
    """Return the cells of one line; quotes that do not close are characters like others."""
    if '"' in line and mark != "\t":
        try:
            return next(csv.reader([line], delimiter=mark, strict=True), [])
        except csv.Error:
            pass
    return line.split(mark)


def _tabbed(path: Path, text: str) -> _Rows:
    """Part rows and cells at line ends and tabs.

    A quote is a character (a ditto mark), save around a cell that Excel would have quoted.
    """
    lines = text.removesuffix("\n").split("\n")
    for number, line in enumerate(lines, 1):
        if len(line) > LONGEST_CELL and any(len(cell) > LONGEST_CELL for cell in line.split("\t")):
            raise _too_long(path, number)
    cells = [tuple(map(_unquoted, line.split("\t")) if '"' in line else line.split("\t")) for line in lines]
    return _Rows(cells, list(range(1, len(lines) + 1)))


def _unquoted(cell: str) -> str:
    match = _EXCEL_QUOTED.fullmatch(cell)
    return match[1].replace('""', '"') if match and _NEEDS_QUOTES.search(match[1]) else cell


def _quoted(path: Path, text: str, separator: str) -> _Rows:
    """Read CSV; where its quotes do not pair off, every line is read for itself.

    Raises
    ------
    GeomsanError
        When a cell is longer than any cell can be, or there are too many.
    """
    if '"' not in text:
        return _line_by_line(text, separator)
    rows = _Rows([], [])
    line, count = 1, 0
    # Quotes behind a blank quote none the less; elsewhere a blank is indentation and stays.
    is_spaced = re.search(rf'{re.escape(separator)} +"', text) is not None
    lines = _narrow(path, io.StringIO(text, newline="\n"), separator)
    reader = csv.reader(lines, delimiter=separator, strict=True, skipinitialspace=is_spaced)
    try:
        for row in reader:
            count += len(row)
            check_cells(path, count)
            # A ditto mark that opened a quote: the cell begins with what should have parted it.
            if any("\n" in cell and cell.startswith((separator, "\n")) for cell in row):
                return _line_by_line(text, separator)
            rows.cells.append(tuple(row))
            rows.lines.append(line)
            line = reader.line_num + 1
    except csv.Error as error:
        if "field larger" not in str(error):
            return _line_by_line(text, separator)
        raise _too_long(path, line) from error
    return rows


def _narrow(path: Path, lines: Iterable[str], separator: str) -> Iterator[str]:
    """Yield lines, and refuse one of more cells than a row may have before any is made."""
    quoted_or_mark = re.compile(rf'"[^"]*"?|{re.escape(separator)}')
    is_within = False
    for line in lines:
        if line.count(separator) > MOST_COLUMNS:
            found = quoted_or_mark.finditer(line, line.find('"') + 1 if is_within else 0)
            marks = (match for match in found if match[0] == separator)
            if next(islice(marks, MOST_COLUMNS, None), None) is not None:
                raise _too_large(path)
        is_within ^= line.count('"') % 2 == 1
        yield line


def _too_large(path: Path) -> GeomsanError:
    return GeomsanError(
        str(path),
        f"행이나 열이 너무 많습니다({MOST_ROWS:,}행, {MOST_COLUMNS:,}열까지). 표를 나누어 주십시오.",
        f"has too many rows or columns (up to {MOST_ROWS:,} and {MOST_COLUMNS:,} are read); split it.",
    )


def _too_long(path: Path, line: int) -> GeomsanError:
    return GeomsanError(
        f"{path}:{line}",
        "칸 하나가 너무 깁니다. 따옴표가 짝이 맞는지 확인해 주십시오.",
        "has a cell that is too long; see whether its quotes pair off.",
    )


def _line_by_line(text: str, separator: str) -> _Rows:
    lines = text.removesuffix("\n").split("\n")
    return _Rows([tuple(_split(line, separator)) for line in lines], list(range(1, len(lines) + 1)))

"""An undescribed table as a matrix: where its head and stub end, and which cells hold figures."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace

from geomsan.figures.compound import read_cell, read_pattern
from geomsan.figures.figure import Figure, State, percent, plain
from geomsan.figures.units import Kind, Unit, stated_units
from geomsan.readers.found import FoundTable
from geomsan.tables.grid import Grid
from geomsan.tables.labels import is_rate_label, readable, squeeze, unit_in_label
from geomsan.tables.table import Entry

PATTERNS = ("값", "= 값", "값 / 값2 (값3)", "값 / 값2", "값 (값2)", "값 값2")
"""Ways in which the cells of one column can be compound, simplest first."""

_COUNT_WORDS = re.compile(r"정원|현원|인원|과부족|명$|개소|업체|건수|개수|기업\s*수|과제\s*수|가맹점|참여자|이용자|학과|종사자")
_NOT_ADDED = re.compile(r"평균|누계|누적|최대|최소|최고|순위|단가|목표대비|전년대비|연번|번호|전화")
_SEQUENCE_HEADS = {"연번", "번호", "순번", "no", "no.", "순위", "년도", "연도"}
_IN_BRACKETS = re.compile(r"\(([^()]*)\)")
_YEAR = re.compile(r"^['’]?(?:19|20)?\d{2}(?:년도?|\.\s?\d{1,2}\.?)?$")


@dataclass(frozen=True)
class Line:
    """A row or a column of figures: its label from the outermost head to the innermost.

    Attributes
    ----------
    labels
        Texts of the head (or stub) cells that stand over (before) the line, outermost first.
    index, part
        Position in the grid, and which figure of a compound cell.
    """

    labels: tuple[str, ...]
    index: int
    part: int | None = None

    @property
    def label(self) -> str:
        """The innermost label, fit for a sentence."""
        if not self.labels:
            return ""
        label = self.labels[-1]
        inside = _IN_BRACKETS.search(label)
        if self.part == 1 and inside and is_rate_label(inside[1]):
            # 원인행위액 (집행률): the second figure of the cell is the 집행률.
            label = f"{inside[1]} ({_IN_BRACKETS.sub('', label).strip()})"
        return readable(label)

    @property
    def text(self) -> str:
        """All labels in one string, squeezed."""
        return " ".join(squeeze(label) for label in self.labels)

    @property
    def is_added(self) -> bool:
        """False for averages, cumulative figures, rates and the like, which no total adds up."""
        return not _NOT_ADDED.search(self.text) and not _is_rate(self)


@dataclass(frozen=True)
class Matrix:
    """Figures of a table by row and column line.

    Attributes
    ----------
    rows, columns
        Body rows and figure columns (one line a part of a compound column).
    entries
        ``(position in rows, position in columns) -> entry``.
    head, stub
        Number of head rows and of stub columns.
    """

    rows: tuple[Line, ...]
    columns: tuple[Line, ...]
    entries: dict[tuple[int, int], Entry]
    head: int
    stub: int
    unit: Unit | None

    @property
    def has_blanks(self) -> bool:
        """True when a cell among the figures is empty."""
        return any(entry.figure.state is State.BLANK for entry in self.entries.values())

    def with_blanks_as_zero(self) -> Matrix:
        """Return the matrix in which empty cells count as nil."""
        filled = {place: replace(entry, blank_is_zero=True) for place, entry in self.entries.items()}
        return replace(self, entries=filled)

    def transposed(self) -> Matrix:
        """Return the matrix with rows and columns exchanged."""
        turned = {(column, row): entry for (row, column), entry in self.entries.items()}
        return replace(self, rows=self.columns, columns=self.rows, entries=turned)


def read_matrix(found: FoundTable, shift: int = 0) -> Matrix | None:
    """Read a found table; None when it holds no figures.

    Parameters
    ----------
    found
        The table with its caption.
    shift
        How many columns the head stands too far to the left of the body.
    """
    grid = found.grid
    figures = _figure_cells(grid)
    head = _head_rows(grid, figures)
    # Fragments of one table repeat its head.
    heads = {grid.rows[row] for row in range(head)}
    body = [
        row
        for row in range(head, len(grid.rows))
        if any(cell.strip() for cell in grid.rows[row]) and grid.rows[row] not in heads
    ]
    stub = _stub_columns(grid, figures, head, body)
    width = grid.width
    if head >= len(grid.rows) or stub >= width:
        return None
    units = [unit for unit in stated_units(found.caption) if unit.kind is not Kind.RATE]
    unit = units[0] if units else None
    labels = _head_labels(grid, head, shift)
    columns: list[Line] = []
    entries: dict[tuple[int, int], Entry] = {}
    moved = {row: _displacement(grid, row, stub, figures) for row in body}
    rows = tuple(Line(_stub_labels(grid, row, stub + moved[row], body), row) for row in body)
    context = f"{found.heading} {found.caption}"
    for column in range(stub, width):
        texts = [grid.text(row, column + moved[row]) for row in body]
        pattern = read_pattern(_pattern_of(texts))
        if not any((row, column + moved[row]) in figures for row in body) or _is_sequence(labels[column], texts):
            continue
        first = len(columns)
        parts = range(len(pattern))
        columns += [Line(labels[column], column, part if len(pattern) > 1 else None) for part in parts]
        for position, row in enumerate(body):
            for part, figure in enumerate(read_cell(texts[position], pattern)):
                line = replace(columns[first + part], index=column + moved[row])
                entry = _entry(figure, grid, line, rows[position], row, unit, context)
                entries[(position, first + part)] = entry
    return Matrix(rows, tuple(columns), entries, head, stub, unit) if entries else None


def _figure_cells(grid: Grid) -> set[tuple[int, int]]:
    """Return the positions of cells that hold nothing but figures."""
    found = set()
    for row, cells in enumerate(grid.rows):
        for column, text in enumerate(cells):
            if text.strip() and _pattern_fits(text):
                found.add((row, column))
    return found


def _pattern_fits(text: str) -> str | None:
    for pattern in PATTERNS:
        parts = read_cell(text, read_pattern(pattern))
        if all(part.state in (State.VALUE, State.NIL) for part in parts):
            return pattern
    return None


def _pattern_of(texts: list[str]) -> str:
    """Return the pattern that most cells of a column follow."""
    fits = Counter(pattern for text in texts if text.strip() and (pattern := _pattern_fits(text)))
    compound = [pattern for pattern in fits if pattern != PATTERNS[0]]
    if not compound:
        return PATTERNS[0]
    # A nil or a lone figure fits the single pattern also where its neighbours are compound.
    return max(compound, key=lambda pattern: (fits[pattern], -PATTERNS.index(pattern)))


def _head_rows(grid: Grid, figures: set[tuple[int, int]]) -> int:
    """Return how many leading rows hold labels (or years) only."""
    for row, cells in enumerate(grid.rows):
        values = [column for column in range(1, len(cells)) if (row, column) in figures and _has_value(cells[column])]
        if values and not all(_YEAR.match(plain(cells[column]).strip()) for column in values):
            return row
    return len(grid.rows)


def _has_value(text: str) -> bool:
    return any(character.isdecimal() for character in text)


def _stub_columns(grid: Grid, figures: set[tuple[int, int]], head: int, body: list[int]) -> int:
    """Return how many leading columns hold labels: the first always, others while mostly words."""
    stub = 1
    while stub < grid.width:
        filled = [row for row in body if grid.text(row, stub).strip()]
        numeric = [row for row in filled if (row, stub) in figures]
        if filled and len(numeric) * 2 > len(filled):
            break
        stub += 1
    return stub


def _displacement(grid: Grid, row: int, stub: int, figures: set[tuple[int, int]]) -> int:
    """Return how many cells a row stands too far to the right: words where its first figures should be."""
    moved = 0
    while stub + moved < len(grid.rows[row]) - 1:
        text = grid.text(row, stub + moved)
        if not text.strip() or (row, stub + moved) in figures or _has_value(text):
            break
        moved += 1
    # Words all along the row are a row of words, not a displaced one.
    return moved if any((row, column) in figures for column in range(stub + moved, grid.width)) else 0


def _head_labels(grid: Grid, head: int, shift: int) -> list[tuple[str, ...]]:
    """Return the head texts over each column, merged cells spread over what they cover."""
    spread: list[list[str]] = []
    for row in range(head):
        texts: list[str] = []
        for column in range(grid.width):
            source = column - shift
            text = grid.text(row, source).strip() if source >= 0 else ""
            is_covered = not text and row + 1 < head and texts and column > 0
            texts.append(texts[-1] if is_covered else text)
        spread.append(texts)
    labels = []
    for column in range(grid.width):
        stacked = [texts[column] for texts in spread if texts[column]]
        labels.append(tuple(dict.fromkeys(stacked)))
    return labels


def _stub_labels(grid: Grid, row: int, stub: int, body: list[int]) -> tuple[str, ...]:
    """Return the stub texts of a row; an empty outer cell takes the text above it."""
    labels = []
    for column in range(stub):
        text = grid.text(row, column).strip()
        if not text and column < stub - 1:
            above = (grid.text(other, column).strip() for other in reversed(body) if other < row)
            text = next((found for found in above if found), "")
        if text:
            labels.append(text)
    return tuple(labels)


def _is_sequence(labels: tuple[str, ...], texts: list[str]) -> bool:
    """Tell whether a column numbers its rows or names years."""
    if any(squeeze(label).lower() in _SEQUENCE_HEADS for label in labels):
        return True
    numbers = [plain(text) for text in texts if text.strip()]
    counted = [str(number) for number in range(1, len(numbers) + 1)]
    return len(numbers) > 2 and numbers == counted and not labels


def _entry(
    figure: Figure, grid: Grid, column: Line, row: Line, position: int, unit: Unit | None, context: str
) -> Entry:
    is_rate = (figure.unit is not None and figure.unit.kind is Kind.RATE) or (
        figure.unit is None and (_is_rate(column) or _is_rate(row))
    )
    stated = figure.unit or unit_in_label(column.text) or unit_in_label(row.text) or unit
    if stated is not None and stated.kind is Kind.RATE:
        stated = unit
    kind = Kind.RATE if is_rate else _kind(figure, stated, f"{column.text} {row.text} {context}")
    return Entry(
        figure=percent(figure) if is_rate else figure,
        record=row.index,
        measure=column.label or "값",
        member=None,
        row=position,
        column=column.index,
        part=column.part,
        place=grid.places[position],
        unit=figure.unit if figure.unit and figure.state is State.VALUE else (None if is_rate else stated),
        kind=kind,
    )


def _is_rate(line: Line) -> bool:
    """Tell whether the words of a line call it a rate; in a compound cell the later figure is meant."""
    if not line.labels or line.part not in (None, 1):
        return False
    if line.part == 1:
        return is_rate_label(line.labels[-1]) or any(map(is_rate_label, _IN_BRACKETS.findall(line.labels[-1])))
    # 집행률 over 원인행위 and 지출액; but 집행액 및 집행률 over both is no rate itself.
    outer = (label for label in line.labels[:-1] if "및" not in label)
    return is_rate_label(line.labels[-1]) or any(is_rate_label(label) for label in outer)


def _kind(figure: Figure, unit: Unit | None, words: str) -> Kind:
    if figure.step is not None and figure.step < 1:
        return Kind.AMOUNT
    if unit is not None:
        return unit.kind
    return Kind.COUNT if _COUNT_WORDS.search(words) else Kind.AMOUNT

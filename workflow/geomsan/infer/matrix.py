"""An undescribed table as a matrix: where its head and stub end, and which cells hold figures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from geomsan.infer import heads
from geomsan.infer.flows import YEAR_LABEL
from geomsan.infer.patterns import PATTERNS, pattern_fits, pattern_of, read_parts
from geomsan.infer.sorts import Sort, sort_of
from geomsan.infer.words import COUNTED_ABOUT, MONEY, is_counted, is_generic, rank_of, says_partial
from geomsan.read.figures.compound import read_pattern
from geomsan.read.figures.figure import Figure, State, percent, plain
from geomsan.read.figures.units import Kind, Unit, stated_units
from geomsan.read.readers.found import FoundTable
from geomsan.read.tables.grid import Grid
from geomsan.read.tables.labels import readable, squeeze, unit_in_label
from geomsan.read.tables.table import Entry

_IN_BRACKETS = re.compile(r"\(([^()]*)\)")
_QUOTIENT = re.compile(r"[A-Za-z①-⑳㉠-㉭)]\s*[/÷]\s*\(?[A-Za-z①-⑳㉠-㉭]\s*[)\]×*]|[*×]\s*100")


@dataclass(frozen=True)
class Line:
    """A row or a column of figures: its label from the outermost head to the innermost.

    Attributes
    ----------
    labels
        Texts of the head (or stub) cells that stand over (before) the line, outermost first.
    index, part
        Position in the grid, and which figure of a compound cell.
    name
        What the head calls this figure of a compound cell, if it does.
    pattern
        How the cells of a column are printed.
    indent
        By how many blanks the label of a row is indented.
    path
        The labels by column of the stub (row of the head), empty where there is none.
    at
        Where the innermost label stands in the grid.
    is_item
        True for a row: a name in a stub among its likes is an item whatever it is made of.
    is_hidden
        Whether the file hides the line.
    """

    labels: tuple[str, ...]
    index: int
    part: int | None = None
    name: str = ""
    pattern: str = PATTERNS[0]
    indent: int = 0
    path: tuple[str, ...] = ()
    at: tuple[int, int] = (0, 0)
    is_item: bool = False
    is_hidden: bool = False

    @cached_property
    def label(self) -> str:
        """The innermost label, fit for a sentence."""
        if not self.labels:
            return ""
        if self.name and self.part:
            # 원인행위액 (집행률): the second figure of the cell is the 집행률.
            return readable(f"{self.name} ({_IN_BRACKETS.sub('', self.labels[-1]).strip()})")
        return readable(self.labels[-1])

    @cached_property
    def text(self) -> str:
        """All labels in one string, squeezed."""
        return " ".join(squeeze(label) for label in self.labels)

    @cached_property
    def words(self) -> str:
        """What the line itself is called: its innermost label, or its name in a compound cell."""
        return squeeze(self.name) or (squeeze(self.labels[-1]) if self.labels else "")

    @cached_property
    def called(self) -> str:
        """The words, with those of the outer head where the innermost only says 금액 or 비율."""
        says_little = is_generic(self.words) or rank_of(self.words) is not None
        is_under = self.part is None and len(self.labels) > 1 and says_little
        return f"{squeeze(self.labels[-2])} {self.words}" if is_under else self.words

    @cached_property
    def sort(self) -> Sort:
        """What the words say that the figures of the line are."""
        if not self.labels:
            return Sort.PLAIN
        if self.is_item:
            return sort_of(self.labels[-1], is_item=True)
        if self.part is not None:
            if self.name:
                return sort_of(self.name)
            inside = _IN_BRACKETS.findall(self.labels[-1]) if self.part == 1 else []
            return next((sort for text in inside if (sort := sort_of(text)) is not Sort.PLAIN), Sort.PLAIN)
        if _QUOTIENT.search(plain(self.labels[-1])):
            return Sort.RATE
        # 집행률 over 원인행위 and 지출액; but 집행액 및 집행률 over both is no rate itself.
        outer = [label for label in self.labels[:-1] if "및" not in label]
        own = sort_of(self.labels[-1])
        found = (own, *map(sort_of, reversed(outer)))
        return next((sort for sort in found if sort is not Sort.PLAIN), Sort.PLAIN)

    @cached_property
    def is_rate(self) -> bool:
        """True when the words call the line a rate or a difference of rates."""
        return self.sort in (Sort.RATE, Sort.POINTS)

    @property
    def is_added(self) -> bool:
        """False for averages, running totals, rates and the like, which no total adds up."""
        return self.sort is Sort.PLAIN


@dataclass(frozen=True)
class Matrix:
    """Figures of a table by row and column line.

    Attributes
    ----------
    rows, columns
        Body rows and figure columns (one line a part of a compound column).
    entries
        ``(position in rows, position in columns) -> entry``.
    stub
        How many columns the stub takes.
    may_shift
        Whether the head may stand too far to the left: a column of figures has none, or a column of
        labels has that of a total or a year.
    context
        Heading and caption.
    notes
        These, and what stands over, under and between the figures as a note.
    is_ranked
        Whether a column ranks the rows: they may be the first few of many.
    """

    rows: tuple[Line, ...]
    columns: tuple[Line, ...]
    entries: dict[tuple[int, int], Entry]
    stub: int
    unit: Unit | None
    may_shift: bool = False
    context: str = ""
    notes: str = ""
    is_turned: bool = False
    is_ranked: bool = False

    @property
    def has_blanks(self) -> bool:
        """True when a cell among the figures is empty."""
        return any(entry.figure.state is State.BLANK for entry in self.entries.values())

    @cached_property
    def is_partial(self) -> bool:
        """True when title, caption or notes say that the list is not whole."""
        return says_partial(self.notes)

    @cached_property
    def values(self) -> dict[tuple[int, int], float]:
        """The known figures in floating point, for a quick look."""
        return {place: float(entry.value) for place, entry in self.entries.items() if entry.is_known}

    def with_blanks_as_zero(self) -> Matrix:
        """Return the matrix in which empty cells count as nil."""
        filled = {place: replace(entry, blank_is_zero=True) for place, entry in self.entries.items()}
        return replace(self, entries=filled)

    def transposed(self) -> Matrix:
        """Return the matrix with rows and columns exchanged."""
        turned = {(column, row): entry for (row, column), entry in self.entries.items()}
        return replace(
            self, rows=self.columns, columns=self.rows, entries=turned, is_turned=not self.is_turned
        )


_BRACKETED = re.compile(r"[(（]\s*[△▲-]?\s*\d[\d,.\s]*[)）]|\d[\d,.]*\s*[-−]")


def bracketed(found: FoundTable) -> list[tuple[int, int]]:
    """Return the cells that hold nothing but a figure in brackets, or with its sign behind it."""
    return [
        (number, column)
        for number, row in enumerate(found.grid.rows)
        for column, cell in enumerate(row)
        if cell[-1:] in ")）-−" and _BRACKETED.fullmatch(cell.strip())
    ]


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
    left, start = found.start_column, heads.lead_rows(grid, found.start_row)
    figures = _figure_cells(grid, start, left, found.brackets)
    head = heads.head_end(grid, figures, start, left)
    # Fragments of one table repeat its head.
    repeated = {grid.rows[row] for row in range(start, head)}
    body = [
        row
        for row in range(head, len(grid.rows))
        if any(cell.strip() for cell in grid.rows[row])
        and grid.rows[row] not in repeated
        and not heads.is_note(grid.rows[row])
    ]
    if not body:
        return None
    covering = heads.Covering(grid)
    paths = heads.head_paths(covering, start, head, shift)
    labels = [tuple(filter(None, path)) for path in paths]
    stub = heads.stub_width(grid, figures, body, labels, left)
    if stub >= grid.width:
        return None
    usual = heads.usual_size(grid, body)
    moved = {row: heads.displacement(grid, row, stub, figures, usual) for row in body}
    stubs = heads.stub_labels(covering, body, left, {row: stub + moved[row] for row in body})
    rows = tuple(
        Line(
            tuple(text for text in path if text),
            row,
            indent=heads.indent(grid, row, left, stub + moved[row]),
            path=path,
            at=heads.label_place(grid, row, left, stub + moved[row]),
            is_item=True,
            is_hidden=row in found.hidden_rows,
        )
        for row, path in stubs.items()
    )
    caption = " ".join(
        [
            found.caption,
            *(cell for row in grid.rows[found.start_row : start] for cell in row if "단위" in cell),
        ]
    )
    return _Filler(found, covering, figures, rows, paths, moved, caption, start).fill(stub)


class _Filler:
    """Reads the cells of a table whose head and stub are known."""

    def __init__(
        self,
        found: FoundTable,
        covering: heads.Covering,
        figures: heads.Cells,
        rows: tuple[Line, ...],
        paths: Sequence[tuple[str, ...]],
        moved: dict[int, int],
        caption: str,
        start: int,
    ) -> None:
        self.grid, self.covering, self.figures, self.rows = found.grid, covering, figures, rows
        self.paths, self.moved, self.brackets = paths, moved, found.brackets
        self.start = start
        labels = self.labels = [tuple(filter(None, path)) for path in paths]
        self.units = [unit for unit in stated_units(caption) if unit.kind is not Kind.RATE]
        self.left = found.start_column
        corner = labels[found.start_column] if found.start_column < len(labels) else ()
        if not self.units and (unit := unit_in_label(" ".join(corner))) and unit.kind is not Kind.RATE:
            self.units = [unit]
        self.is_ranked = any(squeeze(text) == "순위" for texts in labels for text in texts)
        self.context = f"{found.heading} {caption}"
        body = {line.index for line in rows}
        told = [
            " ".join(filter(str.strip, found.grid.rows[row]))
            for row in range(len(found.grid.rows))
            if row not in body and (row < start or heads.is_note(found.grid.rows[row]))
        ]
        self.notes = "\n".join([self.context, " ".join(corner), *told, *found.before, *found.after])
        self.stored, self.hidden = found.stored, found.hidden_columns

    def fill(self, stub: int) -> Matrix | None:
        """Read the figure columns, from ``stub`` on."""
        columns: list[Line] = []
        entries: dict[tuple[int, int], Entry] = {}
        may_shift = any(
            rank_of(label) is not None or YEAR_LABEL.search(label)
            for column in range(self.left + 1, stub)
            for label in self.labels[column][-1:]
        )
        for column in range(stub, self.grid.width):
            texts = [self._text(row.index, column + self.moved[row.index]) for row in self.rows]
            if not any((row.index, column + self.moved[row.index]) in self.figures for row in self.rows):
                continue
            if heads.is_sequence(self.labels[column], texts):
                continue
            may_shift = may_shift or not self.labels[column]
            pattern = pattern_of(tuple(texts), self.brackets)
            lines = _lines(self.paths[column], column, pattern, self._place(column))
            if column in self.hidden:
                lines = [replace(line, is_hidden=True) for line in lines]
            for position, text in enumerate(texts):
                self._read(entries, text, pattern, lines, len(columns), position)
            columns += lines
        if not entries:
            return None
        return Matrix(
            self.rows,
            tuple(columns),
            entries,
            stub,
            self.units[0] if self.units else None,
            may_shift,
            self.context,
            self.notes,
            is_ranked=self.is_ranked,
        )

    def _text(self, row: int, column: int) -> str:
        """Return the text of a cell; one number that the file holds is one however its format parts it."""
        text = self.grid.text(row, column)
        return re.sub(r"\s+", "", text) if (row, column) in self.stored else text

    def _as_stored(self, figure: Figure, row: int, column: int) -> tuple[Figure, bool]:
        """Return a figure with the sign that its format hides, and whether it was shortened for show."""
        stored = self.stored.get((row, column))
        if stored is None or figure.value is None or figure.step is None:
            return figure, False
        value, step = figure.value, figure.step
        if stored < 0 < value:
            value = value.copy_negate()
        told = replace(figure, text=self.grid.text(row, column), value=value)
        return told, 0 < abs(stored - value) < step

    def _place(self, column: int) -> tuple[int, int]:
        """Return where the innermost head text of a column stands."""
        lines = [line for line, text in enumerate(self.paths[column]) if text]
        return (self.start + lines[-1] if lines else self.start), column

    def _read(
        self,
        entries: dict[tuple[int, int], Entry],
        text: str,
        pattern: str,
        lines: Sequence[Line],
        first: int,
        position: int,
    ) -> None:
        row = self.rows[position]
        column = lines[0].index + self.moved[row.index]
        if self.covering.is_covered(row.index, column):
            return
        parts = read_parts(text, pattern, self.brackets)
        known = [part for part in parts if part.state is not State.BLANK]
        for part, figure in enumerate(parts):
            line = replace(lines[part], index=column)
            if len(known) == 1 and parts[0].state is not State.BLANK:
                # A nil is nil in all parts; a cell that prints one value only is no compound one.
                if parts[0].state is State.NIL:
                    figure = parts[0]
                elif part == 0:
                    line = replace(line, part=None)
            entries[(position, first + part)] = self._entry(figure, line, lines[part], row)

    def _entry(self, figure: Figure, place: Line, column: Line, row: Line) -> Entry:
        is_rate = (figure.unit is not None and figure.unit.kind is Kind.RATE) or (
            figure.unit is None and (column.is_rate or row.is_rate)
        )
        figure, is_short = self._as_stored(figure, row.index, place.index)
        unit = figure.unit or unit_in_label(column.text) or unit_in_label(row.text)
        if unit is None or unit.kind is Kind.RATE:
            unit = self._stated(column.words, row.words)
        if not is_rate and Sort.PER in (column.sort, row.sort):
            told = column if column.sort is Sort.PER else row
            unit, kind = figure.unit or unit_in_label(told.text), Kind.AMOUNT
        else:
            kind = Kind.RATE if is_rate else self._kind(figure, unit, column, row)
        if kind is Kind.COUNT and is_short:
            kind = Kind.AMOUNT
        if kind is Kind.COUNT and unit is not None and unit.kind is not Kind.COUNT:
            unit = None
        return Entry(
            figure=percent(figure) if is_rate else figure,
            record=row.index,
            measure=column.label or "값",
            member=None,
            row=row.index,
            column=place.index,
            part=place.part,
            place=self.grid.places[row.index],
            unit=figure.unit if figure.unit and figure.state is State.VALUE else (None if is_rate else unit),
            kind=kind,
        )

    def _stated(self, column: str, row: str) -> Unit | None:
        """Return which of the units that the caption states is meant by the words of a cell's lines."""
        if len(self.units) < 2:
            return self.units[0] if self.units else None
        counts = [unit for unit in self.units if unit.kind is Kind.COUNT]
        amounts = [unit for unit in self.units if unit.kind is not Kind.COUNT]
        if amounts and MONEY.search(f"{column} {row}"):
            return amounts[0]
        if counts and (is_counted(column) or is_counted(row)):
            return counts[0]
        return amounts[0] if amounts and not counts else None

    def _kind(self, figure: Figure, unit: Unit | None, column: Line, row: Line) -> Kind:
        """Return whether a figure that is no rate is an exact count or a shortened amount."""
        if figure.step is not None and figure.step < 1:
            return Kind.AMOUNT
        own = [figure.unit, unit_in_label(column.text), unit_in_label(row.text)]
        for stated in own:
            if stated is not None and stated.kind is not Kind.RATE:
                return stated.kind
        is_money = bool(MONEY.search(f"{column.text} {row.text}"))
        if any(map(is_counted, (*column.labels, column.name))) and not is_money:
            return Kind.COUNT
        if unit is not None:
            return Kind.AMOUNT if unit.kind is Kind.COUNT and is_money else unit.kind
        if any(map(is_counted, row.labels)) and not is_money:
            return Kind.COUNT
        is_count = COUNTED_ABOUT.search(squeeze(self.context)) and not MONEY.search(self.context)
        return Kind.COUNT if is_count and not is_money and not self.units else Kind.AMOUNT


def _figure_cells(grid: Grid, start: int, left: int, brackets: str) -> heads.Cells:
    """Return the positions of cells that hold nothing but figures."""
    return {
        (row, column)
        for row in range(start, len(grid.rows))
        for column, text in enumerate(grid.rows[row])
        if column >= left and text.strip() and pattern_fits(text, brackets)
    }


def _lines(path: tuple[str, ...], column: int, pattern: str, at: tuple[int, int]) -> list[Line]:
    """Return a line for each figure of a column's cells, named where the head names them."""
    size = len(read_pattern(pattern))
    labels = tuple(filter(None, path))
    if size == 1:
        return [Line(labels, column, pattern=pattern, path=path, at=at)]
    names = [""] * size
    for label in reversed(labels):
        pieces = [piece.strip() for piece in re.split(r"[/()~·,]", plain(label)) if piece.strip()]
        if len(pieces) == size:
            first = pieces[0].split()
            # 일반직 정원/현원: the 현원 is that of the 일반직 too.
            outer = first[0] if len(first) > 1 and all(" " not in piece for piece in pieces[1:]) else ""
            names = [pieces[0], *(f"{outer} {piece}".strip() for piece in pieces[1:])]
            break
    return [Line(labels, column, part, names[part], pattern, 0, path, at) for part in range(size)]

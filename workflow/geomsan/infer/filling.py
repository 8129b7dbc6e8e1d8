"""Reading the cells of a found table into a matrix."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from geomsan.infer import heads
from geomsan.infer.flows import YEAR_LABEL
from geomsan.infer.lines import Line, lines_of
from geomsan.infer.matrix import Matrix
from geomsan.infer.patterns import pattern_fits, pattern_of, read_parts
from geomsan.infer.sorts import Sort
from geomsan.infer.words import COUNTED_ABOUT, MONEY, is_counted, rank_of
from geomsan.read.figures.figure import Figure, State, percent
from geomsan.read.figures.units import Kind, Unit, read_unit, stated_units
from geomsan.read.readers.found import FoundTable
from geomsan.read.tables.grid import Grid
from geomsan.read.tables.labels import squeeze, unit_in_label
from geomsan.read.tables.table import Entry

_BINARY_DIGITS = 15
"""Digits that survive a sum in binary floating point; what stands behind them is chance."""
_SHORT_DIGITS = 12
"""A number of no more digits than this that binary floating point missed is the one that is meant."""
_RATES_IN_BRACKETS = re.compile(
    r"(?:괄호|\(\s*\))\s*(?:안|속|내)?[^,.;\n()]{0,12}(?:비율|비중|구성비|[가-힣]율|[가-힣]률|%)"
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
    paths = heads.without_translation(heads.head_paths(covering, start, head, shift))
    labels = [tuple(filter(None, path)) for path in paths]
    stub = heads.stub_width(grid, figures, body, labels, left)
    if stub >= grid.width:
        return None
    usual = heads.usual_size(grid, body)
    moved = {row: heads.displacement(grid, row, stub, figures, usual) for row in body}
    stubs = heads.stub_labels(covering, body, left, {row: stub + moved[row] for row in body})
    stubs = heads.with_units(stubs, labels[left:])
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
        is_about_counts = COUNTED_ABOUT.search(squeeze(self.context)) is not None
        self.is_of_counts = is_about_counts and not MONEY.search(self.context)
        body = {line.index for line in rows}
        told = [
            " ".join(filter(str.strip, found.grid.rows[row]))
            for row in range(len(found.grid.rows))
            if row not in body and (row < start or heads.is_note(found.grid.rows[row]))
        ]
        self.notes = "\n".join([self.context, " ".join(corner), *told, *found.before, *found.after])
        self.are_brackets_rates = bool(_RATES_IN_BRACKETS.search(self.notes))
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
            lines = lines_of(self.paths[column], column, pattern, self._place(column))
            if self.are_brackets_rates and len(lines) == 2:
                lines = [replace(lines[0], name=""), replace(lines[1], name="비율")]
            if column in self.hidden:
                lines = [replace(line, is_hidden=True) for line in lines]
            for position, text in enumerate(texts):
                self._read(entries, text, pattern, lines, len(columns), position)
            columns += lines
        if not entries:
            return None
        if len(self.units) > 1:
            self._measure_totals(entries, columns)
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
            heights={place: down for place, (down, _) in self.grid.spans.items() if down > 1},
        )

    def _measure_totals(self, entries: dict[tuple[int, int], Entry], columns: Sequence[Line]) -> None:
        """Give columns that only say that they are totals the unit of the amounts beside them.

        Of several units that a caption states none is meant by a word like 계.
        """
        units = [
            {e.unit for row in range(len(self.rows)) if (e := entries.get((row, n))) and e.unit}
            for n in range(len(columns))
        ]
        for n, line in enumerate(columns):
            if units[n] or line.part or rank_of(line.words) is None:
                continue
            beside = next((units[other] for other in range(n - 1, -1, -1) if units[other]), set())
            unit = next(iter(beside)) if len(beside) == 1 else None
            for row in range(len(self.rows)):
                entry = entries.get((row, n))
                if unit is not None and entry is not None and entry.kind is Kind.AMOUNT:
                    entries[row, n] = replace(entry, unit=unit, kind=unit.kind)

    def _text(self, row: int, column: int) -> str:
        """Return the text of a cell; one number that the file holds is one however its format parts it."""
        text = self.grid.text(row, column)
        return re.sub(r"\s+", "", text) if (row, column) in self.stored else text

    def _as_stored(self, figure: Figure, row: int, column: int) -> tuple[Figure, bool]:
        """Return a figure with the sign that its format hides, and whether it was shortened for show."""
        figure = _as_binary(figure)
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
            own = lines[part].part
            if len(known) == 1 and parts[0].state is not State.BLANK:
                # A nil is nil in all parts; a cell that prints one value only is no compound one.
                if parts[0].state is State.NIL:
                    figure = parts[0]
                elif part == 0:
                    own = None
            entries[(position, first + part)] = self._entry(figure, (column, own), lines[part], row)

    def _entry(self, figure: Figure, place: tuple[int, int | None], column: Line, row: Line) -> Entry:
        """Return a figure that stands in a column of the grid, as which part of its cell, with its lines."""
        is_rate = (figure.unit is not None and figure.unit.kind is Kind.RATE) or (
            figure.unit is None and (column.is_rate or row.is_rate)
        )
        figure, is_short = self._as_stored(figure, row.index, place[0])
        unit = figure.unit or column.unit or row.unit
        if unit is None or unit.kind is Kind.RATE:
            unit = self._stated(column.words, row.words)
        if not is_rate and Sort.PER in (column.sort, row.sort):
            told = column if column.sort is Sort.PER else row
            unit, kind = figure.unit or told.unit, Kind.AMOUNT
        else:
            kind = Kind.RATE if is_rate else self._kind(figure, unit, column, row)
        if kind is Kind.COUNT and (is_short or column.sort is Sort.MEAN):
            kind = Kind.AMOUNT
        if kind is Kind.COUNT and unit is not None and unit.kind is not Kind.COUNT:
            unit = None
        return Entry(
            figure=percent(figure) if is_rate else figure,
            record=row.index,
            measure=column.label or "값",
            member=None,
            row=row.index,
            column=place[0],
            part=place[1],
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
        for stated in (figure.unit, column.unit, row.unit):
            if stated is not None and stated.kind is not Kind.RATE:
                return stated.kind
        is_money = column.is_money or row.is_money
        is_whole = not _is_in_thousands(unit) and not _is_measured(unit, column, row)
        if column.is_counted and not is_money and is_whole:
            return Kind.COUNT
        if unit is not None:
            return Kind.AMOUNT if unit.kind is Kind.COUNT and is_money else unit.kind
        if row.is_counted and not is_money:
            return Kind.COUNT
        return Kind.COUNT if self.is_of_counts and not is_money and not self.units else Kind.AMOUNT


def _is_in_thousands(unit: Unit | None) -> bool:
    """Tell whether a unit is so many of what is counted: 천명, 천대."""
    one = read_unit(unit.dimension) if unit is not None and unit.scale != 1 else None
    return one is not None and one.kind is Kind.COUNT


def _is_measured(unit: Unit | None, column: Line, row: Line) -> bool:
    """Tell whether a quantity is one of what is measured and not counted: 유수수량 in 천㎥."""
    is_physical = unit is not None and unit.kind is not Kind.COUNT and bool(unit.dimension)
    return is_physical and any(line.words.endswith("량") for line in (column, row))


def _as_binary(figure: Figure) -> Figure:
    """Return a figure of more digits than binary floating point holds with the step that it does hold.

    0.49699999999999994 is 0.497, as three decimals were printed by a program.
    """
    if figure.value is None or figure.step is None or figure.step >= 1:
        return figure
    held = Decimal(1).scaleb(figure.value.adjusted() - _BINARY_DIGITS + 1)
    if figure.step < held:
        short = figure.value.quantize(held).normalize()
        if len(short.as_tuple().digits) <= _SHORT_DIGITS:
            step = Decimal(1).scaleb(min(0, int(short.as_tuple().exponent)))
            return replace(figure, value=short.quantize(step), step=step)
    return replace(figure, step=max(figure.step, held))


def _figure_cells(grid: Grid, start: int, left: int, brackets: str) -> heads.Cells:
    """Return the positions of cells that hold nothing but figures."""
    return {
        (row, column)
        for row in range(start, len(grid.rows))
        for column, text in enumerate(grid.rows[row])
        if column >= left and text.strip() and pattern_fits(text, brackets)
    }

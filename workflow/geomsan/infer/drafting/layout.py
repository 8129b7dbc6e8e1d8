"""The layout of a table as inference understood it, as data for a descriptor."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from geomsan.infer.lines import Line
from geomsan.infer.matrix import Matrix
from geomsan.infer.understand import UnderstoodTable
from geomsan.read.figures.units import Kind
from geomsan.read.tables.grid import Grid
from geomsan.read.tables.labels import bare
from geomsan.read.tables.layout import TEXT
from geomsan.read.tables.table import Entry

_IN_BRACKETS = re.compile(r"\(([^()]*)\)")
_NOT_IN_A_NAME = re.compile(r"\W+")
_YEAR = re.compile(r"(?:19|20)?\d{2}")
_WORD = re.compile(r"[^\W\d_A-Za-z]|[A-Za-z]{2}")
"""What a head says besides the letters of a formula: (B-A)*100/A is no name."""
_SLOT = re.compile(r"값\d?")

Meaning = tuple[str, str]
"""Kind of a figure and the name of its unit, empty when it has none of its own."""


@dataclass
class LayoutDraft:
    """A layout in the making.

    Attributes
    ----------
    cells
        What the cells of each column hold, ``{3} ({4})`` with the positions of column lines, or text.
    names
        Measure of each column line of the matrix, by its position.
    rows
        What single rows do differently, by row of the table's own grid.
    unit
        The table's unit, empty when its figures do not share one.
    """

    head: int
    stub: list[str]
    cells: list[str]
    names: dict[int, str]
    unit: str
    units: dict[str, str] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    blank: str = "missing"
    brackets: str = "unknown"
    placement: dict[str, str] = field(default_factory=dict)
    rows: dict[int, dict[str, Any]] = field(default_factory=dict)

    @property
    def columns(self) -> list[str]:
        """One specification a column of the grid: a pattern with the names of measures, or text."""
        names = [self.names[position] for position in sorted(self.names)]
        return [cell.format(*names) for cell in self.cells]

    def to_json(self) -> dict[str, Any]:
        """Return the ``layout`` object of a descriptor; what is as by default is left out."""
        data: dict[str, Any] = {"head": self.head, "stub": self.stub, "columns": self.columns}
        data |= {"kinds": self.kinds, "units": self.units, "placement": self.placement}
        data |= {"rows": _grouped(self.rows)}
        data = {key: value for key, value in data.items() if value or key == "head"}
        if self.blank != "missing":
            data["blank"] = self.blank
        if self.brackets != "unknown":
            data["brackets"] = self.brackets
        return data


def draft_layout(table: UnderstoodTable, grid: Grid, first: int, left: int) -> LayoutDraft | None:
    """Return the layout of a table; None when it holds no lines of figures.

    Parameters
    ----------
    table
        The table as understood.
    grid
        The table as it is written, without what stands above and left of it.
    first, left
        How many rows and columns those are.
    """
    matrix = table.matrix
    if matrix is None:
        return None
    body = [line.index - first for line in matrix.rows]
    stub = matrix.stub - left
    names = _names(matrix.columns)
    layout = LayoutDraft(
        head=body[0],
        stub=_stub_roles(grid, body, stub),
        cells=_cells(matrix, left + stub, left + grid.width),
        names=names,
        unit=table.unit,
        brackets=table.found.brackets,
    )
    if any(term.entry.blank_is_zero for check in table.checks for term in check.edit.terms):
        layout.blank = "zero"
    _name_rows(layout, matrix, grid, first)
    _skip_other_rows(layout, grid, body)
    _mean(layout, matrix, first)
    return layout


def _cells(matrix: Matrix, start: int, end: int) -> list[str]:
    patterns: dict[int, str] = {}
    for position, line in enumerate(matrix.columns):
        pattern = patterns.get(line.index, line.pattern)
        patterns[line.index] = _SLOT.sub(f"{{{position}}}", pattern, count=1)
    return [patterns.get(column, TEXT) for column in range(start, end)]


def _names(columns: Sequence[Line]) -> dict[int, str]:
    """Return a name for each column line: its innermost label, with outer ones where it is not alone."""
    inner = [_own_name(line) for line in columns]
    counts = Counter(inner)
    names: dict[int, str] = {}
    taken: set[str] = set()
    for position, line in enumerate(columns):
        name = inner[position]
        if counts[name] > 1 or name in taken:
            outer = [_name(label) for label in line.labels[:-1]]
            name = "_".join(dict.fromkeys(word for word in (*outer, name) if word))
        number, unique = 1, name
        while unique in taken:
            number += 1
            unique = f"{name}_{number}"
        taken.add(unique)
        names[position] = unique
    return names


def _own_name(line: Line) -> str:
    label = line.name or (line.labels[-1] if line.labels else "")
    if line.part and not line.name:
        inside = [name for words in _IN_BRACKETS.findall(label) if (name := _name(words))]
        return inside[0] if len(inside) == 1 else f"{_name(label) or '값'}_{line.part + 1}"
    name = _name(label)
    if name and _WORD.search(name):
        return name
    return "비율" if line.is_rate else name or "값"


def _name(label: str) -> str:
    """Return a label as a name in formulas; a bare year as 2024년."""
    name = _NOT_IN_A_NAME.sub("", bare(label)).strip("_")
    if name.isdecimal():
        return f"{name}년" if _YEAR.fullmatch(name) else f"값_{name}"
    return name


def _stub_roles(grid: Grid, body: Iterable[int], stub: int) -> list[str]:
    """Return the role of each leading column: the last one with words names the record."""
    worded = [
        column
        for column in range(stub)
        if any(any(sign.isalpha() for sign in grid.text(row, column)) for row in body)
    ]
    roles = ["text"] * stub
    if stub:
        roles[worded[-1] if worded else -1] = "record"
    if len(worded) > 1:
        roles[worded[-2]] = "group"
    return roles


def _name_rows(layout: LayoutDraft, matrix: Matrix, grid: Grid, first: int) -> None:
    """Move displaced rows, and name those whose own label is empty."""
    moved = {entry.row: 0 for entry in matrix.entries.values()}
    for (_, column), entry in matrix.entries.items():
        if entry.column is not None:
            moved[entry.row] = entry.column - matrix.columns[column].index
    named = [position for position, role in enumerate(layout.stub) if role in ("record", "group")]
    for line in matrix.rows:
        row, rule = line.index - first, layout.rows.setdefault(line.index - first, {})
        if moved.get(line.index):
            rule["shift"] = moved[line.index]
            rule["record"] = line.label or f"{row}행"
        elif not any(grid.text(row, column).strip() for column in named):
            rule["record"] = line.label or f"{row}행"


def _skip_other_rows(layout: LayoutDraft, grid: Grid, body: Sequence[int]) -> None:
    """Leave out the rows that inference left out: a head that is repeated."""
    for row in range(body[0], len(grid.rows)):
        if row not in body and any(cell.strip() for cell in grid.rows[row]):
            layout.rows[row] = {"skip": True}


def _mean(layout: LayoutDraft, matrix: Matrix, first: int) -> None:
    """Write down kind and unit of each measure; of each row, where the columns are of several kinds."""
    by_column: dict[int, list[Entry]] = {}
    for (_, column), entry in matrix.entries.items():
        by_column.setdefault(column, []).append(entry)
    mixed: dict[int, list[Entry]] = {}
    meant: dict[int, Meaning] = {}
    for column, entries in by_column.items():
        meaning = _meaning(entries)
        if meaning is not None:
            meant[column] = meaning
            continue
        for entry in entries:
            mixed.setdefault((entry.row or 0) - first, []).append(entry)
    by_row = {row: meaning for row, entries in mixed.items() if (meaning := _meaning(entries)) is not None}
    if any(meaning == (Kind.AMOUNT.value, "") for meaning in (*meant.values(), *by_row.values())):
        layout.unit = ""  # some amounts are without a unit: none may be taken for granted
    for column, (kind, unit) in meant.items():
        layout.kinds[layout.names[column]] = kind
        if _is_worth_saying(kind, unit, layout.unit):
            layout.units[layout.names[column]] = unit
    for row, (kind, unit) in by_row.items():
        layout.rows[row]["kind"] = kind
        if _is_worth_saying(kind, unit, layout.unit):
            layout.rows[row]["unit"] = unit


def _is_worth_saying(kind: str, unit: str, common: str) -> bool:
    return bool(unit) and kind != Kind.RATE.value and (unit != common or kind == Kind.COUNT.value)


def _meaning(entries: Sequence[Entry]) -> Meaning | None:
    """Return the kind and unit that all figures share; a figure with a unit of its own needs neither."""
    known = [entry for entry in entries if entry.is_known and not entry.is_nil]
    # An average among counts (35.5명) is no count, whatever is written down.
    whole = [entry for entry in known if entry.figure.step is None or entry.figure.step >= 1]
    kinds = {entry.kind for entry in whole or known}
    if any(entry.kind is Kind.RATE for entry in known):
        kinds |= {entry.kind for entry in known}
    units = {_unit_name(entry) for entry in known if entry.figure.unit is None}
    quantities = {entry.unit.quantity for entry in known if entry.unit}
    if len(kinds) != 1 or len(units) > 1 or len(quantities) > 1:
        return None
    (kind,) = kinds
    return kind.value, "" if kind is Kind.RATE else next(iter(units), _unit_name(known[0]))


def _unit_name(entry: Entry) -> str:
    return entry.unit.name if entry.unit else ""


def _grouped(rules: Mapping[int, Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return rows that do the same as one rule."""
    found: dict[str, tuple[list[int], Mapping[str, Any]]] = {}
    for row, rule in sorted(rules.items()):
        if rule:
            found.setdefault(repr(sorted(rule.items())), ([], rule))[0].append(row)
    return [{"row": rows[0] if len(rows) == 1 else rows, **rule} for rows, rule in found.values()]

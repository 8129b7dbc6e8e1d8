"""What a hand-out says, whatever it is written as: tables as printed, and what was found in them.

It is made of plain values, so that it can be stored, or sent from one process to another.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from geomsan.common.errors import Bilingual

VIOLATED, UNDECIDED = "violated", "undecided"


@dataclass(frozen=True)
class Cell:
    """A cell that something is said of.

    Attributes
    ----------
    table
        Index into the tables of the hand-out.
    row, column
        Where it stands in the table's grid, from 0.
    text
        As printed.
    role
        ``total``, ``part``, ``result`` and so on, as in the answer of ``geomsan check``.
    """

    table: int
    row: int
    column: int
    text: str
    role: str = ""

    @property
    def place(self) -> tuple[int, int]:
        """Row and column."""
        return self.row, self.column


RESULTS = ("total", "result", "rate")
"""Roles of the figure that the others of a check give."""


@dataclass(frozen=True)
class Told:
    """A check with its sentence.

    Attributes
    ----------
    cells
        The figures of the check that stand in tables; those of another table for a comparison.
    left_out
        Texts of the items that the reading leaves out.
    file
        Index of the file whose prose says it; None for a check of tables.
    """

    verdict: str
    basis: str
    statement: str
    sentence: Bilingual
    cells: tuple[Cell, ...] = ()
    left_out: tuple[str, ...] = ()
    file: int | None = None

    @property
    def results(self) -> tuple[Cell, ...]:
        """The figures that the others are said to give."""
        return tuple(cell for cell in self.cells if cell.role in RESULTS)

    @property
    def tables(self) -> tuple[int, ...]:
        """The tables that it is about, that of the result first."""
        return tuple(dict.fromkeys(cell.table for cell in (*self.results, *self.cells)))


@dataclass(frozen=True)
class Change:
    """A suspect with the value that it would have to have."""

    cell: Cell
    value: str
    label: str


@dataclass(frozen=True)
class Suspects:
    """A smallest set of figures whose change makes their table consistent."""

    changes: tuple[Change, ...]
    reason: Bilingual


@dataclass(frozen=True)
class Gap:
    """A result that the words of a table announce and that no check reached."""

    cell: Cell
    because: Bilingual


@dataclass(frozen=True)
class HandedTable:
    """A table as printed with what was found in it.

    Attributes
    ----------
    file
        Index into the files of the hand-out.
    where, sheet
        Where it stands in its file; the name of its sheet in a workbook, else empty.
    first_row, first_column, head, stub
        The grid's rows and columns from which on the table stands, the rows that are its head and the
        columns that are its stub, all of them positions in the grid.
    understood
        What was understood, a sentence a reading; nothing for a table that a descriptor describes.
    spans
        ``(row, column) -> (rows, columns)`` of merged cells, where the format knows them.
    repairs, is_all
        The smallest repairs, likeliest first, and whether they are all there are.
    suspected
        What is known of the suspects where no repair was found.
    """

    file: int
    where: Bilingual
    title: str
    unit: str
    rows: tuple[tuple[str, ...], ...]
    sheet: str = ""
    first_row: int = 0
    first_column: int = 0
    head: int = 1
    stub: int = 1
    spans: Mapping[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    understood: tuple[Bilingual, ...] = ()
    notes: tuple[Bilingual, ...] = ()
    checks: tuple[Told, ...] = ()
    repairs: tuple[Suspects, ...] = ()
    is_all: bool = True
    suspected: Bilingual | None = None
    gaps: tuple[Gap, ...] = ()

    def of(self, verdict: str) -> list[Told]:
        """Return the checks with a verdict."""
        return [check for check in self.checks if check.verdict == verdict]

    def text(self, row: int, column: int) -> str:
        """Return a cell's text; empty where the row is too short to have it."""
        cells = self.rows[row] if row < len(self.rows) else ()
        return cells[column] if column < len(cells) else ""


@dataclass(frozen=True)
class HandedFile:
    """A file that was checked: its name and SHA-256, what to know of it, what could not be checked."""

    name: str
    sha256: str = ""
    notes: tuple[Bilingual, ...] = ()
    errors: tuple[Bilingual, ...] = ()


@dataclass(frozen=True)
class Handout:
    """Everything that is handed on of one call."""

    files: tuple[HandedFile, ...]
    tables: tuple[HandedTable, ...]
    comparisons: tuple[Told, ...] = ()
    claims: tuple[Told, ...] = ()

    @property
    def verdicts(self) -> Counter[str]:
        """Number of checks by verdict, those between tables and of the prose among them."""
        checks = [check for table in self.tables for check in table.checks]
        return Counter(check.verdict for check in (*checks, *self.comparisons, *self.claims))

    @property
    def violated(self) -> list[int]:
        """The tables in which something is violated, largest number of violations first."""
        counts = {at: len(table.of(VIOLATED)) for at, table in enumerate(self.tables)}
        return sorted((at for at, count in counts.items() if count), key=lambda at: -counts[at])

    def tables_of(self, file: int) -> list[tuple[int, HandedTable]]:
        """Return the tables of a file with their indices."""
        return [(at, table) for at, table in enumerate(self.tables) if table.file == file]


@dataclass(frozen=True)
class Violation:
    """A violated check with the number that it has in every form of the hand-out.

    Attributes
    ----------
    table
        Index of the table that it is a check of; None for one between tables or of the prose.
    """

    number: int
    told: Told
    table: int | None = None


def violations(handed: Handout) -> list[Violation]:
    """Return what is violated, numbered from 1: table by table, then between tables, then the prose."""
    found: list[tuple[Told, int | None]] = []
    for at in handed.violated:
        found += [(told, at) for told in handed.tables[at].of(VIOLATED)]
    found += [(told, None) for told in (*handed.comparisons, *handed.claims) if told.verdict == VIOLATED]
    return [Violation(number, told, table) for number, (told, table) in enumerate(found, start=1)]

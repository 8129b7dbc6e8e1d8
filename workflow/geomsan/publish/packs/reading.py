"""The figures of a view as a pack may show them: marked when doubtful, corrected when decided so."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from geomsan.check.report import Finding, TableReport
from geomsan.check.views import ViewFigure, ViewItem
from geomsan.publish.packs.marks import noted
from geomsan.read.figures.figure import State, read_figure
from geomsan.read.figures.printed import printed

ABSENT = "…"
"""What stands where nothing is known."""


@dataclass(frozen=True)
class Reading:
    """One figure: its text as the pack prints it, its number, and what is to be said of it.

    Attributes
    ----------
    letters
        The marks of the open violations of its table that it is part of.
    is_corrected
        True when the number is that of a correction, not the printed one.
    """

    text: str = ABSENT
    number: Decimal | None = None
    letters: str = ""
    is_corrected: bool = False


def read_item(table: TableReport, item: ViewItem) -> dict[str, Reading]:
    """Return the readings of an item by measure."""
    return {name: _read(table, figure) for name, figure in item.figures.items()}


def _read(table: TableReport, figure: ViewFigure) -> Reading:
    for cell, _ in table.corrections:
        if cell.position == (figure.row, figure.column, figure.part):
            number = read_figure(str(cell.value)).value
            if number is not None:
                return Reading(printed(number), number, "", is_corrected=True)
    letters = "".join(
        name
        for name, group in noted(table)
        if group[0].is_open and any(_stands_in(figure, finding) for finding in group)
    )
    number = figure.number
    if number is None:
        return Reading(letters=letters)
    is_nil = read_figure(figure.text).state in (State.NIL, State.BLANK)
    return Reading("-" if is_nil else printed(number), number, letters)


def _stands_in(figure: ViewFigure, finding: Finding) -> bool:
    place = (figure.row, figure.column, figure.part)
    return any((cell["row"], cell["column"], cell.get("part")) == place for cell in finding.own_cells)

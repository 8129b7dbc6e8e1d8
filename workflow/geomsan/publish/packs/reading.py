"""The figures of a view as a pack may show them: marked when doubtful, corrected when decided so."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from geomsan.check.report import Finding, TableReport
from geomsan.check.views import ViewFigure, ViewItem
from geomsan.publish.packs.marks import cells_in, marked, violations
from geomsan.publish.packs.signs import PLAIN, Signs, joined
from geomsan.read.figures.figure import State, read_figure
from geomsan.read.figures.printed import printed

ABSENT = "…"
"""What stands where nothing is known."""


@dataclass(frozen=True)
class Reading:
    """One figure: its text as the pack prints it, its number, and what is to be said of it.

    Attributes
    ----------
    signs
        The signs of the violations that it is marked for in its table.
    is_open
        True when one of them is open.
    before
        What is printed, where the number is that of a correction.
    """

    text: str = ABSENT
    number: Decimal | None = None
    signs: tuple[str, ...] = ()
    is_open: bool = False
    before: str = ""

    @property
    def sign(self) -> str:
        """The signs as they are printed."""
        return joined(self.signs)


def read_item(table: TableReport, item: ViewItem, signs: Signs = PLAIN) -> dict[str, Reading]:
    """Return the readings of an item by measure."""
    return {name: _read(table, figure, signs) for name, figure in item.figures.items()}


def _read(table: TableReport, figure: ViewFigure, signs: Signs) -> Reading:
    for cell, decision in table.corrected:
        if cell.position == (figure.row, figure.column, figure.part):
            number = read_figure(str(cell.value)).value
            if number is not None:
                settled = [
                    finding
                    for finding in (*violations(table), *table.named_in)
                    if finding.decision is not None and finding.decision.check == decision.check
                ]
                return Reading(
                    printed(number), number, tuple(map(signs.of, settled)), before=cell.text.strip()
                )
    named = sorted(table.named_in, key=lambda finding: finding.number)
    found = [finding for finding in (*violations(table), *named) if _is_marked(figure, table, finding)]
    named_by, is_open = tuple(map(signs.of, found)), any(finding.is_open for finding in found)
    number = figure.number
    if number is None:
        return Reading(signs=named_by, is_open=is_open)
    is_nil = read_figure(figure.text).state in (State.NIL, State.BLANK)
    return Reading("-" if is_nil else printed(number), number, named_by, is_open)


def _is_marked(figure: ViewFigure, table: TableReport, finding: Finding) -> bool:
    """Tell whether a figure carries the sign of a violation; of a compound cell it must be the part."""
    if finding.is_corrected:
        return False
    place = (figure.row, figure.column, figure.part)
    stands = any(
        (cell["row"], cell["column"], cell.get("part")) == place for cell in cells_in(table, finding)
    )
    return stands and place[:2] in marked(table, finding)

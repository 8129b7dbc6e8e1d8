"""What is said of single cells, for the comments of a workbook."""

from __future__ import annotations

from dataclasses import dataclass, field

from geomsan.publish.handout.content import Cell, Handout, violations
from geomsan.publish.handout.excerpt import MOST_REPAIRS, letter
from geomsan.publish.handout.words import WORDS

Place = tuple[int, int, int]
"""Table, row and column."""


@dataclass
class Remark:
    """What is said of one cell; ``is_violated`` where a violated check says it."""

    lines: list[str] = field(default_factory=list)
    is_violated: bool = False

    @property
    def text(self) -> str:
        """The lines as one text."""
        return "\n".join(self.lines)


def remarks(handed: Handout, language: str) -> dict[Place, Remark]:
    """Return what is said of each cell: violations at their results, repairs at the suspects."""
    found: dict[Place, Remark] = {}

    def at(cell: Cell) -> Remark:
        return found.setdefault((cell.table, cell.row, cell.column), Remark())

    violated = WORDS["violation"].in_language(language)
    for each in violations(handed):
        between = len(each.told.tables) > 1 or not each.told.results
        for cell in each.told.cells if between else each.told.results:
            remark = at(cell)
            remark.is_violated = True
            remark.lines.append(f"{violated.format(each.number)}: {each.told.sentence.in_language(language)}")
    for table in handed.tables:
        for position, repair in enumerate(table.repairs[:MOST_REPAIRS]):
            for change in repair.changes:
                told = f"{change.cell.text} → {change.value}"
                name = f"{WORDS['repair'].in_language(language)} {letter(position)}"
                at(change.cell).lines.append(f"{name}: {told} ({repair.reason.in_language(language)})")
    return found

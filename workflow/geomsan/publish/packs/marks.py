"""Marks of the verdicts in the cells of a table.

A total, result or rate that was checked carries a quiet mark at the right edge of its column, so
that the digits stay in line: a dot when it agrees, a ring when only rounding sets it apart, a question
mark when it could not be decided. What is violated carries its sign at the left, and so do the figures
that its likeliest repair changes; those are shaded. What that repair leaves alone is not marked.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from geomsan.check.report import Decision, Finding, TableReport
from geomsan.publish.packs.signs import PLAIN, Signs, joined

_RESULTS = frozenset({"total", "result", "rate"})
_TICKS = ("exact", "rounding", "undecided")
"""Verdicts that a tick stands for, the heaviest last."""

Position = tuple[int, int]


@dataclass(frozen=True)
class Mark:
    """Marks of one cell.

    Attributes
    ----------
    signs
        Sign of each violation that the cell is marked for.
    is_suspect
        True when the likeliest repair of an open violation changes the cell.
    tick
        ``exact``, ``rounding`` or ``undecided``: the verdict on the cell as a total, result or rate;
        empty when it is none, or when it is violated.
    """

    signs: tuple[str, ...] = ()
    is_suspect: bool = False
    tick: str = ""

    @property
    def text(self) -> str:
        """The signs as they are printed."""
        return joined(self.signs)


def violations(table: TableReport) -> list[Finding]:
    """Return the violations of a table in the order of their numbers."""
    return sorted(table.violations, key=lambda finding: finding.number)


def marks(table: TableReport, signs: Signs = PLAIN) -> dict[Position, Mark]:
    """Return the marks by row and column of the table's grid."""
    found: dict[Position, Mark] = {}
    shown = [*violations(table), *sorted(table.named_in, key=lambda item: item.number)]
    told = {place for finding in shown for place in _places(table, finding)}
    for finding in shown:
        for position in marked(table, finding):
            before = found.get(position, Mark())
            found[position] = replace(before, signs=(*before.signs, signs.of(finding)))
        for position in suspects(table, finding) if finding.is_open else ():
            before = found.get(position, Mark())
            # A rate that was worked out from a wrong figure stands in no violation of its own.
            sign = () if position in told else (signs.of(finding),)
            found[position] = replace(before, signs=(*before.signs, *sign), is_suspect=True)
    for verdict in _TICKS:
        for finding in table.findings:
            if finding.verdict == verdict:
                for position in _results(finding):
                    found[position] = replace(found.get(position, Mark()), tick=verdict)
    for finding in table.violations:
        for position in _results(finding) & found.keys():
            found[position] = replace(found[position], tick="")
    return found


def marked(table: TableReport, finding: Finding) -> list[Position]:
    """Return the cells of a table that carry the sign of a violation.

    A corrected figure carries it itself: the figures that had proved it wrong are right again. Else it
    is the result that does not agree, the figure that it is held against in another table, and those of
    its figures that the likeliest repair changes.
    """
    if finding.is_corrected and finding.decision is not None:
        corrected = [
            (cell.row, cell.column)
            for cell, decision in table.corrected
            if decision.check == finding.decision.check
        ]
        if corrected:
            return list(dict.fromkeys(corrected))
    is_own = finding.table == table.name
    cells = cells_in(table, finding)
    suspected = suspects(table, finding) if finding.is_open else set()
    return list(
        dict.fromkeys(
            position
            for cell in cells
            if (position := (cell["row"], cell["column"])) in suspected
            or not is_own
            or cell["role"] in _RESULTS
        )
    )


def suspects(table: TableReport, finding: Finding) -> set[Position]:
    """Return the cells of a table that the likeliest repair of a violation changes.

    Which of two tables is wrong a comparison cannot tell, so both of its figures are suspect; where no
    repair is known, none is.
    """
    repairs = finding.repairs if finding.is_comparison else finding.repairs[:1]
    cells = [cell for repair in repairs for cell in repair["cells"]]
    return {(cell["row"], cell["column"]) for cell in cells if cell.get("table", finding.table) == table.name}


def corrected_elsewhere(table: TableReport) -> list[tuple[Finding | None, Decision]]:
    """Return the decisions about checks of other tables that correct figures of this one.

    Each with the violation that it settles, None where that is not known.
    """
    own = {
        finding.decision.check
        for finding in table.violations
        if finding.decision and finding.status == "corrected"
    }
    others = {decision.check: decision for _, decision in table.corrected if decision.check not in own}
    by_check = {finding.check_id: finding for finding in table.named_in}
    return [(by_check.get(check), decision) for check, decision in others.items()]


def cells_in(table: TableReport, finding: Finding) -> list[dict[str, Any]]:
    """Return the cells of a violation that stand in a table, be it its own or one that it names."""
    if finding.table == table.name:
        return finding.own_cells
    here = (table.document, table.name)
    return [
        cell for cell in finding.cells if (cell.get("document", table.document), cell.get("table")) == here
    ]


def _places(table: TableReport, finding: Finding) -> set[Position]:
    return {(cell["row"], cell["column"]) for cell in cells_in(table, finding)}


def _results(finding: Finding) -> set[Position]:
    return {(cell["row"], cell["column"]) for cell in finding.own_cells if cell["role"] in _RESULTS}

"""Marks of the verdicts in the cells of a table.

A total, result or rate that was checked carries a quiet mark at the right edge of its column, so
that the digits stay in line: a dot when it agrees, a ring when only rounding sets it apart. What is
violated carries a letter at the left and a note below the table.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, replace

from geomsan.check.report import Decision, Finding, TableReport

_RESULTS = frozenset({"total", "result", "rate"})
_LETTERS = "ⓐⓑⓒⓓⓔⓕⓖⓗⓘⓙⓚⓛⓜⓝⓞⓟⓠⓡⓢⓣⓤⓥⓦⓧⓨⓩ"
_TICKS = ("exact", "rounding")
"""Verdicts that a tick stands for, the heavier one last."""


@dataclass(frozen=True)
class Mark:
    """Marks of one cell.

    Attributes
    ----------
    letters
        One letter a note that speaks of the cell.
    is_result, is_part
        True when the cell is the total, result or rate of an open violation, or its other figure.
    tick
        ``exact`` or ``rounding``: the verdict on the cell as a total, result or rate; empty when it
        is none, or when it is violated.
    """

    letters: str = ""
    is_result: bool = False
    is_part: bool = False
    tick: str = ""


def letter(index: int) -> str:
    """Return the mark of the note at ``index``: ⓐ to ⓩ, then ⓐⓐ and so on."""
    rounds, place = divmod(index, len(_LETTERS))
    return _LETTERS[place] * (rounds + 1)


def noted(table: TableReport) -> list[tuple[str, list[Finding]]]:
    """Return the violated findings with their letters, those that one correction settles together."""
    groups: dict[Hashable, tuple[str, list[Finding]]] = {}
    for index, finding in enumerate(table.violations):
        groups.setdefault(_settled_by(finding) or index, (letter(index), []))[1].append(finding)
    return list(groups.values())


def corrected_elsewhere(table: TableReport) -> list[tuple[str, Decision]]:
    """Return the decisions about checks of other tables that correct figures of this one, with letters."""
    own = {_settled_by(finding) for finding in table.violations}
    others = {decision.check: decision for _, decision in table.corrections if decision.check not in own}
    return [
        (letter(index), decision) for index, decision in enumerate(others.values(), len(table.violations))
    ]


def _settled_by(finding: Finding) -> str:
    return finding.decision.check if finding.status == "corrected" and finding.decision else ""


def marks(table: TableReport) -> dict[tuple[int, int], Mark]:
    """Return the marks by row and column of the table's grid."""
    found: dict[tuple[int, int], Mark] = {}
    corrected = [((cell.row, cell.column), decision.check) for cell, decision in table.corrections]
    for name, group in noted(table):
        own = [place for place, check in corrected if check == _settled_by(group[0])]
        # A corrected figure is marked itself; the figures that proved it wrong are right again.
        for position in own or [place for finding in group for place in _positions(finding)]:
            _add_letter(found, position, name)
        if not own:
            _tint(found, group)
    for name, decision in corrected_elsewhere(table):
        for position in (place for place, check in corrected if check == decision.check):
            _add_letter(found, position, name)
    for verdict in _TICKS:
        for finding in table.findings:
            if finding.verdict == verdict:
                for position in _results(finding):
                    found[position] = replace(found.get(position, Mark()), tick=verdict)
    for finding in table.violations:
        for position in _results(finding) & found.keys():
            found[position] = replace(found[position], tick="")
    return found


def _add_letter(found: dict[tuple[int, int], Mark], position: tuple[int, int], added: str) -> None:
    before = found.get(position, Mark())
    # A compound cell may stand in one finding with two of its figures.
    if not before.letters.endswith(added):
        found[position] = replace(before, letters=before.letters + added)


def _tint(found: dict[tuple[int, int], Mark], group: list[Finding]) -> None:
    for finding in group:
        if finding.is_open:
            results = _results(finding)
            for position in _positions(finding):
                before = found[position]
                found[position] = replace(
                    before, is_result=before.is_result or position in results, is_part=True
                )


def _positions(finding: Finding) -> list[tuple[int, int]]:
    return list(dict.fromkeys((cell["row"], cell["column"]) for cell in finding.own_cells))


def _results(finding: Finding) -> set[tuple[int, int]]:
    return {(cell["row"], cell["column"]) for cell in finding.own_cells if cell["role"] in _RESULTS}

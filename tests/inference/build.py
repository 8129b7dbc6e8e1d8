"""Found tables for tests, from rows of text."""

from collections.abc import Mapping

from geomsan.check.identities.verdicts import Check, Verdict
from geomsan.infer.understand import understand
from geomsan.read.readers.found import FoundTable
from geomsan.read.tables.grid import Grid

Place = tuple[int | None, int | None, int | None]


def found(
    text: str,
    caption: str = "",
    heading: str = "",
    spans: Mapping[tuple[int, int], tuple[int, int]] | None = None,
) -> FoundTable:
    """A line a row, ``|`` between the cells."""
    rows = tuple(tuple(cell.strip() for cell in line.split("|")) for line in text.strip("\n").splitlines())
    places = tuple(f"report.txt:{number}" for number in range(1, len(rows) + 1))
    return FoundTable(Grid(rows, places, spans or {}), "table", 1, len(rows), heading, caption)


def checks(text: str, caption: str = "", heading: str = "") -> list[Check]:
    return list(understand(found(text, caption, heading)).checks)


def statements(text: str, caption: str = "", heading: str = "") -> set[str]:
    return {f"{check.edit.rule.value}: {check.edit.statement}" for check in checks(text, caption, heading)}


def violated(text: str, caption: str = "", heading: str = "") -> list[Check]:
    return [check for check in checks(text, caption, heading) if check.verdict is Verdict.VIOLATED]


def cells(check: Check) -> set[tuple[Place, str]]:
    return {((t.entry.row, t.entry.column, t.entry.part), t.role.value) for t in check.edit.terms}

"""Small tables for tests, from rows of text."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from geomsan.check.identities.declare import Identity, bind
from geomsan.check.identities.verdicts import Check, evaluate
from geomsan.read.figures.units import read_unit
from geomsan.read.tables.grid import Grid
from geomsan.read.tables.layout import layout_from
from geomsan.read.tables.reading import MeasureSpec, TableSource, read_table
from geomsan.read.tables.table import ReportTable

ROOT = Path(__file__).parents[1]
SCHEMAS = ROOT / "schemas"
DESCRIPTOR_SCHEMA = SCHEMAS / "datapackage.schema.json"


def rows_of(text: str) -> list[list[str]]:
    """Read rows as one writes them down: a line a row, ``|`` between the cells."""
    return [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]


def source(
    rows_as_printed: str | Sequence[Sequence[str]],
    /,
    *,
    unit: str | None = None,
    family: str = "figures",
    part_starts: Sequence[int] = (0,),
    rules: Mapping[str, object] | None = None,
    **layout: Any,
) -> TableSource:
    """Return an unread table; the keywords that are left are its layout (``_`` for ``-``)."""
    given = rows_as_printed
    cells = rows_of(given) if isinstance(given, str) else given
    places = tuple(f"report.txt:{line}" for line in range(1, len(cells) + 1))
    return TableSource(
        document="document",
        name="table",
        title="표",
        grid=Grid(tuple(map(tuple, cells)), places),
        layout=layout_from({key.replace("_", "-"): value for key, value in layout.items()}),
        family=family,
        part_starts=tuple(part_starts),
        unit=read_unit(unit) if unit else None,
        rules=rules or {},
    )


def table(
    rows_as_printed: str | Sequence[Sequence[str]],
    specs: Mapping[str, MeasureSpec] | None = None,
    /,
    **given: Any,
) -> ReportTable:
    """Return a read table."""
    return read_table(source(rows_as_printed, **given), specs or {})


def checks(identity: Identity, read: ReportTable) -> list[Check]:
    """Bind an identity and decide its edit rules."""
    return [evaluate(edit) for edit in bind(identity, read)]


def verdicts(identity: Identity, read: ReportTable) -> list[str]:
    """Return the verdicts of an identity, in the order of print."""
    return [check.verdict.value for check in checks(identity, read)]

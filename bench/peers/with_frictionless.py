"""frictionless: ``row-constraint`` for sums along rows, a custom check for sums down rows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import attrs
from _peer import SLACK, measure
from frictionless import Check, Checklist, Error, Resource, Schema, checks, errors, fields

WHAT = (
    "Resource(data=rows in memory, schema).validate(checklist) of every table; schema and checklist made"
    " before; the sums down the rows are one custom check a table"
)


@attrs.define(kw_only=True, repr=False)
class ColumnSums(Check):
    """Totals and subtotals are the sums of their rows."""

    type = "column-sums"
    Errors = [errors.TableError]  # noqa: RUF012 (as the library declares it)
    sums: list[dict[str, Any]] = attrs.field(factory=list)
    rows: list[Any] = attrs.field(factory=list)

    def validate_start(self) -> Iterable[Error]:
        """Forget the rows of the table before."""
        self.rows = []
        yield from ()

    def validate_row(self, row: Any) -> Iterable[Error]:
        """Keep the row."""
        self.rows.append(row.to_dict())
        yield from ()

    def validate_end(self) -> Iterable[Error]:
        """Hold every total against its rows."""
        for check in self.sums:
            for name in check["columns"]:
                whole = check["constant"] if "constant" in check else self.rows[check["total"]][name]
                total = sum(self.rows[row][name] or 0.0 for row in check["rows"])
                if abs(whole - total) > check["tolerance"] + SLACK:
                    yield errors.TableError(note=f"{name}: {whole} is not {total}")


def prepare(tables: list[dict[str, Any]]) -> list[tuple[list[dict[str, Any]], Schema, Checklist]]:
    """Return rows, schema and checklist of every table."""
    return [_prepared(table) for table in tables]


def validate(item: tuple[list[dict[str, Any]], Schema, Checklist]) -> int:
    """Validate one table; return the number of errors."""
    rows, schema, checklist = item
    report = Resource(data=rows, schema=schema).validate(checklist)
    return int(report.stats["errors"])


def _prepared(table: dict[str, Any]) -> tuple[list[dict[str, Any]], Schema, Checklist]:
    names = list(table["columns"])
    rows = [
        {"row": number, **{name: table["columns"][name][number] for name in names}}
        for number in range(table["records"])
    ]
    schema = Schema(
        fields=[
            fields.IntegerField(name="row"),
            *(fields.NumberField(name=name, float_number=True) for name in names),
        ]
    )
    held = [
        checks.row_constraint(formula=_formula(check)) for check in table["checks"] if check["form"] == "row"
    ]
    sums = [check for check in table["checks"] if check["form"] == "column"]
    return rows, schema, Checklist(checks=[*held, *([ColumnSums(sums=sums)] if sums else [])])


def _formula(check: dict[str, Any]) -> str:
    """Return a Python expression that holds in every row that the rule does not concern, too."""
    expected = " + ".join(f"{name}" if sign > 0 else f"(0 - {name})" for name, sign in check["terms"])
    room = check["tolerance"] + SLACK
    applies = " or ".join(f"row == {row}" for row in check["rows"])
    return f"-{room} <= {check['result']} - ({expected}) <= {room} if ({applies}) else True"


if __name__ == "__main__":
    measure("frictionless", prepare, validate, WHAT)

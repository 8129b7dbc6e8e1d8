"""pointblank: ``col_vals_expr`` for sums along rows, ``specially`` for sums down rows, on polars."""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce
from typing import Any

import pointblank as pb
import polars as pl
from _peer import SLACK, measure

WHAT = (
    "Validate(data).col_vals_expr(...).specially(...).interrogate() of every table, plan included since a"
    " plan belongs to its data; one step a rule form and set of columns, polars frames made before"
)


def prepare(tables: list[dict[str, Any]]) -> list[tuple[pl.DataFrame, list[pl.Expr], list[Any]]]:
    """Return frames, row expressions and functions for sums down the rows."""
    return [
        (
            pl.DataFrame(table["columns"], schema=dict.fromkeys(table["columns"], pl.Float64)).with_row_index(
                "row"
            ),
            [_row(check) for check in table["checks"] if check["form"] == "row"],
            [_column(check) for check in table["checks"] if check["form"] == "column"],
        )
        for table in tables
    ]


def validate(item: tuple[pl.DataFrame, list[pl.Expr], list[Any]]) -> int:
    """Interrogate one table; return the number of failed steps."""
    frame, rows, columns = item
    plan = pb.Validate(data=frame)
    for expression in rows:
        plan = plan.col_vals_expr(expr=expression)
    for function in columns:
        plan = plan.specially(expr=function)
    done = plan.interrogate()
    return sum(1 for step in done.validation_info if not step.all_passed)


def _row(check: dict[str, Any]) -> pl.Expr:
    expected = reduce(
        lambda left, right: left + right, (sign * pl.col(name) for name, sign in check["terms"])
    )
    within = (pl.col(check["result"]) - expected).abs() <= check["tolerance"] + SLACK
    return within | ~pl.col("row").is_in(check["rows"])


def _column(check: dict[str, Any]) -> Callable[[pl.DataFrame], list[bool]]:
    def holds(data: pl.DataFrame) -> list[bool]:
        sums = data[check["rows"]].select(check["columns"]).sum().row(0)
        wholes = (
            [check["constant"]] * len(sums)
            if "constant" in check
            else data.select(check["columns"]).row(check["total"])
        )
        return [
            abs(whole - total) <= check["tolerance"] + SLACK
            for whole, total in zip(wholes, sums, strict=True)
        ]

    return holds


if __name__ == "__main__":
    measure("pointblank", prepare, validate, WHAT)

"""Bare pandera: one schema a table, one plain check an identity, on frames of floats."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
import pandera.pandas as pa
from pandera.errors import SchemaErrors

from bench.plain import PlainTable

Bare = tuple[pa.DataFrameSchema, pd.DataFrame]

_SLACK = 1e-6
"""Room for floating point beside a check's tolerance."""


def bare_pandera(table: PlainTable, *, with_numpy: bool) -> Bare:
    """Return a schema with one plain check an identity, and the frame that it is for.

    Parameters
    ----------
    table
        From :func:`bench.plain.plain_table`.
    with_numpy
        Take the columns out of the frame and compute with arrays, which is faster on small frames
        than the pandas expressions that pandera's documentation shows.
    """
    frame = pd.DataFrame(table["columns"], dtype="float64")
    identities = dict.fromkeys(check["identity"] for check in table["checks"])
    checks = [
        pa.Check(
            _holds([check for check in table["checks"] if check["identity"] == name], with_numpy),
            error=name,
        )
        for name in identities
    ]
    columns = {name: pa.Column("float64", nullable=True) for name in frame.columns}
    return pa.DataFrameSchema(columns, checks=checks, strict=True), frame


def validate_all(bare: Sequence[Bare]) -> int:
    """Validate every frame lazily; return the number of tables that fail."""
    failures = 0
    for schema, frame in bare:
        try:
            schema.validate(frame, lazy=True)
        except SchemaErrors:
            failures += 1
    return failures


def wrong_rows(bare: Sequence[Bare]) -> int:
    """Return how many rows the checks find wrong, for a comparison with the violated rules."""
    return sum(int((~check._check_fn(frame)).sum()) for schema, frame in bare for check in schema.checks)


def _holds(checks: Sequence[Mapping[str, Any]], with_numpy: bool) -> Callable[[pd.DataFrame], pd.Series]:
    """Return a check of frames: false in the rows whose result is off."""

    def holds(frame: pd.DataFrame) -> pd.Series:
        data = {name: frame[name].to_numpy() for name in frame.columns} if with_numpy else frame
        right = np.ones(len(frame), dtype=bool)
        for check in checks:
            rows, off = _FORMS[check["form"]](data, check)
            right[rows] &= np.abs(off) <= check["tolerance"] + _SLACK
        return pd.Series(right, index=frame.index)

    return holds


Data = Mapping[str, Any] | pd.DataFrame
Off = tuple[list[int], Any]


def _signed(data: Data, terms: Sequence[Any]) -> Any:
    return sum(sign * data[name] for name, sign in terms)


def _row(data: Data, check: Mapping[str, Any]) -> Off:
    rows = check["rows"]
    return rows, (data[check["result"]] - _signed(data, check["terms"]))[rows]


def _rate(data: Data, check: Mapping[str, Any]) -> Off:
    rows = check["rows"]
    base = _signed(data, check["denominator"])[rows]
    return rows, data[check["result"]][rows] - 100 * _signed(data, check["numerator"])[rows] / base


def _column(data: Data, check: Mapping[str, Any]) -> Off:
    rows, total = check["rows"], check.get("total")
    if isinstance(data, pd.DataFrame):
        columns = data[check["columns"]]
        off = (check["constant"] if total is None else columns.loc[total]) - columns.loc[rows].sum()
    else:
        block = np.column_stack([data[name] for name in check["columns"]])
        off = (check["constant"] if total is None else block[total]) - block[rows].sum(axis=0)
    return [rows[0] if total is None else total], np.abs(off).max()


def _cells(data: Data, check: Mapping[str, Any]) -> Off:
    def total(name: str) -> float:
        return float(sum(sign * data[column][row] for row, column, sign in check[name]))

    row, column = check["result"]
    expected = 100 * total("terms") / total("denominator") if "denominator" in check else total("terms")
    return [row], data[column][row] - expected


_FORMS: dict[str, Callable[[Data, Mapping[str, Any]], Off]] = {
    "row": _row,
    "rate": _rate,
    "column": _column,
    "cells": _cells,
}

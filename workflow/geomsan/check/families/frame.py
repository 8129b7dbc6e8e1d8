"""A table as one tidy frame: one row a figure, with all that a check has to know of it.

A record that prints no figure has one row without a measure, so that the frame alone says which records
the table has. A figure that stands outside the grid and in it has two rows; the one outside is printed
``again``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pandas as pd
import pandera.pandas as pa
from pandera.typing import Series

from geomsan.read.figures.figure import Figure, State
from geomsan.read.figures.units import Kind, read_unit
from geomsan.read.tables.grid import Grid
from geomsan.read.tables.table import Entry, Record, ReportTable, Restated

NONE = -1
"""Stands for no row, no column, no parent: columns of whole numbers have no gaps."""


class FigureFrame(pa.DataFrameModel):
    """One row a figure.

    ``figure`` is the print; ``value``, ``step`` (one in the last printed place) and the ends of the interval
    of true quantities that print so, ``low`` and ``high``, are exact numbers in ``unit``. A figure that says
    nothing has none of them. ``row``, ``column`` and ``part`` are its position in the grid, ``place`` the
    one in the source.
    """

    record: Series[int]
    label: Series[Any]
    group: Series[Any]
    level: Series[int]
    parent: Series[int]
    measure: Series[Any] = pa.Field(nullable=True)
    member: Series[Any] = pa.Field(nullable=True)
    total: Series[bool]
    figure: Series[Any]
    state: Series[Any]
    value: Series[Any] = pa.Field(nullable=True)
    step: Series[Any] = pa.Field(nullable=True)
    low: Series[Any] = pa.Field(nullable=True)
    high: Series[Any] = pa.Field(nullable=True)
    unit: Series[Any] = pa.Field(nullable=True)
    kind: Series[Any] = pa.Field(nullable=True)
    row: Series[int]
    column: Series[int]
    part: Series[int]
    place: Series[Any]
    again: Series[bool]

    class Config:
        """No other column may stand in the frame."""

        strict = True


@dataclass(frozen=True)
class Given:
    """What is known of a table besides its figures: its name, and the rules of its descriptor."""

    document: str = ""
    name: str = ""
    family: str = ""
    rules: Mapping[str, object] = field(default_factory=dict)


def to_frame(table: ReportTable) -> pd.DataFrame:
    """Return the table as its tidy frame."""
    silent = {record.index for record in table.records} - {entry.record for entry in table.entries}
    rows = [
        *(_row(entry, table) for entry in table.entries),
        *((*_of_record(table.records[index]), *_NO_FIGURE) for index in sorted(silent)),
        *(_row(restated.stated, table, again=True) for restated in table.restated),
    ]
    columns = dict(zip(_COLUMNS, zip(*rows, strict=True) if rows else [()] * len(_COLUMNS), strict=True))
    # Three blocks of one type each: a column at a time takes pandas four times as long.
    return pd.concat(
        [
            pd.DataFrame({name: columns[name] for name in names}, dtype=dtype)
            for dtype, names in _TYPES.items()
        ],
        axis="columns",
    )


_COLUMNS = tuple(FigureFrame.to_schema().columns)
_NUMBERS = ("record", "level", "parent", "row", "column", "part")
_TRUTHS = ("total", "again")
_TYPES: dict[Any, tuple[str, ...]] = {
    object: tuple(name for name in _COLUMNS if name not in _NUMBERS + _TRUTHS),
    np.int64: _NUMBERS,
    np.bool_: _TRUTHS,
}
_DTYPES = {name: np.dtype(dtype) for dtype, names in _TYPES.items() for name in names}
_NO_FIGURE = (None, None, False, "", "", *[None] * 6, NONE, NONE, NONE, "", False)


def _of_record(record: Record) -> tuple[object, ...]:
    parent = NONE if record.parent is None else record.parent
    return record.index, record.label, record.group, record.level, parent


def _row(entry: Entry, table: ReportTable, *, again: bool = False) -> tuple[object, ...]:
    figure = entry.figure
    value = figure.value
    low: Decimal | Fraction | None = value
    high: Decimal | Fraction | None = value
    if entry.is_nil:
        low = high = value = Decimal(0)
    elif value is not None and figure.step and entry.kind is not Kind.COUNT:
        around = entry.interval()
        low, high = around.low / entry.scale, around.high / entry.scale
    return (
        *_of_record(table.records[entry.record]),
        entry.measure,
        entry.member,
        entry.member is not None and entry.member == table.total_member,
        figure.text,
        figure.state.value,
        value,
        figure.step,
        low,
        high,
        entry.unit.name if entry.unit else None,
        entry.kind.value,
        *(NONE if place is None else place for place in (entry.row, entry.column, entry.part)),
        entry.place,
        again,
    )


def from_frame(frame: pd.DataFrame, given: Given | None = None) -> ReportTable:
    """Return the table that a frame is: its records and figures, without the grid that they stood in."""
    given = given or Given()
    records: dict[int, Record] = {}
    entries: list[Entry] = []
    stated: list[Entry] = []
    total = None
    for row in _rows(frame):
        index = row["record"]
        if index not in records:
            records[index] = Record(index, row["label"], row["group"], row["level"], _or_none(row["parent"]))
        if row["measure"] is not None:
            (stated if row["again"] else entries).append(_entry(row))
        if row["total"]:
            total = row["member"]
    printed = {(entry.record, entry.measure, entry.member): entry for entry in entries}
    return ReportTable(
        document=given.document,
        name=given.name,
        title="",
        grid=Grid((), ()),
        head=0,
        stub=0,
        records=tuple(records[index] for index in range(len(records))),
        members=tuple(dict.fromkeys(entry.member for entry in entries if entry.member is not None)),
        entries=tuple(entries),
        family=given.family,
        restated=tuple(
            Restated(entry, printed[entry.record, entry.measure, entry.member]) for entry in stated
        ),
        total_member=total,
        rules=given.rules,
    )


def _rows(frame: pd.DataFrame) -> Iterator[dict[str, Any]]:
    names = list(frame.columns)
    for values in zip(*(frame[name].tolist() for name in names), strict=True):
        yield dict(zip(names, values, strict=True))


def _entry(row: Mapping[str, Any]) -> Entry:
    state = State(row["state"])
    value = row["value"]
    counts_as_nil = state is State.BLANK and value is not None
    return Entry(
        figure=Figure(row["figure"], state, None if counts_as_nil else value, row["step"]),
        record=row["record"],
        measure=row["measure"],
        member=row["member"],
        row=_or_none(row["row"]),
        column=_or_none(row["column"]),
        part=_or_none(row["part"]),
        place=row["place"],
        unit=read_unit(row["unit"]) if row["unit"] else None,
        kind=Kind(row["kind"]),
        blank_is_zero=counts_as_nil,
    )


def _or_none(number: int) -> int | None:
    return None if number == NONE else number


def is_tidy(frame: pd.DataFrame) -> bool:
    """Tell whether the frame has the columns of a :class:`FigureFrame`, of their types, and no others."""
    return dict(zip(frame.columns, frame.dtypes, strict=True)) == _DTYPES


def lies_within(frame: pd.DataFrame) -> bool:
    """Tell whether every print lies in its own interval."""
    known = zip(frame["low"], frame["value"], frame["high"], strict=True)
    return all(low <= Fraction(value) <= high for low, value, high in known if value is not None)

"""A table as one tidy frame: one row a figure, with all that a check has to know of it.

A record that prints no figure has one row without a measure, so that the frame alone says which records
the table has. A figure that stands outside the grid and in it has two rows; the one outside is printed
``again``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import MAX_EMAX, MAX_PREC, MIN_EMIN, Context, Decimal
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
    """One row a figure; texts and exact numbers stand first, then whole numbers, then truths.

    ``figure`` is the print; ``value``, ``step`` (one in the last printed place) and the ends of the interval
    of true quantities that print so, ``low`` and ``high``, are exact numbers in ``unit``. A figure that says
    nothing has none of them. ``row``, ``column`` and ``part`` are its position in the grid, ``place`` the
    one in the source.
    """

    label: Series[Any]
    group: Series[Any]
    measure: Series[Any] = pa.Field(nullable=True)
    member: Series[Any] = pa.Field(nullable=True)
    figure: Series[Any]
    state: Series[Any]
    value: Series[Any] = pa.Field(nullable=True)
    step: Series[Any] = pa.Field(nullable=True)
    low: Series[Any] = pa.Field(nullable=True)
    high: Series[Any] = pa.Field(nullable=True)
    unit: Series[Any] = pa.Field(nullable=True)
    kind: Series[Any] = pa.Field(nullable=True)
    place: Series[Any]
    record: Series[int]
    level: Series[int]
    parent: Series[int]
    row: Series[int]
    column: Series[int]
    part: Series[int]
    total: Series[bool]
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
        *(_silent(table.records[index]) for index in sorted(silent)),
        *(_row(restated.stated, table, again=True) for restated in table.restated),
    ]
    # Three blocks of one type each: a column at a time takes pandas four times as long.
    whole = np.empty((len(rows), len(_COLUMNS)), dtype=object)
    if rows:
        whole[:] = rows
    blocks = [
        pd.DataFrame(whole[:, start:end].astype(dtype), columns=_NAMES[start:end], dtype=dtype)
        for dtype, start, end in _BLOCKS
    ]
    return pd.concat(blocks, axis="columns")


_COLUMNS = tuple(FigureFrame.to_schema().columns)
_NAMES = pd.Index(_COLUMNS)
_FIRST_NUMBER, _FIRST_TRUTH = _COLUMNS.index("record"), _COLUMNS.index("total")
_BLOCKS: tuple[tuple[Any, int, int], ...] = (
    (object, 0, _FIRST_NUMBER),
    (np.int64, _FIRST_NUMBER, _FIRST_TRUTH),
    (np.bool_, _FIRST_TRUTH, len(_COLUMNS)),
)
_DTYPES = {name: np.dtype(dtype) for dtype, start, end in _BLOCKS for name in _COLUMNS[start:end]}


def _row(entry: Entry, table: ReportTable, *, again: bool = False) -> tuple[object, ...]:
    figure, record = entry.figure, table.records[entry.record]
    value = Decimal(0) if entry.is_nil else figure.value
    low, high = _ends(entry) if figure.step and value is not None else (value, value)
    return (
        record.label,
        record.group,
        entry.measure,
        entry.member,
        figure.text,
        figure.state.value,
        value,
        figure.step,
        low,
        high,
        entry.unit.name if entry.unit else None,
        entry.kind.value,
        entry.place,
        record.index,
        record.level,
        NONE if record.parent is None else record.parent,
        NONE if entry.row is None else entry.row,
        NONE if entry.column is None else entry.column,
        NONE if entry.part is None else entry.part,
        entry.member is not None and entry.member == table.total_member,
        again,
    )


def _silent(record: Record) -> tuple[object, ...]:
    """Return the row of a record that prints no figure."""
    parent = NONE if record.parent is None else record.parent
    said = (record.label, record.group, None, None, "", "", *[None] * 6, "")
    return (*said, record.index, record.level, parent, NONE, NONE, NONE, False, False)


_EXACTLY = Context(prec=MAX_PREC, Emin=MIN_EMIN, Emax=MAX_EMAX)
_HALF = Decimal("0.5")


def _ends(entry: Entry) -> tuple[Decimal, Decimal]:
    """Return the ends of the interval in the printed unit: half a step towards zero, a step away from it.

    A figure that is said to be rounded up reaches a step either way, and so does zero.
    """
    value, step = entry.printed, entry.figure.step
    if entry.is_nil or entry.kind is Kind.COUNT or step is None:
        return value, value
    half = _EXACTLY.multiply(step, _HALF)
    reach = (step, step) if entry.is_rounded_up or not value else (half, step)
    below, above = reach if value > 0 else reach[::-1]
    return _EXACTLY.subtract(value, below), _EXACTLY.add(value, above)


def from_frame(frame: pd.DataFrame, given: Given | None = None) -> ReportTable:
    """Return the table that a frame is: its records and figures, without the grid that they stood in."""
    given = given or Given()
    records: dict[int, Record] = {}
    entries: list[Entry] = []
    stated: list[Entry] = []
    total = None
    in_order = frame if tuple(frame.columns) == _COLUMNS else frame[list(_COLUMNS)]
    for said in in_order.to_numpy(dtype=object).tolist():
        label, group, measure, member, *rest, index, level, parent = said[:-5]
        row, column, part, is_total, again = said[-5:]
        if index not in records:
            records[index] = Record(index, label, group, level, _or_none(parent))
        if measure is not None:
            place = (_or_none(row), _or_none(column), _or_none(part))
            (stated if again else entries).append(_entry(index, measure, member, rest, place))
        if is_total:
            total = member
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


def _entry(
    record: int,
    measure: str,
    member: str | None,
    said: Sequence[Any],
    position: tuple[int | None, int | None, int | None],
) -> Entry:
    text, state, value, step, low, high, unit, kind, place = said
    counts_as_nil = state == State.BLANK.value and value is not None
    reaches_as_far_below = low != high and bool(value) and value - low == high - value
    return Entry(
        Figure(text, State(state), None if counts_as_nil else value, step),
        record,
        measure,
        member,
        *position,
        place,
        read_unit(unit) if unit else None,
        Kind(kind),
        counts_as_nil,
        is_rounded_up=reaches_as_far_below,
    )


def _or_none(number: int) -> int | None:
    return None if number == NONE else number


def is_tidy(frame: pd.DataFrame) -> bool:
    """Tell whether the frame has the columns of a :class:`FigureFrame`, of their types, and no others."""
    return dict(zip(frame.columns, frame.dtypes, strict=True)) == _DTYPES


def lies_within(frame: pd.DataFrame) -> bool:
    """Tell whether every print lies in its own interval."""
    known = zip(frame["low"], frame["value"], frame["high"], strict=True)
    return all(low <= value <= high for low, value, high in known if value is not None)

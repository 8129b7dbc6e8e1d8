"""The base of every family schema: a pandera model whose identities are declared once.

A family's frame has one row a record and one column a measure and member (``정원@일반직``); its
cells are :class:`~geomsan.read.tables.table.Entry` objects, so that every check knows the places of the
figures it looks at.
"""

from __future__ import annotations

import copy
import re
from functools import lru_cache
from typing import Any

import pandas as pd
import pandera.pandas as pa
from pandera.api.extensions import register_check_method
from pandera.errors import SchemaError
from pandera.typing import Series

from geomsan.check.families.bars import Bars
from geomsan.check.identities.deciding import decide
from geomsan.check.identities.declare import Identity
from geomsan.check.identities.own import OwnIdentities
from geomsan.check.identities.verdicts import Verdict
from geomsan.read.figures.figure import State
from geomsan.read.figures.units import Kind, read_unit
from geomsan.read.tables.reading import MeasureSpec
from geomsan.read.tables.table import Entry, ReportTable

LABEL, GROUP, LEVEL = "항목", "구분", "수준"
"""Columns of a frame that are not measures: a record's label, its group and its level."""

COUNT, AMOUNT, RATE = Kind.COUNT, Kind.AMOUNT, Kind.RATE


def measure(name: str, kind: Kind | None = None, unit: str | None = None, *, yearly: bool = False) -> Any:
    """Declare a measure of a family, to be used as a model's field.

    Parameters
    ----------
    name
        The field's standard term, as formulas write it; ``*`` stands for any measure (the
        descriptor then names them).
    kind
        How its figures stand for the true quantities; by default the unit tells.
    unit
        Its unit, when every table of the family prints the same one.
    yearly
        Whether it belongs to the report's year and not to the day that a table is as of.
    """
    column = ".+" if name == "*" else re.escape(name)
    not_measures = "|".join((LABEL, GROUP, LEVEL))
    spec = MeasureSpec(kind, read_unit(unit) if unit else None, yearly)
    return pa.Field(
        alias=rf"^(?!(?:{not_measures})$){column}(@.+)?$",
        regex=True,
        nullable=True,
        state_is_not=State.UNREADABLE,
        metadata={"measure": name, "spec": spec},
    )


class ReportModel(pa.DataFrameModel):
    """A family of report tables.

    Subclasses name their measures as fields (:func:`measure`) and their identities in
    :meth:`identities`; the pandera checks, the sentences and the coverage come from those.
    """

    label: Series[object] = pa.Field(alias=LABEL)
    group: Series[object] = pa.Field(alias=GROUP)
    level: Series[int] = pa.Field(alias=LEVEL, ge=0)

    class Config:
        """No column may stand in a frame that the family does not know."""

        strict = True

    @classmethod
    def identities(cls) -> tuple[Identity, ...]:
        """Return what holds in every table of the family; nothing, by default."""
        return ()

    @classmethod
    def views(cls) -> tuple[Bars, ...]:
        """Return what of the family's tables is worth a chart; nothing, by default."""
        return ()

    @classmethod
    def every_identity(cls) -> tuple[Identity | OwnIdentities, ...]:
        """Return what holds in a table of the family: its own, and what a table's descriptor adds."""
        return (*cls.identities(), OwnIdentities())

    @classmethod
    @lru_cache(maxsize=64)
    def to_schema(cls) -> pa.DataFrameSchema:
        """Return the pandera schema, with one registered check an identity."""
        schema = copy.deepcopy(super().to_schema())
        schema.checks = [
            *schema.checks,
            pa.Check.has_records(),
            *(
                pa.Check.identity_holds(identity=identity, error=identity.text)
                for identity in cls.every_identity()
            ),
        ]
        return schema

    @classmethod
    @lru_cache(maxsize=256)
    def schema_for(cls, columns: tuple[str, ...]) -> pa.DataFrameSchema:
        """Return the family's schema with its columns spelt out for frames with these columns.

        It accepts and refuses what :meth:`to_schema` does; pandera need not match names every time.
        """
        schema = cls.to_schema()
        spelt: dict[str, pa.Column] = {}
        for name, column in schema.columns.items():
            matched = [found for found in columns if column.regex and re.search(name, found)]
            for found in matched:
                spelt[found] = pa.Column(column.dtype, column.checks, nullable=column.nullable, name=found)
            if not matched and column.required:
                spelt[name] = column
        return pa.DataFrameSchema(spelt, checks=schema.checks, strict=schema.strict, name=schema.name)

    @classmethod
    def measures(cls) -> dict[str, MeasureSpec]:
        """Return what the family says of each measure that it names."""
        columns = cls.to_schema().columns.values()
        described = (column.metadata for column in columns if column.metadata)
        return {item["measure"]: item["spec"] for item in described if "spec" in item}


def to_frame(table: ReportTable) -> pd.DataFrame:
    """Return the table as its family's frame; missing coordinates are None."""
    columns: dict[str, list[object]] = {
        LABEL: [record.label for record in table.records],
        GROUP: [record.group for record in table.records],
        LEVEL: [record.level for record in table.records],
    }
    for entry in table.entries:
        name = entry.measure if entry.member is None else f"{entry.measure}@{entry.member}"
        columns.setdefault(name, [None] * len(table.records))[entry.record] = entry
    frame = pd.DataFrame({name: pd.Series(values, dtype=_dtype(name)) for name, values in columns.items()})
    frame.attrs["table"] = table
    return frame


def from_frame(frame: pd.DataFrame) -> ReportTable:
    """Return the table of a frame, with the entries that stand in the frame now."""
    table: ReportTable = frame.attrs["table"]
    cells = tuple(cell for name in frame.columns for cell in frame[name] if isinstance(cell, Entry))
    is_untouched = {id(cell) for cell in cells} == {id(entry) for entry in table.entries}
    return table if is_untouched else table.with_entries(cells)


def _dtype(name: str) -> str:
    return "int64" if name == LEVEL else "object"


@register_check_method(statistics=["unless"], supported_types=pd.Series)  # type: ignore[untyped-decorator]
def state_is_not(series: pd.Series, *, unless: State) -> pd.Series:
    """No cell of a measure is in the state ``unless``; an absent cell is not looked at."""
    return series.map(lambda cell: not isinstance(cell, Entry) or cell.figure.state is not unless)


@register_check_method(statistics=[], supported_types=pd.DataFrame)  # type: ignore[untyped-decorator]
def has_records(frame: pd.DataFrame) -> bool:
    """Refuse a table without a record: it asserts nothing and must not pass for checked."""
    return len(frame) > 0


@register_check_method(statistics=["identity"], supported_types=pd.DataFrame)  # type: ignore[untyped-decorator]
def identity_holds(frame: pd.DataFrame, *, identity: Identity | OwnIdentities) -> bool:
    """No edit rule of the identity is violated.

    Raises
    ------
    SchemaError
        With the column, row and print of exactly the cells of the violated rules.
    """
    table = from_frame(frame)
    cells = [
        {
            "column": entry.measure if entry.member is None else f"{entry.measure}@{entry.member}",
            "index": entry.record,
            "failure_case": entry.figure.text,
        }
        for check in decide(identity, table)
        if check.verdict is Verdict.VIOLATED
        for entry in dict.fromkeys(term.entry for term in check.edit.terms)
        if entry.figure.text  # the 100 that a share column does not print is no cell
    ]
    if cells:
        raise SchemaError(  # type: ignore[no-untyped-call]
            schema=None,
            data=frame,
            message=identity.text,
            failure_cases=pd.DataFrame(cells).drop_duplicates(),
        )
    return True

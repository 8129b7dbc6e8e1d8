"""How a printed table lies: which rows are head, which columns are stub, what each cell measures.

A layout is data in the descriptor. Everything a layout leaves out has a plain default: one head
row, one stub column of records, and columns as listed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from geomsan.read.tables.labels import SUBTOTAL, TOTAL

TEXT = "-"
"""Column specification of a column that holds no figures."""


@dataclass(frozen=True)
class ColumnSpec:
    """What the cells of one column are.

    Attributes
    ----------
    pattern
        Pattern of the figures in the cell, names written ``measure``, ``measure@member`` or
        ``@member``; None when the row says what is measured.
    record, member
        Record or member that the column stands for, when its head says so.
    """

    pattern: str | None = None
    record: str | None = None
    member: str | None = None
    is_text: bool = False


@dataclass(frozen=True)
class StubColumn:
    """A leading column: its role, and the pattern of figures that stand in it, if any."""

    role: str
    pattern: str | None = None


@dataclass(frozen=True)
class RowRule:
    """What a single row does differently from the rest of its table."""

    rows: tuple[int, ...] = ()
    labels: tuple[str, ...] = ()
    level: int | None = None
    record: str | None = None
    group: str | None = None
    shift: int = 0
    columns: tuple[str, ...] | None = None
    skip: bool = False
    unit: str | None = None
    kind: str | None = None
    blank: str | None = None


@dataclass(frozen=True)
class Stated:
    """A figure that belongs to the table but stands in its caption, in prose or in a label."""

    record: str
    pattern: str
    level: int
    text: str | None = None
    line: int | None = None
    row: int | None = None
    column: int | None = None
    unit: str | None = None


@dataclass(frozen=True)
class Layout:
    """The whole layout of one table; see ``docs/layouts.md`` for every key."""

    head: int = 1
    stub: tuple[StubColumn, ...] = (StubColumn("record"),)
    columns: tuple[str, ...] = ()
    heads_name: str | None = None
    heads_pattern: str | None = None
    measures: Mapping[str, str] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)
    kinds: Mapping[str, str] = field(default_factory=dict)
    decimals: Mapping[str, int] = field(default_factory=dict)
    blank: str = "missing"
    brackets: str = "unknown"
    placement: Mapping[int, str] = field(default_factory=dict)
    markers: tuple[str, ...] = ()
    rows: tuple[RowRule, ...] = ()
    stated: tuple[Stated, ...] = ()
    total_member: str | None = None

    def rule_for(self, row: int, label: str) -> RowRule:
        """Return the rule of the row at this position or with this label."""
        for rule in self.rows:
            if row in rule.rows or label in rule.labels:
                return rule
        return RowRule()


def layout_from(data: Mapping[str, Any]) -> Layout:
    """Build a layout from the descriptor's ``layout`` object (already checked by its JSON Schema)."""
    columns = data.get("columns", [])
    heads_name = heads_pattern = None
    if isinstance(columns, str):
        heads_name, columns = columns, []
    elif isinstance(columns, Mapping):
        ((heads_name, heads_pattern),) = columns.items()
        columns = []
    names = {"total": TOTAL, "subtotal": SUBTOTAL}
    return Layout(
        head=data.get("head", 1),
        stub=tuple(_stub_column(item) for item in data.get("stub", ["record"])),
        columns=tuple(columns),
        heads_name=heads_name,
        heads_pattern=heads_pattern,
        measures=data.get("measures", {}),
        units=data.get("units", {}),
        kinds=data.get("kinds", {}),
        decimals=data.get("decimals", {}),
        blank=data.get("blank", "missing"),
        brackets=data.get("brackets", "unknown"),
        placement={names[key]: value for key, value in data.get("placement", {}).items()},
        markers=tuple(data.get("markers", [])),
        rows=tuple(_row_rule(item) for item in data.get("rows", [])),
        stated=tuple(Stated(**{"level": TOTAL, **item}) for item in data.get("stated", [])),
        total_member=data.get("total-member"),
    )


def _stub_column(item: str | Mapping[str, str]) -> StubColumn:
    if isinstance(item, str):
        return StubColumn(item)
    ((role, pattern),) = item.items()
    return StubColumn(role, pattern)


def _row_rule(item: Mapping[str, Any]) -> RowRule:
    data = dict(item)
    rows, labels = data.pop("row", []), data.pop("label", [])
    columns = data.pop("columns", None)
    return RowRule(
        rows=tuple(rows) if isinstance(rows, Sequence) else (rows,),
        labels=(labels,) if isinstance(labels, str) else tuple(labels),
        columns=None if columns is None else tuple(columns),
        **data,
    )


def column_spec(text: str) -> ColumnSpec:
    """Read one item of the descriptor's ``columns`` list."""
    if text == TEXT:
        return ColumnSpec(is_text=True)
    if text.startswith("@") and not any(mark in text for mark in " /("):
        return ColumnSpec(member=text[1:])
    return ColumnSpec(pattern=text)

"""Facts: what a printed figure says, of what, when, and where it stands.

A fact is stored as plain JSON (``results/facts/<document>.json``), so that documents can be held
against each other without reading them again.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from geomsan.read.figures.figure import Figure, State
from geomsan.read.figures.units import Kind, Unit, read_unit
from geomsan.read.tables.table import Entry


@dataclass(frozen=True)
class Fact:
    """One printed figure with everything that tells what it is about.

    Attributes
    ----------
    document, table, title, family
        Where it stands: document, table, the table's title, and the table's family.
    record, group, is_total
        What it is about, as printed; whether that is a total, whose label names nothing by itself.
    measure, member
        What is measured, and the division of it.
    when
        The period (``2026``) or the day (``2026-01-31``) it holds for; empty when not known.
    next_measure
        The measure as which the next year brings the same figure (차년이월: 전년이월), if any.
    entry
        The figure, its unit, its interval and its place.
    """

    document: str
    table: str
    title: str
    family: str
    record: str
    group: str
    is_total: bool
    measure: str
    member: str | None
    when: str
    next_measure: str
    entry: Entry

    @property
    def full_table(self) -> str:
        """The table with its document, ``document/table``."""
        return f"{self.document}/{self.table}"

    @property
    def holder(self) -> tuple[str, str, str, str]:
        """The record that the fact belongs to: document, table, group and label."""
        return (self.document, self.table, self.group, self.record)


def to_json(fact: Fact) -> dict[str, Any]:
    """Return a fact as plain JSON values; numbers as text, so that no digit is lost."""
    entry, figure = fact.entry, fact.entry.figure
    plain = {name: value for name, value in vars(fact).items() if name != "entry"}
    return plain | {
        "entry": {
            **{name: getattr(entry, name) for name in _PLAIN},
            "unit": entry.unit.name if entry.unit else None,
            "kind": entry.kind.value,
        },
        "figure": {
            "text": figure.text,
            "state": figure.state.value,
            "value": _text(figure.value),
            "step": _text(figure.step),
            "unit": figure.unit.name if figure.unit else None,
        },
    }


def from_json(data: Mapping[str, Any]) -> Fact:
    """Return the fact of :func:`to_json`."""
    own = {name: value for name, value in data.items() if name not in ("entry", "figure")}
    given, printed = data["entry"], data["figure"]
    figure = Figure(
        text=printed["text"],
        state=State(printed["state"]),
        value=_decimal(printed["value"]),
        step=_decimal(printed["step"]),
        unit=_unit(printed["unit"]),
    )
    entry = Entry(
        figure=figure,
        unit=_unit(given["unit"]),
        kind=Kind(given["kind"]),
        **{name: given[name] for name in _PLAIN},
    )
    return Fact(**own, entry=entry)


def write_facts(facts: Sequence[Fact]) -> str:
    """Return facts as JSON text."""
    return json.dumps([to_json(fact) for fact in facts], ensure_ascii=False, indent=1) + "\n"


def read_facts(path: Path) -> list[Fact]:
    """Read the facts that :func:`write_facts` wrote."""
    return [from_json(data) for data in json.loads(path.read_text(encoding="utf-8"))]


_PLAIN = ("record", "measure", "member", "row", "column", "part", "place", "blank_is_zero")


def _text(value: Decimal | None) -> str | None:
    return None if value is None else str(value)


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _unit(name: str | None) -> Unit | None:
    return None if name is None else read_unit(name)

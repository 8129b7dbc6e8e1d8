"""Names that stand for the same programme, and names that do not: decided by people, with a reason.

The file ``raw/aliases.yaml`` has three lists. ``same``: groups of names that are one programme.
``different``: names that are not, although they look alike. ``measures``: measures of different
families that are one quantity. A name holds in every table, or in one when it is written
``{name: 합계, table: document/table}``; labels of totals need the table. A name that is said to be
different in one table stands there for nothing but itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations
from pathlib import Path
from typing import Any

from geomsan.check.facts import Fact
from geomsan.common.errors import GeomsanError
from geomsan.read.documents.yamlfile import read_yaml
from geomsan.read.tables.labels import squeeze


@dataclass(frozen=True)
class Name:
    """A name as the file gives it, squeezed; ``table`` is ``document/table`` or None for every table."""

    name: str
    table: str | None = None

    def fits(self, fact: Fact) -> bool:
        """Tell whether the fact's record bears this name here."""
        return self.name == squeeze(fact.record) and self.table in (None, fact.full_table)

    def __str__(self) -> str:
        return self.name if self.table is None else f"{self.name} ({self.table})"


@dataclass(frozen=True)
class Aliases:
    """What was decided about names and measures.

    Attributes
    ----------
    groups
        ``name -> key of its group``.
    apart
        Pairs of names that are decided to be different.
    measures
        ``family/measure -> key of its group``.
    """

    groups: Mapping[Name, str] = field(default_factory=dict)
    apart: Sequence[tuple[Name, Name]] = ()
    measures: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def _known(self) -> frozenset[str]:
        """Every name that something was decided about."""
        return frozenset(name.name for name in (*self.groups, *(one for pair in self.apart for one in pair)))

    def name_of(self, fact: Fact) -> str | None:
        """Return what the fact is about, the same for all names of a group; None for a bare total."""
        if fact.is_total:
            return self.groups.get(Name(squeeze(fact.record), fact.full_table))
        return self.called(fact.record, fact.full_table)

    def called(self, label: str, table: str) -> str:
        """Return what a label of ``table`` (``document/table``) is about, where it is no total's."""
        name = squeeze(label)
        if name not in self._known:
            return name
        here = self.groups.get(Name(name, table))
        if here is not None:
            return here
        if any(Name(name, table) in pair for pair in self.apart):
            return f"{name} ({table})"
        return self.groups.get(Name(name), name)

    def measure_of(self, fact: Fact, measure: str | None = None) -> str:
        """Return what is measured, the same for equivalent measures of different families."""
        name = f"{fact.family}/{measure or fact.measure}"
        return self.measures.get(name, name)

    def are_apart(self, one: Fact, other: Fact) -> bool:
        """Tell whether somebody decided that the two are not the same programme."""
        return any(
            (first.fits(one) and second.fits(other)) or (first.fits(other) and second.fits(one))
            for first, second in self.apart
        )

    def is_decided(self, fact: Fact) -> bool:
        """Tell whether the fact's name is decided to be different from another."""
        return any(name.fits(fact) for pair in self.apart for name in pair)

    def unused(self, facts: Iterable[Fact]) -> list[Name]:
        """Return the names that no record of the documents at hand bears."""
        seen = {Name(squeeze(fact.record), table) for fact in facts for table in (None, fact.full_table)}
        names = dict.fromkeys([*self.groups, *(name for pair in self.apart for name in pair)])
        return [name for name in names if name not in seen]


def read_aliases(path: Path, schema: Path, seen: dict[str, str] | None = None) -> Aliases:
    """Read the alias file; a project without one decides nothing.

    Parameters
    ----------
    path, schema
        The file, and its JSON Schema.
    seen
        Where to note the SHA-256 of the bytes that were read, by path.

    Raises
    ------
    GeomsanError
        When it does not fit its JSON Schema, a name or a measure stands in two groups, or a pair is
        said to be the same and different.
    """
    if not path.exists():
        return Aliases()
    data = read_yaml(path, schema, seen)
    groups: dict[Name, str] = {}
    for index, item in enumerate(data.get("same", [])):
        for name in map(_name, item["names"]):
            _require_new(name, groups, f"{path} [same/{index}]")
            groups[name] = f"same/{index}"
    measures: dict[str, str] = {}
    for index, item in enumerate(data.get("measures", [])):
        for measure in item["names"]:
            _require_new(measure, measures, f"{path} [measures/{index}]")
            measures[measure] = f"measures/{index}"
    apart: list[tuple[Name, Name]] = []
    for index, item in enumerate(data.get("different", [])):
        for one, other in combinations(map(_name, item["names"]), 2):
            if one in groups and groups.get(one) == groups.get(other):
                raise GeomsanError(
                    f"{path} [different/{index}]",
                    f"같은 것으로도 정해져 있습니다: {one}, {other}. 하나를 지우십시오.",
                    f"{one} and {other} are said to be the same, too; delete one.",
                )
            apart.append((one, other))
    return Aliases(groups, tuple(apart), measures)


def _name(item: str | Mapping[str, Any]) -> Name:
    if isinstance(item, str):
        return Name(squeeze(item))
    return Name(squeeze(item["name"]), item["table"])


def _require_new(name: object, groups: Mapping[Any, str], place: str) -> None:
    if name in groups:
        raise GeomsanError(
            place,
            f"이름이 두 번 나옵니다 (먼저: {groups[name]}): {name}. 한 곳에만 두십시오.",
            f"{name} stands in {groups[name]} already; keep it in one place.",
        )

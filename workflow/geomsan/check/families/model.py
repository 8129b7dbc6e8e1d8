"""The base of every family of report tables: what its tables print, and what holds in them.

A family is a pandera model over the tidy frame of a table (:mod:`geomsan.check.families.frame`). It
declares in its ``Config`` two registered checks: ``prints``, its measures, and ``holds``, its identities.
What pandera yields is what is found: the figures of violated rules are the failure cases of ``holds``.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import pandas as pd
import pandera.pandas as pa
from pandera.api.extensions import register_check_method
from pandera.errors import SchemaDefinitionError, SchemaError

from geomsan.check.families.bars import Bars
from geomsan.check.families.frame import FigureFrame, Given, from_frame, is_tidy, lies_within
from geomsan.check.identities.declare import RESTATED, Identity, Restatement, bind
from geomsan.check.identities.own import OwnIdentities, own_edits
from geomsan.check.identities.verdicts import Check, Verdict, evaluate
from geomsan.common.errors import GeomsanError
from geomsan.read.figures.units import Kind, read_unit
from geomsan.read.tables.reading import MeasureSpec
from geomsan.read.tables.table import Entry

COUNT, AMOUNT, RATE = Kind.COUNT, Kind.AMOUNT, Kind.RATE

ANY = "*"
"""Stands for any measure: the descriptor then names them."""

Declared = Identity | OwnIdentities
Decided = dict[int, Check]
"""Verdicts by the place of their rule among all rules of the table."""


@dataclass(frozen=True)
class Measure:
    """What a family says of one of its measures.

    Attributes
    ----------
    name
        The field's standard term, as formulas write it, or :data:`ANY`.
    spec
        How its figures stand for the true quantities, and their unit.
    optional
        Whether there are tables of the family that do not print it.
    """

    name: str
    spec: MeasureSpec
    optional: bool = False


def measure(
    name: str,
    kind: Kind | None = None,
    unit: str | None = None,
    *,
    yearly: bool = False,
    optional: bool = False,
) -> Measure:
    """Declare a measure of a family.

    Parameters
    ----------
    name
        The field's standard term, as formulas write it, or :data:`ANY`.
    kind
        How its figures stand for the true quantities; by default the unit tells.
    unit
        Its unit, when every table of the family prints the same one.
    yearly
        Whether it belongs to the report's year and not to the day that a table is as of.
    optional
        Whether there are tables of the family that do not print it.
    """
    return Measure(name, MeasureSpec(kind, read_unit(unit) if unit else None, yearly), optional)


class ReportModel(FigureFrame):
    """A family of report tables.

    Subclasses declare ``prints`` (:func:`measure`) and ``holds`` (identities) in their ``Config``; the
    pandera checks, the sentences, the coverage and ``docs/families.md`` come from those.
    """

    @classmethod
    def measures(cls) -> dict[str, MeasureSpec]:
        """Return what the family says of each measure that it names."""
        return {declared.name: declared.spec for declared in cls.printed()}

    @classmethod
    def printed(cls) -> tuple[Measure, ...]:
        """Return the measures in full."""
        return tuple(cls._declared("prints"))

    @classmethod
    def identities(cls) -> tuple[Identity, ...]:
        """Return what holds in every table of the family."""
        return tuple(cls._declared("holds"))

    @classmethod
    def every_identity(cls) -> tuple[Declared, ...]:
        """Return what holds in a table of the family, with what its descriptor and its prose add."""
        return (*cls.identities(), OwnIdentities(), Restatement())

    @classmethod
    def views(cls) -> tuple[Bars, ...]:
        """Return what of the family's tables is worth a chart."""
        return _VIEWS.get(cls, ())

    @classmethod
    def show(cls, *bars: Bars) -> None:
        """Say what of the family's tables is worth a chart."""
        _VIEWS[cls] = bars

    @classmethod
    def to_schema(cls) -> pa.DataFrameSchema:
        """Return the pandera schema of any table of the family."""
        schema = copy.copy(super().to_schema())
        schema.checks = cls.schema_for(Given()).checks
        return schema

    @classmethod
    def schema_for(cls, given: Given, decided: Decided | None = None) -> pa.DataFrameSchema:
        """Return the pandera schema of one table; its columns are held by one check, not each by its own.

        Parameters
        ----------
        given
            The rules that the table's own descriptor adds, and its name for messages.
        decided
            Is told the verdicts of the rules that are not violated; those that are violated are
            pandera's failure cases (:func:`violations`).
        """
        checks = [
            *cls._checks(),
            pa.Check.holds(identities=cls.every_identity(), given=given, decided=decided, error="holds"),
        ]
        return pa.DataFrameSchema(checks=checks, name=cls.__name__)

    @classmethod
    @lru_cache(maxsize=128)
    def _checks(cls) -> tuple[pa.Check, ...]:
        """Return the checks that are the same for every table."""
        names = pa.Check.prints(measures=cls.printed(), error="prints")
        return pa.Check.is_tidy(), pa.Check.has_records(), pa.Check.lies_within(), names

    @classmethod
    def _declared(cls, name: str) -> Sequence[Any]:
        extras: Mapping[str, Sequence[Any]] = cls.__extras__ or {}
        return extras.get(name, ())


_VIEWS: dict[type[ReportModel], tuple[Bars, ...]] = {}


def has_records(frame: pd.DataFrame) -> bool:
    """Refuse a table without a record: it asserts nothing and must not pass for checked."""
    return len(frame) > 0


def prints(frame: pd.DataFrame, *, measures: Sequence[Measure]) -> bool:
    """No measure is unknown to the family, and none is missing that all its tables print.

    Raises
    ------
    SchemaError
        With the row of each measure that is unknown, and without a row each that is missing.
    """
    names = {declared.name for declared in measures}
    found = {name: index for index, name in enumerate(frame["measure"].tolist()) if name is not None}
    unknown = {} if ANY in names else {name: at for name, at in found.items() if name not in names}
    missing = [
        declared.name
        for declared in measures
        if not declared.optional and not (found if declared.name == ANY else declared.name in found)
    ]
    cases = [*unknown.items(), *((name, None) for name in missing)]
    if cases:
        failed = pd.DataFrame(
            [{"column": "measure", "index": at, "failure_case": name} for name, at in cases], dtype=object
        )
        raise SchemaError(schema=None, data=frame, message="prints", failure_cases=failed)
    return True


def holds(
    frame: pd.DataFrame, *, identities: Sequence[Declared], given: Given, decided: Decided | None = None
) -> bool:
    """No rule of the identities is violated by the figures of the frame.

    Raises
    ------
    SchemaError
        With column, row and print of exactly the figures of the violated rules, and with each the
        ``rule`` and the ``verdict``.
    SchemaDefinitionError
        When the table's own rules name what it does not have.
    """
    try:
        table = from_frame(frame, given)
        checks = [
            evaluate(edit)
            for identity in identities
            for edit in (own_edits(table) if isinstance(identity, OwnIdentities) else bind(identity, table))
        ]
    except GeomsanError as error:
        raise SchemaDefinitionError(str(error)) from error
    violated = {rule: check for rule, check in enumerate(checks) if check.verdict is Verdict.VIOLATED}
    if decided is not None:
        decided |= {rule: check for rule, check in enumerate(checks) if rule not in violated}
    if violated:
        failed = pd.DataFrame(_failed(violated, frame), dtype=object)
        raise SchemaError(schema=None, data=frame, message="holds", failure_cases=failed)
    return True


def _failed(violated: Decided, frame: pd.DataFrame) -> list[dict[str, object]]:
    """Return one failure case a figure of each violated rule."""
    places = zip(frame["record"], frame["measure"], frame["member"], frame["again"], strict=True)
    index = {place: row for row, place in zip(frame.index, places, strict=True)}
    failed = []
    for rule, check in violated.items():
        entries = list(dict.fromkeys(term.entry for term in check.edit.terms))
        # The 100 that a share column does not print is no figure; a rule of empty cells alone has no other.
        for entry in [entry for entry in entries if entry.figure.text] or entries:
            is_again = check.edit.identity == RESTATED and entry is check.edit.result.entry
            case = {
                "column": _column(entry),
                "index": index.get((entry.record, entry.measure, entry.member, is_again)),
                "failure_case": entry.figure.text,
            }
            failed.append({**case, "rule": rule, "verdict": check})
    return failed


def _column(entry: Entry) -> str:
    return entry.measure if entry.member is None else f"{entry.measure}@{entry.member}"


register_check_method(statistics=[], supported_types=pd.DataFrame)(has_records)
register_check_method(statistics=[], supported_types=pd.DataFrame)(is_tidy)
register_check_method(statistics=[], supported_types=pd.DataFrame)(lies_within)
register_check_method(statistics=["measures"], supported_types=pd.DataFrame)(prints)
register_check_method(statistics=["identities", "given", "decided"], supported_types=pd.DataFrame)(holds)

"""Checking a document: every table read, held against its family, and each identity decided."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pandera.errors import SchemaErrors

from geomsan.coverage import Coverage, cover
from geomsan.documents.descriptor import Document
from geomsan.errors import GeomsanError
from geomsan.families.model import ReportModel, to_frame
from geomsan.identities.declare import bind
from geomsan.identities.verdicts import Check, evaluate
from geomsan.tables.reading import TableSource, read_table
from geomsan.tables.table import ReportTable

_MISFITS = ("column_in_schema", "column_in_dataframe", "has_records")
"""Checks of a family schema whose failure means that the descriptor is wrong, not the report."""


@dataclass(frozen=True)
class CheckedTable:
    """A table with the verdict of each of its edit rules and the coverage of its totals and rates."""

    table: ReportTable
    checks: tuple[Check, ...]
    coverage: Coverage


def check_document(document: Document, families: Mapping[str, type[ReportModel]]) -> list[CheckedTable]:
    """Check every table of a document.

    Raises
    ------
    GeomsanError
        When a table names an unknown family, does not lie as its layout says, or does not fit its
        family's schema.
    """
    return [
        check_table(source, _family(source, families), document.reasons.get(source.name, ()))
        for source in document.tables
    ]


def check_table(
    source: TableSource, family: type[ReportModel], reasons: Sequence[Mapping[str, str]] = ()
) -> CheckedTable:
    """Read one table, hold it against its family and decide each identity."""
    table = read_table(source, family.measures())
    _require_fit(table, family)
    checks = tuple(evaluate(edit) for identity in family.identities() for edit in bind(identity, table))
    return CheckedTable(table, checks, cover(table, checks, reasons))


def _family(source: TableSource, families: Mapping[str, type[ReportModel]]) -> type[ReportModel]:
    if source.schema in families:
        return families[source.schema]
    known = ", ".join(sorted(families))
    raise GeomsanError(
        f"{source.document}/{source.name} [schema]",
        f"schemas/에 {source.schema}이(가) 없습니다. 있는 것: {known}",
        f"schemas/ has no {source.schema!r}; it has {known}",
    )


def _require_fit(table: ReportTable, family: type[ReportModel]) -> None:
    """Hold the table's frame against the family; a violated identity is a finding, not a misfit."""
    try:
        family.validate(to_frame(table), lazy=True)
    except SchemaErrors as errors:
        cases = errors.failure_cases
        misfits = cases[cases["check"].isin(_MISFITS) | cases["check"].astype(str).str.startswith("dtype")]
        if len(misfits):
            names = ", ".join(sorted({str(case) for case in misfits["failure_case"]}))
            raise GeomsanError(
                f"{table.document}/{table.name} ({table.grid.places[0] if table.grid.places else Path()})",
                f"표가 schemas/{table.schema}.py에 맞지 않습니다: {names}. layout의 columns를 고치십시오.",
                f"the table does not fit schemas/{table.schema}.py: {names}; mend the layout's columns.",
            ) from errors

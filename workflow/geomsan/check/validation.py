"""Checking a document: every table read, held against its family, and each identity decided."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd
from pandera.errors import SchemaErrors

from geomsan.check.coverage import Coverage, cover
from geomsan.check.families.model import ReportModel, to_frame
from geomsan.check.identities.deciding import decide
from geomsan.check.identities.declare import restatements
from geomsan.check.identities.own import rejected_results
from geomsan.check.identities.verdicts import Check, evaluate
from geomsan.check.proving import TableProof, prove
from geomsan.common.errors import Bilingual, GeomsanError
from geomsan.read.documents.descriptor import Document
from geomsan.read.tables.reading import TableSource, read_table
from geomsan.read.tables.table import ReportTable


@dataclass(frozen=True)
class CheckedTable:
    """A table with the verdict of each of its edit rules and the coverage of its totals and rates.

    ``checks`` ends with the joint check where rules contradict each other that hold one by one;
    ``proof`` has the suspects.
    """

    table: ReportTable
    checks: tuple[Check, ...]
    coverage: Coverage
    proof: TableProof = field(default_factory=TableProof)


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
    decided = [check for identity in family.every_identity() for check in decide(identity, table)]
    checks = (*decided, *map(evaluate, restatements(table)))
    proof = prove(checks)
    coverage = cover(table, checks, reasons, rejected_results(table))
    return CheckedTable(table, (*checks, proof.joint) if proof.joint else checks, coverage, proof)


def _family(source: TableSource, families: Mapping[str, type[ReportModel]]) -> type[ReportModel]:
    if source.schema in families:
        return families[source.schema]
    known = ", ".join(sorted(families))
    raise GeomsanError(
        f"{source.document}/{source.name} [schema]",
        f"schemas/에 없는 이름입니다: {source.schema}. 있는 것: {known}",
        f"schemas/ has no {source.schema!r}; it has {known}",
    )


def _require_fit(table: ReportTable, family: type[ReportModel]) -> None:
    """Hold the table's frame against the family; a violated identity is a finding, not a misfit."""
    try:
        frame = to_frame(table)
        family.schema_for(tuple(frame.columns)).validate(frame, lazy=True)
    except SchemaErrors as errors:
        misfits = sorted(_misfits(errors.failure_cases, family), key=lambda misfit: misfit.en)
        if misfits:
            place = table.grid.places[0] if table.grid.places else table.schema
            ko, en = (
                "; ".join(misfit.in_language(language) for misfit in misfits) for language in ("ko", "en")
            )
            raise GeomsanError(
                f"{table.document}/{table.name} ({place})",
                f"표가 schemas/{table.schema}.py에 맞지 않습니다: {ko}. layout을 고치십시오.",
                f"the table does not fit schemas/{table.schema}.py: {en}; mend its layout.",
            ) from errors


def _misfits(cases: pd.DataFrame, family: type[ReportModel]) -> set[Bilingual]:
    """Say which failures mean that the descriptor is wrong, not the report."""
    measures = {
        name: column.metadata["measure"]
        for name, column in family.to_schema().columns.items()
        if column.metadata
    }
    misfits: set[Bilingual] = set()
    for column, check, case in zip(cases["column"], cases["check"], cases["failure_case"], strict=True):
        if check == "has_records":
            misfits.add(Bilingual("행이 하나도 없습니다", "it has no record"))
        elif check == "column_in_schema":
            misfits.add(Bilingual(f"모르는 항목 {case}", f"unknown measure {case}"))
        elif str(check).startswith("no_regex_column_match"):
            name = measures.get(column, column)
            misfits.add(Bilingual(f"항목 {name} 없음", f"measure {name} is missing"))
    return misfits

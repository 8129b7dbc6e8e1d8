"""Checking a document: every table read, held against its family, and each identity decided."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd
from pandera.config import get_config_context
from pandera.errors import SchemaDefinitionError, SchemaError, SchemaErrors

from geomsan.check.coverage import Coverage, cover
from geomsan.check.families.frame import Given, to_frame
from geomsan.check.families.model import Decided, ReportModel
from geomsan.check.identities.own import rejected_results
from geomsan.check.identities.verdicts import Check
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
        family; or when pandera is told to validate nothing, since then nothing would be found.
    """
    if not get_config_context().validation_enabled:
        raise GeomsanError(
            "PANDERA_VALIDATION_ENABLED",
            "이 환경 변수가 검산을 꺼 두었습니다. 지운 뒤 다시 하십시오.",
            "this environment variable switches every check off; unset it and run again.",
        )
    return [
        check_table(source, _family(source, families), document.reasons.get(source.name, ()))
        for source in document.tables
    ]


def check_table(
    source: TableSource, family: type[ReportModel], reasons: Sequence[Mapping[str, str]] = ()
) -> CheckedTable:
    """Read one table, and decide each identity by holding its frame against its family."""
    table = read_table(source, family.measures())
    checks = decide(table, family)
    proof = prove(checks)
    coverage = cover(table, checks, reasons, rejected_results(table))
    return CheckedTable(table, (*checks, proof.joint) if proof.joint else checks, coverage, proof)


def decide(table: ReportTable, family: type[ReportModel]) -> tuple[Check, ...]:
    """Return the verdict of each rule of a table, in the order in which its family declares them.

    pandera decides: what is violated is what it yields as failure cases.

    Raises
    ------
    GeomsanError
        When the table does not fit its family, or its own rules name what it does not have.
    """
    decided: Decided = {}
    given = Given(table.document, table.name, table.family, table.rules)
    try:
        family.schema_for(given, decided).validate(to_frame(table), lazy=True, inplace=True)
    except SchemaErrors as errors:
        _refuse_misfits(errors, table)
        decided |= violations(errors)
    except SchemaDefinitionError as error:
        raise (error.__cause__ or error) from None
    return tuple(decided[rule] for rule in sorted(decided))


def violations(errors: SchemaErrors) -> Decided:
    """Return the violated rules among what a validation yields."""
    return {
        rule: verdict
        for error in errors.schema_errors
        if _name(error) == "holds"
        for rule, verdict in zip(error.failure_cases["rule"], error.failure_cases["verdict"], strict=True)
    }


def _name(error: SchemaError) -> str:
    return error.check if isinstance(error.check, str) else error.check.name


def _family(source: TableSource, families: Mapping[str, type[ReportModel]]) -> type[ReportModel]:
    if source.family in families:
        return families[source.family]
    known = ", ".join(sorted(families))
    raise GeomsanError(
        f"{source.document}/{source.name} [family]",
        f"schemas/에 없는 이름입니다: {source.family}. 있는 것: {known}",
        f"schemas/ has no {source.family!r}; it has {known}",
    )


def _refuse_misfits(errors: SchemaErrors, table: ReportTable) -> None:
    """Say where the descriptor is wrong, not the report; a violated identity is a finding, not a misfit."""
    misfits = sorted({misfit for error in errors.schema_errors for misfit in _misfits(error)}, key=_english)
    if misfits:
        place = table.grid.places[0] if table.grid.places else table.family
        ko, en = ("; ".join(misfit.in_language(language) for misfit in misfits) for language in ("ko", "en"))
        raise GeomsanError(
            f"{table.document}/{table.name} ({place})",
            f"표가 schemas/{table.family}.py에 맞지 않습니다: {ko}. layout을 고치십시오.",
            f"the table does not fit schemas/{table.family}.py: {en}; mend its layout.",
        ) from errors


def _misfits(error: SchemaError) -> Iterator[Bilingual]:
    name = _name(error)
    if name == "has_records":
        yield Bilingual("행이 하나도 없습니다", "it has no record")
    elif name == "prints" and isinstance(error.failure_cases, pd.DataFrame):
        for row, case in zip(error.failure_cases["index"], error.failure_cases["failure_case"], strict=True):
            if row is None:
                yield Bilingual(f"항목 {case} 없음", f"measure {case} is missing")
            else:
                yield Bilingual(f"모르는 항목 {case}", f"unknown measure {case}")
    elif name != "holds" or not isinstance(error.failure_cases, pd.DataFrame):
        raise error  # neither the descriptor nor the report is wrong, but the program


def _english(misfit: Bilingual) -> str:
    return misfit.en

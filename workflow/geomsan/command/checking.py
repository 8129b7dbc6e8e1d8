"""``geomsan check``: files and described documents examined, and the answer for people or for programs."""

from __future__ import annotations

import argparse
import io
import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geomsan.command.talk import Progress, complain, say
from geomsan.common.errors import Bilingual, GeomsanError
from geomsan.common.output import answers

if TYPE_CHECKING:
    from geomsan.check.report import DocumentReport, Finding, TableReport
    from geomsan.claims.claim import Claim
    from geomsan.infer.inspection import Inspection
    from geomsan.infer.understand import UnderstoodTable
    from geomsan.reconcile.undescribed import TableCheck

CONSISTENT, VIOLATED, UNUSABLE = 0, 1, 2
"""Exit status of ``geomsan check``."""


def check(options: argparse.Namespace, language: str) -> int:
    """Check folders of ``raw/`` by their descriptors and any other file without one."""
    from geomsan.claims.outcome import claim_json

    tables: list[dict[str, Any]] = []
    errors: list[dict[str, str]] = []
    notes: list[dict[str, str]] = []
    comparisons: list[dict[str, Any]] = []
    claims: list[dict[str, Any]] = []
    understood: list[tuple[int, UnderstoodTable]] = []
    inspected: list[tuple[Path, Examined]] = []
    is_json = options.format == "json"
    if options.report is not None:
        from geomsan.publish.handout.writing import require_writable

        require_writable(options.report, options.paths, overwrite=options.overwrite)
    for path in options.paths:
        examined = _tried(path, Progress(str(path), language))
        inspected.append((path, examined))
        tables += examined.tables
        for failed in examined.errors:
            errors.append({"source": str(path), "message": complain(failed, language)})
        for note in examined.notes:
            notes.append({"source": str(path), "message": note.in_language(language)})
            if is_json or not answers().isatty():
                say(f"{path}: {note.in_language(language)}")
        claims += [claim_json(str(path), claim) for claim in examined.claims]
        if not examined.tables and not examined.errors:
            say(_NO_TABLES[language].format(path))
        if not is_json:
            examined.show(language)
        understood += [(len(tables) - len(examined.tables) + at, each) for at, each in examined.understood]
        comparisons += examined.comparisons(len(tables) - len(examined.tables))
    between = _compared([table for _, table in understood])
    comparisons += [_comparison_json(each, [at for at, _ in understood]) for each in between]
    verdicts = [check["verdict"] for table in tables for check in table["checks"]]
    verdicts += [check["verdict"] for check in [*comparisons, *claims]]
    if is_json:
        answer = {"tables": tables, "comparisons": comparisons, "claims": claims}
        _print_json(answer | {"errors": errors, "notes": notes})
    elif tables or claims or len(options.paths) > 1:
        from geomsan.command.terminal import print_comparisons, print_total

        print_comparisons([each.check for each in between], language)
        print_total(verdicts, len(options.paths), len(tables), len(errors), language)
    if options.report is not None:
        _hand_out(options.report, inspected, between, language)
    if errors:
        return UNUSABLE
    return VIOLATED if "violated" in verdicts else CONSISTENT


def _hand_out(
    out: Path, inspected: Sequence[tuple[Path, Examined]], between: Sequence[TableCheck], language: str
) -> None:
    """Write what was found to a file, and say so."""
    from geomsan.publish.handout.gathering import Described, Inspected, Unread, handout
    from geomsan.publish.handout.writing import WORKBOOKS, write_handout

    found: list[Inspected] = []
    for path, each in inspected:
        if each.inspection is not None:
            found.append(each.inspection)
        elif each.report is not None:
            found.append(Described(str(path), each.report))
        else:
            found.append(Unread(str(path), tuple(each.errors)))
    received = [path for path, _ in inspected]
    was_there = out.exists()
    try:
        write_handout(out, handout(found, between), language, received)
    except GeomsanError:
        raise
    except Exception as error:
        if sys.flags.dev_mode:
            raise
        raise _own_fault(out, error) from error
    say((_REPLACED if was_there else _WRITTEN)[language].format(out))
    if out.suffix.lower() in WORKBOOKS and len(received) > 1:
        say(_NEW_BOOK[language])


_NEW_BOOK = {
    "ko": "파일이 여럿이라 새 통합 문서입니다. 받은 엑셀 파일의 사본에 메모를 달려면 하나씩 검산하십시오.",
    "en": "several files make a new workbook; for comments on a copy of a received one, check it alone.",
}
_REPLACED = {"ko": "있던 검산 결과서를 새로 썼습니다: {}", "en": "{} was there and has been replaced"}
_WRITTEN = {"ko": "검산 결과서를 썼습니다: {}", "en": "the result was written to {}"}


def _print_json(answer: dict[str, Any]) -> None:
    """Print an object as UTF-8, whatever the terminal's encoding; half a surrogate pair is escaped."""
    out = answers()
    if isinstance(out, io.TextIOWrapper):
        out.reconfigure(encoding="utf-8", errors="backslashreplace")
    # Table by table: a large report's answer as one text would need its memory twice.
    parts = ({name: value} for name, value in answer.items() if name != "tables")
    rest = "".join(f", {_json(part)[1:-1]}" for part in parts)
    print('{"tables": [', end="", file=out)
    for number, table in enumerate(answer["tables"]):
        print(", " * bool(number) + _json(table), end="", file=out)
    print(f"]{rest}}}", file=out)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


_NO_TABLES = {
    "ko": "{}: 표를 찾지 못했습니다. 칸이 나뉜 표가 들어 있는 파일(HWPX, XLSX, PDF, CSV)인지 보십시오.",
    "en": "{}: holds no table: see that it is a file with a table of separate cells (HWPX, XLSX, PDF, CSV).",
}


@dataclass(frozen=True)
class Examined:
    """What was found in a path: tables as JSON, what could not be checked, notes, how to print it.

    ``understood`` has the tables that nobody described with their places among ``tables``;
    ``comparisons`` gives those of a described document, when its first table is the n-th of the call.
    ``inspection`` or ``report`` is what it was made from.
    """

    tables: list[dict[str, Any]] = field(default_factory=list)
    show: Callable[[str], None] = lambda _: None
    understood: Sequence[tuple[int, UnderstoodTable]] = ()
    comparisons: Callable[[int], list[dict[str, Any]]] = lambda _: []
    notes: Sequence[Bilingual] = ()
    errors: Sequence[GeomsanError] = ()
    inspection: Inspection | None = None
    report: DocumentReport | None = None
    claims: Sequence[Claim] = ()


def _tried(path: Path, progress: Progress) -> Examined:
    """Examine a path; whatever is wrong with it must not cost the answers on the others."""
    try:
        return _examined(path, progress)
    except GeomsanError as error:
        return Examined(errors=[error])
    except Exception as error:
        if sys.flags.dev_mode:
            raise
        return Examined(errors=[_own_fault(path, error)])


def _examined(path: Path, progress: Progress) -> Examined:
    from geomsan.read.documents.descriptor import DESCRIPTOR

    if _is_file(path / DESCRIPTOR):
        report = _checked(path)

        def show_document(language: str) -> None:
            from geomsan.command.terminal import print_document

            print_document(report, language)

        return Examined(
            [_table_json(str(path), table) for table in report.tables],
            show_document,
            comparisons=lambda first: _document_comparisons(report, first),
            report=report,
        )
    from geomsan.claims.outcome import claims_in, text_tables
    from geomsan.infer.inspection import inspect, tables_json

    inspection = inspect(path, progress)
    claims = claims_in(inspection.prose, text_tables(inspection.tables))

    def show_inspection(language: str) -> None:
        from geomsan.command.terminal import print_claims, print_inspection

        print_inspection(inspection, language)
        print_claims(claims, language)

    return Examined(
        tables_json(inspection),
        show_inspection,
        tuple(enumerate(inspection.tables)),
        notes=inspection.notes,
        errors=inspection.errors,
        inspection=inspection,
        claims=claims,
    )


def _compared(tables: Sequence[UnderstoodTable]) -> list[TableCheck]:
    from geomsan.reconcile.undescribed import compare_tables

    return compare_tables(tables)


def _comparison_json(found: TableCheck, places: Sequence[int]) -> dict[str, Any]:
    """Return a check between two tables; ``places`` are those of the compared tables in the answer."""
    from geomsan.infer.inspection import inferred_json

    told = inferred_json(found.check)
    for cell, table in zip(told["cells"], found.tables, strict=True):
        cell["table"] = places[table]
    return told


def _document_comparisons(report: DocumentReport, first: int) -> list[dict[str, Any]]:
    """Return the checks between the tables of a described document."""
    places = {table.name: first + number for number, table in enumerate(report.tables)}
    found = []
    for table in report.tables:
        for finding in table.findings:
            if finding.is_comparison:
                cells = [
                    {key: value for key, value in cell.items() if key != "document"}
                    | {"table": places[cell.get("table", table.name)]}
                    for cell in finding.cells
                ]
                found.append(_finding_json(finding) | {"cells": cells})
    return found


def _own_fault(path: Path, error: Exception) -> GeomsanError:
    name = type(error).__name__
    return GeomsanError(
        str(path),
        f"프로그램 오류로 하지 못했습니다({name}). 이 파일과 함께 알려 주십시오(python -X dev로 자세히).",
        f"could not be done for a fault of the program ({name}); report it (python -X dev tells more).",
    )


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # A name too long, or a folder that may not be entered: the reader says which.
        return False


def _checked(path: Path) -> DocumentReport:
    """Return the report of a document's folder, with what its tables say of each other."""
    from geomsan.check.assembly import validate
    from geomsan.check.families.registry import load_families
    from geomsan.check.report import with_findings
    from geomsan.claims.stage import with_prose
    from geomsan.read.documents.descriptor import read_document
    from geomsan.read.documents.project import project_for
    from geomsan.reconcile.aliases import read_aliases
    from geomsan.reconcile.outcome import compared_within

    folder = path.resolve()
    project = project_for(folder)
    document = read_document(folder, project.descriptor_schema)
    checked = with_prose(validate(document, load_families(project.schemas)), document)
    aliases = read_aliases(project.aliases, project.aliases_schema)
    return with_findings(checked.report, compared_within(checked.facts, aliases))


def _table_json(source: str, table: TableReport) -> dict[str, Any]:
    """Return a table in the form that other programs rely on."""
    from geomsan.check.contract import repair_numbers

    repairs: list[Any] = next(
        (finding.repairs for finding in table.violations if not finding.is_comparison), []
    )
    return {
        "source": source,
        "locator": table.name,
        "title": table.title,
        "unit": table.unit,
        "rows": len(table.rows),
        "columns": max(map(len, table.rows), default=0),
        "checks": [_finding_json(finding) for finding in table.findings if not finding.is_comparison],
        "repairs": [repair_numbers(repair) for repair in repairs],
    }


def _finding_json(finding: Finding) -> dict[str, Any]:
    from geomsan.check.contract import check_json
    from geomsan.check.report import NUMBERS

    return check_json(
        rule=finding.rule,
        statement=finding.statement,
        verdict=finding.verdict,
        basis=finding.basis,
        numbers={name: getattr(finding, name) for name in NUMBERS},
        cells=finding.cells,
        because=finding.message_ko,
    )

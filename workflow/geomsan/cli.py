"""The command ``geomsan``.

Heavy modules are imported where a command needs them, so that the first answer comes fast.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from geomsan import __version__
from geomsan.errors import GeomsanError

CONSISTENT, VIOLATED, UNUSABLE = 0, 1, 2
"""Exit status of ``geomsan check``."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit status."""
    parser = _parser()
    options = parser.parse_args(arguments)
    language = options.lang or os.environ.get("GEOMSAN_LANG", "ko")
    try:
        return int(options.run(options, language))
    except GeomsanError as error:
        print(error.in_language(language), file=sys.stderr)
        return UNUSABLE
    except BrokenPipeError:
        # The reader of a pipe has gone (`| head`): nothing is wrong.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return CONSISTENT


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="geomsan", description="보고서 표를 검산합니다 (checks report tables)."
    )
    parser.add_argument("--version", action="version", version=__version__)
    parser.add_argument("--lang", choices=("ko", "en"), help="메시지 언어 (language of messages)")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    check = commands.add_parser("check", help="raw/의 문서를 검산합니다 (checks documents in raw/)")
    check.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="raw/ 아래의 문서 폴더")
    check.add_argument("--format", choices=("text", "json"), default="text")
    check.set_defaults(run=_check)

    extract = commands.add_parser("extract", help="보고서에서 표를 꺼냅니다 (takes a report apart)")
    extract.add_argument("path", type=Path, metavar="PATH", help="보고서 파일 (텍스트)")
    extract.add_argument("--into", type=Path, required=True, metavar="raw/NAME", help="표를 담을 새 폴더")
    extract.set_defaults(run=_extract)
    return parser


def _extract(options: argparse.Namespace, language: str) -> int:
    from geomsan.documents.extract import extract

    kept, omitted = extract(options.path, options.into)
    if language == "en":
        print(f"{len(kept)} tables written to {options.into}; look over its datapackage.yaml")
    else:
        print(f"표 {len(kept)}개를 {options.into}에 담았습니다. datapackage.yaml을 살펴보십시오.")
    for item in omitted:
        print(f"  - {item.table.locator}: {item.reason.in_language(language)}")
    return CONSISTENT


def _check(options: argparse.Namespace, language: str) -> int:
    reports, errors = [], []
    for path in options.paths:
        try:
            reports.append((path, _checked(path)))
        except GeomsanError as error:
            errors.append({"source": str(path), "message": error.in_language(language)})
    if options.format == "json":
        tables = [_table_json(str(path), table) for path, report in reports for table in report.tables]
        print(json.dumps({"tables": tables, "errors": errors}, ensure_ascii=False, allow_nan=False))
    else:
        from geomsan.textout import text_report

        for _, report in reports:
            print(text_report(report, language))
    for item in errors:
        print(item["message"], file=sys.stderr)
    if errors:
        return UNUSABLE
    violated = any(table.violations for _, report in reports for table in report.tables)
    return VIOLATED if violated else CONSISTENT


def _checked(path: Path) -> Any:
    """Return the report of a document's folder."""
    from geomsan.assembly import document_report
    from geomsan.checking import check_document
    from geomsan.documents.descriptor import DESCRIPTOR, read_document
    from geomsan.families.registry import load_families
    from geomsan.project import find_project

    folder = path.resolve()
    if not (folder / DESCRIPTOR).is_file():
        raise GeomsanError(
            str(path),
            f"{DESCRIPTOR}이 있는 문서 폴더가 아닙니다. 먼저 geomsan extract로 만드십시오.",
            f"is not a document's folder with a {DESCRIPTOR}; make one with geomsan extract.",
        )
    project = find_project(folder)
    if project is None:
        raise GeomsanError(
            str(path),
            "config.yaml과 schemas/가 있는 프로젝트 안에 있지 않습니다.",
            "does not lie in a project with config.yaml and schemas/.",
        )
    document = read_document(folder, project.descriptor_schema)
    return document_report(document, check_document(document, load_families(project.schemas)))


def _table_json(source: str, table: Any) -> dict[str, Any]:
    """Return a table as CONTRACT fixes it."""
    return {
        "source": source,
        "locator": table.name,
        "title": table.title,
        "unit": table.unit,
        "rows": len(table.rows),
        "columns": max(map(len, table.rows), default=0),
        "checks": [
            {
                "rule": finding.rule,
                "statement": finding.statement,
                "verdict": finding.verdict,
                "reported": finding.reported,
                "expected": finding.expected,
                "difference": finding.difference,
                "cells": finding.cells,
            }
            | ({"because": finding.message_ko} if finding.verdict == "undecided" else {})
            for finding in table.findings
        ],
        "repairs": next((finding.repairs for finding in table.violations), []),
    }


if __name__ == "__main__":
    sys.exit(main())

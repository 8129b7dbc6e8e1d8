"""The command ``geomsan``.

Heavy modules are imported where a command needs them, so that the first answer comes fast.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from geomsan import __version__
from geomsan.command.arguments import Parser
from geomsan.common.errors import Bilingual, GeomsanError

_PATHS = "파일(tsv, csv, xlsx, xls, ods, xlsb, hwpx, pdf, txt, md) 또는 raw/의 문서 폴더"
CONSISTENT, VIOLATED, UNUSABLE = 0, 1, 2
"""Exit status of ``geomsan check``."""
INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit status."""
    for stream in (sys.stdout, sys.stderr):
        # A name or a cell may hold what the terminal's encoding, or any encoding, has no bytes for.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    parser = _parser()
    options = parser.parse_args(arguments)
    language = options.lang or os.environ.get("GEOMSAN_LANG", "ko")
    try:
        return int(options.run(options, language))
    except GeomsanError as error:
        _complain(error, language)
        return UNUSABLE
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # The reader of a pipe has gone (`| head`): nothing is wrong.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return CONSISTENT


def _parser() -> Parser:
    parser = Parser(prog="geomsan", description="보고서 표를 검산합니다 (checks report tables).")
    parser.add_argument("--version", action="version", version=__version__)
    parser.add_argument("--lang", choices=("ko", "en"), help="메시지 언어 (language of messages)")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    check = commands.add_parser(
        "check",
        help="표를 검산합니다 (checks tables)",
        description="파일에 든 모든 표를 아무 설정 없이 검산합니다 (checks every table, no set-up needed).",
        epilog="종료 값: 0 모두 맞음, 1 틀린 곳이 있음, 2 읽거나 검산하지 못한 것이 있음 "
        "(exit status: 0 consistent, 1 violated, 2 something could not be read or checked).",
    )
    check.add_argument(
        "paths",
        nargs="+",
        type=Path,
        metavar="PATH",
        help="파일(tsv, csv, xlsx, xls, ods, xlsb, hwpx, pdf, txt, md) 또는 raw/의 문서 폴더",
    )
    check.add_argument(
        "--format",
        choices=("text", "json"),
        default="text",
        help="text: 사람이 읽을 글(기본), json: 프로그램이 읽을 자료 (for people or for programs)",
    )
    check.set_defaults(run=_check)

    extract = commands.add_parser("extract", help="보고서에서 표를 꺼냅니다 (takes a report apart)")
    extract.add_argument("path", type=Path, metavar="PATH", help="보고서 파일")
    extract.add_argument("--into", type=Path, required=True, metavar="raw/NAME", help="표를 담을 새 폴더")
    extract.set_defaults(run=_extract)

    decide = commands.add_parser("decide", help="결정을 받아들입니다 (takes decisions in)")
    decide.add_argument("path", type=Path, metavar="FILE", help="worklist.xlsx 또는 검토 화면의 json 파일")
    decide.add_argument("--by", default="", metavar="OFFICE", help="결정한 부서 (파일에 없을 때)")
    decide.add_argument("--date", metavar="YYYY-MM-DD", help="결정일 (파일에 없을 때; 기본은 오늘)")
    decide.set_defaults(run=_decide)

    release = commands.add_parser("release", help="배포할 폴더를 만듭니다 (makes what is handed out)")
    release.add_argument("sessions", nargs="*", metavar="SESSION", help="config.yaml의 releases 가운데 일부")
    release.set_defaults(run=_release)

    verify = commands.add_parser(
        "verify", help="배포한 폴더가 그대로인지 봅니다 (tells what of a release was altered)"
    )
    verify.add_argument("folder", type=Path, metavar="FOLDER", help="배포한 폴더")
    verify.set_defaults(run=_verify)

    send = commands.add_parser("send", help="배포한 브리프를 메일로 보냅니다 (mails what was released)")
    send.add_argument("sessions", nargs="*", metavar="SESSION", help="config.yaml의 releases 가운데 일부")
    send.add_argument("--list", action="append", default=[], metavar="NAME", help="이 목록만")
    send.add_argument("--dry-run", action="store_true", help="보내지 않고 누구에게 무엇을 보낼지만 봅니다")
    send.add_argument(
        "--resend",
        action="append",
        default=[],
        metavar="ADDRESS",
        help="받지 못한 것을 확인했으니 다시 보냅니다",
    )
    send.add_argument(
        "--assume-sent", action="append", default=[], metavar="ADDRESS", help="받은 것을 확인했습니다"
    )
    send.set_defaults(run=_send)
    return parser


def _release(options: argparse.Namespace, language: str) -> int:
    from geomsan.publish.distribution.command import write_drafts
    from geomsan.publish.release.command import run_release

    status = run_release(Path.cwd(), options.sessions, language)
    write_drafts(Path.cwd(), language)
    return status


def _send(options: argparse.Namespace, language: str) -> int:
    from geomsan.publish.distribution.command import Wishes, run_send

    wishes = Wishes(options.sessions, options.list, options.dry_run, options.resend, options.assume_sent)
    return run_send(Path.cwd(), wishes, language)


def _verify(options: argparse.Namespace, language: str) -> int:
    from geomsan.publish.release.command import run_verify

    return run_verify(options.folder, language)


def _extract(options: argparse.Namespace, language: str) -> int:
    from geomsan.check.families.registry import load_families
    from geomsan.infer.drafting.extract import extract
    from geomsan.read.documents.project import find_project

    project = find_project(options.into.resolve())
    done = extract(options.path, options.into, load_families(project.schemas) if project else {})
    if language == "en":
        known = f"{done.in_families} of a known family"
        print(f"{len(done.resources)} tables written to {options.into} ({known}).")
        print(f"{done.inferred} identities were inferred; confirm or reject them in its datapackage.yaml.")
    else:
        print(f"표 {len(done.resources)}개를 {options.into}에 담았습니다(아는 종류 {done.in_families}개).")
        print(f"추정한 규칙이 {done.inferred}개 있습니다. datapackage.yaml에서 확인하거나 물리치십시오.")
    for name, count in done.lost.items():
        told = _LOST[language].format(name, count)
        print(f"  ! {told}")
    for item in done.omitted:
        print(f"  - {item.table.where.in_language(language)}: {item.reason.in_language(language)}")
    return CONSISTENT


_NOTHING_WRITTEN = {
    "ko": "아무것도 쓰지 않았습니다. 위의 것을 고친 뒤 다시 하십시오.",
    "en": "nothing was written; mend these and try again.",
}


def _decide(options: argparse.Namespace, language: str) -> int:
    """Take the decisions of a worklist or of the review page, all or none."""
    from geomsan.decide.intake import RefusedError
    from geomsan.publish.worklist.command import decide

    try:
        lines = decide(options.path, by=options.by, day=options.date)
    except RefusedError as refused:
        for error in refused.errors:
            print(error.in_language(language), file=sys.stderr)
        print(_NOTHING_WRITTEN[language], file=sys.stderr)
        return UNUSABLE
    for line in lines:
        print(line.in_language(language))
    return CONSISTENT


_LOST = {
    "ko": "{}: 추정한 규칙 {}개는 설명 파일에 옮기지 못했습니다.",
    "en": "{}: {} inferred rules could not be written down.",
}


def _check(options: argparse.Namespace, language: str) -> int:
    """Check folders of ``raw/`` by their descriptors and any other file without one."""
    tables: list[dict[str, Any]] = []
    errors: list[dict[str, str]] = []
    notes: list[dict[str, str]] = []
    is_json = options.format == "json"
    for path in options.paths:
        examined = _tried(path)
        tables += examined.tables
        for failed in examined.errors:
            errors.append({"source": str(path), "message": _complain(failed, language)})
        for note in examined.notes:
            notes.append({"source": str(path), "message": note.in_language(language)})
            if is_json or not sys.stdout.isatty():
                _say(f"{path}: {note.in_language(language)}")
        if not examined.tables and not examined.errors:
            _say(_NO_TABLES[language].format(path))
        if not is_json:
            examined.show(language)
    verdicts = [check["verdict"] for table in tables for check in table["checks"]]
    if is_json:
        _print_json({"tables": tables, "errors": errors, "notes": notes})
    elif tables or len(options.paths) > 1:
        from geomsan.command.terminal import print_total

        print_total(verdicts, len(options.paths), len(tables), len(errors), language)
    if errors:
        return UNUSABLE
    return VIOLATED if "violated" in verdicts else CONSISTENT


def _complain(error: GeomsanError, language: str) -> str:
    """Print an error on one line; return the line."""
    line = error.in_language(language)
    _say(line)
    return line


def _say(line: str) -> None:
    """Print one line on standard error, whatever the name of a file in it holds."""
    shown = (char if char.isprintable() else char.encode("unicode_escape").decode() for char in line)
    print("".join(shown), file=sys.stderr)


def _print_json(answer: dict[str, Any]) -> None:
    """Print an object as UTF-8, whatever the terminal's encoding; half a surrogate pair is escaped."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
    # Table by table: a large report's answer as one text would need its memory twice.
    parts = ({name: value} for name, value in answer.items() if name != "tables")
    rest = "".join(f", {_json(part)[1:-1]}" for part in parts)
    print('{"tables": [', end="")
    for number, table in enumerate(answer["tables"]):
        print(", " * bool(number) + _json(table), end="")
    print(f"]{rest}}}")


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


_NO_TABLES = {"ko": "{}: 표를 찾지 못했습니다.", "en": "{}: holds no table."}


@dataclass(frozen=True)
class Examined:
    """What was found in a path: tables as JSON, what could not be checked, notes, how to print it."""

    tables: list[dict[str, Any]] = field(default_factory=list)
    show: Callable[[str], None] = lambda _: None
    notes: Sequence[Bilingual] = ()
    errors: Sequence[GeomsanError] = ()


def _tried(path: Path) -> Examined:
    """Examine a path; whatever is wrong with it must not cost the answers on the others."""
    try:
        return _examined(path)
    except GeomsanError as error:
        return Examined(errors=[error])
    except Exception as error:
        if sys.flags.dev_mode:
            raise
        return Examined(errors=[_own_fault(path, error)])


def _examined(path: Path) -> Examined:
    from geomsan.read.documents.descriptor import DESCRIPTOR

    if _is_file(path / DESCRIPTOR):
        report = _checked(path)

        def show_document(language: str) -> None:
            from geomsan.command.terminal import print_document

            print_document(report, language)

        return Examined([_table_json(str(path), table) for table in report.tables], show_document)
    from geomsan.infer.inspection import inspect, tables_json

    inspection = inspect(path)

    def show_inspection(language: str) -> None:
        from geomsan.command.terminal import print_inspection

        print_inspection(inspection, language)

    return Examined(tables_json(inspection), show_inspection, inspection.notes, inspection.errors)


def _own_fault(path: Path, error: Exception) -> GeomsanError:
    name = type(error).__name__
    return GeomsanError(
        str(path),
        f"프로그램 오류로 검산하지 못했습니다({name}). 이 파일과 함께 알려 주십시오(python -X dev로 자세히).",
        f"could not be checked for a fault of the program ({name}); report it (python -X dev tells more).",
    )


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # A name too long, or a folder that may not be entered: the reader says which.
        return False


def _checked(path: Path) -> Any:
    """Return the report of a document's folder."""
    from geomsan.check.assembly import document_report
    from geomsan.check.families.registry import load_families
    from geomsan.check.validation import check_document
    from geomsan.read.documents.descriptor import read_document
    from geomsan.read.documents.project import find_project

    folder = path.resolve()
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
    """Return a table in the form that other programs rely on."""
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
        "repairs": next((finding.repairs for finding in table.violations if not finding.is_comparison), []),
    }


if __name__ == "__main__":
    sys.exit(main())

"""A copy of a received workbook with comments on its cells; all else of it is as it was."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from xml.parsers import expat

from geomsan.common.errors import GeomsanError
from geomsan.publish.handout.comments import Comment, add_comments
from geomsan.publish.handout.content import Cell, Handout
from geomsan.publish.handout.listing import list_rows
from geomsan.publish.handout.listsheet import add_list
from geomsan.publish.handout.opc import Package
from geomsan.publish.handout.remarks import remarks
from geomsan.publish.handout.words import WORDS
from geomsan.read.readers.sheet import column_name
from geomsan.read.readers.workbook import main_part, read_workbook
from geomsan.read.readers.xlsx import MAX_XML
from geomsan.read.readers.zipped import ZipSource, slashed

RED, AMBER = "#fde3e1", "#fff1cf"
_ENDINGS = {"macroEnabled": ".xlsm"}


def is_workbook(path: Path) -> bool:
    """Tell whether a file is an xlsx workbook, whatever it is called."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = {slashed(name) for name in archive.namelist()}
    except (OSError, ValueError, zipfile.BadZipFile, NotImplementedError):
        return False
    return any(name.startswith("xl/") for name in names) and "xl/workbook.bin" not in names


def ending_of(path: Path) -> str:
    """Return how the name of a copy has to end: a program opens macros under no other name."""
    package = Package(path)
    with closing(ZipSource(path, MAX_XML)) as source:
        kind = package.content_type(main_part(source))
    return next((ending for word, ending in _ENDINGS.items() if word in kind), ".xlsx")


def commented_copy(path: Path, handed: Handout, language: str) -> bytes:
    """Return a workbook with comments on the cells of violations and suspects, and a sheet that lists all.

    Parameters
    ----------
    path
        The workbook as received, the only file of the hand-out.
    handed, language
        What was found in it, and ``"ko"`` or ``"en"``.

    Raises
    ------
    GeomsanError
        When the workbook cannot be read.
    """
    package = Package(path)
    with closing(ZipSource(path, MAX_XML)) as source:
        workbook, sheets = main_part(source), read_workbook(source).sheets
    parts = {sheet.name or f"sheet {sheet.number}": sheet.member for sheet in sheets}
    wanted: dict[str, dict[tuple[int, int], Comment]] = {}
    for (table, row, column), remark in remarks(handed, language).items():
        comment = Comment(remark.text, RED if remark.is_violated else AMBER)
        wanted.setdefault(handed.tables[table].sheet, {})[row, column] = comment
    refused: list[str] = []
    try:
        for name, comments in wanted.items():
            left = add_comments(package, parts[name], comments)
            refused += [_reference(name, *place) for place in sorted(left)]
        called = WORDS["title"].in_language(language)
        rows = list_rows(handed, language, lambda cell: _link(handed, cell), _notes(refused, language))
        add_list(package, workbook, called, rows)
    except (expat.ExpatError, StopIteration, KeyError, IndexError, ValueError) as error:
        raise GeomsanError(
            str(path),
            "통합 문서의 짜임이 달라 메모를 달 수 없습니다. 엑셀에서 열어 다시 저장하거나 "
            "이름을 .html로 하십시오.",
            "is built in a way that takes no comments; save it again in Excel, or choose a name in .html.",
        ) from error
    return package.packed()


def _notes(refused: list[str], language: str) -> Iterator[str]:
    yield WORDS["copy"].in_language(language)
    if refused:
        yield WORDS["threads"].in_language(language).format(", ".join(refused))


def _link(handed: Handout, cell: Cell) -> str:
    return _reference(handed.tables[cell.table].sheet, cell.row, cell.column)


def _reference(sheet: str, row: int, column: int) -> str:
    quoted = sheet.replace("'", "''")
    return f"'{quoted}'!{column_name(column)}{row + 1}"

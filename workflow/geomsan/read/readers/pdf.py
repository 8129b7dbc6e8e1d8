"""PDF with a text layer: ruled tables, merged cells rebuilt, tables that go on over pages joined."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from geomsan.common.errors import Bilingual, GeomsanError
from geomsan.common.files import unreadable
from geomsan.read.readers.around import lines_after, lines_before
from geomsan.read.readers.found import FoundFile, FoundTable, ProseLine
from geomsan.read.readers.limits import LARGEST_FILE
from geomsan.read.readers.worker import ask
from geomsan.read.tables.grid import Grid

MAX_PAGES = 4_000
MAX_SECONDS = 900
"""For a whole document; a page has a limit of its own."""
MEMORY = 900 << 20
_ENDS = 4_096
"""Bytes at the end of a file in which the end mark stands, even where something was added."""

_REFUSALS = {
    "damaged": Bilingual("손상되었거나 잘린 PDF입니다.", "is a damaged PDF, or cut off."),
    "dense": Bilingual(
        "{number:,}쪽에 글자나 선이 너무 많습니다. 그 쪽을 빼고 저장하거나 원본 파일(HWPX, XLSX)을 넣으세요.",
        "holds too many characters or lines on page {number:,}: save it without that page, "
        "or use the original file (HWPX, XLSX).",
    ),
    "encrypted": Bilingual(
        "암호가 걸린 PDF입니다. 암호를 풀고 다시 저장하세요.",
        "is an encrypted PDF: save it again without password.",
    ),
    "fonts": Bilingual(
        "글꼴에 글자가 너무 많은 PDF입니다. 원본 파일(HWPX, XLSX)을 넣으세요.",
        "has fonts with too many characters: use the original file (HWPX, XLSX).",
    ),
    "long": Bilingual(
        "글자와 선이 너무 많은 PDF입니다({number:,}쪽까지 읽을 수 있습니다). 나누어 저장하세요.",
        "holds too many characters and lines (pages up to {number:,} can be read): split it.",
    ),
    "memory": Bilingual(
        f"읽는 데 메모리가 {MEMORY >> 20:,}MB 넘게 듭니다.",
        f"takes more than {MEMORY >> 20:,} MB of memory to read.",
    ),
    "pages": Bilingual(
        f"쪽수가 너무 많습니다 ({{number:,}}쪽, 한도 {MAX_PAGES:,}쪽). 나누어 저장하세요.",
        f"has too many pages ({{number:,}}, limit {MAX_PAGES:,}): split it.",
    ),
    "scanned": Bilingual(
        "글자가 없는 스캔한 PDF입니다 (그림으로 된 쪽 {number:,}개). "
        "원본 파일(HWPX, XLSX)이나 글자가 있는 PDF가 필요합니다.",
        "is a scanned PDF without text ({number:,} pages are pictures): use the original file (HWPX, XLSX) "
        "or a PDF with a text layer.",
    ),
    "unmapped": Bilingual(
        "글꼴에 유니코드 정보가 없어 글자를 알 수 없는 PDF입니다. 원본 파일(HWPX, XLSX)이 필요합니다.",
        "has fonts that do not tell their characters: use the original file (HWPX, XLSX).",
    ),
    "time": Bilingual("읽는 데 너무 오래 걸리는 PDF입니다.", "takes too long to read."),
}


def read_pdf(path: Path, name: str | None = None) -> list[FoundTable]:
    """Find the ruled tables of a PDF; see :func:`read_pdf_file`."""
    return list(read_pdf_file(path, name).tables)


def read_pdf_file(path: Path, name: str | None = None) -> FoundFile:
    """Find the ruled tables of a PDF, and say which of its pages are pictures.

    A process of its own reads it, with limits of memory and time.

    Parameters
    ----------
    path
        The file.
    name
        How places name the file; its own name by default.

    Raises
    ------
    GeomsanError
        When the file cannot be read, is no PDF, damaged, encrypted, scanned, or beyond the limits.
    """
    _refuse_others(path)
    answer = ask(
        "pdf_worker", path, memory=MEMORY, seconds=MAX_SECONDS, arguments=["--pages", str(MAX_PAGES)]
    )
    if reason := answer.get("refused"):
        raise _refusal(path, reason, answer["number"])
    tables = [_found(table, name or path.name) for table in answer["tables"]]
    prose = tuple(ProseLine(number, text) for number, text in answer["prose"])
    return FoundFile(tables, tuple(_page_notes(answer["pictures"], answer["overlaid"])), prose)


def _page_notes(pictures: Sequence[int], overlaid: Sequence[int]) -> Iterator[Bilingual]:
    """Say which pages are pictures: without text, or with text that lies over them."""
    if pictures:
        pages = _runs(pictures)
        yield Bilingual(
            f"{pages}쪽은 그림뿐이라 읽지 못했습니다.", f"could not read page {pages}: only a picture."
        )
    if overlaid:
        pages = _runs(overlaid)
        yield Bilingual(
            f"{pages}쪽은 그림이 쪽을 채우고 있어, 그림 안의 표는 읽지 못했습니다.",
            f"could not read tables inside the picture that fills page {pages}.",
        )


def _runs(numbers: Sequence[int]) -> str:
    """Return ``2-4, 7`` for 2, 3, 4 and 7."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in runs)


def _refusal(path: Path, reason: str, number: int = 0) -> GeomsanError:
    sentence = _REFUSALS[reason]
    return GeomsanError(str(path), sentence.ko.format(number=number), sentence.en.format(number=number))


def _refuse_others(path: Path) -> None:
    """Look at the beginning and the end of the file.

    Raises
    ------
    GeomsanError
        When it cannot be read, is larger than the limit, no PDF, or has no end.
    """
    try:
        with path.open("rb") as file:
            start = file.read(1_024)
            size = file.seek(0, os.SEEK_END)
            file.seek(max(0, size - _ENDS))
            end = file.read(_ENDS)
    except OSError as error:
        raise unreadable(path, error) from error
    if b"%PDF-" not in start:
        raise GeomsanError(str(path), "PDF가 아닙니다.", "is no PDF.")
    if size > LARGEST_FILE:
        limit = LARGEST_FILE >> 20
        raise GeomsanError(
            str(path), f"파일이 너무 큽니다 (한도 {limit:,}MB).", f"is too large (limit {limit:,} MB)."
        )
    if b"%%EOF" not in end:
        raise _refusal(path, "damaged")


def _found(table: Mapping[str, Any], name: str) -> FoundTable:
    rows = tuple(map(tuple, table["rows"]))
    places = tuple(f"{name}#page {page}" for page in table["pages"])
    spans = {(row, column): (down, right) for row, column, down, right in table["spans"]}
    return FoundTable(
        grid=Grid(rows, places, spans),
        locator=f"page {table['page']} table {table['number']}",
        first=1,
        last=len(rows),
        heading=table["heading"],
        caption=table["caption"],
        before=lines_before(table["above"]),
        after=lines_after(rows, table["below"], is_followed=table["is_followed"]),
    )

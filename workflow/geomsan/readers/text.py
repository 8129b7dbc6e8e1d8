"""Plain-text reports: prose, with each table as consecutive lines of tab-separated cells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from geomsan.errors import GeomsanError
from geomsan.readers.found import FoundTable
from geomsan.tables.grid import Grid

_CAPTION = re.compile(r"단위|기준")
_BRACKETED = re.compile(r"^[(\[〔].*[)\]〕]$")
_HEADING_MARKS = "□☐■○◦●·-–※◆▶▷<〈「[0123456789.IVXⅠⅡⅢⅣⅤ① ② ③ ④ ⑤ ⑥*) \t"
_LOOK_BACK = 12
"""Lines above a table in which its heading and caption may stand."""


def read_text(path: Path, name: str | None = None) -> list[FoundTable]:
    """Find the tables of a text report.

    Parameters
    ----------
    path
        A UTF-8 file.
    name
        How places name the file; its own name by default.

    Raises
    ------
    GeomsanError
        When the file cannot be read or is not text.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise GeomsanError(str(path), "UTF-8 텍스트가 아닙니다.", "is not UTF-8 text.") from error
    except OSError as error:
        raise GeomsanError(
            str(path), f"읽을 수 없습니다 ({error.strerror}).", f"cannot be read ({error.strerror})."
        ) from error
    lines = text.split("\n")
    return [_found(lines, block, name or path.name) for block in _blocks(lines)]


def _blocks(lines: Sequence[str]) -> Iterator[list[int]]:
    """Yield the line indices of every table.

    A tabbed line that holds a paragraph of HTML is prose laid out as a table; it ends a run. Blank
    lines alone do not end a table whose rows go on with as many cells.
    """
    block: list[int] = []
    for index, line in enumerate(lines):
        if not line.strip() and "\t" not in line:
            continue
        is_row = "\t" in line and "<p>" not in line
        adjoins = bool(block) and (index == block[-1] + 1 or line.count("\t") == lines[block[-1]].count("\t"))
        if block and not (is_row and adjoins):
            if len(block) > 1:
                yield block
            block = []
        if is_row:
            block.append(index)
    if len(block) > 1:
        yield block


def _found(lines: Sequence[str], block: Sequence[int], name: str) -> FoundTable:
    rows = tuple(tuple(lines[index].rstrip("\r").split("\t")) for index in block)
    places = tuple(f"{name}:{index + 1}" for index in block)
    heading, caption = _surroundings(lines, block[0])
    locator = f"lines {block[0] + 1}-{block[-1] + 1}"
    return FoundTable(Grid(rows, places), locator, block[0] + 1, block[-1] + 1, heading, caption)


def _surroundings(lines: Sequence[str], first: int) -> tuple[str, str]:
    """Return heading and caption: the nearest lines above that are neither table nor blank."""
    caption = ""
    for line in reversed(lines[max(0, first - _LOOK_BACK) : first]):
        text = line.strip()
        if not text:
            continue
        if "\t" in line:
            break
        if not caption and _BRACKETED.match(text) and _CAPTION.search(text):
            caption = text
            continue
        return text.lstrip(_HEADING_MARKS).strip("*").strip(), caption
    return "", caption

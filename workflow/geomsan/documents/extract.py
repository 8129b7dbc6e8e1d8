"""Taking a whole document apart: one file a table, cell for cell, and a drafted descriptor."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from geomsan.documents.descriptor import DESCRIPTOR
from geomsan.errors import Bilingual, GeomsanError
from geomsan.figures.figure import plain
from geomsan.figures.units import stated_units, unit_pattern
from geomsan.readers import read_tables
from geomsan.readers.found import FoundTable

_QUANTITY = re.compile(
    rf"(?<![\d.'’])\d[\d,]*(?:\.\d+)?\s*{unit_pattern()}"
    r"|^[△▲−-]?\s*\d[\d,]*(?:\.\d+)?$|\d,\d{3}|^\d[\d,]*\s*/\s*\d"
)
_TELEPHONE = re.compile(r"☎|\b\d{3,4}-\d{4}\b")
_AS_OF = re.compile(r"['’](\d{2})\.\s*(\d{1,2})\s*\.\s*(\d{1,2})")
_BREAKS = re.compile(r"[\t\r\n]+")
_LONGEST_LABEL = 120
_LONGEST_TITLE = 40

PERSONAL = Bilingual("담당자 이름과 전화번호가 있는 표", "names staff and telephone numbers")
PROSE = Bilingual("글로 된 표", "a table of prose")
NO_FIGURES = Bilingual("숫자가 없는 표", "holds no figures")


@dataclass(frozen=True)
class Omission:
    """A table that is left out of ``raw/``, with the reason."""

    table: FoundTable
    reason: Bilingual


def extract(path: Path, folder: Path) -> tuple[list[FoundTable], list[Omission]]:
    """Write every table of ``path`` that holds figures into ``folder``, with a drafted descriptor.

    Raises
    ------
    GeomsanError
        When the file cannot be read, holds no such table, or ``folder`` already has a descriptor
        (somebody's work is never written over).
    """
    if (folder / DESCRIPTOR).exists():
        raise GeomsanError(
            str(folder / DESCRIPTOR),
            "이미 있습니다. 다른 폴더 이름을 쓰거나 먼저 지우십시오.",
            "already exists; choose another folder or remove it first.",
        )
    kept, omitted = select(read_tables(path))
    if not kept:
        raise GeomsanError(str(path), "숫자가 있는 표를 찾지 못했습니다.", "holds no table with figures.")
    folder.mkdir(parents=True, exist_ok=True)
    resources = []
    for number, table in enumerate(kept, start=1):
        content = as_tsv(table).encode("utf-8")
        name = f"table-{table.first if _lines(table) else number:04d}"
        (folder / f"{name}.tsv").write_bytes(content)
        resources.append(_draft(table, name, hashlib.sha256(content).hexdigest()))
    draft = {
        "name": folder.name,
        "title": path.stem,
        "sources": [{"title": path.name, "path": path.name}],
        "resources": resources,
        "omitted": [
            {"lines": _lines(item.table) or item.table.locator, "reason": item.reason.ko} for item in omitted
        ],
    }
    text = yaml.safe_dump(draft, allow_unicode=True, sort_keys=False, width=110)
    (folder / DESCRIPTOR).write_text(text, encoding="utf-8")
    return kept, omitted


def select(tables: Sequence[FoundTable]) -> tuple[list[FoundTable], list[Omission]]:
    """Part the tables that hold figures from those that stay out, with the reason."""
    kept: list[FoundTable] = []
    omitted: list[Omission] = []
    for table in tables:
        reason = _reason_to_omit(table)
        if reason is None:
            kept.append(table)
        else:
            omitted.append(Omission(table, reason))
    return kept, omitted


def as_tsv(table: FoundTable) -> str:
    """Return the table file: the cells as printed, tab-separated.

    What stands above or left of the table in a sheet is no part of it; a line break inside a cell
    becomes a space, since a row is a line.
    """
    rows = (row[table.start_column :] for row in table.grid.rows[table.start_row :])
    return "".join("\t".join(" ".join(_BREAKS.split(cell)) for cell in row) + "\n" for row in rows)


def _reason_to_omit(table: FoundTable) -> Bilingual | None:
    cells = [plain(cell) for row in table.grid.rows for cell in row if cell.strip()]
    if any(_TELEPHONE.search(cell) for cell in cells):
        return PERSONAL
    quantities = [cell for cell in cells if _QUANTITY.search(cell)]
    if not quantities:
        return NO_FIGURES
    own = [cell for cell in quantities if len(cell) <= _LONGEST_LABEL and "<" not in cell]
    prose = [cell for cell in cells if "<" in cell or len(cell) > _LONGEST_LABEL]
    return PROSE if len(prose) > len(own) else None


def _draft(table: FoundTable, name: str, digest: str) -> dict[str, Any]:
    title = " ".join(table.heading.split())
    draft: dict[str, Any] = {
        "name": name,
        "title": title if 0 < len(title) <= _LONGEST_TITLE else f"표 ({table.locator})",
        "path": f"{name}.tsv",
        "sha256": digest,
        "schema": "figures",
    }
    if lines := _lines(table):
        draft["lines"] = lines
    else:
        draft["caption"] = table.locator
    if units := stated_units(table.caption):
        draft["unit"] = units[0].name
    if match := _AS_OF.search(table.caption):
        year, month, day = match.groups()
        draft["as-of"] = f"20{year}-{int(month):02d}-{int(day):02d}"
    return draft


def _lines(table: FoundTable) -> str:
    """Return the source lines of the table as runs, ``99-101, 103-105``; nothing where it has none."""
    endings = [place.rpartition(":")[2] for place in table.grid.places]
    if not all(ending.isdecimal() for ending in endings):
        return ""
    numbers = [int(ending) for ending in endings]
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return ", ".join(f"{first}-{last}" if first != last else str(first) for first, last in runs)

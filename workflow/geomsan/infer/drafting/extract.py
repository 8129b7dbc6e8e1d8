"""Taking a whole document apart: one file a table, cell for cell, and a drafted descriptor."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from geomsan.check.families.model import ReportModel
from geomsan.common.errors import Bilingual, GeomsanError
from geomsan.common.files import unwritable, write_whole
from geomsan.infer.drafting.resource import DECLARED, Block, draft_resource
from geomsan.infer.fragments import fragments
from geomsan.infer.understand import UnderstoodTable, understand
from geomsan.read.documents.descriptor import DESCRIPTOR, parse_tsv
from geomsan.read.figures.figure import plain
from geomsan.read.figures.grammar import GROUP, MINUS, NUMBER
from geomsan.read.figures.units import unit_pattern
from geomsan.read.readers import read_tables
from geomsan.read.readers.found import FoundTable

_QUANTITY = re.compile(
    rf"(?<![\d.'’]){NUMBER}\s*{unit_pattern()}|^[{MINUS}]?\s*{NUMBER}$|\d,{GROUP}|^{NUMBER}\s*/\s*\d"
)
_TELEPHONE = re.compile(r"☎|\b\d{3,4}-\d{4}\b")
_BREAKS = re.compile(r"[\t\r\n]+")
_LONGEST_LABEL = 120
_DOCUMENT = re.compile(r"[a-z0-9][a-z0-9._-]*")
"""Names of documents, as ``schemas/datapackage.schema.json`` has them."""

PERSONAL = Bilingual("담당자 이름과 전화번호가 있는 표", "names staff and telephone numbers")
PROSE = Bilingual("글로 된 표", "a table of prose")
NO_FIGURES = Bilingual("숫자가 없는 표", "holds no figures")
TOO_LONG = Bilingual("수백 자리 숫자가 있는 표", "holds a figure of hundreds of digits")

HEADER = """\
# geomsan extract가 만든 초안입니다. 표를 살펴보고 고치십시오. 적는 법은 docs/layouts.md에 있습니다.
#
# family: declared인 표의 identities는 표 안의 낱말과 숫자에서 추정한 규칙입니다.
#   status: inferred   아직 아무도 확인하지 않았습니다. 검산은 하되 지적마다 ‘추정한 규칙’이라고 적습니다.
#   status: confirmed  맞는 규칙이면 이렇게 고치십시오.
#   status: rejected   틀린 규칙이면 이렇게 고치십시오. 검산하지 않습니다. 그 줄을 모두 지워도 됩니다.
# formula는 행마다 성립하는 식(이름은 layout의 columns), totals는 계와 소계가 딸린 행의 합인 항목,
# cells는 칸 사이의 식입니다. r3c2는 표 파일의 행 3 열 2(0부터 셈), p1은 한 칸의 둘째 숫자입니다.
"""
"""What stands above a drafted descriptor."""


@dataclass(frozen=True)
class Omission:
    """A table that is left out of ``raw/``, with the reason."""

    table: FoundTable
    reason: Bilingual


@dataclass(frozen=True)
class Extracted:
    """What was taken out of a report.

    Attributes
    ----------
    resources
        The tables as the descriptor has them.
    omitted
        The tables that stayed out.
    lost
        Name of a table -> how many of its inferred rules the descriptor cannot say.
    """

    resources: list[dict[str, Any]]
    omitted: list[Omission]
    lost: dict[str, int]

    @property
    def inferred(self) -> int:
        """How many identities wait for a person to confirm them."""
        return sum(len(resource.get("identities", ())) for resource in self.resources)

    @property
    def in_families(self) -> int:
        """How many tables a family fits."""
        return sum("layout" in item and item["family"] != DECLARED for item in self.resources)


@dataclass(frozen=True)
class Draft:
    """A report taken apart, before it is written.

    Attributes
    ----------
    descriptor
        What ``datapackage.yaml`` is to say.
    files
        Name of a table file -> its content.
    omitted, lost
        As in :class:`Extracted`.
    """

    descriptor: dict[str, Any]
    files: dict[str, bytes]
    omitted: list[Omission]
    lost: dict[str, int]


def extract(path: Path, folder: Path, families: Mapping[str, type[ReportModel]]) -> Extracted:
    """Write every table of ``path`` that holds figures into ``folder``, with a drafted descriptor.

    Raises
    ------
    GeomsanError
        When the file cannot be read or holds no such table, when the folder cannot be written, its name
        is none for a document, or it holds other work already (which is never written over).
    """
    made = draft(path, document_name(folder), families)
    write_document(folder, made.files, made.descriptor)
    return Extracted(made.descriptor["resources"], made.omitted, made.lost)


def draft(path: Path, name: str, families: Mapping[str, type[ReportModel]], received: str = "") -> Draft:
    """Take a report apart.

    Parameters
    ----------
    path, name, families
        The report, the name of the document that it becomes, and the families that tables may have.
    received
        The name under which the report came, if ``path`` has another.

    Raises
    ------
    GeomsanError
        When the file cannot be read or holds no table with figures.
    """
    source = received or path.name
    kept, omitted = select(*_understood(path, source))
    if not kept:
        raise GeomsanError(str(path), "숫자가 있는 표를 찾지 못했습니다.", "holds no table with figures.")
    files: dict[str, bytes] = {}
    resources: list[dict[str, Any]] = []
    lost: dict[str, int] = {}
    for number, (table, parts) in enumerate(kept, start=1):
        label = f"table-{table.found.first if _has_lines(table.found) else number:04d}"
        blocks: list[Block] = []
        for index, part in enumerate(parts, start=1):
            file = f"{label}{f'-{index}' if len(parts) > 1 else ''}.tsv"
            text = as_tsv(part)
            files[file] = text.encode("utf-8")
            blocks.append(_block(part, file, text))
        resource, missing = draft_resource(label, table, blocks, families)
        resources.append(resource)
        if missing:
            lost[label] = missing
    descriptor = {
        "name": name,
        "title": Path(source).stem,
        "sources": [{"title": source, "path": source}],
        "resources": resources,
        "omitted": [{"lines": _where(item.table), "reason": item.reason.ko} for item in omitted],
    }
    return Draft(descriptor, files, omitted, lost)


def write_document(folder: Path, files: Mapping[str, bytes], descriptor: dict[str, Any]) -> None:
    """Write the files of a document with its descriptor.

    Raises
    ------
    GeomsanError
        When the folder cannot be written, or holds other work already.
    """
    # The descriptor comes last: a folder without one is no document yet.
    _write(folder, {**files, DESCRIPTOR: (HEADER + _as_yaml(descriptor)).encode("utf-8")})


def document_name(folder: Path) -> str:
    """Return the name of the document that a folder is to hold.

    Raises
    ------
    GeomsanError
        When it is none, or the folder is a document already.
    """
    if (folder / DESCRIPTOR).exists():
        raise _taken(folder / DESCRIPTOR)
    name = folder.resolve().name
    if not _DOCUMENT.fullmatch(name):
        raise GeomsanError(
            str(folder),
            "문서 폴더의 이름은 영문 소문자와 숫자로 짓습니다(가운데에 . _ - 가능). 예: raw/budget-2026",
            "is no name for a document: use small letters and digits, with . _ - between: raw/budget-2026",
        )
    return name


def _understood(path: Path, name: str) -> tuple[list[tuple[UnderstoodTable, Parts]], list[Omission]]:
    """Return every whole table of a file with the blocks it was joined from, and those of no use."""
    understood: list[tuple[UnderstoodTable, Parts]] = []
    omitted: list[Omission] = []
    for whole, blocks in fragments(read_tables(path, name)):
        try:
            understood.append((understand(whole), blocks))
        except OverflowError:
            # The search for suspects works in floating point, which ends at 300 digits.
            omitted.append(Omission(whole, TOO_LONG))
    return understood, omitted


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write the files of a document in their order; what a run that broke off has left may stand there."""
    for name, content in files.items():
        try:
            is_other = (folder / name).exists() and (folder / name).read_bytes() != content
        except OSError as error:
            raise unwritable(folder / name, error) from error
        if is_other:
            raise _taken(folder / name)
    for name, content in files.items():
        write_whole(folder / name, content)


def _taken(path: Path) -> GeomsanError:
    return GeomsanError(
        str(path),
        "이미 있습니다. 다른 폴더 이름을 쓰거나 먼저 지우십시오.",
        "already exists; choose another folder or remove it first.",
    )


Parts = list[FoundTable]


def select(
    tables: Sequence[tuple[UnderstoodTable, Parts]], unusable: Sequence[Omission] = ()
) -> tuple[list[tuple[UnderstoodTable, Parts]], list[Omission]]:
    """Part the tables that hold figures from those that stay out, with the reason.

    A table that asserts something stays in, unless it names staff. ``unusable`` stay out in any case.
    """
    kept: list[tuple[UnderstoodTable, Parts]] = []
    omitted = list(unusable)
    for table, parts in tables:
        reason = reason_to_omit(table.found)
        if reason is None or (table.checks and reason is not PERSONAL):
            kept.append((table, parts))
        else:
            omitted.append(Omission(table.found, reason))
    return kept, omitted


def as_tsv(table: FoundTable) -> str:
    """Return the table file: the cells as printed, tab-separated.

    What stands above or left of the table in a sheet is no part of it; a line break inside a cell
    becomes a space, since a row is a line.
    """
    rows = (row[table.start_column :] for row in table.grid.rows[table.start_row :])
    return "".join("\t".join(" ".join(_BREAKS.split(cell)) for cell in row) + "\n" for row in rows)


def _block(table: FoundTable, file: str, text: str) -> Block:
    """Return one block of a table as it stands in its file."""
    places = table.grid.places[table.start_row :]
    return Block(file, parse_tsv(text), places, hashlib.sha256(text.encode("utf-8")).hexdigest())


def reason_to_omit(table: FoundTable) -> Bilingual | None:
    """Return why a table stays out of ``raw/`` unless it asserts something; None where it belongs there."""
    cells = [plain(cell) for row in table.grid.rows for cell in row if cell.strip()]
    if any(_TELEPHONE.search(cell) for cell in cells):
        return PERSONAL
    quantities = [cell for cell in cells if _QUANTITY.search(cell)]
    if not quantities:
        return NO_FIGURES
    own = [cell for cell in quantities if len(cell) <= _LONGEST_LABEL and "<" not in cell]
    prose = [cell for cell in cells if "<" in cell or len(cell) > _LONGEST_LABEL]
    return PROSE if len(prose) > len(own) else None


def _where(table: FoundTable) -> str:
    return Block("", [], table.grid.places, "").lines or table.locator


def _has_lines(table: FoundTable) -> bool:
    return bool(Block("", [], table.grid.places, "").lines)


class _Dumper(yaml.SafeDumper):
    """Writes a list of short words in one line, everything else a line each."""

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002 (as the base class calls it)
        """Write equal values out each time; a person edits them."""
        return True


def _represent_list(dumper: yaml.SafeDumper, items: list[Any]) -> yaml.Node:
    is_short = all(isinstance(item, int) or (isinstance(item, str) and len(item) <= 30) for item in items)
    return dumper.represent_sequence("tag:yaml.org,2002:seq", items, flow_style=is_short)


_Dumper.add_representer(list, _represent_list)


def _as_yaml(draft: Mapping[str, Any]) -> str:
    return yaml.dump(draft, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=110)

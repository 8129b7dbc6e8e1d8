"""One table of a report as a resource of a descriptor that checks what ``geomsan check`` checked."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from geomsan.check.families.model import ReportModel
from geomsan.check.identities.edits import Edit, Term
from geomsan.common.errors import GeomsanError
from geomsan.infer.drafting.family import fitting_family
from geomsan.infer.drafting.hierarchy import members_of, placed
from geomsan.infer.drafting.identities import Place, draft_identities, place_of, wanted_of
from geomsan.infer.drafting.layout import LayoutDraft, draft_layout
from geomsan.infer.understand import UnderstoodTable
from geomsan.read.documents.descriptor import table_source
from geomsan.read.figures.units import stated_units
from geomsan.read.tables.layout import layout_from
from geomsan.read.tables.reading import TableSource, read_table

FIGURES, DECLARED = "figures", "declared"
"""Families of tables that assert nothing, and of those that declare their own identities."""

_AS_OF = re.compile(r"['’](\d{2})\.\s*(\d{1,2})\s*\.\s*(\d{1,2})")
_AS_OF_YEAR = re.compile(r"20(\d{2})\s*[.년]\s*(\d{1,2})\s*[.월]\s*(\d{1,2})\s*[.일]?\s*(?:기준|현재)")
_LONGEST_TITLE = 40


@dataclass(frozen=True)
class Block:
    """A table file: its name, its rows, their places, and its content's hash."""

    path: str
    rows: list[tuple[str, ...]]
    places: tuple[str, ...]
    digest: str

    @property
    def lines(self) -> str:
        """The source lines of the rows as runs, ``99-101, 103-105``; nothing where they have none."""
        endings = [place.rpartition(":")[2] for place in self.places]
        if not all(ending.isdecimal() for ending in endings):
            return ""
        runs: list[list[int]] = []
        for number in map(int, endings):
            if runs and number == runs[-1][1] + 1:
                runs[-1][1] = number
            else:
                runs.append([number, number])
        return ", ".join(f"{first}-{last}" if first != last else str(first) for first, last in runs)


def draft_resource(
    name: str, table: UnderstoodTable, blocks: list[Block], families: Mapping[str, type[ReportModel]]
) -> tuple[dict[str, Any], int]:
    """Return the resource of a table, and how many inferred rules it cannot say.

    The family whose words its head uses, when that says everything that was inferred; else its own
    identities, each marked as inferred; ``figures`` when nothing was inferred.
    """
    resource = _described(name, table, blocks)
    found = table.found
    wanted = wanted_of(table, found.start_row, found.start_column)
    source = _source(resource, blocks)
    layout = draft_layout(table, source.grid, found.start_row, found.start_column)
    if not wanted or layout is None:
        return resource, 0
    try:
        return _checking(resource, table, blocks, layout, families)
    except GeomsanError:
        return resource, len(wanted)  # no layout says how such a table lies


def _checking(
    resource: dict[str, Any],
    table: UnderstoodTable,
    blocks: list[Block],
    layout: LayoutDraft,
    families: Mapping[str, type[ReportModel]],
) -> tuple[dict[str, Any], int]:
    """Return the resource with its layout, and its family or its own identities."""
    found = table.found
    wanted = wanted_of(table, found.start_row, found.start_column)
    places = _names(table, layout)
    moved = (_moved(rule.edit, found.start_row, found.start_column) for rule in wanted.values())
    members = members_of(moved)
    resource = {**resource, "unit": layout.unit}
    if not layout.unit:
        del resource["unit"]
    source = _source(resource, blocks)
    read = read_table(replace(source, layout=layout_from(layout.to_json())), {})
    layout.placement, levels = placed(read, members)
    natural = {entry.row: read.records[entry.record].level for entry in read.entries}
    for row, level in levels.items():
        if natural.get(row) not in (None, level):
            layout.rows.setdefault(row, {})["level"] = level
    assert table.matrix is not None
    verdicts = {sign: rule.verdict for sign, rule in wanted.items()}
    fitting = fitting_family(source, table.matrix, layout, verdicts, families)
    if fitting is not None:
        family, drafted = fitting
        return {**resource, "family": family, "layout": drafted}, 0
    read = read_table(replace(source, layout=layout_from(layout.to_json())), {})
    identities, lost = draft_identities(wanted, read, places)
    if not identities:
        raise GeomsanError(
            resource["name"], "옮길 수 있는 규칙이 없습니다.", "none of its rules can be written."
        )
    drafted = {"family": DECLARED, "layout": layout.to_json(), "identities": identities}
    return {**resource, **drafted}, lost


def _described(name: str, table: UnderstoodTable, blocks: list[Block]) -> dict[str, Any]:
    """Return what is known of a table without reading its figures."""
    found = table.found
    title = " ".join(found.heading.split())

    def each(values: list[str]) -> str | list[str]:
        return values[0] if len(values) == 1 else values

    draft: dict[str, Any] = {
        "name": name,
        "title": title if 0 < len(title) <= _LONGEST_TITLE else f"표 ({found.where.ko})",
        "path": each([block.path for block in blocks]),
        "sha256": each([block.digest for block in blocks]),
        "family": FIGURES,
    }
    if all(block.lines for block in blocks):
        draft["lines"] = each([block.lines for block in blocks])
    else:
        draft["caption"] = f"원본의 {found.where.ko}"
    if units := stated_units(found.caption):
        draft["unit"] = units[0].name
    if match := _AS_OF.search(found.caption) or _AS_OF_YEAR.search(found.caption):
        year, month, day = match.groups()
        draft["as-of"] = f"20{year}-{int(month):02d}-{int(day):02d}"
    return draft


def _source(resource: Mapping[str, Any], blocks: list[Block]) -> TableSource:
    """Return the unread table of a resource, as the workflow will have it."""
    rows: list[tuple[str, ...]] = []
    starts: list[int] = []
    for block in blocks:
        starts.append(len(rows))
        rows += block.rows
    places = [place for block in blocks for place in block.places]
    grid = {"rows": rows, "places": places, "starts": starts, "sha256": ""}
    return table_source("draft", resource, grid)


def _names(table: UnderstoodTable, layout: LayoutDraft) -> dict[Place, str]:
    """Return the measure of each figure."""
    assert table.matrix is not None
    found = table.found
    return {
        place_of(entry, found.start_row, found.start_column): layout.names[column]
        for (_, column), entry in table.matrix.entries.items()
    }


def _moved(edit: Edit, first: int, left: int) -> Edit:
    """Return a rule with the places that its figures have in the table as written."""

    def term(given: Term) -> Term:
        row, column, part = place_of(given.entry, first, left)
        return replace(given, entry=replace(given.entry, row=row, column=column, part=part))

    return replace(edit, terms=tuple(map(term, edit.terms)))

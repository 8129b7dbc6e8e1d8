"""Putting together the report of a checked document: findings, and the shape of each table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from geomsan.check.checked import CheckedDocument
from geomsan.check.facts import by_table
from geomsan.check.families.bars import view_of
from geomsan.check.families.model import ReportModel
from geomsan.check.findings import findings_of
from geomsan.check.gathering import facts_of
from geomsan.check.identities.verdicts import mode_of
from geomsan.check.report import DocumentReport, TableReport
from geomsan.check.validation import CheckedTable, check_document
from geomsan.check.views import View
from geomsan.read.documents.descriptor import Document
from geomsan.read.figures.figure import State
from geomsan.read.tables.reading import TableSource


def validate(document: Document, families: Mapping[str, type[ReportModel]]) -> CheckedDocument:
    """Check every table of a document and gather its facts.

    Raises
    ------
    GeomsanError
        When a table does not lie as its layout says or does not fit its family.
    """
    checked = check_document(document, families)
    report = document_report(document, checked, families)
    return CheckedDocument(report, by_table(facts_of(document, checked, families)), dict(document.inputs))


@dataclass(frozen=True)
class _Shape:
    """Row levels and figure positions of a grid, gathered from its facts."""

    levels: list[int | None]
    figures: list[tuple[int, int]] = field(default_factory=list)
    nils: list[tuple[int, int]] = field(default_factory=list)


def document_report(
    document: Document,
    checked: Sequence[CheckedTable],
    families: Mapping[str, type[ReportModel]] | None = None,
) -> DocumentReport:
    """Return the report of a checked document; with the families, also what they find worth a look."""
    pairs = zip(checked, document.tables, strict=True)
    tables = [replace(_table_report(item, source), views=_views(item, families)) for item, source in pairs]
    modes = Counter(mode.value for item in checked for check in item.checks if (mode := mode_of(check)))
    return DocumentReport(document.name, document.title, dict(document.details), tables, dict(modes))


def _views(checked: CheckedTable, families: Mapping[str, type[ReportModel]] | None) -> list[View]:
    declared = families[checked.table.family].views() if families else ()
    return [view for bars in declared if (view := view_of(bars, checked.table))]


def _table_report(checked: CheckedTable, source: TableSource) -> TableReport:
    table = checked.table
    shape = _shape(checked)
    return TableReport(
        document=table.document,
        name=table.name,
        title=table.title,
        family=table.family,
        section=table.notes.get("section", ""),
        caption=table.notes.get("caption", ""),
        footnote=table.notes.get("footnote", ""),
        unit=table.unit.name if table.unit else "",
        as_of=table.as_of.isoformat() if table.as_of else "",
        source=_source(table.grid.places),
        head=table.head,
        stub=table.stub,
        part_starts=list(source.part_starts),
        rows=[list(row) for row in table.grid.rows],
        places=list(table.grid.places),
        levels=shape.levels,
        figure_cells=shape.figures,
        nil_cells=shape.nils,
        findings=findings_of(checked),
        coverage=checked.coverage,
        topics=list(table.topics),
        sha256=source.sha256,
    )


def _shape(checked: CheckedTable) -> _Shape:
    table = checked.table
    shape = _Shape([None] * len(table.grid.rows))
    by_row: dict[int, set[int]] = {}
    states: dict[tuple[int, int], list[bool]] = {}
    for entry in table.entries:
        if entry.row is None or entry.column is None:
            continue
        by_row.setdefault(entry.row, set()).add(table.records[entry.record].level)
        if entry.figure.state is not State.UNREADABLE:
            empty = entry.is_nil or not entry.is_known
            states.setdefault((entry.row, entry.column), []).append(empty)
    for row, levels in by_row.items():
        # Where the records stand side by side, a row is none of their levels.
        shape.levels[row] = levels.pop() if len(levels) == 1 else None
    shape.figures.extend(sorted(states))
    shape.nils.extend(sorted(position for position, empty in states.items() if all(empty)))
    return shape


def _source(places: Sequence[str]) -> str:
    """Return ``file first-last`` of a table's rows."""
    if not places:
        return ""
    file, _, first = places[0].rpartition(":")
    last = places[-1].rpartition(":")[2]
    return f"{file} {first}-{last}"

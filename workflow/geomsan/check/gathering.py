"""Gathering the facts of a checked document from its tables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from geomsan.check.facts import Fact
from geomsan.check.families.model import ReportModel
from geomsan.check.identities.declare import Carry
from geomsan.check.identities.own import awaits_confirmation
from geomsan.check.validation import CheckedTable
from geomsan.read.documents.descriptor import Document
from geomsan.read.figures.figure import State
from geomsan.read.tables.labels import ITEM, squeeze
from geomsan.read.tables.table import Record, ReportTable

_YEAR = re.compile(r"(?:19|20)\d\d")


def facts_of(
    document: Document, checked: Iterable[CheckedTable], families: Mapping[str, type[ReportModel]]
) -> list[Fact]:
    """Return the facts of a checked document, in the order of print."""
    year = document.details.get("date", "")[:4]
    return [
        fact
        for item in checked
        if not awaits_confirmation(item.table)  # nor has anybody confirmed what its columns are called
        for fact in _table_facts(item.table, families[item.table.family], year)
    ]


def _table_facts(table: ReportTable, family: type[ReportModel], year: str) -> Iterator[Fact]:
    yearly = {name for name, spec in family.measures().items() if spec.yearly}
    carries = {law.out_of: law.into for law in family.identities() if isinstance(law, Carry)}
    held = table.period or (table.as_of.isoformat() if table.as_of else "")
    year = table.period[:4] or year
    for entry in table.entries:
        if entry.figure.state is State.BLANK and not entry.is_nil:
            continue
        record = table.records[entry.record]
        name, when = _subject(record, table)
        yield Fact(
            document=table.document,
            table=table.name,
            title=table.title,
            family=table.family,
            record=name,
            group=record.group,
            is_total=record.level < ITEM and not when,
            measure=entry.measure,
            member=entry.member,
            when=when or (year if entry.measure in yearly else held),
            next_measure=carries.get(entry.measure, ""),
            entry=entry,
        )


def _subject(record: Record, table: ReportTable) -> tuple[str, str]:
    """Return what a record is about; where the records are years, the table's own subject and the year."""
    label = squeeze(record.label).removesuffix("년")
    if table.about and _YEAR.fullmatch(label):
        return table.about, label
    return record.label, ""

"""Facts: what a printed figure says, of what, when, and where it stands.

They are stored with the checked document, so that documents can be held against each other without
reading them again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct
from msgspec.structs import replace

from geomsan.check.families.model import ReportModel
from geomsan.check.identities.declare import Carry
from geomsan.check.identities.own import awaits_confirmation
from geomsan.check.validation import CheckedTable
from geomsan.read.documents.descriptor import Document
from geomsan.read.figures.figure import State
from geomsan.read.tables.labels import ITEM, squeeze
from geomsan.read.tables.table import Entry, Record, ReportTable

_YEAR = re.compile(r"(?:19|20)\d\d")


class Fact(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One printed figure with everything that tells what it is about.

    Attributes
    ----------
    document, table, title, family
        Where it stands: document, table, the table's title, and the table's family.
    record, group, is_total
        What it is about, as printed; whether that is a total, whose label names nothing by itself.
    measure, member
        What is measured, and the division of it.
    when
        The period (``2026``) or the day (``2026-01-31``) it holds for; empty when not known.
    next_measure
        The measure as which the next year brings the same figure (차년이월: 전년이월), if any.
    entry
        The figure, its unit, its interval and its place.
    """

    document: str = ""
    table: str = ""
    title: str = ""
    family: str = ""
    record: str
    group: str = ""
    is_total: bool = False
    measure: str
    member: str | None = None
    when: str = ""
    next_measure: str = ""
    entry: Entry

    @property
    def full_table(self) -> str:
        """The table with its document, ``document/table``."""
        return f"{self.document}/{self.table}"

    @property
    def coordinates(self) -> tuple[str, int, str, str | None]:
        """What tells it from the other facts of its document: table, record, measure and member."""
        return (self.table, self.entry.record, self.measure, self.member)

    @property
    def holder(self) -> tuple[str, str, str, str]:
        """The record that the fact belongs to: document, table, group and label."""
        return (self.document, self.table, self.group, self.record)

    def with_figure(self, entry: Entry) -> Fact:
        """Return the same fact, told by another figure."""
        return replace(self, entry=entry)


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


def by_table(facts: Iterable[Fact]) -> dict[str, list[Fact]]:
    """Return the facts of a document by the names of their tables, without what is said of those."""
    found: dict[str, list[Fact]] = {}
    for fact in facts:
        found.setdefault(fact.table, []).append(replace(fact, document="", table="", title="", family=""))
    return found


def of_table(facts: Iterable[Fact], document: str, table: str, title: str, family: str) -> list[Fact]:
    """Return facts of :func:`by_table` with what is said of their table."""
    return [replace(fact, document=document, table=table, title=title, family=family) for fact in facts]


def changed_facts(printed: Iterable[Fact], corrected: Iterable[Fact]) -> list[Fact]:
    """Return the corrected facts of a document that are not as printed."""
    before = {fact.coordinates: fact for fact in printed}
    return [fact for fact in corrected if before.get(fact.coordinates) != fact]


def with_changes(printed: Iterable[Fact], changed: Iterable[Fact]) -> list[Fact]:
    """Return the facts of a document with those that :func:`changed_facts` found."""
    facts = {fact.coordinates: fact for fact in printed}
    return list((facts | {fact.coordinates: fact for fact in changed}).values())


def _table_facts(table: ReportTable, family: type[ReportModel], year: str) -> Iterator[Fact]:
    yearly = {name for name, spec in family.measures().items() if spec.yearly}
    carries = {law.out_of: law.into for law in family.identities() if isinstance(law, Carry)}
    held = table.period or (table.as_of.isoformat() if table.as_of else "")
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

"""Facts: what a printed figure says, of what, when, and where it stands.

They are stored with the checked document, so that documents can be held against each other without
reading them again.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct
from msgspec.structs import replace

from geomsan.read.tables.table import Entry


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

"""What the first pages of a pack, the news and the figures at a glance, are made from."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from geomsan.check.report import TableReport
from geomsan.publish.packs.signs import PLAIN, Signs


@dataclass(frozen=True)
class Front:
    """The tables of a pack with what is said of all of them.

    Attributes
    ----------
    numbered
        Number of a table as printed, and the table.
    titles
        Title of each document by its name.
    signs
        How the pack names violations and tables.
    topics
        What a pack of topics is about.
    """

    numbered: Sequence[tuple[str, TableReport]]
    titles: Mapping[str, str] = field(default_factory=dict)
    signs: Signs = PLAIN
    topics: Collection[str] = ()

    def document(self, table: TableReport) -> str:
        """Return the title of a table's document, empty in a pack of one document."""
        return self.titles.get(table.document, "") if len(self.titles) > 1 else ""

    def is_wider(self, table: TableReport) -> bool:
        """Tell whether a table has further topics than the pack has, and so speaks of more."""
        return bool(self.topics) and not set(table.topics) <= set(self.topics)

"""One table in the reports of several sessions, side by side: the stored form of a series.

``results/comparison/<document>.json`` holds what a document's tables were found to have in common
with those of earlier documents; :mod:`geomsan.reconcile.sessions` makes it, packs print it.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

TOTAL, SHARED, NEW, GONE = "total", "shared", "new", "gone"
"""What a line is: the total, a name of this and an earlier session, of this one only, of earlier ones."""


@dataclass(frozen=True)
class Session:
    """The table of one document that is compared; the document's own is the last."""

    document: str
    document_title: str
    table: str
    table_title: str
    as_of: str
    unit: str
    footnote: str
    source: str


@dataclass(frozen=True)
class Compared:
    """One figure.

    Attributes
    ----------
    value
        The exact number in the series' unit, as text.
    printed
        The figure as printed, with its unit, where that is another; else empty.
    doubts
        Numbers of the open violations (in :attr:`SessionSeries.doubts`) that it is part of.
    is_nil, is_corrected
        Whether it is printed as nothing (``-``), and whether it is the value of a correction.
    """

    value: str
    printed: str = ""
    doubts: tuple[int, ...] = ()
    is_nil: bool = False
    is_corrected: bool = False

    @property
    def number(self) -> Decimal:
        """The exact number."""
        return Decimal(self.value)


@dataclass(frozen=True)
class Line:
    """One row: its name, the names that it bears in the sessions, its figures by measure and session."""

    kind: str
    name: str
    names: tuple[str, ...]
    figures: tuple[tuple[Compared | None, ...], ...]


@dataclass(frozen=True)
class Doubt:
    """An open violation of one of the tables compared: its id, its status, its sentence and its number."""

    check: str
    status: str
    source: str
    message: str
    number: int = 0


@dataclass(frozen=True)
class SessionSeries:
    """One table through the sessions.

    Attributes
    ----------
    measures, units
        What is compared, and the unit of each.
    changing
        The measures whose change on the session before means something.
    sessions
        From the earliest to the document's own.
    remarks
        What cannot be compared, and why.
    """

    title: str
    measures: tuple[str, ...]
    units: tuple[str, ...]
    changing: tuple[str, ...]
    sessions: tuple[Session, ...]
    lines: tuple[Line, ...]
    doubts: tuple[Doubt, ...]
    remarks: tuple[str, ...]

    @property
    def own(self) -> Session:
        """The table of the document itself."""
        return self.sessions[-1]

    def change(self, line: Line, measure: int) -> tuple[Compared, Compared] | None:
        """Return the figures of the last session and the one before, when both can be relied on."""
        before, now = line.figures[measure][-2:]
        if self.measures[measure] not in self.changing or before is None or now is None:
            return None
        return None if before.doubts or now.doubts else (before, now)

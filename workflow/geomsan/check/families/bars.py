"""Declaring what of a family's tables is worth a look: bars by record or by member.

A declaration that a table does not meet gives nothing: a measure that it does not print, different
units side by side, fewer bars than are worth a chart.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from geomsan.check.views import AMOUNT, CHANGE, SHARE, TARGET, View, ViewFigure, ViewItem
from geomsan.read.tables.labels import ITEM, readable
from geomsan.read.tables.table import Entry, Record, ReportTable

FEWEST, MOST = 3, 16
"""Bars that a chart needs at least, and that can still be read in one look."""

_READINGS = frozenset({SHARE, TARGET, CHANGE, AMOUNT})


@dataclass(frozen=True)
class Bars:
    """One bar a record, or one a member.

    Attributes
    ----------
    title
        What is shown, for the reader.
    measure
        Measure of the bars.
    against, reading
        Measure of the lighter bars behind them, and what a bar says of it: ``share`` (지출액 of
        예산현액), ``target`` (현원 against 정원), ``change`` (본예산 after 전년도최종예산).
    rate
        Measure whose printed rate stands beside a bar.
    by_member
        True for one bar a member (a year); the records are then the table's total alone.
    within_year
        Measures that grow in the course of a year.
    """

    title: str
    measure: str
    against: str = ""
    reading: str = AMOUNT
    rate: str = ""
    by_member: bool = False
    within_year: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.reading not in _READINGS or (self.reading != AMOUNT) != bool(self.against):
            raise ValueError(f"{self.title}: {self.reading} goes with a measure behind the bars")


def view_of(bars: Bars, table: ReportTable) -> View | None:
    """Return the view that the table gives by this declaration, or None."""
    total, items = _by_member(bars, table) if bars.by_member else _by_record(bars, table)
    drawn = [item for item in items if bars.measure in item.figures]
    units = {
        figure.unit
        for item in drawn
        for name, figure in item.figures.items()
        if name in (bars.measure, bars.against)
    }
    has_bars = any(item.figures[bars.measure].value for item in drawn)
    has_ground = not bars.against or any(bars.against in item.figures for item in drawn)
    if not FEWEST <= len(drawn) <= MOST or len(units) > 1 or not (has_bars and has_ground):
        return None
    has_rate = any(bars.rate in item.figures for item in drawn)
    return View(
        title=bars.title,
        reading=bars.reading,
        measure=bars.measure,
        against=bars.against,
        rate=bars.rate if has_rate else "",
        unit=units.pop(),
        within_year=bars.within_year,
        by_record=not bars.by_member,
        total=total if total is not None and bars.measure in total.figures else None,
        items=tuple(drawn),
    )


def _by_record(bars: Bars, table: ReportTable) -> tuple[ViewItem | None, list[ViewItem]]:
    summit = _summit(table)
    shown = table.children(summit.index if summit else None)
    if summit is None and len({record.level < ITEM for record in shown}) > 1:
        return None, []  # totals side by side with what they may be totals of
    member = table.total_member
    total = ViewItem(readable(summit.label), _figures(bars, table, summit, member)) if summit else None
    return total, [ViewItem(_name(record), _figures(bars, table, record, member)) for record in shown]


def _by_member(bars: Bars, table: ReportTable) -> tuple[ViewItem | None, list[ViewItem]]:
    record = _summit(table) or (table.records[0] if len(table.records) == 1 else None)
    if record is None or not table.divisions:
        return None, []
    items = [ViewItem(readable(name), _figures(bars, table, record, name)) for name in table.divisions]
    total = table.total_member
    return ViewItem(readable(total), _figures(bars, table, record, total)) if total else None, items


def _summit(table: ReportTable) -> Record | None:
    """Return the one record that all others are added up to, or None."""
    tops = [record for record in table.records if record.parent is None and record.level < ITEM]
    added_up = [record for record in tops if table.children(record.index)] or tops
    return added_up[0] if len(added_up) == 1 else None


def _name(record: Record) -> str:
    """Return what a record is about: a subtotal is about its group."""
    return readable(record.group if record.level < ITEM and record.group else record.label)


def _figures(bars: Bars, table: ReportTable, record: Record, member: str | None) -> dict[str, ViewFigure]:
    return {
        name: _figure(entry)
        for name in (bars.against, bars.measure, bars.rate)
        if name
        for entry in _entries(table, record, name, member)
    }


def _entries(table: ReportTable, record: Record, measure: str, member: str | None) -> Iterator[Entry]:
    """Yield the entry at these coordinates; measures that are not divided have no member."""
    found = table.get(record.index, measure, member) or (
        table.get(record.index, measure) if member == table.total_member else None
    )
    if found is not None:
        yield found


def _figure(entry: Entry) -> ViewFigure:
    return ViewFigure(
        text=entry.figure.text.strip(),
        value=str(entry.printed) if entry.is_known else "",
        unit=entry.unit.name if entry.unit else "",
        row=entry.row,
        column=entry.column,
        part=entry.part,
    )

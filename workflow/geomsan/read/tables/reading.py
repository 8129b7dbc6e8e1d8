"""From a grid and its layout to facts: what every cell of a report table says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from geomsan.common.errors import GeomsanError
from geomsan.read.figures.compound import read_cell, read_pattern
from geomsan.read.figures.figure import Figure, State, percent
from geomsan.read.figures.units import PERCENT, Kind, Unit, read_unit
from geomsan.read.tables.grid import Grid
from geomsan.read.tables.hierarchy import with_groups, with_parents
from geomsan.read.tables.labels import (
    ITEM,
    SUBTOTAL,
    bare,
    is_total_label,
    level_of,
    squeeze,
    unit_in_label,
)
from geomsan.read.tables.layout import ColumnSpec, Layout, RowRule, Stated, column_spec
from geomsan.read.tables.table import Entry, Record, ReportTable, Restated


@dataclass(frozen=True)
class MeasureSpec:
    """What a family says of a measure.

    Attributes
    ----------
    kind, unit
        How its figures are meant, and their unit if it is fixed.
    yearly
        Whether it belongs to the report's year, whatever day the table is as of.
    """

    kind: Kind | None = None
    unit: Unit | None = None
    yearly: bool = False


@dataclass(frozen=True)
class TableSource:
    """A table before it is read: its grid, its layout, and what the descriptor says of it."""

    document: str
    name: str
    title: str
    grid: Grid
    layout: Layout
    family: str
    part_starts: tuple[int, ...] = (0,)
    unit: Unit | None = None
    as_of: date | None = None
    period: str = ""
    about: str = ""
    rules: Mapping[str, object] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)
    topics: tuple[str, ...] = ()
    sha256: str = ""

    @property
    def head_rows(self) -> frozenset[int]:
        """Rows of the grid that are head, of every part of the table."""
        return frozenset(start + offset for start in self.part_starts for offset in range(self.layout.head))


def head_labels(source: TableSource) -> tuple[str, ...]:
    """Return one label a column: the lowest head cell that is not empty, else its left neighbour's."""
    labels: list[str] = []
    for column in range(source.grid.width):
        texts = [
            source.grid.text(row, column) for row in range(min(source.layout.head, len(source.grid.rows)))
        ]
        filled = [text for text in texts if text.strip()]
        labels.append(filled[-1] if filled else (labels[-1] if labels else ""))
    return tuple(labels)


def read_table(source: TableSource, measures: Mapping[str, MeasureSpec]) -> ReportTable:
    """Read the facts of a table.

    Raises
    ------
    GeomsanError
        When the layout does not fit the grid: a row with more cells than the layout describes, or
        a row without a label.
    """
    reader = _Reader(source, measures)
    head_rows = source.head_rows
    for row in range(len(source.grid.rows)):
        if row not in head_rows and any(cell.strip() for cell in source.grid.rows[row]):
            reader.read_row(row)
    reader.read_stated()
    records = with_groups(with_parents(tuple(reader.records), source.layout))
    members = tuple(dict.fromkeys(e.member for e in reader.entries if e.member is not None))
    total = source.layout.total_member or next((m for m in members if is_total_label(m)), None)
    return ReportTable(
        document=source.document,
        name=source.name,
        title=source.title,
        grid=source.grid,
        head=source.layout.head,
        stub=len(source.layout.stub),
        records=records,
        members=members,
        entries=tuple(reader.entries),
        family=source.family,
        unit=source.unit,
        as_of=source.as_of,
        period=source.period,
        about=source.about,
        restated=tuple(reader.restated),
        total_member=total,
        rules=source.rules,
        notes=source.notes,
        topics=source.topics,
    )


@dataclass
class _Stub:
    """What the leading cells of a row say."""

    label: str = ""
    group: str = ""
    pattern: str | None = None
    member: str | None = None
    figures: tuple[tuple[int, str, str], ...] = ()


class _Reader:
    """Walks over the rows and gathers records and entries."""

    def __init__(self, source: TableSource, measures: Mapping[str, MeasureSpec]) -> None:
        self.source = source
        self.layout = source.layout
        self.measures = measures
        self.heads = head_labels(source)
        self.records: list[Record] = []
        self.entries: list[Entry] = []
        self.restated: list[Restated] = []
        self.above: dict[str, str] = {}
        self._held: dict[tuple[int, str, str | None], int] = {}
        self._by_label: dict[tuple[str, str], int] = {}
        roles = {column.role for column in self.layout.stub}
        self._has_figures = bool(self.layout.columns or self.layout.heads_name)
        self._is_pivot = bool(roles & {"measure", "member"}) or self.layout.heads_name == "records"

    def read_row(self, row: int) -> None:
        """Add the entries of one body row."""
        cells = self.source.grid.rows[row]
        first = squeeze(next((cell for cell in cells if cell.strip()), ""))
        rule = self.layout.rule_for(row, first)
        if rule.skip:
            return
        stub = self._stub(row, rule)
        record: int | None = None
        if self.layout.heads_name != "records":
            record = self._record(rule.record or stub.label, rule.group or stub.group, rule, row)
            for column, text, own in stub.figures:
                self._add(row, column, text, own, None, record, rule, stub.label)
        for column, spec in self._columns(row, rule):
            if spec.is_text:
                continue
            text = self.source.grid.text(row, column)
            pattern = spec.pattern or stub.pattern
            if pattern is None:
                raise self._misfit(
                    row, f"{column + 1}번째 칸이 무엇을 재는지 layout에 없습니다", "has no measure"
                )
            target = record if spec.record is None else self._record(spec.record, "", RowRule(), row)
            assert target is not None
            member = spec.member or stub.member
            self._add(row, column, text, pattern, member, target, rule, stub.label)

    def read_stated(self) -> None:
        """Add the figures that the caption, the prose or a label states."""
        for stated in self.layout.stated:
            index = self._record(stated.record, "", RowRule(level=stated.level), None)
            text, place = self._text_of(stated)
            rule = RowRule(unit=stated.unit)
            self._add(stated.row, stated.column, text, stated.pattern, None, index, rule, "", place)

    def _text_of(self, stated: Stated) -> tuple[str, str]:
        """Return the print of a stated figure, and where it stands."""
        if stated.text is not None:
            return stated.text, f"{self._file}:{stated.line}" if stated.line else self._file
        row, column = stated.row, stated.column
        if row is None or column is None or not row < len(self.source.grid.rows):
            raise GeomsanError(
                f"{self.source.document}/{self.source.name} [layout/stated]",
                f"‘{stated.record}’에 text가 없고, 표 안의 row와 column도 없습니다.",
                f"{stated.record!r} has neither a text nor a row and a column of the table.",
            )
        return self.source.grid.text(row, column), self.source.grid.places[row]

    @property
    def _file(self) -> str:
        return self.source.grid.places[0].rpartition(":")[0] if self.source.grid.places else ""

    def _misfit(self, row: int, ko: str, en: str) -> GeomsanError:
        place = f"{self.source.document}/{self.source.name} ({self.source.grid.places[row]})"
        return GeomsanError(
            place, f"{ko}. datapackage.yaml의 layout을 고치십시오.", f"row {en}; mend its layout"
        )

    def _stub(self, row: int, rule: RowRule) -> _Stub:
        """Read the leading cells; merged ones take the text of the row above."""
        own: dict[str, str] = {}
        figures = []
        for position, column in enumerate(self.layout.stub):
            text = self.source.grid.text(row, position + rule.shift)
            if text.strip():
                own[column.role] = text
            # A label without figures says nothing: a blank entry would leave its rules undecided.
            if column.pattern and any(sign.isdecimal() for sign in text):
                figures.append((position + rule.shift, text, column.pattern))
        label = own.get("record", "")
        if not label and "group" in own:
            label = own.pop("group")
        if not label and self._is_pivot:
            label = self.above.get("record", "")
        self.above.update({**own, "record": label})
        stub = _Stub(label, self.above.get("group", ""), figures=tuple(figures))
        if not own.get("group") and level_of(label) == SUBTOTAL:
            stub.group = ""
        if "measure" in self.above:
            word = self.above["measure"]
            stub.pattern = self.layout.measures.get(squeeze(word), bare(word))
            stub.label = stub.label or word
        if "member" in self.above:
            stub.member = squeeze(self.above["member"])
        return stub

    def _columns(self, row: int, rule: RowRule) -> Iterator[tuple[int, ColumnSpec]]:
        """Yield the figure columns of a row with what they are."""
        start = len(self.layout.stub) + rule.shift
        cells = self.source.grid.rows[row]
        if self.layout.heads_name and rule.columns is None:
            for column in range(start, len(self.heads)):
                head = squeeze(self.heads[column])
                if self.layout.heads_name == "records":
                    yield column, ColumnSpec(self.layout.heads_pattern, record=self.heads[column])
                else:
                    yield column, ColumnSpec(self.layout.heads_pattern, member=head)
            return
        specs = self.layout.columns if rule.columns is None else rule.columns
        if not specs:
            return
        if any(cell.strip() for cell in cells[start + len(specs) :]):
            raise self._misfit(
                row, f"칸이 {len(cells)}개로 layout보다 많습니다", "has more cells than its layout"
            )
        for offset, text in enumerate(specs):
            yield start + offset, column_spec(text)

    def _record(self, label: str, group: str, rule: RowRule, row: int | None) -> int:
        key = (bare(group), squeeze(label))
        if (self._is_pivot or row is None) and key in self._by_label:
            return self._by_label[key]
        if row is None and len(named := self._named(label)) == 1:
            return named[0]
        if not label.strip() and row is not None and self._has_figures:
            raise self._misfit(row, "행의 이름이 비어 있습니다", "has no label")
        level = rule.level if rule.level is not None else self._level(label)
        self.records.append(Record(len(self.records), " ".join(label.split()), group, level))
        self._by_label[key] = len(self.records) - 1
        return len(self.records) - 1

    def _named(self, label: str) -> list[int]:
        """Return the records of this label, in whatever group they stand."""
        return [record.index for record in self.records if squeeze(record.label) == squeeze(label)]

    def _level(self, label: str) -> int:
        for depth, marker in enumerate(self.layout.markers):
            if label.strip().startswith(marker):
                return ITEM + depth
        return level_of(label)

    def _add(
        self,
        row: int | None,
        column: int | None,
        text: str,
        pattern: str,
        member: str | None,
        record: int,
        rule: RowRule,
        label: str,
        place: str | None = None,
    ) -> None:
        slots = read_pattern(pattern)
        names = [slot.name.partition("@")[::2] for slot in slots]
        head = self.heads[column] if column is not None and column < len(self.heads) else ""
        units = [self._unit(measure, rule, label, head) for measure, _ in names]
        figures = read_cell(text, slots, units=units, brackets=self.layout.brackets)
        if figures[0].state is State.NIL and all(other.state is State.BLANK for other in figures[1:]):
            figures = (figures[0],) * len(figures)  # a lone dash is nil in all parts of its cell
        for part, ((measure, named), figure, unit) in enumerate(zip(names, figures, units, strict=True)):
            figure = self._to_place(figure, measure)
            kind = self._kind(measure, rule, figure.unit or unit)
            if kind is Kind.COUNT and figure.step is not None and 0 < figure.step < 1:
                kind = Kind.AMOUNT  # an average (35.5명) was rounded
            self._keep(
                Entry(
                    figure=percent(figure) if kind is Kind.RATE else figure,
                    record=record,
                    measure=measure,
                    member=named or member,
                    row=row,
                    column=column,
                    part=part if len(names) > 1 else None,
                    place=place or self.source.grid.places[row or 0],
                    unit=figure.unit if figure.unit and figure.state is State.VALUE else unit,
                    kind=kind,
                    blank_is_zero=(rule.blank or self.layout.blank) == "zero",
                )
            )

    def _to_place(self, figure: Figure, measure: str) -> Figure:
        """Return the figure with the place that ``decimals`` of the layout gives its measure."""
        places = self.layout.decimals.get(measure)
        if places is None or not figure.step:
            return figure
        return replace(figure, step=min(figure.step, Decimal(1).scaleb(-places)))

    def _keep(self, entry: Entry) -> None:
        """Keep an entry; the blank cells that a merged one covers say nothing.

        A figure that stands outside the grid and in it is held against the one in the grid.
        """
        coordinates = (entry.record, entry.measure, entry.member)
        held = self._held.get(coordinates)
        if held is None:
            self._held[coordinates] = len(self.entries)
            self.entries.append(entry)
        elif self.entries[held].figure.state is State.BLANK:
            self.entries[held] = entry
        elif entry.row is None:
            self.restated.append(Restated(entry, self.entries[held]))
        elif entry.figure.state is not State.BLANK:
            what = " ".join(filter(None, (self.records[entry.record].label, entry.measure, entry.member)))
            ko, en = f"같은 값이 두 번 나옵니다: {what}", f"says {what!r} a second time"
            raise self._misfit(entry.row or 0, ko, en)

    def _unit(self, measure: str, rule: RowRule, label: str, head: str) -> Unit | None:
        spec = self.measures.get(measure, MeasureSpec())
        meant = self._meant(measure, rule)
        if meant is Kind.RATE:
            return PERCENT
        own = self.layout.units.get(measure)
        # What the descriptor says of a measure's kind goes for its unit too, whatever the row says.
        if named := (own or rule.unit if measure in self.layout.kinds else rule.unit or own):
            return read_unit(named)
        if spec.unit:
            return spec.unit
        stated = unit_in_label(label) or unit_in_label(head)
        if stated and stated.kind is not Kind.RATE:
            return stated
        return None if meant is Kind.COUNT else self.source.unit

    def _kind(self, measure: str, rule: RowRule, unit: Unit | None) -> Kind:
        meant = self._meant(measure, rule)
        if meant is Kind.COUNT:
            return Kind.AMOUNT if unit and unit.scale != 1 else Kind.COUNT
        if meant is not None:
            return meant
        return unit.kind if unit else Kind.AMOUNT

    def _meant(self, measure: str, rule: RowRule) -> Kind | None:
        """Return how a figure is meant: as the layout says of its measure or row, else the family."""
        stated = self.layout.kinds.get(measure) or rule.kind
        return Kind(stated) if stated else self.measures.get(measure, MeasureSpec()).kind

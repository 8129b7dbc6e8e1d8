"""Finding the tables of earlier documents that a document's own can be held against.

Two tables are compared when a family shows the same view of both and at least two of their records
bear one name. Names are one when they are written alike or the alias file says so; what was renamed,
merged or split is never guessed. Figures are converted to the unit of the document's own exactly.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from geomsan.check.report import DocumentReport, Finding, TableReport
from geomsan.check.views import View, ViewFigure, ViewItem
from geomsan.read.figures.figure import State, read_figure
from geomsan.read.figures.printed import exact
from geomsan.read.figures.units import Kind, read_unit
from geomsan.reconcile.aliases import Aliases
from geomsan.reconcile.series import GONE, NEW, SHARED, TOTAL, Compared, Doubt, Line, Session, SessionSeries

FEWEST_SHARED = 2
"""Names that two tables must share: with one, any two tables with a common word would be compared."""


@dataclass(frozen=True)
class _Shown:
    """A view with the table and the document that it is of."""

    document: DocumentReport
    table: TableReport
    view: View

    def named(self, aliases: Aliases) -> dict[str, ViewItem]:
        """Return the items by what they are about; a name that stands twice is neither."""
        full = f"{self.table.document}/{self.table.name}"
        names = [aliases.called(item.label, full) for item in self.view.items]
        counts = Counter(names)
        return {name: item for name, item in zip(names, self.view.items, strict=True) if counts[name] == 1}


def is_earlier(one: DocumentReport, other: DocumentReport) -> bool:
    """Tell whether ``one`` was reported before ``other`` to the same council."""
    dates = (one.details.get("date", ""), other.details.get("date", ""))
    return all(dates) and dates[0] < dates[1] and one.details.get("council") == other.details.get("council")


def compare(
    report: DocumentReport,
    others: Iterable[DocumentReport],
    aliases: Aliases,
    missing: Sequence[str] = (),
) -> list[SessionSeries]:
    """Return the series of a document's tables through earlier documents; it names those ``missing``."""
    earlier = sorted(
        (other for other in others if is_earlier(other, report)),
        key=lambda other: (other.details["date"], other.name),
    )
    found = []
    for own in _shown(report):
        partners = [partner for other in earlier if (partner := _partner(own, other, aliases))]
        if partners:
            found.append(_series([*partners, own], aliases))
    if not missing:
        return found
    unread = f"읽지 못해 견주지 않은 앞 문서: {', '.join(missing)}"
    return [replace(series, remarks=(unread, *series.remarks)) for series in found]


def _shown(report: DocumentReport) -> Iterator[_Shown]:
    """Yield the views by record; of several tables of one kind, the first with the most records."""
    best: dict[tuple[str, str], _Shown] = {}
    for table in report.tables:
        for view in table.views:
            kind = (table.family, view.title)
            if view.by_record and (kind not in best or len(view.items) > len(best[kind].view.items)):
                best[kind] = _Shown(report, table, view)
    yield from best.values()


def _partner(own: _Shown, other: DocumentReport, aliases: Aliases) -> _Shown | None:
    names = own.named(aliases).keys()
    found = [
        _Shown(other, table, view)
        for table in other.tables
        for view in table.views
        if view.by_record and (table.family, view.title) == (own.table.family, own.view.title)
    ]
    shared = [len(names & each.named(aliases).keys()) for each in found]
    most = max(shared, default=0)
    return found[shared.index(most)] if most >= FEWEST_SHARED else None


def _series(shown: Sequence[_Shown], aliases: Aliases) -> SessionSeries:
    own = shown[-1]
    measures = tuple(name for name in own.view.measures if all(name in each.view.measures for each in shown))
    units = tuple(_unit(own.view, name) for name in measures)
    doubts: dict[str, Doubt] = {}
    lines = list(_lines(shown, measures, units, aliases, doubts))
    changing = tuple(
        name
        for name, unit in zip(measures, units, strict=True)
        if not _is_rate(unit) and (name not in own.view.within_year or _same_day(shown[-2:]))
    )
    return SessionSeries(
        title=own.view.title,
        measures=measures,
        units=units,
        changing=changing,
        sessions=tuple(_session(each) for each in shown),
        lines=tuple(lines),
        doubts=tuple(doubts.values()),
        remarks=tuple(_remarks(shown, measures, units, lines)),
    )


def _lines(
    shown: Sequence[_Shown],
    measures: Sequence[str],
    units: Sequence[str],
    aliases: Aliases,
    doubts: dict[str, Doubt],
) -> Iterator[Line]:
    def line(kind: str, name: str, items: Sequence[ViewItem | None]) -> Line:
        figures = tuple(
            tuple(
                _compared(each, item.figures[measure], unit, doubts)
                if item is not None and measure in item.figures
                else None
                for each, item in zip(shown, items, strict=True)
            )
            for measure, unit in zip(measures, units, strict=True)
        )
        return Line(kind, name, tuple(item.label if item else "" for item in items), figures)

    own = shown[-1]
    if own.view.total is not None:
        yield line(TOTAL, own.view.total.label, [each.view.total for each in shown])
    named = [each.named(aliases) for each in shown]
    for name, item in named[-1].items():
        items = [found.get(name) for found in named]
        yield line(SHARED if any(items[:-1]) else NEW, item.label, items)
    # The latest that is gone first: the sessions from the last to the first.
    for place in range(len(shown) - 2, -1, -1):
        for name, item in named[place].items():
            if not any(name in later for later in named[place + 1 :]):
                yield line(GONE, item.label, [found.get(name) for found in named])


def _compared(shown: _Shown, figure: ViewFigure, unit: str, doubts: dict[str, Doubt]) -> Compared | None:
    corrected = [
        cell for cell, _ in shown.table.corrected if cell.position == (figure.row, figure.column, figure.part)
    ]
    number = read_figure(str(corrected[0].value)).value if corrected else figure.number
    converted = None if number is None else convert(number, figure.unit, unit)
    if converted is None:
        return None
    for finding in shown.table.violations:
        if (finding.is_open or finding.is_example) and not corrected and _stands_in(figure, finding):
            doubt = Doubt(
                finding.check_id, finding.status, finding.source, finding.message_ko, finding.number
            )
            doubts.setdefault(finding.check_id, doubt)
    return Compared(
        value=str(converted),
        printed=f"{figure.text}{figure.unit}" if figure.unit != unit else "",
        doubts=tuple(
            list(doubts).index(finding.check_id)
            for finding in shown.table.violations
            if finding.check_id in doubts and not corrected and _stands_in(figure, finding)
        ),
        is_nil=not corrected and read_figure(figure.text).state in (State.NIL, State.BLANK),
        is_corrected=bool(corrected),
    )


def convert(number: Decimal, unit: str, into: str) -> Decimal | None:
    """Return a number of one unit in another, every place kept; None when one is not the other.

    ``15,765,332`` 천원 are ``15,765.332`` 백만원.
    """
    if unit == into:
        return number
    one, other = read_unit(unit), read_unit(into)
    if one is None or other is None or one.quantity != other.quantity:
        return None
    try:
        return exact(Fraction(number) * Fraction(one.scale) / Fraction(other.scale))
    except ValueError:
        return None


def _stands_in(figure: ViewFigure, finding: Finding) -> bool:
    place = (figure.row, figure.column, figure.part)
    return any((cell["row"], cell["column"], cell.get("part")) == place for cell in finding.own_cells)


def _unit(view: View, measure: str) -> str:
    return next((item.figures[measure].unit for item in view.items if measure in item.figures), view.unit)


def _is_rate(unit: str) -> bool:
    read = read_unit(unit)
    return read is not None and read.kind is Kind.RATE


def _same_day(shown: Sequence[_Shown]) -> bool:
    """Tell whether the tables are as of the same day of their years; a day not known is no same day."""
    days = {each.table.as_of[4:] for each in shown}
    return len(days) == 1 and "" not in days


def _session(shown: _Shown) -> Session:
    table = shown.table
    return Session(
        document=shown.document.name,
        document_title=shown.document.title,
        table=table.name,
        table_title=table.title,
        as_of=table.as_of or shown.document.details.get("date", ""),
        unit=shown.view.unit,
        footnote=table.footnote,
        source=table.source,
    )


def _remarks(
    shown: Sequence[_Shown],
    measures: Sequence[str],
    units: Sequence[str],
    lines: Sequence[Line],
) -> Iterator[str]:
    own = shown[-1]
    gone = [line.name for line in lines if line.kind == GONE]
    new = [line.name for line in lines if line.kind == NEW]
    if gone:
        yield f"앞 문서에만 있어 견주지 않은 곳: {', '.join(gone)}"
    if new:
        yield f"이번 문서에만 있는 곳: {', '.join(new)}"
    if gone or new:
        yield (
            "이름이 바뀌었거나 합치거나 나뉜 곳을 같은 곳으로 보지는 않았습니다. "
            "계는 구성이 서로 다르므로 증감을 그대로 견줄 수 없습니다."
        )
    renamed = [
        f"{line.name}({', '.join(others)})"
        for line in lines
        if line.kind != TOTAL and (others := sorted({name for name in line.names if name} - {line.name}))
    ]
    if renamed:
        yield f"다른 문서에 달리 적혔으나 별칭 파일에서 같다고 정한 곳: {', '.join(renamed)}"
    grown = [name for name in own.view.within_year if name in measures]
    if grown and not _same_day(shown[-2:]):
        yield f"기준일이 서로 달라, 한 해 동안 쌓이는 {', '.join(grown)}의 증감은 내지 않았습니다."
    for each in shown[:-1]:
        yield from _unit_remarks(each, measures, units)
        twice = [name for name, count in Counter(item.label for item in each.view.items).items() if count > 1]
        if twice:
            yield f"{each.document.title}: 한 표에 두 번 있는 이름은 견주지 않았습니다 ({', '.join(twice)})."
    missing = [name for name in own.view.measures if name not in measures]
    if missing:
        yield f"앞 문서에 없어 견주지 못한 항목: {', '.join(missing)}"


def _unit_remarks(shown: _Shown, measures: Sequence[str], units: Sequence[str]) -> Iterator[str]:
    for measure, unit in zip(measures, units, strict=True):
        own = _unit(shown.view, measure)
        if own != unit:
            can = convert(Decimal(1), own, unit) is not None
            yield f"{shown.document.title}: {measure}의 단위 {own}을 {unit}으로 " + (
                "바꾸어 적었습니다." if can else "바꿀 수 없어 견주지 않았습니다."
            )

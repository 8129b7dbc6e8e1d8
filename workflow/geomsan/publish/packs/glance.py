"""At a glance: the figures that matter, and a chart of each view that a pack's families declare.

Nothing is added up here: totals and rates are those that the tables print. What is worked out from
two printed figures (a change, a share that no column prints) says so.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import zip_longest

from geomsan.check.report import TableReport
from geomsan.check.views import AMOUNT, CHANGE, SHARE, TARGET, View, ViewItem
from geomsan.publish.packs import statements
from geomsan.publish.packs.charts import Bar, chart
from geomsan.publish.packs.front import Front
from geomsan.publish.packs.reading import Reading, read_item
from geomsan.publish.packs.signs import PLAIN, Signs, joined
from geomsan.publish.packs.text import korean_date, lines, width
from geomsan.read.figures.units import read_unit

MOST_PANELS, MOST_CARDS = 4, 4
"""Charts of a pack, and figures above them: two pages at most."""

_NUMBERED = re.compile(r"\d")
_LABEL_ROOM = 15.5
"""Room of a label in em (``.glance-table`` in pack-glance.css)."""


@dataclass(frozen=True)
class Card:
    """One large figure: what it is, the figure, its unit, what else to say, and its marks."""

    name: str
    figure: str
    unit: str
    remark: str
    basis: str
    signs: str = ""
    is_open: bool = False


@dataclass(frozen=True)
class Row:
    """One row of the data beside a chart; ``size`` is the size of a long label in percent."""

    label: str
    size: int
    cells: list[tuple[str, str]]
    is_total: bool = False


@dataclass(frozen=True)
class Panel:
    """One chart with its sentence and its data.

    Attributes
    ----------
    columns
        Name of each column of figures, and the class of the bars that it is drawn as.
    signs
        The signs of its figures as one; what they mean stands on the page of what does not add up.
    has_open
        True when a figure is part of an open violation.
    """

    number: str
    table: str
    title: str
    statement: str
    basis: str
    unit: str
    columns: list[tuple[str, str]]
    rows: list[Row]
    svg: str
    remarks: list[str]
    signs: str
    has_open: bool


@dataclass(frozen=True)
class Glance:
    """The figures and the charts of a pack."""

    cards: list[Card]
    panels: list[Panel]


@dataclass(frozen=True)
class Chosen:
    """A view that is shown: the number of its table, the table, its document's title, the pack's signs."""

    number: str
    table: TableReport
    view: View
    document: str = ""
    signs: Signs = PLAIN


def glance(front: Front) -> Glance:
    """Return the figures and charts at the front of a pack; totals of wider tables are none of them."""
    own = [(number, table) for number, table in front.numbered if not front.is_wider(table)]
    chosen = choose(replace(front, numbered=own))
    cards = [card for item in chosen for card in _cards(item)]
    return Glance(cards[:MOST_CARDS], [_panel(item) for item in chosen])


def choose(front: Front) -> list[Chosen]:
    """Return the views to show in the order of print: every document's first ones, the largest of a kind."""
    largest: dict[str, dict[tuple[str, str], Chosen]] = {}
    for number, table in front.numbered:
        of_document = largest.setdefault(table.document, {})
        for view in table.views:
            kind = (table.family, view.title)
            if kind not in of_document or _size(view) > _size(of_document[kind].view):
                of_document[kind] = Chosen(number, table, view, front.document(table), front.signs)
    in_print = [sorted(found.values(), key=lambda item: int(item.number)) for found in largest.values()]
    in_turn = [item for turn in zip_longest(*in_print) for item in turn if item is not None]
    kept = in_turn[:MOST_PANELS]
    return [item for found in in_print for item in found if item in kept]


def _size(view: View) -> Decimal:
    """Return the size of a view: of its total, else of its longest bar, in the base unit."""
    unit = read_unit(view.unit)
    items = [view.total] if view.total is not None else list(view.items)
    numbers = [
        abs(number)
        for item in items
        for name in (view.measure, view.against)
        if name in item.figures and (number := item.figures[name].number) is not None
    ]
    return max(numbers, default=Decimal(0)) * (unit.scale if unit else 1)


def _cards(item: Chosen) -> Iterator[Card]:
    view = item.view
    if view.total is None:
        return
    found = read_item(item.table, view.total, item.signs)
    bar, ground, rate = (found.get(name, Reading()) for name in (view.measure, view.against, view.rate))
    basis = _basis(item) if item.table.as_of else _title(item.table)

    def card(name: str, reading: Reading, remark: str = "", unit: str = view.unit) -> Card:
        said = [remark, f"적힌 값 {reading.before}{unit}" if reading.before else ""]
        return Card(
            name, reading.text, unit, " · ".join(filter(None, said)), basis, reading.sign, reading.is_open
        )

    if view.reading == SHARE:
        yield card(view.against, ground, statements.in_full(ground.number, view.unit))
        if view.rate in found:
            said = [view.measure, bar.sign, f"{bar.text}{view.unit}"]
            said += [f"(적힌 값 {bar.before}{view.unit})"] if bar.before else []
            yield card(view.rate, rate, " ".join(filter(None, said)), "%")
        else:
            yield card(view.measure, bar, statements.in_full(bar.number, view.unit))
    elif view.reading == TARGET:
        gap = statements.gap(bar.number, ground.number, view.unit)
        before = [
            f"{name}: 적힌 값 {reading.before}{view.unit}"
            for name, reading in ((view.measure, bar), (view.against, ground))
            if reading.before
        ]
        yield Card(
            f"{view.measure} / {view.against}",
            f"{bar.text} / {ground.text}",
            view.unit,
            " · ".join(filter(None, [gap, *before])),
            basis,
            joined((*bar.signs, *ground.signs)),
            bar.is_open or ground.is_open,
        )
    elif view.reading == CHANGE:
        change = statements.change(bar.number, ground.number)
        yield card(view.measure, bar, f"{view.against} 대비 {change}" if change else "")
    elif view.reading == AMOUNT:
        yield card(view.measure, bar, statements.in_full(bar.number, view.unit))


def _panel(item: Chosen) -> Panel:
    view = item.view
    items = _ordered(item)
    readings = [read_item(item.table, each, item.signs) for each in items]
    total = read_item(item.table, view.total, item.signs) if view.total else {}
    statement = statements.statement(view, [each.label for each in items], readings, total)
    labels = [_end_label(view, found) for found in readings]
    bars = [
        Bar(
            found.get(view.measure, Reading()).number,
            found.get(view.against, Reading()).number,
            label,
            found.get(view.measure, Reading()).is_open,
            found.get(view.against, Reading()).is_open,
        )
        for found, label in zip(readings, labels, strict=True)
    ]
    rows = [_row(view, each.label, found) for each, found in zip(items, readings, strict=True)]
    if view.total is not None:
        rows.append(_row(view, view.total.label, total, is_total=True))
    shown = [reading for found in (*readings, total) for reading in found.values()]
    return Panel(
        number=item.number,
        table=_title(item.table),
        title=_named(item),
        statement=statement,
        basis=item.document,
        unit=view.unit,
        columns=[(name, _swatch(view, name)) for name in _columns(view)],
        rows=rows,
        svg=chart(bars, _alternative(item, statement)),
        remarks=list(_remarks(view, [*readings, total])),
        signs=joined(sign for reading in shown for sign in reading.signs),
        has_open=any(bar.is_doubtful or bar.is_behind_doubtful for bar in bars),
    )


def _columns(view: View) -> list[str]:
    """Return the measures of the columns; a rate stands at the end of its bar."""
    return [name for name in (view.against, view.measure) if name]


def _swatch(view: View, name: str) -> str:
    return "dark" if name == view.measure else "light"


def _row(view: View, label: str, found: dict[str, Reading], *, is_total: bool = False) -> Row:
    size = min(100, int(100 * _LABEL_ROOM / max(width(label), 0.1)))
    cells = [
        (reading.text, reading.sign) for name in _columns(view) for reading in [found.get(name, Reading())]
    ]
    return Row(label, size, cells, is_total)


_LABELS: dict[str, Callable[[Decimal | None, Decimal | None], str]] = {
    SHARE: statements.share,
    TARGET: statements.signed_gap,
    CHANGE: statements.change,
}


def _end_label(view: View, found: dict[str, Reading]) -> str:
    """Return what stands at the end of a bar: the printed rate, else what the two bars give."""
    bar, ground = found.get(view.measure, Reading()), found.get(view.against, Reading())
    if rate := found.get(view.rate):
        is_told = rate.number is not None and any(letter.isdigit() for letter in rate.text)
        return f"{rate.text}%{rate.sign}" if is_told else ""
    if view.reading in _LABELS:
        return _LABELS[view.reading](bar.number, ground.number)
    return bar.text


def _remarks(view: View, readings: Sequence[dict[str, Reading]]) -> Iterator[str]:
    if not view.rate and view.reading == SHARE:
        yield f"막대 끝의 비율은 표에 적힌 두 숫자로 계산했습니다 ({view.measure} ÷ {view.against})."
    if not view.rate and view.reading == CHANGE:
        yield "막대 끝의 증감률은 표에 적힌 두 숫자로 계산했습니다."
    if view.reading == TARGET:
        without = view.against + ("를" if statements.is_open(view.against) else "을")
        yield f"막대 끝의 숫자는 {view.measure}에서 {without} 뺀 것입니다."
    corrected = [reading for found in readings for reading in found.values() if reading.before]
    if corrected:
        told = ", ".join(f"{reading.sign} {reading.before} → {reading.text}" for reading in corrected)
        yield f"정정한 값으로 보인 숫자: {told}"


def _alternative(item: Chosen, statement: str) -> str:
    view = item.view
    kinds = {
        SHARE: f"옅은 막대는 {view.against}, 짙은 막대는 {view.measure}",
        TARGET: f"옅은 막대는 {view.against}, 짙은 막대는 {view.measure}",
        CHANGE: f"옅은 막대는 {view.against}, 짙은 막대는 {view.measure}",
        AMOUNT: f"막대는 {view.measure}",
    }
    return f"가로 막대 그림: {_named(item)}. {statement} {kinds[view.reading]}. 값은 옆의 표에 있음."


def _named(item: Chosen) -> str:
    """Return what a chart shows, where and when: the measures, their table and the day."""
    title, day = _title(item.table), korean_date(item.table.as_of)
    return f"{title}: {item.view.title}" + (f" ({day} 기준)" if day else "")


def _ordered(item: Chosen) -> list[ViewItem]:
    """Return the items with the largest first, where their order has no meaning of its own.

    Years, stages and classes carry numbers; what carries none, or some only, is sorted.
    """
    view = item.view
    if all(_NUMBERED.search(each.label) for each in view.items):
        return list(view.items)
    ranked = view.against if view.reading in (SHARE, TARGET) else view.measure

    def size(each: ViewItem) -> Decimal:
        number = read_item(item.table, each)[ranked].number if ranked in each.figures else None
        return Decimal("-Infinity") if number is None else number

    return sorted(view.items, key=size, reverse=True)


def _basis(item: Chosen) -> str:
    """Return the day that the figures hold for, with the document where there are several."""
    day = korean_date(item.table.as_of)
    return " · ".join(part for part in (item.document, f"{day} 기준" if day else "") if part)


def _title(table: TableReport) -> str:
    return " ".join(lines(table.title)) or table.name

"""Between sessions: a series as a table, set as the other tables are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from geomsan.check.coverage import Coverage
from geomsan.check.report import Finding, TableReport
from geomsan.publish.packs.places import place_in
from geomsan.publish.packs.signs import PLAIN, Signs
from geomsan.publish.packs.statements import change
from geomsan.publish.packs.tablehtml import SetTable, set_table
from geomsan.publish.packs.text import korean_date, lines
from geomsan.read.figures.printed import difference, printed
from geomsan.reconcile.series import GONE, TOTAL, Compared, Line, Session, SessionSeries

_HEAD = 2
_WHY = re.compile(r"\. (?=가장 의심되는 곳|적어도)")
_CHANGE = ("증감", "증감률(%)")


@dataclass(frozen=True)
class SeriesPart:
    """A series with its number, and the way it is set."""

    id: str
    number: str
    title: str
    sessions: list[str]
    remarks: list[str]
    set: SetTable


def series_parts(series: Sequence[SessionSeries], signs: Signs = PLAIN) -> list[SeriesPart]:
    """Return the series of a pack, set."""
    return [_part(_without_gone(each), number, signs) for number, each in enumerate(series, start=1)]


def _without_gone(series: SessionSeries) -> SessionSeries:
    """Leave out the lines without a figure of the document itself; the remarks name them."""
    return replace(series, lines=tuple(line for line in series.lines if line.kind != GONE))


def _part(series: SessionSeries, number: int, signs: Signs) -> SeriesPart:
    name = f"c{number}"
    return SeriesPart(
        id=name,
        number=str(number),
        title=series.title,
        sessions=[_source(session) for session in series.sessions],
        remarks=[*series.remarks, *_of_corrections(series)],
        set=set_table(series_table(series), name, f"비교 {number}", signs),
    )


def series_table(series: SessionSeries) -> TableReport:
    """Return a series in the form of a table: a spanner a measure, a column a session."""
    heads, bodies = zip(*_columns(series), strict=True)
    spanners, labels = zip(*heads, strict=True)
    rows = [["항목", *spanners], ["", *labels]]
    names = [line.name for line in series.lines]
    rows += [[name, *cells] for name, *cells in zip(names, *bodies, strict=True)]
    figures = [(row, column) for row in range(_HEAD, len(rows)) for column in range(1, len(rows[0]))]
    own = series.own
    return TableReport(
        document=own.document,
        name=f"{own.table}-sessions",
        title=series.title,
        family="",
        section="",
        caption="",
        footnote="",
        unit="",
        as_of="",
        source="",
        head=_HEAD,
        stub=1,
        part_starts=[0],
        rows=rows,
        places=[""] * len(rows),
        levels=[None] * _HEAD + [0 if line.kind == TOTAL else 2 for line in series.lines],
        figure_cells=figures,
        nil_cells=[],
        findings=list(_findings(series)),
        coverage=Coverage(0, 0, 0, 0, ()),
    )


Head = tuple[str, str]


def _columns(series: SessionSeries) -> Iterator[tuple[Head, list[str]]]:
    """Yield spanner, label and cells of each column but the first."""
    for index, measure in enumerate(series.measures):
        unit = series.units[index]
        spanner = f"{measure}({unit})" if unit else measure
        for place, session in enumerate(series.sessions):
            cells = [_text(line.figures[index][place]) for line in series.lines]
            yield (spanner if place == 0 else "", korean_date(session.as_of).replace(" ", "")), cells
        if measure in series.changing:
            changes = [_changed(series, line, index) for line in series.lines]
            for place, label in enumerate(_CHANGE):
                yield ("", label), [both[place] for both in changes]


def _text(figure: Compared | None) -> str:
    if figure is None:
        return ""
    return "-" if figure.is_nil else printed(figure.number)


def _changed(series: SessionSeries, line: Line, measure: int) -> tuple[str, str]:
    """Return what changed on the session before, and by how many percent."""
    pair = series.change(line, measure)
    if pair is None:
        return "", ""
    before, now = pair[0].number, pair[1].number
    rate = change(now, before).rstrip("%").lstrip("+")
    return printed(difference(now, before)) if now != before else "-", rate if now != before else "-"


def _findings(series: SessionSeries) -> Iterator[Finding]:
    """Yield the open violations of the tables compared, with their cells where they stand here."""
    for index, doubt in enumerate(series.doubts):
        cells = [
            {"row": row, "column": column, "text": _text(figure), "role": "result"}
            for column, row, figure in _placed(series)
            if figure is not None and index in figure.doubts
        ]
        if not cells:
            continue
        yield Finding(
            document=doubt.check.partition("/")[0],
            table=f"{series.own.table}-sessions",
            check_id=doubt.check,
            rule="",
            statement="",
            verdict="violated",
            status=doubt.status,
            unit="",
            reported=None,
            expected=None,
            difference=None,
            cells=cells,
            repairs=[],
            source=doubt.source,
            # Those of the document itself are told below its own table.
            message_ko=""
            if doubt.check.startswith(f"{series.own.document}/")
            else _WHY.split(doubt.message)[0],
            message_en="",
            number=doubt.number,
        )


def _placed(series: SessionSeries) -> Iterator[tuple[int, int, Compared | None]]:
    """Yield column, row and figure of every cell that holds a session's figure."""
    column = 1
    for index, measure in enumerate(series.measures):
        for place in range(len(series.sessions)):
            for row, line in enumerate(series.lines, start=_HEAD):
                yield column, row, line.figures[index][place]
            column += 1
        column += len(_CHANGE) if measure in series.changing else 0


def _source(session: Session) -> str:
    parts = [f"{session.document_title}, {' '.join(lines(session.table_title))}"]
    if session.footnote:
        parts.append(f"각주: {' '.join(lines(session.footnote))}")
    place = place_in(session.source)
    return f"{korean_date(session.as_of)} {'. '.join(parts)}" + (f" (보고서 {place})" if place else "")


def _of_corrections(series: SessionSeries) -> Iterator[str]:
    figures = [figure for line in series.lines for row in line.figures for figure in row if figure]
    if any(figure.is_corrected for figure in figures):
        yield "담당자가 정정하기로 한 숫자는 정정한 값으로 견주었습니다."
    if any(figure.doubts for figure in figures):
        yield "기호가 붙은 숫자는 결정하지 않은 불일치에 들어 있어 증감을 내지 않았습니다."

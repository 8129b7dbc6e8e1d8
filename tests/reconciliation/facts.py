"""Facts for tests, one line each."""

from decimal import Decimal

from geomsan.check.facts import Fact
from geomsan.read.figures.figure import Figure, State
from geomsan.read.figures.units import Kind, read_unit
from geomsan.read.tables.table import Entry


def fact(
    name="서울패션허브 운영",
    text="7,627",
    unit="백만원",
    *,
    table="summary",
    document="report",
    measure="본예산",
    when="2026",
    kind=Kind.AMOUNT,
    **more,
):
    """Return a fact; its figure is read from ``text`` (``-`` is nil, anything else no number)."""
    given = {"member": None, "family": "execution", "group": "", "is_total": False, "next_measure": ""}
    given |= more
    row = given.pop("row", 2)
    entry = Entry(
        figure=_figure(text),
        record=0,
        measure=measure,
        member=given["member"],
        row=row,
        column=1,
        part=given.pop("part", None),
        place=f"{document}.txt:{'12' if table == 'summary' else '99'}",
        unit=read_unit(unit) if unit else None,
        kind=kind,
    )
    return Fact(
        document=document,
        table=table,
        title={"summary": "예산현황"}.get(table, "예산 집행 현황"),
        record=name,
        measure=measure,
        when=when,
        entry=entry,
        **given,
    )


def _figure(text):
    if text == "-":
        return Figure(text, State.NIL)
    number = text.replace(",", "")
    try:
        value = Decimal(number)
    except ArithmeticError:
        return Figure(text, State.UNREADABLE)
    step = Decimal(1).scaleb(int(value.as_tuple().exponent))
    return Figure(text, State.VALUE, value, step)


def detail(text="7,627,027", unit="천원", **more):
    """Return a fact of a detail table."""
    return fact(**{"text": text, "unit": unit, "table": "detail", **more})

"""Trials of error localization: a table with typing errors in it, and what is then said of it."""

from __future__ import annotations

import random
import time
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from bench.mistyping import Place, changed, place_of
from bench.plainprogramme import is_feasible
from geomsan.check.identities.declare import MemberTotal, RecordTotal, bind
from geomsan.check.identities.edits import Edit
from geomsan.check.localization.proof import contradiction
from geomsan.check.localization.ranking import Repair, rank
from geomsan.check.localization.repairs import localize, violated_edits
from geomsan.check.localization.system import build_system
from geomsan.read.figures.figure import Figure, State
from geomsan.read.figures.units import Kind, read_unit
from geomsan.read.tables.grid import Grid
from geomsan.read.tables.table import Entry, Record, ReportTable


def crosses(place: Place, edits: Iterable[Edit]) -> bool:
    """Tell whether a figure stands in a rule along its row and in one across records."""
    along = across = False
    for edit in edits:
        if any(place_of(term.entry) == place for term in edit.terms):
            records = {term.entry.record for term in edit.terms if term.entry.row is not None}
            along, across = along or len(records) == 1, across or len(records) > 1
    return along and across


def repaired(edits: Sequence[Edit]) -> tuple[list[Edit], bool]:
    """Return the rules with their figures mended by the top repair, and whether that was needed."""
    system = build_system(edits)
    if not contradiction(system):
        return list(edits), False
    best = rank(system, localize(system), violated_edits(system))
    if not best:
        return [], True
    figures = {
        place_of(cell.entry): replace(
            cell.entry.figure, state=State.VALUE, value=cell.value, step=cell.entry.figure.step or Decimal(1)
        )
        for cell in best[0].cells
    }
    mended = changed(edits, figures)
    return ([], True) if contradiction(build_system(mended)) else (mended, True)


def try_one(edits: Sequence[Edit], figures: dict[Place, Figure]) -> dict[str, Any]:
    """Put figures into a table and return what localization makes of it."""
    mutated = changed(edits, figures)
    started = time.perf_counter()
    system = build_system(mutated)
    if not contradiction(system):
        return {"outcome": "hidden" if is_feasible(mutated) else "missed"}
    found = localize(system)
    repairs = rank(system, found, violated_edits(system))
    seconds = time.perf_counter() - started
    seen = {place_of(t.entry) for edit in mutated for t in edit.terms} & figures.keys()
    return {"outcome": "detected", "seconds": seconds, "complete": found.is_complete} | judged(repairs, seen)


def judged(repairs: Sequence[Repair], wrong: set[Place]) -> dict[str, Any]:
    """Say whether the repairs name the figures that are wrong, and whether the first one does."""
    sets = [{place_of(cell.entry) for cell in repair.cells} for repair in repairs]
    return {
        "suspected": bool(sets) and wrong <= set().union(*sets),
        "named": not wrong.isdisjoint(set().union(*sets)),
        "listed": wrong in sets,
        "first": bool(sets) and sets[0] == wrong,
    }


def synthetic(rows: int, columns: int, dice: random.Random) -> list[Edit]:
    """Return the rules of a table of thousands of won with totals by row and by column, half up."""
    unit = read_unit("천원")
    truth = [[dice.randrange(10**5, 10**9) for _ in range(columns - 1)] for _ in range(rows - 1)]
    truth.insert(0, [sum(column) for column in zip(*truth, strict=True)])
    entries = []
    for number, amounts in enumerate(truth):
        for place, amount in enumerate([sum(amounts), *amounts]):
            value = Decimal((amount + 500) // 1000)
            figure = Figure(f"{value:,}", State.VALUE, value, Decimal(1))
            member = "계" if place == 0 else f"{place}"
            entries.append(
                Entry(figure, number, "금액", member, number, place, None, f"{number}", unit, Kind.AMOUNT)
            )
    records = [Record(n, f"과{n}", "", 2 if n else 0, 0 if n else None) for n in range(rows)]
    members = ("계", *(f"{n}" for n in range(1, columns)))
    table = ReportTable(
        "synthetic",
        "table",
        "",
        Grid((), ()),
        0,
        0,
        tuple(records),
        members,
        tuple(entries),
        "",
        unit,
        total_member="계",
    )
    return [edit for identity in (RecordTotal("과"), MemberTotal("구분")) for edit in bind(identity, table)]

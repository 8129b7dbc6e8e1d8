"""Mutation score and speed of error localization.

    python bench/mutation.py --json results/bench/mutation.json

Takes every table of ``raw/``, changes each checked figure in ten ways in which figures are mistyped,
and asks what geomsan then says: is the table found inconsistent, is the changed figure in some
smallest repair, is it ranked first? Tables that are inconsistent as printed are first repaired by
their top repair. A change that leaves the table consistent is skipped and counted: rounding hides it,
or no rule sees it. That it does is held against a linear programme of its own, in scipy, which
shares no code with the library's. Of large tables every n-th figure is taken, so that no more than
``--cells`` are. Then synthetic tables with one to three faults, for the speed by size.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import linprog

from geomsan.checking import check_document
from geomsan.documents.descriptor import read_document
from geomsan.families.registry import load_families
from geomsan.figures.figure import Figure, State
from geomsan.figures.units import Kind, read_unit
from geomsan.identities.declare import MemberTotal, RecordTotal, bind
from geomsan.identities.edits import Edit, Role, Rule
from geomsan.identities.verdicts import Verdict, evaluate
from geomsan.localization.proof import contradiction
from geomsan.localization.ranking import Repair, rank
from geomsan.localization.repairs import localize, violated_edits
from geomsan.localization.system import build_system
from geomsan.tables.grid import Grid
from geomsan.tables.table import Entry, Record, ReportTable

ROOT = Path(__file__).parents[1]
KINDS = (
    "transposed",
    "dropped",
    "doubled",
    "digit",
    "added",
    "shift",
    "sign",
    "unit",
    "swap-right",
    "swap-below",
)
SIZES = ((20, 5), (50, 10), (100, 20), (200, 20))

Place = tuple[int | None, int | None, int | None]


def place_of(entry: Entry) -> Place:
    """Return where a figure stands."""
    return entry.row, entry.column, entry.part


def mistyped(figure: Figure, kind: str, dice: random.Random) -> Figure | None:
    """Return a figure mistyped in one way, or None where that way does not apply.

    A slip that would leave a nought in front is not made: nobody overlooks 0571,763.
    """
    assert figure.value is not None
    assert figure.step is not None
    places = max(0, -int(figure.step.as_tuple().exponent))
    digits = f"{abs(figure.value):.{places}f}".replace(".", "")
    sign = -1 if (figure.value < 0) != (kind == "sign") else 1
    if kind == "shift" and places:
        places = max(0, places + dice.choice((-1, 1)))
    elif kind == "shift":
        shorter = digits.endswith("0") and len(digits) > 1 and dice.random() < 0.5
        digits = digits[:-1] if shorter else digits + "0"
    elif kind == "unit":
        digits += "000"
    elif kind != "sign":
        made = [text for text in slips(digits, kind) if text[: len(text) - places].lstrip("0") or places]
        made = [text for text in made if len(text) - places <= 1 or text[0] != "0"]
        if not made:
            return None
        digits = dice.choice(made)
    value = sign * Decimal(int(digits)).scaleb(-places)
    if value == figure.value:
        return None
    return replace(figure, text=f"{value}", value=value, step=Decimal(1).scaleb(-places))


def slips(digits: str, kind: str) -> list[str]:
    """Return every way to mistype digits in one kind, each once, in order."""
    places = range(len(digits))
    if kind == "transposed":
        made = [digits[:n] + digits[n + 1] + digits[n] + digits[n + 2 :] for n in places[:-1]]
    elif kind == "dropped":
        made = [digits[:n] + digits[n + 1 :] for n in places if len(digits) > 1]
    elif kind == "doubled":
        made = [digits[:n] + digits[n] + digits[n:] for n in places]
    elif kind == "digit":
        made = [digits[:n] + other + digits[n + 1 :] for n in places for other in "0123456789"]
    else:
        made = [digits[:n] + other + digits[n:] for n in range(len(digits) + 1) for other in "0123456789"]
    return [text for text in dict.fromkeys(made) if text != digits]


def changes(entry: Entry, kind: str, table: dict[Place, Entry], seed: str) -> dict[Place, Figure] | None:
    """Return the figures that one typing error puts into the table, or None where it cannot be made."""
    if kind.startswith("swap"):
        row, column = (0, 1) if kind == "swap-right" else (1, 0)
        other = table.get(((entry.row or 0) + row, (entry.column or 0) + column, entry.part))
        if other is None or not other.is_known or not entry.is_known or other.printed == entry.printed:
            return None
        return {place_of(entry): other.figure, place_of(other): entry.figure}
    if entry.figure.state is not State.VALUE or not entry.figure.step:
        return None
    figure = mistyped(entry.figure, kind, random.Random(seed))  # noqa: S311
    return None if figure is None else {place_of(entry): figure}


def changed(edits: Iterable[Edit], figures: dict[Place, Figure]) -> list[Edit]:
    """Return the decidable edit rules with other figures in them."""
    made: dict[int, Entry] = {}

    def other(entry: Entry) -> Entry:
        figure = figures.get(place_of(entry)) if entry.row is not None else None
        if figure is None:
            return entry
        if id(entry) not in made:
            # A printed 100 that is no longer 100 is a share like any other.
            kind = (
                Kind.RATE
                if entry.printed == 100 and entry.unit and entry.unit.kind is Kind.RATE
                else entry.kind
            )
            made[id(entry)] = replace(entry, figure=figure, kind=kind)
        return made[id(entry)]

    result = []
    for edit in edits:
        if any(place_of(term.entry) in figures for term in edit.terms):
            new = replace(edit, terms=tuple(replace(t, entry=other(t.entry)) for t in edit.terms))
            if evaluate(new).verdict is not Verdict.UNDECIDED:
                result.append(new)
        else:
            result.append(edit)
    return result


class PlainProgramme:
    """The rules of a table as a linear programme in printed quantities, apart from the library's."""

    def __init__(self) -> None:
        self.index: dict[Any, int] = {}
        self.low: list[float] = []
        self.high: list[float] = []
        self.equal: list[dict[int, float]] = []
        self.above: list[dict[int, float]] = []

    def column(self, entry: Entry) -> int:
        """Return the column of a figure, its bounds tightened by this entry of it."""
        key = place_of(entry) if entry.row is not None else entry
        number = self.index.setdefault(key, len(self.low))
        if number == len(self.low):
            self.low.append(-np.inf)
            self.high.append(np.inf)
        reach = entry.interval()
        self.low[number] = max(self.low[number], float(reach.low))
        self.high[number] = min(self.high[number], float(reach.high))
        return number

    def add(self, edit: Edit) -> None:
        """Add one rule; a rate whose base may be zero says nothing."""
        for term in edit.terms:
            self.column(term.entry)
        if edit.rule is not Rule.RATE:
            row: dict[int, float] = defaultdict(float)
            row[self.column(edit.result.entry)] -= 1
            for term in edit.others:
                row[self.column(term.entry)] += term.coefficient
            self.equal.append(row)
            return
        rate, base = edit.result.entry.interval(), edit.with_role(Role.DENOMINATOR)
        ends = [sum(t.coefficient * end(t.entry, t.coefficient > 0) for t in base) for end in (_least, _most)]
        if ends[0] <= 0 <= ends[1]:
            return
        sign = 1 if ends[0] > 0 else -1
        for edge, side in ((rate.low, -1), (rate.high, 1)):
            row = defaultdict(float)
            for term in edit.with_role(Role.NUMERATOR):
                row[self.column(term.entry)] += side * 100 * sign * term.coefficient
            for term in base:
                row[self.column(term.entry)] -= side * float(edge) * sign * term.coefficient
            self.above.append(row)

    def is_feasible(self) -> bool:
        """Tell whether true quantities exist, open ends taken as closed."""
        above, equal = self._matrix(self.above), self._matrix(self.equal)
        answer = linprog(
            np.zeros(len(self.low)),
            A_ub=above,
            b_ub=None if above is None else np.zeros(len(above)),
            A_eq=equal,
            b_eq=None if equal is None else np.zeros(len(equal)),
            bounds=list(zip(self.low, self.high, strict=True)),
            method="highs",
        )
        return bool(answer.status != 2)

    def _matrix(self, rows: Sequence[dict[int, float]]) -> np.ndarray | None:
        dense = np.zeros((len(rows), len(self.low)))
        for number, row in enumerate(rows):
            for place, value in row.items():
                dense[number, place] = value
        return dense if rows else None


def _least(entry: Entry, upward: bool) -> float:
    return float(entry.interval().low if upward else entry.interval().high)


def _most(entry: Entry, upward: bool) -> float:
    return _least(entry, not upward)


def is_feasible(edits: Sequence[Edit]) -> bool:
    """Tell by a plain linear programme in printed units whether true quantities exist."""
    plain = PlainProgramme()
    for edit in edits:
        plain.add(edit)
    return plain.is_feasible()


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


def mutate(job: tuple[str, int]) -> list[dict[str, Any]]:
    """Try all mutations on one document."""
    name, most = job
    document = read_document(ROOT / "raw" / name, ROOT / "schemas" / "datapackage.schema.json")
    rows: list[dict[str, Any]] = []
    for checked in check_document(document, load_families(ROOT / "schemas")):
        printed = [check.edit for check in checked.checks if check.verdict is not Verdict.UNDECIDED]
        edits, mended = repaired(printed) if printed else ([], False)
        if printed and not edits:
            print(f"{name}/{checked.table.name}: no repair found, left out", file=sys.stderr)
        table = {place_of(t.entry): t.entry for edit in edits for t in edit.terms if t.entry.row is not None}
        every = list(table)
        places = every[:: -(-len(every) // most)] if len(every) > most else every
        for place in places:
            for kind in KINDS:
                seed = f"{name}/{checked.table.name}/{place}/{kind}"
                figures = changes(table[place], kind, table, seed)
                row = {
                    "table": f"{name}/{checked.table.name}",
                    "family": checked.table.schema,
                    "kind": kind,
                    "mended": mended,
                    "sampled": len(every) > most,
                    "place": place,
                }
                if figures is None:
                    rows.append(row | {"outcome": "not applicable"})
                    continue
                row["crosses"] = all(crosses(changed_place, edits) for changed_place in figures)
                rows.append(row | try_one(edits, figures))
    return rows


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


def speed(repeats: int) -> list[dict[str, Any]]:
    """Return seconds and hits for synthetic tables by size and number of faults."""
    results = []
    for rows, columns in SIZES:
        for faults in (1, 2, 3):
            tried = []
            for repeat in range(repeats):
                dice = random.Random(f"{rows}x{columns}/{faults}/{repeat}")  # noqa: S311
                edits = synthetic(rows, columns, dice)
                table = {place_of(t.entry): t.entry for edit in edits for t in edit.terms}
                figures: dict[Place, Figure] = {}
                while len(figures) < faults:
                    place = dice.choice(sorted(table, key=str))
                    figure = mistyped(table[place].figure, dice.choice(KINDS[:8]), dice)
                    if (
                        figure
                        and figure.value is not None
                        and abs(figure.value - table[place].printed) > 2 * (rows + columns)
                    ):
                        figures[place] = figure
                tried.append(try_one(edits, figures))
            seconds = [one["seconds"] for one in tried if "seconds" in one]
            results.append(
                {
                    "rows": rows,
                    "columns": columns,
                    "faults": faults,
                    "tables": repeats,
                    "detected": len(seconds),
                    "listed": sum(one.get("listed", False) for one in tried),
                    "first": sum(one.get("first", False) for one in tried),
                    "median_seconds": round(statistics.median(seconds), 4),
                    "longest_seconds": round(max(seconds), 4),
                }
            )
    return results


def summary(rows: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Return counts and shares of some mutations."""
    outcomes = Counter(row["outcome"] for row in rows)
    found = [row for row in rows if row["outcome"] == "detected"]
    visible = outcomes["detected"] + outcomes["missed"]
    crossing = [row for row in found if row["crosses"]]
    seconds = sorted(row["seconds"] for row in found)
    answer: dict[str, Any] = {
        "mutations": len(rows) - outcomes["not applicable"],
        "not_applicable": outcomes["not applicable"],
        "hidden": outcomes["hidden"],
        "detected": share(outcomes["detected"], visible),
        "one_suspected": share(sum(row["named"] for row in found), len(found)),
        "suspected": share(sum(row["suspected"] for row in found), len(found)),
        "listed_exactly": share(sum(row["listed"] for row in found), len(found)),
        "first": share(sum(row["first"] for row in found), len(found)),
        "crossing": len(crossing),
        "first_where_crossing": share(sum(row["first"] for row in crossing), len(crossing)),
        "incomplete": sum(not row["complete"] for row in found),
    }
    if seconds:
        answer["median_seconds"] = round(statistics.median(seconds), 4)
        answer["p95_seconds"] = round(seconds[int(0.95 * (len(seconds) - 1))], 4)
    return answer


def share(part: int, whole: int) -> float | None:
    """Return a proportion, None of nothing."""
    return round(part / whole, 4) if whole else None


def main() -> None:
    """Run the benchmark and write its figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--json", type=Path, help="where to write the figures")
    parser.add_argument("--cells", type=int, default=60, help="figures of a table that are changed at most")
    parser.add_argument("--repeats", type=int, default=9, help="synthetic tables of each size")
    parser.add_argument("--rows", type=Path, help="where to write every mutation, for study")
    given = parser.parse_args()
    names = sorted(path.parent.name for path in (ROOT / "raw").glob("*/datapackage.yaml"))
    with ProcessPoolExecutor(2) as pool:
        rows = [row for found in pool.map(mutate, [(name, given.cells) for name in names]) for row in found]
    answer = {
        "cells_per_table_at_most": given.cells,
        "tables": len({row["table"] for row in rows}),
        "tables_mended_first": sorted({row["table"] for row in rows if row["mended"]}),
        "tables_sampled": sorted({row["table"] for row in rows if row["sampled"]}),
        "all": summary(rows),
        "single_figure_kinds": summary([row for row in rows if not row["kind"].startswith("swap")]),
        "by_kind": {kind: summary([row for row in rows if row["kind"] == kind]) for kind in KINDS},
        "by_family": {
            family: summary([row for row in rows if row["family"] == family])
            for family in sorted({row["family"] for row in rows})
        },
        "synthetic": speed(given.repeats),
    }
    if given.rows:
        given.rows.write_text("\n".join(json.dumps(row) for row in rows) + "\n", encoding="utf-8")
    text = json.dumps(answer, ensure_ascii=False, indent=2) + "\n"
    if given.json:
        given.json.parent.mkdir(parents=True, exist_ok=True)
        given.json.write_text(text, encoding="utf-8")
    print(text, end="")


if __name__ == "__main__":
    main()

"""Mutation score and speed of error localization.

    python -m bench.mutation --json results/bench/mutation.json

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
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

from bench.common import ROOT
from bench.mistyping import KINDS, Place, changes, mistyped, place_of
from bench.trials import crosses, repaired, synthetic, try_one
from geomsan.check.families.registry import load_families
from geomsan.check.identities.verdicts import Verdict
from geomsan.check.validation import check_document
from geomsan.read.documents.descriptor import read_document
from geomsan.read.figures.figure import Figure

SIZES = ((20, 5), (50, 10), (100, 20), (200, 20))


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
                    "family": checked.table.family,
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

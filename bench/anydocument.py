"""Documents that nobody described: what is found, and what is found wrong, by format and family.

Also the five real reports read without their descriptors, against the curated families.
"""

from __future__ import annotations

import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from bench.common import DESCRIPTOR_SCHEMA, ROOT, result, script, write
from bench.reports import FAMILIES, Made, corrupt, generate
from bench.reports.writers import SINGLE, WRITERS
from geomsan.check.families.registry import load_families
from geomsan.check.identities.edits import Edit
from geomsan.check.identities.verdicts import Check, Verdict
from geomsan.check.validation import check_document
from geomsan.infer.understand import UnderstoodTable, join_fragments, understand
from geomsan.read.documents.descriptor import read_document
from geomsan.read.readers import read_tables
from geomsan.read.readers.found import FoundTable

PER_FAMILY = {"tsv": 60, "csv": 60, "txt": 60, "xlsx": 30, "hwpx": 30, "pdf": 8}
"""Tables of each family, clean and corrupted, by format."""
_TOGETHER = 3

Cells = frozenset[tuple[tuple[int | None, int | None, int | None], str]]


def main(out: Path) -> dict[str, Any]:
    """Run the benchmark and write its result."""
    figures: dict[str, Any] = {}
    for format_, count in PER_FAMILY.items():
        started = time.perf_counter()
        figures[format_] = by_family(format_, count)
        figures[format_]["seconds"] = round(time.perf_counter() - started, 1)
    figures["curated"] = against_curated()
    every = Counter[str]()
    for format_ in PER_FAMILY:
        every.update(figures[format_]["all"])
    found = result(str(__doc__), figures, shares(every))
    lines = [f"{format_}: {shares(figures[format_]['all'])}" for format_ in PER_FAMILY]
    return write(out, found, [*lines, f"curated identities found: {figures['curated']['share_found']}"])


def by_family(format_: str, count: int) -> dict[str, Any]:
    """Return the counts of one format by family, and their sum."""
    families: dict[str, Any] = {}
    every = Counter[str]()
    for family in FAMILIES:
        clean = [generate(family, seed) for seed in range(count)]
        wrong = [made for seed, table in enumerate(clean) if (made := corrupt(table, seed)) is not None]
        counts = measured(format_, clean) + measured(format_, wrong)
        families[family] = dict(sorted(counts.items())) | shares(counts)
        every.update(counts)
    return {"families": families, "all": dict(sorted(every.items()))}


def shares(counts: Mapping[str, int]) -> dict[str, float]:
    """Return what the aims are about."""
    pairs = {
        "cells_exact": ("exact", "cells"),
        "identities_found": ("found", "true"),
        "corrupted_detected": ("detected", "corrupted"),
        "false_alarms": ("alarms", "clean"),
        "first_suspect_right": ("first", "corrupted"),
    }
    return {
        name: round(counts.get(part, 0) / counts[whole], 4)
        for name, (part, whole) in pairs.items()
        if counts.get(whole)
    }


def measured(format_: str, tables: Sequence[Made]) -> Counter[str]:
    """Write tables, read them back, and count what was found of them."""
    counts = Counter[str]()
    size = 1 if format_ in SINGLE else _TOGETHER
    with tempfile.TemporaryDirectory() as folder:
        for start in range(0, len(tables), size):
            together = tables[start : start + size]
            path = Path(folder) / f"{start}.{format_}"
            offsets = WRITERS[format_](together, path)
            found = join_fragments(read_tables(path))
            counts["tables"] += len(together)
            for made, offset in zip(together, offsets, strict=True):
                table = max(found, key=lambda other: _overlap(made, offset, other), default=None)
                if table is not None and _overlap(made, offset, table) * 2 > sum(map(len, made.grid)):
                    counts["tables_found"] += 1
                    _count(counts, made, offset, table)
                else:
                    counts["true"] += len(made.truths)
                    counts["cells"] += sum(map(len, made.grid))
                    counts["corrupted" if made.wrong else "clean"] += 1
    return counts


def _count(counts: Counter[str], made: Made, offset: int, table: FoundTable) -> None:
    understood = understand(table)
    counts["cells"] += sum(map(len, made.grid))
    counts["exact"] += _overlap(made, offset, table)
    violated = [check for check in understood.checks if check.verdict is Verdict.VIOLATED]
    if made.wrong is None:
        mine = {(check.edit.rule.value, _cells(check.edit, offset)) for check in understood.checks}
        counts["true"] += len(made.truths)
        counts["found"] += sum((truth.rule, frozenset(truth.cells)) in mine for truth in made.truths)
        counts["clean"] += 1
        counts["alarms"] += bool(violated)
        return
    counts["corrupted"] += 1
    counts["detected"] += bool(violated)
    counts["first"] += bool(violated) and _is_right(understood, made, offset)


def _overlap(made: Made, offset: int, table: FoundTable) -> int:
    """Return how many cells of a table were read exactly."""
    return sum(
        row < len(table.grid.rows) and table.grid.text(row, column).strip() == text.strip()
        for row, cells in enumerate(made.grid, start=offset)
        for column, text in enumerate(cells)
    )


def _is_right(understood: UnderstoodTable, made: Made, offset: int) -> bool:
    """Tell whether the likeliest repair is the figure that was corrupted (one of two swapped)."""
    repairs = understood.proof.repairs
    if not repairs or made.wrong is None:
        return False
    cells = {((cell.entry.row or 0) - offset, cell.entry.column) for cell in repairs[0].cells}
    (row, column, _), kind = made.wrong
    if kind == "swapped":
        return bool(cells & {(row, column), (row + 1, column), (row, column + 1)})
    return cells == {(row, column)}


def _cells(edit: Edit, offset: int) -> Cells:
    return frozenset(
        ((None if t.entry.row is None else t.entry.row - offset, t.entry.column, t.entry.part), t.role.value)
        for t in edit.terms
    )


def against_curated() -> dict[str, Any]:
    """Return the share of the declared identities that are found without a description."""
    families = load_families(ROOT / "schemas")
    documents: dict[str, Any] = {}
    declared = found = 0
    for folder in sorted(path.parent for path in (ROOT / "raw").glob("*/datapackage.yaml")):
        document = read_document(folder, DESCRIPTOR_SCHEMA)
        counts = Counter[str]()
        only: dict[str, list[str]] = {"only_inferred": [], "only_curated": []}
        for source, checked in zip(document.tables, check_document(document, families), strict=True):
            caption = f"(단위 : {source.unit.name})" if source.unit else ""
            rows = len(source.grid.rows)
            mine = understand(FoundTable(source.grid, source.name, 1, rows, source.title, caption)).checks
            theirs = [check for check in checked.checks if _is_in_grid(check)]
            counts["declared"] += len(theirs)
            counts["found"] += len([check for check in theirs if _known(check) in set(map(_known, mine))])
            counts["inferred"] += len(mine)
            only["only_inferred"] += _violated_only(mine, checked.checks)
            only["only_curated"] += _violated_only(checked.checks, mine)
        declared, found = declared + counts["declared"], found + counts["found"]
        documents[document.name] = dict(counts) | only
    return {"documents": documents, "share_found": round(found / declared, 4)}


def _is_in_grid(check: Check) -> bool:
    is_joint = " & " in check.edit.identity
    in_grid = all(term.entry.row is not None for term in check.edit.terms)
    return check.verdict is not Verdict.UNDECIDED and in_grid and not is_joint


def _known(check: Check) -> frozenset[tuple[int | None, int | None, int | None]]:
    """Return the cells of a check that print a value; which of the nil ones are listed does not matter."""
    entries = [term.entry for term in check.edit.terms if not term.entry.is_nil]
    return frozenset((entry.row, entry.column, entry.part) for entry in entries)


def _violated_only(checks: Iterable[Check], others: Iterable[Check]) -> list[str]:
    there = {_known(check) for check in others if check.verdict is Verdict.VIOLATED}
    wrong = [check for check in checks if check.verdict is Verdict.VIOLATED and _known(check) not in there]
    return [f"{c.edit.statement}: {c.reported} ≠ {c.expected}" for c in wrong]


if __name__ == "__main__":
    script(main, "anydocument")

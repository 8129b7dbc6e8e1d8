"""Checks and proofs of all real tables in one process, beside bare pandera and three other tools."""

from __future__ import annotations

import inspect
import json
import subprocess
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import Any

from bench.bare import bare_pandera, validate_all, wrong_rows
from bench.common import (
    DESCRIPTOR_SCHEMA,
    ROOT,
    Result,
    alternating,
    median,
    ratio,
    result,
    script,
    write,
)
from bench.plain import PlainTable, count, plain_table, sums_only
from geomsan.check import validation as checking
from geomsan.check.families.registry import load_families
from geomsan.read.documents.descriptor import Document, read_document
from geomsan.read.tables.reading import read_table

WHAT = """
geomsan: check_document over all documents, whose files were read before: from printed cells to
figures, frames held against the pandera families, verdicts by exact intervals, and whatever else
check_document does (`stages`: exclusive seconds of each function that it calls, from calls of their
own with clocks in them). geomsan_reading_and_verdicts: only from printed cells to the verdict of
each rule, through pandera. bare_pandera: one DataFrameSchema a table and one plain check an identity,
made before, with pandas expressions on float frames (tolerance: half a printed place a figure),
validated lazily;
bare_pandera_numpy: the same checks on arrays. The other tools run warm in a process of their own
over the same float frames and hold only the sums and differences along one row or column, no rates;
`what` of each says how. Reading figures from print is in geomsan's time only. Medians of CPU time,
side by side in one run.
"""
PEERS_PYTHON = ROOT / ".venv-bench" / "bin" / "python3"
PEERS = Path(__file__).resolve().parent / "peers"


def main(out: Path, repetitions: int = 5, names: Sequence[str] | None = None) -> Result:
    """Measure checks and proofs, their stages, and the peers."""
    present = sorted(path.parent for path in (ROOT / "raw").glob("*/datapackage.yaml"))
    folders = [path for path in present if names is None or path.name in names]
    documents = [read_document(folder, DESCRIPTOR_SCHEMA) for folder in folders]
    families = load_families(ROOT / "schemas")

    def check() -> list[checking.CheckedTable]:
        return [table for document in documents for table in checking.check_document(document, families)]

    def read_and_decide() -> None:
        for document in documents:
            for source in document.tables:
                family = families[source.family]
                checking.decide(read_table(source, family.measures()), family)

    checked = check()
    plain = [plain_table(table) for table in checked]
    held = [table for table in plain if table["checks"]]
    bare = [bare_pandera(table, with_numpy=False) for table in held]
    bare_numpy = [bare_pandera(table, with_numpy=True) for table in held]
    works: dict[str, Callable[[], object]] = {
        "geomsan": check,
        "geomsan_reading_and_verdicts": read_and_decide,
        "bare_pandera": lambda: validate_all(bare),
        "bare_pandera_numpy": lambda: validate_all(bare_numpy),
    }
    taken = {
        name: median(values)
        for name, values in alternating(works, repetitions, clock=time.process_time).items()
    }
    peers = run_peers(sums_only(plain), repetitions)
    others = {name: taken[name] for name in ("bare_pandera", "bare_pandera_numpy")}
    others |= {name: found["seconds"] for name, found in peers.items() if "seconds" in found}
    spent = stages(documents, families, repetitions)
    verdicts = Counter(check.verdict.value for table in checked for check in table.checks)
    figures = {
        "tables": len(checked),
        "figures": sum(len(table.table.entries) for table in checked),
        "rules": sum(verdicts.values()),
        "verdicts": verdicts,
        "repetitions": repetitions,
        "seconds": taken,
        "stages": spent,
        "plain": {
            "tables": len(held),
            "checks": sum(len(schema.checks) for schema, _ in bare),
            "rules": count(held),
            "rows_found_wrong": wrong_rows(bare),
            "tables_of_sums": len(sums_only(plain)),
            "rules_of_sums": count(sums_only(plain)),
        },
        "peers": peers,
    }
    ratios = {
        f"{ours}_to_{name}": ratio(taken[ours], other)
        for ours in ("geomsan", "geomsan_reading_and_verdicts")
        for name, other in others.items()
    }
    lines = [
        f"{figures['rules']} rules of {len(checked)} tables: {taken['geomsan']:.3f} s, of these reading and "
        f"verdicts {taken['geomsan_reading_and_verdicts']:.3f} s",
        "ratio to "
        + ", ".join(
            f"{name} {ratios[f'geomsan_to_{name}']} ({other:.3f} s)" for name, other in others.items()
        ),
        "stages: " + ", ".join(f"{name} {taken:.3f} s" for name, taken in list(spent.items())[:5]),
    ]
    return write(out, result(WHAT, figures, ratios), lines)


# --- stages -----------------------------------------------------------------------------------


def stages(documents: Sequence[Document], families: Mapping[str, Any], repetitions: int) -> dict[str, float]:
    """Return the exclusive seconds of each function that ``geomsan.check.validation`` calls, longest first.

    Whatever is imported there is found, so that a new stage is measured without a change here.
    """
    taken: dict[str, list[float]] = {}
    for repetition in range(repetitions + 1):
        with _clocked() as exclusive:
            for document in documents:
                checking.check_document(document, families)
        if repetition:
            for name, spent in exclusive.items():
                taken.setdefault(name, []).append(spent)
    found = {name: median(values) for name, values in taken.items()}
    return dict(sorted(found.items(), key=lambda item: -item[1]))


@contextmanager
def _clocked() -> Iterator[dict[str, float]]:
    """Time every geomsan function in the namespace of ``geomsan.check.validation`` while in the block."""
    exclusive: dict[str, float] = {}
    inner = [0.0]

    def clocked(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(function)
        def call(*arguments: Any, **options: Any) -> Any:
            inner.append(0.0)
            start = time.perf_counter()
            try:
                return function(*arguments, **options)
            finally:
                whole = time.perf_counter() - start
                exclusive[name] = exclusive.get(name, 0.0) + whole - inner.pop()
                inner[-1] += whole

        return call

    originals = {
        name: value
        for name, value in vars(checking).items()
        if inspect.isfunction(value) and value.__module__.startswith("geomsan.")
    }
    for name, function in originals.items():
        setattr(checking, name, clocked(name.removeprefix("_"), function))
    try:
        yield exclusive
    finally:
        for name, function in originals.items():
            setattr(checking, name, function)


# --- peers in an environment of their own -----------------------------------------------------


def run_peers(tables: Sequence[PlainTable], repetitions: int) -> dict[str, dict[str, Any]]:
    """Run each script of ``bench/peers`` over the tables; without its environment, say so."""
    scripts = sorted(PEERS.glob("with_*.py"))
    if not PEERS_PYTHON.exists():
        why = "no .venv-bench: `make bench` makes it"
        return {path.stem.removeprefix("with_"): {"skipped": why} for path in scripts}
    found: dict[str, dict[str, Any]] = {}
    with tempfile.TemporaryDirectory(prefix="geomsan-bench-") as name:
        given = Path(name) / "tables.json"
        given.write_text(json.dumps(list(tables)), encoding="utf-8")
        for path in scripts:
            done = subprocess.run(
                [PEERS_PYTHON, path, given, str(repetitions)],
                cwd=name,
                capture_output=True,
                text=True,
                check=False,
            )
            if done.returncode != 0:
                raise RuntimeError(f"{path.name}: {done.stderr[-2000:]}")
            peer = json.loads(done.stdout.splitlines()[-1])
            peer["seconds"] = median(peer["seconds"])
            found[path.stem.removeprefix("with_")] = peer
    return found


if __name__ == "__main__":
    script(main, "checks")

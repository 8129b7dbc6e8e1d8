"""The first answer: ``geomsan check`` on one small table against a bare ``import pandas``."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from bench.common import Result, alternating, median, ratio, result, run, script, write
from bench.reports import generate
from bench.reports.writers import write_tsv

WHAT = """
Wall seconds of `geomsan check table.tsv` in a process of its own, on a generated budget of a dozen
rows, against `python -c 'import pandas'` and against Python alone; the three in turn, medians.
"""
GEOMSAN = [sys.executable, "-m", "geomsan.command.cli"]
"""The command of the environment that runs the benchmark."""


def main(out: Path, repetitions: int = 9) -> Result:
    """Measure the three."""
    with tempfile.TemporaryDirectory(prefix="geomsan-bench-") as name:
        folder = Path(name)
        table = generate("budget", 0)
        write_tsv([table], folder / "table.tsv")
        commands = {
            "check": [*GEOMSAN, "check", "table.tsv"],
            "import_pandas": [sys.executable, "-c", "import pandas"],
            "python": [sys.executable, "-c", "pass"],
        }
        works = {key: lambda words=words: run(words, folder) for key, words in commands.items()}
        taken = {key: median(times) for key, times in alternating(works, repetitions).items()}
    figures = {"rows": len(table.grid), "repetitions": repetitions, "seconds": taken}
    of_pandas = ratio(taken["check"], taken["import_pandas"])
    lines = [f"a small table: {taken['check']:.2f} s, {of_pandas} times `import pandas`"]
    return write(out, result(WHAT, figures, {"check_to_import_pandas": of_pandas}), lines)


if __name__ == "__main__":
    script(main, "startup")

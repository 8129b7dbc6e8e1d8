"""Run every benchmark in turn, each in a process of its own.

A benchmark is a ``bench/*.py`` with a ``main(out: Path)``, or with a ``main`` that reads ``--json OUT``.

python bench/run.py            all of them
python bench/run.py checks     only some
"""

from __future__ import annotations

import argparse
import ast
import os
import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
ROOT = FOLDER.parent


def is_benchmark(path: Path) -> bool:
    """Tell whether a script has a ``main`` that takes ``out``, or that reads ``--json`` itself."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    mains = [node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name == "main"]
    takes_out = any(node.args.args and node.args.args[0].arg == "out" for node in mains)
    options = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)}
    return takes_out or (bool(mains) and "--json" in options)


def benchmarks() -> list[Path]:
    """Return the scripts by name."""
    return [path for path in sorted(FOLDER.glob("*.py")) if path.stem != "run" and is_benchmark(path)]


def run_one(path: Path, results: Path) -> int:
    """Run one benchmark; its result is ``<name>.json`` in ``results``."""
    print(f"{path.stem}", flush=True)
    known = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH", "")]))
    command = [sys.executable, "-m", f"bench.{path.stem}", "--json", str(results / f"{path.stem}.json")]
    done = subprocess.run(command, cwd=ROOT, env=os.environ | {"PYTHONPATH": known}, check=False)
    return done.returncode


def main() -> int:
    """Run the benchmarks named, all by default; 1 when one of them fails."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--results", type=Path, default=ROOT / "results" / "bench")
    given = parser.parse_args()
    known = {path.stem: path for path in benchmarks()}
    if unknown := [name for name in given.names if name not in known]:
        parser.error(f"no such benchmark: {', '.join(unknown)}; there are {', '.join(known)}")
    given.results.mkdir(parents=True, exist_ok=True)
    chosen = given.names or list(known)
    failed = [name for name in chosen if run_one(known[name], given.results.resolve()) != 0]
    if failed:
        print(f"failed: {', '.join(failed)}", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())

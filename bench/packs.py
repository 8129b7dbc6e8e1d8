"""What it takes to set each pack from stored documents, beside another checkout of the project.

python -m bench.packs                                  this checkout alone
python -m bench.packs --against ../before --packs economy-2026-03

Both checkouts need their ``results/`` (``make briefs``); each sets the packs of its own documents.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from bench.common import RESULTS, ROOT, Result, environment_of, median, ratio, result, run, write
from geomsan.read.documents.project import Project

WHAT = """
CPU seconds (user and system) of one process a pack that reads its stored documents and sets it: the
imports, the HTML with its charts, WeasyPrint, the tags. The checkouts in turn, medians.
"""
SET = """
import sys
from pathlib import Path
from geomsan.decide.stored import read_decided
from geomsan.publish.packs.brief import brief
from geomsan.read.documents.project import Project, documents_of
project = Project(Path())
config = project.read_config()
pack = next(each for each in config["packs"] if each["name"] == sys.argv[1])
names = documents_of(pack, project.documents(config))
decided = [read_decided(f"results/documents/{name}.json", f"results/standing/{name}.json") for name in names]
brief(pack, decided, Path("workflow/templates"), Path(sys.argv[2]))
"""


def main(out: Path, repetitions: int = 3, against: Path | None = None, packs: Sequence[str] = ()) -> Result:
    """Measure the packs named, all of the configuration by default."""
    names = packs or [pack["name"] for pack in Project(ROOT).read_config()["packs"]]
    checkouts = {"this": ROOT} | ({"before": against.resolve()} if against else {})
    taken: dict[str, dict[str, float]] = {}
    with tempfile.TemporaryDirectory(prefix="geomsan-bench-") as folder:
        for name in names:
            times: dict[str, list[float]] = {key: [] for key in checkouts}
            for _ in range(repetitions):
                for key, root in checkouts.items():
                    command = [sys.executable, "-c", SET, name, f"{folder}/{key}.pdf"]
                    times[key].append(run(command, root, environment_of(root)).cpu)
            taken[name] = {key: median(values) for key, values in times.items()}
    ratios = {name: ratio(cpu["this"], cpu["before"]) for name, cpu in taken.items() if "before" in cpu}
    lines = [
        f"{name}: {cpu['this']:.1f} s CPU" + (f", {ratios[name]} times before" if name in ratios else "")
        for name, cpu in taken.items()
    ]
    return write(out, result(WHAT, {"repetitions": repetitions, "cpu_seconds": taken}, ratios), lines)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--json", type=Path, default=RESULTS / "packs.json", metavar="OUT")
    parser.add_argument("--against", type=Path, metavar="FOLDER")
    parser.add_argument("--packs", nargs="*", default=(), metavar="NAME")
    given = parser.parse_args()
    main(given.json, against=given.against, packs=given.packs)

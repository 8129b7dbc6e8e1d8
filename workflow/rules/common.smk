# Required: config.yaml, one folder a document in raw/. Makes: DOCUMENTS, PACKS, CONFIG, library().
# The configuration is checked before the DAG exists; unknown keys are refused.

import os
import re
import shlex
import sys
from pathlib import Path

from geomsan.read.documents.order import earlier_documents
from geomsan.common.errors import GeomsanError
from geomsan.read.documents.project import Project, documents_of

# Snakemake puts the interpreter unquoted into the command of a script: without this, a folder name
# with a space or a bracket stops every job. Ordinary paths stay as they are.
if Path(sys.executable).exists():
    sys.executable = shlex.quote(sys.executable)

PROJECT = Project(Path(workflow.basedir))


def or_stop(question):
    """The answer, or the end with one line that says what to mend (no traceback, also when quiet)."""
    try:
        return question()
    except GeomsanError as error:
        if "GEOMSAN_RUN" not in os.environ:
            print(f"오류: {error}", file=sys.stderr)
        Path("results/logs").mkdir(parents=True, exist_ok=True)
        Path("results/logs/errors.txt").write_text(f"오류: {error}\n", encoding="utf-8")
        raise SystemExit(1) from None


or_stop(PROJECT.read_config)


configfile: "config.yaml"


or_stop(lambda: PROJECT.check_config(config))

DOCUMENTS = PROJECT.documents(config)
LANGUAGE = config.get("language", "ko")
PACKS = {pack["name"]: pack for pack in config["packs"]}


wildcard_constraints:
    document="|".join(map(re.escape, DOCUMENTS)),
    pack="|".join(map(re.escape, PACKS)),


def library(*_):
    """The library's source files: Snakemake does not see changes in what a script imports."""
    root = Path(workflow.basedir) / "workflow" / "geomsan"
    return [str(file.relative_to(workflow.basedir)) for file in sorted(root.rglob("*.py"))]


def checks_of(pack):
    """The decided documents that a pack draws from."""
    return expand(
        "results/decided/{document}.json",
        document=documents_of(PACKS[pack], DOCUMENTS),
    )


def comparisons_of(pack):
    """What the documents of a pack have in common with earlier ones."""
    return expand(
        "results/comparison/{document}.json",
        document=documents_of(PACKS[pack], DOCUMENTS),
    )


def step(stage, names):
    """What is shown when a job starts: the stage, and how many of how many."""
    names = list(names)
    return (
        lambda wildcards: f"{stage} {names.index(wildcards[0]) + 1}/{len(names)}: {wildcards[0]}"
    )


onsuccess:
    summary = Path("results/summary.txt")
    # workflow/run.sh prints it itself, also when there was nothing to do.
    if summary.exists() and "GEOMSAN_RUN" not in os.environ:
        print(summary.read_text(encoding="utf-8"), end="")

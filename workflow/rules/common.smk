# Required: config.yaml, one folder a document in raw/. Makes: DOCUMENTS, PACKS, and what a job depends on.
# The configuration is checked before the DAG exists; unknown keys are refused.

import logging
import os
import re
import shlex
import signal
import sys
from pathlib import Path
from threading import Thread

import snakemake
from geomsan.common.closure import digest_of, library_of
from geomsan.common.errors import GeomsanError
from geomsan.common.job import PROGRESS
from geomsan.common.files import end_future, lies_within, remove_unfinished
from geomsan.decide.disclosure import DISCLOSURES
from geomsan.decide.file import DECISIONS
from geomsan.publish.packs.fonts import find_fonts
from geomsan.read.documents.descriptor import VERSIONS
from geomsan.read.documents.order import earlier_documents
from geomsan.read.documents.project import Project, documents_of
from snakemake.iocontainers import Params, Snakemake
from snakemake.persistence import PersistenceBase
from snakemake.script import PythonScript

# What Snakemake and its plugins say of a run that ends for no fault of a job: `--quiet` keeps it from the
# terminal and from their own log, and workflow/run.sh tells it.
if "GEOMSAN_RUN" in os.environ and workflow.is_main_process:
    stopped = logging.FileHandler("results/logs/stopped.txt", "w", "utf-8", delay=True)
    stopped.setLevel(logging.ERROR)
    logger.addHandler(stopped)

# Snakemake puts the interpreter unquoted into the command of a script: without this, a folder name
# with a space or a bracket stops every job. Ordinary paths stay as they are.
if Path(sys.executable).exists():
    sys.executable = shlex.quote(sys.executable)


# Snakemake asks of each parameter whether it is a table of pandas, when it notes it and when it hands it to a
# script, and imports pandas for that, which is a fifth of a run with nothing to do. Ours are text.
def keep_params(self, params):
    self._params_store, self._params_types = Params(toclone=list(params)), {}
    self._params_store._take_names(params._get_names())


Snakemake._safely_store_params = keep_params
PersistenceBase._serialize_param_pandas = PersistenceBase._serialize_param_builtin

# A script needs of Snakemake the one module that tells it about its job. Importing all of it, as would happen
# first, takes as long as importing our library.
PREAMBLE = PythonScript._minify_preamble
ALONE = f"""
import sys
sys.modules["snakemake"], sys.modules["snakemake.io"] = type(sys)("snakemake"), type(sys)("snakemake.io")
sys.modules["snakemake"].__path__ = {list(snakemake.__path__)}
sys.modules["snakemake.io"].__getattr__ = lambda name: ()  # of what is asked for there, nothing is used
"""
PythonScript._minify_preamble = staticmethod(
    lambda lines: ALONE
    + PREAMBLE(lines).replace("from snakemake.logging import logger;", "")
)

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
EARLIER = earlier_documents(PROJECT.raw, DOCUMENTS)
# False where results are kept in object storage.
HERE = workflow.storage_settings.default_storage_provider is None
LANGUAGE = config.get("language", "ko")
CHECKED_BY = {"checked_by": config.get("checked_by", "")}
PACKS = {pack["name"]: CHECKED_BY | pack for pack in config["packs"]}


wildcard_constraints:
    document="[^/]+",
    pack="[^/]+",


def files(*patterns):
    """The project's files of these patterns, as rules name them.

    `local`: they go with the project, also where results are kept in object storage.
    """
    found = {path for pattern in patterns for path in PROJECT.root.glob(pattern)}
    return [
        local(name)
        for name in sorted(
            str(path.relative_to(PROJECT.root)) for path in found if path.is_file()
        )
    ]


def raw_of(document):
    """A document as received: its folder without what was decided about it and earlier versions."""
    left_out = {
        *decisions_of(document),
        *files(f"raw/{document}/{VERSIONS}/**/*"),
    }
    folder = PROJECT.raw / document
    return [
        path
        for path in files(f"raw/{document}/**/*")
        if path not in left_out and lies_within(folder, PROJECT.root / path)
    ]


def decisions_of(document):
    """What was decided about a document: its violations, and its personal data."""
    return files(*(f"raw/{document}/{name}" for name in (DECISIONS, DISCLOSURES)))


def documents_in(pack):
    """The documents that a pack draws from."""
    return documents_of(PACKS[pack], DOCUMENTS)


def content(script, *given):
    """One value that changes with what a job is made of, whatever the dates of its files.

    That is the script with the library that it imports, the versions of packages, and the files given
    (names, or a function of the wildcards). Snakemake runs a job again when a parameter of it changes.
    """
    path = PROJECT.root / "workflow" / "scripts" / f"{script}.py"
    own = digest_of(
        [path, PROJECT.root / "requirements" / "run.txt", *library_of(path)]
    )

    def of(wildcards):
        named = [
            name
            for each in given
            for name in (each(wildcards) if callable(each) else each)
        ]
        return f"{own} {digest_of(PROJECT.root / name for name in named)}"

    return of


def stored(documents, folder):
    """What is stored about documents: in results/documents, or in results/standing."""
    return [f"results/{folder}/{name}.json" for name in documents]


def often(wildcards, attempt):
    """The how manieth attempt it is: a script whose earlier ones were cut off gives up (geomsan.common.job)."""
    return attempt


def more(amount):
    """As much of a resource, and as much again at each further attempt."""
    return lambda wildcards, attempt: amount * attempt


def step(stage):
    """What is shown when a job starts: the stage, and the name of what goes through it."""
    return lambda wildcards: f"{stage}: {wildcards[0]}"


onstart:
    # Snakemake's own handler waits for a lock that the interrupted code may hold: the run would hang.
    signal.signal(
        signal.SIGTERM,
        lambda *_: Thread(target=workflow.scheduler.exit_gracefully).start(),
    )
    # Snakemake limits how many jobs start in a second, and for that looks at all ready jobs again a second
    # after each time that it looked: every job that ends adds a round, without end. A job that ends is
    # occasion enough, and `cores` or `jobs` say how many run at once.
    workflow.scheduler.job_rate_limiter = None
    # A run that was killed may have left them, and no other is under way.
    remove_unfinished(Path("results"))
    for folder in ("raw", "results", "schemas", "workflow/templates"):
        end_future(Path(folder))
    # How many jobs will say that they start.
    counted = [
        job
        for job in workflow.dag.needrun_jobs()
        if not job.is_shell and job.rule.script
    ]
    Path("results/logs").mkdir(parents=True, exist_ok=True)
    Path("results/logs", PROGRESS).write_text(f"{len(counted)}\n", encoding="utf-8")


onsuccess:
    # workflow/run.sh prints it itself, also when there was nothing to do.
    told = Path("results/complete.txt")
    if told.exists() and "GEOMSAN_RUN" not in os.environ:
        print(told.read_text(encoding="utf-8"), end="")

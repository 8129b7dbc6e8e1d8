"""What is made again when something changes: exactly what depends on it, whatever the dates say."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from geomsan.common.closure import digest_of, library_of
from geomsan.publish.packs.fonts import find_fonts

from .conftest import ROOT, copy_project, run_snakemake

pytestmark = pytest.mark.workflow

JUNGGU, FIRST, SECOND, LAST, HUB = (
    "junggu-pledge-2025", "seoul-economy-2019-09", "seoul-economy-2022-09", "seoul-economy-2026-03",
    "seoul-manufacturing-hub-2024",
)  # fmt: skip
DOCUMENTS = {JUNGGU, FIRST, SECOND, LAST, HUB}
PACKS_OF = {
    JUNGGU: {"junggu-pledge-2025", "urban-manufacturing"},
    FIRST: {"economy-2019-09", "urban-manufacturing"},
    SECOND: {"economy-2022-09", "urban-manufacturing"},
    LAST: {"economy-2026-03", "urban-manufacturing"},
    HUB: {"manufacturing-hub-2024", "urban-manufacturing"},
}
PACKS = set().union(*PACKS_OF.values())
MESSAGES = {
    "Checking the tables of (.+)": "validate",
    "Applying the decisions about (.+)": "decide",
    "Reconciling the documents with each other()": "reconcile",
    "Listing the findings()": "lists",
    "Making the review pages and the worklist()": "review",
    "Setting the pack (.+)": "brief",
    "Publishing the pack (.+)": "publish",
    "Writing the manifest of the packs()": "manifest",
}
Jobs = set[tuple[str, str]]


def packs(names: set[str]) -> Jobs:
    """The jobs that make packs."""
    return {(rule, name) for rule in ("brief", "publish") for name in names} | {("manifest", "")}


LISTS, REVIEW = {("lists", "")}, {("review", "")}


def decided(documents: set[str]) -> Jobs:
    """What is made again when it may stand otherwise with the findings of documents."""
    changed = packs(set().union(*(PACKS_OF[name] for name in documents)))
    return {("decide", name) for name in documents} | {("reconcile", "")} | LISTS | REVIEW | changed


def checked(documents: set[str], later: set[str] = frozenset()) -> Jobs:
    """What is made again when documents are checked again; ``later`` ones are held against them."""
    return {("validate", name) for name in documents} | decided(documents | later)


ALL = checked(DOCUMENTS)
ALL_DECIDED = decided(DOCUMENTS)
CHANGES: dict[str, Jobs] = {
    # The library, room by room.
    "workflow/geomsan/common/errors.py": ALL,
    "workflow/geomsan/read/figures/figure.py": ALL,
    "workflow/geomsan/read/tables/reading.py": ALL,
    "workflow/geomsan/read/readers/pdf.py": ALL,  # the prose of a document is read from its own file
    "workflow/geomsan/check/localization/search.py": ALL,
    "workflow/geomsan/check/findings.py": ALL,
    "workflow/geomsan/infer/understand.py": ALL,
    "workflow/geomsan/reconcile/sessions.py": ALL_DECIDED,
    "workflow/geomsan/decide/standing.py": ALL_DECIDED,
    "workflow/geomsan/publish/packs/glance.py": packs(PACKS),
    "workflow/geomsan/publish/review/payload.py": REVIEW,
    "workflow/geomsan/publish/worklist/writing.py": REVIEW,
    "workflow/geomsan/publish/summary.py": LISTS,
    "workflow/geomsan/publish/release/build.py": set(),
    "workflow/geomsan/publish/distribution/ledger.py": set(),
    "workflow/geomsan/command/cli.py": set(),
    # What the jobs open besides.
    "workflow/scripts/review.py": REVIEW,
    "schemas/audit.py": ALL,
    "schemas/execution.yaml": ALL,
    "schemas/datapackage.schema.json": ALL,
    "schemas/decisions.schema.json": ALL_DECIDED,
    "workflow/templates/pack.css": packs(PACKS),
    "workflow/templates/review.js": REVIEW,
    "workflow/templates/release-index.css": set(),
    "fonts/NanumGothic.ttf": packs(PACKS),
    "requirements/run.txt": ALL,
    "requirements/test.txt": set(),
    # What the users have.
    f"raw/{JUNGGU}/funding-by-source.tsv": checked({JUNGGU}),
    f"raw/{FIRST}/staffing.tsv": checked({FIRST}, {SECOND, HUB, LAST}),
    f"raw/{HUB}/more/new.csv": checked({HUB}, {LAST}),
    f"raw/{JUNGGU}/decisions.yaml": decided({JUNGGU}),
    "raw/aliases.yaml": ALL_DECIDED,
}


@pytest.fixture(scope="module")
def project(finished: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the finished project with fonts of its own, nothing to do in it."""
    folder = tmp_path_factory.mktemp("dependencies") / "project"
    shutil.copytree(finished, folder, symlinks=True)
    fonts = folder / "fonts"
    fonts.mkdir()
    for path in find_fonts().values():
        shutil.copy2(path, fonts)
    assert planned(folder) == set()
    return folder


def planned(folder: Path) -> Jobs:
    """The jobs that a run would do."""
    run = run_snakemake(folder, "--dry-run", "--nolock", "--quiet", "reason", XDG_DATA_HOME=str(folder))
    assert run.returncode == 0, run.stderr
    return set(_jobs(run.stdout + run.stderr))


def _jobs(told: str) -> Iterator[tuple[str, str]]:
    for message, rule in MESSAGES.items():
        yield from ((rule, name) for name in re.findall(message, told))


@pytest.mark.parametrize("path", CHANGES)
def test_exactly_the_dependants_are_made_again(project: Path, path: str) -> None:
    file = project / path
    before = (file.read_bytes(), file.stat().st_mtime) if file.exists() else None
    file.parent.mkdir(exist_ok=True)
    file.write_bytes((before[0] if before else b"") + b"\n")
    os.utime(file, (10**9, 10**9))  # an older date, as from an archive
    try:
        assert planned(project) == CHANGES[path]
    finally:
        if before is None:
            file.unlink()
        else:
            file.write_bytes(before[0])
            os.utime(file, (before[1], before[1]))


@pytest.mark.parametrize(
    ("old", "new", "jobs"),
    [
        ("경제실 주요업무보고 검산 브리프", "경제실 검산", packs({"economy-2026-03"})),
        ("language: ko", "language: en", LISTS),
        ("title: 2025년 공약사업 추진실적 검산 자료", "title: 검산 자료", set()),
    ],
)
def test_a_key_of_the_configuration_is_a_dependency_of_who_reads_it(
    project: Path, old: str, new: str, jobs: Jobs
) -> None:
    file = project / "config.yaml"
    before, date = file.read_text(encoding="utf-8"), file.stat().st_mtime
    assert before.count(old) == 1
    file.write_text(before.replace(old, new), encoding="utf-8")
    try:
        assert planned(project) == jobs
    finally:
        file.write_text(before, encoding="utf-8")
        os.utime(file, (date, date))


def test_every_module_of_the_library_is_in_the_closure_of_those_that_import_it() -> None:
    library = ROOT / "workflow" / "geomsan"
    script = ROOT / "workflow" / "scripts" / "validate.py"
    names = {path.relative_to(library).as_posix() for path in library_of(script)}
    assert {"__init__.py", "check/__init__.py", "check/assembly.py", "read/figures/units.py"} <= names
    assert not any(name.startswith(("publish/", "decide/", "command/")) for name in names)


def test_a_value_of_files_changes_with_content_name_and_absence_only(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    one.write_text("1")
    first = digest_of([one, other])
    os.utime(one, (1, 1))
    assert digest_of([other, one]) == first
    other.write_text("")
    assert digest_of([one, other]) != first


SCRIPTS = {
    "validate": 'write(out.document, " ".join(Path(path).read_text() for path in snakemake.input.raw))',
    "decide": "write(out.standing, Path(snakemake.input.document).read_text())",
    "reconcile": """
words = [set(Path(path).read_text().split()) for path in snakemake.input.standing]
Path(out.between).mkdir()
for place, path in enumerate(map(Path, snakemake.input.standing)):
    others = set().union(*words[:place], *words[place + 1 :])
    write(Path(out.between, path.name), " ".join(sorted(words[place] & others)))
write(out.proposals, "")
write(out.unmatched, "")
""",
    "brief": """
write(out.pdf, Path(snakemake.input.between[0]).read_text() + ".")
write(out.made_from, "")
with open("made.txt", "a") as made:
    made.write(f"{snakemake.wildcards.pack} ")
""",
}


def test_a_pack_is_made_again_when_other_is_said_between_its_document_and_another(tmp_path: Path) -> None:
    """The rules with scripts that hold words against each other, which takes no time."""
    names = ["one", "two", "three"]
    folder, raw = copy_project(tmp_path / "project", []), tmp_path / "project" / "raw"
    for name, script in SCRIPTS.items():
        head = "from pathlib import Path\n\nout = snakemake.output\n"
        write = "\n\ndef write(path, text):\n    Path(path).write_text(text)\n\n\n"
        (folder / "workflow" / "scripts" / f"{name}.py").write_text(head + write + script, encoding="utf-8")
    for name in names:
        (raw / name).mkdir()
        (raw / name / "datapackage.yaml").write_text(f"own{name}", encoding="utf-8")
    described = "".join(f"  - {{name: {name}, title: 검산, documents: [{name}]}}\n" for name in names)
    (folder / "config.yaml").write_text(f"documents: all\npacks:\n{described}", encoding="utf-8")

    def made(document: str, words: str) -> list[str]:
        (raw / document / "datapackage.yaml").write_text(words, encoding="utf-8")
        (folder / "made.txt").write_text("", encoding="utf-8")
        run = run_snakemake(folder, "--quiet", "all", "--", *(f"results/packs/{name}.pdf" for name in names))
        assert run.returncode == 0, run.stderr
        return sorted((folder / "made.txt").read_text(encoding="utf-8").split())

    assert made("one", "ownone") == sorted(names)
    assert made("one", "ownone other") == ["one"], "nothing is said of the two"
    assert made("one", "ownone other owntwo") == ["one", "two"]
    assert (folder / "results" / "packs" / "two.pdf").read_text(encoding="utf-8") == "owntwo."
    said = folder / "results" / "between" / "two.json"
    said.unlink()
    assert made("one", "ownone other owntwo") == []
    assert said.read_text(encoding="utf-8") == "owntwo", "what somebody took away is there again"


def test_a_pack_that_the_configuration_has_no_more_goes(tmp_path: Path) -> None:
    folder = copy_project(tmp_path / "project", [HUB])
    packs_folder = folder / "results" / "packs"
    packs_folder.mkdir(parents=True)
    (packs_folder / "gone.pdf").write_text("of an earlier configuration")
    (folder / "config.yaml").write_text(
        f"documents: all\npacks:\n  - {{name: hub, title: 제목, documents: [{HUB}]}}\n", encoding="utf-8"
    )
    run = run_snakemake(folder, "--quiet", "all")
    assert run.returncode == 0, run.stderr
    assert sorted(path.name for path in packs_folder.glob("*.pdf")) == ["hub.pdf"]

"""A project of its own for each test: the real one's files, without what was generated."""

from __future__ import annotations

import atexit
import shutil
import subprocess
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from functools import cache
from pathlib import Path

import pytest
from filelock import FileLock

from .starting import Run, Starter, starter

ROOT = Path(__file__).parents[2]
CONFIG = """documents: all
packs:
  - name: pledge
    title: 공약 검산 브리프
    documents: [junggu-pledge-2025]
releases:
  - session: junggu-2025
    title: 공약 검산 자료
    packs: [pledge]
"""
PARTS = ("Snakefile", "config.yaml", "schemas", "workflow", "profiles", "requirements")


def copy_project(folder: Path, documents: list[str] | None = None) -> Path:
    """Copy the project into ``folder``, with all documents or only some."""
    folder.mkdir(parents=True, exist_ok=True)
    for part in PARTS:
        source = ROOT / part
        if source.is_dir():
            shutil.copytree(source, folder / part, ignore=shutil.ignore_patterns("*.pyc.*", "*.egg-info"))
        else:
            shutil.copy2(source, folder / part)
    (folder / "raw").mkdir()
    shutil.copy2(ROOT / "raw" / "aliases.yaml", folder / "raw")
    if documents is None:
        documents = [path.name for path in (ROOT / "raw").iterdir() if path.is_dir()]
    for document in documents:
        shutil.copytree(ROOT / "raw" / document, folder / "raw" / document)
    return folder


def own_library(folder: Path) -> dict[str, str]:
    """The variable that makes Python use the library of the copy."""
    return {"PYTHONPATH": str(folder / "workflow")}


@cache
def _started() -> Starter:
    ends = ExitStack()
    atexit.register(ends.close)
    return ends.enter_context(starter())


def run_snakemake(folder: Path, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run the workflow in ``folder`` with the library of the copy."""
    return _started().run(folder, arguments, own_library(folder) | variables)


def start_snakemake(folder: Path, *arguments: str, **variables: str) -> AbstractContextManager[Run]:
    """Start the workflow in ``folder``, for tests that do not let it run to its end."""
    return _started().started(folder, arguments, own_library(folder) | variables)


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The folder of what is made once for all workers."""
    base = tmp_path_factory.getbasetemp()
    folder = (base if worker_id == "master" else base.parent) / "shared"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def finished(shared: Path) -> Path:
    """The real project after a run of the whole workflow; to be left as it is."""
    return _run_once(shared / "finished", copy_project)


@pytest.fixture(scope="session")
def finished_small(shared: Path) -> Path:
    """The small project after a run of the whole workflow; to be left as it is."""
    return _run_once(shared / "프로젝트 2", copy_small)


def _run_once(shared: Path, make: Callable[[Path], Path]) -> Path:
    project = shared / "project"
    with FileLock(shared.with_suffix(".lock")):
        if not (shared / "stdout.txt").exists():
            make(project)
            run = run_snakemake(project, "--quiet", "all")
            assert run.returncode == 0, run.stderr
            (shared / "stderr.txt").write_text(run.stderr, encoding="utf-8")
            (shared / "stdout.txt").write_text(run.stdout, encoding="utf-8")
    return project


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A small project: one document, one pack."""
    return copy_small(tmp_path / "프로젝트 1")


@pytest.fixture
def project_done(finished_small: Path, tmp_path: Path) -> Path:
    """A copy of the small project after a run, to be changed."""
    return shutil.copytree(finished_small, tmp_path / "프로젝트 3", symlinks=True)


def copy_small(folder: Path) -> Path:
    """Copy the project with one document, its example decisions taken for real, one pack and its release."""
    copy_project(folder, ["junggu-pledge-2025"])
    decisions = folder / "raw" / "junggu-pledge-2025" / "decisions.yaml"
    text = decisions.read_text(encoding="utf-8")
    decisions.write_text(text.replace("  example: true\n", ""), encoding="utf-8")
    (folder / "config.yaml").write_text(CONFIG, encoding="utf-8")
    return folder

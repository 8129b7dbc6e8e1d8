"""A project of its own for each test: the real one's files, without what was generated."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock

ROOT = Path(__file__).parents[2]
PARTS = ("Snakefile", "config.yaml", "schemas", "workflow", "profiles", "requirements")

Run = Callable[..., subprocess.CompletedProcess[str]]


def copy_project(folder: Path, documents: list[str] | None = None) -> Path:
    """Copy the project into ``folder``, with all documents or only some."""
    folder.mkdir(parents=True, exist_ok=True)
    for part in PARTS:
        source = ROOT / part
        if source.is_dir():
            shutil.copytree(source, folder / part, ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
        else:
            shutil.copy2(source, folder / part)
    (folder / "raw").mkdir()
    shutil.copy2(ROOT / "raw" / "aliases.yaml", folder / "raw")
    for document in documents or [path.name for path in (ROOT / "raw").iterdir() if path.is_dir()]:
        shutil.copytree(ROOT / "raw" / document, folder / "raw" / document)
    return folder


def run_snakemake(folder: Path, *arguments: str, **options: object) -> subprocess.CompletedProcess[str]:
    """Run the workflow in ``folder`` with the library of the copy."""
    environment = os.environ | {"PYTHONPATH": str(folder / "workflow")}
    return subprocess.run(
        [sys.executable, "-m", "snakemake", *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
        **options,  # type: ignore[call-overload]
    )


@pytest.fixture(scope="session")
def finished(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The real project after a run of the whole workflow, made once for all workers; to be left as it is."""
    base = tmp_path_factory.getbasetemp()
    shared = (base if worker_id == "master" else base.parent) / "finished"
    with FileLock(shared.with_suffix(".lock")):
        if not (shared / "stdout.txt").exists():
            copy_project(shared / "project")
            run = run_snakemake(shared / "project", "--quiet", "all")
            assert run.returncode == 0, run.stderr
            (shared / "stderr.txt").write_text(run.stderr, encoding="utf-8")
            (shared / "stdout.txt").write_text(run.stdout, encoding="utf-8")
    return shared / "project"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A small project: one document, one pack."""
    folder = copy_project(tmp_path / "프로젝트 1", ["junggu-pledge-2025"])
    (folder / "config.yaml").write_text(
        "documents: all\npacks:\n  - name: pledge\n    title: 공약 검산 브리프\n"
        "    documents: [junggu-pledge-2025]\n",
        encoding="utf-8",
    )
    return folder

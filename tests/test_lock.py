"""Whoever writes into ``raw/`` or releases leaves a run alone, and says that one is under way."""

from __future__ import annotations

import fcntl
from pathlib import Path

import pytest

from geomsan.command.cli import main
from geomsan.common.errors import GeomsanError
from geomsan.common.lock import held
from geomsan.read.documents.project import Project
from office import make_project


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    made = make_project(tmp_path / "project")
    monkeypatch.chdir(made.root)
    (made.root / "report.tsv").write_text("과\t합계\t가\n계\t3\t3\n나과\t3\t3\n", encoding="utf-8")
    (made.root / "worklist.json").write_text("[]", encoding="utf-8")
    return made


@pytest.mark.parametrize(
    "call",
    [["decide", "worklist.json", "--by", "과"], ["release"], ["extract", "report.tsv", "--into", "raw/new"]],
)
def test_a_command_leaves_a_run_alone(project: Project, call: list[str], capsys) -> None:
    lock = project.results / "logs" / "run.lock"
    lock.parent.mkdir(parents=True)
    with lock.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)  # as workflow/run.sh holds it
        assert main(call) == 2
    assert "다른 실행이 진행 중입니다" in capsys.readouterr().err
    assert not (project.raw / "new").exists()


def test_the_lock_is_free_again_afterwards_and_its_file_stays(tmp_path: Path) -> None:
    with held(tmp_path), pytest.raises(GeomsanError, match="다른 실행"), held(tmp_path):
        pass
    lock = tmp_path / "logs" / "run.lock"
    inode = lock.stat().st_ino
    with held(tmp_path):
        assert lock.stat().st_ino == inode

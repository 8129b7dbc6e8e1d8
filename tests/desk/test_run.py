"""Runs from the desk: one at a time, told as in the terminal, and none is lost when the desk is killed."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from geomsan.common.lock import held
from geomsan.desk.running import Runs, Step, _step

SCRIPT = """\
exec 9>results/logs/run.lock
flock --nonblock 9 || exit 7
echo '  [1/2] 검산: one' >&2
while [ ! -e go ]; do sleep 0.05; done
echo '  [2/2] 검산: two' >&2
[ -e bad ] && { echo '오류: one.tsv: 틀렸습니다.' >&2; exit 1; }
exit 0
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for folder in ("workflow", "results/logs", "results/desk"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "workflow" / "run.sh").write_text(SCRIPT, encoding="utf-8")
    return tmp_path


def until(condition) -> None:
    end = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_it_tells_how_far_it_is_and_how_it_ended(root: Path) -> None:
    runs = Runs(root, root / "results")
    assert runs.state().begun is None
    runs.begin("김", "ko")
    until(lambda: runs.state().step)
    state = runs.state()
    assert state.is_running
    assert state.step == Step(1, 2, "검산: one")
    (root / "go").touch()
    until(lambda: not runs.state().is_running)
    until(lambda: runs.state().status is not None)
    assert (runs.state().status, runs.state().begun.user) == (0, "김")


def test_a_run_that_fails_says_what_the_terminal_says(root: Path) -> None:
    (root / "go").touch()
    (root / "bad").touch()
    runs = Runs(root, root / "results")
    runs.begin("", "ko")
    until(lambda: runs.state().status == 1)
    assert runs.state().lines[-1] == "오류: one.tsv: 틀렸습니다."


def test_a_second_request_waits_and_says_so(root: Path) -> None:
    asked: list[bool] = []

    class Watched(Runs):
        def is_locked(self) -> bool:
            asked.append(super().is_locked())
            return asked[-1]

    runs = Watched(root, root / "results")
    with held(root / "results"):
        runs.begin("", "ko")
        until(lambda: len(asked) > 2)  # it has looked again and again
        assert runs.state().is_waiting
    (root / "go").touch()
    until(lambda: runs.state().status == 0)


def test_a_desk_that_is_killed_leaves_the_run_and_the_next_one_tells_of_it(root: Path) -> None:
    first = Runs(root, root / "results")
    first.begin("", "ko")
    until(lambda: first.state().step)
    second = Runs(root, root / "results")
    assert second.state().is_running
    assert second.state().step == Step(1, 2, "검산: one")
    (root / "go").touch()
    until(lambda: not second.state().is_running and second.state().status is not None)
    assert second.state().status == 0


def test_a_run_can_be_stopped(root: Path) -> None:
    runs = Runs(root, root / "results")
    runs.begin("", "ko")
    until(lambda: runs.state().step)
    runs.stop()
    until(lambda: not runs.state().is_running)
    assert runs.state().status != 0


def test_the_job_that_started_last_is_told() -> None:
    lines = ["  [ 1/19] 검산: a", "  [ 2/19] 대사·결정: 나 다", "  배포", "오류: x"]
    assert _step(lines) == Step(2, 19, "대사·결정: 나 다")
    assert _step(["[x/2] a", "1/2"]) is None

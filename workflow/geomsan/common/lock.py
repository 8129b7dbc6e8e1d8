"""One at a time: whoever runs the workflow or writes into ``raw/`` holds the lock of the project.

It is that of ``flock``, which ``workflow/run.sh`` takes: it goes with the process, also when the machine
loses power.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from geomsan.common.errors import GeomsanError

_PATIENCE = 0.3
"""Seconds for whoever only looks whether the lock is held, and holds it for that moment."""


def lock_file(results: Path) -> Path:
    """Return the file whose lock is that of the project."""
    return results / "logs" / "run.lock"


@contextmanager
def held(results: Path) -> Iterator[None]:
    """Hold the lock of the project whose results lie in ``results``.

    Raises
    ------
    GeomsanError
        When a run is under way, or somebody else writes into ``raw/``.
    """
    # Who only imports this, as jobs do, needs no lock.
    from filelock import FileLock, Timeout

    path = lock_file(results)
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(path, _PATIENCE, mode=0o644, fallback_to_soft=False, preserve_lock_file=True):
            yield
    except Timeout as error:
        raise GeomsanError(
            str(path),
            "다른 실행이 진행 중입니다. 끝난 뒤 다시 하십시오.",
            "another run is under way; try again when it has ended.",
        ) from error

"""Examining what was dropped, in a process of its own: its memory and its time are bounded."""

from __future__ import annotations

import subprocess
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from geomsan.common.errors import Bilingual
from geomsan.desk.children import MEMORY, start
from geomsan.desk.received import Drop, write_failure

SECONDS = 600
"""Seconds after which an examination is given up."""
_AT_ONCE = 2

_SLOW = Bilingual(
    f"{SECONDS // 60}분 안에 검산하지 못했습니다. 보고서를 나누어 다시 넣으십시오.",
    f"could not be checked within {SECONDS // 60} minutes; split it and drop it again.",
)
_BROKEN = Bilingual(
    "검산하지 못했습니다(메모리가 모자라거나 프로그램 오류). 보고서를 나누어 다시 넣어 보십시오.",
    "could not be checked (for want of memory, or a fault of the program); split it and drop it again.",
)


class Examiner:
    """Examines drops in the background, a few at once, each in a child process.

    With the folder of families, reports are taken apart besides, for who wants to keep one.
    """

    def __init__(self, schemas: Path | None) -> None:
        self._schemas = schemas
        self._pool = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="examiner")
        self._children: set[subprocess.Popen[bytes]] = set()
        self._guard = threading.Lock()
        self._is_closed = False

    def examine(self, drop: Drop) -> None:
        """Have a drop examined; its answer appears beside it."""
        self._pool.submit(self._run, drop)

    def close(self) -> None:
        """Stop: what is not answered is taken up by the next desk."""
        with self._guard:
            self._is_closed = True
            for child in self._children:
                child.kill()
        self._pool.shutdown(cancel_futures=True)

    def _drafting(self) -> list[str]:
        return ["--schemas", str(self._schemas)] if self._schemas else []

    def _run(self, drop: Drop) -> None:
        with self._guard:
            if self._is_closed or not drop.folder.is_dir():
                return
            child = start("examination", str(drop.folder), *self._drafting(), memory=MEMORY)
            self._children.add(child)
        try:
            status = child.wait(SECONDS)
            sentence = _BROKEN
        except subprocess.TimeoutExpired:
            child.kill()
            status, sentence = child.wait(), _SLOW
        with self._guard:
            self._children.discard(child)
            if self._is_closed:
                return
        if status != 0 and drop.folder.is_dir() and not drop.is_answered:
            write_failure(drop, sentence)

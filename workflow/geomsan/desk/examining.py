"""Examining what was dropped, in a process of its own: its memory and its time are bounded."""

from __future__ import annotations

import subprocess
import threading
from concurrent.futures import ThreadPoolExecutor

from geomsan.common.errors import Bilingual
from geomsan.desk.children import MEMORY, start
from geomsan.desk.received import Drop, write_failure
from geomsan.read.documents.project import Project

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

    Where there is a project, reports are taken apart besides, for who wants to keep one, and new versions
    of its documents are laid beside the present ones.
    """

    def __init__(self, project: Project | None) -> None:
        self._project = project
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

    def take_in(self, drop: Drop) -> None:
        """Take a new version of a document in, by itself and at once."""
        with start(*self._call(drop), "--write", memory=MEMORY) as child:
            child.wait(SECONDS)

    def _call(self, drop: Drop) -> list[str]:
        """Return the module that examines a drop, with its arguments."""
        folder = str(drop.folder)
        if self._project is None:
            return ["examination", folder]
        if drop.about.document:
            return ["versioning", folder, str(self._project.root)]
        return ["examination", folder, "--schemas", str(self._project.schemas)]

    def _run(self, drop: Drop) -> None:
        with self._guard:
            if self._is_closed or not drop.folder.is_dir():
                return
            child = start(*self._call(drop), memory=MEMORY)
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

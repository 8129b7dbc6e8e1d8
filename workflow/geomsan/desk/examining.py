"""Examining what was dropped, in a process of its own: its memory and its time are bounded."""

from __future__ import annotations

import subprocess
import threading
from concurrent.futures import ThreadPoolExecutor

from geomsan.common.errors import Bilingual, GeomsanError
from geomsan.desk.children import ended, start
from geomsan.desk.received import Drop, write_failure
from geomsan.read.documents.project import Project

SECONDS = 600
"""Seconds after which an examination is given up."""
TAKE_IN = "take-in"
"""The wish to have a new version of a document written, and not only compared."""
_AT_ONCE = 2

_SLOW = Bilingual(
    f"{SECONDS // 60}분 안에 검산하지 못했습니다. 보고서를 나누어 다시 넣으십시오.",
    f"could not be checked within {SECONDS // 60} minutes; split it and drop it again.",
)
_BROKEN = Bilingual(
    "검산하지 못했습니다(메모리가 모자라거나 프로그램 오류). 보고서를 나누어 다시 넣어 보십시오.",
    "could not be checked (for want of memory, or a fault of the program); split it and drop it again.",
)
_NOT_TAKEN = Bilingual(
    "새 판으로 바꾸다가 끊겼습니다(시간이나 메모리가 모자람). 지금의 문서를 확인한 뒤 다시 하십시오.",
    "taking it in was broken off (for want of time or memory); look at the document, then try again.",
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
        """Take a new version of a document in, by itself and at once.

        Raises
        ------
        GeomsanError
            When that was broken off; then it was taken in as a whole or not at all.
        """
        status, _ = ended(start(*self._call(drop), TAKE_IN), SECONDS)
        if status != 0:
            raise GeomsanError(drop.title, _NOT_TAKEN.ko, _NOT_TAKEN.en)

    def _call(self, drop: Drop) -> list[str]:
        """Return the module that examines a drop, with its arguments."""
        folder = str(drop.folder)
        if self._project is None:
            return ["examination", folder]
        if drop.about.document:
            return ["versioning", folder, str(self._project.root)]
        return ["examination", folder, str(self._project.schemas)]

    def _run(self, drop: Drop) -> None:
        with self._guard:
            if self._is_closed or not drop.folder.is_dir():
                return
            child = start(*self._call(drop))
            self._children.add(child)
        status, _ = ended(child, SECONDS)
        with self._guard:
            self._children.discard(child)
            if self._is_closed:
                return
        if status != 0 and drop.folder.is_dir() and not drop.is_answered:
            write_failure(drop, _SLOW if status is None else _BROKEN)

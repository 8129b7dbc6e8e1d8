"""A desk on a folder of its own, and a client that was let in."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from geomsan.decide.present import Present
from geomsan.desk.app import application
from geomsan.desk.desk import Desk
from geomsan.desk.door import Door, Proxy
from geomsan.desk.examination import write_examined
from geomsan.desk.examining import TAKE_IN, Examiner
from geomsan.desk.guard import ENTER
from geomsan.desk.live import Live
from geomsan.desk.received import Drop
from geomsan.desk.versioning import write_compared
from geomsan.read.documents.project import project_for
from office import make_project

PORT = 8765
HERE = f"http://127.0.0.1:{PORT}"
WRONG = "구분\t계\t갑\t을\n가국\t1,234\t400\t600\n나국\t700\t300\t400\n계\t1,700\t700\t1,000\n"
"""A table with one wrong figure."""


class InProcess(Examiner):
    """Examines where it stands: a process of its own costs more than a small report in it."""

    def examine(self, drop: Drop) -> None:
        module, _, *words = self._call(drop)
        {"versioning": write_compared, "examination": write_examined}[module](drop, *words)

    def take_in(self, drop: Drop) -> None:
        write_compared(drop, *self._call(drop)[2:], TAKE_IN)


Enter = Callable[..., TestClient]


class Person(TestClient):
    """A browser: it names the page from which a form comes."""

    def send_form(self, url: str, **given):
        return self.post(url, headers={"origin": HERE}, follow_redirects=False, **given)


def opened(folder: Path, proxy: Proxy | None = None, *, in_process: bool = False) -> tuple[Desk, Person]:
    desk = Desk(project_for(folder), Door(PORT, proxy))
    if in_process:
        desk.examiner = InProcess(desk.project)
    return desk, Person(application(desk), base_url=HERE)


def let_in(desk: Desk, client: Person) -> Person:
    assert client.get(ENTER + desk.door.secret).status_code == 200
    return client


@pytest.fixture(scope="session")
def _proved(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Present]:
    project = make_project(tmp_path_factory.mktemp("proved") / "project")
    return project.root, Live(project).now().present


@pytest.fixture(scope="session")
def proved(_proved: tuple[Path, Present]) -> Path:
    """A project that a desk has checked, to be copied: the copy's desk proves nothing again."""
    return _proved[0]


@pytest.fixture(scope="session")
def printed(_proved: tuple[Path, Present]) -> Present:
    """What is found in that project, before anything is decided."""
    return _proved[1]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[tuple[Desk, Person]]:
    made, client = opened(tmp_path)
    with client:
        yield made, let_in(made, client)


def answered(client: Person, address: str) -> str:
    """Wait for the answer on a drop and return its page."""
    for _ in range(600):
        if client.get(f"{address}/state").json()["done"]:
            return client.get(address).text
        time.sleep(0.1)
    raise AssertionError("no answer within a minute")


def said(html: str) -> str:
    """Return what a page says, without its markup."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())

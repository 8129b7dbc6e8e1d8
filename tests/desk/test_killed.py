"""The desk killed in the middle: nothing is half-written or lost, and started again it shows the same."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import httpx
import pytest

from geomsan.decide.present import examine
from geomsan.read.documents.project import Project
from office import TOTAL, make_project, request, statuses
from tests.desk.conftest import said
from tests.desk.test_run import SCRIPT

pytestmark = [pytest.mark.skipif(os.name != "posix", reason="kills as POSIX does"), pytest.mark.slow]

COMMAND = [sys.executable, "-m", "geomsan.command.cli", "serve", "--no-browser", "--port", "0"]


def until(condition: Callable[[], object]) -> None:
    end = time.monotonic() + 120
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.05)


@contextmanager
def killed(project: Project) -> Iterator[httpx.Client]:
    """A desk in a process of its own, which is killed at the end, whatever it does then."""
    opener = project.results / "desk" / "open.html"
    opener.unlink(missing_ok=True)
    with subprocess.Popen(COMMAND, cwd=project.root, stdout=subprocess.DEVNULL) as process:
        try:
            until(lambda: opener.exists() and "</a>" in opener.read_text(encoding="utf-8"))
            address = re.findall(r'href="([^"]+)"', opener.read_text(encoding="utf-8"))[0]
            here = address.partition("/enter/")[0]
            with httpx.Client(base_url=here, headers={"origin": here}, timeout=120) as client:
                client.get(address)
                yield client
        finally:
            process.send_signal(signal.SIGKILL)


def half_an_upload(client: httpx.Client) -> socket.socket:
    """Send the first half of a report."""
    cookies = "; ".join(f"{name}={value}" for name, value in client.cookies.items())
    lines = [
        "POST /reports HTTP/1.1",
        f"Host: {client.base_url.netloc.decode()}",
        f"Origin: {client.headers['origin']}",
        f"Cookie: {cookies}",
        "Content-Type: multipart/form-data; boundary=b",
        "Content-Length: 9000000",
        "",
        "--b",
        'Content-Disposition: form-data; name="file"; filename="a.tsv"',
        "",
        "",
    ]
    sending = socket.create_connection((client.base_url.host, client.base_url.port or 0))
    sending.sendall("\r\n".join(lines).encode() + b"1\t2\n" * 500_000)
    return sending


def test_killed_during_an_upload_a_decision_and_a_run(tmp_path: Path) -> None:
    project = make_project(tmp_path / "project")
    (project.root / "workflow").mkdir()
    (project.root / "workflow" / "run.sh").write_text(SCRIPT, encoding="utf-8")
    (project.results / "logs").mkdir(parents=True)
    (project.results / "desk").mkdir()
    history = project.results / "desk" / "history.jsonl"
    os.mkfifo(history)  # who writes into it waits for a reader: the decision is held in the middle of its way
    wanted = dict(request(examine(project), TOTAL).entry)
    decisions = project.raw / "one" / "decisions.yaml"

    with killed(project) as client, half_an_upload(client):

        def decide() -> None:
            with suppress(httpx.HTTPError):
                client.post("/decide", json={"decisions": [wanted], "seen": {}})

        threading.Thread(target=decide, daemon=True).start()
        until(decisions.exists)
    history.unlink()
    assert statuses(project)[TOTAL] == "accepted"

    with killed(project) as client:
        assert client.get("/standing").json()["findings"][TOTAL]["status"] == "accepted"
        assert "넣은 보고서" not in said(client.get("/").text)
        assert list((project.results / "desk").glob("received/*")) == []
        assert client.post("/run").status_code == 303
        until(lambda: "1/2" in client.get("/run/state").text)

    with killed(project) as client:
        state = client.get("/run/state").json()
        assert (state["done"], state["text"]) == (False, "1/2 · 검산: one")
        refused = client.post("/decide", json={"decisions": [{**wanted, "reason": "다른 이유"}], "seen": {}})
        assert refused.status_code == 409
        (project.root / "go").touch()
        until(lambda: client.get("/run/state").json()["done"])
        assert "마지막 실행이 끝났습니다" in said(client.get("/packs").text)

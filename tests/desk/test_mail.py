"""Mail from the desk: read before it is sent, sent once to a real server, and doubts settled by a button."""

from __future__ import annotations

import time
from collections import Counter
from pathlib import Path

import pytest

from tests.desk.conftest import Person, let_in, opened, said
from tests.distribution.conftest import (  # noqa: F401 (fixtures)
    EVERYTHING,
    SECRET,
    authority,
    configure,
    project,
    serve,
)

pytestmark = pytest.mark.filterwarnings("ignore:Requiring AUTH:UserWarning")


@pytest.fixture
def client(project: Path, monkeypatch: pytest.MonkeyPatch) -> Person:  # noqa: F811
    desk, made = opened(project)
    return let_in(desk, made)


def sent(client: Person, **form: str) -> str:
    """Send and wait until that has ended; return what the page says then."""
    assert client.send_form("/mail/committee", data=form).status_code == 303
    end = time.monotonic() + 120
    while not client.get("/mail/state").json()["done"]:
        assert time.monotonic() < end
        time.sleep(0.05)
    return said(client.get("/mail").text)


def test_each_message_is_read_before_and_sent_once(project, serve, client, monkeypatch) -> None:  # noqa: F811
    server = serve()
    monkeypatch.delenv("GEOMSAN_SMTP_PASSWORD")
    configure(project, smtp=server.smtp)
    page = said(client.get("/mail").text)
    assert "2026년 3월 검산 자료" in page
    assert "(economy)" in page
    assert page.count("보낼 것: 경제실 주요업무보고 검산 브리프") == 2
    assert server.room.accepted == []

    wrong = sent(client, password="wrong")
    assert server.room.accepted == []
    assert page.count("보낼 것") == wrong.count("보낼 것")
    assert "비밀번호" in wrong

    done = sent(client, password=SECRET)
    assert Counter(server.room.received) == EVERYTHING
    assert "보냄 2, 이미 보냄 0, 보내지 못함 0, 확인 필요 0" in done
    assert "보낼 것" not in done
    assert SECRET not in done
    assert SECRET not in "".join(path.read_text("utf-8") for path in (project / "results/desk").glob("*.log"))
    sent(client, password=SECRET)
    assert Counter(server.room.received) == EVERYTHING


def test_who_may_have_it_or_not_is_asked_about(project, serve, client) -> None:  # noqa: F811
    server = serve()
    configure(project, smtp=server.smtp)
    server.room.hang_up_once()
    page = sent(client)
    assert page.count("받았는지 알 수 없음") == 1
    assert Counter(server.room.received) == EVERYTHING
    address = next(iter(server.room.received))[0]
    done = sent(client, settled="arrived", address=address)
    assert "받았는지 알 수 없음" not in done
    assert Counter(server.room.received) == EVERYTHING


def test_without_a_list_or_a_release_it_says_what_to_do(project, client) -> None:  # noqa: F811
    configure(project)
    assert "메일 서버가 정해져 있지 않습니다" in said(client.get("/mail").text)
    (project / "results" / "release").rename(project / "results" / "none")
    assert "아직 배포하지 않았습니다" in said(client.get("/mail").text)

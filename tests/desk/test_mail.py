"""Mail from the desk: read before it is sent, sent once to a real server, and doubts settled by a button."""

from __future__ import annotations

import time
from collections import Counter
from pathlib import Path

import pytest
import yaml

from tests.desk.conftest import Person, let_in, opened, said
from tests.distribution.conftest import (  # noqa: F401 (fixtures)
    EVERYTHING,
    SECRET,
    SESSION,
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


@pytest.mark.slow
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


@pytest.mark.slow
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


def test_a_list_is_added_in_the_desk_and_its_message_shown(project, client) -> None:  # noqa: F811
    configure(project)
    config = project / "config.yaml"
    whole = yaml.safe_load(config.read_text("utf-8"))
    kept = {key: value for key, value in whole.items() if key != "distribution"}
    config.write_text("# 설정\n" + yaml.safe_dump(kept, allow_unicode=True), "utf-8")
    assert "받는 이 목록 추가" in said(client.get("/mail").text)
    wish = {"title": "기획경제위원회", "release": SESSION, "sender": "예산과 <budget@example.org>"}
    before = config.read_bytes()
    for people, told in (("", "받는 이를 적으십시오"), ("a@example.org\nno address", "메일 주소가 아닙니다")):
        refused = client.send_form("/mail", data={**wish, "recipients": people})
        assert refused.status_code == 422
        assert told in said(refused.text)
        assert "예산과 &lt;budget@example.org&gt;" in refused.text, "what was typed stays"
        assert config.read_bytes() == before
    people = "위원회 <economy@example.org>\r\n\r\nreviewer@example.org"
    assert client.send_form("/mail", data={**wish, "recipients": people}).status_code == 303
    page = said(client.get("/mail").text)
    assert page.count("보낼 것: ") == 2
    assert "2026년 3월 검산 자료" in page
    again = {"title": "사무처", "release": SESSION, "recipients": "office@example.org"}
    assert client.send_form("/mail", data=again).status_code == 303
    assert config.read_text("utf-8").startswith("# 설정\n")
    lists = yaml.safe_load(config.read_text("utf-8"))["distribution"]["lists"]
    assert [(each["name"], each["title"]) for each in lists] == [
        (SESSION, "기획경제위원회"),
        (f"{SESSION}-2", "사무처"),
    ]
    assert lists[0]["recipients"] == ["위원회 <economy@example.org>", "reviewer@example.org"]


def test_without_a_list_or_a_release_it_says_what_to_do(project, client) -> None:  # noqa: F811
    configure(project)
    assert "메일 서버가 정해져 있지 않습니다" in said(client.get("/mail").text)
    (project / "results" / "release").rename(project / "results" / "none")
    assert "아직 배포하지 않았습니다" in said(client.get("/mail").text)

"""``geomsan send`` against a real mail server on the loopback."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import trustme

from geomsan.command.cli import main
from geomsan.publish.distribution import sending
from geomsan.publish.distribution.ledger import LEDGER, Ledger

from .conftest import EVERYTHING, SECRET, SESSION, configure, mailing, make_release

# aiosmtpd's word about logins without TLS: it does not see that the whole connection is encrypted.
pytestmark = pytest.mark.filterwarnings("ignore:Requiring AUTH:UserWarning")


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sending, "sleep", lambda seconds: None)


@pytest.fixture
def send(project: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Any:
    monkeypatch.chdir(project)

    def run(*arguments: str) -> tuple[int, str]:
        status = main(["send", *arguments])
        shown = capfd.readouterr()
        said = shown.out + shown.err
        assert "Traceback" not in said
        assert SECRET not in said
        return status, said

    return run


def in_background(project: Path, *arguments: str) -> subprocess.Popen[str]:
    """Send in a process of its own, which may be killed."""
    code = "import sys; from geomsan.command.cli import main; sys.exit(main(['send', *sys.argv[1:]]))"
    return subprocess.Popen(
        [sys.executable, "-c", code, *arguments],
        cwd=project,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**os.environ, "PYTHONUTF8": "1"},
    )


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_everybody_gets_every_pack_once(project: Path, serve: Any, send: Any, security: str) -> None:
    server = serve(security)
    configure(project, smtp=server.smtp)
    status, said = send()
    assert status == 0, said
    assert Counter(server.room.received) == EVERYTHING
    assert server.room.was_encrypted == [True, True]
    assert "보냄 2, 이미 보냄 0" in said
    status, said = send()
    assert status == 0
    assert "보냄 0, 이미 보냄 2" in said
    assert Counter(server.room.received) == EVERYTHING
    assert SECRET not in (project / LEDGER).read_text(encoding="utf-8")


def test_each_person_sees_only_the_own_address(project: Path, serve: Any, send: Any) -> None:
    server = serve()
    configure(project, smtp=server.smtp)
    send()
    for to, message in server.room.accepted:
        assert [address.addr_spec for address in message["To"].addresses] == [to]
        others = {"kim@example.org", "lee@example.org"} - {to}
        assert not [other for other in others if other in message.as_string()]
    (_, lee) = server.room.accepted[1]
    assert lee["To"].addresses[0].display_name == "이검산"
    assert lee["From"].addresses[0].display_name == "예산담당관"


def test_the_attachments_arrive_byte_for_byte(project: Path, serve: Any, send: Any) -> None:
    server = serve()
    configure(project, smtp=server.smtp)
    send()
    _, message = server.room.accepted[0]
    parts = {part.get_filename(): part.get_content() for part in message.iter_attachments()}
    folder = project / "results" / "release" / SESSION / "packs"
    assert parts == {
        "경제실 주요업무보고 검산 브리프 (economy).pdf": (folder / "economy.pdf").read_bytes(),
        "공약사업 추진실적 검산 (pledge).pdf": (folder / "pledge.pdf").read_bytes(),
    }


def test_only_what_somebody_does_not_have_is_sent(project: Path, serve: Any, send: Any) -> None:
    server = serve()
    everything = mailing("everything", "kim@EXAMPLE.org", "park@example.org")
    configure(project, mailing("one", "kim@example.org", packs=["pledge"]), everything, smtp=server.smtp)
    status, _ = send()
    assert status == 0
    assert Counter(server.room.received) == {
        ("kim@example.org", "pledge"): 1,
        ("kim@EXAMPLE.org", "economy"): 1,
        ("park@example.org", "economy"): 1,
        ("park@example.org", "pledge"): 1,
    }


def test_a_pack_that_was_made_anew_is_another_pack(project: Path, serve: Any, send: Any) -> None:
    server = serve()
    configure(project, smtp=server.smtp)
    send()
    make_release(project, edition="2")
    assert send()[0] == 0
    assert Counter(server.room.received) == dict.fromkeys(EVERYTHING, 2)


def test_a_list_is_chosen_by_name_and_session(project: Path, serve: Any, send: Any) -> None:
    server = serve()
    lists = mailing("a", "kim@example.org"), mailing("b", "lee@example.org")
    configure(project, *lists, smtp=server.smtp)
    assert send(SESSION, "--list", "b")[0] == 0
    assert {to for to, _ in server.room.received} == {"lee@example.org"}
    assert send("2027-01")[0] == 2
    assert send("--list", "c")[0] == 2


def test_a_trial_tells_and_sends_nothing(project: Path, serve: Any, send: Any) -> None:
    server = serve()
    configure(project, smtp=server.smtp)
    status, said = send("--dry-run")
    assert status == 0
    assert "kim@example.org 보낼 것: economy, pledge" in said
    assert server.room.accepted == []
    assert not (project / LEDGER).exists()
    send()
    assert "kim@example.org 이미 보냈습니다" in send("--dry-run")[1]


def test_what_the_server_puts_off_is_tried_again(project: Path, serve: Any, send: Any) -> None:
    server = serve()
    configure(project, smtp=server.smtp)
    server.room.at_rcpt = {"kim@example.org": ["450 greylisted"]}
    server.room.at_data = {"lee@example.org": ["451 later", "421 going down"]}
    status, said = send()
    assert status == 0, said
    assert Counter(server.room.received) == EVERYTHING


def test_what_is_put_off_for_ever_is_told_and_sent_by_the_next_run(
    project: Path, serve: Any, send: Any
) -> None:
    server = serve()
    configure(project, smtp=server.smtp)
    server.room.at_data = {"lee@example.org": ["451 later"] * (1 + len(sending.PAUSES))}
    status, said = send()
    assert status == 1
    assert "lee@example.org 보내지 못했습니다: 451 later" in said
    assert send()[0] == 0
    assert Counter(server.room.received) == EVERYTHING


@pytest.mark.parametrize("where", ["at_rcpt", "at_data"])
def test_who_is_refused_is_named_and_the_others_get_theirs(
    project: Path, serve: Any, send: Any, where: str
) -> None:
    server = serve()
    configure(project, smtp=server.smtp)
    setattr(server.room, where, {"kim@example.org": ["550 no such person"]})
    status, said = send()
    assert status == 1
    assert "kim@example.org 서버가 거절했습니다: 550 no such person" in said
    assert {to for to, _ in server.room.received} == {"lee@example.org"}
    assert len(server.room.accepted) == 1
    assert send()[0] == 0


def test_a_server_that_is_not_there_is_told(project: Path, serve: Any, send: Any) -> None:
    server = serve()
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        configure(project, smtp={**server.smtp, "port": unused.getsockname()[1]})
        status, said = send()
    assert status == 1
    assert "보내지 못함 2" in said


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_certificate_of_another_host_is_refused(
    project: Path, serve: Any, send: Any, security: str
) -> None:
    server = serve(security, "mail.example.org")
    configure(project, smtp=server.smtp)
    status, said = send()
    assert status == 2
    assert "인증서를 믿을 수 없습니다" in said
    assert server.room.accepted == []


def test_a_certificate_of_an_unknown_authority_is_refused(
    project: Path, serve: Any, send: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = serve()
    trustme.CA().cert_pem.write_to_path(tmp_path / "other.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "other.pem"))
    configure(project, smtp=server.smtp)
    assert send()[0] == 2
    assert server.room.accepted == []


@pytest.mark.parametrize(
    ("offered", "asked"), [("none", "starttls"), ("none", "tls"), ("tls", "starttls"), ("starttls", "tls")]
)
def test_nothing_goes_to_a_server_without_the_encryption_asked_for(
    project: Path, serve: Any, send: Any, offered: str, asked: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("geomsan.publish.distribution.server.COMMAND_TIMEOUT", 0.5)
    server = serve(offered)
    configure(project, smtp={**server.smtp, "security": asked})
    status, said = send()
    # A server that waits for TLS says nothing at all to one that waits for its greeting.
    assert status == (1 if (offered, asked) == ("tls", "starttls") else 2), said
    assert server.room.accepted == []


def test_without_encryption_on_this_computer(project: Path, serve: Any, send: Any) -> None:
    server = serve("none")
    configure(project, smtp=server.smtp)
    assert send()[0] == 0
    assert server.room.was_encrypted == [False, False]


@pytest.mark.parametrize(
    ("password", "told"), [("", "비어 있습니다"), ("falsch", "로그인이 거절"), ("열려라참깨", "ASCII")]
)
def test_a_wrong_password_is_told_at_once(
    project: Path, serve: Any, send: Any, monkeypatch: pytest.MonkeyPatch, password: str, told: str
) -> None:
    server = serve()
    monkeypatch.setenv("GEOMSAN_SMTP_PASSWORD", password)
    configure(project, smtp=server.smtp)
    status, said = send()
    assert status == 2
    assert told in said
    assert not password or password not in said
    assert server.room.accepted == []


def test_an_altered_release_is_not_sent(project: Path, serve: Any, send: Any) -> None:
    server = serve()
    configure(project, smtp=server.smtp)
    (project / "results" / "release" / SESSION / "packs" / "economy.pdf").write_bytes(b"%PDF forged")
    status, said = send()
    assert status == 2
    assert "packs/economy.pdf" in said
    assert server.room.accepted == []


def test_a_release_that_is_not_there_is_told(project: Path, serve: Any, send: Any) -> None:
    configure(project, smtp=serve().smtp)
    shutil.rmtree(project / "results")
    status, said = send()
    assert status == 1
    assert "make release" in said


def killed_after_acceptance(project: Path, server: Any) -> None:
    """Kill the sender when the server has taken in the first message and has not yet said so."""
    started = []

    def kill(_: Any) -> None:
        server.room.on_accept = None
        os.kill(started[0].pid, signal.SIGKILL)
        started[0].wait()

    server.room.on_accept = kill
    started.append(in_background(project))
    assert started[0].wait(timeout=60) == -signal.SIGKILL


def test_killed_between_acceptance_and_ledger_nothing_is_sent_twice(
    project: Path, serve: Any, send: Any
) -> None:
    server = serve()
    configure(project, smtp=server.smtp)
    killed_after_acceptance(project, server)
    assert len(server.room.accepted) == 1
    status, said = send()
    assert status == 1
    assert "kim@example.org 보내다가 끊겨" in said
    assert "--resend kim@example.org" in said
    assert "보냄 1, 이미 보냄 0, 보내지 못함 0, 확인 필요 1" in said
    assert Counter(server.room.received) == EVERYTHING
    status, said = send()
    assert status == 1
    assert "확인 필요 1" in said
    assert Counter(server.room.received) == EVERYTHING


def test_a_doubt_is_settled_by_a_person(project: Path, serve: Any, send: Any) -> None:
    server = serve()
    configure(project, smtp=server.smtp)
    killed_after_acceptance(project, server)
    assert send("--assume-sent", "lee@example.org")[0] == 2
    status, said = send("--assume-sent", "kim@example.org")
    assert status == 0, said
    assert Counter(server.room.received) == EVERYTHING
    assert send("--resend", "kim@example.org")[0] == 2


def test_a_doubt_is_sent_again_when_a_person_says_so(project: Path, serve: Any, send: Any) -> None:
    server = serve()
    configure(project, smtp=server.smtp)
    killed_after_acceptance(project, server)
    # Put off once: what a person asked for is asked for until it is done.
    server.room.at_rcpt = {"kim@example.org": ["450 later"]}
    status, said = send("--resend", "Kim <kim@Example.ORG>")
    assert status == 0, said
    kim = [name for to, name in server.room.received if to == "kim@example.org"]
    assert sorted(kim) == ["economy", "economy", "pledge", "pledge"]
    assert send()[0] == 0


def test_a_connection_lost_before_the_answer_is_a_doubt(project: Path, serve: Any, send: Any) -> None:
    server = serve()
    configure(project, smtp=server.smtp)
    server.room.hang_up_once()
    status, said = send()
    assert status == 1
    assert "보냄 1, 이미 보냄 0, 보내지 못함 0, 확인 필요 1" in said
    assert Counter(server.room.received) == EVERYTHING


def test_two_senders_at_once_send_once(project: Path, serve: Any) -> None:
    server = serve()
    many = [f"person{number}@example.org" for number in range(20)]
    configure(project, mailing("many", *many), smtp=server.smtp)
    server.room.on_accept = lambda _: time.sleep(0.05)
    both = [in_background(project), in_background(project)]
    said = [process.communicate(timeout=120)[0] for process in both]
    assert sorted(process.returncode for process in both) == [0, 2], said
    assert sum("다른 geomsan send가 보내는 중입니다" in text for text in said) == 1
    assert Counter(server.room.received) == {(to, pack): 1 for to in many for pack in ("economy", "pledge")}


def test_nothing_is_sent_while_another_holds_the_ledger(project: Path, serve: Any, send: Any) -> None:
    server = serve()
    configure(project, smtp=server.smtp)
    with Ledger(project / LEDGER):
        assert send()[0] == 2
    assert server.room.accepted == []
    assert send()[0] == 0


def test_without_lists_or_server_it_says_what_to_do(project: Path, send: Any) -> None:
    status, said = send()
    assert status == 2
    assert "results/mail/" in said
    text = (project / "config.yaml").read_text(encoding="utf-8").partition("distribution:")
    rest = text[2][text[2].index("\ndocuments:") :]
    (project / "config.yaml").write_text(text[0] + rest, encoding="utf-8")
    status, said = send()
    assert status == 2
    assert "docs/distribution.md" in said

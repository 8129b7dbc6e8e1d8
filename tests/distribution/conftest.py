"""A project with a release, and a real mail server on the loopback."""

from __future__ import annotations

import ssl
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
import trustme
import yaml
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword

from build import SCHEMAS
from geomsan.publish.release.folder import write_folder

SESSION = "2026-03"
USER, SECRET = "sender", "Zq7-geheim-!"
PACKS = {"economy": "경제실 주요업무보고 검산 브리프", "pledge": "공약사업: 추진실적/검산"}


def make_release(root: Path, packs: Sequence[str] = tuple(PACKS), edition: str = "1") -> Path:
    """Write a release of packs whose content differs by edition."""
    files: dict[str, bytes | Path] = {
        f"packs/{name}.pdf": f"%PDF {name} {edition}\r\n.\r\n..\n".encode() * 50 for name in packs
    }
    files["decisions.csv"] = "\ufeffdocument,date\nsample,2026-03-04\nsample,\n".encode()
    files["data/economy/datapackage.json"] = b'{"resources": [{"as-of": "2026-01-31"}, {}]}'
    told = {name: {"title": PACKS[name], "subtitle": "", "file": f"packs/{name}.pdf"} for name in packs}
    folder = root / "results" / "release" / SESSION
    write_folder(folder, files, {"session": SESSION, "title": "2026년 3월 검산 자료", "packs": told})
    return folder


def mailing(name: str = "committee", *recipients: str, **more: Any) -> dict[str, Any]:
    return {
        "name": name,
        "release": SESSION,
        "recipients": list(recipients) or ["kim@example.org", "이검산 <lee@example.org>"],
        **more,
    }


def configure(root: Path, *lists: dict[str, Any], smtp: dict[str, Any] | None = None, **more: Any) -> None:
    distribution: dict[str, Any] = {
        "sender": "예산담당관 <budget@example.org>",
        "lists": list(lists) or [mailing()],
        **more,
    }
    if smtp is not None:
        distribution["smtp"] = smtp
    config = {
        "documents": "all",
        "packs": [{"name": name, "title": title, "documents": ["sample"]} for name, title in PACKS.items()],
        "releases": [{"session": SESSION, "title": "2026년 3월 검산 자료", "packs": list(PACKS)}],
        "distribution": distribution,
    }
    (root / "config.yaml").write_text(yaml.safe_dump(config, allow_unicode=True), encoding="utf-8")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    root = tmp_path / "project"
    (root / "raw" / "sample").mkdir(parents=True)
    (root / "raw" / "sample" / "datapackage.yaml").touch()
    (root / "schemas").mkdir()
    schema = (SCHEMAS / "config.schema.json").read_bytes()
    (root / "schemas" / "config.schema.json").write_bytes(schema)
    make_release(root)
    configure(root)
    return root


EVERYTHING = {
    (to, pack): 1 for to in ("kim@example.org", "lee@example.org") for pack in ("economy", "pledge")
}
"""Whom the list of the tests sends which pack, once."""


@dataclass
class Mailroom:
    """What the server does: keeps every message that it accepted, and misbehaves on request.

    Attributes
    ----------
    at_rcpt, at_data
        For each address, the answers to give before a message is let in, first to last.
    on_accept
        Called when a message was taken in, before the server says so.
    """

    accepted: list[tuple[str, EmailMessage]] = field(default_factory=list)
    at_rcpt: dict[str, list[str]] = field(default_factory=dict)
    at_data: dict[str, list[str]] = field(default_factory=dict)
    on_accept: Any = None
    was_encrypted: list[bool] = field(default_factory=list)

    async def handle_RCPT(self, server: SMTP, session: Any, envelope: Envelope, to: str, options: Any) -> str:  # noqa: N802
        if self.at_rcpt.get(to):
            return self.at_rcpt[to].pop(0)
        envelope.rcpt_tos.append(to)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Any, envelope: Envelope) -> str:  # noqa: N802
        assert isinstance(envelope.content, bytes)
        (to,) = envelope.rcpt_tos
        if self.at_data.get(to):
            return self.at_data[to].pop(0)
        message = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(message, EmailMessage)
        self.accepted.append((to, message))
        self.was_encrypted.append(
            session.ssl is not None or server.transport.get_extra_info("ssl_object") is not None
        )
        if self.on_accept is not None:
            self.on_accept(server)
        return "250 taken in"

    def hang_up_once(self) -> None:
        """Take the next message in and break the connection before the answer."""

        def hang_up(connection: Any) -> None:
            self.on_accept = None
            connection.transport.abort()

        self.on_accept = hang_up

    @property
    def received(self) -> list[tuple[str, str]]:
        """Every (address, pack) that was taken in."""
        return [
            (to, name)
            for to, message in self.accepted
            for part in message.iter_attachments()
            for name in PACKS
            if f"({name})" in (part.get_filename() or "")
        ]


@dataclass
class Running:
    room: Mailroom
    port: int
    authority: Path
    security: str

    @property
    def smtp(self) -> dict[str, Any]:
        return {"host": "localhost", "port": self.port, "security": self.security, "user": USER}


class _OnAnyPort(Controller):
    """Listens on a port that the system chose."""

    def _trigger_server(self) -> None:
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


def _authenticate(server: Any, session: Any, envelope: Any, mechanism: str, data: Any) -> AuthResult:
    good = isinstance(data, LoginPassword) and (data.login, data.password) == (USER.encode(), SECRET.encode())
    return AuthResult(success=good, handled=False)


@pytest.fixture(scope="session")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def serve(tmp_path: Path, authority: trustme.CA, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Return a function that starts a server; the client trusts its certificate, and knows the password."""
    started: list[Controller] = []
    pem = tmp_path / "authority.pem"
    authority.cert_pem.write_to_path(pem)
    monkeypatch.setenv("SSL_CERT_FILE", str(pem))
    monkeypatch.setenv("GEOMSAN_SMTP_PASSWORD", SECRET)

    def start(security: str = "starttls", name: str = "localhost") -> Running:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority.issue_cert(name).configure_cert(context)
        room = Mailroom()
        controller = _OnAnyPort(
            room,
            hostname="127.0.0.1",
            port=0,
            ssl_context=context if security == "tls" else None,
            tls_context=context if security == "starttls" else None,
            require_starttls=security == "starttls",
            authenticator=_authenticate,
            auth_require_tls=security == "starttls",
            auth_required=True,
        )
        controller.start()
        started.append(controller)
        return Running(room, controller.port, pem, security)

    yield start
    for controller in started:
        controller.stop()

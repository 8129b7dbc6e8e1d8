"""``geomsan serve``: the desk on the loopback address, and the address that lets a browser in."""

from __future__ import annotations

import html
import os
import socket
import webbrowser
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import uvicorn
from filelock import FileLock, Timeout

from geomsan.common.errors import Bilingual, GeomsanError
from geomsan.common.files import reason_of, unwritable
from geomsan.desk.app import application
from geomsan.desk.desk import Desk
from geomsan.desk.door import Door, Proxy
from geomsan.desk.guard import ENTER
from geomsan.read.documents.project import Project

PORT = 8765
"""Where the desk is, if that port is free and no other was asked for."""
PROXY_SECRET = "GEOMSAN_PROXY_SECRET"  # noqa: S105 (the name of a variable)
_LEAST_SECRET = 24
_LOOPBACK = "127.0.0.1"
_OPENER = "open.html"


@dataclass(frozen=True)
class Wishes:
    """What a call of ``geomsan serve`` asks for; a port of None is :data:`PORT` or any free one."""

    port: int | None = None
    opens_browser: bool = True
    proxy: Proxy | None = None


def serve(project: Project, wishes: Wishes, say: Callable[[Bilingual], None]) -> None:
    """Serve the desk of a project until the process is told to end.

    Raises
    ------
    GeomsanError
        When the port is taken, another desk of the project is open, or ``results/`` cannot be written.
    """
    folder = project.results / "desk"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise unwritable(folder, error) from error
    opener = folder / _OPENER
    try:
        with FileLock(folder / "desk.lock", blocking=False, fallback_to_soft=False):
            _serve(project, wishes, opener, say)
    except Timeout as error:
        raise GeomsanError(
            str(folder),
            f"이 폴더의 데스크가 이미 열려 있습니다. {opener}을 브라우저로 여십시오.",
            f"the desk of this folder is open already; open {opener} in a browser.",
        ) from error


def _serve(project: Project, wishes: Wishes, opener: Path, say: Callable[[Bilingual], None]) -> None:
    with _listening(wishes.port) as listener:
        door = Door(listener.getsockname()[1], wishes.proxy)
        address = f"{door.address}{ENTER}{door.secret}"
        config = uvicorn.Config(
            application(Desk(project, door)),
            http="h11",
            ws="none",
            loop="asyncio",
            lifespan="on",
            log_level="warning",
            access_log=False,
            server_header=False,
            proxy_headers=False,
            limit_concurrency=100,
            timeout_graceful_shutdown=2,
        )
        _write_opener(opener, address)
        say(Bilingual(f"브라우저로 여십시오: {address}", f"Open in a browser: {address}"))
        say(Bilingual("끝내려면 Ctrl-C를 누르십시오.", "Press Ctrl-C to end."))
        if wishes.opens_browser:
            # Not the address itself: every user of the machine sees the arguments of a command.
            webbrowser.open(opener.resolve().as_uri())
        try:
            uvicorn.Server(config).run(sockets=[listener])
        finally:
            opener.unlink(missing_ok=True)


def _listening(port: int | None) -> socket.socket:
    """Return a socket on the loopback address."""
    for number in (PORT, 0) if port is None else (port,):
        listener = socket.socket(socket.AF_INET)
        if os.name == "posix":  # elsewhere it would let two programs have one port
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((_LOOPBACK, number))
            listener.listen()
        except OSError as error:
            listener.close()
            failed = error
        else:
            return listener
    raise GeomsanError(
        f"{_LOOPBACK}:{port}",
        f"이 포트를 쓸 수 없습니다 ({reason_of(failed).ko}). 다른 포트를 --port로 주십시오.",
        f"this port cannot be used ({reason_of(failed).en}); give another with --port.",
    )


def _write_opener(path: Path, address: str) -> None:
    """Write a page that leads to the desk and that only its owner can read."""
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(
            '<!DOCTYPE html><meta charset="utf-8"><title>geomsan</title>'
            f'<meta http-equiv="refresh" content="0; url={html.escape(address)}">'
            f'<a href="{html.escape(address)}">geomsan</a>\n'
        )


def read_proxy(file: Path | None, address: str, environment: dict[str, str]) -> Proxy | None:
    """Return the office's proxy: its secret from a file or from the environment; None without either.

    Raises
    ------
    GeomsanError
        When the file cannot be read, or the secret is too short to be one.
    """
    place = str(file) if file else PROXY_SECRET
    try:
        secret = (file.read_text(encoding="utf-8") if file else environment.get(PROXY_SECRET, "")).strip()
    except (OSError, UnicodeDecodeError) as error:
        raise GeomsanError(place, f"읽을 수 없습니다 ({error}).", f"cannot be read ({error}).") from error
    if not secret and file is None:
        return None
    if len(secret) < _LEAST_SECRET or not secret.isascii():
        raise GeomsanError(
            place,
            f"프록시의 비밀은 영문과 숫자로 {_LEAST_SECRET}자 이상이어야 합니다.",
            f"the proxy's secret must have at least {_LEAST_SECRET} ASCII characters.",
        )
    return Proxy(secret, address.rstrip("/"))

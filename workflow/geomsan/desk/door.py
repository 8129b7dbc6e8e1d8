"""Who gets in: whoever opens the address that the command gave, or is named by the office's proxy."""

from __future__ import annotations

import secrets
from collections import OrderedDict
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from starlette.datastructures import Headers

PROXY_SECRET = "x-geomsan-proxy-secret"  # noqa: S105 (the name of a header)
PROXY_USER = "x-forwarded-user"
_MOST_SESSIONS = 100
_LONGEST_NAME = 100


@dataclass(frozen=True)
class Proxy:
    """A reverse proxy that authenticates people.

    Attributes
    ----------
    secret
        What it sends with every request, so that nobody else can name a user.
    address
        Where people find the desk: ``https://desk.example.org``; empty for that of this machine.
    """

    secret: str
    address: str = ""


@dataclass
class Door:
    """The door of one desk, which stands open as long as the process lives.

    Attributes
    ----------
    port
        Where it listens, on the loopback address.
    secret
        The last part of the address that lets a browser in.
    """

    port: int
    proxy: Proxy | None = None
    secret: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    _sessions: OrderedDict[str, None] = field(default_factory=OrderedDict)

    @property
    def address(self) -> str:
        """The address of the desk on this machine."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def cookie(self) -> str:
        """Name of the cookie: browsers do not keep those of two ports apart."""
        return f"geomsan-desk-{self.port}"

    def is_key(self, given: str) -> bool:
        """Tell whether somebody knows the secret."""
        return secrets.compare_digest(given.encode(), self.secret.encode())

    def let_in(self) -> str:
        """Return what the cookie of a browser holds that has shown the secret."""
        token = secrets.token_urlsafe(32)
        self._sessions[token] = None
        while len(self._sessions) > _MOST_SESSIONS:
            self._sessions.popitem(last=False)
        return token

    def is_proxied(self, headers: Headers) -> bool:
        """Tell whether a request comes from the office's proxy; anybody can send the header of a user."""
        given = headers.get(PROXY_SECRET, "")
        return self.proxy is not None and secrets.compare_digest(given.encode(), self.proxy.secret.encode())

    def user(self, headers: Headers, cookies: dict[str, str]) -> str | None:
        """Return the name of who asks, empty for a person at this machine; None for nobody who may."""
        if self.is_proxied(headers):
            name = "".join(char for char in _named(headers) if char.isprintable()).strip()
            return name[:_LONGEST_NAME] or None
        return "" if cookies.get(self.cookie) in self._sessions else None

    def origins(self, headers: Headers) -> list[str]:
        """Return the addresses by which a request may reach the desk.

        A page of the outside that lets its own name point here (DNS rebinding) is none of them.
        """
        own = [f"http://{host}:{self.port}" for host in ("127.0.0.1", "localhost", "[::1]")]
        if self.proxy is not None and self.proxy.address and self.is_proxied(headers):
            parts = urlsplit(self.proxy.address)
            return [f"{parts.scheme}://{parts.netloc}".lower(), *own]
        return own


def _named(headers: Headers) -> str:
    """Return the user's name: UTF-8, as bytes or in escapes of an address."""
    raw = headers.get(PROXY_USER, "").encode("latin-1")
    return unquote(raw.decode("utf-8", "replace"), errors="replace")

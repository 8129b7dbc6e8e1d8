"""What every request passes before it reaches a page, and what every answer carries."""

from __future__ import annotations

import asyncio
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import cookie_parser
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from geomsan.common.errors import Bilingual
from geomsan.desk.door import Door

LARGEST_UPLOAD = 256 * 2**20
"""Bytes of one upload, all its files together: one report as large as ``check`` takes, and more."""
LARGEST_FORM = 4 * 2**20
"""Bytes of anything else that is posted."""
SLOWEST = 300
"""Seconds in which what is posted must have arrived."""

ENTER = "/enter/"
"""Where the address lies that lets a browser in."""

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cache-Control": "no-store",
    # With no referrer at all, browsers would send the origin of a form as "null".
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
_SAFE = ("GET", "HEAD")

_WRONG_HOST = Bilingual("이 주소로는 들어올 수 없습니다.", "This address does not lead here.")
_FOREIGN = Bilingual("다른 페이지에서 보낸 요청은 받지 않습니다.", "Requests from other pages are not taken.")
_NOBODY = Bilingual(
    "이 컴퓨터에서 geomsan serve(make desk)가 알려 준 주소로 들어오십시오.",
    "Open the address that geomsan serve (make desk) gave on this machine.",
)
_LARGE = Bilingual("보낸 것이 너무 큽니다.", "What was sent is too large.")
_SLOW = Bilingual("보내는 데 너무 오래 걸렸습니다.", "Sending took too long.")


class RefusedError(HTTPException):
    """A request that is not answered, for a reason with a sentence."""

    def __init__(self, status: int, sentence: Bilingual) -> None:
        self.sentence = sentence
        super().__init__(status, sentence.en)


class Guard:
    """ASGI middleware: address, origin, person and size of each request; headers of each answer."""

    def __init__(self, app: ASGIApp, door: Door) -> None:
        self._app = app
        self._door = door

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or answer it with why not."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            return
        answered = False

        async def guarded(message: Message) -> None:
            nonlocal answered
            if message["type"] == "http.response.start":
                answered = True
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        try:
            scope["user"] = self._admitted(scope)
            await self._app(scope, _bounded(receive, _most(scope)), guarded)
        except RefusedError as refused:
            if answered:
                raise
            text = f"{refused.sentence.ko}\n{refused.sentence.en}\n"
            response: Response = PlainTextResponse(text, refused.status_code, {"Connection": "close"})
            await response(scope, receive, guarded)

    def _admitted(self, scope: Scope) -> str:
        """Return who asks; raise when the request may not pass."""
        headers = Headers(scope=scope)
        origins = self._door.origins(headers)
        if headers.get("host", "").lower() not in [urlsplit(origin).netloc for origin in origins]:
            raise RefusedError(421, _WRONG_HOST)
        if scope["method"] not in _SAFE and not _is_from_here(headers, origins):
            raise RefusedError(403, _FOREIGN)
        if int(headers.get("content-length") or 0) > _most(scope):
            raise RefusedError(413, _LARGE)
        user = self._door.user(headers, cookie_parser(headers.get("cookie", "")))
        if user is not None:
            return user
        if scope["method"] in _SAFE and scope["path"].startswith((ENTER, "/static/", "/favicon.ico")):
            return ""
        raise RefusedError(403, _NOBODY)


def _is_from_here(headers: Headers, origins: list[str]) -> bool:
    """Tell whether a page of the desk sends a request; every browser names the page's origin."""
    site = headers.get("sec-fetch-site", "same-origin")
    return headers.get("origin", "").lower() in origins and site == "same-origin"


def _most(scope: Scope) -> int:
    return LARGEST_UPLOAD if scope["path"].startswith("/reports") else LARGEST_FORM


def _bounded(receive: Receive, most: int) -> Receive:
    """Return a receiver that gives up on what is too large or too slow, whatever its header said."""
    left = most
    until = asyncio.get_running_loop().time() + SLOWEST
    is_whole = False

    async def bounded() -> Message:
        nonlocal left, is_whole
        if is_whole:  # Only the end of the connection is waited for.
            return await receive()
        try:
            async with asyncio.timeout_at(until):
                message = await receive()
        except TimeoutError as error:
            raise RefusedError(408, _SLOW) from error
        if message["type"] == "http.request":
            left -= len(message.get("body", b""))
            is_whole = not message.get("more_body", False)
            if left < 0:
                raise RefusedError(413, _LARGE)
        return message

    return bounded

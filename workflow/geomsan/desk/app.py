"""The desk as a web application: which address leads to what."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from http import HTTPStatus

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from geomsan.common.errors import Bilingual, GeomsanError
from geomsan.common.packaged import packaged_templates
from geomsan.desk.desk import Desk
from geomsan.desk.faults import fault
from geomsan.desk.guard import ENTER, Guard, RefusedError
from geomsan.desk.pages import LANGUAGE, desk_of, page, trouble
from geomsan.desk.reports import ROUTES as REPORTS
from geomsan.publish.review import assets

_YEAR = 365 * 24 * 3600
ASSETS = {
    "desk.css": "text/css",
    "desk-bar.css": "text/css",
    "desk.js": "text/javascript",
    "desk.svg": "image/svg+xml",
    "handout.css": "text/css",
    "review.css": "text/css",
    "review.js": "text/javascript",
}
_MADE = ("review.css", "review.js")
"""Those that are put together from several files."""
"""What pages of the desk load from it."""
_WORDS = {
    404: Bilingual("그런 페이지가 없습니다.", "There is no such page."),
    405: Bilingual("그렇게는 부를 수 없는 주소입니다.", "This address cannot be called like that."),
}


def application(desk: Desk) -> ASGIApp:
    """Return the application of a desk, guarded."""

    @asynccontextmanager
    async def life(_: Starlette) -> AsyncIterator[None]:
        desk.open()
        try:
            yield
        finally:
            desk.close()

    app = Starlette(
        routes=[
            Route(ENTER + "{key}", _enter),
            Route("/static/{name}", _asset),
            Route("/favicon.ico", _icon),
            Route("/language", _language, methods=["POST"]),
            *REPORTS,
            *(_of_project() if desk.has_project else ()),
        ],
        exception_handlers={HTTPException: _refused, GeomsanError: _wrong, Exception: _fault},
        lifespan=life,
    )
    app.state.desk = desk
    return Guard(app, desk.door)


def _of_project() -> list[Route]:
    """Return what there is where documents are kept; it needs more packages than checking does."""
    from geomsan.desk.documents import ROUTES as DOCUMENTS
    from geomsan.desk.mail import ROUTES as MAIL
    from geomsan.desk.packs import ROUTES as PACKS
    from geomsan.desk.review import ROUTES as REVIEW
    from geomsan.desk.versions import ROUTES as VERSIONS

    return [*DOCUMENTS, *VERSIONS, *REVIEW, *PACKS, *MAIL]


async def _enter(request: Request) -> Response:
    """Let a browser in that shows the secret.

    The page that answers leads on by itself: browsers send a strict cookie only where the step began here.
    """
    door = desk_of(request).door
    if not door.is_key(request.path_params["key"]):
        raise HTTPException(403)
    response = page(request, "enter")
    response.set_cookie(door.cookie, door.let_in(), httponly=True, samesite="strict")
    return response


async def _asset(request: Request) -> Response:
    name, templates = request.path_params["name"], packaged_templates()
    if name not in ASSETS:
        raise HTTPException(404)
    own = templates / name
    content = own.read_text(encoding="utf-8") if name not in _MADE else assets(templates)[name]
    return Response(content, media_type=ASSETS[name])


async def _icon(_: Request) -> Response:
    return RedirectResponse("/static/desk.svg", 301)


async def _language(request: Request) -> Response:
    async with request.form(max_files=0, max_fields=4) as form:
        language, back = form.get("to"), str(form.get("back"))
    is_here = back.startswith("/") and not back.startswith(("//", "/\\"))
    response = RedirectResponse(back if is_here else "/", 303)
    response.set_cookie(
        LANGUAGE, "en" if language == "en" else "ko", max_age=_YEAR, httponly=True, samesite="strict"
    )
    return response


async def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    sentence = error.sentence if isinstance(error, RefusedError) else _WORDS.get(error.status_code)
    if sentence is None:
        phrase = HTTPStatus(error.status_code).phrase
        sentence = Bilingual(f"할 수 없습니다 ({phrase}).", f"Cannot be done ({phrase}).")
    return trouble(request, sentence, error.status_code)


async def _fault(request: Request, error: Exception) -> Response:
    """Answer where the program is at fault."""
    return trouble(request, fault(error), 500)


async def _wrong(request: Request, error: Exception) -> Response:
    assert isinstance(error, GeomsanError)
    return trouble(request, error.message, place=desk_of(request).short(error.place))

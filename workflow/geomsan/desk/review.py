"""The review pages as the desk serves them, and how they save (``docs/desk-protocol.md``)."""

from __future__ import annotations

import json
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from geomsan.common.errors import GeomsanError
from geomsan.common.packaged import packaged_templates
from geomsan.decide.intake import without_examples, without_gone
from geomsan.desk.deciding import ConflictError, RefusedError, told_errors
from geomsan.desk.pages import bar, desk_of, language_of, trouble
from geomsan.publish.review import Served, document_page, index_page, states

HERE = "/review/index.html"
EXAMPLES = "/review/examples/remove"
GONE = "/review/gone/remove"


def _served(request: Request) -> Served:
    return Served(
        styles=("/static/desk-bar.css",),
        remove_examples=EXAMPLES,
        user=request.scope["user"],
        bar=bar(request),
        language=language_of(request),
    )


async def _first(_: Request) -> Response:
    return RedirectResponse(HERE, 303)


async def _index(request: Request) -> Response:
    desk = desk_of(request)
    now = await run_in_threadpool(desk.live.now)
    html = await run_in_threadpool(
        index_page, now.reports, packaged_templates(), _served(request), now.missing
    )
    return HTMLResponse(html)


async def _document(request: Request) -> Response:
    desk, name = desk_of(request), request.path_params["name"]
    now = await run_in_threadpool(desk.live.now)
    report = next((each for each in now.reports if each.name == name), None)
    if report is None:
        gone = next((each for each in now.missing if each.name == name), None)
        if gone is None:
            raise HTTPException(404)
        return trouble(request, gone.error.message, 409, gone.place)
    html = await run_in_threadpool(document_page, report, now.reports, packaged_templates(), _served(request))
    return HTMLResponse(html)


async def _decide(request: Request) -> Response:
    """Save decisions, all or none."""
    desk = desk_of(request)
    try:
        given = json.loads(await request.body())
        entries, seen = given["decisions"], given.get("seen", {})
    except (ValueError, TypeError, KeyError, RecursionError):
        raise HTTPException(400) from None
    if not isinstance(entries, list) or not isinstance(seen, dict):
        raise HTTPException(400)
    try:
        now, found = await run_in_threadpool(desk.deciding.save, entries, seen, request.scope["user"])
    except RefusedError as refused:
        return JSONResponse({"errors": told_errors(refused.errors)}, 422)
    except ConflictError as conflict:
        return await _conflict(request, told_errors(conflict.errors))
    except GeomsanError as error:
        return await _conflict(request, [{"check": "", "ko": error.message.ko, "en": error.message.en}])
    saved = [str(entry["check"]) for entry in entries]
    return JSONResponse({"version": now.version, "saved": saved, "findings": found})


async def _conflict(request: Request, errors: list[dict[str, str]]) -> Response:
    now = await run_in_threadpool(desk_of(request).live.now)
    body = {"errors": errors, "version": now.version, "findings": states(now.reports)}
    return JSONResponse(body, 409)


async def _standing(request: Request) -> Response:
    now = await run_in_threadpool(desk_of(request).live.now)
    found: dict[str, Any] = {}
    if request.query_params.get("since") != now.version:
        wanted = request.query_params.get("document", "")
        found = states([each for each in now.reports if wanted in ("", each.name)])
    return JSONResponse({"version": now.version, "findings": found})


async def _history(request: Request) -> Response:
    document = request.query_params.get("document", "")
    desk = desk_of(request)
    found = await run_in_threadpool(desk.deciding.history, f"{document}/" if document else "")
    return JSONResponse({"history": found})


async def _remove(request: Request) -> Response:
    """Take decisions back that stand in the way of a release and are none any more."""
    among = without_examples if request.url.path == EXAMPLES else without_gone
    try:
        await run_in_threadpool(desk_of(request).deciding.remove, among, request.scope["user"])
    except RefusedError as refused:
        first = refused.errors[0]
        return trouble(request, first.message, 409, desk_of(request).short(first.place))
    return RedirectResponse(HERE, 303)


ROUTES = [
    Route("/review", _first),
    Route(HERE, _index),
    Route("/review/documents/{name}.html", _document),
    Route(EXAMPLES, _remove, methods=["POST"]),
    Route(GONE, _remove, methods=["POST"]),
    Route("/decide", _decide, methods=["POST"]),
    Route("/standing", _standing),
    Route("/history", _history),
]

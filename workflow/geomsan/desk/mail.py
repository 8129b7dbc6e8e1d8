"""Mail: the lists, each message before it is sent, the sending, and doubts that are settled."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from geomsan.common.errors import Bilingual, GeomsanError
from geomsan.desk.addressing import FIELDS, add_list
from geomsan.desk.pages import desk_of, language_of, page

HERE = "/mail"
_SENDING = Bilingual("보내고 있습니다.", "Being sent.")


async def _lists(
    request: Request, given: Mapping[str, str] | None = None, error: GeomsanError | None = None
) -> Response:
    desk = desk_of(request)
    lists, server = await run_in_threadpool(desk.mail.lists)
    config = await run_in_threadpool(desk.project.read_config) if desk.has_project else {}
    return page(
        request,
        "mail",
        422 if error else 200,
        lists=lists,
        server=server,
        is_sending=desk.mail.is_sending,
        said=desk.mail.said,
        releases=config.get("releases", ()),
        has_sender="distribution" in config,
        given={**dict.fromkeys(FIELDS, ""), **(given or {})},
        error=error,
    )


async def _add(request: Request) -> Response:
    async with request.form(max_files=0, max_fields=8) as form:
        given = {key: value for key, value in form.items() if isinstance(value, str)}
    try:
        await run_in_threadpool(add_list, desk_of(request).project, given)
    except GeomsanError as error:
        return await _lists(request, given, error)
    return RedirectResponse(HERE, 303)


async def _state(request: Request) -> Response:
    mail = desk_of(request).mail
    said = mail.said.splitlines()
    text = said[-1] if said else _SENDING.in_language(language_of(request))
    return JSONResponse({"done": not mail.is_sending, "text": text})


async def _send(request: Request) -> Response:
    async with request.form(max_files=0, max_fields=8) as form:
        password = str(form.get("password", ""))
        settled = (str(form.get("settled", "")), str(form.get("address", "")))
    name, language = request.path_params["name"], language_of(request)
    await run_in_threadpool(desk_of(request).mail.send, name, password, language, settled)
    return RedirectResponse(HERE, 303)


ROUTES = [
    Route("/mail", _lists),
    Route("/mail", _add, methods=["POST"]),
    Route("/mail/state", _state),
    Route("/mail/{name}", _send, methods=["POST"]),
]

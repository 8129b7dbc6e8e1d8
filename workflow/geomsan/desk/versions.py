"""A new version of a document: dropped on it, shown beside the present one, then taken in."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from geomsan.common.errors import Bilingual
from geomsan.desk.pages import desk_of, page, trouble
from geomsan.desk.received import FORMATS, Drop
from geomsan.desk.reports import found_drop, receive
from geomsan.desk.versioning import read_version

_ONE = Bilingual("새 판의 파일 하나를 고르십시오.", "Choose the one file of the new version.")


def _title(request: Request, name: str) -> str:
    report = next((each for each in desk_of(request).live.now().reports if each.name == name), None)
    if report is None:
        raise HTTPException(404)
    return report.title


async def _form(request: Request) -> Response:
    name = request.path_params["name"]
    title = await run_in_threadpool(_title, request, name)
    return page(request, "version-form", name=name, title=title, formats=",".join(FORMATS))


async def _drop(request: Request) -> Response:
    name = request.path_params["name"]
    await run_in_threadpool(_title, request, name)
    async with request.form(max_files=1, max_fields=4) as form:
        files = [each for each in form.getlist("file") if isinstance(each, UploadFile) and each.filename]
        if len(files) != 1:
            return trouble(request, _ONE)
        drop = await receive(request, files, name)
    return RedirectResponse(f"/reports/{drop.key}", 303)


async def shown(request: Request, drop: Drop) -> Response:
    """Return the page of a version that was compared."""
    version = await run_in_threadpool(read_version, drop)
    title = await run_in_threadpool(_title, request, drop.about.document)
    return page(request, "version", drop=drop, version=version, name=drop.about.document, title=title)


async def _take(request: Request) -> Response:
    drop = found_drop(request)
    if not drop.about.document or not drop.is_answered:
        raise HTTPException(404)
    await run_in_threadpool(desk_of(request).examiner.take_in, drop)
    return RedirectResponse(f"/reports/{drop.key}", 303)


ROUTES = [
    Route("/documents/{name}/version", _form),
    Route("/documents/{name}/version", _drop, methods=["POST"]),
    Route("/reports/{key}/take", _take, methods=["POST"]),
]

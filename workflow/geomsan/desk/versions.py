"""A new version of a document: dropped on it, shown beside the present one, then taken in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from geomsan.common.errors import Bilingual, GeomsanError
from geomsan.desk.desk import Desk
from geomsan.desk.documents import MOST_FIELDS, shown_table
from geomsan.desk.pages import desk_of, page, trouble
from geomsan.desk.received import FORMATS, Drop
from geomsan.desk.reports import found_drop, receive
from geomsan.desk.retelling import as_told
from geomsan.desk.versioning import read_version, refusal, write_described
from geomsan.read.documents.descriptor import listed
from geomsan.replace.proposing import ProposedTable, present_descriptor

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


async def shown(
    request: Request, drop: Drop, given: Mapping[str, str] | None = None, error: GeomsanError | None = None
) -> Response:
    """Return the page of a version that was compared; with what was said of it and why it was refused."""
    version = await run_in_threadpool(read_version, drop)
    name = drop.about.document
    title = await run_in_threadpool(_title, request, name)
    return page(
        request,
        "version",
        422 if error else 200,
        drop=drop,
        version=version,
        name=name,
        title=title,
        tables=list(map(_shown, version.proposal.tables)),
        given=given or {},
        is_first=error is None,
        error=error,
    )


def _shown(table: ProposedTable) -> dict[str, Any]:
    """Return what the form shows of a proposed table."""
    files = dict(zip(listed(table.drafted["path"]), table.files, strict=True))
    return {**shown_table(table.drafted, files), "was": table.was, "has_kept": table.kept is not None}


async def _take(request: Request) -> Response:
    drop = found_drop(request)
    if not drop.about.document or not drop.is_answered:
        raise HTTPException(404)
    async with request.form(max_files=0, max_fields=MOST_FIELDS) as form:
        given = {key: value for key, value in form.items() if isinstance(value, str)}
    try:
        await run_in_threadpool(_taken, desk_of(request), drop, given)
    except GeomsanError as error:
        return await shown(request, drop, given, error)
    return RedirectResponse(f"/reports/{drop.key}", 303)


def _taken(desk: Desk, drop: Drop, given: Mapping[str, str]) -> None:
    """Take a version in, with what was said of its tables."""
    asked = read_version(drop).proposal
    text = ""
    if asked.tables or asked.missing:
        present = present_descriptor(desk.project, drop.about.document)
        text = as_told(asked, given).descriptor(present)
    write_described(drop, text)
    desk.examiner.take_in(drop)
    if (refused := refusal(drop)) is not None:
        raise refused


ROUTES = [
    Route("/documents/{name}/version", _form),
    Route("/documents/{name}/version", _drop, methods=["POST"]),
    Route("/reports/{key}/take", _take, methods=["POST"]),
]

"""Dropping reports, and what was found in them."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import BinaryIO

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from geomsan.common.errors import Bilingual
from geomsan.desk.handing import handed_on
from geomsan.desk.pages import common, desk_of, language_of, page, trouble
from geomsan.desk.received import FORMATS, MOST_FILES, Drop, read_answer
from geomsan.publish.handout.copied import ending_of
from geomsan.publish.handout.page import handout_html
from geomsan.publish.handout.writing import workbook_among

_COMMENTED = Bilingual("받은 엑셀에 메모", "the workbook with comments")
_RESULT = Bilingual("검산결과", "checked")
_NOTHING = Bilingual("보고서 파일을 고르십시오.", "Choose the files of reports.")


async def _home(request: Request) -> Response:
    return page(
        request,
        "home",
        drops=[drop for drop in desk_of(request).drops if not drop.about.document],
        formats=",".join(FORMATS),
        most=MOST_FILES,
    )


async def _drop(request: Request) -> Response:
    """Take files in; the answer on them is waited for on their own page."""
    async with request.form(max_files=MOST_FILES, max_fields=4) as form:
        files = [each for each in form.getlist("file") if isinstance(each, UploadFile) and each.filename]
        if not files:
            return trouble(request, _NOTHING)
        drop = await receive(request, files)
    return RedirectResponse(f"/reports/{drop.key}", 303)


async def receive(request: Request, files: Sequence[UploadFile], document: str = "") -> Drop:
    """Write files that have arrived into a drop, and have it examined."""
    desk = desk_of(request)
    arrival = desk.drops.begin(request.scope["user"], document)
    try:
        for file in files:
            place = arrival.place(file.filename or "", file.size or 0)
            await run_in_threadpool(_copy, file.file, place)
        drop = await run_in_threadpool(arrival.end)
    finally:
        arrival.give_up()
    desk.examiner.examine(drop)
    return drop


def _copy(source: BinaryIO, path: Path) -> None:
    with path.open("xb") as out:
        shutil.copyfileobj(source, out)


def found_drop(request: Request) -> Drop:
    """Return the drop that an address names."""
    drop = desk_of(request).drops.get(request.path_params["key"])
    if drop is None:
        raise HTTPException(404)
    return drop


async def _report(request: Request) -> Response:
    drop = found_drop(request)
    if not drop.is_answered:
        return page(request, "waiting", drop=drop)
    if drop.about.document:
        from geomsan.desk.versions import shown

        return await shown(request, drop)
    answer = await run_in_threadpool(read_answer, drop)
    if answer.handout is None:
        return trouble(request, answer.failed or _NOTHING, place=drop.title)
    html = await run_in_threadpool(
        partial(
            handout_html,
            answer.handout,
            template="desk-report.html.j2",
            drop=drop,
            endings=_endings(drop),
            **common(request),
        )
    )
    return HTMLResponse(html)


def _endings(drop: Drop) -> list[tuple[str, Bilingual]]:
    """Return how a result can be handed on: the ending of the file, and what it is called."""
    copied = workbook_among([drop.path(file) for file in drop.about.files])
    book = Bilingual("엑셀", "Excel") if copied is None else _COMMENTED
    return [
        (".html", Bilingual("HTML", "HTML")),
        (".pdf", Bilingual("PDF", "PDF")),
        (ending_of(copied) if copied else ".xlsx", book),
    ]


async def _hand_on(request: Request) -> Response:
    """Return the result as one file."""
    drop, ending = found_drop(request), f".{request.path_params['ending']}"
    if not drop.is_answered or ending not in dict(_endings(drop)):
        raise HTTPException(404)
    language = language_of(request)
    path = await run_in_threadpool(handed_on, drop, ending, language)
    return FileResponse(path, filename=f"{_RESULT.in_language(language)}-{drop.about.files[0].name}{ending}")


async def _state(request: Request) -> Response:
    """Tell whether a drop is answered."""
    return JSONResponse({"done": found_drop(request).is_answered})


async def _remove(request: Request) -> Response:
    await run_in_threadpool(desk_of(request).drops.remove, found_drop(request))
    return RedirectResponse("/", 303)


ROUTES = [
    Route("/", _home),
    Route("/reports", _drop, methods=["POST"]),
    Route("/reports/{key}", _report),
    Route("/reports/{key}/state", _state),
    Route("/reports/{key}/handout.{ending}", _hand_on),
    Route("/reports/{key}/remove", _remove, methods=["POST"]),
]

"""Making packs and releasing them: buttons, progress, pages, what stands in the way, the download."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from geomsan.common.errors import Bilingual
from geomsan.desk.made import MadePack, zipped
from geomsan.desk.pages import desk_of, language_of, page, trouble
from geomsan.desk.preview import page_count, page_picture
from geomsan.desk.running import RunState
from geomsan.publish.release.build import OutdatedError

HERE = "/packs"
_OUTDATED = Bilingual(
    "브리프가 없거나, 만든 뒤에 결정이나 원본이 바뀌었습니다. ‘브리프 만들기’를 먼저 누르십시오.",
    "The packs were not made yet, or decisions have changed since; press “Make the packs” first.",
)


async def _packs(request: Request) -> Response:
    desk = desk_of(request)
    packs = await run_in_threadpool(desk.made.packs)
    releases = await run_in_threadpool(desk.made.releases)
    return page(
        request,
        "packs",
        packs=packs,
        releases=releases,
        by_name={pack.name: pack for pack in packs},
        run=await run_in_threadpool(desk.runs.state),
        summary=desk.made.summary(),
    )


async def _begin(request: Request) -> Response:
    desk = desk_of(request)
    desk.runs.begin(request.scope["user"], language_of(request))
    return RedirectResponse(HERE, 303)


async def _stop(request: Request) -> Response:
    desk_of(request).runs.stop()
    return RedirectResponse(HERE, 303)


async def _state(request: Request) -> Response:
    """Tell how far the run is."""
    state = await run_in_threadpool(desk_of(request).runs.state)
    return JSONResponse(
        {
            "done": not state.is_waiting and not state.is_running,
            "text": progress(state).in_language(language_of(request)),
        }
    )


def progress(state: RunState) -> Bilingual:
    """Say where a run is: which stage, how many of how many, of what."""
    if state.is_waiting:
        return Bilingual(
            "다른 실행이 진행 중입니다. 끝나면 이어서 시작합니다.",
            "Something else is under way; this starts when that has ended.",
        )
    if state.step is None:
        return Bilingual("시작하고 있습니다.", "Starting.")
    told = f"{state.step.done}/{state.step.of} · {state.step.what}"
    return Bilingual(told, told)


def _pack(request: Request) -> MadePack:
    name = request.path_params["name"]
    found = next((pack for pack in desk_of(request).made.packs() if pack.name == name), None)
    if found is None or found.pdf is None:
        raise HTTPException(404)
    return found


async def _pages(request: Request) -> Response:
    pack = await run_in_threadpool(_pack, request)
    assert pack.pdf is not None
    count = await run_in_threadpool(page_count, pack.pdf)
    return page(request, "pages", pack=pack, count=count, written=pack.pdf.stat().st_mtime_ns)


async def _pdf(request: Request) -> Response:
    pack = await run_in_threadpool(_pack, request)
    assert pack.pdf is not None
    return FileResponse(pack.pdf, filename=f"{pack.name}.pdf", content_disposition_type="inline")


async def _picture(request: Request) -> Response:
    pack = await run_in_threadpool(_pack, request)
    assert pack.pdf is not None
    try:
        content = await run_in_threadpool(page_picture, pack.pdf, request.path_params["number"])
    except IndexError:
        raise HTTPException(404) from None
    return Response(content, media_type="image/png")


async def _release(request: Request) -> Response:
    desk, name = desk_of(request), request.path_params["name"]
    try:
        against = await run_in_threadpool(desk.made.release, name)
    except OutdatedError:
        return trouble(request, _OUTDATED)
    if against:
        return page(request, "refused", 409, against=against, name=name)
    return RedirectResponse(f"{HERE}#release-{name}", 303)


async def _download(request: Request) -> Response:
    name = request.path_params["name"]
    found = next((each for each in desk_of(request).made.releases() if each.name == name), None)
    if found is None or found.folder is None:
        raise HTTPException(404)
    content = await run_in_threadpool(zipped, found.folder)
    headers = {"Content-Disposition": f'attachment; filename="{found.name}.zip"'}
    return Response(content, media_type="application/zip", headers=headers)


ROUTES = [
    Route("/packs", _packs),
    Route("/run", _begin, methods=["POST"]),
    Route("/run/stop", _stop, methods=["POST"]),
    Route("/run/state", _state),
    Route("/packs/{name}", _pages),
    Route("/packs/{name}/pdf", _pdf),
    Route("/packs/{name}/pages/{number:int}", _picture),
    Route("/releases/{name}", _release, methods=["POST"]),
    Route("/releases/{name}/zip", _download),
]

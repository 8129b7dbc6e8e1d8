"""Documents: reports that are kept, and the form by which a dropped one becomes one."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from geomsan.common.errors import Bilingual, GeomsanError
from geomsan.common.files import sha256
from geomsan.desk.drafting import Drafted, drafted
from geomsan.desk.keeping import PackWish, as_said, keep, proposed_name
from geomsan.desk.pages import desk_of, page
from geomsan.desk.received import Drop, ReceivedFile
from geomsan.desk.reports import found_drop
from geomsan.read.documents.descriptor import DETAILS, listed, parse_tsv

MOST_FIELDS = 20_000
_TABLE = re.compile(r"\[resources/(?P<number>\d+)")
DETAIL_WORDS = {
    "office": Bilingual("부서", "Office"),
    "council": Bilingual("의회", "Council"),
    "committee": Bilingual("위원회", "Committee"),
    "session": Bilingual("회기", "Session"),
    "date": Bilingual("날짜", "Date"),
}
"""What is asked of a document besides its title."""


async def _documents(request: Request) -> Response:
    now = await run_in_threadpool(desk_of(request).live.now)
    decisions = (each for one in now.present.documents.values() for each in one.decisions)
    examples = sum(bool(each.example) for each in decisions)
    kept = next((each for each in now.reports if each.name == request.query_params.get("kept")), None)
    return page(request, "documents", reports=now.reports, missing=now.missing, examples=examples, kept=kept)


def _file(request: Request) -> tuple[Drop, int, ReceivedFile]:
    drop, number = found_drop(request), request.path_params["number"]
    if not number < len(drop.about.files):
        raise HTTPException(404)
    return drop, number, drop.about.files[number]


async def _choose(request: Request) -> Response:
    """Ask which file of a drop is to be kept; where there is one, it is that."""
    drop = found_drop(request)
    if len(drop.about.files) == 1:
        return RedirectResponse(f"/reports/{drop.key}/keep/0", 303)
    return page(request, "choose", drop=drop)


async def _form(request: Request) -> Response:
    drop, number, _ = _file(request)
    desk = desk_of(request)
    found = await run_in_threadpool(drafted, drop, number, desk.project.schemas)
    title = found.descriptor["title"]
    return await _shown(request, found, {"title": title, "name": proposed_name(title, desk.project)})


async def _shown(
    request: Request, found: Drafted, given: dict[str, str], error: GeomsanError | None = None
) -> Response:
    desk = desk_of(request)
    drop, number, file = _file(request)
    known: dict[str, list[str]] = {key: [] for key in DETAILS}
    try:
        reports = (await run_in_threadpool(desk.live.now)).reports
    except GeomsanError:
        reports = []
    for report in reports:
        for key in DETAILS:
            if (value := report.details.get(key)) and value not in known[key]:
                known[key].append(value)
    wrong = _TABLE.search(error.place) if error else None
    wanted = await run_in_threadpool(_of_version, drop) if drop.about.document else None
    return page(
        request,
        "keep",
        422 if error else 200,
        drop=drop,
        number=number,
        file=file,
        tables=[_table(resource, found.files, wanted) for resource in found.descriptor["resources"]],
        omitted=found.descriptor.get("omitted", ()),
        given=given,
        is_first=error is None,
        details=DETAIL_WORDS,
        known=known,
        releases=desk.project.read_config().get("releases", ()),
        error=error,
        wrong=int(wrong["number"]) + 1 if wrong else None,
    )


def _of_version(drop: Drop) -> Collection[str] | None:
    """Return the hashes of the tables that a new version alone has; None where it has none."""
    from geomsan.desk.versioning import read_version

    return read_version(drop).unknown_files or None


def shown_table(resource: dict[str, Any], files: Mapping[str, bytes]) -> dict[str, Any]:
    """Return what a form shows of a table: its rows as printed, and what was drafted of it."""
    rows = [row for path in listed(resource["path"]) for row in parse_tsv(files[path].decode("utf-8"))]
    head = resource.get("layout", {}).get("head", 1)
    return {
        "resource": resource,
        "is_wanted": True,
        "has_kept": False,
        "rows": rows,
        "head": head if isinstance(head, int) else 1,
        "width": max(map(len, rows), default=0),
        "identities": resource.get("identities", []),
        "has_family": resource["family"] not in ("declared", "figures"),
    }


def _table(
    resource: dict[str, Any], files: dict[str, bytes], wanted: Collection[str] | None
) -> dict[str, Any]:
    """Return what the form shows of a table of a report.

    ``wanted`` has the hashes of the table files that are kept unless somebody says otherwise; None for all.
    """
    is_wanted = wanted is None or any(sha256(files[path]) in wanted for path in listed(resource["path"]))
    return {**shown_table(resource, files), "is_wanted": is_wanted}


async def _keep(request: Request) -> Response:
    drop, number, _ = _file(request)
    desk = desk_of(request)
    found = await run_in_threadpool(drafted, drop, number, desk.project.schemas)
    async with request.form(max_files=0, max_fields=MOST_FIELDS) as form:
        given = {key: value for key, value in form.items() if isinstance(value, str)}
    wish = PackWish(
        (given.get("pack-title") or given.get("title", "")).strip() if "pack" in given else "",
        given.get("release", ""),
        given.get("release-title", "").strip(),
    )
    try:
        said = as_said(found, given)
        name = await run_in_threadpool(keep, said, desk.project, wish)
    except GeomsanError as error:
        return await _shown(request, found, given, error)
    return RedirectResponse(f"/documents?kept={name}#{name}", 303)


ROUTES = [
    Route("/documents", _documents),
    Route("/reports/{key}/keep", _choose),
    Route("/reports/{key}/keep/{number:int}", _form),
    Route("/reports/{key}/keep/{number:int}", _keep, methods=["POST"]),
]

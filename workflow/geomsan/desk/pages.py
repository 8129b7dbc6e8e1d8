"""Pages from templates: the language, the person and the sentences that every page has."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from geomsan.common.errors import Bilingual
from geomsan.common.packaged import packaged_templates
from geomsan.desk.desk import Desk
from geomsan.publish.templating import environment
from geomsan.replace.matching import is_figure

LANGUAGE = "geomsan-language"
"""Name of the cookie that keeps the language of a browser."""

TASKS = [
    ("/documents", Bilingual("문서", "Documents")),
    ("/review", Bilingual("검토·결정", "Review and decide")),
    ("/packs", Bilingual("브리프·배포", "Packs and release")),
    ("/mail", Bilingual("메일", "Mail")),
]
"""The pages of the bar besides that for reports: their addresses and names."""


def language_of(request: Request) -> str:
    """Return ``ko`` or ``en``: what the person chose, else Korean."""
    return "en" if request.cookies.get(LANGUAGE) == "en" else "ko"


def desk_of(request: Request) -> Desk:
    """Return the desk that a request is for."""
    desk: Desk = request.app.state.desk
    return desk


def page(request: Request, template: str, status: int = 200, **values: Any) -> Response:
    """Return a page of the desk.

    In templates, ``word(ko, en)`` is a sentence in the person's language, and so is ``told(bilingual)``.
    """
    shared = common(request)
    html = _templates(packaged_templates()).get_template(f"desk-{template}.html.j2")
    return HTMLResponse(html.render(**shared, **values), status)


def common(request: Request) -> dict[str, Any]:
    """Return what the template of every page is given."""
    language = language_of(request)

    def word(ko: str, en: str) -> str:
        return en if language == "en" else ko

    def told(sentence: Bilingual) -> str:
        return sentence.in_language(language)

    return {
        "word": word,
        "told": told,
        "language": language,
        "user": request.scope["user"],
        "here": request.url.path,
        "has_project": desk_of(request).has_project,
        "tasks": TASKS,
        "finding_link": finding_link,
        "is_figure": is_figure,
    }


def finding_link(check: str) -> str:
    """Return where a finding is shown."""
    document = check.partition("/")[0]
    return f"/review/documents/{quote(document)}.html#{urlencode({'check': check})}"


def bar(request: Request) -> str:
    """Return the bar at the top of the desk's pages, for a page that is made elsewhere."""
    template = _templates(packaged_templates()).get_template("desk-bar.html.j2")
    return str(template.make_module(common(request)).bar())


def trouble(request: Request, sentence: Bilingual, status: int = 400, place: str = "") -> Response:
    """Return a page that says what is wrong, and leads back."""
    return page(request, "trouble", status, sentence=sentence, place=place)


@lru_cache(maxsize=4)
def _templates(folder: Path) -> Any:
    return environment(folder)

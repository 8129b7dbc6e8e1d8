"""A table whose words are attacks: on paper and on the page they are words, and nothing is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

import pytest

from geomsan.publish.packs.document import TEMPLATES
from geomsan.publish.review import write_review
from packs.conftest import HEAD, finding, pack_of, table
from packs.test_pdf import Write, pages

if TYPE_CHECKING:
    from playwright.sync_api import Page


@pytest.fixture
def listener() -> Iterator[tuple[str, list[str]]]:
    """Serve on this machine, and note what is asked for."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()

        def log_message(self, *given: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}", asked
        server.shutdown()


def attacks(address: str) -> list[str]:
    return [
        f'<img src="{address}/img">',
        f'"><script src="{address}/script"></script>',
        f"</style><style>@import url({address}/css);</style>",
        f'<svg><image href="{address}/svg"/><use href="file:///etc/passwd#a"/></svg>',
        f'<link rel="attachment" href="{address}/attachment">',
        f'<a style="background:url({address}/style)">가</a>',
        "{{ 7 * 7 }}{% include 'pack.css' %}",
        "<!ENTITY x SYSTEM 'file:///etc/passwd'>&x;",
        "javascript:alert(1)",
    ]


def attacked(address: str):
    words = attacks(address)
    rows = [*HEAD, *([word, "1,000", "12", "8.6"] for word in words)]
    first = finding(message_ko=" ".join(words), statement=words[1])
    spec = pack_of(table(rows, findings=[first], title=words[0], caption=words[2], footnote=words[3]))
    document = spec.documents[0]
    return replace(spec, subtitle=words[1], documents=[replace(document, title=words[5])])


def test_a_pack_asks_for_nothing(listener: tuple[str, list[str]], write: Write) -> None:
    address, asked = listener
    printed = "".join(pages(write(attacked(address))))
    assert asked == []
    assert "{{7*7}}" in printed
    assert "root:" not in printed


@pytest.mark.browser
def test_the_page_asks_for_nothing(
    listener: tuple[str, list[str]], open_page: Callable[[Path], Page], tmp_path: Path
) -> None:
    address, asked = listener
    out = tmp_path / "index.html"
    write_review(list(attacked(address).documents), TEMPLATES, out)
    for path in tmp_path.rglob("*.html"):
        page = open_page(path)
        page.wait_for_load_state("networkidle")
        assert "7 * 7" in page.content() or path == out
    assert asked == []

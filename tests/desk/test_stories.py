"""The week at the desk in a browser: drop, hand on, keep, decide, make, release."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import uvicorn
from axe_playwright_python.sync_playwright import Axe

from geomsan.desk.app import application
from geomsan.desk.desk import Desk
from geomsan.desk.door import Door
from geomsan.desk.guard import ENTER
from geomsan.desk.serving import _listening
from office import OPEN, TOTAL, make_project, statuses
from tests.desk.conftest import WRONG

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

RUN = """\
exec 9>results/logs/run.lock
flock --nonblock 9 || exit 7
echo '  [1/1] 검산: one' >&2
sleep 1.5
"""
PAGES = ("/", "/documents", "/documents/one/version", "/packs", "/mail", "/review/index.html")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A desk that listens, on a project with something to decide."""
    project = make_project(tmp_path_factory.mktemp("stories"))
    (project.root / "workflow").mkdir()
    (project.root / "workflow" / "run.sh").write_text(RUN, encoding="utf-8")
    (project.results / "logs").mkdir(parents=True)
    with _listening(0) as listener:
        made = Desk(project, Door(listener.getsockname()[1]))
        server = uvicorn.Server(uvicorn.Config(application(made), log_level="error", ws="none"))
        server.install_signal_handlers = lambda: None  # type: ignore[attr-defined]
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.02)
        yield made
        server.should_exit = True
        thread.join(20)


@pytest.fixture
def page(desk: Desk, context: BrowserContext) -> Iterator[Page]:
    """A page that was let in; whatever it complains of, or fetches from elsewhere, fails the test."""
    complaints: list[str] = []
    made = context.new_page()
    made.set_default_timeout(60_000)
    made.on("pageerror", lambda error: complaints.append(str(error)))
    made.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    made.on("request", lambda asked: asked.url.startswith(desk.door.address) or complaints.append(asked.url))
    made.goto(desk.door.address + ENTER + desk.door.secret)
    made.wait_for_url(desk.door.address + "/")
    yield made
    assert complaints == []


def test_a_report_is_dropped_handed_on_and_kept(desk: Desk, page: Page, tmp_path: Path) -> None:
    report = tmp_path / "도서관.tsv"
    report.write_text(WRONG, encoding="utf-8")
    page.set_input_files("input[type=file]", report)
    page.get_by_role("button", name="검산하기").click()
    page.get_by_text("적힌 값 1,234").first.wait_for()
    with page.expect_download() as download:
        page.get_by_role("link", name="HTML").click()
    assert download.value.suggested_filename == "검산결과-도서관.tsv.html"
    page.get_by_role("link", name="문서로 등록").click()
    page.get_by_role("button", name="이 표의 문장 모두 맞음").click()
    page.get_by_label("폴더 이름").fill("library")
    page.get_by_role("button", name="등록").click()
    page.get_by_role("link", name="도서관").first.wait_for()
    assert "confirmed" in (desk.project.raw / "library" / "datapackage.yaml").read_text(encoding="utf-8")


def test_a_violation_is_decided_with_the_keyboard_alone(desk: Desk, page: Page) -> None:
    page.goto(f"{desk.door.address}/review/documents/one.html#check={TOTAL}")
    page.get_by_role("button", name="수용").first.focus()
    page.keyboard.press("Enter")
    for label, text in (("이유", "원문이 그러함"), ("결정하는 부서", "예산담당관")):
        field = page.get_by_label(label).first
        field.focus()
        page.keyboard.insert_text(text)
    page.keyboard.press("Enter")
    deadline = time.monotonic() + 30
    while "accepted" not in (found := statuses(desk.project)).values():
        assert time.monotonic() < deadline, page.locator("main").inner_text()[:2000]
        time.sleep(0.1)
    assert next(check for check, status in found.items() if status == "accepted") in OPEN


def test_packs_are_made_and_the_page_tells_how_far_it_is(desk: Desk, page: Page) -> None:
    page.goto(f"{desk.door.address}/packs")
    page.get_by_role("button", name="브리프 만들기").click()
    page.get_by_text("1/1 · 검산: one").wait_for()
    page.get_by_text("마지막 실행이 끝났습니다").wait_for()


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (768, "dark"), (390, "light")])
def test_every_page_can_be_read_by_everybody(desk: Desk, chromium: Browser, width: int, scheme: str) -> None:
    context = chromium.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page = context.new_page()
    page.set_default_timeout(60_000)
    page.goto(desk.door.address + ENTER + desk.door.secret)
    page.wait_for_url(desk.door.address + "/")
    for url in PAGES:
        page.goto(desk.door.address + url)
        page.wait_for_load_state("networkidle")
        found = [
            each
            for each in Axe().run(page).response["violations"]
            if each["impact"] in ("serious", "critical")
        ]
        assert [(url, each["id"], each["nodes"][0]["html"]) for each in found] == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), url
        assert page.evaluate("document.documentElement.lang") == "ko"
    context.close()


def test_english_by_a_switch_on_every_page(desk: Desk, page: Page) -> None:
    page.get_by_role("button", name="English").click()
    page.get_by_role("button", name="한국어").wait_for()
    page.goto(f"{desk.door.address}/packs")
    assert page.locator("h1").inner_text().isascii() or "—" in page.locator("h1").inner_text()
    page.goto(f"{desk.door.address}/review/index.html")
    assert page.evaluate("document.documentElement.lang") == "en"

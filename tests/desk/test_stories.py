"""The week at the desk in a browser: drop, hand on, keep, decide, make, release."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pypdfium2
import pytest
import uvicorn
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from geomsan.desk.app import application
from geomsan.desk.desk import Desk
from geomsan.desk.door import Door
from geomsan.desk.guard import ENTER
from geomsan.desk.pages import LANGUAGE
from geomsan.desk.serving import _listening
from geomsan.publish.review.strings import STRINGS
from office import OPEN, PLAN, TOTAL, make_project, statuses
from tests.desk.conftest import WRONG
from tests.desk.test_release import make_results, with_release

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

RUN = """\
exec 9>results/logs/run.lock
flock --nonblock 9 || exit 7
echo '  [1/1] 검산: one' >&2
while [ ! -e go ]; do sleep 0.1; done
"""
expect.set_options(timeout=60_000)
PAGES = (
    "/",
    "/documents",
    "/documents/one/version",
    "/packs",
    "/packs/pack",
    "/mail",
    "/review/index.html",
    "/review/documents/one.html",
)
VERSION = PLAN.format(70, 70)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A desk that listens, on a project with something to decide."""
    project = with_release(make_project(tmp_path_factory.mktemp("stories")))
    (project.root / "workflow").mkdir()
    (project.root / "workflow" / "run.sh").write_text(RUN, encoding="utf-8")
    (project.results / "logs").mkdir(parents=True)
    make_results(project)
    sheet = pypdfium2.PdfDocument.new()
    sheet.new_page(595, 842)
    sheet.save(project.results / "packs" / "pack.pdf")
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
    expect(page.get_by_text("적힌 값 1,234").first).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="HTML").click()
    assert download.value.suggested_filename == "검산결과-도서관.tsv.html"
    page.get_by_role("link", name="문서로 등록").click()
    page.get_by_role("button", name="이 표의 문장 모두 맞음").click()
    page.get_by_label("폴더 이름").fill("library")
    page.get_by_role("button", name="등록").click()
    expect(page.get_by_text("‘도서관’을(를) 등록했습니다.")).to_be_visible()
    # A key would be lost where the browser moves the focus to the document that the address names.
    page.get_by_role("link", name="맞지 않는 숫자 보고 결정하기").click()
    expect(page.locator("article.item").first).to_be_visible()
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
    expect(page.get_by_role("button", name="되돌리기")).to_be_visible()
    found = statuses(desk.project)
    assert next(check for check, status in found.items() if status == "accepted") in OPEN


def test_packs_are_made_and_the_page_tells_how_far_it_is(desk: Desk, page: Page) -> None:
    page.goto(f"{desk.door.address}/packs")
    page.get_by_role("button", name="브리프 만들기").click()
    expect(page.get_by_text("1/1 · 검산: one")).to_be_visible()
    (desk.project.root / "go").touch()
    expect(page.get_by_text("마지막 실행이 끝났습니다")).to_be_visible()


def dropped(desk: Desk, content: str, document: str = "") -> str:
    """Drop a file past the browser; return the address of its page when it is answered."""
    arrival = desk.drops.begin("", document)
    arrival.place("보고.tsv", len(content)).write_text(content, encoding="utf-8")
    drop = arrival.end()
    desk.examiner.examine(drop)
    end = time.monotonic() + 120
    while not drop.is_answered:
        assert time.monotonic() < end
        time.sleep(0.05)
    return f"/reports/{drop.key}"


@pytest.fixture(scope="module")
def every_page(desk: Desk) -> list[str]:
    """The addresses of the pages, those of a result, its form and a new version among them."""
    report, version = dropped(desk, WRONG), dropped(desk, VERSION, "two")
    misfit = dropped(desk, "과\t계\n가\t1\n나\t2\n계\t3\n", "two")
    return [*PAGES, report, f"{report}/keep/0", version, misfit]


@pytest.mark.parametrize(("width", "scheme", "language"), [(1280, "light", "en"), (390, "dark", "ko")])
def test_every_page_can_be_read_by_everybody(
    desk: Desk, every_page: list[str], chromium: Browser, width: int, scheme: str, language: str
) -> None:
    context = chromium.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    context.add_cookies([{"name": LANGUAGE, "value": language, "url": desk.door.address}])
    page = context.new_page()
    page.set_default_timeout(60_000)
    page.goto(desk.door.address + ENTER + desk.door.secret)
    page.wait_for_url(desk.door.address + "/")
    for url in every_page:
        page.goto(desk.door.address + url)
        expect(page.locator("h1").first).to_be_visible()
        if url.startswith("/review"):
            expect(page.locator("article.item").first).to_be_visible()
        if url == "/packs/pack":
            expect(page.locator(".pages img").first).not_to_have_js_property("naturalWidth", 0)
        assert serious(page) == [], url
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), url
        expect(page.locator("html")).to_have_attribute("lang", language)
    make_results(desk.project)  # of all documents that are kept by now
    page.goto(f"{desk.door.address}/packs")
    page.locator("#release-2026-03 button").press("Enter")
    expect(page.locator("a[href*='check=']").first).to_be_visible()
    assert serious(page) == []
    context.close()


def serious(page: Page) -> list[tuple[str, str]]:
    """Return what axe finds that keeps somebody from reading a page."""
    found = Axe().run(page).response["violations"]
    return [
        (each["id"], each["nodes"][0]["html"]) for each in found if each["impact"] in ("serious", "critical")
    ]


def test_printed_a_result_has_its_tables_and_no_buttons(
    desk: Desk, every_page: list[str], page: Page
) -> None:
    for url in every_page:
        page.goto(desk.door.address + url)
        page.emulate_media(media="print")
        expect(page.locator("main")).to_be_visible()
        expect(page.locator(".desk-bar")).to_be_hidden()


def test_english_by_a_switch_on_every_page(desk: Desk, page: Page) -> None:
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("button", name="한국어")).to_be_visible()
    page.goto(f"{desk.door.address}/packs")
    expect(page.locator("h1")).to_contain_text("print the packs")
    page.goto(f"{desk.door.address}/review/index.html")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("#worst-title")).to_have_text(STRINGS["worst"].en)
    page.goto(f"{desk.door.address}/review/documents/one.html")
    expect(page.locator("label[for=search]")).to_have_text(STRINGS["search"].en)

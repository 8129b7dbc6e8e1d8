"""Nobody else gets in: other hosts, other pages, other people, and what is too large or too slow."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from geomsan.desk import guard
from geomsan.desk.door import PROXY_SECRET, PROXY_USER, Proxy
from geomsan.desk.guard import ENTER
from tests.desk.conftest import HERE, PORT, Person, let_in, opened

SECRET = "s" * 40
OUTSIDE = "https://desk.example.org"


def test_who_has_not_shown_the_secret_sees_nothing(tmp_path: Path) -> None:
    desk, client = opened(tmp_path)
    assert client.get("/").status_code == 403
    assert client.get(ENTER + desk.door.secret[:-1] + "_").status_code == 403
    assert client.get("/").status_code == 403
    assert let_in(desk, client).get("/").status_code == 200


def test_the_cookie_is_strict_and_no_script_reads_it(tmp_path: Path) -> None:
    desk, client = opened(tmp_path)
    cookie = client.get(ENTER + desk.door.secret).headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert desk.door.secret.lower() not in cookie


def test_a_cookie_of_another_run_is_none(tmp_path: Path) -> None:
    first, client = opened(tmp_path)
    let_in(first, client)
    _, later = opened(tmp_path)
    later.cookies = client.cookies
    assert later.get("/").status_code == 403


@pytest.mark.parametrize(
    "host", [f"evil.example:{PORT}", "127.0.0.1", "127.0.0.1:1", "", f"127.0.0.1.evil:{PORT}"]
)
def test_a_name_of_the_outside_that_points_here_is_refused(desk, host: str) -> None:
    _, client = desk
    assert client.get("/", headers={"host": host}).status_code == 421


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "[::1]"])
def test_the_names_of_this_machine_are_taken(desk, host: str) -> None:
    _, client = desk
    assert client.get("/static/desk.css", headers={"host": f"{host}:{PORT}"}).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"origin": "null"},
        {"origin": "https://evil.example"},
        {"origin": f"https://127.0.0.1:{PORT}"},
        {"origin": "http://127.0.0.1:1"},
        {"origin": HERE, "sec-fetch-site": "cross-site"},
    ],
)
def test_a_form_of_another_page_is_refused(desk, headers: dict[str, str]) -> None:
    _, client = desk
    refused = client.post("/language", data={"to": "en", "back": "/"}, headers=headers)
    assert refused.status_code == 403
    assert "geomsan-language" not in client.cookies


def test_every_answer_carries_what_keeps_a_page_to_itself(desk) -> None:
    _, client = desk
    for url in ("/", "/static/desk.css", "/nowhere", "/reports/none"):
        headers = client.get(url).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe-inline" not in policy
        assert "frame-ancestors 'none'" in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["x-frame-options"] == "DENY"
        assert headers["cache-control"] == "no-store"
        assert not any(name.startswith("access-control") for name in headers)


def test_nobody_is_sent_away_from_the_desk(desk) -> None:
    _, client = desk
    for back in ("https://evil.example/", "//evil.example", "/\\evil.example", ""):
        sent = client.send_form("/language", data={"to": "en", "back": back})
        assert sent.headers["location"] == "/"


def test_what_is_too_large_is_refused_before_and_while_it_arrives(desk, monkeypatch) -> None:
    _, client = desk
    monkeypatch.setattr(guard, "LARGEST_FORM", 1000)
    known = client.send_form("/language", data={"to": "x" * 2000, "back": "/"})
    assert known.status_code == 413

    def pieces():
        for _ in range(30):
            yield b"x" * 100

    headers = {"content-type": "application/x-www-form-urlencoded", "origin": HERE}
    assert client.post("/language", content=pieces(), headers=headers).status_code == 413


def test_what_does_not_arrive_is_given_up(monkeypatch) -> None:
    monkeypatch.setattr(guard, "SLOWEST", 0.05)

    async def never():
        await asyncio.sleep(30)

    async def wait() -> None:
        await guard._bounded(never, 10)()

    # In a thread of its own: a browser of other tests may hold this one's event loop.
    with ThreadPoolExecutor(1) as pool, pytest.raises(guard.RefusedError) as refused:
        pool.submit(asyncio.run, wait()).result()
    assert refused.value.status_code == 408


class TestBehindAProxy:
    @pytest.fixture
    def client(self, tmp_path: Path) -> Person:
        return opened(tmp_path, Proxy(SECRET, OUTSIDE))[1]

    def ask(self, client: Person, **headers: str):
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        return client.get("/", headers={"host": "desk.example.org", **given})

    def test_the_user_that_the_proxy_names_is_let_in(self, client: Person) -> None:
        page = self.ask(client, **{PROXY_SECRET: SECRET, PROXY_USER: "%EA%B9%80%20A"})
        assert page.status_code == 200
        assert "김 A" in page.text

    def test_without_its_secret_the_header_of_a_user_is_ignored(self, client: Person) -> None:
        for secret in ({}, {PROXY_SECRET: "t" * 40}, {PROXY_SECRET: ""}, {PROXY_SECRET: SECRET[:-1]}):
            assert self.ask(client, **secret, **{PROXY_USER: "admin"}).status_code == 421
            here = client.get("/", headers={**secret, PROXY_USER: "admin"})
            assert here.status_code == 403

    def test_where_there_is_no_proxy_its_headers_are_ignored(self, tmp_path: Path) -> None:
        _, client = opened(tmp_path)
        assert client.get("/", headers={PROXY_SECRET: "", PROXY_USER: "admin"}).status_code == 403

    def test_a_proxy_that_names_nobody_lets_nobody_in(self, client: Person) -> None:
        assert self.ask(client, **{PROXY_SECRET: SECRET}).status_code == 403
        assert self.ask(client, **{PROXY_SECRET: SECRET, PROXY_USER: " "}).status_code == 403

    def test_forms_come_from_the_address_that_people_use(self, client: Person) -> None:
        headers = {"host": "desk.example.org", PROXY_SECRET: SECRET, PROXY_USER: "a"}
        data = {"to": "en", "back": "/"}
        for origin, status in ((OUTSIDE, 303), ("https://evil.example", 403)):
            sent = client.post(
                "/language", data=data, headers={**headers, "origin": origin}, follow_redirects=False
            )
            assert sent.status_code == status

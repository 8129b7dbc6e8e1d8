"""Dropping reports: what is shown of them, what is kept, and what is handed on."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from geomsan.desk import children, examining
from geomsan.desk.desk import Desk
from geomsan.desk.received import Drops
from tests.desk.conftest import WRONG, Person, answered, let_in, opened, said


@pytest.fixture(scope="module")
def dropped(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Desk, Person, str]]:
    """A desk on which two files were dropped, one of them no report."""
    desk, client = opened(tmp_path_factory.mktemp("desk"))
    files = [("file", ("예산.tsv", WRONG)), ("file", ("../../etc/passwd.png", b"\x89PNG\r\n"))]
    with client:
        sent = let_in(desk, client).send_form("/reports", files=files)
        assert sent.status_code == 303
        yield desk, client, sent.headers["location"]


def test_violations_come_first_with_their_table(dropped) -> None:
    _, client, address = dropped
    page = said(answered(client, address))
    assert page.index("적힌 값 1,234") < page.index("가국 (2행 2열) 1,234 → 1,000") < page.index("맞는 것 4")
    assert "passwd.png" in page
    assert "PNG" in page


@pytest.mark.slow
def test_the_page_speaks_english_too(dropped) -> None:
    _, client, address = dropped
    answered(client, address)
    client.cookies.set("geomsan-language", "en", domain="127.0.0.1")
    try:
        page = said(client.get(address).text)
    finally:
        client.cookies.delete("geomsan-language")
    assert "violated" in page.lower()
    assert "Hand on" in page


def test_the_result_is_handed_on_as_a_page_without_the_desk(dropped) -> None:
    _, client, address = dropped
    answered(client, address)
    made = client.get(f"{address}/handout.html")
    assert made.headers["content-disposition"].startswith("attachment")
    assert "적힌 값 1,234" in said(made.text)
    assert "/static/" not in made.text
    assert client.get(f"{address}/handout.exe").status_code == 404


def test_names_of_files_are_words_and_no_paths(dropped) -> None:
    desk, _, address = dropped
    folder = desk.folder / "received" / address.rpartition("/")[2]
    assert {path.name for path in folder.iterdir()} >= {"1.tsv", "2", "about.json"}
    assert [path for path in desk.project.root.rglob("*") if "passwd" in path.name] == []


def test_stopped_and_started_again_it_shows_the_same(dropped) -> None:
    desk, client, address = dropped
    before = answered(client, address)
    again, other = opened(desk.project.root)
    with other:
        let_in(again, other)
        assert other.get(address).text == before
        assert address in other.get("/").text


def test_what_an_upload_left_that_broke_off_is_gone_at_the_next_start(tmp_path: Path) -> None:
    drops = Drops(tmp_path / "results/desk/received")
    drops.begin("").place("a.tsv", 1).write_bytes(b"half")
    assert list(drops) == []
    desk, client = opened(tmp_path)
    with client:
        assert list((desk.folder / "received").iterdir()) == []


@pytest.mark.slow
def test_what_was_not_answered_is_examined_at_the_next_start(tmp_path: Path) -> None:
    arrival = Drops(tmp_path / "results/desk/received").begin("")
    arrival.place("a.tsv", 1).write_text(WRONG, encoding="utf-8")
    drop = arrival.end()
    desk, client = opened(tmp_path)
    with client:
        assert "적힌 값 1,234" in said(answered(let_in(desk, client), f"/reports/{drop.key}"))


@pytest.mark.slow
def test_an_examination_that_dies_or_takes_too_long_says_so(desk, monkeypatch) -> None:
    _, client = desk
    monkeypatch.setattr(examining, "SECONDS", 0.01)
    sent = client.send_form("/reports", files=[("file", ("a.tsv", WRONG))])
    assert "안에 검산하지 못했습니다" in said(answered(client, sent.headers["location"]))
    monkeypatch.undo()
    monkeypatch.setattr(examining, "start", partial(children.start, memory=2**24))
    sent = client.send_form("/reports", files=[("file", ("a.tsv", WRONG))])
    assert "검산하지 못했습니다" in said(answered(client, sent.headers["location"]))


def test_a_drop_can_be_removed(desk) -> None:
    made, client = desk
    sent = client.send_form("/reports", files=[("file", ("a.tsv", WRONG))])
    address = sent.headers["location"]
    client.send_form(f"{address}/remove")
    assert client.get(address).status_code == 404
    assert list(made.drops) == []


def test_no_file_and_too_many_files_are_refused(desk) -> None:
    made, client = desk
    assert client.send_form("/reports", data={"x": "y"}).status_code == 400
    assert client.send_form("/reports", files=[("file", ("a", b"1"))] * 21).status_code == 400
    assert list(made.drops) == []


@pytest.mark.parametrize("key", [".20260101000000-00000000", "20260101000000-00000000", "%2e%2e"])
def test_keys_that_are_none_lead_nowhere(desk, key: str) -> None:
    _, client = desk
    assert client.get(f"/reports/{key}").status_code in (404, 405)


@pytest.mark.slow
def test_a_workbook_comes_back_as_a_copy_of_itself(desk, tmp_path: Path) -> None:
    _, client = desk
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for line in WRONG.splitlines():
        sheet.append([int(cell.replace(",", "")) if cell[0].isdigit() else cell for cell in line.split("\t")])
    book.save(tmp_path / "b.xlsx")
    files = [("file", ("예산.xlsx", (tmp_path / "b.xlsx").read_bytes()))]
    address = client.send_form("/reports", files=files).headers["location"]
    answered(client, address)
    made = client.get(f"{address}/handout.xlsx")
    (tmp_path / "made.xlsx").write_bytes(made.content)
    copied = load_workbook(tmp_path / "made.xlsx").worksheets
    assert any(cell.comment for row in copied[0].iter_rows() for cell in row)


def test_where_printing_lacks_its_libraries_it_says_so_and_the_rest_runs(
    dropped, monkeypatch, tmp_path
) -> None:
    _, client, address = dropped
    answered(client, address)
    (tmp_path / "weasyprint.py").write_text(
        'raise OSError("cannot load library libpango")\n', encoding="utf-8"
    )
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    refused = client.get(f"{address}/handout.pdf")
    assert refused.status_code == 400
    assert "Pango" in said(refused.text)
    assert "Traceback" not in refused.text
    assert client.get(f"{address}/handout.html").status_code == 200
    assert client.get(f"{address}/handout.xlsx").content.startswith(b"PK")

"""A new version is dropped on its document: shown first, then taken in, and never half."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from geomsan.desk.desk import Desk
from office import ACROSS, PLAN, make_project, statuses
from tests.desk.conftest import Person, answered, let_in, opened, said


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Desk, Person]]:
    project = make_project(tmp_path_factory.mktemp("versions"))
    made, client = opened(project.root)
    with client:
        yield made, let_in(made, client)


def drop(client: Person, content: str | bytes, name: str = "두 번째.tsv") -> str:
    sent = client.send_form("/documents/two/version", files=[("file", (name, content))])
    assert sent.status_code == 303
    return str(sent.headers["location"])


def everything(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_it_is_shown_before_it_is_written_and_then_taken_in(desk) -> None:
    made, client = desk
    before = everything(made.project.raw)
    address = drop(client, PLAN.format(70, 70))
    page = said(answered(client, address))
    assert "75 70" in page
    assert "사라진 불일치" in page
    assert "두 번째.tsv" in page
    assert everything(made.project.raw) == before
    assert address not in client.get("/").text

    assert client.send_form(f"{address}/take").status_code == 303
    assert "새 판으로 바꾸었습니다" in said(client.get(address).text)
    folder = made.project.raw / "two"
    assert (folder / "plan.tsv").read_text(encoding="utf-8") == PLAN.format(70, 70)
    assert "두 번째.tsv" in (folder / "datapackage.yaml").read_text(encoding="utf-8")
    earlier = everything(folder / "versions" / "1" / "two")
    assert earlier == {name[4:]: text for name, text in before.items() if name.startswith("two/")}
    assert ACROSS not in statuses(made.project)


def test_what_is_no_version_says_what_is_to_be_settled_and_changes_nothing(desk) -> None:
    made, client = desk
    before = everything(made.project.raw)
    page = said(answered(client, drop(client, "과\t계\n가\t1\n나\t2\n계\t3\n")))
    assert "이대로는 바꿀 수 없습니다" in page
    assert "이 판으로 바꾸기" not in page
    assert "그림 파일" in said(answered(client, drop(client, b"\x89PNG\r\n")))
    assert everything(made.project.raw) == before


def test_of_documents_that_there_are_not_there_is_no_version(desk) -> None:
    _, client = desk
    files = [("file", ("a.tsv", "1"))]
    assert client.send_form("/documents/none/version", files=files).status_code == 404
    assert client.get("/documents/none/version").status_code == 404
    assert client.send_form("/documents/two/version", data={"x": "y"}).status_code == 400

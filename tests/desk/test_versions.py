"""A new version is dropped on its document: shown first, then taken in, and never half."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

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


def test_tables_that_the_document_does_not_have_are_kept_through_the_form(desk) -> None:
    made, client = desk
    now = (made.project.raw / "two" / "plan.tsv").read_text(encoding="utf-8")
    address = drop(
        client, f"{now}\n\n□ 정원\n과\t계\t남\t여\n가과\t3\t1\t2\n나과\t7\t3\t4\n계\t10\t4\t6\n", "셋.txt"
    )
    page = answered(client, address)
    assert "문서에 없던 표" in said(page)
    assert f"{address}/keep/0" in page
    form = client.get(f"{address}/keep/0").text
    kept = re.findall(r'name="(\d+)\.keep"( checked)?', form)
    assert [bool(checked) for _, checked in kept] == [False, True]
    number = kept[1][0]
    sent = client.send_form(
        f"{address}/keep/0",
        data={"title": "정원", "name": "staff", f"{number}.keep": "on", f"{number}.title": "정원"},
    )
    assert sent.status_code == 303
    assert (
        len(yaml.safe_load((made.project.raw / "staff/datapackage.yaml").read_text("utf-8"))["resources"])
        == 1
    )


def test_a_layout_that_no_longer_fits_says_what_moved_and_offers_the_way_on(desk) -> None:
    made, client = desk
    now = (made.project.raw / "two" / "plan.tsv").read_text(encoding="utf-8")
    address = drop(
        client, now.replace("예산현액\t지출액", "예산현액\t이월액\t지출액").replace("\t10\n", "\t0\t10\n")
    )
    page = answered(client, address)
    assert "열 ‘이월액’이(가) 생김" in said(page)
    assert "새 문서로 등록" in said(page)
    assert "이월액" in client.get(f"{address}/keep/0").text

"""A new version is dropped on its document: shown first, then taken in, and never half."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from geomsan.desk.desk import Desk
from geomsan.desk.examining import TAKE_IN, Examiner
from geomsan.desk.retelling import as_told
from geomsan.desk.versioning import read_version, write_compared, write_described
from geomsan.replace import versions
from geomsan.replace.proposing import present_descriptor
from office import ACROSS, PLAN, make_project, statuses
from tests.desk.conftest import Person, answered, let_in, opened, said

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Desk, Person]]:
    project = make_project(tmp_path_factory.mktemp("versions"))
    made, client = opened(project.root, in_process=True)
    with client:
        yield made, let_in(made, client)


def drop(client: Person, content: str | bytes, name: str = "두 번째.tsv") -> str:
    sent = client.send_form("/documents/two/version", files=[("file", (name, content))])
    assert sent.status_code == 303
    return str(sent.headers["location"])


def everything(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_it_is_shown_before_it_is_written_and_then_taken_in(desk, monkeypatch) -> None:
    made, client = desk
    # As on a desk in use: in processes of its own.
    monkeypatch.setattr(made, "examiner", Examiner(made.project))
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
    assert "이 문서의 표가 하나도 없는 보고서입니다" in page
    assert "그림 파일" in said(answered(client, drop(client, b"\x89PNG\r\n")))
    assert everything(made.project.raw) == before


def test_of_documents_that_there_are_not_there_is_no_version(desk) -> None:
    _, client = desk
    files = [("file", ("a.tsv", "1"))]
    assert client.send_form("/documents/none/version", files=files).status_code == 404
    assert client.get("/documents/none/version").status_code == 404
    assert client.send_form("/documents/two/version", data={"x": "y"}).status_code == 400


STAFF_TABLE = "\n\n□ 정원\n과\t계\t남\t여\n가과\t3\t1\t2\n나과\t7\t3\t4\n계\t10\t4\t6\n"


def now(made: Desk) -> str:
    return (made.project.raw / "two" / "plan.tsv").read_text(encoding="utf-8")


def test_tables_that_the_document_does_not_have_can_be_kept_as_another_one(desk) -> None:
    made, client = desk
    address = drop(client, now(made) + STAFF_TABLE, "셋.txt")
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
    descriptor = yaml.safe_load((made.project.raw / "staff/datapackage.yaml").read_text("utf-8"))
    assert len(descriptor["resources"]) == 1


def with_column(text: str) -> str:
    return text.replace("예산현액\t지출액", "예산현액\t이월액\t지출액").replace("\t10\n", "\t0\t10\n")


def test_a_changed_layout_and_a_new_table_become_a_version_of_the_same_document(desk) -> None:
    made, client = desk
    before = everything(made.project.raw / "two")
    address = drop(client, with_column(now(made)) + STAFF_TABLE, "넷.txt")
    page = answered(client, address)
    assert "열 ‘이월액’이(가) 생김" in said(page)
    assert re.findall(r'name="(\d+)\.keep" checked', page) == ["0", "1"]
    assert everything(made.project.raw / "two") == before

    refused = client.send_form(
        f"{address}/take", data={"0.keep": "on", "0.rules": "kept", "0.unit": "꾸러미"}
    )
    assert refused.status_code == 422
    assert "모르는 단위입니다: 꾸러미" in said(refused.text)
    assert 'value="꾸러미"' in refused.text
    assert everything(made.project.raw / "two") == before

    form = {"0.keep": "on", "0.rules": "kept", "0.unit": "백만원", "1.keep": "on", "1.title": "정원 현황"}
    assert client.send_form(f"{address}/take", data={**form, "1.identity.0": "confirmed"}).status_code == 303
    assert "새 판으로 바꾸었습니다" in said(client.get(address).text)
    folder = made.project.raw / "two"
    plan, staff = yaml.safe_load((folder / "datapackage.yaml").read_text("utf-8"))["resources"]
    assert (plan["family"], plan["layout"]["columns"]) == ("execution", ["본예산", "예산현액", "-", "지출액"])
    assert (staff["title"], staff["identities"][0]["status"]) == ("정원 현황", "confirmed")
    assert (folder / staff["path"]).read_text(encoding="utf-8").startswith("과\t계")
    assert everything(folder / "versions" / "2" / "two") == {
        name: text for name, text in before.items() if not name.startswith("versions/")
    }


def test_a_table_that_looks_quite_different_is_said_to_be_the_one_that_is_missing(desk) -> None:
    made, client = desk
    staff = next(each for each in (made.project.raw / "two").glob("table-*.tsv"))
    address = drop(client, staff.read_text("utf-8") + "\n\n□ 계획\n부서\t국비\t시비\t합\n하나\t1\t2\t3\n")
    page = said(answered(client, address))
    assert "지금의 ‘표 plan’" in page
    form = {"0.keep": "on", "0.was": "plan", "0.title": "표 plan"}
    assert client.send_form(f"{address}/take", data=form).status_code == 303
    folder = made.project.raw / "two"
    plan, kept = yaml.safe_load((folder / "datapackage.yaml").read_text("utf-8"))["resources"]
    assert (plan["name"], kept["title"]) == ("plan", "정원 현황")
    assert now(made).startswith("부서\t국비")


def test_killed_while_it_is_taken_in_all_is_as_it_was(desk, monkeypatch) -> None:
    made, client = desk
    address = drop(client, now(made) + "\n\n□ 복지\n구분\t계\t남\t여\n가\t3\t1\t2\n나\t5\t2\t3\n")
    answered(client, address)
    before = everything(made.project.raw)
    found = made.drops.get(address.rpartition("/")[2])
    assert found is not None
    project = made.project
    write_described(
        found,
        as_told(read_version(found).proposal, {"0.keep": "on"}).descriptor(
            present_descriptor(project, "two")
        ),
    )

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(versions, "exchange", killed)
    with pytest.raises(KeyboardInterrupt):
        write_compared(found, str(project.root), TAKE_IN)
    assert everything(project.raw) == before
    monkeypatch.undo()
    assert client.send_form(f"{address}/take", data={}).status_code == 303
    assert "복지" not in (project.raw / "two" / "datapackage.yaml").read_text("utf-8")

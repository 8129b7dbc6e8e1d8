"""Releasing on the desk: what stands in the way leads to its finding, then the whole comes as one zip."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from shutil import copytree
from urllib.parse import unquote

import pytest
import yaml

from geomsan.command.cli import main
from geomsan.common.files import digest
from geomsan.decide.present import examine
from geomsan.desk.desk import Desk
from geomsan.publish.packs.manifest import MadeFrom, write_manifest
from geomsan.read.documents.project import Project
from office import ACROSS, OPEN, RATE, STAFF_ROW, TOTAL, change, request, store_decided, take_in
from tests.desk.conftest import Person, let_in, opened, said

PACKED = OPEN
"""What is open in the pack: in its document, and where another document prints its figure differently."""


def make_results(project: Project) -> None:
    """Store what the workflow would, but for the print of the pack."""
    store_decided(project)
    pdf = project.results / "packs" / "pack.pdf"
    pdf.parent.mkdir(exist_ok=True)
    if not pdf.exists():
        pdf.write_bytes(b"%PDF-1.7\n")
    raw = {path.relative_to(project.root).as_posix(): digest(path) for path in project.raw.glob("*/*")}
    write_manifest([pdf], {"pack": MadeFrom(raw, {})}, pdf.with_name("manifest.json"))


def with_release(project: Project) -> Project:
    """Plan a release of the project's pack."""
    config = yaml.safe_load((project.root / "config.yaml").read_text(encoding="utf-8"))
    config["releases"] = [{"session": "2026-03", "title": "3월 자료", "packs": ["pack"]}]
    text = yaml.safe_dump(config, allow_unicode=True)
    (project.root / "config.yaml").write_text(text, encoding="utf-8")
    return project


@pytest.fixture
def desk(proved: Path, tmp_path: Path) -> Iterator[tuple[Desk, Person]]:
    project = with_release(Project(copytree(proved, tmp_path / "project")))
    templates = Path(__file__).parents[2] / "workflow" / "templates"
    (project.root / "workflow").mkdir()
    (project.root / "workflow" / "templates").symlink_to(templates)
    made, client = opened(project.root)
    with client:
        yield made, let_in(made, client)


def checks(html: str) -> set[str]:
    """Return the checks that links of a page lead to."""
    return {unquote(each).replace("+", " ") for each in re.findall(r'href="[^"]*#check=([^"]+)"', html)}


def test_what_stands_in_the_way_is_listed_with_a_link_to_each_finding(desk) -> None:
    made, client = desk
    make_results(made.project)
    answer = client.send_form("/releases/2026-03")
    assert answer.status_code == 409
    assert "아직 배포할 수 없습니다" in said(answer.text)
    assert checks(answer.text) == PACKED
    assert not (made.project.results / "release").exists()
    assert f"풀 것 {len(PACKED)}건" in said(client.get("/packs").text)
    assert client.get("/releases/2026-03/zip").status_code == 404
    assert client.send_form("/releases/none").status_code == 400


def test_examples_keep_a_release_back_too(desk, printed) -> None:
    made, client = desk
    take_in(made.project, request(printed, TOTAL, example=True))
    make_results(made.project)
    answer = client.send_form("/releases/2026-03")
    assert TOTAL in checks(answer.text)
    assert "예시" in said(answer.text)


def test_what_is_decided_is_released_and_comes_as_one_zip(desk, printed) -> None:
    made, client = desk
    take_in(made.project, *(request(printed, check) for check in sorted(PACKED)))
    early = client.send_form("/releases/2026-03")
    assert (early.status_code, "‘브리프 만들기’를 먼저" in said(early.text)) == (400, True)
    make_results(made.project)
    assert client.send_form("/releases/2026-03").status_code == 303
    assert "배포함" in said(client.get("/packs").text)
    answer = client.get("/releases/2026-03/zip")
    assert 'filename="2026-03.zip"' in answer.headers["content-disposition"]
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        names = set(archive.namelist())
    assert {f"2026-03/{name}" for name in ("index.html", "SHA256SUMS", "packs/pack.pdf")} <= names
    assert client.get("/releases/2026-03/zip").content == answer.content


def test_a_pack_older_than_its_decisions_is_not_released(desk, printed) -> None:
    made, client = desk
    take_in(made.project, *(request(printed, check) for check in sorted(PACKED)))
    make_results(made.project)
    take_in(made.project, request(printed, STAFF_ROW, reason="다른 이유"))
    answer = client.send_form("/releases/2026-03")
    assert answer.status_code == 400
    assert "‘브리프 만들기’를 먼저 누르십시오" in said(answer.text)
    assert not (made.project.results / "release").exists()


def test_decisions_whose_violation_is_gone_go_with_one_button(desk, printed) -> None:
    made, client = desk
    take_in(made.project, *(request(printed, check) for check in sorted(PACKED)))
    change(made.project, "one/budget.tsv", "190", "200")
    make_results(made.project)
    answer = client.send_form("/releases/2026-03")
    assert "불일치가 없어진 결정 모두 지우기" in said(answer.text)
    assert TOTAL in checks(answer.text)
    assert client.send_form("/review/gone/remove").status_code == 303
    documents = examine(made.project).documents
    assert {each.check for one in documents.values() for each in one.decisions} == PACKED - {TOTAL, RATE}
    assert {each["what"] for each in client.get("/history").json()["history"]} == {"withdrawn"}


def test_what_rests_on_a_missing_document_is_not_gone(desk, monkeypatch, capsys, printed) -> None:
    made, client = desk
    take_in(made.project, request(printed, ACROSS))
    (made.project.raw / "one" / "plan.tsv").unlink()
    assert client.send_form("/review/gone/remove").status_code == 303
    monkeypatch.chdir(made.project.root)
    assert main(["decide", "--remove-gone"]) == 0
    assert "불일치가 없어진 결정이 없습니다" in capsys.readouterr().out
    assert [each.check for each in examine(made.project).documents["two"].decisions] == [ACROSS]

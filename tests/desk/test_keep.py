"""A dropped report becomes a document: no YAML is typed, and nothing is half-written."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from geomsan.desk import keeping
from geomsan.desk.desk import Desk
from geomsan.desk.drafting import drafted
from geomsan.desk.keeping import NEW, PackWish, as_said, keep, proposed_name
from geomsan.desk.received import Drops
from geomsan.read.documents.project import Project
from office import make_project
from tests.desk.conftest import WRONG, Person, answered, let_in, opened, said

FORM = {
    "title": "도서관 보고",
    "name": "library-2026",
    "office": "도서관과",
    "session": "제1회",
    "0.keep": "on",
    "0.title": "예산",
    "0.unit": "천원",
    "0.as-of": "2026-03-31",
    "0.identity.0": "confirmed",
    "0.identity.1": "rejected",
    "pack": "on",
    "pack-title": "",
    "release": NEW,
}


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Desk, Person, str]]:
    """A desk of a project on which a report was dropped and examined."""
    project = make_project(tmp_path_factory.mktemp("keep"))
    desk, client = opened(project.root, in_process=True)
    with client:
        sent = let_in(desk, client).send_form("/reports", files=[("file", ("예산 보고.tsv", WRONG))])
        answered(client, sent.headers["location"])
        yield desk, client, sent.headers["location"]


def test_each_sentence_is_asked_with_its_table_beside(kept) -> None:
    _, client, address = kept
    page = said(client.get(f"{address}/keep").text)
    assert "계 = 갑 + 을" in page
    assert "1,234" in page
    assert page.count("나중에") >= 2


def test_it_becomes_a_document_with_what_was_said(kept) -> None:
    desk, client, address = kept
    before = (desk.project.root / "config.yaml").read_text(encoding="utf-8")
    sent = client.send_form(f"{address}/keep/0", data=FORM)
    assert sent.status_code == 303
    folder = desk.project.raw / "library-2026"
    written = yaml.safe_load((folder / "datapackage.yaml").read_text(encoding="utf-8"))
    assert (written["title"], written["office"], written["session"]) == ("도서관 보고", "도서관과", "제1회")
    assert written["sources"][0]["path"] == "예산 보고.tsv"
    table = written["resources"][0]
    assert (table["title"], table["unit"]) == ("예산", "천원")
    assert [each["status"] for each in table["identities"]] == ["confirmed", "rejected"]
    assert (folder / table.get("path", f"{table['name']}.tsv")).read_text(encoding="utf-8") == WRONG
    after = (desk.project.root / "config.yaml").read_text(encoding="utf-8")
    assert after.startswith(before)
    config = desk.project.read_config()
    desk.project.check_config(config)
    assert config["packs"][-1] == {
        "name": "library-2026",
        "title": "도서관 보고",
        "documents": ["library-2026"],
    }
    assert config["releases"][-1]["packs"] == ["library-2026"]
    assert "도서관 보고" in client.get(sent.headers["location"]).text

    again = client.send_form(f"{address}/keep/0", data=FORM)
    assert again.status_code == 422
    assert (desk.project.root / "config.yaml").read_text(encoding="utf-8") == after


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"title": " "}, "제목"),
        ({"name": "../out"}, "이름"),
        ({"name": "가나"}, "이름"),
        ({"0.unit": "꾸러미"}, "표 1: 모르는 단위입니다: 꾸러미"),
        ({"0.as-of": "2026-02-31"}, "표 1: 없는 날짜입니다"),
    ],
)
def test_what_does_not_fit_is_said_and_nothing_is_written(kept, changes: dict[str, str], told: str) -> None:
    desk, client, address = kept
    before = sorted(path.name for path in desk.project.raw.iterdir())
    sent = client.send_form(
        f"{address}/keep/0", data={**FORM, "name": "other", "session": "제7회", **changes}
    )
    assert sent.status_code == 422
    assert told in said(sent.text)
    assert "제7회" in sent.text
    assert sorted(path.name for path in desk.project.raw.iterdir()) == before
    assert not list(desk.project.root.parent.glob("out*"))


def test_a_document_needs_a_table(kept) -> None:
    _, client, address = kept
    form = {key: value for key, value in FORM.items() if key != "0.keep"}
    assert "표를 하나는 남기십시오" in said(client.send_form(f"{address}/keep/0", data=form).text)


def test_killed_before_the_folder_moves_nothing_is_in_raw(kept, monkeypatch, tmp_path: Path) -> None:
    desk, _, address = kept
    project = make_project(tmp_path)
    drop = desk.drops.get(address.rpartition("/")[2])
    assert drop is not None
    found = as_said(drafted(drop, 0, project.schemas), FORM)

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(keeping, "validate", killed)
    (project.results / "desk").mkdir(parents=True)
    with pytest.raises(KeyboardInterrupt):
        keep(found, project, PackWish("브리프", NEW))
    assert sorted(path.name for path in project.raw.iterdir()) == ["one", "two"]
    assert "library" not in (project.root / "config.yaml").read_text(encoding="utf-8")


def test_names_are_proposed_from_titles_and_never_taken(tmp_path: Path) -> None:
    project = Project(tmp_path)
    assert proposed_name("2026 Budget (final).xlsx", project) == "2026-budget-final-xlsx"
    assert proposed_name("업무보고", project).startswith("report-20")
    (tmp_path / "raw" / proposed_name("업무보고", project)).mkdir(parents=True)
    assert proposed_name("업무보고", project).endswith("-2")


def test_the_draft_is_made_with_the_answer(kept) -> None:
    desk, _, address = kept
    drop = Drops(desk.folder / "received").get(address.rpartition("/")[2])
    assert drop is not None
    assert (drop.folder / "draft-0.msgpack").is_file()

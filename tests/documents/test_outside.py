"""Nothing outside a document's folder is opened, and no YAML costs more than it is worth."""

import os
from pathlib import Path

import pytest
import yaml

from build import DESCRIPTOR_SCHEMA
from geomsan.common.errors import GeomsanError
from geomsan.common.files import lies_within, within
from geomsan.common.job import Job
from geomsan.common.missing import Missing
from geomsan.read.documents.descriptor import DESCRIPTOR, read_document
from geomsan.read.documents.order import earlier_documents
from geomsan.read.documents.yamlfile import parse_yaml

SECRET = "과\t정원\n계\t3\nA\t1\nB\t2\n"


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "secret.tsv").write_text(SECRET, encoding="utf-8")
    (tmp_path / "doc-other").mkdir()
    (tmp_path / "doc-other" / "secret.tsv").write_text(SECRET, encoding="utf-8")
    path = tmp_path / "doc"
    path.mkdir()
    return path


def describe(folder, path):
    table = {"name": "staff", "title": "정원", "path": path, "family": "figures"}
    data = {
        "name": "doc",
        "title": "업무보고",
        "date": "2026-03",
        "sources": [{"title": "doc.txt"}],
        "resources": [table],
    }
    (folder / DESCRIPTOR).write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")


@pytest.mark.parametrize(
    "path", ["../secret.tsv", "../doc-other/secret.tsv", "sub/../../secret.tsv", "/etc/passwd"]
)
def test_a_path_out_of_the_folder_is_refused(folder, path):
    describe(folder, path)
    with pytest.raises(GeomsanError) as caught:
        read_document(folder, DESCRIPTOR_SCHEMA)
    assert "과" not in str(caught.value)


def test_a_link_out_of_the_folder_is_refused(folder):
    (folder / "staff.tsv").symlink_to("../secret.tsv")
    describe(folder, "staff.tsv")
    with pytest.raises(GeomsanError, match="밖의 파일"):
        read_document(folder, DESCRIPTOR_SCHEMA)


def test_a_linked_descriptor_is_refused(folder, tmp_path):
    describe(folder, "staff.tsv")
    (folder / DESCRIPTOR).rename(tmp_path / DESCRIPTOR)
    (folder / DESCRIPTOR).symlink_to(tmp_path / DESCRIPTOR)
    with pytest.raises(GeomsanError, match="밖의 파일"):
        read_document(folder, DESCRIPTOR_SCHEMA)


def test_a_link_that_stays_within_is_followed(folder):
    (folder / "received.tsv").write_text(SECRET, encoding="utf-8")
    (folder / "staff.tsv").symlink_to("received.tsv")
    describe(folder, "staff.tsv")
    assert read_document(folder, DESCRIPTOR_SCHEMA).tables[0].grid.rows[0] == ("과", "정원")


def test_a_linked_folder_is_the_folder(folder, tmp_path):
    (folder / "staff.tsv").write_text(SECRET, encoding="utf-8")
    describe(folder, "staff.tsv")
    (tmp_path / "share").mkdir()
    folder.rename(tmp_path / "share" / "doc")
    folder.symlink_to(tmp_path / "share" / "doc")
    assert read_document(folder, DESCRIPTOR_SCHEMA).name == "doc"


@pytest.mark.parametrize("name", ["staff.tsv", DESCRIPTOR])
def test_a_pipe_is_not_waited_for(folder, name):
    describe(folder, "staff.tsv")
    (folder / name).unlink(missing_ok=True)
    os.mkfifo(folder / name)
    with pytest.raises(GeomsanError, match="보통 파일이 아니"):
        read_document(folder, DESCRIPTOR_SCHEMA)


def test_nothing_of_a_descriptor_elsewhere_is_kept(folder, tmp_path):
    (tmp_path / "secret.yaml").write_text("council: 비밀\ndate: 2026-01\n", encoding="utf-8")
    (folder / DESCRIPTOR).symlink_to(tmp_path / "secret.yaml")
    assert earlier_documents(tmp_path, ["doc"]) == {"doc": []}
    running = Job("검산", tmp_path / "job.log")
    made = running.attempt("doc", lambda: read_document(folder, DESCRIPTOR_SCHEMA), folder / DESCRIPTOR)
    assert isinstance(made, Missing)
    assert made.described == ""


def test_a_pipe_for_a_descriptor_holds_up_no_run(folder, tmp_path):
    os.mkfifo(folder / DESCRIPTOR)
    assert earlier_documents(tmp_path, ["doc"]) == {"doc": []}
    running = Job("검산", tmp_path / "job.log")
    made = running.attempt("doc", lambda: read_document(folder, DESCRIPTOR_SCHEMA), folder / DESCRIPTOR)
    assert isinstance(made, Missing)


@pytest.mark.parametrize("name", ["a\x00b", "x" * 5000, "loop"])
def test_a_name_that_leads_nowhere_is_refused(folder, name):
    (folder / "loop").symlink_to("loop")
    assert not lies_within(folder, folder / name)
    with pytest.raises(GeomsanError):
        within(folder, name)


def bomb(levels):
    """Return a short text that is 9 ** ``levels`` words when its aliases are written out."""
    first = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
    return first + "".join(
        f"a{level}: &a{level} [{', '.join([f'*a{level - 1}'] * 9)}]\n" for level in range(1, levels)
    )


@pytest.mark.slow
@pytest.mark.parametrize(
    "text", [bomb(9), "a: &a [*a]", "[" * 20_000, "{a: " * 5_000, "- " * 50_000, f"a: {'x' * 17_000_000}"],
    ids=["aliases", "itself", "lists", "maps", "dashes", "bytes"],
)  # fmt: skip
def test_yaml_that_grows_is_refused(text):
    with pytest.raises(GeomsanError, match="너무 크거나"):
        parse_yaml(text.encode(), Path("x.yaml"), DESCRIPTOR_SCHEMA)


@pytest.mark.parametrize(
    "text",
    [
        "a: !!python/object/apply:os.system ['true']",
        "a: !!python/name:os.system",
        "a: !!bool x",
        "a: !!int x",
        "a: !!binary x",
        f"a: {'9' * 6000}",
        "a: \x1b[2J",
        "a: \x00",
    ],
)
def test_yaml_tags_run_nothing_and_break_nothing(text):
    with pytest.raises(GeomsanError):
        parse_yaml(text.encode(), Path("x.yaml"), DESCRIPTOR_SCHEMA)


def test_an_alias_stands_for_what_it_names(folder):
    text = "name: doc\ntitle: &t 업무보고\ndate: 2026-03\nsources: [{title: *t}]\n" + (
        "resources: [{name: staff, title: *t, path: staff.tsv, family: figures}]\n"
    )
    assert (
        parse_yaml(text.encode(), folder / DESCRIPTOR, DESCRIPTOR_SCHEMA)["sources"][0]["title"] == "업무보고"
    )

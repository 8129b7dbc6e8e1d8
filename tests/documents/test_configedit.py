"""Adding to config.yaml: all that stood there stays, comments too."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from build import ROOT
from geomsan.common.errors import GeomsanError
from geomsan.read.documents.configedit import with_item, with_key

PACK = {"name": "new", "title": "새: ‘브리프’ #1", "documents": ["a", "b"]}
CONFIG = (ROOT / "config.yaml").read_text(encoding="utf-8")


def test_a_pack_is_added_and_every_line_stays() -> None:
    made = with_item(CONFIG, ["packs"], PACK)
    lines = iter(made.splitlines())
    assert all(line in lines for line in CONFIG.splitlines())
    assert yaml.safe_load(made)["packs"] == [*yaml.safe_load(CONFIG)["packs"], PACK]


def test_a_pack_joins_a_release() -> None:
    made = with_item(CONFIG, ["releases", 0, "packs"], "new")
    known = yaml.safe_load(CONFIG)["releases"]
    known[0]["packs"].append("new")
    assert yaml.safe_load(made)["releases"] == known


@pytest.mark.parametrize(
    "text",
    [
        "documents: all\n",
        "documents: all\nreleases: []\n",
        "releases:\n- {session: a, title: b, packs: [c]}   # one\n\n# end",
        "releases:\n    - session: a\n      title: |\n        long\n        text\n\ndocuments: all\n",
        "releases: [{session: a}]",
    ],
)
def test_however_the_list_is_written(text: str) -> None:
    item = {"session": "s", "title": "t", "packs": ["p"]}
    made = with_item(text, ["releases"], item)
    before = yaml.safe_load(text)
    assert yaml.safe_load(made) == {**before, "releases": [*(before.get("releases") or []), item]}
    assert [line for line in text.splitlines() if "#" in line and line not in made] == []


LINES = st.text(st.characters(categories=["L", "N", "P", "S"], include_characters=" "), max_size=20)


@given(st.lists(LINES, max_size=4), LINES)
def test_texts_of_any_kind_come_back(titles: list[str], title: str) -> None:
    text = yaml.safe_dump({"packs": [{"title": each} for each in titles], "x": 1}, allow_unicode=True)
    assert yaml.safe_load(with_item(text, ["packs"], {"title": title}))["packs"][-1] == {"title": title}


def test_what_cannot_be_added_to_is_left_alone() -> None:
    with pytest.raises(GeomsanError):
        with_item("a: &x [1]\nb: *x\n", ["a"], "2")


def test_a_key_is_added_once_and_every_line_stays() -> None:
    text = "# 설정\npacks: []  # 아직 없음\n"
    made = with_key(text, "distribution", {"sender": "a@example.org", "lists": [{"name": "one"}]})
    assert made.startswith(text.rstrip())
    assert yaml.safe_load(made)["distribution"] == {"sender": "a@example.org", "lists": [{"name": "one"}]}
    for closed in (made, "{packs: []}\n"):
        with pytest.raises(GeomsanError, match="편집기로"):
            with_key(closed, "distribution", {})

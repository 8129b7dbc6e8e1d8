"""The page about security names tests that there are."""

import re

from build import ROOT

PAGE = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")


def test_every_test_that_it_names_is_there():
    named = re.findall(r"`(tests/[\w/]+\.py)(?:::(\w+))?`", PAGE)
    assert len(named) > 20
    for file, name in named:
        text = (ROOT / file).read_text(encoding="utf-8")
        assert name in text, (file, name)
        assert not name or re.search(rf"def {name}\(", text), (file, name)


def test_every_file_with_a_limit_is_there():
    for file in re.findall(r"`(read/[\w/]+\.py)`", PAGE):
        assert (ROOT / "workflow" / "geomsan" / file).exists(), file

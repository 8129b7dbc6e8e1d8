"""A descriptor changed in single places; what people wrote into it stays."""

import pytest
import yaml

from geomsan.replace.rewriting import CannotRewriteError, TableFiles, rewritten

TEXT = """\
# 위의 말
name: doc   # 이름
sources: [{title: 보고서, path: old.txt}]
resources:
# 첫 표
- name: one
  lines: 3-5
  sha256: aaaa
  layout:
    rows: [{row: [4, 5], skip: true}, {label: 계, level: 0}]  # 끝 행
    stated:
    - {record: 계, pattern: 예산, text: '30', line: 7}
  identities:
  - {rule: sum, statement: 합, status: confirmed, cells: [r4c2 = r5c2 + r2c2p1], except-rows: [5]}
  not-checked: [{row: 4, reason: 까닭}]
- name: two
  path:
  - two-1.tsv
  - two-2.tsv
  lines: ['7-9, 11-12', 14-15]
  sha256:
  - bbbb
  - cccc
  title: 뒤
"""


def test_comments_and_all_else_stay():
    files = {
        "one": TableFiles(["one.tsv"], ["4-6"], ["dddd"]),
        "two": TableFiles(
            ["two-1.tsv", "two-2.tsv", "two-3.tsv"], ["8-9", "11", "13-14"], ["b1", "c1", "d1"]
        ),
    }
    made = rewritten(
        TEXT, "new 판.txt", files, {"one": lambda row: row + 1}, {"one": lambda _, line: line + 2}
    )
    for comment in ("# 위의 말", "# 이름", "# 첫 표", "# 끝 행"):
        assert comment in made
    told = yaml.safe_load(made)
    one, two = told["resources"]
    assert told["sources"] == [{"title": "보고서", "path": "new 판.txt"}]
    same = rewritten(TEXT.replace("title: 보고서", "title: old.txt"), "new.txt", {}, {}, {})
    assert "sources: [{title: new.txt, path: new.txt}]" in same
    assert (one["lines"], one["sha256"]) == ("4-6", "dddd")
    assert one["layout"]["rows"] == [{"row": [5, 6], "skip": True}, {"label": "계", "level": 0}]
    assert one["layout"]["stated"][0]["line"] == 9
    assert one["identities"][0]["cells"] == ["r5c2 = r6c2 + r3c2p1"]
    assert one["identities"][0]["except-rows"] == [6]
    assert one["not-checked"][0]["row"] == 5
    assert two["path"] == ["two-1.tsv", "two-2.tsv", "two-3.tsv"]
    assert (two["lines"], two["sha256"]) == (["8-9", "11", "13-14"], ["b1", "c1", "d1"])
    assert two["title"] == "뒤"


def test_the_same_version_leaves_every_byte():
    files = {
        "one": TableFiles(["one.tsv"], ["3-5"], ["aaaa"]),
        "two": TableFiles(["two-1.tsv", "two-2.tsv"], ["7-9, 11-12", "14-15"], ["bbbb", "cccc"]),
    }
    assert rewritten(TEXT, "old.txt", files, {"one": lambda row: row}, {"one": lambda _, line: line}) == TEXT


def test_a_report_without_lines_and_a_table_of_more_files():
    files = {"one": TableFiles(["one.tsv", "one-1.tsv"], [], ["a1", "a2"])}
    one, two = yaml.safe_load(rewritten(TEXT, "new.hwpx", files, {}, {}))["resources"]
    assert "lines" not in one
    assert one["path"] == ["one.tsv", "one-1.tsv"]
    assert one["sha256"] == ["a1", "a2"]
    assert two["lines"] == ["7-9, 11-12", "14-15"]


@pytest.mark.parametrize(
    ("moved", "stated", "word"),
    [
        ({"one": lambda row: None if row == 5 else row}, {}, "5행"),
        ({}, {"one": lambda *_: None}, "‘30’"),
    ],
)
def test_what_is_no_more_is_named(moved, stated, word):
    with pytest.raises(CannotRewriteError) as caught:
        rewritten(TEXT, "new.txt", {}, moved, stated)
    assert word in caught.value.reason.ko
    assert caught.value.table == "one"

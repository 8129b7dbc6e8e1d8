"""Tables of a new version that changed their form, came or went: proposed, and taken in as described."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from geomsan.command.cli import main
from geomsan.decide.present import examine
from geomsan.read.documents.project import Project
from geomsan.replace.alignment import aligned
from geomsan.replace.proposing import proposal
from geomsan.replace.redescribing import redescribed
from geomsan.replace.replacing import compared_version
from office import BUDGET, STAFF, STAFF_ROW, TOTAL, cell, corrected, make_project, request, statuses, take_in

TABLES = {
    "예산": BUDGET.replace("예산현액\t지출액", "예산현액\t이월액\t지출액")
    .replace("300\t", "300\t5\t")
    .replace("100\t60", "100\t2\t60")
    .replace("190\t", "190\t3\t"),
    "정원": STAFF,
    "복지": "구분\t계\t국비\t시비\n합계\t30\t10\t20\n가\t10\t4\t6\n나\t20\t6\t14\n",
}
"""A column has come, two tables have gone, one is new."""


@pytest.fixture
def project(tmp_path) -> Project:
    return make_project(tmp_path / "project")


def report(folder: Path, tables: dict[str, str]) -> Path:
    path = folder / "새판.txt"
    path.write_text("\n".join(f"□ {title}\n{table}" for title, table in tables.items()), encoding="utf-8")
    return path


def test_a_drafted_descriptor_takes_the_version_in_and_decisions_go_with_their_columns(
    project, tmp_path, capsys
):
    present = examine(project)
    take_in(project, corrected(present, TOTAL, cell(3, 1, "190", "200")), request(present, STAFF_ROW))
    path, drafted = report(tmp_path, TABLES), tmp_path / "초안.yaml"
    call = ["replace", str(project.raw / "one"), str(path)]
    assert main([*call, "--draft", str(drafted)]) == 1
    assert str(drafted) in capsys.readouterr().out
    assert not (project.raw / "one" / "versions").exists()
    assert main([*call, "--descriptor", str(drafted)]) == 0
    told = capsys.readouterr().out
    assert "생긴 열: 이월액" in told
    assert "결정: 그대로 2건" in told
    resources = yaml.safe_load((project.raw / "one/datapackage.yaml").read_text("utf-8"))["resources"]
    assert [each["title"] for each in resources] == ["표 budget", "표 staff", "복지"]
    assert resources[0]["layout"]["columns"] == ["예산현액", "-", "지출액", "지출집행률"]
    assert sorted(each.name for each in (project.raw / "one").glob("*.tsv")) == [
        "budget.tsv",
        "staff.tsv",
        resources[2]["path"],
    ]
    stand = statuses(project)
    assert (stand[TOTAL], stand[STAFF_ROW]) == ("corrected", "accepted")
    assert main([*call, "--draft", str(drafted)]) == 2
    assert "이미 있습니다" in capsys.readouterr().err


def test_rules_that_no_longer_fit_are_drafted_anew(project, tmp_path):
    # 지출액, which the layout reads, has gone.
    budget = "사업\t예산현액\t국비\t시비\n계\t300\t100\t200\n가나\t100\t40\t60\n다라\t200\t60\t140\n"
    path = report(tmp_path, {**TABLES, "예산": budget})
    found = compared_version(project, "one", path)
    table = next(each for each in proposal(project, found, path).tables if each.was == "budget")
    assert table.kept is None
    assert table.resource["family"] == "declared"
    assert (table.resource["name"], table.resource["unit"]) == ("budget", "백만원")


def test_of_a_described_version_the_other_tables_have_to_fit(project, tmp_path):
    path, drafted = report(tmp_path, TABLES), tmp_path / "초안.yaml"
    main(["replace", str(project.raw / "one"), str(path), "--draft", str(drafted)])
    moved = STAFF.replace("합계\t일반직", "일반직\t합계")
    path = report(tmp_path, {**TABLES, "정원": moved})
    assert main(["replace", str(project.raw / "one"), str(path), "--descriptor", str(drafted)]) == 1


def test_columns_are_known_by_their_heads():
    before = [("과", "계", "남", "여"), ("가", "3", "1", "2"), ("나", "7", "3", "4")]
    after = [("과", "여", "비율", "계"), ("가", "2", "9", "3"), ("나", "5", "9", "7")]
    found = aligned(before, after, 1)
    assert found.columns == {0: 0, 1: 3, 3: 1}
    assert (found.came, found.went) == (("비율",), ("남",))
    assert [(each.label, each.head, each.before, each.after) for each in found.cells] == [
        ("나", "여", "4", "5")
    ]
    assert found.rows == {0: 0, 1: 1, 2: 2}


TEXT = """\
# 위의 말
name: doc
title: 제목
sources: [{title: 보고서}]
resources:
# 첫 표
- name: one   # 이름
  title: 하나
  section: 일반 현황
  topics: [staff]
  family: execution
  caption: 원본의 표 1
  layout: {columns: [가]}
# 둘째 표
- {name: two, title: 둘, family: figures,
   lines: 3-5}
- name: three
  title: 셋
  family: figures
  footnote: |
    여러
    줄
omitted: []  # 끝
"""
NEW = {"name": "four", "title": "넷", "family": "figures"}


def test_what_is_not_described_anew_stays_as_it_is_written():
    changed = {"two": {"name": "two", "title": "둘", "family": "figures", "path": "two.tsv"}}
    made = redescribed(TEXT, changed, [NEW], [])
    assert made.startswith(TEXT[: TEXT.index("- {name: two")])
    assert made.endswith("\nomitted: []  # 끝\n")
    one, two, three, four = yaml.safe_load(made)["resources"]
    assert (one["topics"], three["footnote"]) == (["staff"], "여러\n줄\n")
    assert (two, four) == (changed["two"], {**NEW, "section": ""})


def test_a_table_that_goes_takes_its_comments_and_leaves_its_section():
    made = redescribed(TEXT, {}, [], ["one"])
    assert "첫 표" not in made
    assert "# 둘째 표" in made
    two, three = yaml.safe_load(made)["resources"]
    assert two["section"] == "일반 현황"
    assert "section" not in three
    assert [each["name"] for each in yaml.safe_load(redescribed(TEXT, {}, [], ["three"]))["resources"]] == [
        "one",
        "two",
    ]


def test_what_else_is_said_of_a_table_stays_when_its_form_changes():
    new = {"name": "one", "title": "하나", "family": "figures", "path": "one.tsv"}
    one = yaml.safe_load(redescribed(TEXT, {"one": new}, [], []))["resources"][0]
    assert one == {**new, "section": "일반 현황", "topics": ["staff"]}


def test_a_list_in_brackets_is_written_anew():
    text = "name: doc\ntitle: 제목\nresources: [{name: one, title: 하나, family: figures}]\n"
    assert [each["name"] for each in yaml.safe_load(redescribed(text, {}, [NEW], ["one"]))["resources"]] == [
        "four"
    ]

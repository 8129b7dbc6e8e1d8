"""Corrections of a figure in the other table of a comparison."""

import re
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import yaml
from lxml import html as lxml_html

from build import ROOT
from geomsan.check.report import DocumentReport
from geomsan.command.cli import main
from geomsan.common.stored import restore, store
from geomsan.decide.present import examine
from geomsan.publish.packs.attached import attached_tables
from geomsan.publish.packs.document import PackSpec
from geomsan.publish.packs.tablehtml import table_html
from geomsan.publish.worklist import columns as at
from geomsan.publish.worklist.writing import write_worklist
from geomsan.read.documents.project import Project
from office import SAME, cell, change, corrected, decided, make_compared, refused, statuses, take_in

TOTAL = "sums/summary/계=부서또는세부사업의합@r1c1"
AFTER_TOTAL = "sums/detail/다른표와같음@r2c1=summary@r3c1"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return make_compared(tmp_path / "project")


def sums(reports: Sequence[DocumentReport]) -> DocumentReport:
    return next(report for report in reports if report.name == "sums")


def with_total(project: Project, total: str) -> None:
    change(project, "sums/summary.tsv", "가나", f"계\t{total}\t30\t3\n가나")


def test_the_other_tables_figure_settles_the_comparison(project: Project, tmp_path: Path) -> None:
    take_in(project, corrected(examine(project), SAME, cell(2, 1, "200", "210", table="summary")))
    assert statuses(project)[SAME] == "corrected"
    report = sums(decided(project))
    summary, detail = report.tables
    assert [(each.table, each.value, by.check) for each, by in summary.corrections] == [
        ("summary", "210", SAME)
    ]
    assert detail.corrections == []
    store(tmp_path / "report.json", report)
    assert restore(tmp_path / "report.json", DocumentReport) == report


def test_both_tables_of_a_pack_say_so(project: Project) -> None:
    take_in(project, corrected(examine(project), SAME, cell(2, 1, "200", "210", table="summary")))
    report = sums(decided(project))
    first, second = (table_html(table, "t", "표") for table in report.tables)
    note = "정정: 200 → 210 (근거: 결산서; 예산담당관 결정, 2026. 4. 1.)"
    assert note in _words(first)
    assert re.search(r"◇\S* ?210", _words(first))
    assert "정정: 200 → 210 (‘summary’ 표) (근거: 결산서" in _words(second)
    files = {item.name: item.content.decode() for item in attached_tables(PackSpec("p", "검산", [report]))}
    assert "다라,210" in files["1_sums_summary_corrected.csv"]
    assert "다라,200" in files["1_sums_summary.csv"]
    assert "2_sums_detail_corrected.csv" not in files


def test_a_wrong_total_of_the_other_table_is_mended_with_it(project: Project) -> None:
    with_total(project, "310")
    now = examine(project)
    assert now.findings[TOTAL].verdict == "violated"
    take_in(project, corrected(now, AFTER_TOTAL, cell(3, 1, "200", "210", table="summary")))
    found = statuses(project)
    assert (found[AFTER_TOTAL], found[TOTAL]) == ("corrected", "corrected")


def test_a_right_total_of_the_other_table_that_breaks_is_named(project: Project) -> None:
    with_total(project, "300")
    now = examine(project)
    (line,) = refused(now, corrected(now, AFTER_TOTAL, cell(3, 1, "200", "210", table="summary")))
    assert "다른 검산이 깨집니다" in line
    assert TOTAL in line


def test_only_the_correction_that_breaks_it_is_told(project: Project) -> None:
    with_total(project, "300")
    change(project, "sums/summary.tsv", "다라\t200\t20\t2", "다라\t200\t20\t9")
    now = examine(project)
    spent = TOTAL.replace("r1c1", "r1c3")
    good = corrected(now, spent, cell(3, 3, "9", "2"))
    bad = corrected(now, AFTER_TOTAL, cell(3, 1, "200", "210", table="summary"))
    (line,) = refused(now, good, bad)
    assert line.startswith(bad.place)


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (cell(2, 1, "200", "210", table="nothing"), "이 문서의 표가 아닙니다: nothing"),
        (cell(2, 1, "210,000", "210", table="summary"), "자리가 아닙니다"),
        (cell(2, 1, "200", "많음", table="summary"), "숫자로 읽을 수 없습니다"),
        (cell(2, 1, "200", "205", table="summary"), "이 검산이 맞지 않습니다"),
    ],
)
def test_what_does_not_do_is_refused(project: Project, wrong: dict[str, Any], told: str) -> None:
    now = examine(project)
    (line,) = refused(now, corrected(now, SAME, wrong))
    assert told in line


def test_two_values_for_one_figure_by_checks_of_two_tables_are_refused(project: Project) -> None:
    with_total(project, "310")
    now = examine(project)
    (line,) = refused(
        now,
        corrected(now, AFTER_TOTAL, cell(3, 1, "200", "210", table="summary")),
        corrected(now, TOTAL, cell(3, 1, "200", "209")),
    )
    assert "서로 다르게 정정" in line


def test_the_table_of_the_check_itself_needs_no_name(project: Project) -> None:
    take_in(project, corrected(examine(project), SAME, cell(2, 1, "210,000", "200000", table="detail")))
    entry = yaml.safe_load((project.raw / "sums" / "decisions.yaml").read_text(encoding="utf-8"))
    assert entry["decisions"][0]["corrected"] == [cell(2, 1, "210,000", "200,000")]


def test_it_is_stale_when_the_other_table_changes(project: Project) -> None:
    take_in(project, corrected(examine(project), SAME, cell(2, 1, "200", "210", table="summary")))
    change(project, "sums/summary.tsv", "가나\t100", "가나\t101")
    assert statuses(project)[SAME] == "stale"
    assert all(table.corrections == [] for table in sums(decided(project)).tables)


REAL = "seoul-economy-2026-03"


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A real report alone, undecided, with its worklist."""
    root = tmp_path_factory.mktemp("real")
    shutil.copytree(ROOT / "schemas", root / "schemas", ignore=shutil.ignore_patterns("__pycache__"))
    undecided = shutil.ignore_patterns("decisions.yaml")
    shutil.copytree(ROOT / "raw" / REAL, root / "raw" / REAL, ignore=undecided)
    shutil.copy(ROOT / "raw" / "aliases.yaml", root / "raw")
    pack = {"name": "pack", "title": "검산", "documents": [REAL]}
    (root / "config.yaml").write_text(yaml.safe_dump({"documents": "all", "packs": [pack]}), encoding="utf-8")
    write_worklist(decided(Project(root)), root / "worklist.xlsx")
    return Project(root)


def chosen(project: Project, name: str, *starts: str) -> Path:
    """Fill the worklist in: for every check that starts so, the other table's figure is corrected."""
    book = openpyxl.load_workbook(project.root / "worklist.xlsx")
    sheet, offers = book[at.SHEET], book[at.CHOICES]
    column = {title: number for number, title in enumerate(at.COLUMNS, start=1)}
    found = examine(project).findings
    filled = 0
    for row in range(2, sheet.max_row + 1):
        check = str(sheet.cell(row, column[at.ID]).value)
        if check.startswith(tuple(f"{REAL}/{start}" for start in starts)):
            text = found[check].repairs[1]["cells"][0]["text"]
            (offer,) = (
                str(one.value)
                for one in offers["D"]
                if str(one.value).startswith("‘budget-by-programme’") and f" {text} →" in str(one.value)
            )
            said = {at.DECISION: "정정", at.REPAIR: offer, at.REASON: "예산서", at.BY: "예산과"}
            for title, value in said.items():
                sheet.cell(row, column[title]).value = value
            filled += 1
    assert filled == len(starts)
    book.save(project.root / name)
    return project.root / name


@pytest.mark.slow
def test_a_real_summary_table_that_would_break_names_its_subtotal(
    real: Project, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(real.root)
    path = chosen(real, "fintech.xlsx", "execution-fintech/다른표와같음@r3c4")
    assert main(["decide", str(path)]) == 2
    assert "budget-by-programme/계=부서또는세부사업의합@r70c4 (금융투자과 소계" in capsys.readouterr().err
    assert not list(real.raw.glob("*/decisions.yaml"))


@pytest.mark.slow
def test_two_programmes_of_a_real_summary_table_are_corrected(
    real: Project, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    # 27 million stand with the wrong one of the two: together they leave the subtotal as it is.
    monkeypatch.chdir(real.root)
    checks = ("execution-fashion/다른표와같음@r6c4", "execution-fashion/다른표와같음@r7c4")
    assert main(["decide", str(chosen(real, "fashion.xlsx", *checks))]) == 0
    assert f"{REAL}: 정정 2" in capsys.readouterr().out
    tables = {table.name: table for table in decided(real)[0].tables}
    changes = [(each.text, each.value) for each, _ in tables["budget-by-programme"].corrections]
    assert sorted(changes) == [("1,100", "1,073"), ("360", "387")]
    statuses = [each.status for each in tables["execution-fashion"].violations]
    assert statuses == ["corrected", "corrected"]


def _words(html: str) -> str:
    return " ".join(lxml_html.fragment_fromstring(html, create_parent="div").text_content().split())

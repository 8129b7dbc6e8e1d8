"""A new version of a document: what it changes, what becomes of decisions, and what keeps it out."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import openpyxl
import pytest
import yaml

from geomsan.command.cli import main
from geomsan.common import files as common_files
from geomsan.common.errors import GeomsanError
from geomsan.common.lock import held
from geomsan.decide.file import read_decisions
from geomsan.decide.present import examine
from geomsan.read.documents.project import Project
from geomsan.replace import versions
from geomsan.replace.replacing import Replacement, compared_version
from geomsan.replace.versions import earlier_versions, write_version
from office import (
    ACROSS,
    BLANKS,
    BUDGET,
    PLAN,
    RATE,
    STAFF,
    STAFF_ROW,
    TOTAL,
    cell,
    corrected,
    decided,
    make_project,
    request,
    statuses,
    take_in,
)
from readers.hwpxfile import paragraph, plain_table, write_table
from readers.pdffile import rows as cells
from readers.pdffile import write_pdf

DAY = date(2026, 11, 28)
TABLES = {"예산": BUDGET, "정원": STAFF, "빈칸": BLANKS, "계획": PLAN.format(70, 70)}


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Path:
    """A project whose one document was decided about, made once."""
    project = make_project(tmp_path_factory.mktemp("made") / "project")
    present = examine(project)
    take_in(
        project,
        corrected(present, TOTAL, cell(3, 1, "190", "200")),
        request(present, STAFF_ROW, reason="겸직"),
    )
    return project.root


@pytest.fixture
def project(made, tmp_path) -> Project:
    shutil.copytree(made, tmp_path / "project")
    return Project(tmp_path / "project")


def report(folder: Path, tables: dict[str, str] | None = None, name: str = "새판.txt") -> Path:
    """A report as the office sends it: its tables with a line of prose between them."""
    text = "\n".join(f"□ {title}\n{table}" for title, table in (tables or TABLES).items())
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def changed(**texts: tuple[str, str]) -> dict[str, str]:
    tables = dict(TABLES)
    for title, (old, new) in texts.items():
        assert old in tables[title]
        tables[title] = tables[title].replace(old, new)
    return tables


def compared(project: Project, tables: dict[str, str] | None = None) -> Replacement:
    return compared_version(project, "one", report(project.root, tables))


def becauses(found: Replacement) -> dict[str, dict[str, str]]:
    assert found.decisions is not None
    fates = found.decisions
    return {
        name: {fate.decision.check: fate.because.ko for fate in each}
        for name, each in (("kept", fates.kept), ("stale", fates.stale), ("settled", fates.settled))
    }


def snapshot(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_the_same_tables_change_nothing(project):
    found = compared(project)
    assert (found.changes, found.unchanged, found.needs, found.unknown) == ((), 4, (), ())
    assert (found.gone, found.new) == ((), ())
    assert becauses(found)["kept"].keys() == {TOTAL, STAFF_ROW}
    assert found.files["budget.tsv"].decode() == BUDGET


def test_a_correction_that_the_office_adopted_is_settled(project):
    found = compared(project, changed(예산=("190", "200")))
    (change,) = found.changes
    assert [(each.label, each.head, each.before, each.after) for each in change.alignment.cells] == [
        ("다라", "예산현액", "190", "200")
    ]
    assert {each.check_id for each in found.gone} == {TOTAL, RATE}
    assert becauses(found) == {
        "kept": {STAFF_ROW: "그대로"},
        "stale": {},
        "settled": {TOTAL: "원본에서 고쳐짐"},
    }
    kept = write_version(project, found, DAY)
    folder = project.raw / "one"
    assert [each.check for each in read_decisions(folder / "decisions.yaml", project.decisions_schema)] == [
        STAFF_ROW
    ]
    assert statuses(project)[STAFF_ROW] == "accepted"
    assert TOTAL not in statuses(project)
    assert all(document.moot == [] for document in decided(project))
    assert earlier_versions(folder) == [kept]
    assert (kept / "budget.tsv").read_text(encoding="utf-8") == BUDGET
    record = yaml.safe_load((kept.parent / "version.yaml").read_text(encoding="utf-8"))
    assert record["settled"][0]["because"] == "원본에서 고쳐짐"
    assert record["date"] == "2026-11-28"


def test_a_decision_of_another_document_is_settled_too(project):
    present = examine(project)
    take_in(project, request(present, ACROSS, reason="기준일이 다름"))
    found = compared(project, changed(계획=("70\t70", "75\t75")))
    assert becauses(found)["settled"] == {ACROSS: "불일치가 없어짐"}
    write_version(project, found, DAY)
    assert read_decisions(project.raw / "two/decisions.yaml", project.decisions_schema) == []
    assert ACROSS not in statuses(project)
    assert all(document.moot == [] for document in decided(project))


def test_another_value_than_the_corrected_one_is_told_apart(project):
    found = compared(project, changed(예산=("계\t300", "계\t290")))
    assert becauses(found)["settled"] == {TOTAL: "원본에서 다른 값으로 고쳐짐"}


def test_an_accepted_violation_that_is_gone_is_settled(project):
    found = compared(project, changed(정원=("5/5\t5/5", "5/5\t5/5"), 예산=("190", "190")))
    assert becauses(found)["settled"] == {}
    found = compared(project, changed(정원=("나과\t7/6\t4/4", "나과\t7/6\t5/4")))
    assert becauses(found)["settled"] == {STAFF_ROW: "불일치가 없어짐"}


def test_a_decision_on_figures_that_changed_and_still_fail_is_stale(project):
    found = compared(project, changed(정원=("나과\t7/6", "나과\t8/6")))
    assert becauses(found)["stale"] == {STAFF_ROW: "결정한 값이 바뀜"}
    write_version(project, found, DAY)
    assert statuses(project)[STAFF_ROW] == "stale"
    assert statuses(project)[TOTAL] == "corrected"


def test_a_decision_stands_while_its_own_figures_do(project):
    found = compared(project, changed(예산=("계\t300\t150", "계\t300\t190")))
    assert becauses(found)["kept"].keys() == {TOTAL, STAFF_ROW}
    assert found.new
    write_version(project, found, DAY)
    assert statuses(project)[TOTAL] == "corrected"


def test_a_correction_that_breaks_what_now_holds_is_stale(project):
    # With 47.4 as its rate, 190 is right there: correcting it to 200 would break that check.
    found = compared(project, changed(예산=("190\t90\t45", "190\t90\t47.4")))
    assert becauses(found)["stale"] == {TOTAL: "정정한 값으로 더는 맞지 않음"}


def test_rows_that_came_move_decisions_with_them(project):
    found = compared(project, changed(정원=("가과\t", "다과\t3/3\t3/3\t\n가과\t")))
    (change,) = found.changes
    assert (change.alignment.added, change.alignment.removed) == (("다과",), ())
    assert STAFF_ROW in becauses(found)["kept"]
    write_version(project, found, DAY)
    moved = STAFF_ROW.replace("r3c1", "r4c1")
    assert statuses(project)[moved] == "accepted"
    assert all(document.moot == [] for document in decided(project))


def test_tables_are_known_by_what_stands_in_them(project):
    tables = {f"{number}": table for number, table in enumerate(reversed(TABLES.values()))}
    found = compared(project, tables)
    assert (found.changes, found.unchanged, found.needs) == ((), 4, ())
    assert found.files["staff.tsv"].decode() == STAFF


def test_a_table_that_is_gone_needs_a_person(project, capsys):
    before = snapshot(project.raw)
    tables = {title: table for title, table in TABLES.items() if title != "계획"}
    path = report(project.root, tables)
    assert main(["replace", str(project.raw / "one"), str(path)]) == 1
    told = capsys.readouterr().out
    assert "표 plan (plan): 새 판에서 이 표를 찾지 못했습니다" in told
    assert "아무것도 쓰지 않았습니다." in told
    assert snapshot(project.raw) == before


def test_a_mended_descriptor_gives_the_table_up(project, tmp_path):
    tables = {title: table for title, table in TABLES.items() if title != "계획"}
    descriptor = yaml.safe_load((project.raw / "one/datapackage.yaml").read_text(encoding="utf-8"))
    descriptor["resources"] = [each for each in descriptor["resources"] if each["name"] != "plan"]
    mended = tmp_path / "mended.yaml"
    mended.write_text(yaml.safe_dump(descriptor, allow_unicode=True, sort_keys=False), encoding="utf-8")
    path = report(project.root, tables)
    assert main(["replace", str(project.raw / "one"), str(path), "--descriptor", str(mended)]) == 0
    assert not (project.raw / "one/plan.tsv").exists()
    assert (project.raw / "one/versions/1/one/plan.tsv").is_file()


def test_a_descriptor_that_is_none_is_told(project, tmp_path, capsys):
    path, bad = report(project.root), tmp_path / "bad.yaml"
    call = ["replace", str(project.raw / "one"), str(path), "--descriptor", str(bad)]
    assert main(call) == 2
    assert "파일이 없습니다" in capsys.readouterr().err
    bad.write_text("name: one\n", encoding="utf-8")
    assert main(call) == 2
    assert str(bad) in capsys.readouterr().err


def test_a_table_that_is_left_out_of_the_descriptor_goes_although_it_is_there(project, tmp_path):
    text = (project.raw / "one/datapackage.yaml").read_text(encoding="utf-8")
    mended = tmp_path / "mended.yaml"
    mended.write_text(text[: text.index("- name: plan")], encoding="utf-8")
    found = compared_version(project, "one", report(project.root), mended)
    assert found.needs == ()
    assert "plan.tsv" not in found.files
    assert [title for _, title in found.unknown] == ["계획"]


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        (
            "사업\t예산현액\t지출액\t집행률\n",
            "사업\t예산현액\t이월액\t지출액\t집행률\n",
            "열 ‘이월액’이(가) 생김",
        ),
        ("사업\t예산현액\t지출액\t집행률\n", "사업\t지출액\t예산현액\t집행률\n", "열의 차례가 바뀜"),
        ("사업\t예산현액\t지출액\t집행률\n", "사업\t예산현액\t반납액\t집행률\n", "열 ‘지출액’이(가) 없어짐"),
    ],
)
def test_a_layout_that_no_longer_fits_needs_a_person(project, old, new, sentence):
    found = compared(project, changed(예산=(old, new)))
    assert sentence in " ".join(need.sentence.ko for need in found.needs)
    assert found.files == {}
    with pytest.raises(GeomsanError):
        write_version(project, found, DAY)


def test_a_head_that_is_spelt_anew_fits(project):
    found = compared(project, changed(예산=("\t집행률\n", "\t집행율\n")))
    assert found.needs == ()
    assert [(each.before, each.after) for each in found.changes[0].alignment.cells] == [("집행률", "집행율")]


def test_a_figure_of_the_text_is_looked_for(project):
    path = project.raw / "one/datapackage.yaml"
    descriptor = yaml.safe_load(path.read_text(encoding="utf-8"))
    stated = [{"record": "계", "pattern": "예산현액", "text": "300", "line": 1}]
    descriptor["resources"][0]["layout"]["stated"] = stated
    path.write_text(yaml.safe_dump(descriptor, allow_unicode=True, sort_keys=False), encoding="utf-8")
    new = report(project.root)
    new.write_text("\n\n총 300백만원\n" + new.read_text(encoding="utf-8"), encoding="utf-8")
    found = compared_version(project, "one", new)
    assert found.needs == ()
    assert yaml.safe_load(found.files["datapackage.yaml"])["resources"][0]["layout"]["stated"][0]["line"] == 3
    stated[0]["text"] = "310"
    path.write_text(yaml.safe_dump(descriptor, allow_unicode=True, sort_keys=False), encoding="utf-8")
    (need,) = compared_version(project, "one", new).needs
    assert "본문 1줄에서 옮겨 적은 ‘310’" in need.sentence.ko


def workbook(path: Path, grids: dict[str, list[list[str]]]) -> None:
    book = openpyxl.Workbook()
    for title, rows in grids.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    del book["Sheet"]
    book.save(path)


def hangul(path: Path, grids: dict[str, list[list[str]]]) -> None:
    pairs = [(title, plain_table(*rows)) for title, rows in grids.items()]
    write_table(path, *(paragraph(text) for pair in pairs for text in pair))


def printed(path: Path, grids: dict[str, list[list[str]]]) -> None:
    write_pdf(path, "".join(f"<p>{title}</p><table>{cells(*rows)}</table>" for title, rows in grids.items()))


@pytest.mark.parametrize(
    ("write", "ending"),
    [(workbook, "xlsx"), (hangul, "hwpx"), pytest.param(printed, "pdf", marks=pytest.mark.slow)],
)
def test_any_format_may_be_the_new_version(project, tmp_path, write, ending):
    path = tmp_path / f"새판.{ending}"
    tables = changed(예산=("190", "200"))
    write(path, {title: [line.split("\t") for line in text.splitlines()] for title, text in tables.items()})
    found = compared_version(project, "one", path)
    assert (found.needs, found.unchanged) == ((), 3)
    assert becauses(found)["settled"] == {TOTAL: "원본에서 고쳐짐"}


def test_nothing_is_half_written(project, monkeypatch):
    found = compared(project, changed(예산=("190", "200")))
    before = snapshot(project.raw)

    def fail(*_: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(versions, "exchange", fail)
    with pytest.raises(GeomsanError, match="쓸 수 없습니다"):
        write_version(project, found, DAY)
    assert snapshot(project.raw) == before
    assert list(project.raw.glob(".*")) == []


def test_a_dry_run_and_a_version_that_is_there_write_nothing(project, capsys):
    before = snapshot(project.raw)
    path = report(project.root, changed(예산=("190", "200")), "one.txt")
    assert main(["replace", str(project.raw / "one"), str(path), "--dry-run"]) == 0
    assert "다라 [예산현액]: 190 → 200" in capsys.readouterr().out
    assert snapshot(project.raw) == before
    assert main(["replace", str(project.raw / "one"), str(path)]) == 0
    after = snapshot(project.raw)
    assert after != before
    assert main(["--lang", "en", "replace", str(project.raw / "one"), str(path)]) == 0
    assert "nothing was written" in capsys.readouterr().out
    assert snapshot(project.raw) == after


def test_the_second_version_is_kept_beside_the_first(project):
    write_version(project, compared(project, changed(예산=("190", "200"))), DAY)
    write_version(project, compared(project), DAY)
    first, second = earlier_versions(project.raw / "one")
    assert "190" in (first / "budget.tsv").read_text(encoding="utf-8")
    assert "200" in (second / "budget.tsv").read_text(encoding="utf-8")
    assert not (second / "versions").exists()
    assert project.documents(project.read_config()) == ["one", "two"]
    assert main(["check", str(first)]) == 1


def test_while_somebody_runs_nothing_is_taken_in(project, capsys):
    with held(project.results):
        assert main(["replace", str(project.raw / "one"), str(report(project.root))]) == 2
    assert "다른 실행이 진행 중입니다" in capsys.readouterr().err


def test_only_a_document_is_replaced(project, tmp_path, capsys):
    path = report(tmp_path)
    assert main(["replace", str(project.raw / "none"), str(path)]) == 2
    assert "문서가 아닙니다" in capsys.readouterr().err
    assert main(["replace", str(tmp_path), str(path)]) == 2
    assert "raw/이름" in capsys.readouterr().err


@pytest.mark.parametrize("is_linux", [True, False])
def test_folders_change_places(tmp_path, monkeypatch, is_linux):
    if not is_linux:
        monkeypatch.setattr(common_files, "_exchanged_at_once", lambda *_: False)
    one, other = tmp_path / "one", tmp_path / "deep" / "other"
    for folder in (one, other):
        folder.mkdir(parents=True)
        (folder / folder.name).touch()
    common_files.exchange(one, other)
    assert [each.name for each in one.iterdir()] == ["other"]
    assert [each.name for each in other.iterdir()] == ["one"]
    assert sorted(each.name for each in tmp_path.iterdir()) == ["deep", "one"]
    with pytest.raises(FileNotFoundError):
        common_files.exchange(one, tmp_path / "none")
    assert one.is_dir()

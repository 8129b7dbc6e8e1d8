"""What is handed on: violations first, cells marked, gaps named, nothing of a cell obeyed."""

import re
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest

from geomsan.command.cli import main
from geomsan.common.errors import Bilingual
from geomsan.infer.inspection import inspect
from geomsan.publish.handout import writing
from geomsan.publish.handout.content import Cell, HandedTable, Handout, Told, violations
from geomsan.publish.handout.excerpt import MOST_ROWS, excerpt, marks
from geomsan.publish.handout.gathering import Inspected, handout
from geomsan.publish.handout.listing import listed
from geomsan.publish.handout.page import handout_html
from geomsan.reconcile.undescribed import compare_tables

WRONG = "구분\t계\t2023\t2024\n합계\t330명\t100명\t200명\n국비\t100명\t50명\t50명\n시비\t200명\t50명\t150명\n"
RIGHT = WRONG.replace("330", "300")
PLACE = Bilingual("1-9줄", "lines 1-9")
RATES = "과\t계\t비율\n가과\t100\t3\n나과\t200\t9\n합계\t300\t-\n"


def gathered(*paths: Path) -> Handout:
    inspected: list[Inspected] = [inspect(path) for path in paths]
    return handout(inspected, compare_tables([table for each in inspected for table in each.tables]))


def written(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def words(page: str) -> str:
    page = re.sub(r"<style>.*?</style>", "", page, flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", page)).split())


@pytest.fixture
def wrong(tmp_path) -> Path:
    return written(tmp_path, "틀린 표.tsv", WRONG)


def test_violations_come_first_with_their_suspects(wrong):
    handed = gathered(wrong)
    assert [each.number for each in violations(handed)] == [1, 2]
    page = words(handout_html(handed))
    assert page.index("적힌 값 330명, 나머지 숫자로 계산한 값 300명") < page.index("검산하지 못한 것 0 합계")
    assert "합계 (2행 2열) 330명 → 300" in page
    (change,) = handed.tables[0].repairs[0].changes
    assert (change.cell, change.value, change.label) == (Cell(0, 1, 1, "330명"), "300", "합계")


def test_marks_of_a_violated_table(wrong):
    handed = gathered(wrong)
    table = handed.tables[0]
    marked = marks(0, [(each.number, each.told) for each in violations(handed)], table.repairs)
    assert marked.numbers == {(1, 1): [1, 2]}
    assert marked.parts == {(1, 2), (1, 3), (2, 1), (3, 1)}
    assert marked.changes == {(1, 1): {("330명", "300"): "A"}}
    shown = excerpt(table, marked)
    kinds = [cell.kind for row in (*shown.head, *shown.body) for cell in row.cells]
    assert kinds.count("suspect") == 1
    assert kinds.count("part") == 4


def test_a_right_table_says_so_and_shows_no_mark(tmp_path):
    page = handout_html(gathered(written(tmp_path, "right.tsv", RIGHT)))
    assert "맞을 수 없는 숫자를 찾지 못했습니다." in page
    assert 'class="no"' not in page
    assert "suspect n" not in page


def test_what_was_not_checked_stands_there_with_its_reason(tmp_path):
    handed = gathered(written(tmp_path, "rates.tsv", RATES))
    (gap,) = handed.tables[0].gaps
    page = words(handout_html(handed))
    assert f"{gap.cell.text} (1행 3열): {gap.because.ko}" in page


def test_english_on_request(wrong):
    page = handout_html(gathered(wrong), "en")
    assert '<html lang="en">' in page
    assert "printed 330명, but the other figures give 300명" in words(page)
    assert "불일치" not in words(page)


def test_both_tables_of_a_comparison_are_shown(tmp_path):
    rows = [("가사업", "12,345", "1,231"), ("나사업", "23,456", "2,342"), ("다사업", "34,567", "3,453")]
    rows.append(("라사업", "45,678", "4,564"))
    first = "".join(f"{name}\t{budget}\t{spent}\n" for name, budget, spent in rows)
    second = "".join(f"{name}\t{spent}\t{budget}\n" for name, budget, spent in rows)
    one = written(tmp_path, "one.tsv", "사업\t예산\t집행\n" + first)
    two = written(tmp_path, "two.tsv", "사업\t집행\t예산\n" + second.replace("34,567", "34,576"))
    handed = gathered(one, two)
    (found,) = [each for each in violations(handed) if each.table is None]
    assert {handed.tables[at].file for at in found.told.tables} == {0, 1}
    page = handout_html(handed)
    after = words(page[page.index("두 표에 적힌 같은 값") :])
    assert "one.tsv" in after
    assert "34,567" in after
    assert "34,576" in after


def test_what_the_prose_says_is_told_too(tmp_path):
    text = "□ 참여 현황\n ㅇ 총 185개(신규 123개, 계속 55개)\n\n" + RIGHT
    handed = gathered(written(tmp_path, "prose.txt", text))
    (found,) = violations(handed)
    assert (found.table, found.told.file, found.told.cells) == (None, 0, ())
    page = words(handout_html(handed))
    assert page.index("글 속의 셈") < page.index("2줄 “총 185개(신규 123개, 계속 55개")
    assert "적힌 값 185개, 나머지로 계산한 값 178개" in page
    (line,) = [line for line in listed(handed) if line.number == 1]
    assert (line.file, line.table, line.cell) == (0, None, None)


def test_a_long_table_is_cut_to_what_is_marked():
    rows = (("과", "예산"), *((f"{n}과", f"{n},000") for n in range(1, 200)), ("합계", "9"))
    table = HandedTable(0, PLACE, "", "", rows)
    cells = (Cell(0, 200, 1, "9", "total"), *(Cell(0, n, 1, f"{n},000", "part") for n in range(1, 200)))
    shown = excerpt(table, marks(0, [(1, Told("violated", "worded", "", PLACE, cells))]))
    numbers = [row.number for row in shown.body]
    assert numbers[-2:] == [200, 201]
    assert numbers[-3] is None
    assert len(numbers) <= MOST_ROWS + 1
    assert not shown.is_whole


def test_merged_cells_take_the_shown_columns_that_they_cover():
    rows = (("이름", "예산", "", ""), ("", "본", "추경", "계"), ("가", "1", "2", "4"))
    table = HandedTable(0, PLACE, "", "", rows, head=2, spans={(0, 0): (2, 1), (0, 1): (1, 3)})
    shown = excerpt(table, marks(0, []))
    assert [(cell.text, cell.rows, cell.columns) for cell in shown.head[0].cells] == [
        ("이름", 2, 1),
        ("예산", 1, 3),
    ]
    assert [cell.text for cell in shown.head[1].cells] == ["본", "추경", "계"]


def test_a_sheet_shows_the_letters_of_its_columns():
    rows = (("",) * 4, ("", "이름", "예산", "집행"), ("", "가", "1", "2"))
    table = HandedTable(0, PLACE, "", "", rows, sheet="s", first_row=1, first_column=1, head=2, stub=2)
    assert excerpt(table, marks(0, [])).letters == ("B", "C", "D")
    assert excerpt(replace(table, sheet=""), marks(0, [])).letters == ()


def test_text_of_a_file_is_never_markup(tmp_path):
    evil = "<script>alert(1)</script>"
    page = handout_html(
        gathered(written(tmp_path, "evil.tsv", WRONG.replace("국비", evil).replace("구분", evil)))
    )
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert "default-src 'none'" in unescape(page)


def test_a_file_that_cannot_be_read_is_named_in_the_report(wrong, tmp_path, capsys):
    out = tmp_path / "out.html"
    assert main(["check", str(wrong), str(tmp_path / "gone.tsv"), "--report", str(out)]) == 2
    page = words(out.read_text(encoding="utf-8"))
    assert "gone.tsv 파일이 없습니다." in page
    assert str(tmp_path) not in page
    assert str(out) in capsys.readouterr().err


def test_exit_status_is_that_of_the_check(wrong, tmp_path):
    right = written(tmp_path, "right.tsv", RIGHT)
    assert main(["check", str(wrong), "--report", str(tmp_path / "one.html")]) == 1
    assert main(["check", str(right), "--report", str(tmp_path / "two.html")]) == 0


def test_a_described_document(tmp_path):
    folder = Path(__file__).parents[2] / "raw" / "junggu-pledge-2025"
    out = tmp_path / "out.html"
    assert main(["check", str(folder), "--report", str(out)]) == 1
    page = words(out.read_text(encoding="utf-8"))
    assert "994 → 1,215" in page


def test_nothing_is_overwritten_unasked(wrong, tmp_path, capsys):
    out = written(tmp_path, "out.html", "mine")
    assert main(["check", str(wrong), "--report", str(out)]) == 2
    assert "--overwrite" in capsys.readouterr().err
    assert out.read_text(encoding="utf-8") == "mine"
    assert main(["check", str(wrong), "--report", str(out), "--overwrite"]) == 1
    assert "새로 썼습니다" in capsys.readouterr().err
    assert "불일치" in out.read_text(encoding="utf-8")


def test_what_is_checked_is_never_written_over(tmp_path, capsys):
    page = written(tmp_path, "table.html", WRONG)
    assert main(["check", str(page), "--report", str(page), "--overwrite"]) == 2
    assert page.read_text(encoding="utf-8") == WRONG


def test_an_unknown_ending_is_refused_before_anything_is_checked(wrong, tmp_path, capsys):
    assert main(["check", str(wrong), "--report", str(tmp_path / "out.doc")]) == 2
    told = capsys.readouterr()
    assert ".html" in told.err
    assert told.out == ""


def test_a_fault_of_the_program_is_told_in_one_line(wrong, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(writing, "write_whole", lambda *_: 1 / 0)
    assert main(["check", str(wrong), "--report", str(tmp_path / "out.html")]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert "프로그램 오류" in line


def test_pages_of_one_check_are_the_same_bytes(wrong):
    assert handout_html(gathered(wrong)) == handout_html(gathered(wrong))

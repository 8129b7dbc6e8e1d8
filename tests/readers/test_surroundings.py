"""The lines over and under a table, in every format."""

from pathlib import Path

import openpyxl
import pytest

from geomsan.read.readers import read_tables
from geomsan.read.readers.around import lines_after
from readers.hwpxfile import paragraph, plain_table, section, write_hwpx
from readers.pdffile import rows, write_pdf

ROWS = [["구분", "정원", "현원"], ["가과", "120", "110"], ["계", "120", "110"]]
NOTE = "※ 10명 단위로 반올림"
SOURCE = "자료: 통계청, 2024"
NEXT = "2. 다음 표의 제목"
PROSE = "이 문단은 표의 각주가 아니라 본문이다. " * 30


def tabbed(lines: list[list[str]], mark: str = "\t") -> str:
    return "\n".join(mark.join(line) for line in lines)


def test_text(tmp_path):
    table = tabbed(ROWS)
    lines = [
        "1. 인력 현황",
        "(단위: 명)",
        table,
        NOTE,
        SOURCE,
        "",
        NEXT,
        "(단위: 원)",
        table,
        "",
        PROSE,
        NOTE,
    ]
    (tmp_path / "a.txt").write_text("\n".join(lines), encoding="utf-8")
    first, second = read_tables(tmp_path / "a.txt")
    assert first.before == ("1. 인력 현황", "(단위: 명)")
    assert first.after == (NOTE, SOURCE)
    assert second.before == (NOTE, SOURCE, NEXT, "(단위: 원)")
    assert second.after == (NOTE,)


def test_a_note_between_two_tables_is_no_title(tmp_path):
    table = tabbed(ROWS)
    (tmp_path / "a.txt").write_text(f"{table}\n{NOTE}\n\n{table}\n", encoding="utf-8")
    first, second = read_tables(tmp_path / "a.txt")
    assert first.after == (NOTE,)
    assert second.after == ()


def test_markdown(tmp_path):
    head, *body = [f"| {' | '.join(row)} |" for row in ROWS]
    text = "\n".join([head, "|---|---|---|", *body])
    (tmp_path / "a.md").write_text(f"## 인력\n\n{text}\n\n{NOTE}\n", encoding="utf-8")
    (table,) = read_tables(tmp_path / "a.md")
    assert (table.before, table.after) == (("## 인력",), (NOTE,))


@pytest.mark.parametrize(("suffix", "mark"), [("tsv", "\t"), ("csv", ",")])
def test_delimited(tmp_path, suffix, mark):
    lines = [["인력 현황"], ["(단위: 명)"], *ROWS, [NOTE], [], [SOURCE.replace(",", "")]]
    (tmp_path / f"a.{suffix}").write_text(tabbed(lines, mark), encoding="utf-8")
    (table,) = read_tables(tmp_path / f"a.{suffix}")
    assert table.before == ("인력 현황", "(단위: 명)")
    assert table.after == (NOTE, SOURCE.replace(",", ""))
    assert table.grid.rows[5] == (NOTE,)


@pytest.mark.parametrize("gap", [0, 1])
def test_workbook(tmp_path, gap):
    workbook = openpyxl.Workbook()
    blank: list[list[str]] = [[]] * gap
    for row in [["인력 현황"], ["(단위: 명)"], *ROWS, *blank, [NOTE], [SOURCE], [], [NEXT], *ROWS]:
        workbook.active.append(row)
    workbook.save(tmp_path / "a.xlsx")
    first, second = read_tables(tmp_path / "a.xlsx")
    assert first.before == ("인력 현황", "(단위: 명)")
    assert first.after == (NOTE, SOURCE)
    assert second.before[-1] == NEXT
    assert second.after == ()


def test_hwpx(tmp_path):
    table = plain_table(*ROWS)
    parts = [paragraph("1. 인력 현황"), table, paragraph(NOTE), paragraph(NEXT), table, paragraph(SOURCE)]
    first, second = read_tables(write_hwpx(tmp_path / "a.hwpx", section("".join(parts))))
    assert (first.before, first.after) == (("1. 인력 현황",), (NOTE,))
    assert (second.before, second.after) == ((NOTE, NEXT), (SOURCE,))


def test_pdf(tmp_path: Path):
    table = f"<table>{rows(*ROWS)}</table>"
    narrow = f"<table style='width: 60%'>{rows(*ROWS)}</table>"
    body = f"<p>1. 인력 현황</p>{table}<p>{NOTE}</p><p>{NEXT}</p>{narrow}<p>{SOURCE}</p>"
    first, second = read_tables(write_pdf(tmp_path / "a.pdf", body))
    assert (first.before, first.after) == (("1. 인력 현황",), (NOTE,))
    assert (second.before, second.after) == ((NOTE, NEXT), (SOURCE,))


def test_a_note_that_a_pdf_frames(tmp_path: Path):
    """Between the rules of two tables as wide as each other, a line looks like a table of one row."""
    table = f"<table>{rows(*ROWS)}</table>"
    first, *_ = read_tables(write_pdf(tmp_path / "a.pdf", f"{table}<p>{NOTE}</p>{table}"))
    assert first.after == (NOTE,)


def test_an_item_without_figures_is_no_note():
    two = [["구분", "수"], ["가", "1"], ["나", ""]]
    assert lines_after(two) == ()
    assert lines_after([*two, ["* 잠정치"]]) == ("* 잠정치",)
    assert lines_after([*ROWS, ["", "230", ""]]) == ()


def test_no_more_than_six_lines():
    assert lines_after(ROWS, [f"※ {n}" for n in range(20)]) == tuple(f"※ {n}" for n in range(6))

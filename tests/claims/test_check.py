"""``geomsan check`` on prose of every format: the place, the verdict, the exit status."""

import json

import pytest

from geomsan.command.cli import main
from geomsan.read.readers import read_file
from readers.hwpxfile import cell, paragraph, section, table, write_hwpx

WRONG = "- 거점 5개소(송파, 은평, 관악, 중랑) 운영"
RIGHT = "- 지원 94개소(가구 61개소, 인쇄 25개소, 신발 8개소)"
TABLE = "구분\t계\t가\t나\n인원\t3명\t1명\t2명\n부서\t5명\t2명\t3명\n"


def checked(path, capsys):
    status = main(["check", str(path), "--format", "json"])
    return status, json.loads(capsys.readouterr().out)["claims"]


def test_text(tmp_path, capsys):
    path = tmp_path / "report.txt"
    path.write_text(f"보고서\n\n{RIGHT}\n{TABLE}{WRONG}\n", encoding="utf-8")
    status, (right, wrong) = checked(path, capsys)
    assert status == 1
    assert (right["line"], right["kind"], right["verdict"]) == (3, "split", "exact")
    assert wrong == {
        "source": str(path),
        "line": 7,
        "kind": "count",
        "statement": "5개소 = 송파 , 은평 , 관악 , 중랑",
        "verdict": "violated",
        "reported": 5.0,
        "expected": 4.0,
        "figures": [{"line": 7, "text": text} for text in ("5개소", "송파", "중랑")],
        "basis": "worded",
        "pattern": "count-brackets",
        "quote": "5개소(송파, 은평, 관악, 중랑",
    }


def test_what_holds_gives_status_0(tmp_path, capsys):
    path = tmp_path / "report.md"
    path.write_text(f"{RIGHT}\n", encoding="utf-8")
    status, (right,) = checked(path, capsys)
    assert (status, right["verdict"]) == (0, "exact")


def test_hwpx_by_paragraphs_and_never_in_small_cells(tmp_path, capsys):
    small = table([cell(0, 0, "구분"), cell(0, 1, "2개소(가, 나, 다)")], [cell(1, 0, "계"), cell(1, 1, "1")])
    parts = (paragraph("보고"), paragraph(small), paragraph(WRONG))
    path = write_hwpx(tmp_path / "report.hwpx", section(*parts))
    status, (wrong,) = checked(path, capsys)
    assert (status, wrong["line"], wrong["verdict"]) == (1, 2, "violated")


def test_a_cell_that_is_a_paragraph_is_prose(tmp_path):
    long = f"{WRONG} 하고 있으며, 그 밖의 사항은 따로 붙인 계획에 따라 차례로 추진할 예정임을 알려 드림"
    inner = table([cell(0, 0, "지적"), cell(0, 1, "답변")], [cell(1, 0, "가"), cell(1, 1, long)])
    path = write_hwpx(tmp_path / "report.hwpx", section(paragraph(inner)))
    assert [line.text for line in read_file(path).prose] == [long]
    text = tmp_path / "report.txt"
    text.write_text(f"지적\t답변\n가\t{long}\n나\t없음\n", encoding="utf-8")
    assert [(line.number, line.text) for line in read_file(text).prose] == [(2, long)]


@pytest.mark.parametrize("language", ["ko", "en"])
def test_what_a_person_reads(tmp_path, capsys, language):
    path = tmp_path / "report.txt"
    path.write_text(f"{WRONG}\n- 회의 : '24.5.14(월)\n", encoding="utf-8")
    main(["--lang", language, "check", str(path)])
    out = capsys.readouterr().out
    assert ("글 속의 셈: 불일치 2" if language == "ko" else "arithmetic of the prose: violated 2") in out
    assert ("1줄 “5개소(송파" if language == "ko" else "line 1 “5개소(송파") in out
    assert ("월요일로 적힘" if language == "ko" else "월요일 is printed") in out

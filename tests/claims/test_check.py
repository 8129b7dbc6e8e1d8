"""``geomsan check`` on prose of every format: the place, the verdict, the exit status."""

import json

import pytest

from geomsan.command.cli import main
from geomsan.read.readers import read_file
from readers.hwpxfile import cell, paragraph, section, table, write_hwpx
from readers.pdffile import write_pdf

WRONG = "- 거점 5개소(송파, 은평, 관악, 중랑) 운영"
RIGHT = "- 지원 94개소(가구 61개소, 인쇄 25개소, 신발 8개소)"
LINES = "<table><tr><td>구분</td><td>계</td></tr><tr><td>가</td><td>1</td></tr></table>"
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
        "quote": "5개소(송파, 은평, 관악, 중랑)",
    }


def test_what_holds_gives_status_0(tmp_path, capsys):
    path = tmp_path / "report.md"
    path.write_text(f"{RIGHT}\n", encoding="utf-8")
    status, (right,) = checked(path, capsys)
    assert (status, right["verdict"]) == (0, "exact")


def test_hwpx_by_paragraphs_and_cells_by_their_place(tmp_path, capsys):
    cells = table(
        [cell(0, 0, "구분"), cell(0, 1, "거점 3개소(송파, 은평)")], [cell(1, 0, "계"), cell(1, 1, "1")]
    )
    parts = (paragraph("보고"), paragraph(cells), paragraph(WRONG))
    path = write_hwpx(tmp_path / "report.hwpx", section(*parts))
    status, (in_cell, wrong) = checked(path, capsys)
    assert (status, wrong["line"], wrong["verdict"]) == (1, 2, "violated")
    assert "table" not in wrong["figures"][0]
    place = {key: in_cell["figures"][0][key] for key in ("table", "row", "column")}
    assert place == {"table": 0, "row": 0, "column": 1}


def test_what_stands_in_no_table_is_prose(tmp_path):
    text = tmp_path / "report.txt"
    long = f"{WRONG} 하고 있으며, 그 밖의 사항은 따로 붙인 계획에 따라 차례로 추진할 예정임을 알려 드림"
    text.write_text(f"지적\t답변\n가\t{long}\n\n본문\n\n나\t{long}\n", encoding="utf-8")
    assert [(line.number, line.text) for line in read_file(text).prose] == [(4, "본문"), (6, long)]


def test_a_sentence_that_goes_on_in_the_next_line_of_a_pdf(tmp_path):
    names = ", ".join(f"제이{name}구민체육센터" for name in "가나다라마바사아자차카타")
    body = f"<p>○ 지역 체육시설 12개소({names}) 운영</p><p>○ 다른 사항 없음</p>"
    prose = read_file(write_pdf(tmp_path / "report.pdf", body + LINES)).prose
    told = ["".join(line.text.split()) for line in prose[:2]]
    assert told == [
        "".join(text.split()) for text in (f"○ 지역 체육시설 12개소({names}) 운영", "○ 다른 사항 없음")
    ]


@pytest.mark.parametrize("language", ["ko", "en"])
def test_what_a_person_reads(tmp_path, capsys, language):
    path = tmp_path / "report.txt"
    path.write_text(f"{WRONG}\n- 회의 : '24.5.14(월)\n", encoding="utf-8")
    main(["--lang", language, "check", str(path)])
    out = capsys.readouterr().out
    assert ("글 속의 셈: 불일치 2" if language == "ko" else "arithmetic of the prose: violated 2") in out
    assert ("1줄 “5개소(송파" if language == "ko" else "line 1 “5개소(송파") in out
    assert ("월요일로 적힘" if language == "ko" else "월요일 is printed") in out

"""Text reports and Markdown: tabbed blocks, pipe tables, encodings."""

from dataclasses import replace

import pytest

from geomsan.common.errors import GeomsanError
from geomsan.read.readers.encoding import LONGEST_TEXT
from geomsan.read.readers.text import read_text

REPORT = """□ 업무보고

 2-1. 2024년 정원 현황
(단위 : 명, '26. 1. 31. 기준)
과\t정원\t비고
계\t 3 \t
경 제 과\t1,234 (5)\t"x

다음 쪽\t4\t
- | | |
|------|------|
| ◆ 인 구 (18.4%) | ◆ 사 업 체 수 (20.1%) |
혼자\t한 줄
글 하나
가\t나
<p>문단</p>\t글
다\t라
마\t바
"""


def read(tmp_path, text, encoding="utf-8"):
    path = tmp_path / "report.md"
    path.write_bytes(text.encode(encoding))
    return read_text(path)


def test_blocks_of_tabbed_lines(tmp_path):
    first, second = read(tmp_path, REPORT)
    assert first.grid.rows == (
        ("과", "정원", "비고"),
        ("계", " 3 ", ""),
        ("경 제 과", "1,234 (5)", '"x'),
        ("다음 쪽", "4", ""),
    )
    assert first.grid.places == ("report.md:5", "report.md:6", "report.md:7", "report.md:9")
    assert (first.locator, first.first, first.last) == ("lines 5-9", 5, 9)
    assert (first.heading, first.caption) == ("2024년 정원 현황", "(단위 : 명, '26. 1. 31. 기준)")
    assert second.locator == "lines 17-18"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp949", "utf-16"])
def test_other_encodings_and_line_ends(tmp_path, encoding):
    plain = read(tmp_path, REPORT.replace("◆", "-"))
    assert read(tmp_path, REPORT.replace("◆", "-").replace("\n", "\r\n"), encoding) == plain


PIPES = r"""
## 1. 예산 현황

*(단위: 백만원)*

| 구분 | 예산 \| 현액 | 비고 |
|:-----|-------:|---|
| **계** | **1,234** | |
| 국비 | -234 | a<br>b &amp; c |
시비 | 1\*000

| 가 | 나 |
| 1 | 2 |

 name | count
------+------
 a | 3

+---+---+
| x | y |
+===+===+
| 1 | 2 |
+---+---+

글 | 줄 하나
"""


def test_pipe_tables(tmp_path):
    tables = read(tmp_path, PIPES)
    assert tables[0].grid.rows == (
        ("구분", "예산 | 현액", "비고"),
        ("계", "1,234", ""),
        ("국비", "-234", "a\nb & c"),
        ("시비", "1*000"),
    )
    assert tables[0].grid.places == tuple(f"report.md:{line}" for line in (6, 8, 9, 10))
    assert tables[0].locator == "lines 6-10"
    assert tables[0].heading == "예산 현황"
    assert [table.grid.rows for table in tables[1:]] == [
        (("가", "나"), ("1", "2")),
        (("name", "count"), ("a", "3")),
        (("x", "y"), ("1", "2")),
    ]


@pytest.mark.parametrize(
    "above",
    [
        "예산 현황 (단위: 백만원)",
        "## 예산 현황 [단위 : 백만원]",
        "□ 예산 현황(단위: 백만원)\n\n",
        "예산 현황\n(단위: 백만원)",
    ],
)
def test_a_heading_may_end_in_the_unit(tmp_path, above):
    (table,) = read(tmp_path, f"{above}\n구분\t계\n합계\t3\n")
    assert table.heading == "예산 현황"
    assert table.caption.replace(" ", "").strip("()[]") == "단위:백만원"


def test_the_unit_nearest_to_the_table_counts(tmp_path):
    (table,) = read(tmp_path, "예산 현황 (단위: 천원)\n(단위: 백만원)\n구분\t계\n합계\t3\n")
    assert (table.heading, table.caption) == ("예산 현황", "(단위: 백만원)")


def test_caption_in_emphasis_is_still_one(tmp_path):
    assert read(tmp_path, PIPES)[0].caption == "(단위: 백만원)"


def test_a_lost_character_is_no_shorter_figure(tmp_path):
    (table,) = read(tmp_path, "구분\t수\n" + "가\t1\x0034\n" + "나\t5\u200b6\n" * 50)
    assert table.grid.text(1, 1) == "1\ufffd34"
    assert table.grid.text(2, 1) == "5\u200b6"


def test_very_long_lines(tmp_path):
    (table,) = read(tmp_path, "\t".join("1" * 16_000) + "\n" + "가" * 900_000 + "\t1\n")
    assert table.grid.width == 16_000
    assert read(tmp_path, "|" * 16_000 + "\n" + "*" * 100_000 + "\n" + "-|" * 16_000) is not None


def test_what_is_no_text_or_too_much_of_it(tmp_path):
    path = tmp_path / "x.txt"
    for content, reason in (
        (b"\xff\x81\t\n" * 9, "텍스트가 아닙니다"),
        (b"\x01\x02\t\n" * 9, "텍스트가 아닙니다"),
        (b"\xff\xfe\x00", "텍스트가 아닙니다"),
        (b"1\t" * 2_000_001, "칸이나 줄이 너무 많습니다"),
        (b"\n" * 2_000_001, "칸이나 줄이 너무 많습니다"),
        (b"\n" * (LONGEST_TEXT + 1), "너무 큽니다"),
    ):
        path.write_bytes(content)
        with pytest.raises(GeomsanError, match=reason):
            read_text(path)


def test_the_place_of_a_table_in_both_languages(tmp_path):
    (table,) = read(tmp_path, "예산 현황\n구분\t계\n합계\t3\n")
    assert (table.where.ko, table.where.en) == ("2-3줄", "lines 2-3")
    others = ["lines 1-3, 9-11", "table 2", "page 1 table 2", "예산!A3:H12"]
    told = [replace(table, locator=locator).where.ko for locator in others]
    assert told == ["1-3, 9-11줄", "표 2", "1쪽 표 2", "예산!A3:H12"]


@pytest.mark.parametrize(
    ("char", "shown"),
    [("\x1b", "\\x1b"), ("\x07", "\\x07"), ("\x9b", "\\x9b"), ("\0", "\ufffd"), ("\x7f", "\\x7f")],
)
def test_a_control_character_is_shown(tmp_path, char, shown):
    (table,) = read(tmp_path, f"과\t수\n가{char}\t1{char}2\n")
    assert table.grid.rows[1] == (f"가{shown}", f"1{shown}2")


def test_the_end_mark_of_old_programs_is_left_out(tmp_path):
    (table,) = read(tmp_path, "과\t수\n가\t12\x1a")
    assert table.grid.rows[1] == ("가", "12")

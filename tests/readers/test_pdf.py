"""PDF: ruled tables as printed, open sides, and tables that go on over pages."""

from pathlib import Path

import pikepdf
import pytest

from geomsan.read.readers.found import FoundTable
from geomsan.read.readers.pdf import read_pdf
from readers.pdffile import rows, write_pdf

pytestmark = pytest.mark.pdf

HEAD = rows(
    ["<th rowspan=2>구분</th>", "<th colspan=2>예산</th>", "<th rowspan=2>증감</th>"],
    ["2024", "2025"],
    tag="th",
)
BODY = rows(
    ["경제정책과", "1,200<sup>1)</sup>", "1,170", "△30"], ["일자리정책과", "1,806,914<br>(21.7)", "", "-"]
)
GRID = (
    ("구분", "예산", "", "증감"),
    ("", "2024", "2025", ""),
    ("경제정책과", "1,200^{1)}", "1,170", "△30"),
    ("일자리정책과", "1,806,914 (21.7)", "", "-"),
)
SPANS = {(0, 0): (2, 1), (0, 1): (1, 2), (0, 3): (2, 1)}


def only(path: Path) -> FoundTable:
    (found,) = read_pdf(path)
    return found


@pytest.mark.parametrize("kind", ["", "open"])
def test_merged_heads_and_open_sides(tmp_path: Path, kind: str) -> None:
    body = (
        f"<h3>□ 세입 현황</h3><p class=right>(단위: 백만원, %)</p><table class='{kind}'>{HEAD}{BODY}</table>"
    )
    found = only(write_pdf(tmp_path / "a.pdf", body))
    assert (found.grid.rows, found.grid.spans) == (GRID, SPANS)
    assert (found.heading, found.caption) == ("세입 현황", "(단위: 백만원, %)")
    assert (found.locator, set(found.grid.places)) == ("page 1 table 1", {"a.pdf#page 1"})


def test_rules_across_only(tmp_path: Path) -> None:
    style = "td, th { border-width: 0.6pt 0 }"
    assert only(write_pdf(tmp_path / "a.pdf", f"<table>{HEAD}{BODY}</table>", style)).grid.rows == GRID


def test_double_rules_make_no_rows(tmp_path: Path) -> None:
    style = "th { border-bottom: 4.5pt double black }"
    body = f"<table>{rows(['구분', '금액'], tag='th')}{rows(['가', '1'])}</table>"
    assert only(write_pdf(tmp_path / "a.pdf", body, style)).grid.rows == (("구분", "금액"), ("가", "1"))


def test_shading_alone_is_no_rule(tmp_path: Path) -> None:
    style = "td { border: none } tr:nth-child(odd) td { background: #ddd }"
    assert read_pdf(write_pdf(tmp_path / "a.pdf", f"<table>{BODY}</table>", style)) == []


@pytest.mark.parametrize(
    ("turned", "matrix", "size"),
    [
        (90, b"0 1 -1 0 842 0", (842, 595)),
        (270, b"0 -1 1 0 0 595", (842, 595)),
        (180, b"-1 0 0 -1 595 842", (595, 842)),
        (0, b"0 1 -1 0 842 0", (842, 595)),
        (0, b"0 -1 1 0 0 595", (842, 595)),
        (90, b"1 0 0 1 0 0", (595, 842)),
    ],
)
def test_pages_on_their_side(tmp_path: Path, turned: int, matrix: bytes, size: tuple[int, int]) -> None:
    """With and without a note in the file that the page is turned."""
    path = write_pdf(tmp_path / "a.pdf", f"<h3>세입 현황</h3><table>{HEAD}{BODY}</table>")
    with pikepdf.open(path, allow_overwriting_input=True) as document:
        page = document.pages[0]
        page.contents_add(b"q " + matrix + b" cm", prepend=True)
        page.contents_add(b"Q")
        page.Rotate = turned
        page.MediaBox = [0, 0, *size]
        document.save(path)
    found = only(path)
    assert (found.grid.rows, found.grid.spans, found.heading) == (GRID, SPANS, "세입 현황")


def test_two_tables_on_a_page(tmp_path: Path) -> None:
    first = f"<p>가. 세입</p><p>(단위: 명)</p><table>{rows(['가', '1'], ['나', '2'])}</table>"
    second = f"<p>나. 세출 (단위: 천원)</p><table>{rows(['다', '3'], ['라', '4'])}</table>"
    found = read_pdf(write_pdf(tmp_path / "a.pdf", first + second))
    assert [(one.heading, one.caption, one.locator) for one in found] == [
        ("세입", "(단위: 명)", "page 1 table 1"),
        ("세출", "(단위: 천원)", "page 1 table 2"),
    ]


@pytest.mark.parametrize("with_head", [True, False])
def test_a_table_over_pages_is_one(tmp_path: Path, with_head: bool) -> None:
    head = rows(["사업", "금액", "비고"], tag="th")
    body = rows(*([f"사업 {number}", f"{number * 1000:,}", "-"] for number in range(130)))
    text = f"<h3>사업 목록</h3><table>{f'<thead>{head}</thead>' if with_head else head}{body}</table>"
    found = only(write_pdf(tmp_path / "a.pdf", text))
    assert len(found.grid.rows) == 131
    assert found.grid.rows[0] == ("사업", "금액", "비고")
    assert [row[0] for row in found.grid.rows[1:]] == [f"사업 {number}" for number in range(130)]
    assert [found.grid.places[0], found.grid.places[-1]] == ["a.pdf#page 1", "a.pdf#page 4"]
    assert len(found.grid.places) == 131


def test_a_table_of_compound_cells_goes_on_without_its_head(tmp_path: Path) -> None:
    head = rows(["부서", "정원/현원", "집행액 (집행률)"], tag="th")
    body = rows(
        *([f"부서 {number}", f"{number}/{number}", f"{number * 1000:,} (21.7)"] for number in range(60))
    )
    found = only(write_pdf(tmp_path / "a.pdf", f"<h3>정원</h3><table>{head}{body}</table>"))
    assert [row[0] for row in found.grid.rows[1:]] == [f"부서 {number}" for number in range(60)]


def table(amount: str, head: str = "금액") -> str:
    return f"<table>{rows(['구분', head], tag='th')}{rows(['가', amount], ['나', '-'])}</table>"


def new_page(text: str) -> str:
    return f"<div class=new>{text}</div>"


@pytest.mark.parametrize(
    ("second", "tables"),
    [
        (table("2"), 1),
        ("<p>(단위: 명)</p>" + table("2"), 1),
        ("<p>&lt;계속&gt;</p>" + table("2"), 1),
        ("<p>1. 세입</p>" + table("2"), 1),
        ("<p>2. 세출</p>" + table("2"), 2),
        ("<p>(단위: 천원)</p>" + table("2"), 2),
        (table("2", head="인원"), 2),
        ("<p>앞의 표는 끝났다.</p>" + table("2"), 2),
    ],
)
def test_what_stands_between_says_whether_it_is_one_table(tmp_path: Path, second: str, tables: int) -> None:
    first = "<p>1. 세입</p><p>(단위: 명)</p>" + table("1")
    found = read_pdf(write_pdf(tmp_path / "a.pdf", first + new_page(second)))
    assert len(found) == tables
    assert sum(len(one.grid.rows) for one in found) == (5 if tables == 1 else 6)


def test_running_titles_do_not_part_a_table(tmp_path: Path) -> None:
    style = '@page { @top-center { content: "2026년도 주요업무보고 " counter(page) } }'
    body = rows(*([f"사업 {number}", f"{number}"] for number in range(100)))
    assert len(only(write_pdf(tmp_path / "a.pdf", f"<table>{body}</table>", style)).grid.rows) == 100


def test_headings_that_count_on_are_no_running_titles(tmp_path: Path) -> None:
    pages = "".join(new_page(f"<p>표 {number}</p>{table('1')}") for number in range(1, 5))
    found = read_pdf(write_pdf(tmp_path / "a.pdf", pages))
    assert [one.heading for one in found] == ["표 1", "표 2", "표 3", "표 4"]


def test_prose_holds_no_table(tmp_path: Path) -> None:
    assert (
        read_pdf(
            write_pdf(tmp_path / "a.pdf", "<p>표가 없는 글이다.</p><p style='border:1pt solid'>상자</p>")
        )
        == []
    )


def test_places_take_the_given_name(tmp_path: Path) -> None:
    path = write_pdf(tmp_path / "a.pdf", table("1"))
    assert read_pdf(path, "보고서.pdf")[0].grid.places[0] == "보고서.pdf#page 1"


def test_bold_by_printing_twice(tmp_path: Path) -> None:
    style = "td { text-shadow: 0.3pt 0 black }"
    assert only(write_pdf(tmp_path / "a.pdf", table("1,100"), style)).grid.rows[1] == ("가", "1,100")

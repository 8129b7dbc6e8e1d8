"""Files that are one table: separators, quotes, titles, positions."""

import csv
import io
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomsan.common.errors import GeomsanError
from geomsan.read.readers.delimited import read_delimited, separator_of


def read(tmp_path, text, name="t.csv", encoding="utf-8"):
    path = tmp_path / name
    path.write_bytes(text.encode(encoding))
    return read_delimited(path)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("separator", ["\t", ",", ";"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_encoding_and_separator(tmp_path, encoding, separator, end):
    text = end.join(["구분,2024,2025", "계,10,20", "국비,4,", ""]).replace(",", separator)
    (table,) = read(tmp_path, text, encoding=encoding)
    assert table.grid.rows == (("구분", "2024", "2025"), ("계", "10", "20"), ("국비", "4", ""))
    assert table.grid.places == ("t.csv:1", "t.csv:2", "t.csv:3")
    assert (table.start_row, table.locator) == (0, "lines 1-3")


def test_titles_count_as_rows_and_blank_lines_part_nothing(tmp_path):
    text = "1. 예산 현황,,\n,,\n,,(단위: 백만원)\n구분,본예산,추경\n계,3,4\n\n국비,3,4\n"
    (table,) = read(tmp_path, text)
    assert (table.start_row, table.start_column) == (3, 0)
    assert (table.heading, table.caption) == ("예산 현황", "(단위: 백만원)")
    assert table.grid.rows[3] == ("구분", "본예산", "추경")
    assert table.grid.text(5, 0) == ""
    assert table.grid.text(6, 1) == "3"
    assert (table.locator, table.first, table.last) == ("lines 4-7", 4, 7)


def test_a_title_may_end_in_the_unit(tmp_path):
    (table,) = read(tmp_path, "예산 현황 (단위: 백만원),,\n구분,본예산,추경\n계,3,4\n국비,3,4\n")
    assert (table.heading, table.caption, table.start_row) == ("예산 현황", "(단위: 백만원)", 1)


def test_tables_below_each_other_keep_the_rows_of_the_file(tmp_path):
    text = "구분,예산\n계,3\n국비,3\n\n2. 인력\n(단위: 명)\n부서,정원,현원\n계,30,29\n\n※ 자료: 인사과\n"
    first, second = read(tmp_path, text)
    assert (first.start_row, first.locator) == (0, "lines 1-3")
    assert (second.start_row, second.heading, second.caption) == (6, "인력", "(단위: 명)")
    assert second.grid.rows[7] == ("계", "30", "29")
    assert (second.first, second.last) == (7, 10)


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("제목,,(단위: 원)\n구분,a,b\n가,1,2\n", 1),
        ("(단위: 원),a,b\n가,1,2\n나,3,4\n", 0),
        ("구분,(단위: 명)\n가,1\n나,2\n", 0),
        (",예산,\n구분,본예산,추경\n가,1,2\n", 0),
        ("(단위: 원)\n구분,a\n가,1\n", 1),
        ("1234\n구분,a\n가,1\n", 0),
    ],
)
def test_where_the_table_begins(tmp_path, text, start):
    assert read(tmp_path, text)[0].start_row == start


def test_quotes_of_csv(tmp_path):
    (table,) = read(tmp_path, '구분,"예산\n현액",비고\n계,"1,234","그는 ""예"""\n국비, "2,345",\n')
    assert table.grid.rows == (
        ("구분", "예산\n현액", "비고"),
        ("계", "1,234", '그는 "예"'),
        ("국비", "2,345", ""),
    )
    assert table.grid.places == ("t.csv:1", "t.csv:3", "t.csv:4")


def test_ditto_marks_open_no_quotes(tmp_path):
    (table,) = read(tmp_path, '과,장소,수\n가,서울,1\n나,",2\n다,",3\n')
    assert table.grid.rows[2:] == (("나", '"', "2"), ("다", '"', "3"))
    (table,) = read(tmp_path, '과,장소,수\n가,서울,1\n나,",2\n')
    assert table.grid.rows[2] == ("나", '"', "2")
    (table,) = read(tmp_path, '과\t장소\t수\n가\t"\t"1,234"\n나\t"서울"\t"x\n', "t.tsv")
    assert table.grid.rows[1:] == (("가", '"', "1,234"), ("나", '"서울"', '"x'))


def test_the_content_decides_whatever_the_name(tmp_path):
    assert read(tmp_path, "구분,수\n가,1\n", "t.tsv")[0].grid.rows[1] == ("가", "1")
    assert read(tmp_path, "구분\t수\n가\t1,234\n나\t2,345,678\n", "t.csv")[0].grid.rows[1] == ("가", "1,234")
    assert separator_of("구분;a;b\n계;1,234;2,345\n") == ";"
    assert separator_of("a;b,1,2\nc,1,2\n") == ","


@pytest.mark.parametrize("text", ["\n\n", "가\n나\n다\n", "구분,수\n", ",,,\n,,,\n", "제목\n가,1\n"])
def test_no_table(tmp_path, text):
    assert read(tmp_path, text) == []


def test_limits(tmp_path):
    for text, reason in (
        ("1\t" * 2_000_001, "칸이나 줄이 너무 많습니다"),
        ("\t" * 16_384 + "\n1\t2\n", "행이나 열이"),
        ('"1",' * 2_000_001, "행이나 열이"),
        ('a,"b\n,c",d\n' + '"1",' * 16_385, "행이나 열이"),
        ('"1","2","3"\n' * 700_000, "칸이나 줄이 너무 많습니다"),
        ('a,b\n"' + "가" * 140_000 + '",1\n', "칸 하나가 너무 깁니다"),
    ):
        with pytest.raises(GeomsanError, match=reason):
            read(tmp_path, text)


def test_a_cell_may_hold_as_many_commas_as_a_row_has_cells(tmp_path):
    (table,) = read(tmp_path, '구분,계,가\n"","' + "," * 20_000 + '",1\n합,"2\n' + "," * 20_000 + '",3\n')
    assert [len(row) for row in table.grid.rows] == [3, 3, 3]


cells = st.text(st.characters(codec="utf-8", exclude_characters="\x00\r\t;", exclude_categories=["Cc"]))


@given(st.lists(st.lists(cells, min_size=3, max_size=3), min_size=2, max_size=6))
def test_what_csv_writes_is_read_back(tmp_path_factory, rows):
    rows = [["구분", "a", "b"], ["계", "1", "2"], *[[f"r{cell}" for cell in row] for row in rows]]
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n").writerows(rows)
    (table,) = read(tmp_path_factory.getbasetemp(), stream.getvalue())
    assert table.grid.rows == tuple(map(tuple, rows))


@pytest.mark.parametrize("space", [" ", "\u00a0", "\u2009", "\u202f"])
@pytest.mark.parametrize("separator", ["\t", ",", ";", "|"])
def test_spaces_never_part_a_figure(tmp_path, separator, space):
    figures = [f"1{space}245{space}600", f"245{space}600"]
    lines = [["구분", "예산 (천원)"], ["가 과", figures[0]], ["나 과", figures[1]]]
    path = tmp_path / "a.csv"
    path.write_text("\n".join(map(separator.join, lines)), encoding="utf-8")
    assert read_delimited(path)[0].grid.rows == tuple(map(tuple, lines))


def test_a_line_that_names_the_separator(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("sep=;\n구분;예산\n가;1,200\n나;1,300,5\n", encoding="utf-8")
    (table,) = read_delimited(path)
    assert table.grid.rows == ((), ("구분", "예산"), ("가", "1,200"), ("나", "1,300,5"))
    assert (table.start_row, table.heading, table.locator) == (1, "", "lines 2-4")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp949", "utf-16"])
def test_lines_within_cells_in_any_encoding(tmp_path, encoding):
    path = tmp_path / "a.csv"
    path.write_text('구분,"메모\n둘째",수\n가,"1\n2","1,234"\n나,,2\n', encoding=encoding)
    (table,) = read_delimited(path)
    assert table.grid.rows == (("구분", "메모\n둘째", "수"), ("가", "1\n2", "1,234"), ("나", "", "2"))
    assert table.grid.places == ("a.csv:1", "a.csv:3", "a.csv:5")


@pytest.mark.slow
def test_time_goes_with_the_cells(tmp_path):
    """Forty times the lines of a long form take no more than a hundred times as long."""

    def seconds(lines):
        path = tmp_path / f"{lines}.csv"
        rows = (f"구{n % 17},동{n % 250},{2015 + n % 10},항목{n % 7},{n * 37 % 9973}" for n in range(lines))
        path.write_text("시도,시군구,연도,항목,값\n" + "\n".join(rows), encoding="utf-8")
        times = []
        for _ in range(3):
            started = time.process_time()
            read_delimited(path)
            times.append(time.process_time() - started)
        return min(times)

    assert seconds(80_000) < 100 * seconds(2_000)

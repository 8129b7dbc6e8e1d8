"""HWPX: cells by address, text with its tails, and what is no text of a table."""

from pathlib import Path

import pytest

from geomsan.read.readers.found import FoundTable
from geomsan.read.readers.hwpx import read_hwpx
from readers.hwpxfile import (
    NAMESPACES,
    cell,
    paragraph,
    plain_table,
    section,
    table,
    write_hwpx,
    write_members,
    write_table,
)


def only(path: Path) -> FoundTable:
    (found,) = read_hwpx(path)
    return found


def one_cell(path: Path, inner: str) -> str:
    return only(write_table(path / "one.hwpx", paragraph(table([cell(0, 0, inner)])))).grid.rows[0][0]


def test_merged_cells_stand_where_their_address_says(tmp_path: Path) -> None:
    written = table(
        [cell(0, 0, "구분", span=(2, 1)), cell(0, 1, "예산", span=(1, 2)), cell(0, 3, "비고", span=(2, 1))],
        [cell(1, 1, "2024"), cell(1, 2, "2025")],
        [cell(2, 0, "계"), cell(2, 1, "1,200"), cell(2, 2, "△30"), cell(2, 3)],
        attributes='rowCnt="3" colCnt="4"',
    )
    found = only(write_table(tmp_path / "a.hwpx", paragraph(written)))
    assert found.grid.rows == (
        ("구분", "예산", "", "비고"),
        ("", "2024", "2025", ""),
        ("계", "1,200", "△30", ""),
    )
    assert found.grid.spans == {(0, 0): (2, 1), (0, 1): (1, 2), (0, 3): (2, 1)}
    assert found.grid.places[2] == "a.hwpx#table 1 row 3"
    assert (found.locator, found.first, found.last) == ("table 1", 1, 3)


def test_cells_in_any_order(tmp_path: Path) -> None:
    found = only(
        write_table(tmp_path / "a.hwpx", table([cell(1, 0, "나"), cell(0, 1, "1")], [cell(0, 0, "가")]))
    )
    assert found.grid.rows == (("가", "1"), ("나", ""))


@pytest.mark.parametrize(
    ("inner", "expected"),
    [
        ("<hp:t>1,<hp:fwSpace/>500</hp:t>", "1, 500"),
        ("<hp:t>1,<hp:nbSpace/>500</hp:t>", "1, 500"),
        ("<hp:t>합<hp:tab width='4000'/>계</hp:t>", "합 계"),
        ("<hp:t>1,234<hp:lineBreak/>(5.6)</hp:t>", "1,234 (5.6)"),
        ("<hp:t>1<hp:markpenBegin color='#FFFF00'/>23<hp:markpenEnd/>4</hp:t>", "1234"),
        ("<hp:t>12</hp:t><hp:t>34</hp:t>", "1234"),
        ("<hp:t>합\u3000계</hp:t>", "합 계"),
        ("<hp:t>2024<hp:hyphen/>1</hp:t>", "2024-1"),
        ("<hp:t>&lt;b&gt; &#49;2</hp:t>", "<b> 12"),
        ("<hp:t>12<hp:deleteBegin Id='1'/>34<hp:deleteEnd Id='1'/>56</hp:t>", "1256"),
        ("<hp:t>1<hp:insertBegin Id='1'/>2<hp:insertEnd Id='1'/>3</hp:t>", "123"),
        ("<hp:dutmal><hp:mainText>본문</hp:mainText><hp:subText>덧말</hp:subText></hp:dutmal>", "본문"),
    ],
)
def test_text_is_text_and_tails(tmp_path: Path, inner: str, expected: str) -> None:
    assert one_cell(tmp_path, inner) == expected


def test_deletions_go_on_over_runs(tmp_path: Path) -> None:
    inner = "<hp:t>1<hp:deleteBegin/>2</hp:t></hp:run><hp:run><hp:t>3<hp:deleteEnd/>4</hp:t>"
    assert one_cell(tmp_path, inner) == "14"


@pytest.mark.parametrize("kind", ["footNote", "endNote", "hiddenComment", "fieldBegin", "header"])
def test_notes_and_controls_are_no_text_of_the_cell(tmp_path: Path, kind: str) -> None:
    note = f"<hp:ctrl><hp:{kind}><hp:subList>{paragraph('9')}</hp:subList></hp:{kind}></hp:ctrl>"
    assert one_cell(tmp_path, f"<hp:t>12</hp:t>{note}<hp:t>34</hp:t>") == "1234"


def test_paragraphs_are_joined_by_a_space(tmp_path: Path) -> None:
    found = only(write_table(tmp_path / "a.hwpx", table([cell(0, 0, "1,806,914", "(21.7)", "")])))
    assert found.grid.rows == (("1,806,914 (21.7)",),)


def test_superscript_does_not_become_a_digit(tmp_path: Path) -> None:
    header = '<hh:head xmlns:hh="h"><hh:charPr id="7"><hh:supscript/></hh:charPr></hh:head>'
    raised = "<hp:t>123</hp:t></hp:run><hp:run charPrIDRef='7'><hp:t>1)</hp:t>"
    path = write_hwpx(
        tmp_path / "a.hwpx",
        section(paragraph(table([cell(0, 0, raised)]))),
        **{"Contents/header.xml": header},
    )
    assert only(path).grid.rows == (("123^{1)}",),)


def test_a_nested_table_is_a_table_of_its_own(tmp_path: Path) -> None:
    inner = plain_table(["가", "1"], ["나", "2"])
    outer = table([cell(0, 0, "계"), cell(0, 1, "3", inner, "명")], [cell(1, 0, "소계"), cell(1, 1, "4")])
    path = write_table(tmp_path / "a.hwpx", paragraph("제목"), paragraph(outer), paragraph(inner))
    first, second, third = read_hwpx(path)
    assert first.grid.rows == (("계", "3 명"), ("소계", "4"))
    assert second.grid.rows == third.grid.rows == (("가", "1"), ("나", "2"))
    assert [found.locator for found in (first, second, third)] == ["table 1", "table 2", "table 3"]
    assert second.heading == "3"
    assert third.heading == ""


def test_a_table_in_a_box_takes_the_heading_above_the_box(tmp_path: Path) -> None:
    boxed = table([cell(0, 0, plain_table(["가", "1"], ["나", "2"]))])
    outer, inner = read_hwpx(write_table(tmp_path / "a.hwpx", paragraph("□ 인력 현황"), paragraph(boxed)))
    assert (outer.grid.rows, inner.heading) == ((("",),), "인력 현황")


def test_heading_and_caption(tmp_path: Path) -> None:
    body = plain_table(["가", "1"], ["나", "2"])
    path = write_table(
        tmp_path / "a.hwpx",
        *(paragraph("□ 세입 현황"), paragraph("(단위: 백만원)"), paragraph(body)),
        *(paragraph("○ 세출 현황 (단위 : 천원)"), paragraph(""), paragraph(body)),
        *(
            paragraph("기금 현황"),
            paragraph(f"<hp:t>(단위: 명)</hp:t>{body}"),
        ),
        paragraph(body),
    )
    assert [(found.heading, found.caption) for found in read_hwpx(path)] == [
        ("세입 현황", "(단위: 백만원)"),
        ("세출 현황", "(단위 : 천원)"),
        ("기금 현황", "(단위: 명)"),
        ("", ""),
    ]


def test_a_heading_in_a_frame_or_a_text_box(tmp_path: Path) -> None:
    body = plain_table(["가", "1"], ["나", "2"])
    box = f"<hp:rect><hp:drawText><hp:subList>{paragraph('상자 제목')}</hp:subList></hp:drawText></hp:rect>"
    path = write_table(
        tmp_path / "a.hwpx",
        *(paragraph(plain_table(["Ⅰ", "일반 현황"])), paragraph(body)),
        *(paragraph(box), paragraph(body)),
    )
    assert [found.heading for found in read_hwpx(path)][1:] == ["일반 현황", "상자 제목"]


def test_the_caption_of_the_table_itself(tmp_path: Path) -> None:
    number = '<hp:ctrl><hp:autoNum num="3" numType="TABLE"/></hp:ctrl>'
    number = f"<hp:t>표 </hp:t>{number}<hp:t> 정원 (단위: 명)</hp:t>"
    body = plain_table(["가", "1"], ["나", "2"], caption=paragraph(number))
    found = only(write_table(tmp_path / "a.hwpx", paragraph("앞 문단"), paragraph(body)))
    assert (found.heading, found.caption) == ("표 3 정원", "(단위: 명)")


def test_sections_in_numeric_order(tmp_path: Path) -> None:
    sections = [section(paragraph(plain_table([str(number), "1"]))) for number in range(12)]
    assert [found.grid.rows[0][0] for found in read_hwpx(write_hwpx(tmp_path / "a.hwpx", *sections))] == [
        str(number) for number in range(12)
    ]


@pytest.mark.parametrize("year", ["2016", "2024"])
def test_namespaces_of_other_versions(tmp_path: Path, year: str) -> None:
    written = section(paragraph(plain_table(["가", "1"])), namespaces=NAMESPACES.replace("2011", year))
    other_prefix = written.replace("hp:", "para:")
    for text in (written, other_prefix):
        assert only(write_hwpx(tmp_path / "a.hwpx", text)).grid.rows == (("가", "1"),)


def test_the_alternatives_of_a_switch_are_read_once(tmp_path: Path) -> None:
    body = "<hp:t>12</hp:t>"
    switch = f"<hp:switch><hp:case>{body}</hp:case><hp:default>{body}</hp:default></hp:switch>"
    assert one_cell(tmp_path, switch) == "12"
    assert one_cell(tmp_path, f"<hp:switch><hp:default>{body}</hp:default></hp:switch>") == "12"


def test_addresses_that_a_writer_leaves_out(tmp_path: Path) -> None:
    def bare(text: str, span: str = "") -> str:
        return f"<hp:tc><hp:subList>{paragraph(text)}</hp:subList>{span}</hp:tc>"

    wide = '<hp:cellSpan colSpan="2" rowSpan="1"/>'
    tall = '<hp:cellSpan colSpan="1" rowSpan="2"/>'
    written = table([bare("구분", tall), bare("예산", wide)], [bare("1"), bare("2")])
    assert only(write_table(tmp_path / "a.hwpx", written)).grid.rows == (("구분", "예산", ""), ("", "1", "2"))


def test_spans_beyond_the_table_are_cut(tmp_path: Path) -> None:
    written = table(
        [cell(0, 0, "가", span=(900, 1)), cell(0, 1, "1", span=(1, 900))],
        [cell(1, 1, "2")],
        attributes='rowCnt="2" colCnt="2"',
    )
    found = only(write_table(tmp_path / "a.hwpx", written))
    assert found.grid.rows == (("가", "1"), ("", "2"))
    assert found.grid.spans == {(0, 0): (2, 1)}


def test_empty_cells_that_a_merged_one_covers(tmp_path: Path) -> None:
    written = table([cell(0, 0, "계", span=(1, 2)), cell(0, 1)], [cell(1, 0, "1"), cell(1, 1, "2")])
    found = only(write_table(tmp_path / "a.hwpx", written))
    assert (found.grid.rows, found.grid.spans) == ((("계", ""), ("1", "2")), {(0, 0): (1, 2)})


def test_no_table(tmp_path: Path) -> None:
    assert read_hwpx(write_table(tmp_path / "a.hwpx", paragraph("글"))) == []
    assert read_hwpx(write_table(tmp_path / "a.hwpx", paragraph("<hp:tbl/>"))) == []


def test_places_take_the_given_name(tmp_path: Path) -> None:
    path = write_table(tmp_path / "a.hwpx", plain_table(["가", "1"]))
    assert read_hwpx(path, "보고서.hwpx")[0].grid.places == ("보고서.hwpx#table 1 row 1",)


def test_other_members_are_not_read(tmp_path: Path) -> None:
    members = {
        "Contents/section0.xml": section(plain_table(["가", "1"])),
        "BinData/image1.png": b"\0" * 5_000_000,
    }
    assert only(write_members(tmp_path / "a.hwpx", members)).grid.rows == (("가", "1"),)


@pytest.mark.parametrize(
    "lost", ['colAddr="{column}"', 'rowAddr="{row}"', 'colAddr="{column}" rowAddr="{row}"']
)
def test_cells_whose_address_is_not_whole_stand_in_their_order(tmp_path: Path, lost: str) -> None:
    rows = [["구분", "예산"], ["계", "1,200"]]
    cells = [
        [
            cell(row, column, text).replace(lost.format(row=row, column=column), "")
            for column, text in enumerate(line)
        ]
        for row, line in enumerate(rows)
    ]
    assert only(write_table(tmp_path / "a.hwpx", paragraph(table(*cells)))).grid.rows == tuple(
        map(tuple, rows)
    )

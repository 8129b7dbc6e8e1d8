"""Workbooks to hand on: a copy with comments and all else as received, or a new one."""

import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import openpyxl
import pytest
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Font, PatternFill

from geomsan.command.cli import main
from geomsan.common.errors import GeomsanError
from geomsan.publish.handout import opc
from geomsan.publish.handout.workbook import handout_xlsx

from .test_handout import WRONG, gathered, written

ROWS = (
    ("구분", "계", "국비", "시비"),
    ("합계", 1330, 400, 800),
    ("가과", 400, 150, 250),
    ("나과", 800, 250, 550),
)
KIND = b"application/vnd.openxmlformats-officedocument.spreadsheetml"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
REFERENCES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


@pytest.fixture
def book(tmp_path) -> Path:
    """A workbook with what is lost when it is read and written again, or easily."""
    made = openpyxl.Workbook()
    sheet = made.active
    sheet.title = "예산 '26"
    sheet.append(["2026년도 예산"])
    for row in ROWS:
        sheet.append(row)
    sheet["B4"] = "=C4+D4"
    sheet["A1"].font = Font(bold=True, size=15)
    sheet["B3"].comment = Comment("확인 바람", "홍보과")
    sheet["A1"].comment = Comment("제목", "홍보과")
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=3, min_row=2, max_row=5), titles_from_data=True)
    sheet.add_chart(chart, "F3")
    rule = CellIsRule(operator="greaterThan", formula=["500"], fill=PatternFill("solid", bgColor="FFFF00"))
    sheet.conditional_formatting.add("B3:D5", rule)
    sheet.column_dimensions["C"].hidden = True
    hidden = made.create_sheet("숨김")
    hidden.sheet_state = "hidden"
    for row in ROWS:
        hidden.append(row)
    made.create_sheet("검산 결과서")
    path = tmp_path / "보고서.xlsx"
    made.save(path)
    return with_value(path)


def with_value(path: Path) -> Path:
    """Put the result of the formula into the file, as Excel saves it."""

    def change(text: str) -> str:
        return text.replace("<v></v>", "<v>400</v>").replace("<v/>", "<v>400</v>")

    return rebuilt(path, {"xl/worksheets/sheet1.xml": change})


def rebuilt(path: Path, changes, added=None) -> Path:
    with zipfile.ZipFile(path) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    for name, change in changes.items():
        parts[name] = change(parts[name].decode()).encode()
    parts |= added or {}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in parts.items():
            target.writestr(name, content)
    return path


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def comments(content: bytes) -> dict[str, dict[str, str]]:
    book = openpyxl.load_workbook(io.BytesIO(content))
    return {
        sheet.title: {cell.coordinate: cell.comment.text for row in sheet for cell in row if cell.comment}
        for sheet in book
    }


def test_a_copy_has_comments_and_all_else_is_as_received(book):
    made = handout_xlsx(gathered(book), "ko", book)
    old, new = parts(book.read_bytes()), parts(made)
    changed = {name for name, content in old.items() if new[name] != content}
    assert changed == {
        "[Content_Types].xml",
        "xl/_rels/workbook.xml.rels",
        "xl/comments/comment1.xml",
        "xl/styles.xml",
        "xl/workbook.xml",
        "xl/worksheets/sheet2.xml",
    }
    told = comments(made)
    assert told["예산 '26"]["A1"] == "제목"
    assert told["예산 '26"]["B3"].startswith("확인 바람\n")
    assert "적힌 값 1,330, 나머지 숫자로 계산한 값 1,200" in told["예산 '26"]["B3"]
    assert "수정안 A: 1330 → 1,200" in told["숨김"]["B2"]
    read = openpyxl.load_workbook(io.BytesIO(made))
    assert read["예산 '26"]["B4"].value == "=C4+D4"
    assert read["예산 '26"]["A1"].font.size == 15
    assert len(read["예산 '26"]._charts) == 1
    assert read["숨김"].sheet_state == "hidden"


def test_every_reference_and_kind_of_a_copy_is_there_once(book):
    made = parts(handout_xlsx(gathered(book), "ko", book))
    for name, content in made.items():
        if name.endswith(".rels"):
            ids = re.findall(rb'\bId="([^"]+)"', content)
            assert len(ids) == len(set(ids))
            for target in re.findall(rb'Target="/([^"]+)"', content):
                assert target.decode() in made
    kinds = made["[Content_Types].xml"].decode()
    for name in re.findall(r'PartName="/([^"]+)"', kinds):
        assert name in made
        assert kinds.count(f'PartName="/{name}"') == 1


def test_a_sheet_lists_what_was_found_and_leads_to_the_cells(book):
    read = openpyxl.load_workbook(io.BytesIO(handout_xlsx(gathered(book), "ko", book)))
    assert read.sheetnames == ["예산 '26", "숨김", "검산 결과서", "검산 결과서 (2)"]
    sheet = read["검산 결과서 (2)"]
    rows = [[cell.value for cell in row] for row in sheet]
    violated = [row for row in rows if row[1] == "불일치"]
    assert [row[0] for row in violated] == ["1", "2", "3", "4"]
    assert violated[0][3] == "B3"
    assert "합계 1330 → 1,200" in violated[0][6]
    links = {cell.hyperlink.location for row in sheet for cell in row if cell.hyperlink}
    assert links == {"'예산 ''26'!B3", "'숨김'!B2"}


def test_what_a_cell_says_becomes_no_formula(tmp_path):
    made = openpyxl.Workbook()
    for row in ROWS:
        made.active.append(row)
    made.active["A2"] = "합계"
    made.active["A3"].value, made.active["A3"].data_type = "=1+1&가과", "s"
    path = tmp_path / "evil.xlsx"
    made.save(path)
    copy = openpyxl.load_workbook(io.BytesIO(handout_xlsx(gathered(path), "ko", path)))
    assert {cell.data_type for row in copy["검산 결과서"] for cell in row} <= {"s", "n", "inlineStr"}
    assert not [cell for row in copy["검산 결과서"] for cell in row if cell.data_type == "f"]
    new = openpyxl.load_workbook(io.BytesIO(handout_xlsx(gathered(path), "ko")))
    assert not [cell for sheet in new for row in sheet for cell in row if cell.data_type == "f"]
    assert "=1+1&가과" in [cell.value for row in new["표 1"] for cell in row]


def prefixed(folder: Path, sheet: str, more: dict[str, bytes]) -> Path:
    """A workbook as other programs write it: prefixes everywhere, no styles, references to the main part."""
    cells = "".join(
        "<x:row>"
        + "".join(
            f'<x:c t="inlineStr"><x:is><x:t>{value}</x:t></x:is></x:c>'
            if isinstance(value, str)
            else f"<x:c><x:v>{value}</x:v></x:c>"
            for value in row
        )
        + "</x:row>"
        for row in ROWS
    )
    path = folder / "prefixed.xlsx"
    members = {
        "[Content_Types].xml": b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        b'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        b'<Default Extension="xml" ContentType="application/xml"/>'
        b'<Override PartName="/xl/workbook.xml" ContentType="%s.sheet.main+xml"/>'
        b'<Override PartName="/xl/worksheets/sheet.xml" ContentType="%s.worksheet+xml"/></Types>'
        % (KIND, KIND),
        "_rels/.rels": relations(("r", "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<x:workbook xmlns:x="{MAIN}" xmlns:q="{REFERENCES}"><x:sheets>'
        '<x:sheet name="s" sheetId="4" q:id="rId1"/></x:sheets></x:workbook>'.encode(),
        "xl/_rels/workbook.xml.rels": relations(("rId1", "worksheet", "worksheets/sheet.xml")),
        "xl/worksheets/sheet.xml": f'<x:worksheet xmlns:x="{MAIN}" xmlns:q="{REFERENCES}" xmlns:mc="mc">'
        f"<x:sheetData>{cells}</x:sheetData>{sheet}</x:worksheet>".encode(),
    }
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in (members | more).items():
            archive.writestr(name, content)
    return path


def relations(*items: tuple[str, str, str]) -> bytes:
    held = "".join(f'<Relationship Id="{a}" Type="{REFERENCES}/{b}" Target="{c}"/>' for a, b, c in items)
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<Relationships xmlns="{space}">{held}</Relationships>'.encode()


def test_prefixes_and_the_order_of_a_sheet(tmp_path):
    behind = "<x:pageMargins/><mc:AlternateContent><x:controls/></mc:AlternateContent><x:tableParts/>"
    path = prefixed(tmp_path, behind, {})
    made = parts(handout_xlsx(gathered(path), "ko", path))
    sheet = made["xl/worksheets/sheet.xml"].decode()
    assert re.findall(r"<(?:\w+:)?(pageMargins|legacyDrawing|AlternateContent|tableParts)\b", sheet) == [
        "pageMargins",
        "legacyDrawing",
        "AlternateContent",
        "tableParts",
    ]
    assert comments(handout_xlsx(gathered(path), "ko", path))["s"].keys() == {"B2"}
    assert b"<x:sheet xmlns:r=" in made["xl/workbook.xml"]


def test_a_drawing_that_is_there_is_gone_on_with(tmp_path):
    button = b'<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    button += b'><o:shapelayout><o:idmap v:ext="edit" data="7"/></o:shapelayout><v:shape id="_x0000_s7169">'
    button += b"<v:textbox><br></v:textbox></v:shape></xml>"
    more = {
        "xl/worksheets/_rels/sheet.xml.rels": relations(("v", "vmlDrawing", "../drawings/old.vml")),
        "xl/drawings/old.vml": button,
    }
    path = prefixed(tmp_path, '<x:legacyDrawing q:id="v"/>', more)
    made = parts(handout_xlsx(gathered(path), "ko", path))
    drawing = made["xl/drawings/old.vml"]
    assert drawing.startswith(button.removesuffix(b"</xml>"))
    assert drawing.count(b'ObjectType="Note"') == 1
    assert b'"_x0000_s7170"' in drawing
    assert made["xl/worksheets/sheet.xml"].count(b"legacyDrawing") == 1


def test_a_cell_with_a_conversation_is_left_alone_and_named(tmp_path):
    thread = b'<ThreadedComments xmlns="t"><threadedComment ref="B2"/></ThreadedComments>'
    more = {
        "xl/worksheets/_rels/sheet.xml.rels": relations(("t", "threadedComment", "../threads.xml")),
        "xl/threads.xml": thread,
    }
    path = prefixed(tmp_path, "", more)
    made = handout_xlsx(gathered(path), "ko", path)
    assert parts(made)["xl/threads.xml"] == thread
    read = openpyxl.load_workbook(io.BytesIO(made))
    told = [cell.value for row in read["검산 결과서"] for cell in row if cell.value]
    assert "다음 칸에는 주고받은 메모가 있어 메모를 달지 않았습니다: 's'!B2" in told


def test_a_part_in_another_encoding(tmp_path):
    path = prefixed(tmp_path, "", {})
    with zipfile.ZipFile(path) as archive:
        sheet = archive.read("xl/worksheets/sheet.xml").decode()
    rebuilt(
        path,
        {},
        {"xl/worksheets/sheet.xml": ('<?xml version="1.0" encoding="UTF-16"?>' + sheet).encode("utf-16")},
    )
    assert "B2" in comments(handout_xlsx(gathered(path), "ko", path))["s"]


@pytest.mark.parametrize(
    "content",
    [b'<!DOCTYPE c [<!ENTITY a "aaaa">]><comments><authors/><commentList/></comments>', b"<comments>", b""],
)
def test_a_part_that_is_none_is_told_in_one_line(tmp_path, content):
    more = {
        "xl/worksheets/_rels/sheet.xml.rels": relations(("c", "comments", "../notes.xml")),
        "xl/notes.xml": content,
    }
    path = prefixed(tmp_path, "", more)
    with pytest.raises(GeomsanError, match="메모를 달 수 없습니다"):
        handout_xlsx(gathered(path), "ko", path)


def test_a_workbook_that_unpacks_to_too_much_is_not_copied(tmp_path, monkeypatch):
    path = prefixed(tmp_path, "", {"xl/media/picture.bin": bytes(5000)})
    monkeypatch.setattr(opc, "MOST_UNPACKED", 4000)
    with pytest.raises(GeomsanError, match="너무 커서"):
        handout_xlsx(gathered(path), "ko", path)


def test_macros_need_a_name_that_opens_them(book, tmp_path, capsys):
    def change(text: str) -> str:
        return text.replace("spreadsheetml.sheet.main", "ms-excel.sheet.macroEnabled.main")

    rebuilt(book, {"[Content_Types].xml": change})
    assert main(["check", str(book), "--report", str(tmp_path / "out.xlsx")]) == 2
    assert ".xlsm" in capsys.readouterr().err
    assert main(["check", str(book), "--report", str(tmp_path / "out.xlsm")]) == 1
    assert (tmp_path / "out.xlsm").is_file()


def test_several_files_make_a_new_workbook_and_it_says_so(book, tmp_path, capsys):
    other, out = written(tmp_path, "wrong.tsv", WRONG), tmp_path / "out.xlsx"
    assert main(["check", str(book), str(other), "--report", str(out)]) == 1
    assert "새 통합 문서" in capsys.readouterr().err
    read = openpyxl.load_workbook(out)
    assert read.sheetnames == ["검산 결과서", "표 1", "표 2", "표 3"]
    assert "불일치 5" in read["표 3"]["B4"].comment.text
    assert read["표 3"]["B4"].value == "330명"
    assert read["검산 결과서"]["D6"].hyperlink.location == "'표 1'!B4"


def test_a_workbook_is_the_same_bytes_each_time(book):
    handed = gathered(book)
    assert handout_xlsx(handed, "ko", book) == handout_xlsx(handed, "ko", book)
    assert handout_xlsx(handed, "ko") == handout_xlsx(handed, "ko")


@pytest.mark.office
@pytest.mark.skipif(not shutil.which("soffice"), reason="no LibreOffice here")
def test_libreoffice_shows_comments_chart_and_list(book, tmp_path):
    out = tmp_path / "out.xlsx"
    out.write_bytes(handout_xlsx(gathered(book), "ko", book))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    saved = tmp_path / "saved"
    command = ["soffice", profile, "--headless", "--convert-to", "xlsx", "--outdir", str(saved), str(out)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    made = (saved / "out.xlsx").read_bytes()
    told = comments(made)
    assert told["예산 '26"].keys() == {"A1", "B3"}
    assert "나머지 숫자로 계산한 값 1,200" in told["숨김"]["B2"]
    assert any(name.startswith("xl/charts/") for name in parts(made))
    read = openpyxl.load_workbook(io.BytesIO(made))
    assert read["검산 결과서 (2)"]["B7"].value == "불일치"

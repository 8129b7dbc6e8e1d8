from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pdfplumber
import pikepdf
import pytest

from geomsan.check.report import TableReport
from geomsan.common import files
from geomsan.common.errors import GeomsanError
from geomsan.publish.packs.document import PackSpec, pack_html
from geomsan.publish.packs.fonts import find_fonts, without_glyph
from geomsan.publish.packs.pdf import write_pdf

from .conftest import CSS, HEAD, finding, pack_of, table

Write = Callable[[PackSpec], Path]


def pages(path: Path) -> list[str]:
    with pdfplumber.open(path) as pdf:
        return ["".join("".join(char["text"] for char in page.chars).split()) for page in pdf.pages]


def test_every_word_of_the_document_is_on_its_pages(write: Write) -> None:
    wide = table(
        [
            [f"항목 {n}" for n in range(24)],
            [f"{n},{n:03},{n:03}" for n in range(100, 124)],
            ["가나다라" * 9] * 24,
        ],
        head=1,
        title="아주 넓은 표",
    )
    tall = table([*HEAD, ["가", "여러 줄에 걸친 아주 긴 글 " * 250, "2", "끝낱말"]], title="키 큰 줄")
    spec = pack_of(wide, tall)
    path = write(spec)
    body = re.sub(
        r"<(?=td|th|p|li|tr|h\d|br|d[td])", " <", pack_html(spec).partition("<body")[2].partition(">")[2]
    )
    printed = "".join(pages(path))
    assert [word for word in unescape(re.sub("<[^>]*>", "", body)).split() if word not in printed] == []
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            assert all(char["x0"] > 20 and char["x1"] < page.width - 20 for char in page.chars)
            assert all(char["top"] > 20 and char["bottom"] < page.height - 20 for char in page.chars)


def test_figures_and_marks_are_in_the_text(write: Write, spec: PackSpec) -> None:
    content = "".join(pages(write(spec)))
    for figure in ("994", "9,007,199,254,740,993", "8.6", "1,000", "△1,086", "1,806,914(21.7)"):
        assert figure in content
    assert "(x-)" not in content
    assert "◆1994" in content
    assert content.count("적힌값994백만원") == 2


def test_a_draft_says_so_on_each_page(write: Write, spec: PackSpec, budget: TableReport) -> None:
    draft = pages(write(spec))
    assert all("검토용" in page for page in draft)
    assert "미결1건" in draft[0]
    decided = table(budget.rows, findings=[finding(status="accepted")])
    done = pages(write(pack_of(decided)))
    assert all("검토용" not in page and "검산완료" in page for page in done)


def test_the_head_repeats_on_each_page(write: Write) -> None:
    rows = [*HEAD, *[[f"과{n}", f"{n}", "2", "3"] for n in range(120)]]
    content = [page for page in pages(write(pack_of(table(rows)))) if "과50" in page or "과119" in page]
    assert len(content) == 2
    assert all("예산현액" in page and "2026년" in page and "단위:백만원" in page for page in content)


def test_a_wide_table_lies_across(write: Write, budget: TableReport) -> None:
    wide = table([[f"항목{n}" for n in range(14)], *[["1,234,567"] * 14] * 8], head=1)
    with pdfplumber.open(write(pack_of(wide, budget))) as pdf:
        shapes = [page.width > page.height for page in pdf.pages]
    assert any(shapes)
    assert not shapes[0]
    assert not shapes[-1]


def test_findings_are_listed(write: Write, budget: TableReport) -> None:
    because = "계 = 가과: 판정할 수 없음 — 값이 비어 있습니다 (budget.tsv:9 예산)"
    rounding = "율: 적힌 값 1%, 계산한 값 2% (차이 △1) — 반올림으로 설명됨"
    found = [finding(), finding("undecided", message_ko=because), finding("rounding", message_ko=rounding)]
    last = pages(write(pack_of(table(budget.rows, findings=found, coverage=budget.coverage))))[-1]
    for words in ("불일치1건", "판정불가1건값이비어있습니다1건표1", "반올림차이1건반올림1건", "산식없음1건"):
        assert words in last


def test_tags_language_title_and_outline(write: Write, spec: PackSpec) -> None:
    with pikepdf.open(write(spec)) as pdf:
        assert str(pdf.Root.Lang) == "ko"
        assert bool(pdf.Root.MarkInfo.Marked)
        assert str(pdf.docinfo["/Title"]) == spec.title
        assert "/CreationDate" not in pdf.docinfo
        assert b"pdfuaid" in pdf.Root.Metadata.read_bytes()
        with pdf.open_outline() as outline:
            titles = {item.title: [child.title for child in item.children] for item in outline.root}
    assert titles["표본 업무보고"] == ["예산"]
    assert set(titles) == {"맞지 않는 곳", "표본 업무보고", "부록: 검산의 방법과 결과"}


def test_cells_name_every_head_above_and_beside_them(write: Write, spec: PackSpec) -> None:
    with pikepdf.open(write(spec)) as pdf:
        names = pdf.Root.StructTreeRoot.IDTree.Kids[0].Names
        heads = {str(names[n]): names[n + 1] for n in range(0, len(names), 2)}
        cells = [item for item in pdf.objects if _is_cell(item) and len(item.A.get("/Headers", [])) == 3]
        spans = [item for item in heads.values() if int(item.A.get("/ColSpan", 1)) == 2]
        assert len(spans) == 1
        # Both columns of the span name it, beside their own label and that of their row.
        over = [cell for cell in cells if str(spans[0].ID) in map(str, cell.A.Headers)]
        assert len(over) == 6
        known = {str(name) for cell in cells for name in cell.A.Headers}
        assert known <= set(heads)
        assert {str(item.A.Scope) for item in heads.values()} == {"/Row", "/Column"}


def _is_cell(item: object) -> bool:
    return isinstance(item, pikepdf.Dictionary) and item.get("/S") == "/TD" and "/A" in item


def test_only_nanum_is_embedded_and_every_character_has_a_glyph(write: Write, spec: PackSpec) -> None:
    with pikepdf.open(write(spec)) as pdf:
        fonts = {str(item.BaseFont) for item in pdf.objects if _is_font(item)}
    assert fonts
    assert all(re.fullmatch(r"/[A-Z]{6}\+Nanum\w+(-Bold)?", name) for name in fonts)
    marks = "◆◇△▲○●■□▶▷◦※①⑳㎡ⅡㆍⅣ²¹⁾·‘’“”「」…—–～→％㈜℃漢"
    assert without_glyph(marks, find_fonts()) == ""
    assert without_glyph("가\U0001f600", find_fonts()) == "\U0001f600"


def _is_font(item: object) -> bool:
    return isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/Font"


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "http://localhost/x.png", "data:image/png;base64,AA=="]
)
def test_nothing_is_read_from_outside(tmp_path: Path, url: str) -> None:
    page = f'<html lang="ko"><title>x</title><body><table><tr><td><img src="{url}" alt="x"></td></tr></table>'
    with pytest.raises(GeomsanError):
        write_pdf(page, tmp_path / "x.pdf", None, CSS, {})
    assert list(tmp_path.iterdir()) == []


def test_markup_in_a_cell_is_printed_not_obeyed(write: Write) -> None:
    evil = '<img src="file:///etc/passwd">'
    content = "".join(pages(write(pack_of(table([*HEAD, ["가", evil, "2", "3"]], title=evil)))))
    assert content.count('<imgsrc="file:///etc/passwd">') >= 2


@pytest.mark.slow
def test_the_same_document_gives_the_same_bytes_anywhere(tmp_path: Path, spec: PackSpec) -> None:
    page = tmp_path / "page.html"
    page.write_text(pack_html(spec), encoding="utf-8")
    fonts = tmp_path / "fonts"
    fonts.mkdir()
    for name, path in find_fonts().items():
        (fonts / name).symlink_to(path)
    code = (
        "import sys; from pathlib import Path; from geomsan.publish.packs.pdf import write_pdf\n"
        "page, out, css, fonts = sys.argv[1:]\n"
        "write_pdf(Path(page).read_text('utf-8'), Path(out), Path(fonts) if fonts else None, Path(css), {})"
    )
    made = []
    for number, (folder, seed, given) in enumerate(((tmp_path, "1", ""), (Path("/"), "2", str(fonts)))):
        out = tmp_path / str(number) / "x.pdf"
        paths = os.pathsep.join([str(CSS.parents[1]), os.environ.get("PYTHONPATH", "")])
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": paths, "TZ": f"UTC+{number}"}
        environment["LC_ALL"] = ("C.UTF-8", "ko_KR.UTF-8")[number]
        arguments = [sys.executable, "-c", code, str(page), str(out), str(CSS), given]
        subprocess.run(arguments, cwd=folder, env=environment, check=True)
        made.append(out.read_bytes())
    assert made[0] == made[1]


def test_an_interrupted_write_leaves_the_old_pack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "x.pdf"
    files.write_whole(out, b"old")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files.os, "fsync", full)
    with pytest.raises(GeomsanError, match="디스크"):
        files.write_whole(out, b"new")
    assert out.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [out]

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(files.os, "fsync", stop)
    with pytest.raises(KeyboardInterrupt):
        files.write_whole(out, b"new")
    assert list(tmp_path.iterdir()) == [out]


def test_missing_fonts_are_named(tmp_path: Path) -> None:
    with pytest.raises(GeomsanError, match="fonts-nanum"):
        find_fonts(tmp_path)

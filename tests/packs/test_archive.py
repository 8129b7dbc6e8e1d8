"""What the two standards ask for, as far as it can be seen in the file; there is no validator here."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pikepdf
import pytest

from geomsan.check.report import TableReport
from geomsan.publish.packs.attached import attached_tables
from geomsan.publish.packs.document import PackSpec, pack_html
from geomsan.publish.packs.pdf import write_pdf

from .conftest import CSS, HEAD, corrected, finding, pack_of, table
from .structure import structure

NAMES = {
    "a": "http://www.aiim.org/pdfa/ns/id/",
    "ua": "http://www.aiim.org/pdfua/ns/id/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "schema": "http://www.aiim.org/pdfa/ns/schema#",
    "property": "http://www.aiim.org/pdfa/ns/property#",
}


@pytest.fixture
def pack(write: Callable[[PackSpec], Path], budget: TableReport) -> Path:
    long = table([*HEAD, *[[f"과{n}", "1", "2", "3"] for n in range(90)]], name="long", title="긴 표")
    return write(pack_of(budget, long))


def objects(pdf: pikepdf.Pdf, kind: str) -> list[Any]:
    return [
        item for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == kind
    ]


def test_metadata_names_both_standards_and_describes_the_second(pack: Path) -> None:
    with pikepdf.open(pack) as pdf:
        tree = ElementTree.fromstring(pdf.Root.Metadata.read_bytes())
        assert "/Filter" not in pdf.Root.Metadata or pdf.Root.Metadata.Filter == "/FlateDecode"
    (rdf,) = tree.findall("rdf:RDF", NAMES)
    said = {key: value for item in rdf.findall("rdf:Description", NAMES) for key, value in item.items()}
    assert said[f"{{{NAMES['a']}}}part"] == "3"
    assert said[f"{{{NAMES['a']}}}conformance"] == "A"
    assert said[f"{{{NAMES['ua']}}}part"] == "1"
    assert tree.find(".//schema:namespaceURI", NAMES).text == NAMES["ua"]  # type: ignore[union-attr]
    assert tree.find(".//property:name", NAMES).text == "part"  # type: ignore[union-attr]


def test_catalog_says_what_a_reader_needs(pack: Path) -> None:
    with pikepdf.open(pack) as pdf:
        assert not pdf.is_encrypted
        assert pdf.pdf_version == "1.7"
        assert len(pdf.trailer.ID) == 2
        (intent,) = list(pdf.Root.OutputIntents)
        assert intent.S == "/GTS_PDFA1"
        assert intent.DestOutputProfile.N == 3
        assert bool(pdf.Root.MarkInfo.Marked)
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
        assert str(pdf.Root.Lang) == "ko"
        assert all(page.Tabs == "/S" for page in pdf.pages)
        assert pdf.check_pdf_syntax() == []


def test_nothing_runs_and_nothing_leads_out_of_the_file(pack: Path) -> None:
    with pikepdf.open(pack) as pdf:
        keys = {key for item in pdf.objects if isinstance(item, pikepdf.Dictionary) for key in dict(item)}
        kinds = {str(item.get("/Subtype")) for item in objects(pdf, "/Annot")}
    assert not keys & {"/JS", "/JavaScript", "/AA", "/OpenAction", "/URI", "/Launch", "/GoToR", "/SMask"}
    assert kinds == {"/Link"}


def test_every_font_is_embedded_a_subset_and_readable_as_text(pack: Path) -> None:
    with pikepdf.open(pack) as pdf:
        fonts = [item for item in objects(pdf, "/Font") if item.Subtype == "/Type0"]
        assert fonts
        for font in fonts:
            assert "/ToUnicode" in font
            (inner,) = list(font.DescendantFonts)
            assert str(inner.BaseFont)[7] == "+"
            assert {"/FontFile2", "/FontFile3"} & set(inner.FontDescriptor.keys())
        assert not [item for item in objects(pdf, "/Font") if item.Subtype in ("/Type1", "/TrueType")]


def test_all_content_is_in_the_tree_or_an_artifact(pack: Path) -> None:
    with pikepdf.open(pack) as pdf:
        keys = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
        owners = dict(zip(keys[::2], keys[1::2], strict=True))
        for page in pdf.pages:
            depth = 0
            marked = set()
            for operands, operator in pikepdf.parse_content_stream(page):
                name = str(operator)
                if name in ("BDC", "BMC"):
                    depth += 1
                    if name == "BDC" and "/MCID" in operands[1]:
                        marked.add(int(operands[1].MCID))
                depth -= name == "EMC"
                assert depth or name not in ("Tj", "TJ", "f", "S", "B", "Do"), "unmarked content"
            listed = owners[page.StructParents]
            assert marked == {mcid for mcid, owner in enumerate(listed) if owner is not None}
            assert all(_hangs_in_the_tree(owner) for owner in listed if owner is not None)


def _hangs_in_the_tree(element: Any) -> bool:
    while element.get("/Type") != "/StructTreeRoot":
        parent = element.P
        kids = [kid.objgen for kid in parent.K if not isinstance(kid, int)]
        if element.objgen not in kids:
            return False
        element = parent
    return True


def test_running_heads_are_not_read_out(pack: Path) -> None:
    words = structure(pack).words
    assert words.count("1 / ") == 0
    assert words.count("표본 업무보고") < 6


def test_headings_go_down_one_step_at_a_time(pack: Path) -> None:
    levels = [int(item.tag[2:]) for item in structure(pack).all("/H1", "/H2", "/H3", "/H4", "/H5")]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_headings_do_not_skip_a_level_without_a_section(
    write: Callable[[PackSpec], Path], budget: TableReport
) -> None:
    test_headings_go_down_one_step_at_a_time(write(pack_of(replace(budget, section=""))))


def test_links_are_described_by_their_words(pack: Path) -> None:
    with pikepdf.open(pack) as pdf:
        said = [str(item.Contents) for item in objects(pdf, "/Annot")]
    assert said
    assert all(any("가" <= letter <= "힣" for letter in words) for words in said)


def test_figures_have_alternative_text(pack: Path) -> None:
    assert all(item.alt for item in structure(pack).all("/Figure"))


@pytest.mark.slow
def test_checked_tables_are_attached(tmp_path: Path, budget: TableReport) -> None:
    spec = pack_of(corrected(budget))
    out = tmp_path / "x.pdf"
    write_pdf(pack_html(spec), out, None, CSS, {}, attached_tables(spec))
    with pikepdf.open(out) as pdf:
        named = list(pdf.Root.Names.EmbeddedFiles.Names)
        files = {str(named[place]): named[place + 1] for place in range(0, len(named), 2)}
        assert list(files) == sorted(files) == ["1_sample_budget.csv", "1_sample_budget_corrected.csv"]
        assert [item.objgen for item in pdf.Root.AF] == [item.objgen for item in files.values()]
        for item in files.values():
            assert item.AFRelationship == "/Data"
            assert str(item.Desc).startswith("표 1 예산 집행 현황")
            assert item.EF.F.Subtype == "/text/csv"
            assert str(item.EF.F.Params.ModDate) == "D:19800101000000Z"
        content = [item.EF.F.read_bytes() for item in files.values()]
    assert all(data.startswith(b"\xef\xbb\xbf") for data in content)
    printed, mended = (list(csv.reader(io.StringIO(data.decode("utf-8-sig")))) for data in content)
    assert printed == budget.rows
    assert mended[2] == ["계", "1,215", *budget.rows[2][2:]]
    assert [row for row in range(5) if printed[row] != mended[row]] == [2]


def test_short_rows_are_filled_up_and_numbers_sort_as_printed(budget: TableReport) -> None:
    short = table([["가", "나", "다"], ["1"]], head=1)
    names = [item.name for item in attached_tables(pack_of(*[budget] * 11, short))]
    assert names == sorted(names)
    assert attached_tables(pack_of(short))[0].content.decode("utf-8-sig") == "가,나,다\r\n1,,\r\n"
    assert len(attached_tables(pack_of(table([], head=0, levels=[])))) == 1


def test_a_figure_of_a_compound_cell_is_corrected_in_its_place() -> None:
    rows = [["구분", "현원"], ["가과", "26/26 (3)"]]
    report = corrected(
        table(rows, head=1, findings=[finding()]), row=1, column=1, part=1, text="26", value="27"
    )
    assert attached_tables(pack_of(report))[1].content.decode("utf-8-sig").splitlines()[1] == "가과,26/27 (3)"

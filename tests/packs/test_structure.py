"""The structure tree of tables: which heads a screen reader reads out with a cell."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from lxml import html as lxml_html

from geomsan.check.report import TableReport
from geomsan.publish.packs.document import PackSpec, pack_html

from .conftest import finding, pack_of, table
from .structure import Element, expected_heads, rows_with_heads, structure, tables_of_pack

Write = Callable[[PackSpec], Path]

TWO = [["구분", "2025년", "", "2026년", ""], ["", "예산", "지출", "예산", "지출"]]
THREE = [
    ["구분", "예산", "", "", "집행률"],
    ["", "일반회계", "", "특별회계", ""],
    ["", "국비", "시비", "", ""],
]
WIDE_STUB = [["부서", "사업", "예산", "", "비고"], ["", "", "현액", "집행", ""]]


def body(label: str, width: int, count: int) -> list[list[str]]:
    return [
        [f"{label}{row}", *[f"{row * 100 + column}" for column in range(1, width)]] for row in range(count)
    ]


CASES = {
    "two lines": table([*TWO, *body("가", 5, 4)]),
    "three lines": table([*THREE, *body("나", 5, 4)], head=3),
    "three lines over many pages": table([*THREE, *body("다", 5, 120)], head=3),
    "two columns of stub": table(
        [
            *WIDE_STUB,
            ["가과", "소계", "5", "4", ""],
            ["", "첫째", "3", "2", "신규"],
            ["", "둘째", "2", "2", ""],
        ],
        stub=2,
    ),
    "a spanner over all": table([["현황", "", ""], ["이름", "수", "율"], ["가", "1", "2"]], stub=1),
}


def checked(path: Path, spec: PackSpec) -> int:
    """Hold the heads of every cell in the tree against the HTML; return the number of cells."""
    page: Any = lxml_html.document_fromstring(pack_html(spec))
    count = 0
    for table_id, parts in tables_of_pack(path, page):
        found = [row for part in parts for row in rows_with_heads(part)]
        wanted, inside = expected_heads(page, table_id, with_group=False), expected_heads(page, table_id)
        assert len(found) == len(wanted), table_id
        for row, plain, grouped in zip(found, wanted, inside, strict=True):
            assert row in (plain, grouped), table_id
        count += sum(map(len, wanted))
    return count


@pytest.mark.parametrize("name", CASES)
def test_every_cell_names_the_heads_above_and_beside_it(write: Write, name: str) -> None:
    spec = pack_of(CASES[name])
    assert checked(write(spec), spec) >= 2


def test_heads_are_those_of_the_print(write: Write) -> None:
    (element,) = [
        item for item in structure(write(pack_of(CASES["three lines"]))).all("/Table") if "나0" in item.words
    ]
    first = dict(rows_with_heads(element)[0])
    assert first == {
        "1": {"나0", "예산", "일반회계", "국비"},
        "2": {"나0", "예산", "일반회계", "시비"},
        "3": {"나0", "예산", "특별회계"},
        "4": {"나0", "집행률"},
    }


def test_scopes_and_ids(write: Write) -> None:
    for element in structure(write(pack_of(CASES["two lines"]))).all("/Table"):
        for head in element.all("/TH"):
            assert head.attributes["/Scope"] in ("/Row", "/Column")
            assert head.id


def continued(path: Path) -> list[Element]:
    return [item for item in structure(path).all("/Table") if "(계속)" in item.words]


def test_a_long_table_says_on_each_later_page_that_it_continues(write: Write) -> None:
    spec = pack_of(CASES["three lines over many pages"], CASES["two lines"])
    path = write(spec)
    page = lxml_html.document_fromstring(pack_html(spec))
    (_, parts), (_, short) = tables_of_pack(path, page)
    assert len(parts) >= 3
    assert len(short) == 1
    assert ["(계속)" in part.words for part in parts] == [False, *[True] * (len(parts) - 1)]
    assert all("표 1 예산 집행 현황 (계속)" in part.words for part in parts[1:])


@pytest.mark.parametrize("count", [29, 35, 38])
def test_no_row_stands_alone_on_a_page(write: Write, count: int) -> None:
    rows = [*TWO, *body("가", 5, count), ["합계", *["9"] * 4]]
    report = table(rows, levels=[None, None, *[2] * count, 0], findings=[finding("exact")])
    spec = pack_of(replace(report, section=""), report)
    page = lxml_html.document_fromstring(pack_html(spec))
    for _, parts in tables_of_pack(write(spec), page):
        lengths = [len(rows_with_heads(part)) for part in parts]
        assert sum(lengths) == count + 1
        assert min(lengths) >= 3, lengths


def test_headings_stand_on_the_page_of_their_table(write: Write, budget: TableReport) -> None:
    root = structure(write(pack_of(*[budget] * 9)))
    for section in root.all("/Sect"):
        tables = list(section.all("/Table"))
        heads = [kid for kid in section.kids if kid.tag in ("/H3", "/H4")]
        if heads and tables:
            assert {kid.page for kid in heads} == {tables[0].page}


def test_the_name_of_a_further_document_stands_above_its_first_table(write: Write) -> None:
    """Documents follow each other on a page; none leaves its name alone at the foot of one."""
    one = pack_of(table([*TWO, *body("가", 5, 9)]))
    sizes = range(4, 12)
    documents = [
        replace(one.documents[0], name=f"d{size}", tables=[table([*TWO, *body("가", 5, size)])])
        for size in sizes
    ]
    root = structure(write(replace(one, documents=documents)))
    named = [article for article in root.all("/Art") if list(article.all("/H2"))]
    assert len(named) == len(sizes)
    assert all(list(article.all("/Table")) for article in named)
    assert len({article.page for article in named}) < len(sizes)


def test_every_annotation_has_a_link_of_its_own_and_no_span_says_nothing(write: Write) -> None:
    """A link holds its words and annotations, nothing between and no link within it; each piece draws."""
    spec = pack_of(
        *[replace(CASES["two lines"], name=f"t{number}", findings=[finding()]) for number in range(8)]
    )
    with pikepdf.open(write(spec)) as pdf:
        numbers = pdf.Root.StructTreeRoot.ParentTree.Nums
        owners = {int(numbers[place]): numbers[place + 1] for place in range(0, len(numbers), 2)}
        annotations = [item for page in pdf.pages for item in page.get("/Annots", [])]
        assert len(annotations) > 8
        for annotation in annotations:
            link = owners[int(annotation.StructParent)]
            assert link.S == "/Link"
            held = [kid.Obj.objgen for kid in link.K if isinstance(kid, pikepdf.Dictionary) and "/Obj" in kid]
            assert annotation.objgen in held
            above = link.P
            while "/S" in above:
                assert above.S != "/Link"
                above = above.P
        for page_number, page in enumerate(pdf.pages):
            for mcid, owner in enumerate(owners[page_number]):
                assert owner is None or mcid in [kid for kid in owner.K if isinstance(kid, int)], page
            drawn = b"".join(page.Contents.read_bytes().split())
            assert b"MCID" in drawn
            assert b"BDCBTETEMC" not in drawn
        assert not [
            item
            for item in pdf.objects
            if isinstance(item, pikepdf.Dictionary) and item.get("/S") == pikepdf.Name("/Span")
        ]
    assert ". . ." not in structure(write(spec)).words

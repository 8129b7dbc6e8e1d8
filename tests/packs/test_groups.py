"""Groups: a subtotal before its items bears their name, and a page that begins within a group says so."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pdfplumber
from lxml import html as lxml_html

from geomsan.check.report import Finding, TableReport
from geomsan.publish.packs.attached import attached_tables
from geomsan.publish.packs.document import PackSpec
from geomsan.publish.packs.tablehtml import table_html

from .conftest import finding, pack_of, table
from .structure import rows_with_heads, structure

Write = Callable[[PackSpec], Path]


def adds_up(head: int, items: range) -> Finding:
    cells = [{"row": head, "column": 2, "text": "1", "role": "total"}]
    cells += [{"row": row, "column": 2, "text": "1", "role": "part"} for row in items]
    return finding("exact", check_id=f"sample/budget/{head}", cells=cells)


def grouped(length: int) -> TableReport:
    rows = [["부서", "사업", "예산"]]
    for name in ("가과", "나과"):
        rows += [["", "소계", str(length)], [name, f"{name}0", "1"]]
        rows += [["", f"{name}{number}", "1"] for number in range(1, length)]
    # A reader has put one item where its group should stand.
    rows[3] = [rows[3][1], "", "1"]
    heads = (1, length + 2)
    return table(
        rows,
        head=1,
        stub=2,
        levels=[None, *[1 if row in heads else 2 for row in range(1, len(rows))]],
        figure_cells=[(row, 2) for row in range(1, len(rows))],
        findings=[adds_up(head, range(head + 1, head + 1 + length)) for head in heads],
    )


def labels(report: TableReport) -> list[list[str]]:
    page = lxml_html.fragment_fromstring(table_html(report, "t1"), create_parent="div")
    for again in page.xpath('.//*[@class="again"]'):
        again.text, again[:] = "", []
    return [["".join(cell.text_content().split()) for cell in row][:2] for row in page.xpath(".//tbody/tr")]


def test_a_subtotal_bears_the_name_of_its_group_and_its_items_stand_under_it() -> None:
    assert labels(grouped(3)) == [
        ["가과", "소계"], ["", "가과0"], ["", "가과1"], ["", "가과2"],
        ["나과", "소계"], ["", "나과0"], ["", "나과1"], ["", "나과2"],
    ]  # fmt: skip


def test_a_subtotal_behind_its_items_takes_no_name_from_the_next_group() -> None:
    report = grouped(3)
    behind = [adds_up(5, range(2, 5))]
    assert labels(replace(report, findings=behind))[4] == ["", "소계"]


def test_the_data_stay_as_printed() -> None:
    (attached, *_) = attached_tables(pack_of(grouped(3)))
    assert "가과,가과0,1" in attached.content.decode("utf-8-sig")


def test_a_page_that_begins_within_a_group_names_it_once(write: Write) -> None:
    with pdfplumber.open(write(pack_of(grouped(60)))) as pdf:
        pages = [page.extract_text().splitlines() for page in pdf.pages]
    later = [lines for lines in pages if any("(계속)" in line for line in lines)]
    assert later
    for lines in later:
        first = next(index for index, line in enumerate(lines) if line.startswith("부서")) + 1
        assert lines[first].split()[0] in ("가과", "나과")
        assert not any(line.startswith(("가과 가과", "나과 나과")) for line in lines[first + 1 :])


def test_every_cell_of_a_group_is_read_out_with_its_name(write: Write) -> None:
    """On every page of the table, not in the first row of a page only."""
    root = structure(write(pack_of(grouped(60))))
    parts = [part for article in root.all("/Art") for part in article.all("/Table")]
    assert len(parts) > 2
    found = [row for part in parts for row in rows_with_heads(part)]
    told = {name: heads for ((_, heads), *_) in found for name in heads if name[2:].isdigit()}
    assert len(told) == 120
    assert [name for name, heads in told.items() if name[:2] not in heads] == []
    assert all(not {"가과", "나과"} <= heads for heads in told.values())

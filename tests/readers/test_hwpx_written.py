"""HWPX as another program writes it: the grid that it says it wrote is the grid that is read."""

from pathlib import Path

import pytest
from hwpx.document import HwpxDocument
from hypothesis import given, settings
from hypothesis import strategies as st

from geomsan.read.readers.hwpx import read_hwpx


def saved(document: HwpxDocument, path: Path) -> Path:
    document.save_to_path(str(path))
    return path


def test_merged_and_nested_cells_captions_and_sections(tmp_path: Path) -> None:
    document = HwpxDocument.new()
    document.add_paragraph("□ 세입 현황")
    document.add_paragraph("(단위: 백만원)")
    table = document.add_table(3, 3)
    table.merge_cells(0, 0, 1, 0)
    table.merge_cells(0, 1, 0, 2)
    for row, column, text in ((0, 0, "구분"), (0, 1, "예산"), (1, 1, "2024"), (1, 2, "2025"), (2, 0, "계")):
        table.set_cell_text(row, column, text)
    inner = table.cell(2, 1).add_table(2, 1)
    inner.set_cell_text(0, 0, "안")
    section = document.add_section()
    other = document.add_table(1, 2, section=section)
    other.set_cell_text(0, 1, "1,200")
    other.set_caption("표 2 정원 (단위: 명)")
    first, second, third = read_hwpx(saved(document, tmp_path / "a.hwpx"))
    assert first.grid.rows == (("구분", "예산", ""), ("", "2024", "2025"), ("계", "", ""))
    assert first.grid.spans == {(0, 0): (2, 1), (0, 1): (1, 2)}
    assert (first.heading, first.caption) == ("세입 현황", "(단위: 백만원)")
    assert second.grid.rows == (("안",), ("",))
    assert (third.grid.rows, third.caption, third.locator) == ((("", "1,200"),), "(단위: 명)", "table 3")


def test_tracked_deletions_and_notes(tmp_path: Path) -> None:
    document = HwpxDocument.new()
    table = document.add_table(1, 2)
    table.set_cell_text(0, 0, "1,200 삭제")
    document.tracking.delete(table.cell(0, 0).paragraphs[0], match=" 삭제")
    table.set_cell_text(0, 1, "34")
    document.notes.add_footnote("9", table.cell(0, 1).paragraphs[0])
    (found,) = read_hwpx(saved(document, tmp_path / "a.hwpx"))
    assert found.grid.rows == (("1,200", "34"),)


def test_superscript(tmp_path: Path) -> None:
    document = HwpxDocument.new()
    raised = document.styles.ensure_run(script="sup")
    table = document.add_table(1, 1)
    table.set_cell_text(0, 0, "123")
    table.cell(0, 0).paragraphs[0].add_run("1)", char_pr_id_ref=raised)
    (found,) = read_hwpx(saved(document, tmp_path / "a.hwpx"))
    assert found.grid.rows == (("123^{1)}",),)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("written")


@settings(max_examples=settings().max_examples // 10)
@given(st.data())
def test_any_grid_comes_back(folder: Path, data: st.DataObject) -> None:
    """Random merged cells; what stands where is what the writer says, who drops rows left empty."""
    document = HwpxDocument.new()
    table = document.add_table(data.draw(st.integers(1, 6)), data.draw(st.integers(1, 6)))
    covered: set[tuple[int, int]] = set()
    for _ in range(data.draw(st.integers(0, 3))):
        rows, columns = range(table.row_count), range(table.column_count)
        top, bottom = sorted(data.draw(st.sampled_from(rows)) for _ in range(2))
        left, right = sorted(data.draw(st.sampled_from(columns)) for _ in range(2))
        places = {(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)}
        if len(places) > 1 and not places & covered:
            shape = (table.row_count, table.column_count)
            table.merge_cells(top, left, bottom, right)
            covered |= places
            if shape != (table.row_count, table.column_count):
                break
    grid = [[""] * table.column_count for _ in range(table.row_count)]
    spans = {}
    for position in table.iter_grid():
        row, column = position.anchor
        if (position.row, position.column) == position.anchor:
            grid[row][column] = data.draw(st.sampled_from(["", "1,200", "△30", "합 계", "(21.7)", "<&>"]))
            table.set_cell_text(row, column, grid[row][column])
            if position.span != (1, 1):
                spans[row, column] = position.span
    (found,) = read_hwpx(saved(document, folder / "a.hwpx"))
    assert found.grid.rows == tuple(map(tuple, grid))
    assert dict(found.grid.spans) == spans

"""The head of a table for the page: its cells with their spans, and what each column is called."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from itertools import groupby

from geomsan.check.report import TableReport
from geomsan.publish.packs.head import Head, over_stub, read_head

HeadCell = tuple[int, int, int, str]
"""First column, number of columns, number of rows, text."""


def head_of(table: TableReport) -> tuple[list[list[HeadCell]], list[str]]:
    """Return the rows of a table's head, merged as in the packs, and the labels of all columns."""
    printed = [[" ".join(cell.split()) for cell in row] for row in table.rows[: table.head]]
    if len(printed) == 1:
        printed = [over_stub(printed[0], table.stub)]
    width = max(map(len, [*table.rows, *printed]), default=0)
    if not printed or width < 1:
        return [], [""] * width
    head = read_head(printed, width, table.stub)
    return head_rows(head, len(printed)), _full_labels(head)


def head_rows(head: Head, count: int) -> list[list[HeadCell]]:
    """Return the cells of ``count`` head rows; an empty place belongs to the cell below it."""
    width = len(head.labels)
    texts: dict[Hashable, str] = {("label", column): text for column, text in enumerate(head.labels)}
    grid: list[list[Hashable]] = [[None] * width for _ in range(count)]
    grid[-1] = [("label", column) for column in range(width)]
    for number, spanner in enumerate(head.spanners):
        texts["span", number] = spanner.text
        for column in range(spanner.first, spanner.last + 1):
            grid[count - 1 - spanner.level][column] = ("span", number)
    for row in reversed(range(count - 1)):
        _grow_up(grid, row)
    return [_cells(grid, row, texts) for row in range(count)]


def _grow_up(grid: list[list[Hashable]], row: int) -> None:
    """Let each cell of the row below reach into this one where all its columns are free."""
    start = 0
    for owner, cells in groupby(grid[row + 1]):
        end = start + len(list(cells))
        if owner is not None and all(above is None for above in grid[row][start:end]):
            grid[row][start:end] = [owner] * (end - start)
        start = end


def _cells(grid: Sequence[Sequence[Hashable]], row: int, texts: dict[Hashable, str]) -> list[HeadCell]:
    found: list[HeadCell] = []
    start = 0
    for owner, cells in groupby(grid[row]):
        end = start + len(list(cells))
        if owner is None:
            found += [(column, 1, 1, "") for column in range(start, end)]
        elif row == 0 or grid[row - 1][start] != owner:
            height = sum(line[start] == owner for line in grid[row:])
            found.append((start, end - start, height, texts[owner]))
        start = end
    return found


def _full_labels(head: Head) -> list[str]:
    """Return the label of each column with the words of the spans above it."""
    spans = sorted(head.spanners, key=lambda spanner: -spanner.level)
    return [
        " ".join(filter(None, [*(each.text for each in spans if each.first <= column <= each.last), label]))
        for column, label in enumerate(head.labels)
    ]

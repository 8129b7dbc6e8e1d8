"""The head of a printed table: which cell spans which columns, and what each column is called.

An empty cell of the first head row belongs to the span at its left, one of the last head row to
the cell above it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from geomsan.read.tables.labels import is_total_label

_YEAR = re.compile(r"\d{4}|['’]\d{2}")


@dataclass(frozen=True)
class Spanner:
    """A head cell over one or more columns.

    Attributes
    ----------
    level
        1 for the row right above the column labels, 2 for the row above that.
    """

    text: str
    first: int
    last: int
    level: int


@dataclass(frozen=True)
class Head:
    """Labels of all columns, spanners above them, and the number of stub columns."""

    labels: list[str]
    spanners: list[Spanner]
    stub: int


def read_head(rows: Sequence[Sequence[str]], width: int, stub: int) -> Head:
    """Return the head of a table.

    Parameters
    ----------
    rows
        The head rows, labels ready for print; shorter rows count as empty at their end.
    width
        Number of columns of the table.
    stub
        Number of stub columns. A spanner that crosses into the stub makes it narrower, because
        no spanner can stand over both.
    """
    grid = [list(row) + [""] * (width - len(row)) for row in rows]
    labels = [""] * width if not grid else list(grid[-1])
    spanners: list[Spanner] = []
    for row in range(len(grid) - 1):
        for first, last in _spans(grid, row, width):
            text = grid[row][first]
            below = range(row + 1, len(grid))
            if first == last and all(not grid[under][first] for under in below):
                labels[first] = text
            else:
                spanners.append(Spanner(text, first, last, len(grid) - 1 - row))
    return _with_stub(labels, spanners, min(stub, width - 1))


def over_stub(row: Sequence[str], stub: int) -> list[str]:
    """Return a one-row head moved right where its first cell covers the whole stub.

    Readers of merged cells print ``구분 | 계 | 2022`` over ``국비 | 소계 | 1,333``: what is measured
    starts right of the stub, so a total or a year that would head a stub column is out of place.
    """
    if stub > 1 and len(row) > 1 and (is_total_label(row[1]) or _YEAR.search(row[1])):
        return [row[0], *[""] * (stub - 1), *row[1:]]
    return list(row)


def _spans(grid: Sequence[Sequence[str]], row: int, width: int) -> list[tuple[int, int]]:
    """Return first and last column of every filled cell of a head row."""
    starts = [column for column in range(width) if grid[row][column]]
    spans = []
    for start, following in zip(starts, [*starts[1:], width], strict=True):
        last = start
        # A span ends where a cell of a row above starts.
        while last + 1 < following and not any(grid[above][last + 1] for above in range(row)):
            last += 1
        spans.append((start, last))
    return spans


def _with_stub(labels: list[str], spanners: list[Spanner], stub: int) -> Head:
    while stub and any(spanner.first < stub <= spanner.last for spanner in spanners):
        stub -= 1
    labels, kept = list(labels), []
    for spanner in sorted(spanners, key=lambda item: item.level):
        if spanner.last < stub:
            # The stub's head takes no spanners: their words go in front of its labels.
            labels[spanner.first] = f"{spanner.text} {labels[spanner.first]}".strip()
        else:
            kept.append(spanner)
    return Head(labels, kept, stub)

"""How a table has changed from one version to the next: what of it came and went, cells that differ."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from unicodedata import normalize

from geomsan.common.errors import Bilingual
from geomsan.read.tables.labels import readable, squeeze
from geomsan.replace.matching import Rows, is_figure

_DIGITS = re.compile(r"\d+")
_SPELT_ALIKE = 0.75
"""Two labels this much alike are one label, spelt anew."""


@dataclass(frozen=True)
class CellChange:
    """A cell that prints something else; rows and columns count from 0, ``row`` in the new version."""

    row: int
    column: int
    label: str
    head: str
    before: str
    after: str


@dataclass(frozen=True)
class Alignment:
    """Two versions of a table side by side.

    Attributes
    ----------
    rows, columns
        Row, and column, of the earlier version -> that of the new one.
    cells
        The cells that differ.
    added, removed
        Labels of the rows that came and that went.
    came, went
        Heads of the columns that came and that went.
    """

    rows: Mapping[int, int]
    columns: Mapping[int, int]
    cells: tuple[CellChange, ...] = ()
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    came: tuple[str, ...] = ()
    went: tuple[str, ...] = ()

    @property
    def has_moved(self) -> bool:
        """True when a row stands elsewhere than before."""
        return any(old != new for old, new in self.rows.items())

    @property
    def is_unchanged(self) -> bool:
        """True when both versions print the same."""
        is_elsewhere = self.has_moved or any(old != new for old, new in self.columns.items())
        return not (is_elsewhere or self.cells or self.added or self.removed or self.came or self.went)


def aligned(before: Rows, after: Rows, head: int) -> Alignment:
    """Lay two versions of a table side by side.

    Parameters
    ----------
    before, after
        The rows of the earlier and of the new version.
    head
        How many rows are head; they stay where they are.
    """
    top = min(head, len(before), len(after))
    columns = _columns(before, after, top)
    rows = {row: row for row in range(top)}
    old, new = (
        [_name([row[column] for column in own if column < len(row)]) for row in table[top:]]
        for table, own in ((before, columns.keys()), (after, columns.values()))
    )
    added: list[int] = []
    removed: list[int] = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal" or (kind == "replace" and b - a == d - c):
            rows |= {top + one: top + other for one, other in zip(range(a, b), range(c, d), strict=True)}
        else:
            removed += range(top + a, top + b)
            added += range(top + c, top + d)
    cells = tuple(
        CellChange(new, to, _label(after[new]), _head(after, to, top), one, other)
        for old, new in rows.items()
        for column, to in columns.items()
        for one, other in [(_text(before, old, column), _text(after, new, to))]
        if one.strip() != other.strip()
    )
    return Alignment(
        rows,
        columns,
        cells,
        tuple(_label(after[row]) for row in added),
        tuple(_label(before[row]) for row in removed),
        _others(after, columns.values(), top),
        _others(before, columns.keys(), top),
    )


def _columns(before: Rows, after: Rows, head: int) -> dict[int, int]:
    """Return which column has become which: all stay where they are, unless their heads say otherwise."""
    if not unfit(before, after, head):
        return {column: column for column in range(max(_width(before), _width(after)))}
    old, new = (_heads(table, head) for table in (before, after))
    found = {
        a + step: c + step
        for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
        for step in range(min(b - a, d - c))
        if kind == "equal" or (kind == "replace" and _is_alike(old[a + step], new[c + step]))
    }
    for column, name in enumerate(old):  # those that stand elsewhere now
        if name and column not in found and old.count(name) == new.count(name) == 1:
            found[column] = new.index(name)
    return dict(sorted(found.items()))


def _others(table: Rows, columns: Collection[int], head: int) -> tuple[str, ...]:
    """Return the heads of the columns that are none of those; of one without a head which one it is."""
    others = (column for column in range(_width(table)) if column not in columns)
    return tuple(_head(table, column, head) or f"{column + 1}" for column in others)


def unfit(before: Rows, after: Rows, head: int) -> list[Bilingual]:
    """Return what of the columns has moved, so that a layout no longer says what they hold."""
    widths = [_width(table) for table in (before, after)]
    old, new = (_heads(table, head) for table in (before, after))
    found = [
        Bilingual(f"열 ‘{name}’이(가) 없어짐", f"the column {name!r} has gone")
        for name in old
        if name and name not in new and not _respelt(name, old, new)
    ]
    found += [
        Bilingual(f"열 ‘{name}’이(가) 생김", f"the column {name!r} has come")
        for name in new
        if name and name not in old and not _respelt(name, new, old)
    ]
    if not found and widths[0] != widths[1]:
        found.append(
            Bilingual(f"열 {widths[0]}개가 {widths[1]}개로 바뀜", f"{widths[0]} columns are now {widths[1]}")
        )
    kept = [name for name in old if name and name in new]
    if not found and kept != [name for name in new if name and name in old]:
        found.append(Bilingual("열의 차례가 바뀜", "the columns stand in another order"))
    return found


def _respelt(name: str, own: Sequence[str], others: Sequence[str]) -> bool:
    """Tell whether the column stands in the same place under a label that is spelt a little differently."""
    at = own.index(name)
    there = others[at] if at < len(others) else ""
    return there not in own and _is_alike(name, there)


def _is_alike(name: str, there: str) -> bool:
    """Tell whether two labels are one, spelt a little differently."""
    if _DIGITS.findall(name) != _DIGITS.findall(there):
        return False  # another year is another column
    # Letter by letter: 률 and 율 differ in one of three.
    one, other = (normalize("NFD", each) for each in (name, there))
    return SequenceMatcher(None, one, other).ratio() >= _SPELT_ALIKE


def _width(table: Rows) -> int:
    return max(map(len, table), default=0)


def _heads(table: Rows, head: int) -> list[str]:
    """Return what stands over each column."""
    top = range(min(head, len(table)))
    return [squeeze(" ".join(_text(table, row, column) for row in top)) for column in range(_width(table))]


def _text(rows: Rows, row: int, column: int) -> str:
    return rows[row][column] if column < len(rows[row]) else ""


def _name(row: Sequence[str]) -> tuple[str, ...]:
    """Return what tells a row from others: its words, or its figures where it has none."""
    words = tuple(squeeze(cell) for cell in row if not is_figure(cell))
    return words or tuple(squeeze(cell) for cell in row)


def _label(row: Sequence[str]) -> str:
    return readable(next((cell for cell in row if not is_figure(cell)), next(iter(row), "")))


def _head(rows: Rows, column: int, head: int) -> str:
    labels = (_text(rows, row, column) for row in reversed(range(head)))
    return readable(next((label for label in labels if label.strip()), ""))

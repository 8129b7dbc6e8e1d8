"""Mends the structure tree of tables: which head cells a cell belongs to.

WeasyPrint credits a head cell over several columns to the first of them only, and loses its place
in rows that start below a cell over several rows. A screen reader would then read the wrong head
out, so headers are worked out again here from the spans, with scopes and the tree of ids that the
standard asks for.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pydyf


@dataclass(frozen=True)
class _Placed:
    """A cell with the rows and columns that it covers."""

    element: Any
    rows: range
    columns: range
    in_head: bool

    @property
    def is_header(self) -> bool:
        return bool(self.element["S"] == "/TH")


def mend_tables(_document: object, pdf: pydyf.PDF) -> None:
    """Set headers and scopes of every table of a tagged PDF; a finisher for WeasyPrint."""
    objects = {int(item.number): item for item in pdf.objects if item.number is not None}
    ids: list[tuple[str, Any]] = []
    for number in sorted(objects):
        item = objects[number]
        if (
            isinstance(item, pydyf.Dictionary)
            and item.get("S") == "/Table"
            and item.get("Type") == "/StructElem"
        ):
            cells = _placed(item, objects)
            ids += _mend(cells, f"t{number}")
    root = next((item for item in objects.values() if _is_root(item)), None)
    if root is not None and ids:
        names = pydyf.Array()
        for name, element in sorted(ids):
            names.extend((pydyf.String(name), element.reference))
        tree = pydyf.Dictionary({"Names": names, "Limits": pydyf.Array([names[0], names[-2]])})
        pdf.add_object(tree)
        root["IDTree"] = pydyf.Dictionary({"Kids": pydyf.Array([tree.reference])})


def _is_root(item: Any) -> bool:
    return isinstance(item, pydyf.Dictionary) and item.get("Type") == "/StructTreeRoot"


def _mend(cells: list[_Placed], prefix: str) -> list[tuple[str, Any]]:
    """Write ids, scopes and headers of one table; return the ids."""
    headers = [cell for cell in cells if cell.is_header]
    names = {id(cell.element): f"{prefix}-{order:04d}" for order, cell in enumerate(headers)}
    for cell in headers:
        cell.element["ID"] = pydyf.String(names[id(cell.element)])
        cell.element["A"]["Scope"] = "/Column" if cell.in_head else "/Row"
    for cell in cells:
        if cell.in_head or cell.is_header:
            # A unit that stands in the head belongs to no head cell.
            cell.element["A"].pop("Headers", None)
            continue
        above = [head for head in headers if head.in_head and _meet(head.columns, cell.columns)]
        beside = [head for head in headers if not head.in_head and _meet(head.rows, cell.rows)]
        cell.element["A"]["Headers"] = pydyf.Array(
            pydyf.String(names[id(head.element)]) for head in [*beside, *above]
        )
    return [(names[id(cell.element)], cell.element) for cell in headers]


def _meet(one: range, other: range) -> bool:
    return one.start < other.stop and other.start < one.stop


def _placed(table: Any, objects: dict[int, Any]) -> list[_Placed]:
    """Return the cells of a table with their places, spans counted."""
    cells: list[_Placed] = []
    taken: set[tuple[int, int]] = set()
    for row, (line, in_head) in enumerate(_rows(table, objects, in_head=False)):
        column = 0
        for cell in _kids(line, objects):
            if cell.get("S") not in ("/TH", "/TD"):
                continue
            while (row, column) in taken:
                column += 1
            attributes = cell.setdefault("A", pydyf.Dictionary({"O": "/Table"}))
            rows = range(row, row + int(attributes.get("RowSpan", 1)))
            columns = range(column, column + int(attributes.get("ColSpan", 1)))
            taken.update((below, right) for below in rows for right in columns)
            cells.append(_Placed(cell, rows, columns, in_head))
            column = columns.stop
    return cells


def _rows(element: Any, objects: dict[int, Any], *, in_head: bool) -> Iterator[tuple[Any, bool]]:
    for kid in _kids(element, objects):
        if kid.get("S") == "/TR":
            yield kid, in_head
        else:
            yield from _rows(kid, objects, in_head=in_head or kid.get("S") == "/THead")


def _kids(element: Any, objects: dict[int, Any]) -> list[Any]:
    """Return the structure elements right under an element."""
    found = []
    for kid in element.get("K", ()):
        reference = kid.decode() if isinstance(kid, bytes) else kid
        if isinstance(reference, str) and reference.endswith(" R"):
            item = objects[int(reference.split()[0])]
            if isinstance(item, pydyf.Dictionary) and item.get("Type") == "/StructElem":
                found.append(item)
    return found

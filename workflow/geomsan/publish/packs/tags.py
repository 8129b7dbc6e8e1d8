"""Mends the structure tree: heads of table cells, running heads, texts of links.

WeasyPrint credits a head cell over several columns to the first of them only, and loses its place
in rows that start below a cell over several rows. A screen reader would then read the wrong head
out, so headers are worked out again here from the spans, with scopes and the tree of ids that the
standard asks for. What stands in the margins it tags as content that hangs in no tree; here it
becomes an artifact. Links it describes by the id of their target; here by their words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pydyf

from geomsan.publish.packs.continued import Grouped
from geomsan.publish.packs.objects import Objects


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


def mend_tables(pdf: pydyf.PDF) -> None:
    """Set headers and scopes of every table of a tagged PDF."""
    objects = Objects(pdf)
    ids: list[tuple[str, Any]] = []
    for number, element in objects.elements():
        if element["S"] == "/Table":
            ids += _mend(_placed(element, objects), f"t{number}")
    root = objects.root()
    if root is not None and ids:
        names = pydyf.Array()
        for name, element in sorted(ids):
            names.extend((pydyf.String(name), element.reference))
        tree = pydyf.Dictionary({"Names": names, "Limits": pydyf.Array([names[0], names[-2]])})
        pdf.add_object(tree)
        root["IDTree"] = pydyf.Dictionary({"Kids": pydyf.Array([tree.reference])})


def name_groups(groups: Sequence[Grouped]) -> None:
    """Name the group of a row among the heads of its cells, before the row itself; the tables are mended."""
    for group in groups:
        # WeasyPrint keeps the structure element of a cell with its box.
        name = group.head.mark.get("ID")
        for cell in [each.mark for each in group.cells]:
            if name is not None and cell["S"] == "/TD":
                cell["A"]["Headers"] = pydyf.Array([pydyf.String(name.string), *cell["A"]["Headers"]])


def mend_margins(pdf: pydyf.PDF) -> None:
    """Make an artifact of all marked content whose structure element hangs in no tree."""
    objects = Objects(pdf)
    root = objects.root()
    if root is None:
        return
    reached = set(_reached(root, objects))
    parents = objects.get(root["ParentTree"])["Nums"]
    by_key = dict(zip(parents[::2], parents[1::2], strict=True))
    for page in objects.pages():
        owners = by_key[page["StructParents"]]
        loose = [mcid for mcid, owner in enumerate(owners) if objects.get(owner).number not in reached]
        for mcid in loose:
            owners[mcid] = "null"
        _make_artifacts(objects.get(page["Contents"]).stream, frozenset(loose))
    for number, element in objects.elements():
        if number not in reached:
            element.clear()


def mend_links(document: Any) -> None:
    """Describe every link by its words; ``document`` is WeasyPrint's, drawn already."""
    for page in document.pages:
        for _, _, _, box in page.links:
            words = " ".join("".join(box.element.itertext()).split())
            if getattr(box, "link_annotation", None) is not None and words:
                box.link_annotation["Contents"] = pydyf.String(words)


def _reached(element: Any, objects: Objects) -> Iterator[int]:
    for kid in objects.kids(element):
        yield kid.number
        yield from _reached(kid, objects)


def _make_artifacts(operations: list[Any], loose: frozenset[int]) -> None:
    for place, item in enumerate(operations):
        if isinstance(item, pydyf.Dictionary) and item.get("MCID") in loose:
            operations[place - 1] = "/Artifact"
            operations[place] = pydyf.Dictionary({"Type": "/Pagination"})


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


def _placed(table: Any, objects: Objects) -> list[_Placed]:
    """Return the cells of a table with their places, spans counted."""
    cells: list[_Placed] = []
    taken: set[tuple[int, int]] = set()
    for row, (line, in_head) in enumerate(_rows(table, objects, in_head=False)):
        column = 0
        for cell in objects.kids(line):
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


def _rows(element: Any, objects: Objects, *, in_head: bool) -> Iterator[tuple[Any, bool]]:
    for kid in objects.kids(element):
        if kid.get("S") == "/TR":
            yield kid, in_head
        else:
            yield from _rows(kid, objects, in_head=in_head or kid.get("S") == "/THead")

"""What a long table says again on its later pages: "(계속)", and the group that a page begins within.

The head of a table is repeated on every page with all that stands in it, and CSS has no way to tell
the first time from the others. So the line is set in the head, and taken out of the first part when
the pages are laid out and not yet drawn. The name of a group is set in each of its rows, and taken out
of all but the first of a page; in the structure tree the cells of the others name it among their heads.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

CONTINUED = "continued"
"""Class of the element in the head that is for later parts only."""


AGAIN = "again"
"""Class of the name of its group in a row, for the first row of a page only."""


@dataclass(frozen=True)
class Grouped:
    """Cells of a row that stands in a group, and the cell of the same page that names the group."""

    head: Any
    cells: list[Any]


def leave_first_rows(document: Any) -> list[Grouped]:
    """Take the name of the group out of every row but the first of a page; return what stood in groups.

    ``document`` is WeasyPrint's, and so are the cells.
    """
    return [
        grouped
        for page in document.pages
        for box in page._page_box.descendants()
        if getattr(box, "element_tag", "") == "tbody"
        for grouped in _in_groups(box.children)
    ]


def _in_groups(rows: Sequence[Any]) -> Iterator[Grouped]:
    heads: dict[str, Any] = {}
    for order, row in enumerate(rows):
        if not row.children:
            continue
        first = row.children[0]
        inside = list(first.element.iter())
        heads |= {name: first for each in inside if (name := each.get("id"))}
        for group in [each.get("data-group") for each in inside if each.get("class") == AGAIN]:
            if order == 0:
                heads[group] = first
            else:
                _take_out(row)
                if group in heads:
                    yield Grouped(heads[group], list(row.children))


def _take_out(row: Any) -> None:
    for parent in row.descendants():
        children = getattr(parent, "children", ())
        if any(_has_class(child, AGAIN) for child in children):
            parent.children = [child for child in children if not _has_class(child, AGAIN)]


def leave_first_parts(document: Any) -> None:
    """Take the line out of the first part of every table; ``document`` is WeasyPrint's."""
    seen: set[int] = set()
    for page in document.pages:
        # WeasyPrint has no public way to the boxes of a page.
        for parent in page._page_box.descendants():
            for child in [item for item in getattr(parent, "children", ()) if _has_class(item, CONTINUED)]:
                if id(child.element) not in seen:
                    seen.add(id(child.element))
                    parent.children = [item for item in parent.children if item is not child]


def _has_class(box: Any, name: str) -> bool:
    return box.element is not None and box.element.get("class") == name

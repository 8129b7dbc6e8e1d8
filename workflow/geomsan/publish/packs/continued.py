"""What a long table says again on its later pages: "(계속)", and the group that a page begins within.

The head of a table is repeated on every page with all that stands in it, and CSS has no way to tell
the first time from the others. So the line is set in the head, and taken out of the first part when
the pages are laid out and not yet drawn. The name of a group is set in each of its rows, and taken out
of all but the first of a page.
"""

from __future__ import annotations

from typing import Any

CONTINUED = "continued"
"""Class of the element in the head that is for later parts only."""


AGAIN = "again"
"""Class of the name of its group in a row, for the first row of a page only."""


def leave_first_rows(document: Any) -> None:
    """Take the name of the group out of every row but the first of a page; ``document`` is WeasyPrint's."""
    for page in document.pages:
        for box in page._page_box.descendants():
            if getattr(box, "element_tag", "") == "tbody":
                for row in box.children[1:]:
                    _take_out(row)


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

"""The line "(계속)" over the parts of a long table, from its second page on.

The head of a table is repeated on every page with all that stands in it, and CSS has no way to tell
the first time from the others. So the line is set in the head, and taken out of the first part when
the pages are laid out and not yet drawn.
"""

from __future__ import annotations

from typing import Any

CONTINUED = "continued"
"""Class of the element in the head that is for later parts only."""


def leave_first_parts(document: Any) -> None:
    """Take the line out of the first part of every table; ``document`` is WeasyPrint's."""
    seen: set[int] = set()
    for page in document.pages:
        # WeasyPrint has no public way to the boxes of a page.
        for parent in page._page_box.descendants():
            for child in [item for item in getattr(parent, "children", ()) if _is_line(item)]:
                if id(child.element) not in seen:
                    seen.add(id(child.element))
                    parent.children = [item for item in parent.children if item is not child]


def _is_line(box: Any) -> bool:
    return box.element is not None and box.element.get("class") == CONTINUED

"""Mends links in the structure tree: a link holds its words and its annotations, and nothing between.

WeasyPrint makes an element of every inline box. The words of a pack are such boxes, so that they do not
break, and each that stands in a link is given an annotation, which then hangs under a span or under a link
within the link. Here their content goes to the link that they stand in. Spans that hold nothing are taken
out.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pydyf

from geomsan.publish.packs.objects import Objects, is_element

_OWN = frozenset({"Type", "S", "K", "P", "Pg"})


def dissolve(pdf: pydyf.PDF) -> None:
    """Give the content of spans and links within a link to the link; take out empty spans."""
    objects = Objects(pdf)
    root = objects.root()
    if root is None:
        return
    numbers = objects.get(root["ParentTree"])["Nums"]
    tree = _Tree(objects, numbers)
    for element in objects.kids(root):
        tree.clear(element)


class _Tree:
    """The structure tree, with what says which element owns a piece of content."""

    def __init__(self, objects: Objects, numbers: Any) -> None:
        self._objects = objects
        self._numbers = numbers
        self._places = {key: 2 * order + 1 for order, key in enumerate(numbers[::2])}

    def clear(self, element: Any) -> None:
        """Clear an element and all under it."""
        element["K"] = pydyf.Array(self._kept(element, element))

    def _kept(self, element: Any, owner: Any) -> Iterator[Any]:
        """Yield the kids of an element as they hang under its owner."""
        for kid in element["K"]:
            item: Any = None if isinstance(kid, int) else self._objects.get(kid)
            if is_element(item):
                if self._says_nothing(item, owner):
                    yield from self._kept(item, owner)
                    item.clear()
                else:
                    item["P"] = owner.reference
                    self.clear(item)
                    if item["K"] or item["S"] != "/Span":
                        yield kid
                    else:
                        item.clear()
            else:
                if element is not owner:
                    self._own(kid, item, element, owner)
                yield kid

    def _own(self, kid: Any, item: Any, element: Any, owner: Any) -> None:
        """Note the new owner of a piece of marked content, or of an annotation."""
        if isinstance(kid, int):
            page = self._objects.get(element["Pg"])
            self._numbers[self._places[page["StructParents"]]][kid] = owner.reference
        else:
            annotation = self._objects.get(item["Obj"])
            self._numbers[self._places[annotation["StructParent"]]] = owner.reference

    @staticmethod
    def _says_nothing(element: Any, owner: Any) -> bool:
        if owner["S"] != "/Link" or not set(element) <= _OWN:
            return False
        return element["S"] in ("/Span", "/Link")

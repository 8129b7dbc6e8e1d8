"""Mends the structure tree: links hold their words and annotations, and no element says nothing.

WeasyPrint makes an element of every inline box, and another one of every piece of text in it. The words of
a pack are such boxes, so that they do not break. Here the content of spans goes to what they stand in: a
cell, a paragraph, a link, whose annotations would else hang under a span or under a link within the link.
Pieces of text that draw nothing, the spaces between the words, are taken out with their elements.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pydyf

from geomsan.publish.packs.objects import Objects, is_element

_OWN = frozenset({"Type", "S", "K", "P", "Pg"})
_EMPTY = [b"BDC", b"BT", b"ET", b"EMC"]


def dissolve(pdf: pydyf.PDF) -> None:
    """Give the content of spans, and of links within links, to what they stand in; take out the empty."""
    objects = Objects(pdf)
    root = objects.root()
    if root is None:
        return
    numbers = objects.get(root["ParentTree"])["Nums"]
    tree = _Tree(objects, numbers)
    tree.take_out_empty_pieces()
    for element in objects.kids(root):
        tree.clear(element)


class _Tree:
    """The structure tree, with what says which element owns a piece of content."""

    def __init__(self, objects: Objects, numbers: Any) -> None:
        self._objects = objects
        self._numbers = numbers
        self._places = {key: 2 * order + 1 for order, key in enumerate(numbers[::2])}

    def take_out_empty_pieces(self) -> None:
        """Take the pieces that draw nothing out of pages and tree."""
        for page in self._objects.pages():
            owners = self._owners(page)
            content = self._objects.get(page["Contents"]).stream
            for mcid in _take_out_empty(content):
                owner = self._objects.get(owners[mcid])
                if owner is not None:
                    owner["K"].remove(mcid)
                owners[mcid] = "null"

    def clear(self, element: Any) -> None:
        """Clear an element and all under it."""
        element["K"] = pydyf.Array(self._kept(element, element))

    def _kept(self, element: Any, owner: Any) -> Iterator[Any]:
        """Yield the kids of an element as they hang under its owner."""
        for kid in element["K"]:
            item: Any = None if isinstance(kid, int) else self._objects.get(kid)
            if is_element(item):
                if _says_nothing(item, owner):
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
            self._owners(self._objects.get(element["Pg"]))[kid] = owner.reference
        else:
            annotation = self._objects.get(item["Obj"])
            self._numbers[self._places[annotation["StructParent"]]] = owner.reference

    def _owners(self, page: Any) -> Any:
        return self._numbers[self._places[page["StructParents"]]]


def _says_nothing(element: Any, owner: Any) -> bool:
    if not set(element) <= _OWN or element.get("Pg") != owner.get("Pg"):
        return False
    return bool(element["S"] == "/Span" or element["S"] == owner["S"] == "/Link")


def _take_out_empty(content: list[Any]) -> list[int]:
    """Take marked content without any out of a page's operations; return its numbers."""
    found = [
        place
        for place, item in enumerate(content)
        if isinstance(item, pydyf.Dictionary) and "MCID" in item and content[place + 1 : place + 5] == _EMPTY
    ]
    numbers = [content[place]["MCID"] for place in found]
    for place in reversed(found):
        del content[place - 1 : place + 5]
    return numbers

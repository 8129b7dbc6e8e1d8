"""Reading the objects of a PDF that is about to be written."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pydyf


class Objects:
    """The numbered objects of a PDF, found by reference."""

    def __init__(self, pdf: pydyf.PDF) -> None:
        self.by_number: dict[int, Any] = {
            int(item.number): item for item in pdf.objects if item.number is not None
        }

    def get(self, reference: Any) -> Any:
        """Return the object that a reference names, None for anything that is no reference."""
        text = reference.decode() if isinstance(reference, bytes) else reference
        if isinstance(text, str) and text.endswith(" R"):
            return self.by_number[int(text.split()[0])]
        return None

    def kids(self, element: Any) -> list[Any]:
        """Return the structure elements right under an element."""
        found = (self.get(kid) for kid in element.get("K", ()))
        return [item for item in found if is_element(item)]

    def elements(self) -> Iterator[tuple[int, Any]]:
        """Yield every structure element with its number, in the order of numbers."""
        for number in sorted(self.by_number):
            if is_element(self.by_number[number]):
                yield number, self.by_number[number]

    def pages(self) -> list[Any]:
        """Return the pages."""
        return [item for item in self.by_number.values() if _type_of(item) == "/Page"]

    def root(self) -> Any:
        """Return the root of the structure tree, None in a PDF without tags."""
        return next((item for item in self.by_number.values() if _type_of(item) == "/StructTreeRoot"), None)


def is_element(item: Any) -> bool:
    """Tell whether an object is a structure element."""
    return bool(_type_of(item) == "/StructElem")


def _type_of(item: Any) -> Any:
    return item.get("Type") if isinstance(item, pydyf.Dictionary) else None

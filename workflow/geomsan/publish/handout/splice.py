"""XML changed in single places: every other byte of a part stays as it was written.

A part that is read into a tree and written again loses the prefixes that Office extensions are told by.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from html import escape
from xml.parsers import expat

_TAG = re.compile(rb"""<[^>"']*(?:"[^"]*"[^>"']*|'[^']*'[^>"']*)*>""")
_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_MARKS = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
_DECLARED = re.compile(r"^<\?xml[^>]*\?>")


@dataclass(frozen=True)
class Element:
    """An element of a part, and where it stands in its bytes.

    Attributes
    ----------
    name
        As written, with its prefix.
    depth
        0 for the root.
    start, inside, close, end
        Where it begins, where its start tag ends, where its end tag begins and ends. For ``<a/>`` the last
        three are one.
    """

    name: str
    attributes: dict[str, str]
    depth: int
    start: int
    inside: int
    close: int
    end: int

    @property
    def local(self) -> str:
        """The name without its prefix."""
        return self.name.rpartition(":")[2]

    @property
    def prefix(self) -> str:
        """The prefix with its colon, or nothing."""
        head, colon, _ = self.name.rpartition(":")
        return head + colon

    @property
    def is_empty(self) -> bool:
        """True for ``<a/>``."""
        return self.inside == self.close == self.end

    def value(self, local: str) -> str:
        """Return an attribute by its name without prefix; empty where there is none."""
        return next((v for name, v in self.attributes.items() if name.rpartition(":")[2] == local), "")


def as_utf8(content: bytes) -> bytes:
    """Return a part in an encoding that holds ASCII as it is."""
    encoding = _MARKS.get(content[:2])
    if encoding is None:
        return content
    text = _DECLARED.sub("", content[2:].decode(encoding), count=1)
    return b'<?xml version="1.0" encoding="UTF-8"?>' + text.encode("utf-8")


def elements(
    content: bytes, wanted: Callable[[str, int], bool] = lambda _name, _depth: True
) -> list[Element]:
    """Return the elements of a part in the order of their beginnings.

    Parameters
    ----------
    content
        The part, as :func:`as_utf8` gives it.
    wanted
        Which ones, by their name without prefix and their depth: a sheet may have millions of others.

    Raises
    ------
    xml.parsers.expat.ExpatError, ValueError
        When it is not well-formed, or declares a document type, and with it entities of its own.
    """
    found: list[Element | None] = []
    open_: list[tuple[int, str, dict[str, str], int] | None] = []
    parser = expat.ParserCreate()

    def refuse(*_: object) -> None:
        raise ValueError("declares a document type")

    def begin(name: str, attributes: dict[str, str]) -> None:
        if wanted(name.rpartition(":")[2], len(open_)):
            open_.append((parser.CurrentByteIndex, name, attributes, len(found)))
            found.append(None)
        else:
            open_.append(None)

    def finish(_: str) -> None:
        begun = open_.pop()
        if begun is None:
            return
        start, name, attributes, place = begun
        tag = _TAG.match(content, start)
        assert tag is not None
        inside = close = end = tag.end()
        if not tag[0].endswith(b"/>"):
            close = parser.CurrentByteIndex
            end = content.index(b">", close) + 1
        found[place] = Element(name, attributes, len(open_), start, inside, close, end)

    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = begin
    parser.EndElementHandler = finish
    parser.Parse(content, True)
    return [element for element in found if element is not None]


@dataclass(frozen=True)
class Edit:
    """Bytes put in the place of those from ``start`` to ``end``."""

    start: int
    end: int
    content: bytes


def edited(content: bytes, edits: Iterable[Edit]) -> bytes:
    """Return a part with its edits, which must not overlap; several at one place in their order."""
    pieces: list[bytes] = []
    last = 0
    for edit in sorted(edits, key=lambda edit: edit.start):
        pieces += [content[last : edit.start], edit.content]
        last = edit.end
    return b"".join([*pieces, content[last:]])


def before(element: Element, content: bytes) -> Edit:
    """Return the edit that puts something before an element."""
    return Edit(element.start, element.start, content)


def appended(part: bytes, element: Element, content: bytes) -> Edit:
    """Return the edit that puts something at the end of an element."""
    if not element.is_empty:
        return Edit(element.close, element.close, content)
    opened = part[element.start : element.end].removesuffix(b"/>").rstrip() + b">"
    return Edit(element.start, element.end, opened + content + b"</" + element.name.encode() + b">")


def with_attribute(part: bytes, element: Element, name: str, value: str) -> Edit | None:
    """Return the edit that changes an attribute that is there; None where it is not."""
    tag = part[element.start : element.inside]
    match = re.search(rb"""(?<=\s)%s\s*=\s*("[^"]*"|'[^']*')""" % name.encode(), tag)
    if match is None:
        return None
    return Edit(element.start + match.start(1), element.start + match.end(1), b'"%s"' % value.encode())


def ascii_xml(text: str) -> bytes:
    """Return text for an element or an attribute that reads the same in every encoding."""
    legal = _ILLEGAL.sub("\ufffd", text)
    return escape(legal).encode("ascii", "xmlcharrefreplace")


def children(of: Element, among: Iterable[Element]) -> Iterator[Element]:
    """Yield the children of an element."""
    for element in among:
        if element.depth == of.depth + 1 and of.inside <= element.start < of.close:
            yield element

"""What a page of a PDF holds, counted before anything of it is laid out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import Any

from geomsan.read.readers.worker import RefusedError

MOST_OF_A_PAGE = 2_000_000
"""The weight of a page: a number, name or operator weighs one, a character six, a line or shape 25, as
they take memory (up to 0.4 KB) and time (some 12 microseconds). A page full of small figures weighs 20,000 to
300,000, as its writer goes about it."""
MOST_OF_A_FILE = 75_000_000
"""The weight of all pages: as much as is read in the time that a file may take."""
MOST_EXPLAINED = 2_000_000
"""Characters that all fonts explain: some thousands each, 65,536 where a writer lists every code."""
_BYTES = 32
"""So many bytes weigh one, whatever they are."""
_CHARACTER = 6
_PAINTED = 25
_PAINTS = frozenset((b"S", b"s", b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*", b"sh"))
"""The operators that make a line or shape of what was drawn."""
_DEEPEST = 20
"""Drawings in drawings."""
_LONGEST_WORD = 24
"""No number, name or operator is longer: what is longer may be a string that does not close."""
_STRING = rb"\((?:[^()\\]|\\.|\((?:[^()\\]|\\.)*+\))*+\)"
_RUN = re.compile(_STRING + rb"|<(?!<)[^<>]*>|[^(<]{1,65536}[^\s\0(<]*|[(<]", re.DOTALL)
_SECTION = re.compile(rb"begin(?:(?:bf|cid)range(.*?)end|(?:bf|cid)char(.*?)end)", re.DOTALL)
_LIST = re.compile(rb"\[[^\]]*\]")
_FROM_TO = re.compile(rb"<([0-9A-Fa-f]{1,8})>\s*<([0-9A-Fa-f]{1,8})>")
_PICTURE = re.compile(rb"(?<![^\s\0>\]])ID(?=[\s\0])")
_SPACED = bytes.maketrans(b"[]{}>\0", b"      ")


class Weigher:
    """Weighs pages; what several pages share is looked through once."""

    def __init__(self) -> None:
        self._left = MOST_OF_A_FILE
        self._explained_left = MOST_EXPLAINED
        self._explaining: set[int] = set()
        self._streams: dict[int, tuple[int, Mapping[bytes, int]]] = {}
        self._drawings: dict[tuple[int, int], int] = {}

    def weigh(self, page: Any, number: int) -> None:
        """Weigh a page of pdfminer, with the drawings that it calls.

        Raises
        ------
        RefusedError
            ``dense``, with the number of the page, ``long`` when all pages together weigh too much, or
            ``fonts`` when their fonts explain too many characters.
        """
        weight = self._called(page.contents or (), page.resources, ())
        if weight > MOST_OF_A_PAGE:
            raise RefusedError("dense", number)
        self._left -= weight
        if self._left < 0:
            raise RefusedError("long", number - 1)

    def _called(self, streams: Iterable[Any], resources: Any, above: tuple[int, ...]) -> int:
        """Return what some streams weigh with what they call, or more than a page may."""
        from pdfminer.pdftypes import dict_value, stream_value

        self._look_at_fonts(dict_value(resources).get("Font"))
        drawings = dict_value(dict_value(resources).get("XObject") or {})
        total = 0
        for given in streams:
            own, called = self._looked_through(stream_value(given))
            total += own
            for name, times in called.items():
                # A name that is written in another way may be any of them.
                known = str(name, "utf-8", "replace") in drawings
                meant = [drawings[str(name, "utf-8")]] if known else drawings.values()
                total += times * max((self._drawn(each, resources, above) for each in meant), default=0)
                if total > MOST_OF_A_PAGE:
                    return total
        return total

    def _drawn(self, given: Any, resources: Any, above: tuple[int, ...]) -> int:
        """Return what a drawing weighs; a picture weighs one, and what calls itself is drawn once."""
        from pdfminer.pdftypes import resolve1

        drawing = resolve1(given)
        own = getattr(drawing, "attrs", {})
        is_form = getattr(resolve1(own.get("Subtype")), "name", "") == "Form"
        if not is_form or id(drawing) in above or len(above) > _DEEPEST:
            return 1
        resources = own.get("Resources") or resources
        key = (id(drawing), id(resources))
        if key not in self._drawings:
            self._drawings[key] = 1 + self._called([drawing], resources, (*above, id(drawing)))
        return self._drawings[key]

    def _look_at_fonts(self, fonts: Any) -> None:
        from pdfminer.pdftypes import PDFStream, dict_value, resolve1

        for font in dict_value(fonts or {}).values():
            stream = resolve1(dict_value(font).get("ToUnicode"))
            if isinstance(stream, PDFStream) and id(stream) not in self._explaining:
                self._explaining.add(id(stream))
                self._explained_left -= explained_by(stream.get_data())
                if self._explained_left < 0:
                    raise RefusedError("fonts")

    def _looked_through(self, stream: Any) -> tuple[int, Mapping[bytes, int]]:
        if id(stream) not in self._streams:
            self._streams[id(stream)] = weight_of(stream.get_data())
        return self._streams[id(stream)]


def explained_by(data: bytes) -> int:
    """Return how many characters a ToUnicode map explains (ISO 32000-1, 9.10.3), without making them."""
    total = 0
    for ranges, single in _SECTION.findall(data):
        total += single.count(b"<") // 2
        for first, last in _FROM_TO.findall(_LIST.sub(b" ", ranges)):
            total += max(0, int(last, 16) - int(first, 16) + 1)
    return total


def weight_of(data: bytes) -> tuple[int, Mapping[bytes, int]]:
    """Return what a content stream weighs, and how often it calls each drawing (``b""``: one of them).

    It stops where that is more than a page may weigh. Of what no writer writes (a string that does not
    close, brackets three deep in one) every byte weighs as a character.
    """
    called: Counter[bytes] = Counter()
    weight, at = len(data) // _BYTES, 0
    while weight <= MOST_OF_A_PAGE and (match := _RUN.match(data, at)) is not None:
        run, at = match[0], match.end()
        if run == b"(":
            return weight + _CHARACTER * (len(data) - at), called
        if run.startswith((b"(", b"<")):
            # Two digits of a string in hexadecimal are a character, at least.
            weight += _CHARACTER * (len(run) if run.startswith(b"(") else len(run) // 2)
            continue
        words = run.translate(_SPACED).split()
        if b"ID" in words and (image := _PICTURE.search(data, match.start(), at)) is not None:
            # What stands between ID and EI are the bytes of a picture.
            end = data.find(b"EI", image.end())
            at = len(data) if end < 0 else end
            weight += at - image.end()
            words = data[match.start() : image.end()].translate(_SPACED).split()
        weight += len(words) + run.count(b"/") + run.count(b"[")
        weight += _PAINTED * sum(map(_PAINTS.__contains__, words))
        weight += sum(_CHARACTER * len(word) for word in words if len(word) > _LONGEST_WORD)
        if b"Do" in words:
            called.update(
                before.removeprefix(b"/") if before.startswith(b"/") else b""
                for before, word in pairwise([b"", *words])
                if word == b"Do"
            )
    return weight, called

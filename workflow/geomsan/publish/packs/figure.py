"""Figures in a column: their marks as the pack prints them, and their digits in line."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from geomsan.publish.packs.text import escaped, printable, width
from geomsan.read.figures.figure import State, read_figure
from geomsan.read.figures.grammar import HYPHENS, TRIANGLES

_PLACEHOLDER = re.compile(r"\(x-\)\s*")
_MINUS = re.compile(rf"(?<![\d)\w])(?:[{HYPHENS}](?=\d)|[{TRIANGLES}]\s*(?=\d))")
_COMPOUND = re.compile(r"[△\d(][\d,.\s△%]*(?:[/(~][\d,.\s△%/()-]*)+|-\s*\([\d,.\s△%-]*\)")
_PARTS = re.compile(r"(?P<whole>△?\d[\d,]*|-)(?P<decimals>\.\d+)?(?P<tail>.*)")
_WIDEST_TAIL = 5.0


def shown(text: str) -> str:
    """Return a figure as the pack prints it: ``-`` for nil, ``△`` for a minus, no placeholder."""
    body = " ".join(printable(_PLACEHOLDER.sub("", text)).split())
    if read_figure(body).state is State.NIL and "(" not in body:
        return "-"
    return _MINUS.sub("△", body)


def is_figure(text: str) -> bool:
    """Tell whether a cell reads as a figure or as several (``269/259``, ``1,806,914 (21.7)``)."""
    body = shown(text)
    if not body:
        return False
    if read_figure(body, brackets="plain").state in (State.VALUE, State.NIL):
        return True
    return _COMPOUND.fullmatch(body) is not None


@dataclass(frozen=True)
class Alignment:
    """Room to keep right of the units digit so that the digits of a column stand in line.

    Attributes
    ----------
    decimals, tail
        Widest decimals, and widest print behind the number (``(21.7)``, ``억원``), in em.
    is_used
        False where figures stand side by side (``57/57``): those are set as they come.
    """

    decimals: float = 0.0
    tail: float = 0.0
    is_used: bool = True


def alignment(texts: Iterable[str]) -> Alignment:
    """Return the alignment of a column from its figures, as :func:`shown` returns them."""
    found = [match for text in texts if (match := _PARTS.fullmatch(text))]
    decimals = max((width(match["decimals"] or "") for match in found), default=0.0)
    tail = max((width(match["tail"]) for match in found), default=0.0)
    side_by_side = any(match["tail"].lstrip().startswith(("/", "~")) for match in found)
    return Alignment(decimals, tail, not side_by_side and tail <= _WIDEST_TAIL)


def aligned(text: str, column: Alignment, tick: str = "") -> str:
    """Return a figure as HTML, padded where its decimals or what follows are narrower than most.

    Parameters
    ----------
    text, column
        The figure, and the alignment of its column.
    tick
        HTML that takes no room and stands right behind the figure.
    """
    match = _PARTS.fullmatch(text)
    if match is None or not column.is_used:
        return escaped(text) + tick
    pad = column.decimals - width(match["decimals"] or "") + column.tail - width(match["tail"])
    if pad < 0.01:
        return escaped(text) + tick
    number, tail = match["whole"] + (match["decimals"] or ""), match["tail"]
    if not tail.lstrip().startswith("("):
        # A unit stays with its number; the room comes behind it.
        return f'<span style="padding-right:{pad:.3f}em">{escaped(text)}{tick}</span>'
    return f'<span style="padding-right:{pad:.3f}em">{escaped(number)}</span>{escaped(tail)}{tick}'


def aligned_width(text: str, column: Alignment) -> float:
    """Return the width of a figure with its padding, in em."""
    match = _PARTS.fullmatch(text)
    if match is None or not column.is_used:
        return width(text)
    return width(match["whole"]) + column.decimals + column.tail

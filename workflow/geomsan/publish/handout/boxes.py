"""The boxes of comments: a drawing in VML, without which Excel shows no comment.

What is in a drawing already is often no well-formed XML; boxes are put at its end and nothing else is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

COLUMN_PIXELS = 64
"""Width of a column that says none."""
_WIDTH, _CHARACTERS, _LINE, _LEAST_LINES, _MOST_LINES = 320, 26, 20, 3, 24
"""Pixels of a box, wide characters in a line of it, pixels and numbers of its lines."""
_ROW_PIXELS = 20
_LAST_COLUMN = 16_383
_BLOCK = 1024
"""Shapes are numbered in blocks, of which each drawing has its own."""
_FURTHER = 64
"""Blocks that are left free behind those of a drawing that is full."""
_BLOCKS = re.compile(rb"""<o:idmap[^>]*\bdata=["']([^"']*)["']""")
_SHAPES = re.compile(rb"_x0000_s(\d{1,9})")
_EMPTY = (
    b'<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    b'xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit">'
    b'<o:idmap v:ext="edit" data="%d"/></o:shapelayout></xml>'
)
_SPACES = (
    b'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    b'xmlns:x="urn:schemas-microsoft-com:office:excel"'
)
_SHAPE_TYPE = (
    b"<v:shapetype %s " % _SPACES + b'id="_x0000_t202" coordsize="21600,21600" o:spt="202" '
    b'path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/>'
    b'<v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_SHAPE = (
    '<v:shape {spaces} id="_x0000_s{number}" type="#_x0000_t202" '
    'style="position:absolute;margin-left:60pt;margin-top:2pt;width:{width}pt;height:{height}pt;'
    'z-index:{order};visibility:hidden" fillcolor="{colour}" o:insetmode="auto">'
    '<v:fill color2="{colour}"/><v:shadow on="t" color="black" obscured="t"/>'
    '<v:path o:connecttype="none"/><v:textbox><div style="text-align:left"></div></v:textbox>'
    '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{anchor}</x:Anchor>'
    "<x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
)


@dataclass(frozen=True)
class Box:
    """The box of a comment: the cell, the text that has to fit, and the colour."""

    row: int
    column: int
    text: str
    colour: str


def empty_drawing(others: Iterable[bytes]) -> bytes:
    """Return a drawing without shapes, whose numbers no other drawing of the workbook uses."""
    used = max((block for each in others for block in _blocks(each)), default=0)
    return _EMPTY % (used + 1)


def with_boxes(drawing: bytes, boxes: Sequence[Box], widths: Mapping[int, int]) -> bytes:
    """Return a drawing with boxes put at its end.

    Parameters
    ----------
    drawing, boxes
        The drawing, and what is put into it.
    widths
        Pixels of the columns of the sheet that say how wide they are; 0 for hidden ones.

    Raises
    ------
    ValueError
        When it is no drawing.
    """
    used = {int(each) for each in _SHAPES.findall(drawing)}
    numbers = _numbers(_blocks(drawing) or [1], used)
    shapes = b"".join(_shape(next(numbers), box, widths) for box in boxes)
    if b'id="_x0000_t202"' not in drawing:
        shapes = _SHAPE_TYPE + shapes
    end = drawing.rindex(b"</xml>")
    return drawing[:end] + shapes + drawing[end:]


def _blocks(drawing: bytes) -> list[int]:
    """Return the blocks of numbers that a drawing uses."""
    return [int(each) for found in _BLOCKS.findall(drawing) for each in re.findall(rb"\d{1,6}", found)]


def _numbers(blocks: Sequence[int], used: set[int]) -> Iterator[int]:
    """Yield numbers for new shapes: the unused ones of the drawing's blocks, then some far behind."""
    for block in blocks:
        yield from (each for each in range(block * _BLOCK + 1, (block + 1) * _BLOCK) if each not in used)
    last = max([*used, (max(blocks) + _FURTHER) * _BLOCK])
    while True:
        last += 1
        yield last


def _shape(number: int, box: Box, widths: Mapping[int, int]) -> bytes:
    lines = sum(-(-max(len(line), 1) // _CHARACTERS) for line in box.text.split("\n")) + 1
    height = _LINE * max(_LEAST_LINES, min(_MOST_LINES, lines))
    right, room = box.column + 1, 0
    while room < _WIDTH and right < _LAST_COLUMN:
        room += widths.get(right, COLUMN_PIXELS)
        right += 1
    top = max(box.row - 1, 0)
    anchor = f"{box.column + 1}, 12, {top}, 4, {right}, 0, {top + -(-height // _ROW_PIXELS)}, 4"
    return _SHAPE.format(
        spaces=_SPACES.decode(),
        number=number,
        width=_WIDTH * 3 // 4,
        height=height * 3 // 4,
        order=number % _BLOCK,
        colour=box.colour,
        anchor=anchor,
        row=box.row,
        column=box.column,
    ).encode()

"""Comments added to the cells of a sheet of a received workbook; those that are there stay."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from geomsan.publish.handout.boxes import COLUMN_PIXELS, Box, empty_drawing, with_boxes
from geomsan.publish.handout.opc import Package
from geomsan.publish.handout.splice import (
    Edit,
    Element,
    appended,
    ascii_xml,
    before,
    children,
    edited,
    elements,
)
from geomsan.read.readers.sheet import column_name

AUTHOR = "geomsan"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT_RELATIONS = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_COMMENTS = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_VML = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_AFTER = frozenset(
    [
        "legacyDrawingHF",
        "drawingHF",
        "picture",
        "oleObjects",
        "controls",
        "webPublishItems",
        "tableParts",
        "extLst",
    ]
)
"""What stands behind the reference to the drawing of the comments in a sheet."""
_NUMBER = re.compile(r"\d{1,3}(?:\.\d*)?")
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")

Place = tuple[int, int]
"""Row and column of the sheet, from 0."""


@dataclass(frozen=True)
class Comment:
    """What is to be said of a cell; ``colour`` is that of its box."""

    text: str
    colour: str


@dataclass
class _Sheet:
    """What of a sheet matters for its comments."""

    part: str
    content: bytes
    root: Element
    parts: list[Element]
    widths: dict[int, int] = field(default_factory=dict)

    @property
    def space(self) -> str:
        """The namespace of the sheet."""
        prefix = self.root.prefix.rstrip(":")
        return self.root.attributes.get(f"xmlns:{prefix}" if prefix else "xmlns", "")

    @property
    def relations(self) -> str:
        """The namespace of its references."""
        return _STRICT_RELATIONS if self.space == STRICT else _RELATIONS


def add_comments(package: Package, part: str, comments: Mapping[Place, Comment]) -> set[Place]:
    """Add comments to a sheet.

    Parameters
    ----------
    package, part
        The workbook, and the sheet's part, which are changed.
    comments
        By cell. Where there is one already, the text is put under it.

    Returns
    -------
    set
        The cells that could not take one: there people talk in a thread of their own.
    """
    sheet = _read(package, part)
    relations = package.relations(part)
    threads = [each.target for each in relations if each.kind == "threadedComment"]
    taken = {
        each.value("ref") for name in threads for each in elements(package.read(name)) if each.value("ref")
    }
    refused = {place for place in comments if _name(place) in taken}
    wanted = {place: comment for place, comment in sorted(comments.items()) if place not in refused}
    if not wanted:
        return refused
    held = next((each.target for each in relations if each.kind == "comments"), None)
    if held is None:
        held = package.free("xl/geomsanComments{}.xml")
        package.put(held, b'<comments xmlns="%s"><authors/><commentList/></comments>' % sheet.space.encode())
        package.declare(held, _COMMENTS)
        package.relate(part, sheet.relations, "comments", held)
    new = _write(package, held, wanted)
    _draw(package, sheet, {place: wanted[place] for place in new})
    return refused


def _read(package: Package, part: str) -> _Sheet:
    content = package.read(part)

    def wanted(local: str, depth: int) -> bool:
        return depth < 2 or local in ("col", "controls", "oleObjects")

    found = elements(content, wanted)
    sheet = _Sheet(part, content, found[0], found)
    for each in found:
        if each.local == "col" and each.value("min").isdecimal() and each.value("max").isdecimal():
            width = each.value("width")
            size = round(float(width) * 7) + 5 if _NUMBER.fullmatch(width) else COLUMN_PIXELS
            size = 0 if each.value("hidden") in ("1", "true") else size
            for column in range(int(each.value("min")) - 1, min(int(each.value("max")), 16_384)):
                sheet.widths[column] = size
    return sheet


def _name(place: Place) -> str:
    return f"{column_name(place[1])}{place[0] + 1}"


def _write(package: Package, held: str, wanted: Mapping[Place, Comment]) -> list[Place]:
    """Write the texts; return the cells that had no comment before."""
    content = package.read(held)
    found = elements(content)
    root, prefix = found[0], found[0].prefix.encode()
    authors = next(each for each in found if each.local == "authors" and each.depth == 1)
    present = {each.value("ref"): each for each in found if each.local == "comment"}
    number = sum(1 for each in children(authors, found))
    edits = [appended(content, authors, b"<%sauthor>%s</%sauthor>" % (prefix, AUTHOR.encode(), prefix))]
    made: list[bytes] = []
    new: list[Place] = []
    for place, comment in wanted.items():
        old = present.get(_name(place))
        if old is not None:
            edits += _extended(content, old, found, comment.text)
            continue
        new.append(place)
        made.append(
            b'<%scomment ref="%s" authorId="%d"><%stext>%s</%stext></%scomment>'
            % (prefix, _name(place).encode(), number, prefix, _run(prefix, comment.text), prefix, prefix)
        )
    listed = next((each for each in children(root, found) if each.local == "commentList"), None)
    if listed is not None:
        edits.append(appended(content, listed, b"".join(made)))
    else:
        edits.append(
            Edit(
                authors.end,
                authors.end,
                b"<%scommentList>%s</%scommentList>" % (prefix, b"".join(made), prefix),
            )
        )
    package.put(held, edited(content, edits))
    return new


def _run(prefix: bytes, text: str) -> bytes:
    shown = ascii_xml(_ESCAPE.sub("_x005F_", text))
    return b'<%sr><%srPr><%ssz val="9"/></%srPr><%st xml:space="preserve">%s</%st></%sr>' % (
        *(prefix,) * 5,
        shown,
        prefix,
        prefix,
    )


def _extended(content: bytes, comment: Element, among: Sequence[Element], text: str) -> Iterator[Edit]:
    """Yield the edits that put a text under that of a comment."""
    prefix = comment.prefix.encode()
    held = next((each for each in children(comment, among) if each.local == "text"), None)
    if held is None:
        yield appended(content, comment, b"<%stext>%s</%stext>" % (prefix, _run(prefix, text), prefix))
        return
    own = [each for each in children(held, among) if each.local in ("t", "r")]
    for each in own:
        if each.local == "t":
            # A text without form and runs with one may not stand side by side.
            yield before(each, b"<%sr>" % prefix)
            yield Edit(each.end, each.end, b"</%sr>" % prefix)
    run = _run(prefix, f"\n\n[{AUTHOR}]\n{text}")
    yield Edit(own[-1].end, own[-1].end, run) if own else appended(content, held, run)


def _draw(package: Package, sheet: _Sheet, new: Mapping[Place, Comment]) -> None:
    """Draw the boxes of new comments: Excel shows no comment without one."""
    if not new:
        return
    reference = next((each for each in sheet.parts if each.local == "legacyDrawing"), None)
    relations = {each.id: each.target for each in package.relations(sheet.part)}
    drawing = relations.get(reference.value("id")) if reference is not None else None
    if drawing is None or drawing not in package:
        drawing = package.free("xl/drawings/geomsanDrawing{}.vml")
        drawings = (package.read(name) for name in package.names() if name.lower().endswith(".vml"))
        package.put(drawing, empty_drawing(drawings))
        package.declare_default("vml", _VML)
        _refer(package, sheet, package.relate(sheet.part, sheet.relations, "vmlDrawing", drawing))
    boxes = [Box(*place, comment.text, comment.colour) for place, comment in new.items()]
    package.put(drawing, with_boxes(package.read(drawing), boxes, sheet.widths))


def _refer(package: Package, sheet: _Sheet, number: str) -> None:
    """Have a sheet refer to the drawing of its comments, in the place that the standard has for it."""
    made = b'<legacyDrawing xmlns="%s" xmlns:r="%s" r:id="%s"/>' % (
        sheet.space.encode(),
        sheet.relations.encode(),
        number.encode(),
    )
    own = list(children(sheet.root, sheet.parts))
    behind = next((each for each in own if each.local in _AFTER or _holds_controls(each, sheet.parts)), None)
    edit = before(behind, made) if behind else appended(sheet.content, sheet.root, made)
    package.put(sheet.part, edited(sheet.content, [edit]))


def _holds_controls(element: Element, among: Sequence[Element]) -> bool:
    """Tell whether an element chooses between forms of what stands behind the drawing."""
    inner = (each for each in among if element.start < each.start < element.end)
    return element.local == "AlternateContent" and any(
        each.local in ("controls", "oleObjects") for each in inner
    )

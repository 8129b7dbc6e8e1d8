"""A sheet with the list of what was found, added behind the sheets of a received workbook."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from geomsan.publish.handout.comments import STRICT
from geomsan.publish.handout.listing import WIDTHS, ListCell
from geomsan.publish.handout.opc import Package
from geomsan.publish.handout.splice import (
    Edit,
    appended,
    ascii_xml,
    children,
    edited,
    elements,
    with_attribute,
)
from geomsan.read.readers.sheet import column_name

_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT_RELATIONS = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_LONGEST_NAME, _LONGEST_TEXT = 31, 32_000


def add_list(package: Package, workbook: str, name: str, rows: Sequence[Sequence[ListCell]]) -> str:
    """Add a sheet behind the others; return its name.

    Parameters
    ----------
    package, workbook
        The file, which is changed, and its main part.
    name
        The name of the sheet; a number is put behind it where there is one of that name.
    rows
        Its cells.
    """
    content = package.read(workbook)
    found = elements(content)
    root = found[0]
    prefix = root.prefix.rstrip(":")
    space = root.attributes.get(f"xmlns:{prefix}" if prefix else "xmlns", _MAIN)
    relations = _STRICT_RELATIONS if space == STRICT else _RELATIONS
    sheets = next(each for each in children(root, found) if each.local == "sheets")
    own = list(children(sheets, found))
    called = _free_name(name, {each.value("name").casefold() for each in own})
    style = _add_style(package, workbook)
    part = package.free("xl/worksheets/geomsanList{}.xml")
    package.put(part, _sheet(rows, space, style))
    package.declare(part, _SHEET)
    reference = package.relate(workbook, relations, "worksheet", part)
    number = (
        max((int(each.value("sheetId")) for each in own if each.value("sheetId").isdecimal()), default=0) + 1
    )
    made = b'<%ssheet xmlns:r="%s" name="%s" sheetId="%d" r:id="%s"/>' % (
        root.prefix.encode(),
        relations.encode(),
        ascii_xml(called),
        number,
        reference.encode(),
    )
    package.put(workbook, edited(content, [appended(content, sheets, made)]))
    return called


def _free_name(name: str, taken: set[str]) -> str:
    called, number = name, 1
    while called.casefold() in taken:
        number += 1
        ending = f" ({number})"
        called = name[: _LONGEST_NAME - len(ending)] + ending
    return called


def _add_style(package: Package, workbook: str) -> int | None:
    """Add the style of cells whose text goes on over several lines; return its number."""
    part = next((each.target for each in package.relations(workbook) if each.kind == "styles"), None)
    if part is None or part not in package:
        return None
    content = package.read(part)
    found = elements(content, lambda _, depth: depth < 3)
    formats = next((each for each in found if each.local == "cellXfs"), None)
    if formats is None or formats.is_empty:
        return None
    count = sum(1 for _ in children(formats, found))
    prefix = formats.prefix.encode()
    made = (
        b'<%sxf numFmtId="0" fontId="0" fillId="0" borderId="0" applyAlignment="1">'
        b'<%salignment vertical="top" wrapText="1"/></%sxf>' % (prefix, prefix, prefix)
    )
    counted: Edit | None = with_attribute(content, formats, "count", str(count + 1))
    edits = [each for each in (counted, appended(content, formats, made)) if each is not None]
    package.put(part, edited(content, edits))
    return count


def _sheet(rows: Sequence[Sequence[ListCell]], space: str, style: int | None) -> bytes:
    shown = b"".join(_row(number, row, style) for number, row in enumerate(rows, start=1))
    widths = b"".join(
        b'<col min="%d" max="%d" width="%d" customWidth="1"/>' % (at, at, width)
        for at, width in enumerate(WIDTHS, start=1)
    )
    links = b"".join(_links(rows))
    held = b"<hyperlinks>%s</hyperlinks>" % links if links else b""
    return (
        b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="%s">'
        b'<sheetPr><tabColor rgb="FFA01622"/><pageSetUpPr fitToPage="1"/></sheetPr>'
        b'<sheetViews><sheetView workbookViewId="0"/></sheetViews>'
        b'<cols>%s</cols><sheetData>%s</sheetData>%s<pageMargins left="0.5" right="0.5" top="0.6" '
        b'bottom="0.6" header="0.3" footer="0.3"/><pageSetup paperSize="9" orientation="landscape" '
        b'fitToHeight="0"/></worksheet>'
    ) % (space.encode(), widths, shown, held)


def _row(number: int, row: Sequence[ListCell], style: int | None) -> bytes:
    # A line that stands alone runs on over the columns beside it.
    styled = b"" if style is None or len(row) == 1 else b' s="%d"' % style
    cells = b"".join(
        # A text of its own kind: whatever it begins with, no program takes it for a formula.
        b'<c r="%s%d"%s t="inlineStr"><is><r>%s<t xml:space="preserve">%s</t></r></is></c>'
        % (
            column_name(at).encode(),
            number,
            styled,
            b"<rPr><b/></rPr>" if cell.is_bold else b"",
            ascii_xml(cell.text[:_LONGEST_TEXT]),
        )
        for at, cell in enumerate(row)
        if cell.text
    )
    return b'<row r="%d">%s</row>' % (number, cells)


def _links(rows: Sequence[Sequence[ListCell]]) -> Iterator[bytes]:
    for number, row in enumerate(rows, start=1):
        for at, cell in enumerate(row):
            if cell.link:
                yield b'<hyperlink ref="%s%d" location="%s"/>' % (
                    column_name(at).encode(),
                    number,
                    ascii_xml(cell.link),
                )

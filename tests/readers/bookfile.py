"""Workbooks for tests that no library here writes: XLSB and ODS, by hand."""

import struct
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def record(number: int, data: bytes = b"") -> bytes:
    """A record of XLSB: its number, its length in sevens of bits, its data."""
    head = bytes([number]) if number < 128 else bytes([number & 0x7F | 0x80, number >> 7])
    size, length = len(data), b""
    while size > 127:
        length += bytes([size & 0x7F | 0x80])
        size >>= 7
    return head + length + bytes([size]) + data


def wide(text: str) -> bytes:
    """A text of XLSB."""
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def xlsb_sheet(cells: Mapping[tuple[int, int], str | float]) -> bytes:
    """A sheet of XLSB with cells at rows and columns."""
    rows = sorted({row for row, _ in cells})
    columns = [column for _, column in cells]
    size = struct.pack("<4I", rows[0], rows[-1], min(columns), max(columns))
    parts = [record(129), record(148, size), record(145)]
    for row in rows:
        parts.append(record(0, struct.pack("<IIHHBI", row, 0, 300, 0, 0, 0)))
        for (at, column), value in sorted(cells.items()):
            if at == row:
                place = struct.pack("<II", column, 0)
                is_text = isinstance(value, str)
                data = wide(value) if isinstance(value, str) else struct.pack("<d", value)
                parts.append(record(6 if is_text else 5, place + data))
    return b"".join([*parts, record(146), record(130)])


def write_xlsb(
    path: Path, *sheets: Mapping[tuple[int, int], str | float], states: Sequence[int] = ()
) -> Path:
    """Write an XLSB of sheets, named s1, s2 …; a state is 0, 1 (hidden) or 2 (very hidden)."""
    bundle, relations = b"", ""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, cells in enumerate(sheets, 1):
            state = states[number - 1] if states else 0
            bundle += record(156, struct.pack("<II", state, number) + wide(f"r{number}") + wide(f"s{number}"))
            target = f'Type="{RELATIONS}/worksheet" Target="worksheets/sheet{number}.bin"'
            relations += f'<Relationship Id="r{number}" {target}/>'
            archive.writestr(f"xl/worksheets/sheet{number}.bin", xlsb_sheet(cells))
        workbook = record(131) + record(143) + bundle + record(144) + record(132)
        archive.writestr("xl/workbook.bin", workbook)
        head = f'<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="{PACKAGE}">'
        archive.writestr("xl/_rels/workbook.bin.rels", f"{head}{relations}</Relationships>")
    return path


ODS = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0">
<office:automatic-styles>
<style:style style:name="gone"><style:table-properties table:display="false"/></style:style>
<style:style style:name="up"><style:text-properties style:text-position="super 58%"/></style:style>
</office:automatic-styles>
<office:body><office:spreadsheet>{}</office:spreadsheet></office:body></office:document-content>"""
MIMETYPE = "application/vnd.oasis.opendocument.spreadsheet"


def ods_cell(text: str = "", value: float | str | None = None, kind: str = "float", more: str = "") -> str:
    """A cell of ODS: what it shows, and the number that it holds."""
    held = "" if value is None else f'office:value-type="{kind}" office:value="{value}"'
    return f"<table:table-cell {held} {more}>{f'<text:p>{text}</text:p>' if text else ''}</table:table-cell>"


def ods_row(*cells: str, more: str = "") -> str:
    """A row; a cell that begins with ``<`` is a whole one."""
    whole = (cell if cell.startswith("<") else ods_cell(cell) for cell in cells)
    return f"<table:table-row {more}>{''.join(whole)}</table:table-row>"


def ods_table(*rows: str, name: str = "s", more: str = "") -> str:
    """A sheet."""
    return f'<table:table table:name="{name}" {more}>{"".join(rows)}</table:table>'


def write_ods(path: Path, *tables: str, **members: str) -> Path:
    """Write an ODS of sheets."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        parts = {"mimetype": MIMETYPE, "content.xml": ODS.replace("{}", "".join(tables))}
        for name, content in (parts | members).items():
            archive.writestr(name, content)
    return path

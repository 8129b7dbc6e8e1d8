"""PDF files for tests, by WeasyPrint."""

import zlib
from collections.abc import Sequence
from functools import cache
from pathlib import Path

STYLE = """
@page { size: A4; margin: 25mm 20mm; @bottom-center { content: "- " counter(page) " -" } }
body { font-family: NanumGothic; font-size: 10pt }
table { border-collapse: collapse; width: 100%; margin-bottom: 10pt }
td, th { border: 0.6pt solid black; padding: 2pt 4pt; font-weight: normal }
.open td:first-child, .open th:first-child { border-left: none }
.open td:last-child, .open th:last-child { border-right: none }
.right { text-align: right }
.new { break-before: page }
"""


@cache
def pdf_of(body: str, style: str = "") -> bytes:
    """Return the PDF of an HTML body."""
    from weasyprint import HTML

    data: bytes = HTML(string=f"<html lang=ko><style>{STYLE}{style}</style>{body}").write_pdf()
    return data


def write_pdf(path: Path, body: str, style: str = "") -> Path:
    """Write the PDF of an HTML body."""
    path.write_bytes(pdf_of(body, style))
    return path


def rows(*given: Sequence[str], tag: str = "td") -> str:
    """Table rows; a cell that begins with ``<`` is a whole tag already."""
    cells = [
        [cell if cell.startswith(("<td", "<th")) else f"<{tag}>{cell}</{tag}>" for cell in row]
        for row in given
    ]
    return "".join(f"<tr>{''.join(row)}</tr>" for row in cells)


def raw_pdf(content: bytes, *, filtered: bool = True, page: str = "", objects: Sequence[bytes] = ()) -> bytes:
    """Return a PDF of one page with this content stream, written by hand."""
    data = zlib.compress(content, 9) if filtered else content
    packed = b"/Filter /FlateDecode " if filtered else b""
    bodies = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R {page} >>".encode(),
        b"<< %s/Length %d >>\nstream\n%s\nendstream" % (packed, len(data), data),
        *objects,
    ]
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(bodies, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(bodies) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer << /Root 1 0 R /Size %d >>\nstartxref\n%d\n%%%%EOF\n" % (len(bodies) + 1, start)
    return bytes(out)

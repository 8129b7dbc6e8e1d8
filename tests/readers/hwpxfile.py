"""HWPX files for tests, written by hand: what a writer may do, not what one writer does."""

import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

NAMESPACES = (
    'xmlns:hp="http://www.hancom.co.kr/hwpml/2011/paragraph" '
    'xmlns:hs="http://www.hancom.co.kr/hwpml/2011/section"'
)


def paragraph(inner: str, *, run: str = "0") -> str:
    """A paragraph of one run; ``inner`` is text, or XML when it begins with ``<``."""
    body = inner if inner.startswith("<") else f"<hp:t>{inner}</hp:t>"
    return f'<hp:p><hp:run charPrIDRef="{run}">{body}</hp:run><hp:linesegarray/></hp:p>'


def cell(row: int, column: int, *texts: str, span: tuple[int, int] = (1, 1)) -> str:
    """A cell with its address; each text is a paragraph."""
    paragraphs = "".join(map(paragraph, texts))
    return (
        f'<hp:tc><hp:subList vertAlign="CENTER">{paragraphs}</hp:subList>'
        f'<hp:cellAddr colAddr="{column}" rowAddr="{row}"/>'
        f'<hp:cellSpan colSpan="{span[1]}" rowSpan="{span[0]}"/></hp:tc>'
    )


def table(*rows: Sequence[str], caption: str = "", attributes: str = "") -> str:
    """A table of rows of cells."""
    inner = "".join(f"<hp:tr>{''.join(cells)}</hp:tr>" for cells in rows)
    head = f"<hp:caption><hp:subList>{caption}</hp:subList></hp:caption>" if caption else ""
    return f"<hp:tbl {attributes}>{head}{inner}</hp:tbl>"


def plain_table(*rows: Sequence[str], **given: str) -> str:
    """A table without merged cells."""
    cells = [[cell(r, c, text) for c, text in enumerate(row)] for r, row in enumerate(rows)]
    return table(*cells, **given)


def section(*paragraphs: str, namespaces: str = NAMESPACES) -> str:
    """A section of paragraphs."""
    return f'<?xml version="1.0" encoding="UTF-8"?><hs:sec {namespaces}>{"".join(paragraphs)}</hs:sec>'


def write_members(path: Path, members: Mapping[str, str | bytes]) -> Path:
    """Write a zip file."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def write_hwpx(path: Path, *sections: str, **members: str) -> Path:
    """Write an HWPX of whole sections."""
    parts: dict[str, str | bytes] = {"mimetype": "application/hwp+zip"}
    parts |= {f"Contents/section{number}.xml": text for number, text in enumerate(sections)}
    return write_members(path, parts | members)


def write_table(path: Path, *paragraphs: str) -> Path:
    """Write an HWPX of one section."""
    return write_hwpx(path, section(*paragraphs))

"""Documents in each format: the same tables as tsv, csv, text, xlsx, hwpx and pdf."""

from __future__ import annotations

import csv
import zipfile
from collections.abc import Callable, Sequence
from html import escape
from pathlib import Path

from bench.reports.made import Made

_PROSE = "추진 배경과 그간의 경과를 설명하는 글입니다.\n - 관계 기관과 협의하여 차질 없이 추진하겠습니다.\n"


def _lead(made: Made) -> list[str]:
    return [text for text in (made.title, made.caption) if text]


def write_tsv(tables: Sequence[Made], path: Path) -> list[int]:
    """Write one table; return how many rows stand above it."""
    lines = ["\t".join(cells) for cells in tables[0].grid]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return [0]


def write_csv(tables: Sequence[Made], path: Path) -> list[int]:
    """Write one table under its title and unit, for Excel."""
    lead = _lead(tables[0])
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        width = max(map(len, tables[0].grid))
        writer.writerows([text, *[""] * (width - 1)] for text in lead)
        writer.writerows(tables[0].grid)
    return [len(lead)]


def write_text(tables: Sequence[Made], path: Path) -> list[int]:
    """Write the tables as tabbed blocks in prose."""
    parts = []
    for made in tables:
        block = "\n".join("\t".join(cells) for cells in made.grid)
        parts.append(f"{_PROSE}\n□ {made.title}\n\n{made.caption}\n\n{block}\n")
    path.write_text("\n".join(parts), encoding="utf-8")
    return [0] * len(tables)


def write_xlsx(tables: Sequence[Made], path: Path) -> list[int]:
    """Write a sheet a table, texts as printed, merged cells merged."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    offsets = []
    for number, made in enumerate(tables):
        sheet = book.create_sheet(f"표{number + 1}")
        lead = _lead(made)
        offsets.append(len(lead))
        for text in lead:
            sheet.append([text])
        for cells in made.grid:
            sheet.append([cell or None for cell in cells])
        for (row, column), (down, right) in made.spans.items():
            first = len(lead) + row + 1
            sheet.merge_cells(
                start_row=first, start_column=column + 1, end_row=first + down - 1, end_column=column + right
            )
    book.save(path)
    return offsets


def _placed(made: Made) -> list[list[tuple[int, str, int, int]]]:
    """Return for each row its cells: column, text, rows and columns spanned; covered ones left out."""
    covered = {
        (row + down, column + right)
        for (row, column), (rows, columns) in made.spans.items()
        for down in range(rows)
        for right in range(columns)
        if down or right
    }
    return [
        [
            (column, text, *made.spans.get((row, column), (1, 1)))
            for column, text in enumerate(cells)
            if (row, column) not in covered
        ]
        for row, cells in enumerate(made.grid)
    ]


def write_hwpx(tables: Sequence[Made], path: Path) -> list[int]:
    """Write the tables into one section, cells with their addresses."""
    parts = []
    for made in tables:
        width = max(map(len, made.grid))
        rows = []
        for row, cells in enumerate(_placed(made)):
            inner = "".join(
                f"<hp:tc><hp:subList><hp:p><hp:run><hp:t>{escape(text)}</hp:t></hp:run></hp:p></hp:subList>"
                f'<hp:cellAddr colAddr="{column}" rowAddr="{row}"/>'
                f'<hp:cellSpan colSpan="{right}" rowSpan="{down}"/></hp:tc>'
                for column, text, down, right in cells
            )
            rows.append(f"<hp:tr>{inner}</hp:tr>")
        table = f'<hp:tbl rowCnt="{len(made.grid)}" colCnt="{width}">{"".join(rows)}</hp:tbl>'
        texts = [*_PROSE.splitlines(), *_lead(made)]
        parts += [f"<hp:p><hp:run><hp:t>{escape(text)}</hp:t></hp:run></hp:p>" for text in texts]
        parts.append(f"<hp:p><hp:run>{table}</hp:run></hp:p>")
    section = (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<hs:sec xmlns:hs="http://www.hancom.co.kr/hwpml/2011/section"'
        ' xmlns:hp="http://www.hancom.co.kr/hwpml/2011/paragraph">' + "".join(parts) + "</hs:sec>"
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/hwp+zip", zipfile.ZIP_STORED)
        archive.writestr("Contents/section0.xml", section)
    return [0] * len(tables)


def write_pdf(tables: Sequence[Made], path: Path) -> list[int]:
    """Write ruled tables by WeasyPrint."""
    from weasyprint import HTML

    style = (
        "@page{size:A4 landscape;margin:12mm} body{font:8pt 'NanumGothic',sans-serif}"
        "table{border-collapse:collapse;break-inside:avoid} td{border:.6pt solid #000;padding:2pt 4pt}"
    )
    parts = []
    for made in tables:
        rows = "".join(
            "<tr>"
            + "".join(
                f'<td rowspan="{down}" colspan="{right}">{escape(text)}</td>'
                for _, text, down, right in cells
            )
            + "</tr>"
            for cells in _placed(made)
        )
        parts.append(
            f"<p>{escape(_PROSE)}</p><h3>□ {made.title}</h3><p>{made.caption}</p><table>{rows}</table>"
        )
    HTML(string=f"<style>{style}</style>{''.join(parts)}").write_pdf(path)
    return [0] * len(tables)


WRITERS: dict[str, Callable[[Sequence[Made], Path], list[int]]] = {
    "tsv": write_tsv,
    "csv": write_csv,
    "txt": write_text,
    "xlsx": write_xlsx,
    "hwpx": write_hwpx,
    "pdf": write_pdf,
}
SINGLE = frozenset({"tsv", "csv"})
"""Formats of which a file holds one table."""

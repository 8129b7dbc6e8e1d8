"""Feeds readers with what no program writes: ``make fuzz NAME=xlsx SECONDS=600`` (docs/security.md).

What is packed is fuzzed unpacked: the inputs are the sheet, the section, the content, and this file packs
them. A finding is an error that is no refusal, or a file that takes longer or more memory than it may.
Inputs that reach something new are kept in ``results/fuzz/NAME/``, findings as ``crash-…`` and ``timeout-…``.
"""

from __future__ import annotations

import io
import logging
import re
import sys
import tempfile
import zipfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["geomsan"]):
    from geomsan.common.errors import GeomsanError
    from geomsan.infer.inspection import inspect
    from geomsan.read.documents.descriptor import read_document
    from geomsan.read.readers import binarybook_worker, pdf_worker, read_file
    from geomsan.read.readers.worker import RefusedError

ROOT = Path(__file__).resolve().parents[1]
SLOWEST = 20
"""Seconds for one input of at most :data:`LONGEST` bytes."""
LONGEST = 16_384
MOST_MEMORY = 3_000
"""MiB."""
SHEET = "xl/worksheets/sheet1.xml"
_RELATED = '<Relationship Id="r{0}" Type="x/{1}" Target="{2}"/>'
PACKED: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "xlsx": (
        SHEET,
        {
            "xl/workbook.xml": '<book xmlns:r="r"><sheets><sheet name="a" r:id="r1"/></sheets></book>',
            "xl/_rels/workbook.xml.rels": "<Relationships>"
            + _RELATED.format(1, "worksheet", "worksheets/sheet1.xml")
            + _RELATED.format(2, "sharedStrings", "texts.xml")
            + _RELATED.format(3, "styles", "styles.xml")
            + "</Relationships>",
            "xl/texts.xml": "<sst><si><t>구분</t></si><si><t>계</t></si></sst>",
            "xl/styles.xml": "<styleSheet>"
            '<numFmts><numFmt numFmtId="200" formatCode="#,##0;[Red](0.0%)"/></numFmts>'
            '<cellXfs><xf numFmtId="0"/><xf numFmtId="200"/><xf numFmtId="14"/></cellXfs></styleSheet>',
        },
    ),
    "ods": ("content.xml", {"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}),
    "hwpx": ("Contents/section0.xml", {"mimetype": "application/hwp+zip"}),
}
TABLE = "구분\t계\t가\t나\n합계\t300\t100\t200\n국비\t100\t50\t50\n시비\t200\t50\t150\n"


def packed(name: str, data: bytes) -> bytes:
    """Return a file of the format whose main part is ``data``."""
    member, others = PACKED[name]
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as target:
        for other, text in others.items():
            target.writestr(other, text)
        target.writestr(member, data)
    return file.getvalue()


_PAGE = (
    b"<< /Type /Catalog /Pages 2 0 R >>",
    b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Contents 4 0 R "
    b"/Resources << /Font << /F 5 0 R >> /XObject << /X 6 0 R >> >> >>",
    b"<< /Length %d >>\nstream\n%s\nendstream",
    b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    b"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Length 18 >>\nstream\n0 0 9 9 re f /X Do\nendstream",
)


def page(content: bytes) -> bytes:
    """Return a PDF of one page that draws ``content``."""
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(_PAGE, 1):
        places.append(len(out))
        whole = body % (len(content), content) if number == 4 else body
        out += b"%d 0 obj\n%s\nendobj\n" % (number, whole)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size, start = len(_PAGE) + 1, len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table)
    out += b"trailer << /Root 1 0 R /Size %d >>\nstartxref\n%d\n%%%%EOF\n" % (size, start)
    return bytes(out)


def read_as(path: Path, name: str) -> Callable[[bytes], None]:
    """Return what reads bytes as a file of a format."""

    def read(data: bytes) -> None:
        path.write_bytes(packed(name, data) if name in PACKED else data)
        read_file(path)

    return read


def check_as(path: Path) -> Callable[[bytes], None]:
    """Return what reads bytes as a text and checks what it finds."""

    def check(data: bytes) -> None:
        path.write_bytes(data)
        inspect(path)

    return check


def work_as(path: Path, work: Callable[[Path], object]) -> Callable[[bytes], None]:
    """Return what reads bytes as a worker does: there an error says that the file is damaged."""

    def read(data: bytes) -> None:
        path.write_bytes(data)
        with suppress(Exception):
            work(path)

    return read


def draw_as(path: Path) -> Callable[[bytes], None]:
    """Return what reads bytes as the content of a PDF's page: there only our own errors count."""

    def read(data: bytes) -> None:
        path.write_bytes(page(data))
        try:
            pdf_worker._read(path, 100)
        except Exception as error:
            # pdfminer's own errors come wrapped: the file is damaged.
            last = error.__traceback__
            while last is not None and last.tb_next is not None:
                last = last.tb_next
            if not isinstance(error, RefusedError) and last is not None:
                name = last.tb_frame.f_globals.get("__name__", "")
                if name.startswith("geomsan"):
                    raise

    return read


def describe(folder: Path) -> Callable[[bytes], None]:
    """Return what reads bytes as a descriptor, beside a table."""
    (folder / "a.tsv").write_text(TABLE, encoding="utf-8")

    def read(data: bytes) -> None:
        (folder / "datapackage.yaml").write_bytes(data)
        read_document(folder, ROOT / "schemas" / "datapackage.schema.json")

    return read


def targets(folder: Path) -> dict[str, Callable[[bytes], None]]:
    """Return what can be fuzzed, by its name."""
    return {
        **{name: read_as(folder / f"a.{name}", name) for name in (*PACKED, "csv")},
        "text": read_as(folder / "a.txt", "text"),
        "check": check_as(folder / "b.tsv"),
        "pdf": work_as(folder / "a.pdf", lambda path: pdf_worker._read(path, 100)),
        "page": draw_as(folder / "b.pdf"),
        "xls": work_as(folder / "a.xls", binarybook_worker._read),
        "descriptors": describe(folder),
    }


def seeds(name: str) -> list[bytes]:
    """Return what is changed first: files of the project, or what is written here."""
    if name == "descriptors":
        given = [path.read_bytes() for path in sorted((ROOT / "raw").glob("*/datapackage.yaml"))]
        return [data[:LONGEST] for data in given]
    if name in ("pdf", "page"):
        return [page(CONTENT) if name == "pdf" else CONTENT]
    if name == "xls":
        return [_xls()]
    called = "text" if name == "check" else name
    return [path.read_bytes() for path in sorted((ROOT / "bench" / "seeds").glob(f"{called}-*"))]


def _xls() -> bytes:
    import xlwt

    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("a")
    style = xlwt.easyxf(num_format_str="#,##0;(#,##0)")
    lines = (("구분", "금액"), ("가", -1200.5), ("나", 30), ("계", xlwt.Formula("SUM(B2:B3)")))
    for row, line in enumerate(lines):
        for column, value in enumerate(line):
            sheet.write(row, column, value, style)
    sheet.write_merge(5, 6, 0, 1, "합")
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


RULES = "".join(f"{x} 20 m {x} 80 l S 10 {y} m 210 {y} l S " for x, y in ((10, 20), (110, 50), (210, 80)))
CONTENT = (
    f"{RULES}BT /F 9 Tf 15 60 Td (A) Tj 100 0 Td [(1,2) 5 <3030>] TJ 0 -30 Td (30) Tj ET q /X Do Q".encode()
)


def main() -> None:
    """Fuzz the target named first for as many seconds as are named second."""
    name, seconds = sys.argv[1], int(sys.argv[2])
    kept = ROOT / "results" / "fuzz" / name
    (kept / "corpus").mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(seeds(name)):
        (kept / "corpus" / f"seed-{number}").write_bytes(seed)
    logging.disable(logging.CRITICAL)
    with tempfile.TemporaryDirectory(prefix="geomsan-fuzz-") as folder:
        target = targets(Path(folder))[name]

        def once(data: bytes) -> None:
            try:
                target(data)
            except (GeomsanError, RefusedError) as error:
                if isinstance(error, GeomsanError) and re.search(r"\n|Traceback", str(error)):
                    raise

        # Readers load their libraries at the first file, which may take longer than any input.
        for seed in seeds(name):
            once(seed)
        atheris.Setup(
            [
                sys.argv[0],
                str(kept / "corpus"),
                f"-max_total_time={seconds}",
                f"-timeout={SLOWEST}",
                f"-rss_limit_mb={MOST_MEMORY}",
                f"-max_len={LONGEST}",
                f"-artifact_prefix={kept}/",
                "-print_final_stats=1",
                "-verbosity=0",
            ],
            once,
        )
        atheris.Fuzz()


if __name__ == "__main__":
    main()

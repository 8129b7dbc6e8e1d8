"""Which reader a file needs: by what it holds first, by its name where that leaves it open."""

from __future__ import annotations

import codecs
import mmap
import stat
import zipfile
import zlib
from pathlib import Path

from geomsan.common.errors import Bilingual, GeomsanError
from geomsan.common.files import unreadable
from geomsan.read.readers.found import FoundFile, FoundTable
from geomsan.read.readers.limits import LARGEST_FILE
from geomsan.read.readers.zipped import slashed

_HEAD = 4096
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_XML_MARKS = (b"<?xml", b"<html", b"<!doctype html", b"<table", b"<meta", b"<head", b"<!--")
_PICTURES = {
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF8": "GIF",
    b"II*\0": "TIFF",
    b"MM\0*": "TIFF",
}
_PACKED = {
    b"7z\xbc\xaf": "7z",
    b"Rar!": "RAR",
    b"\x1f\x8b": "gzip",
    b"BZh": "bzip2",
    b"\xfd7zXZ": "xz",
}
_SHORTCUTS = (b"L\0\0\0\x01\x14\x02\0", b"[InternetShortcut]")
_ONLINE = (".gsheet", ".gdoc", ".gslides")
"""What Google's drive keeps on a computer in place of a document."""
_BROKEN_ZIP = (
    zipfile.BadZipFile,
    zlib.error,
    OSError,
    ValueError,
    NotImplementedError,
    EOFError,
    RuntimeError,
)
_STREAMS = (
    "HwpSummaryInformation",
    "EncryptedPackage",
    "WordDocument",
    "Workbook",
    "WORKBOOK",
    "Book",
    "BOOK",
)

_PROTECTED = Bilingual(
    "암호가 걸린 오피스 파일입니다. 엑셀에서 암호를 풀고(파일 > 정보 > 통합 문서 보호) 다시 저장해 주십시오.",
    "is an Office file with a password; remove it in Excel (File > Info > Protect Workbook) and save again.",
)
_OLD_HANGUL = Bilingual(
    "옛 한글(3.0) 파일입니다. 한글에서 열어 HWPX로 저장해 주십시오.",
    "is an old Hangul file (3.0); open it in Hangul and save it as HWPX.",
)
_WEB_PAGE = Bilingual(
    "웹 페이지나 XML 파일입니다(이름만 바꾼 엑셀 파일일 수 있습니다). 엑셀에서 열어 xlsx로 저장해 주십시오.",
    "is a web page or XML (perhaps called xls); open it in Excel and save it as xlsx.",
)


_SHORTCUT = Bilingual(
    "바로 가기 파일이고 문서가 아닙니다. 원래 파일을 지정해 주십시오"
    "(구글 문서는 [파일 → 다운로드]로 xlsx나 PDF를 받습니다).",
    "is a shortcut and no document; name the file itself (of Google's, download it as xlsx or PDF).",
)
_LOCK = Bilingual(
    "엑셀이나 한글이 문서를 연 동안 두는 임시 파일입니다. 이름에 ~$가 없는 파일을 지정해 주십시오.",
    "is what Office leaves while a document is open; name the file without ~$.",
)


def read_tables(path: Path, name: str | None = None) -> list[FoundTable]:
    """Find the tables of a file of any format that the project reads; see :func:`read_file`."""
    return list(read_file(path, name).tables)


def read_file(path: Path, name: str | None = None) -> FoundFile:
    """Find the tables of a file of any format that the project reads, with the notes on the file.

    Parameters
    ----------
    path
        The file.
    name
        How places name the file; its own name by default.

    Raises
    ------
    GeomsanError
        When there is no such file, it cannot be read, or its format is none of those read.
    """
    head = _head(path)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _read_zip(path, name)
    if b"%PDF-" in head[:1024] and (head.lstrip().startswith(b"%PDF-") or path.suffix.lower() == ".pdf"):
        from geomsan.read.readers.pdf import read_pdf_file

        return read_pdf_file(path, name)
    if head.startswith(_OLE):
        return FoundFile(_read_ole(path, name))
    _refuse_known(path, head)
    return _read_characters(path, name)


def _head(path: Path) -> bytes:
    """Return how the file begins, having seen that it is one that can be read.

    Raises
    ------
    GeomsanError
        When it is none.
    """
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise _refusal(path, "폴더입니다. 파일을 지정해 주십시오.", "is a folder; name a file.")
        if not stat.S_ISREG(status.st_mode):
            raise _refusal(
                path, "보통 파일이 아닙니다(장치나 파이프).", "is no regular file (a device or a pipe)."
            )
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except (OSError, ValueError) as error:
        raise _unreachable(path, error) from error
    if not head:
        raise _refusal(path, "빈 파일입니다. 다시 저장해 주십시오.", "is empty; save or fetch it again.")
    if status.st_size > LARGEST_FILE:
        limit = LARGEST_FILE // 2**20
        raise _refusal(
            path,
            f"파일이 너무 큽니다({limit}MB까지 읽습니다). 나누어 주십시오.",
            f"is too large (up to {limit} MB are read); split it.",
        )
    return head


def _unreachable(path: Path, error: Exception) -> GeomsanError:
    if isinstance(error, FileNotFoundError):
        if path.is_symlink():
            return _refusal(
                path,
                "링크가 가리키는 파일이 없습니다. 원래 파일을 지정해 주십시오.",
                "is a link to nowhere; name the file itself.",
            )
        return _refusal(
            path, "파일이 없습니다. 이름과 폴더를 확인해 주십시오.", "does not exist; check name and folder."
        )
    if isinstance(error, PermissionError):
        return _refusal(
            path,
            "읽을 권한이 없습니다. 파일의 권한을 바꾸거나 복사본을 쓰십시오.",
            "may not be read by you; change its permissions or use a copy.",
        )
    return unreadable(path, error)


def _refusal(path: Path, ko: str, en: str) -> GeomsanError:
    return GeomsanError(str(path), ko, en)


def _read_zip(path: Path, name: str | None) -> FoundFile:
    """Read what is packed as a zip file: xlsx, xlsb, ods or hwpx.

    Raises
    ------
    GeomsanError
        When it is damaged or another format.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            members = {slashed(member): member for member in archive.namelist()}
            mimetype = archive.open(members["mimetype"]).read(_HEAD) if "mimetype" in members else b""
    except _BROKEN_ZIP as error:
        raise _refusal(
            path,
            "손상되었거나 잘린 파일입니다. 다시 받거나 저장해 주십시오.",
            "is damaged or cut off; save or fetch it again.",
        ) from error
    if "xl/workbook.bin" in members:
        from geomsan.read.readers.binarybook import read_binary_workbook

        return FoundFile(read_binary_workbook(path, name))
    if any(member.startswith("xl/") for member in members):
        from geomsan.read.readers.xlsx import read_xlsx_file

        return read_xlsx_file(path, name)
    if b"opendocument.spreadsheet" in mimetype:
        from geomsan.read.readers.ods import read_ods

        return FoundFile(read_ods(path, name))
    for sign, kind, wanted in (
        ("word/document.xml", "DOCX", "PDF"),
        ("ppt/presentation.xml", "PPTX", "PDF"),
        ("content.xml", "ODF", "ODS, PDF"),
    ):
        if sign in members:
            raise _refusal(
                path,
                f"{kind} 파일은 읽지 않습니다. {wanted} 파일로 저장해 주십시오.",
                f"is {kind}, which is not read; save it as {wanted}.",
            )
    if "mimetype" in members or any(member.lower().startswith("contents/") for member in members):
        from geomsan.read.readers.hwpx import read_hwpx_file

        return read_hwpx_file(path, name)
    raise _refusal(
        path,
        "압축 파일입니다. 풀어서 안에 든 파일을 지정해 주십시오.",
        "is a zip archive; unpack it and name the file inside.",
    )


def _read_ole(path: Path, name: str | None) -> list[FoundTable]:
    """Read or refuse what is kept in Microsoft's compound files: old hwp, xls, protected Office.

    Raises
    ------
    GeomsanError
        When it is none that can be read.
    """
    try:
        with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
            streams = [stream for stream in _STREAMS if data.find(stream.encode("utf-16-le")) >= 0]
            is_hwp = "HwpSummaryInformation" in streams or data.find(b"HWP Document File") >= 0
    except (OSError, ValueError) as error:
        raise _unreachable(path, error) from error
    if is_hwp or (not streams and path.suffix.lower() == ".hwp"):
        from geomsan.read.readers.hwp import read_hwp

        return read_hwp(path, name)
    if "EncryptedPackage" in streams:
        raise _refusal(path, _PROTECTED.ko, _PROTECTED.en)
    is_old_excel = (
        streams[-1].capitalize() in ("Workbook", "Book") if streams else path.suffix.lower() == ".xls"
    )
    if is_old_excel:
        from geomsan.read.readers.binarybook import read_binary_workbook

        return read_binary_workbook(path, name)
    raise _refusal(
        path,
        "옛 오피스 파일입니다. 그 프로그램에서 열어 xlsx, hwpx나 PDF로 저장해 주십시오.",
        "is an old Office file; open it in its program and save it as xlsx, hwpx or PDF.",
    )


def _refuse_known(path: Path, head: bytes) -> None:
    """Refuse formats that are known not to be read.

    Raises
    ------
    GeomsanError
        When it is one of them.
    """
    if path.name.startswith("~$"):
        raise _refusal(path, _LOCK.ko, _LOCK.en)
    if head.startswith(_SHORTCUTS) or path.suffix.lower() in _ONLINE:
        raise _refusal(path, _SHORTCUT.ko, _SHORTCUT.en)
    if head.startswith(b"HWP Document File"):
        raise _refusal(path, _OLD_HANGUL.ko, _OLD_HANGUL.en)
    for sign, kind in _PICTURES.items():
        if head.startswith(sign):
            raise _refusal(
                path,
                f"그림 파일({kind})입니다. 글자가 든 원본 파일을 지정해 주십시오.",
                f"is a picture ({kind}); name the original with its text.",
            )
    for sign, kind in _PACKED.items():
        if head.startswith(sign):
            raise _refusal(
                path,
                f"압축 파일({kind})입니다. 풀어서 안에 든 파일을 지정해 주십시오.",
                f"is an archive ({kind}); unpack it and name the file inside.",
            )
    if head.startswith(b"{\\rtf"):
        raise _refusal(path, "RTF 파일입니다. PDF로 저장해 주십시오.", "is RTF; save it as PDF.")
    start = head.removeprefix(codecs.BOM_UTF8).replace(b"\0", b"").lstrip(b"\xff\xfe \t\r\n").lower()
    if start.startswith(_XML_MARKS) and path.suffix.lower() not in (".md", ".markdown", ".txt"):
        raise _refusal(path, _WEB_PAGE.ko, _WEB_PAGE.en)


def _read_characters(path: Path, name: str | None) -> FoundFile:
    """Read a file of characters: a delimited table by its name or its evenness, else a text."""
    from geomsan.read.readers.delimited import is_even, read_delimited
    from geomsan.read.readers.encoding import read_lines_of
    from geomsan.read.readers.text import read_text_file

    suffix = path.suffix.lower()
    if suffix in (".tsv", ".csv", ".tab"):
        return FoundFile(read_delimited(path, name))
    is_text = suffix in (".txt", ".md", ".markdown")
    found = read_text_file(path, name) if is_text else FoundFile(())
    if found.tables or not is_even(read_lines_of(path)):
        return found if is_text else read_text_file(path, name)
    return FoundFile(read_delimited(path, name))

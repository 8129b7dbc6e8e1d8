"""Bytes to text: UTF-8 with or without a mark, UTF-16, CP949."""

from __future__ import annotations

import codecs
import re
from itertools import islice
from pathlib import Path

from geomsan.common.errors import GeomsanError
from geomsan.common.files import unreadable
from geomsan.read.readers.limits import check_cells

LONGEST_TEXT = 64 * 2**20
"""Bytes of a text or delimited file; a table of this size would not be checked in time anyway."""

_UTF16 = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_MOST_CONTROL = 0.1
"""The part of a text that may be control characters; what has more is no text."""
_FEW = 3
"""So many are a slip in a text however short."""
_MANY = 100_000
"""So many are none in a text however long."""


def read_lines_of(path: Path) -> str:
    """Return the text of a file, every line end a line feed.

    Control characters are shown escaped; see :func:`visible`.

    Raises
    ------
    GeomsanError
        When the file cannot be read, is too large, has too many lines, or is not text.
    """
    try:
        with path.open("rb") as file:
            data = file.read(LONGEST_TEXT + 1)
    except OSError as error:
        raise unreadable(path, error) from error
    if len(data) > LONGEST_TEXT:
        raise GeomsanError(
            str(path),
            f"너무 큽니다({LONGEST_TEXT // 2**20}MB까지 읽습니다). 표를 나누어 주십시오.",
            f"is too large (up to {LONGEST_TEXT // 2**20} MB are read); split it.",
        )
    text = _decode(data)
    text = text.rstrip("\x1a") if text is not None else None  # The end mark of old programs.
    if text is not None:
        check_cells(path, text.count("\n"))
    if text is None or _has_too_many_controls(text):
        raise GeomsanError(
            str(path),
            "텍스트가 아닙니다(UTF-8이나 CP949로 읽히지 않습니다). UTF-8 텍스트로 저장해 주십시오.",
            "is not text (neither UTF-8 nor CP949); save it as UTF-8 text.",
        )
    return visible(text.replace("\r\n", "\n").replace("\r", "\n"))


def _has_too_many_controls(text: str) -> bool:
    most = min(max(_FEW, int(len(text) * _MOST_CONTROL)), _MANY)
    return len(list(islice(_CONTROL.finditer(text), most + 1))) > most


def visible(text: str) -> str:
    r"""Return a text with its control characters shown: ``\x1b`` for an escape.

    A NUL stands where something was lost: it becomes U+FFFD, so that the figure around it cannot be
    taken for a shorter one. So does half of a surrogate pair.
    """
    return _CONTROL.sub(_escaped, text)


def _escaped(match: re.Match[str]) -> str:
    code = ord(match[0])
    return "\ufffd" if not code or code > 0xFF else f"\\x{code:02x}"


def _decode(data: bytes) -> str | None:
    """Return the text, or nothing when no encoding fits."""
    for mark, encoding in _UTF16.items():
        if data.startswith(mark):
            return _strictly(data[len(mark) :], encoding)
    zeros = data[:4096].count(0)
    if zeros * 5 > len(data[:4096]):
        # Digits and tabs of UTF-16 without a mark: every other byte is zero.
        is_little = data[1:4096:2].count(0) > data[0:4096:2].count(0)
        return _strictly(data, "utf-16-le" if is_little else "utf-16-be")
    text = _strictly(data, "utf-8-sig")
    return text if text is not None else _strictly(data, "cp949")


def _strictly(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None

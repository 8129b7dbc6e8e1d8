"""Zip files from outside: opened within limits, every way of being broken told in one line."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from geomsan.common.errors import GeomsanError

MAX_MEMBERS = 10_000
MAX_RATIO = 500
"""Tables of many empty cells are packed 300 to 1; what zlib makes of nothing at all is 1,000 to 1."""
MOST_ELEMENTS = 8_000_000
"""Elements of XML in all: what is small to unpack can still take minutes to go through."""
SMALL = 1 << 20
"""Under this size the ratio says nothing."""
_CHUNK = 1 << 18
_ENCRYPTED = 0x1


def _damaged(path: Path, detail: object) -> GeomsanError:
    reason = " ".join(str(detail).split())[:120]
    return GeomsanError(
        str(path),
        f"손상되었거나 잘린 파일입니다 ({reason}).",
        f"is damaged or cut off ({reason}).",
    )


@contextmanager
def reading(path: Path) -> Iterator[None]:
    """Turn what :mod:`zipfile` raises on broken input into one line.

    Raises
    ------
    GeomsanError
        When the file cannot be opened or does not unpack.
    """
    try:
        yield
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        raise _damaged(path, error) from error
    except OSError as error:
        reason = error.strerror or str(error)
        raise GeomsanError(
            str(path), f"읽을 수 없습니다 ({reason}).", f"cannot be read ({reason})."
        ) from error
    except (RuntimeError, ValueError, OverflowError) as error:
        # zipfile's own checks of fields that a broken file may hold anything in.
        raise _damaged(path, error) from error


class ZipSource:
    """A zip file whose members are read in pieces and counted against one budget.

    Parameters
    ----------
    path
        The file.
    budget
        Bytes that may be unpacked in all.

    Raises
    ------
    GeomsanError
        When the file is no zip file, is damaged, or has too many members.
    """

    def __init__(self, path: Path, budget: int) -> None:
        self.path = path
        self._left = budget
        self._elements = MOST_ELEMENTS
        with reading(path):
            self._zip = zipfile.ZipFile(path)
        members = self._zip.infolist()
        if len(members) > MAX_MEMBERS:
            raise GeomsanError(
                str(path),
                f"압축 파일 안에 파일이 너무 많습니다 ({len(members):,}개, 한도 {MAX_MEMBERS:,}개).",
                f"holds too many members ({len(members):,}, limit {MAX_MEMBERS:,}).",
            )
        self.names: dict[str, zipfile.ZipInfo] = {}
        for member in members:
            if member.filename in self.names:
                raise _damaged(path, f"two members are called {member.filename[:60]!r}")
            self.names[member.filename] = member

    def close(self) -> None:
        """Close the file."""
        self._zip.close()

    def count_element(self) -> None:
        """Count one element of XML.

        Raises
        ------
        GeomsanError
            When there are more than :data:`MOST_ELEMENTS`.
        """
        self._elements -= 1
        if self._elements < 0:
            raise GeomsanError(
                str(self.path),
                f"내용이 너무 많습니다(XML 요소 {MOST_ELEMENTS:,}개까지 읽습니다). 나누어 저장해 주십시오.",
                f"holds too much (up to {MOST_ELEMENTS:,} XML elements are read); split it.",
            )

    def pieces(self, name: str) -> Iterator[bytes]:
        """Yield the member ``name`` in pieces.

        Raises
        ------
        GeomsanError
            When it is encrypted, damaged, or unpacks to more than the limits allow.
        """
        info = self.names[name]
        if info.flag_bits & _ENCRYPTED:
            raise GeomsanError(
                str(self.path),
                "암호가 걸린 파일입니다. 암호를 풀고 저장하세요.",
                "is encrypted: save it without password.",
            )
        got = 0
        with reading(self.path):
            with self._zip.open(info) as stream:
                while piece := stream.read(_CHUNK):
                    got += len(piece)
                    self._count(len(piece), got, info)
                    yield piece
            if got != info.file_size:
                raise _damaged(self.path, f"{name[:60]}: {got} of {info.file_size} bytes")

    def _count(self, size: int, got: int, info: zipfile.ZipInfo) -> None:
        self._left -= size
        ratio = got / max(info.compress_size, 1)
        if self._left < 0 or (got > SMALL and ratio > MAX_RATIO):
            raise GeomsanError(
                str(self.path),
                f"압축을 풀면 너무 커지는 파일입니다 ({info.filename[:60]}).",
                f"unpacks to more than is allowed ({info.filename[:60]}).",
            )

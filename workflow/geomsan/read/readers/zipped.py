"""Zip files from outside: opened within limits, every way of being broken told in one line."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from geomsan.common.errors import GeomsanError
from geomsan.common.files import unreadable
from geomsan.read.readers.limits import check_cells

MAX_MEMBERS = 10_000
MAX_RATIO = 500
"""Tables of many empty cells are packed 300 to 1; what zlib makes of nothing at all is 1,000 to 1."""
MOST_TAGS = 16_000_000
"""Tags of XML in all: what is small to unpack can still take minutes to go through."""
MOST_TAGS_A_BYTE = 20
"""Tags for each packed byte; rows of empty cells come to five."""
FEW_TAGS = 200_000
"""Under this number the tags for each byte say nothing."""
FILLED_CELLS = {
    "ods": (b":p></table:table-cell>",),
    "hwpx": (b":tc>",),
    "xlsx": (b"</v></c>", b"</is></c>"),
}
"""How a cell ends that counts as one: counted before any is built."""
SMALL = 1 << 20
"""Under this size the ratio says nothing."""
_CHUNK = 1 << 18
_ENCRYPTED = 0x1


def _damaged(path: Path, detail: object, ko: str = "") -> GeomsanError:
    """Return the error; the words of :mod:`zipfile` are for the English sentence only."""
    reason = " ".join(str(detail).split())[:120]
    return GeomsanError(
        str(path),
        f"손상되었거나 잘린 파일입니다{f' ({ko})' if ko else ''}. 다시 받거나 저장해 주십시오.",
        f"is damaged or cut off ({reason}); save or fetch it again.",
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
        raise unreadable(path, error) from error
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
    kind
        ``xlsx``, ``hwpx`` or ``ods``: the format that the file is read as.

    Attributes
    ----------
    names
        The members by their names; a backslash, as older programs write, is a slash.

    Raises
    ------
    GeomsanError
        When the file is no zip file, is damaged, or has too many members.
    """

    def __init__(self, path: Path, budget: int, kind: str = "xlsx") -> None:
        self.path = path
        self.kind = kind
        self._left = budget
        self._tags = 0
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
            name = slashed(member.filename)
            if name in self.names:
                raise _damaged(
                    path, f"two members are called {name[:60]!r}", f"이름이 같은 것이 둘: {name[:60]!r}"
                )
            self.names[name] = member

    def close(self) -> None:
        """Close the file."""
        self._zip.close()

    def pieces(self, name: str) -> Iterator[bytes]:
        """Yield the member ``name``, one of XML, in pieces.

        It is unpacked twice: what is too much is known before anything is built from it.

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
        self._weigh(info)
        yield from self._unpacked(info)

    def _unpacked(self, info: zipfile.ZipInfo) -> Iterator[bytes]:
        with reading(self.path), self._zip.open(info) as stream:
            while piece := stream.read(_CHUNK):
                yield piece

    def _weigh(self, info: zipfile.ZipInfo) -> None:
        """Count bytes, tags and cells of a member.

        Raises
        ------
        GeomsanError
            When they are more than the limits allow, or not as many as the file says.
        """
        got = tags = cells = 0
        endings = FILLED_CELLS[self.kind]
        packed = max(info.compress_size, 1)
        for piece in self._unpacked(info):
            got += len(piece)
            tags += piece.count(b"<")
            cells += sum(map(piece.count, endings))
            check_cells(self.path, cells)
            is_dense = got > SMALL and got > packed * MAX_RATIO
            is_teeming = tags > FEW_TAGS and tags > packed * MOST_TAGS_A_BYTE
            if self._left < got or is_dense or is_teeming:
                raise GeomsanError(
                    str(self.path),
                    f"압축을 풀면 너무 커지는 파일입니다 ({info.filename[:60]}).",
                    f"unpacks to more than is allowed ({info.filename[:60]}).",
                )
            if self._tags + tags > MOST_TAGS:
                raise GeomsanError(
                    str(self.path),
                    f"내용이 너무 많습니다(XML 태그 {MOST_TAGS:,}개까지 읽습니다). 나누어 저장해 주십시오.",
                    f"holds too much (up to {MOST_TAGS:,} XML tags are read); split it.",
                )
        if got != info.file_size:
            called = info.filename[:60]
            raise _damaged(
                self.path,
                f"{called}: {got} of {info.file_size} bytes",
                f"{called}: {info.file_size:,}바이트라는데 {got:,}바이트",
            )
        self._left -= got
        self._tags += tags


def slashed(name: str) -> str:
    """Return a member's name with the slashes that the zip format asks for."""
    return name.replace("\\", "/")

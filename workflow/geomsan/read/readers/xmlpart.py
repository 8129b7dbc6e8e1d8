"""The XML parts of a packed document, read as streams of events; what is wrong with one, in one line."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from xml.parsers import expat

from geomsan.common.errors import Bilingual, GeomsanError
from geomsan.read.readers.zipped import ZipSource

_LONGEST_TAG = 4 * 2**20
_LONGEST_REASON = 120
_MANIFEST = "META-INF/manifest.xml"
_PROGRAMS = {"xlsx": ("엑셀", "Excel"), "hwpx": ("한글", "Hangul"), "ods": ("LibreOffice", "LibreOffice")}
"""What opens a format and saves it well."""


class PartError(Exception):
    """A part of a document is not what such a part can be, or larger than the limits."""

    def __init__(self, ko: str, en: str) -> None:
        self.reason = Bilingual(ko, en)
        super().__init__(en)


@contextmanager
def reading_part(source: ZipSource, where: str) -> Iterator[None]:
    """Tell in one line what is wrong with a part of the document.

    Raises
    ------
    GeomsanError
        When it is damaged, or declares what such a part never does.
    """
    try:
        yield
    except PartError as error:
        reason = error.reason
    except expat.ExpatError as error:
        reason = Bilingual(
            f"XML이 {error.lineno}번째 줄 {error.offset + 1}번째 글자에서 틀립니다", _short(error)
        )
    except (LookupError, ValueError, OverflowError) as error:
        reason = Bilingual("있을 수 없는 번호나 글자가 있습니다", _short(error))
    else:
        return
    program = _PROGRAMS[source.kind]
    kind = source.kind.upper()
    raise GeomsanError(
        str(source.path),
        f"{kind} 내용을 읽을 수 없습니다({where}: {reason.ko}). {program[0]}에서 열어 다시 저장해 주십시오.",
        f"cannot be read as {kind} ({where}: {reason.en}); open it in {program[1]} and save it again.",
    )


def _short(error: Exception) -> str:
    return " ".join(str(error).split())[:_LONGEST_REASON]


def parse_part(
    source: ZipSource,
    member: str,
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> None:
    """Read a part; see :func:`parse`.

    Raises
    ------
    GeomsanError
        When it is damaged, declares a document type, or is larger than the limits.
    """
    with reading_part(source, member):
        parse(source.pieces(member), start, end, text)


def parse(
    pieces: Iterable[bytes],
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> None:
    """Read XML as events; names come without their prefix, since namespaces change with versions.

    Raises
    ------
    PartError, xml.parsers.expat.ExpatError, LookupError, ValueError
        When it is no well-formed XML or declares a document type, and with it entities of its own.
    """
    parser = expat.ParserCreate()
    parser.buffer_text = True

    def refuse(*_: object) -> None:
        raise PartError("문서 형식(DTD)을 선언합니다", "declares a document type")

    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    parser.StartElementHandler = lambda name, attributes: start(_local(name), attributes)
    if end is not None:
        finish = end
        parser.EndElementHandler = lambda name: finish(_local(name))
    if text is not None:
        parser.CharacterDataHandler = text
    fed = 0
    for piece in pieces:
        parser.Parse(piece, False)
        fed += len(piece)
        if fed - parser.CurrentByteIndex > _LONGEST_TAG:
            raise PartError("태그 하나가 너무 깁니다", "a tag is too long")
    parser.Parse(b"", True)


def _local(name: str) -> str:
    return name.rpartition(":")[2] if ":" in name else name


def refuse_encrypted(source: ZipSource) -> None:
    """Refuse a document whose manifest says that its parts are encrypted.

    Raises
    ------
    GeomsanError
        When it does.
    """
    seen: list[str] = []

    def start(name: str, _: dict[str, str]) -> None:
        if name == "encryption-data":
            seen.append(name)

    if _MANIFEST in source.names:
        parse_part(source, _MANIFEST, start)
    if seen:
        kind, program = source.kind.upper(), _PROGRAMS[source.kind]
        raise GeomsanError(
            str(source.path),
            f"암호가 걸린 {kind}입니다. {program[0]}에서 암호를 풀고 다시 저장하세요.",
            f"is an encrypted {kind}: save it again in {program[1]} without password.",
        )

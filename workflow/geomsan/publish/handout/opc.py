"""An xlsx file as its parts: some read, changed or added, all others copied as they are."""

from __future__ import annotations

import io
import posixpath
import shutil
import zipfile
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from geomsan.common.errors import GeomsanError
from geomsan.publish.handout.splice import Edit, appended, as_utf8, ascii_xml, edited, elements
from geomsan.read.readers.xlsx import MAX_XML
from geomsan.read.readers.zipped import ZipSource, reading, slashed

MOST_UNPACKED = 2**29
"""Bytes that the parts of a copied workbook may take unpacked, pictures among them."""
_TYPES = "[Content_Types].xml"
_TYPES_SPACE = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONS_SPACE = "http://schemas.openxmlformats.org/package/2006/relationships"
_RELATIONS_TYPE = "application/vnd.openxmlformats-package.relationships+xml"
_DATE = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class Relation:
    """What a part refers to: the id and kind of the reference, and the part."""

    id: str
    kind: str
    target: str


class Package:
    """The parts of a workbook.

    Raises
    ------
    GeomsanError
        When the file is no zip file, is damaged, or unpacks to more than the limit.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        with closing(ZipSource(path, MOST_UNPACKED)) as source:
            self._infos = dict(source.names)
        if sum(info.file_size for info in self._infos.values()) > MOST_UNPACKED:
            raise self._too_large()
        self._changed: dict[str, bytes] = {}

    def _too_large(self) -> GeomsanError:
        return GeomsanError(
            str(self.path),
            "통합 문서가 너무 커서 사본을 만들 수 없습니다. 이름을 .html로 하십시오.",
            "is too large to be copied; choose a name that ends in .html.",
        )

    def __contains__(self, name: str) -> bool:
        return name in self._infos or name in self._changed

    def names(self) -> list[str]:
        """Return the names of all parts."""
        return [*self._infos, *(name for name in self._changed if name not in self._infos)]

    def read(self, name: str) -> bytes:
        """Return a part as it is now."""
        if name in self._changed:
            return self._changed[name]
        info = self._infos[name]
        if info.file_size > MAX_XML:
            raise self._too_large()
        with reading(self.path), zipfile.ZipFile(self.path) as source:
            return as_utf8(source.read(info))

    def put(self, name: str, content: bytes) -> None:
        """Change or add a part."""
        self._changed[name] = content

    def free(self, pattern: str) -> str:
        """Return the first name that no part has, with a number in the place of ``{}``."""
        taken = {name.lower() for name in self.names()}
        number = 1
        while pattern.format(number).lower() in taken:
            number += 1
        return pattern.format(number)

    def relations(self, part: str) -> list[Relation]:
        """Return what a part refers to within the file."""
        name = _relations_of(part)
        if name not in self:
            return []
        return [
            Relation(
                each.value("Id"),
                each.value("Type").rpartition("/")[2],
                _resolved(part, slashed(each.value("Target"))),
            )
            for each in elements(self.read(name))
            if each.local == "Relationship" and each.value("TargetMode") != "External"
        ]

    def relate(self, part: str, space: str, kind: str, target: str) -> str:
        """Have a part refer to another; return the id of the reference.

        Parameters
        ----------
        part, target
            Names of the parts.
        space, kind
            The namespace of references, and what the other part is to the first.
        """
        name = _relations_of(part)
        if name not in self:
            self.put(name, b'<Relationships xmlns="%s"></Relationships>' % _RELATIONS_SPACE.encode())
            self.declare_default("rels", _RELATIONS_TYPE)
        content = self.read(name)
        found = elements(content)
        taken = {each.value("Id") for each in found}
        number = 1
        while f"rId{number}" in taken:
            number += 1
        made = b'<Relationship xmlns="%s" Id="rId%d" Type="%s/%s" Target="/%s"/>' % (
            _RELATIONS_SPACE.encode(),
            number,
            space.encode(),
            kind.encode(),
            ascii_xml(target),
        )
        self.put(name, edited(content, [appended(content, found[0], made)]))
        return f"rId{number}"

    def declare(self, part: str, content_type: str) -> None:
        """Say what kind of content a new part has."""
        self._declare(
            b'<Override xmlns="%s" PartName="/%s" ContentType="%s"/>', ascii_xml(part), content_type
        )

    def declare_default(self, ending: str, content_type: str) -> None:
        """Say what kind of content parts with an ending have, unless that is said already."""
        kinds = elements(self.read(_TYPES))
        if all(each.value("Extension").lower() != ending for each in kinds if each.local == "Default"):
            self._declare(
                b'<Default xmlns="%s" Extension="%s" ContentType="%s"/>',
                ending.encode(),
                content_type,
                at_start=True,
            )

    def content_type(self, part: str) -> str:
        """Return the kind of content of a part that is declared by its name."""
        for each in elements(self.read(_TYPES)):
            if each.local == "Override" and each.value("PartName").lower() == f"/{part}".lower():
                return each.value("ContentType")
        return ""

    def _declare(self, form: bytes, name: bytes, content_type: str, *, at_start: bool = False) -> None:
        content = self.read(_TYPES)
        root = elements(content, lambda _, depth: depth == 0)[0]
        made = form % (_TYPES_SPACE.encode(), name, content_type.encode())
        at = (
            Edit(root.inside, root.inside, made)
            if at_start and not root.is_empty
            else appended(content, root, made)
        )
        self.put(_TYPES, edited(content, [at]))

    def packed(self) -> bytes:
        """Return the whole file; parts that were not changed hold the same bytes, in the same order."""
        out = io.BytesIO()
        with reading(self.path), zipfile.ZipFile(self.path) as source, zipfile.ZipFile(out, "w") as target:
            for name, info in self._infos.items():
                copy = zipfile.ZipInfo(info.filename, info.date_time)
                copy.compress_type = zipfile.ZIP_STORED if info.compress_type == 0 else zipfile.ZIP_DEFLATED
                copy.external_attr = info.external_attr
                if name in self._changed:
                    target.writestr(copy, self._changed[name])
                else:
                    with source.open(info) as old, target.open(copy, "w") as new:
                        shutil.copyfileobj(old, new)
            for name, content in self._changed.items():
                if name not in self._infos:
                    info = zipfile.ZipInfo(name, _DATE)
                    info.compress_type = zipfile.ZIP_DEFLATED
                    target.writestr(info, content)
        return out.getvalue()


def _relations_of(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _resolved(part: str, target: str) -> str:
    if target.startswith("/"):
        return target.lstrip("/")
    return posixpath.normpath(posixpath.join(posixpath.dirname(part), target))

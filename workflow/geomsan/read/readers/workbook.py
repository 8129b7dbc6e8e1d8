"""The parts of an xlsx file: which sheets it has, its texts, and its number formats."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePosixPath

from geomsan.common.errors import GeomsanError
from geomsan.read.readers.encoding import visible
from geomsan.read.readers.limits import LONGEST_CELL, MOST_CELLS
from geomsan.read.readers.numberformat import GENERAL
from geomsan.read.readers.xmlpart import PartError, parse_part
from geomsan.read.readers.zipped import ZipSource, slashed

_WORKBOOK = "xl/workbook.xml"
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_MOST_STYLES = 100_000
_ACCOUNTING = '_-* #,##0{d}_-;-* #,##0{d}_-;_-* "-"_-;_-@_-'
BUILT_IN = {
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    5: '"₩"#,##0;-"₩"#,##0',
    6: '"₩"#,##0;-"₩"#,##0',
    7: '"₩"#,##0.00;-"₩"#,##0.00',
    8: '"₩"#,##0.00;-"₩"#,##0.00',
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    14: "yyyy-mm-dd",
    15: "dd-mmm-yy",
    16: "dd-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: "yyyy-mm-dd h:mm",
    27: 'yyyy"年" mm"月" dd"日"',
    28: "mm-dd",
    29: "mm-dd",
    30: "mm-dd-yy",
    31: 'yyyy"년" mm"월" dd"일"',
    32: 'h"시" mm"분"',
    33: 'h"시" mm"분" ss"초"',
    34: "yyyy-mm-dd",
    35: "yyyy-mm-dd",
    36: 'yyyy"年" mm"月" dd"日"',
    37: "#,##0_);(#,##0)",
    38: "#,##0_);[Red](#,##0)",
    39: "#,##0.00_);(#,##0.00)",
    40: "#,##0.00_);[Red](#,##0.00)",
    41: _ACCOUNTING.format(d=""),
    42: '_-"₩"* #,##0_-;-"₩"* #,##0_-;_-"₩"* "-"_-;_-@_-',
    43: _ACCOUNTING.format(d=".00"),
    44: '_-"₩"* #,##0.00_-;-"₩"* #,##0.00_-;_-"₩"* "-"_-;_-@_-',
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mm:ss.0",
    48: "##0.0E+0",
    49: "@",
}
"""Formats without a code in the file, as a Korean Excel shows them."""


@dataclass(frozen=True)
class Sheet:
    """A sheet of the workbook: its number from 1, its name, its part, whether people see it.

    ``state`` is ``visible``, ``hidden`` or ``veryHidden``.
    """

    number: int
    name: str
    member: str = ""
    state: str = "visible"


@dataclass(frozen=True)
class Workbook:
    """What the sheets share."""

    sheets: tuple[Sheet, ...]
    texts: tuple[str, ...]
    formats: tuple[str, ...]
    """The number format of each cell style."""
    from_1904: bool


def unescaped(text: str) -> str:
    """Return a text with the characters that xlsx writes as ``_x000D_``, every line end a line feed."""
    if "_x" in text:
        text = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
    return visible(text.replace("\r\n", "\n").replace("\r", "\n"))


def read_workbook(source: ZipSource) -> Workbook:
    """Read all parts but the sheets.

    Raises
    ------
    GeomsanError
        When one is damaged, or there is no sheet.
    """
    workbook = main_part(source)
    folder = PurePosixPath(workbook).parent
    targets = _relations(source, workbook)
    sheets: list[Sheet] = []
    taken: set[str] = set()
    dates: list[bool] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if name == "workbookPr":
            dates.append(attributes.get("date1904", "0") in ("1", "true"))
        elif name == "sheet":
            ids = (value for key, value in attributes.items() if key.rpartition(":")[2] == "id")
            kind, target = targets.get(next(ids, ""), ("", ""))
            member = _resolved(folder, target)
            # No part is two sheets.
            if kind == "worksheet" and member in source.names and member not in taken:
                taken.add(member)
                state = attributes.get("state", "visible")
                sheets.append(Sheet(len(sheets) + 1, attributes.get("name", ""), member, state))

    parse_part(source, workbook, start)
    if not sheets:
        raise GeomsanError(
            str(source.path),
            "엑셀 파일에 시트가 없습니다. 엑셀에서 열어 다시 저장해 주십시오.",
            "is an xlsx file without a sheet; open it in Excel and save it again.",
        )
    # Names of parts are the same in capitals and small letters (ISO/IEC 29500-2, 6.2.2.3).
    members = {name.lower(): name for name in source.names}
    parts = {kind: members.get(_resolved(folder, target).lower(), "") for kind, target in targets.values()}
    texts = _texts(source, parts["sharedStrings"]) if parts.get("sharedStrings") else ()
    formats = _formats(source, parts["styles"]) if parts.get("styles") else ()
    return Workbook(tuple(sheets), texts, formats, from_1904=any(dates))


def main_part(source: ZipSource) -> str:
    """Return the name of the part that lists the sheets.

    Raises
    ------
    GeomsanError
        When there is none: the file is no xlsx file.
    """
    if _WORKBOOK in source.names:
        return _WORKBOOK
    targets = _relations(source, "") if "_rels/.rels" in source.names else {}
    for kind, target in targets.values():
        if kind == "officeDocument" and target.lstrip("/") in source.names:
            return target.lstrip("/")
    raise GeomsanError(
        str(source.path),
        "엑셀(xlsx) 파일이 아닙니다. 엑셀에서 열어 xlsx로 저장해 주십시오.",
        "is no xlsx file; open it in Excel and save it as xlsx.",
    )


def _relations(source: ZipSource, member: str) -> dict[str, tuple[str, str]]:
    """Return the relations of a part by their ids: kind and target."""
    path = PurePosixPath(member)
    name = str(path.parent / "_rels" / f"{path.name}.rels")
    found: dict[str, tuple[str, str]] = {}

    def start(name: str, attributes: dict[str, str]) -> None:
        if name == "Relationship" and attributes.get("TargetMode") != "External":
            kind = attributes.get("Type", "").rpartition("/")[2]
            found[attributes.get("Id", "")] = (kind, slashed(attributes.get("Target", "")))

    if name in source.names:
        parse_part(source, name, start)
    return found


def _resolved(folder: PurePosixPath, target: str) -> str:
    """Return the name of the part that a relation of a part in ``folder`` points to."""
    if target.startswith("/"):
        return target.lstrip("/")
    parts: list[str] = []
    for part in (folder / target).parts:
        if part == ".." and parts:
            parts.pop()
        elif part not in ("..", "."):
            parts.append(part)
    return "/".join(parts)


class TextGatherer:
    """Gathers the text of an ``si`` or ``is`` element: its runs, without what guides the reading aloud.

    A run that is set superscript is written ``^{…}``, so that a footnote mark does not become a digit.
    """

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._is_text = False
        self._is_raised = False
        self._depth_of_guide = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """See an element begin."""
        if name == "rPh":
            self._depth_of_guide += 1
        elif name == "t":
            self._is_text = not self._depth_of_guide
        elif name == "r":
            self._is_raised = False
        elif name == "vertAlign":
            self._is_raised = attributes.get("val") == "superscript"

    def end(self, name: str) -> None:
        """See an element end."""
        if name == "rPh":
            self._depth_of_guide -= 1
        elif name == "t":
            self._is_text = False
        elif name == "r":
            self._is_raised = False

    def text(self, text: str) -> None:
        """Take characters.

        Raises
        ------
        PartError
            When they are more than a cell can hold.
        """
        if self._is_text:
            self._parts.append(f"^{{{text}}}" if self._is_raised and text.strip() else text)
            self._length += len(text)
            if self._length > LONGEST_CELL:
                raise PartError("칸 하나가 너무 깁니다", "a cell is too long")

    def taken(self) -> str:
        """Return what was gathered, and begin anew."""
        # Neighbouring runs, or what the parser cut in two, are one mark.
        text = unescaped("".join(self._parts).replace("}^{", ""))
        self._parts.clear()
        self._length = 0
        return text


def _texts(source: ZipSource, member: str) -> tuple[str, ...]:
    texts: list[str] = []
    gatherer = TextGatherer()

    def end(name: str) -> None:
        gatherer.end(name)
        if name == "si":
            texts.append(gatherer.taken())
            if len(texts) > MOST_CELLS:
                raise PartError("글이 너무 많습니다", "too many texts")

    parse_part(source, member, gatherer.start, end, gatherer.text)
    return tuple(texts)


def _formats(source: ZipSource, member: str) -> tuple[str, ...]:
    codes = dict(BUILT_IN)
    styles: list[str] = []
    is_cell_style = [False]

    def start(name: str, attributes: dict[str, str]) -> None:
        if name == "numFmt":
            codes[int(attributes.get("numFmtId", "0"))] = attributes.get("formatCode", GENERAL)
        elif name == "cellXfs":
            is_cell_style[0] = True
        elif name == "xf" and is_cell_style[0]:
            styles.append(codes.get(int(attributes.get("numFmtId", "0")), GENERAL))
            if len(styles) > _MOST_STYLES:
                raise PartError("서식이 너무 많습니다", "too many styles")

    def end(name: str) -> None:
        if name == "cellXfs":
            is_cell_style[0] = False

    parse_part(source, member, start, end)
    return tuple(styles)

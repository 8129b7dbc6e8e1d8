"""One section of an HWPX document, read as a stream: its tables, and the text around them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from geomsan.read.readers.limits import MOST_PARAGRAPHS, MOST_TABLES
from geomsan.read.readers.xmlpart import PartError, parse

MAX_DEPTH = 256
MAX_CELLS = 2_000_000
_SPACES = {"tab", "fwSpace", "nbSpace", "lineBreak"}
_TEXT = {"t", "mainText"}
"""``mainText`` is the line itself under a ruby (``hp:dutmal``)."""
_TURNED = {ord("\u3000"): " ", ord("\u00a0"): " ", ord("\n"): " ", ord("\r"): " ", ord("\t"): " "}
_LINES_KEPT = 12


@dataclass(slots=True)
class Cell:
    """A cell as the file gives it; the address is -1 where it gives none."""

    text: str = ""
    row: int = -1
    column: int = -1
    rows: int = 1
    columns: int = 1
    tr: int = 0


@dataclass
class RawTable:
    """A table before its cells are placed.

    Attributes
    ----------
    number
        Order of the table in the document, from 1; an outer table comes before those in its cells.
    rows, columns
        What the table says of its own size; 0 where it says nothing.
    above
        The lines above it, the nearest last.
    below
        The lines under it, up to the next table.
    is_followed
        Whether there is a next table behind those.
    caption
        The paragraphs of its own caption.
    """

    number: int
    rows: int
    columns: int
    above: list[str]
    cells: list[Cell] = field(default_factory=list)
    caption: list[str] = field(default_factory=list)
    below: list[str] = field(default_factory=list)
    is_followed: bool = False
    trs: int = 0


@dataclass
class _Flow:
    """Where text runs into: the body, a cell, a caption, a note."""

    owner: str
    lines: list[str] = field(default_factory=list)
    above: list[str] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    deletions: int = 0
    raised: bool = False
    table_at: int = 0
    """How many parts of the paragraph stand before its last table."""
    last: RawTable | None = None
    """The table that the next lines stand under."""

    def since_table(self) -> str:
        """Return the paragraph so far, from its last table on."""
        return "".join(self.parts[self.table_at :]).translate(_TURNED).strip()

    def end_paragraph(self) -> None:
        """Keep the paragraph if it has text."""
        if self.owner != "sec" and (text := "".join(self.parts).translate(_TURNED).strip()):
            self.lines.append(text)
        if text := self.since_table():
            self.above.append(text)
            del self.above[:-_LINES_KEPT]
            if self.last is not None and len(self.last.below) < _LINES_KEPT:
                self.last.below.append(text)
        self.parts.clear()
        self.table_at = 0


class SectionReader:
    """Takes the tables out of the XML of one section after the other.

    Parameters
    ----------
    raised
        The ids of the character shapes that print superscript: text in them is written ``^{…}``, so
        that a footnote mark does not become a digit.
    """

    def __init__(self, raised: frozenset[str] = frozenset()) -> None:
        self.tables: list[RawTable] = []
        self.prose: list[tuple[int, str]] = []
        self._paragraphs = 0
        self._raised = raised
        self._cells = 0
        self._starts: Mapping[str, Callable[[dict[str, str]], None]] = {
            "tbl": self._start_table,
            "tr": self._start_row,
            "tc": self._start_cell,
            "subList": self._start_flow,
            "run": self._start_run,
            "cellAddr": self._address,
            "cellSpan": self._span,
            "deleteBegin": lambda _: self._delete(1),
            "deleteEnd": lambda _: self._delete(-1),
            "autoNum": self._automatic_number,
            "hyphen": lambda _: self._put("-"),
        }
        self._ends: Mapping[str, Callable[[], None]] = {
            "tbl": self._end_table,
            "subList": self._end_flow,
            "run": self._end_run,
            "p": self._end_paragraph,
        }
        self._reset()

    def _reset(self) -> None:
        self._stack: list[str] = []
        self._flows: list[_Flow] = [_Flow("sec")]
        self._open: list[RawTable] = []
        self._muted_at = 0
        self._switches: list[tuple[int, bool]] = []

    def read(self, pieces: Iterable[bytes]) -> None:
        """Read one section; its tables go to :attr:`tables` by the order of their beginnings.

        Raises
        ------
        PartError
            When it is no well-formed XML, declares a document type, or is larger than the limits.
        """
        self._reset()
        parse(pieces, self._start, self._end, self._characters)

    # The events of the XML.

    def _start(self, local: str, attributes: dict[str, str]) -> None:
        stack = self._stack
        stack.append(local)
        if len(stack) > MAX_DEPTH:
            raise PartError(
                f"요소가 {MAX_DEPTH}겹 넘게 겹쳐 있습니다", f"elements are nested more than {MAX_DEPTH} deep"
            )
        if self._muted_at:
            return
        if local == "hiddenComment" or (local in ("case", "default") and self._is_second_choice()):
            self._muted_at = len(stack)
        elif local == "switch":
            self._switches.append((len(stack), False))
        elif local in _SPACES and len(stack) > 1 and stack[-2] in _TEXT:
            self._put(" ")
        elif (start := self._starts.get(local)) is not None:
            start(attributes)

    def _end(self, local: str) -> None:
        depth = len(self._stack)
        if not self._muted_at:
            if (end := self._ends.get(local)) is not None:
                end()
            if self._switches and self._switches[-1][0] == depth:
                self._switches.pop()
        elif self._muted_at == depth:
            self._muted_at = 0
        self._stack.pop()

    def _characters(self, text: str) -> None:
        if not self._muted_at and self._stack[-1] in _TEXT:
            self._put(text)

    def _is_second_choice(self) -> bool:
        """Return True for all but the first alternative of a ``hp:switch``: they say the same."""
        if not self._switches or self._switches[-1][0] != len(self._stack) - 1:
            return False
        depth, seen = self._switches[-1]
        self._switches[-1] = (depth, True)
        return seen

    # Text.

    def _put(self, text: str) -> None:
        flow = self._flows[-1]
        if not flow.deletions:
            flow.parts.append(text)

    def _delete(self, step: int) -> None:
        flow = self._flows[-1]
        flow.deletions = max(0, flow.deletions + step)

    def _start_run(self, attributes: dict[str, str]) -> None:
        flow = self._flows[-1]
        flow.raised = attributes.get("charPrIDRef") in self._raised
        if flow.raised:
            flow.parts.append("^{")

    def _end_run(self) -> None:
        flow = self._flows[-1]
        if flow.raised:
            if flow.parts and flow.parts[-1] == "^{":
                flow.parts.pop()
            else:
                flow.parts.append("}")
        flow.raised = False

    def _automatic_number(self, attributes: dict[str, str]) -> None:
        """Print the number of a caption (``표 3``); that of a note is no text of the table."""
        number = attributes.get("num", "")
        if self._flows[-1].owner == "caption" and number.isdecimal() and len(number) < 7:
            self._put(number)

    def _start_flow(self, _: dict[str, str]) -> None:
        self._flows.append(_Flow(self._stack[-2] if len(self._stack) > 1 else ""))

    def _end_paragraph(self) -> None:
        """Keep the paragraph; one of the body or of a text box outside of tables is prose."""
        flow = self._flows[-1]
        text = "".join(flow.parts).translate(_TURNED).strip()
        if text and not self._open and flow.owner in ("sec", "drawText"):
            self._paragraphs += 1
            if self._paragraphs > MOST_PARAGRAPHS:
                most = f"{MOST_PARAGRAPHS:,}"
                raise PartError(f"문단이 {most}개를 넘습니다", f"holds more than {most} paragraphs")
            self.prose.append((self._paragraphs, text))
        flow.end_paragraph()

    def _end_flow(self) -> None:
        flow = self._flows.pop()
        outer = self._flows[-1]
        if flow.owner == "tc" and self._open and self._open[-1].cells:
            cell = self._open[-1].cells[-1]
            cell.text = " ".join([cell.text, *flow.lines] if cell.text else flow.lines)
        elif flow.owner == "caption" and self._open:
            self._open[-1].caption.extend(flow.lines)
        elif flow.owner == "drawText":
            # A text box in the body is often the heading.
            outer.above.extend(flow.above)

    # Tables.

    def _start_table(self, attributes: dict[str, str]) -> None:
        flow = self._flows[-1]
        above = [*(self._open[-1].above if self._open else ()), *flow.above, flow.since_table()]
        if len(self.tables) == MOST_TABLES:
            raise PartError(f"표가 {MOST_TABLES:,}개를 넘습니다", f"holds more than {MOST_TABLES:,} tables")
        rows, columns = whole(attributes, "rowCnt", 0), whole(attributes, "colCnt", 0)
        table = RawTable(len(self.tables) + 1, rows, columns, above[-_LINES_KEPT:])
        if flow.last is not None:
            if text := flow.since_table():
                flow.last.below.append(text)
            flow.last.is_followed = len(flow.last.below) < _LINES_KEPT
            flow.last = None
        self.tables.append(table)
        self._open.append(table)

    def _end_table(self) -> None:
        table = self._open.pop()
        flow = self._flows[-1]
        flow.table_at = len(flow.parts)
        flow.last = table
        if table.trs > 1:
            flow.above.clear()
        elif line := " ".join(cell.text for cell in table.cells if cell.text):
            # A table of one row is how many reports frame a heading.
            flow.above.append(line)

    def _start_row(self, _: dict[str, str]) -> None:
        if self._open:
            self._open[-1].trs += 1

    def _start_cell(self, _: dict[str, str]) -> None:
        self._cells += 1
        if self._cells > MAX_CELLS:
            raise PartError(f"칸이 {MAX_CELLS:,}개를 넘습니다", f"holds more than {MAX_CELLS:,} cells")
        if self._open:
            table = self._open[-1]
            table.cells.append(Cell(tr=max(0, table.trs - 1)))

    def _cell(self) -> Cell | None:
        """Return the cell whose child the current element is."""
        is_child = len(self._stack) > 1 and self._stack[-2] == "tc"
        return self._open[-1].cells[-1] if is_child and self._open and self._open[-1].cells else None

    def _address(self, attributes: dict[str, str]) -> None:
        if (cell := self._cell()) is not None:
            cell.row, cell.column = whole(attributes, "rowAddr", -1), whole(attributes, "colAddr", -1)

    def _span(self, attributes: dict[str, str]) -> None:
        if (cell := self._cell()) is not None:
            cell.rows = max(1, whole(attributes, "rowSpan", 1))
            cell.columns = max(1, whole(attributes, "colSpan", 1))


def whole(attributes: Mapping[str, str], name: str, otherwise: int) -> int:
    """Return the attribute as a whole number of at most nine digits.

    Raises
    ------
    PartError
        When it is something else.
    """
    text = attributes.get(name)
    if text is None:
        return otherwise
    if not (text.isascii() and text.isdecimal() and len(text) < 10):
        given = f'{name}="{text[:20]}"'
        raise PartError(f"{given}은 행이나 열의 번호가 아닙니다", f"{given} is no number of a row or column")
    return int(text)

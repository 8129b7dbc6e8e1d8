"""Tables between pipes: Markdown's, and those that programs print with ``+---+`` lines."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass

_RULE = re.compile(r"\|?:?[-=]+:?(?:[|+]:?[-=]+:?)*\|?|\+[-=:]+(?:\+[-=:]+)*\+")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+.!|~$<>-])")
_CELL_END = re.compile(r"(?:[^\\|]+|\\.|\\$)*")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_EMPHASIS = re.compile(r"(\*\*\*|\*\*|\*|___|__|_|``?)(?=\S)(.+?)(?<=\S)\1")


@dataclass(frozen=True)
class PipeTable:
    """A table between pipes.

    Attributes
    ----------
    rows
        Its rows; lines that only rule are none.
    lines
        The index of every row's line.
    first, last
        Indices of its first and last line.
    """

    rows: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]
    first: int
    last: int


def pipe_tables(lines: Sequence[str]) -> list[PipeTable]:
    """Find every run of rows that has a head, or lines above and below it.

    A ruling line must have a row above it with as many cells (Markdown's own rule), or be ``+---+``;
    without one, every row must stand between pipes and have as many cells as the first.
    """
    found: list[PipeTable] = []
    index = 0
    while index < len(lines):
        end = index
        while end < len(lines) and ("|" in lines[end] or ("+" in lines[end] and _is_rule(lines[end]))):
            end += 1
        if end > index:
            found += _tables_of(lines, index, end)
        index = max(end, index + 1)
    return found


def _tables_of(lines: Sequence[str], first: int, end: int) -> list[PipeTable]:
    """Return the table in a run of lines that all hold pipes, if it is one."""
    rules = [index for index in range(first, end) if _is_rule(lines[index])]
    if rules and not _is_frame(lines[rules[0]]):
        # Prose with a pipe in it may adjoin: the head is the line above the rule.
        head = rules[0] - 1
        if head < first or len(cells_of(lines[head])) != len(cells_of(lines[rules[0]].replace("+", "|"))):
            return []
        first = head
    elif not rules and not _is_closed(lines[first:end]):
        return []
    kept = tuple(index for index in range(first, end) if not _is_rule(lines[index]))
    if len(kept) < 2:
        return []
    rows = tuple(cells_of(lines[index]) for index in kept)
    return [PipeTable(rows, kept, first, end - 1)]


def _is_closed(lines: Sequence[str]) -> bool:
    """Tell whether every line stands between pipes, with as many cells as the first."""
    stripped = [line.strip() for line in lines]
    if not all(len(line) > 1 and line.startswith("|") and line.endswith("|") for line in stripped):
        return False
    widths = {len(cells_of(line)) for line in stripped}
    return len(widths) == 1 and widths.pop() > 1


def _is_rule(line: str) -> bool:
    text = "".join(line.split())
    return ("|" in text or "+" in text) and "-" in text.replace("=", "-") and bool(_RULE.fullmatch(text))


def _is_frame(line: str) -> bool:
    return line.lstrip().startswith("+") and _is_rule(line)


def cells_of(line: str) -> tuple[str, ...]:
    """Return the cells of a row between pipes; a pipe behind a backslash is text."""
    text = line.strip().removeprefix("|")
    cells: list[str] = []
    position = 0
    while position <= len(text):
        match = _CELL_END.match(text, position)
        position = (match.end() if match else position) + 1
        cells.append(text[match.start() : match.end()] if match else "")
    # The pipe that closes the row.
    if len(cells) > 1 and not cells[-1].strip():
        cells.pop()
    return tuple(map(_shown, cells))


def _shown(cell: str) -> str:
    """Return what Markdown would show: without emphasis and escapes."""
    text = cell.strip()
    while (match := _EMPHASIS.fullmatch(text)) and match[1] not in match[2]:
        text = match[2].strip()
    text = _ESCAPE.sub(r"\1", _BREAK.sub("\n", text))
    return html.unescape(text) if "&" in text else text

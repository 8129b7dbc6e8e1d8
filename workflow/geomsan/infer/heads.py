"""Where a table's head and stub end, and what they say of each line."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from geomsan.infer.words import NOTE_ROW, SEQUENCE_HEADS, STUB_HEADS
from geomsan.read.figures.figure import State, plain, read_figure
from geomsan.read.figures.units import read_unit
from geomsan.read.tables.grid import Grid
from geomsan.read.tables.labels import ITEM, SUBTOTAL, TOTAL, level_of, squeeze

_TIME = re.compile(
    r"^(?:(?:19|20)\d{2}(?:년도?|\.\s?\d{1,2}\.?|\.|\s?\(?[perPER]\)?)?|['’‘]\d{2}(?:년도?|\.\s?\d{1,2}\.?|\.)?|\d{2}년도?|"
    r"\d{1,2}(?:월|분기|차|회|기|주|일|차년도|대|학년|단계)|[1-4]/4분기?)$"
)
_PERIOD = re.compile(
    r"(?:19|20)\d{2}년?\s?[.\-/]?\s?(?:[1-4]/[24]|\d{1,2}월?|[1-4]분기|[상하]반기|Q[1-4]|H[12])|"
    r"(?:19|20)\d{2}년도?|['’‘]\d{2}년?도?|[1-4](?:/4)?분기|\d{1,2}월"
)
"""What names a row and never counts anything."""
_YEAR_VALUE = re.compile(r"^(?:19[5-9]\d|20[0-4]\d)$")

_YEAR_HEADS = frozenset({"연도", "년도", "회계연도", "기준연도", "year", "fiscalyear", "fy"})

_NEAR_BLOCKS = 40
_UNIT_HEADS = frozenset({"단위", "unit", "Unit", "Units"})

Cells = set[tuple[int, int]]


class Covering:
    """Which cells merged cells cover, where the format knows them."""

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        self.owner: dict[tuple[int, int], tuple[int, int]] = {}
        for (row, column), (down, right) in grid.spans.items():
            for covered_row in range(row, row + down):
                for covered in range(column, column + right):
                    if (covered_row, covered) != (row, column):
                        self.owner[(covered_row, covered)] = (row, column)

    def text(self, row: int, column: int) -> str:
        """Return the text that stands over a position, a merged cell's too."""
        return self.grid.text(*self.owner.get((row, column), (row, column)))

    def is_covered(self, row: int, column: int) -> bool:
        """Tell whether a position lies under a merged cell that begins elsewhere."""
        return (row, column) in self.owner


def lead_rows(grid: Grid, start: int) -> int:
    """Return how many leading rows hold one text only: titles and statements of unit."""
    row = start
    while row < len(grid.rows) - 2:
        filled = [cell for cell in grid.rows[row] if cell.strip()]
        if len(filled) > 1 or (filled and STUB_HEADS.match(squeeze(filled[0]))):
            break
        following = [cell for cell in grid.rows[row + 1] if cell.strip()]
        if filled and len(following) == 0 and row + 2 >= len(grid.rows):
            break
        row += 1
    # A single text over a head of several lines belongs to the head, but says nothing of columns.
    return row if row < len(grid.rows) - 2 else start


def head_end(grid: Grid, figures: Cells, start: int, left: int) -> int:
    """Return the row below the head: the head holds labels, years and the like only."""
    for row in range(start, len(grid.rows)):
        cells = grid.rows[row]
        values = [
            column
            for column in range(left + 1, len(cells))
            if (row, column) in figures and has_value(cells[column])
        ]
        if not values:
            if row > start and _is_body_without_values(grid, figures, row, left):
                return row
            continue
        corner = squeeze(cells[left] if left < len(cells) else "")
        if row == start and STUB_HEADS.match(corner) and not _is_measure_row(cells, values):
            continue
        if row == start and _are_names(grid, figures, row, left, values):
            continue
        if not all(_TIME.match(plain(cells[column]).strip()) for column in values):
            return row
    return len(grid.rows)


def _are_names(grid: Grid, figures: Cells, row: int, left: int, values: Sequence[int]) -> bool:
    """Tell whether what looks like figures in a first row are names among words over figures: 1인, 2인."""
    cells = grid.rows[row]
    words = [c for c in range(left + 1, len(cells)) if cells[c].strip() and (row, c) not in figures]
    is_over = len(words) > 1 and all((row + 1, column) in figures for column in (*words, *values))
    return is_over and not any(plain(cells[column]).strip()[-1:].isdigit() for column in values)


def _is_measure_row(cells: Sequence[str], values: Sequence[int]) -> bool:
    """Tell whether a row that begins like a head is one of figures: separators or many digits."""
    return any("," in cells[column] or len(re.sub(r"\D", "", cells[column])) > 4 for column in values)


def _is_body_without_values(grid: Grid, figures: Cells, row: int, left: int) -> bool:
    """Tell whether a row without a value is body: a label and nils only."""
    cells = [(column, cell) for column, cell in enumerate(grid.rows[row]) if cell.strip() and column > left]
    return (
        len(cells) > 0
        and all((row, column) in figures for column, _ in cells)
        and bool(grid.text(row, left).strip())
    )


def has_value(text: str) -> bool:
    """Tell whether a text holds a digit."""
    return any(character.isdecimal() for character in text)


def stub_width(
    grid: Grid, figures: Cells, body: Sequence[int], labels: Sequence[tuple[str, ...]], left: int
) -> int:
    """Return the column after the stub: the first is stub always, others while mostly words."""
    stub = left + 1
    while stub < grid.width:
        filled = [row for row in body if grid.text(row, stub).strip()]
        called = {squeeze(label).lower() for label in labels[stub][-1:]}
        period = _YEAR_VALUE if called & _YEAR_HEADS else _PERIOD
        counting = [row for row in filled if not period.fullmatch(grid.text(row, stub).strip())]
        numeric = [row for row in counting if (row, stub) in figures]
        numbered = bool(called & set(SEQUENCE_HEADS))
        if filled and len(numeric) * 2 > len(filled) and not (numbered and stub == left + 1):
            break
        stub += 1
    return stub


def displacement(grid: Grid, row: int, stub: int, figures: Cells, usual: int) -> int:
    """Return how many cells a row stands too far to the right: words where its first figures should be.

    A row with all its labels that reaches no further than the others has a word for a figure.
    """
    moved, own = 0, grid.rows[row]
    texts = (grid.text(row, column).strip() for column in reversed(range(stub)))
    label = next(filter(None, texts), "")
    if all(grid.text(row, column).strip() for column in range(stub)) and _filled(own) <= usual:
        return 0
    while stub + moved < len(grid.rows[row]) - 1:
        text = grid.text(row, stub + moved)
        if not text.strip() or (row, stub + moved) in figures or has_value(text) or is_no_figure(text):
            break
        if text.strip() == label:
            # A label written into the cells that print nothing moves no figure.
            break
        moved += 1
    # Words all along the row are a row of words, not a displaced one.
    return moved if any((row, column) in figures for column in range(stub + moved, grid.width)) else 0


def usual_size(grid: Grid, body: Sequence[int]) -> int:
    """Return how many cells most rows fill."""
    return Counter(_filled(grid.rows[row]) for row in body).most_common(1)[0][0]


def _filled(cells: Sequence[str]) -> int:
    return sum(bool(cell.strip()) for cell in cells)


_NO_FIGURE = re.compile(
    r"[#?*xX]+.*|비공개|해당\s?없음|미공개|비밀|(?:자료)?\s?없음|미제출|n/?a|tbd|secret|hidden", re.IGNORECASE
)


def is_no_figure(text: str) -> bool:
    """Tell whether a cell says that its figure is not known, not given, or could not be worked out."""
    word = text.strip()
    return read_figure(word).state is State.MISSING or bool(_NO_FIGURE.fullmatch(word))


def head_paths(covering: Covering, start: int, head: int, shift: int) -> list[tuple[str, ...]]:
    """Return the head texts over each column, a line each, merged cells spread over what they cover.

    A merged cell that reaches down over several lines says its text once, in the first.
    """
    grid = covering.grid
    spread: list[list[str]] = []
    for row in range(start, head):
        texts: list[str] = []
        for column in range(grid.width):
            source = column - shift
            owner = covering.owner.get((row, source), (row, source))
            text = grid.text(*owner).strip() if source >= 0 and owner[0] in (row, start - 1) else ""
            is_guessed = not grid.spans and not text and row + 1 < head and bool(texts) and column > 0
            below = source >= 0 and any(grid.text(lower, source).strip() for lower in range(row + 1, head))
            texts.append(texts[-1] if is_guessed and below else text)
        spread.append(texts)
    return [tuple(texts[column] for texts in spread) for column in range(grid.width)]


def without_translation(paths: Sequence[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Return the texts of the head without those in Latin letters that say the one over them once more.

    연도 over Year, 발생량 over Generation, each over one column: the head is printed in two languages.
    """
    found = []
    for number, path in enumerate(paths):
        texts = [place for place, text in enumerate(path) if text]
        near = [paths[n] for n in (number - 1, number + 1) if 0 <= n < len(paths)]
        is_own = len(texts) > 1 and all(path[texts[-2]] != other[texts[-2]] for other in near)
        is_said = is_own and bool(_HANGUL.search(path[texts[-2]])) and bool(_LATIN.fullmatch(path[texts[-1]]))
        found.append((*path[: texts[-1]], "", *path[texts[-1] + 1 :]) if is_said else path)
    changed = sum(one != path for one, path in zip(found, paths, strict=True))
    return found if changed > 1 else list(paths)


def stub_labels(
    covering: Covering, body: Sequence[int], left: int, ends: dict[int, int]
) -> dict[int, tuple[str, ...]]:
    """Return the stub texts of each row by column; an empty outer cell takes the text above it.

    A total does not reach down: under 계 the items follow, they are no totals themselves. It does
    where the same inner labels stand under other outer ones (합계 and 일반직, each over 정원 and 현원).
    """
    found: dict[int, tuple[str, ...]] = {}
    outer = _outer_blocks(covering, body, left, ends)
    for row in body:
        labels: list[str] = []
        for column in range(left, ends[row]):
            text = covering.text(row, column).strip()
            if not text and column < ends[row] - 1:
                text = outer.get((row, column), "")
            # A merged cell that lies over several columns says its text once.
            is_spread = column > left and covering.owner.get((row, column), (row, column))[1] < column
            labels.append("" if is_spread else text)
        found[row] = tuple(labels)
    return found


def with_units(
    stubs: dict[int, tuple[str, ...]], labels: Sequence[tuple[str, ...]]
) -> dict[int, tuple[str, ...]]:
    """Write the units of a column 단위 into the labels beside it, where they differ by a factor.

    Units of other things keep their rows apart: nothing adds up 권 and 천원.
    """
    width = min(map(len, stubs.values()), default=0)
    for column in range(1, width):
        if column >= len(labels) or not labels[column] or squeeze(labels[column][-1]) not in _UNIT_HEADS:
            continue
        units = [read_unit(path[column]) for path in stubs.values()]
        known = [unit for unit in units if unit is not None]
        if len(known) < len(units) or len({unit.quantity for unit in known}) > 1:
            continue
        if len({unit.scale for unit in known}) > 1:
            return {row: _with_unit(path, column) for row, path in stubs.items()}
    return stubs


def _with_unit(path: tuple[str, ...], column: int) -> tuple[str, ...]:
    before = f"{path[column - 1]}({path[column]})" if path[column - 1] else ""
    return (*path[: column - 1], before, *path[column + 1 :])


def label_place(grid: Grid, row: int, left: int, end: int) -> tuple[int, int]:
    """Return where the innermost stub text of a row stands."""
    filled = (column for column in range(end - 1, left - 1, -1) if grid.text(row, column).strip())
    return row, next(filled, left)


def indent(grid: Grid, row: int, left: int, end: int) -> int:
    """Return by how many blanks the innermost stub text of a row is indented."""
    text = next(
        (text for column in range(end - 1, left - 1, -1) if (text := grid.text(row, column)).strip()), ""
    )
    return len(text) - len(text.lstrip())


def is_note(cells: Sequence[str]) -> bool:
    """Tell whether a row only explains the table: one text that begins like a note."""
    filled = [cell for cell in cells if cell.strip()]
    return len(filled) == 1 and bool(NOTE_ROW.match(filled[0]))


def _outer_blocks(
    covering: Covering, body: Sequence[int], left: int, ends: dict[int, int]
) -> dict[tuple[int, int], str]:
    """Return the texts that outer stub cells take from above."""
    taken: dict[tuple[int, int], str] = {}
    widest = max(ends.values(), default=left)
    for column in range(left, widest - 1):
        blocks: list[tuple[str, list[int]]] = []
        for row in body:
            text = covering.text(row, column).strip()
            if column >= ends[row] - 1 or not any(
                covering.text(row, c).strip() for c in range(column + 1, ends[row])
            ):
                if text:
                    blocks.append((text, []))
                continue
            if text:
                blocks.append((text, [row]))
            elif blocks and not (row == body[-1] and _ends_all(covering, column + 1, row, blocks[-1][1])):
                blocks[-1][1].append(row)
        if _is_own_of_each(covering, column, blocks):
            continue
        inner = [{squeeze(covering.text(row, column + 1)) for row in rows} for _, rows in blocks]
        for number, (text, rows) in enumerate(blocks):
            if level_of(text) == 0 and not _is_repeated(inner, number):
                continue
            taken.update({(row, column): text for row in rows})
    return taken


def _ends_all(covering: Covering, column: int, row: int, block: Sequence[int]) -> bool:
    """Tell whether the last row is a total over all groups: the group above has had its subtotal."""
    own = level_of(covering.text(row, column))
    levels = [level_of(covering.text(other, column)) for other in block]
    return own == TOTAL and levels[-1:] == [SUBTOTAL] and TOTAL not in levels


_HANGUL, _LATIN = re.compile(r"[가-힣]{2}"), re.compile(r"[A-Za-z][A-Za-z .,()%/'-]{2,}")
_NUMBERED = re.compile(r"[\d.\-/년월일\s]+")
"""What numbers or dates a row."""


def _is_own_of_each(covering: Covering, column: int, blocks: Sequence[tuple[str, list[int]]]) -> bool:
    """Tell whether each row has its own text in a column, like a number or a code, but for the end."""
    *before, last = [rows for _, rows in blocks] or [[]]
    is_single = len(before) > 1 and all(len(rows) == 1 for rows in before) and len(last) > 1
    are_numbers = all(_NUMBERED.fullmatch(text.strip()) for text, _ in blocks)
    return is_single and (
        are_numbers or all(level_of(covering.text(row, column + 1)) != ITEM for row in last[1:])
    )


def _is_repeated(inner: Sequence[set[str]], number: int) -> bool:
    """Tell whether the labels under one outer label stand under one near it, too."""
    mine = inner[number]
    near = (*inner[max(0, number - _NEAR_BLOCKS) : number], *inner[number + 1 : number + 1 + _NEAR_BLOCKS])
    return len(mine) > 1 and any(mine <= other for other in near)


def is_sequence(labels: Sequence[str], texts: Sequence[str]) -> bool:
    """Tell whether a column numbers its rows, names years or holds telephone numbers."""
    if any(squeeze(label).lower() in SEQUENCE_HEADS for label in labels):
        return True
    numbers = [plain(text) for text in texts if text.strip()]
    if len(numbers) < 2:
        return False
    counted = [str(number) for number in range(1, len(numbers) + 1)]
    if len(numbers) > 2 and numbers == counted and not labels:
        return True
    return all(_YEAR_VALUE.match(number) for number in numbers)

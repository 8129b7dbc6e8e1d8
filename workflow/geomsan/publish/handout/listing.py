"""The list of everything that a person has to look at, for the first or the last sheet of a workbook."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from geomsan.common.errors import Bilingual
from geomsan.common.words import VERDICTS
from geomsan.publish.handout.content import UNDECIDED, VIOLATED, Cell, Handout, Told, violations
from geomsan.publish.handout.excerpt import MOST_REPAIRS, letter
from geomsan.publish.handout.page import place
from geomsan.publish.handout.words import words_in

WIDTHS = (7, 12, 28, 12, 16, 70, 50)
"""Of the columns, in characters."""


@dataclass(frozen=True)
class ListCell:
    """A cell of the list: its text, whether it is bold, and the cell of the workbook that it leads to."""

    text: str
    is_bold: bool = False
    link: str = ""


@dataclass(frozen=True)
class Line:
    """A line of the list.

    Attributes
    ----------
    number
        Of a violation; None for anything else.
    kind
        A verdict, or ``unchecked``, ``note``, ``error``.
    cell
        The cell that it is about, if it is about one.
    """

    number: int | None
    kind: str
    file: int | None
    table: int | None
    cell: Cell | None
    text: Bilingual
    suspects: Bilingual = field(default_factory=lambda: Bilingual("", ""))


def listed(handed: Handout) -> list[Line]:
    """Return everything that a person has to look at: violations, what is undecided, what was not checked."""
    found = [_line(handed, VIOLATED, each.told, each.number, each.table) for each in violations(handed)]
    for at, table in enumerate(handed.tables):
        found += [_line(handed, UNDECIDED, told, None, at) for told in table.of(UNDECIDED)]
    between = (*handed.comparisons, *handed.claims)
    found += [_line(handed, UNDECIDED, told, None, None) for told in between if told.verdict == UNDECIDED]
    return [*found, *_gaps(handed)]


def _line(handed: Handout, kind: str, told: Told, number: int | None, table: int | None) -> Line:
    cell = next(iter(told.results or told.cells), None)
    at = table if table is not None else cell.table if cell else None
    suspects = Bilingual("", "")
    if kind == VIOLATED and table is not None:
        suspects = Bilingual(_suspects(handed, table, "ko"), _suspects(handed, table, "en"))
    file = told.file if at is None else handed.tables[at].file
    return Line(number, kind, file, at, cell, told.sentence, suspects)


def _suspects(handed: Handout, table: int, language: str) -> str:
    repairs = handed.tables[table].repairs[:MOST_REPAIRS]
    told = (
        f"{letter(at)}: "
        + ", ".join(f"{each.label} {each.cell.text} → {each.value}" for each in repair.changes)
        for at, repair in enumerate(repairs)
    )
    known = handed.tables[table].suspected
    return "\n".join(told) if repairs else known.in_language(language) if known else ""


def _gaps(handed: Handout) -> Iterator[Line]:
    for number, file in enumerate(handed.files):
        for error in file.errors:
            yield Line(None, "error", number, None, None, error)
        for note in file.notes:
            yield Line(None, "note", number, None, None, note)
    for at, table in enumerate(handed.tables):
        for gap in table.gaps:
            told = Bilingual(f"{gap.cell.text}: {gap.because.ko}", f"{gap.cell.text}: {gap.because.en}")
            yield Line(None, "unchecked", table.file, at, gap.cell, told)
        for note in table.notes:
            yield Line(None, "note", table.file, at, None, note)


def list_rows(
    handed: Handout, language: str, link: Callable[[Cell], str], notes: Iterable[str] = ()
) -> list[list[ListCell]]:
    """Return the rows of the list.

    Parameters
    ----------
    handed, language
        What was checked, and ``"ko"`` or ``"en"``.
    link
        Where in the workbook a cell stands, ``'Sheet'!B7``; nothing for one that is in none of its sheets.
    notes
        What else a reader of this workbook has to know.
    """
    say = words_in(language)
    counts = ", ".join(
        f"{word.in_language(language)} {handed.verdicts[name]}" for name, word in VERDICTS.items()
    )
    names = ", ".join(file.name for file in handed.files)
    rows = [
        [ListCell(f"{say['title']}: {names}", is_bold=True)],
        [ListCell(counts)],
        *([ListCell(text)] for text in (say["means"], *notes)),
        [],
        [ListCell(say[name], is_bold=True) for name in _HEADS],
    ]
    kinds = {name: word.in_language(language) for name, word in VERDICTS.items()} | {
        name: say[name] for name in ("unchecked", "note", "error")
    }
    for line in listed(handed):
        table = handed.tables[line.table] if line.table is not None else None
        cell = line.cell
        stands = [] if table is None else [table.title, table.where.in_language(language)]
        if line.file is not None and (len(handed.files) > 1 or table is None):
            stands.insert(0, handed.files[line.file].name)
        shown = "" if table is None or cell is None else place(table, cell.row, cell.column, language)
        rows.append(
            [
                ListCell(str(line.number or "")),
                ListCell(kinds[line.kind], is_bold=line.kind == VIOLATED),
                ListCell(" · ".join(filter(None, stands))),
                ListCell(shown, link=link(cell) if cell else ""),
                ListCell(cell.text if cell else ""),
                ListCell(line.text.in_language(language)),
                ListCell(line.suspects.in_language(language)),
            ]
        )
    return rows


_HEADS = ("number", "verdict", "table", "cell", "value", "sentence", "suspects")

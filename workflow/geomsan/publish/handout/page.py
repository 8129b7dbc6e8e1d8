"""A hand-out as one HTML file: nothing fetched, no script, fit for a screen, a telephone and paper."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from markupsafe import Markup

from geomsan import __version__
from geomsan.common.packaged import packaged_templates
from geomsan.publish.handout.content import (
    UNDECIDED,
    HandedTable,
    Handout,
    Suspects,
    Told,
    Violation,
    violations,
)
from geomsan.publish.handout.excerpt import MOST_REPAIRS, Excerpt, excerpt, letter, marks
from geomsan.publish.handout.words import words_in
from geomsan.publish.packs.text import escaped, lines, prose
from geomsan.publish.templating import allowed, environment
from geomsan.read.readers.sheet import column_name

TEMPLATE, STYLE = "handout.html.j2", "handout.css"
MOST_TOLD, MOST_TABLES, MOST_CELLS = 50, 100, 30
"""Violations of a table, tables with violations and unchecked cells of a table that are shown; the rest
is counted."""

_ROOM = 9.0
"""Width in em of a word in a cell on paper that may still break."""


@dataclass(frozen=True)
class ShownTable:
    """A table with the violations that are seen in it."""

    table: HandedTable
    excerpt: Excerpt
    told: Sequence[Violation] = ()
    more: int = 0
    repairs: Sequence[Suspects] = ()


@dataclass(frozen=True)
class ShownPair:
    """Two tables with the violated comparisons between them."""

    told: Sequence[Violation]
    tables: Sequence[ShownTable]


def handout_html(
    handed: Handout, language: str = "ko", *, on_paper: bool = False, template: str = TEMPLATE, **more: Any
) -> str:
    """Return a hand-out as a page.

    Parameters
    ----------
    handed
        What was checked, as :func:`geomsan.publish.handout.gathering.handout` gathers it.
    language
        ``"ko"`` or ``"en"``.
    on_paper
        Whether it is to be printed by a program that breaks Korean words anywhere.
    template, **more
        A template that extends the page's, and what that one shows besides.
    """
    templates = packaged_templates()
    style = (templates / STYLE).read_text(encoding="utf-8")
    found = violations(handed)
    made = environment(templates)
    made.filters |= {"cell": partial(_cell, on_paper=on_paper), "flow": _flowing if on_paper else str}
    return made.get_template(template).render(
        **more,
        language=language,
        say=words_in(language),
        version=__version__,
        handed=handed,
        counts=handed.verdicts,
        claimed=Counter(claim.verdict for claim in handed.claims),
        unchecked=sum(len(table.gaps) for table in handed.tables)
        + sum(len(file.errors) for file in handed.files),
        tables=_violated_tables(handed, found),
        comparisons=_comparisons(handed, found),
        claims=[each for each in found if each.table is None and each.told in handed.claims],
        undecided=_undecided(handed),
        place=lambda cell: place(handed.tables[cell.table], cell.row, cell.column, language),
        letter=letter,
        most_repairs=MOST_REPAIRS,
        most_cells=MOST_CELLS,
        style=Markup(style),  # noqa: S704 - our own file
        policy=f"default-src 'none'; style-src {allowed(style)}; base-uri 'none'; form-action 'none'",
    )


def place(table: HandedTable, row: int, column: int, language: str) -> str:
    """Return where a cell stands, as people say it: ``C7`` in a workbook, else row and column."""
    if table.sheet:
        return f"{column_name(column)}{row + 1}"
    return f"row {row + 1}, column {column + 1}" if language == "en" else f"{row + 1}행 {column + 1}열"


def _cell(text: str, *, on_paper: bool) -> Markup:
    """Return a cell's text as HTML, its lines on lines."""
    shown = (prose(line, _ROOM) if on_paper else escaped(line) for line in lines(text))
    return Markup("<br>".join(shown))  # noqa: S704 - escaped piece by piece


def _flowing(text: str) -> Markup:
    return Markup(prose(text))  # noqa: S704 - escaped word by word


def _violated_tables(handed: Handout, found: Sequence[Violation]) -> list[ShownTable]:
    shown = []
    for at in handed.violated[:MOST_TABLES]:
        table = handed.tables[at]
        own = [each for each in found if each.table == at]
        told = own[:MOST_TOLD]
        marked = marks(at, [(each.number, each.told) for each in told], table.repairs)
        more = len(own) - len(told)
        shown.append(ShownTable(table, excerpt(table, marked), told, more, table.repairs))
    return shown


def _comparisons(handed: Handout, found: Sequence[Violation]) -> list[ShownPair]:
    pairs: dict[tuple[int, ...], list[Violation]] = {}
    for each in found:
        if each.table is None and each.told in handed.comparisons:
            pairs.setdefault(tuple(sorted(each.told.tables)), []).append(each)
    shown = []
    for pair, own in list(pairs.items())[:MOST_TABLES]:
        told = own[:MOST_TOLD]
        tables = []
        for at in pair:
            marked = marks(at, [(each.number, each.told) for each in told])
            tables.append(ShownTable(handed.tables[at], excerpt(handed.tables[at], marked)))
        shown.append(ShownPair(told, tables))
    return shown


def _undecided(handed: Handout) -> list[tuple[HandedTable | str, list[Told]]]:
    """Return what is undecided, by its table, or by the word for what is no check of one."""
    found: list[tuple[HandedTable | str, list[Told]]] = []
    found += [(table, table.of(UNDECIDED)) for table in handed.tables]
    for word, told in {"between": handed.comparisons, "prose": handed.claims}.items():
        found.append((word, [each for each in told if each.verdict == UNDECIDED]))
    return [(where, told) for where, told in found if told]

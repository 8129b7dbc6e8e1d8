"""A number of a sentence as how many rows or columns the table below it names: 6개 분야, 4개 캠퍼스."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from geomsan.check.identities.edits import Basis
from geomsan.check.identities.verdicts import Verdict
from geomsan.claims.claim import HEADING, NOTE, Claim, Kind, Line, Mention
from geomsan.claims.counts import is_countable
from geomsan.claims.tabled import TextTable, place_of
from geomsan.claims.tokens import numbers_of

_BELOW = 4
"""Lines below a sentence within which its table begins."""
_BEHIND = 2
"""Lines behind a table within which a note on it stands."""
_FEWEST = 3
_TOTAL = re.compile(r"(?:총|합|소|누)?\s?계|구\s?분|연\s?번|분\s?야|비\s?고|종\s?류|유\s?형|기타")
_FIGURES = re.compile(r"[^가-힣A-Za-z]*")
_THINGS = re.compile(
    r"(?:개|대)\s?(?:업무|사업|핵심|중점)?\s?(?:분야|펀드|캠퍼스|과정|지구|센터|영역|부문|권역|유형|사업|시설|기관|대학|지역)"
    r"|개소|곳|개동"
)


def enumerated_claims(lines: Sequence[Line], tables: Sequence[TextTable]) -> Iterator[Claim]:
    """Yield the numbers of things that the table right below names in its rows or its columns."""
    by_number = {line.number: line for line in lines}
    for table in tables:
        if not table.first:
            continue
        named = _names(table)
        for line in _around(table, by_number):
            yield from _of_line(line, table, named)


def _around(table: TextTable, by_number: Mapping[int, Line]) -> Iterator[Line]:
    """Yield the lines right above a table, up to a heading, and the notes right behind it."""
    for number in range(table.first - 1, table.first - 1 - _BELOW, -1):
        if (line := by_number.get(number)) is not None:
            yield line
            if line.level <= HEADING:
                break
    last = max(table.lines)
    notes = (by_number.get(number) for number in range(last + 1, last + 1 + _BEHIND))
    yield from (line for line in notes if line is not None and line.level >= NOTE)


def _of_line(line: Line, table: TextTable, named: set[int]) -> Iterator[Claim]:
    for token in numbers_of(line.tokens):
        number = token.number
        if not is_countable(number) or number is None or number.value < _FEWEST:
            continue
        if not _THINGS.match(line.text[token.end - len(number.unit) :]):
            continue
        if int(number.value) in named:
            text = token.text.strip()
            yield Claim(
                kind=Kind.COUNT,
                line=line.at(token),
                statement=f"{text} = {place_of(table.index, table.first)}에 적힌 {int(number.value)}가지",
                verdict=Verdict.EXACT,
                mentions=(Mention(line.at(token), text),),
                quote=text,
                unit=number.unit,
                reported=number.printed,
                expected=number.printed,
                basis=Basis.FIGURES,
                pattern="count-table",
            )
            return


def _names(table: TextTable) -> set[int]:
    """Return how many rows and how many columns a table names, its totals and headings left out."""
    head = table.rows[0] if table.rows else ()
    across = {cell for cell in head if _is_name(cell)}
    down = {row[0] for row in table.rows[1:] if row and _is_name(row[0])}
    return {len(across), len(down)}


def _is_name(cell: str) -> bool:
    bare = re.sub(r"\([^()]*\)|\s", "", cell)
    return bool(bare) and not _TOTAL.fullmatch(bare) and not _FIGURES.fullmatch(bare)

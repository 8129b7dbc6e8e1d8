"""The claims of a file, and how they are told: as plain JSON, and in a sentence."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from geomsan.check.identities.verdicts import Verdict
from geomsan.claims.claim import KINDS, Claim, Kind, Line
from geomsan.claims.days import WEEKDAYS
from geomsan.claims.document import claims_of, read_lines
from geomsan.claims.enumerated import enumerated_claims
from geomsan.claims.sameness import same_claims
from geomsan.claims.tabled import TextTable, lines_of, unit_of
from geomsan.claims.tokens import all_tokens, clean, read_tokens
from geomsan.common.errors import Bilingual
from geomsan.infer.understand import UnderstoodTable
from geomsan.read.figures.printed import json_number, printed
from geomsan.read.readers.found import ProseLine


def claims_in(prose: Iterable[ProseLine], tables: Sequence[TextTable] = ()) -> list[Claim]:
    """Return what the prose of a file asserts, that in the cells of its tables, and what both print.

    Each claim has its verdict; they stand in the order of their lines.
    """
    lines = read_lines((line.number, line.text) for line in prose)
    own = claims_of(lines)
    counted = {claim.mentions[0] for claim in own if claim.kind is Kind.COUNT}
    named = [claim for claim in enumerated_claims(lines, tables) if claim.mentions[0] not in counted]
    found = [*own, *same_claims(lines, tables), *named, *_in_cells(lines, tables)]
    return sorted(found, key=lambda claim: claim.line)


def _in_cells(lines: Sequence[Line], tables: Sequence[TextTable]) -> Iterator[Claim]:
    """Yield what single cells assert; each is read by itself, in the years of the line above its table."""
    numbers = [line.number for line in lines]
    for table in tables:
        at = bisect_left(numbers, table.first)
        years = lines[at - 1].years if at else ()
        years = years or (lines[0].years if lines else ())
        for row, column, number, text in table.prose():
            for claim in claims_of(read_lines([(number or row + 1, text)], years)):
                mentions = tuple(
                    replace(each, table=table.index, row=row, column=column) for each in claim.mentions
                )
                yield replace(claim, mentions=mentions)


def numbers_in(text: str) -> int:
    """Return how many numbers stand in a line, dates and what only looks like a number left out."""
    return sum(token.number is not None for token in all_tokens(read_tokens(clean(text))))


def text_tables(tables: Iterable[UnderstoodTable]) -> list[TextTable]:
    """Return the tables of a file as its sentences see them."""
    return [
        TextTable(
            index,
            table.found.grid.rows,
            lines_of(table.found.grid.places),
            unit_of(table.found.caption, table.unit),
            f"{table.found.heading} {table.found.caption}",
        )
        for index, table in enumerate(tables)
    ]


def claim_json(source: str, claim: Claim) -> dict[str, Any]:
    """Return a claim in the form that other programs rely on."""
    figures = []
    for mention in claim.mentions:
        figure: dict[str, Any] = {"line": mention.line, "text": mention.text}
        if mention.table is not None:
            figure |= {"table": mention.table, "row": mention.row, "column": mention.column}
        figures.append(figure)
    data = {
        "source": source,
        "line": claim.line,
        "kind": claim.kind.value,
        "statement": claim.statement,
        "verdict": claim.verdict.value,
        "reported": json_number(claim.reported),
        "expected": json_number(claim.expected),
        "figures": figures,
        "basis": claim.basis.value,
        "pattern": claim.pattern,
        "quote": claim.quote,
    }
    return data | ({"because": claim.because.ko} if claim.because is not None else {})


def message(claim: Claim) -> Bilingual:
    """Return one sentence that says what the claim is worth."""
    statement = claim.statement
    if claim.verdict is Verdict.UNDECIDED:
        because = claim.because or Bilingual("", "")
        return Bilingual(
            f"{statement}: 판정할 수 없음 — {because.ko}", f"{statement}: undecided — {because.en}"
        )
    if claim.verdict is Verdict.EXACT:
        return Bilingual(f"{statement}: 일치", f"{statement}: agrees")
    if claim.reported is None or claim.expected is None:
        return Bilingual(f"{statement}: 적힌 것과 맞지 않음", f"{statement}: not what is printed")
    reported, expected = (_shown(claim, value) for value in (claim.reported, claim.expected))
    if claim.kind is Kind.WEEKDAY:
        return Bilingual(f"{statement}인데 {reported}로 적힘", f"{statement}, but {reported} is printed")
    if claim.verdict is Verdict.ROUNDING:
        return Bilingual(
            f"{statement}: 적힌 값 {reported}, 계산한 값 {expected} — 끝자리 처리로 설명됨",
            f"{statement}: {reported} printed, {expected} computed; explained by rounding",
        )
    return Bilingual(
        f"{statement}: 적힌 값 {reported}, 나머지로 계산한 값 {expected}",
        f"{statement}: printed {reported}, but the rest gives {expected}",
    )


def _shown(claim: Claim, value: Any) -> str:
    if claim.kind is Kind.WEEKDAY and 1 <= value <= 7:
        return f"{WEEKDAYS[int(value) - 1]}요일"
    return f"{printed(value)}{claim.unit}"


def kind_name(claim: Claim) -> Bilingual:
    """Return what the kind of a claim is called."""
    return KINDS[claim.kind]

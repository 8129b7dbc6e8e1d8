"""The same count printed differently: where the words leave no doubt that two numbers are of one thing.

Two numbers are of one thing when the same rare noun, or the same phrase of several words, stands before
both, with the same unit and no other number that could be meant. In one part of a report that is a
contradiction. Where one of them is a goal, or where they stand in parts that may tell of two dates, it can be
read in another way and stays open.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from fractions import Fraction

from geomsan.check.identities.verdicts import Verdict
from geomsan.claims.claim import HEADING, Claim, Kind, Line, Mention
from geomsan.claims.lists import OTHER_STATE, bare
from geomsan.claims.making import rivals
from geomsan.claims.quantity import Quantity, digits
from geomsan.claims.said import Said
from geomsan.claims.tabled import TabledFigure, TextTable, place_of
from geomsan.common.errors import Bilingual

_NEAR = 25
"""Lines between a sentence and the row of a table in the same part of a report."""
_NOUN = 4
"""Syllables of a noun that is no common word."""
_RARE = 6
"""Lines and rows that a noun may stand in and still name one thing."""
_PHRASE = 3
"""Words that two phrases before a number share where the noun alone is too common."""
_APART = Fraction(1, 4)
"""How far two numbers may be apart and still be one, printed differently."""
_LATEST = 8
"""Numbers behind the same noun with which one is compared: those read last."""
_TIME = re.compile(
    r"(?:19|20)[0-9]{2}|['’][0-9]{2}|[0-9]\s?(?:년|월|분기|차|단계|회차)|상반기|하반기|누적|누계|전년|당초|변경"
)
_GOAL = re.compile(r"목표")
_STATE = re.compile(r"목표|계획|실적|성과|결과|현황|일정")
_WORD = re.compile(r"[가-힣A-Za-z]+")


def conflict_claims(
    lines: Sequence[Line], said: Sequence[Said], tables: Sequence[TextTable]
) -> Iterator[Claim]:
    """Yield the counts that are printed otherwise elsewhere: violated, or open with what may be meant."""
    met = Counter(word for line in lines for word in set(_WORD.findall(line.text)))
    met += Counter(
        word for table in tables for row in table.rows for word in set(_WORD.findall(" ".join(row)))
    )
    counts = [each for each in said if each.quantity.is_count and each.quantity.unit]
    numbers = [line.number for line in lines]
    at_lines = [each.line.number for each in counts]
    states = _states(lines)
    for table in tables:
        if not table.first:
            continue
        at = bisect_left(numbers, table.first)
        above = " ".join(line.text for line in lines[max(0, at - 2) : at])
        told = f"{above} {table.about} {' '.join(table.rows[0] if table.rows else ())}"
        state = states[at - 1] if at else frozenset()
        by_unit: dict[str, list[TabledFigure]] = defaultdict(list)
        for figure in table.figures:
            if figure.quantity.is_count and not figure.quantity.qualifier and not figure.quantity.magnitude:
                by_unit[figure.quantity.unit].append(figure)
        near = bisect_left(at_lines, table.first - 2 * _NEAR), bisect_left(at_lines, table.first + 2 * _NEAR)
        for each in counts[slice(*near)]:
            if each.quantity.unit not in by_unit:
                continue
            other = _in_row(each, by_unit[each.quantity.unit], met)
            if other is not None and (each.dated is None or str(each.dated) in told):
                own = states[bisect_left(numbers, each.line.number)]
                yield _claim(each, other, is_open=_GOAL.search(told) is not None or own != state)
    yield from _between_sentences(lines, counts)


def _states(lines: Sequence[Line]) -> list[frozenset[str]]:
    """Return what the heading above each line says that it tells: 계획, 실적, 목표."""
    found: list[frozenset[str]] = []
    for line in lines:
        if line.level <= HEADING:
            found.append(frozenset(_STATE.findall(line.text)))
        else:
            found.append(found[-1] if found else frozenset())
    return found


def _in_row(each: Said, figures: Sequence[TabledFigure], met: Counter[str]) -> TabledFigure | None:
    """Return the one number of a row that a sentence's noun or phrase names, where it is another number."""
    noun, phrase = _noun(each), _phrase(each)
    is_rare = len(noun) >= _NOUN and met[noun] <= _RARE
    text, start, end = each.line.text, each.token.start, each.token.end
    if not (is_rare or phrase) or OTHER_STATE.search(
        text[max(0, start - _NEAR) : start] + text[end : end + 8]
    ):
        return None
    found: list[TabledFigure] = []
    for figure in figures:
        if abs(figure.line - each.line.number) > _NEAR:
            continue
        if figure.quantity.value == each.quantity.value:
            return None
        label = figure.label.replace(figure.cell, "")
        names_row = is_rare and noun in _WORD.findall(label) and not _TIME.search(label)
        if names_row or (phrase and phrase == _last_words(figure.cell[: figure.cell.find(figure.text)])):
            found.append(figure)
    kept = [figure for figure in found if figure.quantity.is_total] or found
    return kept[0] if len(kept) == 1 and _is_close(kept[0].quantity, each.quantity) else None


def _is_close(one: Quantity, other: Quantity) -> bool:
    return abs(one.value - other.value) <= _APART * max(one.value, other.value)


def _noun(each: Said) -> str:
    """Return the last word before a number."""
    words = _WORD.findall(each.noun)
    return words[-1] if words else ""


def _phrase(each: Said) -> str:
    """Return the last words before a number, without spaces; empty where they are few."""
    return _last_words(each.line.text[: each.token.start])


def _last_words(text: str) -> str:
    words = re.split(r"[\s·]+", text.strip(" (["))[-_PHRASE:]
    is_whole = len(words) == _PHRASE and all(_WORD.fullmatch(word) and len(word) > 1 for word in words)
    return "".join(words) if is_whole else ""


def _between_sentences(lines: Sequence[Line], counts: Sequence[Said]) -> Iterator[Claim]:
    """Yield what two sentences print differently of the same noun of the same thing in the same year."""
    by_number = {line.number: line for line in lines}
    earlier: dict[tuple[str, str], list[Said]] = defaultdict(list)
    for each in counts:
        noun = _noun(each)
        if len(noun) < _NOUN or digits(each.quantity.printed) < 3:
            continue
        for other in earlier[noun, each.quantity.unit][-_LATEST:]:
            is_one = (
                each.line is not other.line and each.years == other.years and not each.is_sibling_of(other)
            )
            if not is_one or each.quantity.value == other.quantity.value:
                continue
            if _is_close(each.quantity, other.quantity) and _share(
                _things(each, by_number), _things(other, by_number)
            ):
                yield _claim(each, other, is_open=True)
        earlier[noun, each.quantity.unit].append(each)


def _things(each: Said, by_number: dict[int, Line]) -> set[str]:
    """Return the names of what a number is of: in the label in brackets before it, else in the line above."""
    labels = [token for token in each.line.tokens if token.kind == "g" and token.end <= each.token.start]
    words = [inner.text for token in labels[-1:] for inner in token.inside if inner.kind == "W"]
    above = by_number.get(each.under)
    words += [token.text for token in above.tokens if token.kind == "W"] if above is not None else []
    return {word for word in words if len(word) > _NOUN}


def _share(one: set[str], other: set[str]) -> bool:
    return any(first in second or second in first for first in one for second in other)


_STATES = Bilingual(
    "목표·계획·실적처럼 서로 다른 값일 수 있습니다", "they may be a goal, a plan or what was done"
)


def _claim(each: Said, other: Said | TabledFigure, is_open: bool) -> Claim:
    own = Mention(each.line.at(each.token), each.token.text.strip())
    if isinstance(other, TabledFigure):
        there = Mention(other.line, other.text, other.table, other.row, other.column)
        place = f"{place_of(other.table, other.line)}의 {other.text}"
        because = _STATES
    else:
        there = Mention(other.line.at(other.token), other.token.text.strip())
        place = f"{there.line}줄의 {bare(other.token)}"
        because = rivals("기준일이 다른 값")
    return Claim(
        kind=Kind.SAME,
        line=own.line,
        statement=f"{_named(each)} {bare(each.token)} = {place}",
        verdict=Verdict.UNDECIDED if is_open else Verdict.VIOLATED,
        mentions=(own, there),
        quote=_quote(each),
        unit=each.quantity.unit,
        reported=each.quantity.printed,
        expected=None if is_open else other.quantity.printed,
        because=because if is_open else None,
        pattern="same-differs",
    )


def _named(each: Said) -> str:
    noun = _noun(each)
    return (
        noun if len(noun) >= _NOUN else " ".join(_WORD.findall(each.line.text[: each.token.start])[-_PHRASE:])
    )


def _quote(each: Said) -> str:
    """Return the number with the word before it, and its brackets."""
    text, word = each.line.text, _named(each).split(" ")[0]
    at = text.rfind(word, 0, each.token.start)
    said = text[at if at >= 0 else each.token.start : each.token.end].strip()
    return said + ")" if said.count("(") > said.count(")") else said

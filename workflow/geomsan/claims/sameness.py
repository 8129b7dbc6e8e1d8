"""The same fact twice: in two sentences, or in a sentence and a table, whatever the units.

Two figures are taken for one fact when they agree in digits that would hardly do so by chance and stand
under words in common that few other lines use. What does not agree is no claim: two sentences with the same
words may well speak of two years.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from geomsan.check.identities.edits import Basis
from geomsan.check.identities.verdicts import Verdict
from geomsan.claims.claim import NOTE, Claim, Kind, Line, Mention
from geomsan.claims.conflicts import conflict_claims
from geomsan.claims.lists import bare
from geomsan.claims.quantity import Quantity, digits
from geomsan.claims.said import Said, said_in
from geomsan.claims.sums import sum_in_table
from geomsan.claims.tabled import TabledFigure, TextTable, pairs_of, place_of
from geomsan.claims.tokens import numbers_of
from geomsan.claims.verdicts import as_printed, decide, given, meet

_NEAR = 25
"""Lines between a sentence and a table that still go together without a word that is theirs."""
_SECTION = 60
"""Lines between a table of goals and the sentences that speak of them."""
_KNOWN, _LEAST_KNOWN = 60, 3
"""Lines that a pair of syllables may stand in, and how many such pairs tie a small number to a cell."""
_BELOW = 12
"""Lines below a sentence in which the table of its total begins."""
_LATEST = 30
"""Numbers of one size with which one is compared, in sentences and in tables: the nearest."""
_NEXT = 2
"""Lines between a sentence and a note on it."""
_NOUN = 3
_TOTAL = re.compile(r"(?:^|\s)(?:총|합|소|누)?\s?계(?:\s|$|\()")
_RARE = 12
"""Lines of the document that a word may stand in and still tell what a figure is about."""


def same_claims(lines: Sequence[Line], tables: Sequence[TextTable]) -> Iterator[Claim]:
    """Yield the facts that are printed twice and agree."""
    said = list(said_in(lines))
    common = Counter(pair for line in lines for pair in pairs_of(line.text))
    numbers = [line.number for line in lines]
    # A table of goals and what was done the year before often print the same small numbers.
    years = {
        table.index: lines[at - 1].years[:1] if (at := bisect_left(numbers, table.first)) else ()
        for table in tables
    }
    index = _index(figure for table in tables for figure in table.figures)
    earlier: dict[tuple[str, _Bucket], list[Said]] = defaultdict(list)
    for each in said:
        if (found := _in_table(each, index, common, years)) is not None:
            yield same(each, found)
        elif (column := sum_in_table(each, tables)) is not None:
            yield column
        key = each.quantity.family, _bucket(each.quantity.value)
        before = (other for other in earlier[key][: -_LATEST - 1 : -1] if other.line is not each.line)
        match = next((other for other in before if _are_one(each, other, common)), None)
        if match is not None:
            yield _with_sentence(each, match)
        earlier[key].append(each)
    yield from conflict_claims(lines, said, tables)


_Bucket = tuple[int, int]


def _bucket(value: Fraction) -> _Bucket:
    """Return the two leading digits and the magnitude of a value."""
    whole = str(int(abs(value) * 100))
    return int(whole[:2]), len(whole)


def _index(figures: Iterator[TabledFigure]) -> dict[_Bucket, list[TabledFigure]]:
    index: dict[_Bucket, list[TabledFigure]] = defaultdict(list)
    for figure in figures:
        if figure.quantity.value > 2 and not figure.quantity.qualifier:
            index[_bucket(figure.quantity.value)].append(figure)
    return index


def _in_table(
    each: Said,
    index: dict[_Bucket, list[TabledFigure]],
    common: Counter[str],
    years: Mapping[int, tuple[int, ...]],
) -> TabledFigure | None:
    """Return the table's figure that is the same fact, the nearest first; None where there is none."""
    lead, size = _bucket(each.quantity.value)
    buckets = [(lead, size), (lead + 1, size), (lead - 1, size)]
    best: tuple[float, TabledFigure] | None = None
    for figure in (figure for bucket in buckets for figure in _nearest(index.get(bucket, ()), each.line)):
        if figure.line == each.line.number or not _is_same(each.quantity, figure.quantity):
            continue
        shared = {pair for pair in each.words & figure.words if common[pair] <= _RARE}
        told = min(digits(each.quantity.printed), digits(figure.quantity.printed))
        away = abs(figure.line - each.line.number) if figure.line else _NEAR + 1
        if not _is_enough(each, figure, told, away, bool(shared)) and not (
            0 < away <= _SECTION
            and each.line.years[:1] == years.get(figure.table)
            and _goes_with(each, figure, common)
        ):
            continue
        worth = min(len(shared), 5) + 4.0 * told - away / 100
        if best is None or worth > best[0]:
            best = (worth, figure)
    return best[1] if best else None


def _nearest(figures: Sequence[TabledFigure], line: Line) -> Sequence[TabledFigure]:
    """Return those figures of a list in the order of print that stand nearest to a line."""
    at = bisect_left(figures, line.number, key=lambda figure: figure.line)
    return figures[max(0, at - _LATEST) : at + _LATEST]


def _is_enough(each: Said, figure: TabledFigure, told: int, away: int, has_rare: bool) -> bool:
    """Tell whether digits that agree, and where they stand, show that they are of one fact."""
    is_near = 0 < away <= _NEAR
    if told >= 5 or (told >= 3 and (has_rare or is_near)):
        return True
    if told < 2 or not is_near:
        return False
    # 총 56건 over the 56 of the 계; 3.2조원 over the 32,523 of the 합계, by the word 조성.
    is_below = 0 < figure.line - each.line.number <= _BELOW and _TOTAL.search(figure.label) is not None
    says_total = each.quantity.is_total or bool(pairs_of(each.noun) & figure.words)
    return (has_rare and _says_unit(figure)) or (is_below and says_total)


def _goes_with(each: Said, figure: TabledFigure, common: Counter[str]) -> bool:
    """Tell whether a small number is that of a cell: by several words of theirs, or by the very noun."""
    if not _says_unit(figure):
        return bool(each.quantity.magnitude) and _has_noun(each, figure)
    known = {pair for pair in each.words & figure.own if common[pair] <= _KNOWN}
    own = each.token.text.strip()
    others = (
        token.text.strip() for token in numbers_of(each.line.tokens) if token.number and token.number.unit
    )
    is_joint = any(text in figure.cell for text in others if text != own)
    return len(known) > _LEAST_KNOWN or _has_noun(each, figure) or (is_joint and bool(known))


def _has_noun(each: Said, figure: TabledFigure) -> bool:
    """Tell whether the noun of a number is a whole word of the head or the label of a cell: 조성목표."""
    nouns = [noun for noun in each.noun.split() if len(noun) > _NOUN]
    return any(re.search(rf"(?<![가-힣]){noun}(?![가-힣])", figure.label) for noun in nouns)


def _says_unit(figure: TabledFigure) -> bool:
    return bool(figure.quantity.unit) and figure.quantity.unit in figure.text


def _is_same(one: Quantity, other: Quantity) -> bool:
    """Tell whether two figures can be one: the same kind, agreeing as far as the coarser is printed."""
    if other.dimension and one.family != other.family:
        return False
    if not other.dimension and (not one.is_count or other.scale != 1):
        return False
    if one.value == other.value:
        return True
    if (one.is_count and not other.magnitude) or (other.is_count and not one.magnitude):
        return False
    return meet(one.interval(), other.interval())


def _are_one(each: Said, other: Said, common: Counter[str]) -> bool:
    """Tell whether two sentences print one fact: the same words beside the same telling number."""
    if not _is_same(each.quantity, other.quantity):
        return False
    away = each.line.number - other.line.number
    told = min(digits(each.quantity.printed), digits(other.quantity.printed))
    if told < 4 and each.years and other.years and not each.years & other.years:
        return False
    if each.quantity.value != other.quantity.value:
        # 159천개 of 159,354개, both of a 가맹점.
        return told > 2 and away <= _NEAR and bool(pairs_of(each.noun) & pairs_of(other.noun))
    rare = {pair for pair in each.words & other.words if common[pair] <= _RARE}
    if (told > 2 and rare) or (told == 2 and len(rare) > 2 and each.beside(other)):
        return True
    if told > 1 and away <= _BELOW and each.dated is not None and each.dated == other.dated:
        return True
    # A note takes up the line above it.
    is_next = each.line.level >= NOTE and away <= _NEXT
    units = {each.quantity.unit, other.quantity.unit}
    if told > 1 and is_next and (len(units) == 1 or "개" in units) and each.own & other.own:
        return True
    if away > _NEAR or each.quantity.unit != other.quantity.unit or each.is_sibling_of(other):
        return False
    return each.beside(other) or (told > 1 and bool(pairs_of(each.noun) & pairs_of(other.noun)))


def same(each: Said, figure: TabledFigure) -> Claim:
    """Return the claim that a number of a sentence and one of a table are the same fact."""
    finer, coarser = sorted((each.quantity, figure.quantity), key=lambda one: one.step)
    verdict = Verdict.EXACT if each.quantity.value == figure.quantity.value else decide(coarser, given(finer))
    return Claim(
        kind=Kind.SAME,
        line=each.line.at(each.token),
        statement=f"{bare(each.token)} = {place_of(figure.table, figure.line)}의 {figure.text}",
        verdict=verdict,
        mentions=(
            Mention(each.line.at(each.token), each.token.text.strip()),
            Mention(figure.line, figure.text, figure.table, figure.row, figure.column),
        ),
        quote=each.token.text.strip(),
        unit=each.quantity.unit,
        reported=each.quantity.printed,
        expected=as_printed(each.quantity, figure.quantity.value),
        basis=Basis.FIGURES,
        pattern="same-table",
    )


def _with_sentence(each: Said, other: Said) -> Claim:
    place = other.line.at(other.token)
    return Claim(
        kind=Kind.SAME,
        line=each.line.at(each.token),
        statement=f"{bare(each.token)} = {place}줄의 {bare(other.token)}",
        verdict=Verdict.EXACT,
        mentions=(
            Mention(each.line.at(each.token), each.token.text.strip()),
            Mention(place, other.token.text.strip()),
        ),
        quote=each.token.text.strip(),
        unit=each.quantity.unit,
        reported=each.quantity.printed,
        expected=as_printed(each.quantity, other.quantity.value),
        basis=Basis.FIGURES,
        pattern="same-sentence",
    )

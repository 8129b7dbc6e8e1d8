"""The same fact twice: in two sentences, or in a sentence and a table, whatever the units.

Two figures are taken for one fact when they agree in digits that would hardly do so by chance and stand
under words in common that few other lines use. What does not agree is no claim: two sentences with the same
words may well speak of two years.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from geomsan.check.identities.edits import Basis
from geomsan.check.identities.verdicts import Verdict
from geomsan.claims.claim import Claim, Kind, Line, Mention
from geomsan.claims.lists import bare, items
from geomsan.claims.quantity import Quantity, digits
from geomsan.claims.tabled import TabledFigure, TextTable, pairs_of
from geomsan.claims.tokens import Token, numbers_of
from geomsan.claims.verdicts import as_printed, decide, given, meet, total

_NEAR = 25
"""Lines between a sentence and a table that still go together without a word that is theirs."""
_SECTION = 60
"""Lines between a table of goals and the sentences that speak of them."""
_KNOWN, _LEAST_KNOWN = 60, 3
"""Lines that a pair of syllables may stand in, and how many such pairs tie a small number to a cell."""
_RARE = 12
"""Lines of the document that a word may stand in and still tell what a figure is about."""


@dataclass(frozen=True)
class _Said:
    """A number of a sentence with the words of its line."""

    line: Line
    token: Token
    quantity: Quantity
    words: frozenset[str]

    def beside(self, other: _Said) -> bool:
        """Tell whether another number of the line stands in the other's line, too."""
        own, others = (
            {(number.family, number.value) for token in numbers_of(line.tokens) if (number := token.number)}
            for line in (self.line, other.line)
        )
        return len(own & others) > 1


def _summed(each: _Said, tables: Sequence[TextTable]) -> Claim | None:
    """Return the claim that a figure is the sum of a column, or of a row, of a table below it."""
    told = digits(each.quantity.printed)
    if told < 3 and not each.quantity.is_total:
        return None
    for table in tables:
        away = table.first - each.line.number
        if not table.first or not 0 < away <= (_NEAR if told < 4 else 4 * _NEAR):
            continue
        for column in table.columns():
            parts = [figure.quantity for figure in column]
            if any(not _may_be_part(part, each.quantity) for part in parts):
                continue
            computed = total(given(part.in_unit_of(each.quantity)) for part in parts)
            verdict = decide(each.quantity, computed)
            if verdict is Verdict.EXACT or (verdict is Verdict.ROUNDING and told > 3):
                return _of_column(each, column, computed[0], verdict)
    return None


def _may_be_part(part: Quantity, whole: Quantity) -> bool:
    return part.family == whole.family if part.dimension else whole.is_count


def _of_column(each: _Said, column: Sequence[TabledFigure], value: Fraction, verdict: Verdict) -> Claim:
    place = each.line.at(each.token)
    shown = " + ".join(figure.text for figure in column[:_SHOWN]) + (" + …" if len(column) > _SHOWN else "")
    return Claim(
        kind=Kind.SPLIT,
        line=place,
        statement=f"{bare(each.token)} = 표 {column[0].table + 1}의 {shown}",
        verdict=verdict,
        mentions=(
            Mention(place, each.token.text.strip()),
            *(Mention(one.line, one.text, one.table, one.row, one.column) for one in column),
        ),
        quote=each.token.text.strip(),
        unit=each.quantity.unit,
        reported=each.quantity.printed,
        expected=as_printed(each.quantity, value),
        basis=Basis.FIGURES,
        pattern="split-table",
    )


_SHOWN = 6


def same_claims(lines: Sequence[Line], tables: Sequence[TextTable]) -> Iterator[Claim]:
    """Yield the facts that are printed twice and agree."""
    said = list(_said(lines))
    common = Counter(pair for line in lines for pair in pairs_of(line.text))
    numbers = [line.number for line in lines]
    # A table of goals and what was done the year before often print the same small numbers.
    years = {
        table.index: lines[at - 1].years[:1] if (at := bisect_left(numbers, table.first)) else ()
        for table in tables
    }
    index = _index(figure for table in tables for figure in table.figures)
    earlier: dict[tuple[str, Fraction], list[_Said]] = defaultdict(list)
    for each in said:
        if (found := _in_table(each, index, common, years)) is not None:
            yield _with_table(each, found)
        elif (summed := _summed(each, tables)) is not None:
            yield summed
        key = (each.quantity.family, each.quantity.value)
        before = [other for other in earlier[key] if other.line is not each.line]
        match = next((other for other in reversed(before) if _are_one(each, other, common)), None)
        if match is not None:
            yield _with_sentence(each, match)
        earlier[key].append(each)


def _pairs(tokens: Sequence[Token]) -> frozenset[str]:
    """Return the syllables of the words two by two: 출자약정액 and 출자 share the first."""
    return pairs_of(" ".join(token.text for token in tokens if token.kind in "Wg"))


def _said(lines: Sequence[Line]) -> Iterator[_Said]:
    above: list[tuple[int, frozenset[str]]] = []
    for line in lines:
        while above and above[-1][0] >= line.level:
            above.pop()
        parent = above[-1][1] if above else frozenset()
        for token, words in _labelled(line.tokens, frozenset()):
            number = token.number
            if (
                number is None
                or number.qualifier
                or number.sign
                or number.dimension in ("", "%", "%p", "년", "배", "층")
            ):
                continue
            if number.value > 2:
                yield _Said(line, token, number, words | parent)
        above.append((line.level, pairs_of(line.text)))


def _labelled(tokens: Sequence[Token], outer: frozenset[str]) -> Iterator[tuple[Token, frozenset[str]]]:
    """Yield the numbers with the words of their item, of the label of the line, and before their brackets.

    A bare number in brackets has the unit of the one before them.
    """
    label = next((tokens[:at] for at, token in enumerate(tokens) if token.kind == ":"), ())
    whole: Quantity | None = None
    for item in items(tokens, ",/"):
        own = _pairs(item) | _pairs(label) | outer
        for token in item:
            if token.number is not None:
                whole = token.number
                yield token, own
            for inner, words in _labelled(token.inside, own):
                number = inner.number
                is_part = number is not None and not number.dimension and whole is not None
                if is_part and number is not None and whole is not None and whole.dimension:
                    yield replace(inner, number=number.in_unit_of(whole)), words
                else:
                    yield inner, words


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
    each: _Said,
    index: dict[_Bucket, list[TabledFigure]],
    common: Counter[str],
    years: Mapping[int, tuple[int, ...]],
) -> TabledFigure | None:
    """Return the table's figure that is the same fact, the nearest first; None where there is none."""
    lead, size = _bucket(each.quantity.value)
    buckets = [(lead, size), (lead + 1, size), (lead - 1, size)]
    best: tuple[float, TabledFigure] | None = None
    for figure in (figure for bucket in buckets for figure in index.get(bucket, ())):
        if not _is_same(each.quantity, figure.quantity):
            continue
        if figure.line == each.line.number:
            continue
        shared = {pair for pair in each.words & figure.words if common[pair] <= _RARE}
        told = min(digits(each.quantity.printed), digits(figure.quantity.printed))
        away = abs(figure.line - each.line.number) if figure.line else _NEAR + 1
        is_near = 0 < away <= _NEAR
        known = {pair for pair in each.words & figure.own if common[pair] <= _KNOWN}
        says_unit = bool(figure.quantity.unit) and figure.quantity.unit in figure.text
        goes_with = says_unit and 0 < away <= _SECTION and len(known) > _LEAST_KNOWN
        goes_with = goes_with and each.line.years[:1] == years.get(figure.table)
        enough = told >= 5 or (told >= 3 and (shared or is_near)) or goes_with
        enough = enough or bool(told >= 2 and shared and is_near and says_unit)
        if not enough:
            continue
        worth = min(len(shared), 5) + 4.0 * told - away / 100
        if best is None or worth > best[0]:
            best = (worth, figure)
    return best[1] if best else None


def _is_same(one: Quantity, other: Quantity) -> bool:
    """Tell whether two figures can be one: the same kind, agreeing as far as the coarser is printed."""
    if other.dimension and one.family != other.family:
        return False
    if not other.dimension and (not one.is_count or other.scale != 1):
        return False
    if one.value == other.value:
        return True
    if one.is_count or other.is_count:
        return False
    return meet(one.interval(), other.interval())


def _are_one(each: _Said, other: _Said, common: Counter[str]) -> bool:
    """Tell whether two sentences print one fact: the same words beside the same telling number."""
    rare = {pair for pair in each.words & other.words if common[pair] <= _RARE}
    told = digits(each.quantity.printed)
    return (told >= 3 and bool(rare)) or (told == 2 and len(rare) > 2 and each.beside(other))


def _with_table(each: _Said, figure: TabledFigure) -> Claim:
    finer, coarser = sorted((each.quantity, figure.quantity), key=lambda one: one.step)
    verdict = Verdict.EXACT if each.quantity.value == figure.quantity.value else decide(coarser, given(finer))
    return Claim(
        kind=Kind.SAME,
        line=each.line.at(each.token),
        statement=f"{bare(each.token)} = 표 {figure.table + 1}의 {figure.text}",
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


def _with_sentence(each: _Said, other: _Said) -> Claim:
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

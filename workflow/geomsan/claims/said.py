"""The numbers of the sentences with what they are of: the words of their item, their noun, their year."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from geomsan.claims.claim import Line
from geomsan.claims.lists import items
from geomsan.claims.quantity import Quantity
from geomsan.claims.tabled import pairs_of
from geomsan.claims.tokens import Token, all_tokens, numbers_of

_NO_FACT = ("", "%", "%p", "년", "배", "층")
"""Units of numbers that are too many, or too bare, to be told apart by their words."""
_YEAR_BEFORE = re.compile(r"전년|작년|지난해|전월")
_CIRCUMSTANCE = re.compile(r"총|약|최대|각|및|등|등의|중|의|은|는|이|가|을|를|에서|으로|로")


@dataclass(frozen=True)
class Said:
    """A number of a sentence.

    Attributes
    ----------
    words
        The syllables, two by two, of its item, of the label of its line, and of the line that it is under.
    own
        Those of its item alone.
    noun
        The word before it or before its bracket, and the label before a colon.
    dated
        The year that is written before it in its item or its label.
    under
        The number of the line that its own is under; 0 for none.
    years
        Those that its line writes, else the one to be thought; none where it may be another.
    """

    line: Line
    token: Token
    quantity: Quantity
    words: frozenset[str]
    own: frozenset[str]
    noun: str
    dated: int | None
    under: int
    years: frozenset[int]

    def is_sibling_of(self, other: Said) -> bool:
        """Tell whether two stand in one list, whose lines are of different things: 가구 23명, 나구 23명."""
        return self.under == other.under and self.line.level == other.line.level

    def beside(self, other: Said) -> bool:
        """Tell whether another number of the line stands in the other's line, too."""
        own, others = (
            {(number.family, number.value) for token in numbers_of(line.tokens) if (number := token.number)}
            for line in (self.line, other.line)
        )
        return len(own & others) > 1


def said_in(lines: Sequence[Line]) -> Iterator[Said]:
    """Yield the numbers that say how many or how much of something."""
    above: list[tuple[Line, frozenset[str]]] = []
    for line in lines:
        while above and above[-1][0].level >= line.level:
            above.pop()
        parent = above[-1][1] if above else frozenset()
        under = above[-1][0].number if above else 0
        years = _years_of(line)
        for token, place in _placed(line.tokens, _Place()):
            number = token.number
            if number is None or number.qualifier or number.sign or number.dimension in _NO_FACT:
                continue
            if number.value > 2:
                words = place.words | parent
                yield Said(line, token, number, words, place.own, place.noun, place.dated, under, years)
        above.append((line, pairs_of(line.text)))


@dataclass(frozen=True)
class _Place:
    """Where a number stands: its words, those of its item, its noun, its year."""

    words: frozenset[str] = frozenset()
    own: frozenset[str] = frozenset()
    noun: str = ""
    dated: int | None = None


def _placed(tokens: Sequence[Token], outer: _Place) -> Iterator[tuple[Token, _Place]]:
    """Yield the numbers with the words of their item, of the label of the line, and before their brackets.

    A bare number has the unit of the one before its brackets, or beside it: 정원 269 / 현원 259명.
    """
    label = next((tokens[:at] for at, token in enumerate(tokens) if token.kind == ":"), ())
    named = " ".join(token.text for token in label if token.kind == "W")
    of_label = _year_of(label) or outer.dated
    listed = items(tokens, ",/")
    whole: Quantity | None = None
    for at, item in enumerate(listed):
        if not any(token.number is not None or token.inside for token in item):
            continue
        own = _pairs(item)
        noun, dated = outer.noun, of_label
        for token in item:
            if token.kind == "W" and not _CIRCUMSTANCE.fullmatch(token.text):
                noun = token.text
            dated = _year_of([token]) or dated
            place = _Place(own | _pairs(label) | outer.words, own | outer.own, f"{named} {noun}", dated)
            if token.number is not None:
                beside = _unit_beside(listed[at : at + 2]) if not token.number.dimension else None
                yield _in_unit(token, beside), place
                whole = token.number
            for inner, inside in _placed(token.inside, replace(place, noun=noun)):
                yield _in_unit(inner, whole), inside


def _year_of(tokens: Sequence[Token]) -> int | None:
    """Return the last year that tokens write."""
    years = [token.day.year for token in tokens if token.day is not None and token.day.year]
    return years[-1] if years else None


def _years_of(line: Line) -> frozenset[int]:
    if _YEAR_BEFORE.search(line.text):
        return frozenset()
    own = {token.day.year for token in all_tokens(line.tokens) if token.day and token.day.year}
    return frozenset(own) or frozenset(line.years[:1])


def _in_unit(token: Token, like: Quantity | None) -> Token:
    number = token.number
    if number is None or number.dimension or like is None or not like.dimension:
        return token
    return replace(token, number=number.in_unit_of(like))


def _unit_beside(pair: Sequence[Sequence[Token]]) -> Quantity | None:
    """Return the number of the second of two items that are a word and a number each; None for others."""
    shapes = ["".join(token.kind for token in item if token.kind not in "_!g:") for item in pair]
    if len(pair) < 2 or not all(re.fullmatch("W{1,2}N", shape) for shape in shapes):
        return None
    return next((token.number for token in pair[1] if token.number is not None), None)


def _pairs(tokens: Sequence[Token]) -> frozenset[str]:
    """Return the syllables of the words two by two: 출자약정액 and 출자 share the first."""
    return pairs_of(" ".join(token.text for token in tokens if token.kind in "Wg"))

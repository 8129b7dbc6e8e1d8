"""A claim: what a sentence asserts of its figures, and a pattern that finds such claims."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum
from functools import cached_property

from geomsan.check.identities.edits import Basis
from geomsan.check.identities.verdicts import Verdict
from geomsan.claims.days import Day
from geomsan.claims.tokens import Token
from geomsan.common.errors import Bilingual


class Kind(Enum):
    """Kinds of claims, as the outputs name them."""

    SPLIT = "split"
    PRODUCT = "product"
    DIFFERENCE = "difference"
    RATE = "rate"
    CHANGE = "change"
    MEAN = "mean"
    COUNT = "count"
    RANGE = "range"
    WEEKDAY = "weekday"
    PERIOD = "period"
    SAME = "same"


KINDS: Mapping[Kind, Bilingual] = {
    Kind.SPLIT: Bilingual("내역의 합", "parts and their total"),
    Kind.PRODUCT: Bilingual("곱", "products"),
    Kind.DIFFERENCE: Bilingual("차", "differences"),
    Kind.RATE: Bilingual("비율", "rates and shares"),
    Kind.CHANGE: Bilingual("증감", "changes"),
    Kind.MEAN: Bilingual("평균", "means"),
    Kind.COUNT: Bilingual("개수", "things counted and named"),
    Kind.RANGE: Bilingual("범위", "ranges"),
    Kind.WEEKDAY: Bilingual("요일", "weekdays"),
    Kind.PERIOD: Bilingual("기간", "periods"),
    Kind.SAME: Bilingual("같은 값", "the same fact twice"),
}


@dataclass(frozen=True)
class Mention:
    """A figure of a claim in its place; ``table``, ``row`` and ``column`` where it stands in a table."""

    line: int
    text: str
    table: int | None = None
    row: int | None = None
    column: int | None = None


@dataclass(frozen=True)
class Claim:
    """What a sentence asserts, decided.

    Attributes
    ----------
    line
        Line (text) or paragraph (HWPX, PDF) of the result, from 1.
    statement
        The claim as a rule over its figures: ``185개 = 123개 + 55개 + 6개 + 1개``.
    reported, expected
        The asserted figure, in its unit, and what the others give.
    quote
        The words of the sentence that the claim needs.
    because
        What is missing where it is undecided; with the rivals where it can be read in two ways.
    is_total
        Whether the asserted figure says of itself that it is a total (총).
    pattern
        The name of the pattern that found it.
    """

    kind: Kind
    line: int
    statement: str
    verdict: Verdict
    mentions: tuple[Mention, ...]
    quote: str = ""
    unit: str = ""
    reported: Decimal | None = None
    expected: Decimal | None = None
    basis: Basis = Basis.WORDED
    because: Bilingual | None = None
    is_total: bool = False
    pattern: str = ""

    @property
    def difference(self) -> Decimal | None:
        """What is printed less what it should be."""
        if self.reported is None or self.expected is None:
            return None
        return self.reported - self.expected


@dataclass(frozen=True)
class Line:
    """A line of prose with its tokens.

    Attributes
    ----------
    number
        As in the source, from 1.
    level
        How deep it stands in the outline, by its mark and indent; greater is deeper.
    years
        The years that a date without one may belong to, likeliest first.
    breaks
        Where lines of the source begin in it that go on a sentence, with their numbers.
    """

    number: int
    text: str
    tokens: tuple[Token, ...]
    level: int = 0
    years: tuple[int, ...] = ()
    breaks: tuple[tuple[int, int], ...] = ()

    def at(self, token: Token) -> int:
        """Return the number of the line that a token stands in."""
        return next((number for start, number in reversed(self.breaks) if token.start >= start), self.number)


@dataclass(frozen=True)
class Context:
    """Where a pattern was met: its line among the others, and the tokens side by side with the match."""

    lines: Sequence[Line]
    at: int
    tokens: tuple[Token, ...]
    first: int
    last: int
    outer: tuple[Token, ...] = ()

    @property
    def line(self) -> Line:
        """The line."""
        return self.lines[self.at]

    @property
    def found(self) -> tuple[Token, ...]:
        """The tokens that matched."""
        return self.tokens[self.first : self.last]

    @property
    def before(self) -> tuple[Token, ...]:
        """The tokens before the match, on its own level."""
        return self.tokens[: self.first]

    @property
    def after(self) -> tuple[Token, ...]:
        """The tokens behind the match, on its own level."""
        return self.tokens[self.last :]

    def quote(self, *tokens: Token) -> str:
        """Return the words from the first of the tokens to the last."""
        kept = tokens or self.found
        start, end = min(token.start for token in kept), max(token.end for token in kept)
        said = self.line.text[start:end].strip()
        closing = self.line.text[end : end + 1]
        return said + closing if closing in tuple(")]") and said.count("(") > said.count(")") else said

    def children(self) -> list[Line]:
        """Return the lines that stand directly under this one in the outline."""
        return children(self.lines, self.at)


def children(lines: Sequence[Line], at: int) -> list[Line]:
    """Return the lines directly under a line: the next deeper ones, of the level of the first of them."""
    level = lines[at].level
    found: list[Line] = []
    for line in lines[at + 1 : at + 40]:
        if line.level <= level:
            break
        if line.level >= NOTE > level and (not found or found[0].level < NOTE):
            continue
        if not found or line.level == found[0].level:
            found.append(line)
        elif line.level < found[0].level:
            break
    return found


HEADING = 10
"""The level of a heading (□) and of what is above it."""
NOTE = 60
"""The level of a note (※), which says something of the line above it and is no part of the outline."""

Reader = Callable[[Context], Iterable[Claim]]


@dataclass(frozen=True)
class Pattern:
    """A way in which reports assert something of their figures.

    Attributes
    ----------
    shape
        A regular expression over the kinds of tokens (:data:`geomsan.claims.tokens.KINDS`), spaces
        apart; its repetitions are bounded, so that matching is linear in the line.
    says
        What it says, in a sentence for those who sign it.
    examples
        Made-up sentences with the verdict that they get.
    counters
        Sentences of like shape that assert nothing.
    """

    name: str
    kind: Kind
    says: str
    shape: str
    read: Reader
    examples: tuple[tuple[str, str], ...]
    counters: tuple[str, ...]
    whole_line: bool = field(default=False)

    @cached_property
    def needed(self) -> frozenset[str]:
        """Kinds of tokens without which nothing matches: looked for first, since most lines lack them."""
        bare = re.sub(
            r"\[[^\]]*\]", "", re.sub(r"\([^()]*\)(?:\?|\{[0-9,]+\})?", "", self.shape.replace(" ", ""))
        )
        return frozenset(re.findall(r"[NDTg](?![?{])", "" if "(" in bare or self.whole_line else bare))

    @cached_property
    def expression(self) -> re.Pattern[str]:
        """The shape, compiled."""
        return re.compile(self.shape.replace(" ", ""))


__all__ = ["Claim", "Context", "Day", "Kind", "Line", "Mention", "Pattern", "Reader"]

"""The claims of a document: its lines read, every pattern tried on them, each claim once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from geomsan.claims.claim import Claim, Context, Line
from geomsan.claims.grammar import PATTERNS
from geomsan.claims.tokens import LONGEST, Token, clean, read_tokens, sequences

_MARKS = (
    *((r"[IVXⅠ-Ⅻ]+[.\s]|[0-9]{1,2}[.)]?\s", 0), ("□|■|☐|❖|◆", 10), ("○|◦|●|ㅇ", 20), ("[①-⑳]", 20)),
    *(("[-–－−]", 30), ("[·∙•✓√]", 40), ("[▶►▷▪➢⇨→]", 50), (r"※|\*", 60)),
)
"""How a line begins, and how deep that is in the outline."""
_LEVELS = tuple((re.compile(rf"(?P<indent>\s*)(?:-\s*)?(?:{mark})"), level) for mark, level in _MARKS)


def read_lines(prose: Iterable[tuple[int, str]]) -> list[Line]:
    """Return the lines of a document with their tokens, their place in the outline, and their years.

    Parameters
    ----------
    prose
        Number and text of every line that stands in no table.
    """
    lines: list[Line] = []
    level, above, heading, own = 0, 0, 0, 0
    for number, text in prose:
        cleaned = clean(text)
        if not cleaned or len(text) > 20 * LONGEST:
            continue
        tokens = read_tokens(cleaned)
        level = _level(text, level)
        years = [token.day.year for token in _flat(tokens) if token.day is not None and token.day.year]
        own = own or (years[0] if years else 0)
        if level <= 10:
            heading = years[0] if years else 0
        candidates = dict.fromkeys(year for year in (heading, own, above) if year)
        lines.append(Line(number, cleaned, tokens, level, tuple(candidates)))
        above = years[-1] if years else above
    return lines


def _level(text: str, before: int) -> int:
    for expression, level in _LEVELS:
        if match := expression.match(text):
            return level + min(len(match["indent"]), 8)
    return before


def _flat(tokens: Sequence[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from _flat(token.inside)


def claims_of(lines: Sequence[Line]) -> list[Claim]:
    """Return what the lines assert, in their order; a claim that two patterns find counts once."""
    found: dict[object, Claim] = {}
    for at in range(len(lines)):
        for claim in _of_line(lines, at):
            found.setdefault(_identity(claim), claim)
    return sorted(found.values(), key=lambda claim: claim.line)


def _identity(claim: Claim) -> object:
    figures = frozenset((mention.line, mention.text) for mention in claim.mentions)
    return claim.kind, figures, claim.reported


def _of_line(lines: Sequence[Line], at: int) -> Iterator[Claim]:
    line = lines[at]
    if not any(sign.isdecimal() for sign in line.text):
        return
    for depth, (tokens, outer) in enumerate(sequences(line.tokens)):
        shape = "".join(token.kind for token in tokens)
        for pattern in PATTERNS:
            if depth and pattern.whole_line:
                continue
            for match in pattern.expression.finditer(shape):
                context = Context(lines, at, tokens, match.start(), match.end(), outer)
                for claim in pattern.read(context):
                    yield replace(claim, pattern=pattern.name)

"""The claims of a document: its lines read, every pattern tried on them, each claim once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from geomsan.claims.claim import HEADING, Claim, Context, Line, Pattern
from geomsan.claims.grammar import PATTERNS
from geomsan.claims.tokens import LONGEST, all_tokens, clean, read_tokens, sequences

_MARKS = (
    *((r"※|\*", 60), ("[▶►▷▪➢⇨→]", 50), ("[·∙•✓√]", 40), ("[-–－−]", 30), ("[①-⑳]", 20), ("○|◦|●|ㅇ", 20)),
    *(("□|■|☐|❖|◆", 10), (r"[IVXⅠ-Ⅻ]+[.\s]|[0-9]{1,2}[.)]?\s", 0)),
)
"""How a line begins, and how deep that is in the outline."""
_LEVELS = tuple((re.compile(rf"(?P<indent>\s*)(?:-\s*)?(?:{mark})"), level) for mark, level in _MARKS)


def read_lines(prose: Iterable[tuple[int, str]], years_above: Sequence[int] = ()) -> list[Line]:
    """Return the lines of a document with their tokens, their place in the outline, and their years.

    Parameters
    ----------
    prose
        Number and text of every line that stands in no table.
    years_above
        The years that a date without one may belong to, where the lines are a part of a document.
    """
    lines: list[Line] = []
    level, above, heading, own = 0, 0, 0, 0
    for number, text, cleaned, breaks in _joined(prose):
        tokens = read_tokens(cleaned)
        level = _level(text, level)
        years = [token.day.year for token in all_tokens(tokens) if token.day is not None and token.day.year]
        own = own or (years[0] if years else 0)
        if level <= HEADING:
            heading = years[0] if years else 0
        candidates = dict.fromkeys(year for year in (heading, own, above, *years_above) if year)
        lines.append(Line(number, cleaned, tokens, level, tuple(candidates), breaks))
        above = years[-1] if years else above
    return lines


_GOES_ON = re.compile(r"(?:[,/+·(]|→|⇨|⇒|➡|➔)$")
_CARRIES_ON = re.compile(r"(?:→|⇨|⇒|➡|➔)")
_Joined = tuple[int, str, str, tuple[tuple[int, int], ...]]


def _joined(prose: Iterable[tuple[int, str]]) -> Iterator[_Joined]:
    """Yield number, text, cleaned text and breaks; a line that ends in a comma or an arrow takes the next."""
    last: _Joined | None = None
    end = -1
    for number, text in prose:
        cleaned = clean(text)
        if not cleaned or len(text) > 20 * LONGEST:
            continue
        if last is not None and number in (end, end + 1) and _continues(last[2], text, cleaned):
            start = len(last[2]) + 1
            whole = f"{last[2]} {cleaned}"
            last = (last[0], last[1], whole[:LONGEST], (*last[3], (start, number)))
        else:
            if last is not None:
                yield last
            last = (number, text, cleaned, ())
        end = number
    if last is not None:
        yield last


def _continues(before: str, text: str, cleaned: str) -> bool:
    is_marked = any(expression.match(text) for expression, _ in _LEVELS)
    goes_on = _GOES_ON.search(before) is not None and not is_marked
    return len(before) < LONGEST and (goes_on or _CARRIES_ON.match(cleaned) is not None)


def _level(text: str, before: int) -> int:
    for expression, level in _LEVELS:
        if match := expression.match(text):
            return level + min(len(match["indent"]), 8)
    return before


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
        shape = "".join([token.kind for token in tokens])
        kinds, context = frozenset(shape), Context(lines, at, tokens, 0, 0, outer)
        for pattern in PATTERNS:
            if not (depth and pattern.whole_line) and pattern.needed <= kinds:
                yield from _matched(pattern, context, shape)


def _matched(pattern: Pattern, context: Context, shape: str) -> Iterator[Claim]:
    """Yield the claims of a pattern; a match that is none gives way to one that begins behind it."""
    start = 0
    while match := pattern.expression.search(shape, start):
        met = Context(context.lines, context.at, context.tokens, *match.span(), context.outer)
        found = list(pattern.read(met))
        yield from (replace(claim, pattern=pattern.name) for claim in found)
        if pattern.shape.startswith("^"):
            return
        start = match.end() if found and match.end() > match.start() else match.start() + 1

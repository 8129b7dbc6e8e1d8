"""A line of prose as tokens: numbers with unit and qualifier, dates, words, brackets.

A token's kind is one letter, so that a line has a *shape*, ``WNWg``, on which the patterns of the grammar
are regular expressions: :data:`KINDS` has the letters. What only looks like a number is a word: 제1항,
3·1절, 277-34, 1234-5678, G20.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from geomsan.claims.days import Day, day_of
from geomsan.claims.quantity import Quantity, quantity_of
from geomsan.read.figures.figure import plain

KINDS = {
    "N": "숫자 (단위, 약·총·이상 같은 말까지)",
    "D": "날짜",
    "M": "달의 나열 (9·10·12월)",
    "T": "비 (2.5:1)",
    "W": "낱말",
    "g": "괄호 한 묶음",
    ",": "쉼표",
    "/": "빗금",
    ".": "가운뎃점",
    "~": "물결표",
    ">": "화살표",
    "+": "덧셈표",
    "=": "등호",
    "x": "곱셈표",
    ":": "쌍점",
    "!": "당구장표·글머리표",
    "_": "그 밖의 기호",
}
"""The letters of a shape."""

LONGEST = 2_000
"""Characters of a line that are read; a longer line is no sentence."""
_DEEPEST = 6
_BEFORE_BRACKET = 12

_NUMBER = r"(?:[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[0-9]+)(?:\.[0-9]+)?"
_MAGNITUDE = r"(?:[십백천]?[조억만]|[천백십](?![가-힣]*(?:안|화점|분율|신)))"
_AMOUNT = rf"{_NUMBER}(?:\s?{_MAGNITUDE}(?:\s?{_NUMBER}\s?{_MAGNITUDE}){{0,3}})?"
_BEFORE = r"(?:(?:약|최대|최소|각각|각|총|도합|합계|누적|누계|연간|연|월|평균|합산)\s?){0,3}"
_BEHIND = r"(?:\s(?:이상|이하|미만|초과|내외|가량|정도|안팎|이내)(?![가-힣]))?"
_PARTICLE = "으로|로|을|를|이|가|은|는|의|에|에서|와|과|도|만|까지|부터|이상|이하|미만|규모|이며|이고|씩|짜리"
_SIGN = r"%p|%|％|㎡|m\^?\{?[2²]\}?|m²|㎢|ha\b|km\b|[°℃]"
_SYMBOL = rf"\s?(?:{_SIGN})|\s(?:원|달러|명|평)(?=(?:{_PARTICLE})?(?![가-힣]))"
_YEAR = r"(?:(?:19|20)[0-9]{2}|['’‘`][0-9]{2})(?![0-9])"
_WEEKDAY = r"(?:\s?\(\s?[월화수목금토일](?:요일)?\s?[)/,])"
_MONTH, _DATE = "(?:1[0-2]|0?[1-9])", "(?:3[01]|[12][0-9]|0?[1-9])"
_ORDINAL = "차(?!례|로|량)|단계|순위|등급|분기|학년|학기|기(?!업|관|준|간|획)|호선|번지|위|세대|주년|번째"
_NO_UNIT = r"(?![0-9,])(?!\s?(?:[천백십]?[조억만]|%|명|개|건|원|회|㎡))"

_TOKEN = re.compile(
    rf"""
    (?P<space>\s+)
  | (?P<name>제\s?[0-9]+호(?:\s?,\s?(?:제\s?)?[0-9]+호)* | 제\s?[0-9]+(?:\s?[가-힣]+)?
      | [0-9]인(?:미디어|가구|실|기업|창조|자영|소상|당)[가-힣]* | ☎\s?[0-9-]*
      | [0-9]+(?:[-–][0-9]+)+(?![0-9]*[%가-힣])
      | [0-9]{{1,2}}[·.][0-9]{{1,2}}(?:절|운동|혁명|민주|전쟁|항쟁|의거|만세)
      | [①-⑳❶-❿㉠-㉭]
      | (?<![A-Za-z0-9.])[0-9]{{1,2}}:[0-9]{{2}}(?![0-9])
      | [0-9]+(?:{_ORDINAL})(?![가-힣]*[0-9])[가-힣]*
      | 만?\s?[0-9]+(?:[~∼][0-9]+)?세(?![가-힣])
      | [A-Za-z][A-Za-z0-9&_+]*(?:[-.'/][A-Za-z0-9&]+)*\+?)
  | (?P<months>[0-9]{{1,2}}(?:[·,]\s?[0-9]{{1,2}}){{1,11}}월)
  | (?P<ratio>[0-9]+(?:\.[0-9]+)?\s?:\s?[0-9]+(?:\.[0-9]+)?(?![0-9:]))
  | (?P<day>
        {_YEAR}\s?[.년]\s?{_MONTH}\s?[.월]\s?{_DATE}(?:\s?\.(?![0-9])|일(?![평가-힣])|(?![0-9.])){_NO_UNIT}{_WEEKDAY}?
      | {_YEAR}\s?\.\s?{_MONTH}(?:\s?\.(?![0-9])|월(?!평균)|(?![0-9.]){_NO_UNIT}){_WEEKDAY}?
      | {_YEAR}\s?년\s?{_MONTH}월(?!평균){_WEEKDAY}?
      | {_YEAR}\s?(?:년(?!간)|\.(?![0-9])|(?=[^0-9가-힣A-Za-z.,]|$)){_WEEKDAY}?
      | (?<![0-9.,])2[0-9]\.\s?[01]?[0-9]\.\s?[0-3]?[0-9]\.(?![0-9])
      | (?<![0-9.,])[01]?[0-9]\.\s?[0-3]?[0-9](?:\.(?![0-9])|(?={_WEEKDAY})){_WEEKDAY}?
      | (?<![0-9.,])[01]?[0-9]월(?:\s?[0-3]?[0-9]일)?(?![가-힣](?<![말초중부까])){_WEEKDAY}?
      | (?<![0-9.,])[0-3]?[0-9]\.?{_WEEKDAY})
  | (?P<number>(?<![가-힣]){_BEFORE}(?<![A-Za-z])(?:(?<![0-9가-힣])(?:[+\-−–]|[△▲∆]\s?))?\\?[$₩€]?{_AMOUNT}
        (?P<symbol>{_SYMBOL})?(?P<tail>[가-힣]{{0,12}}{_BEHIND})(?P<mark>[↑↓])?
      | (?<![A-Za-z])(?:(?<![0-9가-힣])(?:[+\-−–]|[△▲∆]\s?))?\\?[$₩€]?{_AMOUNT}
        (?:{_SYMBOL})?[가-힣]{{0,12}}{_BEHIND}[↑↓]?)
  | (?P<arrow>→|⇨|⇒|➡|➔|▶▶|->|=>)
  | (?P<word>[가-힣\u4e00-\u9fff]+(?:\s?(?=\)))? | [↑↓])
  | (?P<open>[(\[{{（［])
  | (?P<close>[)\]}}）］])
  | (?P<dot>[·ㆍ‧・∙・•])
  | (?P<tilde>[~∼〜～])
  | (?P<bullet>[※□☐○◯◦●■▪▶▷►✓√◆❖<>〈〉「」『』《》“”"‘’'`*‣])
  | (?P<other>.)
    """,
    re.VERBOSE,
)
_KIND = {"name": "W", "months": "M", "ratio": "T", "day": "D", "number": "N", "arrow": ">", "word": "W"}
_KIND |= {"dot": ".", "tilde": "~", "bullet": "!"}
_OTHERS = {
    ",": ",",
    "、": ",",
    "/": "/",
    "+": "+",
    "=": "=",
    "×": "x",
    "x": "x",
    ":": ":",
    "：": ":",
    ";": ",",
}


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a line.

    Attributes
    ----------
    kind
        One of :data:`KINDS`.
    start, end
        Where it stands in the line as cleaned by :func:`clean`.
    number, day
        What a token of kind ``N`` or ``D`` says.
    inside
        The tokens between the brackets of a token of kind ``g``.
    """

    kind: str
    text: str
    start: int
    end: int
    number: Quantity | None = None
    day: Day | None = None
    inside: tuple[Token, ...] = ()


_END = re.compile(r"[0-9]{1,2}(?:\.[0-9]{1,2})?")
_TAGS = re.compile(r"<[/!]?[A-Za-z][^<>]{0,200}>")
_EMPHASIS = re.compile(r"\*\*|\$(?=\\)|\\text\{|&nbsp;")


def clean(text: str) -> str:
    """Return a line without marks of Markdown and HTML, its characters narrowed and composed."""
    return _EMPHASIS.sub("", _TAGS.sub(" • ", plain(text[: 2 * LONGEST])))[:LONGEST]


@lru_cache(maxsize=16384)
def read_tokens(text: str) -> tuple[Token, ...]:
    """Read a cleaned line; brackets are single tokens, an unclosed one is left as it stands."""
    flat = list(_flat(text))
    stack: list[tuple[Token | None, list[Token]]] = [(None, [])]
    for token in flat:
        if token.kind == "(" and len(stack) < _DEEPEST:
            stack.append((token, []))
        elif token.kind == ")" and len(stack) > 1:
            opened, inside = stack.pop()
            assert opened is not None
            whole = text[opened.start : token.end]
            stack[-1][1].append(Token("g", whole, opened.start, token.end, inside=tuple(inside)))
        elif token.kind in "()":
            stack[-1][1].append(replace(token, kind="_"))
        else:
            stack[-1][1].append(token)
    while len(stack) > 1:
        opened, inside = stack.pop()
        assert opened is not None
        stack[-1][1].extend([replace(opened, kind="_"), *inside])
    return _with_ends(stack[0][1])


def _with_ends(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """Read the end of a span as the date that it is: the 12 of '22.9~12., the 10.2 of '22.9.30~10.2."""
    found = [replace(token, inside=_with_ends(token.inside)) if token.inside else token for token in tokens]
    for at in range(2, len(found)):
        first, tilde, second = found[at - 2 : at + 1]
        if first.day is None or tilde.kind != "~" or second.number is None or second.number.dimension:
            continue
        text, start = second.text, first.day
        if not _END.fullmatch(text) or start.month is None:
            continue
        whole = text if "." in text or start.day is None else f"{start.month}.{text}"
        day = day_of(f"{whole}." if "." in whole else f"{whole}월")
        if day is not None:
            found[at] = replace(second, kind="D", number=None, day=day)
    return tuple(found)


def sequences(
    tokens: Sequence[Token], outer: tuple[Token, ...] = ()
) -> Iterator[tuple[tuple[Token, ...], tuple[Token, ...]]]:
    """Yield the tokens of a line, then those within each bracket, with what stands before the bracket."""
    yield tuple(tokens), outer
    for at, token in enumerate(tokens):
        if token.inside:
            yield from sequences(token.inside, tuple(tokens[max(0, at - _BEFORE_BRACKET) : at]))


def all_tokens(tokens: Sequence[Token]) -> Iterator[Token]:
    """Yield the tokens of a line, those within brackets too."""
    for token in tokens:
        yield token
        yield from all_tokens(token.inside)


def numbers_of(tokens: Sequence[Token]) -> list[Token]:
    """Return the numbers of a line in the order of print, those within brackets too."""
    return [token for token in all_tokens(tokens) if token.number is not None]


def _flat(text: str) -> Iterator[Token]:
    for match in _TOKEN.finditer(text):
        name = match.lastgroup or "other"
        if name in ("symbol", "tail", "mark"):
            name = "number"
        if name == "space":
            continue
        found, start, end = match[0], match.start(), match.end()
        if name == "day":
            if (day := day_of(found)) is not None:
                yield Token("D", found, start, end, day=day)
                continue
            name = "number"
        if name == "number":
            yield from _number(found, start)
        elif name in ("open", "close"):
            yield Token("(" if name == "open" else ")", found, start, end)
        else:
            yield Token(_KIND.get(name) or _OTHERS.get(found, "_"), found, start, end)


def _number(text: str, start: int) -> Iterator[Token]:
    """Yield a number and what is written on behind its unit: ``3개소(``, ``12개소를``, ``10기업``."""
    quantity = quantity_of(text)
    if quantity is None:
        yield Token("W", text, start, start + len(text))
        return
    length = len(text) - len(quantity.rest)
    yield Token("N", text[:length].rstrip(), start, start + length, number=quantity)
    if quantity.rest:
        yield Token("W", quantity.rest, start + length, start + len(text))

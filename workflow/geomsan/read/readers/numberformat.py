"""What a spreadsheet shows for a number under a number format, to the digit.

Figures stay decimal throughout: a spreadsheet works from fifteen significant digits and rounds half
up, so 2.675 under ``0.00`` is shown as 2.68 although the nearest binary number is below it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal, localcontext
from functools import cached_property, lru_cache

from geomsan.read.readers.dateformat import show_date
from geomsan.read.readers.placeholders import (
    GENERAL_WIDTH,
    Tokens,
    fixed,
    fraction,
    general,
    index_of,
    scientific,
)

GENERAL = "General"
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?'
    r"|\\(?P<escaped>.)|_(?P<pad>.)|\*(?P<fill>.)"
    r"|\[(?P<bracket>[^\]]*)\]?"
    r"|(?P<general>(?i:General)|G/표준)"
    r"|(?P<noon>AM/PM|A/P|오전/오후)"
    r"|(?P<exponent>[Ee][+-])"
    r"|(?P<date>[yY]+|[mM]+|[dD]+|[hH]+|[sS]+|a{3,4}|e+)"
    r"|(?P<digit>[0#?])|(?P<point>\.)|(?P<comma>,)|(?P<percent>%)|(?P<at>@)|(?P<slash>/)"
    r"|(?P<other>.)",
    re.DOTALL,
)
_CONDITION = re.compile(r"\s*(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)\s*")
_ELAPSED = re.compile(r"[hH]+|[mM]+|[sS]+")
_CURRENCY = re.compile(r"\$([^-]*)(?:-.*)?")
_TESTS = {
    "<": lambda order: order < 0,
    ">": lambda order: order > 0,
    "=": lambda order: order == 0,
    "<=": lambda order: order <= 0,
    ">=": lambda order: order >= 0,
    "<>": lambda order: order != 0,
}
_STORED = re.compile(r"[-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]{1,4})?")
_PLAIN = re.compile(r"-?(?:[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.[0-9]+)?%?")
_SIGN = re.compile(r"[-−–△▲▽▼(]")
_DIGITS = 15
_LONGEST = 400
_EVERYDAY = re.compile(r"(?:(?P<groups>#,##)|#?)0(?:\.(?P<places>0{1,9}))?,*")
_ROUNDED = Context(prec=_DIGITS, rounding=ROUND_HALF_UP)
_WIDE = Context(prec=60, rounding=ROUND_HALF_UP)
_MOST_WHOLE = 20


@dataclass(frozen=True)
class _Section:
    """One part of a format, between semicolons."""

    tokens: Tokens
    condition: tuple[str, Decimal] | None = None

    @cached_property
    def kinds(self) -> frozenset[str]:
        """The kinds of its tokens."""
        return frozenset(kind for kind, _ in self.tokens)

    @cached_property
    def is_moment(self) -> bool:
        """True when it shows a day or a time."""
        return self.has("date", "elapsed", "noon") and ("digit", "#") not in self.tokens

    @cached_property
    def plain(self) -> tuple[str, str, str] | None:
        """What stands before and behind a figure that Python formats the same way, and how it does.

        Nearly all formats of amounts, counts and rates are of this form: ``#,##0.0"명"``.
        """
        at = [index for index, (kind, _) in enumerate(self.tokens) if kind in ("digit", "point", "comma")]
        if not at or not self.kinds <= {"digit", "point", "comma", "text", "percent"}:
            return None
        match = _EVERYDAY.fullmatch("".join(text for _, text in self.tokens[at[0] : at[-1] + 1]))
        if match is None:
            return None
        before = "".join(text for _, text in self.tokens[: at[0]])
        after = "".join(text for _, text in self.tokens[at[-1] + 1 :])
        return before, after, f"{',' if match['groups'] else ''}.{len(match['places'] or '')}f"

    @cached_property
    def scale(self) -> int:
        """The power of ten that is shown for one: 2 for a percent sign, -3 for a comma behind the digits."""
        if not self.has("digit") or self.has("exponent", "slash"):
            return 0
        kinds = [kind for kind, _ in self.tokens]
        last = len(kinds) - 1 - kinds[::-1].index("digit")
        point = index_of(kinds, "point")
        end = max((at for at, kind in enumerate(kinds[:point]) if kind == "digit"), default=-1)
        commas = (at for at, kind in enumerate(kinds) if kind == "comma")
        # A comma divides by a thousand behind the whole part's last digit, or behind all digits.
        scaled = sum(1 for at in commas if at > last or end < at < point)
        return 2 * kinds.count("percent") - 3 * scaled

    def has(self, *kinds: str) -> bool:
        """Tell whether a token of one of the kinds is in it."""
        return not self.kinds.isdisjoint(kinds)

    def accepts(self, value: Decimal) -> bool:
        """Tell whether its condition holds."""
        if self.condition is None:
            return False
        return bool(_TESTS[self.condition[0]](value.compare(self.condition[1])))


@lru_cache(maxsize=4096)
def _sections(code: str) -> tuple[_Section, ...]:
    sections: list[_Section] = []
    tokens: list[tuple[str, str]] = []
    condition: tuple[str, Decimal] | None = None
    for match in _TOKEN.finditer(code):
        kind = match.lastgroup or "other"
        text = match[kind]
        if kind == "other" and text == ";":
            sections.append(_Section(tuple(tokens), condition))
            tokens, condition = [], None
        elif kind == "bracket":
            if test := _CONDITION.fullmatch(text):
                condition = (test[1], Decimal(test[2]))
            elif _ELAPSED.fullmatch(text):
                tokens.append(("elapsed", text.lower()))
            elif currency := _CURRENCY.fullmatch(text):
                tokens.append(("text", currency[1]))
        elif kind in ("quoted", "escaped", "other", "fill", "pad"):
            shown = {"fill": " " if text == " " else "", "pad": " "}.get(kind, text)
            tokens.append(("text", shown))
        else:
            tokens.append((kind, text.lower() if kind == "date" else text))
    sections.append(_Section(tuple(tokens), condition))
    return tuple(sections)


@dataclass(frozen=True)
class Shown:
    """What a cell shows for the number that it holds.

    Attributes
    ----------
    text
        What is shown.
    stored
        The number on the scale of the text (75.23 for 0.7523 under ``0.0%``, 1234.567 for 1234567 under
        ``#,##0,``) to fifteen digits, as a spreadsheet reckons; given where the text is not that number
        in plain digits: where it is rounded, where the format hides it or its sign, and where it has
        signs of currency or spaces. None for days and times too.
    hides_sign
        Whether a number below zero is shown without any sign.
    """

    text: str
    stored: Decimal | None = None
    hides_sign: bool = False


def show_number(raw: str, code: str = GENERAL, *, from_1904: bool = False) -> str:
    """Return the text of :func:`shown_number`."""
    return shown_number(raw, code, from_1904=from_1904).text


@lru_cache(maxsize=65536)
def shown_number(raw: str, code: str = GENERAL, *, from_1904: bool = False) -> Shown:
    """Return what is shown for a number.

    Digits stay Arabic under formats that ask for Hangul or Chinese ones: the figure is the same.

    Parameters
    ----------
    raw
        The number as stored in the file; what is none is returned as it is.
    code
        The number format.
    from_1904
        Whether the workbook counts its days from 1904.
    """
    if raw.isascii() and raw.isdigit() and len(raw) <= GENERAL_WIDTH:
        # By far the most cells are of these two.
        if code == GENERAL:
            return Shown(str(int(raw)))
        if code == "#,##0":
            return Shown(f"{int(raw):,}")
    if len(raw) > _LONGEST or len(code) > _LONGEST or not _STORED.fullmatch(raw.strip()):
        return Shown(raw)
    value = Decimal(raw.strip())
    if abs(value.adjusted()) > _LONGEST:
        return Shown(raw)
    value = _ROUNDED.plus(value)
    section, unsigned = _choose(_sections(code), value)
    if section is None:
        return Shown("#" * 8, value)
    if section.plain is not None and abs(value.adjusted()) < _MOST_WHOLE:
        return _compared(
            _everyday(unsigned.scaleb(section.scale), section.plain), value.scaleb(section.scale)
        )
    with localcontext(Context(prec=2 * _LONGEST + 50, rounding=ROUND_HALF_UP)):
        if section.is_moment:
            return Shown(show_date(unsigned, _without_digits(section.tokens), from_1904=from_1904))
        return _compared(_show(unsigned, section), value.scaleb(section.scale))


def _everyday(value: Decimal, form: tuple[str, str, str]) -> str:
    """Show a number, scaled already, in a form of :attr:`_Section.plain`."""
    before, after, code = form
    # Decimal's own formatting rounds as its context does.
    with localcontext(_WIDE):
        digits = format(abs(value), code)
    sign = "-" if value < 0 and any(digit in "123456789" for digit in digits) else ""
    return f"{sign}{before}{digits}{after}".strip()


def compared(text: str, raw: str, scale: int = 0) -> Shown | None:
    """Return a text that shows a number, with the number where the text is not it.

    Parameters
    ----------
    text
        What is shown.
    raw
        The number; None is returned where it is none.
    scale
        The power of ten that the text shows for one: 2 for percent.
    """
    if len(raw) > _LONGEST or not _STORED.fullmatch(raw.strip()):
        return None
    value = _ROUNDED.create_decimal(raw.strip())
    return _compared(text, value.scaleb(scale)) if abs(value.adjusted()) <= _LONGEST else None


def _compared(text: str, value: Decimal) -> Shown:
    """Return what is shown, with the number itself where the text is not it."""
    hides_sign = value < 0 and bool(text) and _SIGN.search(text) is None
    if _PLAIN.fullmatch(text) and Decimal(text.rstrip("%").replace(",", "")) == value:
        return Shown(text)
    if value.as_tuple().exponent != 0:
        value = Decimal(f"{value.normalize(_WIDE):f}")
    return Shown(text, value, hides_sign=hides_sign)


def show_text(text: str, code: str = GENERAL) -> str:
    """Return what is shown for a text: itself, unless the format has a part for texts."""
    sections = _sections(code)
    last = sections[-1]
    if not (len(sections) == 4 or last.has("at")):
        return text
    return "".join(text if kind == "at" else shown for kind, shown in last.tokens if kind in ("at", "text"))


def _choose(sections: tuple[_Section, ...], value: Decimal) -> tuple[_Section | None, Decimal]:
    """Return the part that applies and the number it shows: without its sign where the part has one."""
    numeric = sections[:-1] if len(sections) > 1 and sections[-1].has("at") else sections[:3]
    if any(section.condition for section in numeric):
        chosen = next((section for section in numeric if section.accepts(value)), None)
        if chosen is None:
            chosen = next((section for section in numeric if section.condition is None), None)
            first = numeric[0].condition
            shows_sign = not (first and first[0] in (">", ">=") and first[1] == 0)
        else:
            operator, bound = chosen.condition or ("", Decimal(0))
            shows_sign = not (operator in ("<", "<=") and bound <= 0)
        return chosen, value if shows_sign else abs(value)
    if len(numeric) > 1 and value < 0:
        return numeric[1], abs(value)
    if len(numeric) > 2 and not value:
        return numeric[2], value
    return numeric[0], value


def _show(value: Decimal, section: _Section) -> str:
    tokens = section.tokens
    if section.has("at") and not section.has("digit"):
        return "".join(general(value) if kind == "at" else text for kind, text in tokens).strip()
    if section.has("general"):
        sign = "-" if value < 0 else ""
        parts = (general(abs(value)) if kind == "general" else text for kind, text in tokens)
        return sign + "".join(parts).strip()
    if not section.has("digit"):
        return ("-" if value < 0 else "") + "".join(text for _, text in tokens).strip()
    if section.has("slash") and not section.has("point"):
        return fraction(value, tokens)
    if section.has("exponent"):
        return scientific(value, tokens)
    return fixed(value.scaleb(section.scale), tokens)


def _without_digits(tokens: Tokens) -> Tokens:
    """Return the tokens of a time with its decimals (``ss.00``) left out; ``yyyy. m.`` keeps its points."""
    kinds = [kind for kind, _ in tokens] + [""]
    return tuple(
        token
        for index, token in enumerate(tokens)
        if token[0] != "digit" and not (token[0] == "point" and kinds[index + 1] == "digit")
    )

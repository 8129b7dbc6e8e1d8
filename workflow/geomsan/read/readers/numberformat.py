"""What a spreadsheet shows for a number under a number format, to the digit.

Figures stay decimal throughout: a spreadsheet works from fifteen significant digits and rounds half
up, so 2.675 under ``0.00`` is shown as 2.68 although the nearest binary number is below it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal, localcontext
from fractions import Fraction
from functools import cached_property, lru_cache

from geomsan.read.readers.dateformat import show_date

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
_GENERAL_WIDTH = 11
_EVERYDAY = re.compile(r"(?:(?P<groups>#,##)|#?)0(?:\.(?P<places>0{1,9}))?,*")
_ROUNDED = Context(prec=_DIGITS, rounding=ROUND_HALF_UP)
_WIDE = Context(prec=60, rounding=ROUND_HALF_UP)
_MOST_WHOLE = 20


@dataclass(frozen=True)
class _Section:
    """One part of a format, between semicolons."""

    tokens: tuple[tuple[str, str], ...]
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
        point = _index(kinds, "point")
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
    if raw.isascii() and raw.isdigit() and len(raw) <= _GENERAL_WIDTH:
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
        return "".join(_general(value) if kind == "at" else text for kind, text in tokens).strip()
    if section.has("general"):
        sign = "-" if value < 0 else ""
        parts = (_general(abs(value)) if kind == "general" else text for kind, text in tokens)
        return sign + "".join(parts).strip()
    if not section.has("digit"):
        return ("-" if value < 0 else "") + "".join(text for _, text in tokens).strip()
    if section.has("slash") and not section.has("point"):
        return _between(tokens, _fraction(value, tokens))
    if section.has("exponent"):
        return _between(tokens, _scientific(value, tokens))
    return _fixed(value.scaleb(section.scale), tokens)


def _between(tokens: tuple[tuple[str, str], ...], number: str) -> str:
    """Return a number between the texts that stand before its first placeholder and behind the last."""
    at = [index for index, (kind, text) in enumerate(tokens) if kind == "digit" or _is_below(kind, text)]
    before = "".join(text for kind, text in tokens[: at[0]] if kind == "text")
    return (before + number + "".join(text for kind, text in tokens[at[-1] + 1 :] if kind == "text")).strip()


def _is_below(kind: str, text: str) -> bool:
    """Tell whether a token is a digit of a denominator that the format fixes (``# ?/8``)."""
    return kind == "text" and text.isascii() and text.isdecimal()


def _general(value: Decimal) -> str:
    """Return the number as the format General shows it where its column is wide enough.

    Whole numbers keep every digit: a spreadsheet would turn to powers of ten from twelve on.
    """
    if not value:
        return "0"
    magnitude = value.adjusted()
    if magnitude > 30 or magnitude < -9:
        digits = f"{Context(prec=6, rounding=ROUND_HALF_UP).plus(value):E}".partition("E")
        head = digits[0].rstrip("0").rstrip(".") if "." in digits[0] else digits[0]
        return f"{head}E{int(digits[2]):+03d}"
    places = max(0, _GENERAL_WIDTH - 1 - max(magnitude + 1, 1))
    text = f"{value.quantize(Decimal((0, (1,), -places))):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _fixed(value: Decimal, tokens: tuple[tuple[str, str], ...]) -> str:
    """Show a number, scaled already, under placeholders, with groups and texts."""
    kinds = [kind for kind, _ in tokens]
    point = kinds.index("point") if "point" in kinds else len(kinds)
    whole = [index for index, kind in enumerate(kinds[:point]) if kind == "digit"]
    end = whole[-1] if whole else -1
    groups = any(kind == "comma" for kind in kinds[whole[0] : end]) if whole else False
    places = sum(1 for kind in kinds[point:] if kind == "digit")
    rounded = abs(value).quantize(Decimal((0, (1,), -places)), rounding=ROUND_HALF_UP)
    digits, _, decimals = f"{rounded:f}".partition(".")
    filled = _fill_whole(digits.lstrip("0"), [tokens[index][1] for index in whole], groups=groups)
    shown = dict(zip(whole, filled, strict=True)) | _fill_decimals(decimals, tokens, point)
    parts: list[str] = []
    for index, (kind, text) in enumerate(tokens):
        if kind == "digit":
            parts.append(shown[index])
        elif kind == "point" and index == point:
            # Under ``#,##0.##`` Excel leaves the point of 1,234 standing: no figure that a person means.
            is_lone = places > 0 and not any(shown[at].strip() for at in shown if at > point)
            parts.append((digits.lstrip("0") if not whole else "") + ("" if is_lone else "."))
        elif kind != "comma":
            parts.append(text)
    return ("-" if value < 0 and rounded else "") + "".join(parts).strip()


def _fill_whole(digits: str, holders: list[str], *, groups: bool) -> list[str]:
    """Return what each placeholder before the point shows; the first one takes what is left over."""
    filled: list[str] = []
    count = 0
    rest = digits
    for position in range(len(holders) - 1, -1, -1):
        taken = rest if position == 0 else rest[-1:]
        rest = rest[: len(rest) - len(taken)]
        taken = taken or {"0": "0", "?": " "}.get(holders[position], "")
        shown = ""
        for digit in reversed(taken):
            shown = digit + ("," if groups and count and count % 3 == 0 and digit != " " else "") + shown
            count += 1
        filled.append(shown)
    return filled[::-1]


def _fill_decimals(decimals: str, tokens: tuple[tuple[str, str], ...], point: int) -> dict[int, str]:
    """Return what each placeholder behind the point shows; ``#`` leaves closing zeros out."""
    indices = [index for index in range(point, len(tokens)) if tokens[index][0] == "digit"]
    shown = dict(zip(indices, decimals, strict=True))
    for index in reversed(indices):
        if shown[index] != "0" or tokens[index][1] == "0":
            break
        shown[index] = " " if tokens[index][1] == "?" else ""
    return shown


def _scientific(value: Decimal, tokens: tuple[tuple[str, str], ...]) -> str:
    kinds = [kind for kind, _ in tokens]
    places = sum(1 for kind in kinds[: kinds.index("exponent")][_index(kinds, "point") :] if kind == "digit")
    rounded = Context(prec=places + 1, rounding=ROUND_HALF_UP).plus(value)
    mantissa = rounded.scaleb(-rounded.adjusted()) if value else value
    power = rounded.adjusted() if value else 0
    width = sum(1 for kind in kinds[kinds.index("exponent") :] if kind == "digit")
    return f"{mantissa.quantize(Decimal((0, (1,), -places))):f}E{power:+0{width + 1}d}"


def _index(kinds: list[str], kind: str) -> int:
    return kinds.index(kind) if kind in kinds else len(kinds)


def _fraction(value: Decimal, tokens: tuple[tuple[str, str], ...]) -> str:
    """Show ``# ?/?``: the nearest fraction with as many digits below; ``?/?`` has no whole part."""
    below = "".join(text for kind, text in tokens[_slash(tokens) + 1 :] if kind in ("digit", "text"))
    fixed = re.match(r"\d*[1-9]\d*", below)
    size = sum(1 for kind, _ in tokens[_slash(tokens) + 1 :] if kind == "digit")
    exact = Fraction(abs(value))
    if fixed:
        near = Fraction(int(exact * int(fixed[0]) + Fraction(1, 2)), int(fixed[0]))
    else:
        near = exact.limit_denominator(10 ** min(max(size, 1), 6) - 1)
    whole, rest = divmod(near.numerator, near.denominator)
    if not _has_whole(tokens):
        whole, rest = 0, near.numerator
    below_line = int(fixed[0]) if fixed else near.denominator
    above = rest * below_line // near.denominator
    parts = [str(whole)] if whole or not above else []
    parts += [f"{above}/{below_line}"] if above else []
    return ("-" if value < 0 and near else "") + " ".join(parts)


def _has_whole(tokens: tuple[tuple[str, str], ...]) -> bool:
    """Tell whether placeholders for the whole part stand apart from those above the line."""
    kinds = "".join("d" if kind == "digit" else " " for kind, _ in tokens[: _slash(tokens)])
    return len(kinds.split()) > 1


def _slash(tokens: tuple[tuple[str, str], ...]) -> int:
    return next(index for index, (kind, _) in enumerate(tokens) if kind == "slash")


def _without_digits(tokens: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    """Return the tokens of a time with its decimals (``ss.00``) left out; ``yyyy. m.`` keeps its points."""
    kinds = [kind for kind, _ in tokens] + [""]
    return tuple(
        token
        for index, token in enumerate(tokens)
        if token[0] != "digit" and not (token[0] == "point" and kinds[index + 1] == "digit")
    )

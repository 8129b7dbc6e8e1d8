"""A number under the placeholders of a number format: ``#,##0.0``, ``0.00E+00``, ``# ?/?``, ``General``.

A token is its kind and its text: ``("digit", "0")``, ``("text", "명")``.
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction

GENERAL_WIDTH = 11
"""Characters that the format General shows of a number."""

Tokens = tuple[tuple[str, str], ...]


def general(value: Decimal) -> str:
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
    places = max(0, GENERAL_WIDTH - 1 - max(magnitude + 1, 1))
    text = f"{value.quantize(Decimal((0, (1,), -places))):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def fixed(value: Decimal, tokens: Tokens) -> str:
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


def _fill_decimals(decimals: str, tokens: Tokens, point: int) -> dict[int, str]:
    """Return what each placeholder behind the point shows; ``#`` leaves closing zeros out."""
    indices = [index for index in range(point, len(tokens)) if tokens[index][0] == "digit"]
    shown = dict(zip(indices, decimals, strict=True))
    for index in reversed(indices):
        if shown[index] != "0" or tokens[index][1] == "0":
            break
        shown[index] = " " if tokens[index][1] == "?" else ""
    return shown


def scientific(value: Decimal, tokens: Tokens) -> str:
    """Show a number in powers of ten, with as many digits of each part as there are placeholders."""
    kinds = [kind for kind, _ in tokens]
    places = sum(
        1 for kind in kinds[: kinds.index("exponent")][index_of(kinds, "point") :] if kind == "digit"
    )
    rounded = Context(prec=places + 1, rounding=ROUND_HALF_UP).plus(value)
    mantissa = rounded.scaleb(-rounded.adjusted()) if value else value
    power = rounded.adjusted() if value else 0
    width = sum(1 for kind in kinds[kinds.index("exponent") :] if kind == "digit")
    return _between(tokens, f"{mantissa.quantize(Decimal((0, (1,), -places))):f}E{power:+0{width + 1}d}")


def index_of(kinds: list[str], kind: str) -> int:
    """Return where the first token of a kind stands; where there is none, how many tokens there are."""
    return kinds.index(kind) if kind in kinds else len(kinds)


def fraction(value: Decimal, tokens: Tokens) -> str:
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
    return _between(tokens, ("-" if value < 0 and near else "") + " ".join(parts))


def _has_whole(tokens: Tokens) -> bool:
    """Tell whether placeholders for the whole part stand apart from those above the line."""
    kinds = "".join("d" if kind == "digit" else " " for kind, _ in tokens[: _slash(tokens)])
    return len(kinds.split()) > 1


def _slash(tokens: Tokens) -> int:
    return next(index for index, (kind, _) in enumerate(tokens) if kind == "slash")


def _between(tokens: Tokens, number: str) -> str:
    """Return a number between the texts that stand before its first placeholder and behind the last."""
    at = [index for index, (kind, text) in enumerate(tokens) if kind == "digit" or _is_below(kind, text)]
    before = "".join(text for kind, text in tokens[: at[0]] if kind == "text")
    return (before + number + "".join(text for kind, text in tokens[at[-1] + 1 :] if kind == "text")).strip()


def _is_below(kind: str, text: str) -> bool:
    """Tell whether a token is a digit of a denominator that the format fixes (``# ?/8``)."""
    return kind == "text" and text.isascii() and text.isdecimal()

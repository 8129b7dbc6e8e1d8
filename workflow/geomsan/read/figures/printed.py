"""Numbers in writing: the one printer of figures, for Korean and English alike.

A number is printed with separators in threes and ``△`` before a negative, and with every digit that it
has. Nothing here goes through binary floating point but :func:`json_number`, which says so.
"""

from __future__ import annotations

from decimal import MAX_EMAX, MAX_PREC, MIN_EMIN, Context, Decimal
from fractions import Fraction

from geomsan.read.figures.units import MAGNITUDES

NEGATIVE = "△"
"""The sign of a negative number in Korean reports."""

Number = Decimal | Fraction | int

_STEPS = ("조", "억", "만")
_EXACT = Context(prec=MAX_PREC, Emax=MAX_EMAX, Emin=MIN_EMIN)


def printed(value: Number, *, minus: str = NEGATIVE, separator: str = ",") -> str:
    """Return a number as Korean reports print it: ``△1,234.50``.

    Parameters
    ----------
    value
        What is printed, with every decimal that a ``Decimal`` has, trailing zeros too.
    minus, separator
        What stands before a negative number, and between thousands.

    Raises
    ------
    ValueError
        When a fraction has no last decimal.
    """
    number = exact(value)
    digits = f"{number.copy_abs():,f}".replace(",", separator)
    return f"{minus}{digits}" if number < 0 else digits


def plain(value: Number) -> str:
    """Return a number as ``Decimal`` takes it back: no separator, no exponent, ``-`` before a negative."""
    return printed(value, minus="-", separator="")


def exact(value: Number) -> Decimal:
    """Return the decimal that a number is.

    Raises
    ------
    ValueError
        When a fraction has no last decimal.
    """
    if isinstance(value, Decimal):
        return value
    if isinstance(value, int):
        return Decimal(value)
    rest, places = value.denominator, 0
    for factor in (2, 5):
        count = 0
        while rest % factor == 0:
            rest, count = rest // factor, count + 1
        places = max(places, count)
    if rest != 1:
        raise ValueError(f"{value} has no last decimal")
    return _decimal(value.numerator * 10**places // value.denominator, places)


def with_places(value: Decimal, places: int = 0) -> Decimal:
    """Return the same number with at least ``places`` decimals, and no zero behind them.

    ``92.0`` is ``92``; with two places it is ``92.00``, and ``0.125`` stays as it is.
    """
    whole, _, decimals = f"{value:f}".partition(".")
    kept = decimals.rstrip("0").ljust(places, "0")
    return Decimal(f"{whole}.{kept}" if kept else whole)


def json_number(value: Decimal | None) -> float | str | None:
    """Return a finite JSON number; as text where floating point would not give every digit back."""
    if value is None:
        return None
    number = float(value)
    return number if Decimal(repr(number)) == value else plain(value)


def _decimal(whole: int, places: int) -> Decimal:
    """Return ``whole`` with its last ``places`` digits behind the point."""
    return Decimal((whole < 0, Decimal(whole).as_tuple().digits, -places))


def difference(one: Decimal, other: Decimal) -> Decimal:
    """Return ``one - other`` with every digit, which the common context would round to 28."""
    return _EXACT.subtract(one, other)


def in_magnitudes(value: Decimal) -> str:
    """Return a number in 조, 억, 만 and what is left: ``△4조 4,075억``."""
    rest, parts = Fraction(value.copy_abs()), []
    for name in _STEPS:
        count, rest = divmod(rest, int(MAGNITUDES[name]))
        if count:
            parts.append(f"{printed(count)}{name}")
    if rest or not parts:
        parts.append(printed(rest))
    return (NEGATIVE if value < 0 else "") + " ".join(parts)

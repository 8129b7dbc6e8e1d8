"""Figures written as their table prints them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from geomsan.read.figures.figure import State, read_figure
from geomsan.read.figures.printed import NEGATIVE, in_magnitudes, printed, with_places

_NUMBER = re.compile(r"(?P<sign>[-−–△▲∆Δ]\s*)?(?P<number>[0-9][0-9,]*(?:\.[0-9]+)?)")
_PLAIN = re.compile(r"[-−+△▲]?[0-9]+(?:\.[0-9]+)?")
_MINUS = "-−△▲"


def printed_like(text: str, value: Decimal, brackets: str = "unknown") -> str:
    """Return a number as it would be printed in the place of ``text``.

    Decimals, separators in threes, the sign's form, the unit and a footnote mark stay as they are;
    more decimals than ``text`` prints are kept, since every place of a correction counts. What is
    returned reads back as ``value``: where the form of ``text`` cannot hold it, it is the plain number.

    Parameters
    ----------
    text
        The figure as printed; nil and blank have no form, so the number is plain.
    value
        The number, in the unit of ``text``.
    brackets
        What ``(1,234)`` means in the table, as :func:`geomsan.read.figures.figure.read_figure` takes it.
    """
    unit = read_figure(text, brackets=brackets).unit
    for form in _forms(text, value, brackets):
        read = read_figure(form, brackets=brackets)
        if (read.state, read.value, read.unit) == (State.VALUE, value, unit):
            return form
    return printed(with_places(value))


def as_printed(text: str, given: str, brackets: str = "unknown") -> str:
    """Return a figure that somebody gives for ``text``: a plain number as printed, any other as given."""
    if not _PLAIN.fullmatch(given.strip()):
        return given.strip()
    digits = given.strip().lstrip(_MINUS + "+")
    value = Decimal(digits)
    return printed_like(text, -value if given.strip()[0] in _MINUS else value, brackets)


def is_figure(text: str, brackets: str = "unknown") -> bool:
    """Tell whether a text reads as one figure."""
    return read_figure(text, brackets=brackets).is_known


def _forms(text: str, value: Decimal, brackets: str) -> Iterator[str]:
    """Yield the ways to write a number, those nearest to ``text`` first."""
    found = _NUMBER.search(text)
    if found is not None:
        before, after = text[: found.start()], text[found.end() :]
        decimals = len(found["number"].partition(".")[2])
        separated = "," in found["number"] or len(found["number"].partition(".")[0]) <= 3
        sign = (found["sign"] or NEGATIVE).strip()
        if brackets != "negative" or "(" not in before:
            yield before + _number(value, decimals, separated=separated, sign=sign) + after
        if brackets == "negative" and value < 0:
            size = _number(value.copy_abs(), decimals, separated=separated, sign="")
            yield f"{before}{size}{after}" if "(" in before else f"{before}({size}){after}"
        yield _number(value, decimals, separated=separated, sign=sign)
    magnitudes = in_magnitudes(with_places(value))
    yield magnitudes + ("원" if text.rstrip().endswith("원") else "")
    yield magnitudes + "원"
    unit = read_figure(text, brackets=brackets).unit
    yield printed(with_places(value)) + (unit.name if unit else "")


def _number(value: Decimal, decimals: int, *, separated: bool, sign: str) -> str:
    return printed(with_places(value, decimals), minus=sign, separator="," if separated else "")

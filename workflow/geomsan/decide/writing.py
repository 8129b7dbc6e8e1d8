"""Figures written as their table prints them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from geomsan.read.figures.figure import State, read_figure
from geomsan.read.figures.grammar import MINUS, NUMBER, digits, separator
from geomsan.read.figures.printed import NEGATIVE, in_magnitudes, printed, with_places

_NUMBER = re.compile(rf"(?P<sign>[{MINUS}]\s*)?(?P<number>{NUMBER})")
_PLAIN = re.compile(rf"(?P<sign>[{MINUS}+]?)(?P<digits>[0-9]+(?:\.[0-9]+)?)")


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
    match = _PLAIN.fullmatch(given.strip())
    if match is None:
        return given.strip()
    value = Decimal(match["digits"])
    return printed_like(text, value if match["sign"] in ("", "+") else value.copy_negate(), brackets)


def is_figure(text: str, brackets: str = "unknown") -> bool:
    """Tell whether a text reads as one figure."""
    return read_figure(text, brackets=brackets).is_known


def _forms(text: str, value: Decimal, brackets: str) -> Iterator[str]:
    """Yield the ways to write a number, those nearest to ``text`` first."""
    found = _NUMBER.search(text)
    if found is not None:
        before, after = text[: found.start()], text[found.end() :]
        whole, _, decimals = digits(found["number"]).partition(".")
        mark = separator(found["number"]) or ("," if len(whole) <= 3 else "")
        number = with_places(value, len(decimals))
        signed = printed(number, minus=(found["sign"] or NEGATIVE).strip(), separator=mark)
        if brackets != "negative" or "(" not in before:
            yield before + signed + after
        if brackets == "negative" and value < 0:
            size = printed(number, minus="", separator=mark)
            yield f"{before}{size}{after}" if "(" in before else f"{before}({size}){after}"
        yield signed
    magnitudes = in_magnitudes(with_places(value))
    yield magnitudes + ("원" if text.rstrip().endswith("원") else "")
    yield magnitudes + "원"
    unit = read_figure(text, brackets=brackets).unit
    yield printed(with_places(value)) + (unit.name if unit else "")

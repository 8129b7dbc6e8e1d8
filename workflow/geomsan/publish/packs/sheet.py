"""How a table fits on a page: upright or across, in which size, and how wide each column is.

Decided from estimated widths before anything is set. When even the smallest size across the page
is too narrow, words and figures may break inside; nothing is ever cut off.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

PADDING = 0.9
"""Room between the columns, in em (``td`` and ``th`` in pack.css)."""

_UPRIGHT, _ACROSS = 482.0, 727.0
"""Width of the type area of A4 in points (``@page`` in pack.css)."""

_TRIES = (
    ("upright", 8.8),
    ("upright", 8.2),
    ("across", 8.8),
    ("across", 8.2),
    ("across", 7.4),
    ("across", 6.6),
)
_TIGHT = ("upright", 8.2)
"""Sheet of a table of few rows, for which a page across would be too much."""

_LONG_TEXT = 40.0


@dataclass(frozen=True)
class ColumnNeed:
    """What a column needs, in em.

    Attributes
    ----------
    word
        Widest word or single figure.
    least
        Widest piece that should not break: a word, a short cell of figures.
    typical
        A line that few lines are wider than.
    natural
        Widest line.
    """

    word: float
    least: float
    typical: float
    natural: float
    is_figure: bool

    @property
    def tight(self) -> float:
        """Width at which no word breaks, but figures in brackets may go to the next line."""
        return min(self.word, self.comfortable)

    @property
    def comfortable(self) -> float:
        """Width at which the column reads well."""
        if self.is_figure:
            return min(self.natural, max(self.least, 14.0))
        lines = 9.0 if self.natural < _LONG_TEXT else 13.0 if self.natural < 3 * _LONG_TEXT else 17.0
        return max(min(self.least, 10.0), min(self.typical, lines))


@dataclass(frozen=True)
class Sheet:
    """Where and how large a table is set.

    Attributes
    ----------
    page
        ``upright`` or ``across``; the class of the table, and the named page in pack.css.
    size
        Size of type in points.
    shares
        Width of each column in percent.
    rooms
        Width of each column in em without its padding.
    """

    page: str
    size: float
    shares: list[float]
    rooms: list[float]


def fit(needs: Sequence[ColumnNeed], *, is_low: bool = False) -> Sheet:
    """Return the first sheet on which every column has a comfortable width, or the last there is.

    Parameters
    ----------
    needs
        What each column needs.
    is_low
        True for a table of few rows, which rather stays upright with figures on two lines.
    """
    if not needs:
        return Sheet(*_TRIES[0], [], [])
    wanted = sum(need.comfortable + PADDING for need in needs)
    page, size = next((item for item in _TRIES if wanted <= _room(*item)), _TRIES[-1])
    if page == "across" and is_low and sum(need.tight + PADDING for need in needs) <= _room(*_TIGHT):
        page, size = _TIGHT
    widths = _widths(needs, _room(page, size))
    total = sum(widths)
    shares = [100 * width / total for width in widths]
    return Sheet(page, size, shares, [width - PADDING for width in widths])


def _room(page: str, size: float) -> float:
    return (_UPRIGHT if page == "upright" else _ACROSS) / size


def _widths(needs: Sequence[ColumnNeed], room: float) -> list[float]:
    """Share ``room``: first what is comfortable, then lines that would wrap, then evenly."""
    widths = [need.comfortable + PADDING for need in needs]
    if sum(widths) > room:
        widths = [need.tight + PADDING for need in needs]
    if sum(widths) >= room:
        return [width * room / sum(widths) for width in widths]
    for wanted in (
        [need.comfortable for need in needs],
        [need.typical for need in needs],
        [need.natural for need in needs],
    ):
        wants = [max(0.0, want + PADDING - width) for want, width in zip(wanted, widths, strict=True)]
        given = min(1.0, (room - sum(widths)) / sum(wants)) if sum(wants) else 0.0
        widths = [width + want * given for width, want in zip(widths, wants, strict=True)]
    return [width * room / sum(widths) for width in widths]

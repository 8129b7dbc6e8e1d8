"""Charts of a pack: bars in line with the rows of the table beside them, drawn by Vega-Lite.

Vega gets finished strings for labels and numbers for lengths only, and everything has its place
given, so that nothing depends on the fonts or the browser of the machine: the same bars give the
same SVG. Its text stays text and is set in the pack's own font.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from html import escape
from typing import Any

from geomsan.publish.packs.text import width

WIDTH = 268
"""Width of a chart in CSS pixels (``.bars`` in pack-glance.css)."""

PITCH = 19
"""Height of a row of bars in CSS pixels (``.glance-table`` in pack-glance.css)."""

_SIZE = 10
_LIGHT, _DARK, _LINE = "#d2d2d2", "#3c3c3c", "#111"
_SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json"
_FONT = "NanumGothic"


@dataclass(frozen=True)
class Bar:
    """One row of a chart.

    Attributes
    ----------
    length, behind
        The number of the bar and of the lighter bar behind it; None where there is none.
    label
        What stands at the end of the bar.
    is_doubtful, is_behind_doubtful
        True when the figure is part of an open violation: its bar is then an outline.
    """

    length: Decimal | None
    behind: Decimal | None
    label: str
    is_doubtful: bool = False
    is_behind_doubtful: bool = False


def chart(bars: Sequence[Bar], alternative: str) -> str:
    """Return the bars as an SVG element whose title is the alternative text."""
    # Slow to start, and only packs with a chart need it.
    import vl_convert

    drawn: str = vl_convert.vegalite_to_svg(specification(bars))
    opening, _, rest = drawn.partition(">")
    return f'{opening} role="img"><title>{escape(alternative)}</title>{rest}'


def specification(bars: Sequence[Bar]) -> dict[str, Any]:
    """Return the Vega-Lite specification of a chart."""
    numbers = [number for bar in bars for number in (bar.length, bar.behind) if number is not None]
    low, high = min([Decimal(0), *numbers]), max([Decimal(0), *numbers])
    room = max((width(bar.label) for bar in bars), default=0.0) * _SIZE + 8
    inset = 0.32 if any(bar.behind is not None for bar in bars) else 0.2
    x_scale = {"domain": [float(low), float(high if high > low else low + 1)], "range": [1, WIDTH - room]}
    y_scale = {"domain": [0, len(bars)], "range": [0, len(bars) * PITCH]}
    return {
        "$schema": _SCHEMA,
        "width": WIDTH,
        "height": len(bars) * PITCH,
        "padding": 0,
        "autosize": "none",
        "background": None,
        "config": {"aria": False, "view": {"stroke": None}, "font": _FONT},
        "encoding": {
            "x": {"field": "from", "type": "quantitative", "axis": None, "scale": x_scale},
            "y": {"field": "top", "type": "quantitative", "axis": None, "scale": y_scale},
        },
        "layer": [
            _rectangles([(bar.behind, bar.is_behind_doubtful) for bar in bars], 0.16, _LIGHT),
            _rectangles([(bar.length, bar.is_doubtful) for bar in bars], inset, _DARK),
            _labels(bars),
            _base_line(len(bars)),
        ],
    }


def _rectangles(lengths: Sequence[tuple[Decimal | None, bool]], inset: float, fill: str) -> dict[str, Any]:
    values = [
        {
            "from": 0.0,
            "to": float(number),
            "top": index + inset,
            "bottom": index + 1 - inset,
            "fill": "white" if is_doubtful else fill,
            "stroke": _LINE if is_doubtful else None,
        }
        for index, (number, is_doubtful) in enumerate(lengths)
        if number is not None
    ]
    return {
        "data": {"values": values},
        "mark": {"type": "rect", "strokeWidth": 0.7, "strokeDash": [2.2, 1.6]},
        "encoding": {
            "x2": {"field": "to"},
            "y2": {"field": "bottom"},
            "fill": {"field": "fill", "type": "nominal", "scale": None},
            "stroke": {"field": "stroke", "type": "nominal", "scale": None},
        },
    }


def _labels(bars: Sequence[Bar]) -> dict[str, Any]:
    values = [
        {
            "from": float(max([Decimal(0), *(number for number in (bar.length, bar.behind) if number)])),
            "top": index + 0.5,
            "label": bar.label,
        }
        for index, bar in enumerate(bars)
    ]
    return {
        "data": {"values": values},
        "mark": {
            "type": "text",
            "align": "left",
            "baseline": "middle",
            "dx": 4,
            "font": _FONT,
            "fontSize": _SIZE,
            "fill": _LINE,
        },
        "encoding": {"text": {"field": "label", "type": "nominal"}},
    }


def _base_line(rows: int) -> dict[str, Any]:
    return {
        "data": {"values": [{"from": 0.0, "top": 0, "bottom": rows}]},
        "mark": {"type": "rule", "stroke": _LINE, "strokeWidth": 0.8},
        "encoding": {"y2": {"field": "bottom"}},
    }

"""The rules of a PDF page, and the cells that they make."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from pdfplumber.table import cells_to_tables, edges_to_intersections, intersections_to_cells, merge_edges
from pdfplumber.utils.geometry import obj_to_edges

from geomsan.read.readers.worker import RefusedError

Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""
Edge = dict[str, Any]
"""A straight line as pdfplumber gives it."""

SNAP = 3.0
"""Rules nearer than this are one, in points: double rules, and the two sides of a drawn one."""
_EXACT = 1.0
_WORD = 0.4
"""Two characters with a smaller gap are of one word, in parts of their size."""
_FEWEST_PIECES = 3
_MOST_CROSSINGS = 4_000_000
"""Pairs of a rule across and an upright one: four times those of a thousand rows and a thousand columns."""


def ruled_cells(page: Any) -> list[list[Box]]:
    """Return the boxes of the cells of every table on a page of pdfplumber.

    Sides that a table goes without are closed first, and where it has no upright rules at all,
    the pieces that its other rules are drawn in (one a cell) tell its columns.

    Raises
    ------
    RefusedError
        When there are more rules than can be held against each other.
    """
    drawn = _drawn_rules(page)
    edges: list[Edge] = merge_edges(
        drawn,
        snap_x_tolerance=SNAP,
        snap_y_tolerance=SNAP,
        join_x_tolerance=SNAP,
        join_y_tolerance=SNAP,
    )
    edges = [edge for edge in edges if _length(edge) >= SNAP]
    across = sum(edge["orientation"] == "h" for edge in edges)
    if across * (len(edges) - across) > _MOST_CROSSINGS:
        raise RefusedError("dense", page.page_number)
    edges += _between_pieces(drawn, edges, page.chars)
    edges += [side for part in _connected(edges) for side in _missing_sides(part)]
    cells: list[Box] = intersections_to_cells(edges_to_intersections(edges, SNAP, SNAP))
    return [list(cells) for cells in cells_to_tables(cells)]


def _drawn_rules(page: Any) -> list[Edge]:
    """Return the rules that are drawn; shading alone has edges too, but rules nothing."""
    rectangles = [
        rect for rect in page.rects if rect.get("stroke") or min(rect["width"], rect["height"]) <= SNAP
    ]
    edges: list[Edge] = [edge for drawn in (*page.lines, *rectangles) for edge in obj_to_edges(drawn)]
    return [edge for edge in (*edges, *page.curve_edges) if edge["orientation"] in ("h", "v")]


def _between_pieces(drawn: Sequence[Edge], edges: Sequence[Edge], chars: Sequence[Any]) -> list[Edge]:
    """Return upright rules for tables that have none, where their other rules are pieced together."""
    uprights = [edge for edge in edges if edge["orientation"] == "v"]
    levels = [level for level in _levels(drawn) if len(level) > 1]
    whole = [level for level in levels if len(level) > _FEWEST_PIECES]
    found: list[Edge] = []
    for upper, lower in pairwise(whole):
        (left, top), (right, _), bottom = upper[0], upper[-1], lower[0][1]
        ends_match = abs(left - lower[0][0]) <= _EXACT and abs(right - lower[-1][0]) <= _EXACT
        if not ends_match or any(_stands_in(edge, (left, top, right, bottom)) for edge in uprights):
            continue
        cuts = [x for x, _ in upper[1:-1] if any(abs(x - other) <= _EXACT for other, _ in lower[1:-1])]
        free = [x for x in cuts if not _cuts_a_word(x, top, bottom, chars)]
        if 2 * len(cuts) >= max(len(upper), len(lower)) - 2 and free:
            found += [_edge("v", x, top, x, bottom) for x in (left, *free, right)]
        # A rule over some of the columns, as under a head that spans them.
        for part in levels:
            if top + SNAP < part[0][1] < bottom - SNAP:
                inner = [x for x, _ in part if x in cuts or any(abs(x - cut) <= _EXACT for cut in cuts)]
                found += [_edge("v", x, part[0][1], x, bottom) for x in inner if x not in free]
    return found


def _levels(drawn: Sequence[Edge]) -> list[list[tuple[float, float]]]:
    """Return, for every rule across, the points where its pieces begin and end, from the top down."""
    pieces = sorted(
        (edge for edge in drawn if edge["orientation"] == "h" and _length(edge) >= SNAP),
        key=lambda edge: (round(edge["top"]), edge["x0"]),
    )
    levels: list[list[tuple[float, float]]] = []
    for edge in pieces:
        y = edge["top"]
        last = levels[-1][-1] if levels else None
        if last is not None and abs(last[1] - y) <= _EXACT and abs(last[0] - edge["x0"]) <= _EXACT:
            levels[-1].append((edge["x1"], y))
        elif last is None or abs(last[1] - y) > _EXACT or edge["x0"] > last[0]:
            levels.append([(edge["x0"], y), (edge["x1"], y)])
    return levels


def _stands_in(upright: Edge, box: Box) -> bool:
    left, top, right, bottom = box
    shared = min(upright["bottom"], bottom) - max(upright["top"], top)
    return bool(left - SNAP <= upright["x0"] <= right + SNAP and 2 * shared > bottom - top)


def _cuts_a_word(x: float, top: float, bottom: float, chars: Sequence[Any]) -> bool:
    near = [
        char
        for char in chars
        if top < (char["top"] + char["bottom"]) / 2 < bottom
        and char["text"].strip()
        and char["x0"] - _WORD * char["size"] < x < char["x1"] + _WORD * char["size"]
    ]
    before = [char for char in near if (char["x0"] + char["x1"]) / 2 < x]
    after = [char for char in near if (char["x0"] + char["x1"]) / 2 >= x]
    return any(
        other["x0"] - char["x1"] < _WORD * char["size"]
        and abs(other["bottom"] - char["bottom"]) < char["size"] / 2
        for char in before
        for other in after
    )


def _length(edge: Edge) -> float:
    return float(edge["x1"] - edge["x0"] + edge["bottom"] - edge["top"])


def _connected(edges: Sequence[Edge]) -> list[list[Edge]]:
    """Return the groups of lines that cross or touch."""
    across = [edge for edge in edges if edge["orientation"] == "h"]
    groups: list[list[Edge]] = []
    for upright in (edge for edge in edges if edge["orientation"] == "v"):
        touched = {id(edge) for edge in across if _touch(edge, upright)}
        joined = [group for group in groups if any(id(edge) in touched for edge in group)]
        known = {id(edge) for group in joined for edge in group}
        fresh = [edge for edge in across if id(edge) in touched - known]
        kept = {id(group) for group in groups} - {id(group) for group in joined}
        groups = [group for group in groups if id(group) in kept]
        groups.append([*(edge for group in joined for edge in group), *fresh, upright])
    return groups


def _touch(across: Edge, upright: Edge) -> bool:
    return bool(
        across["x0"] - SNAP <= upright["x0"] <= across["x1"] + SNAP
        and upright["top"] - SNAP <= across["top"] <= upright["bottom"] + SNAP
    )


def _missing_sides(group: Sequence[Edge]) -> list[Edge]:
    """Return the outer lines that the table goes without.

    Korean reports leave out the left and right ones as a rule; where a table is cut by the end of
    the page, the top or bottom one may be missing.
    """
    across = [edge for edge in group if edge["orientation"] == "h"]
    uprights = [edge for edge in group if edge["orientation"] == "v"]
    if len(across) < 2 or not uprights:
        return []
    left, right = min(edge["x0"] for edge in across), max(edge["x1"] for edge in across)
    top = min(edge["top"] for edge in [*across, *uprights])
    bottom = max(edge["bottom"] for edge in [*across, *uprights])
    sides = []
    for x in (left, right):
        present = sum(_length(edge) for edge in uprights if abs(edge["x0"] - x) <= SNAP)
        if present < (bottom - top) / 2:
            sides.append(_edge("v", x, top, x, bottom))
    for y in (top, bottom):
        present = sum(_length(edge) for edge in across if abs(edge["top"] - y) <= SNAP)
        if present < (right - left) / 2:
            sides.append(_edge("h", left, y, right, y))
    return sides


def _edge(orientation: str, x0: float, top: float, x1: float, bottom: float) -> Edge:
    return {
        "object_type": "line",
        "orientation": orientation,
        "x0": x0,
        "x1": x1,
        "top": top,
        "bottom": bottom,
        "width": x1 - x0,
        "height": bottom - top,
    }

"""A comparison within one report as the table sees it that is held against."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from fractions import Fraction
from functools import partial
from typing import Any

from geomsan.check.report import Finding, TableReport
from geomsan.publish.packs.matters import amount_of, expected_value, printed_value
from geomsan.read.figures.printed import exact, printed
from geomsan.read.figures.units import read_unit

_ROLES = {False: "result", True: "source"}


def seen_from(table: TableReport, finding: Finding) -> Finding | None:
    """Return a violation of another table of the report as a violation of a table that it is held against.

    It keeps name, number and standing; the two figures change places, each in the unit that is printed
    with it. None where it is no comparison with that table, or has no figure to compare.
    """
    if not finding.is_comparison or finding.partner != (table.document, table.name):
        return None
    if finding.reported is None:
        return None
    found = amount_of(expected_value(finding))
    times = _times(finding.unit, found[1]) if found else None
    if found is None or times is None:
        return None
    number, unit = found
    there = exact(Fraction(finding.reported) * times)
    here, other = f"{printed(number)}{unit}", printed_value(finding)
    turned = partial(_turned, own=finding.table, at=table.name)
    return replace(
        finding,
        table=table.name,
        unit=unit,
        reported=number,
        expected=there,
        difference=number - there,
        cells=[cell | {"role": _ROLES["table" in cell]} for cell in turned(finding.cells)],
        repairs=[{**repair, "cells": turned(repair["cells"])} for repair in finding.repairs],
        source=next(str(cell.get("place", "")) for cell in finding.cells if "table" in cell),
        message_ko=f"{finding.statement}: 여기 {here}, 다른 곳 {other} ({finding.source})",
        message_en=f"{finding.statement}: {here} here, {other} at {finding.source}",
    )


def _times(unit: str, other: str) -> Fraction | None:
    """Return what a figure in one unit is multiplied by to be one in another."""
    if unit == other:
        return Fraction(1)
    own, their = read_unit(unit), read_unit(other)
    if own is None or their is None or own.dimension != their.dimension:
        return None
    return Fraction(own.scale) / Fraction(their.scale)


def _turned(cells: Iterable[Mapping[str, Any]], own: str, at: str) -> list[dict[str, Any]]:
    """Return cells of a table and of the one that it is held against as the latter, ``at``, names them."""
    turned = []
    for cell in cells:
        said = {key: value for key, value in cell.items() if key not in ("document", "table")}
        turned.append(said if cell.get("table") == at else said | {"table": own})
    return turned

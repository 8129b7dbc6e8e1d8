"""Checks and repairs in the form that other programs rely on.

Numbers are finite JSON numbers, or text where one is too long.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from geomsan.check.identities.verdicts import Verdict
from geomsan.read.figures.printed import json_number

_NUMBERS = ("value", "low", "high")


def check_json(
    *,
    rule: str,
    statement: str,
    verdict: str,
    basis: str,
    numbers: Mapping[str, Decimal | None],
    cells: Sequence[Mapping[str, Any]],
    because: str,
    left_out: Sequence[Mapping[str, Any]] = (),
) -> dict[str, Any]:
    """Return a check as plain JSON values.

    Parameters
    ----------
    rule, statement, verdict, basis
        Its kind, what it says in words, how it ended, and on what its reading rests.
    cells
        The cells it is bound to, with their roles.
    numbers
        The reported and the expected value, and their difference, by name.
    because
        Why it could not be decided; said of undecided checks only.
    left_out
        The cells that a total leaves out with reason; named where there are any.
    """
    told: dict[str, Any] = {"rule": rule, "statement": statement, "verdict": verdict, "basis": basis}
    told |= {name: json_number(number) for name, number in numbers.items()}
    told["cells"] = list(cells)
    if left_out:
        told["left_out"] = list(left_out)
    return told | ({"because": because} if verdict == Verdict.UNDECIDED.value else {})


def repair_numbers(repair: Mapping[str, Any]) -> dict[str, Any]:
    """Return a repair with the numbers of its cells, which are kept as text, as JSON numbers."""
    return {**repair, "cells": [_cell(cell) for cell in repair["cells"]]}


def _cell(cell: Mapping[str, Any]) -> dict[str, Any]:
    texts = {name: cell[name] for name in _NUMBERS if name in cell}
    return {
        **cell,
        **{name: json_number(None if text is None else Decimal(text)) for name, text in texts.items()},
    }

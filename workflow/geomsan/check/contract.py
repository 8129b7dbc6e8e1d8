"""Numbers in the form that other programs rely on: finite JSON numbers, or text where one is too long."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from geomsan.read.figures.printed import json_number

_NUMBERS = ("value", "low", "high")


def repair_numbers(repair: Mapping[str, Any]) -> dict[str, Any]:
    """Return a repair with the numbers of its cells, which are kept as text, as JSON numbers."""
    return {**repair, "cells": [_cell(cell) for cell in repair["cells"]]}


def _cell(cell: Mapping[str, Any]) -> dict[str, Any]:
    texts = {name: cell[name] for name in _NUMBERS if name in cell}
    return {
        **cell,
        **{name: json_number(None if text is None else Decimal(text)) for name, text in texts.items()},
    }

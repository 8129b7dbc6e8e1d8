"""Text that a spreadsheet takes for text: decided here, for every CSV that is written.

A CSV opens in Excel with a double click, and there a cell that begins with ``=``, ``+``, ``-``, ``@``, their
full-width twins or a control character is a formula, whoever wrote the label or the reason that begins so
(OWASP, CSV injection). Safety goes before data as printed: such words get an apostrophe before them, and a
program that reads them back takes it away. Printed figures (-1,234, +3.2%) are no formulas and stay as they
are, so that what is computed with is what was printed. Workbooks hold typed cells and need none of this.
"""

from __future__ import annotations

import re
from typing import Any

from geomsan.common.visible import visible

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_FIGURE = re.compile(r"[-+][0-9.,\s%]*")


def plain_text(value: Any) -> Any:
    """Return words that a spreadsheet would take for a formula with an apostrophe before them.

    Characters that nobody sees are shown; other values are returned as they are.
    """
    if not isinstance(value, str):
        return value
    return visible(f"'{value}" if value.startswith(_FORMULA) else value)


def plain_cell(text: str) -> str:
    """Return the text of a printed cell; a figure with a sign is no formula."""
    return text if _FIGURE.fullmatch(text) else str(plain_text(text))

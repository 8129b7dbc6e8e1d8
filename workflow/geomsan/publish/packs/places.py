"""Where something stands, as whoever holds the report finds it: its page, sheet or heading.

The line of a text file is no place of the report; it stands in the data only.
"""

from __future__ import annotations

import re

from geomsan.check.report import TableReport
from geomsan.publish.packs.text import lines

_PAGE = re.compile(r"#page (\d+)")
_TABLE = re.compile(r"#table (\d+)")
_SHEET = re.compile(r"#(?!page |table )([^!#]+)!")


def place_of(table: TableReport, *, printed: bool = False) -> str:
    """Return the place of a table in its report: ``12쪽``, ``시트 ‘예산’``, else the heading above it.

    ``printed`` leaves the heading out.
    """
    place = table.places[0] if table.places else table.source
    found = place_in(place, table.places[-1] if table.places else "")
    heading = " ".join(lines(table.section))
    if _PAGE.search(place) or _SHEET.search(place) or printed or heading == " ".join(lines(table.title)):
        heading = ""
    return " · ".join(part for part in (f"‘{heading}’" if heading else "", found) if part)


def place_in(place: str, last: str = "") -> str:
    """Return page, sheet or number of a table in its file, empty where its format knows none of them.

    Parameters
    ----------
    place, last
        Where it begins, and where it ends when that is known: ``report.pdf#page 12``.
    """
    if page := _PAGE.search(place):
        end = _PAGE.search(last)
        return f"{page[1]}쪽" if end is None or end[1] == page[1] else f"{page[1]}~{end[1]}쪽"
    if sheet := _SHEET.search(place):
        return f"시트 ‘{sheet[1]}’"
    return f"문서의 {found[1]}번째 표" if (found := _TABLE.search(place)) else ""

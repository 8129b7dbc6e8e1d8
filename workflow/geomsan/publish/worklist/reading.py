"""The worklist read back: which rows were filled in, and what they want."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from geomsan.check.report import Finding
from geomsan.common.errors import GeomsanError
from geomsan.decide.file import ACCEPTED, CORRECTED, QUESTION, corrected_entry
from geomsan.decide.intake import changed_since
from geomsan.decide.pinning import inputs, pins
from geomsan.decide.present import Present
from geomsan.decide.requests import WITHDRAWN, Request, requested
from geomsan.publish.worklist import columns as at
from geomsan.publish.worklist.days import read_day
from geomsan.publish.worklist.repairs import Tables, UnclearError, read_changes
from geomsan.publish.worklist.rows import fill_seal, seal
from geomsan.read.readers.sheet import Budget, read_cells
from geomsan.read.readers.workbook import Sheet, read_workbook
from geomsan.read.readers.zipped import ZipSource

_MAX_XML = 384 * 2**20
_SOUGHT_ROWS = 20


@dataclass(frozen=True)
class _Filled:
    """A row as it stands in the sheet."""

    place: str
    cells: Mapping[str, str]
    from_1904: bool

    def __getitem__(self, name: str) -> str:
        return self.cells.get(name, "").strip()

    def day(self, name: str) -> str:
        """Return a day as ISO, or empty; what is no day as it stands."""
        return read_day(self[name], from_1904=self.from_1904) or self[name]

    @property
    def values(self) -> list[str]:
        """What stands in the columns to be filled in, days as ISO."""
        return [self.day(name) if name in at.DAYS else self[name] for name in at.FILLED]

    def wrong(self, ko: str, en: str) -> GeomsanError:
        """Return an error that names the row."""
        return GeomsanError(self.place, ko, en)


def read_worklist(
    path: Path, present: Present, *, by: str = "", day: str | None = None, today: str
) -> tuple[list[Request], list[GeomsanError]]:
    """Read the rows of a worklist that say something new.

    A row that stands as it was written says nothing. Rows may have been sorted or hidden, columns
    moved or widened, the sheet renamed or copied, and the file saved by another program.

    Parameters
    ----------
    path, present
        The file, and the documents as they are now.
    by, day, today
        The office and the day for rows that do not say; ``today`` where ``day`` is not given.

    Returns
    -------
    tuple
        The requests, and an error for each bad row.

    Raises
    ------
    GeomsanError
        When the file cannot be read or is no worklist.
    """
    requests: list[Request] = []
    errors: list[GeomsanError] = []
    for row in _rows(path):
        try:
            request = _request(row, present, by, day, today)
        except GeomsanError as error:
            errors.append(error)
        else:
            requests += [request] if request else []
    return requests, errors


def _rows(path: Path) -> Iterator[_Filled]:
    """Yield the rows of every sheet that is the list: it may have been renamed, copied or filled in twice."""
    with closing(ZipSource(path, _MAX_XML)) as source:
        workbook = read_workbook(source)
        # Without formats a cell is what it holds, not what is shown: a day is the number of its day.
        plain, budget = replace(workbook, formats=()), Budget()
        sheets = [each for each in workbook.sheets if each.name not in (at.GUIDE, at.CHOICES)]
        read = {each: read_cells(source, each, plain, budget) for each in sheets if _is_shown(each)}
    lists = {sheet: head for sheet, cells in read.items() if (head := _head(cells.rows)) is not None}
    if not lists:
        raise _no_worklist(path, {sheet.name: cells.rows for sheet, cells in read.items()})
    for sheet, (first, names) in lists.items():
        rows = read[sheet].rows
        for number in sorted(each for each in rows if each > first):
            values = {name: rows[number].get(column, "") for name, column in names.items()}
            yield _Filled(f"{path.name} {sheet.name}!{number + 1}행", values, workbook.from_1904)


def _is_shown(sheet: Sheet) -> bool:
    """Tell whether people see a sheet; what they do not see decides nothing, but for the list itself."""
    return sheet.state == "visible" or sheet.name == at.SHEET


def _head(rows: Mapping[int, Mapping[int, str]]) -> tuple[int, dict[str, int]] | None:
    """Return the row of the heads, and the column of each name; None in another sheet."""
    for number in sorted(rows)[:_SOUGHT_ROWS]:
        names = {text.strip(): column for column, text in rows[number].items()}
        if names.keys() >= {*at.FILLED, *at.HIDDEN}:
            return number, {name: names[name] for name in (*at.FILLED, *at.HIDDEN)}
    return None


def _no_worklist(path: Path, sheets: Mapping[str, Mapping[int, Mapping[int, str]]]) -> GeomsanError:
    """Return the error of a workbook without the list: what is nearest to it, and what is missing there."""
    listed = ", ".join(f"‘{name}’" for name in sheets)
    for name, rows in sheets.items():
        texts = {text.strip() for number in sorted(rows)[:_SOUGHT_ROWS] for text in rows[number].values()}
        missing = [f"‘{head}’" for head in (*at.FILLED, *at.HIDDEN) if head not in texts]
        if at.DECISION in texts or len(missing) <= len(at.HIDDEN):
            wanting = ", ".join(missing)
            return GeomsanError(
                f"{path} {name}",
                f"검토 목록의 열이 빠졌거나 제목이 고쳐졌습니다: {wanting}. make briefs로 다시 만드십시오.",
                f"columns of the worklist are missing or their heads were changed: {wanting}; make it again "
                "(make briefs).",
            )
    return GeomsanError(
        str(path),
        f"검토 목록(worklist.xlsx)이 아닙니다. 있는 시트: {listed}. make briefs로 다시 만드십시오.",
        f"is no worklist; its sheets are {listed}. Make it again (make briefs).",
    )


def _request(row: _Filled, present: Present, by: str, day: str | None, today: str) -> Request | None:
    check, (name, filled) = row[at.ID], [*row[at.SEAL].split(" "), "", ""][:2]
    if not check and not any(row.values):
        return None
    if filled and fill_seal(row.values) == filled:
        return None
    if not check or not filled:
        raise row.wrong(
            "어느 검산의 줄인지 알 수 없습니다(숨은 열이 지워졌습니다). 목록을 다시 만드십시오(make briefs).",
            "does not say which check it is about (a hidden column was emptied); make the list again.",
        )
    entry = _entry(row, check)
    if entry["decision"] == WITHDRAWN:
        return requested(row.place, entry, by, day, today)
    finding = present.violated(check, row.place)
    if seal(finding, present.hashes) != name:
        raise changed_since(row.place)
    if entry["decision"] == CORRECTED:
        tables = {table.name: table for table in present.documents[finding.document].report.tables}
        entry["corrected"] = _corrected(row, tables, finding)
    entry |= {"cells": list(pins(finding)), "inputs": inputs(finding, present.hashes)}
    request = requested(row.place, entry, by, day, today)
    if "by" not in request.entry:
        raise row.wrong(
            f"‘{at.BY}’이(가) 비어 있습니다. 부서를 적거나 --by로 주십시오.",
            f"‘{at.BY}’ is empty; name the office there or with --by.",
        )
    return request


def _entry(row: _Filled, check: str) -> dict[str, Any]:
    """Return what a row says, its required cells looked at."""
    kind = at.KINDS.get(" ".join(row[at.DECISION].split()))
    if kind is None:
        raise row.wrong(
            f"‘{at.DECISION}’에서 {', '.join(at.KINDS)} 중 하나를 고르십시오: ‘{row[at.DECISION]}’",
            f"choose one of {', '.join(at.KINDS)} in ‘{at.DECISION}’, not {row[at.DECISION]!r}.",
        )
    entry: dict[str, Any] = {"check": check, "decision": kind}
    if kind == WITHDRAWN:
        return entry
    _require(row, kind)
    said = {
        "by": row[at.BY],
        "date": _day(row, at.DAY),
        ("evidence" if kind == CORRECTED else "reason"): row[at.REASON],
        "office": row[at.OFFICE],
        "due": _day(row, at.DUE),
    }
    return entry | {key: value for key, value in said.items() if value}


def _require(row: _Filled, kind: str) -> None:
    needed = {ACCEPTED: (at.REASON,), CORRECTED: (at.REASON,), QUESTION: (at.OFFICE, at.DUE)}[kind]
    missing = [f"‘{name}’" for name in needed if not row[name]]
    if kind == CORRECTED and not row[at.REPAIR] and not row[at.TYPED]:
        missing.insert(0, f"‘{at.REPAIR}’ 또는 ‘{at.TYPED}’")
    if missing:
        listed = ", ".join(missing)
        raise row.wrong(f"비어 있는 칸을 채우십시오: {listed}.", f"fill in the empty cells: {listed}.")
    if kind != CORRECTED and (row[at.REPAIR] or row[at.TYPED]):
        raise row.wrong(
            f"고칠 값은 ‘정정’에만 씁니다. ‘{at.DECISION}’을 ‘정정’으로 고르거나 고칠 값을 지우십시오.",
            "only 정정 takes other values: choose it, or empty the cells with the values.",
        )
    if row[at.REPAIR] and row[at.TYPED]:
        raise row.wrong(
            f"‘{at.REPAIR}’과 ‘{at.TYPED}’ 중 하나만 남기십시오.",
            f"keep one of ‘{at.REPAIR}’ and ‘{at.TYPED}’.",
        )


def _day(row: _Filled, name: str) -> str:
    day = read_day(row[name], from_1904=row.from_1904)
    if row[name] and day is None:
        raise row.wrong(
            f"‘{name}’이(가) 날짜가 아니거나 없는 날짜입니다: ‘{row[name]}’. 2026-04-01처럼 적으십시오.",
            f"‘{name}’ is no date or a day that does not exist: {row[name]!r}; write it like 2026-04-01.",
        )
    return day or ""


def _corrected(row: _Filled, tables: Tables, finding: Finding) -> list[dict[str, Any]]:
    try:
        cells = read_changes(row[at.REPAIR] or row[at.TYPED], tables, finding)
    except UnclearError as error:
        raise row.wrong(error.message.ko, error.message.en) from error
    return [corrected_entry(cell) for cell in cells]

"""Checking a file that nobody described: read, understood, decided."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from geomsan.check.contract import check_json, repair_numbers
from geomsan.check.findings import cells_of, message, repair_json, suspects
from geomsan.check.identities.verdicts import Check, Verdict
from geomsan.common.errors import Bilingual, GeomsanError
from geomsan.infer.metadata import with_metadata
from geomsan.infer.readings import Reading
from geomsan.infer.unchecked import Unchecked
from geomsan.infer.understand import UnderstoodTable, join_fragments, understand
from geomsan.read.readers import read_file
from geomsan.read.readers.found import FoundTable, ProseLine

_MOST_NAMED = 5
"""Unchecked lines that are named; others are counted."""
MOST_FIGURES = 400_000
"""Cells with text that are checked in a file: a hundred large reports together, some minutes of work."""


@dataclass(frozen=True)
class Inspection:
    """A file's tables with what they were understood to assert.

    Attributes
    ----------
    notes
        What a person must know of the file, for instance pages that could not be read.
    errors
        One for each reason why tables of the file could not be checked.
    prose
        What stands in no table.
    """

    source: str
    tables: tuple[UnderstoodTable, ...]
    notes: tuple[Bilingual, ...] = ()
    errors: tuple[GeomsanError, ...] = ()
    prose: tuple[ProseLine, ...] = ()

    @property
    def is_violated(self) -> bool:
        """True when some table has a violation."""
        return any(check.verdict is Verdict.VIOLATED for table in self.tables for check in table.checks)


def inspect(path: Path, progress: Callable[[int, int], None] = lambda _done, _of: None) -> Inspection:
    """Read a file of any known format and check every table in it.

    Parameters
    ----------
    path
        The file.
    progress
        Told before each table how many are done, of how many.

    Raises
    ------
    GeomsanError
        When the file cannot be read.
    """
    file = read_file(path)
    tables: list[UnderstoodTable] = []
    too_large: list[FoundTable] = []
    too_long: list[FoundTable] = []
    left = MOST_FIGURES
    joined = list(join_fragments(with_metadata(file.tables, file.prose)))
    for done, found in enumerate(joined):
        progress(done, len(joined))
        size = sum(1 for row in found.grid.rows for cell in row if cell.strip())
        if size > left:
            too_large.append(found)
            continue
        left -= size
        try:
            tables.append(understand(found))
        except OverflowError:
            # The search for suspects works in floating point, which ends at 300 digits.
            too_long.append(found)
    errors = [
        _unchecked(path, kind, ko, en) for kind, ko, en in ((too_large, *_LARGE), (too_long, *_LONG)) if kind
    ]
    return Inspection(str(path), tuple(tables), file.notes, tuple(errors), file.prose)


_LARGE = (
    f"한 파일에서 {MOST_FIGURES:,}칸까지 검산합니다. 나누어 주십시오.",
    f"up to {MOST_FIGURES:,} cells of a file are checked; split it.",
)
_LONG = (
    "수백 자리 숫자가 있습니다. 그 칸을 확인해 주십시오.",
    "there is a figure of hundreds of digits; look at that cell.",
)


def _unchecked(path: Path, tables: Sequence[FoundTable], ko: str, en: str) -> GeomsanError:
    """Return one error for all tables that were left out for one reason."""
    first = tables[0].where
    return GeomsanError(
        str(path),
        f"표 {len(tables)}개를 검산하지 못했습니다({first.ko}부터): {ko}",
        f"{len(tables)} tables could not be checked (from {first.en} on): {en}",
    )


def tables_json(inspection: Inspection) -> list[dict[str, Any]]:
    """Return the tables of a file as plain JSON values; ``understood`` says what was read how."""
    return [_table_json(inspection.source, table) for table in inspection.tables]


def _table_json(source: str, table: UnderstoodTable) -> dict[str, Any]:
    found = table.found
    return {
        "source": source,
        "locator": found.locator,
        "title": found.heading,
        "unit": table.unit,
        "rows": len(found.grid.rows),
        "columns": found.grid.width,
        "understood": [sentence.ko for sentence in table.sentences],
        "notes": [note.ko for note in found.notes],
        "checks": [inferred_json(check) for check in table.checks],
        "repairs": [repair_numbers(repair_json(repair)) for repair in table.proof.repairs],
        "unchecked": [
            {"row": item.row, "column": item.column, "text": item.text, "because": item.because.ko}
            for item in table.unchecked
        ],
    }


def inferred_json(check: Check) -> dict[str, Any]:
    """Return a check of a table that nobody described as plain JSON values."""
    edit = check.edit
    return check_json(
        rule=edit.rule.value,
        statement=edit.statement,
        verdict=check.verdict.value,
        basis=edit.basis.value,
        numbers={
            "reported": check.reported,
            "expected": check.expected,
            "difference": check.difference,
        },
        cells=cells_of(check),
        because=(check.because or Bilingual("", "")).ko,
        left_out=[
            {"row": entry.row, "column": entry.column, "text": entry.figure.text} for entry in edit.left_out
        ],
    )


def violations(table: UnderstoodTable) -> Sequence[Check]:
    """Return the violated checks of a table."""
    return violated(table.checks)


def violated(checks: Sequence[Check]) -> list[Check]:
    """Return the violated ones of some checks."""
    return [check for check in checks if check.verdict is Verdict.VIOLATED]


def _slide_message(reading: Reading) -> Bilingual:
    """Return one sentence for all places in which figures slid: they have one cause."""
    wrong = violated(reading.checks)
    (first, _, text), (last, *_) = (wrong[n].edit.statement.partition(" = ") for n in (0, -1))
    assert reading.slide is not None
    return Bilingual(
        f"{reading.slide.reason.ko}: {first}부터 {last}까지 {len(wrong)}곳이 맞지 않음 (= {text})",
        f"{reading.slide.reason.en}: {len(wrong)} places do not hold, from {first} to {last} (= {text})",
    )


def _unchecked_lines(items: Sequence[Unchecked]) -> list[Bilingual]:
    """Return one sentence for each reason why lines were not checked, which names the first of them."""
    names: dict[Bilingual, dict[str, None]] = {}
    for item in items:
        names.setdefault(item.because, {}).setdefault(" ".join(item.text.split()) or "?", None)
    told = []
    for because, labels in names.items():
        some, more = ", ".join(list(labels)[:_MOST_NAMED]), len(labels) - _MOST_NAMED
        ko, en = (f" 외 {more}줄", f" and {more} more") if more > 0 else ("", "")
        told.append(
            Bilingual(f"검산하지 못함: {some}{ko} — {because.ko}", f"not checked: {some}{en} — {because.en}")
        )
    return told


def sentences(table: UnderstoodTable, language: str) -> list[tuple[str, str]]:
    """Return what a person must read of a table: (verdict, sentence) of what is wrong, open, unchecked."""
    slid = {id(c): reading for reading in table.readings if reading.slide for c in violated(reading.checks)}
    told = [
        (check.verdict.value, message(check).in_language(language))
        for check in table.checks
        if check.verdict in (Verdict.VIOLATED, Verdict.UNDECIDED) and id(check) not in slid
    ]
    causes = dict.fromkeys(_slide_message(reading) for reading in slid.values())
    told = [*((Verdict.VIOLATED.value, cause.in_language(language)) for cause in causes), *told]
    told += [("unchecked", line.in_language(language)) for line in _unchecked_lines(table.unchecked)]
    suspect = suspects(table.proof)
    return [*told, ("suspect", suspect.in_language(language))] if suspect else told

"""Checking a file that nobody described: read, understood, decided."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from geomsan.errors import Bilingual
from geomsan.findings import cells_of, message, number, repair_json, suspects
from geomsan.identities.verdicts import Check, Verdict
from geomsan.inference.understand import UnderstoodTable, join_fragments, understand
from geomsan.readers import read_tables


@dataclass(frozen=True)
class Inspection:
    """A file's tables with what they were understood to assert."""

    source: str
    tables: tuple[UnderstoodTable, ...]

    @property
    def is_violated(self) -> bool:
        """True when some table has a violation."""
        return any(check.verdict is Verdict.VIOLATED for table in self.tables for check in table.checks)


def inspect(path: Path) -> Inspection:
    """Read a file of any known format and check every table in it.

    Raises
    ------
    GeomsanError
        When the file cannot be read.
    """
    tables = tuple(understand(found) for found in join_fragments(read_tables(path)))
    return Inspection(str(path), tables)


def tables_json(inspection: Inspection) -> list[dict[str, Any]]:
    """Return the tables of a file as CONTRACT fixes them; ``understood`` says what was read how."""
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
        "checks": [check_json(check) for check in table.checks],
        "repairs": [repair_json(repair) for repair in table.proof.repairs],
    }


def check_json(check: Check) -> dict[str, Any]:
    """Return a check as CONTRACT fixes it; an undecided one says what is missing."""
    data: dict[str, Any] = {
        "rule": check.edit.rule.value,
        "statement": check.edit.statement,
        "verdict": check.verdict.value,
        "reported": number(check.reported),
        "expected": number(check.expected),
        "difference": number(check.difference),
        "cells": cells_of(check),
    }
    if check.verdict is Verdict.UNDECIDED:
        data["because"] = (check.because or Bilingual("", "")).ko
    return data


def violations(table: UnderstoodTable) -> Sequence[Check]:
    """Return the violated checks of a table."""
    return [check for check in table.checks if check.verdict is Verdict.VIOLATED]


def sentences(table: UnderstoodTable, language: str) -> list[tuple[str, str]]:
    """Return what a person must read of a table: (verdict, sentence) of what is not in order."""
    told = [
        (check.verdict.value, message(check).in_language(language))
        for check in table.checks
        if check.verdict in (Verdict.VIOLATED, Verdict.UNDECIDED)
    ]
    suspect = suspects(table.proof)
    return [*told, ("suspect", suspect.in_language(language))] if suspect else told

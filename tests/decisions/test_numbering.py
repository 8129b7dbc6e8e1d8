"""A violation has one number, in the order of place, whatever was decided."""

from dataclasses import replace

from geomsan.check.coverage import Coverage
from geomsan.check.report import DocumentReport, Finding, TableReport
from geomsan.decide.numbering import numbered, numbers, numbers_across


def finding(table: str, row: int, column: int, verdict: str = "violated", **changes) -> Finding:
    values = {
        "document": "d", "table": table, "check_id": f"d/{table}/a@r{row}c{column}", "rule": "sum",
        "statement": "", "verdict": verdict, "status": "", "unit": "", "reported": None, "expected": None,
        "difference": None, "cells": [{"row": row, "column": column, "text": "1", "role": "total"}],
        "repairs": [], "source": "", "message_ko": "", "message_en": "",
    }  # fmt: skip
    return Finding(**values | changes)


def table(name: str, *found: Finding) -> TableReport:
    return TableReport(
        "d", name, "", "", "", "", "", "", "", "", 1, 1, [0], [], [], [], [], [], list(found),
        Coverage(0, 0, 0, 0, ()),
    )  # fmt: skip


TABLES = [
    # Column ten stands behind column two, and the order of the checks does not count.
    table("late", finding("late", 2, 10), finding("late", 2, 2), finding("late", 1, 3, "exact")),
    table("early", finding("early", 1, 1)),
]
REPORT = DocumentReport("d", "", {}, TABLES)
NUMBERS = {"d/late/a@r2c2": 1, "d/late/a@r2c10": 2, "d/early/a@r1c1": 3}


def test_numbers_follow_the_tables_and_the_places_in_them() -> None:
    assert numbers(REPORT) == NUMBERS


def test_a_decision_changes_no_number() -> None:
    decided = [
        replace(each, findings=[replace(one, status="accepted") for one in each.findings]) for each in TABLES
    ]
    assert numbers(replace(REPORT, tables=decided)) == NUMBERS


def test_what_is_not_violated_has_none() -> None:
    assert [each.number for each in numbered(TABLES[0].findings, NUMBERS)] == [2, 1, 0]


def test_those_between_documents_go_on_behind_those_of_their_document() -> None:
    across = [finding("late", row, 1) for row in (7, 8)] + [finding("late", 9, 1, "exact")]
    other = finding("t", 1, 1, document="e", check_id="e/t/a")
    assert list(numbers_across([*across, other], {"d": 3}).values()) == [4, 5, 1]

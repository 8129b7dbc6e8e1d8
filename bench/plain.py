"""The identities of read tables as plain checks on frames of floats, as one writes them without geomsan.

A frame has a row a record and a float column a measure and member, in base units; nil is zero, a
figure that is not printed is missing. Rules of one table with the same columns become one check
over many rows, sums down one set of rows one check over many columns. Tolerances are half a last
printed place a figure. Rules that cannot be decided are left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from geomsan.check.identities.edits import Edit, Role, Rule, Term
from geomsan.check.identities.verdicts import Verdict
from geomsan.check.validation import CheckedTable
from geomsan.read.figures.units import Kind
from geomsan.read.tables.table import Entry

Column = tuple[str, str | None]
PlainTable = dict[str, Any]


def plain_table(checked: CheckedTable) -> PlainTable:
    """Return frame and checks of a table, in a form that JSON can hold.

    ``columns`` maps a short name to the figures of the records. Each item of ``checks`` names its
    ``identity`` and is one of these ``form`` s: ``row`` (result column = signed columns, in each
    of ``rows``), ``rate`` (result column = 100 numerator / denominator), ``column`` (in each of
    ``columns``, row ``total`` or the number ``constant`` = sum of ``rows``), ``cells`` (rules
    across rows and columns: lists of row, column, sign).
    """
    table = checked.table
    coordinates = list(dict.fromkeys((entry.measure, entry.member) for entry in table.entries))
    names = {column: f"c{number}" for number, column in enumerate(coordinates)}
    values: dict[str, list[float | None]] = {name: [None] * len(table.records) for name in names.values()}
    for entry in table.entries:
        if entry.is_known:
            values[names[entry.measure, entry.member]][entry.record] = float(entry.value)
    decided = [check.edit for check in checked.checks if check.verdict is not Verdict.UNDECIDED]
    return {
        "name": f"{table.document}/{table.name}",
        "records": len(table.records),
        "columns": values,
        "checks": _merged([_plain(edit, names) for edit in decided]),
    }


def count(tables: Sequence[PlainTable]) -> dict[str, int]:
    """Return how many rules stand in the tables, by form."""
    counted = {"row": 0, "rate": 0, "column": 0, "cells": 0}
    for check in _checks(tables):
        held = check["rows"] if check["form"] in ("row", "rate") else check.get("columns", [None])
        counted[check["form"]] += len(held)
    return counted


def sums_only(tables: Sequence[PlainTable]) -> list[PlainTable]:
    """Return the tables that have sums and differences along one row or column, with those only."""
    kept = [
        {**table, "checks": [check for check in table["checks"] if check["form"] in ("row", "column")]}
        for table in tables
    ]
    return [table for table in kept if table["checks"]]


def _checks(tables: Sequence[PlainTable]) -> Iterator[dict[str, Any]]:
    for table in tables:
        yield from table["checks"]


def _plain(edit: Edit, names: dict[Column, str]) -> dict[str, Any]:
    column = {term: names[term.entry.measure, term.entry.member] for term in edit.terms}
    record = {term: term.entry.record for term in edit.terms}
    check = {"identity": edit.identity, "tolerance": sum(_reach(term.entry) for term in edit.terms)}
    result, others = edit.result, edit.others
    if _is_unprinted(result.entry) or (edit.rule is Rule.SUM and len(set(column.values())) == 1):
        whole = (
            {"constant": float(result.entry.value)}
            if _is_unprinted(result.entry)
            else {"total": record[result]}
        )
        rows = [record[term] for term in others]
        return {**check, "form": "column", **whole, "rows": rows, "columns": [column[result]]}

    def signed(terms: Sequence[Term]) -> list[tuple[str, int]]:
        return [(column[term], term.coefficient) for term in terms]

    numerator, denominator = edit.with_role(Role.NUMERATOR), edit.with_role(Role.DENOMINATOR)
    if len(set(record.values())) > 1:
        groups = {"terms": others} if not denominator else {"terms": numerator, "denominator": denominator}
        placed = {
            name: [(record[term], column[term], term.coefficient) for term in terms]
            for name, terms in groups.items()
        }
        place = (record[result], column[result])
        return {**check, "form": "cells", "result": place, **placed}
    if edit.rule is Rule.RATE:
        parts = {"numerator": signed(numerator), "denominator": signed(denominator)}
        return {**check, "form": "rate", "result": column[result], **parts, "rows": [record[result]]}
    terms = signed(others)
    return {**check, "form": "row", "result": column[result], "terms": terms, "rows": [record[result]]}


def _merged(checks: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Join checks that differ in their rows only, or in their columns only."""
    merged: dict[str, dict[str, Any]] = {}
    for number, check in enumerate(checks):
        many = {"row": "rows", "rate": "rows", "column": "columns"}.get(check["form"])
        if many is None:
            merged[str(number)] = check
            continue
        key = repr({name: value for name, value in check.items() if name not in (many, "tolerance")})
        known = merged.setdefault(key, {**check, many: []})
        known[many] = known[many] + check[many]
        known["tolerance"] = max(known["tolerance"], check["tolerance"])
    return list(merged.values())


def _is_unprinted(entry: Entry) -> bool:
    """Tell the 100 percent that a share column adds up to without printing it."""
    return entry.row is None and entry.figure.text == ""


def _reach(entry: Entry) -> float:
    """Return half a last printed place; counts and nil are exact."""
    if entry.kind is Kind.COUNT or entry.figure.step is None:
        return 0.0
    return float(entry.figure.step * entry.scale.numerator / entry.scale.denominator) / 2

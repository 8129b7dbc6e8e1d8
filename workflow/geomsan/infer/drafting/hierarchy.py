"""Totals of rows as levels of records: who stands under whom, where that says what was inferred."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from itertools import product

from geomsan.check.identities.edits import Edit, Rule
from geomsan.read.tables.hierarchy import with_parents
from geomsan.read.tables.labels import ITEM, SUBTOTAL, TOTAL
from geomsan.read.tables.layout import Layout
from geomsan.read.tables.table import ReportTable

Members = dict[int, frozenset[int]]
"""Row of a total -> rows that it adds up."""


def members_of(edits: Iterable[Edit]) -> Members:
    """Return the totals of rows among edit rules; of two that claim a row, the one seen in more columns."""
    seen: Counter[tuple[int, frozenset[int]]] = Counter()
    for edit in edits:
        entries = [term.entry for term in edit.terms]
        rows = [entry.row for entry in entries if entry.row is not None]
        in_one_column = len({(entry.column, entry.part) for entry in entries}) == 1
        if edit.rule is Rule.SUM and in_one_column and len(set(rows)) == len(entries):
            seen[(rows[0], frozenset(rows[1:]))] += 1
    found: Members = {}
    owned: set[int] = set()
    for (total, parts), _ in seen.most_common():
        if total not in found and not parts & owned and not _is_under(total, parts, found):
            found[total] = parts
            owned |= parts
    return found


def _is_under(total: int, parts: Iterable[int], members: Members) -> bool:
    """Tell whether a total stands, at whatever depth, under one of what it would add up."""
    open_, seen = list(parts), set()
    while open_:
        row = open_.pop()
        if row == total:
            return True
        if row not in seen:
            seen.add(row)
            open_ += members.get(row, ())
    return False


def levels_of(members: Members, *, is_nested: bool) -> dict[int, int]:
    """Return the level of each row that is a total or part of one.

    Nested levels (○ - ▷) go down row by row; else a total over totals stands over subtotals, and
    these over items.
    """
    above = {part: total for total, parts in members.items() for part in parts}
    levels: dict[int, int] = {}
    for row in members.keys() | above.keys():
        depth, owner = 0, above.get(row)
        while owner is not None:
            depth, owner = depth + 1, above.get(owner)
        if is_nested:
            levels[row] = ITEM + depth - 1 if depth else TOTAL
        else:
            levels[row] = depth if row in members else max(ITEM, depth)
    return levels


def placed(table: ReportTable, members: Members) -> tuple[dict[str, str], dict[int, int]]:
    """Return where totals stand, and the level of each row, so that the table's records lie as inferred.

    The arrangement under which most totals own exactly their parts.
    """
    rows = {entry.record: entry.row for entry in table.entries if entry.row is not None}
    best: tuple[int, dict[str, str], dict[int, int]] = (0, {}, {})
    for is_nested, total, subtotal in product((False, True), ("above", "below"), ("above", "below")):
        levels = levels_of(members, is_nested=is_nested)
        records = tuple(
            replace(record, level=levels.get(rows.get(record.index, -1), record.level))
            for record in table.records
        )
        placement = {TOTAL: total, SUBTOTAL: subtotal}
        children: dict[int, set[int]] = {}
        for record in with_parents(records, Layout(placement=placement)):
            if record.parent in rows and record.index in rows:
                children.setdefault(rows[record.parent], set()).add(rows[record.index])
        right = sum(children.get(row, set()) == parts for row, parts in members.items())
        if right > best[0]:
            sides = {"total": total, "subtotal": subtotal}
            best = (right, {key: side for key, side in sides.items() if side == "below"}, levels)
    return best[1], best[2]

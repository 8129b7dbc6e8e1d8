"""Coverage: of the totals and rates that a table prints, how many are declared and checked.

What is printed is found without the family, from the words of the head and the stub, so that a
total whose label is mistyped, or that no identity names, does not go unseen.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from geomsan.check.identities.verdicts import Check, Verdict
from geomsan.read.figures.units import Kind
from geomsan.read.tables.labels import ITEM, bare, is_rate_label, is_total_label, squeeze
from geomsan.read.tables.table import Entry, ReportTable

Position = tuple[int, int, int | None]
"""Row, column and part of a figure."""


@dataclass(frozen=True)
class Uncovered:
    """A printed total or rate that no identity declares; ``reason`` is empty when nobody gave one."""

    text: str
    row: int
    column: int
    place: str
    reason: str


@dataclass(frozen=True)
class Coverage:
    """Counts over one table.

    Attributes
    ----------
    totals, rates
        Printed totals and rates.
    declared, checked
        How many of them an identity declares, and how many of those could be decided.
    uncovered
        Those that are not declared, with the reason given in the descriptor.
    inferred
        How many are declared by rules alone that were inferred and that nobody has confirmed.
    """

    totals: int
    rates: int
    declared: int
    checked: int
    uncovered: tuple[Uncovered, ...]
    inferred: int = 0


REJECTED = "추정한 규칙을 사람이 물리침"
"""The reason of a total or rate whose only rule was inferred, and rejected by a person."""


def cover(
    table: ReportTable,
    checks: Sequence[Check],
    reasons: Sequence[Mapping[str, str]],
    rejected: Collection[Position] = (),
) -> Coverage:
    """Hold the printed totals and rates of a table against its checks.

    Parameters
    ----------
    table, checks
        The table with its checks.
    reasons
        The ``not-checked`` items of its descriptor.
    rejected
        Places of the results of rejected rules.
    """
    printed = _printed(table)
    results: dict[Position, Verdict] = {}
    vouched: set[Position] = set()
    for check in checks:
        entry = check.edit.result.entry
        if entry.row is None or entry.column is None:
            continue
        position = (entry.row, entry.column, entry.part)
        if not check.edit.is_inferred:
            vouched.add(position)
        if results.get(position) in (None, Verdict.UNDECIDED):
            results[position] = check.verdict
    declared = [position for position in printed if position in results]
    checked = [position for position in declared if results[position] is not Verdict.UNDECIDED]
    rates = sum(is_rate for is_rate, _ in printed.values())
    return Coverage(
        totals=len(printed) - rates,
        rates=rates,
        declared=len(declared),
        checked=len(checked),
        uncovered=tuple(
            _uncovered(position, entry, table, reasons, position in rejected)
            for position, (_, entry) in printed.items()
            if position not in results
        ),
        inferred=sum(position not in vouched for position in declared),
    )


def _printed(table: ReportTable) -> dict[Position, tuple[bool, Entry | None]]:
    """Return position -> (is a rate, entry) of every printed total and rate."""
    found: dict[Position, tuple[bool, Entry | None]] = {}
    covered: set[tuple[int, int]] = set()
    for entry in table.entries:
        if entry.row is None or entry.column is None:
            continue
        covered.add((entry.row, entry.column))
        if not entry.figure.text.strip():
            continue
        is_rate = entry.kind is Kind.RATE
        is_total = table.records[entry.record].level < ITEM or (
            entry.member is not None and entry.member == table.total_member
        )
        if is_rate or is_total:
            found[(entry.row, entry.column, entry.part)] = (is_rate, entry)
    for row, column, is_rate in _by_words(table):
        if (row, column) not in covered:
            found[(row, column, None)] = (is_rate, None)
    return found


def _by_words(table: ReportTable) -> list[tuple[int, int, bool]]:
    """Return the cells with digits that the words of head and stub call totals or rates."""
    grid, found = table.grid, []
    heads = [" ".join(grid.text(row, column) for row in range(table.head)) for column in range(grid.width)]
    for row in range(table.head, len(grid.rows)):
        label = next((cell for cell in grid.rows[row] if cell.strip()), "")
        if grid.rows[row] in grid.rows[: table.head]:
            continue
        for column in range(table.stub, len(grid.rows[row])):
            text = grid.text(row, column)
            if not any(character.isdecimal() for character in text) or len(text) > 40:
                continue
            is_rate = is_rate_label(heads[column])
            if is_rate or is_total_label(label) or is_total_label(heads[column]):
                found.append((row, column, is_rate))
    return found


def _uncovered(
    position: Position,
    entry: Entry | None,
    table: ReportTable,
    reasons: Sequence[Mapping[str, str]],
    is_rejected: bool,
) -> Uncovered:
    row, column, _ = position
    given = (item["reason"] for item in reasons if _applies(item, position, entry, table))
    reason = next(given, REJECTED if is_rejected else "")
    return Uncovered(table.grid.text(row, column), row, column, table.grid.places[row], reason)


def _applies(item: Mapping[str, object], position: Position, entry: Entry | None, table: ReportTable) -> bool:
    """Tell whether a ``not-checked`` item of the descriptor speaks of this cell."""
    facts: dict[str, object] = {"row": position[0], "column": position[1]}
    if entry is not None:
        facts["measure"] = entry.measure
        facts["member"] = entry.member
        facts["record"] = squeeze(table.records[entry.record].label)
    return all(_same(facts.get(key), value) for key, value in item.items() if key != "reason")


def _same(fact: object, wanted: object) -> bool:
    if isinstance(fact, str) and isinstance(wanted, str):
        return squeeze(wanted) in (squeeze(fact), bare(fact))
    return fact == wanted

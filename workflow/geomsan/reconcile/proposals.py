"""What people still have to look at: facts without partner, and names that may be the same.

Nothing here is ever applied: a proposal becomes a match only when somebody writes it into the
alias file.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass, fields
from pathlib import Path

from geomsan.check.facts import Fact
from geomsan.check.identities.verdicts import Verdict
from geomsan.common.files import write_whole
from geomsan.read.tables.labels import squeeze
from geomsan.reconcile.aliases import Aliases
from geomsan.reconcile.matching import Pair, ambiguous, coordinates, within
from geomsan.reconcile.outcome import check_pair

LEAST_SCORE = 70.0
"""Names less alike than this (of 100) are proposed only when their figures agree."""

LEAST_FIGURES = 3
"""Figures other than zero that must agree before names are proposed that are not alike."""

_Coordinates = tuple[str, str | None, str]


@dataclass(frozen=True)
class Proposal:
    """Two names that nobody has decided about; ``agreeing`` of ``compared`` figures agree."""

    document: str
    table: str
    record: str
    source: str
    partner_table: str
    partner_record: str
    partner_source: str
    score: float
    agreeing: int
    compared: int


@dataclass(frozen=True)
class Unmatched:
    """A record whose figures could stand elsewhere too, and were found nowhere."""

    document: str
    table: str
    group: str
    record: str
    measures: str
    source: str
    note: str


@dataclass(frozen=True)
class _Holder:
    """A record with its comparable facts."""

    facts: dict[_Coordinates, Fact]

    @property
    def first(self) -> Fact:
        return next(iter(self.facts.values()))


def loose_ends(facts: Sequence[Fact], aliases: Aliases) -> tuple[list[Proposal], list[Unmatched]]:
    """Return the proposals and the unmatched records of one document."""
    matched = {fact.holder for pair in within(facts, aliases) for fact in (pair.result, pair.source)}
    loose = [each for each in _holders(facts, aliases) if each.first.holder not in matched]
    twice = ambiguous(facts, aliases)
    return _proposals(loose, aliases), [_unmatched(each, twice, aliases) for each in loose]


def unused_names(facts: Iterable[Fact], aliases: Aliases) -> list[Unmatched]:
    """Return the names of the alias file that no table of the run prints."""
    return [
        Unmatched("", name.table or "", "", name.name, "", "", "별칭 파일에만 있는 이름")
        for name in aliases.unused(facts)
    ]


def write_list(rows: Sequence[Proposal] | Sequence[Unmatched], kind: type, path: Path) -> None:
    """Write a list as CSV (UTF-8 with BOM, for Excel); its head stands also where nothing is listed."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([column.name for column in fields(kind)])
    writer.writerows(astuple(row) for row in rows)
    write_whole(path, "\ufeff" + text.getvalue())


def _holders(facts: Sequence[Fact], aliases: Aliases) -> list[_Holder]:
    """Return the records, no totals, that have a measure which another table of the document has too."""
    tables: dict[_Coordinates, set[str]] = {}
    for fact in facts:
        if (where := coordinates(fact, aliases)) is not None:
            tables.setdefault(where, set()).add(fact.table)
    found: dict[tuple[str, str, str, str], dict[_Coordinates, Fact]] = {}
    for fact in facts:
        where = coordinates(fact, aliases)
        if where is not None and len(tables[where]) > 1 and not fact.is_total:
            found.setdefault(fact.holder, {})[where] = fact
    return [_Holder(held) for held in found.values()]


def _proposals(loose: Sequence[_Holder], aliases: Aliases) -> list[Proposal]:
    found = [
        proposal
        for index, one in enumerate(loose)
        for other in loose[index + 1 :]
        if (proposal := _proposal(one, other, aliases)) is not None
    ]
    return sorted(found, key=lambda each: (-each.score, each.source, each.partner_source))


def _proposal(one: _Holder, other: _Holder, aliases: Aliases) -> Proposal | None:
    from rapidfuzz import fuzz  # decisions, which are made for each document, do without

    if one.first.table == other.first.table or aliases.are_apart(one.first, other.first):
        return None
    pairs = [Pair(other.facts[where], fact) for where, fact in one.facts.items() if where in other.facts]
    if not pairs:
        return None
    agreeing = [pair for pair in pairs if check_pair(pair).verdict in (Verdict.EXACT, Verdict.ROUNDING)]
    score = round(fuzz.ratio(squeeze(one.first.record), squeeze(other.first.record)), 1)
    sized = sum(pair.result.entry.printed != 0 for pair in agreeing)
    if score < LEAST_SCORE and (len(agreeing) < len(pairs) or sized < LEAST_FIGURES):
        return None
    return Proposal(
        document=one.first.document,
        table=one.first.table,
        record=one.first.record,
        source=one.first.entry.place,
        partner_table=other.first.table,
        partner_record=other.first.record,
        partner_source=other.first.entry.place,
        score=score,
        agreeing=len(agreeing),
        compared=len(pairs),
    )


def _unmatched(holder: _Holder, twice: set[tuple[str, str, str, str]], aliases: Aliases) -> Unmatched:
    fact = holder.first
    note = "짝을 찾지 못함"
    if fact.holder in twice:
        note = "한 표에 같은 이름이 여러 번"
    elif aliases.is_decided(fact):
        note = "다른 것으로 정함"
    measures = dict.fromkeys(each.measure for each in holder.facts.values())
    return Unmatched(
        fact.document, fact.table, fact.group, fact.record, ", ".join(measures), fact.entry.place, note
    )

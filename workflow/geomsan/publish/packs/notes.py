"""Words about findings: the notes below a table, what was decided, counts and tallies."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from geomsan.check.report import Decision, DocumentReport, Finding, TableReport
from geomsan.common import words
from geomsan.publish.packs.marks import corrected_elsewhere, noted
from geomsan.publish.packs.marks import letter as letter
from geomsan.publish.packs.text import korean_date
from geomsan.read.figures.printed import printed, with_places

VERDICTS = {name: word.ko for name, word in words.VERDICTS.items()}
STATUSES = {name: word.ko for name, word in words.STATUSES.items()}

_PLACE = re.compile(r"\s*\([^()]*\)\s*$")
_MODE = re.compile(r"(반올림과 버림을 섞어 쓴 것|반올림|버림)(?:으로|로) 설명됨")
_MOST_REPAIRS = 3


@dataclass(frozen=True)
class Note:
    """The note of one violated finding, or of several that one correction settles.

    Attributes
    ----------
    text
        What the check found.
    decided
        What was decided about it; empty while nothing is.
    status
        The word for its status.
    """

    letter: str
    text: str
    decided: str
    status: str
    repairs: list[str]
    source: str
    is_open: bool
    is_corrected: bool

    @property
    def below(self) -> str:
        """The note as it stands below its table: of a correction, what was corrected is enough."""
        if self.is_corrected and self.decided:
            return self.decided
        return ". ".join(part for part in (self.text, self.decided) if part)


def notes(table: TableReport) -> list[Note]:
    """Return the notes of a table in the order of their marks."""
    return [_note(name, group, table) for name, group in noted(table)]


def corrected_from_elsewhere(table: TableReport) -> list[Note]:
    """Return the notes of figures that were corrected for a check of another table."""
    return [
        Note(
            name, "", _correction(decision, table), STATUSES["corrected"], [], "",
            is_open=False, is_corrected=True,
        )
        for name, decision in corrected_elsewhere(table)
    ]  # fmt: skip


def _note(mark: str, group: Sequence[Finding], table: TableReport) -> Note:
    first = group[0]
    return Note(
        mark,
        ". ".join(finding.message_ko for finding in group),
        decided(first, table),
        STATUSES.get(first.status, ""),
        # What two tables print differently makes neither consistent: the sentence names both figures.
        repairs(first) if first.is_open and not first.is_comparison else [],
        first.source,
        first.is_open,
        first.status == "corrected",
    )


def decided(finding: Finding, table: TableReport | None = None) -> str:
    """Return what was decided about a finding, as one sentence; empty when nothing is."""
    decision = finding.decision
    if decision is None:
        return ""
    by = _by(decision)
    if finding.status == "stale":
        kind = STATUSES.get(decision.kind, "질의")
        return f"다시 확인: ‘{kind}’({by})한 뒤 인쇄된 값이 바뀌었습니다"
    if decision.kind == "corrected":
        return _correction(decision, table)
    if decision.kind == "accepted":
        return f"수용: {decision.reason} ({by})"
    asked = f"{decision.office}, {korean_date(decision.due)}까지 회신"
    why = f". {decision.reason}" if decision.reason else ""
    return f"질의: {asked}{why} ({decision.by}, {korean_date(decision.date)})"


def moot(decision: Decision) -> str:
    """Return what is to be looked at again in a decision about nothing that is violated."""
    kind = STATUSES.get(decision.kind, "질의")
    by = f"{decision.by}, {korean_date(decision.date)}"
    return f"다시 확인: ‘{kind}’({by})한 검산이 이제 불일치가 아니거나 없습니다 ({decision.check})"


def _by(decision: Decision) -> str:
    return f"{decision.by} 결정, {korean_date(decision.date)}"


def _correction(decision: Decision, table: TableReport | None) -> str:
    """Return what was corrected, why and by whom; other tables than the one at hand are named."""
    here = decision.table if table is None else table.name
    changes: dict[str, list[str]] = {}
    for cell in decision.corrected:
        change = f"{cell.text.strip() or '(빈칸)'} → {cell.value}"
        changes.setdefault(decision.table_of(cell), []).append(change)
    listed = ", ".join(
        ", ".join(each) + ("" if name == here else f" (‘{name}’ 표)") for name, each in changes.items()
    )
    proof = f"근거: {decision.evidence}; " if decision.evidence else ""
    why = f". {decision.reason}" if decision.reason else ""
    return f"정정: {listed}{why} ({proof}{_by(decision)})"


def repairs(finding: Finding) -> list[str]:
    """Return the likeliest smallest repairs as text (``994 → 1,215``)."""
    return [", ".join(map(_change, repair["cells"])) for repair in finding.repairs[:_MOST_REPAIRS]]


def _change(cell: Mapping[str, Any]) -> str:
    return f"{cell['text']} → {printed(with_places(Decimal(cell['value'])))}"


def verdict_counts(findings: Iterable[Finding]) -> dict[str, int]:
    """Return the number of checks by verdict, every verdict named."""
    counts = Counter(finding.verdict for finding in findings)
    return {verdict: counts[verdict] for verdict in VERDICTS}


Tally = list[tuple[str, int, list[str]]]
"""What, how often, and the numbers of the tables."""


def reasons(tables: Sequence[tuple[str, TableReport]]) -> Tally:
    """Return why checks are undecided.

    Parameters
    ----------
    tables
        Number of a table as printed, and the table.
    """
    return _tally(
        (_PLACE.sub("", finding.message_ko.rpartition(" — ")[2]) or "까닭을 적지 않음", number)
        for number, table in tables
        for finding in table.findings
        if finding.verdict == "undecided"
    )


def uncovered(tables: Sequence[tuple[str, TableReport]]) -> Tally:
    """Return why printed totals and rates have no check."""
    return _tally(
        (item.reason or "검산식을 아직 정하지 않음", number)
        for number, table in tables
        for item in table.coverage.uncovered
    )


def explanations(tables: Sequence[tuple[str, TableReport]]) -> Tally:
    """Return by which modes of printing small differences are explained."""
    return _tally(
        (match[1] if (match := _MODE.search(finding.message_ko)) else "끝수 처리", number)
        for number, table in tables
        for finding in table.findings
        if finding.verdict == "rounding"
    )


def _tally(found: Iterable[tuple[str, str]]) -> Tally:
    counts: dict[str, int] = {}
    places: dict[str, dict[str, None]] = {}
    for what, number in found:
        counts[what] = counts.get(what, 0) + 1
        places.setdefault(what, {})[number] = None
    return [(what, count, list(places[what])) for what, count in counts.items()]


def modes(document: DocumentReport) -> str:
    """Return how the document shortens its figures, as far as its own figures show it."""
    counts = [
        f"{word.ko} {document.rounding_modes[name]}건"
        for name, word in words.ROUNDING_MODES.items()
        if name in document.rounding_modes
    ]
    return "끝자리 처리 " + ", ".join(counts)

"""Words about findings: the notes below a table, what was decided, counts and tallies."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from geomsan.check.report import Decision, DocumentReport, Finding, TableReport
from geomsan.common import words
from geomsan.publish.packs.marks import corrected_elsewhere
from geomsan.publish.packs.matters import (
    Matter,
    expected_value,
    figures,
    formula,
    likeliest,
    matters,
    printed_value,
    states,
    subject,
)
from geomsan.publish.packs.signs import PLAIN, SETTLED, Signs, joined
from geomsan.publish.packs.text import korean_date

VERDICTS = {name: word.ko for name, word in words.VERDICTS.items()}
STATUSES = {name: word.ko for name, word in words.STATUSES.items()}

_PLACE = re.compile(r"\s*\([^()]*\)\s*$")
_MODE = re.compile(r"(반올림과 버림을 섞어 쓴 것|반올림|버림)(?:으로|로) 설명됨")


@dataclass(frozen=True)
class Note:
    """The note of one matter below its table.

    Attributes
    ----------
    lines
        One line a violation: its sign, and what the check found.
    remark
        What would make the table consistent, said once.
    decided
        What was decided, each decision once with the signs that it is about; empty while nothing is.
    state
        How it stands.
    """

    sign: str
    lines: list[tuple[str, str]]
    remark: str
    decided: list[tuple[str, str]]
    state: str
    is_open: bool
    is_corrected: bool
    is_own: bool = True

    @property
    def below(self) -> list[tuple[str, str]]:
        """The sentences below the table with their signs: of a correction, what was corrected is enough."""
        if self.is_corrected and self.decided:
            return self.decided
        remark = [("", self.remark)] if self.remark else []
        only = len(self.lines) == 1
        return [*self.lines, *remark, *(("" if only else sign, said) for sign, said in self.decided)]


def notes(table: TableReport, signs: Signs = PLAIN) -> list[Note]:
    """Return the notes of a table in the order of their numbers, those of other tables last."""
    told = [matter for matter in matters(table) if any(each.message_ko for each in matter.findings)]
    own = [_note(matter, signs) for matter in told]
    named = [_named(finding, table, signs) for finding in sorted(table.named_in, key=_number)]
    return [*own, *named, *_unknown(table)]


def _number(finding: Finding) -> int:
    return finding.number


def _note(matter: Matter, signs: Signs) -> Note:
    found = matter.findings
    return Note(
        matter.sign(signs),
        _lines(matter, signs),
        likeliest(matter),
        [(joined(map(signs.of, each)), decided(_together(each), matter.table)) for each in _alike(found)],
        states(found, signs),
        matter.is_open,
        all(finding.is_corrected for finding in found),
    )


def _alike(found: Sequence[Finding]) -> list[list[Finding]]:
    """Return the decided violations, those of which the same was decided together."""
    groups: dict[tuple[object, ...], list[Finding]] = {}
    for each in found:
        if (made := each.decision) is not None:
            said = (made.kind, made.by, made.date, made.reason, made.evidence, made.office, made.due)
            groups.setdefault((each.status, made.example, made.table, *said), []).append(each)
    return list(groups.values())


def _together(found: Sequence[Finding]) -> Finding:
    """Return the first of violations of which the same was decided, with all that was corrected for them."""
    first = found[0]
    cells = [cell for each in found if each.decision for cell in each.decision.corrected]
    if first.decision is None:
        return first
    return replace(first, decision=replace(first.decision, corrected=tuple(dict.fromkeys(cells))))


def _lines(matter: Matter, signs: Signs) -> list[tuple[str, str]]:
    """Return a line a violation; the formula that all of them share is said with the first only."""
    found: list[tuple[str, str]] = []
    before = ""
    for finding in matter.findings:
        if not finding.statement:
            found.append((signs.of(finding), finding.message_ko))
            continue
        rule = formula(finding)
        told = subject(finding) if not rule else f"{subject(finding)} = {rule}"
        if before and rule == before:
            told = subject(finding)
        found.append((signs.of(finding), f"{told}: {figures(finding, signs)}"))
        before = rule
    return found


def _named(finding: Finding, table: TableReport, signs: Signs) -> Note:
    """Return the note at the other end of a comparison, or of a figure that was corrected for it."""
    if finding.is_other_end:
        where, here, there = signs.other(finding), printed_value(finding), expected_value(finding)
    else:
        number = signs.table(finding.document, finding.table)
        where = f"표 {number}" if number else signs.called(finding.document, finding.table, table.document)
        where = where or f"같은 보고서의 다른 표({finding.table})"
        here, there = expected_value(finding), printed_value(finding)
    said = f"{subject(finding)}: 여기에는 {here}, {where}에는 {there}"
    sign, is_corrected = signs.of(finding), finding.is_corrected
    made = [(sign, decided(finding, table))] if finding.decision is not None else []
    return Note(
        sign, [(sign, said)], "", made, states([finding]), finding.is_open, is_corrected, is_own=False
    )


def _unknown(table: TableReport) -> list[Note]:
    """Return the notes of figures that were corrected for a violation that is not at hand."""
    found = [decision for finding, decision in corrected_elsewhere(table) if finding is None]
    state = STATUSES["corrected"]
    return [
        Note(
            SETTLED,
            [],
            "",
            [(SETTLED, _correction(each, table))],
            state,
            is_open=False,
            is_corrected=True,
            is_own=False,
        )
        for each in found
    ]


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
        return f"{_kind('수용', decision)}: {decision.reason} ({by})"
    asked = f"{decision.office}, {korean_date(decision.due)}까지 회신"
    why = f". {decision.reason}" if decision.reason else ""
    return f"{_kind('질의', decision)}: {asked}{why} ({decision.by}, {korean_date(decision.date)})"


def moot(decision: Decision) -> str:
    """Return what is to be looked at again in a decision about nothing that is violated."""
    kind = STATUSES.get(decision.kind, "질의")
    by = f"{decision.by}, {korean_date(decision.date)}"
    return f"다시 확인: ‘{kind}’({by})한 검산이 이제 불일치가 아니거나 없습니다 ({decision.check})"


def _kind(word: str, decision: Decision) -> str:
    """Return what was decided, in a word; what is only an example says so."""
    return f"예시 {word}" if decision.example else word


def _by(decision: Decision) -> str:
    return f"{decision.by} 결정, {korean_date(decision.date)}"


def _correction(decision: Decision, table: TableReport | None) -> str:
    """Return what was corrected, why and by whom; other tables than the one at hand are named."""
    is_other = table is not None and table.document != decision.document
    here = decision.table if table is None or is_other else table.name
    changes: dict[str, list[str]] = {}
    for cell in decision.corrected:
        change = f"{cell.text.strip() or '(빈칸)'} → {cell.value}"
        changes.setdefault(decision.table_of(cell), []).append(change)
    listed = ", ".join(
        ", ".join(each) + ("" if name == here else f" (‘{name}’ 표)") for name, each in changes.items()
    )
    proof = f"근거: {decision.evidence}; " if decision.evidence else ""
    why = f". {decision.reason}" if decision.reason else ""
    whose = _kind("다른 보고서를 정정" if is_other else "정정", decision)
    return f"{whose}: {listed}{why} ({proof}{_by(decision)})"


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

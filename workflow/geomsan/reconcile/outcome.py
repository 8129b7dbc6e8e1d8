"""What became of pairs of facts: verdicts, sentences, findings in their tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from geomsan.check.facts import Fact
from geomsan.check.identities.edits import Edit, Role, Rule, Term
from geomsan.check.identities.verdicts import Check, Verdict, evaluate, rounded
from geomsan.check.report import Finding
from geomsan.common import words
from geomsan.common.errors import Bilingual
from geomsan.read.figures.figure import Figure, State
from geomsan.read.figures.interval import RoundingMode
from geomsan.read.figures.printed import plain, printed
from geomsan.read.tables.labels import readable, squeeze
from geomsan.read.tables.table import Entry
from geomsan.reconcile.aliases import Aliases
from geomsan.reconcile.matching import Pair, across, within

IDENTITIES = {Rule.SAME: "다른 표와 같음", Rule.CARRY: "앞 연도에서 이월"}
_AGREE = (Verdict.EXACT, Verdict.ROUNDING)


def compared_within(facts: Sequence[Fact], aliases: Aliases) -> list[Finding]:
    """Return the findings between the tables of one document, from its facts."""
    return [finding(pair) for pair in within(facts, aliases)]


def compared_across(documents: Iterable[tuple[str, Sequence[Fact]]], aliases: Aliases) -> list[Finding]:
    """Return the findings between documents, from council and facts of each in the order of time."""
    return [finding(pair) for pair in pairs_across(documents, aliases)]


def pairs_across(documents: Iterable[tuple[str, Sequence[Fact]]], aliases: Aliases) -> list[Pair]:
    """Return the pairs between documents, from council and facts of each in the order of time.

    Two councils have departments and programmes of one name, which are not the same.
    """
    councils: dict[str, list[Sequence[Fact]]] = {}
    for council, facts in documents:
        councils.setdefault(council, []).append(facts)
    return [pair for told in councils.values() for pair in across(told, aliases)]


def check_pair(pair: Pair) -> Check:
    """Return the verdict of two facts that must agree."""
    identity = IDENTITIES[pair.rule]
    source = pair.source.table if _same_document(pair) else pair.source.full_table
    name = f"{identity.replace(' ', '')}@{_where(pair.result.entry)}={source}@{_where(pair.source.entry)}"
    terms = (Term(pair.result.entry, Role.RESULT), Term(pair.source.entry, Role.SOURCE))
    return evaluate(Edit(name, identity, pair.rule, statement(pair), terms))


def finding(pair: Pair) -> Finding:
    """Return the finding of a pair; it belongs to the table of the result."""
    check = check_pair(pair)
    sentence = message(pair, check)
    result = pair.result
    return Finding(
        document=result.document,
        table=result.table,
        check_id=f"{result.full_table}/{check.edit.id}",
        rule=pair.rule.value,
        statement=check.edit.statement,
        verdict=check.verdict.value,
        status="open" if check.verdict is Verdict.VIOLATED else "",
        unit=_unit(result.entry),
        reported=check.reported,
        expected=check.expected,
        difference=check.difference,
        cells=[_own_cell(result.entry), _partner_cell(pair.source)],
        repairs=repairs(pair) if check.verdict is Verdict.VIOLATED else [],
        source=result.entry.place,
        message_ko=sentence.ko,
        message_en=sentence.en,
    )


def other_end(pair: Pair, found: Finding) -> Finding:
    """Return the violation of a pair as it is seen from its source: that figure against the other.

    It keeps name, number and standing; its document and its table are those of the source.
    """
    seen = finding(replace(pair, result=pair.source, source=pair.result))
    return replace(
        seen,
        check_id=found.check_id,
        verdict=found.verdict,
        status=found.status,
        decision=found.decision,
        number=found.number,
    )


def repairs(pair: Pair) -> list[dict[str, Any]]:
    """Return the two ways to make a violated pair agree: either figure as the other says it.

    The new figure has the unit and the decimals of the print that it takes the place of, rounded half
    up. Which of the two is wrong a comparison cannot tell, so that neither scores better. A figure
    outside of its table has no cell to be corrected, and one of another document is corrected there.
    """
    result, source = pair.result, pair.source
    found = []
    own = _agreeing(result.entry, source.entry)
    if own is not None and check_pair(replace(pair, result=result.with_figure(own))).verdict in _AGREE:
        reason = Bilingual(
            f"다른 표 {_table(source)}의 값에 맞춤", f"as the other table {_table(source)} has it"
        )
        found.append(_repair(_position(result.entry), own, reason))
    other = _agreeing(source.entry, result.entry) if _same_document(pair) else None
    if other is not None and check_pair(replace(pair, source=source.with_figure(other))).verdict in _AGREE:
        reason = Bilingual(
            f"다른 표 {_table(source)}을(를) 이 표의 값에 맞춤",
            f"the other table {_table(source)} as this one has it",
        )
        found.append(_repair(_where_of(source) | _position(source.entry), other, reason))
    return found


def _agreeing(entry: Entry, other: Entry) -> Entry | None:
    """Return an entry that prints what another says; None where it has no cell."""
    if entry.row is None:
        return None
    step = entry.figure.step or Decimal(1)
    value = rounded(other.value / entry.scale, step, RoundingMode.HALF_UP)
    return replace(entry, figure=Figure(printed(value), State.VALUE, value, step, entry.figure.unit))


def _repair(cell: dict[str, Any], entry: Entry, reason: Bilingual) -> dict[str, Any]:
    changed = cell | {"value": plain(entry.printed)}
    return {"cells": [changed], "score": 0.0, "reason_ko": reason.ko, "reason_en": reason.en}


def statement(pair: Pair) -> str:
    """Return the rule as a sentence that names both tables, and the partner's name where it differs."""
    result, source = pair.result, pair.source
    details = " · ".join(word for word in (result.member, result.measure) if word)
    other = [] if _same_document(pair) else [source.document]
    other.append(_table(source))
    if squeeze(source.record) != squeeze(result.record):
        other.append(readable(source.record))
    if source.measure != result.measure:
        other.append(source.measure)
    return f"{readable(result.record)} [{details}]: {_table(result)} = {' '.join(other)}"


def message(pair: Pair, check: Check) -> Bilingual:
    """Return one sentence that says what the comparison found and where the partner stands."""
    says = check.edit.statement
    here, there = _figure(pair.result.entry), _figure(pair.source.entry)
    place = pair.source.entry.place
    if check.verdict is Verdict.UNDECIDED:
        because = check.because or Bilingual("", "")
        return Bilingual(
            f"{says}: 판정할 수 없음 (다른 곳: {place}) — {because.ko}",
            f"{says}: undecided (the other: {place}) — {because.en}",
        )
    if check.verdict is Verdict.EXACT:
        return Bilingual(f"{says}: {here} 일치 (다른 곳: {place})", f"{says}: {here} agrees ({place})")
    assert check.difference is not None
    gap = f"{printed(check.difference)}{_unit(pair.result.entry)}"
    if check.verdict is Verdict.ROUNDING:
        mode = words.ROUNDING_MODES[check.rounding_mode.value if check.rounding_mode else "either"]
        return Bilingual(
            f"{says}: 여기 {here}, 다른 곳 {there} ({place}), 차이 {gap} — {mode.ko}으로 설명됨",
            f"{says}: {here} here, {there} at {place}, off by {gap}: explained by {mode.en}",
        )
    return Bilingual(
        f"{says}: 여기 {here}, 다른 곳 {there} ({place}), 차이 {gap} — 끝수 처리로 설명되지 않음",
        f"{says}: {here} here, {there} at {place}, off by {gap}: no rounding explains it",
    )


def _same_document(pair: Pair) -> bool:
    return pair.result.document == pair.source.document


def _table(fact: Fact) -> str:
    unit = _unit(fact.entry)
    return f"‘{fact.title}’" + (f"({unit})" if unit else "")


def _unit(entry: Entry) -> str:
    return entry.unit.name if entry.unit else ""


def _figure(entry: Entry) -> str:
    return entry.figure.text.strip() if entry.is_nil else f"{printed(entry.printed)}{_unit(entry)}"


def _where(entry: Entry) -> str:
    """Return a name of the figure's position that stays while its table keeps its shape."""
    if entry.row is None:
        member = f"-{entry.member}" if entry.member else ""
        return f"stated{entry.record}-{entry.measure}{member}"
    return f"r{entry.row}c{entry.column}" + ("" if entry.part is None else f"p{entry.part}")


def _own_cell(entry: Entry) -> dict[str, Any]:
    cell = _position(entry) | {"role": Role.RESULT.value}
    return cell | {"place": entry.place} if entry.row is None else cell


def _partner_cell(fact: Fact) -> dict[str, Any]:
    said = {"role": Role.SOURCE.value, "place": fact.entry.place}
    return _where_of(fact) | _position(fact.entry) | said


def _where_of(fact: Fact) -> dict[str, Any]:
    return {"document": fact.document, "table": fact.table}


def _position(entry: Entry) -> dict[str, Any]:
    cell: dict[str, Any] = {"row": entry.row, "column": entry.column}
    if entry.part is not None:
        cell["part"] = entry.part
    return cell | {"text": entry.figure.text}

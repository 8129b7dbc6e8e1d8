"""What became of pairs of facts: verdicts, sentences, findings in their tables."""

from __future__ import annotations

from typing import Any

from geomsan import words
from geomsan.errors import Bilingual
from geomsan.findings import number, shown
from geomsan.identities.edits import Edit, Role, Rule, Term
from geomsan.identities.verdicts import Check, Verdict, evaluate
from geomsan.reconciliation.facts import Fact
from geomsan.reconciliation.matching import Pair
from geomsan.report import Finding
from geomsan.tables.labels import readable, squeeze
from geomsan.tables.table import Entry

IDENTITIES = {Rule.SAME: "다른 표와 같음", Rule.CARRY: "앞 연도에서 이월"}


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
        reported=number(check.reported),
        expected=number(check.expected),
        difference=number(check.difference),
        cells=[_own_cell(result.entry), _partner_cell(pair.source)],
        repairs=[],
        source=result.entry.place,
        message_ko=sentence.ko,
        message_en=sentence.en,
    )


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
    gap = f"{shown(check.difference)}{_unit(pair.result.entry)}"
    if check.verdict is Verdict.ROUNDING:
        habit = words.HABITS[check.habit.value if check.habit else "either"]
        return Bilingual(
            f"{says}: 여기 {here}, 다른 곳 {there} ({place}), 차이 {gap} — {habit.ko}으로 설명됨",
            f"{says}: {here} here, {there} at {place}, off by {gap}: explained by {habit.en}",
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
    return entry.figure.text.strip() if entry.is_nil else f"{shown(entry.printed)}{_unit(entry)}"


def _where(entry: Entry) -> str:
    """Return a name of the figure's position that stays while its table keeps its shape."""
    if entry.row is None:
        member = f"-{entry.member}" if entry.member else ""
        return f"stated{entry.record}-{entry.measure}{member}"
    return f"r{entry.row}c{entry.column}" + ("" if entry.part is None else f"p{entry.part}")


def _own_cell(entry: Entry) -> dict[str, Any]:
    cell = _cell(entry, Role.RESULT)
    return cell | {"place": entry.place} if entry.row is None else cell


def _partner_cell(fact: Fact) -> dict[str, Any]:
    where = {"document": fact.document, "table": fact.table}
    return where | _cell(fact.entry, Role.SOURCE) | {"place": fact.entry.place}


def _cell(entry: Entry, role: Role) -> dict[str, Any]:
    cell: dict[str, Any] = {"row": entry.row, "column": entry.column}
    if entry.part is not None:
        cell["part"] = entry.part
    return cell | {"text": entry.figure.text, "role": role.value}

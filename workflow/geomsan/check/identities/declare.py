"""Declaring identities: once, in a family, in words that a finance officer reads.

An identity knows nothing of cells. :func:`bind` applies it to a table and yields one
:class:`~geomsan.check.identities.edits.Edit` a place where it holds.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise
from typing import TypeGuard

from geomsan.check.identities.edits import Edit, Role, Rule, Term
from geomsan.check.identities.formula import Formula, Operand, read_formula
from geomsan.common.errors import Bilingual, GeomsanError
from geomsan.read.figures.figure import Figure, State
from geomsan.read.figures.units import Kind
from geomsan.read.tables.labels import ITEM, TOTAL, readable, squeeze
from geomsan.read.tables.table import Entry, Record, ReportTable

WORDS = "표에 적힌 말: 계, 합계, 소계"
"""What a total rests on: the word that the table prints for it."""
HEAD = "보고서의 표 머리"
"""What a formula rests on that the head of the table states."""
RESTATED = "본문 = 표"
"""Name of the rule that a figure of the table and its repetition outside it are the same."""

_NAMED_PARTS = 8
"""Sums of more parts than this are written with the number of parts, not with their names."""


@dataclass(frozen=True)
class RecordTotal:
    """Every total and subtotal is the sum of the records that stand directly under it.

    Attributes
    ----------
    of
        What is added up, for the reader (``부서``, ``세부사업``).
    except_for
        Measures that do not add up over records (cumulative head counts, unit prices).
    rests_on
        What it rests on: a law, a guideline, or what the report itself states.
    """

    of: str
    except_for: tuple[str, ...] = ()
    rests_on: str = WORDS

    @property
    def text(self) -> str:
        """The identity in one line."""
        return f"계 = {self.of}의 합"


@dataclass(frozen=True)
class MemberTotal:
    """The total member of every record is the sum of its other members (years, sources, classes).

    A descriptor may give single records another rule under ``rules.member-totals``: a list of the
    members that are added, ``last`` (cumulative figures end in their total) or ``none``.
    """

    of: str
    except_for: tuple[str, ...] = ()
    rests_on: str = WORDS

    @property
    def text(self) -> str:
        """The identity in one line."""
        return f"합계 = {self.of}의 합"


@dataclass(frozen=True)
class MeasureFormula:
    """A formula between the measures of one record."""

    formula: Formula
    rests_on: str = ""

    @property
    def text(self) -> str:
        """The identity in one line."""
        return self.formula.text


@dataclass(frozen=True)
class Carry:
    """What one record carries out, the next record carries in (전년이월 = 앞 연도의 차년이월)."""

    into: str
    out_of: str
    rests_on: str = ""

    @property
    def text(self) -> str:
        """The identity in one line."""
        return f"{self.into} = 앞 연도의 {self.out_of}"


@dataclass(frozen=True)
class SharesAddTo100:
    """The shares of the records under one total add to 100 percent."""

    measure: str
    rests_on: str = ""

    @property
    def text(self) -> str:
        """The identity in one line."""
        return f"{self.measure}의 합 = 100"


@dataclass(frozen=True)
class Restatement:
    """A figure that caption, heading or prose print once more is the one in the table."""

    rests_on: str = "본문과 표에 적힌 같은 값"

    @property
    def text(self) -> str:
        """The identity in one line."""
        return RESTATED


Identity = RecordTotal | MemberTotal | MeasureFormula | Carry | SharesAddTo100 | Restatement


def formula(text: str, rests_on: str = "") -> MeasureFormula:
    """Declare a formula between measures, and what it rests on."""
    return MeasureFormula(read_formula(text), rests_on)


def bind(identity: Identity, table: ReportTable) -> list[Edit]:
    """Return the identity's edit rules in ``table``, in the order of print."""
    if isinstance(identity, RecordTotal):
        return list(_record_totals(identity, table))
    if isinstance(identity, MemberTotal):
        return list(_member_totals(identity, table))
    if isinstance(identity, MeasureFormula):
        return list(_formulas(identity, table))
    if isinstance(identity, Carry):
        return list(_carries(identity, table))
    if isinstance(identity, Restatement):
        return restatements(table)
    return list(_shares(identity, table))


def restatements(table: ReportTable) -> list[Edit]:
    """Return one edit rule for each figure of the table that caption, heading or prose print again."""
    edits: dict[str, Edit] = {}
    for restated in table.restated:
        stated, printed = restated.stated, restated.printed
        subject = _subject(table.records[printed.record], printed.measure, printed.member, table)
        line = stated.place.rpartition(":")[2]
        terms = (Term(stated, Role.RESULT), Term(printed, Role.SOURCE))
        name = f"{_id(RESTATED, printed)}:{line}"
        name += f"-{len(edits)}" if name in edits else ""
        edits[name] = Edit(name, RESTATED, Rule.SAME, f"{subject}: 본문 = 표", terms)
    return list(edits.values())


def _says_something(entry: Entry | None) -> TypeGuard[Entry]:
    """Tell whether a result is printed at all; an unreadable one is, and its rule stays undecided."""
    return entry is not None and (entry.is_known or entry.figure.state is not State.BLANK)


def _record_totals(identity: RecordTotal, table: ReportTable) -> Iterator[Edit]:
    for record in table.records:
        children = table.children(record.index)
        if not children:
            continue
        for measure in table.measures:
            if measure in identity.except_for:
                continue
            for member in (*table.members, None):
                total = table.get(record.index, measure, member)
                if not _says_something(total) or total.kind is Kind.RATE:
                    continue
                parts = [entry for child in children if (entry := table.get(child.index, measure, member))]
                if not parts:
                    continue
                labels = [_name(table.records[entry.record]) for entry in parts]
                subject = _subject(record, measure, member, table)
                yield _sum(identity.text, total, parts, f"{subject} = {_listed(labels)}")


def _member_totals(identity: MemberTotal, table: ReportTable) -> Iterator[Edit]:
    rules = _member_rules(table)
    if table.total_member is None:
        return
    divisions = table.divisions
    for record in table.records:
        rule = rules.get(squeeze(record.label), "sum")
        if rule == "none":
            continue
        added = rule if isinstance(rule, list) else divisions[-1:] if rule == "last" else divisions
        for measure in table.measures:
            total = table.get(record.index, measure, table.total_member)
            if measure in identity.except_for or not _says_something(total) or total.kind is Kind.RATE:
                continue
            parts = [entry for member in added if (entry := table.get(record.index, measure, member))]
            if not parts:
                continue
            subject = _subject(record, measure, table.total_member, table)
            if rule == "last":
                statement = f"{subject} = {parts[0].member} (누계)"
                terms = (Term(total, Role.RESULT), Term(parts[0], Role.SOURCE))
                yield Edit(_id(identity.text, total), identity.text, Rule.SAME, statement, terms)
            else:
                labels = [entry.member or "" for entry in parts]
                yield _sum(identity.text, total, parts, f"{subject} = {_listed(labels)}")


def _member_rules(table: ReportTable) -> dict[str, str | list[str]]:
    """Return the descriptor's ``member-totals`` by squeezed label, with the table's own members.

    Raises
    ------
    GeomsanError
        When a rule names a record or a member that the table does not have: left alone, it would
        never be applied, or prove a right total wrong.
    """
    given = table.rules.get("member-totals", {})
    assert isinstance(given, Mapping)
    records = {squeeze(record.label) for record in table.records}
    members = {squeeze(member): member for member in table.members}
    rules: dict[str, str | list[str]] = {}
    for label, rule in given.items():
        listed = rule if isinstance(rule, list) else []
        unknown = [name for name in listed if squeeze(name) not in members]
        if squeeze(label) not in records:
            unknown.insert(0, label)
        if unknown:
            known = ", ".join([*sorted(records), *members])
            raise GeomsanError(
                f"{table.document}/{table.name} [rules/member-totals]",
                f"표에 없는 이름입니다: {', '.join(unknown)}. 있는 것: {known}",
                f"names what the table does not have: {', '.join(unknown)}",
            )
        rules[squeeze(label)] = [members[squeeze(name)] for name in listed] if listed else rule
    return rules


def _formulas(identity: MeasureFormula, table: ReportTable) -> Iterator[Edit]:
    law = identity.formula
    for record in table.records:
        for member in (*table.members, None):
            result = table.get(record.index, law.result, member)
            if not _says_something(result):
                continue
            numerator = _bind_operands(law.numerator, record, member, table)
            denominator = _bind_operands(law.denominator, record, member, table)
            if numerator is None or denominator is None:
                continue
            terms = _formula_terms(law, result, numerator, denominator)
            subject = _subject(record, law.result, member, table)
            statement = f"{subject} = {law.text.partition('=')[2].strip()}"
            yield Edit(_id(identity.text, result), identity.text, Rule(law.rule), statement, terms)


Bound = list[tuple[Entry, int]]


def _bind_operands(
    operands: Sequence[Operand], record: Record, member: str | None, table: ReportTable
) -> Bound | None:
    """Return the entries of the operands; None where the table prints none of them here."""
    bound: Bound = []
    for operand in operands:
        entries = _operand_entries(operand, record, member, table)
        if not entries:
            return None
        bound += [(entry, operand.sign) for entry in entries]
    return bound


def _operand_entries(operand: Operand, record: Record, member: str | None, table: ReportTable) -> list[Entry]:
    if operand.function == "누계":
        found = [table.get(record.index, operand.measure, name) for name in table.divisions]
        return [entry for entry in found if entry is not None]
    if operand.function == "직전":
        earlier = _member_before(member, table)
        found = [table.get(record.index, operand.measure, earlier)] if earlier else []
    elif operand.function == "전체":
        whole = record.index if record.parent is None else record.parent
        found = [table.get(whole, operand.measure, member)]
    else:
        found = [table.get(record.index, operand.measure, member)]
    return [entry for entry in found if entry is not None]


def _member_before(member: str | None, table: ReportTable) -> str | None:
    return next((before for before, after in pairwise(table.divisions) if after == member), None)


def _formula_terms(law: Formula, result: Entry, numerator: Bound, denominator: Bound) -> tuple[Term, ...]:
    if denominator:
        return (
            Term(result, Role.RATE),
            *(Term(entry, Role.NUMERATOR, sign) for entry, sign in numerator),
            *(Term(entry, Role.DENOMINATOR, sign) for entry, sign in denominator),
        )
    if law.rule == "sum":
        return (Term(result, Role.TOTAL), *(Term(entry, Role.PART, sign) for entry, sign in numerator))
    if law.rule == "same":
        return (Term(result, Role.RESULT), Term(numerator[0][0], Role.SOURCE))
    roles = {1: Role.MINUEND, -1: Role.SUBTRAHEND}
    return (Term(result, Role.RESULT), *(Term(entry, roles[sign], sign) for entry, sign in numerator))


def _carries(identity: Carry, table: ReportTable) -> Iterator[Edit]:
    items = [record for record in table.records if record.level >= ITEM]
    for earlier, later in pairwise(items):
        into = table.get(later.index, identity.into)
        out_of = table.get(earlier.index, identity.out_of)
        if not _says_something(into) or out_of is None:
            continue
        statement = f"{readable(later.label)} {identity.into} = {readable(earlier.label)} {identity.out_of}"
        terms = (Term(into, Role.RESULT), Term(out_of, Role.SOURCE))
        yield Edit(_id(identity.text, into), identity.text, Rule.CARRY, statement, terms)


def _shares(identity: SharesAddTo100, table: ReportTable) -> Iterator[Edit]:
    for owner in (None, *(record.index for record in table.records)):
        children = table.children(owner)
        if owner is None:
            children = tuple(record for record in children if record.level >= ITEM)
        for member in (*table.members, None):
            found = (table.get(child.index, identity.measure, member) for child in children)
            shares = [entry for entry in found if entry is not None]
            if len(shares) < 2:
                continue
            whole = _whole(owner, identity.measure, member, table) or _unprinted_100(shares[0])
            labels = [readable(table.records[entry.record].label) for entry in shares]
            statement = f"{identity.measure}: {_listed(labels)} = {whole.figure.text or 100}"
            yield _sum(identity.text, whole, shares, statement)


def _whole(owner: int | None, measure: str, member: str | None, table: ReportTable) -> Entry | None:
    """Return the whole that a table's total prints in its share column; a printed 100 is exact.

    The share of a subtotal is its own share of the total, not what its items add up to.
    """
    if owner is None or table.records[owner].level != TOTAL:
        return None
    whole = table.get(owner, measure, member)
    if whole is None or whole.figure.state is not State.VALUE:
        return None
    return replace(whole, kind=Kind.COUNT) if whole.printed == 100 else whole


def _unprinted_100(share: Entry) -> Entry:
    """Return the 100 percent that a share column adds to without printing it."""
    hundred = Figure("", State.VALUE, Decimal(100), Decimal(1), share.unit)
    return replace(share, figure=hundred, row=None, column=None, part=None, kind=Kind.COUNT)


def _sum(identity: str, total: Entry, parts: Sequence[Entry], statement: str) -> Edit:
    terms = (Term(total, Role.TOTAL), *(Term(entry, Role.PART) for entry in parts))
    because = None
    if all(not entry.is_known for entry in parts):
        because = Bilingual("더할 값이 하나도 없습니다", "none of the parts is printed")
    return Edit(_id(identity, total), identity, Rule.SUM, statement, terms, because=because)


def _subject(record: Record, measure: str, member: str | None, table: ReportTable) -> str:
    """Name a figure by its group, record, member and measure."""
    name = " ".join(word for word in (readable(record.group), readable(record.label)) if word)
    details = [word for word in (member, measure if len(table.measures) > 1 else None) if word]
    return f"{name} [{' · '.join(details)}]" if details else name


def _name(record: Record) -> str:
    """Name a part of a sum; a subtotal by its group, since all subtotals have one label."""
    if record.level < ITEM and record.group:
        return readable(record.group)
    return readable(record.label)


def _listed(labels: Sequence[str]) -> str:
    if len(labels) <= _NAMED_PARTS:
        return " + ".join(labels)
    return f"{labels[0]} + {labels[1]} + … + {labels[-1]} ({len(labels)}개 항목)"


def _id(identity: str, entry: Entry) -> str:
    """Return a name that stays while the table's shape stays."""
    if entry.row is None:
        where = "-".join((f"stated{entry.record}", entry.measure, *filter(None, [entry.member])))
    else:
        where = f"r{entry.row}c{entry.column}" + ("" if entry.part is None else f"p{entry.part}")
    return f"{identity.replace(' ', '')}@{where}"

"""Identities of one table, as its own descriptor writes them under ``identities``.

Each has a ``rule``, a ``statement`` in words, a ``status`` and one of three forms: a ``formula``
between measures (``잔액 = 예산현액 - 집행액``) that holds in every record, ``totals``, the measures that
add up over the records, or ``cells``, formulas between single figures (``r3c2 = r4c2 + r5c2``; rows and
columns from 0 in the grid, ``p1`` is the second figure of a compound cell).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NoReturn

from geomsan.check.identities.declare import MeasureFormula, RecordTotal, bind
from geomsan.check.identities.edits import Basis, Edit, Role, Rule, Term
from geomsan.check.identities.formula import Formula, Operand, read_formula
from geomsan.common.errors import GeomsanError
from geomsan.read.figures.units import Kind
from geomsan.read.tables.labels import readable
from geomsan.read.tables.table import Entry, ReportTable

INFERRED, CONFIRMED, REJECTED = "inferred", "confirmed", "rejected"
"""What a person has said of an identity: nothing yet, that it holds, that it does not."""
FORMS = ("formula", "totals", "cells")

_CELL = re.compile(r"r(?P<row>\d{1,6})c(?P<column>\d{1,6})(?:p(?P<part>\d))?")
_ROLES = {
    Rule.SUM: (Role.TOTAL, Role.PART, Role.PART),
    Rule.DIFFERENCE: (Role.RESULT, Role.MINUEND, Role.SUBTRAHEND),
    Rule.RATE: (Role.RATE, Role.NUMERATOR, Role.NUMERATOR),
    Rule.CARRY: (Role.RESULT, Role.SOURCE, Role.SOURCE),
    Rule.SAME: (Role.RESULT, Role.SOURCE, Role.SOURCE),
}
"""Roles of the result, of what is added and of what is taken away."""

Position = tuple[int, int, int | None]
Figures = Mapping[tuple[int | None, int | None, int | None], Entry]


@dataclass(frozen=True)
class OwnIdentities:
    """The identities that a table's own descriptor declares."""

    @property
    def text(self) -> str:
        """The identities in one line."""
        return "이 표의 설명 파일에 적은 규칙"


def own_edits(table: ReportTable) -> list[Edit]:
    """Return the edit rules of the identities that are inferred or confirmed.

    Raises
    ------
    GeomsanError
        When an identity cannot be read, names a measure that the table does not have, or a cell that
        holds no figure of it.
    """
    edits: list[Edit] = []
    taken: dict[str, int] = {}
    for number, item in enumerate(_items(table)):
        if item["status"] == REJECTED:
            continue
        for edit in _bound(item, table, number):
            count = taken[edit.id] = taken.get(edit.id, 0) + 1
            name = edit.id if count == 1 else f"{edit.id}-{count}"
            is_inferred = item["status"] == INFERRED
            basis = Basis(item.get("basis", "worded")) if is_inferred else Basis.STATED
            named = replace(edit, id=name, identity=item["statement"])
            edits.append(replace(named, is_inferred=is_inferred, basis=basis))
    return edits


def rejected_results(table: ReportTable) -> frozenset[Position]:
    """Return the places of the figures that rejected identities say something about."""
    results = (
        edit.result.entry
        for number, item in enumerate(_items(table))
        if item["status"] == REJECTED
        for edit in _bound(item, table, number)
    )
    return frozenset(
        (entry.row, entry.column, entry.part)
        for entry in results
        if entry.row is not None and entry.column is not None
    )


def awaits_confirmation(table: ReportTable) -> bool:
    """Tell whether an identity of the table was inferred and nobody has confirmed or rejected it."""
    return any(item["status"] == INFERRED for item in _items(table))


def why_unreadable(item: Mapping[str, Any]) -> str | None:
    """Return what is wrong with how an identity is written, or None."""
    forms = [form for form in FORMS if form in item]
    if len(forms) != 1:
        return " / ".join(FORMS)
    for text in [item["formula"]] if "formula" in item else item.get("cells", []):
        try:
            law = read_formula(text)
        except ValueError as error:
            return str(error)
        if bool(law.denominator) != (item["rule"] == Rule.RATE.value):
            return f"rule: {item['rule']}, {text!r}"
    return None


def _items(table: ReportTable) -> Sequence[Mapping[str, Any]]:
    items = table.rules.get("identities", ())
    assert isinstance(items, Sequence)
    return items


def _bound(item: Mapping[str, Any], table: ReportTable, number: int) -> Iterator[Edit]:
    place = f"{table.document}/datapackage.yaml [{table.name}/identities/{number}]"
    if (wrong := why_unreadable(item)) is not None:
        raise GeomsanError(
            place,
            f"규칙을 읽을 수 없습니다: {wrong}. formula, totals, cells 중 하나를 rule에 맞게 적으십시오.",
            f"cannot read the identity: {wrong}; write one of formula, totals, cells, as its rule needs",
        )
    exceptions = set(item.get("except-rows", ()))
    if "formula" in item:
        law = read_formula(item["formula"])
        _require_measures(law.measures, table, place)
        edits = (_as_ruled(edit, law, Rule(item["rule"])) for edit in bind(MeasureFormula(law), table))
        found = [edit for edit in edits if _says_something(edit)]
    elif "totals" in item:
        _require_measures(item["totals"], table, place)
        others = tuple(name for name in table.measures if name not in item["totals"])
        found = bind(RecordTotal(item.get("of", "항목"), except_for=others), table)
    else:
        found = list(_between_cells(item, table, place))
    yield from (edit for edit in found if edit.result.entry.row not in exceptions)


def _as_ruled(edit: Edit, law: Formula, rule: Rule) -> Edit:
    """Give a formula's terms the roles of the declared rule: a sum of one part is a sum."""
    if rule in (edit.rule, Rule.RATE):
        return edit
    assert not law.denominator
    return replace(edit, rule=rule, terms=tuple(_with_role(term, rule) for term in edit.terms))


def _with_role(term: Term, rule: Rule) -> Term:
    result, added, taken = _ROLES[rule]
    if term.role in (Role.TOTAL, Role.RESULT):
        return replace(term, role=result)
    return replace(term, role=added if term.coefficient > 0 else taken)


def _says_something(edit: Edit) -> bool:
    """Tell whether a rule is more than a rate without a base, or a sum of rates."""
    result = edit.result.entry
    if edit.rule is not Rule.RATE:
        return result.kind is not Kind.RATE
    if not (result.is_nil and result.is_known):
        return True
    tops, bases = edit.with_role(Role.NUMERATOR), edit.with_role(Role.DENOMINATOR)
    has_base = any(term.entry.is_known and term.entry.value for term in bases)
    return has_base and not any(term.entry.is_known and term.entry.value for term in tops)


def _require_measures(names: Sequence[str] | frozenset[str], table: ReportTable, place: str) -> None:
    if unknown := sorted(set(names) - set(table.measures)):
        known = ", ".join(table.measures)
        raise GeomsanError(
            place,
            f"표에 없는 항목입니다: {', '.join(unknown)}. layout의 columns에 있는 것: {known}",
            f"names measures that the table does not have: {', '.join(unknown)}; it has {known}",
        )


def _between_cells(item: Mapping[str, Any], table: ReportTable, place: str) -> Iterator[Edit]:
    figures = {(entry.row, entry.column, entry.part): entry for entry in table.entries}
    rule = Rule(item["rule"])
    for text in item["cells"]:
        law = read_formula(text)
        roles = _ROLES[rule]

        def term(operand: Operand, role: Role, text: str = text) -> Term:
            return Term(_figure(operand, figures, text, place), role, operand.sign)

        terms = [term(Operand(law.result), roles[0])]
        terms += [term(operand, roles[1 if operand.sign > 0 else 2]) for operand in law.numerator]
        terms += [term(operand, Role.DENOMINATOR) for operand in law.denominator]
        if rule is Rule.SUM:
            terms = _with_exact_hundred(terms)
        name = f"{''.join(item['statement'].split())}@{law.result}"
        yield Edit(name, item["statement"], rule, _in_words(law, terms, table), tuple(terms))


def _figure(operand: Operand, figures: Figures, text: str, place: str) -> Entry:
    def refuse(ko: str, en: str) -> NoReturn:
        name = operand.measure
        raise GeomsanError(place, f"‘{text}’의 {name}: {ko}", f"{name} in {text!r} {en}")

    match = _CELL.fullmatch(operand.measure)
    if match is None or operand.function:
        refuse("r3c2나 r3c2p1처럼 적으십시오.", "is no cell; write r3c2 or r3c2p1.")
    position = (int(match["row"]), int(match["column"]))
    part = int(match["part"]) if match["part"] else None
    found = figures.get((*position, part))
    if found is None:
        refuse(
            "표 밖이거나 숫자 칸이 아닙니다. 행과 열은 0부터 셉니다.",
            "lies outside the table or holds no figure; rows and columns count from 0.",
        )
    return found


def _with_exact_hundred(terms: list[Term]) -> list[Term]:
    """Make the 100 exact that a share column prints for its total."""
    total = terms[0].entry
    if total.kind is Kind.RATE and total.figure.is_known and total.printed == 100:
        terms[0] = replace(terms[0], entry=replace(total, kind=Kind.COUNT))
    return terms


def _in_words(law: Formula, terms: Sequence[Term], table: ReportTable) -> str:
    """Write a formula between cells with the labels of their rows, their columns, or both."""
    entries = [term.entry for term in terms]
    is_row = len({entry.record for entry in entries}) == 1
    is_column = len({entry.measure for entry in entries}) == 1

    def name(entry: Entry) -> str:
        label, measure = readable(table.records[entry.record].label), entry.measure.replace("_", " ")
        return measure if is_row else label if is_column else f"{label} [{measure}]"

    names = [f"{'-' if term.coefficient < 0 else '+'} {name(term.entry)}" for term in terms[1:]]
    size = len(law.numerator)
    top, base = (_listed(side) for side in (names[:size], names[size:]))
    first = terms[0].entry
    label = readable(table.records[first.record].label)
    subject = f"{label} [{first.measure.replace('_', ' ')}]"
    if not law.denominator:
        return f"{subject} = {top}"
    return f"{subject} = {f'({top})' if size > 1 else top} / {f'({base})' if len(names) > size + 1 else base}"


def _listed(signed: Sequence[str]) -> str:
    shown = signed if len(signed) <= 8 else (*signed[:2], "+ …", signed[-1], f"({len(signed)}개 항목)")
    return " ".join(shown).removeprefix("+ ")

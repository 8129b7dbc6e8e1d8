"""Inferred rules as identities of a descriptor: formulas where they can be, else cell by cell."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from geomsan.check.identities.edits import PERCENTAGE, Edit, Role, Rule, Term
from geomsan.check.identities.own import INFERRED, own_edits, why_unreadable
from geomsan.check.identities.verdicts import Verdict, evaluate
from geomsan.infer.understand import UnderstoodTable
from geomsan.read.tables.table import Entry, ReportTable

Place = tuple[int, int, int]
"""Row and column in the table as it is written, and the part of a compound cell."""
Signature = tuple[str, Place, frozenset[tuple[Place, str, int]]]
"""Rule, result, and the other figures that print a value, with their roles and signs."""
Item = dict[str, Any]

_TOTALS = "계, 소계 = 그에 딸린 행의 합"


@dataclass(frozen=True)
class Wanted:
    """An inferred rule, with the sentence of its reading, that the descriptor has to say."""

    edit: Edit
    sentence: str
    verdict: Verdict


def signature(edit: Edit, first: int = 0, left: int = 0) -> Signature:
    """Return what tells a rule from others, however it is declared; nil figures add nothing."""
    result = edit.result
    others = frozenset(
        (place_of(term.entry, first, left), term.role.value, term.coefficient)
        for term in edit.terms
        if term is not result and not term.entry.is_nil
    )
    return edit.rule.value, place_of(result.entry, first, left), others


def place_of(entry: Entry, first: int = 0, left: int = 0) -> Place:
    """Return the place of a figure in the table as written; a lone figure is the first of its cell."""
    return (entry.row or 0) - first, (entry.column or 0) - left, entry.part or 0


def wanted_of(table: UnderstoodTable, first: int, left: int) -> dict[Signature, Wanted]:
    """Return the inferred rules of a table by signature, in the order of its readings."""
    verdicts = {id(check.edit): check.verdict for check in table.checks}
    return {
        signature(edit, first, left): Wanted(edit, reading.sentence.ko, verdicts[id(edit)])
        for reading in reversed(table.readings)
        for edit in reversed(reading.edits)
        if id(edit) in verdicts and is_sayable(edit)
    }


def is_sayable(edit: Edit) -> bool:
    """Tell whether a formula says a rule: no mean or product, factor 100, no base taken for its size."""
    is_plain = edit.factor == PERCENTAGE and edit.because is None
    is_plain = is_plain and edit.rule not in (Rule.MEAN, Rule.PRODUCT)
    return is_plain and all(term.coefficient > 0 for term in edit.with_role(Role.DENOMINATOR))


def draft_identities(
    wanted: Mapping[Signature, Wanted], read: ReportTable, names: Mapping[Place, str]
) -> tuple[list[Item], int]:
    """Return identities that say the wanted rules, and nothing else that would fail; and how many they miss.

    Parameters
    ----------
    wanted
        The inferred rules.
    read
        The table read by its drafted layout, levels of records included.
    names
        Measure of each figure.
    """
    missing = {sign: wanted[sign] for sign in reversed(list(wanted))}
    items: list[Item] = []
    for candidate in (*_totals(missing, read, names), *_formulas(missing, names), *_shares(missing, names)):
        item = _borne_out(candidate, missing, wanted, read)
        if item is not None:
            items.append(item)
    lost = len(missing)
    by_sentence: dict[tuple[str, Rule], list[Signature]] = {}
    for sign, inferred in missing.items():
        by_sentence.setdefault((inferred.sentence, inferred.edit.rule), []).append(sign)
    figures = {place_of(entry): entry for entry in read.entries if entry.row is not None}
    for (sentence, rule), signs in by_sentence.items():
        cells = [text for sign in signs if (text := _between(wanted[sign], sign, figures)) is not None]
        item = {"rule": rule.value, "statement": sentence, "cells": cells}
        said = [
            text
            for text, edit in zip(cells, _edits(item, read), strict=True)
            if (known := wanted.get(signature(edit))) and evaluate(edit).verdict is known.verdict
        ]
        if said:
            items.append({**item, "cells": said, "status": INFERRED})
            lost -= len(said)
    return items, lost


def _borne_out(
    item: Item, missing: dict[Signature, Wanted], wanted: Mapping[Signature, Wanted], read: ReportTable
) -> Item | None:
    """Return an identity with its exceptions when it says something missing; take that off the list."""
    exceptions: set[int] = set()
    said: list[Signature] = []
    for edit in _edits(item, read):
        sign, verdict = signature(edit), evaluate(edit).verdict
        if sign in wanted and verdict is wanted[sign].verdict:
            said.append(sign)
        elif sign in wanted or verdict in (Verdict.VIOLATED, Verdict.UNDECIDED):
            exceptions.add(edit.result.entry.row or 0)
    kept = [sign for sign in said if sign[1][0] not in exceptions and sign in missing]
    if not kept or len(exceptions) > len(kept):
        return None
    for sign in kept:
        del missing[sign]
    if exceptions:
        item = {**item, "except-rows": sorted(exceptions)}
    return {**item, "status": INFERRED}


def _edits(item: Item, read: ReportTable) -> list[Edit]:
    return own_edits(replace(read, rules={"identities": [{**item, "status": INFERRED}]}))


def _totals(
    missing: Mapping[Signature, Wanted], read: ReportTable, names: Mapping[Place, str]
) -> Iterator[Item]:
    """Yield the measures that add up over the levels of the records, where nothing else then fails."""
    if not any(record.parent is not None for record in read.records):
        return
    measures: list[str] = []
    for measure in dict.fromkeys(names[sign[1]] for sign in missing if sign[1] in names):
        edits = _edits({"rule": "sum", "statement": _TOTALS, "totals": [measure]}, read)
        said = sum(signature(edit) in missing for edit in edits)
        wrong = sum(
            signature(edit) not in missing and evaluate(edit).verdict in (Verdict.VIOLATED, Verdict.UNDECIDED)
            for edit in edits
        )
        if said and not wrong:
            measures.append(measure)
    if measures:
        yield {"rule": "sum", "statement": _TOTALS, "totals": measures}


def _formulas(missing: Mapping[Signature, Wanted], names: Mapping[Place, str]) -> Iterator[Item]:
    """Yield the rules between the figures of one row as formulas between measures, commonest first."""
    counts: dict[tuple[str, Rule], tuple[int, str]] = {}
    for sign, rule in missing.items():
        if len({place[0] for place, *_ in sign[2]} | {sign[1][0]}) > 1:
            continue
        text = _formula(rule.edit, sign, names)
        if text is not None:
            count, sentence = counts.get((text, rule.edit.rule), (0, rule.sentence))
            counts[(text, rule.edit.rule)] = count + 1, sentence
    for (text, kind), (_, sentence) in sorted(counts.items(), key=lambda item: -item[1][0]):
        yield {"rule": kind.value, "statement": sentence, "formula": text}


def _formula(edit: Edit, sign: Signature, names: Mapping[Place, str]) -> str | None:
    """Return a rule within a row as a formula between measures; None where a figure has no name."""
    row, first_row = sign[1][0], edit.result.entry.row or 0
    first = first_row - row
    # The left edge is known from the result's place in both grids.
    left = (edit.result.entry.column or 0) - sign[1][1]
    if any((term.entry.row or 0) != first_row for term in edit.terms):
        return None
    return _written(edit, lambda entry: names.get(place_of(entry, first, left)))


def _written(edit: Edit, name: Callable[[Entry], str | None]) -> str | None:
    """Return a rule as the text of a formula, with a name for each figure; None where there is none."""
    text = _as_text(edit.terms, name)
    # Thousands of parts are more than a formula holds.
    return None if text is None or why_unreadable({"rule": edit.rule.value, "formula": text}) else text


def _as_text(terms: Sequence[Term], name: Callable[[Entry], str | None]) -> str | None:
    named = [(name(term.entry), term) for term in terms]
    words = [(word, term) for word, term in named if word is not None]
    if len(words) < len(named):
        return None
    (result, _), others = words[0], words[1:]
    above = [(word, term.coefficient) for word, term in others if term.role is not Role.DENOMINATOR]
    below = [(word, term.coefficient) for word, term in others if term.role is Role.DENOMINATOR]
    if not above or all(sign < 0 for _, sign in above):
        return None
    top, base = _signed(above), _signed(below)
    if not below:
        return f"{result} = {top}"
    return f"{result} = {f'({top})' if len(above) > 1 else top} / {f'({base})' if len(below) > 1 else base}"


def _signed(words: Iterable[tuple[str, int]]) -> str:
    """Return a signed sum; one that is added comes first."""
    ordered = sorted(words, key=lambda pair: pair[1] < 0)
    text = "".join(f" {'+' if sign > 0 else '-'} {word}" for word, sign in ordered)
    return text.removeprefix(" + ")


def _shares(missing: Mapping[Signature, Wanted], names: Mapping[Place, str]) -> Iterator[Item]:
    """Yield the shares of a total as a formula: 비중 = 건수 / 전체(건수)."""
    found: dict[str, str] = {}
    for (rule, result, others), wanted in missing.items():
        tops = [names.get(place) for place, role, _ in others if role == Role.NUMERATOR.value]
        bases = [names.get(place) for place, role, _ in others if role == Role.DENOMINATOR.value]
        if rule == Rule.RATE.value and len(tops) == len(bases) == 1 and tops == bases and result in names:
            found.setdefault(f"{names[result]} = {tops[0]} / 전체({tops[0]})", wanted.sentence)
    for text, sentence in found.items():
        yield {"rule": Rule.RATE.value, "statement": sentence, "formula": text}


def _between(wanted: Wanted, sign: Signature, figures: Mapping[Place, Entry]) -> str | None:
    """Return a rule as a formula between cells; None where the layout reads a figure otherwise."""
    result = wanted.edit.result.entry
    first, left = (result.row or 0) - sign[1][0], (result.column or 0) - sign[1][1]

    def cell(entry: Entry) -> str | None:
        place = place_of(entry, first, left)
        if place not in figures:
            return None
        part = "" if figures[place].part is None else f"p{place[2]}"
        return f"r{place[0]}c{place[1]}{part}"

    return _written(wanted.edit, cell)

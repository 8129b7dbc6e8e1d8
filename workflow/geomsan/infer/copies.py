"""What is printed twice: totals (계 and 합계) with the same figures, amounts in two units (천원 and 원)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import combinations

import numpy as np

from geomsan.check.identities.edits import Basis, Edit, Role, Rule, Term
from geomsan.common.errors import Bilingual
from geomsan.infer.readings import Reading, claims_nothing, decided, key
from geomsan.infer.side import Side
from geomsan.infer.sorts import BRACKETED, Sort
from geomsan.infer.words import NAMED_SUM, is_total
from geomsan.read.tables.labels import squeeze, unit_in_label

_FEWEST_EQUAL = 2
_MOST_LINES = 200
"""Lines among which copies are looked for: each is held against each total."""
_BORNE_OUT = 2
"""How many places must bear out that two lines are the same, for each in which they are not."""
_SHARED = 3
"""Letters in which two names end alike that mean the same."""


def copied(side: Side, readings: Sequence[Reading]) -> Iterator[Reading]:
    """Yield for lines with the figures of a total, all but at most one, that they add up the same."""
    if len(side.lines) > _MOST_LINES or len(side.across) < _FEWEST_EQUAL:
        return
    sums = {line: reading for reading in readings if (line := _total_line(side, reading)) is not None}
    for line, reading in sums.items():
        parts = {side.line_of(term.entry) for edit in reading.edits for term in edit.others}
        for other in range(len(side.lines)):
            if other not in sums and other not in parts and _is_copy(side, other, line):
                edits = list(_edits(side, other, reading))
                if edits:
                    names = side.lines[other].label, side.lines[line].label
                    ko, en = f"{names[0]} = {names[1]}과 같은 합", f"{names[0]}: the same sum as {names[1]}"
                    yield Reading(decided(edits, Basis.WORDED), Bilingual(ko, en))


def _total_line(side: Side, reading: Reading) -> int | None:
    """Return the line of which a reading says that it is the sum of others; None for other readings."""
    edits = [edit for edit in reading.edits if edit.rule is Rule.SUM and edit.basis is not Basis.FIGURES]
    if not edits:
        return None
    lines = {side.line_of(edit.result.entry) for edit in edits}
    places = {side.place_of(term.entry) for term in edits[0].terms}
    return lines.pop() if len(lines) == 1 and len(places) == 1 else None


def _is_copy(side: Side, other: int, line: int) -> bool:
    """Tell whether a line is called like a total, or like this one, and has its figures."""
    mine, theirs = side.lines[other], side.lines[line]
    label = mine.labels[-1] if mine.labels else ""
    is_named = is_total(label) or bool(NAMED_SUM.search(mine.words))
    is_named = is_named or (len(mine.words) > _SHARED and mine.words[-_SHARED:] == theirs.words[-_SHARED:])
    if mine.sort is not Sort.PLAIN or not is_named:
        return False
    known = ~np.isnan(side.value[other]) & ~np.isnan(side.value[line]) & ~side.rate[other]
    same = known & (side.value[other] == side.value[line]) & (side.value[line] != 0)
    return int(same.sum()) >= max(_FEWEST_EQUAL, int(known.sum()) - 1)


def _edits(side: Side, other: int, reading: Reading) -> Iterator[Edit]:
    for edit in reading.edits:
        place = side.place_of(edit.result.entry)
        result = side.entry(other, place)
        if result is None or claims_nothing(result):
            continue
        terms = (replace(edit.result, entry=result), *edit.others)
        text = edit.statement.partition(" = ")[2]
        statement = f"{side.lines[other].label} [{side.across[place].label}] = {text}"
        name = key("계", result)
        yield replace(edit, id=name, identity=name, statement=statement, terms=terms)


def restated(side: Side) -> Iterator[Reading]:
    """Yield for amounts that are printed in two units of one kind that they are the same."""
    if len(side.lines) > _MOST_LINES:
        return
    for first, second in combinations(range(len(side.lines)), 2):
        names = [_unitless(side.lines[n].label) for n in (first, second)]
        if (
            names[0] != names[1]
            or not names[0]
            or side.lines[first].path[:-1] != side.lines[second].path[:-1]
        ):
            continue
        scales = [_scale(side, n) for n in (first, second)]
        if None in scales or scales[0] == scales[1]:
            continue
        coarse, fine = (first, second) if (scales[0] or 0) > (scales[1] or 0) else (second, first)
        reading = _same(side, coarse, fine)
        if reading is not None:
            yield reading


def _unitless(label: str) -> str:
    """Return a label without the unit that it states in brackets."""
    return squeeze(BRACKETED.sub("", label)) if unit_in_label(label) else ""


def _scale(side: Side, line: int) -> Fraction | None:
    """Return of what size the unit of a line of money is; None where it has several, or none."""
    units = {
        entry.unit
        for place in range(len(side.across))
        if (entry := side.entry(line, place)) and entry.is_known and not entry.is_nil
    }
    unit = units.pop() if len(units) == 1 else None
    return Fraction(unit.scale) if unit is not None and unit.dimension == "원" else None


def _same(side: Side, coarse: int, fine: int) -> Reading | None:
    """Return the reading that two lines print the same amounts, where most places bear it out."""
    fit = side.balance(coarse, [fine])
    if fit.holds < _FEWEST_EQUAL or fit.fails * _BORNE_OUT > fit.holds:
        return None
    name = side.lines[coarse].label
    text = f"{name} = {side.lines[fine].label}"
    edits = []
    for place, line in enumerate(side.across):
        result, source = side.entry(coarse, place), side.entry(fine, place)
        if result is None or source is None or not (result.is_known and source.is_known):
            continue
        terms = (Term(result, Role.RESULT), Term(source, Role.SOURCE))
        edits.append(Edit(key("같음", result), name, Rule.SAME, f"{line.label} {text}".strip(), terms))
    return Reading(
        decided(edits, Basis.WORDED), Bilingual(f"단위만 다른 값: {text}", f"in two units: {text}")
    )

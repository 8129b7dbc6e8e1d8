"""Totals and subtotals: which lines a line named 계 or 소계 adds up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from math import log10

from geomsan.check.identities.edits import Edit
from geomsan.check.identities.verdicts import Check, Verdict
from geomsan.common.errors import Bilingual
from geomsan.infer.culprits import has_one_shift, is_one_mistake
from geomsan.infer.groups import unnamed_groups
from geomsan.infer.hierarchy import (
    ITEM,
    Members,
    Ranked,
    arrangements,
    flattened,
    ranked_lines,
    ranked_within,
)
from geomsan.infer.matrix import Line, Matrix
from geomsan.infer.readings import (
    Accepted,
    Evidence,
    Reading,
    balance,
    claims_nothing,
    is_near,
    is_slip,
    key,
    weigh,
    weigh_checks,
)
from geomsan.infer.words import is_partial, is_total
from geomsan.read.figures.units import Kind

_MOST_RUNS = 40
"""Lines beside a total that are tried as its parts when not all of them are."""
_VERY_NEAR = Fraction(11, 10)
_SAMPLE = 12
"""Lines across a total that are looked at to choose among many candidates."""


def totals(matrix: Matrix) -> list[Accepted]:
    """Return the accepted readings of the total rows (of the total columns, when transposed)."""
    found: list[Accepted] = []
    for ranked in (ranked_lines(matrix), ranked_within(matrix)):
        groups: dict[tuple[int, str], list[Ranked]] = {}
        for item in ranked:
            groups.setdefault(item.key, []).append(item)
        for lines in groups.values():
            if len({item.level for item in lines}) > 1:
                found += _readings_of(matrix, lines)
    return found


def _readings_of(matrix: Matrix, lines: list[Ranked]) -> list[Accepted]:
    """Choose where totals stand to what they add up, then judge each total and column by itself."""
    candidates = [members for members in arrangements(lines) if members]
    if any(item.level > ITEM for item in lines) and any(item.level < ITEM for item in lines):
        candidates += [members for members in arrangements(flattened(lines)) if members]
    best = _best_of(matrix, candidates)
    tried = len(candidates)
    if (best is None or best[1].fails) and (grouped := unnamed_groups(matrix, lines)):
        candidates += grouped
        best, tried = _best_of(matrix, candidates), len(candidates) + len(lines)
    if best is None or best[1].fails:
        others = [members for members in _parts_beside(lines) if members]
        sample = range(min(_SAMPLE, len(matrix.columns)))
        first = best[0] if best is not None else {}
        again = _best_of(matrix, [first, *others] if first else others, sample)
        if again is not None and again[0] is not first and not again[1].fails:
            best, tried = (again[0], _weigh(matrix, again[0])), tried + len(others)
    if best is None:
        return []
    return _accepted(matrix, best[0], best[1], tried)


def _best_of(
    matrix: Matrix, candidates: Sequence[Members], columns: Sequence[int] | None = None
) -> tuple[Members, Evidence] | None:
    weighed = [(members, _weigh(matrix, members, columns)) for members in candidates]
    weighed = [(members, evidence) for members, evidence in weighed if evidence.checks]
    return max(weighed, key=lambda pair: pair[1].weight) if weighed else None


def _weigh(matrix: Matrix, members: Members, columns: Sequence[int] | None = None) -> Evidence:
    return weigh(Reading(tuple(_edits(matrix, members, columns)), True, Bilingual("", "")))


def _accepted(matrix: Matrix, members: Members, whole: Evidence, tried: int) -> list[Accepted]:
    """Return the checks that are borne out, as a reading for each total."""
    net = whole.digits - log10(max(1, tried))
    if not whole.fails and net < 1:
        return []
    partial = _is_partial(matrix, members)
    worded = all(_is_worded(matrix.rows[total]) for total in members)
    shared = not partial and (is_one_mistake(whole.violated) or has_one_shift(whole.violated))
    of_total, of_line = _by_total(whole.checks), _by_line(whole.checks, matrix.is_turned)
    kept: list[Check] = []
    for check in whole.checks:
        total, line = of_total[check.edit.identity], of_line[_line_of(check, matrix.is_turned)]
        if check.verdict is not Verdict.VIOLATED:
            kept.append(check)
        elif partial and not total.holds + line.holds:
            continue
        elif (
            shared
            or _is_borne_out(check, whole, total, line, net)
            or (whole.fails == 1 and not partial and worded and _is_explained(check))
        ):
            kept.append(check)
    return _as_readings(matrix, members, kept)


def _is_borne_out(check: Check, whole: Evidence, total: Evidence, line: Evidence, net: float) -> bool:
    """Tell whether a sum that fails is one nevertheless.

    Its total holds elsewhere in a line across that holds elsewhere, or a plain slip explains it in a
    table that holds as a whole, or it is very near.
    """
    if line.holds >= 2 * line.fails and net >= 2:
        return True
    if total.holds >= 3 * total.fails and line.holds >= line.fails and net >= 3:
        return True
    if whole.holds and total.holds + 1 >= total.fails and is_near(check, _VERY_NEAR):
        return True
    confirmed = whole.holds >= 2 * whole.fails and net >= 3
    elsewhere = total.holds + line.holds > 0 and whole.holds >= whole.fails
    return (confirmed or elsewhere) and _is_explained(check)


def _is_worded(line: Line) -> bool:
    """Tell whether a line is called a total, and not only placed over others by its mark."""
    return bool(line.name) or any(map(is_total, line.labels))


def _is_explained(check: Check) -> bool:
    return is_near(check) or is_slip(check)


def _is_partial(matrix: Matrix, members: Members) -> bool:
    labels = [label for total in members for label in matrix.rows[total].labels]
    labels += [label for parts in members.values() for part in parts for label in part.line.labels]
    return any(map(is_partial, [*labels, *matrix.context.split("\n")]))


def _as_readings(matrix: Matrix, members: Members, checks: Sequence[Check]) -> list[Accepted]:
    """Return the checks as a reading for each total."""
    found: list[Accepted] = []
    owned: dict[str, list[Check]] = {}
    for check in checks:
        owned.setdefault(check.edit.identity, []).append(check)
    for total, parts in members.items():
        mine = tuple(owned.get(_identity(matrix, total), ()))
        if mine and any(not check.because for check in mine):
            edits = tuple(check.edit for check in mine)
            found.append((Reading(edits, True, _sentence(matrix, total, parts)), weigh_checks(mine)))
    return found


def _by_total(checks: Sequence[Check]) -> dict[str, Evidence]:
    """Return the evidence of each total over all lines across it."""
    groups: dict[str, list[Check]] = {}
    for check in checks:
        groups.setdefault(check.edit.identity, []).append(check)
    return {name: weigh_checks(tuple(found)) for name, found in groups.items()}


def _by_line(checks: Sequence[Check], turned: bool) -> dict[object, Evidence]:
    """Return the evidence of each line across, over all totals."""
    groups: dict[object, list[Check]] = {}
    for check in checks:
        groups.setdefault(_line_of(check, turned), []).append(check)
    return {name: weigh_checks(tuple(found)) for name, found in groups.items()}


def _line_of(check: Check, turned: bool) -> object:
    entry = check.edit.result.entry
    return entry.row if turned else (entry.column, entry.part)


def _identity(matrix: Matrix, total: int) -> str:
    line = matrix.rows[total]
    return f"계@{'column' if matrix.is_turned else 'row'} {line.index},{line.part}"


def _parts_beside(lines: list[Ranked]) -> Iterator[Members]:
    """Yield what a single total may add up when it is not all the other lines."""
    owners = [item for item in lines if item.level < ITEM]
    if len(owners) != 1:
        return
    place = lines.index(owners[0])
    after, before = lines[place + 1 :], lines[:place]
    for run in (after[:_MOST_RUNS], before[::-1][:_MOST_RUNS]):
        for size in range(len(run), 1, -1):
            if size < len(lines) - 1:
                yield {owners[0].position: sorted(run[:size], key=lambda item: item.position)}
    items = [*before, *after]
    if 3 <= len(items) <= _MOST_RUNS:
        for left_out in items:
            # 여성, 신규 and the like stand beside the parts without being one.
            yield {owners[0].position: [item for item in items if item is not left_out]}


def _edits(matrix: Matrix, members: Members, only: Sequence[int] | None) -> Iterator[Edit]:
    columns = range(len(matrix.columns)) if only is None else only
    for total, parts in members.items():
        identity = _identity(matrix, total)
        added = _added([part.line for part in parts])
        for column in columns:
            line = matrix.columns[column]
            result = matrix.entries.get((total, column))
            if result is None or not line.is_added or result.kind is Kind.RATE or claims_nothing(result):
                continue
            entries = [matrix.entries.get((part.position, column)) for part in parts]
            present = [(entry, 1) for entry in entries if entry is not None and entry.kind is not Kind.RATE]
            if sum(entry.is_known for entry, _ in present) > 1:
                where = f" [{line.label}]" if line.label else ""
                statement = f"{_name(matrix.rows[total])}{where} = {added}"
                yield replace(balance(key("계", result), result, present, statement), identity=identity)


def _name(line: Line) -> str:
    return line.label or "계"


def _added(parts: Sequence[Line]) -> str:
    names = [line.label for line in parts]
    return " + ".join(names) if len(names) <= 8 else f"{names[0]} + … + {names[-1]} ({len(names)}개 항목)"


def _sentence(matrix: Matrix, total: int, parts: Sequence[Ranked]) -> Bilingual:
    """Say which lines a total adds up, by name."""
    ko, en = ("열", "column") if matrix.is_turned else ("행", "row")
    what = f"{_name(matrix.rows[total])} = {_added([part.line for part in parts])}"
    return Bilingual(f"합계 {ko}: {what}", f"total {en}: {what}")

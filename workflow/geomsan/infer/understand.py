"""From a found table to edit rules: the reading of the whole table that its words and figures speak for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace

from geomsan.check.identities.edits import Basis, Edit, Role, Rule
from geomsan.check.identities.verdicts import Check, Verdict
from geomsan.check.proving import TableProof, prove
from geomsan.common.errors import Bilingual
from geomsan.infer.copies import copied, restated
from geomsan.infer.filling import bracketed, read_matrix
from geomsan.infer.formulas import noted_formulas, printed_formulas
from geomsan.infer.fragments import join_fragments
from geomsan.infer.hundreds import hundreds, with_exact_hundreds
from geomsan.infer.judging import judged, noted
from geomsan.infer.loosening import loosened
from geomsan.infer.matrix import Matrix
from geomsan.infer.means import means
from geomsan.infer.merged import merged_totals
from geomsan.infer.paging import paged
from geomsan.infer.products import divided, products
from geomsan.infer.rates import rates
from geomsan.infer.readings import Reading, is_held
from geomsan.infer.relations import differences
from geomsan.infer.running import carries, running
from geomsan.infer.side import Side
from geomsan.infer.sums import totals
from geomsan.infer.unchecked import Unchecked, never_held, unchecked
from geomsan.infer.weighting import weighted
from geomsan.infer.words import is_deducted
from geomsan.read.figures.figure import State
from geomsan.read.readers.found import FoundTable
from geomsan.read.tables.table import Entry

__all__ = ["UnderstoodTable", "join_fragments", "understand"]

_MOST_SHIFTS = 2


@dataclass(frozen=True)
class UnderstoodTable:
    """A table that nobody described, with what it was understood to assert.

    Attributes
    ----------
    sentences
        What was understood, one sentence a reading, for a clerk to contradict.
    checks, proof
        Verdicts of the inferred rules, and the suspects.
    matrix, readings
        The lines and figures of the table as understood, and the accepted readings.
    unchecked
        Results that its words announce and that no check reached.
    """

    found: FoundTable
    unit: str
    sentences: tuple[Bilingual, ...]
    checks: tuple[Check, ...]
    proof: TableProof
    matrix: Matrix | None = None
    readings: tuple[Reading, ...] = ()
    unchecked: tuple[Unchecked, ...] = ()


@dataclass(frozen=True)
class _Whole:
    """One reading of a whole table."""

    matrix: Matrix
    readings: tuple[Reading, ...]

    @property
    def worth(self) -> float:
        """What speaks for it: rules that hold and say something, less those that fail."""
        checks = [check for reading in self.readings for check in reading.checks]
        return sum(map(_weight, checks))


def _weight(check: Check) -> float:
    if check.verdict is Verdict.VIOLATED:
        return -2.0
    if not is_held(check):
        return 0.0
    nonzero = [term.entry for term in check.edit.others if term.entry.printed]
    if not nonzero:
        return 0.0
    return min(6.0, float(max(len(str(abs(int(entry.printed)))) for entry in nonzero)))


def understand(found: FoundTable) -> UnderstoodTable:
    """Work out what a table asserts, decide it, and find the suspects."""
    best = _with_brackets_decided(found)
    if best is None:
        return UnderstoodTable(found, "", (), (), TableProof())
    asked = tuple(item for r in best.readings if (item := never_held(best.matrix, r)) is not None)
    best = replace(best, readings=tuple(r for r in best.readings if never_held(best.matrix, r) is None))
    checks = _distinct(best.readings)
    proof = _with_slides(_proof(checks), best.readings)
    told = (*checks, proof.joint) if proof.joint else checks
    sentences = tuple(dict.fromkeys(reading.sentence for reading in best.readings))
    unit = best.matrix.unit.name if best.matrix.unit else ""
    places = {(item.row, item.column) for item in asked}
    rest = (item for item in unchecked(best.matrix, told) if (item.row, item.column) not in places)
    left = tuple(sorted((*asked, *rest), key=lambda item: (item.row, item.column)))
    return UnderstoodTable(found, unit, sentences, told, proof, best.matrix, best.readings, left)


def _matrices(found: FoundTable) -> Iterator[Matrix]:
    """Yield the ways in which head and body may stand to each other."""
    for shift in range(_MOST_SHIFTS + 1):
        matrix = read_matrix(found, shift)
        if matrix is None:
            return
        yield noted(matrix)
        if not (matrix.may_shift or shift) or shift >= matrix.stub - found.start_column - 1:
            return


def _best(found: FoundTable) -> _Whole | None:
    """Return the reading of a table that most speaks for, its brackets read in one way."""
    best: _Whole | None = None
    for matrix in _matrices(found):
        whole = _with_blanks_decided(matrix)
        # Where a shifted head is as good, it is the better one: it leaves no column without a name.
        if (
            best is None
            or whole.worth > best.worth
            or (whole.worth == best.worth and not matrix.may_shift and best.matrix.may_shift)
        ):
            best = whole
    return best


def _with_brackets_decided(found: FoundTable) -> _Whole | None:
    """Return the best reading; figures in brackets are below zero, or plain, where the table shows it.

    A single rule over a single such figure would confirm what it decides: it shows nothing, unless the
    label says that the figure is taken away.
    """
    best = _best(found)
    places = set(bracketed(found)) if found.brackets == "unknown" else set()
    if not places:
        return best
    for meaning in ("negative", "plain"):
        other = _best(replace(found, brackets=meaning))
        if other is None or other.worth <= (best.worth if best is not None else 0.0):
            continue
        told = [check for reading in other.readings for check in reading.checks if is_held(check)]
        shown = [{(t.entry.row, t.entry.column) for t in check.edit.terms} & places for check in told]
        is_shown = max(map(len, shown), default=0) > 1 or sum(map(bool, shown)) > 1
        lines = [line for line in other.matrix.rows if line.index in {row for row, _ in places}]
        is_worded = meaning == "negative" and all(
            is_deducted(label) for x in lines for label in x.labels[-1:]
        )
        if is_shown or (is_worded and any(shown)):
            best = other
    return best


def _with_blanks_decided(matrix: Matrix) -> _Whole:
    """Return the reading; empty cells count as nil when rules over them then hold more than fail."""
    if not matrix.has_blanks:
        return _whole(matrix)
    filled = _whole(matrix.with_blanks_as_zero())
    over_blanks = [check for reading in filled.readings for check in reading.checks if _has_blanks(check)]
    holds = sum(is_held(check) for check in over_blanks)
    fails = sum(check.verdict is Verdict.VIOLATED for check in over_blanks)
    return filled if holds > fails or not over_blanks else _whole(matrix)


def _has_blanks(check: Check) -> bool:
    return any(term.entry.figure.state is State.BLANK for term in check.edit.terms)


def _whole(matrix: Matrix) -> _Whole:
    """Return what a table asserts, its printed formulas first."""
    rows = Side(with_exact_hundreds(matrix))
    sides = (rows, rows.turned())
    readings: list[Reading] = []
    grown: dict[bool, set[tuple[int, int]]] = {False: set(), True: set()}
    for side in sides:
        told = [*printed_formulas(side), *noted_formulas(side)]
        readings += told
        grown[side.matrix.is_turned] |= set(_increases(side, told))
    printed = {_place(edit) for reading in readings for edit in reading.edits}
    taken = set(printed)
    pages = [paged(side) for side in sides]
    readings += [reading for told, _ in pages for reading in told]
    multiplied = [[r for r in products(side) if not _places(r) & taken] for side in sides]
    apart = [lines | _factors(side, r) for side, (_, lines), r in zip(sides, pages, multiplied, strict=True)]
    added = totals(sides, (apart[0], apart[1]))
    worded = {_cells(e) for found in added for r in found for e in r.edits if e.basis is not Basis.FIGURES}
    between: list[list[Reading]] = []
    for side, times in zip(sides[::-1], multiplied[::-1], strict=True):
        found: list[Reading] = [*times, *hundreds(side), *carries(side), *running(side), *restated(side)]
        told = [r for r in differences(side) if not _places(r) & printed]
        # A balance that a word for a total tells is not told a second time, nor turned round.
        told = [r for r in told if not any(_cells(edit) in worded for edit in r.edits)]
        taken |= {_cell(term.entry) for r in times for edit in r.edits for term in edit.terms}
        increases = grown[side.matrix.is_turned] | set(_increases(side, told))
        between.append(found + told)
        for reading in rates(side, increases):
            places = _places(reading)
            if not places & taken:
                taken |= places
                between[-1].append(reading)
    between[0] += merged_totals(rows.matrix)
    between = _with_means(sides, between, added, printed)
    for side, sums, found in zip(sides[::-1], added[::-1], between, strict=True):
        found += copied(side, [*sums, *found])
    known = {_cells(edit) for found in (readings, *between) for r in found for edit in r.edits}
    for sums, found in zip(added, between, strict=True):
        readings += [r for r in sums if not _is_told(r, known)]
        readings += found
    return _Whole(matrix, loosened(matrix, judged(readings)))


def _factors(side: Side, readings: Sequence[Reading]) -> frozenset[int]:
    """Return the lines of prices and of how often they are paid: no sum adds them to amounts."""
    terms = (term for r in readings for e in r.edits for term in e.with_role(Role.FACTOR)[:1])
    return frozenset(side.line_of(term.entry) for term in terms)


def _with_means(
    sides: tuple[Side, Side],
    between: Sequence[Sequence[Reading]],
    added: Sequence[Sequence[Reading]],
    printed: Set[tuple[object, ...]],
) -> list[list[Reading]]:
    """Return the readings of both sides with those of means; a rate that a mean tells is not told twice."""
    quotients = {
        _place(check.edit): check
        for found in between
        for reading in found
        for check in reading.checks
        if check.edit.rule is Rule.RATE
    }
    told = [list(means(side, quotients)) for side in sides[::-1]]
    taken = (set(quotients) | printed).union(*(_places(reading) for found in told for reading in found))
    for side, sums, found in zip(sides[::-1], added[::-1], told, strict=True):
        found += weighted(side, sums, taken)
    over = {_place(check.edit) for found in told for reading in found for check in _decided(reading)}
    return [
        [*(reading for r in found if (reading := _without_doubts(r, over)).checks), *more]
        for found, more in zip(between, told, strict=True)
    ]


def _decided(reading: Reading) -> list[Check]:
    return [check for check in reading.checks if check.verdict is not Verdict.UNDECIDED]


def _without_doubts(reading: Reading, over: set[tuple[object, ...]]) -> Reading:
    """Return a reading without the undecided rates of which a mean tells."""
    kept = [
        check
        for check in reading.checks
        if check.edit.rule is not Rule.RATE
        or check.verdict is not Verdict.UNDECIDED
        or _place(check.edit) not in over
    ]
    return reading if len(kept) == len(reading.checks) else replace(reading, checks=tuple(kept))


def _is_told(reading: Reading, known: set[frozenset[object]]) -> bool:
    """Tell whether a sum that only the figures speak for is a balance that words tell."""
    return all(edit.basis is Basis.FIGURES and _cells(edit) in known for edit in reading.edits)


def _increases(side: Side, readings: Sequence[Reading]) -> Iterator[tuple[int, int]]:
    """Yield minuend and subtrahend of differences of two lines."""
    for reading in readings:
        for edit in reading.edits[:1]:
            lines = {t.coefficient: side.line_of(t.entry) for t in edit.others}
            if edit.rule is Rule.DIFFERENCE and len(edit.others) == 2 and set(lines) == {1, -1}:
                yield lines[1], lines[-1]


def _places(reading: Reading) -> set[tuple[object, ...]]:
    return {_place(edit) for edit in reading.edits}


def _place(edit: Edit) -> tuple[object, ...]:
    return _cell(edit.result.entry)


def _cell(entry: Entry) -> tuple[object, ...]:
    return entry.row, entry.column, entry.part


def _cells(edit: Edit) -> frozenset[object]:
    return frozenset((term.entry.row, term.entry.column, term.entry.part) for term in edit.terms)


def _proof(checks: Sequence[Check]) -> TableProof:
    """Prove a table; rules that contradict each other count only where each of them says something.

    Of 1 = 1 + 1, which rounding allows, nothing follows.
    """
    # Which figure of a weighted mean is wrong no linear programme finds: its weights are figures, too.
    checks = [check for check in checks if not check.edit.with_role(Role.WEIGHT)]
    checks = [divided(check) if check.edit.rule is Rule.PRODUCT else check for check in checks]
    proof = prove(checks)
    if proof.joint is not None and _has_blanks(proof.joint):
        # An empty cell that counts as nil may be a figure that was left out: nothing is wrong for that.
        checks = [check for check in checks if not _has_blanks(check)]
        proof = prove(checks)
    if proof.joint is None:
        return proof
    proof = prove([check for check in checks if not _is_anything(check)])
    if proof.joint is not None and proof.joint.edit.basis is Basis.FIGURES:
        # What only figures promise calls nothing wrong, alone or with others.
        return prove([check for check in checks if check.edit.basis is not Basis.FIGURES])
    return proof


def _with_slides(proof: TableProof, readings: Sequence[Reading]) -> TableProof:
    """Put the repairs first that move figures back which slid: no smallest ones, but one mistake each."""
    slides = tuple(
        reading.slide
        for reading in readings
        if reading.slide and any(check.verdict is Verdict.VIOLATED for check in reading.checks)
    )
    return replace(proof, repairs=(*slides, *proof.repairs)) if slides else proof


def _is_anything(check: Check) -> bool:
    """Tell whether a rule holds only by a rounding as large as half of its result."""
    off, printed = check.difference, check.reported
    if check.verdict is not Verdict.ROUNDING or off is None or printed is None:
        return False
    return 2 * abs(off) >= abs(printed)


def _distinct(readings: Sequence[Reading]) -> tuple[Check, ...]:
    """Return the checks of all readings, each rule over the same cells once."""
    seen: set[tuple[object, ...]] = set()
    checks = []
    for reading in readings:
        for check in reading.checks:
            cells = tuple(
                sorted(
                    (
                        (t.entry.row, t.entry.column, t.entry.part, t.role.value, t.coefficient)
                        for t in check.edit.terms
                    ),
                    key=str,
                )
            )
            if cells not in seen:
                seen.add(cells)
                checks.append(check)
    return tuple(checks)

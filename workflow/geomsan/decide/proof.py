"""The proof that what is wanted leaves the documents consistent, and whose row it is when it does not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from geomsan.check.report import Decision, Finding
from geomsan.common.errors import GeomsanError
from geomsan.decide.correction import Rechecked, recheck, violated_tables
from geomsan.decide.file import CORRECTED, merged
from geomsan.decide.pinning import is_stale
from geomsan.decide.present import Present
from geomsan.decide.requests import Request
from geomsan.decide.standing import corrections_in_force
from geomsan.reconcile.outcome import compared_across


@dataclass(frozen=True)
class Wanted:
    """A request with what becomes of its check: a decision, or None when it is withdrawn."""

    request: Request
    decision: Decision | None

    @property
    def tables(self) -> frozenset[str]:
        """The tables whose figures are corrected, ``document/table``; without any, that of the check."""
        document, own, _ = self.request.check.split("/", 2)
        made = self.decision
        corrected = {made.table_of(cell) for cell in made.corrected} if made else set()
        return frozenset(f"{document}/{table}" for table in corrected or {own})

    @property
    def places(self) -> frozenset[tuple[str, int, int]]:
        """The corrected cells: ``document/table``, row and column."""
        made = self.decision
        if made is None:
            return frozenset()
        return frozenset(
            (f"{made.document}/{made.table_of(cell)}", cell.row, cell.column) for cell in made.corrected
        )

    @property
    def is_correction(self) -> bool:
        """True when figures are to be corrected."""
        return self.decision is not None and self.decision.kind == CORRECTED


def after_requests(wanted: Sequence[Wanted], present: Present, name: str) -> list[Decision]:
    """Return the decisions about a document as the requests make them."""
    own = [each for each in wanted if each.request.document == name]
    withdrawn = {each.request.check for each in own if each.decision is None}
    kept = [each for each in present.documents[name].decisions if each.check not in withdrawn]
    return merged(kept, [each.decision for each in own if each.decision is not None])


def unproved(wanted: Sequence[Wanted], present: Present) -> list[GeomsanError]:
    """Return an error for every request whose correction cannot be read, does not hold or breaks a check.

    The documents are checked again with all corrections in place: every table, its identities
    together, tables against tables, and documents against each other.
    """
    changes = list(_changes(wanted, present))
    if not changes:
        return []
    recheck = _Rechecks(present)
    unreadable = list(_unreadable(changes, recheck))
    if unreadable:
        return unreadable
    after = {name: recheck(after_requests(wanted, present, name), name) for name in present.documents}
    violated: dict[str, frozenset[str]] = {}
    for each in after.values():
        violated |= each.violated
    in_time = ((present.documents[name].report.council, after[name].facts) for name in present.in_time)
    violated |= violated_tables(compared_across(in_time, present.aliases))
    return list(_broken(wanted, changes, violated, present))


def _changes(wanted: Sequence[Wanted], present: Present) -> Iterator[Wanted]:
    """Yield the requests that correct figures, or take a correction back."""
    for each in wanted:
        here = present.documents.get(each.request.document)
        before = [one for one in here.decisions if one.check == each.request.check] if here else []
        if each.is_correction or any(one.kind == CORRECTED for one in before):
            yield each


def _unreadable(changes: Sequence[Wanted], recheck: _Rechecks) -> Iterator[GeomsanError]:
    """Yield the errors of the corrections that cannot stand in their places, each tried by itself."""
    for each in changes:
        if each.decision is None:
            continue
        try:
            recheck([each.decision], each.request.document)
        except GeomsanError as error:
            yield GeomsanError(
                each.request.place, f"{error.place}: {error.message.ko}", f"{error.place}: {error.message.en}"
            )


class _Rechecks:
    """Checks documents again with corrections in place; with the same ones once."""

    def __init__(self, present: Present) -> None:
        self._present = present
        self._made: dict[tuple[str, str], Rechecked] = {}

    def __call__(self, decisions: Sequence[Decision], name: str) -> Rechecked:
        """Return a document as decisions about it make it."""
        here = self._present.documents[name]
        corrections = corrections_in_force(decisions, self._present.hashes)
        if not corrections:
            printed = (found for table in here.report.tables for found in table.findings)
            return Rechecked(violated_tables(printed), here.facts)
        key = (name, repr(corrections))
        if key not in self._made:
            self._made[key] = recheck(
                here.printed, corrections, self._present.families, self._present.aliases
            )
        return self._made[key]


def _broken(
    wanted: Sequence[Wanted],
    changes: Sequence[Wanted],
    violated: Mapping[str, frozenset[str]],
    present: Present,
) -> Iterator[GeomsanError]:
    failing = _failing(wanted, violated, present)
    for each in changes:
        if each.is_correction and each.request.check in failing:
            yield GeomsanError(
                each.request.place,
                "정정한 값으로도 이 검산이 맞지 않습니다. 값을 다시 정하십시오.",
                "the check does not hold with the corrected figures either; decide on other values.",
            )
    own = {each.request.check for each in changes if each.is_correction}
    for check in sorted(violated):
        found = present.findings.get(check)
        if (found is not None and found.verdict == "violated") and check not in failing - own:
            continue
        told = f"{check} ({found.statement})" if found else check
        cells = _places(found) if found else frozenset()
        in_check = [each for each in changes if each.places & cells]
        in_table = [each for each in changes if each.tables & violated[check]]
        for each in in_check or in_table or changes:
            yield GeomsanError(
                each.request.place,
                f"이렇게 정하면 다른 검산이 깨집니다: {told}. 값을 다시 정하십시오.",
                f"would break another check: {told}; decide on other values.",
            )


def _places(found: Finding) -> frozenset[tuple[str, int, int]]:
    return frozenset(
        (
            f"{cell.get('document', found.document)}/{cell.get('table', found.table)}",
            cell["row"],
            cell["column"],
        )
        for cell in found.cells
        if cell["row"] is not None
    )


def _failing(wanted: Sequence[Wanted], violated: Mapping[str, frozenset[str]], present: Present) -> set[str]:
    """Return the corrected checks that are violated with all corrections in place."""
    return {
        decision.check
        for name in present.documents
        for decision in after_requests(wanted, present, name)
        if decision.kind == CORRECTED
        and decision.check in violated
        and not is_stale(decision, present.hashes, present.findings.get(decision.check))
    }

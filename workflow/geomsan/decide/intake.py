"""Taking decisions in: every request held against the documents as they are now, then all or nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from geomsan.check.report import CorrectedCell, Decision, Finding
from geomsan.claims.correcting import corrected_quote
from geomsan.claims.stage import PROSE
from geomsan.common.errors import GeomsanError
from geomsan.decide.file import CORRECTED, from_entry, write_decisions
from geomsan.decide.pinning import inputs, is_stale
from geomsan.decide.present import Present
from geomsan.decide.proof import Wanted, after_requests, unproved
from geomsan.decide.requests import WITHDRAWN, Request
from geomsan.decide.writing import as_printed, is_figure


class RefusedError(Exception):
    """Requests that cannot be taken; nothing was written.

    Attributes
    ----------
    errors
        One for each bad row or entry.
    """

    def __init__(self, errors: Sequence[GeomsanError]) -> None:
        self.errors = tuple(errors)
        super().__init__("\n".join(map(str, errors)))


@dataclass(frozen=True)
class Taken:
    """What was taken into the decisions about one document.

    Attributes
    ----------
    decisions
        All decisions about it, as its file is to hold them.
    changes
        What becomes of each check whose decision is another now: the kind of the new one.
    """

    decisions: Sequence[Decision]
    changes: Mapping[str, str]

    @property
    def counts(self) -> Counter[str]:
        """Number of changes by kind."""
        return Counter(self.changes.values())


def take(
    present: Present, requests: Sequence[Request], errors: Sequence[GeomsanError] = ()
) -> dict[str, Taken]:
    """Return, by document, what the requests make of its decisions.

    Every request must be about a violated check, be pinned to what is printed now, and leave the
    corrected tables consistent: each corrected check holds, and nothing is violated that held before,
    in its table, between tables and between documents.

    Parameters
    ----------
    present
        The documents as they are now.
    requests
        What is wanted; the same request twice counts once.
    errors
        What is wrong already: then nothing is taken, and it is told together with all else.

    Raises
    ------
    RefusedError
        With one error for each bad request.
    """
    found = list(errors)
    wanted: list[Wanted] = []
    for request in requests:
        try:
            wanted.append(_wanted(request, present))
        except GeomsanError as error:
            found.append(error)
    found += _decided_twice(wanted)
    found += _conflicts(wanted, present)
    if not found:
        found += unproved(wanted, present)
    if found:
        raise RefusedError(list({error.place: error for error in reversed(found)}.values())[::-1])
    return _taken(wanted, present)


def without_examples(present: Present) -> list[Request]:
    """Return the requests that take every example decision back."""
    return _withdrawn(present, lambda decision: decision.example)


def without_gone(present: Present) -> list[Request]:
    """Return the requests that take back every decision whose check is violated no more.

    What rests on a document that is missing now is left: nobody can tell.
    """

    def is_gone(decision: Decision) -> bool:
        finding = present.findings.get(decision.check)
        documents = {cell.get("document", decision.document) for cell in decision.cells}
        return (finding is None or finding.verdict != "violated") and not documents & present.missing.keys()

    return _withdrawn(present, is_gone)


def _withdrawn(present: Present, is_meant: Callable[[Decision], bool]) -> list[Request]:
    return [
        Request(f"{here.path} [{decision.check}]", {"check": decision.check, "decision": WITHDRAWN})
        for here in present.documents.values()
        for decision in here.decisions
        if is_meant(decision)
    ]


def write_taken(present: Present, taken: Mapping[str, Taken]) -> None:
    """Write the decisions about each document that anything changes for."""
    for name, each in taken.items():
        if each.changes:
            write_decisions(present.documents[name].path, each.decisions)


def _wanted(request: Request, present: Present) -> Wanted:
    if request.is_withdrawal:
        if request.document not in present.documents:
            present.violated(request.check, request.place)
        return Wanted(request, None)
    finding = present.violated(request.check, request.place)
    decision = from_entry(request.entry, request.place)
    rests_on = inputs(finding, present.hashes)
    if dict(decision.inputs) != rests_on or is_stale(decision, present.hashes, finding):
        raise changed_since(request.place)
    if decision.kind == CORRECTED:
        decision = replace(decision, corrected=_as_printed(decision, finding, request.place, present))
    before = _by_check(present, request.document).get(decision.check)
    if before is not None and not request.is_dated and replace(decision, date=before.date) == before:
        decision = before
    return Wanted(request, decision)


def changed_since(place: str) -> GeomsanError:
    """Return the error of a request that was made about another print than the present one."""
    return GeomsanError(
        place,
        "그 뒤에 표가 바뀌었습니다. 목록을 다시 만들어(make briefs) 다시 결정하십시오.",
        "the table has changed since; make the list again (make briefs) and decide again.",
    )


def _as_printed(
    decision: Decision, finding: Finding, place: str, present: Present
) -> tuple[CorrectedCell, ...]:
    """Return the corrected figures as their tables print figures, and sentences with them."""
    tables = {table.name: table for table in present.documents[decision.document].document.tables}
    found: list[CorrectedCell] = []
    for cell in decision.corrected:
        if decision.table_of(cell) == PROSE:
            result = str(finding.cells[1]["text"]) if len(finding.cells) > 1 else ""
            found.append(replace(cell, table="", value=corrected_quote(cell.text, result, cell.value)))
            continue
        brackets = tables[decision.table_of(cell)].layout.brackets
        table = cell.table if cell.table != decision.table else ""
        made = replace(cell, table=table, value=as_printed(cell.text, cell.value, brackets))
        if not is_figure(made.value, brackets):
            raise GeomsanError(
                place,
                f"숫자로 읽을 수 없습니다: ‘{made.value}’. 표에 인쇄된 모양대로 적으십시오.",
                f"{made.value!r} cannot be read as a figure; write it as the table prints figures.",
            )
        found.append(made)
    return tuple(found)


def _decided_twice(wanted: Sequence[Wanted]) -> Iterator[GeomsanError]:
    seen: dict[str, Wanted] = {}
    for each in wanted:
        first = seen.setdefault(each.request.check, each)
        if first.decision != each.decision:
            yield GeomsanError(
                each.request.place,
                f"같은 검산을 두 번 다르게 결정했습니다(먼저: {first.request.place}). 하나만 남기십시오.",
                f"decides the same check again, otherwise than {first.request.place}; keep one.",
            )


def _conflicts(wanted: Sequence[Wanted], present: Present) -> Iterator[GeomsanError]:
    """Yield an error for every two corrections that give one figure different values."""
    places = {each.request.check: each.request.place for each in wanted}
    for name in dict.fromkeys(each.request.document for each in wanted):
        if name not in present.documents:
            continue
        corrections = [
            each
            for each in after_requests(wanted, present, name)
            if each.kind == CORRECTED and not is_stale(each, present.hashes)
        ]
        for one, other in combinations(corrections, 2):
            if not {one.check, other.check} & places.keys():
                continue
            for cell, value in _differing(one, other):
                later, earlier = (other, one) if other.check in places else (one, other)
                where = places.get(earlier.check, f"decisions.yaml: {earlier.check}")
                yield GeomsanError(
                    places[later.check],
                    f"같은 값을 서로 다르게 정정했습니다: ‘{cell.text}’ → {cell.value}, {value} ({where}). "
                    "하나로 고치십시오.",
                    f"the figure {cell.text!r} is corrected to {cell.value} and to {value} ({where}).",
                )


def _differing(one: Decision, other: Decision) -> Iterator[tuple[CorrectedCell, str]]:
    values = {(other.table_of(cell), cell.position): cell.value for cell in other.corrected}
    for cell in one.corrected:
        value = values.get((one.table_of(cell), cell.position), cell.value)
        if value != cell.value:
            yield cell, value


def _taken(wanted: Sequence[Wanted], present: Present) -> dict[str, Taken]:
    found: dict[str, Taken] = {}
    for name in dict.fromkeys(each.request.document for each in wanted):
        before = _by_check(present, name)
        after = {decision.check: decision for decision in after_requests(wanted, present, name)}
        changes = {
            check: after[check].kind if check in after else WITHDRAWN
            for check in sorted(before.keys() | after.keys())
            if before.get(check) != after.get(check)
        }
        found[name] = Taken(list(after.values()), changes)
    return found


def _by_check(present: Present, name: str) -> dict[str, Decision]:
    return {decision.check: decision for decision in present.documents[name].decisions}

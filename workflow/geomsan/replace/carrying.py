"""What becomes of the decisions about a document when a new version of it is taken in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from geomsan.check.report import CorrectedCell, Decision, Finding
from geomsan.common.errors import Bilingual, GeomsanError
from geomsan.decide.correction import prints, recheck
from geomsan.decide.file import CORRECTED
from geomsan.decide.pinning import inputs, is_stale, pins
from geomsan.decide.present import Present
from geomsan.decide.standing import decide_document
from geomsan.read.figures.figure import read_figure
from geomsan.replace.counterparts import Counterparts

STANDS = Bilingual("그대로", "stands")
ADOPTED = Bilingual("원본에서 고쳐짐", "corrected in the original")
OTHERWISE = Bilingual("원본에서 다른 값으로 고쳐짐", "corrected in the original, to other values")
GONE = Bilingual("불일치가 없어짐", "no longer violated")
CHANGED = Bilingual("결정한 값이 바뀜", "the figures that were decided on have changed")
LOST = Bilingual("새 판에 그 검산이 없음", "the new version has no such check")
UNPROVED = Bilingual("정정한 값으로 더는 맞지 않음", "no longer holds with the corrected figures")


@dataclass(frozen=True)
class Fate:
    """What becomes of a decision, and why; ``decision`` as it was made."""

    decision: Decision
    because: Bilingual


@dataclass(frozen=True)
class Carried:
    """The decisions after a new version of a document.

    Attributes
    ----------
    decisions
        By document, for the replaced one and each other that something changes for, as its file is to hold
        them: those that stand, pinned to the new version, and the stale ones.
    kept, stale, settled
        Which of the former stand, which a person has to look at, and which nothing is left to decide of.
    """

    decisions: Mapping[str, Sequence[Decision]]
    kept: tuple[Fate, ...]
    stale: tuple[Fate, ...]
    settled: tuple[Fate, ...]


def carried(name: str, before: Present, after: Present, same: Counterparts) -> Carried:
    """Return what becomes of the decisions that rest on a document.

    A decision stands while every figure of its check prints as it did, wherever its row has gone; it is
    pinned anew. It is settled when its figures have changed and the check holds. Else a person has to
    look: it stays as it is, and is stale.

    Parameters
    ----------
    name
        The document.
    before, after
        All documents as they are now, and with its new version.
    same
        Which check is which.
    """
    held = {
        document: [_fate(decision, before, after, same) for decision in each.decisions]
        for document, each in before.documents.items()
        if document == name or any(_rests_on(decision, name) for decision in each.decisions)
    }
    pinned = [made for made, fate in held[name] if made is not None and fate.because == STANDS]
    unproved = _unproved(name, after, pinned)
    held[name] = [
        (replace(fate.decision, check=made.check), Fate(fate.decision, UNPROVED))
        if made is not None and made.check in unproved
        else (made, fate)
        for made, fate in held[name]
    ]
    fates = [(made, fate) for each in held.values() for made, fate in each if _rests_on(fate.decision, name)]
    return Carried(
        {
            document: made
            for document, each in held.items()
            for made in [[decision for decision, _ in each if decision is not None]]
            if document == name or made != list(before.documents[document].decisions)
        },
        tuple(fate for made, fate in fates if made is not None and fate.because == STANDS),
        tuple(fate for made, fate in fates if made is not None and fate.because != STANDS),
        tuple(fate for made, fate in fates if made is None),
    )


def _rests_on(decision: Decision, document: str) -> bool:
    """Tell whether a decision is about figures of a document."""
    cells = (cell.get("document", decision.document) for cell in decision.cells)
    return document == decision.document or document in cells


def _fate(
    decision: Decision, before: Present, after: Present, same: Counterparts
) -> tuple[Decision | None, Fate]:
    """Return the decision as it is to be held, or None when it is settled, and what has become of it."""
    finding = before.findings.get(decision.check)
    if finding is None or finding.verdict != "violated" or is_stale(decision, before.hashes, finding):
        return decision, Fate(decision, CHANGED)
    now = same.of(finding)
    if now is None:
        return decision, Fate(decision, LOST)
    is_same_print = _printed(finding, same) == _printed(now, None)
    if now.verdict == "violated" and is_same_print:
        return _pinned_anew(decision, now, after, same), Fate(decision, STANDS)
    if now.verdict == "violated":
        return _under(decision, now.check_id), Fate(decision, CHANGED)
    if is_same_print or now.verdict == "undecided":
        return decision, Fate(decision, LOST)
    if decision.kind != CORRECTED:
        return None, Fate(decision, GONE)
    return None, Fate(decision, ADOPTED if _is_adopted(decision, after, same) else OTHERWISE)


def _printed(finding: Finding, moved: Counterparts | None) -> list[tuple[str, ...]]:
    """Return what the cells of a check print, by column; ``moved`` where it is one of the earlier version.

    Rows are left out: a row that moved prints what it did.
    """

    def said(cell: Mapping[str, Any]) -> tuple[str, ...]:
        column = cell["column"]
        if moved is not None:
            _, column = moved.place_of(cell, finding.document, finding.table)
        return *(str(cell.get(key, "")) for key in ("document", "table", "part", "text")), str(column)

    return sorted(map(said, pins(finding)))


def _under(decision: Decision, check: str) -> Decision:
    return replace(decision, check=check)


def _pinned_anew(decision: Decision, now: Finding, after: Present, same: Counterparts) -> Decision:
    return replace(
        decision,
        check=now.check_id,
        cells=pins(now),
        inputs=inputs(now, after.hashes),
        corrected=tuple(_moved(cell, decision, same) for cell in decision.corrected),
    )


def _moved(cell: CorrectedCell, decision: Decision, same: Counterparts) -> CorrectedCell:
    row, column = same.place(decision.table_of(cell), cell.row, cell.column)
    return cell if row is None or column is None else replace(cell, row=row, column=column)


def _is_adopted(decision: Decision, after: Present, same: Counterparts) -> bool:
    """Tell whether every corrected figure is now printed as it was corrected."""
    document = after.documents[decision.document].document
    tables = {table.name: table for table in document.tables}
    for given in decision.corrected:
        cell = _moved(given, decision, same)
        table = tables.get(decision.table_of(cell))
        if table is None:
            return False
        brackets = table.layout.brackets
        printed = prints(table, after.families[table.family].measures()).get(cell.position)
        now, wanted = (read_figure(text, brackets=brackets) for text in (printed or "", cell.value))
        if printed is None or (now.value, now.unit) != (wanted.value, wanted.unit):
            return False
    return True


def _unproved(name: str, after: Present, pinned: Sequence[Decision]) -> set[str]:
    """Return the checks whose corrections do not hold in the new version, or break what holds there."""
    if _holds(name, after, pinned):
        return set()
    good: list[Decision] = []
    for decision in pinned:
        if decision.kind != CORRECTED or _holds(name, after, [*good, decision]):
            good.append(decision)
    return {decision.check for decision in pinned if decision not in good}


def _holds(name: str, after: Present, decisions: Sequence[Decision]) -> bool:
    here = after.documents[name]
    try:
        decide_document(
            here.report,
            decisions,
            lambda corrections: recheck(here.printed, corrections, after.families, after.aliases),
        )
    except GeomsanError:
        return False
    return True

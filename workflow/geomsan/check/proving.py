"""A table as a whole: do its identities hold together, and which figures are the suspects."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from geomsan.check.identities.edits import PERCENTAGE, Basis, Edit
from geomsan.check.identities.verdicts import Check, Verdict
from geomsan.check.localization.proof import contradiction
from geomsan.check.localization.ranking import Repair, rank
from geomsan.check.localization.repairs import Localization, localize, violated_edits
from geomsan.check.localization.solver import Programme
from geomsan.check.localization.system import build_system
from geomsan.check.localization.unknowns import place_of
from geomsan.read.figures.interval import Interval

_STEPS = 100_000
"""Generous: the hardest table of the reports at hand takes five thousand."""
_LARGEST = 10**100
"""No table with a figure larger than this is taken as a system: the solver works in floating point."""
_FEW = 8
"""Rules that hold just as printed are left aside where they are so many times those that the others touch."""
_MOST_HOPS = 3
_AS_PRINTED = Interval.exactly(Fraction(0))


@dataclass(frozen=True)
class TableProof:
    """What follows from all edit rules of a table together.

    Attributes
    ----------
    joint
        A smallest set of rules that cannot hold together, when each of a consistent-looking table
        can hold by itself; else empty.
    repairs
        Every smallest set of figures whose change makes the table consistent, likeliest first.
    localization
        How the search ended; None when nothing is wrong.
    """

    joint: Check | None = None
    repairs: tuple[Repair, ...] = ()
    localization: Localization | None = None


def prove(checks: Sequence[Check]) -> TableProof:
    """Decide the rules of one table together and find the suspects.

    A table whose rules all hold exactly as printed needs no proof: its prints are a solution.
    """
    decided = [check for check in checks if check.verdict is not Verdict.UNDECIDED]
    if all(check.verdict is Verdict.EXACT for check in decided):
        return TableProof()
    if any(abs(term.entry.value) > _LARGEST for check in decided for term in check.edit.terms):
        return TableProof()
    is_violated = any(check.verdict is Verdict.VIOLATED for check in decided)
    if not is_violated and _holds_near_print(decided):
        return TableProof()
    at_odds = _at_odds(decided) if not is_violated or _tells_more_than_is_printed(decided) else []
    sums = [check for check in at_odds if not check.edit.is_quotient]
    if sums and all(map(_adds_up, sums)) and _tells_more_than_is_printed(at_odds):
        decided = [check for check in decided if not _adds_up(check)]
        at_odds = _at_odds(decided)
    if not at_odds and not is_violated:
        return TableProof()
    joint = None if is_violated else _joint_check([check.edit for check in at_odds])
    system = build_system([check.edit for check in decided])
    localization = localize(system, steps=_STEPS)
    return TableProof(joint, rank(system, localization, violated_edits(system)), localization)


def _holds_near_print(checks: Sequence[Check]) -> bool:
    """Tell whether all rules hold with every figure as printed but those of the few that do not hold so.

    Only the rules that share a figure with these become a system, and what these have as their results
    moves with them: in a table of thousands of lines the others say nothing that its prints do not.
    False says nothing.
    """
    near = [check.edit for check in checks if check.verdict is not Verdict.EXACT]
    moved = {place_of(term.entry) for edit in near for term in edit.terms}
    for _ in range(_MOST_HOPS):
        near = [c.edit for c in checks if any(place_of(term.entry) in moved for term in c.edit.terms)]
        if _FEW * len(near) > len(checks):
            return False
        system = build_system(near)
        variables = tuple(
            one if place_of(one.entry) in moved else replace(one, box=_AS_PRINTED) for one in system.variables
        )
        outcome = Programme(replace(system, variables=variables)).solve()
        if outcome.is_certain and outcome.is_feasible:
            return True
        moved |= {place_of(edit.result.entry) for edit in near}
    return False


def _tells_more_than_is_printed(checks: Sequence[Check]) -> bool:
    """Tell whether there are prices or figures per head: with them a part is known to a fraction."""
    return any(check.edit.is_quotient and check.edit.factor != PERCENTAGE for check in checks)


def _adds_up(check: Check) -> bool:
    """Tell whether a total is just what its printed parts add up to.

    Offices add up printed figures as often as those that they were rounded from; what is added so fits
    no rate or product that tells a part to a fraction of its last place, and no figure is wrong for it.
    """
    return check.verdict is Verdict.EXACT and not check.edit.is_quotient


def _at_odds(checks: Sequence[Check]) -> list[Check]:
    """Return rules of which each can hold, but not all together, and none of them needlessly."""
    sound = [check for check in checks if check.verdict is not Verdict.VIOLATED]
    return [sound[rule] for rule in contradiction(build_system([check.edit for check in sound]))]


def _joint_check(edits: Sequence[Edit]) -> Check:
    """Return rules that contradict each other as one violated check over all their figures."""
    first = edits[0]
    together = Edit(
        id="+".join(edit.id for edit in edits),
        identity=" & ".join(dict.fromkeys(edit.identity for edit in edits)),
        rule=first.rule,
        statement=" / ".join(edit.statement for edit in edits),
        terms=tuple(term for edit in edits for term in edit.terms),
        is_inferred=any(edit.is_inferred for edit in edits),
        basis=max((edit.basis for edit in edits), key=list(Basis).index),
    )
    return Check(together, Verdict.VIOLATED, reported=first.result.entry.printed)

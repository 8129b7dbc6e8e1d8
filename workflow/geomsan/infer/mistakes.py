"""What explains a sum that fails as a mistake of the table: an item forgotten, one gap, a slip."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations
from math import log10

import numpy as np

from geomsan.check.identities.edits import Basis
from geomsan.check.identities.verdicts import Verdict
from geomsan.infer.addition import Claim, total_edits
from geomsan.infer.axis import Node
from geomsan.infer.readings import (
    FAILURE,
    decided,
    explained,
)
from geomsan.infer.side import Side
from geomsan.read.tables.labels import squeeze

MOST_ROWS_WRONG = 12
"""Rows that a column may be left out of by mistake."""
MOST_LEFT_OUT = 30
"""Lines of which pairs are tried as left out."""
FEWEST_PLACES = 3
"""Places in which a sum must hold that no word promises."""


def explain(side: Side, claim: Claim) -> None:
    """Add to the score of a claim that fails what explains its failures as errors of the table."""
    fit = claim.fit
    failed = np.flatnonzero(fit.failed)
    best, forgotten = 0.0, []
    gaps = fit.gap[failed]
    steps = np.maximum(side.step[claim.total.position, failed], 1e-9)
    # Nobody leaves a column out in all of many rows: it is of another kind.
    is_many = side.matrix.is_turned and len(failed) > MOST_ROWS_WRONG
    for worth, lines in () if is_many else _forgetting(side, claim, failed):
        if worth > best:
            best, forgotten = worth, lines
    if len(failed) > 1 and np.allclose(np.abs(gaps), abs(gaps[0]), rtol=1e-9):
        same = FAILURE * (len(failed) - 1) + sum(log10(max(1.0, abs(gaps[0]) / step)) for step in steps[1:])
        if same > best:
            best, forgotten = same, []
    if len(failed) <= 12:
        checks = decided(total_edits(side, claim, failed), Basis.WORDED)
        slips = [min(FAILURE, explained(check)) for check in checks if check.verdict is Verdict.VIOLATED]
        if forgotten:
            best += min(slips, default=0.0)
        else:
            best = max(best, sum(slips))
    claim.score += best
    claim.forgotten = forgotten


def _forgetting(side: Side, claim: Claim, failed: np.ndarray) -> Iterator[tuple[float, list[Node]]]:
    """Yield lines without which, or with which counted twice, the sum holds where it fails."""
    gaps = claim.fit.gap[failed]
    slack = side.slack[[claim.total.position, *(p.position for p in claim.parts)]][:, failed].sum(axis=0)
    values = np.nan_to_num(side.added[[part.position for part in claim.parts]][:, failed])
    values = values * np.asarray(claim.signs, float)[:, None]
    sizes = side.step[claim.total.position, failed]
    choices: list[tuple[int, ...]] = [(n,) for n in range(len(claim.parts))]
    if 3 < len(claim.parts) <= MOST_LEFT_OUT:
        choices += list(combinations(range(len(claim.parts)), 2))
    copies = {claim.parts.index(part) for part in copies_of(side, claim)}
    for choice in choices:
        moved = values[list(choice)].sum(axis=0)
        for sign in (-1, 1):
            off = np.abs(gaps - sign * moved) <= slack + 1e-9 * np.abs(gaps)
            if not off.all() or not np.any(moved):
                continue
            if copies & set(choice) or _are_others(side, claim.parts, choice):
                break
            digits = np.log10(np.maximum(1.0, np.abs(gaps) / np.where(sizes > 0, sizes, 1.0)))
            worth = FAILURE * (len(failed) - 1) + float(np.minimum(digits, 6).sum()) - log10(2 * len(choices))
            worth -= FAILURE * (len(choice) - 1)
            yield worth, [claim.parts[n] for n in choice] if sign < 0 else []
    whole = claim.fit.expected[failed]
    if not copies and np.all(np.abs(gaps - whole) <= 2 * slack + 1e-9 * np.abs(whole)) and np.any(whole):
        digits = np.log10(np.maximum(1.0, np.abs(whole) / np.where(sizes > 0, sizes, 1.0)))
        yield FAILURE * (len(failed) - 1) + float(np.minimum(digits, 6).sum()) - 1, []


def copies_of(side: Side, claim: Claim) -> list[Node]:
    """Return the parts that print the figures of the total itself in every place: it stands twice."""
    value = side.value[claim.total.position]
    if side.lines[claim.total.position].is_item or int((np.nan_to_num(value) != 0).sum()) < FEWEST_PLACES:
        return []
    return [part for part in claim.parts if np.array_equal(side.value[part.position], value, equal_nan=True)]


def _are_others(side: Side, parts: Sequence[Node], choice: Sequence[int]) -> bool:
    """Tell whether lines are of another family than all the rest: conc beside brood1, brood2, brood3."""
    rest = {numberless(part.label) for number, part in enumerate(parts) if number not in choice}
    if not side.matrix.is_turned and rest != {"#"}:
        return False
    return len(rest) == 1 and "#" in min(rest) and not rest & {numberless(parts[n].label) for n in choice}


def numberless(label: str) -> str:
    """Return a label with its numbers left open."""
    return re.sub(r"\d+", "#", squeeze(label))

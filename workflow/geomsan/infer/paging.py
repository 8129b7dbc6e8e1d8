"""What is carried from page to page: 다음 쪽으로 이월, 앞쪽에서 이월, carried and brought forward.

What is carried out of a page adds up what stands above it, since it was last brought in; what is brought
in is what was carried out. Neither is an item of the total.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from geomsan.check.identities.edits import Basis, Edit, Role, Rule, Term
from geomsan.common.errors import Bilingual
from geomsan.infer.readings import Reading, balance, decided, key
from geomsan.infer.side import Side
from geomsan.infer.words import is_total
from geomsan.read.figures.units import Kind

_OUT = re.compile(
    r"(?:다음|뒷?|후|차)\s*(?:쪽|면|장|페이지)\s*(?:으로|에)?\s*이월|이월\s*소계|소계\s*\(?이월\)?|carried\s*(?:forward|over|down)|\bc/f\b",
    re.IGNORECASE,
)
_IN = re.compile(
    r"(?:앞|전|이전)\s*(?:쪽|면|장|페이지|기)\s*(?:에서|으로부터|의)?\s*이월|brought\s*(?:forward|over|down)|\bb/f\b",
    re.IGNORECASE,
)


def paged(side: Side) -> tuple[list[Reading], frozenset[int]]:
    """Return what the lines carried from page to page assert, and the lines that other sums leave alone.

    Empty unless something is carried out and brought in again.
    """
    outs = [n for n, line in enumerate(side.lines) if line.labels and _OUT.search(line.labels[-1])]
    ins = [n for n, line in enumerate(side.lines) if line.labels and _IN.search(line.labels[-1])]
    if not outs or not ins or min(ins) < min(outs):
        return [], frozenset()
    totals = [
        n
        for n, line in enumerate(side.lines)
        if n not in outs and n not in ins and is_total(line.labels[-1] if line.labels else "")
    ]
    edits = [edit for place in range(len(side.across)) for edit in _edits(side, place, outs, ins, totals)]
    checks = decided(edits, Basis.WORDED)
    sentence = Bilingual(
        "쪽 이월: 넘긴 값 = 위의 합 = 넘겨받은 값", "carried forward = what stands above = brought forward"
    )
    return ([Reading(checks, sentence)] if checks else []), frozenset({*outs, *ins, *totals[-1:]})


def _edits(
    side: Side, place: int, outs: Sequence[int], ins: Sequence[int], totals: Sequence[int]
) -> Iterator[Edit]:
    """Yield the rules of one place: each page adds up, and begins with what the one before ended with."""
    if not side.across[place].is_added:
        return
    since: list[int] = []
    last_out: int | None = None
    for line in range(len(side.lines)):
        entry = side.entry(line, place)
        if entry is None or entry.kind is Kind.RATE:
            continue
        name = side.lines[line].label
        if line in outs or line in totals[-1:]:
            parts = [(part, 1) for n in since if (part := side.entry(n, place)) is not None]
            if len(parts) > 1:
                added = " + ".join(side.lines[n].label for n in since)
                yield balance(
                    key("쪽", entry), entry, parts, f"{name} [{side.across[place].label}] = {added}"
                )
            if line in outs:
                last_out, since = line, [line]
        elif line in ins:
            source = side.entry(last_out, place) if last_out is not None else None
            if source is not None:
                terms = (Term(entry, Role.RESULT), Term(source, Role.SOURCE))
                statement = f"{name} [{side.across[place].label}] = {side.lines[last_out or 0].label}"
                yield Edit(key("이월", entry), "쪽 이월", Rule.CARRY, statement, terms)
            since = [line]
        elif line not in totals:
            since.append(line)

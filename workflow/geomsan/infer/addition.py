"""A line that is called a total, with the lines that it would add up, and how this is said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from geomsan.check.identities.edits import Basis, Edit, Role, Rule, Term
from geomsan.common.errors import Bilingual
from geomsan.infer.axis import Node, label_rank
from geomsan.infer.readings import (
    FAILURE,
    WORDED,
    balance,
    claims_nothing,
    key,
)
from geomsan.infer.side import Fit, Side
from geomsan.infer.sorts import Sort
from geomsan.infer.words import (
    is_partial,
    is_surely_deducted,
    without_reference,
)
from geomsan.read.figures.figure import State
from geomsan.read.figures.units import Kind
from geomsan.read.tables.labels import readable, squeeze


@dataclass
class Claim:
    """A line that is called a total, with what it would add up.

    Attributes
    ----------
    parts, signs
        The lines and how they count.
    words
        What its words and its place are worth.
    left_out
        Lines that stand between the parts and are none, with good reason.
    forgotten
        Plain items that the figures leave out: an error of the table.
    rivals
        Other ways to read it, with their scores.
    peers
        What the other totals of the same arrangement are worth.
    places
        The places that it speaks of, where these are not all.
    """

    total: Node
    parts: list[Node]
    signs: list[int]
    words: float
    fit: Fit
    score: float = 0.0
    basis: Basis = Basis.WORDED
    left_out: list[Node] = field(default_factory=list)
    forgotten: list[Node] = field(default_factory=list)
    rivals: list[Claim] = field(default_factory=list)
    note: str = ""
    peers: float = 0.0
    places: np.ndarray | None = None


def additive_places(side: Side) -> np.ndarray:
    """Return which places hold what can be added: no rates, means, indices by their words."""
    return np.array([line.sort is Sort.PLAIN for line in side.across], bool)


def claimed(
    side: Side,
    total: Node,
    parts: Sequence[Node],
    additive: np.ndarray,
    signs: Sequence[int] | None = None,
    cost: float = 0.0,
    note: str = "",
) -> Claim:
    """Return a claim with its score: words, and what holds, less what fails."""
    if signs is None:
        signs = [_sign(side, part) for part in parts]
    fit = side.balance(
        total.position, [part.position for part in parts], signs if min(signs, default=1) < 0 else None
    )
    # A total that prints nothing claims nothing, but where nothing is added up.
    mask = additive & ~(side.empty[total.position] & (np.nan_to_num(fit.expected) != 0))
    fit = replace(
        fit, decided=fit.decided & mask, held=fit.held & mask, digits=np.where(mask, fit.digits, 0.0)
    )
    words = (WORDED if total.is_worded else WORDED - 1) + (0.0 if len(parts) > 1 else -1.0)
    claim = Claim(total, list(parts), list(signs), words, fit, note=note)
    claim.score = words + min(fit.worth, 60.0) - FAILURE * fit.fails - cost
    return claim


def _sign(side: Side, part: Node) -> int:
    """Return -1 for a line that its label deducts and whose figures print no sign."""
    if not is_surely_deducted(part.label):
        return 1
    values = side.added[part.position]
    return -1 if np.all(np.nan_to_num(values) >= 0) else 1


def is_partial_list(side: Side, claim: Claim) -> bool:
    """Tell whether a label or the table says that the items are not all there."""
    labels = [*claim.total.line.labels, *(label for part in claim.parts for label in part.line.labels)]
    return any(map(is_partial, labels)) or side.matrix.is_partial


def total_edits(side: Side, claim: Claim, places: Sequence[int] | np.ndarray) -> Iterator[Edit]:
    """Yield the sum bound to its cells in each place."""
    identity = _identity(side, claim.total)
    text = total_expression(side, claim)
    for place in map(int, places):
        result = side.entry(claim.total.position, place)
        if result is None or result.kind is Kind.RATE or claims_nothing(result):
            continue
        parts = [
            (entry, sign)
            for part, sign in zip(claim.parts, claim.signs, strict=True)
            if (entry := side.entry(part.position, place)) is not None and entry.kind is not Kind.RATE
        ]
        if len(parts) < min(2, len(claim.parts)) or not any(entry.is_known for entry, _ in parts):
            continue
        if result.figure.state is State.BLANK and any(entry.printed for entry, _ in parts):
            continue
        if not result.is_known and sum(entry.is_known for entry, _ in parts) < 2:
            continue
        label = side.across[place].label
        where = f" [{label}]" if label else ""
        statement = f"{name(claim.total)}{where} = {text}"
        if claim.note == "last":
            terms = (Term(result, Role.RESULT), Term(parts[0][0], Role.SOURCE))
            edit = Edit(key("누계", result), identity, Rule.SAME, f"{statement} (누계)", terms)
            yield edit
            continue
        edit = balance(key("계", result), result, parts, statement)
        left_out = tuple(
            entry for part in claim.left_out if (entry := side.entry(part.position, place)) is not None
        )
        yield replace(edit, identity=identity, left_out=left_out)


def _identity(side: Side, total: Node) -> str:
    return f"계@{'column' if side.matrix.is_turned else 'row'} {total.line.index},{total.line.part}"


def name(node: Node) -> str:
    """Return what a line is called in a sentence: 소계 with whose it is."""
    label = node.line.label or "이름 없는 줄"
    own = readable(without_reference(node.label))
    if node.line.part is None and own and squeeze(own) not in squeeze(label):
        return f"{own} {label}"
    outer = node.line.labels[:-1]
    if label_rank(label) is None or not outer or node.line.part is not None:
        return label
    return f"{readable(without_reference(outer[-1]))} {label}"


def total_expression(side: Side, claim: Claim) -> str:
    """Return the parts of a claim by their names, without those that print nothing."""
    every = list(zip(claim.parts, claim.signs, strict=True))
    chosen = [pair for pair in every if pair[0].position not in side.empty_lines] or every
    parts, signs = [part for part, _ in chosen], [sign for _, sign in chosen]
    names = [name(part) for part in parts]
    counted = Counter(names)
    if any(count > 1 for count in counted.values()) and not side.matrix.is_turned:
        names = [
            f"{text}({part.line.index + 1}행)" if counted[text] > 1 else text
            for text, part in zip(names, parts, strict=True)
        ]
    if len(names) > 8:
        return f"{names[0]} + … + {names[-1]} ({len(names)}개 항목)"
    text = names[0] if signs[0] > 0 else f"- {names[0]}"
    for label, sign in zip(names[1:], signs[1:], strict=True):
        text += f" {'+' if sign > 0 else '-'} {label}"
    return text


def total_sentence(side: Side, claim: Claim) -> Bilingual:
    """Say which lines a total adds up, by name."""
    ko, en = ("열", "column") if side.matrix.is_turned else ("행", "row")
    what = f"{name(claim.total)} = {total_expression(side, claim)}"
    return Bilingual(f"합계 {ko}: {what}", f"total {en}: {what}")

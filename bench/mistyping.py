"""Typing errors put into a table: the ten ways, and the rules with the mistyped figures in them."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from geomsan.check.identities.edits import Edit
from geomsan.check.identities.verdicts import Verdict, evaluate
from geomsan.read.figures.figure import Figure, State
from geomsan.read.figures.units import Kind
from geomsan.read.tables.table import Entry

KINDS = (
    "transposed",
    "dropped",
    "doubled",
    "digit",
    "added",
    "shift",
    "sign",
    "unit",
    "swap-right",
    "swap-below",
)

Place = tuple[int | None, int | None, int | None]


def place_of(entry: Entry) -> Place:
    """Return where a figure stands."""
    return entry.row, entry.column, entry.part


def mistyped(figure: Figure, kind: str, dice: random.Random) -> Figure | None:
    """Return a figure mistyped in one way, or None where that way does not apply.

    A slip that would leave a nought in front is not made: nobody overlooks 0571,763.
    """
    assert figure.value is not None
    assert figure.step is not None
    places = max(0, -int(figure.step.as_tuple().exponent))
    digits = f"{abs(figure.value):.{places}f}".replace(".", "")
    sign = -1 if (figure.value < 0) != (kind == "sign") else 1
    if kind == "shift" and places:
        places = max(0, places + dice.choice((-1, 1)))
    elif kind == "shift":
        shorter = digits.endswith("0") and len(digits) > 1 and dice.random() < 0.5
        digits = digits[:-1] if shorter else digits + "0"
    elif kind == "unit":
        digits += "000"
    elif kind != "sign":
        made = [text for text in slips(digits, kind) if text[: len(text) - places].lstrip("0") or places]
        made = [text for text in made if len(text) - places <= 1 or text[0] != "0"]
        if not made:
            return None
        digits = dice.choice(made)
    value = sign * Decimal(int(digits)).scaleb(-places)
    if value == figure.value:
        return None
    return replace(figure, text=f"{value}", value=value, step=Decimal(1).scaleb(-places))


def slips(digits: str, kind: str) -> list[str]:
    """Return every way to mistype digits in one kind, each once, in order."""
    places = range(len(digits))
    if kind == "transposed":
        made = [digits[:n] + digits[n + 1] + digits[n] + digits[n + 2 :] for n in places[:-1]]
    elif kind == "dropped":
        made = [digits[:n] + digits[n + 1 :] for n in places if len(digits) > 1]
    elif kind == "doubled":
        made = [digits[:n] + digits[n] + digits[n:] for n in places]
    elif kind == "digit":
        made = [digits[:n] + other + digits[n + 1 :] for n in places for other in "0123456789"]
    else:
        made = [digits[:n] + other + digits[n:] for n in range(len(digits) + 1) for other in "0123456789"]
    return [text for text in dict.fromkeys(made) if text != digits]


def changes(entry: Entry, kind: str, table: dict[Place, Entry], seed: str) -> dict[Place, Figure] | None:
    """Return the figures that one typing error puts into the table, or None where it cannot be made."""
    if kind.startswith("swap"):
        row, column = (0, 1) if kind == "swap-right" else (1, 0)
        other = table.get(((entry.row or 0) + row, (entry.column or 0) + column, entry.part))
        if other is None or not other.is_known or not entry.is_known or other.printed == entry.printed:
            return None
        return {place_of(entry): other.figure, place_of(other): entry.figure}
    if entry.figure.state is not State.VALUE or not entry.figure.step:
        return None
    figure = mistyped(entry.figure, kind, random.Random(seed))  # noqa: S311
    return None if figure is None else {place_of(entry): figure}


def changed(edits: Iterable[Edit], figures: dict[Place, Figure]) -> list[Edit]:
    """Return the decidable edit rules with other figures in them."""
    made: dict[int, Entry] = {}

    def other(entry: Entry) -> Entry:
        figure = figures.get(place_of(entry)) if entry.row is not None else None
        if figure is None:
            return entry
        if id(entry) not in made:
            # A printed 100 that is no longer 100 is a share like any other.
            kind = (
                Kind.RATE
                if entry.printed == 100 and entry.unit and entry.unit.kind is Kind.RATE
                else entry.kind
            )
            made[id(entry)] = replace(entry, figure=figure, kind=kind)
        return made[id(entry)]

    result = []
    for edit in edits:
        if any(place_of(term.entry) in figures for term in edit.terms):
            new = replace(edit, terms=tuple(replace(t, entry=other(t.entry)) for t in edit.terms))
            if evaluate(new).verdict is not Verdict.UNDECIDED:
                result.append(new)
        else:
            result.append(edit)
    return result

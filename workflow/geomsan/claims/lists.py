"""Lists within a sentence: named parts with their numbers, and names alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from geomsan.claims.quantity import Quantity
from geomsan.claims.tokens import Token
from geomsan.claims.verdicts import Computed, given, times

OPEN = re.compile(r"등|외")
"""Words behind a list that say that it is not whole."""
OTHER_STATE = re.compile(
    r"신청|접수|목표|대비|전년|당초|기존|작년|지난|종전|변경|최대|최소|평균|누적|증가|감소|제외|별도|정원|현원|경쟁|만족|예비|이내"
)
"""Words of a part that make it no part: another state of the whole, or another measure."""


@dataclass(frozen=True)
class Part:
    """A part with its number: ``인쇄 55개``; ``computed`` is more than the number where 각 multiplies it."""

    token: Token
    label: str
    computed: Computed
    statement: str


def items(tokens: Sequence[Token], separators: str = ",/+") -> list[tuple[Token, ...]]:
    """Return the tokens between separators; empty stretches are left out."""
    found: list[list[Token]] = [[]]
    for token in tokens:
        if token.kind in separators:
            found.append([])
        else:
            found[-1].append(token)
    return [tuple(item) for item in found if item]


def is_open(item: Sequence[Token]) -> bool:
    """Tell whether an item ends its list with 등 or 외."""
    last = item[-1] if item else None
    return last is not None and last.kind == "W" and OPEN.fullmatch(last.text.split()[-1]) is not None


def words(tokens: Sequence[Token]) -> str:
    """Return the words and dates of tokens as one label."""
    return " ".join(token.text for token in tokens if token.kind in "WD")


def comparable(number: Quantity, like: Quantity) -> bool:
    """Tell whether a number can be a part of another: in its unit, or bare."""
    if not number.dimension:
        # 국비 1,411억 of 1,676억 원: a magnitude alone goes with money.
        return not number.magnitude or not like.is_count
    return number.family == like.family


def part_of(item: Sequence[Token], like: Quantity) -> Part | None:
    """Return the number of a list's item that is a part of ``like``; None where there is not just one."""
    numbers = [token for token in item if token.number is not None]
    shape = "".join(token.kind for token in item)
    if ">" in shape or "T" in shape or "~" in shape.replace("D~D", "D"):
        return None
    own = [
        token for token in numbers if token.number and token.number.family == like.family and like.dimension
    ]
    if not own:
        own = [token for token in numbers if token.number and comparable(token.number, like)]
        own = own if len(numbers) == 1 else []
    if len(own) != 1:
        return None
    token = own[0]
    assert token.number is not None
    number = token.number.in_unit_of(like)
    label = words(item[: item.index(token)])
    counts = [other for other in numbers if other is not token and other.number and other.number.is_count]
    # The unit that 각 counts must be another: 3개 공간별 우승 각 5천만원.
    if number.is_each and len(counts) == 1 and item.index(counts[0]) < item.index(token):
        count = counts[0].number
        assert count is not None
        return Part(
            token, label, times(given(count), given(number)), f"{counts[0].text.strip()} × {bare(token)}"
        )
    return Part(token, label, given(number), bare(token))


def bare(token: Token) -> str:
    """Return a number as printed, without 총 and 각."""
    return re.sub(r"^(?:총|각각|각|누적|누계|합계|도합|합산)\s?", "", token.text.strip())


@dataclass(frozen=True)
class Parts:
    """The parts that a list names; ``is_open`` where it says that there are more."""

    parts: tuple[Part, ...]
    is_open: bool


def parts_of(tokens: Sequence[Token], like: Quantity, separators: str = ",/+") -> Parts | None:
    """Read a list whose every item is a named part of ``like``; None where one is not."""
    found: list[Part] = []
    listed = items(tokens, separators)
    opened = False
    for at, item in enumerate(listed):
        if at == len(listed) - 1 and is_open(item):
            opened, item = True, item[:-1]
            if not item:
                continue
        part = part_of(item, like)
        if part is None or not part.label or OTHER_STATE.search(words(item)):
            return None
        found.append(part)
    return Parts(tuple(found), opened) if len(found) > 1 or (found and opened) else None

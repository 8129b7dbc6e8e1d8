"""Directions: what words say of a change — up or down — and of which chain of numbers they say it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from geomsan.claims.claim import Context
from geomsan.claims.tokens import Token

_UP = re.compile(
    r"증가|상승|확대|상향|제고|신장|성장|인상|증대|증액|늘어|늘려|늘렸|높아|높여|오름|확충|↑|급증|증원|추가|상회"
)
_DOWN = re.compile(
    r"감소|하락|둔화|축소|하향|단축|인하|줄어|줄여|줄였|낮아|낮춰|감액|저하|↓|급감|감축|감원|하회|통합"
)
_LOOSE = re.compile(r"추가|확충|통합|성장|증가폭|감소폭|오름폭|상승폭|하락폭|둔화|상회|하회|제고")
"""Words that name a direction, but that of something else as often: no proof of a wrong one."""
NEAR = 12
"""Tokens before a chain in which its direction may be said."""
_BACK = 2
"""Lines above in which a clause about the subject of a chain may stand."""
_CLAUSE = re.compile(
    r"(?P<way>증가|상승|오름|성장|감소|하락)(?P<measure>폭|세)?[가-힣]{0,2}\s?(?:[가-힣]{1,4}보다\s?)?(?P<shrinks>둔화|축소|완화)?"
)
_FALLING = ("감소", "하락")


@dataclass(frozen=True, slots=True)
class Direction:
    """What a word says.

    Attributes
    ----------
    rises
        Whether it says that the number rises.
    word
        The word.
    is_loose
        Whether it is said of something else as often, or further away: no proof of a wrong one.
    is_of_last
        Whether it is said of the last step of a chain alone.
    """

    rises: bool
    word: str
    is_loose: bool = False
    is_of_last: bool = False


def direction_of(tokens: Sequence[Token]) -> Direction | None:
    """Return what the last of the tokens says that gives a direction; None where none does."""
    for token in reversed(tokens):
        if token.kind in "WN":
            up, down = _UP.search(token.text), _DOWN.search(token.text)
            if (found := up or down) is not None and not (up and down):
                is_loose = _LOOSE.search(token.text) is not None
                return Direction(up is not None, token.text if is_loose else found[0], is_loose)
    return None


def direction_of_chain(context: Context) -> Direction | None:
    """Return what is said of a chain of numbers: behind it, before it, in its line's label, or above it."""
    behind = context.after[:3] if context.after and context.after[0].kind in "Wg" else ()
    before = context.before[-NEAR:]
    cut = max((at + 1 for at, token in enumerate(before) if token.kind in ">,!"), default=0)
    head = before[-1].inside if before and before[-1].kind == "g" else ()
    opened = next((token for token in context.before if token.kind not in "_!"), None)
    label = opened.inside if opened is not None and opened.kind == "g" else ()
    for tokens in (behind, before[cut:], () if cut else context.outer[-6:], head, label):
        if (found := direction_of(tokens)) is not None:
            return found
    return _of_line_above(context) or _of_subject(context)


def _of_line_above(context: Context) -> Direction | None:
    """``※ 순환변동치 : 101.4 → 101.7`` under a line that ends in 상승."""
    above = context.lines[context.at - 1] if context.at else None
    if above is None or above.level >= context.line.level or direction_of(context.tokens) is not None:
        return None
    found = direction_of(above.tokens[-NEAR:])
    return Direction(found.rises, found.word, is_loose=True) if found and not found.is_loose else None


def _of_subject(context: Context) -> Direction | None:
    """``제조업 -9.8% → -4.4%`` below ``제조업 감소폭 둔화, 서비스업 증가세``: the clause with its word."""
    subject = _subject(context.before)
    if len(subject) < 2:
        return None
    for line in reversed(context.lines[max(0, context.at - _BACK) : context.at]):
        for clause in line.text.split(","):
            _, met, rest = clause.replace("·", "").partition(subject)
            if met and (said := _CLAUSE.search(rest)) is not None:
                rises = (said["way"] in _FALLING) == bool(said["shrinks"])
                word = "".join(said.group("way", "measure")) if said["measure"] else said["way"]
                return Direction(rises, f"{word} {said['shrinks'] or ''}".strip(), True, True)
    return None


def _subject(before: Sequence[Token]) -> str:
    """Return the first word of the label before a chain, without dots: 농축산물 of 농·축산물 물가 (10월)."""
    label: list[Token] = []
    for token in reversed(before):
        if token.kind in "g:" and not label:
            continue
        if token.kind not in "W.":
            break
        label.insert(0, token)
    end = next((at for at in range(1, len(label)) if label[at].start > label[at - 1].end), len(label))
    return "".join(token.text for token in label[:end] if token.kind == "W")

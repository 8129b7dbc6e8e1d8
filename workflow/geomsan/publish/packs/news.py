"""The news of a pack: what does not add up, largest first, those of one cause together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from geomsan.check.report import Finding
from geomsan.publish.packs.front import Front
from geomsan.publish.packs.matters import (
    Matter,
    gap_in_words,
    in_one_unit,
    likeliest,
    matters,
    size,
    state,
    subject,
)
from geomsan.publish.packs.places import place_of
from geomsan.publish.packs.signs import Signs

MOST_LINES = 24
"""Violations on the page: more do not fit, and stand in the appendix."""

_WRONG = {
    "sum": "합계가 부분을 더한 값과 다릅니다",
    "difference": "차액이 계산한 값과 다릅니다",
    "rate": "비율이 적힌 숫자로 계산한 값과 다릅니다",
    "carry": "앞 연도에서 넘어온 값과 다릅니다",
    "same": "같은 것을 두 표에 다르게 적었습니다",
}

_BETWEEN = {
    "same": "같은 것을 두 보고서에 다르게 적었습니다",
    "carry": "앞 연도의 보고서에서 넘어온 값과 다릅니다",
}


@dataclass(frozen=True)
class NewsLine:
    """One violation: its sign, what it is about, the two figures, the gap in words, how it stands."""

    sign: str
    what: str
    printed: str
    expected: str
    gap: str
    state: str
    is_open: bool


@dataclass(frozen=True)
class NewsGroup:
    """The violations of one cause.

    Attributes
    ----------
    what
        What is wrong, in a sentence.
    table, title
        Number and title of the table; of comparisons with another table, ``other`` is its number.
    apart
        What a table is called that the figures are held against and that is not in the pack.
    document
        Title of the document, in a pack of several.
    place
        Where the table stands in its report.
    remark
        The likeliest repair, or what is to be said of all repairs.
    is_wider
        Whether the table is about more than the pack's topic.
    """

    what: str
    table: str
    title: str
    apart: str
    other: str
    document: str
    place: str
    lines: list[NewsLine]
    remark: str
    is_wider: bool = False


@dataclass(frozen=True)
class News:
    """What does not add up: groups shown, how many causes there are, violations left to the appendix."""

    groups: list[NewsGroup]
    causes: int = 0
    left: int = 0


def news(front: Front) -> News:
    """Return the news of a pack, those of wider tables last."""
    found = [(number, matter) for number, table in front.numbered for matter in matters(table)]
    found.sort(key=lambda item: (front.is_wider(item[1].table), *_order(item[1])))
    shown: list[NewsGroup] = []
    room = MOST_LINES
    for number, matter in found:
        lines = sorted(matter.findings, key=_size)[:room]
        if lines:
            shown.append(_group(number, matter, lines, front))
            room -= len(lines)
    count = sum(len(matter.findings) for _, matter in found)
    return News(shown, len(found), count - (MOST_LINES - room))


def _group(number: str, matter: Matter, lines: Sequence[Finding], front: Front) -> NewsGroup:
    table, first, signs = matter.table, matter.findings[0], front.signs
    wide = " ·\u00a0주제보다 넓은 표" if front.is_wider(table) else ""
    other = signs.table(*first.partner) if first.is_comparison else ""
    apart = _apart(first, signs) if first.is_comparison and not other else ""
    wrong = dict.fromkeys(map(_wrong, lines))
    return NewsGroup(
        what=". ".join(wrong),
        table=number,
        title=" ".join(table.title.split()) + wide,
        apart=apart,
        other=other,
        document=front.document(table),
        place=place_of(table, printed=True),
        lines=[_line(finding, signs) for finding in lines],
        remark=likeliest(matter, table=number) if not first.is_comparison else "",
        is_wider=front.is_wider(table),
    )


def _wrong(finding: Finding) -> str:
    """Return what is wrong, in a sentence."""
    if finding.is_comparison and finding.partner[0] != finding.document:
        if finding.rule == "carry" and finding.is_other_end:
            return "다음 연도로 넘긴 값을 그 연도의 보고서에 다르게 적었습니다"
        return _BETWEEN.get(finding.rule, _WRONG["same"])
    return _WRONG.get(finding.rule, "적힌 숫자가 서로 맞지 않습니다")


def _apart(finding: Finding, signs: Signs) -> str:
    """Return where a figure that is not in the pack stands."""
    elsewhere = signs.elsewhere(finding)
    return f"견준 표: {elsewhere}" if elsewhere else "견준 표는 이 브리프에 없음"


def _line(finding: Finding, signs: Signs) -> NewsLine:
    here, there = in_one_unit(finding)
    return NewsLine(
        signs.of(finding),
        subject(finding),
        here,
        there,
        gap_in_words(finding),
        state(finding),
        finding.is_open,
    )


def _order(matter: Matter) -> tuple[int, Decimal, int]:
    kind, gap = min(map(_size, matter.findings))
    return kind, gap, matter.findings[0].number


def _size(finding: Finding) -> tuple[int, Decimal]:
    kind, gap = size(finding)
    return kind, -gap

"""Matters: the violations of a table that have one cause, and what is said of them in words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from geomsan.check.report import Finding, TableReport
from geomsan.claims.claim import Kind as Kinds
from geomsan.claims.days import WEEKDAYS
from geomsan.common import words
from geomsan.publish.packs.marks import violations
from geomsan.publish.packs.signs import PLAIN, Signs, joined
from geomsan.publish.packs.statements import in_full
from geomsan.read.figures.figure import read_figure
from geomsan.read.figures.printed import exact, printed, with_places
from geomsan.read.figures.units import Kind, read_unit

_THERE = re.compile(r"다른 곳 (.+?) \(")
_AMOUNT = re.compile(r"(△?[\d,.]+)\s*(\D*)")
_QUESTION, _EXAMPLE_QUESTION = "질의 중", "예시 질의"
_EXAMPLE = "예시"
_FEW_CHANGES = 3


@dataclass(frozen=True)
class Matter:
    """Violations of one table that the same smallest repairs settle, or one correction."""

    table: TableReport
    findings: tuple[Finding, ...]

    @property
    def is_open(self) -> bool:
        """True while one of them is."""
        return any(finding.is_open for finding in self.findings)

    def sign(self, signs: Signs = PLAIN) -> str:
        """Return the signs of its violations as one."""
        return joined(map(signs.of, self.findings))


def matters(table: TableReport) -> list[Matter]:
    """Return the matters of a table in the order of their first numbers."""
    groups: list[tuple[set[str], list[Finding]]] = []
    for finding in violations(table):
        keys, together = {finding.cause or finding.check_id}, [finding]
        if finding.status == "corrected" and finding.decision is not None:
            keys.add(finding.decision.check)
        for other in [group for group in groups if group[0] & keys]:
            groups.remove(other)
            keys, together = keys | other[0], [*other[1], *together]
        groups.append((keys, sorted(together, key=lambda item: item.number)))
    return [Matter(table, tuple(found)) for _, found in sorted(groups, key=lambda group: group[1][0].number)]


def subject(finding: Finding) -> str:
    """Return what a violation is about: ``경제정책과 [합계 · 정원]``."""
    if finding.is_comparison:
        return finding.statement.partition("]: ")[0] + "]"
    return finding.statement.partition(" = ")[0]


def formula(finding: Finding) -> str:
    """Return what its figure was worked out from, empty for a comparison."""
    return "" if finding.is_comparison else finding.statement.partition(" = ")[2]


def figures(finding: Finding, signs: Signs = PLAIN) -> str:
    """Return the two figures that do not agree and the gap between them, with their units."""
    reported, expected, gap = printed_value(finding), expected_value(finding), gap_value(finding)
    if not expected:
        return "하나씩은 맞을 수 있으나 함께는 성립할 수 없음"
    if finding.is_comparison:
        return f"여기에는 {reported}, {signs.other(finding)}에는 {expected} (차이 {gap})"
    return f"적힌 값 {reported}, 계산한 값 {expected}" + (f" (차이 {gap})" if gap else "")


def _weekday(finding: Finding, number: Decimal | None) -> str:
    """Return the weekday that a number stands for, 1 for Monday; empty for a finding of another rule."""
    is_day = finding.rule == Kinds.WEEKDAY.value and number is not None
    return f"{WEEKDAYS[int(number) - 1]}요일" if is_day and number is not None else ""


def printed_value(finding: Finding) -> str:
    """Return the figure as printed, with its unit; empty where there is none."""
    if day := _weekday(finding, finding.reported):
        return day
    return "" if finding.reported is None else f"{printed(finding.reported)}{finding.unit}"


def expected_value(finding: Finding) -> str:
    """Return what the other figures give, or what the other table prints, with its unit."""
    if finding.is_comparison and (there := _THERE.search(finding.message_ko)):
        return there[1]
    if day := _weekday(finding, finding.expected):
        return day
    return "" if finding.expected is None else f"{printed(finding.expected)}{finding.unit}"


def in_one_unit(finding: Finding) -> tuple[str, str]:
    """Return the two figures of a violation so that they can be compared: in the coarser of their units.

    ``4,464,244천원`` beside ``3,803백만원`` is ``4,464.244백만원``: exact, and no finer than printed.
    """
    here, there = printed_value(finding), expected_value(finding)
    found = amount_of(there)
    own, other = read_unit(finding.unit), read_unit(found[1]) if found else None
    if found is None or own is None or other is None or finding.reported is None or own == other:
        return here, there
    if own.dimension != other.dimension:
        return here, there
    if own.scale <= other.scale:
        return f"{_rescaled(finding.reported, own.scale, other.scale)}{found[1]}", there
    return here, f"{_rescaled(found[0], other.scale, own.scale)}{finding.unit}"


def amount_of(text: str) -> tuple[Decimal, str] | None:
    """Return figure and unit of ``2,069백만원``; None where no figure stands there."""
    found = _AMOUNT.fullmatch(text)
    number = read_figure(found[1]).value if found else None
    return None if found is None or number is None else (number, found[2])


def _rescaled(number: Decimal, scale: Decimal, to: Decimal) -> str:
    return printed(exact(Fraction(number) * Fraction(scale) / Fraction(to)))


def gap_value(finding: Finding) -> str:
    """Return the printed figure less the other, with its unit; empty for a weekday."""
    return (
        ""
        if finding.difference is None or _weekday(finding, finding.reported)
        else f"{printed(finding.difference)}{finding.unit}"
    )


def gap_in_words(finding: Finding) -> str:
    """Return by how much the printed figure is off: ``3명 많음``, ``13억 3,700만원 많음``, ``0.1%p 높음``."""
    if finding.difference is None:
        return ""
    if _weekday(finding, finding.reported):
        return "다른 요일"
    number, unit = finding.difference.copy_abs(), finding.unit
    known = read_unit(unit)
    if known is not None and known.kind is Kind.RATE:
        return f"{printed(number)}%p {'높음' if finding.difference > 0 else '낮음'}"
    full = in_full(number, unit) or f"{printed(with_places(number))}{unit}"
    return f"{full} {'많음' if finding.difference > 0 else '적음'}"


def size(finding: Finding) -> tuple[int, Decimal]:
    """Return a key for the largest first: money before counts before rates, then the gap."""
    known = read_unit(finding.unit)
    gap = abs(finding.difference or Decimal(0)) * (known.scale if known else 1)
    if known is None:
        return 1, gap
    return (0 if known.dimension == "원" else 2 if known.kind is Kind.RATE else 1), gap


def state(finding: Finding) -> str:
    """Return how a violation stands, in a word or two; what is only an example says so."""
    word = words.STATUSES[finding.status].ko if finding.status in words.STATUSES else ""
    decision = finding.decision
    if finding.status == "open" and decision is not None and decision.kind == "question":
        # An example asks nobody.
        return f"{word} ({_EXAMPLE_QUESTION})" if finding.is_example else f"{word} · {_QUESTION}"
    return f"{word} ({_EXAMPLE})" if finding.is_example else word


def states(findings: Iterable[Finding], signs: Signs = PLAIN) -> str:
    """Return how several stand: one word where they all stand alike, else each with its sign."""
    found: dict[str, list[Finding]] = {}
    for finding in findings:
        found.setdefault(state(finding), []).append(finding)
    if len(found) == 1:
        return next(iter(found))
    return ", ".join(f"{joined(map(signs.of, group))} {word}" for word, group in found.items())


def likeliest(matter: Matter, *, table: str = "") -> str:
    """Return the likeliest repair and what all repairs have in common; empty where it says nothing.

    What two tables print differently makes neither consistent: the sentence names both figures. Away from
    the table, its number says where the cells are seen, and more than three changes are only counted.
    """
    first = matter.findings[0]
    if not matter.is_open:
        return ""
    if first.is_comparison:
        return "두 표 가운데 어느 쪽이 틀렸는지는 알 수 없음"
    if not first.repairs:
        return ""
    best, *others = first.repairs
    because = f" ({best['reason_ko']})" if best.get("reason_ko") else ""
    count = len(best["cells"])
    shaded = f"(표 {table}에 음영으로 표시)" if table else ""
    if table and count > _FEW_CHANGES:
        said = f"가장 의심되는 칸 {count}개{shaded}{because}"
    else:
        said = f"가장 의심되는 칸{shaded}: {changes(best['cells'])}{because}"
    return ". ".join(part for part in (said, _in_common(best, others)) if part)


def _in_common(best: Mapping[str, Any], others: Sequence[Mapping[str, Any]]) -> str:
    """Return what the smallest repairs have in common."""
    if not others:
        return "이보다 작거나 같은 수정은 이것뿐임"
    places = [{_place(cell) for cell in repair["cells"]} for repair in (best, *others)]
    common = set.intersection(*places)
    count = len(best["cells"])
    if common:
        named = ", ".join(cell["text"].strip() for cell in best["cells"] if _place(cell) in common)
        return f"어떻게 고치더라도 {named}{_object(named)} 고쳐야 함"
    if count == 1:
        return "다른 한 칸을 고쳐도 맞게 되므로 원자료로 확인해야 함"
    return f"어떻게 고치더라도 {count}칸이 바뀌며, 어느 칸인지는 원자료로 확인해야 함"


def changes(cells: Iterable[Mapping[str, Any]]) -> str:
    """Return the changes of a repair: ``994 → 1,215, 736 → 957``."""
    return ", ".join(
        f"{cell['text'].strip() or '(빈칸)'} → {printed(with_places(Decimal(cell['value'])))}"
        for cell in cells
    )


def _place(cell: Mapping[str, Any]) -> tuple[Any, ...]:
    return cell.get("table"), cell["row"], cell["column"], cell.get("part")


def _object(figure: str) -> str:
    """Return 을 or 를 as the last digit of a figure is read."""
    return "을" if figure[-1:] in "013678" else "를"

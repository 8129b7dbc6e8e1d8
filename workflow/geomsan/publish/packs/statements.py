"""What a chart says, in one sentence made from its figures."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

from geomsan.check.views import CHANGE, SHARE, TARGET, View
from geomsan.publish.packs.reading import Reading
from geomsan.publish.packs.signs import OPEN, SETTLED, joined
from geomsan.read.figures.printed import difference, exact, in_magnitudes, printed
from geomsan.read.figures.units import read_unit

_YEAR = re.compile(r"(?:19|20)\d\d(?:년.*)?")
_LEAST_IN_WORDS = 10_000
_SIGNS = re.compile(rf"[{OPEN}{SETTLED}][^{OPEN}{SETTLED}]*$")

Found = Mapping[str, Reading]


def statement(view: View, labels: Sequence[str], items: Sequence[Found], total: Found) -> str:
    """Return the sentence above a chart."""
    if view.reading == TARGET:
        return _of_target(view, labels, items, total)
    if view.reading == CHANGE:
        return _of_change(view, labels, items, total)
    ranked = view.against if view.reading == SHARE else view.measure
    parts = []
    if view.reading == SHARE and {view.against, view.measure} <= set(total):
        rate = total.get(view.rate)
        share_of = f"({view.rate} {_marked(rate)}%)" if rate and rate.number is not None else ""
        parts.append(
            f"{view.against} {_with_unit(total[view.against], view)} 가운데 "
            f"{_topic(view.measure)} {_with_unit(total[view.measure], view)}{share_of}입니다."
        )
    elif view.measure in total:
        parts.append(f"{_topic(view.measure)} 모두 {_with_unit(total[view.measure], view)}입니다.")
    if largest := _extreme(labels, items, lambda found: _number(found, ranked)):
        label, found = largest
        parts.append(
            f"{_subject(ranked)} 가장 큰 {_where(labels)} {label}({_with_unit(found[ranked], view)})입니다."
        )
    return " ".join(parts)


def _of_target(view: View, labels: Sequence[str], items: Sequence[Found], total: Found) -> str:
    parts = []
    if {view.against, view.measure} <= set(total):
        whole, part = total[view.against], total[view.measure]
        compared = gap(part.number, whole.number, view.unit)
        now = _with_unit(part, view)
        says = f"{_by(now)} {compared}" if compared else now
        parts.append(f"{view.against} {_with_unit(whole, view)}에 {_topic(view.measure)} {says}입니다.")
    shortage = _extreme(
        labels, items, lambda found: _less(_number(found, view.against), _number(found, view.measure))
    )
    if shortage:
        label, found = shortage
        missing = _less(found[view.against].number, found[view.measure].number)
        if missing is not None and missing > 0:
            parts.append(
                f"가장 많이 모자라는 {_where(labels)} {label}({_with_unit(found[view.against], view)} 가운데 "
                f"{_with_unit(found[view.measure], view)})입니다."
            )
        elif all(found.get(view.measure, Reading()).number is not None for found in items):
            parts.append(f"{_subject(view.against)} 차지 않은 곳은 없습니다.")
    return " ".join(parts)


def _of_change(view: View, labels: Sequence[str], items: Sequence[Found], total: Found) -> str:
    parts = []
    if {view.against, view.measure} <= set(total):
        now, before = total[view.measure], total[view.against]
        grown = _less(now.number, before.number)
        if grown is not None:
            rate = change(now.number, before.number).lstrip("△+")
            moved = f"{printed(grown.copy_abs())}{view.unit}" + (f"({rate})" if rate else "")
            verb = "같습니다." if grown == 0 else f"{moved} {'늘었습니다' if grown > 0 else '줄었습니다'}."
            than = "과" if not is_open(view.against) else "와"
            to, since = _by(_with_unit(now, view)), f"{view.against} {_with_unit(before, view)}"
            parts.append(f"{_topic(view.measure)} {to} {since}{than if grown == 0 else '보다'} {verb}")
    largest = _extreme(
        labels,
        items,
        lambda found: _absolute(_less(_number(found, view.measure), _number(found, view.against))),
    )
    if largest:
        label, found = largest
        grown = _less(found[view.measure].number, found[view.against].number)
        if grown:
            way = "늘어난" if grown > 0 else "줄어든"
            signs = joined((*found[view.measure].signs, *found[view.against].signs))
            moved = f"{printed(grown.copy_abs())}{view.unit}{signs}"
            parts.append(f"가장 많이 {way} {_where(labels)} {label}({moved})입니다.")
    return " ".join(parts)


def share(part: Decimal | None, whole: Decimal | None) -> str:
    """Return what part of ``whole`` is, in percent with one decimal; empty when that means nothing."""
    if part is None or whole is None or whole <= 0:
        return ""
    return f"{printed(_percent(100 * Fraction(part) / Fraction(whole)))}%"


def change(now: Decimal | None, before: Decimal | None) -> str:
    """Return the change on ``before`` in percent with one decimal and its sign."""
    if now is None or before is None or before <= 0:
        return ""
    rate = _percent(100 * Fraction(now - before) / Fraction(before))
    return f"+{printed(rate)}%" if rate > 0 else f"{printed(rate)}%"


def signed_gap(part: Decimal | None, whole: Decimal | None) -> str:
    """Return what ``part`` has more (``+1``) or less (``△4``) than ``whole``."""
    more = _less(part, whole)
    if more is None:
        return ""
    return f"+{printed(more)}" if more > 0 else printed(more)


def gap(part: Decimal | None, whole: Decimal | None, unit: str) -> str:
    """Return the gap in words: ``6명 부족``, ``1명 초과``; empty when it is not known."""
    more = _less(part, whole)
    if more is None:
        return ""
    if more == 0:
        return "과부족 없음"
    return f"{printed(more.copy_abs())}{unit} {'초과' if more > 0 else '부족'}"


def in_full(number: Decimal | None, unit: str) -> str:
    """Return an amount of money in 조, 억 and 만 (``5,700억 700만원``); empty when it needs no telling."""
    read = read_unit(unit)
    if number is None or read is None or read.dimension != "원" or read.scale == 1:
        return ""
    amount = abs(Fraction(number)) * Fraction(read.scale)
    if amount.denominator != 1 or amount < _LEAST_IN_WORDS:
        return ""
    return in_magnitudes(exact(amount if number > 0 else -amount)) + "원"


def is_open(word: str) -> bool:
    """Tell whether a word ends in a vowel, so that 는, 가, 를 follow it instead of 은, 이, 을."""
    last = word.rstrip(")]%")[-1:]
    return "가" <= last <= "힣" and (ord(last) - ord("가")) % 28 == 0


def _topic(word: str) -> str:
    return word + ("는" if is_open(word) else "은")


def _subject(word: str) -> str:
    return word + ("가" if is_open(word) else "이")


def _by(words: str) -> str:
    """Return the words with 로, or 으로 after a final consonant other than ㄹ."""
    last = _SIGNS.sub("", words)[-1:]
    closed = "가" <= last <= "힣" and (ord(last) - ord("가")) % 28 not in (0, 8)
    return words + ("으로" if closed else "로")


def _where(labels: Sequence[str]) -> str:
    return "해는" if _is_yearly(labels) else "곳은"


def _is_yearly(labels: Sequence[str]) -> bool:
    return all(_YEAR.fullmatch(label) for label in labels)


def _with_unit(reading: Reading, view: View) -> str:
    return f"{reading.text}{view.unit}{reading.sign}" if reading.number is not None else reading.text


def _marked(reading: Reading) -> str:
    return f"{reading.text}{reading.sign}"


def _number(found: Found, name: str) -> Decimal | None:
    return found[name].number if name in found else None


def _less(one: Decimal | None, other: Decimal | None) -> Decimal | None:
    return None if one is None or other is None else difference(one, other)


def _absolute(number: Decimal | None) -> Decimal | None:
    return None if number is None else number.copy_abs()


def _percent(number: Fraction) -> Decimal:
    """Round half up, away from zero, to one decimal."""
    tenths = floor(number * 10 + Fraction(1, 2)) if number >= 0 else ceil(number * 10 - Fraction(1, 2))
    return Decimal(tenths).scaleb(-1)


def _extreme(
    labels: Sequence[str], items: Sequence[Found], size: Callable[[Found], Decimal | None]
) -> tuple[str, Found] | None:
    """Return the first item of the largest size with its label; others as large are counted in it."""
    sizes = [size(found) for found in items]
    known = [number for number in sizes if number is not None]
    if not known:
        return None
    best = [index for index, number in enumerate(sizes) if number == max(known)]
    label = f"{labels[best[0]]}년" if labels[best[0]].isdecimal() and _is_yearly(labels) else labels[best[0]]
    if len(best) > 1:
        label += f" 등 {len(best)}{'해' if _is_yearly(labels) else '곳'}"
    return label, items[best[0]]

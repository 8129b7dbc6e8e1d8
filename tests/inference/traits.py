"""Traits that tables may have, each a small change of a draft, for :mod:`inference.adversaries`.

A trait returns ``None`` where a table cannot have it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from fractions import Fraction
from random import Random

from inference.adversaries import Draft, Place

Trait = Callable[[Draft, Random], Draft | None]

EVERYDAY = [
    *("기간제근로자보수", "재난대비 훈련", "등급판정 지원", "단가계약 공사", "번호판 교체", "최저임금 보전"),
    *(
        "소비자물가지수 조사",
        "평균수명 연구",
        "회계 결산 지원",
        "누계관리 체계",
        "비율제 보조",
        "120 전화상담",
    ),
    *("2단계 도로", "잔액확인 체계", "순위제 시상", "개월수 산정", "온도탑 설치", "점수제 임대"),
]
"""Names of items that hold words for totals, rates, ranks, codes and units."""


def _inserted_column(draft: Draft, at: int, cells: Mapping[int, str]) -> Draft:
    """Return the draft with a column more; title and unit stay at the left edge."""
    head = draft.heads - 1
    moved = draft.moved(lambda place: (place[0], place[1] + (place[1] >= at and place[0] >= head)))
    return replace(moved, texts={**moved.texts, **{(row, at): text for row, text in cells.items()}})


def _inserted_row(draft: Draft, at: int, text: str) -> Draft:
    moved = draft.moved(lambda place: (place[0] + (place[0] >= at), place[1]))
    return replace(moved, texts={**moved.texts, (at, 0): text}, heads=moved.heads + (at < moved.heads))


def _figures_down(draft: Draft) -> list[Place]:
    """Return the free figures of item rows."""
    return [place for place in draft.given if place[0] in draft.items]


def everyday_names(draft: Draft, rnd: Random) -> Draft | None:
    if not draft.items:
        return None
    names = rnd.sample(EVERYDAY, len(draft.items))
    texts = {(row, draft.stub): name for row, name in zip(draft.items, names, strict=True)}
    return replace(draft, texts={**draft.texts, **texts})


def turned(draft: Draft, rnd: Random) -> Draft | None:
    """Change rows and columns, where one head and one stub name them."""
    single = all(column == 0 for row, column in draft.texts if row >= draft.heads)
    bare = {row for row, _ in draft.texts} - {row for row, _ in draft.figures()} - set(range(draft.heads))
    able = single and draft.items and not (bare or draft.merged) and draft.heads < 4
    return replace(draft, turned=True) if able else None


def codes(draft: Draft, rnd: Random) -> Draft | None:
    if not draft.items:
        return None
    code = {row: str(3_220_000 + 8 * n) for n, row in enumerate(draft.items, rnd.randrange(9))}
    return _inserted_column(draft, draft.stub, {draft.heads - 1: "부서코드", **code})


def ranks(draft: Draft, rnd: Random) -> Draft | None:
    if not draft.items:
        return None
    rank = rnd.sample(range(1, len(draft.items) + 1), len(draft.items))
    cells = {row: str(n) for row, n in zip(draft.items, rank, strict=True)}
    return _inserted_column(draft, draft.width, {draft.heads - 1: "순위", **cells})


def grades(draft: Draft, rnd: Random) -> Draft | None:
    if not draft.items:
        return None
    cells = {row: rnd.choice(("A+", "A", "B+", "B", "BBB-")) for row in draft.items}
    return _inserted_column(draft, draft.width, {draft.heads - 1: "등급", **cells})


def remarks(draft: Draft, rnd: Random) -> Draft:
    at = draft.height - 1 - rnd.randrange(2)
    return _inserted_column(draft, draft.width, {draft.heads - 1: "비고", at: "'25. 3월 정산"})


def title_above(draft: Draft, rnd: Random) -> Draft:
    return _inserted_row(draft, 0, "3. 2024년도 부서별 추진 현황")


def note_below(draft: Draft, rnd: Random) -> Draft:
    """Say that figures are rounded: then no count is exact."""
    noted = _inserted_row(draft, draft.height, "※ 반올림으로 합계가 일치하지 않을 수 있음")
    return replace(noted, counts=frozenset())


def thin_spaces(draft: Draft, rnd: Random) -> Draft:
    return replace(draft, separator=rnd.choice(("\u2009", "\u00a0", "\u202f", " ")))


def won(draft: Draft, rnd: Random) -> Draft | None:
    """Give every figure a sign of currency, where the table holds money only."""
    if draft.counts or any(draft.decimals.values()):
        return None
    texts = {place: re.sub(r"\(단위:.*\)", "세부 내역", text) for place, text in draft.texts.items()}
    return replace(draft, texts=texts, before=rnd.choice(("₩", "￦", "₩ ")))


def brackets(draft: Draft, rnd: Random) -> Draft | None:
    signed = any(figure < 0 for figure in draft.figures().values())
    return replace(draft, negative=rnd.choice(("(", "▽", "-", "−", "▲"))) if signed else None


def marks(draft: Draft, rnd: Random) -> Draft:
    some = rnd.sample(sorted(draft.given), min(2, len(draft.given)))
    return replace(draft, marks={place: rnd.choice(("p", "r", "e")) for place in some})


def nothing(draft: Draft, rnd: Random) -> Draft | None:
    """Print one item as nil, and mean it."""
    divisors = {place for fact in draft.facts for place in fact.over}
    free = sorted(set(_figures_down(draft)) - divisors)
    if len(draft.items) < 3 or not free:
        return None
    at = rnd.choice(free)
    return replace(draft, given={**draft.given, at: Fraction(0)}, instead={**draft.instead, at: "-"})


def suppressed(draft: Draft, rnd: Random) -> Draft:
    at = rnd.choice(sorted(draft.given))
    return replace(draft, instead={**draft.instead, at: rnd.choice(("x", "…", "비공개", "?", "#REF!"))})


def tens(draft: Draft, rnd: Random) -> Draft | None:
    """Print counts of persons in tens, and say so."""
    if not draft.counts or (0, 0) not in draft.texts or "(단위: 명)" not in draft.texts.values():
        return None
    unit = next(place for place, text in draft.texts.items() if text == "(단위: 명)")
    return replace(draft, texts={**draft.texts, unit: "(단위: 명, 10명 단위로 반올림)"}, step=10)


def workbook(draft: Draft, rnd: Random) -> Draft | None:
    plain = not draft.before and draft.separator == ","
    return replace(draft, stored="as printed", negative="△") if plain else None


def stored_fractions(draft: Draft, rnd: Random) -> Draft | None:
    """Hide fractions under a format of whole numbers, also in counts (full-time equivalents)."""
    if draft.before or draft.separator != ",":
        return None
    thirds = {at: figure + Fraction(rnd.randrange(3), 3) for at, figure in draft.given.items() if figure}
    return replace(
        draft, given={**draft.given, **thirds}, stored="unrounded", negative="△", counts=frozenset()
    )


def spaced_words(draft: Draft, rnd: Random) -> Draft:
    wide = {"합계": "합    계", "계": "계 ", "소계": "소  계", "총계": "총 계", "구분": "구  분"}
    return replace(draft, texts={place: wide.get(text, text) for place, text in draft.texts.items()})


TRAITS: dict[str, Trait] = {
    trait.__name__: trait
    for trait in (
        everyday_names, turned, codes, ranks, grades, remarks, title_above, note_below, thin_spaces, won,
        brackets, marks, nothing, suppressed, tens, spaced_words, workbook, stored_fractions,
    )
}  # fmt: skip

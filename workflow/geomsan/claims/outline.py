"""Totals over the lines below them: the outline of a report as a sum."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from geomsan.check.identities.verdicts import Verdict
from geomsan.claims.claim import NOTE, Claim, Context, Kind, Line, Mention, Pattern
from geomsan.claims.lists import bare, items, words
from geomsan.claims.making import judged, rivals
from geomsan.claims.quantity import Quantity, digits
from geomsan.claims.tokens import Token, numbers_of
from geomsan.claims.verdicts import Computed, given, total

_Stretch = tuple[Line, tuple[Token, ...]]


def _over_lines(context: Context) -> Iterator[Claim]:
    """Add up the lines below: a total, and its parts in the lines under it."""
    below = context.children() or _after_note(context)
    found: list[Claim] = []
    for stretches in _divisions(below):
        found = list(_summed(context, stretches))
        if found:
            break
    yield from found


def _after_note(context: Context) -> list[Line]:
    """Return the next lines under a note (※) that has none of its own: those that name their parts first."""
    if context.line.level < NOTE:
        return []
    below = context.lines[context.at + 1 : context.at + 5]
    named = [
        line for line in below if line.tokens[:1] and any(token.kind == "g" for token in line.tokens[:2])
    ]
    return named if named == list(below[: len(named)]) else []


def _divisions(below: Sequence[Line]) -> Iterator[list[_Stretch]]:
    """Yield the ways in which the lines below may name parts: a line each, an item each, one line's list."""
    by_line = [(line, item) for line in below for item in items(line.tokens, "/+")]
    if len(by_line) > 1:
        yield by_line
    by_item = [(line, item) for line in below for item in items(line.tokens, ",/+") if _has_number(item)]
    if len(by_item) > 1 and len(by_item) != len(by_line) and all(words(item) for _, item in by_item):
        yield by_item
    if len(below) > 1:
        for line in below:
            listed = [(line, item) for item in items(line.tokens, ",/+")]
            if len(listed) > 1 and all(_has_number(item) and words(item) for _, item in listed):
                yield listed


def _has_number(item: Sequence[Token]) -> bool:
    return bool(numbers_of(item))


def _summed(context: Context, stretches: Sequence[_Stretch]) -> Iterator[Claim]:
    claims: dict[str, list[Claim]] = {}
    for token in numbers_of(context.line.tokens):
        number = token.number
        assert number is not None
        if number.dimension in ("", "%", "%p", "년", "배") or number.value <= 1:
            continue
        likes = [_alike(tokens, number) for _, tokens in stretches]
        if not all(likes) and (not number.is_total or sum(map(bool, likes)) < 2):
            continue
        for place in range(min(len(like) for like in likes if like)):
            kept = [(line, like[place]) for (line, _), like in zip(stretches, likes, strict=True) if like]
            claim = _lines_claim(context, token, kept)
            holds = claim.verdict is Verdict.EXACT or _is_rounded(claim)
            is_sure = holds and (_is_telling(number) or place == 0)
            if is_sure or (place == 0 and not holds):
                claims.setdefault(number.family, []).append(claim)
    yield from _of_lines(claims)


def _of_lines(claims: Mapping[str, Sequence[Claim]]) -> Iterator[Claim]:
    """Yield what adds up and would hardly do so by chance; where that shows a split, what does not, too."""
    held = {
        family: [claim for claim in found if claim.verdict is Verdict.EXACT or _is_rounded(claim)]
        for family, found in claims.items()
    }
    shown = _shown(held)
    for family, found in claims.items():
        exact = [claim for claim in held[family] if claim.verdict is Verdict.EXACT]
        yield from (claim for claim in held[family] if _is_sure(claim) or (shown and claim in exact))
        yield from (claim for claim in found if not held[family] and _is_slip(claim))
        if held[family] or len(found) != 1 or not _is_near(found[0]):
            continue
        if shown:
            yield found[0]
        elif found[0].verdict is Verdict.VIOLATED and _is_sure(found[0]) and found[0].is_total:
            yield replace(found[0], verdict=Verdict.UNDECIDED, because=rivals("아래 줄이 전부가 아님"))


def _shown(held: Mapping[str, Sequence[Claim]]) -> list[Claim]:
    """Return the sums that show that the lines are the parts.

    74억원 and 75건, each over the same two lines: one may be chance, both are not.
    """
    sure = [claim for found in held.values() for claim in found if _is_sure(claim)]
    telling = [claim for found in held.values() for claim in found[:1] if _has_tens(claim)]
    return sure or (telling if len(telling) > 1 else [])


def _lines_claim(context: Context, result: Token, kept: Sequence[tuple[Line, Token]]) -> Claim:
    assert result.number is not None
    computed: Computed = total(given(token.number) for _, token in kept if token.number is not None)
    others = [Mention(line.number, token.text.strip()) for line, token in kept]
    statement = f"{bare(result)} = " + " + ".join(bare(token) for _, token in kept)
    claim = judged(context, Kind.SPLIT, result, computed, statement, others)
    says_so = result.number.is_total or any("+" in line.text for line, _ in kept)
    return replace(claim, is_total=says_so)


def _is_slip(claim: Claim) -> bool:
    """Tell whether the digits agree and the units do not: 1,124천㎡ over parts of 1,124㎡ in all."""
    if not claim.reported or not claim.expected or not _is_sure(claim):
        return False
    ratio = claim.reported / claim.expected
    return ratio != 1 and (max(ratio, 1 / ratio)) in (1_000, 10_000, 1_000_000, 100_000_000)


def _is_rounded(claim: Claim) -> bool:
    """Tell whether a sum fits but for its last digit: 50.4 of 4.5 and 45.8."""
    gap = claim.difference
    fits = claim.verdict is Verdict.ROUNDING and gap is not None and claim.reported
    if not fits or gap is None or claim.reported is None:
        return False
    return abs(gap) <= abs(claim.reported) / 200 and "." in f"{claim.reported}"


def _is_sure(claim: Claim) -> bool:
    return claim.is_total or digits(claim.reported or Decimal(0)) > 2


def _has_tens(claim: Claim) -> bool:
    return digits(claim.reported or Decimal(0)) > 1


def _is_telling(number: Quantity) -> bool:
    """Tell whether a sum would hardly hold by chance: 총 stands there, or three digits do."""
    return number.is_total or digits(number.printed) > 2


def _is_near(claim: Claim) -> bool:
    gap = claim.difference
    return gap is not None and claim.reported is not None and abs(gap) <= abs(claim.reported) / 2


def _alike(tokens: Sequence[Token], like: Quantity) -> list[Token]:
    """Return the numbers among tokens that are of the kind of another."""
    return [
        token
        for token in numbers_of(tokens)
        if token.number is not None and token.number.dimension and token.number.family == like.family
    ]


PATTERNS = (
    Pattern(
        "split-lines",
        Kind.SPLIT,
        "아래 줄마다 처음에 적은 같은 단위의 숫자를 더하면 윗줄의 숫자이다.",
        "^ .{1,200}",
        _over_lines,
        (
            (
                "- 훈련 : 131개 과정 5,126명\n - 시 : 80개 과정, 3,051명\n - 국가 : 51개 과정, 2,075명",
                "exact exact",
            ),
            (
                "- 훈련 : 131개 과정 5,126명\n - 시 : 80개 과정, 3,051명\n - 국가 : 51개 과정, 2,175명",
                "exact violated",
            ),
            (
                "- 성과 : 유치액 74억원, 등록 75건\n - 가 : 62.9억원, 67건\n - 나 : 11.1억원, 8건",
                "exact exact",
            ),
            ("- 금액 50.4억 달러\n - 제조업 4.5억 달러, 서비스업 45.8억 달러\n - 고루 성장", "rounding"),
        ),
        (
            "- 훈련 : 5개 과정\n - 시 : 2개 과정\n - 국가 : 1개 과정",
            "- 성과 : 등록 75건\n - 가 : 67건\n - 나 : 8건",
        ),
        whole_line=True,
    ),
)

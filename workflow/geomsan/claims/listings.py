"""Counts of what stands in the lines around a number: a line for each, a note with the names, ①②③.

The number and the names are apart, so that what does not fit is no claim: it may count something else.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from geomsan.check.identities.verdicts import Verdict
from geomsan.claims.claim import NOTE, Claim, Context, Kind, Line, Mention, Pattern
from geomsan.claims.counts import FEWEST, MOST, closed, is_countable, sizes
from geomsan.claims.lists import items, words
from geomsan.claims.making import told
from geomsan.claims.tabled import pairs_of
from geomsan.claims.tokens import Token, numbers_of

_AROUND = 20
"""Characters beside a number in which its noun stands."""
_FURTHER = 6
"""Lines below in which the names of a noun may stand behind it and a colon."""
_LONGEST = 90
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮"


def _held(
    context: Context,
    head: Token,
    names: str,
    figures: Sequence[Token | Mention] = (),
    line: Line | None = None,
) -> Claim:
    """Return the claim that as many names stand elsewhere as a number says; it may stand in another line."""
    assert head.number is not None
    text = head.text.strip()
    return told(
        context,
        Kind.COUNT,
        f"{text} = {names}"[:_LONGEST],
        Verdict.EXACT,
        [head if line is None else Mention(line.at(head), text), *figures],
        reported=head.number.printed,
        expected=int(head.number.value),
        unit=head.number.unit,
    )


def _shown(tokens: Sequence[Token]) -> str:
    return " ".join(token.text for token in tokens)


def _lines_below(context: Context) -> Iterator[Claim]:
    """``교육 2개 과정`` over as many lines, each of a 과정."""
    below = context.children()
    numbers = [token for token in context.line.tokens if is_countable(token.number)]
    if len(numbers) != 1 or not 1 < len(below) <= MOST or numbers[0].number is None:
        return
    head = numbers[0]
    after = next((token for token in context.line.tokens if token.start >= head.end), None)
    noun = after.text if after is not None and after.kind == "W" else ""
    if len(noun) < FEWEST or int(numbers[0].number.value) != len(below):
        return
    labels = ["".join(token.text for token in line.tokens[:4] if token.kind == "W") for line in below]
    if all(noun in label for label in labels):
        yield _held(context, head, f"{noun} 아래 {len(below)}줄")


def _behind_label(context: Context) -> Iterator[Claim]:
    """Hold a number against the names behind the same words and a colon, in a line below.

    ``직무분야 (3개)`` over ``※ 직무분야 : 회계, 홍보, 영업``; further below only behind the very noun:
    ``1사업소·2출연기관`` over ``출연기관 : 진흥원, 재단``.
    """
    for away, below in enumerate(context.lines[context.at + 1 : context.at + 1 + _FURTHER]):
        colon = next((at for at, token in enumerate(below.tokens) if token.kind == ":"), None)
        if colon is None:
            continue
        label = "".join(token.text for token in below.tokens[:colon] if token.kind == "W")
        names, _ = closed(below.tokens[colon + 1 :])
        counted = sizes(names)
        if len(label) < 2 or not counted or label not in context.line.text.replace(" ", ""):
            continue
        for token in numbers_of(context.line.tokens):
            number = token.number
            if number is None or int(number.value) not in counted or number.step != 1:
                continue
            text = context.line.text
            after = text[token.end : token.end + _AROUND].replace(" ", "")
            before = text[max(0, token.start - _AROUND) : token.start].replace(" ", "")
            is_beside = is_countable(number) and (label in after or before.rstrip("(").endswith(label))
            is_noun = not number.dimension and after.startswith(label) and int(number.value) > 1
            if is_noun or (is_beside and not away and max(counted) > 2):
                yield _held(context, token, _shown(names), [_whole(below)])


def _whole(line: Line) -> Mention:
    return Mention(line.number, line.text.strip()[:40])


def _in_note(context: Context) -> Iterator[Claim]:
    """``7개 특화과정으로 개편`` over a note that lists seven, some of them by a word of the line."""
    if context.at + 1 >= len(context.lines) or context.line.level >= NOTE:
        return
    below = context.lines[context.at + 1]
    if below.level < NOTE:
        return
    colon = next((at for at, token in enumerate(below.tokens) if token.kind == ":"), -1)
    names = [token for token in below.tokens[colon + 1 :] if token.kind not in "!_"]
    counted = sizes(names) or _labelled(names)
    shared = pairs_of(below.text)
    for token in numbers_of(context.line.tokens):
        if not is_countable(token.number) or token.number is None or int(token.number.value) < 3:
            continue
        around = context.line.text[max(0, token.start - _AROUND) : token.end + _AROUND]
        if int(token.number.value) in counted and pairs_of(around) & shared:
            yield _held(context, token, _shown(names), [_whole(below)])
            return


def _labelled(names: Sequence[Token]) -> set[int]:
    """Return how many names a list has whose every name has a number of one kind: 가 180%, 나 190%."""
    listed = items(names, ",")
    numbers = [[token.number for token in item if token.number is not None] for item in listed]
    if any(len(found) != 1 for found in numbers) or not all(words(item) for item in listed):
        return set()
    return {len(listed)} if len({found[0].dimension for found in numbers if found[0]}) == 1 else set()


def _first_below(context: Context) -> Iterator[Claim]:
    """``4개 대기업과 교류`` over a line that begins with four names and 등."""
    below = context.children()
    numbers = [token for token in numbers_of(context.line.tokens) if is_countable(token.number)]
    if len(numbers) != 1 or not below or numbers[0].number is None or int(numbers[0].number.value) < 3:
        return
    tokens = below[0].tokens[1:] if below[0].tokens and below[0].tokens[0].kind in "!_" else below[0].tokens
    end = next((at for at, token in enumerate(tokens) if token.kind == "W" and token.text == "등"), None)
    if end and int(numbers[0].number.value) in sizes(tokens[:end]):
        yield _held(context, numbers[0], _shown(tokens[:end]), [_whole(below[0])])


def _circled(context: Context) -> Iterator[Claim]:
    """``6개의 단계`` before or over ①…⑥."""
    marks = [token for token in context.tokens if token.text in _CIRCLED]
    if len(marks) < 3 or "".join(mark.text for mark in marks) != _CIRCLED[: len(marks)]:
        return
    for line in (context.line, *reversed(context.lines[max(0, context.at - 4) : context.at])):
        for token in reversed(numbers_of(line.tokens)):
            number = token.number
            if not is_countable(number) or number is None or number.value != len(marks):
                continue
            if line is context.line and token.end <= marks[0].start:
                yield _held(context, token, _shown(marks), marks)
                return
            # 3개동: the items are named by the last syllable of the unit.
            if line is not context.line and _are_all(number.unit[-1:], context.tokens, marks):
                yield _held(context, token, _shown(marks), marks, line)
                return


def _are_all(syllable: str, tokens: Sequence[Token], marks: Sequence[Token]) -> bool:
    """Tell whether the word behind each mark ends in a syllable."""
    behind = [tokens[at + 1] for at, token in enumerate(tokens[:-1]) if token in marks]
    return len(behind) == len(marks) and all(token.text.endswith(syllable) for token in behind)


PATTERNS = (
    Pattern(
        "count-lines",
        Kind.COUNT,
        "수를 적은 줄 아래에 그만큼의 줄이 같은 이름으로 이어질 때.",
        "^ .{1,200}",
        _lines_below,
        (("- 교육 : 2개 과정 운영\n - 기초과정(3개월) : 이론\n - 심화과정(6개월) : 실습", "exact"),),
        ("- 교육 : 3개 과정 운영\n - 기초과정(3개월) : 이론\n - 심화과정(6개월) : 실습",),
        whole_line=True,
    ),
    Pattern(
        "count-note",
        Kind.COUNT,
        "수를 적은 줄 아래, 같은 말과 쌍점 뒤에 늘어놓은 이름. 맞는 것만 셈으로 본다.",
        "^ .{1,200}",
        _behind_label,
        (
            ("- 모집분야 (3개) 확정\n - ※ 모집분야 : 회계, 홍보, 영업", "exact"),
            ("- 1실·2과·1사업소·2출연기관\n- 사업소 : 과학관\n- 출연기관 : 가진흥원, 나재단", "exact"),
        ),
        (
            "- 모집분야 (3개) 확정\n - ※ 참여기업 : 회계, 홍보, 영업",
            "- 모집분야 (3개) 확정\n - 심사 : 회계, 홍보, 영업",
        ),
        whole_line=True,
    ),
    Pattern(
        "count-in-note",
        Kind.COUNT,
        "수를 적은 줄 바로 아래 당구장표 뒤에 그 줄의 말로 늘어놓은 이름. 맞는 것만 셈으로 본다.",
        "^ .{1,200}",
        _in_note,
        (
            ("- 지원 3개 사업을 통합하여 위탁\n ※ 통합위탁사무 : 촬영지원, 공간운영, 독립영화", "exact"),
            ("- 4개 특화과정으로 개편\n ※ 중년특화, 청년특화, 기업협력, 전문기술 과정으로 구분", "exact"),
            ("- 청년 과정(3개) 신설\n ※ 청년승강기 180%, 청년조리 190%, 도장 170%", "exact"),
        ),
        (
            "- 5개 특화과정으로 개편\n ※ 중년특화, 청년특화, 기업협력, 전문기술 과정으로 구분",
            "- 3개 지점 운영\n ※ 회계, 홍보, 영업",
        ),
        whole_line=True,
    ),
    Pattern(
        "count-first",
        Kind.COUNT,
        "수를 적은 줄 아래 첫 줄이 그만큼의 이름과 ‘등’으로 시작할 때. 맞는 것만 셈으로 본다.",
        "^ .{1,200}",
        _first_below,
        (("- 국내외 4개 대기업과 교류\n - 가전자·나유통·다자동차·라통신 등 사업 소개", "exact"),),
        ("- 국내외 5개 대기업과 교류\n - 가전자·나유통·다자동차·라통신 등 사업 소개",),
        whole_line=True,
    ),
    Pattern(
        "count-circled",
        Kind.COUNT,
        "①부터 이어 적은 것의 수. 맞는 것만 셈으로 본다.",
        "^ .{1,200}",
        _circled,
        (
            ("- 6개의 단계로 진행 * ① 홍보 → ② 매칭 → ③ 연계 → ④ 협의 → ⑤ 실행 → ⑥ 사후지원", "exact"),
            ("- 창업센터 3개동 개관\n ① 지원동('17.10), ② 연구동('19.4), ③ 열린동('19.11)", "exact"),
        ),
        ("- 창업센터 3개동 개관\n ① 설계 ② 착공 ③ 준공",),
        whole_line=True,
    ),
)

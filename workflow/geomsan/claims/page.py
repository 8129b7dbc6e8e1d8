"""``docs/claims.md``: the grammar of claims, for those who want to know what is read and what is not.

``python -m geomsan.claims.page PAGE`` writes the page from the patterns.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from geomsan.claims.claim import KINDS, Kind, Pattern
from geomsan.claims.grammar import PATTERNS
from geomsan.claims.tokens import KINDS as TOKENS
from geomsan.common.files import write_whole
from geomsan.common.words import VERDICTS

_HEAD = """\
# 글 속의 셈 (claims)

`workflow/geomsan/claims/`의 문형에서 만든 쪽입니다. 고치려면 거기를 고치고 `make docs`를 부르십시오
(made from the patterns in `workflow/geomsan/claims/`; change them there and call `make docs`).

`geomsan check`는 표 밖의 글에서 아래 문형을 찾아 표와 같은 끝수 구간으로 판정합니다. 셈이라고 말하는
낱말이나 모양이 있어야 하고, 나란히 선 두 숫자는 셈이 아닙니다. 약·여·이상·미만·내외·최대는 숫자의
구간을 바꾸고, ‘등’은 목록이 다가 아니라고 말합니다. 달리 읽을 수 있으면 불일치가 아니라 판정 불가입니다.

맞지 않는 글은 표의 값처럼 ‘수용’·‘정정’·‘질의’로 결정합니다. ‘정정’은 검토 화면이나 목록에 보이는 글을
원문의 모양대로 고쳐 적거나, 셈이 말하는 숫자만 적는 것입니다. 그 글을 원문 자리에 넣고 글 전체의 셈을 다시
읽어, 이 셈이 맞고 맞던 셈이 깨지지 않을 때만 받습니다. 여러 줄에 걸친 글, 표 칸 안의 글, 160자가 넘는
글은 여기서 고쳐 볼 수 없으므로 원문을 고쳐 다시 넣거나 ‘수용’·‘질의’를 고릅니다. 원문 파일은 바뀌지 않습니다.

줄은 토막으로 잘리고 토막마다 글자가 하나입니다. 문형의 모양은 그 글자들의 정규식입니다.
"""


_TWICE = """\
## 표와 글, 글과 글 (`split`, `count`, `same`)

문장 하나의 모양이 아니라 두 곳을 견주어 찾으므로 문형이 따로 없습니다. 앞의 넷은 맞는 것만 셈으로 봅니다.

- `same-table`, `same-sentence`: 같은 값이 글과 표에, 또는 두 글에 적힌 것. 우연히 같기 어려운 자릿수와 함께
  쓴 말, 바로 앞의 이름, 적힌 연도로 가립니다. 조·억·만·천·백만원처럼 단위가 달라도 견줍니다.
- `split-table`: 글의 수가 그 아래 표의 한 열이나 한 행의 합인 것.
- `count-table`: 글의 ‘몇 개 분야’가 바로 아래 표에 적힌 이름의 수인 것.
- `same-differs`: 같은 수가 다르게 적힌 것. 드문 이름이나 여러 낱말이 같고, 단위가 같고, 달리 볼 수가 없을
  때만 불일치입니다. 한쪽이 목표이거나, 제목이 계획과 실적처럼 다르거나, 멀리 떨어진 두 글이면 판정
  불가입니다.
"""


def claims_page() -> str:
    """Return the page."""
    letters = "\n".join(f"| `{letter}` | {words} |" for letter, words in TOKENS.items())
    parts = [_HEAD, f"| 글자 | 토막 |\n|---|---|\n{letters}\n"]
    for kind in Kind:
        patterns = [pattern for pattern in PATTERNS if pattern.kind is kind]
        parts.append(f"## {KINDS[kind].ko} (`{kind.value}`)\n")
        parts += ["\n".join(_pattern(pattern)) + "\n" for pattern in patterns]
    return "\n".join([*parts, _TWICE])


def _pattern(pattern: Pattern) -> Iterator[str]:
    shape = "줄 전체와 그 아래 줄" if pattern.whole_line else f"`{pattern.shape.replace('|', '¦')}`"
    yield f"### `{pattern.name}`\n"
    yield f"{pattern.says} 모양: {shape}\n"
    for text, verdicts in pattern.examples:
        told = ", ".join(VERDICTS[verdict].ko for verdict in verdicts.split())
        yield f"- {_shown(text)} — {told}"
    for text in pattern.counters:
        yield f"- {_shown(text)} — 셈이 아님"


def _shown(text: str) -> str:
    return " ⏎ ".join(f"`{line.strip()}`" for line in text.split("\n"))


def main(page: Path) -> None:
    """Write the page."""
    write_whole(page, claims_page().encode())


if __name__ == "__main__":
    main(Path(sys.argv[1]))

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

줄은 토막으로 잘리고 토막마다 글자가 하나입니다. 문형의 모양은 그 글자들의 정규식입니다.
"""


def claims_page() -> str:
    """Return the page."""
    letters = "\n".join(f"| `{letter}` | {words} |" for letter, words in TOKENS.items())
    parts = [_HEAD, f"| 글자 | 토막 |\n|---|---|\n{letters}\n"]
    for kind in Kind:
        patterns = [pattern for pattern in PATTERNS if pattern.kind is kind]
        parts.append(f"## {KINDS[kind].ko} (`{kind.value}`)\n")
        parts += ["\n".join(_pattern(pattern)) + "\n" for pattern in patterns]
    return "\n".join(parts)


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

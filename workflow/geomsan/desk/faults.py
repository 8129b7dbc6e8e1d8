"""What is said where the program itself is at fault; the story goes to the desk's terminal."""

from __future__ import annotations

from geomsan.common.errors import Bilingual


def fault(error: Exception) -> Bilingual:
    """Return the sentence about an error that nobody foresaw."""
    name = type(error).__name__
    return Bilingual(
        f"프로그램 오류입니다({name}). 데스크를 연 터미널에 나온 것과 함께 알려 주십시오.",
        f"A fault of the program ({name}); report it with what stands in the desk's terminal.",
    )
